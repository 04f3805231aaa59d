// Rules of a page to grids: those that meet are one grid; where no rule parts two of its cells they are one.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"

#define NEAR 3.0F       // points by which rules that meet may miss each other
#define SAME 2.5F       // rules that are no further apart are one
#define PARTED 0.6F     // of an edge: how much of it a rule takes that parts two cells
#define MOST_RULES 6000 // of a page; more are a drawing
#define MOST_EDGES 400  // of a grid

typedef struct Rules {
    VEC(PdfBox) across, down; // merged; of across y0 == y1
} Rules;

typedef struct GridFinder {
    Arena *arena;
    const PdfPage *page;
    Rules rules;
    size_t *parent; // of all rules, those across first
} GridFinder;

// ---- rules that are one

static int by_y(const void *a, const void *b)
{
    const PdfBox *x = a, *y = b;

    return x->y0 != y->y0 ? (x->y0 < y->y0 ? -1 : 1) : x->x0 < y->x0 ? -1 : x->x0 > y->x0;
}

static int by_start(const void *a, const void *b)
{
    const PdfBox *x = a, *y = b;

    return x->x0 < y->x0 ? -1 : x->x0 > y->x0;
}

static void flip(PdfBox *box)
{
    *box = (PdfBox){box->y0, box->x0, box->y1, box->x1};
}

// Rules across, of which those on one line that touch become one. Others keep their own height: what else is
// on the page, as another table, moves none.
static void merge(Arena *arena, PdfBox *rules, size_t n, PdfBoxes *merged)
{
    if (n)
        qsort(rules, n, sizeof *rules, by_y);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        float level = rules[i].y0;

        while (end < n && rules[end].y0 - level <= SAME)
            end++;
        qsort(rules + i, end - i, sizeof *rules, by_start);
        for (size_t k = i; k < end; k++) {
            PdfBox *last = merged->n ? vec_last(merged) : NULL;

            if (k > i && last && rules[k].x0 <= last->x1 + SAME) {
                last->x1 = fmaxf(last->x1, rules[k].x1);
                last->y0 = last->y1 = fminf(last->y0, rules[k].y0);
            } else {
                *vec_push(arena, merged) = rules[k];
            }
        }
        i = end;
    }
}

static void rules_part(GridFinder *finder)
{
    Arena *arena = finder->arena;
    PdfBoxes across = {0}, down = {0}, merged_across = {0}, merged_down = {0};

    for (size_t i = 0; i < finder->page->rules.n; i++) {
        PdfBox box = finder->page->rules.at[i];

        if (box.x1 - box.x0 >= box.y1 - box.y0) {
            box.y0 = box.y1 = (box.y0 + box.y1) / 2;
            *vec_push(arena, &across) = box;
        } else {
            box.x0 = box.x1 = (box.x0 + box.x1) / 2;
            flip(&box);
            *vec_push(arena, &down) = box;
        }
    }
    merge(arena, across.at, across.n, &merged_across);
    merge(arena, down.at, down.n, &merged_down);
    for (size_t i = 0; i < merged_across.n; i++)
        *vec_push(arena, &finder->rules.across) = merged_across.at[i];
    for (size_t i = 0; i < merged_down.n; i++) {
        flip(&merged_down.at[i]);
        *vec_push(arena, &finder->rules.down) = merged_down.at[i];
    }
}

// ---- rules that meet

static size_t root(GridFinder *finder, size_t i)
{
    while (finder->parent[i] != i)
        i = finder->parent[i] = finder->parent[finder->parent[i]];
    return i;
}

static void meet(GridFinder *finder)
{
    size_t across = finder->rules.across.n, down = finder->rules.down.n;

    finder->parent = ARENA_ARRAY(finder->arena, size_t, across + down + 1);
    for (size_t i = 0; i < across + down; i++)
        finder->parent[i] = i;
    for (size_t i = 0; i < across; i++)
        for (size_t k = 0; k < down; k++) {
            const PdfBox *h = &finder->rules.across.at[i], *v = &finder->rules.down.at[k];

            if (v->x0 >= h->x0 - NEAR && v->x0 <= h->x1 + NEAR && h->y0 >= v->y0 - NEAR &&
                h->y0 <= v->y1 + NEAR)
                finder->parent[root(finder, i)] = root(finder, across + k);
        }
}

// ---- a grid

typedef VEC(float) Floats;

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

// Edges in order, those that are one once.
static void edges_tidy(Floats *edges)
{
    size_t kept = 0;

    if (edges->n)
        qsort(edges->at, edges->n, sizeof *edges->at, by_value);
    for (size_t i = 0; i < edges->n; i++)
        if (kept == 0 || edges->at[i] - edges->at[kept - 1] > SAME)
            edges->at[kept++] = edges->at[i];
    edges->n = kept;
}

