// The rules of text on normal sentences, on wrong ones, and on the seed's uncorrected text.
#include "own_folder.h"
#include "testing.h"

#include "prose/prose.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTENT DATA_DIR "/content/shifeng-cac-2023"

typedef struct Made {
    Arena *arena;
    Diag *diag;
    char folder[OWN_FOLDER];
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
    prose_check(made->diag, env, document);
}

static void copy_tables(const Made *made)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    DIR *folder = opendir(CONTENT "/tables");

    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        const char *name = str_print(arena, "tables/%s", entry->d_name).at;
        Str path = str_print(arena, CONTENT "/%s", name);
        own_folder_put(made->folder, name,
                       source_read(arena, diag, input_at(path), STR("table"), (Str){0})->text);
    }
    closedir(folder);
    diag_free(diag);
    arena_free(arena);
}

// The content's manifest and tables with two sections of the test's own.
typedef struct Given {
    Str strict, free_text; // what stands in a section whose amounts must be bound, and in one that is free
    const char *said, *instead; // words of the manifest, and what it says instead; NULL: it is as it is
} Given;

static Str replaced(Arena *arena, Str text, const char *said, const char *instead)
{
    ptrdiff_t at = str_find(text, str_of(said), 0);

    assert_true(at >= 0);
    return str_print(arena, "%.*s%s%.*s", (int)at, text.at, instead,
                     STR_ARG(str_slice(text, (size_t)at + strlen(said), text.n)));
}

static void check_given(Made *made, Given given)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();

    own_folder_make(made->folder);
    copy_tables(made);
    Source *manifest =
        source_read(arena, diag, input_at(str_of(CONTENT "/gongkai.yaml")), STR("gongkai.yaml"), (Str){0});
    assert_non_null(manifest);
    Str said = manifest->text;
    if (given.said)
        said = replaced(arena, said, given.said, given.instead);
    own_folder_put(made->folder, "gongkai.yaml", said);
    own_folder_put(made->folder, "sections/4.md",
                   str_print(arena, "# 其他重要事项情况说明\n\n%.*s\n", STR_ARG(given.strict)));
    own_folder_put(made->folder, "sections/5.md",
                   str_print(arena, "# 名词解释\n\n%.*s\n", STR_ARG(given.free_text)));
    check_folder(made, made->folder);
    own_folder_remove(made->folder);
    diag_free(diag);
    arena_free(arena);
}

static void check_sections(Made *made, Str strict, Str free_text)
{
    check_given(made, (Given){.strict = strict, .free_text = free_text});
}

static void free_made(Made *made)
{
    diag_free(made->diag);
    arena_free(made->arena);
}

// Findings about the sentences: not about sections that the test leaves out.
static bool is_about_text(const Finding *finding)
{
    // What two sections alone lack is told at the nearest of them.
    if (str_equal(str_of(finding->rule), STR("section-required")) ||
        str_equal(str_of(finding->rule), STR("section-order")))
        return false;
    return finding->severity != SEVERITY_NOTE && str_starts(finding->place.file, STR("sections/")) &&
           finding->place.line > 2;
}

static Str read_text(Arena *arena, Diag *diag, const char *path)
{
    Source *source = source_read(arena, diag, input_at(str_of(path)), STR("text"), (Str){0});

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

// All of the rules are among the findings, and no other; “none” is no rule.
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
        bool found = str_equal(rules, STR("none"));
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

#define MANIFEST_DATES "date: 2023-02-10 09:00    # 重构：原文没有公开时间\napproved: 2023-01-28"
#define DEPARTMENT "株洲市石峰区委网络安全和信息化委员会办公室"

// What is another's name, kind or region depends on whose document it is.
static void other_departments(void **state)
{
    static const struct {
        const char *department, *text, *rules;
    } cases[] = {
        {"云岭县高新区管理委员会", "全县一般公共预算收入由三部分构成。", "none"},
        {"云岭市高新区管理委员会", "全县一般公共预算收入由三部分构成。", "region-other"},
        {"云岭县财政事务中心", "全县一般公共预算收入由三部分构成。", "none"},
        {"云岭县财政事务中心", "全市一般公共预算收入由三部分构成。", "region-other"},
        {"云岭县委党校", "云峰县委党校按规定公开。", "department-other"},
        {"县委办公室", "区委办公室按规定公开。", "none"},
        {"云岭县农业农村事务中心", "云岭县农牧农村商务中心按规定公开。", "none"},
        {"云岭县农业农村事务中心", "云岭县农业农村商务中心按规定公开。", "department-other"},
        {"云岭县农业农村局事务中心", "云峰县农业农村局服务中心按规定公开。", "department-other"},
        {"云岭县农业农村局事务中心", "云峰县农业农村办服务中心按规定公开。", "none"},
        {"云岭县石桥镇人民政府", "石桥乡人民政府按规定公开。", "department-other"},
        {"云岭县石桥镇政府办", "石桥乡政府办按规定公开。", "department-other"},
        {"云岭县石桥镇政府", "石桥乡政府按规定公开。", "none"},
        {"云岭县石桥镇人民政府", "石泉乡人民政府按规定公开。", "none"},
        {"云岭县教育局", "我局按规定公开。", "none"},
        {"云岭县教育局", "我委按规定公开。", "department-kind"},
    };
    int missed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Made made;
        check_given(&made, (Given){.strict = str_of(cases[i].text),
                                   .free_text = STR("略。"),
                                   .said = DEPARTMENT,
                                   .instead = cases[i].department});
        if (!finds_just(&made, str_of(cases[i].rules))) {
            print_message("%s: %s\n", cases[i].department, cases[i].text);
            missed++;
        }
        free_made(&made);
    }
    assert_int_equal(missed, 0);
}

