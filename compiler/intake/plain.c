// Lines of plain text: those that a viewer broke joined, those that are rows of a table made one.
#include "intake/internal-intake.h"
#include "text/text.h"

#define LEAST_PROSE 40 // columns of a line that may be broken where others are longer
#define LEAST_BROKEN 3 // lines that are open, of a text whose width varies
#define LEAST_GAPPED 3 // rows of a table whose columns gaps part
#define GAP 2          // blanks that part columns

// A paragraph that has text.
static IntakeLine *text_line(const IntakeLines *lines, size_t at)
{
    IntakeLine *line = &lines->at[at];

    return line->kind == INTAKE_PARAGRAPH && line->text.n ? line : NULL;
}

// ---- broken lines

static size_t columns_of(Str text)
{
    size_t columns = 0;

    for (size_t at = 0; at < text.n;)
        columns += char_is_full_width(utf8_next(text, &at)) ? 2 : 1;
    return columns;
}

static bool has_mark(Str text, bool sentence)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (sentence ? text_ends_sentence(code) && at < text.n : text_ends_clause(code))
            return true;
    }
    return false;
}

// A line that ends as no broken one does: with its sentence, or as a heading of one line.
static bool is_whole(Str text)
{
    size_t end = text.n;
    TextNumbering numbering;

    return (text_numbering_read(text, &numbering) &&
            !has_mark(str_slice(text, text_numbering_end(text, &numbering), text.n), false)) ||
           text.n == 0 || text_ends_sentence(utf8_previous(text, &end));
}

typedef struct Breaks {
    size_t width; // at which lines were broken; 0: they were not
    size_t least; // columns of a line that may be broken where the width varies; 0: it does not
} Breaks;

// At one width: several that are not whole come close to the widest. At a width that varies: of the lines
// that sentences stand in a good part is open at its end.
static Breaks breaks_of(const IntakeLines *lines)
{
    size_t widest = 0, close = 0, prose = 0, open = 0;
    Breaks breaks = {0};

    for (size_t i = 0; i < lines->n; i++)
        if (text_line(lines, i) && columns_of(lines->at[i].text) > widest)
            widest = columns_of(lines->at[i].text);
    for (size_t i = 0; i < lines->n; i++) {
        const IntakeLine *line = text_line(lines, i);
        size_t columns = line ? columns_of(line->text) : 0;

        if (!line)
            continue;
        close += columns + 4 >= widest && !is_whole(line->text);
        prose += columns >= LEAST_PROSE && has_mark(line->text, false);
        open += columns >= LEAST_PROSE && has_mark(line->text, true) && !is_whole(line->text);
    }
    if (widest < 20 || widest > 200)
        return breaks;
    breaks.width = close >= 2 ? widest : 0;
    if (open >= LEAST_BROKEN && open * 4 >= prose)
        breaks.least = widest / 2 > LEAST_PROSE ? widest / 2 : LEAST_PROSE;
    return breaks;
}

// 1511.89万 and 元: an amount that a line's end parted.
static bool parts_amount(Str line, Str next)
{
    size_t end = line.n, unit = 0;
    uint32_t last = utf8_previous(line, &end);
    Str tail = str_slice(line, end, line.n);
    StrBuf joined = {.arena = arena_new()};
    Str name;
    int power;

    buf_add(&joined, tail);
    buf_add(&joined, str_slice(next, 0, next.n < 8 ? next.n : 8));
    if (char_digit(last) >= 0)
        unit = text_money_at(next, &name, &power) ? 1 : 0;
    else if (text_money_at(buf_str(&joined), &name, &power))
        unit = name.n > tail.n;
    arena_free(joined.arena);
    return unit > 0;
}

// A mark that a viewer shows before an item of a list.
static bool has_bullet(Str text)
{
    size_t at = 0;
    uint32_t code = utf8_next(text, &at);

    if (char_is_in(code, "•●○◆◇■□▪▫►▶➢➤✓✔√·*–—-"))
        return at < text.n && (code > 0x7f || text.at[at] == ' ');
    return code >= 0xE000 && code <= 0xF8FF; // of a font of signs
}

// Where a number, or a number and what is counted, is parted.
static bool parts_number(uint32_t last, Str next)
{
    size_t at = 0;
    uint32_t first = utf8_next(next, &at);

    if (char_digit(last) >= 0 && (first == '.' || first == ','))
        return at < next.n && char_digit(utf8_next(next, &at)) >= 0;
    return char_is_in(last, ".,") && char_digit(first) >= 0;
}

static bool goes_on(const WordList *words, Str line, Str next, Breaks breaks)
{
    TextNumbering numbering;
    size_t end = line.n, at = 0;
    uint32_t last = utf8_previous(line, &end), first = utf8_next(next, &at);
    bool indented = char_is_blank(first);

    next = str_trim(next);
    if (parts_amount(line, next))
        return true;
    if (text_closing_of(last) || (char_is_in(first, "，。；：、）”》,;:%％")))
        return true;
    if ((!breaks.width && !breaks.least) || indented || has_bullet(next))
        return false;
    if (parts_number(last, next))
        return true;
    if (text_ends_sentence(last) || char_is_in(last, "：:") || text_numbering_read(next, &numbering) ||
        words_find(words[WORDS_CONTENTS_TITLE], text_name(next)) >= 0)
        return false;
    if (breaks.width && columns_of(line) + 6 >= breaks.width)
        return true;
    return breaks.least && columns_of(line) >= breaks.least && !is_whole(line);
}

