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

bool text_has_any(Str text, const char *const *words)
{
    for (; *words; words++)
        if (text_has(text, *words))
            return true;
    return false;
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

bool prose_is_limit(Str after)
{
    static const char *const words[] = {"以上", "以下", "以内", "及以上", "及以下", NULL};
    bool wide = text_starts(after, "（含");
    size_t open = wide ? strlen("（含") : strlen("(含");

    if (wide || text_starts(after, "(含")) {
        Str rest = str_slice(after, open, after.n < open + 60 ? after.n : open + 60);
        ptrdiff_t close = text_find(rest, wide ? "）" : ")", 0);

        if (close == 0 || text_starts(rest, "本数") || (rest.n && rest.at[0] >= '0' && rest.at[0] <= '9'))
            return true;
        if (close < 0)
            return false;
        after = str_slice(after, open + (size_t)close + (wide ? strlen("）") : 1), after.n);
    }
    for (size_t i = 0; words[i]; i++)
        if (text_starts(after, words[i]))
            return true;
    return false;
}

int prose_direction_before(Str text, size_t *length)
{
    static const struct {
        const char *word;
        int direction;
    } words[] = {{"增加", 1},  {"增长", 1},   {"提高", 1},  {"上升", 1},  {"上涨", 1},   {"上调", 1},
                 {"增支", 1},  {"多支出", 1}, {"减少", -1}, {"下降", -1}, {"压减", -1},  {"降低", -1},
                 {"节约", -1}, {"下调", -1},  {"减支", -1}, {"压缩", -1}, {"少支出", -1}};
    static const char *const fillers[] = {"了", "约", "近", "：", ":", "额", "为", "率", "幅度", "幅", NULL};

    text = str_trim(text);
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (text_ends(text, words[i].word)) {
                *length = strlen(words[i].word);
                return words[i].direction;
            }
        size_t i = 0;
        while (fillers[i] && !text_ends(text, fillers[i]))
            i++;
        if (!fillers[i])
            break;
        text = str_trim(str_slice(text, 0, text.n - strlen(fillers[i])));
    }
    *length = 0;
    return 0;
}
