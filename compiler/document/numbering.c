// Numbers of headings and paragraphs by the template's patterns: 一、 （一） 1. （1） 第一部分.
#include "document/internal-build.h"
#include "text/text.h"

typedef enum Numerals { NUMERALS_DIGITS, NUMERALS_HAN, NUMERALS_CIRCLED } Numerals;

typedef struct Pattern {
    Str prefix, suffix;
    Numerals numerals;
} Pattern;

static bool pattern_of(const Template *template, int level, Pattern *pattern)
{
    if (level < 1 || (size_t)level > template->level_count)
        return false;
    Str text = template->levels[level - 1].pattern;
    ptrdiff_t open = str_find_char(text, '{', 0), close = str_find_char(text, '}', 0);
    if (open < 0 || close < open)
        return false;
    pattern->prefix = str_slice(text, 0, (size_t)open);
    pattern->suffix = str_slice(text, (size_t)close + 1, text.n);
    Str mark = str_slice(text, (size_t)open + 1, (size_t)close);
    pattern->numerals = str_equal(mark, STR("一"))  ? NUMERALS_HAN
                        : str_equal(mark, STR("①")) ? NUMERALS_CIRCLED
                                                    : NUMERALS_DIGITS;
    // A bare number could not be told from text, but for ①.
    return pattern->prefix.n + pattern->suffix.n > 0 || pattern->numerals == NUMERALS_CIRCLED;
}

Str numbering_format(Arena *arena, const Template *template, int level, int value)
{
    Pattern pattern;

    if (!pattern_of(template, level, &pattern))
        return (Str){0};
    StrBuf number = {.arena = arena};
    buf_add(&number, pattern.prefix);
    if (pattern.numerals == NUMERALS_HAN)
        text_han_write(&number, (uint32_t)value);
    else if (pattern.numerals == NUMERALS_CIRCLED)
        text_circled_write(&number, value);
    else
        buf_print(&number, "%d", value);
    buf_add(&number, pattern.suffix);
    return buf_str(&number);
}

Role numbering_role(const Template *template, int level)
{
    if (level >= 1 && (size_t)level <= template->level_count)
        return template->levels[level - 1].role;
    return (Role)(ROLE_HEADING_1 + (level < 1 ? 0 : level > 6 ? 5 : level - 1));
}

// Moves *at past `literal`, half- and full-width forms being the same: people type （二) too.
static bool skip_literal(Str text, size_t *at, Str literal)
{
    size_t i = *at, j = 0;

    while (j < literal.n) {
        if (i >= text.n || text_narrowed(utf8_next(text, &i)) != text_narrowed(utf8_next(literal, &j)))
            return false;
    }
    *at = i;
    return true;
}

static bool match_level(const Template *template, int level, Str text, size_t from, TypedNumber *number)
{
    Pattern pattern;
    size_t at = from;

    if (!pattern_of(template, level, &pattern) || !skip_literal(text, &at, pattern.prefix))
        return false;
    bool han = false, circled = pattern.numerals == NUMERALS_CIRCLED;
    int value = circled ? text_circled_at(text, at, &at) : text_ordinal_at(text, at, &at, &han);
    if (value == 0 || han != (pattern.numerals == NUMERALS_HAN) || !skip_literal(text, &at, pattern.suffix))
        return false;
    if (pattern.numerals == NUMERALS_DIGITS && text_are_decimals(text, at))
        return false;
    *number = (TypedNumber){
        .level = level, .value = value, .from = from, .to = at, .rest = text_past_blanks(text, at)};
    return true;
}

bool numbering_match(const Template *template, Str text, TypedNumber *number)
{
    size_t from = text_past_blanks(text, 0);

    for (int level = 1; (size_t)level <= template->level_count; level++)
        if (match_level(template, level, text, from, number))
            return true;
    return false;
}

int builder_count(Builder *builder, int level, int typed, TypedAt at)
{
    const Template *template = builder->project->template;

    if (level < 1 || level > 6)
        return 0;
    int expected = builder->counters[level - 1] + 1;
    if (typed && typed != expected) {
        Str want = numbering_format(builder->arena, template, level, expected);
        Str have = numbering_format(builder->arena, template, level, typed);
        diag_report(builder->diag, SEVERITY_ERROR, "heading-number", at.place,
                    str_print(builder->arena, _("write “%.*s”, or give the ones before it their numbers"),
                              STR_ARG(want)),
                    _("the number “%.*s” is out of order: “%.*s” is next"), STR_ARG(have), STR_ARG(want));
        if (at.length && expected > 1 && typed > 1)
            diag_repair(builder->diag, (Repair){at.offset, at.length, want});
    }
    // One that stands twice is to count on; after one left out, the next count on from it.
    builder->counters[level - 1] = typed == 1 || typed > expected ? typed : expected;
    for (size_t below = (size_t)level; below < 6; below++)
        if (below >= template->level_count || template->levels[below].restart)
            builder->counters[below] = 0;
    return builder->counters[level - 1];
}
