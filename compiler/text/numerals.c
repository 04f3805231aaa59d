// Han numerals: by place (一百零五), by digit (二〇二四), as cheques have them (壹佰零伍).
#include "text/text.h"

// Values past this are none that business text writes out; it keeps all sums far from overflow.
#define LARGEST_VALUE ((int64_t)1000000000000000)
#define MOST_DECIMALS 6

typedef struct Numeral {
    int digit; // 0 to 9; -1: a place or no numeral
    int place; // 10, 100, 1000; 10000 and 100000000 for 万 and 亿; 0: a digit or no numeral
    int tens;  // 2 of 廿, 3 of 卅
    bool financial;
} Numeral;

// What each character is worth, in ascending order of the characters. ○ is a circle, typed for 〇 as often as
// not.
static const struct {
    uint32_t code;
    int value;
    bool financial;
} listed[] = {{U'○', 0, false},      {U'〇', 0, false},    {U'一', 1, false},         {U'七', 7, false},
              {U'万', 10000, false}, {U'三', 3, false},    {U'两', 2, false},         {U'九', 9, false},
              {U'二', 2, false},     {U'五', 5, false},    {U'亿', 100000000, false}, {U'仟', 1000, true},
              {U'伍', 5, true},      {U'佰', 100, true},   {U'八', 8, false},         {U'六', 6, false},
              {U'十', 10, false},    {U'千', 1000, false}, {U'卅', 30, false},        {U'叁', 3, true},
              {U'四', 4, false},     {U'壹', 1, true},     {U'廿', 20, false},        {U'拾', 10, true},
              {U'捌', 8, true},      {U'柒', 7, true},     {U'玖', 9, true},          {U'百', 100, false},
              {U'肆', 4, true},      {U'贰', 2, true},     {U'陆', 6, true},          {U'零', 0, false}};

