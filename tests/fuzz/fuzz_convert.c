// A published narrative to the sections of a project: as a .docx, as text and as Markdown.
#include "fuzz.h"

#include "convert/convert.h"

#define PROJECT DATA_DIR "/tests/golden/table-stubs"

static Arena *home;
static const Project *project; // read once: no input changes it

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    Diag *diag = diag_new();

    (void)argc;
    (void)argv;
    home = arena_new(); // for good
    project =
        project_read(home, diag, PROJECT, (ProjectOptions){.data_folder = STR(DATA_DIR), .convert = true});
    diag_free(diag);
    return project ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};

    static const char *const names[] = {"去年.docx", "去年.txt", "去年.md", "去年.html"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const Intake *intake = intake_with_notes(arena, diag, NULL, bytes, str_of(names[i]), (Str){0});

        if (intake)
            convert_intake(arena, diag, project, intake, true);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
