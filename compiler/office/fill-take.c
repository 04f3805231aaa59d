// Answers into texts: the piece of a section that was blank, a cell of 说明 or of 其他数据.
#include <stdlib.h>

#include "office/internal-fill.h"
#include "spreadsheet/spreadsheet.h"
#include "text/text.h"

// ---- texts

// A mark of Markdown in what people typed is text.
static Str escaped(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < text.n; i++) {
        if (char_is_in((unsigned char)text.at[i], "\\`*_[]<>~|&#"))
            buf_add_char(&out, '\\');
        buf_add_char(&out, text.at[i]);
    }
    return buf_str(&out);
}

// Without the mark at its end, which stands after the place, and the words that stand before it.
static Str settled(const FillTaking *taking, const FillAnswer *answer)
{
    Str text = str_trim(answer->text);

    if (answer->column == FILL_REASON)
        text = str_slice(text, words_begin(taking->words->lists[WORDS_REASON_WRITTEN], text), text.n);
    for (size_t at = text.n; at > 0; text.n = at)
        if (!char_is_in(utf8_previous(text, &at), "。；;.，,、 \u3000"))
            break;
    return text;
}

static const FillAnswer *answer_find(const FillReturn *back, const FillItem *item, FillColumn column)
{
    for (size_t i = 0; back && i < back->answers.n; i++)
        if (back->answers.at[i].item == item && back->answers.at[i].column == column)
            return &back->answers.at[i];
    return NULL;
}

static FillFile *file_of(FillTaking *taking, Str name)
{
    for (size_t i = 0; i < taking->files.n; i++)
        if (str_equal(taking->files.at[i].name, name))
            return &taking->files.at[i];
    return NULL;
}

static size_t times_in(Str text, Str part, ptrdiff_t *first)
{
    size_t n = 0;

    *first = str_find(text, part, 0);
    for (ptrdiff_t at = *first; at >= 0 && n < 2; at = str_find(text, part, (size_t)at + 1))
        n++;
    return n;
}

// Where a piece of a section stands; NULL: not there, or there twice.
static FillFile *piece_find(FillTaking *taking, const FillSlot *slot, Str piece, size_t *at)
{
    FillFile *file = file_of(taking, slot->file);
    Str whole = str_print(taking->arena, "%.*s%.*s", STR_ARG(slot->before), STR_ARG(piece));
    ptrdiff_t first;

    if (!file || times_in(file->after, whole, &first) != 1)
        return NULL;
    *at = (size_t)first + slot->before.n;
    return file;
}

typedef struct TextEdit {
    FillFile *file;
    size_t at, length;
    Str text;
} TextEdit;
typedef VEC(TextEdit) TextEdits;

// All are found before the first is made: one line may have several.
static FillOutcome text_take(FillTaking *taking, const FillAnswer *answer, TextEdits *edits)
{
    const FillSlot *slot = &answer->item->slots[answer->column];
    Str text = escaped(taking->arena, settled(taking, answer)), stands = slot->stands;
    const FillAnswer *earlier = answer_find(taking->earlier, answer->item, answer->column);
    size_t at;
    FillFile *file = piece_find(taking, slot, stands, &at);

    if (!file && earlier) { // what it answered before stands there
        stands = escaped(taking->arena, settled(taking, earlier));
        file = piece_find(taking, slot, stands, &at);
    }
    if (file && !str_equal(stands, text))
        *vec_push(taking->arena, edits) = (TextEdit){file, at, stands.n, text};
    else if (file || piece_find(taking, slot, text, &at))
        return FILL_STANDS;
    return file ? FILL_TAKEN : FILL_MOVED_ON;
}

static int compare_edits(const void *a, const void *b)
{
    size_t x = ((const TextEdit *)a)->at, y = ((const TextEdit *)b)->at;

    return x < y ? 1 : x > y ? -1 : 0;
}

// From the end, so that the places before it stay.
static void edits_make(FillTaking *taking, TextEdits *edits)
{
    if (edits->n)
        qsort(edits->at, edits->n, sizeof *edits->at, compare_edits);
    for (size_t i = 0; i < edits->n; i++) {
        const TextEdit *edit = &edits->at[i];
        Str old = edit->file->after;

        edit->file->after =
            str_print(taking->arena, "%.*s%.*s%.*s", (int)edit->at, old.at, STR_ARG(edit->text),
                      STR_ARG(str_slice(old, edit->at + edit->length, old.n)));
    }
}

// ---- tables

typedef struct Fills {
    VEC(CsvFill) facts, reasons;
} Fills;

