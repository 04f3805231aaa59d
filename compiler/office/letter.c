// What is answered to a department, in plain words: what was taken, and what it still has to do.
#include "docx/docx.h"
#include "office/internal-exchange.h"

typedef enum LetterWord {
    LETTER_TITLE,
    LETTER_RECEIVED,
    LETTER_TAKEN,
    LETTER_NOTHING,
    LETTER_TO_DO,
    LETTER_UNEXPLAINED,
    LETTER_MORE,
    LETTER_LESS,
    LETTER_PURPOSE,
    LETTER_UNFILLED,
    LETTER_CHANGED, // from here as FillRemarkKind
    LETTER_ERASED,
    LETTER_SAME_AS,
    LETTER_SAID,
    LETTER_STRANGE,
    LETTER_DOUBLED,
    LETTER_GONE,
    LETTER_BROKEN,
    LETTER_MOVED_ON,
    LETTER_NO_NUMBER,
    LETTER_OTHER_UNIT,
    LETTER_SET_ASIDE,
    LETTER_REFUSED,
    LETTER_COPY_LEFT,
    LETTER_COPY_NOTED,
    LETTER_REMARKS,
} LetterWord;

static Str word(LetterWord which)
{
    return words_first(words_builtin.lists[WORDS_LETTER].of[which]);
}

static Str filled(const Letter *letter, LetterWord which, const Str *values, size_t n)
{
    return fill_pattern(letter->exchange->arena, word(which), values, n);
}

static Str name_of(Arena *arena, const FillItem *item)
{
    Str hint = item->texts[FILL_HINT];

    return item->kind == FILL_BLANKS && hint.n
               ? str_print(arena, "%.*s，%.*s", STR_ARG(item->texts[FILL_ITEM]), STR_ARG(hint))
               : item->texts[FILL_ITEM];
}

// A line of the letter about an item's cell.
static Str line_of(const Letter *letter, LetterWord which, const FillItem *item, FillColumn column, Str text)
{
    Arena *arena = letter->exchange->arena;
    Str values[] = {str_print(arena, "%d", item->number), name_of(arena, item),
                    column < FILL_COLUMNS ? fill_head(column, false) : (Str){0}, text,
                    item->texts[FILL_UNIT]};

    return filled(letter, which, values, sizeof values / sizeof values[0]);
}

// 第3处：公务接待费增加0.80万元，未说明原因。
static Str unexplained(const Letter *letter, const FillItem *item)
{
    Arena *arena = letter->exchange->arena;
    Str change = item->texts[FILL_CHANGE];
    Str values[] = {str_print(arena, "%d", item->number), item->texts[FILL_ITEM],
                    word(item->more ? LETTER_MORE : LETTER_LESS),
                    str_starts(change, STR("-")) ? str_slice(change, 1, change.n) : change,
                    item->texts[FILL_UNIT]};

    return filled(letter, LETTER_UNEXPLAINED, values, sizeof values / sizeof values[0]);
}

// ---- what is still to be written

static bool was_taken(const FillTaking *taking, const FillItem *item, FillColumn column)
{
    for (size_t i = 0; taking && i < taking->results.n; i++) {
        const FillResult *result = &taking->results.at[i];

        if (result->answer->item == item && result->answer->column == column)
            return true; // or said, with why it was not
    }
    return false;
}

// Whether both stand after the same words, as far as what is filled in before them leaves these alone.
static bool same_words_before(Str a, Str b)
{
    size_t least = a.n < b.n ? a.n : b.n;

    least = least < 60 ? least : 60;
    return least > 0 && str_equal(str_slice(a, a.n - least, a.n), str_slice(b, b.n - least, b.n));
}

// Whether the document asks it still: by the copy, or by the bureau, it may have been written meanwhile.
static bool is_asked(const FillForm *now, const FillSlot *slot)
{
    for (size_t i = 0; i < now->item_count; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            const FillSlot *other = &now->items[i].slots[c];

            if (other->where != slot->where || other->shown.n)
                continue;
            if (slot->where == FILL_TO_TEXT
                    ? str_equal(other->file, slot->file) && same_words_before(other->before, slot->before)
                    : name_equal(other->table, slot->table) && name_equal(other->row, slot->row) &&
                          name_equal(other->column, slot->column))
                return true;
        }
    return false;
}

static void open_add(Letter *letter, const FillItem *item, FillColumn column)
{
    Str line = {0};

    if (column == FILL_REASON)
        line = item->changed ? unexplained(letter, item) : line;
    else
        line = line_of(letter, column == FILL_PURPOSE ? LETTER_PURPOSE : LETTER_UNFILLED, item, column,
                       (Str){0});
    if (line.n)
        *vec_push(letter->exchange->arena, &letter->open) = line;
}

