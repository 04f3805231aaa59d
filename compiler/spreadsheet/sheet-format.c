// Number formats (ECMA-376 part 1, 18.8.30): which numbers are dates, percentages or codes with leading
// zeros.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spreadsheet/internal-sheet.h"

// ---- formats

static CellFormat sheet_format_builtin(uint32_t id)
{
    CellFormat format = {0};

    if (id == 2 || id == 4 || id == 7 || id == 8 || id == 10 || id == 39 || id == 40 || id == 43 || id == 44)
        format.decimals = 2;
    if (id == 9 || id == 10) {
        format.kind = FORMAT_PERCENT;
    } else if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
               (id >= 50 && id <= 58)) { // 27 to 36 and 50 to 58 are the dates of Chinese programs
        bool clock = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
                     id == 56;

        format.kind = FORMAT_DATE;
        format.year = format.day = !clock;
        format.day &= id != 17 && id != 27 && id != 36 && id != 50 && id != 52 && id != 57;
        format.time = clock || id == 22;
    }
    return format;
}

// [h], [mm], [ss]: hours, minutes, seconds that go on past a day; not [Magenta].
static bool is_elapsed(Str inside)
{
    for (size_t i = 0; i < inside.n; i++)
        if (!strchr("hHmMsS", inside.at[i]) || (inside.at[i] | 0x20) != (inside.at[0] | 0x20))
            return false;
    return inside.n > 0;
}

