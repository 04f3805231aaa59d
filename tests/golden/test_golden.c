// Whole documents to pages, compared with what is kept of them in CASE/expected.txt: a change of any line's
// place shows. With GOLDEN_UPDATE=1 in the environment the files are written anew: look at the difference.
#include <stdio.h>
#include <stdlib.h>

#include "golden/dump.h"
#include "testing.h"

typedef struct Case {
    Arena *arena;
    Diag *diag;
    FontSet *fonts;
    Str dump;
} Case;

static Case case_make(const char *name)
{
    static const char *const folders[] = {"/usr/share/fonts/opentype/noto",
                                          "/usr/share/fonts/truetype/lxgw-wenkai", DATA_DIR "/fonts/fetched"};
    Case c = {.arena = arena_new(), .diag = diag_new()};
    // A draft: some have no tables.
    Project *project = project_read(c.arena, c.diag, str_print(c.arena, TEST_DIR "/golden/%s", name).at,
                                    (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = true});
    assert_non_null(project);
    c.fonts = fontset_open(c.diag, project->style, (FontOptions){.folders = folders, .folder_count = 3});
    assert_non_null(c.fonts);
    FigureEnv *env = figure_env_new(c.arena, c.diag, project);
    Document *document = document_build(c.arena, c.diag, project, env, false);
    assert_non_null(document);
    const Pages *pages = layout_document(c.arena, c.diag, document, c.fonts, NULL);
    for (size_t i = 0; i < diag_total(c.diag); i++)
        if (diag_at(c.diag, i)->severity >= SEVERITY_ERROR)
            fail_msg("%s: %.*s", name, STR_ARG(diag_at(c.diag, i)->message));
    c.dump = dump_pages(c.arena, project->style, pages);
    return c;
}

static void case_free(Case *c)
{
    fontset_free(c->fonts);
    diag_free(c->diag);
    arena_free(c->arena);
}

static Str file_read(Arena *arena, const char *path)
{
    StrBuf text = {.arena = arena};
    char block[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file && (n = fread(block, 1, sizeof block, file)) > 0;)
        buf_add(&text, (Str){block, n});
    if (file)
        fclose(file);
    return buf_str(&text);
}

static void file_write(const char *path, Str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.n, file), text.n);
    assert_int_equal(fclose(file), 0);
}

static Str line_at(Str text, size_t at)
{
    ptrdiff_t end = str_find_char(text, '\n', at);
    return str_slice(text, at < text.n ? at : text.n, end < 0 ? text.n : (size_t)end);
}

// Where two dumps part, a line before it and theirs.
static void show_difference(const char *name, Str expected, Str made)
{
    size_t a = 0, number = 1;
    Str before = {0};
    while (a < expected.n && a < made.n) {
        Str x = line_at(expected, a), y = line_at(made, a);
        if (!str_equal(x, y))
            break;
        before = x;
        a += x.n + 1;
        number++;
    }
    Str x = line_at(expected, a), y = line_at(made, a);
    fail_msg("%s/expected.txt:%zu\n after    %.*s\n expected %.*s\n made     %.*s", name, number,
             STR_ARG(before), STR_ARG(x), STR_ARG(y));
}

static void test_case(void **state)
{
    const char *name = *state;
    Case c = case_make(name);
    const char *path = str_print(c.arena, TEST_DIR "/golden/%s/expected.txt", name).at;
    const char *update = getenv("GOLDEN_UPDATE");
    if (update && *update)
        file_write(path, c.dump);
    Str expected = file_read(c.arena, path);
    if (!str_equal(expected, c.dump))
        show_difference(name, expected, c.dump);
    case_free(&c);
}

#define CASE(name)                                                                                           \
    {                                                                                                        \
        name, test_case, NULL, NULL, name                                                                    \
    }

int main(void)
{
    static struct CMUnitTest tests[] = {
        CASE("front"),       CASE("headings"),    CASE("widows"),          CASE("lists"),
        CASE("book"),        CASE("table-long"),  CASE("table-landscape"), CASE("table-groups"),
        CASE("table-stubs"), CASE("table-empty"), CASE("chart"),           CASE("notes"),
    };
    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
