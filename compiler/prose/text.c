// Words and clauses of a block.
#include "prose/internal-prose.h"

#include <assert.h>
#include <string.h>

#include "text/text.h"

// ---- words

bool text_has(Str text, const char *word)
{
    return str_find(text, str_of(word), 0) >= 0;
}

bool text_starts(Str text, const char *word)
{
    return str_starts(text, str_of(word));
}

bool text_ends(Str text, const char *word)
{
    return str_ends(text, str_of(word));
}

ptrdiff_t text_find(Str text, const char *word, size_t from)
{
    return from <= text.n ? str_find(text, str_of(word), from) : -1;
}

Str prose_clause(Str text, size_t from, size_t to)
{
    assert(from <= to && to <= text.n);
    return text_clause(text, from, to, PROSE_WINDOW);
}

Str prose_sentence(Str text, size_t from, size_t to)
{
    assert(from <= to && to <= text.n);
    return text_sentence(text, from, to, PROSE_WINDOW);
}

size_t prose_statement_start(Str text, size_t at)
{
    for (size_t from = at; from > 0;) {
        size_t start = from;
        uint32_t code = utf8_previous(text, &from);

        if (code == U'。' || code == U'！' || code == U'？' || at - from > PROSE_WINDOW)
            return start;
    }
    return 0;
}

Str prose_words_before(const ProseBlock *block, const ProseNumber *number)
{
    Str sentence = prose_sentence(block->text, number->from, number->from);

    return str_slice(block->text, (size_t)(sentence.at - block->text.at), number->from);
}

Str prose_before(Str text, size_t at)
{
    size_t from = at > PROSE_WINDOW ? at - PROSE_WINDOW : 0;

    while (from < at && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from++;
    return str_slice(text, from, at);
}

Str prose_following(Str text, size_t at)
{
    size_t to = at + PROSE_WINDOW < text.n ? at + PROSE_WINDOW : text.n;

    while (to < text.n && ((unsigned char)text.at[to] & 0xC0) == 0x80)
        to++;
    return str_slice(text, at < to ? at : to, to);
}

// Spans are in order: by bisection.
const ProseSpan *prose_span_at(const ProseBlock *block, size_t at)
{
    size_t low = 0, high = block->spans.n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (block->spans.at[middle].to <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < block->spans.n && block->spans.at[low].from <= at ? &block->spans.at[low] : NULL;
}

bool prose_in_figure(const ProseBlock *block, size_t at)
{
    return prose_span_at(block, at) != NULL;
}

bool prose_is_heading(const ProseBlock *block)
{
    return block->node->kind == NODE_HEADING;
}

bool prose_is_limit(const Words *words, Str after)
{
    const WordList *lists = words->lists;
    size_t open = 0;
    bool bracket = after.n && text_widened(utf8_next(after, &open)) == U'（';
    size_t included = bracket ? words_begin(lists[WORDS_LIMIT_INCLUDED], str_slice(after, open, after.n)) : 0;

    if (included) {
        bool wide = open > 1;
        open += included;
        Str rest = str_slice(after, open, after.n < open + 60 ? after.n : open + 60);
        ptrdiff_t close = text_find(rest, wide ? "）" : ")", 0);

        if (close == 0 || words_begin(lists[WORDS_LIMIT_NUMBER], rest) ||
            (rest.n && rest.at[0] >= '0' && rest.at[0] <= '9'))
            return true;
        if (close < 0)
            return false;
        after = str_slice(after, open + (size_t)close + (wide ? strlen("）") : 1), after.n);
    }
    return words_begin(lists[WORDS_LIMIT_AFTER], after) > 0;
}

// The end of a text without the blanks in it: 增 加 is written so as well. Returns its bytes; places[] get
// where each stands in the text.
static size_t squeeze_end(Str text, char *end, size_t *places, size_t most)
{
    size_t from = text.n, n = 0, length = 0;

    while (from > 0 && length < most / 2) {
        uint32_t code = utf8_previous(text, &from);
        length += char_is_blank(code) ? 0 : 3;
    }
    for (size_t at = from; at < text.n && n + 4 < most;) {
        size_t start = at;
        if (char_is_blank(utf8_next(text, &at)))
            continue;
        for (size_t i = start; i < at; i++) {
            places[n] = i;
            end[n++] = text.at[i];
        }
    }
    return n;
}

int prose_direction_before(const Words *words, Str text, size_t *length)
{
    const WordList *lists = words->lists;
    char end[96];
    size_t places[96], n = squeeze_end(text, end, places, sizeof end), filler;
    Str left = {end, n};

    for (int pass = 0; pass < 3; pass++) {
        size_t rise = words_end(lists[WORDS_RISE], left),
               fall = rise ? 0 : words_end(lists[WORDS_FALL], left);
        if (rise || fall) {
            // Of the word and what stands between it and the number.
            *length = text.n - places[left.n - (rise ? rise : fall)];
            return rise ? 1 : -1;
        }
        if (!(filler = words_end(lists[WORDS_CHANGE_FILLERS], left)))
            break;
        left = str_slice(left, 0, left.n - filler);
    }
    *length = 0;
    return 0;
}
