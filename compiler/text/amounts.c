// Numbers with their units, in the order in which they stand in a text.
#include "text/text.h"

#include <string.h>

// Blanks that may stand between a number and its unit: 33.8 万元.
#define MOST_BLANKS 4
// Bytes that the name of what a price is for may have: 元/平方米.
#define MOST_PER 24

static uint32_t code_at(Str text, size_t at)
{
    return utf8_next(text, &at);
}

static uint32_t code_before(Str text, size_t at)
{
    return utf8_previous(text, &at);
}

static bool is_letter(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

static size_t past_few_blanks(Str text, size_t at)
{
    size_t from = at;

    for (size_t next = at, n = 0; n < MOST_BLANKS && next < text.n; at = next, n++) {
        uint32_t code = utf8_next(text, &next);

        if (code == '\n' || !char_is_blank(code))
            return at;
    }
    return at < text.n && char_is_blank(code_at(text, at)) ? from : at;
}

// /平方米, ／人·天 after a unit of money.
static Str price_of(Str text, size_t at)
{
    size_t from = at, end;
    uint32_t mark = utf8_next(text, &from);

    if (mark != '/' && mark != U'／')
        return (Str){0};
    for (end = from; end < text.n && end - from < MOST_PER;) {
        size_t next = end;
        uint32_t code = utf8_next(text, &next);

        if (!char_is_han(code) && code != U'·' && code != '/' && code != U'㎡')
            break;
        end = next;
    }
    return str_slice(text, from, end);
}

// Four digits, no marks, before 年: 2024年.
static bool is_year(Str text, const TextAmount *amount, size_t digits, const TextUnit *unit)
{
    bool four = utf8_count(str_slice(text, digits, amount->to)) == 4;

    return four && amount->decimals == 0 && unit->kind == TEXT_UNIT_TIME && !unit->power && !unit->more &&
           str_starts(unit->name, STR("年")) && !str_equal(unit->name, STR("年级"));
}

static TextAmountKind kind_of(TextUnitKind unit)
{
    switch (unit) {
    case TEXT_UNIT_MONEY:
        return TEXT_MONEY;
    case TEXT_UNIT_PERCENT:
        return TEXT_RATE;
    case TEXT_UNIT_POINTS:
        return TEXT_POINTS;
    case TEXT_UNIT_COUNTER:
    case TEXT_UNIT_MEASURE:
        return TEXT_COUNT;
    case TEXT_UNIT_TIME:
        return TEXT_TIME;
    case TEXT_UNIT_NONE:
    case TEXT_UNIT_OTHER:
        break;
    }
    return TEXT_PLAIN;
}

static void take_unit(Str text, TextAmount *amount)
{
    TextUnit unit;

    amount->end = amount->to;
    if (!text_unit_at(text, past_few_blanks(text, amount->to), &unit))
        return;
    amount->kind = kind_of(unit.kind);
    amount->end = unit.to;
    amount->unit = unit.name;
    amount->power = unit.power;
    amount->more = unit.more;
    if (amount->kind == TEXT_MONEY)
        amount->per = price_of(text, unit.to);
}

// A year has no sign, and its unit is 年 alone: 度 and 代 are read by who asks for them.
static void take_year(Str text, size_t digits, TextAmount *amount)
{
    TextUnit unit;

    if (!text_unit_at(text, past_few_blanks(text, amount->to), &unit) ||
        !is_year(text, amount, digits, &unit))
        return;
    amount->kind = TEXT_YEAR;
    amount->from = digits;
    amount->unit = str_slice(unit.name, 0, strlen("年"));
    amount->end = (size_t)(unit.name.at - text.at) + amount->unit.n;
}

// Text ends in the word, and not in a longer one whose last character it is (节约, 附近).
static bool ends_apart(Str text, const char *word, const char *not_after)
{
    size_t at = text.n - strlen(word);

    return str_ends(text, str_of(word)) && (at == 0 || !char_is_in(utf8_previous(text, &at), not_after));
}

// What stands before the number: 约 and 近, 第, a letter.
static void look_before(Str text, TextAmount *amount)
{
    Str before = str_trim(str_slice(text, amount->from > 16 ? amount->from - 16 : 0, amount->from));

    amount->about = ends_apart(before, "约", "节合签预集契制") || ends_apart(before, "近", "附临邻靠") ||
                    str_ends(before, STR("约为"));
    amount->ordinal = str_ends(before, STR("第"));
    amount->in_word = is_letter(code_before(text, amount->from));
}

static bool take_number(Arena *arena, Str text, size_t *at, TextAmount *amount)
{
    TextNumber number;
    size_t from = *at;

    if (!text_number_at(arena, text, from, &number, at))
        return false;
    *amount = (TextAmount){
        .from = number.from, .to = number.to, .value = number.value, .decimals = number.decimals};
    take_unit(text, amount);
    if (amount->kind == TEXT_TIME && !number.marked)
        take_year(text, number.digits, amount);
    if (amount->kind == TEXT_YEAR && number.from < number.digits)
        amount->value = number_parse(arena, str_slice(text, number.digits, number.to), NULL);
    return true;
}

static Number han_value(Arena *arena, const TextHan *han)
{
    mpq_t value;
    Number number;

    mpq_init(value);
    mpz_set_si(mpq_numref(value), (long)(han->value / 1000000000));
    mpz_mul_ui(mpq_numref(value), mpq_numref(value), 1000000000);
    mpz_add_ui(mpq_numref(value), mpq_numref(value), (unsigned long)(han->value % 1000000000));
    mpz_ui_pow_ui(mpq_denref(value), 10, (unsigned long)han->decimals);
    number = number_freeze(arena, value);
    mpq_clear(value);
    return number;
}

// 百分之五, 百分之3.5: at 百分之.
static bool take_hundredth(Arena *arena, Str text, size_t *at, TextAmount *amount)
{
    Str words = STR("百分之");
    size_t from = *at + words.n;
    TextNumber number;
    TextHan han;

    if (!str_starts(str_slice(text, *at, text.n), words))
        return false;
    if (text_number_at(arena, text, from, &number, at))
        *amount = (TextAmount){.to = number.to, .value = number.value, .decimals = number.decimals};
    else if (text_han_at(text, from, &han))
        *amount = (TextAmount){
            .to = han.to, .value = han_value(arena, &han), .decimals = han.decimals, .han = true};
    else
        return false;
    amount->kind = TEXT_RATE;
    amount->unit = words;
    amount->from = from - words.n;
    amount->end = amount->to;
    *at = amount->to;
    return true;
}

// Numerals that a unit follows; without TEXT_HAN only those of a year.
static bool take_han(Arena *arena, Str text, size_t *at, unsigned flags, TextAmount *amount)
{
    TextHan han;
    bool read = text_han_at(text, *at, &han);

    if ((flags & TEXT_HAN) && take_hundredth(arena, text, at, amount))
        return true;
    if (han.to > *at)
        *at = han.to;
    else
        utf8_next(text, at);
    // A year may be all that is asked for, and has four numerals.
    if (!read || (!(flags & TEXT_HAN) && !(han.by_digit && han.digits == 4)))
        return false;
    *amount = (TextAmount){.from = han.from, .to = han.to, .decimals = han.decimals, .han = true};
    take_unit(text, amount);
    if (amount->kind == TEXT_TIME && han.by_digit)
        take_year(text, han.from, amount);
    if (amount->kind == TEXT_PLAIN || (amount->kind != TEXT_YEAR && (han.by_digit || !(flags & TEXT_HAN))))
        return false;
    amount->value = han_value(arena, &han);
    return true;
}

// Whether Han numerals may begin here; without TEXT_HAN, those of a year.
static bool begins_han(uint32_t code, unsigned flags)
{
    return flags & TEXT_HAN ? text_is_han_numeral(code) : code == U'二' || code == U'一';
}

bool text_amount_next(Arena *arena, Str text, size_t *at, unsigned flags, TextAmount *amount)
{
    while (*at < text.n) {
        size_t next = *at;
        uint32_t code = utf8_next(text, &next);
        bool found;

        if (char_digit(code) >= 0) {
            found = take_number(arena, text, at, amount);
        } else if (begins_han(code, flags)) {
            found = take_han(arena, text, at, flags, amount);
        } else {
            *at = next;
            continue;
        }
        if (found) {
            look_before(text, amount);
            return true;
        }
    }
    return false;
}

Number text_amount_base(Arena *arena, const TextAmount *amount)
{
    mpq_t value;
    mpz_t power;
    Number number;

    if (amount->power == 0)
        return amount->value;
    mpq_init(value);
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(amount->power < 0 ? -amount->power : amount->power));
    mpq_set_z(value, power);
    if (amount->power < 0)
        mpq_inv(value, value);
    mpq_mul(value, value, amount->value);
    number = number_freeze(arena, value);
    mpz_clear(power);
    mpq_clear(value);
    return number;
}
