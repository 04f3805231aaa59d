// The walk, plain text, what --section names and covers, and where cells are found.
#include "document_fixture.h"

static void test_walk_enters_and_leaves(void **state)
{
    Fixture *f = *state;
    Source *source = source_from_bytes(f->arena, f->diag, STR("a *b*\n\n---\n"), STR("x.md"), (Str){0});
    const Node *root = document_parse_commonmark(f->arena, f->diag, source);
    NodeWalk walk = node_walk(root);
    StrBuf buf = {.arena = f->arena};

    while (node_walk_next(&walk))
        buf_print(&buf, "%s%s ", walk.entering ? "" : "-", dump_name(walk.node));
    assert_str(buf_str(&buf), "doc p  i  -i -p hr -doc ");
    assert_false(node_walk_next(&walk));
}

static void test_walk_of_a_leaf_and_of_a_childless_node(void **state)
{
    Fixture *f = *state;
    Node text = {.kind = NODE_TEXT, .text = STR("x")}, item = {.kind = NODE_ITEM};

    assert_str(dump(f->arena, &text), "x");
    assert_str(dump(f->arena, &item), "li()");
}

static void test_walk_stays_below_its_root(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n\n> 乙\n\n丙\n", "p(甲)q(p(乙))p(丙)");
    assert_str(dump(f->arena, f->document->root->first->first->next), "q(p(乙))");
}

static void test_commonmark_keeps_soft_breaks(void **state)
{
    Fixture *f = *state;
    Source *source = source_from_bytes(f->arena, f->diag, STR("甲\n乙`= x`<!-- c -->\n\n3) 一、x\n"),
                                       STR("x.md"), (Str){0});
    const Node *root = document_parse_commonmark(f->arena, f->diag, source);

    assert_str(dump(f->arena, root), "doc(p(甲|\n|乙code[= x]tag[<!-- c -->])list(li(p(一、x))))");
    assert_int_equal(root->last->start, 3);
    assert_int_equal(root->last->delimiter, ')');
    assert_true(root->last->ordered);
}

static void test_commonmark_of_any_depth(void **state)
{
    Fixture *f = *state;
    StrBuf buf = {.arena = f->arena};
    int depth = 0;

    for (int i = 0; i < 5000; i++)
        buf_add_char(&buf, '>');
    Source *source = source_from_bytes(f->arena, f->diag, buf_str(&buf), STR("x.md"), (Str){0});
    const Node *root = document_parse_commonmark(f->arena, f->diag, source);
    for (NodeWalk walk = node_walk(root); node_walk_next(&walk);)
        depth += walk.entering && walk.node->kind == NODE_QUOTE;
    assert_int_equal(depth, 5000);
}

static void test_plain_text(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "**共`= 收支表[收入]`**\\\n[万元](http://x)`a`<b>\n");
    fixture_build(f);
    assert_str(node_plain_text(f->arena, f->document->root->first), "共51.8 万元a<b>");
}

// ---- --section

static void build_sections(Fixture *f)
{
    fixture_section(f, "sections/1-职能.md", "# 职能\n甲\n");
    fixture_section(f, "sections/2-概况.md",
                    "# 概况\n乙\n## 收入\n丙\n\n（二）**支出预算**：丁\n1.戊\n\n- 己\n\n（三）庚\n");
    fixture_section(f, "sections/3-续.md", "## 其他\n辛\n# 名词\n## 收入\n");
    fixture_build(f);
}

// The texts of covered paragraphs and headings, and the ids of covered tables.
static Str covered(Fixture *f)
{
    StrBuf buf = {.arena = f->arena};

    for (const Node *section = f->document->root->first; section; section = section->next) {
        if (!document_covers(f->document, section))
            continue;
        buf_add_char(&buf, '|');
        for (const Node *block = section->first; block; block = block->next)
            if (document_covers(f->document, block))
                buf_add(&buf, block->kind == NODE_TABLE ? block->id : node_plain_text(f->arena, block));
    }
    return buf_str(&buf);
}

