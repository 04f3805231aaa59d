#include "data_fixture.h"

// The one sheet of a workbook, read as the table that it was written from.
static Table *read_back(Fixture *f, Str bytes, size_t sheet, const Table *table)
{
    Workbook *workbook = workbook_from_bytes(f->arena, f->diag, bytes, STR("back.xlsx"));

    assert_non_null(workbook);
    assert_true(workbook_sheet_count(workbook) > sheet);
    Table *back = table_read_sheet(f->arena, f->diag, workbook, sheet, &(TableWanted){.spec = table->spec});
    for (size_t i = 0; i < diag_total(f->diag); i++)
        print_error("%s: %s: %s\n", table->spec->name.at, str_c(f->arena, diag_at(f->diag, i)->place.cell),
                    str_c(f->arena, diag_at(f->diag, i)->message));
    assert_int_equal(diag_total(f->diag), 0);
    workbook_release(workbook);
    return back;
}

static const DataFiles *workbooks(Fixture *f)
{
    const DataFiles *made = data_workbooks(f->arena, f->diag, f->document);

    assert_non_null(made);
    return made;
}

static void every_table_reads_back(void **state)
{
    Fixture *f = *state;
    const TableBook *book = &f->document->project->book;
    const DataFiles *made = workbooks(f);
    Str all = data_file(made, "tables.xlsx")->bytes;

    assert_int_equal(made->file_count, 24);
    for (size_t i = 0; i < 23; i++) {
        const Table *table = book->tables[i];

        assert_str(made->files[i].name, str_print(f->arena, "tables/table-%02zu.xlsx", i + 1).at);
        assert_same_table(table, read_back(f, made->files[i].bytes, 0, table));
        assert_same_table(table, read_back(f, all, i, table));
    }
}

static void sheets_are_named_by_number(void **state)
{
    Fixture *f = *state;
    Str all = data_file(workbooks(f), "tables.xlsx")->bytes;
    Workbook *workbook = workbook_from_bytes(f->arena, f->diag, all, STR("tables.xlsx"));

    assert_int_equal(workbook_sheet_count(workbook), 23);
    assert_str(workbook_sheet_name(workbook, 0), "公开01表");
    assert_str(workbook_sheet_name(workbook, 22), "公开23表");
    workbook_release(workbook);
}

static void twice_the_same(void **state)
{
    Fixture *f = *state;
    const DataFiles *a = workbooks(f), *b = workbooks(f);

    assert_int_equal(a->file_count, b->file_count);
    for (size_t i = 0; i < a->file_count; i++)
        assert_true(str_equal(a->files[i].bytes, b->files[i].bytes));
}

// A project of the seed's whose only tables are these.
static Document *document_of(Fixture *f, Table **tables, size_t n)
{
    Project *project = ARENA_NEW(f->arena, Project);

    *project = *f->document->project;
    project->book.tables = tables;
    project->book.table_count = n;
    project->section_count = 0;
    project->figure_count = 0;
    Document *document =
        document_build(f->arena, f->diag, project, figure_env_new(f->arena, f->diag, project), true);
    assert_int_equal(diag_total(f->diag), 0);
    return document;
}

static Table *named(Fixture *f, const char *name, const char *csv)
{
    Table *table = own_table(f, csv);
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);

    *spec = *table->spec;
    spec->name = spec->title = str_of(name);
    table->spec = spec;
    return table;
}

static void names_of_sheets_are_legal_and_distinct(void **state)
{
    Fixture *f = *state;
    const char *csv = "项目,金额\n甲,1\n";
    Table *tables[] = {
        named(f, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十甲乙", csv),
        named(f, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十甲丙", csv),
        named(f, "收入/支出[2023]'", csv),
        named(f, "*?", csv),
        named(f, "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", csv), // two UTF-16 units each
    };
    static const char *const names[] = {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十甲",
                                        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九-2",
                                        "收入支出2023", "表", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"};
    DataFiles *made = data_workbooks(f->arena, f->diag, document_of(f, tables, 5));

    assert_non_null(made);
    assert_int_equal(made->file_count, 6);
    Workbook *workbook =
        workbook_from_bytes(f->arena, f->diag, data_file(made, "tables.xlsx")->bytes, STR("x.xlsx"));
    for (size_t i = 0; i < 5; i++)
        assert_str(workbook_sheet_name(workbook, i), names[i]);
    workbook_release(workbook);
}

static void odd_cells_read_back(void **state)
{
    Fixture *f = *state;
    Table *tables[] = {own_table(f, "项目,金额,备注\n=1+1,9.03,@SUM(A1)\n+甲,-0.5,\"一\n二\"\n"
                                    "乙,12345678901234.56,\"<&>\"\"\"\n丙,,-\n丁,0.00001,_x000A_\n"
                                    "合计,1000,true\n")};
    DataFiles *made = data_workbooks(f->arena, f->diag, document_of(f, tables, 1));

    assert_non_null(made);
    assert_str(made->files[0].name, "tables/table-own-1.xlsx");
    assert_same_table(tables[0], read_back(f, made->files[0].bytes, 0, tables[0]));
}

// The nearest binary64 and what the library prints of it: read at 15 digits, it is the amount again.
static void every_amount_of_two_decimals_reads_back(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};

    buf_add_c(&csv, "项目,金额\n");
    for (int i = 0; i < 3000; i++)
        buf_print(&csv, "行%d,%d.%02d\n", i, i * 37, i * 7 % 100);
    Table *tables[] = {own_table(f, buf_str(&csv).at)};
    DataFiles *made = data_workbooks(f->arena, f->diag, document_of(f, tables, 1));

    assert_non_null(made);
    Table *back = read_back(f, made->files[0].bytes, 0, tables[0]);
    assert_int_equal(back->lists[0].row_count, 3000);
    for (size_t i = 0; i < 3000; i++)
        assert_true(
            mpq_equal(back->lists[0].rows[i].cells[1].stored, tables[0]->lists[0].rows[i].cells[1].stored));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_table_reads_back), TEST(sheets_are_named_by_number),
        TEST(twice_the_same),         TEST(names_of_sheets_are_legal_and_distinct),
        TEST(odd_cells_read_back),    TEST(every_amount_of_two_decimals_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
