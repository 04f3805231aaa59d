// What the files that bind amounts share: a paragraph that is read, and what was bound in it so far.
#ifndef GONGKAI_CONVERT_INTERNAL_BIND_H
#define GONGKAI_CONVERT_INTERNAL_BIND_H

#include "convert/internal-convert.h"
#include "text/text.h"

typedef struct Bound { // an amount of this paragraph
    Str expression;
    const Figure *figure;
    bool budget; // of the budget, by its words
} Bound;

// Everything is read on the folded text, in which 33.8 万元 has no blank and full-width marks are ASCII, and
// mapped back to the line's bytes.
typedef struct BindReader {
    Convert *convert;
    const IntakeLine *line;
    const Labels *labels;
    Edits *edits;
    Str fold;
    const size_t *offsets; // into the line's text after `base`
    size_t base;
    size_t done;      // end of the last amount, in the fold
    size_t said_from; // end of the last amount of money
    SaidReader said;
    VEC(Bound) bound;
    int year;   // of which the text speaks; 0: none was named
    Str change; // 今, 昔 of the last change; empty: none, or not bound
} BindReader;

typedef struct Amount {
    size_t from, digits, to; // of the fold: the number, its end, the unit's end
    Number number;
    int decimals;
    Unit unit;
    bool rate; // 12.5%
} Amount;

// ---- bind-reader.c

Str bind_rest(const BindReader *reader, size_t at);
size_t bind_byte(const BindReader *reader, size_t at); // of the line's text
bool bind_is_digit(const BindReader *reader, size_t at);
Place bind_place(const BindReader *reader, size_t from, size_t to);
const WordList *bind_lists(const BindReader *reader);
// Where the words before an amount begin: after the last mark, amount or open bracket; of the sentence.
size_t bind_clause(const BindReader *reader, size_t end, bool sentence);
// What stands in the text from `from` to `to` of the fold, without blanks, is what the figure prints.
bool bind_prints(const BindReader *reader, size_t from, size_t to, const Figure *figure);
void bind_put(BindReader *reader, size_t from, size_t to, Str expression, const Figure *figure);
void bind_year(BindReader *reader, size_t at, const char *figure);
// The expression, with a format where it needs one, that prints the number as it is written; empty where none
// does.
Str bind_printing(const BindReader *reader, const Amount *amount, Str expression, const Figure **figure);

// ---- stated.c

// An amount whose words mean a fact that the project asks for; false where it asks for no such.
bool facts_state(BindReader *reader, const Amount *amount, Str expression);

// ---- changes.c

// The words of change that stand before an amount: where they begin; the amount's own place where none do.
size_t change_words(const BindReader *reader, const Amount *amount, int *direction);
// Binds an amount by which what is now changed from what was (an expression 增减(今, 昔)): with the words
// around it where 变动 prints them, else its size alone.
bool change_put(BindReader *reader, const Amount *amount, Str difference);
// By the template's phrases alone: 比上年增加1.8736万元. *near: what it may be of.
bool change_by_phrase(BindReader *reader, const Amount *amount, const Phrase **near);

// ---- rates.c

bool rate_put(BindReader *reader, const Amount *amount);

// ---- named.c

// The cell that has the amount and whose row or column the words before it name, where no other cell does
// that rules do not prove equal. Empty: none.
Str named_cell(BindReader *reader, const Amount *amount, Str words);

#endif
