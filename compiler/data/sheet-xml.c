// A sheet's part (ECMA-376 part 1, 18.3.1.99), whose children have an order.
//
// Texts stand in their cells, not in a list of the workbook's: packed they are hardly larger so, and a sheet
// is the same in every workbook.
#include <stdlib.h>

#include "base/escape.h"
#include "data/internal-workbook.h"

// ---- what is given

static CellOut *cell_push(SheetOut *out, uint32_t row, uint32_t column)
{
    const CellOut *last = out->cells.n > 0 ? vec_last(&out->cells) : NULL;

    if (last && (row < last->row || (row == last->row && column < last->column)))
        out->unordered = true;
    return vec_push(out->arena, &out->cells);
}

void out_text(SheetOut *out, uint32_t row, uint32_t column, Str text, uint32_t style)
{
    *cell_push(out, row, column) = (CellOut){row, column, style, false, cell_escaped(out->arena, text)};
}

void out_number(SheetOut *out, uint32_t row, uint32_t column, Str decimal, uint32_t style)
{
    *cell_push(out, row, column) = (CellOut){row, column, style, true, decimal};
}

void out_merge(SheetOut *out, Range range, uint32_t style)
{
    *vec_push(out->arena, &out->merged) = range;
    for (uint32_t row = range.row; row <= range.last_row; row++)
        for (uint32_t column = range.column; column <= range.last_column; column++)
            if (row != range.row || column != range.column)
                *cell_push(out, row, column) = (CellOut){.row = row, .column = column, .style = style};
}

void out_height(SheetOut *out, uint32_t row, double points)
{
    *vec_push(out->arena, &out->heights) = (RowHeight){row, points};
}

// ---- small parts of the text

// As buf_print would, of which there are too many here.
static void add_whole(StrBuf *to, uint32_t number)
{
    char digits[10];
    size_t n = 0;

    do
        digits[sizeof digits - ++n] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    buf_add(to, (Str){digits + sizeof digits - n, n});
}

void out_column(StrBuf *to, uint32_t column)
{
    if (column >= 26)
        out_column(to, column / 26 - 1);
    buf_add_char(to, (char)('A' + column % 26));
}

static void add_place(StrBuf *to, uint32_t row, uint32_t column)
{
    out_column(to, column);
    add_whole(to, row + 1);
}

static void add_range(StrBuf *to, Range range)
{
    add_place(to, range.row, range.column);
    if (range.row == range.last_row && range.column == range.last_column)
        return;
    buf_add_char(to, ':');
    add_place(to, range.last_row, range.last_column);
}

// ---- cells

