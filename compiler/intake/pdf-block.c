// Lines of a page that stand in columns: where a table without rules begins and ends.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define LEAST_ROWS 3  // lines side by side that may be a table
#define LEAST_RULED 2 // the same between rules across, or of many texts each
#define MANY 4
#define LEAST_AMOUNTS 2
#define FAR 3.2F // em: lines that are further apart are not of one table
#define OTHER_SIZE 0.12F
#define CLOSE 1.0F    // em: lines beside each other's cells
#define BESIDE 1.3F   // em: the same where no text is below the other
#define ONE_CELL 1.6F // em: lines of one cell
#define EDGE 0.3F     // em
#define ALIGNED 0.6F  // em
#define LEAST_ALIKE 2
#define NEAR 12        // lines below one that it may be alike with
#define LOOKED 6       // lines of which rows' distances are taken
#define NARROW 0.45F   // of the table's width: a line that is one cell's
#define MOST_ALONE 2   // lines after each other that are wider
#define MOST_NARROW 80 // the same that are not, and begin or end as others of the table do
#define MOST_BETWEEN 3 // glyphs painted between parts of one text

// Whether something else is painted between two parts of a line, as where lines of cells stand beside each
// other.
static bool is_painted_apart(const PdfLine *line)
{
    for (size_t i = 1; i < line->part_count; i++) {
        const PdfSegment *before = &line->parts[i - 1], *part = &line->parts[i];

        if (part->box.x0 > before->box.x1 &&
            (part->first < before->last || part->first > before->last + MOST_BETWEEN))
            return true;
    }
    return false;
}

bool pdf_is_side_by_side(const PdfLine *line)
{
    return (line->segment_count >= 2 || is_painted_apart(line)) && !pdf_is_led(line->text);
}

// ---- what stands over tables

static bool is_caption(const PdfLine *line)
{
    for (size_t i = 0; i < line->segment_count; i++)
        if (!label_is(line->segments[i].text))
            return false;
    return true;
}

static bool is_other_size(const PdfLine *a, const PdfLine *b)
{
    return fabsf(a->size - b->size) > OTHER_SIZE * fminf(a->size, b->size);
}

// A table's name in the middle over it.
static bool is_title(const PdfLine *line, const PdfBox *box)
{
    WordList ends = words_builtin.lists[WORDS_TABLE_ENDS];
    Str text = str_trim(line->text);

    if (line->segment_count != 1 || fabsf(line->box.x0 + line->box.x1 - box->x0 - box->x1) > 3 * line->size)
        return false;
    for (size_t i = 0; i < ends.n; i++)
        if (str_ends(text, ends.at[i]))
            return true;
    for (size_t i = 0; i < words_builtin.lists[WORDS_TABLE_CONTINUED].n; i++)
        if (str_ends(text, words_builtin.lists[WORDS_TABLE_CONTINUED].at[i]))
            return true;
    return false;
}

// ---- where it ends

static void box_add(PdfBox *box, const PdfLine *line)
{
    box->x0 = fminf(box->x0, line->box.x0);
    box->x1 = fmaxf(box->x1, line->box.x1);
}

static bool is_narrow(const PdfLine *line, const PdfBox *box)
{
    return line->box.x1 - line->box.x0 < NARROW * (box->x1 - box->x0) &&
           line->box.x0 >= box->x0 - line->size && line->box.x1 <= box->x1 + line->size;
}

// Whether a line alone stands below or above one text of another as a cell's lines do.
static bool is_aligned(const PdfLine *line, const PdfLine *other)
{
    for (size_t i = 0; i < other->part_count; i++) {
        const PdfBox *box = &other->parts[i].box;

        if (line->box.x0 < box->x1 && line->box.x1 > box->x0 &&
            (fabsf(line->box.x0 - box->x0) < ALIGNED * line->size ||
             fabsf(line->box.x1 - box->x1) < ALIGNED * line->size ||
             fabsf(line->box.x0 + line->box.x1 - box->x0 - box->x1) < 2 * ALIGNED * line->size))
            return true;
    }
    return false;
}

// How many texts of other lines of a table begin or end where a line does.
static size_t alike_count(const PdfLines *lines, size_t at, size_t end, const PdfLine *line)
{
    size_t alike = 0;

    for (size_t i = at; i < end; i++)
        for (size_t k = 0; k < lines->at[i].part_count && &lines->at[i] != line; k++)
            alike += fabsf(lines->at[i].parts[k].box.x0 - line->box.x0) < 1 ||
                     fabsf(lines->at[i].parts[k].box.x1 - line->box.x1) < 1;
    return alike;
}

// Whether a line alone before or after a table's [at, end) is a row that has text in one column, not the
// first: others of it begin so.
static bool is_row(const PdfLines *lines, size_t at, size_t end, size_t row, const PdfBox *box)
{
    const PdfLine *line = &lines->at[row];
    float distance = row < at ? lines->at[at].base - line->base : line->base - lines->at[end - 1].base,
          most = 0;

    for (size_t i = row < at ? at : end > at + LOOKED ? end - LOOKED : at; i + 1 < end; i++) {
        most = fmaxf(most, lines->at[i + 1].base - lines->at[i].base);
        if (row < at && i > at + LOOKED)
            break;
    }
    return end > at + 1 && line->box.x0 >= box->x0 + line->size * 2 &&
           distance <= fmaxf(ONE_CELL * line->size, 1.2F * most) &&
           alike_count(lines, at, end, line) >= LEAST_ALIKE;
}

