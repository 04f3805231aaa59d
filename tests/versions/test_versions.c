// Two versions of a document: what differs, what is no difference, and what a part does not tell.
#include "testing.h"
#include "versions/versions.h"

#include <stdio.h>

typedef struct Case {
    Arena *arena;
    Diag *diag;
} Case;

static const Version *version_of(Case *c, const char *text)
{
    const Source *source = source_from_bytes(c->arena, c->diag, str_of(text), STR("甲.html"), STR("UTF-8"));

    return version_of_intake(c->arena, intake_html(c->arena, c->diag, source));
}

// Cells with a mark of question are not for certain.
static const Version *doubted(Case *c, const Version *version)
{
    for (size_t i = 0; i < version->tables.n; i++)
        for (size_t r = 0; r < version->tables.at[i].row_count; r++) {
            VersionRow *row = &version->tables.at[i].rows[r];
            bool *unsure = ARENA_ARRAY(c->arena, bool, row->n + 1);

            for (size_t k = 0; k < row->n; k++)
                unsure[k] = str_find_char(row->cells[k], '?', 0) >= 0;
            row->unsure = unsure;
        }
    return version;
}

// What differs, a word each: kind before>after; then how many cells are not for certain.
static const char *compared(const char *before, const char *after, bool partial)
{
    static const char *const kinds[] = {"~", "-", "+", "m", "cell ", "row-", "row+", "table-", "table+"};
    static char shown[2000];
    Case c = {arena_new(), diag_new()};
    StrBuf out = {.arena = c.arena};
    const Differences *found =
        versions_compare(c.arena, version_of(&c, before), doubted(&c, version_of(&c, after)), partial);

    for (size_t i = 0; i < found->at.n; i++) {
        const Difference *d = &found->at.at[i];

        buf_print(&out, "%s%s%.*s>%.*s", i ? " " : "", kinds[d->kind], STR_ARG(d->before), STR_ARG(d->after));
        if (d->change.n)
            buf_print(&out, " %.*s %.*s", STR_ARG(d->change), STR_ARG(d->rate));
    }
    if (found->unsure_cells)
        buf_print(&out, "%s?%zu", found->at.n ? " " : "", found->unsure_cells);
    snprintf(shown, sizeof shown, "%.*s", STR_ARG(buf_str(&out)));
    diag_free(c.diag);
    arena_free(c.arena);
    return shown;
}

#define FIRST "<p>本部门负责全区的教育工作。</p>"
#define SECOND "<p>收入比上年有所增加，主要原因是人员增资。</p>"
#define TABLE(amount)                                                                                        \
    "<p>收支表</p><table><tr><th>项目</th><th>预算数</th></tr><tr><td>收入</td><td>" amount                  \
    "</td></tr><tr><td>支出</td><td>33.80</td></tr></table>"

static void texts(void **state)
{
    (void)state;
    assert_string_equal(compared(FIRST SECOND, FIRST SECOND, false), "");
    assert_string_equal(
        compared(FIRST SECOND, FIRST "<p>收入比上年有所减少，主要原因是人员增资。</p>", false), "~增加>减少");
    assert_string_equal(compared(FIRST SECOND, SECOND, false), "-本部门负责全区的教育工作。>");
    assert_string_equal(compared(SECOND, FIRST SECOND, false), "+>本部门负责全区的教育工作。");
}

static void no_differences(void **state)
{
    (void)state;
    assert_string_equal(compared(FIRST, "<p>本部门负责 全区的教育工作。</p>", false), "");
    assert_string_equal(compared("<p>本部门负责教育。学校归它管理。</p>",
                                 "<p>本部门负责教育。</p><p>学校归它管理。</p>", false),
                        "");
}

static void cells(void **state)
{
    (void)state;
    assert_string_equal(compared(TABLE("51.80"), TABLE("51.80"), false), "");
    assert_string_equal(compared(TABLE("51.80"), TABLE("61.80"), false), "cell 51.80>61.80 10.00 19.31%");
    assert_string_equal(compared(TABLE("51.80"), TABLE("-51.80"), false),
                        "cell 51.80>-51.80 -103.60 -200.00%");
}

static void a_part(void **state)
{
    (void)state;
    assert_string_equal(compared(FIRST SECOND TABLE("51.80"), TABLE("51.80"), true), "");
    assert_string_equal(compared(FIRST SECOND TABLE("51.80"), TABLE("51.90"), true),
                        "cell 51.80>51.90 0.10 0.19%");
}

#define ROW(a, b, c) "<tr><td>" a "</td><td>" b "</td><td>" c "</td></tr>"
#define THREE(rows) "<p>收支表</p><table>" ROW("项目", "预算数", "决算数") rows "</table>"
#define ROWS ROW("收入", "33.80", "34.00") ROW("支出", "35.10", "36.20")

static void doubts(void **state)
{
    (void)state;
    // A cell that is not for certain is counted; one beside it is compared.
    assert_string_equal(
        compared(THREE(ROWS), THREE(ROW("收入", "33?", "34.00") ROW("支出", "35.10", "36.20")), false), "?1");
    assert_string_equal(
        compared(THREE(ROWS), THREE(ROW("收入", "33?", "34.50") ROW("支出", "35.10", "36.20")), false),
        "cell 34.00>34.50 0.50 1.47% ?1");
    // Two cells that were read as one, a row that was read as two, and two as one.
    assert_string_equal(
        compared(THREE(ROWS), THREE(ROW("收入", "33.80 34.00?", "") ROW("支出", "35.10", "36.20")), false),
        "?5");
    assert_string_equal(
        compared(THREE(ROWS),
                 THREE(ROW("收?", "", "") ROW("入?", "33.80", "34.00") ROW("支出", "35.10", "36.20")), false),
        "?2");
    assert_string_equal(compared(THREE(ROWS), THREE(ROW("收入支出?", "33.80 35.10?", "34.00 36.20?")), false),
                        "?9");
    // A row that lacks elsewhere is missing; a table of doubts alone is neither missing nor added.
    assert_string_equal(
        compared(THREE(ROW("上年", "1.00", "2.00") ROW("结余", "7.00", "8.00") ROWS),
                 THREE(ROW("结余", "7.00", "8.00") ROW("收入", "33?", "34.00") ROW("支出", "35.10", "36.20")),
                 false),
        "row-上年 | 1.00 | 2.00> ?1");
    assert_string_equal(
        compared(THREE(ROWS), "<table>" ROW("甲?", "1?", "2?") ROW("乙?", "3?", "4?") "</table>", false),
        "-收支表> ?15");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(no_differences),
                                       cmocka_unit_test(cells), cmocka_unit_test(a_part),
                                       cmocka_unit_test(doubts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
