// words: the words that disclosures are known by: of direction, reason and comparison, names of totals, what
// titles keep together. No C holds them: they stand in templates/words.yaml, each list under a name that says
// what it is for.
//
// In: templates/words.yaml and meanings.yaml, which the build compiles into the binary (generate/generate.c),
// and what a template changes under its own `words:`. Out: Words, whose lists are found by the names of the
// file: year-historic is WORDS_YEAR_HISTORIC. What is Chinese itself (numerals, marks, counters) is no word
// of disclosures and stands in text; the keywords of the language of figures stand in figure. Memory: the
// built-in words are constants, changed ones are in the arena given.
//
// Errors: key-unknown, value-type, value-invalid (a word that is empty or stands in its list twice), each
// where the template says it.
#ifndef GONGKAI_WORDS_WORDS_H
#define GONGKAI_WORDS_WORDS_H

#include "words/names.h" // enum WordsName, made from templates/words.yaml
#include "yaml/yaml.h"

typedef struct WordList {
    const Str *at;
    size_t n;
    const struct WordList *of; // of a mapping: what each word is mapped to; NULL: a list
} WordList;

typedef struct Words {
    WordList lists[WORDS_COUNT]; // by WordsName
    WordList names;              // of the template's columns, by their bytes: what titles keep together first
    WordList own;                // of those that titles keep together the ones that one document has more
    uint64_t digest; // of what a template changed, and of names; 0: nothing. Words that are equal but for
                     // `own` have equal digests
} Words;

extern const Words words_builtin;
// The name of each list in templates/words.yaml.
extern const char *const words_names[WORDS_COUNT];

// The words of `base` with the changes of a template's `words:` (NULL: none): a list takes the place of the
// list, `{ add: [...] }` goes after it, a mapping is laid over the mapping, and ~ brings the built-in back.
const Words *words_read(Arena *arena, Diag *diag, const YamlNode *node, const Words *base);

// The same words, with more that titles keep together: the names of one document. Empty ones are none.
const Words *words_with_titles(Arena *arena, const Words *words, const Str *more, size_t n);

// The same words, with names that break between their words only where they must. names: in any order.
const Words *words_with_names(Arena *arena, const Words *words, const Str *names, size_t n);

// What decides where a text may break: the digest, and which of the document's own words may stand in it.
// More may than do: what is no Han between the characters of a word is passed over.
uint64_t words_digest_in(const Words *words, Str text);

// The first of them, which is the one that is printed; empty where there is none.
Str words_first(WordList words);

// ---- what amounts of tables mean

// An id of templates/meanings.yaml (三公.公务接待费.决算), by which rules and phrases go in place of names of
// tables.
typedef enum MeaningKind {
    MEANING_NONE,   // no id of the list
    MEANING_AMOUNT, // one amount of the whole document
    MEANING_COLUMN, // amounts of rows; alone the one of all of them
    MEANING_ROW,    // of a table, to be crossed with its columns
    MEANING_RATE,   // a column in %
} MeaningKind;

typedef struct MeaningWord {
    Str id;
    MeaningKind kind;
} MeaningWord;

extern const MeaningWord meaning_words[]; // in byte order
extern const size_t meaning_word_count;

MeaningKind meaning_kind(Str id);
// The id of the list that is nearest to one that is none, for a hint; empty where none is near.
Str meaning_nearest(Arena *arena, Str id);
// The id of the first {…} in an expression at or after `*from`, which gets the byte after it; empty where
// there is none. at: the id's first byte.
Str meaning_in(Str expression, size_t *from, size_t *at);

// ---- looked for in text, as they are written

bool words_in(WordList words, Str text);      // whether any stands in it
size_t words_begin(WordList words, Str text); // the bytes of the first of them that it begins with; 0: none
size_t words_end(WordList words, Str text);   // … that it ends with

// The first characters of lists' words, for who looks at each character of a text whether any begins there: a
// filter, by which few of those that none begins with pass.
typedef struct WordStarts {
    uint64_t bits[16];
} WordStarts;

void words_starts_add(WordStarts *starts, WordList words);
bool words_may_begin(const WordStarts *starts, Str text); // false: none begins there

int words_find(WordList words, Str text);       // which of them it is, as names are compared; -1: none
bool words_have(WordList words, uint32_t code); // whether the character is one of them

#endif
