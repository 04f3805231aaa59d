// Private to prose: the prose of a document as the rules of text read it, and how they report.
//
// A Prose is made once for a document: its headings and paragraphs as printed, figures in place, each with
// what its section allows and with its numbers told apart. Rules look at blocks, numbers and words, and
// report at a byte range of a block's text, which is led back to the source. Each finding is reported once,
// also where a passage is repeated for many rows.
#ifndef GONGKAI_PROSE_INTERNAL_PROSE_H
#define GONGKAI_PROSE_INTERNAL_PROSE_H

#include "meaning/meaning.h"
#include "prose/prose.h"

// What may stand around a number or word and still belong to it, in bytes: it bounds what a rule reads of a
// paragraph of any length.
#define PROSE_WINDOW 360
// A block that has so many findings gets no more: nobody reads them, and each copies its source line.
#define PROSE_BLOCK_FINDINGS 200

typedef enum NumberKind {
    NUMBER_MONEY,   // 51.8万元
    NUMBER_PERCENT, // 12.5%
    NUMBER_POINTS,  // 3个百分点
    NUMBER_YEAR,    // 2023年
    NUMBER_OTHER,   // 3人, 2013701
} NumberKind;

typedef struct ProseNumber {
    NumberKind kind;
    size_t from, to, after; // of the digits with their sign; after: past the unit, of OTHER `to`
    size_t end;             // past what belongs to it: 辆, 万
    Number value;
    Unit unit;   // MONEY
    Str counter; // OTHER: 辆, 人次; empty: none
    int power;   // OTHER: of ten, the magnitude after it: 4 of 200万
    bool more;   // 300余万元: not exact, and so OTHER
    int decimals;
    int direction;        // of the word just before it: 1 增加, -1 减少, 0 none
    size_t word;          // where that word begins
    const Figure *figure; // NULL: typed
} ProseNumber;

typedef enum Amounts { AMOUNTS_STRICT, AMOUNTS_WARNED, AMOUNTS_FREE } Amounts;

typedef struct ProseSpan {
    size_t from, to;  // in ProseBlock.text
    const Node *node; // FIGURE or CODE
} ProseSpan;

typedef struct ProseBlock {
    const Node *node;   // HEADING or PARAGRAPH
    Str text;           // as printed, without its number
    const Words *words; // of the template
    VEC(ProseSpan) spans;
    VEC(ProseNumber) numbers;
    Amounts amounts;
    const SectionSpec *section; // NULL: none of the template's
    const TextMap *map;         // of text; made when first asked for
    Str raw; // its source, all but its text and typed number blanked out by 0x01; line ends stay
    size_t raw_offset;
    const Said *said; // one a number: what its words mean; made when first asked for
    int findings;
} ProseBlock;

typedef struct ProseSeen ProseSeen;
// A typed amount that surely is not what its cell has; so it was reported.
typedef struct Differing {
    ProseNumber *number;
    Number other; // what the cell has, in the number's unit; while that is tried, what was typed
} Differing;

// How findings are taken: as they come; kept as what would be found with the cells' amounts; only those that
// are found with these too, since others follow from an amount that is reported.
typedef enum ReportTaking { REPORTS_TAKEN, REPORTS_AS_MEANT, REPORTS_BORNE } ReportTaking;

typedef struct Prose {
    Arena *arena;
    Diag *diag;
    const Document *document;
    const Project *project;
    FigureEnv *env;
    const Words *words; // of the template
    VEC(ProseBlock) blocks;
    ProseSeen *seen;  // what was reported, hashed (report.c)
    ProseSeen *borne; // what is found with the cells' amounts
    VEC(Differing) differing;
    ReportTaking taking;
    AmountIndex *amounts;       // made when a rule first asks for it
    const Lexicon *lexicon;     // the same
    Diag *trial;                // where the lexicon tries expressions
    WordStarts *private_starts; // two, made when private.c first asks for them
    Str *mend; // of the next report: what should stand in its place; NULL: that is not certain
} Prose;

Prose *prose_new(Arena *arena, Diag *diag, const Document *document);
Str prose_leaf_text(const Node *leaf); // what an inline adds to its block's text

// ---- numbers (numbers.c) and the source without its marks (mask.c)

void prose_read_numbers(Arena *arena, ProseBlock *block);
void prose_read_raw(Arena *arena, ProseBlock *block);

// ---- reporting (report.c)

// Frees what is kept of what was reported; the rest is the arena's.
void prose_seen_free(Prose *prose);

// Bytes [from, to) of a block's text, or of its raw source.
typedef struct ProseRange {
    ProseBlock *block;
    size_t from, to;
} ProseRange;

