// The published narrative of 2023 over its tables: every binding against a list written by hand, and what
// must stay unbound.
#include <stdlib.h>
#include <string.h>

#include "convert/convert.h"
#include "testing.h"

#define PROJECT DATA_DIR "/content/shifeng-cac-2023"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    const Project *project;
} Fixture;

static int setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diag = diag_new();
    f->project = project_read(f->arena, f->diag, PROJECT,
                              (ProjectOptions){.data_folder = STR(DATA_DIR), .convert = true});
    *state = f;
    return f->project && !diag_failed(f->diag) ? 0 : -1;
}

static int teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const Conversion *convert_text(Fixture *f, const char *text, IntakeFormat format)
{
    const Source *source = source_from_bytes(f->arena, f->diag, str_of(text), STR("in.txt"), STR("UTF-8"));

    return convert_intake(f->arena, f->diag, f->project, intake_text(f->arena, f->diag, source, format),
                          false);
}

// ---- the seed

#define INCOME "部门收支总表.收入[本年收入合计, 本年预算]"
#define SPENDING "部门收支总表.支出功能["
#define BASIC "部门支出总表[合计, 基本支出]"
#define PROJECTS "部门支出总表[合计, 项目支出]"
#define DETAIL "一般公共预算支出表[合计, 基本支出/"
#define RUNNING "一般公共预算基本支出表[合计, 本年一般公共预算基本支出/公用经费]"
#define GOALS "整体支出绩效目标表[株洲市石峰区委网络安全和信息化委员会办公室, 年度预算申请/资金总额]"
#define THREE "一般公共预算“三公”经费支出表[合计, "

typedef struct Expected {
    const char *literal;
    const char *cell; // the first that the figure reads
} Expected;

// In reading order; amounts of money and the counts of 其他数据.
static const Expected expected[] = {
    {"3", "其他数据[编制人数, 数值]"},
    {"2", "其他数据[实有人数, 数值]"},
    {"1", "其他数据[内设科室数, 数值]"},
    {"51.8", INCOME},
    {"51.8", "部门收支总表.收入[一般公共预算拨款收入, 本年预算]"},
    {"0", "部门收支总表.收入[政府性基金预算拨款收入, 本年预算]"},
    {"0", "部门收支总表.收入[财政专户管理资金收入, 本年预算]"},
    {"0", "部门收支总表.收入[其他收入, 本年预算]"},
    {"51.8", SPENDING "本年支出合计, 本年预算]"},
    {"51.8", SPENDING "一般公共服务支出, 本年预算]"},
    {"0", SPENDING "公共安全支出, 本年预算]"},
    {"0", SPENDING "教育支出, 本年预算]"},
    {"0", SPENDING "科学技术支出, 本年预算]"},
    {"33.8", BASIC},
    {"28.86", DETAIL "人员经费/工资福利支出]"},
    {"4.94", DETAIL "公用经费]"},
    {"0", DETAIL "人员经费/对个人和家庭的补助]"},
    {"18", PROJECTS},
    {"10", "专项资金预算汇总表[网信安全应急实战演练工作经费专项, 总计]"},
    {"8", "专项资金预算汇总表[业务性专项, 总计]"},
    {"51.8", INCOME},
    {"比上年增加1.8736万元", INCOME},
    {"4.94", RUNNING},
    {"比上年度预算增加0.004万元", RUNNING},
    {"1.24", "其他数据[政府采购合计, 数值]"},
    {"32", "其他数据[办公及业务用房面积, 数值]"},
    {"0", "其他数据[车辆, 数值]"},
    {"0", "其他数据[一般公务用车, 数值]"},
    {"0", "其他数据[一般执法执勤用车, 数值]"},
    {"0", "其他数据[货币化用车, 数值]"},
    {"0", "其他数据[大型设备, 数值]"},
    {"51.8", GOALS},
    {"33.8", BASIC},
    {"18", PROJECTS},
    {"0", THREE "合计]"},
    {"0", THREE "公务接待费]"},
    {"0", THREE "公务用车购置及运行费/公务用车购置费]"},
    {"0", THREE "公务用车购置及运行费/公务用车运行费]"},
    {"0", THREE "因公出国（境）费]"},
    {"减少0.0542万元", THREE "合计]"},
    {"0.1", "其他数据[会议费, 数值]"},
    {"0", "其他数据[培训费, 数值]"},
};

static void test_seed(void **state)
{
    Fixture *f = *state;
    const Source *source = source_read(
        f->arena, f->diag, input_at(str_of(TEST_DIR "/convert/shifeng-2023.txt")), STR("in.txt"), (Str){0});
    const Conversion *made = convert_intake(f->arena, f->diag, f->project,
                                            intake_text(f->arena, f->diag, source, INTAKE_TEXT), false);
    size_t n = sizeof expected / sizeof expected[0], money = 0;

    assert_int_equal(made->binding_count, n);
    for (size_t i = 0; i < n; i++) {
        const Binding *binding = &made->bindings[i];
        Str cell = figure_item_name(f->arena, &binding->figure->trace[0]);

        assert_str(binding->literal, expected[i].literal);
        if (!str_equal(cell, str_of(expected[i].cell)))
            print_error("binding %zu\n", i);
        assert_str(cell, expected[i].cell);
        money += binding->figure->value.unit.kind == UNIT_MONEY;
    }
    assert_true(money >= 25);
    assert_int_equal(made->left, 1); // 购买办公用品1.24万元
    assert_int_equal(made->section_count, 5);
    assert_str(made->sections[2].name, "3-部门收支概况.md");
}

