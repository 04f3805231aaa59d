// Numbers as the whole of a table's cell.
#include "text/text.h"

#include <string.h>

// Dashes that fill a cell stand for nothing; a row of them that is longer is a line.
#define MOST_DASHES 6
// Of an exponent: no amount is greater or less.
#define MOST_EXPONENT 20
#define MOST_WRITTEN 60 // bytes of a number that is not written plainly

// The dashes that stand for nothing in printed tables: - -- — —— ——— －. The empty text too.
static bool is_dashes(Str text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.n; count++) {
        uint32_t code = utf8_next(text, &at);

        if (code != '-' && (code < 0x2010 || code > 0x2015) && code != 0x2212 && code != 0xFF0D &&
            code != 0x2500)
            return false;
    }
    return count <= MOST_DASHES;
}

Str text_without_percent(Str text)
{
    static const char *const marks[] = {"%", "％"};

    for (size_t i = 0; i < 2; i++)
        if (str_ends(text, str_of(marks[i])))
            return str_trim(str_slice(text, 0, text.n - strlen(marks[i])));
    return text;
}

// ---- as people and programs write numbers otherwise

// Takes a minus and a ¥ off, in either order; with them the blanks after them.
static Str take_marks(Str text, bool *negative)
{
    bool minus = false, currency = false;

    while (text.n > 0) {
        size_t next = 0;
        uint32_t code = utf8_next(text, &next);

        if (text_is_minus(code) && !minus)
            minus = true;
        else if ((code == U'¥' || code == U'￥') && !currency)
            currency = true;
        else
            break;
        text = str_trim(str_slice(text, next, text.n));
    }
    *negative = minus;
    return text;
}

// 1 268.35 without its blanks; false where they do not part thousands.
static bool join_thousands(StrBuf *buf, Str text)
{
    size_t group = 0, parted = 0;
    bool pointed = false;

    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        bool digit = char_digit(code) >= 0, blank = char_is_blank(code);

        if (!digit && (group == 0 || (parted > 0 && group != 3)))
            return false;
        if (blank ? pointed || group > 3 : !digit && (pointed || (code != '.' && code != U'．')))
            return false;
        parted += blank;
        pointed |= !digit && !blank;
        group = digit ? group + 1 : 0;
        if (!blank)
            buf_add(buf, str_slice(text, from, at));
    }
    return parted > 0 && group > 0 && (pointed || group == 3);
}

// 1.26835E3 as 1268.35. False where it is none, or where its last digit stands for more than a unit, so that
// others may have been rounded away: 1.27E+05.
static bool move_point(StrBuf *buf, Str text)
{
    char digits[MOST_WRITTEN];
    size_t at = 0, n = 0, whole = 0;
    int exponent = 0;
    bool pointed = false, below, some = false;

    for (; at < text.n && n < sizeof digits && text.at[at] != 'E' && text.at[at] != 'e'; at++) {
        if (text.at[at] >= '0' && text.at[at] <= '9')
            digits[n++] = text.at[at];
        else if (text.at[at] != '.' || pointed)
            return false;
        pointed |= text.at[at] == '.';
        whole += !pointed;
    }
    if (n == 0 || at++ >= text.n)
        return false;
    below = at < text.n && text.at[at] == '-';
    for (at += at < text.n && (below || text.at[at] == '+'); at < text.n; at++) {
        if (text.at[at] < '0' || text.at[at] > '9' || exponent > MOST_EXPONENT)
            return false;
        exponent = exponent * 10 + (text.at[at] - '0');
        some = true;
    }
    if (!some || exponent > MOST_EXPONENT || (!below && (size_t)exponent > n - whole))
        return false;
    for (int i = 0; below && i < exponent; i++)
        buf_add_c(buf, i == 0 ? "0." : "0");
    for (size_t i = 0; i < n; i++) {
        if (!below && i == whole + (size_t)exponent)
            buf_add_char(buf, '.');
        buf_add_char(buf, digits[i]);
    }
    return true;
}

// What number_parse reads, of what it does not.
static bool rewrite(StrBuf *buf, Str text)
{
    bool negative;
    Str rest = take_marks(text, &negative);
    size_t start;

    if (negative)
        buf_add_char(buf, '-');
    start = buf->n;
    if (rest.n > MOST_WRITTEN)
        return false;
    if (join_thousands(buf, rest))
        return true;
    buf->n = start;
    if (move_point(buf, rest))
        return true;
    buf->n = start;
    buf_add(buf, rest);
    // A second sign is none: --20.
    return rest.n > 0 && rest.n < text.n && rest.at[0] != '-' && rest.at[0] != '+' &&
           (!negative || rest.at[0] != '(');
}

Number text_cell_amount(Arena *arena, Str text, int *decimals, bool *blank)
{
    Number number;
    Arena *scratch;
    StrBuf buf;

    *decimals = 0;
    *blank = is_dashes(text);
    if (*blank)
        return NULL;
    number = number_parse(arena, text, decimals);
    if (number || text.n > 2 * MOST_WRITTEN)
        return number;
    scratch = arena_new();
    buf = (StrBuf){.arena = scratch};
    if (rewrite(&buf, text))
        number = number_parse(arena, (Str){buf.at, buf.n}, decimals);
    arena_free(scratch);
    return number;
}
