// Total-fit line breaking (after Knuth and Plass, Breaking Paragraphs into Lines): the cheapest way through
// the places where a line may end. As gaps have all the blank there is, a line's least width only falls as
// its start moves on, so for each end the starts that fit are one window that moves forward: the work is
// linear in the text, times the places in a line's slack.
#include "paragraph/internal-paragraph.h"

// What a line costs; the first few are of the order of one line's badness, squared, the rest in the order in
// which things yield.
#define COST_LINE 10              // added to badness before it is squared
#define COST_DEAR 2500            // a break inside a date, a URL, after a connector
#define COST_SHORT_LAST 20000     // a last line of two characters: three or more are better
#define COST_RAGGED_LINE 10000000 // of unjustified text: the fewest lines first
#define COST_IN_WORD 120000       // of such text: worth ending a line a third short of its measure
#define COST_IN_BRACKETS 90000    // a little less
#define COST_RUNT 500000000       // a last line of one character
#define COST_WIDE 1000000000      // spaces wider than good, times the square of how much
#define COST_UNIT                                                                                            \
    (COST_WIDE * INT64_C(4)) // a number parted from its unit. These three only where nothing else fits.
#define COST_WORD (COST_WIDE * INT64_C(16)) // a word or number broken anywhere
#define YIELD_KINSOKU 1                     // counted apart, before all that
#define YIELD_OVERFULL (1 << 20)

#define STRAIN_UNIT 250  // thousandths of an em: the strain that costs COST_WIDE once
#define STRAIN_CAP 10000 // the most times that COST_WIDE is taken
#define WINDOW_MOST 64   // starts tried for an end: more than the slack of any line on paper has
#define LOOSE_MOST 8     // of them, starts of lines that are too loose: the fullest come first

typedef struct Cost {
    uint64_t yields;
    int64_t demerits;
} Cost;

typedef struct BreakNode { // a place where a line may end
    size_t at;             // before this atom
    size_t from;           // the node its line begins at
    Cost cost;             // of the best way here
} BreakNode;

typedef struct Breaker {
    const Segment *segment;
    const uint32_t
        *parts; // what a break before an atom parts, of unjustified text of several lines; else NULL
    BreakNode *nodes;
    size_t n;
} Breaker;

static bool cost_less(Cost a, Cost b)
{
    return a.yields != b.yields ? a.yields < b.yields : a.demerits < b.demerits;
}

static Cost cost_add(Cost a, Cost b)
{
    if (__builtin_add_overflow(a.yields, b.yields, &a.yields))
        a.yields = UINT64_MAX;
    if (__builtin_add_overflow(a.demerits, b.demerits, &a.demerits))
        a.demerits = INT64_MAX;
    return a;
}

static Length measure_of(const Segment *s, size_t from)
{
    return from == 0 ? s->first_measure : s->measure;
}

// The end of the unbreakable piece that begins at atom i, where holds up to `weakest` keep it together.
static size_t piece_end(const Segment *s, size_t i, Hold weakest)
{
    size_t end = i + 1;

    while (end < s->n && s->gaps[end].hold >= weakest)
        end++;
    return end;
}

// Whether some line has room for the piece: what does not begin the text may stand on a later line.
static bool fits(const Segment *s, size_t from, size_t to)
{
    Length width = measure_of(s, from);

    return segment_width(s, from, to) <= width || segment_fit(s, from, to, width).over == 0;
}

bool segment_too_wide(const Segment *segment, bool *split)
{
    bool found = false;

    for (size_t i = 0, end; i < segment->n; i = end) {
        end = piece_end(segment, i, HOLD_KINSOKU);
        if (fits(segment, i, end))
            continue;
        for (size_t k = i; k < end; k++)
            if (segment->atoms[k].class == CLASS_WESTERN && segment->atoms[k].glyph_count > 1)
                split[k] = found = true;
    }
    return found;
}

// ---- the cost of a line

