// Slips of the pen: characters that look like others, statements that a full stop parts, amounts of one
// paragraph with and without their last zero, and the project's own fixed wordings.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// ---- 士地 for 土地

static void check_slips(Prose *prose, ProseBlock *block)
{
    WordList slips = prose->words->lists[WORDS_SLIPS];

    for (size_t i = 0; i < slips.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, slips.at[i], (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at, to = from + slips.at[i].n;

            if (prose_in_figure(block, from) || block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            prose_report(prose, (ProseRange){block, from, to}, "character-slip",
                         str_print(prose->arena, _("write %.*s"), STR_ARG(words_first(slips.of[i]))),
                         _("“%.*s” has a character that looks like the right one"), STR_ARG(slips.at[i]));
        }
}

// ---- ……3万元。增长5%。

// A rate that begins a sentence by its word of change alone is the end of the statement before it.
static void check_split(Prose *prose, ProseBlock *block)
{
    for (size_t i = 1; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        size_t from = number->word;
        bool stop =
            number->direction && from >= strlen("。") && text_ends(str_slice(block->text, 0, from), "。");

        if (number->kind != NUMBER_PERCENT || !stop || block->numbers.at[i - 1].kind != NUMBER_MONEY ||
            block->findings >= PROSE_BLOCK_FINDINGS)
            continue;
        prose_report(prose, (ProseRange){block, from - strlen("。"), from}, "sentence-split",
                     str_of(_("write ，")), _("“%.*s” goes on with the statement before it"),
                     STR_ARG(str_slice(block->text, from, number->after)));
    }
}

// ---- 33.80万元 beside 5.2万元

static bool is_typed_amount(const ProseNumber *number)
{
    return number->kind == NUMBER_MONEY && !number->figure && mpq_sgn(number->value) != 0;
}

// Where one amount of a paragraph is typed with its last zero, those with fewer decimals lack theirs.
static void check_zeros(Prose *prose, ProseBlock *block)
{
    int kept = 0;
    const ProseNumber *shown = NULL;

    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        bool zero = number->decimals > 0 && block->text.at[number->to - 1] == '0';

        if (is_typed_amount(number) && zero && number->decimals > kept) {
            kept = number->decimals;
            shown = number;
        }
    }
    for (size_t i = 0; kept && i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];

        if (!is_typed_amount(number) || number->decimals >= kept || number->decimals == 0 ||
            !unit_equal(number->unit, shown->unit) || block->findings >= PROSE_BLOCK_FINDINGS)
            continue;
        prose_report(prose, (ProseRange){block, number->from, number->after}, "decimals-mixed",
                     str_print(prose->arena, _("write it with %d decimals, as “%.*s”"), kept,
                               STR_ARG(str_slice(block->text, shown->from, shown->after))),
                     _("“%.*s” has %d decimals"),
                     STR_ARG(str_slice(block->text, number->from, number->after)), number->decimals);
    }
}

// ---- phrases-fixed.txt

// Shorter ones are parts of too many words.
#define SHORTEST_FIXED 8
#define HAN_BYTES 3

// How many bytes of text, from its beginning, are the phrase but for one character within it: another in its
// place, one too many, one too few. 0: none, or it is the phrase itself.
static size_t nearly(Str text, Str phrase)
{
    size_t a = 0, b = 0;

    if (str_starts(text, phrase))
        return 0;
    while (a < text.n && b < phrase.n && text.at[a] == phrase.at[b])
        a++, b++;
    while (a > 0 && a < text.n && ((unsigned char)text.at[a] & 0xC0) == 0x80)
        a--, b--;
    if (a == 0 || b >= phrase.n || a >= text.n)
        return 0;
    for (int kind = 0; kind < 3; kind++) {
        size_t x = a, y = b;
        uint32_t mine = kind != 2 ? utf8_next(text, &x) : 0, theirs = kind != 1 ? utf8_next(phrase, &y) : 0;
        Str rest = str_slice(phrase, y, phrase.n);

        if ((mine >= '0' && mine <= '9') || (theirs >= '0' && theirs <= '9') || rest.n < HAN_BYTES)
            continue;
        if (str_starts(str_slice(text, x, text.n), rest))
            return x + rest.n;
    }
    return 0;
}

static void check_fixed(Prose *prose, ProseBlock *block, Str phrase)
{
    size_t step = 0;
    Str first = str_slice(phrase, 0, (utf8_next(phrase, &step), step));

    for (ptrdiff_t at = 0; (at = str_find(block->text, first, (size_t)at)) >= 0; at++) {
        size_t length = nearly(str_slice(block->text, (size_t)at, block->text.n), phrase);

        if (length && block->findings < PROSE_BLOCK_FINDINGS)
            prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + length}, "phrase-fixed",
                         str_print(prose->arena, _("write “%.*s”"), STR_ARG(phrase)),
                         _("“%.*s” is not to the letter what phrases-fixed.txt has"),
                         STR_ARG(str_slice(block->text, (size_t)at, (size_t)at + length)));
    }
}

void prose_check_language(Prose *prose)
{
    const Project *project = prose->project;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        check_slips(prose, block);
        if (block->amounts != AMOUNTS_FREE) {
            check_split(prose, block);
            check_zeros(prose, block);
        }
        for (size_t i = 0; i < project->fixed_phrase_count; i++)
            if (utf8_count(project->fixed_phrases[i]) >= SHORTEST_FIXED)
                check_fixed(prose, block, project->fixed_phrases[i]);
    }
}
