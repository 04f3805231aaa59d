// A Word copy that came back: its text, styles, comments and map, in a package made around them (parts are
// parted by a NUL), into the sections of a small project.
#include "fuzz.h"

#include "merge/merge.h"
#include "package/package_fixture.h"

#define PROJECT DATA_DIR "/tests/golden/lists"
#define KINDS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char relations[] = "<Relationships><Relationship Id='r1' Type='" KINDS
                                "officeDocument' Target='word/document.xml'/></Relationships>";
static const char parts_of[] = "<Relationships><Relationship Id='r1' Type='" KINDS
                               "styles' Target='styles.xml'/><Relationship Id='r2' Type='" KINDS
                               "comments' Target='comments.xml'/></Relationships>";

static Compilation made; // once: no input changes it

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const CompileOptions options = {
        .folder = PROJECT, .data_folder = {DATA_DIR, sizeof DATA_DIR - 1}, .draft = true};

    (void)argc;
    (void)argv;
    made = compilation_read(&options);
    if (made.project)
        compilation_build(&made);
    return made.document ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"word/document.xml", "word/styles.xml", "word/comments.xml",
                                        "customXml/item1.xml"};
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
    merge_copy(
        arena, diag, &made,
        (MergeOptions){.name = STR("改过的.docx"), .bytes = make_zip(arena, parts, n), .tracked = size % 3});
    diag_free(diag);
    arena_free(arena);
    return 0;
}
