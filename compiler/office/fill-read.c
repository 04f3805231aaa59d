// What came back, held against what went out.
#include "office/internal-fill.h"
#include "spreadsheet/spreadsheet.h"

#define HEADER_ROWS 30 // in which a sheet's heads are looked for

typedef struct Returning {
    Arena *arena;
    const FillForm *form;
    FillReturn *back;
    Str sheet;
    bool *seen;        // items, by their index
    FillColumn *roles; // of the sheet's columns, from 1
    uint32_t width;
} Returning;

static void remark(Returning *returning, FillRemarkKind kind, const FillItem *item, FillColumn column,
                   const SheetText *cell, Str text)
{
    Str place =
        cell ? sheet_cell_name(returning->arena, returning->sheet, cell->row, cell->column) : (Str){0};

    *vec_push(returning->arena, &returning->back->remarks) = (FillRemark){kind, item, column, place, text};
}

// ---- the heads

static FillColumn role_of(Str head)
{
    WordList heads = words_builtin.lists[WORDS_FILL_HEADS];

    for (int i = 0; i < FILL_COLUMNS; i++)
        if (words_find(heads.of[i], head) >= 0)
            return (FillColumn)i;
    return FILL_COLUMNS;
}

static bool is_header(const SheetText *texts, size_t from, size_t to)
{
    bool item = false;
    size_t n = 0;

    for (size_t i = from; i < to; i++) {
        FillColumn role = role_of(texts[i].text);

        n += role != FILL_COLUMNS;
        item = item || role == FILL_ITEM;
    }
    return item && n >= 3;
}

static size_t header_find(const SheetText *texts, size_t n)
{
    for (size_t at = 0; at < n && texts[at].row <= HEADER_ROWS; at = fill_row_end(texts, n, at))
        if (is_header(texts, at, fill_row_end(texts, n, at)))
            return at;
    return n;
}

static void roles_read(Returning *returning, const SheetText *texts, size_t n, size_t header)
{
    size_t end = fill_row_end(texts, n, header);

    returning->width = 0;
    for (size_t i = 0; i < n; i++)
        returning->width = texts[i].column > returning->width ? texts[i].column : returning->width;
    returning->roles = ARENA_ARRAY(returning->arena, FillColumn, returning->width + 1);
    for (uint32_t c = 0; c <= returning->width; c++)
        returning->roles[c] = FILL_COLUMNS;
    for (size_t i = header; i < end; i++)
        returning->roles[texts[i].column] = role_of(texts[i].text);
}

// ---- whose row

static Str role_text(const Returning *returning, const SheetText *texts, size_t from, size_t to,
                     FillColumn role)
{
    for (size_t i = from; i < to; i++)
        if (returning->roles[texts[i].column] == role)
            return texts[i].text;
    return (Str){0};
}

static bool answers_to(const FillItem *item, Str name, Str context)
{
    return name_equal(item->texts[FILL_ITEM], name) &&
           (item->kind != FILL_BLANKS || name_equal(item->texts[FILL_CONTEXT], context));
}

// By its number, where its name is that one's; else by its name alone, where one item has it.
static const FillItem *item_of(const Returning *returning, const SheetText *texts, size_t from, size_t to)
{
    Str number = role_text(returning, texts, from, to, FILL_NUMBER);
    Str name = role_text(returning, texts, from, to, FILL_ITEM);
    Str context = role_text(returning, texts, from, to, FILL_CONTEXT);
    const FillItem *found = NULL;
    size_t n = 0;

    for (size_t i = 0; i < returning->form->item_count; i++) {
        const FillItem *item = &returning->form->items[i];
        Str own = str_print(returning->arena, "%d", item->number);
        bool numbered =
            name_equal(own, number) || name_equal(str_print(returning->arena, "%s.0", own.at), number);

        if (numbered && (answers_to(item, name, context) || name.n == 0))
            return item;
        if (answers_to(item, name, context)) {
            found = item;
            n++;
        }
    }
    return n == 1 ? found : NULL;
}

// ---- cells

static bool same_value(Arena *arena, Str a, Str b)
{
    int decimals;
    Number x = number_parse(arena, a, &decimals), y = number_parse(arena, b, &decimals);

    if (x && y)
        return mpq_equal(x, y);
    return name_equal(a, b);
}

// Words that a person typed in several lines, as one.
static Str in_one_line(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    text = str_trim(text);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);

        if (code == '\n' || code == '\r' || code == 0x2028)
            continue;
        if (code == '\t')
            buf_add_char(&out, ' ');
        else
            buf_add(&out, str_slice(text, from, at));
    }
    return buf_str(&out);
}

static bool says_nothing(Str text)
{
    const WordList *words = words_builtin.lists;

    return text.n == 0 || words_find(words[WORDS_FILL_NOTHING], text) >= 0 ||
           words_find(words[WORDS_BLANKS], text) >= 0;
}

static bool is_answered(const Returning *returning, const FillItem *item, FillColumn column, Str text,
                        bool *same)
{
    for (size_t i = 0; i < returning->back->answers.n; i++) {
        const FillAnswer *answer = &returning->back->answers.at[i];

        if (answer->item == item && answer->column == column) {
            *same = str_equal(answer->text, text);
            return true;
        }
    }
    return false;
}

