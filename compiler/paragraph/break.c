// Total-fit line breaking (after Knuth and Plass, Breaking Paragraphs into Lines): the cheapest way through
// the places where a line may end. As gaps have all the blank there is, a line's least width only falls as
// its start moves on, so for each end the starts that fit are one window that moves forward: the work is
// linear in the text, times the places in a line's slack.
#include <string.h>

#include "paragraph/internal-paragraph.h"

// What a line costs; the first few are of the order of one line's badness, squared, the rest in the order in
// which things yield, each several times what stands before it.
#define COST_LINE 10                   // added to badness before it is squared
#define COST_DEAR 2500                 // a break inside a date, a URL, after a connector
#define COST_SHORT_LAST 20000          // a last line of two characters: three or more are better
#define COST_RAGGED_LINE 10000000      // of unjustified text: the fewest lines first
#define COST_IN_WORD 120000            // of such text: worth ending a line a third short of its measure
#define COST_IN_BRACKETS 90000         // a little less
#define COST_LEFT_SHORT 2000000        // a line of a narrow measure that cannot be filled, past any that can,
#define COST_LEFT_EM 200000            // and for each em that it is short, squared
#define COST_RUNT 500000000            // a last line of one character
#define COST_UNIT INT64_C(1000000000)  // a number parted from its unit
#define COST_MARK (COST_UNIT * 2)      // a long address broken after a mark other than / ? &
#define COST_SPREAD (COST_UNIT * 8)    // gaps past SPREAD_FROM, times the square of how much
#define COST_ADDRESS (COST_UNIT * 13)  // a long address broken anywhere
#define COST_SHORT_EM (COST_UNIT / 5)  // a line of a long address that is an em short, times the square
#define COST_PART (COST_UNIT * 128)    // a long word broken after a mark of its own: / ? & = . - _
#define COST_WORD (COST_UNIT * 256)    // a word or number broken anywhere
#define COST_WIDE (COST_UNIT * 1024)   // gaps past WIDE_FROM, likewise
#define COST_SHORT (COST_UNIT * 16384) // a line that stays short, times the square of what its gaps would be
#define YIELD_KINSOKU 1                // counted apart, before all that
#define YIELD_OVERFULL (1 << 20)

#define STRAIN_CAP 10000 // the most times that COST_SHORT is taken
#define LONG_WORD 8      // characters
#define LONG_PART 5      // of an address, between marks of its own
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
    bool yielded;          // something did, on the line that ends here
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

bool segment_too_loose(const Segment *segment, const Breaks *breaks, bool *split)
{
    uint32_t forced = 0;
    bool found = false;

    for (size_t i = 0; i < breaks->n; i++)
        forced |= breaks->forced[i] & (LINE_SPREAD | LINE_WIDE_SPACE | LINE_RAGGED);
    for (size_t i = 0; forced && i < segment->n; i++) {
        const Atom *atom = &segment->atoms[i];

        if (atom->class == CLASS_WESTERN &&
            (atom->address ? atom->glyph_count >= LONG_PART
                           : atom->glyph_count >= LONG_WORD && forced != LINE_SPREAD))
            split[i] = found = true;
    }
    return found;
}

// ---- the cost of a line

// A long word or address has marks of its own after which it is best broken.
static bool ends_part(const Atom *atom)
{
    return atom->class == CLASS_WESTERN && atom->last && atom->last < 0x80 &&
           strchr("/?&=.-_", (int)atom->last);
}

static int64_t cost_in_word(const Atom *left)
{
    if (left->address)
        return COST_ADDRESS;
    return ends_part(left) ? COST_PART : COST_WORD;
}

