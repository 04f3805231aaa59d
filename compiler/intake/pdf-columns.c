// Texts of tables without rules, and where their columns part: where no row has ink.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"
#include "text/text.h"

#define MOST_COLUMNS 60
#define MOST_HEAD 20      // lines
#define MOST_SLOTS 8000   // across a page
#define SLOT 0.5F         // points
#define GUTTER 0.25F      // of an em, between two columns
#define LEAST_GUTTER 1.5F // points
#define CROSSING 0.06F    // of the rows: so many may cross a gutter, and stand in columns that they merge
#define OVER 0.8F         // points: what stands over an edge by no more does not cross it
#define SEAM 0.6F         // points
#define LEAST_SEAMS 2     // rows
#define FEW_ROWS 6        // of so many one may
#define WIDE_GAP 1.5F     // of an em: what is painted at once parts here
#define CLOSER 0.93F      // lines of a cell are closer than rows by this
#define LOOSER 1.12F      // and no further apart than others by this
#define LEAST_PITCH 0.7F  // of an em, between lines
#define LEAST_DISTANCES 4
#define LEAST_LEFT 3
#define PADDING 0.3F    // of an em, between a text and its column's edge
#define FULL 1.2F       // em: a text that ends no further from its column's end fills it
#define MOST_PITCH 2.2F // of an em, between lines of a cell

// ---- atoms

// 12.50, ≥1.
static bool is_figure(Str text)
{
    size_t at = 0;

    text = str_trim(text);
    return pdf_is_amount(text) || (text.n && char_is_in(utf8_next(text, &at), "≥≤＞＜><＝=±") &&
                                   pdf_is_amount(str_slice(text, at, text.n)));
}

// The base line of the first line that is not of the head: on a further page of those that do not stand over
// the first page's too, else the first with amounts. Where many lines are above it the head ends with the
// line of most texts.
static float body_find(const PdfBlock *part, const PdfBlock *first, float first_body)
{
    size_t body = 0, most = 0;

    if (part != first) {
        for (size_t i = 0; i < part->n && i < MOST_HEAD; i++)
            for (size_t k = 0; k < first->n && first->lines[k].base < first_body && body <= i; k++)
                if (str_equal(part->lines[i].text, first->lines[k].text))
                    body = i + 1;
        return body == 0 ? -1e6F : body < part->n ? part->lines[body].base : 1e6F;
    }
    for (; body < part->n; body++) {
        bool amounts = false;

        for (size_t k = 0; k < part->lines[body].part_count && part->lines[body].part_count > 1; k++)
            amounts = amounts || is_figure(part->lines[body].parts[k].text);
        if (amounts)
            break;
    }
    if (body == part->n)
        return 0;
    for (size_t i = 1; i < body && body > MOST_HEAD; i++)
        most = part->lines[i].part_count > part->lines[most].part_count ? i : most;
    for (size_t i = most + 1; i < body && body > MOST_HEAD; i++)
        if (part->lines[i].base - part->lines[most].base > LEAST_PITCH * part->lines[i].size)
            return part->lines[i].base;
    return part->lines[body].base;
}

void unruled_atoms_find(Unruled *reader)
{
    size_t lines = 0, begun = 0;

    reader->bodies = ARENA_ARRAY(reader->arena, float, reader->part_count + 1);
    for (uint32_t p = 0; p < reader->part_count; p++) {
        const PdfBlock *part = &reader->parts[p];

        reader->bodies[p] = body_find(part, &reader->parts[0], reader->bodies[0]);
        for (uint32_t i = 0; i < part->n; i++) {
            const PdfLine *line = &part->lines[i];

            lines++;
            begun += line->part_count && line->parts[0].begins;
            for (size_t k = 0; k < line->part_count; k++) {
                const PdfSegment *piece = &line->parts[k];

                if (str_trim(piece->text).n == 0)
                    continue;
                *vec_push(reader->arena, &reader->atoms) = (Atom){.box = piece->box,
                                                                  .base = piece->base,
                                                                  .size = piece->size,
                                                                  .text = str_trim(piece->text),
                                                                  .amount = pdf_is_amount(piece->text),
                                                                  .begins = piece->begins,
                                                                  .blank = piece->blank,
                                                                  .typed = piece->typed,
                                                                  .first = piece->first,
                                                                  .part = p,
                                                                  .line = i};
            }
        }
    }
    reader->painted = begun * 2 > lines;
}

static bool is_body(const Unruled *reader, const Atom *atom)
{
    return atom->base >= reader->bodies[atom->part] - atom->size * 0.4F;
}

// ---- columns

typedef struct Slots {
    float left;
    unsigned *inked;
} Slots;

