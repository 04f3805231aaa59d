#include "data_fixture.h"

#include "data/internal-data.h"

static Table *read_back(Fixture *f, Str csv, const TableSpec *spec, Str name)
{
    Source *source = source_from_bytes(f->arena, f->diag, csv, STR("tables/back.csv"), (Str){0});

    assert_non_null(source);
    Table *table =
        table_read_csv(f->arena, f->diag, source, &(TableWanted){spec, name, unit_parse(STR("万元"))});
    for (size_t i = 0; i < diag_total(f->diag); i++)
        print_error("%s\n", str_c(f->arena, diag_at(f->diag, i)->message));
    assert_int_equal(diag_total(f->diag), 0);
    return table;
}

static void every_table_reads_back(void **state)
{
    Fixture *f = *state;
    const TableBook *book = &f->document->project->book;
    size_t filled = 0;

    for (size_t i = 0; i < book->table_count; i++) {
        const Table *table = book->tables[i];
        Table *back = read_back(f, data_csv(f->arena, table), table->spec, table->spec->name);

        assert_same_table(table, back);
        filled += !table->empty;
    }
    assert_true(book->table_count >= 23);
    assert_true(filled > 10);
}

static void names_the_columns_by_list_and_path(void **state)
{
    Fixture *f = *state;
    const Table *table = book_find(&f->document->project->book, STR("部门收支总表"));
    Str csv = data_csv(f->arena, table);

    assert_true(str_starts(csv, STR("\xEF\xBB\xBF收入/项目,收入/本年预算,支出功能/项目,")));
    assert_true(str_find(csv, STR("\r\n一、一般公共预算拨款收入,51.8,"), 0) > 0);
    assert_true(str_find(csv, STR("\r\n　　经费拨款,51.8,"), 0) > 0);
}

// A level is an indent of the name; where there is no name there is no indent.
static void indents_names_alone(void **state)
{
    Fixture *f = *state;
    ListSpec list = {.hierarchy = HIERARCHY_NAMES};
    Table table = {.spec = &(TableSpec){.lists = &list, .list_count = 1}};
    GridCell cell = {.kind = GRID_STUB, .indent = 1, .text = STR("A"), .source_row = 0};

    assert_str(cell_value(f->arena, &table, &cell), "　　A");
    cell.text = STR("");
    assert_str(cell_value(f->arena, &table, &cell), "");
}

static void quotes_what_must_be(void **state)
{
    Fixture *f = *state;
    Table *table = own_table(f, "项目,金额,备注\n\"甲,乙\",1.50,\"说\"\"好\"\"\"\n丙,-2,\"一\n二\"\n"
                                "=1+1,0,@SUM(A1)\n+3,,-4\n");
    Str csv = data_csv(f->arena, table);

    assert_str(csv, "\xEF\xBB\xBF项目,金额,备注\r\n\"甲,乙\",1.50,\"说\"\"好\"\"\"\r\n丙,-2,\"一\n二\"\r\n"
                    "\"=1+1\",0,\"@SUM(A1)\"\r\n\"+3\",,\"-4\"\r\n");
    assert_same_table(table, read_back(f, csv, NULL, STR("自有")));
}

static void keeps_blank_and_zero_apart(void **state)
{
    Fixture *f = *state;
    Table *table = own_table(f, "项目,金额\n甲,0\n乙,\n丙,——\n丁,0.00\n");

    assert_str(data_csv(f->arena, table), "\xEF\xBB\xBF项目,金额\r\n甲,0\r\n乙,\r\n丙,\r\n丁,0.00\r\n");
}

static void an_empty_table_is_its_header(void **state)
{
    Fixture *f = *state;
    const Table *table = book_find(&f->document->project->book, STR("国有资本经营预算支出表"));

    assert_true(table->empty);
    assert_str(data_csv(f->arena, table), "\xEF\xBB\xBF科目编码,科目名称,本年支出/合计,本年支出/基本支出,"
                                          "本年支出/项目支出\r\n");
}

static void amounts_are_in_the_printed_unit(void **state)
{
    Fixture *f = *state;
    Table *table = own_table(f, "单位：元,,\n项目,金额,乙\n甲,12345.6,1000\n");

    assert_str(data_csv(f->arena, table), "\xEF\xBB\xBF项目,金额,乙\r\n甲,1.23456,0.1\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_table_reads_back),
        TEST(names_the_columns_by_list_and_path),
        TEST(quotes_what_must_be),
        TEST(keeps_blank_and_zero_apart),
        TEST(indents_names_alone),
        TEST(an_empty_table_is_its_header),
        TEST(amounts_are_in_the_printed_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
