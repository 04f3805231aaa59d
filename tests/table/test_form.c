#include "spreadsheet/table_fixture.h"

// Income beside expenditure, with a form of four lines.
static TableSpec *form_spec(Arena *arena, bool drop)
{
    static const FormRow income[] = {{.shown = {"一、预算", 12}},
                                     {.shown = {"", 0}},
                                     {.shown = {"二、其他", 12}},
                                     {.shown = {"本年收入合计", 18}}};
    static const FormRow spending[] = {{.shown = {"一、服务", 12}},
                                       {.shown = {"二、安全", 12}},
                                       {.shown = {"三、教育", 12}},
                                       {.shown = {"本年支出合计", 18}}};
    static const ListSpec lists[] = {
        {.name = {"收入", 6}, .hierarchy = HIERARCHY_NAMES, .form = income, .form_count = 4},
        {.name = {"支出", 6}, .hierarchy = HIERARCHY_NAMES, .form = spending, .form_count = 4}};
    static const Plan plans[] = {{COLUMN_NAME, "收入", "项目", 0},
                                 {COLUMN_AMOUNT, "收入", "数", 0},
                                 {COLUMN_NAME, "支出", "项目", 1},
                                 {COLUMN_AMOUNT, "支出", "数", 1}};
    TableSpec *spec = make_spec(arena, lists, 2, plans, 4);

    spec->drop_blank = drop;
    return spec;
}

static const char *const csv = "收入/项目,收入/数,支出/项目,支出/数\n"
                               "其他,2,教育,2\n本年收入合计,2,本年支出合计,2\n";

// The printed lines, blanks as -.
static Str printed(Fixture *f, const Table *table)
{
    Grid *grid = table_grid(f->arena, table);
    StrBuf out = {.arena = f->arena};

    for (size_t i = 0; i < grid->body_count; i++)
        buf_print(&out, "%s%.*s",
                  i == 0                      ? ""
                  : grid->body[i].column == 0 ? "; "
                                              : " ",
                  STR_ARG(grid->body[i].text.n ? grid->body[i].text : STR("-")));
    return buf_str(&out);
}

static void the_forms_rows_all_stand_there(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, form_spec(f->arena, false), csv);

    assert_str(printed(f, t), "一、预算 - 一、服务 -; - - 二、安全 -; 二、其他 2.00 三、教育 2.00; "
                              "本年收入合计 2.00 本年支出合计 2.00");
    assert_false(t->empty);
}

static void rows_without_amounts_are_not_printed(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, form_spec(f->arena, true), csv);

    assert_str(printed(f, t), "二、其他 2.00 三、教育 2.00; 本年收入合计 2.00 本年支出合计 2.00");
    assert_int_equal(t->lists[1].row_count, 4); // they can still be asked for
}

static void a_row_that_the_form_has_not_is_told(void **state)
{
    Fixture *f = *state;
    Table *t = read_csv(
        f, form_spec(f->arena, false),
        "收入/项目,收入/数,支出/项目,支出/数\n其他,2,服务,1\n,,国防,1\n本年收入合计,2,本年支出合计,2\n");

    assert_str(printed(f, t),
               "一、预算 - 一、服务 1.00; - - 国防 1.00; - - 二、安全 -; 二、其他 2.00 三、教育 -; "
               "本年收入合计 2.00 本年支出合计 2.00");
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "row-extra");
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
}

// A list of names: 合计, 基本支出, …, 项目支出, ….
static TableSpec *open_spec(Arena *arena, size_t lines)
{
    static const FormRow rows[] = {{.shown = {"合计", 6}},
                                   {.shown = {"基本支出", 12}},
                                   {.shown = {"…", 3}, .open = true},
                                   {.shown = {"项目支出", 12}},
                                   {.shown = {"…", 3}, .open = true}};
    ListSpec *list = ARENA_ARRAY(arena, ListSpec, 1);
    static const Plan plans[] = {{COLUMN_NAME, "", "项目", 0}, {COLUMN_AMOUNT, "", "数", 0}};

    *list = (ListSpec){.hierarchy = HIERARCHY_NAMES, .form = rows, .form_count = lines};
    return make_spec(arena, list, 1, plans, 2);
}

static void a_row_stays_under_the_form_row_above_it(void **state)
{
    Fixture *f = *state;
    const char *below = "项目,数\n合计,3\n基本支出,1\n  人员,1\n项目支出,2\n  防火,2\n";
    const char *first = "项目,数\n合计,3\n  其中：公用,1\n基本支出,1\n项目支出,2\n";

    assert_str(printed(f, read_csv(f, open_spec(f->arena, 4), below)),
               "合计 3.00; 基本支出 1.00; 人员 1.00; 项目支出 2.00; 防火 2.00");
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "row-extra");
    assert_int_equal(diag_at(f->diag, 0)->place.line, 6);
    diag_free(f->diag);
    f->diag = diag_new();
    assert_str(printed(f, read_clean(f, open_spec(f->arena, 5), below)),
               "合计 3.00; 基本支出 1.00; 人员 1.00; 项目支出 2.00; 防火 2.00");
    assert_str(printed(f, read_csv(f, open_spec(f->arena, 4), first)),
               "合计 3.00; 其中：公用 1.00; 基本支出 1.00; 项目支出 2.00");
}

static void rows_wait_for_the_open_line_past_rows_that_the_file_has_not(void **state)
{
    Fixture *f = *state;

    assert_str(printed(f, read_clean(f, open_spec(f->arena, 4), "项目,数\n合计,2\n防火,1\n项目支出,1\n")),
               "合计 2.00; 基本支出 -; 防火 1.00; 项目支出 1.00");
}

static void an_empty_table_has_the_form_and_stays_empty(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, form_spec(f->arena, false), "收入/项目,收入/数,支出/项目,支出/数\n");

    assert_true(t->empty);
    assert_int_equal(t->lists[0].row_count, 3);
    assert_int_equal(t->lists[1].row_count, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_forms_rows_all_stand_there),
        TEST(rows_without_amounts_are_not_printed),
        TEST(a_row_that_the_form_has_not_is_told),
        TEST(a_row_stays_under_the_form_row_above_it),
        TEST(rows_wait_for_the_open_line_past_rows_that_the_file_has_not),
        TEST(an_empty_table_has_the_form_and_stays_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