static int cell_compare(const void *a, const void *b)
{
    const CellOut *x = a, *y = b;

    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static bool has_outer_blank(Str text)
{
    char first = text.at[0], last = text.at[text.n - 1];

    return first == ' ' || first == '\n' || first == '\t' || last == ' ' || last == '\n' || last == '\t';
}

static void add_cell(StrBuf *to, const CellOut *cell)
{
    buf_add(to, STR("<c r=\""));
    add_place(to, cell->row, cell->column);
    buf_add(to, STR("\" s=\""));
    add_whole(to, cell->style);
    if (cell->text.n == 0) {
        buf_add(to, STR("\"/>"));
    } else if (cell->number) {
        buf_add(to, STR("\"><v>"));
        buf_add(to, cell->text);
        buf_add(to, STR("</v></c>"));
    } else {
        buf_add(to, has_outer_blank(cell->text) ? STR("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
                                                : STR("\" t=\"inlineStr\"><is><t>"));
        escape_markup(to, cell->text);
        buf_add(to, STR("</t></is></c>"));
    }
}

// Rows that have cells.
static void add_rows(StrBuf *to, SheetOut *out)
{
    size_t height = 0;

    for (size_t i = 0; i < out->cells.n;) {
        uint32_t row = out->cells.at[i].row;

        buf_add(to, STR("<row r=\""));
        add_whole(to, row + 1);
        buf_add_char(to, '"');
        while (height < out->heights.n && out->heights.at[height].row < row)
            height++;
        if (height < out->heights.n && out->heights.at[height].row == row)
            buf_print(to, " ht=\"%g\" customHeight=\"1\"", out->heights.at[height].points);
        buf_add_char(to, '>');
        for (; i < out->cells.n && out->cells.at[i].row == row; i++)
            add_cell(to, &out->cells.at[i]);
        buf_add(to, STR("</row>"));
    }
}

// ---- before the cells

static Range used(const SheetOut *out)
{
    Range range = {0};

    for (size_t i = 0; i < out->cells.n; i++) {
        const CellOut *cell = &out->cells.at[i];

        if (cell->column > range.last_column)
            range.last_column = cell->column;
        if (cell->row > range.last_row)
            range.last_row = cell->row;
    }
    return range;
}

// No sheet says that it is chosen: the workbook's first one in sight is.
static void add_view(StrBuf *to, const SheetOut *out)
{
    uint32_t rows = out->frozen_rows, columns = out->frozen_columns;
    const char *pane = rows && columns ? "bottomRight" : rows ? "bottomLeft" : "topRight";

    buf_add_c(to, "<sheetViews><sheetView workbookViewId=\"0\"");
    if (!rows && !columns) {
        buf_add_c(to, "/></sheetViews>");
        return;
    }
    buf_add_c(to, "><pane");
    if (columns)
        buf_print(to, " xSplit=\"%u\"", columns);
    if (rows)
        buf_print(to, " ySplit=\"%u\"", rows);
    buf_add_c(to, " topLeftCell=\"");
    add_place(to, rows, columns);
    buf_print(to, "\" activePane=\"%s\" state=\"frozen\"/>", pane);
    if (rows && columns)
        buf_add_c(to, "<selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/>");
    buf_print(to, "<selection pane=\"%s\"/></sheetView></sheetViews>", pane);
}

// A width is of so many digits of the standard font, seven pixels each, and five for the cell's padding, in
// 256ths of a digit (18.3.1.13).
static void add_columns(StrBuf *to, const SheetOut *out)
{
    if (out->columns.n == 0)
        return;
    buf_add_c(to, "<cols>");
    for (size_t i = 0; i < out->columns.n; i++) {
        const ColumnOut *column = &out->columns.at[i];

        buf_print(to, "<col min=\"%zu\" max=\"%zu\" width=\"%d%s\"%s customWidth=\"1\"/>", i + 1, i + 1,
                  column->width, column->width > 0 ? ".7109375" : "", column->hidden ? " hidden=\"1\"" : "");
    }
    buf_add_c(to, "</cols>");
}

// ---- after the cells

static void add_guard(StrBuf *to, const SheetOut *out)
{
    if (out->guarded)
        buf_add_c(to, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatCells=\"0\" "
                      "formatColumns=\"0\" formatRows=\"0\" insertRows=\"0\" sort=\"0\" autoFilter=\"0\"/>");
    if (out->filtered) {
        buf_add_c(to, "<autoFilter ref=\"");
        add_range(to, out->filter);
        buf_add_c(to, "\"/>");
    }
}

static void add_merged(StrBuf *to, const SheetOut *out)
{
    if (out->merged.n == 0)
        return;
    buf_print(to, "<mergeCells count=\"%zu\">", out->merged.n);
    for (size_t i = 0; i < out->merged.n; i++) {
        buf_add_c(to, "<mergeCell ref=\"");
        add_range(to, out->merged.at[i]);
        buf_add_c(to, "\"/>");
    }
    buf_add_c(to, "</mergeCells>");
}

static void add_page(StrBuf *to, const SheetOut *out)
{
    if (out->centred)
        buf_add_c(to, "<printOptions horizontalCentered=\"1\"/>");
    buf_print(to, "<pageMargins %s header=\"0.3\" footer=\"0.3\"/>",
              out->narrow_margins ? "left=\"0.4\" right=\"0.4\" top=\"0.4\" bottom=\"0.4\""
                                  : "left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\"");
    buf_print(to, "<pageSetup paperSize=\"%d\"%s orientation=\"%s\"/>", out->a3 ? 8 : 9,
              out->one_page ? "" : " fitToHeight=\"0\"", out->landscape ? "landscape" : "portrait");
    if (out->header.n > 0) {
        buf_add_c(to, "<headerFooter><oddHeader>&amp;C");
        escape_markup(to, out->header);
        buf_add_c(to, "</oddHeader></headerFooter>");
    }
    // Codes are text, and meant to be.
    buf_add_c(to, "<ignoredErrors><ignoredError sqref=\"A1:XFD1048576\" "
                  "numberStoredAsText=\"1\"/></ignoredErrors>");
}

Str sheet_xml(SheetOut *out)
{
    StrBuf to = {.arena = out->arena};

    if (out->unordered)
        qsort(out->cells.at, out->cells.n, sizeof *out->cells.at, cell_compare);
    buf_add_c(&to, BOOK_HEAD_XML "<worksheet xmlns=\"" BOOK_NAMESPACE
                                 "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"");
    add_range(&to, used(out));
    buf_add_c(&to, "\"/>");
    add_view(&to, out);
    buf_add_c(&to, "<sheetFormatPr defaultRowHeight=\"15\"/>");
    add_columns(&to, out);
    buf_add_c(&to, "<sheetData>");
    add_rows(&to, out);
    buf_add_c(&to, "</sheetData>");
    add_guard(&to, out);
    add_merged(&to, out);
    add_page(&to, out);
    buf_add_c(&to, "</worksheet>");
    return buf_str(&to);
}
