// Adjustment within a line, in CLREQ's order (3.5.3, 3.5.4): what shrinks first, what stretches first, and
// how much of each. Integers throughout: shares are rounded cumulatively, so that the right edge is exact.
#include "paragraph/internal-paragraph.h"

#include <assert.h>

// What an adjustment costs when a kind of gap is used up. 100 begins to be seen.
static const int shrink_cost[SHRINK_COUNT] = {
    [SHRINK_WORD] = 20,        [SHRINK_BRACKET] = 40, [SHRINK_PAUSE] = 80,
    [SHRINK_HAN_WESTERN] = 80, [SHRINK_STOP] = 120,
};
static const int stretch_cost[STRETCH_COUNT] = {[STRETCH_WORD] = 30, [STRETCH_HAN_WESTERN] = 60};
#define HAN_COST 640 // of Han–Han gaps of SPREAD_FROM
#define STRAIN_MOST 1000000

typedef struct Totals {
    Length shrink[SHRINK_COUNT], stretch[STRETCH_COUNT];
} Totals;

static Totals totals_between(const Segment *s, size_t from, size_t to)
{
    const Sum *first = &s->sums[from], *last = &s->sums[to - 1];
    Totals totals;

    for (int k = 0; k < SHRINK_COUNT; k++)
        totals.shrink[k] = last->shrink[k] - first->shrink[k];
    for (int k = 0; k < STRETCH_COUNT; k++)
        totals.stretch[k] = last->stretch[k] - first->stretch[k];
    return totals;
}

static int64_t thousandths(Length part, Length whole)
{
    if (whole <= 0 || part / whole >= STRAIN_MOST / 1000)
        return STRAIN_MOST;
    // What is longer than any page may be rounder: this is asked for every line that is tried.
    return part <= INT64_MAX / 1000 ? part * 1000 / whole : part / (whole / 1000 + 1);
}

// How much each kind shrinks. Returns what cannot be taken.
static Length plan_shrink(const Totals *totals, Length need, Length use[SHRINK_COUNT])
{
    for (int k = 0; k < SHRINK_COUNT; k++) {
        use[k] = need < totals->shrink[k] ? need : totals->shrink[k];
        need -= use[k];
    }
    return need;
}

// Whether Han–Western gaps can take what would spread the others past SPREAD_FROM: they may take half as much
// again as they stretch, an eighth of an em.
static bool words_can_take(const Length *has, Length gaps, Length need)
{
    Length more = need - length_scale(gaps, SPREAD_FROM, 1000);
    return more > 0 && more <= has[STRETCH_HAN_WESTERN] / 2;
}

// How much each kind stretches; past the limit of Han–Han gaps every gap takes its share. Sets *strain there.
static void plan_stretch(const Totals *totals, Length em, Length need, Length use[STRETCH_COUNT],
                         int64_t *strain)
{
    const Length *has = totals->stretch;
    Length words = has[STRETCH_WORD] + has[STRETCH_HAN_WESTERN], gaps = has[STRETCH_HAN] + has[STRETCH_ANY];

    *strain = 0;
    for (int k = STRETCH_WORD; k <= STRETCH_HAN_WESTERN; k++) {
        use[k] = need < has[k] ? need : has[k];
        need -= use[k];
    }
    use[STRETCH_HAN] = use[STRETCH_ANY] = 0;
    if (need == 0)
        return;
    if (has[STRETCH_HAN] > 0 && thousandths(need, has[STRETCH_HAN]) <= SPREAD_FROM) {
        use[STRETCH_HAN] = need;
    } else if (gaps > 0 && words_can_take(has, gaps, need)) {
        use[STRETCH_HAN_WESTERN] += need - length_scale(gaps, SPREAD_FROM, 1000);
        use[STRETCH_HAN] = length_scale(has[STRETCH_HAN], SPREAD_FROM, 1000);
        use[STRETCH_ANY] = need - use[STRETCH_HAN] - (use[STRETCH_HAN_WESTERN] - has[STRETCH_HAN_WESTERN]);
        *strain = SPREAD_FROM;
    } else if (gaps > 0) {
        use[STRETCH_HAN] = length_scale(need, has[STRETCH_HAN], gaps);
        use[STRETCH_ANY] = need - use[STRETCH_HAN];
        *strain = thousandths(need, gaps);
    } else if (words > 0) {
        Length more = length_scale(need, has[STRETCH_WORD], words);

        use[STRETCH_WORD] += more;
        use[STRETCH_HAN_WESTERN] += need - more;
        // Past the most that they may take, which is about a quarter em each.
        *strain = WIDE_FROM + 1 + thousandths(need, words) / 4;
    } else {
        *strain = RAGGED_FROM + 1 + thousandths(need, em); // it stays short
    }
}

