// A word that stands twice in a row: 经费费, and not 党费费用.
#include "prose/internal-prose.h"

// 年年度 is 年度: the first character that follows itself goes.
static Str without_double(Arena *arena, Str word)
{
    uint32_t last = 0;

    for (size_t at = 0; at < word.n;) {
        size_t from = at;
        uint32_t code = utf8_next(word, &at);

        if (code == last)
            return str_print(arena, "%.*s%.*s", STR_ARG(str_slice(word, 0, from)),
                             STR_ARG(str_slice(word, at, word.n)));
        last = code;
    }
    return word;
}

// One of the words covers bytes [from, to) of the text: 目的的 of 的的.
static bool is_covered(WordList words, Str text, size_t from, size_t to)
{
    for (size_t i = 0; i < words.n; i++) {
        Str word = words.at[i];
        for (size_t back = 0; back + (to - from) <= word.n && back <= from; back++)
            if (str_starts(str_slice(text, from - back, text.n), word) && from - back + word.n >= to)
                return true;
    }
    return false;
}

static void report_doubled(Prose *prose, ProseBlock *block, size_t from, Str word, Str mended)
{
    if (prose_in_figure(block, from) || block->findings >= PROSE_BLOCK_FINDINGS)
        return;
    prose_mend(prose, mended);
    prose_report(prose, (ProseRange){block, from, from + word.n}, "word-doubled",
                 str_of(_("keep one of the two")), _("“%.*s”: a word stands twice"), STR_ARG(word));
}

// A unit that stands twice after an amount is told there.
static bool after_amount(const ProseBlock *block, size_t from)
{
    for (size_t i = 0; i < block->numbers.n; i++)
        if (block->numbers.at[i].kind == NUMBER_MONEY && block->numbers.at[i].to == from)
            return true;
    return false;
}

// 项目项目支出 with no word before it that the first of the two could belong to.
static bool begins_clause(Str text, size_t at, Str word)
{
    Str half = str_slice(word, 0, word.n / 2);

    if (utf8_count(word) < 4 || !str_ends(word, half))
        return false;
    return at == 0 || !char_is_han(utf8_previous(text, &at));
}

void prose_check_doubled(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_DOUBLED],
             not_before = prose->words->lists[WORDS_DOUBLED_NOT_BEFORE],
             twice = prose->words->lists[WORDS_DOUBLED_TWICE], apart = prose->words->lists[WORDS_DOUBLED_BUT];

    for (size_t i = 0; i < words.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[i], (size_t)at)) >= 0; at++) {
            size_t end = (size_t)at + words.at[i].n;
            if (!words_begin(not_before, str_slice(block->text, end, block->text.n)) &&
                !after_amount(block, (size_t)at))
                report_doubled(prose, block, (size_t)at, words.at[i],
                               without_double(prose->arena, words.at[i]));
        }
    for (size_t i = 0; i < apart.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, apart.at[i], (size_t)at)) >= 0; at++)
            if (begins_clause(block->text, (size_t)at, apart.at[i]) ||
                !is_covered(apart.of[i], block->text, (size_t)at, (size_t)at + apart.at[i].n))
                report_doubled(prose, block, (size_t)at, apart.at[i],
                               without_double(prose->arena, apart.at[i]));
    for (size_t i = 0; i < twice.n; i++) {
        Str word = twice.at[i];
        for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at, half = from + word.n;
            if (str_starts(str_slice(block->text, half, block->text.n), word))
                report_doubled(prose, block, from, str_slice(block->text, from, half + word.n), word);
        }
    }
}