static void open_cell(Returning *returning, const FillItem *item, FillColumn column, const SheetText *cell)
{
    const FillSlot *slot = &item->slots[column];
    Str text = in_one_line(returning->arena, cell->text);
    bool nothing = says_nothing(text), same;

    if (column == FILL_REMARK) {
        if (!nothing)
            remark(returning, FILL_SAID, item, column, cell, text);
    } else if (slot->where == FILL_NOWHERE) {
        if (!nothing)
            remark(returning, FILL_STRANGE, item, column, cell, text);
    } else if (str_equal(text, in_one_line(returning->arena, slot->shown))) {
        return;
    } else if (words_find(words_builtin.lists[WORDS_FILL_SAME_AS], text) >= 0) {
        remark(returning, FILL_SAME_AS, item, column, cell, text);
    } else if (nothing && slot->where != FILL_TO_FACT) {
        if (slot->shown.n)
            remark(returning, FILL_ERASED, item, column, cell, slot->shown);
    } else if (!is_answered(returning, item, column, text, &same)) {
        *vec_push(returning->arena, &returning->back->answers) = (FillAnswer){item, column, text};
    } else if (!same) {
        remark(returning, FILL_DOUBLED, item, column, cell, text);
    }
}

static void cell_read(Returning *returning, const FillItem *item, const SheetText *cell)
{
    FillColumn column = returning->roles[cell->column];

    if (cell->fault)
        remark(returning, FILL_BROKEN, item, column, cell, cell->text);
    else if (column == FILL_COLUMNS)
        remark(returning, FILL_STRANGE, item, column, cell, cell->text);
    else if (fill_is_open(column))
        open_cell(returning, item, column, cell);
    else if (column != FILL_NUMBER && !same_value(returning->arena, cell->text, item->texts[column]))
        remark(returning, FILL_CHANGED, item, column, cell, cell->text);
}

// What is not there any more, though it was in the workbook that went out: a blank cell has no text.
static void erased(Returning *returning, const FillItem *item, const SheetText *texts, size_t from, size_t to)
{
    for (int c = 0; c < FILL_COLUMNS; c++) {
        FillColumn column = (FillColumn)c;

        if (item->slots[c].where != FILL_NOWHERE && item->slots[c].shown.n &&
            role_text(returning, texts, from, to, column).n == 0)
            remark(returning, FILL_ERASED, item, column, &texts[from], item->slots[c].shown);
    }
}

static void strange_row(Returning *returning, const SheetText *texts, size_t from, size_t to)
{
    StrBuf text = {.arena = returning->arena};

    for (size_t i = from; i < to; i++)
        buf_print(&text, "%s%.*s", text.n ? " " : "", STR_ARG(texts[i].text));
    remark(returning, FILL_STRANGE, NULL, FILL_COLUMNS, &texts[from], buf_str(&text));
}

static void row_read(Returning *returning, const SheetText *texts, size_t from, size_t to)
{
    const FillItem *item = item_of(returning, texts, from, to);

    if (!item) {
        if (!is_header(texts, from, to))
            strange_row(returning, texts, from, to);
        return;
    }
    returning->seen[item - returning->form->items] = true;
    for (size_t i = from; i < to; i++)
        cell_read(returning, item, &texts[i]);
    erased(returning, item, texts, from, to);
}

// ---- sheets

// Lines over the heads are ours, as long as nobody wrote there.
static bool is_ours(const Returning *returning, Str text)
{
    return name_equal(text, returning->form->title) ||
           words_find(words_builtin.lists[WORDS_FILL_GUIDE], text) >= 0;
}

static void sheet_read(Returning *returning, const SheetText *texts, size_t n)
{
    size_t header = header_find(texts, n);

    for (size_t at = 0; at < header; at = fill_row_end(texts, n, at))
        if (fill_row_end(texts, n, at) != at + 1 || !is_ours(returning, texts[at].text))
            strange_row(returning, texts, at, fill_row_end(texts, n, at));
    if (header == n)
        return;
    roles_read(returning, texts, n, header);
    for (size_t at = fill_row_end(texts, n, header); at < n; at = fill_row_end(texts, n, at))
        row_read(returning, texts, at, fill_row_end(texts, n, at));
}

static void gone(Returning *returning)
{
    for (size_t i = 0; i < returning->form->item_count; i++)
        if (!returning->seen[i])
            remark(returning, FILL_GONE, &returning->form->items[i], FILL_COLUMNS, NULL, (Str){0});
}

bool fill_return_read(Arena *arena, Diag *diag, const FillForm *form, Str bytes, Str name, FillReturn *back)
{
    Workbook *workbook = workbook_from_bytes(arena, diag, bytes, name);
    Returning returning = {
        .arena = arena, .form = form, .back = back, .seen = ARENA_ARRAY(arena, bool, form->item_count + 1)};
    bool read = workbook != NULL;

    for (size_t sheet = 0; read && sheet < workbook_sheet_count(workbook); sheet++) {
        const SheetText *texts;
        size_t n;

        read = workbook_sheet_texts(arena, diag, workbook, sheet, &texts, &n);
        returning.sheet = str_copy(arena, workbook_sheet_name(workbook, sheet));
        if (read && !fill_is_identity(texts, n))
            sheet_read(&returning, texts, n);
    }
    workbook_release(workbook);
    if (read)
        gone(&returning);
    return read;
}
