// What a workbook's cells and sheets may be.
#include <string.h>

#include "base/name.h"
#include "data/internal-workbook.h"

#define SHEET_NAME_MOST 31 // UTF-16 units
#define MOST_DIGITS 15     // a binary64 holds that many of any decimal

// ---- names

static size_t units_of(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}

// The first `most` units of the name, without what a sheet's name may not hold.
static Str clean_name(Arena *arena, Str name, Str other, size_t most)
{
    StrBuf clean = {.arena = arena};
    size_t units = 0;

    for (size_t at = 0; at < name.n;) {
        uint32_t code = utf8_next(name, &at);

        if (code < 0x20 || code == '\'' || (code < 0x80 && strchr("[]:*?/\\", (int)code)))
            continue;
        units += units_of(code);
        if (units > most)
            break;
        buf_add_code(&clean, code);
    }
    return clean.n > 0 ? buf_str(&clean) : other;
}

static bool is_taken(Arena *arena, Str name, const NamedSheet *others, size_t n)
{
    Str fold = name_fold(arena, name);

    for (size_t i = 0; i < n; i++)
        if (str_equal(name_fold(arena, others[i].name), fold))
            return true;
    return false;
}

Str sheet_name_legal(Arena *arena, Str whole, Str other, const NamedSheet *others, size_t n)
{
    Str name = clean_name(arena, whole, other, SHEET_NAME_MOST);

    for (int i = 2; is_taken(arena, name, others, n); i++) {
        Str number = str_print(arena, "-%d", i);
        Str start = clean_name(arena, whole, other, SHEET_NAME_MOST - number.n);

        name = str_print(arena, "%.*s%.*s", STR_ARG(start), STR_ARG(number));
    }
    return name;
}

// ---- limits

bool book_rows_fit(Diag *diag, Place place, Str table, size_t rows)
{
    if (rows <= BOOK_ROWS_MOST)
        return true;
    diag_report(diag, SEVERITY_ERROR, "workbook-limit", place,
                str_of(_("split the table, or build the other kinds with --to")),
                _("“%.*s” has %zu rows, more than the %d of a workbook"), STR_ARG(table), rows,
                BOOK_ROWS_MOST);
    return false;
}

bool book_text_fits(Diag *diag, Place place, Str text)
{
    if (text.n <= BOOK_TEXT_MOST || utf8_count(text) <= BOOK_TEXT_MOST)
        return true;
    diag_report(diag, SEVERITY_ERROR, "workbook-limit", place,
                str_of(_("shorten the text, or build the other kinds with --to")),
                _("this cell has %zu characters, more than the %d of a workbook's"), utf8_count(text),
                BOOK_TEXT_MOST);
    return false;
}

// ---- cells

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

// Control characters but tab and line feed, which XML does not have.
static bool is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\t' && c != '\n';
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (is_control(text.at[i]) || (text.at[i] == 'x' && i > 0 && text.at[i - 1] == '_'))
            return false;
    return true;
}

// _x000B_ stands for a control character (ECMA-376 part 1, 22.9.2.19), and what looks like one is written so
// that it is not read as another.
Str cell_escaped(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    if (is_plain(text))
        return text;
    for (size_t i = 0; i < text.n; i++) {
        bool code = i + 6 < text.n && text.at[i] == '_' && text.at[i + 1] == 'x' && text.at[i + 6] == '_';

        for (size_t k = 2; k < 6 && code; k++)
            code = is_hex(text.at[i + k]);
        buf_add_c(&out, code ? "_x005F" : "");
        if (is_control(text.at[i]))
            buf_print(&out, "_x%04X_", (unsigned)text.at[i]);
        else
            buf_add_char(&out, text.at[i]);
    }
    return buf_str(&out);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool cell_decimal(Str text)
{
    size_t at = text.n > 0 && text.at[0] == '-', digits = 0, points = 0;

    if (at >= text.n || !is_digit(text.at[at]) || !is_digit(text.at[text.n - 1]))
        return false;
    for (; at < text.n; at++) {
        if (text.at[at] == '.')
            points++;
        else if (!is_digit(text.at[at]))
            return false;
        else if (digits > 0 || text.at[at] != '0')
            digits++;
    }
    return points <= 1 && digits <= MOST_DIGITS;
}
