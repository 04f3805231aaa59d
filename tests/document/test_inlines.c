// Figures and their places, soft breaks, links, images, emphasis, comments inside paragraphs.
#include <stdio.h>
#include <stdlib.h>

#include "document_fixture.h"

static void test_soft_breaks(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "汉字\n汉字，\n汉字。\n“引”\n共\n51.8万元\nand\nso\n**粗**\n字\n*em*\nx\n",
                  "p(汉字汉字，汉字。“引”共 51.8万元 and so b(粗)字 i(em) x)");
}

static void test_hard_break_stays(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "汉字  \n汉字\\\nab\n", "p(汉字/汉字/ab)");
}

static void test_figure_prints_in_place(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "`= 年度`年年初预算数`= 收支表[收入]`万元，*其中*`＝收支表[支出]`\n`= “比上年增加”`。\n",
                  "p(=[2023]年年初预算数=[51.8]万元，i(其中)=[33.8] =[比上年增加]。)");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *figure = f->document->root->first->first->first;
    assert_int_equal(figure->offset, 2); // past `=
}

static void test_code_that_begins_with_equals(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "`== 3`与`` ` ``、`x`\n", "p(code[= 3]与code[`]、code[x])");
}

static void test_unknown_name_at_its_character(void **state)
{
    Fixture *f = *state;

    fixture_section(
        f, "sections/1-a.md",
        "第一行`x`，\n> 共`= 收支表[收入]`万元，\n> 又\\``a`共`= 没有`元\n\n- 项\n\n  `=   无此名`\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 2);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
    assert_int_equal(diag_at(f->diag, 0)->place.column, 13);
    assert_int_equal(diag_at(f->diag, 1)->place.line, 7);
    assert_int_equal(diag_at(f->diag, 1)->place.column, 8);
}

static void test_unclosed_figure(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n\n共`= 收支表[收入]万元。\n", "p(甲)p(共`= 收支表[收入]万元。)");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "figure-unclosed", 3, 2);
}

static void test_lone_backtick_is_text(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "\\`= c, a ` b\n", "p(`= c, a ` b)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_emphasis_beside_punctuation(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n**收入预算：**2023年\n", "p(甲 **收入预算：**2023年)");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "emphasis-unclosed", 2, 8);
}

static void test_emphasis_that_cannot_open(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "本年**“三公”经费**共\n", "p(本年**“三公”经费**共)");
    assert_finding(f, 0, "emphasis-unclosed", 1, 3);
}

static void test_emphasis_around_a_figure(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "共**`= 收支表[收入]`**万元\n", "p(共**=[51.8]**万元)");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "emphasis-unclosed", 1, 2);
    assert_true(str_find(diag_at(f->diag, 0)->hint, STR("`= 收入合计`"), 0) >= 0);
}

static void test_emphasis_never_closed(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲**收入预算\n", "p(甲**收入预算)");
    assert_finding(f, 0, "emphasis-unclosed", 1, 2);
}

static void test_emphasis_with_the_mark_outside(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "**收入预算**：2023年，\\*\\*原样\\*\\*，2 ** 3\n",
                  "p(b(收入预算)：2023年，**原样**，2 ** 3)");
    assert_int_equal(diag_total(f->diag), 0);
}

// Of a | in ordinary text nothing is said.
static void test_markdown_tables(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲|乙：\n丙 | 丁\n- 一\n\n--- | ---\n\n|甲|\n\n`a | b`\n--- | ---\n",
                  "p(甲|乙：丙 | 丁)list(li(p(一)))p(--- | ---)p(|甲|)p(code[a | b] --- | ---)");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_section(f, "sections/2.md", "说明：\n| 甲 | `= 收支表[收入]` |\n|:--|--:|\n| 1 | 2 |\n|-|-|\n");
    fixture_section(f, "sections/3.md", "> - **甲** | 乙\n>   -|:-:\n>   1 | 2\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 2);
    assert_finding(f, 0, "table-markdown", 2, 1);
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_WARNING);
    assert_finding(f, 1, "table-markdown", 1, 1);
}