static Cost cost_of_end(const Segment *s, size_t to)
{
    Cost cost = {0, 0};

    if (to == s->n)
        return cost;
    if (s->gaps[to].dear)
        cost.demerits += COST_DEAR;
    if (s->gaps[to].hold == HOLD_UNIT)
        cost.demerits += COST_UNIT;
    else if (s->gaps[to].hold == HOLD_WORD)
        cost.demerits += COST_WORD;
    else if (s->gaps[to].hold == HOLD_KINSOKU)
        cost.yields += YIELD_KINSOKU;
    return cost;
}

static uint32_t weight_between(const Segment *s, size_t from, size_t to)
{
    return s->sums[to - 1].weight - s->sums[from].weight + s->atoms[from].weight;
}

static bool is_runt(const Segment *s, size_t from, size_t to)
{
    return to == s->n && from > 0 && weight_between(s, from, to) < RUNT_WEIGHT;
}

static int64_t cost_of_strain(int64_t strain)
{
    int64_t times = strain * strain / (STRAIN_UNIT * STRAIN_UNIT);

    return COST_WIDE * (times < 1 ? 1 : times < STRAIN_CAP ? times : STRAIN_CAP);
}

static int64_t cost_of_room(const Segment *s, const Fit *fit, size_t from, size_t to)
{
    Length measure = measure_of(s, from);
    int64_t rest;

    if (to == s->n || measure <= 0)
        return COST_RAGGED_LINE;
    rest = length_scale(fit->room, 1000, measure);
    return COST_RAGGED_LINE + rest * rest;
}

// Text that is not justified has room to keep words and what stands in brackets whole; nor is a character
// left alone after a bracket.
static const uint32_t *costs_of_parts(Setter *setter, const Segment *s)
{
    const uint8_t *words = words_mark(setter, s);
    uint32_t *parts = ARENA_ARRAY(setter->scratch, uint32_t, s->n);
    int open = 0;

    for (size_t i = 1; i < s->n; i++) {
        if (s->atoms[i - 1].class == CLASS_OPEN)
            open++;
        else if (s->atoms[i - 1].class == CLASS_CLOSE && open > 0)
            open--;
        if (words[i] == WORD_INSIDE || (i > 1 && s->atoms[i - 2].class == CLASS_OPEN))
            parts[i] = COST_IN_WORD;
        else if (open > 0)
            parts[i] = COST_IN_BRACKETS;
    }
    return parts;
}

static Cost cost_of_line(const Breaker *breaker, const Fit *fit, size_t from, size_t to)
{
    const Segment *s = breaker->segment;
    Cost cost = cost_of_end(s, to);
    int64_t badness = COST_LINE;

    if (to < s->n || fit->room < 0) // a last line stands at its natural width
        badness += fit->badness;
    if (segment_ragged(s))
        cost.demerits += cost_of_room(s, fit, from, to);
    else
        cost.demerits += badness * badness;
    if (breaker->parts && to < s->n)
        cost.demerits += breaker->parts[to];
    if (to < s->n && fit->strain > 0)
        cost.demerits += cost_of_strain(fit->strain);
    if (is_runt(s, from, to))
        cost.demerits += COST_RUNT;
    else if (to == s->n && from > 0 && weight_between(s, from, to) == RUNT_WEIGHT)
        cost.demerits += COST_SHORT_LAST;
    if (fit->over > 0)
        cost.yields += YIELD_OVERFULL;
    return cost;
}

// ---- the way through

static void add_node(Breaker *breaker, size_t at)
{
    breaker->nodes[breaker->n++] = (BreakNode){.at = at};
}

// Places where lines may end: between unbreakable pieces, and inside those that no line has room for.
static void find_nodes(Setter *setter, Breaker *breaker)
{
    const Segment *s = breaker->segment;

    breaker->nodes = ARENA_ARRAY(setter->scratch, BreakNode, s->n + 1);
    add_node(breaker, 0);
    for (size_t i = 0, end; i < s->n; i = end) {
        end = piece_end(s, i, HOLD_UNIT);
        if (!fits(s, i, end))
            for (size_t k = i + 1; k < end; k++)
                add_node(breaker, k);
        add_node(breaker, end);
    }
}

