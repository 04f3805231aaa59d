// What the tests of sheets share: cells in a line or two each, and tables from them.
#ifndef GONGKAI_TESTS_SPREADSHEET_XLSX_FIXTURE_H
#define GONGKAI_TESTS_SPREADSHEET_XLSX_FIXTURE_H

#include "package/package_fixture.h"
#include "spreadsheet/table_fixture.h"

#define ROW(number, cells) "<row r=\"" #number "\">" cells "</row>"
#define HIDDEN_ROW(number, cells) "<row r=\"" #number "\" hidden=\"1\">" cells "</row>"
#define TEXT(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define SHARED(ref, index) "<c r=\"" ref "\" t=\"s\"><v>" #index "</v></c>"
#define NUM(ref, number) "<c r=\"" ref "\"><v>" number "</v></c>"
#define STYLED(ref, style, number) "<c r=\"" ref "\" s=\"" #style "\"><v>" number "</v></c>"
#define DATA(rows) "<sheetData>" rows "</sheetData>"
#define MERGES(ranges) "<mergeCells>" ranges "</mergeCells>"
#define MERGE(range) "<mergeCell ref=\"" range "\"/>"

static inline Workbook *open_sheets(Fixture *f, const SheetXml *sheets, size_t n, const char *strings,
                                    const char *styles)
{
    Str bytes = make_workbook(f->arena, sheets, n, strings, styles);

    return workbook_from_bytes(f->arena, f->diag, bytes, STR("t.xlsx"));
}

// The one sheet as a table; the workbook is closed.
static inline Table *read_styled(Fixture *f, const TableSpec *spec, const char *strings, const char *styles,
                                 const char *xml)
{
    SheetXml sheet = {"收支", "", xml};
    Workbook *workbook = open_sheets(f, &sheet, 1, strings, styles);
    Table *table;

    assert_non_null(workbook);
    table = table_read_sheet(f->arena, f->diag, workbook, 0,
                             &(TableWanted){spec, STR("表"), unit_parse(STR("万元"))});
    workbook_release(workbook);
    return table;
}

static inline Table *read_sheet(Fixture *f, const TableSpec *spec, const char *xml)
{
    return read_styled(f, spec, NULL, NULL, xml);
}

static inline void assert_clean(const Fixture *f)
{
    for (size_t i = 0; i < diag_total(f->diag); i++)
        print_error("%.*s: %.*s\n", STR_ARG(diag_at(f->diag, i)->place.cell),
                    STR_ARG(diag_at(f->diag, i)->message));
    assert_int_equal(diag_total(f->diag), 0);
}

static inline const Finding *found_at(const Fixture *f, const char *rule, const char *cell)
{
    const Finding *finding = only_finding(f, rule);

    assert_str(finding->place.file, "t.xlsx");
    assert_str(finding->place.cell, cell);
    return finding;
}

// Equal in every cell and as printed: what a CSV and a sheet of one table must be.
static inline void assert_same_table(Fixture *f, const Table *a, const Table *b)
{
    Grid *x = table_grid(f->arena, a), *y = table_grid(f->arena, b);

    assert_int_equal(a->empty, b->empty);
    assert_int_equal(a->file_unit.power, b->file_unit.power);
    for (size_t l = 0; l < a->spec->list_count; l++) {
        assert_int_equal(a->lists[l].row_count, b->lists[l].row_count);
        for (size_t i = 0; i < a->lists[l].row_count; i++) {
            const Row *p = &a->lists[l].rows[i], *q = &b->lists[l].rows[i];

            assert_true(p->kind == q->kind && p->level == q->level && p->parent == q->parent &&
                        p->record == q->record && str_equal(p->code, q->code) && str_equal(p->name, q->name));
            for (uint32_t c = 0; c < a->lists[l].spec->count; c++) {
                assert_int_equal(p->cells[c].kind, q->cells[c].kind);
                assert_str(p->cells[c].text, str_c(f->arena, q->cells[c].text));
                assert_int_equal(p->cells[c].decimals, q->cells[c].decimals);
                if (p->cells[c].kind == CELL_AMOUNT)
                    assert_true(mpq_equal(p->cells[c].stored, q->cells[c].stored));
            }
        }
    }
    assert_int_equal(x->head_count, y->head_count);
    assert_int_equal(x->body_count, y->body_count);
    for (size_t i = 0; i < x->body_count; i++) {
        assert_str(x->body[i].text, str_c(f->arena, y->body[i].text));
        assert_int_equal(x->body[i].indent, y->body[i].indent);
    }
}

#endif
