// Workbooks of lists and forms: cells as they are given, each with one of a few looks.
#include "data/internal-workbook.h"

enum {
    GREY = 0xF2F2F2,
    FILL = 0xFFF9E5,
    GOOD = 0xE5F3E5,
    DOUBT = 0xFFF0C8,
    BAD = 0xFBE0DD,
    LOOKS = BOOK_BAD + 1
};

// ---- looks

static CellStyle look_style(BookLook look)
{
    static const uint32_t fills[LOOKS] = {
        [BOOK_HEAD] = GREY, [BOOK_FILL] = FILL, [BOOK_GOOD] = GOOD, [BOOK_DOUBT] = DOUBT, [BOOK_BAD] = BAD};
    bool number = look == BOOK_NUMBER || look == BOOK_AMOUNT, head = look == BOOK_TITLE || look == BOOK_HEAD;

    return (CellStyle){.size = look == BOOK_TITLE ? 16 : 11,
                       .wrap = true,
                       .bold = head,
                       .across = head     ? ACROSS_CENTRE
                                 : number ? ACROSS_RIGHT
                                          : ACROSS_GENERAL,
                       .border = look != BOOK_TITLE && look != BOOK_LINE,
                       // As text, so that what is typed over it stays as it is typed.
                       .pattern = look == BOOK_AMOUNT   ? STR("0.00")
                                  : look == BOOK_NUMBER ? (Str){0}
                                                        : STR("@"),
                       .unlocked = look == BOOK_FILL,
                       .fill = fills[look]};
}

// ---- cells

static void cell_write(SheetOut *out, const uint32_t *looks, uint32_t row, uint32_t column,
                       const BookCell *cell)
{
    bool number = cell->look == BOOK_NUMBER || cell->look == BOOK_AMOUNT;

    if (number && cell_decimal(cell->text))
        out_number(out, row, column, cell->text, looks[cell->look]);
    else
        out_text(out, row, column, cell->text, looks[cell->look]);
}

static bool row_write(SheetOut *out, Diag *diag, const uint32_t *looks, const BookSheet *sheet, size_t index)
{
    size_t columns = sheet->column_count;
    const BookCell *cells = sheet->cells + index * columns;
    uint32_t row = (uint32_t)index;
    bool over_all = columns > 1 && (cells[0].look == BOOK_TITLE || cells[0].look == BOOK_LINE);

    for (size_t i = 0; i < (over_all ? 1 : columns); i++) {
        if (!book_text_fits(diag, (Place){0}, cells[i].text))
            return false;
        cell_write(out, looks, row, (uint32_t)i, &cells[i]);
    }
    if (over_all)
        out_merge(out, (Range){row, row, 0, (uint32_t)(columns - 1)}, looks[cells[0].look]);
    if (cells[0].look == BOOK_TITLE)
        out_height(out, row, 30);
    return true;
}

// ---- the sheet

static void page_set(SheetOut *out, const BookSheet *sheet)
{
    size_t head = sheet->head_rows;

    for (size_t i = 0; i < sheet->column_count; i++)
        *vec_push(out->arena, &out->columns) = (ColumnOut){sheet->columns[i].width, sheet->columns[i].hidden};
    out->a3 = sheet->a3;
    out->landscape = sheet->landscape;
    out->one_page = sheet->one_page;
    out->narrow_margins = true;
    out->guarded = sheet->guarded;
    out->hidden = sheet->hidden;
    if (head == 0 || head > sheet->row_count)
        return;
    out->frozen_rows = out->title_rows = (uint32_t)head;
    out->filtered =
        head < sheet->row_count && sheet->cells[(head - 1) * sheet->column_count].look == BOOK_HEAD;
    out->filter =
        (Range){(uint32_t)head - 1, (uint32_t)sheet->row_count - 1, 0, (uint32_t)sheet->column_count - 1};
}

static bool sheet_make(Arena *arena, Diag *diag, const uint32_t *looks, const BookSheet *sheet,
                       SheetMade *made)
{
    SheetOut out = {.arena = arena};

    if (!book_rows_fit(diag, (Place){0}, sheet->name, sheet->row_count))
        return false;
    for (size_t i = 0; i < sheet->row_count; i++)
        if (!row_write(&out, diag, looks, sheet, i))
            return false;
    page_set(&out, sheet);
    *made = sheet_made(arena, &out);
    return true;
}

Str data_book(Arena *arena, Diag *diag, Str name, Str title, const BookSheet *sheets, size_t n)
{
    Arena *scratch = arena_new();
    Styles *styles = styles_new(scratch);
    SheetMade *made = ARENA_ARRAY(scratch, SheetMade, n);
    NamedSheet *named = ARENA_ARRAY(scratch, NamedSheet, n);
    uint32_t looks[LOOKS];
    bool whole = true;
    Str bytes = {0};

    for (int i = 0; i < LOOKS; i++)
        looks[i] = styles_number(styles, look_style((BookLook)i));
    for (size_t i = 0; i < n && whole; i++) {
        named[i] = (NamedSheet){sheet_name_legal(scratch, sheets[i].name, STR("Sheet"), named, i), &made[i]};
        whole = sheet_make(scratch, diag, looks, &sheets[i], &made[i]);
    }
    if (whole) {
        CommonParts common = common_parts(scratch, styles, n);
        bytes = book_bytes(
            arena, diag,
            &(BookMaking){.name = name, .title = title, .common = &common, .sheets = named, .n = n});
    }
    arena_free(scratch);
    return bytes;
}
