// The body of a .docx and its styles, numbering and notes, in a package made around them; parts are parted by
// a NUL.
#include "fuzz.h"

#include "intake/intake.h"
#include "package/package_fixture.h"

#define KINDS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char relations[] = "<Relationships><Relationship Id='r1' Type='" KINDS
                                "officeDocument' Target='word/document.xml'/></Relationships>";
static const char parts_of[] = "<Relationships><Relationship Id='r1' Type='" KINDS
                               "styles' Target='styles.xml'/><Relationship Id='r2' Type='" KINDS
                               "numbering' Target='numbering.xml'/><Relationship Id='r3' Type='" KINDS
                               "footnotes' Target='footnotes.xml'/></Relationships>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"word/document.xml", "word/styles.xml", "word/numbering.xml",
                                        "word/footnotes.xml"};
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Part parts[6] = {{"_rels/.rels", STR(relations)}, {"word/_rels/document.xml.rels", STR(parts_of)}};
    size_t n = 2, from = 0;

    for (size_t at = 0; at <= size && n < 6; at++)
        if (at == size || (data[at] == 0 && n < 5)) {
            parts[n] = (Part){names[n - 2], {(const char *)data + from, at - from}};
            n++;
            from = at + 1;
        }
    intake_office(arena, diag, make_zip(arena, parts, n), STR("去年.docx"));
    diag_free(diag);
    arena_free(arena);
    return 0;
}
