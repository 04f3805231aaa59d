// meaning: from words to the cell that they mean, and from a cell to what it means.
//
// In: a project, the phrases of its template, and a FigureEnv in which they are evaluated. Out: a Lexicon,
// which finds the cell that words mean; an AmountIndex, which finds the cells, named figures and changes that
// have an amount, that first which the words before it name; and what the cells of a figure say. Memory: all
// in the arena given. Errors: none. What cannot be evaluated means
// nothing, and is not reported.
#ifndef GONGKAI_MEANING_MEANING_H
#define GONGKAI_MEANING_MEANING_H

#include "figure/figure.h"

// ---- from words to a cell (lexicon.c, words.c)

typedef struct Phrase {
    Str fold;
    const PhraseSpec *spec;
    Str expression; // the manifest's own name for the cell, where it has one
    const Figure *figure;
} Phrase;

typedef struct Lexicon {
    Arena *arena;
    const Project *project;
    FigureEnv *env;
    Diag *trial;          // where the env reports: of expressions that are tried
    const Figure **named; // one a named figure of the manifest; NULL: it cannot be evaluated
    VEC(Phrase) phrases;  // the first of those of one fold that holds where it stands is meant
    VEC(Str) fillers;     // words that say nothing of which cell is meant, folded
    VEC(Str) counters;    // units of 其他数据, folded
    VEC(Str) told;        // what each table of the book tells of, folded: its name without 表
} Lexicon;

// Where a text stands: the heading of its section and the labels of numbered paragraphs above it.
typedef struct Labels {
    Str at[7]; // folded, by level
} Labels;

// The template's phrases, laid over the tables that the project has. trial: the env's Diag.
Lexicon *lexicon_new(Arena *arena, const Project *project, FigureEnv *env, Diag *trial);
// The figure of an expression; NULL where it cannot be evaluated, which is not reported.
const Figure *lexicon_try(const Lexicon *lexicon, Str expression);
// What the folded words before an amount mean under these labels; where they say nothing, the innermost
// label. NULL where there are other words among them, or several phrases: *near is the first of these, or
// NULL.
const Phrase *lexicon_find(const Lexicon *lexicon, const Labels *labels, Str words, const Phrase **near);
// What they mean under some heading, whichever it is; NULL as above.
const Phrase *lexicon_anywhere(const Lexicon *lexicon, Str words);
// The bytes of the longest phrase, and of the words that say nothing, that a folded text begins with.
size_t lexicon_phrase(const Lexicon *lexicon, Str text);
size_t lexicon_filler(const Lexicon *lexicon, Str text);
// The unit of 其他数据 that a folded text begins with; *length 0: none.
Unit lexicon_counter(const Lexicon *lexicon, Str text, size_t *length);

// ---- from an amount in a text to the cell that the words around it mean (said.c, said-cells.c)

// What an amount is of: a cell or fact of this year.
typedef struct SaidSubject {
    Str expression;       // as an author writes it; empty: nothing is meant
    const Figure *figure; // what it is
    bool sure;            // its words, and what stands over them, leave no choice
} SaidSubject;

// What an amount means.
typedef struct Said {
    Str expression;       // what to bind it to; empty: its words mean nothing that the project has
    const Figure *figure; // what that is; of a change with its sign
    bool sure;            // the words say subject, scope and year: no other cell can be meant
    bool change;          // it is what the subject changed by
    Str words;            // that name it, folded
    SaidSubject subject;  // what they name, whichever year of it, budget or change is meant
    bool elsewhere;       // it is compared with something else than last year and the budget
} Said;

// Goes from one amount of a paragraph to the next. convert and check read with the same.
typedef struct SaidReader {
    const Lexicon *lexicon;
    const Labels *labels;
    const Table *table;  // that the labels name; NULL: none
    SaidSubject subject; // of the amount before
    SaidSubject whole;   // whose parts follow after 其中
    SaidSubject topic;   // that the paragraph is about: an item by its path, what its first words name
    bool parts;          // they do follow
    bool first;          // no amount was read yet
    int year;            // that the sentence speaks of; 0: none was named
    bool dated;          // in this sentence
} SaidReader;