// One past the lines from `at` that stand in columns: most are side by side, and so are the first and last.
static size_t block_end(const PdfLines *lines, size_t at, PdfBox *box)
{
    size_t end = at, wide = 0, narrow = 0;

    *box = lines->at[at].box;
    for (size_t i = at; i < lines->n; i++) {
        const PdfLine *line = &lines->at[i];

        if (i > at && (line->base - lines->at[i - 1].base > FAR * line->size ||
                       is_other_size(line, &lines->at[at]) || is_title(line, box) || is_caption(line)))
            break;
        if (pdf_is_side_by_side(line)) {
            end = i + 1;
            wide = narrow = 0;
            box_add(box, line);
        } else if (pdf_is_led(line->text) ||
                   (is_narrow(line, box) &&
                            alike_count(lines, at, i + NEAR < lines->n ? i + NEAR : lines->n, line)
                        ? ++narrow > MOST_NARROW
                        : ++wide > MOST_ALONE)) {
            break;
        }
    }
    // The last cells' further lines.
    while (end > at && end < lines->n && !is_other_size(&lines->at[end], &lines->at[at]) &&
           is_narrow(&lines->at[end], box) && !is_caption(&lines->at[end]) &&
           !is_title(&lines->at[end], box)) {
        float distance = lines->at[end].base - lines->at[end - 1].base;
        bool aligned = is_aligned(&lines->at[end], &lines->at[end - 1]) ||
                       (end > at + 1 && is_aligned(&lines->at[end], &lines->at[end - 2]));

        if (distance > CLOSE * lines->at[end].size &&
            (distance > ONE_CELL * lines->at[end].size || !aligned) && !is_row(lines, at, end, end, box))
            break;
        end++;
    }
    return end;
}

static bool is_over_one(const PdfLine *line, const PdfLine *next)
{
    size_t under = 0;

    for (size_t k = 0; k < next->segment_count; k++)
        under += line->box.x0 < next->segments[k].box.x1 && line->box.x1 > next->segments[k].box.x0;
    return under <= 1;
}

static bool is_beside(const PdfLine *line, const PdfLine *next)
{
    for (size_t i = 0; i < next->part_count; i++)
        if (line->box.x0 < next->parts[i].box.x1 && line->box.x1 > next->parts[i].box.x0)
            return false;
    return true;
}

// The first cells of a head may be lines of their own over the table's first line.
static size_t block_begin(const PdfLines *lines, size_t at, size_t end, size_t least, const PdfBox *box)
{
    while (at > least) {
        const PdfLine *line = &lines->at[at - 1], *next = &lines->at[at];
        float distance = next->base - line->base;

        if (pdf_is_led(line->text) || is_other_size(line, next) || is_caption(line) || is_title(line, box) ||
            (distance > CLOSE * line->size && !is_narrow(line, box)) || !is_over_one(line, next))
            break;
        bool beside = is_beside(line, next) && line->box.x0 > box->x0 + EDGE * line->size;

        if (distance > (beside ? BESIDE : CLOSE) * line->size &&
            (distance > ONE_CELL * line->size || !is_aligned(line, next)) &&
            !is_row(lines, at, end, at - 1, box))
            break;
        at--;
    }
    return at;
}

// ---- whether it is one

static bool is_between_rules(const PdfBoxes *bands, float top, float bottom)
{
    size_t above = 0, below = 0;

    for (size_t i = 0; i < bands->n; i++) {
        above += bands->at[i].y0 <= top;
        below += bands->at[i].y0 >= bottom;
    }
    return above && below;
}

size_t pdf_block_find(const PdfLines *lines, const PdfBoxes *bands, size_t at, size_t least, size_t *from)
{
    size_t end, beside = 0, amounts = 0, wide = 0, many = 0;
    PdfBox box;
    bool ruled;

    if (!pdf_is_side_by_side(&lines->at[at]) || is_caption(&lines->at[at]))
        return at;
    end = block_end(lines, at, &box);
    for (size_t i = at; i < end; i++)
        box_add(&box, &lines->at[i]);
    for (size_t i = at; i < end; i++) {
        const PdfLine *line = &lines->at[i];

        beside += pdf_is_side_by_side(line);
        many += line->segment_count >= MANY;
        wide += !pdf_is_side_by_side(line) && !is_narrow(line, &box);
        for (size_t k = 0; pdf_is_side_by_side(line) && k < line->part_count; k++)
            amounts += pdf_is_amount(line->parts[k].text);
    }
    ruled =
        end > at && is_between_rules(bands, lines->at[at].base, lines->at[end - 1].base - lines->at[at].size);
    *from = block_begin(lines, at, end, least, &box);
    return beside < (ruled || many == beside ? LEAST_RULED : LEAST_ROWS) || wide * 2 > beside ||
                   (amounts < LEAST_AMOUNTS && !ruled)
               ? at
               : end;
}