static int64_t squared(int64_t cost, Length part, Length whole)
{
    int64_t ratio = whole > 0 ? thousandths(part, whole) : 0;

    return cost * ratio * ratio / 1000000;
}

static void fit_stretch(Fit *fit, const Totals *totals, Length em)
{
    Length use[STRETCH_COUNT];

    plan_stretch(totals, em, fit->room, use, &fit->strain);
    for (int k = STRETCH_WORD; k <= STRETCH_HAN_WESTERN; k++)
        fit->badness += squared(stretch_cost[k], use[k], totals->stretch[k]);
    if (fit->strain > 0 && fit->strain <= SPREAD_FROM) {
        fit->badness += HAN_COST + HAN_COST * fit->strain * fit->strain / (SPREAD_FROM * SPREAD_FROM);
        fit->strain = 0; // marks took their share, and no gap is past the limit
    } else if (fit->strain == 0 && totals->stretch[STRETCH_HAN] > 0) {
        int64_t ratio = thousandths(use[STRETCH_HAN], totals->stretch[STRETCH_HAN]);
        fit->badness += HAN_COST * ratio * ratio / (SPREAD_FROM * SPREAD_FROM);
    }
}

Fit segment_fit(const Segment *segment, size_t from, size_t to, Length width)
{
    Fit fit = {.room = width - segment_width(segment, from, to)};
    Totals totals;

    if (fit.room == 0)
        return fit;
    if (fit.room > 0 && segment_ragged(segment))
        return fit;
    totals = totals_between(segment, from, to);
    if (fit.room > 0) {
        fit_stretch(&fit, &totals, segment->atoms[from].em);
    } else {
        Length use[SHRINK_COUNT];

        fit.over = plan_shrink(&totals, -fit.room, use);
        for (int k = 0; k < SHRINK_COUNT; k++)
            fit.badness += squared(shrink_cost[k], use[k], totals.shrink[k]);
    }
    return fit;
}

typedef struct Share {
    Length use, total, seen, given;
} Share;

static Length share_next(Share *share, Length amount)
{
    Length part;

    if (share->total <= 0)
        return 0;
    share->seen += amount;
    part = length_scale(share->use, share->seen, share->total) - share->given;
    share->given += part;
    return part;
}

void segment_justify(const Segment *segment, size_t from, size_t to, Length width, Length *out)
{
    Length need = width - segment_width(segment, from, to);
    Length shrink_use[SHRINK_COUNT] = {0}, stretch_use[STRETCH_COUNT] = {0};
    Share shrink[SHRINK_COUNT + 1] = {0},
                                stretch[STRETCH_COUNT + 1] = {0}; // the last is for gaps that do neither
    Totals totals = totals_between(segment, from, to);
    int64_t strain;

    if (need < 0)
        plan_shrink(&totals, -need, shrink_use);
    else
        plan_stretch(&totals, segment->atoms[from].em, need, stretch_use, &strain);
    for (int k = 0; k < SHRINK_COUNT; k++)
        shrink[k] = (Share){.use = shrink_use[k], .total = totals.shrink[k]};
    for (int k = 0; k < STRETCH_COUNT; k++)
        stretch[k] = (Share){.use = stretch_use[k], .total = totals.stretch[k]};
    assert(from < to && to <= segment->n);
    out[0] = 0;
    for (size_t i = from + 1; i < to; i++) {
        const Gap *gap = &segment->gaps[i];

        out[i - from] = gap->natural - share_next(&shrink[gap->shrink_kind], gap->shrink) +
                        share_next(&stretch[gap->stretch_kind], gap->stretch);
    }
}
