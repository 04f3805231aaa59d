// A sheet's cells, as they are added and looked up.
#include <string.h>

#include "spreadsheet/internal-sheet.h"

// Ranges of hidden columns, and rows that are hidden, past which the rest is not told.
#define MOST_HIDDEN SHEET_MOST_COLUMN
#define MOST_BESIDE 1000

// ---- references

// BC12 from `at` on; false where there is none.
static bool take_reference(Str text, size_t *at, uint32_t *row, uint32_t *column)
{
    size_t digits;

    *row = *column = 0;
    for (; *at < text.n && *column <= SHEET_MOST_COLUMN; (*at)++) {
        char c = text.at[*at];

        if (c == '$')
            continue;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z')
            break;
        *column = *column * 26 + (uint32_t)(c - 'A') + 1;
    }
    for (digits = *at; *at < text.n && *row <= SHEET_MOST_ROW; (*at)++) {
        if (text.at[*at] < '0' || text.at[*at] > '9')
            break;
        *row = *row * 10 + (uint32_t)(text.at[*at] - '0');
    }
    return *at > digits && *row >= 1 && *row <= SHEET_MOST_ROW && *column >= 1 &&
           *column <= SHEET_MOST_COLUMN;
}

bool reference_parse(Str text, SheetRange *range)
{
    size_t at = 0;

    text = str_trim(text);
    if (!take_reference(text, &at, &range->top, &range->left))
        return false;
    range->bottom = range->top;
    range->right = range->left;
    if (at == text.n)
        return true;
    if (text.at[at++] != ':' || !take_reference(text, &at, &range->bottom, &range->right) || at != text.n)
        return false;
    return range->bottom >= range->top && range->right >= range->left;
}

// ---- filling it

void sheet_report_broken(SheetFilling *filling, const char *what)
{
    Arena *scratch = filling->workbook->scratch;
    Str cell = sheet_cell_name(scratch, filling->sheet->name, filling->row ? filling->row : 1,
                               filling->column ? filling->column : 1);

    filling->sheet->broken = true;
    diag_report(filling->diag, SEVERITY_ERROR, "sheet-broken",
                (Place){.file = filling->workbook->file, .cell = cell},
                str_of(_("open the workbook in WPS or Excel and save it again")), "%s", what);
}

static bool report_large(SheetFilling *filling)
{
    Arena *scratch = filling->workbook->scratch;

    filling->sheet->broken = true;
    if (filling->workbook->parted) {
        filling->sheet->large = true;
        return false;
    }
    diag_report(
        filling->diag, SEVERITY_ERROR, "table-too-large",
        (Place){.file = filling->workbook->file,
                .cell = sheet_cell_name(scratch, filling->sheet->name, filling->row, filling->column)},
        str_of(_("split the table")), _("the sheet has more than %d filled cells, the most that are read"),
        SHEET_MOST_CELLS);
    return false;
}

// Only the first rows have a header over several of them.
static bool wants_merge(const SheetFilling *filling, const SheetRange *range)
{
    return !filling->take || range->top <= SHEET_HEAD_ROWS;
}

// Room for one more of n, in an arena of their own. The cells and rows of a large sheet are much of what is
// held, so no copies of them are left behind.
static void *make_room(Arena **arena, void *at, size_t n, size_t *cap, size_t size)
{
    Arena *larger;
    void *moved;

    if (n < *cap)
        return at;
    *cap = *cap ? *cap * 2 : 256;
    larger = arena_new();
    moved = arena_alloc_array(larger, *cap, size);
    if (n)
        memcpy(moved, at, n * size);
    arena_free(*arena);
    *arena = larger;
    return moved;
}

void sheet_drop_cells(Sheet *sheet)
{
    arena_free(sheet->arena);
    arena_free(sheet->row_arena);
    sheet->arena = sheet->row_arena = NULL;
    sheet->cells.n = sheet->cells.cap = sheet->rows.n = sheet->rows.cap = 0;
}

static void add_row(SheetFilling *filling, uint32_t row)
{
    Sheet *sheet = filling->sheet;

    sheet->rows.at =
        make_room(&sheet->row_arena, sheet->rows.at, sheet->rows.n, &sheet->rows.cap, sizeof *sheet->rows.at);
    sheet->rows.at[sheet->rows.n++] = (SheetRow){row, sheet->cells.n, 0, filling->hidden_row};
    if (filling->hidden_row && sheet->hidden_rows.n < MOST_HIDDEN)
        *vec_push(filling->workbook->scratch, &sheet->hidden_rows) = row;
}

