// Years, dates and periods (GB/T 7408, GB/T 15835).
#include "text/text.h"

#include <string.h>

static uint32_t code_at(Str text, size_t at)
{
    return utf8_next(text, &at);
}

static bool sees(Str text, size_t at, const char *word)
{
    return at < text.n && str_starts(str_slice(text, at, text.n), str_of(word));
}

// A number of a date: 2024, 12, 二〇二四, 十二.
typedef struct Part {
    size_t to;
    int value, digits;
} Part;

static bool part_at(Str text, size_t at, Part *part)
{
    TextHan han;

    *part = (Part){.to = at};
    for (size_t next = at; next < text.n && part->digits <= 4; part->to = next) {
        int digit = char_digit(utf8_next(text, &next));

        if (digit < 0)
            break;
        part->value = part->value * 10 + digit;
        part->digits++;
    }
    if (part->digits)
        return part->digits <= 4;
    if (!text_han_at(text, at, &han) || han.decimals || han.value > 9999)
        return false;
    *part = (Part){.to = han.to, .value = (int)han.value, .digits = han.by_digit ? han.digits : 2};
    return true;
}

// A number and its unit, blanks between and before them: ` 12 月`. `digits`: 4 for a year, 2 for the others.
static bool unit_part(Str text, size_t at, int digits, const char *units, Part *part)
{
    size_t unit;

    if (!part_at(text, text_past_blanks(text, at), part))
        return false;
    unit = text_past_blanks(text, part->to);
    if (unit >= text.n || !char_is_in(code_at(text, unit), units) ||
        (digits == 4 ? part->digits != 4 || part->value == 0 : part->digits > 2))
        return false;
    part->to = unit;
    utf8_next(text, &part->to);
    return true;
}

static void take_day(Str text, TextDate *date)
{
    Part part;

    if (!unit_part(text, date->to, 2, "日号", &part))
        return;
    date->day = part.value ? part.value : -1;
    date->to = part.to;
}

static void take_month(Str text, TextDate *date)
{
    Part part;

    if (!unit_part(text, date->to, 2, "月", &part))
        return;
    date->month = part.value ? part.value : -1;
    date->to = part.to;
    take_day(text, date);
}

// 2024-12-31, 2024.12.31, 2024/12/31.
static bool numeric_date(Str text, size_t at, TextDate *date)
{
    Part parts[3];
    uint32_t mark = 0;

    for (int i = 0; i < 3; i++) {
        if (!part_at(text, at, &parts[i]) || parts[i].digits > (i ? 2 : 4) || (!i && parts[i].digits != 4))
            return false;
        at = parts[i].to;
        if (i == 2)
            break;
        uint32_t code = text_narrowed(utf8_next(text, &at));
        if (!char_is_in(code, "-./") || (mark && code != mark))
            return false;
        mark = code;
    }
    // More of it is a version or a number of another kind.
    if (mark == text_narrowed(code_at(text, at)) || char_digit(code_at(text, date->from)) < 0)
        return false;
    date->year = parts[0].value;
    date->month = parts[1].value ? parts[1].value : -1;
    date->day = parts[2].value ? parts[2].value : -1;
    date->to = at;
    return date->year > 0;
}

bool text_date_at(Str text, size_t at, TextDate *date)
{
    Part part;

    *date = (TextDate){.from = at, .to = at};
    if (at >= text.n || char_is_blank(code_at(text, at)))
        return false;
    if (unit_part(text, at, 4, "年", &part)) {
        if (sees(text, part.to, "代") || sees(text, part.to, "级"))
            return false;
        date->year = part.value;
        date->to = part.to;
        date->fiscal = sees(text, part.to, "度");
        if (date->fiscal)
            utf8_next(text, &date->to);
        else
            take_month(text, date);
        return true;
    }
    take_month(text, date);
    return date->month || numeric_date(text, at, date);
}

// Past the digits or numerals at `at`, or past one other character.
static size_t past_part(Str text, size_t at)
{
    size_t start = at;
    TextHan han;

    for (size_t next = at; next < text.n && char_digit(utf8_next(text, &next)) >= 0;)
        at = next;
    if (at == start) {
        text_han_at(text, at, &han);
        at = han.to;
    }
    if (at == start)
        utf8_next(text, &at);
    return at;
}

bool text_date_next(Str text, size_t *at, TextDate *date)
{
    while (*at < text.n) {
        uint32_t code = code_at(text, *at);

        if ((char_digit(code) >= 0 || text_is_han_numeral(code)) && text_date_at(text, *at, date)) {
            *at = date->to;
            return true;
        }
        *at = past_part(text, *at);
    }
    return false;
}

bool text_date_exists(const TextDate *date)
{
    // Without a year, 29 February may be meant; without a day, the first is as good as any.
    Date day = {date->year ? date->year : 2000, date->month, date->day ? date->day : 1};

    return date->month || date->day ? date_exists(day) : date->year > 0;
}

// ---- periods

