// Texts of tables without rules to cells, and cells to rows.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"
#include "text/text.h"

#define AT_ONCE 1.5F   // of an em: gaps in what is painted at once
#define TOUCHING 0.12F // of an em: gaps between what is painted apart in one cell
#define MIXED 0.3F     // the same between Latin and Chinese
#define ALIGNED 0.6F   // of an em
#define RISE 0.55F     // of an em: how far a line's ink is above its base line, at least
#define SAME_SIZE 0.12F
#define EVEN 0.2F        // of an em: what stands in the middle of two lines is out of it by no more
#define LEAST_PITCH 0.9F // em: lines of one cell
#define MOST_PITCH 1.6F
#define FULL 1.2F // em: a text that ends no further from its column's end fills it

static bool is_band_between(const PdfBlock *part, float above, float below, float x)
{
    for (size_t i = 0; i < part->band_count; i++)
        if (part->bands[i].y0 > above - 1 && part->bands[i].y0 < below - 2 && part->bands[i].x0 < x &&
            part->bands[i].x1 > x)
            return true;
    return false;
}

static void text_add(Unruled *reader, Piece *piece, Str more, bool same_line, bool blank)
{
    StrBuf text = {.arena = reader->arena};

    buf_add(&text, piece->text);
    if (same_line && blank)
        buf_add_char(&text, ' ');
    if (same_line)
        buf_add(&text, more);
    else
        join_text(&text, more);
    piece->text = buf_str(&text);
}

static void box_add(PdfBox *box, const PdfBox *more)
{
    box->x0 = fminf(box->x0, more->x0);
    box->x1 = fmaxf(box->x1, more->x1);
    box->y0 = fminf(box->y0, more->y0);
    box->y1 = fmaxf(box->y1, more->y1);
}

static bool is_mixed(Str before, Str after)
{
    size_t end = before.n, at = 0;
    uint32_t last = utf8_previous(before, &end), first = utf8_next(after, &at);

    return (last < 0x80) != (first < 0x80);
}

// Whether an atom goes on with the one before it on its line.
static bool is_on(const Unruled *reader, const Piece *before, const Atom *atom)
{
    float gap = atom->box.x0 - before->box.x1;
    uint32_t first, second, a = unruled_crossed(reader, before->box.x0, before->box.x1, &first),
                            b = unruled_crossed(reader, atom->box.x0, atom->box.x1, &second);

    if (a == 1 && b == 1 && first != second)
        return false;
    if (gap <= (is_mixed(before->text, atom->text) ? MIXED : TOUCHING) * atom->size ||
        (!atom->begins && (reader->painted || atom->typed) && gap <= AT_ONCE * atom->size))
        return true;
    return a == 1 && b == 1 && atom->base >= reader->bodies[atom->part] - atom->size * 0.4F;
}

void unruled_line_add(Unruled *reader, Pieces *lines, const Atom *atom)
{
    Piece *before = lines->n ? vec_last(lines) : NULL;

    if (before && before->part == atom->part && before->line == atom->line && atom->box.x0 > before->box.x0 &&
        is_on(reader, before, atom)) {
        text_add(reader, before, atom->text, true, atom->blank);
        before->unsure = before->unsure || before->amount != atom->amount;
        box_add(&before->box, &atom->box);
        before->last_x1 = before->box.x1;
        before->amount = false;
        return;
    }
    *vec_push(reader->arena, lines) = (Piece){.box = atom->box,
                                              .base = atom->base,
                                              .last = atom->base,
                                              .size = atom->size,
                                              .line_x0 = atom->box.x0,
                                              .last_x1 = atom->box.x1,
                                              .text = atom->text,
                                              .part = atom->part,
                                              .line = atom->line,
                                              .order = atom->first,
                                              .amount = atom->amount,
                                              .lines = 1};
}

// The texts of one line, each of one cell.
static size_t line_read(Unruled *reader, size_t at, Pieces *line)
{
    const Atom *first = &reader->atoms.at[at];

    line->n = 0;
    for (; at < reader->atoms.n; at++) {
        const Atom *atom = &reader->atoms.at[at];

        if (atom->part != first->part || atom->line != first->line)
            break;
        unruled_line_add(reader, line, atom);
    }
    return at;
}

