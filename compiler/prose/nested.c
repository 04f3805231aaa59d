// Marks that GB/T 15834 writes otherwise where they stand together: 《…《…》…》 is 《…〈…〉…》, “…“…”…” is
// “…‘…’…”, …… and 等 say the same, and numbers that are about so many take no 、.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

typedef struct Nesting {
    uint32_t open, close;
    const char *inner_open, *inner_close;
} Nesting;

// Where the marks of a paragraph are paired: an inner pair may be told for certain.
static bool are_paired(Str text, const Nesting *nesting)
{
    int depth = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        depth += code == nesting->open ? 1 : code == nesting->close ? -1 : 0;
        if (depth < 0 || depth > 2)
            return false;
    }
    return depth == 0;
}

static void report_nested(Prose *prose, ProseBlock *block, size_t from, size_t to, const Nesting *nesting)
{
    prose_report(
        prose, (ProseRange){block, from, to}, "punctuation-nested",
        str_print(prose->arena, _("write %s%s within them"), nesting->inner_open, nesting->inner_close),
        _("“%.*s” stands within marks of its own kind"), STR_ARG(str_slice(block->text, from, to)));
}

static void check_nested(Prose *prose, ProseBlock *block, const Nesting *nesting)
{
    int depth = 0;
    size_t start = 0;

    if (!are_paired(block->text, nesting))
        return;
    for (size_t at = 0; at < block->text.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        size_t from = at;
        uint32_t code = utf8_next(block->text, &at);

        if (code == nesting->open && ++depth == 2)
            start = from;
        if (code == nesting->close && depth-- == 2 && !prose_in_figure(block, start))
            report_nested(prose, block, start, at, nesting);
    }
}

// ……等, 等……: one of the two.
static void check_open_end(Prose *prose, ProseBlock *block)
{
    WordList open = block->words->lists[WORDS_LIST_OPEN];
    Str dots = STR("……");

    for (ptrdiff_t at = 0; (at = str_find(block->text, dots, (size_t)at)) >= 0; at += (ptrdiff_t)dots.n) {
        size_t from = (size_t)at, to = from + dots.n;
        size_t before = words_end(open, str_slice(block->text, 0, from)),
               after = words_begin(open, str_slice(block->text, to, block->text.n));

        if ((!before && !after) || prose_in_figure(block, from))
            continue;
        // 等 that ends a list, and not 等候.
        if (after &&
            words_begin(block->words->lists[WORDS_LIST_OPEN_NOT], str_slice(block->text, to, block->text.n)))
            continue;
        prose_report(prose, (ProseRange){block, from - before, to + after}, "punctuation-doubled",
                     str_of(_("keep one of the two")), _("“%.*s”: both say that the list goes on"),
                     STR_ARG(str_slice(block->text, from - before, to + after)));
    }
}

// 1 to 9 of the Han numeral at [from, to); 0: it is none.
static int digit_of(Str text, size_t from, size_t to)
{
    Str one = str_slice(text, from, to);
    size_t end = 0;
    bool han = false;
    int value = text_ordinal_at(one, 0, &end, &han);

    return han && end == one.n && value < 10 ? value : 0;
}

// 三、四十人, 五、六个: two numerals that follow each other, and a counter or a ten.
static void check_about(Prose *prose, ProseBlock *block)
{
    Str text = block->text, pause = STR("、");

    for (ptrdiff_t at = 0; (at = str_find(text, pause, (size_t)at)) >= 0; at += (ptrdiff_t)pause.n) {
        size_t left = (size_t)at, right = (size_t)at + pause.n, end = right;
        TextUnit unit;

        if (!left || end >= text.n)
            continue;
        utf8_previous(text, &left);
        utf8_next(text, &end);
        int a = digit_of(text, left, (size_t)at), b = digit_of(text, right, end);
        size_t before = left;
        if (!a || b != a + 1 || prose_in_figure(block, left) || end >= text.n)
            continue;
        // 第三、四季度, 二十三、四: both are meant, or it is another number.
        uint32_t earlier = before ? utf8_previous(text, &before) : 0;
        if (words_end(block->words->lists[WORDS_ABOUT_NOT_AFTER], str_slice(text, 0, left)) ||
            text_is_han_numeral(earlier) || earlier == U'、')
            continue;
        bool ten = words_begin(block->words->lists[WORDS_ABOUT_TENS], str_slice(text, end, text.n)) > 0;
        bool counted = text_unit_at(text, end, &unit) && unit.kind == TEXT_UNIT_COUNTER && !unit.power &&
                       words_begin(block->words->lists[WORDS_ABOUT_COUNTERS], str_slice(text, end, text.n));
        if (ten || counted)
            prose_report(prose, (ProseRange){block, left, end}, "punctuation-nested",
                         str_of(_("take the mark away")),
                         _("“%.*s”: a number that is about so much has no mark in it"),
                         STR_ARG(str_slice(text, left, end)));
    }
}

static bool is_wide_digit(uint32_t code)
{
    return (code >= U'０' && code <= U'９') || (code >= U'Ａ' && code <= U'Ｚ') ||
           (code >= U'ａ' && code <= U'ｚ');
}

static bool is_narrow(uint32_t code)
{
    return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
}

// １2３: within one number or word.
static void check_widths(Prose *prose, ProseBlock *block)
{
    Str text = block->text;

    for (size_t at = 0; at < text.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        size_t from = at, to = at;
        bool wide = false, narrow = false;

        for (size_t next = at; next < text.n; to = next) {
            uint32_t code = utf8_next(text, &next);
            if (!is_wide_digit(code) && !is_narrow(code) && !(next > from + 1 && code == '.'))
                break;
            wide = wide || is_wide_digit(code);
            narrow = narrow || is_narrow(code);
        }
        if (wide && narrow && !prose_in_figure(block, from))
            prose_report(prose, (ProseRange){block, from, to}, "punctuation-half-width",
                         str_of(_("write digits and letters half-width")),
                         _("“%.*s” has full-width and half-width characters"),
                         STR_ARG(str_slice(text, from, to)));
        at = to > from ? to : at;
        if (to == from)
            utf8_next(text, &at);
    }
}

// A mark that ends or parts cannot begin a paragraph.
static void check_start(Prose *prose, ProseBlock *block)
{
    static const uint32_t marks[] = {U'，', U'。', U'；', U'：', U'、', U'！', U'？', U'）', U'》', U'”'};
    size_t end = 0;
    uint32_t code = block->text.n ? utf8_next(block->text, &end) : 0;

    if (prose_in_figure(block, 0))
        return;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        // A partner that is missing is told as that.
        if (marks[i] == code && !text_is_closing(code))
            prose_report(prose, (ProseRange){block, 0, end}, "punctuation-nested",
                         str_of(_("delete the mark")), _("a paragraph begins with “%.*s”"),
                         STR_ARG(str_slice(block->text, 0, end)));
}

void prose_check_nested(Prose *prose)
{
    static const Nesting nestings[] = {{U'《', U'》', "〈", "〉"}, {U'“', U'”', "‘", "’"}};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        for (size_t i = 0; i < sizeof nestings / sizeof nestings[0]; i++)
            check_nested(prose, block, &nestings[i]);
        check_open_end(prose, block);
        check_about(prose, block);
        check_widths(prose, block);
        check_start(prose, block);
    }
}