// The best line that ends at node j. *lo is the first node from which one may fit.
static void try_starts(Breaker *breaker, size_t j, size_t *lo)
{
    const Segment *s = breaker->segment;
    BreakNode *nodes = breaker->nodes, *node = &nodes[j];
    bool found = false, good = false;
    size_t tried = 0, loose_tried = 0;

    for (size_t i = *lo; i < j && tried < WINDOW_MOST; i++, tried++) {
        Fit fit = segment_fit(s, nodes[i].at, node->at, measure_of(s, nodes[i].at));
        bool loose = fit.strain > 0 || (segment_ragged(s) && fit.room > measure_of(s, nodes[i].at) / 2);
        Cost cost;

        if (fit.over > 0 && i + 1 < j) {
            if (i == *lo)
                ++*lo;
            tried = 0;
            continue;
        }
        if (fit.over > 0 && found)
            break;
        if (loose && node->at < s->n && (good || ++loose_tried > LOOSE_MOST))
            break;
        good |= !loose;
        cost = cost_add(nodes[i].cost, cost_of_line(breaker, &fit, nodes[i].at, node->at));
        if (!found || cost_less(cost, node->cost)) {
            node->cost = cost;
            node->from = i;
            found = true;
        }
    }
}

static uint32_t yields_of_line(const Segment *s, size_t from, size_t to)
{
    Fit fit = segment_fit(s, from, to, measure_of(s, from));
    uint32_t forced = is_runt(s, from, to) ? LINE_RUNT : 0;

    if (to < s->n && fit.strain > 0)
        forced |= LINE_WIDE_SPACE;
    if (fit.over > 0)
        forced |= LINE_OVERFULL;
    if (to == s->n)
        return forced;
    if (s->gaps[to].hold == HOLD_UNIT)
        forced |= LINE_SPLIT_UNIT;
    else if (s->gaps[to].hold == HOLD_WORD)
        forced |= LINE_SPLIT_WORD;
    else if (s->gaps[to].hold == HOLD_KINSOKU)
        forced |= LINE_KINSOKU;
    return forced;
}

static Breaks trace_back(Setter *setter, const Breaker *breaker)
{
    const Segment *s = breaker->segment;
    Breaks breaks = {0};
    size_t at;

    for (at = breaker->n - 1; at > 0; at = breaker->nodes[at].from)
        breaks.n++;
    breaks.starts = ARENA_ARRAY(setter->scratch, size_t, breaks.n);
    breaks.forced = ARENA_ARRAY(setter->scratch, uint32_t, breaks.n);
    at = breaker->n - 1;
    for (size_t i = breaks.n; i-- > 0; at = breaker->nodes[at].from) {
        breaks.starts[i] = breaker->nodes[breaker->nodes[at].from].at;
        breaks.forced[i] = yields_of_line(s, breaks.starts[i], breaker->nodes[at].at);
    }
    return breaks;
}

// In the fewest lines, or in one more where that keeps its words whole.
static Breaks balance(Setter *setter, const Segment *segment, Breaks fewest)
{
    bool whole = true;
    Breaks balanced, more;

    if (!segment_balance(setter, segment, fewest.n, &balanced, &whole))
        return fewest;
    if (!whole && segment_balance(setter, segment, fewest.n + 1, &more, &whole) && whole)
        return more;
    return balanced;
}

Breaks segment_break(Setter *setter, const Segment *segment)
{
    Breaker breaker = {.segment = segment};
    bool balanced = segment->spec->balanced;
    Breaks breaks;
    size_t lo = 0;

    if (segment_ragged(segment) && !balanced && !fits(segment, 0, segment->n))
        breaker.parts = costs_of_parts(setter, segment);
    find_nodes(setter, &breaker);
    for (size_t j = 1; j < breaker.n; j++)
        try_starts(&breaker, j, &lo);
    breaks = trace_back(setter, &breaker);
    return balanced && breaks.n > 1 ? balance(setter, segment, breaks) : breaks;
}