static size_t slot_of(const Slots *slots, float x)
{
    float slot = (x - slots->left) / SLOT;

    return slot < 0 ? 0 : slot >= MOST_SLOTS ? MOST_SLOTS - 1 : (size_t)slot;
}

// Whether amounts end and texts begin just at x, painted apart, in several rows, and no text goes over it:
// columns that touch.
static bool is_seam(const Unruled *reader, float x)
{
    size_t rows = 0;

    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i], *before = i ? atom - 1 : NULL;

        if (!is_body(reader, atom) || atom->wide)
            continue;
        if (atom->box.x0 < x - SEAM && atom->box.x1 > x + SEAM)
            return false;
        rows += before && before->part == atom->part && before->line == atom->line && before->amount &&
                !atom->amount && fabsf(atom->box.x0 - x) < SEAM && fabsf(before->box.x1 - x) < SEAM;
    }
    return rows >= LEAST_SEAMS;
}

// Parts columns where they touch.
static void seams_part(Unruled *reader)
{
    for (size_t i = 1; i < reader->atoms.n && reader->columns.n < MOST_COLUMNS; i++) {
        const Atom *atom = &reader->atoms.at[i], *before = atom - 1;
        float x = atom->box.x0;
        size_t c = 0;

        if (!before->amount || atom->amount || before->line != atom->line || fabsf(before->box.x1 - x) > SEAM)
            continue;
        while (c < reader->columns.n && reader->columns.at[c].to < x + SEAM)
            c++;
        if (c == reader->columns.n || reader->columns.at[c].from > x - SEAM || !is_seam(reader, x))
            continue;
        vec_push(reader->arena, &reader->columns);
        for (size_t k = reader->columns.n - 1; k > c; k--)
            reader->columns.at[k] = reader->columns.at[k - 1];
        reader->columns.at[c].to = x;
        reader->columns.at[c + 1].from = x;
    }
}

// Where more than `most` texts of rows stand, parted where no more do.
static void spans_find(Unruled *reader, const Slots *slots, unsigned most, float gutter)
{
    size_t last = MOST_SLOTS;

    for (size_t s = 0; s < MOST_SLOTS; s++)
        slots->inked[s] = 0;
    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i];

        for (size_t s = slot_of(slots, atom->box.x0 + 0.2F);
             is_body(reader, atom) && !atom->wide && s <= slot_of(slots, atom->box.x1 - 0.2F); s++)
            slots->inked[s]++;
    }
    reader->columns.n = 0;
    for (size_t s = 0; s < MOST_SLOTS && reader->columns.n < MOST_COLUMNS; s++) {
        float x = slots->left + (float)s * SLOT;

        if (slots->inked[s] <= most)
            continue;
        if (last == MOST_SLOTS || (float)(s - last) * SLOT > gutter)
            *vec_push(reader->arena, &reader->columns) = (Column){.from = x};
        vec_last(&reader->columns)->to = x + SLOT;
        last = s;
    }
}

uint32_t unruled_crossed(const Unruled *reader, float x0, float x1, uint32_t *first)
{
    float over = fminf(OVER, (x1 - x0) / 4);
    uint32_t n = 0;

    *first = 0;
    for (uint32_t i = 0; i < reader->columns.n; i++)
        if (x0 < reader->columns.at[i].to - over && x1 > reader->columns.at[i].from + over) {
            *first = n ? *first : i;
            n = i - *first + 1;
        }
    return n;
}

static bool is_amounts(const Column *column)
{
    return column->amounts * 2 > column->rows;
}

// Whether a column's texts begin at its edge, but for those that are set in.
static bool is_from_left(const Unruled *reader, const Column *column)
{
    size_t begins = 0, ends = 0;

    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i];

        if (!is_body(reader, atom) || atom->wide || atom->box.x0 < column->from - 1 ||
            atom->box.x1 > column->to + 1)
            continue;
        begins += atom->box.x0 < column->from + 1;
        ends += atom->box.x1 > column->to - 1;
    }
    return !is_amounts(column) && begins >= LEAST_LEFT && begins > ends;
}

static bool is_in_gap(const Column *before, const Column *after, float edge)
{
    return edge >= before->right - 1 && edge <= after->left + 1;
}

