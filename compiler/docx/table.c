// Published tables as Word's: heads that repeat, spans, amounts in line at their points, notes below.
#include <assert.h>

#include "docx/internal-docx.h"

#define MOST_WIDTH 800 // of a column's natural width, in twentieths of an em
#define LEAST_WIDTH 40
#define OVER_LINES 4 // of the text, that a title, a unit and a note take
#define MOST_LINES 8 // of a name, where there is no room

typedef struct TableWriting {
    Writing *writing;
    const Grid *grid;
    Length size;
    Length *widths; // of columns
    int *decimals;  // of a column's amounts; -1: they differ
} TableWriting;

// ---- widths

// In twentieths of an em; digits of some fonts are wider than half an em.
static int text_width(Str text)
{
    int width = 0;

    for (size_t at = 0; at < text.n;)
        width += utf8_next(text, &at) < 0x2E80 ? 13 : 20;
    return width;
}

// What a cell asks of its columns: amounts and codes their whole width; words so much that they wrap to
// `lines`.
static int wanted_width(const GridCell *cell, int lines)
{
    int width = text_width(cell->text) + 20 * cell->indent;

    if (cell->kind == GRID_AMOUNT || cell->kind == GRID_CODE)
        return width;
    width = (width + lines - 1) / lines;
    return width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
}

static void widths_want(const GridCell *cells, size_t n, int lines, int *wanted)
{
    for (size_t i = 0; i < n; i++) {
        int width = wanted_width(&cells[i], lines);

        if (cells[i].column_span == 1 && width > wanted[cells[i].column])
            wanted[cells[i].column] = width;
    }
}

// Heads over several columns widen them evenly.
static void spans_want(const GridCell *cells, size_t n, int lines, int *wanted)
{
    for (size_t i = 0; i < n; i++) {
        int span = cells[i].column_span, have = 0, width = wanted_width(&cells[i], lines);

        for (int k = 0; span > 1 && k < span; k++)
            have += wanted[cells[i].column + k];
        for (int k = 0; span > 1 && have < width && k < span; k++)
            wanted[cells[i].column + k] += (width - have + span - 1) / span;
    }
}

static int total_of(const int *wanted, int n)
{
    int total = 0;

    for (int i = 0; i < n; i++)
        total += wanted[i];
    return total;
}

// What the columns ask for at so many lines a name.
static void widths_ask(const Grid *grid, int lines, int *wanted)
{
    for (int i = 0; i < grid->columns; i++)
        wanted[i] = 0;
    widths_want(grid->head, grid->head_count, lines < 2 ? 2 : lines + 1, wanted);
    widths_want(grid->body, grid->body_count, lines, wanted);
    spans_want(grid->head, grid->head_count, lines < 2 ? 2 : lines + 1, wanted);
}

static void widths_share(TableWriting *table, const int *wanted, int total, Length spare)
{
    Length padding = 2 * table->writing->style->table.cell_padding_x;

    for (int i = 0; i < table->grid->columns; i++)
        table->widths[i] = padding + (total ? length_scale(spare, wanted[i], total) : 0);
}

// The largest size from sizes[size] on at which names take no more lines than the style allows; at the
// smallest as many as they need. Returns which it is.
static size_t widths_find(TableWriting *table, Length room, size_t size)
{
    const Grid *grid = table->grid;
    const TableStyle *style = &table->writing->style->table;
    Length spare = room - grid->columns * 2 * style->cell_padding_x;
    int *wanted = ARENA_ARRAY(table->writing->arena, int, (size_t)grid->columns + 1);
    int lines = 1, total;

    for (;;) {
        bool last = size + 1 >= style->size_count;

        table->size = style->sizes[size];
        widths_ask(grid, lines, wanted);
        total = total_of(wanted, grid->columns);
        if (length_scale(table->size, total, 20) <= spare || (last && lines >= MOST_LINES))
            break;
        if (lines < style->columns.name_lines || last) {
            lines++;
        } else {
            lines = 1;
            size++;
        }
    }
    widths_share(table, wanted, total, spare);
    return size;
}

// ---- heights

static Length line_height(const TableWriting *table)
{
    return length_scale(table->size, table->writing->style->table.leading_permille, 1000);
}

