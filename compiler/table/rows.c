#include "table/internal-rows.h"

#include <assert.h>

#include "table/internal-index.h"
#include "text/text.h"

// ---- which columns

CodeColumns table_code_columns(const TableSpec *spec, int list)
{
    const ListSpec *l = &spec->lists[list];
    CodeColumns found = {{-1, -1, -1}, -1, l->hierarchy == HIERARCHY_CODE};

    for (uint32_t i = l->first; i < l->first + l->count; i++) {
        const ColumnSpec *column = &spec->columns[i];
        int piece = words_find(spec_words(spec)[WORDS_ACCOUNT_LEVELS], column->name);

        if (column->kind != COLUMN_CODE ||
            words_find(spec_words(spec)[WORDS_NUMBER_COLUMNS], column->name) >= 0)
            continue;
        if (piece >= 0 && found.pieces[piece] < 0)
            found.pieces[piece] = (int)i;
        else if (piece < 0 && found.whole < 0)
            found.whole = (int)i;
    }
    if (found.pieces[0] >= 0) {
        found.account = true;
        found.whole = -1;
    }
    return found;
}

int table_name_column(const TableSpec *spec, int list)
{
    const ListSpec *l = &spec->lists[list];

    for (uint32_t i = l->first; i < l->first + l->count; i++)
        if (spec->columns[i].kind == COLUMN_NAME)
            return (int)i;
    return -1;
}

// A row's unit is its own in a table of facts, which counts persons and vehicles beside money.
int table_unit_column(const TableSpec *spec, int list)
{
    const ListSpec *l = &spec->lists[list];
    int unit = -1;
    bool facts = false;

    for (uint32_t i = l->first; i < l->first + l->count; i++) {
        if (spec->columns[i].kind == COLUMN_AMOUNT &&
            words_find(spec_words(spec)[WORDS_FACT_VALUE_COLUMN], spec->columns[i].name) >= 0)
            facts = true;
        if (spec->columns[i].kind != COLUMN_AMOUNT &&
            words_find(spec_words(spec)[WORDS_UNIT_COLUMNS], spec->columns[i].name) >= 0)
            unit = (int)i;
    }
    return facts ? unit : -1;
}

// ---- codes

static bool all_digits(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.n > 0;
}

int table_code_level(Str code)
{
    if (!all_digits(code) || code.n < 3 || code.n > 7 || code.n % 2 == 0)
        return -1;
    return (int)(code.n - 3) / 2;
}

Str account_code(Arena *arena, const Str pieces[CODE_PIECES], bool *valid)
{
    Str code = {0};
    bool ended = false;

    *valid = true;
    for (int i = 0; i < CODE_PIECES; i++) {
        Str piece = name_fold(arena, pieces[i]); // full-width digits, blanks

        if (piece.n == 0) {
            ended = code.n > 0;
            continue;
        }
        // A blank 款 before a filled 项 leaves open which 款 it is.
        *valid &= !ended && all_digits(piece);
        if (code.n == 0 || (piece.n > 2 && str_starts(piece, code)))
            code = piece;
        else if (piece.n <= 2)
            code = str_print(arena, "%.*s%s%.*s", STR_ARG(code), piece.n == 1 ? "0" : "", STR_ARG(piece));
        else
            *valid = false;
    }
    *valid &= code.n == 0 || table_code_level(code) >= 0;
    return *valid ? code : (Str){0};
}

Str account_piece(Str code, int level)
{
    size_t from = level == 0 ? 0 : (size_t)level * 2 + 1;

    assert(level >= 0 && level < CODE_PIECES);
    if (code.n <= from)
        return (Str){0};
    return str_slice(code, from, (size_t)level * 2 + 3);
}

// ---- names

// Takes the numbering off the front: 一、 （一） 1. （1） ①.
static Numbering take_numbering(Str *name)
{
    TextNumbering typed;

    if (!text_numbering_read(*name, &typed))
        return NUMBERING_NONE;
    switch (typed.form) {
    case TEXT_NUMBERING_MARK:
    case TEXT_NUMBERING_BRACKETS:
    case TEXT_NUMBERING_CIRCLED:
        break;
    case TEXT_NUMBERING_CLOSED:
    case TEXT_NUMBERING_ORDINAL:
    case TEXT_NUMBERING_ATTACHED:
        return NUMBERING_NONE;
    }
    *name = str_trim(str_slice(*name, typed.rest, name->n));
    if (typed.form == TEXT_NUMBERING_CIRCLED)
        return NUMBERING_CIRCLED;
    if (typed.form == TEXT_NUMBERING_BRACKETS)
        return typed.han ? NUMBERING_HAN_BRACKETS : NUMBERING_DIGITS_BRACKETS;
    return typed.han ? NUMBERING_HAN : NUMBERING_DIGITS;
}

// Takes one of the words and the colon after it off the front.
static bool take_word(Str *name, WordList words)
{
    size_t at = words_begin(words, *name);
    uint32_t code;

    if (at == 0 || at >= name->n)
        return false;
    code = utf8_next(*name, &at);
    if (code != ':' && code != 0xFF1A)
        return false;
    *name = str_trim(str_slice(*name, at, name->n));
    return true;
}

RowName row_name_of(const WordList *words, Str shown, uint32_t indent)
{
    RowName found = {.name = str_trim(shown), .indent = indent};

    // Two of numbering, 其中： and 减： may stand together, in either order.
    for (int i = 0; i < 3 && found.name.n; i++) {
        Str before = found.name;
        Numbering numbering = found.numbering ? NUMBERING_NONE : take_numbering(&found.name);

        if (numbering)
            found.numbering = numbering;
        else if (take_word(&found.name, words[WORDS_OF_WHICH]))
            found.of_which = true;
        else if (!take_word(&found.name, words[WORDS_ROW_SIGNS]))
            break;
        if (found.name.n == 0) { // a row that is only such a word keeps it
            found.name = before;
            break;
        }
    }
    return found;
}
