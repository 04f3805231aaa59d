// The rules of text on normal sentences, on wrong ones, and on the seed's uncorrected text.
#include "testing.h"

#include "prose/prose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTENT DATA_DIR "/content/shifeng-cac-2023"

typedef struct Made {
    Arena *arena;
    Diag *diag;
    char folder[64];
} Made;

static void check_folder(Made *made, const char *folder)
{
    made->arena = arena_new();
    made->diag = diag_new();
    Project *project =
        project_read(made->arena, made->diag, folder, (ProjectOptions){.data_folder = STR(DATA_DIR)});
    assert_non_null(project);
    FigureEnv *env = figure_env_new(made->arena, made->diag, project);
    Document *document = document_build(made->arena, made->diag, project, env, false);
    assert_non_null(document);
    prose_check(made->diag, document);
}

static void write_file(const Made *made, const char *name, Str text)
{
    char path[160];

    snprintf(path, sizeof path, "%s/%s", made->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.n, file), text.n);
    fclose(file);
}

static void remove_project(const Made *made)
{
    static const char *const names[] = {"gongkai.yaml", "tables", "sections/4.md", "sections/5.md"};
    char path[160];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", made->folder, names[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/sections", made->folder);
    rmdir(path);
    rmdir(made->folder);
}

// The content's manifest and tables with two sections of the test's own.
static void check_sections(Made *made, Str strict, Str free_text)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    char path[160];

    strcpy(made->folder, "/tmp/gongkai-prose-XXXXXX");
    assert_non_null(mkdtemp(made->folder));
    snprintf(path, sizeof path, "%s/sections", made->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/tables", made->folder);
    assert_int_equal(symlink(CONTENT "/tables", path), 0);
    Source *manifest = source_read(arena, diag, CONTENT "/gongkai.yaml", STR("gongkai.yaml"), (Str){0});
    assert_non_null(manifest);
    write_file(made, "gongkai.yaml", manifest->text);
    write_file(made, "sections/4.md", str_print(arena, "# 其他重要事项情况说明\n\n%.*s\n", STR_ARG(strict)));
    write_file(made, "sections/5.md", str_print(arena, "# 名词解释\n\n%.*s\n", STR_ARG(free_text)));
    check_folder(made, made->folder);
    remove_project(made);
    diag_free(diag);
    arena_free(arena);
}

static void free_made(Made *made)
{
    diag_free(made->diag);
    arena_free(made->arena);
}

// Findings about the sentences: not about sections that the test leaves out.
static bool is_about_text(const Finding *finding)
{
    return finding->severity != SEVERITY_NOTE && str_starts(finding->place.file, STR("sections/")) &&
           finding->place.line > 2;
}

static Str read_text(Arena *arena, Diag *diag, const char *path)
{
    Source *source = source_read(arena, diag, path, STR("text"), (Str){0});

    assert_non_null(source);
    return source->text;
}

static bool next_line(Str text, size_t *at, Str *line)
{
    if (*at >= text.n)
        return false;
    ptrdiff_t end = str_find_char(text, '\n', *at);
    size_t to = end < 0 ? text.n : (size_t)end;
    *line = str_slice(text, *at, to);
    *at = to + 1;
    return true;
}

static void silent_sentences(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str text = read_text(arena, diag, TEST_DIR "/prose/silent.txt"), line;
    StrBuf parts[2] = {{.arena = arena}, {.arena = arena}};
    int part = 0, found = 0, sentences = 0;
    Made made;

    (void)state;
    for (size_t at = 0; next_line(text, &at, &line);) {
        if (str_starts(line, STR("[strict]")) || str_starts(line, STR("[free]"))) {
            part = str_starts(line, STR("[free]"));
        } else if (line.n && line.at[0] != '#') {
            buf_add(&parts[part], line);
            buf_add_c(&parts[part], "\n\n");
            sentences++;
        }
    }
    check_sections(&made, buf_str(&parts[0]), buf_str(&parts[1]));
    for (size_t i = 0; i < diag_total(made.diag); i++) {
        const Finding *f = diag_at(made.diag, i);
        if (!is_about_text(f))
            continue;
        print_message("%s: %.*s\n    %.*s\n", f->rule, STR_ARG(f->message), STR_ARG(f->place.text));
        found++;
    }
    free_made(&made);
    diag_free(diag);
    arena_free(arena);
    assert_true(sentences >= 120);
    assert_int_equal(found, 0);
}