static int lines_of(const TableWriting *table, const GridCell *cell)
{
    Length room = -2 * table->writing->style->table.cell_padding_x;

    for (int i = cell->column; i < cell->column + cell->column_span; i++)
        room += table->widths[i];
    Length width = length_scale(table->size, text_width(cell->text) + 20 * cell->indent, 20);
    return room > 0 && width > room ? (int)((width + room - 1) / room) : 1;
}

static Length height_of(const TableWriting *table, const GridCell *cells, size_t n, int rows)
{
    int *lines = ARENA_ARRAY(table->writing->arena, int, (size_t)rows + 1), total = 0;

    for (size_t i = 0; i < n; i++) {
        int need = lines_of(table, &cells[i]);

        if (cells[i].row_span == 1 && need > lines[cells[i].row])
            lines[cells[i].row] = need;
    }
    for (int r = 0; r < rows; r++)
        total += lines[r] ? lines[r] : 1;
    return total * line_height(table);
}

// A table that a few rows would make two pages of is set smaller, as layout does it.
static void widths_fit(TableWriting *table, Length room, Length height)
{
    const Grid *grid = table->grid;
    const TableStyle *style = &table->writing->style->table;
    size_t first = widths_find(table, room, 0), size = first;

    for (int smaller = 0; smaller <= style->close_up.smaller; smaller++) {
        Length need = height_of(table, grid->head, grid->head_count, grid->head_rows) +
                      height_of(table, grid->body, grid->body_count, grid->body_rows);

        if (need <= height || need > height * 2)
            break;
        if (size + 1 >= style->size_count || smaller == style->close_up.smaller) {
            widths_find(table, room, first); // it does not help
            return;
        }
        size = widths_find(table, room, size + 1);
    }
}

// ---- amounts

static int decimals_of(Str text)
{
    ptrdiff_t point = str_find_char(text, '.', 0);

    return point < 0 ? 0 : (int)(text.n - (size_t)point) - 1;
}

static void decimals_find(TableWriting *table)
{
    const Grid *grid = table->grid;
    bool *seen = ARENA_ARRAY(table->writing->arena, bool, (size_t)grid->columns + 1);

    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];

        if (cell->kind != GRID_AMOUNT || cell->text.n == 0)
            continue;
        if (seen[cell->column] && table->decimals[cell->column] != decimals_of(cell->text))
            table->decimals[cell->column] = -1;
        else if (!seen[cell->column])
            table->decimals[cell->column] = decimals_of(cell->text);
        seen[cell->column] = true;
    }
}

// ---- cells

static Length span_width(const TableWriting *table, int column, int span)
{
    Length width = 0;

    for (int i = column; i < column + span; i++)
        width += table->widths[i];
    return width;
}

static void align_add(const TableWriting *table, StrBuf *out, const GridCell *cell)
{
    const char *align = "left";

    if (cell->align == ALIGN_DECIMAL && cell->kind == GRID_AMOUNT && table->decimals[cell->column] < 0) {
        buf_print(out, "<w:tabs><w:tab w:val=\"decimal\" w:pos=\"%lld\"/></w:tabs>",
                  (long long)twips(table->widths[cell->column] * 2 / 3));
    } else {
        align = cell->align == ALIGN_CENTRE                                  ? "center"
                : cell->align == ALIGN_RIGHT || cell->align == ALIGN_DECIMAL ? "right"
                : cell->align == ALIGN_JUSTIFY                               ? "both"
                                                                             : "left";
    }
    if (cell->indent)
        buf_print(out, "<w:ind w:left=\"%lld\"/>",
                  (long long)length_scale(twips(table->writing->style->table.indent), cell->indent, 1));
    buf_print(out, "<w:jc w:val=\"%s\"/>", align);
}

static const char *cell_style(const GridCell *cell)
{
    return style_id(cell->kind == GRID_HEAD ? ROLE_TABLE_HEAD
                    : cell->total           ? ROLE_TABLE_TOTAL
                                            : ROLE_TABLE_CELL);
}