// The next character of a format that means something, lower case; 0 at its section's end. Quoted text,
// escaped and padding characters and [colour] are passed over, save [h], [m] and [s].
static char next_sign(Str code, size_t *at)
{
    while (*at < code.n && code.at[*at] != ';') {
        char c = code.at[(*at)++];
        ptrdiff_t close;
        size_t from;

        switch (c) {
        case '"':
            close = str_find_char(code, '"', *at);
            *at = close < 0 ? code.n : (size_t)close + 1;
            break;
        case '\\':
        case '!': // as Chinese programs escape
        case '_':
        case '*':
            *at += *at < code.n;
            break;
        case '[':
            close = str_find_char(code, ']', *at);
            from = *at;
            *at = close < 0 ? code.n : (size_t)close + 1;
            if (close > 0 && is_elapsed(str_slice(code, from, (size_t)close)))
                return 'h';
            break;
        default:
            return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }
    return 0;
}

// The zeros after the point of a format; none where it scales the number (0.0,) or is of another kind
// (0.00E+00).
static int format_decimals(Str code)
{
    size_t at = 0;
    int decimals = 0;
    bool pointed = false;
    char sign;

    while ((sign = next_sign(code, &at))) {
        if (sign == 'e' || sign == '/' || (sign == ',' && pointed))
            return 0;
        decimals += pointed && sign == '0' && decimals < 10;
        pointed |= sign == '.';
    }
    return decimals;
}

CellFormat cell_format_parse(Str code)
{
    CellFormat format = {0};
    bool zeros = true, months = false, percent = false;
    size_t at = 0, count = 0;
    char sign;

    if (name_equal(code, STR("General")))
        return format;
    format.decimals = format_decimals(code);
    format_read_shown(&format, code);
    while ((sign = next_sign(code, &at))) {
        count++;
        zeros &= sign == '0';
        format.year |= sign == 'y';
        format.day |= sign == 'd';
        format.time |= sign == 'h' || sign == 's';
        months |= sign == 'm';
        percent |= sign == '%';
    }
    if (format.year || format.day || format.time || months) {
        format.kind = FORMAT_DATE;
        format.year |= !format.time || format.day; // a date without its year is still a date
    } else if (percent) {
        format.kind = FORMAT_PERCENT;
    } else if (zeros && count >= 2) {
        format.kind = FORMAT_PADDED;
        format.digits = (int)(count < 20 ? count : 20);
    }
    return format;
}

// ---- a workbook's own

// Office programs allow some 200 to 250 number formats of one's own; the rest are not told apart.
#define MOST_NUMBER_CODES 1000

void number_codes_add(Arena *arena, NumberCodes *codes, uint32_t id, Str code)
{
    if (codes->list.n >= MOST_NUMBER_CODES)
        return;
    *vec_push(arena, &codes->list) = (NumberCode){id, cell_format_parse(code)};
}

CellFormat number_codes_find(const NumberCodes *codes, uint32_t id)
{
    for (size_t i = 0; i < codes->list.n; i++)
        if (codes->list.at[i].id == id)
            return codes->list.at[i].format;
    return sheet_format_builtin(id);
}

CellFormat workbook_format(const Workbook *workbook, uint32_t number)
{
    return number < workbook->formats.n ? workbook->formats.at[number] : (CellFormat){0};
}

// ---- numbers

// The 15 significant digits that a spreadsheet shows of a binary64, which may have been written with up
// to 17.
typedef struct Digits {
    bool negative;
    char digits[16]; // without trailing zeros; "0" for zero
    int count;
    int exponent; // of the first digit: 5.18e1 is 51.8
} Digits;

// The longest exponent that is a number of anything here.
#define MOST_EXPONENT 20

static bool is_plain_number(Str text)
{
    size_t i = 0, digits = 0;

    i += i < text.n && (text.at[i] == '-' || text.at[i] == '+');
    for (; i < text.n && ((text.at[i] >= '0' && text.at[i] <= '9') || text.at[i] == '.'); i++)
        digits += text.at[i] != '.';
    if (i < text.n && (text.at[i] == 'e' || text.at[i] == 'E')) {
        i++;
        i += i < text.n && (text.at[i] == '-' || text.at[i] == '+');
        while (i < text.n && text.at[i] >= '0' && text.at[i] <= '9')
            i++;
    }
    return digits > 0 && i == text.n;
}

static bool digits_of(double value, Digits *digits)
{
    char written[40];
    const char *from = written, *exponent;

    if (!isfinite(value))
        return false;
    snprintf(written, sizeof written, "%.14e", value);
    digits->negative = *from == '-';
    from += digits->negative;
    exponent = strchr(from, 'e');
    digits->count = 0;
    for (; from < exponent; from++)
        if (*from != '.')
            digits->digits[digits->count++] = *from;
    while (digits->count > 1 && digits->digits[digits->count - 1] == '0')
        digits->count--;
    digits->exponent = atoi(exponent + 1);
    if (digits->count == 1 && digits->digits[0] == '0')
        digits->negative = false;
    return digits->exponent >= -MOST_EXPONENT && digits->exponent <= MOST_EXPONENT;
}

// Room for a sign, a point, and the digits of the smallest and the greatest number.
#define PRINTED 64

static size_t print_digits(char at[PRINTED], const Digits *digits, int decimals)
{
    int written = digits->count - 1 - digits->exponent;
    int last = digits->count - 1 > digits->exponent ? digits->count - 1 : digits->exponent;
    size_t n = 0;

    if (digits->negative)
        at[n++] = '-';
    // From the units, or the first digit, to the last digit, or the units.
    for (int i = digits->exponent < 0 ? digits->exponent : 0; i <= last; i++) {
        if (i == digits->exponent + 1)
            at[n++] = '.';
        at[n++] = i >= 0 && i < digits->count ? digits->digits[i] : '0';
    }
    if (written <= 0 && decimals > 0)
        at[n++] = '.';
    for (int i = written > 0 ? written : 0; i < decimals; i++)
        at[n++] = '0';
    return n;
}

// ---- dates

static Str print_date(Arena *arena, double serial, CellFormat format, bool from_1904)
{
    StrBuf buf = {.arena = arena};
    int64_t minutes = (int64_t)(serial * 1440 + 0.5), day = minutes / 1440;

    minutes %= 1440;
    // Day 1 is 1900-01-01, and there is a 29 February 1900 that never was; or day 0 is 1904-01-01.
    if (from_1904)
        day -= 24107;
    else
        day -= day < 60 ? 25568 : 25569;
    if (format.year || format.day) {
        Date date = date_at(day * 86400);

        buf_print(&buf, "%04d-%02d", date.year, date.month);
        if (format.day)
            buf_print(&buf, "-%02d", date.day);
        if (format.time)
            buf_add_char(&buf, ' ');
    }
    if (format.time)
        buf_print(&buf, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
    return buf_str(&buf);
}

Str sheet_format_value(Arena *arena, double value, CellFormat format, bool from_1904)
{
    Digits digits = {0};
    char written[PRINTED];
    size_t n;

    // 9999-12-31 is day 2958465.
    if (format.kind == FORMAT_DATE && value >= 0 && value < 2958466)
        return print_date(arena, value, format, from_1904);
    if (!digits_of(value, &digits))
        return (Str){0};
    if (digits.digits[0] != '0')
        digits.exponent -= format.scale;
    if (format.kind == FORMAT_PERCENT) {
        digits.exponent += digits.digits[0] == '0' ? 0 : 2;
        n = print_digits(written, &digits, format.decimals);
        written[n++] = '%';
        return str_copy(arena, (Str){written, n});
    }
    n = print_digits(written, &digits, format.decimals);
    // 0037 is 37 with a format of four zeros.
    if (format.kind == FORMAT_PADDED && value >= 0 && digits.count <= digits.exponent + 1 &&
        n < (size_t)format.digits)
        return str_print(arena, "%.*s%.*s", format.digits - (int)n, "00000000000000000000", (int)n, written);
    return str_copy(arena, (Str){written, n});
}

// 12.5, -0.25: as it would be printed of the binary64 that it stands for, which keeps 15 digits.
static bool is_printed_decimal(Str text)
{
    size_t i = text.n && text.at[0] == '-', digits = 0, point = text.n;

    if (i + 1 < text.n && text.at[i] == '0' && text.at[i + 1] != '.')
        return false;
    for (; i < text.n; i++) {
        if (text.at[i] == '.' && point == text.n && digits)
            point = i;
        else if (text.at[i] >= '0' && text.at[i] <= '9')
            digits++;
        else
            return false;
    }
    // Of a zero the sign is dropped.
    return digits > 0 && digits <= 15 &&
           (point < text.n ? text.at[text.n - 1] >= '1' && text.at[text.n - 1] <= '9' : text.at[0] != '-');
}

Str sheet_format_number(Arena *arena, Str stored, CellFormat format, bool from_1904)
{
    char written[PRINTED];
    Str shown;

    stored = str_trim(stored);
    if (format.kind == FORMAT_PLAIN && format.decimals == 0 && format.scale == 0 &&
        is_printed_decimal(stored))
        return str_copy(arena, stored);
    if (stored.n >= sizeof written || !is_plain_number(stored))
        return str_copy(arena, stored);
    memcpy(written, stored.at, stored.n);
    written[stored.n] = '\0';
    shown = sheet_format_value(arena, strtod(written, NULL), format, from_1904);
    return shown.n ? shown : str_copy(arena, stored);
}
