// A phrase that stands twice in a row, a heading that stands twice, an enumeration with a gap.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

#define SHORTEST 4 // characters of a repeated phrase
#define LONGEST 30

static bool joins(uint32_t code)
{
    return code == U'：' || code == ':' || code == U'，' || code == U'、';
}

typedef struct Codes {
    uint32_t *at;
    size_t *offsets;
    size_t n;
} Codes;

static Codes codes_of(Arena *arena, Str text)
{
    Codes codes = {.at = ARENA_ARRAY(arena, uint32_t, text.n + 1),
                   .offsets = ARENA_ARRAY(arena, size_t, text.n + 1)};

    for (size_t at = 0; at < text.n;) {
        codes.offsets[codes.n] = at;
        codes.at[codes.n++] = utf8_next(text, &at);
    }
    codes.offsets[codes.n] = text.n;
    return codes;
}

// The phrase c[from … from + length): four Han at least, and nothing that counts (0万元、0万元).
static bool is_phrase(const Codes *codes, size_t from, size_t length)
{
    size_t han = 0;

    for (size_t i = from; i < from + length; i++) {
        han += char_is_han(codes->at[i]);
        if ((codes->at[i] >= '0' && codes->at[i] <= '9') || codes->at[i] == 1)
            return false;
    }
    return han >= SHORTEST;
}

static bool recurs(const Codes *codes, size_t i, size_t period)
{
    return codes->at[i] == codes->at[i + period] && codes->at[i] != '\n';
}

// P P, or P：P, of one period, within [from, to), where every character recurs.
static bool find_phrase(const Codes *codes, size_t period, size_t *from, size_t *to)
{
    for (size_t i = *from; i < *to; i++) {
        size_t same = i + 1 - *from;
        bool joined = same + 1 == period && i + 1 < codes->n && joins(codes->at[i + 1]);
        if (same < period && !joined)
            continue;
        size_t length = same < period ? same : period, start = i + 1 - same;
        if (is_phrase(codes, start, length)) {
            *from = codes->offsets[start + period];
            *to = codes->offsets[i + period + 1];
            return true;
        }
    }
    return false;
}

// A phrase of this period covers period - 1 characters at least, so that to look at each so many is enough.
static bool find_period(const Codes *codes, size_t period, size_t *from, size_t *to)
{
    for (size_t i = period - 2, done = 0; i + period < codes->n; i += period - 1) {
        if (i < done || !recurs(codes, i, period))
            continue;
        for (*from = i; *from > done && recurs(codes, *from - 1, period);)
            --*from;
        for (*to = i + 1; *to + period < codes->n && recurs(codes, *to, period);)
            ++*to;
        done = *to;
        if (find_phrase(codes, period, from, to))
            return true;
    }
    return false;
}

static void check_phrases(Prose *prose, ProseBlock *block)
{
    Codes codes = codes_of(prose->arena, block->raw);

    for (size_t period = SHORTEST; period <= LONGEST; period++) {
        size_t from, to;
        if (!find_period(&codes, period, &from, &to))
            continue;
        prose_report_raw(prose, (ProseRange){block, from, to}, "phrase-repeated",
                         str_of(_("delete one of the two")), _("“%.*s” stands twice"),
                         STR_ARG(str_slice(block->raw, from, to)));
        return;
    }
}

// ---- headings

static bool same_parent(const Prose *prose, size_t earlier, size_t later, int level)
{
    for (size_t i = earlier + 1; i < later; i++) {
        const Node *node = prose->blocks.at[i].node;
        if (node->kind == NODE_HEADING && node->level < level)
            return false;
    }
    return true;
}

static void check_headings(Prose *prose)
{
    int level = 0;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (!prose_is_heading(block))
            continue;
        if (block->node->level > level + 1)
            prose_report(prose, (ProseRange){block, 0, block->text.n}, "heading-skipped",
                         str_print(prose->arena, _("give it %d #"), level + 1),
                         _("a heading of level %d follows one of level %d"), block->node->level, level);
        level = block->node->level;
        for (size_t i = b; i-- > 0 && b - i < 2000;) {
            const ProseBlock *other = &prose->blocks.at[i];
            if (!prose_is_heading(other) || other->node->level != level || !block->text.n ||
                !name_equal(text_name(other->text), text_name(block->text)) ||
                !same_parent(prose, i, b, level))
                continue;
            prose_report(prose, (ProseRange){block, 0, block->text.n}, "heading-duplicate",
                         str_of(_("delete one, or name what it is about")),
                         _("the heading “%.*s” stands twice"), STR_ARG(block->text));
            break;
        }
    }
}

// ---- 一是……二是……

// Whether an item may begin at this byte: the text does, or a mark stands before it.
static bool begins_item(Str text, size_t from)
{
    static const char *const before[] = {"，", "。", "；", "：", "、", "\n", NULL};

    for (size_t i = 0; before[i]; i++)
        if (text_ends(str_slice(text, 0, from), before[i]))
            return true;
    return from == 0;
}

// The numeral that stands just before `at`: 一 of 一是; 0 where there is none. *from gets its beginning.
static int numeral_before(Str text, size_t at, size_t *from)
{
    size_t end;
    bool han;

    *from = at;
    for (size_t before = at; before > 0; *from = before)
        if (!text_is_han_numeral(utf8_previous(text, &before)))
            break;
    int value = *from < at ? text_ordinal_at(text, *from, &end, &han) : 0;
    return value && end == at ? value : 0;
}

static void mend_numeral(Prose *prose, int value, Str is)
{
    StrBuf right = {.arena = prose->arena};

    text_han_write(&right, (uint32_t)value);
    buf_add(&right, is);
    prose_mend(prose, buf_str(&right));
}

static void check_enumeration(Prose *prose, ProseBlock *block, Str is)
{
    Str text = block->text;
    int last = 0, first = 0; // of the enumeration: where it begins with another than 一, more is missing

    for (ptrdiff_t at = str_find(text, is, 0); at >= 0; at = str_find(text, is, (size_t)at + is.n)) {
        size_t from, to = (size_t)at + is.n;
        int n = numeral_before(text, (size_t)at, &from);
        if (!n || !begins_item(text, from))
            continue;
        if (n != last + 1 && !(n == 1 && last > 0)) {
            if (first == 1)
                mend_numeral(prose, last + 1, is);
            prose_report(prose, (ProseRange){block, from, to}, "numbering-gap",
                         str_of(_("count on from the one before")), _("“%.*s” is out of order"),
                         STR_ARG(str_slice(text, from, to)));
        }
        first = n == 1 || !last ? n : first;
        last = n;
    }
}

void prose_check_repeats(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        check_phrases(prose, &prose->blocks.at[b]);
        for (size_t i = 0; i < prose->words->lists[WORDS_ENUMERATION].n; i++)
            check_enumeration(prose, &prose->blocks.at[b], prose->words->lists[WORDS_ENUMERATION].at[i]);
    }
    check_headings(prose);
}
