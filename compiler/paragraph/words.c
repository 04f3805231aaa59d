// The words that titles and table heads of these documents are made of, so that balanced lines do not break
// them.
#include "paragraph/internal-paragraph.h"

// They are in the order of their bytes, and so found by their first character; longer words win over those
// they begin with. The first word that is not before `start`.
static size_t first_word(WordList words, Str start)
{
    size_t low = 0, high = words.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (str_compare(words.at[middle], start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Atoms of the longest word, of at most that many, that begins at atom i; 1 where none is known.
static size_t word_length(const Segment *s, WordList words, size_t i, size_t most)
{
    const Atom *first = &s->atoms[i];
    Str start = str_slice(s->spec->spans[first->span].text, first->from, first->to);
    size_t best = 1;

    if (first->class != CLASS_HAN)
        return 1;
    for (size_t k = first_word(words, start); k < words.n && str_starts(words.at[k], start); k++) {
        Str word = words.at[k];
        size_t at = 0, n = 0;

        while (at < word.n && i + n < s->n && utf8_next(word, &at) == s->atoms[i + n].code)
            n++;
        if (at == word.n && n > best && n <= most && utf8_count(word) == n)
            best = n;
    }
    return best;
}

// Names within the text, not the whole of it: where they are parted, it is between their words.
static void mark_names(const Segment *s, uint8_t *marks)
{
    WordList names = s->spec->words->names;

    for (size_t i = 0, n; names.n > 0 && i < s->n; i += n) {
        n = word_length(s, names, i, s->n - 1);
        if (n == 1 || marks[i] == WORD_INSIDE || (i + n < s->n && marks[i + n] == WORD_INSIDE)) {
            n = 1;
            continue;
        }
        marks[i] = WORD_EDGE;
        for (size_t k = 1; k < n; k++)
            if (marks[i + k] != WORD_INSIDE)
                marks[i + k] = WORD_NAMED;
        if (i + n < s->n)
            marks[i + n] = WORD_EDGE;
    }
}

// Characters of the longest word that a line has room for: of a longer one those that it is made of count.
static size_t longest_word(const Segment *s)
{
    Length ems = s->measure / s->atoms[0].em;

    return ems < 1 ? 1 : (size_t)ems < s->n ? (size_t)ems : s->n;
}

const uint8_t *words_mark(Setter *setter, const Segment *s)
{
    uint8_t *marks = ARENA_ARRAY(setter->scratch, uint8_t, s->n);
    size_t most = longest_word(s);

    for (size_t i = 0, n; i < s->n; i += n) {
        n = word_length(s, s->spec->words->lists[WORDS_TITLE_WORDS], i, most);
        if (n == 1)
            continue;
        marks[i] = WORD_EDGE;
        for (size_t k = 1; k < n; k++)
            marks[i + k] = WORD_INSIDE;
        if (i + n < s->n)
            marks[i + n] = WORD_EDGE;
    }
    mark_names(s, marks);
    return marks;
}