bool sheet_end_row(SheetFilling *filling)
{
    enum { TEXTS_MOST = 1 << 20 };
    Sheet *sheet = filling->sheet;
    bool more = true;

    if (!filling->take || sheet->rows.n == 0)
        return true;
    more = filling->take(filling->context, sheet);
    sheet->rows.n = sheet->cells.n = 0;
    if (arena_bytes(filling->texts) > TEXTS_MOST) {
        arena_free(filling->texts);
        filling->texts = arena_new();
    }
    return more;
}

bool sheet_add_cell(SheetFilling *filling, SheetCell cell)
{
    Sheet *sheet = filling->sheet;

    if (cell.fault == FAULT_NONE && str_trim(cell.text).n == 0)
        return true;
    if (sheet->cells.n >= filling->workbook->most)
        return report_large(filling);
    if (sheet->rows.n == 0 || vec_last(&sheet->rows)->row != cell.row)
        add_row(filling, cell.row);
    vec_last(&sheet->rows)->count++;
    if (cell.column > sheet->width)
        sheet->width = cell.column;
    sheet->cells.at =
        make_room(&sheet->arena, sheet->cells.at, sheet->cells.n, &sheet->cells.cap, sizeof *sheet->cells.at);
    sheet->cells.at[sheet->cells.n++] = cell;
    return true;
}

bool sheet_add_merge(SheetFilling *filling, SheetRange range)
{
    if (!wants_merge(filling, &range))
        return true;
    if (filling->sheet->merges.n >= SHEET_MOST_MERGES)
        return report_large(filling);
    *vec_push(filling->workbook->scratch, &filling->sheet->merges) = range;
    return true;
}

void sheet_add_beside(SheetFilling *filling, Str text)
{
    Sheet *sheet = filling->sheet;

    text = str_trim(text);
    if (text.n && sheet->beside.n < MOST_BESIDE)
        *vec_push(filling->workbook->scratch, &sheet->beside) = str_copy(filling->workbook->arena, text);
}

// &L文字&C&"宋体,常规"&10第&P页: parts at the left, in the middle and at the right, with marks in them
// (18.3.1.46).
void sheet_add_page_part(SheetFilling *filling, Str text)
{
    StrBuf part = {.arena = filling->workbook->scratch};

    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i] == '&' && i + 1 < text.n ? text.at[++i] : 0;

        if (c == 'L' || c == 'C' || c == 'R') {
            sheet_add_beside(filling, (Str){part.at, part.n});
            part.n = 0;
        } else if (c == '"') {
            while (i + 1 < text.n && text.at[++i] != '"')
                ;
        } else if (c >= '0' && c <= '9') {
            while (i + 1 < text.n && text.at[i + 1] >= '0' && text.at[i + 1] <= '9')
                i++;
        } else if (c == 0) {
            buf_add_char(&part, text.at[i]);
        }
    }
    sheet_add_beside(filling, (Str){part.at, part.n});
}

void sheet_add_fading(SheetFilling *filling, uint32_t row, uint32_t column)
{
    if (filling->sheet->fading_row)
        return;
    filling->sheet->fading_row = row;
    filling->sheet->fading_column = column;
}

void sheet_hide_columns(SheetFilling *filling, uint32_t left, uint32_t right)
{
    Sheet *sheet = filling->sheet;

    if (sheet->hidden_columns.n < MOST_HIDDEN)
        *vec_push(filling->workbook->scratch, &sheet->hidden_columns) =
            (SheetRange){.left = left, .right = right};
}

// ---- looking at it

static bool is_among(const size_t *numbers, size_t n, size_t number)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (numbers[middle] == number)
            return true;
        if (numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

void workbook_format_string(const Workbook *workbook, size_t string, CellFormat *format)
{
    format->struck |= is_among(workbook->struck_strings.at, workbook->struck_strings.n, string);
    format->faint |= !format->dark && is_among(workbook->white_strings.at, workbook->white_strings.n, string);
}

const SheetCell *sheet_cell(const Sheet *sheet, uint32_t row, uint32_t column)
{
    size_t low = 0, high = sheet->cells.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const SheetCell *cell = &sheet->cells.at[middle];

        if (cell->row == row && cell->column == column)
            return cell;
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
