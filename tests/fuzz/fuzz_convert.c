// A published narrative to the sections of a project: as a .docx, as text and as Markdown.
#include "fuzz.h"

#include "convert/convert.h"

#define PROJECT DATA_DIR "/tests/golden/table-stubs"

static const Project *project; // read once: no input changes it

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    Arena *arena = arena_new(); // for good
    Diag *diag = diag_new();

    (void)argc;
    (void)argv;
    project =
        project_read(arena, diag, PROJECT, (ProjectOptions){.data_folder = STR(DATA_DIR), .convert = true});
    diag_free(diag);
    return project ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};

    if (str_starts(bytes, STR("PK"))) {
        convert_docx(arena, diag, project, bytes, STR("去年.docx"));
    } else {
        Source *source = source_from_bytes(arena, diag, bytes, STR("去年.txt"), STR("UTF-8"));

        if (source) {
            convert_source(arena, diag, project, source, CONVERT_TEXT);
            convert_source(arena, diag, project, source, CONVERT_MARKDOWN);
        }
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
