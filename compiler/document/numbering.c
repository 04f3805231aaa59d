// Numbers of headings and paragraphs by the template's patterns: 一、 （一） 1. （1） 第一部分.
#include "document/internal-build.h"

#define LARGEST_NUMBER 9999

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

typedef struct Pattern {
    Str prefix, suffix;
    bool chinese;
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
    pattern->chinese = str_equal(str_slice(text, (size_t)open + 1, (size_t)close), STR("一"));
    return pattern->prefix.n + pattern->suffix.n > 0; // a bare number could not be told from text
}

Str numbering_chinese(Arena *arena, int value)
{
    static const struct {
        int power;
        const char *name;
    } places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
    StrBuf buf = {.arena = arena};
    bool gap = false;

    if (value < 1 || value > LARGEST_NUMBER)
        return str_print(arena, "%d", value);
    for (size_t i = 0; i < 4; i++) {
        int digit = value / places[i].power % 10;
        if (!digit) {
            gap = buf.n > 0;
            continue;
        }
        if (gap)
            buf_add_c(&buf, digits[0]);
        gap = false;
        if (!(value < 20 && places[i].power == 10)) // 十二, not 一十二
            buf_add_c(&buf, digits[digit]);
        buf_add_c(&buf, places[i].name);
    }
    return buf_str(&buf);
}

Str numbering_format(Arena *arena, const Template *template, int level, int value)
{
    Pattern pattern;

    if (!pattern_of(template, level, &pattern))
        return (Str){0};
    Str number = pattern.chinese ? numbering_chinese(arena, value) : str_print(arena, "%d", value);
    return str_print(arena, "%.*s%.*s%.*s", STR_ARG(pattern.prefix), STR_ARG(number),
                     STR_ARG(pattern.suffix));
}

Role numbering_role(const Template *template, int level)
{
    if (level >= 1 && (size_t)level <= template->level_count)
        return template->levels[level - 1].role;
    return (Role)(ROLE_HEADING_1 + (level < 1 ? 0 : level > 6 ? 5 : level - 1));
}

// 1 to 9 for a digit, 10, 100, 1000 for a place, 0 for 零 and 〇, -1 for anything else.
static int numeral_value(uint32_t code)
{
    static const uint32_t numerals[] = {U'一', U'二', U'三', U'四', U'五', U'六', U'七', U'八', U'九'};

    for (int i = 0; i < 9; i++)
        if (numerals[i] == code)
            return i + 1;
    return code == U'十'                    ? 10
           : code == U'百'                  ? 100
           : code == U'千'                  ? 1000
           : code == U'零' || code == U'〇' ? 0
                                            : -1;
}

// Reads Chinese numerals from *at on; 0 where there are none or they are no number.
static int read_chinese(Str text, size_t *at)
{
    int total = 0, digit = 0;
    size_t i = *at;

    while (i < text.n) {
        size_t next = i;
        int value = numeral_value(utf8_next(text, &next));
        if (value < 0)
            break;
        if (value >= 1 && value <= 9) {
            if (digit)
                return 0;
            digit = value;
        } else if (value >= 10) {
            total += (digit ? digit : 1) * value;
            digit = 0;
        }
        if (total > LARGEST_NUMBER)
            return 0;
        i = next;
    }
    *at = i;
    return total + digit;
}

static int digit_value(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= U'０' && code <= U'９' ? (int)(code - U'０') : -1;
}

static int read_arabic(Str text, size_t *at)
{
    int total = 0;

    while (*at < text.n) {
        size_t next = *at;
        int digit = digit_value(utf8_next(text, &next));
        if (digit < 0)
            break;
        total = total * 10 + digit;
        if (total > LARGEST_NUMBER)
            return 0;
        *at = next;
    }
    return total;
}

int numbering_parse_chinese(Str text)
{
    size_t at = 0;
    int value = read_chinese(text, &at);

    return at == text.n ? value : 0;
}

static uint32_t narrow(uint32_t code)
{
    return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFF01 + '!' : code;
}

// Moves *at past `literal`, half- and full-width forms being the same: people type （二) too.
static bool skip_literal(Str text, size_t *at, Str literal)
{
    size_t i = *at, j = 0;

    while (j < literal.n) {
        if (i >= text.n || narrow(utf8_next(text, &i)) != narrow(utf8_next(literal, &j)))
            return false;
    }
    *at = i;
    return true;
}

static size_t skip_blanks(Str text, size_t at)
{
    while (at < text.n) {
        size_t next = at;
        if (!char_is_blank(utf8_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

// 1.5万元 is an amount; 1.2023年 is a number and a year.
static bool is_amount(Str text, size_t at)
{
    size_t start = at;
    int digits_after = 0;

    while (at < text.n && digit_value(utf8_next(text, &at)) >= 0) {
        start = at;
        digits_after++;
    }
    return digits_after > 0 && !(digits_after == 4 && str_starts(str_slice(text, start, text.n), STR("年")));
}

static bool match_level(const Template *template, int level, Str text, size_t from, TypedNumber *number)
{
    Pattern pattern;
    size_t at = from;

    if (!pattern_of(template, level, &pattern) || !skip_literal(text, &at, pattern.prefix))
        return false;
    int value = pattern.chinese ? read_chinese(text, &at) : read_arabic(text, &at);
    if (value == 0 || !skip_literal(text, &at, pattern.suffix))
        return false;
    if (!pattern.chinese && is_amount(text, at))
        return false;
    *number =
        (TypedNumber){.level = level, .value = value, .from = from, .to = at, .rest = skip_blanks(text, at)};
    return true;
}

bool numbering_match(const Template *template, Str text, TypedNumber *number)
{
    size_t from = skip_blanks(text, 0);

    for (int level = 1; (size_t)level <= template->level_count; level++)
        if (match_level(template, level, text, from, number))
            return true;
    return false;
}

int builder_count(Builder *builder, int level, int typed, Place place)
{
    const Template *template = builder->project->template;

    if (level < 1 || level > 6)
        return 0;
    int expected = builder->counters[level - 1] + 1;
    if (typed && typed != expected) {
        Str want = numbering_format(builder->arena, template, level, expected);
        Str have = numbering_format(builder->arena, template, level, typed);
        diag_report(builder->diag, SEVERITY_ERROR, "heading-number", place,
                    str_print(builder->arena, _("write “%.*s”, or give the ones before it their numbers"),
                              STR_ARG(want)),
                    _("the number “%.*s” is out of order: “%.*s” is next"), STR_ARG(have), STR_ARG(want));
    }
    builder->counters[level - 1] = typed ? typed : expected;
    for (size_t below = (size_t)level; below < 6; below++)
        if (below >= template->level_count || template->levels[below].restart)
            builder->counters[below] = 0;
    return builder->counters[level - 1];
}
