#include "table/internal-rows.h"

// A text cell with more characters than this is prose, and set as prose is.
#define LONG_TEXT 20

typedef VEC(GridCell) GridCells;

// What printing one list needs, found once.
typedef struct ListPrint {
    CodeColumns codes;
    int *rows;   // one a printed line: the row of the list that stands there, or -1
    int *depths; // one a row: how many rows of the table it is part of
} ListPrint;

typedef struct Printing {
    Arena *arena;
    const Table *table;
    ListPrint *lists;
    Align *aligns; // one a column
    int lines;
    int merge_before; // blank stubs in the columns before this one merge with what stands above; 0: none do
} Printing;

// ---- alignment

static bool holds_prose(const Table *table, int list, uint32_t column)
{
    const List *l = &table->lists[list];

    for (size_t i = 0; i < l->row_count; i++)
        if (utf8_count(l->rows[i].cells[column].text) > LONG_TEXT)
            return true;
    return false;
}

static Align align_of(const Table *table, const ColumnSpec *column, size_t index)
{
    if (column->align != ALIGN_AUTO)
        return column->align;
    switch (column->kind) {
    case COLUMN_CODE:
        return ALIGN_CENTRE;
    case COLUMN_NAME:
        return ALIGN_LEFT;
    case COLUMN_AMOUNT:
        return ALIGN_DECIMAL;
    case COLUMN_TEXT:
        break;
    }
    return holds_prose(table, column->list, (uint32_t)index - table->spec->lists[column->list].first)
               ? ALIGN_JUSTIFY
               : ALIGN_LEFT;
}

// ---- the head

// The line of 栏次: amounts and texts are numbered from left to right, through side-by-side lists; what names
// the rows before them says what the numbers are.
static void print_column_numbers(const Printing *p, GridCells *cells)
{
    const TableSpec *spec = p->table->spec;
    int number = 0;

    for (size_t i = 0; i < spec->column_count;) {
        const ColumnSpec *column = &spec->columns[i];
        bool counted = column->kind == COLUMN_AMOUNT || column->kind == COLUMN_TEXT;
        GridCell cell = {
            GRID_HEAD,   words_first(spec_words(spec)[WORDS_COLUMN_NUMBERS]), spec->header_rows, (int)i, 1, 1,
            ALIGN_CENTRE};
        size_t next = i + 1;

        if (counted)
            cell.text = str_print(p->arena, "%d", ++number);
        while (!counted && next < spec->column_count && spec->columns[next].list == column->list &&
               (spec->columns[next].kind == COLUMN_CODE || spec->columns[next].kind == COLUMN_NAME))
            next++;
        cell.column_span = (int)(next - i);
        cell.list = column->list;
        cell.source_row = -1;
        cell.source_column = -1;
        *vec_push(p->arena, cells) = cell;
        i = next;
    }
}

static void print_head(const Printing *p, Grid *grid)
{
    const TableSpec *spec = p->table->spec;
    GridCells cells = {0};

    for (int depth = 0; depth < spec->header_rows; depth++)
        for (size_t i = 0; i < spec->header_count; i++) {
            const HeaderSpec *head = &spec->headers[i];
            GridCell cell = {GRID_HEAD, head->title,      depth,       (int)head->first,
                             1,         (int)head->count, ALIGN_CENTRE};

            if (head->depth != depth)
                continue;
            if (head->leaf >= 0)
                cell.row_span = spec->header_rows - depth;
            cell.list = spec->columns[head->first].list;
            cell.source_row = -1;
            cell.source_column = head->leaf < 0 ? -1 : head->leaf - (int)spec->lists[cell.list].first;
            *vec_push(p->arena, &cells) = cell;
        }
    if (spec->column_numbers)
        print_column_numbers(p, &cells);
    grid->head = cells.at;
    grid->head_count = cells.n;
    grid->head_rows = spec->header_rows + spec->column_numbers;
}

// ---- the body

static Str print_amount(const Printing *p, CellRef ref)
{
    const TableSpec *spec = p->table->spec;
    const Cell *cell = table_cell(ref);
    NumberFormat format = {table_decimals(ref), spec->thousands, true, true};
    Number value = cell->stored;
    bool zero;

    if (cell->kind == CELL_TEXT)
        return cell->text; // reported when it was read
    if (cell->kind == CELL_BLANK)
        value = number_from_int(p->arena, 0);
    if (format.decimals < 0)
        format.decimals = cell->decimals;
    zero = mpq_sgn(value) == 0;
    if (zero && (spec->zero == ZERO_BLANK || (spec->zero == ZERO_AS_IS && cell->kind == CELL_BLANK)))
        return (Str){0};
    if (zero && spec->zero == ZERO_0)
        return STR("0");
    return number_format(p->arena, value, format);
}