// Past a mark or word that joins the ends of a range; `at` where there is none. A dash may be two.
static size_t past_join(Str text, size_t at)
{
    static const char marks[] = "—–-－～~〜至到";
    size_t past = text_past_blanks(text, at), next = past;
    uint32_t code = utf8_next(text, &next);

    if (next == past || !char_is_in(code, marks))
        return at;
    if (code == U'—' && code_at(text, next) == U'—')
        utf8_next(text, &next);
    return text_past_blanks(text, next);
}

bool text_joins_after(Str text, size_t at)
{
    return past_join(text, at) > at;
}

bool text_joins_before(Str text, size_t at)
{
    Str before = str_trim(str_slice(text, at > 16 ? at - 16 : 0, at < text.n ? at : text.n));
    size_t last = before.n;

    if (str_ends(before, STR("截至")) || str_ends(before, STR("截止到")) || str_ends(before, STR("达到")))
        return false;
    utf8_previous(before, &last);
    return past_join(before, last) > last;
}

// 1—3月, 2021—2025年, 1—15日: two numbers with one unit. What it says goes into both dates.
static bool bare_range(Str text, size_t at, TextDate *first, TextDate *last)
{
    static const char *const units[] = {"年", "月", "日"};
    Part from, to;
    size_t join;

    if (!part_at(text, at, &from) || (join = past_join(text, from.to)) == from.to)
        return false;
    for (int i = 0; i < 3; i++) {
        if (!unit_part(text, join, i ? 2 : 4, units[i], &to) || (i ? from.digits > 2 : from.digits != 4))
            continue;
        *(i == 0 ? &first->year : i == 1 ? &first->month : &first->day) = from.value;
        *(i == 0 ? &last->year : i == 1 ? &last->month : &last->day) = to.value;
        first->to = from.to;
        last->from = join;
        last->to = to.to;
        return true;
    }
    return false;
}

// What the end of a period leaves out is its beginning's.
static void complete(TextPeriod *period)
{
    if (period->last.year == 0)
        period->last.year = period->first.year;
    if (period->last.month == 0 && period->last.day > 0)
        period->last.month = period->first.month;
    period->to = period->last.to;
}

// After the first date: a join and the second, or numbers that share a unit (2023年1—3月).
static bool dates_range(Str text, TextPeriod *period)
{
    TextDate *first = &period->first, *last = &period->last;
    size_t at = first->to, join = past_join(text, at);
    Part day;

    if (join == at) {
        *last = *first;
        at = text_past_blanks(text, at);
        return first->day == 0 && bare_range(text, at, first, last);
    }
    if (text_date_at(text, join, last))
        return last->year || first->month;
    if (!first->day || !unit_part(text, join, 2, "日号", &day))
        return false;
    *last = (TextDate){.from = join, .to = day.to, .day = day.value};
    return true;
}

// “十四五”, 十三五规划: the five years from 2021 on, and so on. Without quotation marks, what makes it a plan
// follows.
static bool plan_at(Str text, size_t at, TextPeriod *period)
{
    static const char *const words[] = {"规划", "时期", "期间", "以来", "末", "收官", "开局"};
    bool quoted = code_at(text, at) == U'“', named = quoted;
    size_t start = at, end, five;
    TextHan han;

    if (quoted)
        utf8_next(text, &at);
    // 十四五 is no numeral: its last 五 is the five years'.
    text_han_at(text, at, &han);
    end = five = han.to;
    if (han.digits < 2 || han.digits > 3 || utf8_previous(text, &five) != U'五' ||
        !text_han_at(str_slice(text, 0, five), at, &han) || han.value < 6 || han.value > 30)
        return false;
    if (quoted && code_at(text, end) == U'”')
        utf8_next(text, &end);
    else
        named = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        named = named || (!quoted && sees(text, end, words[i]));
    period->from = start;
    period->to = end;
    period->first = (TextDate){.from = start, .to = end, .year = 1951 + 5 * (int)han.value};
    period->last = period->first;
    period->last.year += 4;
    return named;
}

bool text_period_at(Str text, size_t at, TextPeriod *period)
{
    *period = (TextPeriod){.from = at, .to = at};
    if (at >= text.n)
        return false;
    period->first.from = at;
    if (text_date_at(text, at, &period->first) ? dates_range(text, period)
                                               : bare_range(text, at, &period->first, &period->last)) {
        complete(period);
        return true;
    }
    return plan_at(text, at, period);
}

// ---- years by words

bool text_year_word_at(Str text, size_t at, int *years, size_t *end)
{
    static const struct {
        const char *word;
        int years;
    } words[] = {{"上一年", -1}, {"上年", -1},  {"去年", -1}, {"前年", -2}, {"本年", 0}, {"当年", 0},
                 {"今年", 0},    {"下一年", 1}, {"下年", 1},  {"明年", 1},  {"次年", 1}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!sees(text, at, words[i].word))
            continue;
        *years = words[i].years;
        *end = at + strlen(words[i].word);
        *end += sees(text, *end, "度") ? strlen("度") : 0;
        return true;
    }
    return false;
}