static void test_table_links(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "[收支表](table:)和[见表](table:三公表)、[网](http://x)\n",
                  "p(a{table:}(收支表)和a{table:三公表}(见表)、a{http://x}(网))");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *link = f->document->root->first->first->first;
    assert_ptr_equal(link->target_table, f->tables.at[0]);
    assert_ptr_equal(link->next->next->target_table, f->tables.at[1]);
    assert_null(f->document->root->first->first->last->target_table);
}

static void test_unknown_table_link(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n见[表](table:收支袁)\n", "p(甲见a{table:收支袁}(表))");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "link-table-unknown", 2, 6);
    assert_true(str_find(diag_at(f->diag, 0)->hint, STR("收支表"), 0) >= 0);
}

static void test_schemes(void **state)
{
    static const char *const good[] = {"http://a", "https://a", "HTTPS://a", "mailto:a@b",
                                       "a.html",   "/a:b",      "#a:b",      "?a:b",
                                       "",         "//host/a",  "./x:y",     "sections/1"};
    static const char *const bad[] = {"javascript:alert(1)",
                                      "JavaScript:x",
                                      " javascript:x",
                                      "java\nscript:x",
                                      "\x01javascript:x",
                                      "java\tscript\n:x",
                                      "data:text/html,x",
                                      "vbscript:x",
                                      "file:///etc/passwd",
                                      "table:x",
                                      "javascript\x7f:x",
                                      ":x",
                                      "https-but-longer:x",
                                      "blob:https://a",
                                      "x:y"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!link_is_safe(str_of(good[i])))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (link_is_safe(str_of(bad[i])))
            fail_msg("allowed: %s", bad[i]);
}

static void test_unsafe_links(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n见[网](https://a)、[页](b.html)和[表](file:///c)\n",
                  "p(甲见a{https://a}(网)、a{b.html}(页)和a{file:///c}(表))");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "link-scheme", 2, 33);
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_WARNING);
}

static void test_images(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "![章](images/公章%201.png)![章](<../images/公章 1.png>)\n",
                  "p(img{images/公章 1.png}(章)img{images/公章 1.png}(章))");
    const Node *image = f->document->root->first->first->first;
    assert_non_null(image->image);
    assert_ptr_equal(image->image, image->next->image);
    assert_int_equal(image->image->width, 1);
    assert_int_equal(diag_total(f->diag), 0);
}

static void put_image(const char *folder, const char *bytes)
{
    char path[64];
    snprintf(path, sizeof path, "%s/a.png", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
}

// Told once, where it is first named; what it holds counts as input.
static void test_broken_image(void **state)
{
    Fixture *f = *state;
    char folder[] = "/tmp/gongkai-document-XXXXXX", path[64];
    uint64_t digest;

    assert_non_null(mkdtemp(folder));
    f->project.folder = str_of(folder);
    put_image(folder, "GIF89a");
    assert_blocks(f, "甲\n![a](a.png)\n\n![b](a.png)\n", "p(甲 img{a.png}(a))p(img{a.png}(b))");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "image-kind", 2, 6);
    assert_null(f->document->root->first->last->first->image);
    digest = f->document->digest;
    put_image(folder, "GIF89b");
    fixture_build(f);
    assert_true(f->document->digest != digest);
    snprintf(path, sizeof path, "%s/a.png", folder);
    assert_int_equal(remove(path) | remove(folder), 0);
}

static void test_missing_images(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md",
                    "![a](images/没有.png)\n\n![b](../../../../../../../../etc/passwd)\n\n![c](/etc/"
                    "passwd)\n\n![d](images)\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 4);
    for (size_t i = 0; i < 3; i++)
        assert_finding(f, i, "image-missing", (int)i * 2 + 1, 6);
    assert_string_equal(diag_at(f->diag, 3)->rule, "file-unreadable"); // a folder
    assert_str(diag_at(f->diag, 3)->place.file, "images");
}

