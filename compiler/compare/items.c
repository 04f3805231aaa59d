// Paragraphs with paragraphs: those that are the same first, then between them the likest, split and joined
// ones too; what is left on both sides may have been moved.
#include <string.h>

#include "compare/internal-compare.h"

#define LEAST_ALIKE 350    // thousandths; less, and they are two texts
#define LEAST_MOVED 700    // of one that stands elsewhere
#define LEAST_HINTED 150   // of one that says which it is
#define LEAST_PARTED 800   // of what was split or joined
#define PART_WORTH 20      // that each of its parts makes it more alike
#define HINT_WORTH 400     // thousandths
#define MOST_PARTS 4       // that one is split into, or joined of
#define MOST_MOVED 4000000 // pairs of items that are left on both sides
#define MOST_PAIRS 400000  // that are held against each other between two that are the same

typedef struct Items {
    Arena *arena;
    const Str *a, *b;
    size_t a_count, b_count;
    const ptrdiff_t *hints;
    CompareMatches found; // in no order
    bool *a_taken, *b_taken;
} Items;

static Str joined(Arena *arena, const Str *items, size_t from, size_t to)
{
    return to == from + 1 ? items[from] : str_join(arena, items + from, to - from, (Str){0});
}

static void take(Items *items, CompareMatch match)
{
    for (size_t i = match.a_from; i < match.a_to; i++)
        items->a_taken[i] = true;
    for (size_t i = match.b_from; i < match.b_to; i++)
        items->b_taken[i] = true;
    match.same = match.a_to == match.a_from + 1 && match.b_to == match.b_from + 1 &&
                 str_equal(items->a[match.a_from], items->b[match.b_from]);
    *vec_push(items->arena, &items->found) = match;
}

// ---- between two that are the same

typedef struct Gap {
    Items *items;
    Arena *scratch;
    size_t a_from, b_from, a_count, b_count;
    int *worth;  // the most that is gained from here on
    uint8_t *is; // how: 0 skip a, 1 skip b, else 16 × items of a + items of b
} Gap;

static size_t length_of(const Str *items, size_t from, size_t n)
{
    size_t length = 0;

    for (size_t i = from; i < from + n; i++)
        length += items[i].n;
    return length;
}

// 0 where it cannot be `least`: two texts are no more alike than their lengths.
static int alike_of(const Gap *gap, size_t a, size_t a_parts, size_t b, size_t b_parts, int least)
{
    size_t x = length_of(gap->items->a, a, a_parts), y = length_of(gap->items->b, b, b_parts);

    if (2000 * (x < y ? x : y) < (size_t)least * (x + y))
        return 0;
    return compare_alike(joined(gap->scratch, gap->items->a, a, a + a_parts),
                         joined(gap->scratch, gap->items->b, b, b + b_parts));
}

// Whether one was split or joined so: nearly all is there, and less without the first or the last of the
// parts.
static bool all_belong(const Gap *gap, size_t a, size_t a_parts, size_t b, size_t b_parts, int alike)
{
    int most = alike - PART_WORTH;

    if (alike < LEAST_PARTED)
        return false;
    if (b_parts > 1)
        return alike_of(gap, a, 1, b, b_parts - 1, most) <= most &&
               alike_of(gap, a, 1, b + 1, b_parts - 1, most) <= most;
    return alike_of(gap, a, a_parts - 1, b, 1, most) <= most &&
           alike_of(gap, a + 1, a_parts - 1, b, 1, most) <= most;
}

static bool is_hinted(const Gap *gap, size_t a, size_t a_parts, size_t b, size_t b_parts)
{
    const ptrdiff_t *hints = gap->items->hints;

    for (size_t k = b; hints && k < b + b_parts; k++)
        if (hints[k] >= (ptrdiff_t)a && hints[k] < (ptrdiff_t)(a + a_parts))
            return true;
    return false;
}

static int worth_of(const Gap *gap, size_t i, size_t a_parts, size_t j, size_t b_parts)
{
    size_t a = gap->a_from + i, b = gap->b_from + j;
    bool hinted = is_hinted(gap, a, a_parts, b, b_parts), parted = a_parts + b_parts > 2;
    int least = parted ? LEAST_PARTED : hinted ? LEAST_HINTED : LEAST_ALIKE;
    int alike = alike_of(gap, a, a_parts, b, b_parts, least);

    if (alike < least || (parted && !all_belong(gap, a, a_parts, b, b_parts, alike)))
        return 0;
    return alike + (hinted ? HINT_WORTH : 0) - (int)(a_parts + b_parts - 2);
}

static void gap_try(Gap *gap, size_t i, size_t a_parts, size_t j, size_t b_parts)
{
    size_t width = gap->b_count + 1, at = i * width + j;
    int worth;

    if (i + a_parts > gap->a_count || j + b_parts > gap->b_count)
        return;
    worth = worth_of(gap, i, a_parts, j, b_parts);
    // What a split is worth counts for all its parts: else two of them would be worth more.
    worth = worth * (int)(a_parts + b_parts) / 2;
    if (worth > 0 && worth + gap->worth[(i + a_parts) * width + j + b_parts] > gap->worth[at]) {
        gap->worth[at] = worth + gap->worth[(i + a_parts) * width + j + b_parts];
        gap->is[at] = (uint8_t)(16 * a_parts + b_parts);
    }
}