bool unruled_may_go_on(const Unruled *reader, const Piece *piece, const Piece *line)
{
    uint32_t first, second, a = unruled_crossed(reader, piece->box.x0, piece->box.x1, &first),
                            b = unruled_crossed(reader, line->box.x0, line->box.x1, &second);
    bool body = line->base >= reader->bodies[line->part] - line->size * 0.4F;

    if (fabsf(piece->size - line->size) > SAME_SIZE * line->size)
        return false;
    if (line->box.x0 > piece->box.x1 || line->box.x1 < piece->box.x0 ||
        is_band_between(&reader->parts[line->part], piece->last, line->base,
                        (line->box.x0 + line->box.x1) / 2))
        return false;
    if (piece->amount && line->amount &&
        (str_find_char(piece->text, '.', 0) >= 0 || str_find_char(line->text, '.', 0) >= 0))
        return false;
    if (a == 1 && b == 1 && body)
        return first == second;
    return fabsf(piece->box.x0 - line->box.x0) < ALIGNED * line->size ||
           fabsf(piece->box.x1 - line->box.x1) < ALIGNED * line->size ||
           fabsf(piece->box.x0 + piece->box.x1 - line->box.x0 - line->box.x1) < 2 * ALIGNED * line->size;
}

// Whether a line's text goes on with a piece above it.
static bool goes_on(const Unruled *reader, const Piece *piece, const Piece *line)
{
    float distance = line->base - piece->last;

    return piece->part == line->part && distance <= reader->glue && distance >= 0.5F * line->size &&
           unruled_may_go_on(reader, piece, line);
}

// ---- cells in the middle of their rows, where lines are no closer than rows

static bool is_between(const Piece *anchor, const Piece *above, const Piece *below)
{
    return anchor != above && anchor != below && anchor->part == above->part &&
           anchor->base == anchor->last &&
           fabsf(anchor->base - (above->last + below->base) / 2) < EVEN * anchor->size &&
           (anchor->box.x0 > fmaxf(above->box.x1, below->box.x1) ||
            anchor->box.x1 < fminf(above->box.x0, below->box.x0));
}

static bool is_aligned(const Piece *a, const Piece *b)
{
    return fabsf(a->box.x0 + a->box.x1 - b->box.x0 - b->box.x1) < 2 * ALIGNED * a->size;
}

// Pieces of a page by their base lines, from above.
typedef struct Heights {
    const Piece **at;
    size_t n;
    float em; // of the largest
} Heights;

static int by_height(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return (*x)->base != (*y)->base ? ((*x)->base < (*y)->base ? -1 : 1) : (*x > *y) - (*x < *y);
}

static Heights heights_of(Arena *arena, const Pieces *pieces)
{
    Heights heights = {ARENA_ARRAY(arena, const Piece *, pieces->n + 1), pieces->n, 0};

    for (size_t i = 0; i < pieces->n; i++) {
        heights.at[i] = &pieces->at[i];
        heights.em = fmaxf(heights.em, pieces->at[i].size);
    }
    if (heights.n)
        qsort(heights.at, heights.n, sizeof *heights.at, by_height);
    return heights;
}