static void test_comments_are_not_published(void **state)
{
    Fixture *f = *state;

    assert_blocks(f,
                  "甲<!-- 暗 -->乙\n<!-- 暗 -->\n丙\n\n<!-- a --> <!-- b -->\n\n<!-- 暗\n\n暗 "
                  "-->丁**戊**\n\n<div><!-- 暗 --></div>\n",
                  "p(甲乙)p(丙)p(丁b(戊))html[<div></div>\n]");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_html_stays(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲<b>乙</b>\n\n<p>\n", "p(甲tag[<b>]乙tag[</b>])html[<p>\n]");
}

static void test_page_break_and_ignore(void **state)
{
    Fixture *f = *state;

    assert_blocks(f,
                  "甲\n\n<!-- gongkai: page-break -->\n\n<!-- gongkai: ignore figure-unbound 引用 原文 "
                  "-->\n乙\n（一）丙\n\n丁\n",
                  "p(甲)pagep(乙)p2{（一）}(丙)p(丁)");
    assert_int_equal(diag_total(f->diag), 0);
    assert_int_equal(f->document->ignore_count, 2); // the paragraph became two
    const IgnoreUse *use = f->document->ignores;
    assert_str(use->rule, "figure-unbound");
    assert_str(use->reason, "引用 原文");
    assert_int_equal(use->place.line, 5);
    assert_ptr_equal(use->block, f->document->root->first->first->next->next);
    assert_ptr_equal(use[1].block, use->block->next);
}

static void test_bad_comments(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f,
        "<!-- gongkai: ignore figure-unbound -->\n\n<!-- gongkai: pagebreak -->\n\n甲\n\n<!-- 没完\n\n乙\n",
        "p(甲)");
    assert_int_equal(diag_total(f->diag), 3);
    assert_finding(f, 0, "ignore-reason", 1, 1);
    assert_finding(f, 1, "block-unknown", 3, 1);
    assert_finding(f, 2, "block-unclosed", 7, 1);
}

static void test_quotations(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "`= 年度`年`= 收支表[收入]`\n\n- `= 三公表[接待]`\n");
    fixture_build(f);
    assert_int_equal(f->document->quotation_count, 2);
    assert_str(f->document->quotations[0].id, "figure-1");
    assert_str(f->document->quotations[1].id, "figure-2");
    assert_str(f->document->quotations[1].node->id, "figure-2");
    assert_ptr_equal(f->document->quotations[1].section, f->document->root->first);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_soft_breaks),
        WITH_FIXTURE(test_hard_break_stays),
        WITH_FIXTURE(test_figure_prints_in_place),
        WITH_FIXTURE(test_code_that_begins_with_equals),
        WITH_FIXTURE(test_unknown_name_at_its_character),
        WITH_FIXTURE(test_unclosed_figure),
        WITH_FIXTURE(test_lone_backtick_is_text),
        WITH_FIXTURE(test_emphasis_beside_punctuation),
        WITH_FIXTURE(test_emphasis_that_cannot_open),
        WITH_FIXTURE(test_emphasis_around_a_figure),
        WITH_FIXTURE(test_emphasis_never_closed),
        WITH_FIXTURE(test_emphasis_with_the_mark_outside),
        WITH_FIXTURE(test_markdown_tables),
        WITH_FIXTURE(test_table_links),
        WITH_FIXTURE(test_unknown_table_link),
        cmocka_unit_test(test_schemes),
        WITH_FIXTURE(test_unsafe_links),
        WITH_FIXTURE(test_images),
        WITH_FIXTURE(test_missing_images),
        WITH_FIXTURE(test_broken_image),
        WITH_FIXTURE(test_comments_are_not_published),
        WITH_FIXTURE(test_html_stays),
        WITH_FIXTURE(test_page_break_and_ignore),
        WITH_FIXTURE(test_bad_comments),
        WITH_FIXTURE(test_quotations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
