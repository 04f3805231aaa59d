// A workbook that went out, read again; and whose a workbook is that came back.
#include <stdlib.h>
#include <string.h>

#include "office/internal-fill.h"
#include "spreadsheet/spreadsheet.h"
#include "text/text.h"

#define MARK "gongkai-fill"
#define IDENTITY_COLUMNS 9
#define TITLE_ROWS 5

// ---- rows of a sheet

size_t fill_row_end(const SheetText *texts, size_t n, size_t from)
{
    size_t to = from;

    while (to < n && texts[to].row == texts[from].row)
        to++;
    return to;
}

static int number_of(Str text)
{
    int value = 0;

    if (text.n == 0 || text.n > 6)
        return -1;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

// ---- identity

static void identity_set(FillIdentity *of, Str key, Str value)
{
    if (str_equal(key, STR("code")))
        of->code = value;
    else if (str_equal(key, STR("department")))
        of->department = value;
    else if (str_equal(key, STR("kind")))
        of->kind = value;
    else if (str_equal(key, STR("year")))
        of->year = number_of(value);
    else if (str_equal(key, STR("round")))
        of->round = number_of(value);
    else if (str_equal(key, STR("digest")))
        of->digest = value;
}

// The rows after the one that begins with the mark; false where the sheet has none.
static bool identity_read(const SheetText *texts, size_t n, FillIdentity *identity, size_t *rest)
{
    size_t at = 0, keys = 0;

    while (at < n && !str_equal(texts[at].text, STR(MARK)))
        at = fill_row_end(texts, n, at);
    if (at == n)
        return false;
    *identity = (FillIdentity){0};
    for (at = fill_row_end(texts, n, at); at < n && keys < 6; at = fill_row_end(texts, n, at), keys++) {
        size_t end = fill_row_end(texts, n, at);

        if (number_of(texts[at].text) >= 0)
            break;
        if (end - at >= 2)
            identity_set(identity, texts[at].text, texts[at + 1].text);
    }
    *rest = at;
    return identity->department.n > 0 && identity->year > 0 && identity->round > 0;
}

// 清河县教育局2026年填写表（第1稿）, by the pattern of titles.
static bool title_read(Str text, FillIdentity *identity)
{
    Str pattern = words_first(words_builtin.lists[WORDS_FILL_TITLE]), parts[4];
    ptrdiff_t marks[3];
    size_t at;

    for (int i = 0; i < 3; i++) {
        char mark[4] = {'{', (char)('0' + i), '}', '\0'};

        marks[i] = str_find(pattern, str_of(mark), 0);
        if (marks[i] < 0)
            return false;
    }
    parts[1] = str_slice(pattern, (size_t)marks[0] + 3, (size_t)marks[1]);
    parts[2] = str_slice(pattern, (size_t)marks[1] + 3, (size_t)marks[2]);
    parts[3] = str_slice(pattern, (size_t)marks[2] + 3, pattern.n);
    ptrdiff_t round = str_find(text, parts[2], 0), tail;

    if (round < 4)
        return false;
    at = (size_t)round + parts[2].n;
    tail = parts[3].n ? str_find(text, parts[3], at) : (ptrdiff_t)text.n;
    if (tail < 0)
        return false;
    *identity = (FillIdentity){.round = number_of(str_slice(text, at, (size_t)tail)),
                               .year = number_of(str_slice(text, (size_t)round - 4, (size_t)round)),
                               .department = str_slice(text, 0, (size_t)round - 4 - parts[1].n)};
    return identity->round > 0 && identity->year > 0 && identity->department.n > 0;
}

bool fill_is_identity(const SheetText *texts, size_t n)
{
    FillIdentity identity;
    size_t rest;

    return identity_read(texts, n, &identity, &rest);
}

bool fill_identify(Arena *arena, Diag *diag, Str bytes, Str name, FillIdentity *identity)
{
    Workbook *workbook = workbook_from_bytes(arena, diag, bytes, name);
    bool found = false;
    size_t rest;

    for (int by_title = 0; workbook && by_title < 2 && !found; by_title++)
        for (size_t sheet = 0; sheet < workbook_sheet_count(workbook) && !found; sheet++) {
            const SheetText *texts;
            size_t n;

            if (!workbook_sheet_texts(arena, diag, workbook, sheet, &texts, &n))
                continue;
            found = !by_title && identity_read(texts, n, identity, &rest);
            for (size_t i = 0; by_title && !found && i < n && texts[i].row <= TITLE_ROWS; i++)
                found = title_read(texts[i].text, identity);
        }
    workbook_release(workbook);
    return found;
}

// ---- the form

static FillItem *item_need(FillForm *form, int number)
{
    FillItem *items = (FillItem *)form->items;

    for (size_t i = 0; i < form->item_count; i++)
        if (items[i].number == number)
            return &items[i];
    items[form->item_count] = (FillItem){.number = number};
    return &items[form->item_count++];
}

static void slot_read(FillForm *form, const SheetText *texts, size_t from, size_t to)
{
    Str cells[IDENTITY_COLUMNS] = {{0}};

    for (size_t i = from; i < to; i++)
        if (texts[i].column <= IDENTITY_COLUMNS)
            cells[texts[i].column - 1] = texts[i].text;
    int number = number_of(cells[0]), column = number_of(cells[1]), where = number_of(cells[2]);

    if (number <= 0 || column < 0 || column >= FILL_COLUMNS || where <= FILL_NOWHERE || where > FILL_ASIDE)
        return;
    FillItem *item = item_need(form, number);

    if (str_ends(cells[8], STR("+")) || str_ends(cells[8], STR("-"))) {
        item->changed = true;
        item->more = str_ends(cells[8], STR("+"));
        cells[8] = str_slice(cells[8], 0, cells[8].n - 1);
    }
    item->slots[column] = (FillSlot){.where = (FillWhere)where,
                                     .file = cells[3],
                                     .before = cells[4],
                                     .stands = cells[5],
                                     .table = cells[6],
                                     .row = cells[7],
                                     .column = cells[8]};
}

static void cells_read(FillForm *form, FillKind kind, const SheetText *texts, size_t n)
{
    for (size_t at = 0; at < n; at = fill_row_end(texts, n, at)) {
        size_t end = fill_row_end(texts, n, at);
        int number = texts[at].column == 1 ? number_of(texts[at].text) : -1;

        if (number <= 0)
            continue;
        FillItem *item = item_need(form, number);

        item->kind = kind;
        for (size_t i = at + 1; i < end; i++) {
            size_t c = 0;

            while (c + 1 < texts[i].column && fill_sheet_columns[kind][c] != FILL_COLUMNS)
                c++;
            FillColumn column = fill_sheet_columns[kind][c];

            if (column == FILL_COLUMNS)
                continue;
            if (fill_is_open(column))
                item->slots[column].shown = texts[i].text;
            else
                item->texts[column] = texts[i].text;
        }
    }
}

static size_t rows_in(const SheetText *texts, size_t n)
{
    size_t rows = 0;

    for (size_t at = 0; at < n; at = fill_row_end(texts, n, at))
        rows++;
    return rows;
}

static bool sheets_read(Arena *arena, Diag *diag, Workbook *workbook, FillForm *form)
{
    size_t sheets = workbook_sheet_count(workbook), rest = 0, n;
    const SheetText *texts;

    if (sheets == 0 || !workbook_sheet_texts(arena, diag, workbook, sheets - 1, &texts, &n) ||
        !identity_read(texts, n, &form->identity, &rest))
        return false;
    form->items = ARENA_ARRAY(arena, FillItem, rows_in(texts, n) + 1);
    for (size_t at = rest; at < n; at = fill_row_end(texts, n, at))
        slot_read(form, texts, at, fill_row_end(texts, n, at));
    for (size_t sheet = 0; sheet + 1 < sheets; sheet++) {
        WordList names = words_builtin.lists[WORDS_FILL_SHEETS];

        if (!workbook_sheet_texts(arena, diag, workbook, sheet, &texts, &n))
            return false;
        if (n && sheet == 0)
            form->title = texts[0].text;
        for (int kind = 0; kind < FILL_KINDS; kind++)
            if (words_find(names.of[kind], workbook_sheet_name(workbook, sheet)) >= 0)
                cells_read(form, (FillKind)kind, texts, n);
    }
    return true;
}

bool fill_form_read(Arena *arena, Str bytes, FillForm *form)
{
    Diag *diag = diag_new();
    Workbook *workbook = workbook_from_bytes(arena, diag, bytes, (Str){0});
    bool read;

    *form = (FillForm){0};
    read = workbook && sheets_read(arena, diag, workbook, form);
    workbook_release(workbook);
    diag_free(diag);
    return read;
}
