// The kept disclosure of accounts: each, when, join, 上年, 预算, 列举 and 说明 at work in one narrative.
#include "document/document.h"
#include "testing.h"

typedef struct Built {
    Arena *arena;
    Diag *diag;
    Document *document;
    Str text; // of all its blocks, a line each
} Built;

static Str plain_text(Arena *arena, const Document *document)
{
    StrBuf text = {.arena = arena};

    for (const Node *section = document->root->first; section; section = section->next)
        for (const Node *block = section->first; block; block = block->next)
            if (block->kind == NODE_PARAGRAPH || block->kind == NODE_HEADING)
                buf_print(&text, "%.*s%.*s\n", STR_ARG(block->number),
                          STR_ARG(node_plain_text(arena, block)));
    return buf_str(&text);
}

static int setup(void **state)
{
    Arena *arena = arena_new();
    Built *built = ARENA_NEW(arena, Built);
    ProjectOptions options = {.data_folder = STR(DATA_DIR)};
    Project *project;
    FigureEnv *env;

    built->arena = arena;
    built->diag = diag_new();
    project = project_read(arena, built->diag, DATA_DIR "/content/yunxi-education-2024", options);
    assert_non_null(project);
    env = figure_env_new(arena, built->diag, project);
    figure_check_names(env);
    built->document = document_build(arena, built->diag, project, env, false);
    built->text = plain_text(arena, built->document);
    *state = built;
    return 0;
}

static int teardown(void **state)
{
    Built *built = *state;

    diag_free(built->diag);
    arena_free(built->arena);
    return 0;
}

static void assert_says(const Built *built, const char *sentence)
{
    if (str_find(built->text, str_of(sentence), 0) < 0)
        fail_msg("nowhere: %s", sentence);
}

static size_t count_of(Str text, const char *word)
{
    size_t count = 0;

    for (ptrdiff_t at = 0; (at = str_find(text, str_of(word), (size_t)at)) >= 0; at++)
        count++;
    return count;
}

static void nothing_is_wrong(void **state)
{
    Built *built = *state;

    assert_int_equal(diag_total(built->diag), 0);
    assert_int_equal(count_of(built->text, "【？】"), 0);
}

static void parts_and_their_numbers(void **state)
{
    Built *built = *state;

    assert_says(built, "第一部分部门概况\n一、主要职能\n");
    assert_says(built, "第三部分部门决算情况说明\n一、收入支出决算总体情况说明\n"); // restarts
    assert_says(built, "五、一般公共预算财政拨款支出决算情况说明\n（一）支出决算总体情况\n");
    assert_int_equal(built->document->table_count, 9); // each placed once, in the second part
    assert_str(built->document->tables[0].node->parent->id, "section-02");
}

static void comparisons_with_last_year(void **state)
{
    assert_says(*state, "与2023年度相比，收入、支出总计各增加2042.73万元，增长6.57%，主要原因是");
    assert_says(*state, "完成预算的79.68%，比上年减少1.23万元，下降7.66%。决算数小于预算数的主要原因是");
    assert_says(*state, "决算数等于预算数，与上年持平。");
    assert_says(*state, "机关运行经费支出68.37万元，比上年减少1.75万元，下降2.50%");
}

static void every_item_from_one_passage(void **state)
{
    Built *built = *state;

    assert_int_equal(count_of(built->text, "（项）。主要用于："), 22); // 20 of the general budget, 2 of funds
    assert_says(built, "1.教育支出（类）教育管理事务（款）行政运行（项）。主要用于：");
    assert_says(built, "年初预算为462.50万元，支出决算为486.32万元，完成年初预算的105.15%，"
                       "决算数大于年初预算数的主要原因是：在职人员正常晋级晋档");
    assert_says(built, "12.科学技术支出（类）科学技术普及（款）科普活动（项）");
    assert_says(built, "年初未安排预算，支出决算为24.00万元，主要原因是：年中追加科普活动专项经费。");
    assert_says(built, "完成年初预算的100.00%，决算数与年初预算数持平。");
    assert_says(built, "20.住房保障支出（类）");
}

static void shares_run_on_in_one_sentence(void **state)
{
    assert_says(*state, "主要用于以下方面：教育支出（类）24248.92万元，占79.26%；科学技术支出（类）");
    assert_says(*state, "住房保障支出（类）1642.91万元，占5.37%。\n");
}

static void lists_skip_what_is_zero(void **state)
{
    assert_says(*state, "邮电费、物业管理费、差旅费、维修（护）费、租赁费"); // 取暖费 and 因公出国 are none
    assert_says(*state, "其他商品和服务支出、办公设备购置、专用设备购置、信息网络及软件购置更新。");
}

static void what_does_not_apply_is_dropped(void **state)
{
    Built *built = *state;

    assert_says(built, "本部门2024年度无国有资本经营预算财政拨款支出。\n");
    assert_int_equal(count_of(built->text, "无政府性基金预算"), 0);
    assert_says(built, "无上级补助收入、经营收入和附属单位上缴收入。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_wrong),
        cmocka_unit_test(parts_and_their_numbers),
        cmocka_unit_test(comparisons_with_last_year),
        cmocka_unit_test(every_item_from_one_passage),
        cmocka_unit_test(shares_run_on_in_one_sentence),
        cmocka_unit_test(lists_skip_what_is_zero),
        cmocka_unit_test(what_does_not_apply_is_dropped),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