static void cell_paragraph(const TableWriting *table, StrBuf *out, const GridCell *cell)
{
    long long size = half_points(table->size);

    buf_print(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/><w:spacing w:line=\"%lld\" w:lineRule=\"exact\"/>",
              cell_style(cell), (long long)twips(line_height(table)));
    align_add(table, out, cell);
    buf_add_c(out, "</w:pPr>");
    if (cell->text.n) {
        buf_print(out, "<w:r><w:rPr><w:sz w:val=\"%lld\"/><w:szCs w:val=\"%lld\"/></w:rPr>", size, size);
        write_text(out, cell->text);
        buf_add_c(out, "</w:r>");
    }
    buf_add_c(out, "</w:p>");
}

// merge: 0 none, 1 the first of cells that are one, 2 one of the others
static void cell_add(const TableWriting *table, StrBuf *out, const GridCell *cell, int merge)
{
    static const char *const merges[] = {"", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>"};
    GridCell blank = *cell;

    buf_print(out, "<w:tc><w:tcPr><w:tcW w:w=\"%lld\" w:type=\"dxa\"/>",
              (long long)twips(span_width(table, cell->column, cell->column_span)));
    if (cell->column_span > 1)
        buf_print(out, "<w:gridSpan w:val=\"%d\"/>", cell->column_span);
    buf_add_c(out, merges[merge]);
    buf_add_c(out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
    if (merge == 2)
        blank.text = (Str){0};
    cell_paragraph(table, out, &blank);
    buf_add_c(out, "</w:tc>");
}

// ---- rows

// Which cell covers each place of a part of the grid.
static const GridCell **covers_find(Arena *arena, const GridCell *cells, size_t n, int rows, int columns)
{
    const GridCell **covers = ARENA_ARRAY(arena, const GridCell *, (size_t)rows *(size_t)columns + 1);

    for (size_t i = 0; i < n; i++)
        for (int r = cells[i].row; r < cells[i].row + cells[i].row_span && r < rows; r++)
            for (int c = cells[i].column; c < cells[i].column + cells[i].column_span && c < columns; c++)
                covers[r * columns + c] = &cells[i];
    return covers;
}

static void row_add(const TableWriting *table, StrBuf *out, const GridCell **covers, int row, bool head)
{
    int columns = table->grid->columns;
    GridCell none = {.kind = GRID_TEXT, .row_span = 1, .column_span = 1, .align = ALIGN_LEFT};

    buf_print(out, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", head ? "<w:tblHeader/>" : "");
    for (int c = 0; c < columns;) {
        const GridCell *cell = covers[row * columns + c];

        if (!cell) {
            none.column = c;
            cell = &none;
        }
        cell_add(table, out, cell, cell->row_span < 2 ? 0 : cell->row == row ? 1 : 2);
        c += cell->column_span;
    }
    buf_add_c(out, "</w:tr>\n");
}

static void part_add(const TableWriting *table, StrBuf *out, const GridCell *cells, size_t n, int rows,
                     bool head)
{
    const GridCell **covers = covers_find(table->writing->arena, cells, n, rows, table->grid->columns);

    for (int row = 0; row < rows; row++)
        row_add(table, out, covers, row, head);
}

// ---- tables

static void border(StrBuf *out, const char *side, Length width)
{
    buf_print(out, "<w:%s w:val=\"single\" w:sz=\"%lld\" w:space=\"0\" w:color=\"000000\"/>", side,
              (long long)length_scale(width, 8, LENGTH_PT));
}

static void table_begin(const Writing *writing, StrBuf *out, const Length *widths, int columns)
{
    const TableStyle *style = &writing->style->table;
    Length total = 0;

    for (int i = 0; i < columns; i++)
        total += widths[i];
    buf_print(out,
              "<w:tbl><w:tblPr><w:tblW w:w=\"%lld\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>",
              (long long)twips(total));
    border(out, "top", style->frame);
    border(out, "left", style->frame);
    border(out, "bottom", style->frame);
    border(out, "right", style->frame);
    border(out, "insideH", style->rule);
    border(out, "insideV", style->rule);
    buf_print(
        out,
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"%lld\" w:type=\"dxa\"/>"
        "<w:right w:w=\"%lld\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        (long long)twips(style->cell_padding_x), (long long)twips(style->cell_padding_x));
    for (int i = 0; i < columns; i++)
        buf_print(out, "<w:gridCol w:w=\"%lld\"/>", (long long)twips(widths[i]));
    buf_add_c(out, "</w:tblGrid>\n");
}

static void write_over(Writing *writing, const Printed *printed, size_t index, const TableWords *words)
{
    Str lines[] = {words->label, words->title, words->unit};
    static const Role roles[] = {ROLE_TABLE_LABEL, ROLE_TABLE_TITLE, ROLE_TABLE_UNIT};
    bool break_here = writing->page_break;

    writing->page_break = false;
    for (size_t i = 0; printed->node->table_title && i < 3; i++) {
        StrBuf runs = {.arena = writing->arena}, whole = {.arena = writing->arena};

        if (lines[i].n == 0)
            continue;
        buf_add_c(&runs, "<w:r>");
        write_text(&runs, lines[i]);
        buf_add_c(&runs, "</w:r>");
        if (i == 1)
            bookmark_around(writing, &whole, bookmark_name(writing, index), buf_str(&runs));
        write_paragraph(writing, style_id(roles[i]), break_here ? STR("<w:pageBreakBefore/>") : (Str){0},
                        i == 1 ? buf_str(&whole) : buf_str(&runs));
        break_here = false;
    }
}

void write_table(Writing *writing, const Printed *printed, size_t index)
{
    const Table *of = printed->node->table;
    const Grid *grid = table_grid(writing->arena, of);
    const PageStyle *page = &writing->style->page;
    TableWords words = table_words(writing->arena, writing->style, of);
    TableWriting table = {.writing = writing, .grid = grid};
    size_t columns = (size_t)grid->columns;

    table.widths = ARENA_ARRAY(writing->arena, Length, columns + 1);
    table.decimals = ARENA_ARRAY(writing->arena, int, columns + 1);
    widths_fit(&table, writing->turned ? page->area_height : page->area_width,
               (writing->turned ? page->area_width : page->area_height) -
                   OVER_LINES * writing->style->roles[ROLE_BODY].leading);
    decimals_find(&table);
    write_over(writing, printed, index, &words);
    table_begin(writing, &writing->body, table.widths, grid->columns);
    part_add(&table, &writing->body, grid->head, grid->head_count, grid->head_rows, true);
    part_add(&table, &writing->body, grid->body, grid->body_count, grid->body_rows, false);
    buf_add_c(&writing->body, "</w:tbl>\n");
    writing->properties_end = 0;
    for (size_t i = 0; i < words.note_count; i++)
        write_line(writing, style_id(ROLE_TABLE_NOTE), (Str){0}, words.notes[i]);
}

static bool is_amount(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '.' && text.at[i] != '-' &&
            text.at[i] != '%')
            return false;
    return text.n > 0;
}

void write_plain_table(Writing *writing, const Str *cells, size_t rows, size_t columns, const int *shares,
                       int lines)
{
    Length *widths = ARENA_ARRAY(writing->arena, Length, columns + 1);
    int total = 0;

    for (size_t c = 0; c < columns; c++)
        total += shares[c];
    for (size_t c = 0; c < columns; c++)
        widths[c] = length_scale(writing->style->page.area_width, shares[c], total);
    table_begin(writing, &writing->body, widths, (int)columns);
    for (size_t r = 0; r < rows; r++) {
        buf_print(&writing->body, "<w:tr><w:trPr>%s<w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/>%s</w:trPr>",
                  "<w:cantSplit/>", 340 * lines, r == 0 ? "<w:tblHeader/>" : "");
        for (size_t c = 0; c < columns; c++) {
            buf_print(&writing->body,
                      "<w:tc><w:tcPr><w:tcW w:w=\"%lld\" w:type=\"dxa\"/><w:vAlign "
                      "w:val=\"center\"/></w:tcPr>",
                      (long long)twips(widths[c]));
            write_line(writing, style_id(r == 0 ? ROLE_TABLE_HEAD : ROLE_TABLE_CELL),
                       r > 0 && is_amount(cells[r * columns + c]) ? STR("<w:jc w:val=\"right\"/>") : (Str){0},
                       cells[r * columns + c]);
            buf_add_c(&writing->body, "</w:tc>");
        }
        buf_add_c(&writing->body, "</w:tr>\n");
    }
    buf_add_c(&writing->body, "</w:tbl>\n");
    writing->properties_end = 0;
}