static void test_select_and_cover(void **state)
{
    static const struct {
        const char *name, *covered;
    } cases[] = {
        {"二", "|概况乙收入丙支出预算：丁戊己庚|其他辛"},
        {"2", "|概况乙收入丙支出预算：丁戊己庚|其他辛"},
        {"二、", "|概况乙收入丙支出预算：丁戊己庚|其他辛"},
        {"二、概况", "|概况乙收入丙支出预算：丁戊己庚|其他辛"},
        {"职 能", "|职能甲"},
        {"支出预算", "|支出预算：丁戊己"},
        {"(二)", "|支出预算：丁戊己"},
        {"（二）支出预算", "|支出预算：丁戊己"},
        {"其他", "|其他辛"},
        {"sections/2-概况.md", "|概况乙收入丙支出预算：丁戊己庚"},
        {"2-概况.md", "|概况乙收入丙支出预算：丁戊己庚"},
        {"2-概况", "|概况乙收入丙支出预算：丁戊己庚"},
        {"三公表", "|table-02"},
        {"表2", "|table-02"},
        {"2023年公开表", "|2023年公开表table-01table-02table-own-1"},
    };
    Fixture *f = *state;

    build_sections(f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        f->document->only = NULL;
        assert_true(document_select(f->arena, f->diag, f->document, str_of(cases[i].name)));
        assert_str(covered(f), cases[i].covered);
    }
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_everything_is_covered_without_a_choice(void **state)
{
    Fixture *f = *state;

    build_sections(f);
    assert_str(
        covered(f),
        "|职能甲|概况乙收入丙支出预算：丁戊己庚|其他辛名词收入|2023年公开表table-01table-02table-own-1");
}

static void test_nested_blocks_are_covered_with_theirs(void **state)
{
    Fixture *f = *state;

    build_sections(f);
    assert_true(document_select(f->arena, f->diag, f->document, STR("支出预算")));
    const Node *list = f->document->root->first->next->last->previous;
    assert_int_equal(list->kind, NODE_LIST);
    assert_true(document_covers(f->document, list->first->first));
    assert_false(document_covers(f->document, list->next->first));
    assert_true(document_covers(f->document, f->document->root));
}

static void test_unknown_section(void **state)
{
    Fixture *f = *state;

    build_sections(f);
    assert_false(document_select(f->arena, f->diag, f->document, STR("一、职责")));
    assert_string_equal(diag_at(f->diag, 0)->rule, "section-unknown");
    assert_true(str_find(diag_at(f->diag, 0)->hint, STR("一、职能"), 0) >= 0);
    assert_null(f->document->only);
    assert_false(document_select(f->arena, f->diag, f->document, STR("")));
    assert_false(document_select(f->arena, f->diag, f->document, STR("9")));
}

static void test_ambiguous_section(void **state)
{
    Fixture *f = *state;

    build_sections(f);
    assert_false(document_select(f->arena, f->diag, f->document, STR("收入")));
    assert_string_equal(diag_at(f->diag, 0)->rule, "section-unknown");
    assert_true(str_find(diag_at(f->diag, 0)->hint, STR("（一）收入"), 0) >= 0);
}

// ---- cells

static void test_cell_ids(void **state)
{
    Fixture *f = *state;

    build_sections(f);
    assert_str(document_cell_id(f->arena, f->document, (CellRef){f->tables.at[1], 0, 1, 1}),
               "table-02-r2-c2");
    assert_str(document_cell_id(f->arena, f->document, (CellRef){f->tables.at[2], 0, 0, 1}),
               "table-own-1-r1-c2");
    assert_str(document_cell_id(f->arena, f->document, (CellRef){0}), "");
}

static void test_figure_target(void **state)
{
    Fixture *f = *state;
    CellRef cell = {0};
    TraceItem items[] = {{.year = YEAR_LAST, .cell = {f->tables.at[0], 0, 0, 1}},
                         {.year = YEAR_THIS},
                         {.year = YEAR_THIS, .cell = {f->tables.at[0], 0, 2, 1}}};
    Figure figure = {.trace = items, .trace_count = 3};

    build_sections(f);
    assert_true(document_figure_target(f->document, &figure, &cell));
    assert_int_equal(cell.row, 2);
    assert_true(document_select(f->arena, f->diag, f->document, STR("职能")));
    assert_false(document_figure_target(f->document, &figure, &cell)); // the table is not built
    figure.trace_count = 2;
    f->document->only = NULL;
    assert_false(document_figure_target(f->document, &figure, &cell));
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_walk_enters_and_leaves),
        WITH_FIXTURE(test_walk_of_a_leaf_and_of_a_childless_node),
        WITH_FIXTURE(test_walk_stays_below_its_root),
        WITH_FIXTURE(test_commonmark_keeps_soft_breaks),
        WITH_FIXTURE(test_commonmark_of_any_depth),
        WITH_FIXTURE(test_plain_text),
        WITH_FIXTURE(test_select_and_cover),
        WITH_FIXTURE(test_everything_is_covered_without_a_choice),
        WITH_FIXTURE(test_nested_blocks_are_covered_with_theirs),
        WITH_FIXTURE(test_unknown_section),
        WITH_FIXTURE(test_ambiguous_section),
        WITH_FIXTURE(test_cell_ids),
        WITH_FIXTURE(test_figure_target),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
