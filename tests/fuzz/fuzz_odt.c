// The content of an OpenDocument text, in a package made around it.
#include "fuzz.h"

#include "intake/intake.h"
#include "package/package_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.text")},
                    {"content.xml", {(const char *)data, size}}};

    intake_office(arena, diag, make_zip(arena, parts, 2), STR("去年.odt"));
    diag_free(diag);
    arena_free(arena);
    return 0;
}
