// What a number format shows beside a number, or instead of it: a unit, thousands of it, nothing at all.
#include "spreadsheet/internal-sheet.h"
#include "text/text.h"

#define MOST_SECTIONS 4 // of positive numbers, of negative ones, of zero, of texts
#define MOST_LITERAL 48 // bytes
#define THOUSANDS 3     // a comma after the last digit

// A part of a format between semicolons.
typedef struct Section {
    bool shows;     // has a place for the number or the text
    bool sign;      // a minus, brackets or a colour of its own
    bool condition; // [>=10000]
    int scale;      // the number is shown divided by 10^scale
    char literal[MOST_LITERAL];
    size_t literal_n;
} Section;

// ---- reading a format

// Where it is in a section.
typedef struct Scan {
    Section *section;
    bool pointed;        // past the decimal point
    int commas;          // since the last place of a digit
    int after_mark;      // places of digits after a point that is only text: 0!.0,
    bool mark, unscaled; // unscaled: a fraction, or of powers of ten
} Scan;

static void add_literal(Scan *scan, Str text)
{
    Section *section = scan->section;
    uint32_t first;

    for (size_t i = 0; i < text.n && section->literal_n < MOST_LITERAL; i++)
        section->literal[section->literal_n++] = text.at[i];
    if (str_equal(str_trim(text), STR(".")) && !scan->pointed)
        scan->mark = true;
    first = text.n ? utf8_next(text, &(size_t){0}) : 0;
    section->sign |= char_is_in(first, "-−–(（△▲");
}

static void add_place(Scan *scan)
{
    scan->section->shows = true;
    scan->commas = 0; // what stood between digits parts them
    scan->after_mark += scan->mark && !scan->pointed;
}

// [Red], [>=10000], [$￥-804]
static void read_bracket(Scan *scan, Str inside)
{
    ptrdiff_t dash = str_find_char(inside, '-', 0);

    if (inside.n == 0)
        return;
    if (inside.at[0] == '$')
        add_literal(scan, str_slice(inside, 1, dash < 0 ? inside.n : (size_t)dash));
    else if (inside.at[0] == '<' || inside.at[0] == '>' || inside.at[0] == '=')
        scan->section->condition = true;
    else
        scan->section->sign = true;
}

// The end of what begins there and is not a sign of its own: quoted, escaped, in brackets; `at` where nothing
// does.
static size_t read_marked(Scan *scan, Str code, size_t at)
{
    char c = code.at[at];
    size_t from = at + 1, end = from;
    ptrdiff_t close;

    switch (c) {
    case '"':
    case '[':
        close = str_find_char(code, c == '"' ? '"' : ']', from);
        end = close < 0 ? code.n : (size_t)close;
        if (c == '"')
            add_literal(scan, str_slice(code, from, end));
        else
            read_bracket(scan, str_slice(code, from, end));
        return close < 0 ? code.n : end + 1;
    case '\\':
    case '!': // as Chinese programs escape
    case '_':
    case '*':
        if (from < code.n)
            utf8_next(code, &end);
        if (c == '\\' || c == '!')
            add_literal(scan, str_slice(code, from, end));
        return end;
    default:
        return at;
    }
}

static void read_sign(Scan *scan, Str code, size_t at, size_t end)
{
    char c = code.at[at];

    if (c == '0' || c == '#' || c == '?') {
        add_place(scan);
    } else if (c == ',') {
        scan->commas++;
    } else if (c == '.') {
        scan->section->scale += THOUSANDS * scan->commas;
        scan->commas = 0;
        scan->pointed = true;
    } else if (c == '/' || c == 'E' || c == 'e') {
        scan->unscaled = true;
    } else if (c == '-' || c == '(' || (unsigned char)c >= 0x80) {
        add_literal(scan, str_slice(code, at, end));
    } else if (c != ' ' && c != '+' && c != ')' && c != '%') {
        scan->section->shows = true; // General, @, y, m, d, h, s
    }
}