// The first that is no higher than a base line.
static size_t height_find(const Heights *heights, float base)
{
    size_t from = 0, to = heights->n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (heights->at[middle]->base < base)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

// A head at a base line that is aligned with one; NULL: there is none.
static const Piece *aligned_at(const Heights *heights, const Piece *with, float base)
{
    float reach = EVEN * with->size;

    for (size_t i = height_find(heights, base - reach);
         i < heights->n && heights->at[i]->base <= base + reach; i++)
        if (heights->at[i]->head && is_aligned(heights->at[i], with))
            return heights->at[i];
    return NULL;
}

static float width_of(const Piece *piece)
{
    return piece->box.x1 - piece->box.x0;
}

// Whether all heads on a line have one on another line above or below it, as lines of cells beside each other
// have; heads under one head have not. The upper is no narrower.
static bool are_all_aligned(const Heights *heights, const Piece *line, float other)
{
    float reach = EVEN * line->size;

    for (size_t i = height_find(heights, line->base - reach);
         i < heights->n && heights->at[i]->base <= line->base + reach; i++) {
        const Piece *beside = heights->at[i], *found;

        if (!beside->head)
            continue;
        found = aligned_at(heights, beside, other);
        if (!found || (other < line->base) != (width_of(found) >= width_of(beside) - 1))
            return false;
    }
    return true;
}

static bool has_between(const Heights *heights, const Piece *above, const Piece *below)
{
    float middle = (above->last + below->base) / 2, reach = EVEN * heights->em;

    for (size_t i = height_find(heights, middle - reach);
         i < heights->n && heights->at[i]->base <= middle + reach; i++)
        if (heights->at[i]->head == above->head && is_between(heights->at[i], above, below))
            return true;
    return false;
}

// Whether a cell's text may go on so: with no rule between, at a line's distance.
static bool may_follow(const Unruled *reader, const Piece *above, const Piece *below)
{
    float distance = below->base - above->last;

    return above->part == below->part && above->head == below->head && !above->amount && !below->amount &&
           distance > LEAST_PITCH * above->size && distance <= MOST_PITCH * above->size &&
           above->columns <= 1 && below->columns <= 1 && below->box.x0 <= above->box.x1 &&
           below->box.x1 >= above->box.x0 &&
           (above->head ? is_aligned(above, below) : above->first == below->first) &&
           !is_band_between(&reader->parts[above->part], above->last, below->base,
                            (below->box.x0 + below->box.x1) / 2);
}

static bool is_full(const Unruled *reader, const Piece *piece)
{
    return piece->columns == 1 && piece->box.x1 > reader->columns.at[piece->first].to - FULL * piece->size;
}

// Whether a piece has nothing beside it.
static bool is_alone(const Heights *heights, const Piece *piece)
{
    float reach = EVEN * piece->size;

    for (size_t i = height_find(heights, piece->base - reach);
         i < heights->n && heights->at[i]->base <= piece->base + reach; i++)
        if (heights->at[i] != piece)
            return false;
    return true;
}

// Two lines around the middle of a row.
static bool are_two(const Heights *heights, const Piece *above, const Piece *below)
{
    return has_between(heights, above, below) &&
           (!above->head || are_all_aligned(heights, below, above->base));
}

// Three lines, of which the middle stands in the middle of a row.
static bool are_three(const Unruled *reader, const Heights *heights, const Piece *one, const Piece *two,
                      const Piece *three)
{
    if (fabsf(two->base - (one->base + three->base) / 2) > EVEN * two->size ||
        !has_between(heights, one, three))
        return false;
    if (!one->head)
        return is_full(reader, one) && is_full(reader, two) && is_alone(heights, one) &&
               is_alone(heights, three);
    return width_of(one) >= width_of(two) - 1 && width_of(two) >= width_of(three) - 1 &&
           are_all_aligned(heights, three, two->base) && are_all_aligned(heights, three, one->base) &&
           are_all_aligned(heights, one, two->base);
}

void unruled_piece_join(Unruled *reader, Piece *above, Piece *below)
{
    text_add(reader, above, below->text, false, false);
    box_add(&above->box, &below->box);
    above->last = below->last;
    above->last_x1 = below->last_x1;
    above->lines += below->lines;
    above->unsure = above->unsure || below->unsure;
    above->doubtful = above->doubtful || below->doubtful;
    below->lines = 0;
}

// The pieces that go on with the i-th.
static size_t follow_find(const Unruled *reader, const Pieces *pieces, const Heights *heights, size_t i,
                          size_t *two, size_t *three)
{
    const Piece *at = pieces->at;

    for (size_t k = i + 1;
         k < pieces->n && at[k].part == at[i].part && at[k].base - at[i].last <= MOST_PITCH * at[i].size;
         k++) {
        if (!may_follow(reader, &at[i], &at[k]))
            continue;
        *two = k;
        if (are_two(heights, &at[i], &at[k]))
            return 1;
        for (size_t m = k + 1;
             m < pieces->n && at[m].part == at[i].part && at[m].base - at[k].last <= MOST_PITCH * at[i].size;
             m++)
            if (may_follow(reader, &at[k], &at[m]) && are_three(reader, heights, &at[i], &at[k], &at[m])) {
                *three = m;
                return 2;
            }
        return 0;
    }
    return 0;
}

static void middles_join(Unruled *reader, Pieces *pieces)
{
    size_t *two = ARENA_ARRAY(reader->arena, size_t, pieces->n + 1);
    size_t *three = ARENA_ARRAY(reader->arena, size_t, pieces->n + 1), kept = 0;
    Heights heights = heights_of(reader->arena, pieces);

    for (size_t i = 0; i < pieces->n; i++) {
        size_t n = follow_find(reader, pieces, &heights, i, &two[i], &three[i]);

        two[i] = n ? two[i] : 0;
        three[i] = n == 2 ? three[i] : 0;
    }
    for (size_t i = 0; i < pieces->n; i++) {
        if (two[i] == 0 || pieces->at[i].lines == 0 || pieces->at[two[i]].lines == 0)
            continue;
        unruled_piece_join(reader, &pieces->at[i], &pieces->at[two[i]]);
        if (three[i] && pieces->at[three[i]].lines)
            unruled_piece_join(reader, &pieces->at[i], &pieces->at[three[i]]);
    }
    for (size_t i = 0; i < pieces->n; i++)
        if (pieces->at[i].lines)
            pieces->at[kept++] = pieces->at[i];
    pieces->n = kept;
}

// ---- all

// Lines to the pieces above them that they go on with.
static void lines_join(Unruled *reader, Pieces *pieces)
{
    Pieces line = {0};
    size_t open = 0;

    for (size_t at = 0; at < reader->atoms.n;) {
        at = line_read(reader, at, &line);
        while (open < pieces->n && (pieces->at[open].part != line.at[0].part ||
                                    pieces->at[open].last < line.at[0].base - 2 * reader->glue))
            open++;
        for (size_t i = 0; i < line.n; i++) {
            Piece *on = NULL;

            for (size_t k = open; k < pieces->n; k++)
                if (goes_on(reader, &pieces->at[k], &line.at[i]))
                    on = &pieces->at[k];
            if (!on) {
                *vec_push(reader->arena, pieces) = line.at[i];
                continue;
            }
            text_add(reader, on, line.at[i].text, false, false);
            on->unsure = on->unsure || line.at[i].unsure;
            box_add(&on->box, &line.at[i].box);
            on->last = line.at[i].base;
            on->last_x1 = line.at[i].last_x1;
            on->lines++;
        }
    }
}

void unruled_pieces_find(Unruled *reader, Pieces *pieces)
{
    if (!reader->celled)
        lines_join(reader, pieces);
    for (size_t i = 0; i < pieces->n; i++) {
        Piece *piece = &pieces->at[i];

        piece->columns = unruled_crossed(reader, piece->box.x0, piece->box.x1, &piece->first);
        piece->rows = 1;
        piece->head = piece->last < reader->bodies[piece->part] - piece->size * 0.4F;
    }
    for (size_t from = 0, to; !reader->celled && from < pieces->n; from = to) { // page by page
        Pieces part = {.at = pieces->at + from};
        size_t n;

        for (to = from; to < pieces->n && pieces->at[to].part == pieces->at[from].part; to++)
            ;
        part.n = n = to - from;
        middles_join(reader, &part);
        for (size_t i = to; i < pieces->n; i++)
            pieces->at[i - (n - part.n)] = pieces->at[i];
        pieces->n -= n - part.n;
        to -= n - part.n;
    }
}

// ---- rows

static bool overlap(const Piece *a, const Piece *b)
{
    return a->base - a->size * RISE < b->last && b->base - b->size * RISE < a->last;
}

static bool same_column(const Piece *a, const Piece *b)
{
    return a->first < b->first + b->columns && b->first < a->first + a->columns;
}

typedef struct Rows {
    Piece **at; // from above
    size_t n;
} Rows;

static int by_base(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return (*x)->base != (*y)->base ? ((*x)->base < (*y)->base ? -1 : 1)
                                    : (int)(*x)->first - (int)(*y)->first;
}

// One past the pieces from `at` that stand beside each other, one by one; what spans rows is passed over.
static size_t group_end(const Rows *rows, size_t at)
{
    float bottom = rows->at[at]->last;
    size_t end = at + 1;

    for (; end < rows->n && rows->at[end]->base - rows->at[end]->size * RISE < bottom; end++)
        bottom = fmaxf(bottom, rows->at[end]->last);
    return end;
}

// A piece beside two or more that stand below each other.
static bool is_over_rows(const Piece *piece, Piece *const *group, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n && overlap(piece, group[i]); k++)
            if (group[i] != piece && group[k] != piece && same_column(group[i], group[k]) &&
                overlap(piece, group[k]) && !overlap(group[i], group[k]))
                return true;
    return false;
}