static void test_sections(void **state)
{
    Fixture *f = *state;
    const Conversion *made =
        convert_text(f,
                     "公开说明\n一、部门职能职责\n（一）负责<某>法的[工作]，收入51.8万元。\n"
                     "二、机构设置：\n# 不是标题\n三、别的\n（一）收入预算：2023年51.8万元。\n",
                     INTAKE_TEXT);

    assert_int_equal(made->section_count, 4);
    assert_str(made->sections[0].name, "0-前言.md");
    assert_str(made->sections[0].text, "公开说明\n");
    assert_str(made->sections[1].text, "# 部门职能职责\n\n（一）负责\\<某>法的\\[工作\\]，收入51.8万元。\n");
    assert_str(made->sections[2].text, "# 机构设置\n\n\\# 不是标题\n");
    assert_str(made->sections[3].text, "# 别的\n\n（一）**收入预算**：`= 年度`年`= 收入合计`万元。\n");
    made = convert_text(
        f, "三、别的\n（一）、收入预算：二〇二三年51.8万元。\n1、二：三\n（2) 四：五\n２．六\n", INTAKE_TEXT);
    assert_str(made->sections[0].text, "# 别的\n\n（一）、**收入预算**：二〇二三年`= 收入合计`万元。\n"
                                       "\n1、**二**：三\n\n（2)**四**：五\n\n２．六\n");
    made = convert_text(f, "三、别的\n1.\n甲\n（一）\n", INTAKE_TEXT);
    assert_str(made->sections[0].text, "# 别的\n\n1\\.\n\n甲\n\n（一）\n");
    assert_true(diag_has(f->diag, "convert-preface") && diag_has(f->diag, "convert-heading"));
    assert_null(convert_text(f, " \n\n", INTAKE_TEXT));
    assert_true(diag_has(f->diag, "convert-empty"));
}

static void test_markdown(void **state)
{
    Fixture *f = *state;
    const Conversion *made =
        convert_text(f,
                     "# 三、部门收支概况\n\n（一）**收入预算**：2023年`51.8万元`，\n"
                     "年初预算数为51.8万元。\n\n```table 部门收支总表\n一、收入51.8万元\n```\n\n## 小标题\n",
                     INTAKE_MARKDOWN);

    assert_int_equal(made->section_count, 1);
    assert_str(
        made->sections[0].text,
        "# 部门收支概况\n\n（一）**收入预算**：`= 年度`年`51.8万元`，\n"
        "年初预算数为`= 收入合计`万元。\n\n```table 部门收支总表\n一、收入51.8万元\n```\n\n## 小标题\n");
}

// ---- what stays

static void left(Fixture *f, const char *paragraph, size_t unbound)
{
    Str text = str_print(f->arena, "三、部门收支概况\n%s\n", paragraph);
    const Conversion *made = convert_text(f, text.at, INTAKE_TEXT);

    if (made->binding_count || made->left != unbound)
        print_error("%s: %zu bound, %zu left\n", paragraph, made->binding_count, made->left);
    assert_int_equal(made->binding_count, 0);
    assert_int_equal(made->left, unbound);
}

static void test_left(void **state)
{
    Fixture *f = *state;

    left(f, "（一）收入预算：2023年年初预算数0.3万元。", 1);          // the cell holds 51.8
    left(f, "（一）收入预算：2023年年初预算数51.8元。", 1);           // another unit
    left(f, "（一）收入预算：2022年年初预算数51.8万元。", 1);         // last year's
    left(f, "（一）收入预算：2022年有变化。年初预算数51.8万元。", 1); // still last year's
    left(f, "（一）收入预算：二〇二二年年初预算数51.8万元。", 1);
    left(f, "（一）收入预算：二〇二二年有变化。年初预算数51.8万元。", 1);
    left(f, "（一）收入预算：上年预算数51.8万元。", 1);
    left(f, "（一）收入预算：其中51.8万元用于别的。", 1);
    left(f, "（一）收入预算：约51.8万元。", 1);
    left(f, "（一）收入预算：不足51.8万元以上。", 0); // a threshold
    left(f, "（九）别的事：本项0万元。", 1);          // a zero that nothing names
    left(f, "（九）别的事：本项1.24万元。", 1);       // an amount that cells have, which no word means
    left(f, "（二）支出预算：主要原因是基本支出增加33.8万元。", 1);
    left(f, "（二）支出预算：基本支出和项目支出51.8万元。", 1);
    left(f, "（二）支出预算：基本支出-33.8万元。", 1);
    left(f, "（二）支出预算：政府性基金拨款0万元。", 1);          // income's, under expenditure
    left(f, "（二）支出预算：2023年20 33.8万元。", 0);            // no number
    left(f, "（三）收支增减变化情况：比上年减少1.8736万元。", 1); // the other direction
    left(f, "（三）收支增减变化情况：增加1.8736万元。", 1);       // against what
    left(f, "（三）收支增减变化情况：比上年增加1.8737万元。", 1);
    left(f, "（三）收支增减变化情况：比计划增加1.8736万元。", 1);
}

static void test_long(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    const Conversion *made;

    buf_add_c(&text, "三、部门收支概况\n（一）收入预算：");
    for (int i = 0; i < 100000; i++)
        buf_add_c(&text, "((1.5万元");
    buf_add_c(&text, "\n");
    for (int i = 0; i < 3000; i++)
        buf_add_c(&text, "别的事项1.5万元。\n");
    made = convert_text(f, buf_str(&text).at, INTAKE_TEXT);
    assert_true(diag_has(f->diag, "convert-long"));
    assert_int_equal(made->left, 3000);
    assert_int_equal(diag_total(f->diag), 1001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_seed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sections, setup, teardown),
        cmocka_unit_test_setup_teardown(test_markdown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_left, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