static Cost cost_of_end(const Segment *s, size_t to)
{
    Cost cost = {0, 0};

    if (to == s->n)
        return cost;
    if (s->gaps[to].dear)
        cost.demerits += s->gaps[to].dear == 1 ? COST_DEAR : COST_MARK;
    if (s->gaps[to].hold == HOLD_UNIT)
        cost.demerits += COST_UNIT;
    else if (s->gaps[to].hold == HOLD_JOINED || s->gaps[to].hold == HOLD_WORD)
        cost.demerits += cost_in_word(&s->atoms[to - 1]);
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

static int64_t times_squared(int64_t cost, int64_t strain, int64_t from)
{
    int64_t times = strain * strain * 16 / (from * from); // in sixteenths, so that a little less is less

    return cost / 16 * (times < STRAIN_CAP * 16 ? times : STRAIN_CAP * 16);
}

// A line of nothing but an address has no gap to stretch: it may end short, after a mark of the address.
static bool short_address(const Segment *s, const Fit *fit, size_t from, size_t to)
{
    return !s->narrow && fit_short(s, fit) && s->atoms[from].address && s->atoms[to - 1].address;
}

static int64_t cost_of_left(const Fit *fit, Length em)
{
    int64_t tenths = fit->room * 10 / em;

    return COST_LEFT_SHORT + COST_LEFT_EM * tenths * tenths / 100;
}

static int64_t cost_of_strain(int64_t strain)
{
    if (strain > RAGGED_FROM)
        return times_squared(COST_SHORT, strain, RAGGED_FROM);
    if (strain > WIDE_FROM)
        return times_squared(COST_WIDE, strain, WIDE_FROM);
    return times_squared(COST_SPREAD, strain, SPREAD_FROM);
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
    if (to < s->n && short_address(s, fit, from, to))
        cost.demerits += times_squared(COST_SHORT_EM, fit->room, s->atoms[from].em);
    else if (to < s->n && fit->strain > 0 && s->narrow)
        cost.demerits += cost_of_left(fit, s->atoms[from].em);
    else if (to < s->n && fit->strain > 0)
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

// Whether a justified line may end before atom i, which something holds, rather than be wide.
static bool may_yield(const Segment *s, size_t i)
{
    return !segment_ragged(s) && (s->gaps[i].hold == HOLD_UNIT || s->atoms[i].taken_apart);
}

// Places where lines may end: between unbreakable pieces, where a wide line is worse, and inside the pieces
// that no line has room for.
static void find_nodes(Setter *setter, Breaker *breaker)
{
    const Segment *s = breaker->segment;

    breaker->nodes = ARENA_ARRAY(setter->scratch, BreakNode, s->n + 1);
    add_node(breaker, 0);
    for (size_t i = 0, end; i < s->n; i = end) {
        bool fitting;

        end = piece_end(s, i, HOLD_UNIT);
        fitting = fits(s, i, end);
        for (size_t k = i + 1; k < end; k++)
            if (!fitting || may_yield(s, k))
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
        bool loose = (fit.strain > 0 && !short_address(s, &fit, nodes[i].at, node->at)) ||
                     (segment_ragged(s) && fit.room > measure_of(s, nodes[i].at) / 2);
        Cost line, cost;

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
        good |= !loose && !nodes[i].yielded;
        line = cost_of_line(breaker, &fit, nodes[i].at, node->at);
        cost = cost_add(nodes[i].cost, line);
        if (!found || cost_less(cost, node->cost)) {
            node->cost = cost;
            node->from = i;
            node->yielded = line.yields > 0 || line.demerits >= (s->narrow ? COST_LEFT_SHORT : COST_RUNT);
            found = true;
        }
    }
}

static uint32_t yields_of_line(const Segment *s, size_t from, size_t to)
{
    Fit fit = segment_fit(s, from, to, measure_of(s, from));
    uint32_t forced = is_runt(s, from, to) ? LINE_RUNT : 0;

    if (to < s->n && (short_address(s, &fit, from, to) || (s->narrow && fit.strain > 0)))
        forced |= LINE_SHORT;
    else if (to < s->n && fit.strain > 0)
        forced |= fit_short(s, &fit) ? LINE_RAGGED : fit.strain > WIDE_FROM ? LINE_WIDE_SPACE : LINE_SPREAD;
    if (fit.over > 0)
        forced |= LINE_OVERFULL;
    if (to == s->n)
        return forced;
    if (s->gaps[to].hold == HOLD_UNIT)
        forced |= LINE_SPLIT_UNIT;
    else if (s->gaps[to].hold == HOLD_JOINED || s->gaps[to].hold == HOLD_WORD)
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