// Publication is due within 20 days of the approval.
static void publication(void **state)
{
    static const struct {
        const char *date, *approved;
        bool wrong;
    } cases[] = {{"2023-01-28", "2023-01-28", false}, {"2023-01-27", "2023-01-28", true},
                 {"2023-02-17", "2023-01-28", false}, {"2023-02-18", "2023-01-28", true},
                 {"2023-03-12", "2023-02-20", false}, {"2023-03-13", "2023-02-20", true},
                 {"2024-03-11", "2024-02-20", false}, {"2024-03-12", "2024-02-20", true},
                 {"2023-01-09", "2022-12-20", false}, {"2023-01-10", "2022-12-20", true}};
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Str dates = str_print(arena, "date: %s\napproved: %s", cases[i].date, cases[i].approved);
        Made made;
        bool found = false;
        check_given(&made, (Given){.strict = STR("略。"),
                                   .free_text = STR("略。"),
                                   .said = MANIFEST_DATES,
                                   .instead = dates.at});
        for (size_t k = 0; k < diag_total(made.diag); k++)
            found = found || strcmp(diag_at(made.diag, k)->rule, "publication-late") == 0;
        if (found != cases[i].wrong)
            fail_msg("%s, approved %s", cases[i].date, cases[i].approved);
        free_made(&made);
    }
    arena_free(arena);
}

// What is proposed for a typed amount. Zero is in cells everywhere: only the words of its own clause name
// one.
static void proposals(void **state)
{
    static const struct {
        const char *text, *hint; // NULL: no cell
    } cases[] = {
        {"工资福利支出28.86万元。", "工资福利支出"},
        {"本部门安排公务接待费0万元。", "公务接待费"},
        {"收入比上年增加1.8736万元，主要原因是人员增资。", "绝对值(增减(收入合计, 上年.收入合计))"},
        {"公务接待费如表所示，其余共0万元。", NULL},
        {"公务接待费共安排：其余共0万元。", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Made made;
        int found = 0;
        check_sections(&made, str_of(cases[i].text), STR("略。"));
        for (size_t k = 0; k < diag_total(made.diag); k++) {
            const Finding *f = diag_at(made.diag, k);
            if (!is_about_text(f))
                continue;
            found++;
            assert_string_equal(f->rule, "figure-unbound");
            bool cell = str_find(f->hint, STR("`= "), 0) >= 0;
            if (cell != (cases[i].hint != NULL) || (cell && str_find(f->hint, str_of(cases[i].hint), 0) < 0))
                fail_msg("%s: %.*s", cases[i].text, STR_ARG(f->hint));
        }
        assert_int_equal(found, 1);
        free_made(&made);
    }
}

// A hint lists three cells at most; a paragraph has 200 findings at most.
static void enough_is_enough(void **state)
{
    Arena *arena = arena_new();
    StrBuf buf = {.arena = arena};
    Made made;
    size_t found = 0;

    (void)state;
    check_sections(&made, STR("另有51.8万元。"), STR("略。"));
    for (size_t i = 0; i < diag_total(made.diag); i++)
        for (ptrdiff_t at = 0; is_about_text(diag_at(made.diag, i)) &&
                               (at = str_find(diag_at(made.diag, i)->hint, STR("`= "), (size_t)at)) >= 0;
             at++)
            found++;
    assert_int_equal(found, 3);
    free_made(&made);
    for (int i = 0; i < 201; i++)
        buf_add_c(&buf, "甲XX");
    buf_add_c(&buf, "。");
    check_sections(&made, buf_str(&buf), STR("略。"));
    found = 0;
    for (size_t i = 0; i < diag_total(made.diag); i++)
        found += is_about_text(diag_at(made.diag, i));
    assert_int_equal(found, 200);
    free_made(&made);
    arena_free(arena);
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
        cmocka_unit_test(silent_sentences),  cmocka_unit_test(wrong_sentences),
        cmocka_unit_test(other_departments), cmocka_unit_test(publication),
        cmocka_unit_test(proposals),         cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(published_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