// From `at` on; where the next begins, past the code's end where none does.
static size_t read_section(Section *section, Str code, size_t at)
{
    Scan scan = {.section = section};

    while (at < code.n && code.at[at] != ';') {
        size_t end = read_marked(&scan, code, at);

        if (end == at) {
            utf8_next(code, &end);
            read_sign(&scan, code, at, end);
        }
        at = end;
    }
    section->scale += THOUSANDS * scan.commas + scan.after_mark;
    if (scan.unscaled || !section->shows)
        section->scale = 0;
    return at + 1;
}

// ---- what it says

// The words of a literal: not the ￥ or the point beside them.
static Str words_of(Str text)
{
    for (size_t next = 0; text.n && !char_is_han(utf8_next(text, &next)); next = 0)
        text = str_slice(text, next, text.n);
    for (size_t end = text.n; end > 0 && !char_is_han(utf8_previous(text, &end));)
        text = str_slice(text, 0, end);
    return text;
}

// 0.00"万元"; 万 alone is that of 元.
uint8_t money_of_literal(Str literal)
{
    Str text = words_of(literal);
    Str one = text_money_name(0), name;

    for (int power = 0; (name = text_money_name(power)).n; power++)
        if (str_equal(text, name) || (power && str_equal(text, str_slice(name, 0, name.n - one.n))))
            return (uint8_t)(power + 1);
    return 0;
}

static uint8_t money_of(const Section *section)
{
    return money_of_literal((Str){section->literal, section->literal_n});
}

static bool alike(const Section *a, const Section *b)
{
    return a->scale == b->scale && money_of(a) == money_of(b);
}

void format_read_shown(CellFormat *format, Str code)
{
    Section sections[MOST_SECTIONS] = {0};
    size_t n = 0, at = 0;
    bool conditions = false;

    do {
        at = read_section(&sections[n], code, at);
        conditions |= sections[n++].condition;
    } while (n < MOST_SECTIONS && at <= code.n);
    format->scale = (int8_t)(sections[0].scale < 20 ? sections[0].scale : 20);
    format->money = money_of(&sections[0]);
    if (conditions) {
        for (size_t i = 1; i < n && i < 3; i++)
            format->otherwise |= sections[i].shows && !alike(&sections[0], &sections[i]);
        return;
    }
    format->hides_positive = n > 1 && !sections[0].shows;
    if (n < 2)
        return;
    format->hides_negative = !sections[1].shows;
    format->drops_sign = sections[1].shows && !sections[1].sign;
    format->otherwise = sections[0].shows && sections[1].shows && !alike(&sections[0], &sections[1]);
    format->hides_text = n == MOST_SECTIONS && !sections[3].shows && sections[3].literal_n == 0;
}

// ---- what is shown of a cell

static bool is_zero(Str number)
{
    for (size_t i = 0; i < number.n; i++)
        if (number.at[i] >= '1' && number.at[i] <= '9')
            return false;
    return true;
}

void cell_show(SheetCell *cell, CellFormat format, bool number)
{
    bool negative = number && cell->text.n && cell->text.at[0] == '-';
    bool date = format.kind == FORMAT_DATE;

    cell->indent = (uint16_t)(format.indent < UINT16_MAX ? format.indent : UINT16_MAX);
    if (cell->text.n == 0)
        return;
    if (format.faint ||
        (number ? !date && (negative ? format.hides_negative : format.hides_positive) : format.hides_text))
        cell->unseen = UNSEEN_COLOUR;
    else if (format.struck)
        cell->unseen = UNSEEN_STRUCK;
    if (!number || date)
        return;
    // A zero that is not seen is a blank.
    if (is_zero(cell->text)) {
        if (cell->unseen)
            cell->text = (Str){0};
        cell->unseen = UNSEEN_NOT;
        return;
    }
    cell->money = format.money;
    cell->scaled = format.scale != 0;
    if (cell->fault == FAULT_NONE && (format.otherwise || (negative && format.drops_sign)))
        cell->fault = FAULT_FORMAT;
}