static void gap_weigh(Gap *gap)
{
    size_t width = gap->b_count + 1;

    for (size_t i = gap->a_count + 1; i-- > 0;)
        for (size_t j = gap->b_count + 1; j-- > 0;) {
            size_t at = i * width + j;

            if (i < gap->a_count)
                gap->worth[at] = gap->worth[at + width];
            gap->is[at] = 0;
            if (j < gap->b_count && (i == gap->a_count || gap->worth[at + 1] > gap->worth[at])) {
                gap->worth[at] = gap->worth[at + 1];
                gap->is[at] = 1;
            }
            gap_try(gap, i, 1, j, 1);
            for (size_t parts = 2; parts <= MOST_PARTS; parts++) {
                gap_try(gap, i, 1, j, parts);
                gap_try(gap, i, parts, j, 1);
            }
        }
}

static void gap_take(const Gap *gap)
{
    size_t width = gap->b_count + 1;

    for (size_t i = 0, j = 0; i < gap->a_count && j < gap->b_count;) {
        uint8_t is = gap->is[i * width + j];
        size_t a_parts = is / 16, b_parts = is % 16;

        if (is < 16) {
            i += is == 0;
            j += is == 1;
            continue;
        }
        take(gap->items, (CompareMatch){gap->a_from + i, gap->a_from + i + a_parts, gap->b_from + j,
                                        gap->b_from + j + b_parts, false, false});
        i += a_parts;
        j += b_parts;
    }
}

static void gap_match(Items *items, CompareHunk hunk)
{
    Gap gap = {items, arena_new(), hunk.a_from, hunk.b_from, hunk.a_to - hunk.a_from, hunk.b_to - hunk.b_from,
               NULL,  NULL};
    size_t size = (gap.a_count + 1) * (gap.b_count + 1);

    if (gap.a_count && gap.b_count && size <= MOST_PAIRS) {
        gap.worth = ARENA_ARRAY(gap.scratch, int, size);
        gap.is = ARENA_ARRAY(gap.scratch, uint8_t, size);
        gap_weigh(&gap);
        gap_take(&gap);
    }
    arena_free(gap.scratch);
}

// ---- elsewhere

static int alike_items(const Items *items, size_t i, size_t j)
{
    size_t x = items->a[i].n, y = items->b[j].n;

    return 2000 * (x < y ? x : y) < LEAST_MOVED * (x + y) ? 0 : compare_alike(items->a[i], items->b[j]);
}

// So many that none was moved: it is another text.
static bool are_too_many(const Items *items)
{
    size_t a = 0, b = 0;

    for (size_t i = 0; i < items->a_count; i++)
        a += !items->a_taken[i];
    for (size_t i = 0; i < items->b_count; i++)
        b += !items->b_taken[i];
    return a * b > MOST_MOVED;
}

static void moved_match(Items *items)
{
    if (are_too_many(items))
        return;
    for (size_t j = 0; j < items->b_count; j++) {
        int best = LEAST_MOVED - 1;
        size_t of = 0;

        if (items->b_taken[j] || items->b[j].n == 0)
            continue;
        for (size_t i = 0; i < items->a_count; i++) {
            int alike = items->a_taken[i] ? 0 : alike_items(items, i, j);

            if (alike && items->hints && items->hints[j] == (ptrdiff_t)i)
                alike += HINT_WORTH;
            if (alike > best) {
                best = alike;
                of = i;
            }
        }
        if (best >= LEAST_MOVED)
            take(items, (CompareMatch){of, of + 1, j, j + 1, true, false});
    }
}

// ---- all

// By b; what was removed stands after what stood before it in a.
static CompareMatches ordered(const Items *items)
{
    Arena *arena = items->arena;
    CompareMatches all = {0};
    size_t *by_b = ARENA_ARRAY(arena, size_t, items->b_count + 1), next = 0;
    bool *gone = ARENA_ARRAY(arena, bool, items->a_count + 1);

    for (size_t i = 0; i < items->found.n; i++)
        by_b[items->found.at[i].b_from] = i + 1;
    for (size_t j = 0; j < items->b_count;) {
        const CompareMatch *match = by_b[j] ? &items->found.at[by_b[j] - 1] : NULL;

        if (match && !match->moved)
            for (; next < match->a_from; next++)
                if (!items->a_taken[next] && !gone[next]) {
                    gone[next] = true;
                    *vec_push(arena, &all) = (CompareMatch){next, next + 1, j, j, false, false};
                }
        *vec_push(arena, &all) = match ? *match : (CompareMatch){next, next, j, j + 1, false, false};
        if (match && !match->moved)
            next = match->a_to;
        j = match ? match->b_to : j + 1;
    }
    for (; next < items->a_count; next++)
        if (!items->a_taken[next] && !gone[next])
            *vec_push(arena, &all) =
                (CompareMatch){next, next + 1, items->b_count, items->b_count, false, false};
    return all;
}

CompareMatches compare_items(Arena *arena, const Str *a, size_t a_count, const Str *b, size_t b_count,
                             const ptrdiff_t *hints)
{
    Items items = {arena, a, b, a_count, b_count, hints, {0}, NULL, NULL};
    CompareHunks hunks = compare_lines(arena, a, a_count, b, b_count);
    size_t i = 0, j = 0;

    items.a_taken = ARENA_ARRAY(arena, bool, a_count + 1);
    items.b_taken = ARENA_ARRAY(arena, bool, b_count + 1);
    for (size_t k = 0; k <= hunks.n; k++) {
        size_t end = k < hunks.n ? hunks.at[k].a_from : a_count;

        for (; i < end; i++, j++)
            take(&items, (CompareMatch){i, i + 1, j, j + 1, false, false});
        if (k == hunks.n)
            break;
        gap_match(&items, hunks.at[k]);
        i = hunks.at[k].a_to;
        j = hunks.at[k].b_to;
    }
    moved_match(&items);
    return ordered(&items);
}
