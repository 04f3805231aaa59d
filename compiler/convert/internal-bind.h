// What the files that bind amounts share: a paragraph that is read, and what was bound in it so far.
#ifndef GONGKAI_CONVERT_INTERNAL_BIND_H
#define GONGKAI_CONVERT_INTERNAL_BIND_H

#include "convert/internal-convert.h"
#include "text/text.h"

typedef struct Bound { // an amount of this paragraph
    Str expression;
    const Figure *figure;
    bool budget; // of the budget, by its words
    size_t at;   // in the fold
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
    int year;       // of which the text speaks; 0: none was named
    size_t year_at; // of the fold, from 1: where it is last year's and no figure yet
    size_t listed,
        listed_count; // in bound: the last list of names and amounts; 0: none, or its shares were read
    Str change;       // 今, 昔 of the last change; empty: none, or not bound
    Str whole;        // of which the last share was
    Str whole_said;   // the words that named it, without what is no name
} BindReader;

typedef struct Amount {
    size_t from, digits, to; // of the fold: the number, its end, the unit's end
    Number number;
    int decimals;
    Unit unit;
    bool rate; // 12.5%
    bool torn; // its thousands stand before a full-width comma
} Amount;

// ---- amount.c

// The amount that begins at a digit; false where it is none. `to` is past its digits in any case.
bool bind_amount_at(const BindReader *reader, size_t at, Amount *amount);
// The text speaks of no other year.
bool bind_is_now(const BindReader *reader);
// Binds an amount to a cell that prints it; false where it does not.
bool bind_cell(BindReader *reader, const Amount *amount, Str expression);
// As it is, and told; near: what it may mean, or NULL.
void bind_leave(BindReader *reader, const Amount *amount, const Phrase *near);

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

// The amount, counted in units of its last digit, is at least so much: another has it hardly by chance.
bool bind_telling(const Amount *amount, unsigned least);

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
// The share that a part is of the whole that the words name, or that stands near it; part NULL: false.
bool rate_share(BindReader *reader, const Amount *amount, const Bound *part, Str words);

// ---- listed.c: 甲、乙分别为A万元、B万元

// Takes the amounts of such a list from its first on: where each name means a cell that has the amount in its
// place all are bound, else all stay. Their end; 0: it is no such list.
size_t listed_put(BindReader *reader, const Amount *first);
// The same of their shares (，分别占P%、Q%), as many as there were amounts.
size_t listed_shares(BindReader *reader, const Amount *first);

// ---- said-names.c

// The words without what is no part of a name: years, what something is compared with, 预算, 安排, 总额.
Str name_said(const BindReader *reader, Str words);
// What a cell is called: its row, its column, what the template calls it; last where it stands, its table and
// its list. Folded.
typedef VEC(Str) Names;

#define NAMES_OWN 2      // the first of them, its row's and its column's
#define NAMES_OF_PLACE 2 // the last ones, its table's and its list's

Names names_of(const Convert *convert, const TraceItem *item);
// How far they go beyond such words, as below.
size_t names_distance(const Names *names, Str name);
// The one cell of this year that a figure quotes; NULL: none, or several.
const TraceItem *name_item(const Figure *figure);
// How far what the cell is called goes beyond such words: the bytes of the shortest of its own names (its
// row's, its column's, the template's for it) that has every character of theirs; more where it takes
// several, with its table's and list's; 0: they have it not.
size_t name_distance(const BindReader *reader, const TraceItem *item, Str name);
// Whether the cell of a figure is called so at all. Empty words: true.
bool name_holds(const BindReader *reader, const Figure *figure, Str name);

// ---- named.c

// The cell that has the amount and whose row or column the words before it name, where no other cell does
// that rules do not prove equal. Empty: none.
Str named_cell(BindReader *reader, const Amount *amount, Str words);
// A cell of this year that has the amount, of the accounts or the budget as the words say.
bool named_has(BindReader *reader, const Amount *amount, Str words, CellRef ref);
// A column of another year; of the budget, where the words do not say it.
bool named_other(const BindReader *reader, Str words, CellRef ref);
// As an author writes it: the manifest's own name for it, else the cell.
Str named_expression(const Convert *convert, CellRef ref);
// The fact of 其他数据 that counts what the words name, by its name or a part of it that no other has.
Str named_fact(BindReader *reader, const Amount *amount, Str words);

// ---- spots.c: cells by what they are called

typedef struct Spot {
    CellRef ref;
    Str row, column;   // what its row says where it stands in the column of totals, and the reverse; or empty
    Names names, said; // said: of the template's, without what is no part of a name
} Spot;
typedef struct Spots {
    VEC(Spot) all;
} Spots;

// Every cell of money in a column or a row of totals.
const Spots *spots_of(BindReader *reader);
// Whether it is called just so: by its row, by its column, by the template under these headings.
bool spot_called(const BindReader *reader, const Spot *spot, Str name);
// Each cell of money in the tables.
void spots_each(const Convert *convert, void (*take)(void *context, CellRef ref), void *context);
const Row *spot_row(CellRef ref);
bool spot_is_money(CellRef ref); // blank is a zero
// In a row of totals, or the only row.
bool spot_in_total(CellRef ref);
// The column of its list's totals: that which sums the cell's own, else that which sums most; -1: none.
int spot_total_column(const BindReader *reader, CellRef ref);
Str spot_leaf(const ColumnSpec *column); // the last part of its path

// ---- nearby.c: what the value bears out where the words alone leave it open

// The one cell of the tables that has a telling amount and holds its words; of a zero, the one that has that
// very name; of an amount without a name, the total of the table that the heading names.
Str nearby_cell(BindReader *reader, const Amount *amount, Str words);
// What changed by the amount since last year, or against the budget where the sentence names it: what its
// words name, what was told before, the total of the heading's table.
bool nearby_change(BindReader *reader, const Amount *amount, const Said *said, int direction);
// How far two amounts that stand before lie apart.
bool nearby_apart(BindReader *reader, const Amount *amount);
// What subject was the year before, or in the budget where the sentence names it: the candidate of that
// number; no expression past the last.
SaidSubject nearby_base(BindReader *reader, const Amount *amount, const SaidSubject *subject, int number);
// A whole that the part is of by where it stands: the total beside it, above or below it, its parent's row;
// no expression past the last.
Str nearby_whole(BindReader *reader, const Figure *part, int number);

#endif
