// The shortest edit between two sequences (E. W. Myers, “An O(ND) Difference Algorithm and Its Variations”,
// Algorithmica 1, 1986), with what both begin and end with taken off.
#include <string.h>

#include "compare/internal-compare.h"

#define MOST_EDITS 3000 // more, and all that lies between differs

typedef struct Sequences {
    Arena *arena;
    const uint64_t *a, *b;
    size_t a_count, b_count;
    size_t offset; // what was taken off at the beginning
} Sequences;

// Where each step of `edits` edits has come to, by diagonal; NULL past the most.
typedef struct Steps {
    int **furthest;
    int edits;
} Steps;

static int slide(const Sequences *s, int x, int diagonal)
{
    int y = x - diagonal;

    while ((size_t)x < s->a_count && (size_t)y < s->b_count && s->a[x] == s->b[y]) {
        x++;
        y++;
    }
    return x;
}

static bool takes_b(const int *now, int diagonal, int edits)
{
    return diagonal == -edits || (diagonal != edits && now[diagonal - 1] < now[diagonal + 1]);
}

static Steps steps_find(const Sequences *s)
{
    size_t most = s->a_count + s->b_count < MOST_EDITS ? s->a_count + s->b_count : MOST_EDITS;
    Steps steps = {.furthest = ARENA_ARRAY(s->arena, int *, most + 1), .edits = -1};
    int *room = ARENA_ARRAY(s->arena, int, 2 * most + 3), *now = room + most + 1;

    for (int edits = 0; edits <= (int)most; edits++) {
        int *kept = ARENA_ARRAY(s->arena, int, 2 * (size_t)edits + 1);

        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int x = edits == 0                      ? 0
                    : takes_b(now, diagonal, edits) ? now[diagonal + 1]
                                                    : now[diagonal - 1] + 1;

            if (x - diagonal < 0 || (size_t)x > s->a_count || (size_t)(x - diagonal) > s->b_count) {
                now[diagonal] = x; // outside: it leads nowhere
            } else {
                now[diagonal] = slide(s, x, diagonal);
                if ((size_t)now[diagonal] == s->a_count && (size_t)(now[diagonal] - diagonal) == s->b_count)
                    steps.edits = edits;
            }
        }
        memcpy(kept, now - edits, (2 * (size_t)edits + 1) * sizeof *kept);
        steps.furthest[edits] = kept + edits;
        if (steps.edits >= 0)
            return steps;
    }
    return steps;
}

// The way back, hunk by hunk from the last.
static void hunks_back(const Sequences *s, const Steps *steps, CompareHunks *back)
{
    int x = (int)s->a_count, y = (int)s->b_count;

    for (int edits = steps->edits; edits > 0; edits--) {
        const int *before = steps->furthest[edits - 1];
        int diagonal = x - y;
        bool from_b =
            diagonal == -edits || (diagonal != edits && before[diagonal - 1] < before[diagonal + 1]);
        int from = from_b ? diagonal + 1 : diagonal - 1, px = before[from], py = px - from;
        size_t a_from = s->offset + (size_t)px, b_from = s->offset + (size_t)py;
        CompareHunk *last = back->n ? vec_last(back) : NULL;
        CompareHunk hunk = {a_from, a_from + !from_b, b_from, b_from + from_b};

        if (last && last->a_from == hunk.a_to && last->b_from == hunk.b_to) {
            last->a_from = hunk.a_from;
            last->b_from = hunk.b_from;
        } else {
            *vec_push(s->arena, back) = hunk;
        }
        x = px;
        y = py;
    }
}

CompareHunks sequence_compare(Arena *arena, const uint64_t *a, size_t a_count, const uint64_t *b,
                              size_t b_count)
{
    CompareHunks back = {0}, hunks = {0};
    size_t first = 0, last = 0;

    while (first < a_count && first < b_count && a[first] == b[first])
        first++;
    while (last < a_count - first && last < b_count - first && a[a_count - 1 - last] == b[b_count - 1 - last])
        last++;
    Sequences s = {arena, a + first, b + first, a_count - first - last, b_count - first - last, first};
    if (s.a_count == 0 && s.b_count == 0)
        return hunks;
    Steps steps = {.edits = -1};
    if (s.a_count && s.b_count)
        steps = steps_find(&s);
    if (steps.edits >= 0)
        hunks_back(&s, &steps, &back);
    else
        *vec_push(arena, &back) = (CompareHunk){first, first + s.a_count, first, first + s.b_count};
    for (size_t i = back.n; i > 0; i--)
        *vec_push(arena, &hunks) = back.at[i - 1];
    return hunks;
}