static Numeral numeral_of(uint32_t code)
{
    size_t low = 0, high = sizeof listed / sizeof listed[0];

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (listed[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof listed / sizeof listed[0] || listed[low].code != code)
        return (Numeral){.digit = -1};
    int value = listed[low].value, tens = value == 20 || value == 30 ? value / 10 : 0;

    return (Numeral){.digit = value < 10 ? value : -1,
                     .place = value < 10 ? 0
                              : tens     ? 10
                                         : value,
                     .tens = tens,
                     .financial = listed[low].financial};
}

static bool is_numeral(Numeral numeral)
{
    return numeral.digit >= 0 || numeral.place > 0;
}

bool text_is_han_numeral(uint32_t code)
{
    return code != U'○' && is_numeral(numeral_of(code));
}

// Where the reading of a number by place is.
typedef struct Places {
    int64_t done;    // 万 and 亿 with what stands before them
    int64_t section; // the places below 万 since
    int digit;       // read and not yet placed; -1: none
    int last;        // the place just read; 0: none
    int least;       // the place that the section has come down to: the next must be lower
    bool wan, yi;    // 万 or 亿 was read; 万 may come again after 亿
    bool zero;       // 零 stands before the digit
} Places;

// 十, 百, 千: the digit before it goes there; 十 alone is one ten.
static bool take_small_place(Places *places, Numeral numeral)
{
    if (numeral.place >= places->least || (numeral.tens && places->digit >= 0) ||
        (places->digit < 0 && numeral.place > 10))
        return false;
    places->section += (int64_t)(numeral.tens        ? numeral.tens
                                 : places->digit < 0 ? 1
                                                     : places->digit) *
                       numeral.place;
    places->least = numeral.place;
    return true;
}

// 万, 亿: of all that stands before it since the last of them; 两万亿 is 亿 of 两万.
static bool take_large_place(Places *places, int place)
{
    int64_t before = places->section + (places->digit > 0 ? places->digit : 0);
    bool yi = place > 10000;

    if (yi)
        before += places->done;
    if (before == 0 || (yi ? places->yi : places->wan) || before > LARGEST_VALUE / place)
        return false;
    places->done = (yi ? 0 : places->done) + before * place;
    places->section = 0;
    places->least = 10000;
    places->wan = !yi;
    places->yi = places->yi || yi;
    return true;
}

static bool take_place(Places *places, Numeral numeral)
{
    if (places->digit == 0) // 零十
        return false;
    if (numeral.place < 10000 ? !take_small_place(places, numeral) : !take_large_place(places, numeral.place))
        return false;
    places->digit = -1;
    places->zero = false;
    places->last = numeral.place;
    return true;
}

static bool take_digit(Places *places, int digit)
{
    if (places->digit > 0 || (digit == 0 && (places->digit == 0 || places->last == 0)))
        return false;
    places->zero = places->zero || digit == 0;
    places->digit = digit;
    return true;
}

// 一百二 is 120: a digit after a place, without 零 between, is of the place below it.
static int64_t last_digit(const Places *places)
{
    if (places->digit <= 0)
        return 0;
    return places->zero || places->last <= 10 ? places->digit : (int64_t)places->digit * (places->last / 10);
}

// Bytes [from, to) are numerals, one of them a place.
static bool read_places(Str text, size_t from, size_t to, TextHan *han)
{
    Places places = {.digit = -1, .least = 10000};

    for (size_t at = from; at < to;) {
        Numeral numeral = numeral_of(utf8_next(text, &at));

        if (numeral.place ? !take_place(&places, numeral) : !take_digit(&places, numeral.digit))
            return false;
    }
    han->value = places.done + places.section + last_digit(&places);
    return places.digit != 0; // 一百零
}

static bool read_digits(Str text, size_t from, size_t to, TextHan *han)
{
    han->value = 0;
    for (size_t at = from; at < to;) {
        han->value = han->value * 10 + numeral_of(utf8_next(text, &at)).digit;
        if (han->value > LARGEST_VALUE)
            return false;
    }
    return true;
}

// 点五 after the numerals, but not 三点五十分.
static void take_decimals(Str text, TextHan *han)
{
    size_t at = han->to, end = at;
    int64_t value = han->value;
    int decimals = 0;
    Numeral numeral = {.digit = -1};

    if (utf8_next(text, &at) != U'点')
        return;
    while (decimals < MOST_DECIMALS && value <= LARGEST_VALUE && at < text.n) {
        numeral = numeral_of(utf8_next(text, &at));
        if (numeral.digit < 0)
            break;
        value = value * 10 + numeral.digit;
        decimals++;
        end = at;
    }
    if (decimals == 0 || (numeral.place > 0 && numeral.place < 10000))
        return;
    han->to = end;
    han->value = value;
    han->decimals = decimals;
}

bool text_han_at(Str text, size_t at, TextHan *han)
{
    bool place = false, read;
    uint32_t first = 0;

    *han = (TextHan){.from = at, .to = at};
    for (size_t next = at; next < text.n; han->to = next) {
        uint32_t code = utf8_next(text, &next);
        Numeral numeral = numeral_of(code);

        if (!is_numeral(numeral))
            break;
        first = first ? first : code;
        place = place || numeral.place > 0;
        han->financial = han->financial || numeral.financial;
        han->digits++;
    }
    if (han->digits == 0 || first == U'○')
        return false;
    read = place ? read_places(text, han->from, han->to, han) : read_digits(text, han->from, han->to, han);
    han->by_digit = !place && han->digits > 1;
    if (read && !han->by_digit)
        take_decimals(text, han);
    return read;
}

void text_han_write(StrBuf *out, uint32_t value)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const struct {
        uint32_t power;
        const char *name;
    } places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
    size_t start = out->n;
    bool gap = false;

    if (value < 1 || value > 9999) {
        buf_print(out, "%u", value);
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        uint32_t digit = value / places[i].power % 10;

        if (!digit) {
            gap = out->n > start;
            continue;
        }
        if (gap)
            buf_add_c(out, digits[0]);
        gap = false;
        if (!(value < 20 && places[i].power == 10)) // 十二, not 一十二
            buf_add_c(out, digits[digit]);
        buf_add_c(out, places[i].name);
    }
}