// Pieces beside each other, of which some span rows: the others make rows, and those begin in the first that
// they stand beside.
static uint32_t group_part(Unruled *reader, Piece **group, size_t n, uint32_t row)
{
    Rows single = {ARENA_ARRAY(reader->arena, Piece *, n + 1), 0};
    size_t from = row;

    for (size_t i = 0; i < n; i++) {
        group[i]->spans = is_over_rows(group[i], group, n);
        if (!group[i]->spans)
            single.at[single.n++] = group[i];
    }
    for (size_t i = 0, end; i < single.n; i = end, row++) {
        end = group_end(&single, i);
        for (size_t k = i; k < end; k++)
            single.at[k]->row = row;
    }
    for (size_t i = 0; i < n && single.n < n; i++) {
        if (!group[i]->spans)
            continue;
        group[i]->row = (uint32_t)from;
        for (size_t k = single.n; k > 0; k--)
            if (overlap(single.at[k - 1], group[i]))
                group[i]->row = single.at[k - 1]->row;
    }
    return row;
}

uint32_t unruled_rows_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row)
{
    Rows rows = {ARENA_ARRAY(reader->arena, Piece *, n + 1), 0};

    for (size_t i = 0; i < n; i++)
        if (!pieces[i].head)
            rows.at[rows.n++] = &pieces[i];
    if (rows.n)
        qsort(rows.at, rows.n, sizeof *rows.at, by_base);
    for (size_t i = 0, end; i < rows.n; i = end) {
        end = group_end(&rows, i);
        row = group_part(reader, rows.at + i, end - i, row);
    }
    return row;
}