// Names begin at their column's edge, amounts end there; heads stand in the middle.
void unruled_edges_find(Unruled *reader)
{
    Column *columns = reader->columns.at;
    float padding = PADDING * reader->atoms.at[0].size;
    size_t n = reader->columns.n;

    columns[0].begin = columns[0].left - padding;
    for (size_t c = 1; c < n; c++) {
        const Column *before = &columns[c - 1], *column = &columns[c];
        float mirrored = before->centre > 0 ? 2 * before->centre - before->begin : -1;

        if (is_from_left(reader, column))
            columns[c].begin = column->from - padding;
        else if (is_amounts(before) && is_in_gap(before, column, before->to + padding))
            columns[c].begin = before->to + padding;
        else if (is_in_gap(before, column, mirrored))
            columns[c].begin = mirrored;
        else
            columns[c].begin = (before->right + column->left) / 2;
    }
    reader->end = is_amounts(&columns[n - 1]) || columns[n - 1].centre <= 0
                      ? columns[n - 1].right + padding
                      : fmaxf(2 * columns[n - 1].centre - columns[n - 1].begin, columns[n - 1].right);
    if (n > 1 && columns[0].centre > 0 && !is_from_left(reader, &columns[0]) &&
        is_from_left(reader, &columns[1]))
        columns[0].begin = fminf(columns[0].left, 2 * columns[0].centre - columns[1].begin);
}

float unruled_edge(const Unruled *reader, size_t column)
{
    return column == reader->columns.n ? reader->end : reader->columns.at[column].begin;
}

static size_t rows_count(const Unruled *reader)
{
    size_t rows = 0;

    for (size_t i = 0; i < reader->atoms.n; i++)
        rows += is_body(reader, &reader->atoms.at[i]) &&
                (i == 0 || reader->atoms.at[i].line != reader->atoms.at[i - 1].line ||
                 reader->atoms.at[i].part != reader->atoms.at[i - 1].part);
    return rows;
}

// What is painted at once, in more rows than not, goes over a gutter: it parts no columns.
static bool is_gutter(const Unruled *reader, size_t column)
{
    const Column *before = &reader->columns.at[column - 1], *after = &reader->columns.at[column];
    size_t apart = 0, at_once = 0;

    for (size_t i = 1; i < reader->atoms.n; i++) {
        const Atom *a = &reader->atoms.at[i - 1], *b = &reader->atoms.at[i];

        if (a->part != b->part || a->line != b->line || !is_body(reader, b) || a->wide || b->wide ||
            a->box.x1 > before->to + SLOT || a->box.x1 < before->from || b->box.x0 < after->from - SLOT ||
            b->box.x0 > after->to)
            continue;
        if (b->begins || b->box.x0 - a->box.x1 > WIDE_GAP * b->size)
            apart++;
        else
            at_once++;
    }
    return apart >= at_once || !reader->painted;
}

void unruled_columns_join(Unruled *reader, size_t column)
{
    Column *columns = reader->columns.at, *one = &columns[column], *other = &columns[column + 1];

    one->from = fminf(one->from, other->from);
    one->to = fmaxf(one->to, other->to);
    one->left = fminf(one->left, other->left);
    one->right = fmaxf(one->right, other->right);
    one->rows += other->rows;
    one->amounts += other->amounts;
    reader->columns.n--;
    for (size_t c = column + 1; c < reader->columns.n; c++)
        columns[c] = columns[c + 1];
}

bool unruled_take_turns(const Unruled *reader, size_t column)
{
    const Column *one = &reader->columns.at[column], *other = one + 1;

    for (size_t i = 1; i < reader->atoms.n; i++) {
        const Atom *a = &reader->atoms.at[i - 1], *b = &reader->atoms.at[i];

        if (a->part == b->part && a->line == b->line && is_body(reader, b) && a->box.x0 < one->to &&
            a->box.x1 > one->from && b->box.x0 < other->to && b->box.x1 > other->from)
            return false;
    }
    return one->rows && other->rows;
}

static void columns_merge(Unruled *reader)
{
    size_t kept = 1;

    for (size_t c = 1; c < reader->columns.n; c++) {
        Column column = reader->columns.at[c];

        reader->columns.at[kept] = column;
        if (is_gutter(reader, kept))
            kept++;
        else
            reader->columns.at[kept - 1].to = column.to;
    }
    reader->columns.n = reader->columns.n ? kept : 0;
}

static void columns_count(Unruled *reader)
{
    uint32_t first;

    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i];

        if (!is_body(reader, atom) || unruled_crossed(reader, atom->box.x0, atom->box.x1, &first) != 1)
            continue;
        reader->columns.at[first].rows++;
        reader->columns.at[first].amounts += atom->amount;
    }
    for (size_t c = 0; c < reader->columns.n; c++) {
        reader->columns.at[c].left = reader->columns.at[c].from;
        reader->columns.at[c].right = reader->columns.at[c].to;
    }
}

// ---- how far apart lines and rows are

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