// The next report is mended for certain by this text in the place of what it is about, where that stands in
// the section's file as it is printed.
void prose_mend(Prose *prose, Str text);
// In the block's text.
void prose_report(Prose *prose, ProseRange at, const char *rule, Str hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void prose_report_as(Prose *prose, ProseRange at, Severity severity, const char *rule, Str hint,
                     const char *message);
// In the block's raw source.
void prose_report_raw(Prose *prose, ProseRange at, const char *rule, Str hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
// At any other place.
void prose_report_place(Prose *prose, Place place, const char *rule, Str hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// Natural days from one day of the manifest (2023-02-10) to another; false where one is not given.
bool prose_days_between(Str from, Str to, long *days);
// Where the manifest has the key; NULL: the manifest itself.
Place prose_manifest_place(const Prose *prose, const char *key);

// ---- words (text.c)

bool text_has(Str text, const char *word);
bool text_starts(Str text, const char *word);
bool text_ends(Str text, const char *word);
ptrdiff_t text_find(Str text, const char *word, size_t from);
// The clause (to ，。；：) or sentence (to 。；！？) around bytes [from, to), within PROSE_WINDOW of them.
Str prose_clause(Str text, size_t from, size_t to);
Str prose_sentence(Str text, size_t from, size_t to);
// Where the statement begins that byte `at` is in: past 。！？ or the block's beginning, within PROSE_WINDOW.
size_t prose_statement_start(Str text, size_t at);
// The sentence up to a number.
Str prose_words_before(const ProseBlock *block, const ProseNumber *number);
Str prose_before(Str text, size_t at);    // what stands before `at`, within PROSE_WINDOW
Str prose_following(Str text, size_t at); // and from it on
// The figure or code that byte `at` is in; NULL: none.
const ProseSpan *prose_span_at(const ProseBlock *block, size_t at);
bool prose_in_figure(const ProseBlock *block, size_t at);
bool prose_is_heading(const ProseBlock *block);
// 1 where text ends in a word of rising, -1 of falling, 0 neither; *length gets the word's bytes.
int prose_direction_before(const Words *words, Str text, size_t *length);
// A number that a change starts from: 由5万元增加到……
bool prose_starts_from(const ProseBlock *block, const ProseNumber *number);

// ---- amounts and rates as they are written (rates.c)

// How many numbers before a rate are looked at for the amounts that it is of.
#define PROSE_NEAR 24

// An amount in 元 with half a unit of the last digit that it is written with.
typedef struct ProseSize {
    mpq_t value, half;
} ProseSize;

void prose_size_init(ProseSize *size);
void prose_size_clear(ProseSize *size);
void prose_size_set(Prose *prose, const ProseBlock *block, const ProseNumber *number, ProseSize *size);
void prose_size_add(ProseSize *size, const ProseSize *other, int sign);
// The rate is part of whole, as near as the rounding of all three lets it be. Of nothing there is no rate.
bool prose_rate_fits(const ProseNumber *rate, const ProseSize *part, const ProseSize *whole);
void prose_report_rate(Prose *prose, ProseBlock *block, const ProseNumber *rate, const ProseSize *part,
                       const ProseSize *whole);
// “parts-differ” where the sum is not what they come to, by more than rounding.
void prose_report_sum(Prose *prose, ProseRange at, Severity severity, const ProseSize *sum,
                      const ProseSize *all);
// The last amount between these bytes that is called the budget's, or the accounts'; NULL: none.
const ProseNumber *prose_amount_called(const ProseBlock *block, size_t from, size_t to, bool budget);
// The words before an amount in its clause, from the number before it on.
Str prose_label(const ProseBlock *block, const ProseNumber *number);
// How many numbers of the kind stand side by side from `first` on, only 、, ， or 和 between them.
size_t prose_side_by_side(const ProseBlock *block, const ProseNumber *first);
bool prose_is_plain(const ProseNumber *number); // an amount that is no change
bool prose_says_budget(const Words *words, Str text);

// ---- what the tables hold

// Made when a rule first asks for it.
AmountIndex *prose_amount_index(Prose *prose);
// ---- typed amounts and what their words mean (typed.c)

const Lexicon *prose_lexicon(Prose *prose); // made when a rule first asks for it
// What stands over the paragraphs that follow this block.
void prose_take_label(const Prose *prose, const ProseBlock *block, Labels *labels);
// What an amount means by the words before it, from byte `from` on; nothing of a bound one, which the reader
// takes as it is bound.
Said prose_read_said(Prose *prose, SaidReader *reader, const ProseBlock *block, const ProseNumber *number,
                     size_t from);
// The same of each number of the block, one after another; nothing of what is no money. labels: over it.
const Said *prose_said_all(Prose *prose, ProseBlock *block, const Labels *labels);
// The typed amount is of a cell that has it: the cell; nothing where its words may mean no cell, or it is a
// change.
SaidSubject prose_said_cell(Prose *prose, ProseBlock *block, const Labels *labels, const ProseNumber *number);
bool prose_said_money(const Said *said);
// The number is what its words mean, but for the rounding that it is written with.
bool prose_said_fits(Prose *prose, const Said *said, const ProseNumber *number);
// `= …`, which reads right where the number stood.
Str prose_said_binding(Prose *prose, const Said *said, const ProseNumber *number);
// As an error, with both values, where the words leave no choice; else as a question.
void prose_report_differs(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said);
// As a hint: they may mean another.
void prose_mend_bound(Prose *prose, const ProseBlock *block, const ProseNumber *number, const Said *said);
Str prose_said_question(Prose *prose, const Said *said, const ProseNumber *number);

// What the words at [from, to) name, past those that say nothing; nothing where that is not sure.
SaidSubject prose_subject_of_words(Prose *prose, const ProseBlock *block, const Labels *labels, size_t from,
                                   size_t to);
// The word says that nothing changed since last year, or from the budget, and is against the cells that the
// words before it mean (level.c). True where that was reported, or is nearly so and said to be.
bool prose_level_against_cells(Prose *prose, ProseBlock *block, const Labels *labels, ProseRange word);
// What the typed amount, which no table has, follows from: amounts beside it that the tables have, as a hint;
// empty: from none (derived.c).
Str prose_derived(Prose *prose, const ProseBlock *block, const ProseNumber *number);

// The same, from cells that the sentence names without printing them (follows.c).
Str prose_follows_from_cells(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said);

// Some cell or phrase that is called so has the amount (senses.c).
bool prose_may_mean(Prose *prose, Str said, Number value, Unit unit);
// 甲、乙分别占丙的P%和Q%: reported where the rates are the names' own in another order alone. whole: empty
// where none is named.
void prose_check_shared_order(Prose *prose, ProseBlock *block, const ProseNumber *rates, const Str *names,
                              size_t n, Str whole);
// 甲占丙的P%, of two names alone.
void prose_check_share_named(Prose *prose, ProseBlock *block, const ProseNumber *rate, Str part, Str whole);
// The name of the whole between 占 and the rate: 支出合计 of 占支出合计的 (shares.c).
Str prose_whole_name(const Words *words, Str text);

// An amount that is not zero stands in the row (tables.c).
bool prose_row_has_amount(const List *list, const Row *row);

// ---- the rules, by topic

void prose_check_amounts(Prose *prose);
void prose_check_counts(Prose *prose);
void prose_check_counted_nouns(Prose *prose);
void prose_check_changes(Prose *prose);
void prose_check_compared(Prose *prose);
void prose_check_against(Prose *prose);
void prose_check_follows(Prose *prose);
void prose_check_respective(Prose *prose);
void prose_check_growth(Prose *prose);
void prose_check_completion(Prose *prose);
void prose_check_shares(Prose *prose);
void prose_check_sums(Prose *prose);
void prose_check_totals(Prose *prose);
void prose_check_bare(Prose *prose);
void prose_check_years(Prose *prose);
void prose_check_marks(Prose *prose);
void prose_check_nested(Prose *prose);
void prose_check_words(Prose *prose);
void prose_check_cell_words(Prose *prose, Place place, Str text);
void prose_check_repeats(Prose *prose);
// A word that stands twice in a row: 经费费 (doubled.c).
void prose_check_doubled(Prose *prose, ProseBlock *block);
void prose_check_names(Prose *prose);
void prose_check_spelled(Prose *prose);
void prose_check_personal(Prose *prose);
void prose_check_sections(Prose *prose);

void prose_check_approval(Prose *prose);
void prose_check_people(Prose *prose);
void prose_check_kinds(Prose *prose);
void prose_check_costs(Prose *prose);
void prose_check_goals(Prose *prose);
void prose_check_transfers(Prose *prose);
void prose_check_terms(Prose *prose);
void prose_check_reasons(Prose *prose);
void prose_check_private(Prose *prose);
// What of an identity, mobile or card number the text has; NULL: none (personal.c).
const char *prose_personal_in(Str text);

// ---- amounts by what they mean (meant.c)

// An amount of the document or a fact.
typedef struct Meant {
    Number value;         // in 元, or in ones
    const Figure *figure; // as it prints, and its cells
    Place place;          // of its first cell; the tables' where it has none
} Meant;

// Of an expression: {三公.合计.决算}, 其他数据[车辆]. False where the project has no such amount.
bool prose_meant(Prose *prose, const char *expression, Meant *meant);
// “12.50万元”
Str prose_meant_text(Prose *prose, const Meant *meant);

// ---- conditions of sections and mentions (conditions.c)

// Whether a condition of the template holds here. One that asks for what the project does not have is not
// about it. None holds always.
bool prose_applies(Prose *prose, Expressed when);
void prose_check_conditions(Prose *prose); // reports what is wrong with them wherever they are read
void prose_check_tables(Prose *prose);
void prose_check_items(Prose *prose);
void prose_check_numbering(Prose *prose);
void prose_check_paths(Prose *prose);
void prose_check_language(Prose *prose);
void prose_check_placement(Prose *prose);
void prose_check_decimals(Prose *prose);

#endif