// The code column's own piece of a full code (201 | 37 | 01), or the whole.
static Str print_code(const Printing *p, CellRef ref)
{
    const CodeColumns *codes = &p->lists[ref.list].codes;
    const Row *row = &p->table->lists[ref.list].rows[ref.row];
    int column = ref.column + (int)p->table->spec->lists[ref.list].first;

    if (!codes->account || row->code.n == 0)
        return table_cell(ref)->text;
    if (column == codes->whole)
        return row->code;
    for (int i = 0; i < CODE_PIECES; i++)
        if (column == codes->pieces[i])
            return account_piece(row->code, i);
    return table_cell(ref)->text;
}

static void print_cell(const Printing *p, CellRef ref, GridCell *cell)
{
    const Row *row = &p->table->lists[ref.list].rows[ref.row];

    cell->total = row->kind == ROW_TOTAL;
    switch (table_column(ref)->kind) {
    case COLUMN_CODE:
        cell->text = print_code(p, ref);
        break;
    case COLUMN_NAME:
        cell->text = table_cell(ref)->text;
        cell->indent = p->lists[ref.list].depths[ref.row];
        break;
    case COLUMN_AMOUNT:
        cell->text = print_amount(p, ref);
        break;
    case COLUMN_TEXT:
        cell->text = table_cell(ref)->text;
        break;
    }
}

static GridCellKind kind_of(ColumnKind kind)
{
    switch (kind) {
    case COLUMN_CODE:
        return GRID_CODE;
    case COLUMN_NAME:
        return GRID_STUB;
    case COLUMN_AMOUNT:
        return GRID_AMOUNT;
    case COLUMN_TEXT:
        break;
    }
    return GRID_TEXT;
}

// The first column that is filled in a line of a table with merged stubs.
static int first_filled(const Printing *p, int line)
{
    const List *list = &p->table->lists[0];
    int column = 0;

    while (column < (int)list->spec->count &&
           list->rows[p->lists[0].rows[line]].cells[column].kind == CELL_BLANK)
        column++;
    return column;
}

// Whether a cell is part of the one above it: it is blank, and so is all before it in its line.
static bool is_merged(const Printing *p, int line, int column)
{
    return line > 0 && column < p->merge_before && column < first_filled(p, line);
}

// How many columns the name of a total row has to itself, from a column on: those of its codes, which are
// blank, and its own; 1 where it has its own alone. 0: it is no such row, or the column none of them.
static int total_span(const Printing *p, const Row *row, size_t column)
{
    const TableSpec *spec = p->table->spec;
    int list = spec->columns[column].list, name = table_name_column(spec, list);
    const ListSpec *own = &spec->lists[list];

    if (!spec->centre_totals || row->kind != ROW_TOTAL || name < (int)column)
        return 0;
    for (size_t i = own->first; i < (size_t)name; i++)
        if (spec->columns[i].kind != COLUMN_CODE || row->cells[i - own->first].text.n > 0)
            return column == (size_t)name ? 1 : 0;
    return name - (int)column + 1;
}

static void print_line(const Printing *p, int line, GridCells *cells, size_t *above)
{
    const TableSpec *spec = p->table->spec;

    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *column = &spec->columns[i];
        CellRef ref = {p->table, column->list, p->lists[column->list].rows[line],
                       (int)(i - spec->lists[column->list].first)};
        GridCell cell = {kind_of(column->kind), {0}, line, (int)i, 1, 1, p->aligns[i]};

        if (is_merged(p, line, (int)i)) {
            cells->at[above[i]].row_span++;
            continue;
        }
        int span = ref.row < 0 ? 0 : total_span(p, &p->table->lists[ref.list].rows[ref.row], i);

        if (span > 0) {
            ref.column += span - 1;
            cell.column_span = span;
            cell.kind = GRID_STUB;
            cell.align = ALIGN_CENTRE;
        }
        cell.list = ref.list;
        cell.source_row = ref.row;
        cell.source_column = ref.column;
        if (ref.row >= 0)
            print_cell(p, ref, &cell);
        if (span > 0)
            cell.indent = 0;
        for (int k = 0; k < cell.column_span; k++)
            above[i + (size_t)k] = cells->n;
        i += (size_t)cell.column_span - 1;
        *vec_push(p->arena, cells) = cell;
    }
}

static void print_body(const Printing *p, Grid *grid)
{
    size_t *above = ARENA_ARRAY(p->arena, size_t, p->table->spec->column_count); // each column's last cell
    GridCells cells = {0};

    for (int line = 0; line < p->lines; line++)
        print_line(p, line, &cells, above);
    grid->body = cells.at;
    grid->body_count = cells.n;
    grid->body_rows = p->lines;
}

// ---- the grid