// Whether rules of a set, all across or all down, take most of an edge.
static bool is_parted(const PdfBox *rules, size_t n, bool across, float level, float from, float to)
{
    float taken = 0;

    for (size_t i = 0; i < n; i++) {
        float at = across ? rules[i].y0 : rules[i].x0, begin = across ? rules[i].x0 : rules[i].y0,
              end = across ? rules[i].x1 : rules[i].y1;

        if (fabsf(at - level) <= SAME && begin < to && end > from)
            taken += fminf(end, to) - fmaxf(begin, from);
    }
    return taken >= PARTED * (to - from);
}

static uint32_t part_root(uint32_t *part, uint32_t i)
{
    while (part[i] != i)
        i = part[i];
    return i;
}

// Two cells become parts of the first of them.
static void join(uint32_t *part, uint32_t a, uint32_t b)
{
    a = part_root(part, a);
    b = part_root(part, b);
    if (a < b)
        part[b] = a;
    else
        part[a] = b;
}

typedef struct Members {
    PdfBoxes across, down;
} Members;

static void cells_join(PdfGrid *grid, const Members *members, uint32_t *part)
{
    uint32_t columns = (uint32_t)grid->x_count - 1, rows = (uint32_t)grid->y_count - 1;

    for (uint32_t i = 0; i < columns * rows; i++)
        part[i] = i;
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++) {
            if (c + 1 < columns && !is_parted(members->down.at, members->down.n, false, grid->xs[c + 1],
                                              grid->ys[r], grid->ys[r + 1]))
                join(part, r * columns + c, r * columns + c + 1);
            if (r + 1 < rows && !is_parted(members->across.at, members->across.n, true, grid->ys[r + 1],
                                           grid->xs[c], grid->xs[c + 1]))
                join(part, r * columns + c, (r + 1) * columns + c);
        }
    for (uint32_t i = 0; i < columns * rows; i++)
        part[i] = part_root(part, i);
}

static void grid_make(GridFinder *finder, const Members *members, PdfGrids *grids)
{
    Arena *arena = finder->arena;
    Floats xs = {0}, ys = {0};
    PdfGrid *grid;
    uint32_t *part;

    for (size_t i = 0; i < members->across.n; i++) {
        *vec_push(arena, &ys) = members->across.at[i].y0;
        // Where nothing closes it at its sides its rules' ends do.
        *vec_push(arena, &xs) = members->across.at[i].x0;
        *vec_push(arena, &xs) = members->across.at[i].x1;
    }
    for (size_t i = 0; i < members->down.n; i++) {
        *vec_push(arena, &xs) = members->down.at[i].x0;
        *vec_push(arena, &ys) = members->down.at[i].y0;
        *vec_push(arena, &ys) = members->down.at[i].y1;
    }
    edges_tidy(&xs);
    edges_tidy(&ys);
    if (xs.n < 2 || ys.n < 2 || xs.n > MOST_EDGES || ys.n > MOST_EDGES || (xs.n == 2 && ys.n == 2))
        return;
    grid = vec_push(arena, grids);
    *grid = (PdfGrid){.box = {xs.at[0], ys.at[0], xs.at[xs.n - 1], ys.at[ys.n - 1]},
                      .xs = xs.at,
                      .ys = ys.at,
                      .x_count = xs.n,
                      .y_count = ys.n};
    part = ARENA_ARRAY(arena, uint32_t, (xs.n - 1) * (ys.n - 1) + 1);
    cells_join(grid, members, part);
    grid->part = part;
}

static int by_top(const void *a, const void *b)
{
    const PdfGrid *x = a, *y = b;

    return x->box.y0 < y->box.y0 ? -1 : x->box.y0 > y->box.y0;
}

void pdf_grids_find(Arena *arena, const PdfPage *page, PdfGrids *grids, PdfBoxes *open)
{
    GridFinder finder = {.arena = arena, .page = page};
    size_t across, all;
    bool *done;

    if (page->rules.n == 0 || page->rules.n > MOST_RULES)
        return;
    rules_part(&finder);
    meet(&finder);
    across = finder.rules.across.n;
    all = across + finder.rules.down.n;
    done = ARENA_ARRAY(arena, bool, all + 1);
    for (size_t i = 0; i < all; i++) {
        Members members = {0};
        size_t of = root(&finder, i);

        if (done[of])
            continue;
        done[of] = true;
        for (size_t k = i; k < all; k++)
            if (root(&finder, k) == of)
                *vec_push(arena, k < across ? &members.across : &members.down) =
                    k < across ? finder.rules.across.at[k] : finder.rules.down.at[k - across];
        if (members.down.n && members.across.n >= 2)
            grid_make(&finder, &members, grids);
        else if (members.down.n == 0)
            *vec_push(arena, open) = finder.rules.across.at[i];
    }
    if (grids->n)
        qsort(grids->at, grids->n, sizeof *grids->at, by_top);
}