// The distances from atoms to the next above them, of amounts alone, of rows alone or of all.
static size_t distances_find(const Unruled *reader, bool amounts, bool body, float *distances)
{
    size_t n = 0;

    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i];

        if (body && !is_body(reader, atom))
            continue;
        if (amounts && (!atom->amount || str_find_char(atom->text, '.', 0) < 0))
            continue;
        for (size_t k = i; k > 0; k--) {
            const Atom *above = &reader->atoms.at[k - 1];
            float distance = atom->base - above->base;

            if (above->part != atom->part || distance > MOST_PITCH * 2 * atom->size)
                break;
            if (distance < LEAST_PITCH * atom->size || above->box.x1 < atom->box.x0 ||
                above->box.x0 > atom->box.x1)
                continue;
            if (!amounts && above->amount && atom->amount)
                break;
            if (amounts && !above->amount)
                break;
            distances[n++] = distance;
            break;
        }
    }
    if (n)
        qsort(distances, n, sizeof *distances, by_value);
    return n;
}

// Whether texts that others stand below, so far away, mostly fill their columns, as those that go on do.
static bool are_full(const Unruled *reader, float distance)
{
    size_t pairs = 0, full = 0;
    uint32_t first;

    for (size_t i = 0; i < reader->atoms.n; i++) {
        const Atom *atom = &reader->atoms.at[i];

        if (atom->amount || !is_body(reader, atom) ||
            unruled_crossed(reader, atom->box.x0, atom->box.x1, &first) != 1)
            continue;
        for (size_t k = i + 1; k < reader->atoms.n && reader->atoms.at[k].part == atom->part; k++) {
            const Atom *below = &reader->atoms.at[k];

            if (below->base - atom->base > distance * LOOSER)
                break;
            if (below->base - atom->base < distance * CLOSER || below->box.x0 > atom->box.x1 ||
                below->box.x1 < atom->box.x0)
                continue;
            pairs++;
            full += atom->box.x1 > reader->columns.at[first].to - FULL * atom->size;
            break;
        }
    }
    return full * 2 > pairs;
}

// The distance that most are like.
static float most_of(const float *distances, size_t n)
{
    size_t most = 0, best = 0;

    for (size_t i = 0, end = 0; i < n; i++) {
        while (end < n && distances[end] <= distances[i] * LOOSER)
            end++;
        if (end - i > most) {
            most = end - i;
            best = i + most / 2;
        }
    }
    return n ? distances[best] : 0;
}

static void pitch_find(Unruled *reader)
{
    float *distances = ARENA_ARRAY(reader->arena, float, reader->atoms.n + 1),
          size = reader->atoms.at[0].size, rows;
    size_t n = distances_find(reader, true, true, distances), closer = 0;

    reader->pitch = n ? distances[n / 20] : 0;
    // Where few rows have amounts next to each other.
    n = distances_find(reader, false, true, distances);
    rows = most_of(distances, n);
    if (n >= LEAST_DISTANCES && (reader->pitch <= 0 || rows < reader->pitch * CLOSER) &&
        !are_full(reader, rows))
        reader->pitch = rows;
    n = distances_find(reader, false, false, distances);
    reader->glue = reader->pitch > 0 ? reader->pitch * CLOSER : MOST_PITCH * size;
    while (closer < n && distances[closer] < fminf(reader->glue, MOST_PITCH * size))
        closer++;
    if (closer)
        reader->glue = fminf(reader->glue, most_of(distances, closer) * LOOSER);
}

bool unruled_columns_find(Unruled *reader)
{
    Slots slots = {.left = 1e6F, .inked = ARENA_ARRAY(reader->arena, unsigned, MOST_SLOTS + 1)};
    size_t rows = rows_count(reader);
    unsigned most = (unsigned)(CROSSING * (float)rows);
    uint32_t first;
    float gutter;

    if (reader->atoms.n == 0)
        return false;
    for (size_t i = 0; i < reader->atoms.n; i++)
        slots.left = fminf(slots.left, reader->atoms.at[i].box.x0);
    gutter = fmaxf(LEAST_GUTTER, GUTTER * reader->atoms.at[0].size);
    spans_find(reader, &slots, most == 0 && rows >= FEW_ROWS ? 1 : most, gutter);
    seams_part(reader);
    for (size_t i = 0; i < reader->atoms.n; i++) {
        Atom *atom = &reader->atoms.at[i];

        atom->wide = is_body(reader, atom) && unruled_crossed(reader, atom->box.x0, atom->box.x1, &first) > 1;
    }
    spans_find(reader, &slots, 0, gutter);
    columns_merge(reader);
    seams_part(reader);
    columns_count(reader);
    pitch_find(reader);
    return reader->columns.n >= 2;
}