// The number of a fact without its unit behind it; a word for nothing is none of it.
static FillOutcome fact_value(FillTaking *taking, const FillAnswer *answer, Str *value)
{
    Str text = str_trim(answer->text), unit = answer->item->texts[FILL_UNIT];
    int decimals;
    Number number;

    if (words_find(taking->words->lists[WORDS_FILL_NOTHING], text) >= 0) {
        *value = STR("0");
        return FILL_TAKEN;
    }
    if (unit.n && str_ends(text, unit))
        text = str_trim(str_slice(text, 0, text.n - unit.n));
    number = number_parse(taking->arena, text, &decimals);
    if (!number) {
        size_t at = 0;
        TextAmount amount;

        return text_amount_next(taking->arena, text, &at, 0, &amount) && amount.unit.n && amount.from == 0 &&
                       amount.end == text.n
                   ? FILL_OTHER_UNIT
                   : FILL_NO_NUMBER;
    }
    *value = number_format(taking->arena, number, (NumberFormat){.decimals = decimals, .keep_zeros = true});
    return FILL_TAKEN;
}

// The same question as the document asks it now; NULL where it asks it no more.
static const FillSlot *slot_now(const FillForm *now, const FillSlot *slot)
{
    for (size_t i = 0; i < now->item_count; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            const FillSlot *other = &now->items[i].slots[c];

            if (other->where == slot->where && name_equal(other->table, slot->table) &&
                name_equal(other->row, slot->row) && name_equal(other->column, slot->column))
                return other;
        }
    return NULL;
}

// What it answered before, as it was written.
static Str earlier_value(FillTaking *taking, const FillAnswer *answer)
{
    const FillAnswer *earlier = answer_find(taking->earlier, answer->item, answer->column);
    Str value = {0};

    if (!earlier)
        return value;
    if (answer->item->slots[answer->column].where == FILL_TO_FACT)
        return fact_value(taking, earlier, &value) == FILL_TAKEN ? value : (Str){0};
    return settled(taking, earlier);
}

static FillOutcome cell_take(FillTaking *taking, const FillForm *now, const FillAnswer *answer, Fills *fills)
{
    const FillSlot *slot = &answer->item->slots[answer->column], *current = slot_now(now, slot);
    bool fact = slot->where == FILL_TO_FACT;
    Str text = settled(taking, answer);

    if (fact) {
        FillOutcome outcome = fact_value(taking, answer, &text);

        if (outcome != FILL_TAKEN)
            return outcome;
    }
    if (!current)
        return FILL_MOVED_ON;
    if (str_equal(current->shown, text))
        return FILL_STANDS;
    if (!name_equal(current->shown, slot->shown) && !str_equal(current->shown, earlier_value(taking, answer)))
        return FILL_MOVED_ON;
    if (fact)
        *vec_push(taking->arena, &fills->facts) = (CsvFill){{slot->row}, slot->column, text};
    else
        *vec_push(taking->arena, &fills->reasons) = (CsvFill){{slot->table, slot->row}, slot->column, text};
    return FILL_TAKEN;
}

static void table_write(FillTaking *taking, Str name, CsvKeys keys, const CsvFill *fills, size_t n)
{
    FillFile *file = file_of(taking, name);
    const Source *source = NULL;

    if (n == 0)
        return;
    if (!file) {
        file = vec_push(taking->arena, &taking->files);
        file->name = name;
    }
    if (file->after.n)
        source = source_from_bytes(taking->arena, taking->diag, file->after, name, (Str){0});
    file->after = csv_filled(taking->arena, taking->diag, source, keys, fills, n);
}

void fill_take(FillTaking *taking, const FillForm *now, const FillReturn *back)
{
    const WordList *words = taking->words->lists;
    Fills fills = {0};
    TextEdits edits = {0};

    for (size_t i = 0; i < back->answers.n; i++) {
        const FillAnswer *answer = &back->answers.at[i];
        bool text = answer->item->slots[answer->column].where == FILL_TO_TEXT;
        FillOutcome outcome =
            text ? text_take(taking, answer, &edits) : cell_take(taking, now, answer, &fills);

        *vec_push(taking->arena, &taking->results) = (FillResult){answer, outcome};
    }
    edits_make(taking, &edits);
    table_write(taking, STR(FILL_FACTS_FILE), (CsvKeys){{words_first(words[WORDS_FACT_NAME_COLUMN])}, 1},
                fills.facts.at, fills.facts.n);
    table_write(taking, STR(FILL_REASONS_FILE),
                (CsvKeys){{STR("表"), words_first(words[WORDS_ACCOUNT_CODE_COLUMNS])}, 2}, fills.reasons.at,
                fills.reasons.n);
}