static bool has_word(Str list, Str word)
{
    for (size_t from = 0; from <= list.n;) {
        ptrdiff_t comma = str_find_char(list, ',', from);
        size_t to = comma < 0 ? list.n : (size_t)comma;
        if (str_equal(str_slice(list, from, to), word))
            return true;
        from = to + 1;
    }
    return false;
}

// All of the rules are among the findings, and no other.
static bool finds_just(const Made *made, Str rules)
{
    bool right = true;

    for (size_t i = 0; i < diag_total(made->diag); i++) {
        const Finding *f = diag_at(made->diag, i);
        if (is_about_text(f) && !has_word(rules, str_of(f->rule))) {
            print_message("  also %s: %.*s\n", f->rule, STR_ARG(f->message));
            right = false;
        }
    }
    for (size_t from = 0; from <= rules.n;) {
        ptrdiff_t comma = str_find_char(rules, ',', from);
        size_t to = comma < 0 ? rules.n : (size_t)comma;
        bool found = false;
        for (size_t i = 0; i < diag_total(made->diag); i++)
            found = found || (is_about_text(diag_at(made->diag, i)) &&
                              str_equal(str_of(diag_at(made->diag, i)->rule), str_slice(rules, from, to)));
        if (!found)
            print_message("  not %.*s\n", STR_ARG(str_slice(rules, from, to)));
        right = right && found;
        from = to + 1;
    }
    return right;
}

static void wrong_sentences(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str text = read_text(arena, diag, TEST_DIR "/prose/wrong.txt"), line;
    int sentences = 0, missed = 0;

    (void)state;
    for (size_t at = 0; next_line(text, &at, &line);) {
        if (!line.n || line.at[0] == '#')
            continue;
        ptrdiff_t blank = str_find_char(line, ' ', 0);
        assert_true(blank > 0);
        Str rules = str_slice(line, 0, (size_t)blank), rest = str_slice(line, (size_t)blank + 1, line.n);
        StrBuf buf = {.arena = arena};
        for (size_t i = 0; i < rest.n; i++)
            rest.at[i] == '|' ? buf_add_c(&buf, "\n\n") : buf_add_char(&buf, rest.at[i]);
        Made made;
        check_sections(&made, buf_str(&buf), STR("略。"));
        sentences++;
        if (!finds_just(&made, rules)) {
            print_message("%.*s\n", STR_ARG(line));
            missed++;
        }
        free_made(&made);
    }
    diag_free(diag);
    arena_free(arena);
    assert_true(sentences >= 120);
    assert_int_equal(missed, 0);
}

// The published text: its findings are those of expected.txt, place by place; amounts, all typed, are apart.
static void published_text(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str text = read_text(arena, diag, TEST_DIR "/projects/shifeng-cac-2023-published/expected.txt"), line;
    size_t expected = 0, found = 0, unbound = 0;
    bool right = true;
    Made made;

    (void)state;
    check_folder(&made, TEST_DIR "/projects/shifeng-cac-2023-published");
    for (size_t i = 0; i < diag_total(made.diag); i++) {
        const Finding *f = diag_at(made.diag, i);
        if (strcmp(f->rule, "figure-unbound") == 0) {
            unbound++;
            continue;
        }
        if (f->severity == SEVERITY_NOTE)
            continue;
        found++;
        Str wanted = str_print(arena, "\n%.*s:%u:%u %s ", STR_ARG(f->place.file), f->place.line,
                               f->place.column, f->rule);
        if (str_find(text, wanted, 0) < 0) {
            print_message("not expected:%.*s%.*s\n", STR_ARG(wanted), STR_ARG(f->message));
            right = false;
        }
    }
    for (size_t at = 0; next_line(text, &at, &line);)
        expected += line.n > 0 && line.at[0] != '#';
    free_made(&made);
    diag_free(diag);
    arena_free(arena);
    assert_true(right);
    assert_int_equal(found, expected);
    assert_int_equal(unbound, 34);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silent_sentences),
        cmocka_unit_test(wrong_sentences),
        cmocka_unit_test(published_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