static void unwritten(Letter *letter, const FillForm *form, const FillForm *now, const FillTaking *taking)
{
    for (size_t i = 0; i < form->item_count; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            const FillSlot *slot = &form->items[i].slots[c];

            if (slot->where != FILL_NOWHERE && slot->shown.n == 0 &&
                !was_taken(taking, &form->items[i], (FillColumn)c) && is_asked(now, slot))
                open_add(letter, &form->items[i], (FillColumn)c);
        }
}

// ---- the workbook

static void remark_add(Letter *letter, const FillRemark *remark)
{
    LetterWord which = (LetterWord)(LETTER_CHANGED + (int)remark->kind);
    Arena *arena = letter->exchange->arena;
    FillItem none = {.texts[FILL_ITEM] = remark->place};
    bool seen = remark->kind == FILL_SAID || remark->kind == FILL_GONE || remark->kind == FILL_ERASED;
    Str line = line_of(letter, which, remark->kind == FILL_STRANGE || !remark->item ? &none : remark->item,
                       remark->column, remark->text);

    if (seen)
        *vec_push(arena, &letter->remarks) = line;
    else
        *vec_push(arena, &letter->open) = line;
}

static void result_add(Letter *letter, const FillResult *result)
{
    static const LetterWord words[] = {[FILL_MOVED_ON] = LETTER_MOVED_ON,
                                       [FILL_NO_NUMBER] = LETTER_NO_NUMBER,
                                       [FILL_OTHER_UNIT] = LETTER_OTHER_UNIT};
    const FillItem *item = result->answer->item;
    FillColumn column = result->answer->column;
    Arena *arena = letter->exchange->arena;

    if (result->outcome == FILL_TAKEN || result->outcome == FILL_STANDS) {
        letter->taken++;
        if (item->slots[column].where == FILL_ASIDE)
            *vec_push(arena, &letter->remarks) =
                line_of(letter, LETTER_SET_ASIDE, item, column, result->answer->text);
    } else {
        *vec_push(arena, &letter->open) =
            line_of(letter, words[result->outcome], item, column, result->answer->text);
    }
}

void letter_of_form(Letter *letter, const FillForm *form, const FillForm *now, const FillReturn *back,
                    const FillTaking *taking)
{
    for (size_t i = 0; taking && i < taking->results.n; i++)
        result_add(letter, &taking->results.at[i]);
    for (size_t i = 0; back && i < back->remarks.n; i++)
        remark_add(letter, &back->remarks.at[i]);
    unwritten(letter, form, now, taking);
}

// ---- the copy

void letter_of_copy(Letter *letter, const Diag *diag, size_t taken)
{
    Arena *arena = letter->exchange->arena;

    letter->taken += taken;
    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);
        Str line = finding->hint.n
                       ? str_print(arena, "%.*s（%.*s）", STR_ARG(finding->message), STR_ARG(finding->hint))
                       : str_copy(arena, finding->message);

        if (finding->severity == SEVERITY_NOTE)
            *vec_push(arena, &letter->noted) = line;
        else
            *vec_push(arena, &letter->left) = line;
    }
}

void letter_refused(Letter *letter, Str file, const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++) {
        Str values[] = {file, diag_at(diag, i)->message};

        if (diag_at(diag, i)->severity >= SEVERITY_ERROR)
            *vec_push(letter->exchange->arena, &letter->open) = filled(letter, LETTER_REFUSED, values, 2);
    }
}

// ---- the whole

typedef VEC(Str) Lines;

static void part_add(Arena *arena, Lines *lines, Str head, const Str *part, size_t n)
{
    if (n == 0)
        return;
    *vec_push(arena, lines) = head;
    for (size_t i = 0; i < n; i++)
        *vec_push(arena, lines) = part[i];
}

Str letter_write(const Letter *letter, Str name)
{
    Arena *arena = letter->exchange->arena;
    Str said[] = {letter->document->name, str_print(arena, "%d", letter->round)};
    Str files = str_join(arena, letter->received.at, letter->received.n, STR("、"));
    Str taken = str_print(arena, "%zu", letter->taken);
    Lines lines = {0};

    *vec_push(arena, &lines) = filled(letter, LETTER_RECEIVED, &files, 1);
    *vec_push(arena, &lines) = filled(letter, LETTER_TAKEN, &taken, 1);
    part_add(arena, &lines, word(LETTER_TO_DO), letter->open.at, letter->open.n);
    part_add(arena, &lines, word(LETTER_COPY_LEFT), letter->left.at, letter->left.n);
    if (letter->open.n + letter->left.n == 0)
        *vec_push(arena, &lines) = word(LETTER_NOTHING);
    part_add(arena, &lines, word(LETTER_COPY_NOTED), letter->noted.at, letter->noted.n);
    part_add(arena, &lines, word(LETTER_REMARKS), letter->remarks.at, letter->remarks.n);
    return docx_letter(arena, letter->exchange->diag, name, filled(letter, LETTER_TITLE, said, 2), lines.at,
                       lines.n);
}
