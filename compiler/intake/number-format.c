// Numbers as lists show them, by Word's names (ECMA-376 part 1, 17.18.59); OpenDocument's are led to these.
#include <stdio.h>

#include "intake/internal-intake.h"

#include "text/text.h"

static void write_roman(StrBuf *out, uint32_t value, bool upper)
{
    static const struct {
        uint32_t value;
        const char *upper, *lower;
    } pieces[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
                  {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
                  {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
        for (; value >= pieces[i].value; value -= pieces[i].value)
            buf_add_c(out, upper ? pieces[i].upper : pieces[i].lower);
}

// a to z, then aa, bb (17.18.59): the letter stands once more after each round.
static void write_letter(StrBuf *out, uint32_t value, char first)
{
    for (uint32_t times = (value - 1) / 26 + 1; times > 0; times--)
        buf_add_char(out, (char)(first + (char)((value - 1) % 26)));
}

static void write_of(StrBuf *out, const char *characters, uint32_t count, uint32_t value)
{
    size_t at = 0;

    for (uint32_t i = 1; i < (value - 1) % count + 1; i++)
        utf8_next(str_of(characters), &at);
    buf_add_code(out, utf8_next(str_of(characters), &at));
}

// 〇 to 九, digit by digit: 一〇, 二三.
static void write_digits(StrBuf *out, uint32_t value, const char *digits)
{
    char text[16];
    int n = 0;

    for (; value; value /= 10)
        text[n++] = (char)(value % 10);
    while (n > 0) {
        size_t at = 0;

        for (char i = 0; i < text[n - 1]; i++)
            utf8_next(str_of(digits), &at);
        buf_add_code(out, utf8_next(str_of(digits), &at));
        n--;
    }
}

// 壹拾贰: the financial forms, with their places.
static void write_financial(StrBuf *out, uint32_t value)
{
    static const char plain[] = "零一二三四五六七八九十百千", financial[] = "零壹贰叁肆伍陆柒捌玖拾佰仟";
    StrBuf han = {.arena = out->arena};
    Str text;

    text_han_write(&han, value);
    text = buf_str(&han);
    if (value >= 10 && value < 20)
        buf_add_c(out, "壹");
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        for (size_t i = 0, k = 0; i < sizeof plain - 1;) {
            uint32_t to = utf8_next(str_of(financial), &k);

            if (utf8_next(str_of(plain), &i) == code) {
                buf_add_code(out, to);
                break;
            }
        }
    }
}

static bool write_western(StrBuf *out, Str format, uint32_t value)
{
    if (str_equal(format, STR("upperRoman")) || str_equal(format, STR("lowerRoman")))
        write_roman(out, value, format.at[0] == 'u');
    else if (str_equal(format, STR("upperLetter")))
        write_letter(out, value, 'A');
    else if (str_equal(format, STR("lowerLetter")))
        write_letter(out, value, 'a');
    else if (str_equal(format, STR("decimalZero")))
        buf_print(out, "%02u", value);
    else if (str_equal(format, STR("numberInDash")))
        buf_print(out, "- %u -", value);
    else if (str_equal(format, STR("ordinal")))
        buf_print(out, "%u%s", value,
                  value % 100 / 10 == 1 ? "th"
                  : value % 10 == 1     ? "st"
                  : value % 10 == 2     ? "nd"
                  : value % 10 == 3     ? "rd"
                                        : "th");
    else
        return false;
    return true;
}

static bool write_enclosed(StrBuf *out, Str format, uint32_t value)
{
    bool circled = str_starts(format, STR("decimalEnclosedCircle"));

    if (circled && value <= 20)
        text_circled_write(out, (int)value);
    else if (str_equal(format, STR("decimalEnclosedParen")) && value <= 20)
        buf_add_code(out, 0x2474 + value - 1);
    else if (str_equal(format, STR("decimalEnclosedFullstop")) && value <= 20)
        buf_add_code(out, 0x2488 + value - 1);
    else if (str_equal(format, STR("ideographEnclosedCircle")) && value <= 10)
        buf_add_code(out, 0x3280 + value - 1);
    else if (circled || str_starts(format, STR("decimalEnclosed")) ||
             str_equal(format, STR("ideographEnclosedCircle")))
        buf_print(out, "%u", value);
    else
        return false;
    return true;
}

static bool write_full_width(StrBuf *out, Str format, uint32_t value)
{
    char digits[16];

    if (!str_starts(format, STR("decimalFullWidth")))
        return false;
    snprintf(digits, sizeof digits, "%u", value);
    for (const char *at = digits; *at; at++)
        buf_add_code(out, 0xFF10 + (uint32_t)(*at - '0'));
    return true;
}

static bool write_han(StrBuf *out, Str format, uint32_t value)
{
    static const char *const counting[] = {"chineseCounting",   "chineseCountingThousand",
                                           "japaneseCounting",  "koreanCounting",
                                           "taiwaneseCounting", "taiwaneseCountingThousand"};

    for (size_t i = 0; i < sizeof counting / sizeof counting[0]; i++)
        if (str_equal(format, str_of(counting[i]))) {
            text_han_write(out, value);
            return true;
        }
    if (str_equal(format, STR("ideographDigital")) || str_equal(format, STR("taiwaneseDigital")) ||
        str_equal(format, STR("japaneseDigitalTenThousand")))
        write_digits(out, value, "〇一二三四五六七八九");
    else if (str_equal(format, STR("chineseLegalSimplified")) ||
             str_equal(format, STR("ideographLegalTraditional")) || str_equal(format, STR("japaneseLegal")))
        write_financial(out, value);
    else if (str_equal(format, STR("ideographTraditional")))
        write_of(out, "甲乙丙丁戊己庚辛壬癸", 10, value);
    else if (str_equal(format, STR("ideographZodiac")))
        write_of(out, "子丑寅卯辰巳午未申酉戌亥", 12, value);
    else
        return false;
    return true;
}

bool number_write(StrBuf *out, Str format, uint32_t value)
{
    if (value == 0 || value > TEXT_NUMBERING_MOST || format.n == 0 || str_equal(format, STR("decimal"))) {
        buf_print(out, "%u", value);
        return format.n == 0 || str_equal(format, STR("decimal"));
    }
    if (write_western(out, format, value) || write_enclosed(out, format, value) ||
        write_full_width(out, format, value) || write_han(out, format, value))
        return true;
    buf_print(out, "%u", value);
    return false;
}
