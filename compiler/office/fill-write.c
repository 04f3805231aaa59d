// The workbook that goes out: a sheet for each kind of question, and one that is hidden, by which the whole
// is known again.
#include <stdlib.h>
#include <string.h>

#include "data/data.h"
#include "office/internal-fill.h"
#include "words/words.h"

#define MARK "gongkai-fill"
#define VERSION "1"
#define IDENTITY_COLUMNS 9

static const FillColumn change_columns[] = {FILL_NUMBER, FILL_ITEM,   FILL_UNIT,   FILL_LAST,
                                            FILL_NOW,    FILL_CHANGE, FILL_RATE,   FILL_PURPOSE,
                                            FILL_REASON, FILL_REMARK, FILL_COLUMNS};
static const FillColumn blank_columns[] = {FILL_NUMBER, FILL_ITEM,   FILL_CONTEXT, FILL_HINT,
                                           FILL_TEXT,   FILL_REMARK, FILL_COLUMNS};
static const FillColumn fact_columns[] = {FILL_NUMBER, FILL_ITEM,   FILL_UNIT,   FILL_LAST,
                                          FILL_TEXT,   FILL_REMARK, FILL_COLUMNS};
const FillColumn *const fill_sheet_columns[FILL_KINDS] = {change_columns, blank_columns, fact_columns};

static const int widths[FILL_COLUMNS] = {6, 26, 7, 11, 11, 11, 9, 44, 22, 30, 36, 40, 22};

static Str sheet_name(size_t kind)
{
    return words_first(words_builtin.lists[WORDS_FILL_SHEETS].of[kind]);
}

// ---- the sheets

static BookLook look_of(FillColumn column, const FillItem *item)
{
    if (column == FILL_LAST || column == FILL_NOW || column == FILL_CHANGE || column == FILL_RATE)
        return item->kind == FILL_FACTS ? BOOK_NUMBER : BOOK_AMOUNT;
    if (column == FILL_REMARK || item->slots[column].where != FILL_NOWHERE)
        return BOOK_FILL;
    return BOOK_TEXT;
}

static Str cell_of(Arena *arena, const FillItem *item, FillColumn column)
{
    if (column == FILL_NUMBER)
        return str_print(arena, "%d", item->number);
    return fill_is_open(column) ? item->slots[column].shown : item->texts[column];
}

static size_t columns_of(FillKind kind)
{
    size_t n = 0;

    while (fill_sheet_columns[kind][n] != FILL_COLUMNS)
        n++;
    return n;
}

static void sheet_fill(Arena *arena, const FillForm *form, FillKind kind, BookSheet *sheet)
{
    size_t columns = columns_of(kind), row = 3;
    BookColumn *shape = ARENA_ARRAY(arena, BookColumn, columns);
    BookCell *cells = ARENA_ARRAY(arena, BookCell, (form->item_count + 3) * columns);

    cells[0] = (BookCell){form->title, BOOK_TITLE};
    cells[columns] = (BookCell){words_first(words_builtin.lists[WORDS_FILL_GUIDE]), BOOK_LINE};
    for (size_t c = 0; c < columns; c++) {
        shape[c] = (BookColumn){.width = widths[fill_sheet_columns[kind][c]]};
        cells[2 * columns + c] = (BookCell){fill_head(fill_sheet_columns[kind][c], form->budgets), BOOK_HEAD};
    }
    for (size_t i = 0; i < form->item_count; i++) {
        if (form->items[i].kind != kind)
            continue;
        for (size_t c = 0; c < columns; c++)
            cells[row * columns + c] =
                (BookCell){cell_of(arena, &form->items[i], fill_sheet_columns[kind][c]),
                           look_of(fill_sheet_columns[kind][c], &form->items[i])};
        row++;
    }
    *sheet = (BookSheet){.name = sheet_name(kind),
                         .columns = shape,
                         .column_count = columns,
                         .cells = cells,
                         .row_count = row,
                         .head_rows = 3,
                         .landscape = true,
                         .guarded = true};
}

// ---- what is hidden: whose it is, then where each answer goes

static void identity_row(BookCell *cells, size_t row, Str first, Str second)
{
    cells[row * IDENTITY_COLUMNS] = (BookCell){first, BOOK_TEXT};
    cells[row * IDENTITY_COLUMNS + 1] = (BookCell){second, BOOK_TEXT};
}

static void slot_row(Arena *arena, BookCell *cells, size_t row, const FillItem *item, int column)
{
    const FillSlot *slot = &item->slots[column];
    Str texts[IDENTITY_COLUMNS] = {
        str_print(arena, "%d", item->number),
        str_print(arena, "%d", column),
        str_print(arena, "%d", (int)slot->where),
        slot->file,
        slot->before,
        slot->stands,
        slot->table,
        slot->row,
        str_print(arena, "%.*s%s", STR_ARG(slot->column), item->changed ? (item->more ? "+" : "-") : ""),
    };

    for (size_t i = 0; i < IDENTITY_COLUMNS; i++)
        cells[row * IDENTITY_COLUMNS + i] = (BookCell){texts[i], BOOK_TEXT};
}

static void identity_fill(Arena *arena, const FillForm *form, BookSheet *sheet)
{
    static const BookColumn shape[IDENTITY_COLUMNS] = {{.width = 10}, {.width = 20}};
    const FillIdentity *of = &form->identity;
    BookCell *cells = ARENA_ARRAY(arena, BookCell, (8 + form->item_count * FILL_COLUMNS) * IDENTITY_COLUMNS);
    size_t row = 0;

    identity_row(cells, row++, STR(MARK), STR(VERSION));
    identity_row(cells, row++, STR("code"), of->code);
    identity_row(cells, row++, STR("department"), of->department);
    identity_row(cells, row++, STR("kind"), of->kind);
    identity_row(cells, row++, STR("year"), str_print(arena, "%d", of->year));
    identity_row(cells, row++, STR("round"), str_print(arena, "%d", of->round));
    identity_row(cells, row++, STR("digest"), of->digest);
    for (size_t i = 0; i < form->item_count; i++)
        for (int c = 0; c < FILL_COLUMNS; c++)
            if (form->items[i].slots[c].where != FILL_NOWHERE)
                slot_row(arena, cells, row++, &form->items[i], c);
    *sheet = (BookSheet){.name = sheet_name(FILL_KINDS),
                         .columns = shape,
                         .column_count = IDENTITY_COLUMNS,
                         .cells = cells,
                         .row_count = row,
                         .guarded = true,
                         .hidden = true};
}

Str fill_write(Arena *arena, Diag *diag, const FillForm *form, Str name)
{
    BookSheet sheets[FILL_KINDS + 1];
    size_t n = 0, counts[FILL_KINDS] = {0};

    for (size_t i = 0; i < form->item_count; i++)
        counts[form->items[i].kind]++;
    for (int kind = 0; kind < FILL_KINDS; kind++)
        if (counts[kind] || kind == FILL_CHANGES) // the one that is always there
            sheet_fill(arena, form, (FillKind)kind, &sheets[n++]);
    identity_fill(arena, form, &sheets[n++]);
    return data_book(arena, diag, name, form->title, sheets, n);
}