void plain_join(Arena *arena, const WordList *words, IntakeLines *lines, const Str *raw)
{
    Breaks breaks = breaks_of(lines);

    for (size_t i = 0; i + 1 < lines->n; i++) {
        IntakeLine *line = text_line(lines, i);
        StrBuf joined = {.arena = arena};
        size_t k = i + 1;
        Str last;

        if (!line)
            continue;
        last = line->text;
        buf_add(&joined, last);
        for (; k < lines->n && text_line(lines, k) && goes_on(words, last, raw[k], breaks); k++) {
            last = lines->at[k].text;
            join_text(&joined, last);
            lines->at[k].text = (Str){0};
        }
        if (k > i + 1)
            line->text = buf_str(&joined);
        i = k - 1;
    }
}

// ---- tables

// The next cell from *at on, and past the tab or the gap after it.
static Str cell_next(Str text, size_t *at, bool gaps)
{
    size_t from = *at, end = from, blanks = 0;

    while (end < text.n) {
        size_t next = end;
        uint32_t code = utf8_next(text, &next);

        if (!gaps && code == '\t')
            break;
        blanks = gaps && char_is_blank(code) ? blanks + (code == U'　' || code == '\t' ? 2 : 1) : 0;
        if (blanks >= GAP)
            break;
        end = next;
    }
    *at = end;
    if (end < text.n)
        utf8_next(text, at);
    while (gaps && *at < text.n) {
        size_t next = *at;

        if (!char_is_blank(utf8_next(text, &next)))
            break;
        *at = next;
    }
    return str_trim(str_slice(text, from, end));
}

static size_t cells_of(Str text, bool gaps)
{
    size_t cells = 1, at = 0;

    while (cell_next(text, &at, gaps), at < text.n)
        cells++;
    return cells + (!gaps && text.n && text.at[text.n - 1] == '\t');
}

static IntakeTable *table_of(Arena *arena, const IntakeLine *lines, size_t n, bool gaps)
{
    IntakeTable *table = ARENA_NEW(arena, IntakeTable);
    IntakeRow *rows = ARENA_ARRAY(arena, IntakeRow, n);
    size_t count = 0;

    for (size_t r = 0; r < n; r++) {
        Str text = lines[r].text;
        size_t cells = cells_of(text, gaps), at = 0;
        IntakeCell *row = ARENA_ARRAY(arena, IntakeCell, cells);

        if (text.n == 0)
            continue;
        for (size_t c = 0; c < cells; c++)
            row[c] = (IntakeCell){cell_next(text, &at, gaps), 1, 1, false};
        rows[count++] = (IntakeRow){row, cells};
    }
    *table = (IntakeTable){.rows = rows, .row_count = count, .loose = gaps};
    return table;
}

// One past the lines from `at` on that have as many tabs; `at` where there are not two.
static size_t tabs_end(const IntakeLines *lines, size_t at)
{
    size_t end = at, cells = text_line(lines, at) ? cells_of(lines->at[at].text, false) : 1;

    while (cells > 1 && end < lines->n && text_line(lines, end) &&
           cells_of(lines->at[end].text, false) == cells)
        end++;
    return end > at + 1 ? end : at;
}

// Amounts as tables have them, with decimals or thousands: no page of a list of contents.
static bool has_amount(Arena *arena, Str text)
{
    for (size_t at = 0; at < text.n;) {
        Str cell = cell_next(text, &at, true);
        int decimals;
        bool blank;
        Number number = text_cell_amount(arena, cell, &decimals, &blank);

        if (number && (decimals > 0 || str_find_char(cell, ',', 0) >= 0))
            return true;
    }
    return false;
}

// Above its first row what gaps part may be a table's caption or head; a heading or a sentence is neither.
static bool is_head(Str text)
{
    TextNumbering numbering;

    return !text_numbering_read(text, &numbering) && !has_mark(text, true);
}

// One past the last row of a table whose columns gaps part: from `at` on, most with an amount; `at` where
// there are too few.
static size_t gaps_end(Arena *arena, const IntakeLines *lines, size_t at)
{
    size_t end = at, rows = 0, amounts = 0;

    for (size_t i = at; i < lines->n; i++) {
        const IntakeLine *line = text_line(lines, i);
        size_t cells = line ? cells_of(line->text, true) : 0;
        bool amount = line && cells > 1 && has_amount(arena, line->text);

        if (lines->at[i].kind != INTAKE_PARAGRAPH ||
            (line && !amount && cells < 3 && (cells < 2 || amounts || !is_head(line->text))))
            break;
        if (!line)
            continue;
        end = i + 1;
        rows++;
        amounts += amount;
    }
    return amounts >= LEAST_GAPPED - 1 && rows >= LEAST_GAPPED && amounts * 2 >= rows ? end : at;
}

void plain_tables(Arena *arena, IntakeLines *lines, Str *raw)
{
    IntakeLines found = {0};

    for (size_t i = 0; i < lines->n;) {
        size_t tabs = tabs_end(lines, i),
               gaps = tabs > i || !text_line(lines, i) ? i : gaps_end(arena, lines, i),
               end = tabs > i ? tabs : gaps;

        raw[found.n] = raw[i];
        if (end > i) {
            *vec_push(arena, &found) =
                (IntakeLine){.kind = INTAKE_TABLE,
                             .offset = lines->at[i].offset,
                             .table = table_of(arena, &lines->at[i], end - i, gaps > i)};
            i = end;
        } else {
            *vec_push(arena, &found) = lines->at[i++];
        }
    }
    *lines = found;
}