// A row indents under the rows that it is part of, where they are in the table: a code of seven digits
// without its class is a top row. A row's parent stands before it.
static int *depths_of(Arena *arena, const List *list)
{
    int *depths = ARENA_ARRAY(arena, int, list->row_count);

    for (size_t i = 0; i < list->row_count; i++)
        depths[i] = list->rows[i].parent < 0 ? 0 : depths[list->rows[i].parent] + 1;
    return depths;
}

// ---- rows without an amount, where the form leaves them out

static bool says_nothing(const Table *table, const List *list, const Row *row)
{
    if (row->kind == ROW_TOTAL)
        return false;
    for (uint32_t i = 0; i < list->spec->count; i++) {
        const Cell *cell = &row->cells[i];
        ColumnKind kind = table->spec->columns[list->spec->first + i].kind;

        if (kind == COLUMN_TEXT ? cell->kind != CELL_BLANK
                                : kind == COLUMN_AMOUNT && cell->kind != CELL_BLANK &&
                                      (cell->kind == CELL_TEXT || mpq_sgn(cell->stored) != 0))
            return false;
    }
    return true;
}

// Rows move up to where rows are left out; those of lists side by side meet again at every total. A row never
// moves past the line that is looked at.
static void close_up(Printing *p)
{
    const Table *table = p->table;
    size_t lists = table->spec->list_count;
    int *next = ARENA_ARRAY(p->arena, int, lists);
    int lines = 0;

    for (int line = 0; line < p->lines; line++) {
        bool total = false;

        for (size_t l = 0; l < lists; l++) {
            int row = p->lists[l].rows[line];
            total |= row >= 0 && table->lists[l].rows[row].kind == ROW_TOTAL;
        }
        for (size_t l = 0; l < lists; l++) {
            const List *list = &table->lists[l];
            int row = p->lists[l].rows[line];

            if (total)
                next[l] = lines;
            p->lists[l].rows[line] = -1;
            if (row < 0 || says_nothing(table, list, &list->rows[row]))
                continue;
            p->lists[l].rows[next[l]++] = row;
        }
        for (size_t l = 0; l < lists; l++)
            lines = next[l] > lines ? next[l] : lines;
    }
    p->lines = lines;
}

// Which row of each list stands on which line. Lists side by side keep the lines of the file, so that their
// closing rows (本年收入合计 ‖ 本年支出合计) stay level.
static void place_rows(Printing *p)
{
    const Table *table = p->table;
    size_t lists = table->spec->list_count;

    for (size_t l = 0; l < lists; l++) {
        const List *list = &table->lists[l];
        int lines = (int)list->row_count;

        if (lists > 1 && list->row_count)
            lines = (int)list->rows[list->row_count - 1].record + 1;
        if (lines > p->lines)
            p->lines = lines;
    }
    p->lists = ARENA_ARRAY(p->arena, ListPrint, lists);
    for (size_t l = 0; l < lists; l++) {
        const List *list = &table->lists[l];

        p->lists[l].codes = table_code_columns(table->spec, (int)l);
        p->lists[l].rows = ARENA_ARRAY(p->arena, int, (size_t)p->lines);
        p->lists[l].depths = depths_of(p->arena, list);
        for (int line = 0; line < p->lines; line++)
            p->lists[l].rows[line] = -1;
        for (size_t i = 0; i < list->row_count; i++)
            p->lists[l].rows[lists > 1 ? list->rows[i].record : i] = (int)i;
    }
    if (table->spec->drop_blank)
        close_up(p);
}

static int last_text_column(const TableSpec *spec)
{
    for (size_t i = spec->column_count; i-- > 0;)
        if (spec->columns[i].kind == COLUMN_TEXT)
            return (int)i;
    return 0;
}

static int stub_columns(const TableSpec *spec)
{
    size_t count = 0;

    while (count < spec->column_count && spec->columns[count].list == 0 &&
           (spec->columns[count].kind == COLUMN_CODE || spec->columns[count].kind == COLUMN_NAME))
        count++;
    return (int)count;
}

Grid *table_grid(Arena *arena, const Table *table)
{
    const TableSpec *spec = table->spec;
    Grid *grid = ARENA_NEW(arena, Grid);
    Printing p = {.arena = arena, .table = table};

    p.aligns = ARENA_ARRAY(arena, Align, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        p.aligns[i] = align_of(table, &spec->columns[i], i);
    // Stubs merge in tables of performance goals, whose cells are prose; elsewhere a blank cell is a cell.
    if (spec->list_count == 1)
        p.merge_before = last_text_column(spec);
    place_rows(&p);
    grid->columns = (int)spec->column_count;
    grid->stub_columns = stub_columns(spec);
    print_head(&p, grid);
    print_body(&p, grid);
    return grid;
}
