// Footnotes: their texts and marks, where they stand in the tree, what is wrong with them; and what of other
// Markdowns is told.
#include "document_fixture.h"

static void test_notes_follow_their_paragraph(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲[^1]，乙**丙**[^2]。\n\n丁[^1]\n\n[^1]: 注`= 收支表[收入]`万元\n[^2]：又\n  一行\n",
                  "p(甲^1，乙b(丙)^2。)note1(p(注=[51.8]万元))note2(p(又一行))p(丁^1)");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *mark = f->document->root->first->last->last;
    assert_str(mark->id, "note-1-mark-2");
    assert_str(mark->note->id, "note-1");
    assert_str(str_slice(mark->source->text, mark->offset, mark->offset + mark->length), "[^1]");
}

// CommonMark would take a text of one word for a link's address.
static void test_text_of_one_word(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲[^a]乙\n[^a]: 来源\n", "p(甲^1乙)note1(p(来源))");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_text_of_several_paragraphs(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲[^a]\n\n[^a]: 一\n懒\n\n    二\n\n三\n\n（一）四[^b]\n[^b]: 五\n（二）六\n",
                  "p(甲^1)note1(p(一懒)p(二))p(三)p2{（一）}(四^2)note2(p(五))p2{（二）}(六)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_marks_in_headings_lists_and_passages(void **state)
{
    Fixture *f = *state;

    assert_blocks(f,
                  "# 甲[^1]\n- 乙[^2]\n\n[^1]: 一\n[^2]: 二\n\n~~~each 收支表\n`= 行.名称`[^r]\n\n[^r]: 为`= "
                  "行[预算数]`万元\n~~~\n",
                  "h1{一、}(甲^1)note1(p(一))list(li(p(乙^2)))note2(p(二))p(=[收入]^3)note3(p(为=[51.8]万元))"
                  "p(=[支出]^4)note4(p(为=[33.8]万元))");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_what_is_no_note(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "`[^1]`，\\[^2]，[^ 3]，[^]\n\n```\n[^4]: 甲\n```\n<!-- [^5]: 乙 -->\n",
                  "p(code[[^1]]，[^2]，[^ 3]，[^])pre[[^4]: 甲\n]");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_faults(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "甲[^9]乙[^2]丙[^1]\n\n[^1]: 一\n[^2]: 二\n[^2]: 又\n[^3]: 三\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 4);
    assert_finding(f, 0, "note-duplicate", 5, 1);
    assert_finding(f, 1, "note-undefined", 1, 2);
    assert_finding(f, 2, "note-order", 1, 12);
    assert_finding(f, 3, "note-unused", 6, 1);
}

static void test_content_of_a_note(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "甲[^1]乙[^2]丙[^3]\n\n[^1]: 一[^2]\n[^2]: - 二\n[^3]:\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 3);
    assert_finding(f, 0, "note-content", 5, 1);
    assert_finding(f, 1, "note-content", 3, 8);
    assert_finding(f, 2, "note-content", 4, 7);
}

static void test_texts_in_lists_and_quotations(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "甲\n\n> [^1]: 一\n\n- [^2]: 二\n");
    fixture_build(f);
    assert_finding(f, 0, "note-misplaced", 3, 3);
    assert_finding(f, 1, "note-misplaced", 5, 3);
}

static void test_notes_of_a_table(void **state)
{
    Fixture *f = *state;

    fixture_table(f, "带注表", 3, "项目,预算数\n收入[^1],51.8\n");
    fixture_section(f, "sections/1-a.md", "甲\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "note-misplaced", 2, 1);
}

static void test_a_comment_before_a_note_is_the_notes(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲[^1]\n\n<!-- gongkai: ignore figure-unbound 引文 -->\n[^1]: 共5万元\n\n乙\n",
                  "p(甲^1)note1(p(共5万元))p(乙)");
    assert_int_equal(f->document->ignore_count, 1);
    assert_int_equal(f->document->ignores[0].block->parent->kind, NODE_NOTE);
}

// ---- other Markdowns

static void test_dialects(void **state)
{
    static const char *const texts[] = {
        "共~~旧~~新",     "把==要点==写明", "她__真。__她", "面积3m^2^",  "甲<br>乙",
        "10<sup>2</sup>", "- [ ] 待办",     "- [x] 已办",   "词\n: 解释", "::: 提示",
        "[TOC]\n",        "# 标题 {#here}", "$$x+y$$",
    };
    Fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t before = diag_total(f->diag);
        f->sections.n = 0;
        fixture_section(f, "sections/1-a.md", texts[i]);
        fixture_build(f);
        assert_int_equal(diag_total(f->diag), before + 1);
        assert_string_equal(diag_at(f->diag, before)->rule, "markdown-other");
        assert_true(diag_at(f->diag, before)->hint.n > 0);
        assert_int_equal(diag_at(f->diag, before)->place.line, i == 8 ? 2 : 1);
    }
}

static void test_dialects_of_right_texts(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f,
        "2021~~2023、a == b、`==3`、____年____月、_甲_、\\~~x\\~~、甲^乙、[ ] 甲、：乙、$5\n\n"
        "- [甲]乙\n- ：丙\n\n---\n\n# {甲}\n",
        "p(2021~~2023、a == b、code[=3]、____年____月、i(甲)、~~x~~、甲^乙、[ ] 甲、：乙、$5)list(li(p("
        "[甲]乙))li(p(：丙)))hrh1{一、}({甲})");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_front_matter(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "---\ntitle: 甲\n---\n乙\n");
    fixture_section(f, "sections/2-b.md", "---\n\n甲\n\n---\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "markdown-other", 1, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_notes_follow_their_paragraph, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_text_of_one_word, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_text_of_several_paragraphs, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_marks_in_headings_lists_and_passages, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_note, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_faults, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_content_of_a_note, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_texts_in_lists_and_quotations, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_notes_of_a_table, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_a_comment_before_a_note_is_the_notes, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_dialects, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_dialects_of_right_texts, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_front_matter, fixture_setup, fixture_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