void said_begin(SaidReader *reader, const Lexicon *lexicon, const Labels *labels);
// What the next amount means. before: the folded text from the end of the amount before, or from the
// paragraph's beginning.
Said said_amount(SaidReader *reader, Str before);
// The next amount is bound to this figure already.
void said_bound(SaidReader *reader, Str before, const Figure *figure);
// The expression to bind it with: of a change its size, for its word stands in the text.
Str said_quoted(Arena *arena, const Said *said);
// The same cell the year before, of the budget, or what it changed by since; no expression where the project
// does not have it.
SaidSubject said_last_year(const Lexicon *lexicon, const SaidSubject *subject);
SaidSubject said_budget(const Lexicon *lexicon, const SaidSubject *subject, bool first);
// The budget has a table for the subject's, and nothing in it for the subject's row.
bool said_budget_lacks(const Lexicon *lexicon, const SaidSubject *subject);
SaidSubject said_change(const Lexicon *lexicon, const SaidSubject *now, const SaidSubject *then);
// A part of the whole by its name, folded: another column of its row, or a row of its column.
SaidSubject said_part(const Lexicon *lexicon, const SaidSubject *whole, Str name);
// The table that the headings name, the longest name of several; NULL: none.
const Table *said_table(const Lexicon *lexicon, const Labels *labels);
// What folded words name in it: a column of its total, a row of its column of totals.
SaidSubject said_in_table(const Lexicon *lexicon, const Table *table, Str words);
// The total beside a part that stands in the row of totals.
SaidSubject said_total(const Lexicon *lexicon, const SaidSubject *part);
// The account item of the path (教育支出（类）普通教育（款）学前教育（项）) that ends last in the folded
// words; *end gets where it ends, 0: there is none. table: that its headings name.
SaidSubject said_item(const Lexicon *lexicon, const Table *table, Str words, size_t *end);
// The sense of folded words: what lexicon_find finds, also what other headings would make of them (not sure).
SaidSubject said_phrase(const Lexicon *lexicon, const Labels *labels, Str words);

// ---- from an amount to the cells that have it (amounts.c)

typedef struct AmountIndex AmountIndex;

// Of every amount of money in the tables and among the named figures, with what these changed by since last
// year.
AmountIndex *amounts_new(Arena *arena, const Project *project);

#define AMOUNT_MOST_NAMED 3 // that a hint names
#define AMOUNT_MOST 16

typedef struct AmountMeaning AmountMeaning;

typedef struct AmountMatches {
    bool found;                 // some cell has it
    const AmountMeaning *first; // what the words name best; NULL: none, or of zero none that they name
    bool named;                 // they do name it
    const AmountMeaning *all[AMOUNT_MOST];
    size_t count;
} AmountMatches;

typedef struct AmountAsked {
    Number value; // its sign does not matter
    Unit unit;    // of money
    Str words;    // before it
    bool change;  // it may be what a named figure changed by
} AmountAsked;

AmountMatches amounts_find(AmountIndex *index, AmountAsked asked);
// How well the words name it; 0: not at all.
size_t amounts_score(const AmountMeaning *meaning, Str words);
// As an author binds it: `= 表[行, 列]`.
Str amounts_binding(Arena *arena, const AmountMeaning *meaning);
// The sign of the change that an amount is, where a named figure changed by just so much; 0: not known.
int amounts_change_sign(AmountIndex *index, Number value, Unit unit);
// The sign of what a named figure changed by since last year; 0: not at all, or not known.
int amounts_named_change_sign(const AmountIndex *index, Str name);

// ---- from a figure's cells to what they say (cells.c)

// The value of a cell or fact; NULL where it has none.
Number meaning_value(const TraceItem *item);
// Of another year, or in a column of the year before (上年).
bool meaning_is_earlier(const TraceItem *item);
// What a figure that is a change is made from by its cells, now and the year before; false: it is no change.
bool meaning_change(const Figure *figure, mpq_t now, mpq_t then);

#endif
