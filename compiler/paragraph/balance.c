// Titles (GB/T 9704 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜): a given number of lines, nearly
// equal, the middle ones of three or more a little longer (菱形), broken where a word probably ends. Marks,
// digits, function words, the last characters of offices' names and the words that titles keep together tell
// where; what they miss costs evenness only.
#include "paragraph/internal-paragraph.h"

#define ATOMS_MOST 400 // longer than any title: it is text, and broken as text
#define LINES_MOST 12
#define COST_NEVER INT64_C(1000000000000)
#define COST_ALONE 100000000 // a line of one character
#define EVEN_LEAST 8         // ems: unevenness of shorter lines counts as if they had this length
#define LOZENGE 60           // thousandths by which the outer lines of three or more are shorter

// How poor a break is, in thousandths of a line's length of unevenness that it is worth avoiding with.
enum { BREAK_GOOD = 0, BREAK_FAIR = 160, BREAK_IN_NAME = 230, BREAK_POOR = 300, BREAK_IN_WORD = 500 };

// 区委, 市委: what follows is the name of an office of it.
static bool ends_committee(const Segment *s, size_t i, WordMark mark)
{
    return mark == WORD_EDGE && i > 1 && s->atoms[i - 1].last == 0x59D4 &&
           words_have(s->spec->words->lists[WORDS_COMMITTEE_SEATS], s->atoms[i - 2].last);
}

static int quality(const Segment *s, size_t i, WordMark mark, bool in_name)
{
    const Atom *left = &s->atoms[i - 1], *right = &s->atoms[i];
    const WordList *lists = s->spec->words->lists;

    // Nor is one character left alone after an opening bracket.
    if (right->dear || mark == WORD_INSIDE || (i > 1 && left[-1].class == CLASS_OPEN))
        return BREAK_IN_WORD;
    // Nor the last character of a name before a number: 社会保障局2024年度.
    if (right->class == CLASS_HAN && left->class == CLASS_HAN && i + 1 < s->n &&
        right[1].class == CLASS_WESTERN)
        return BREAK_IN_WORD;
    if (left->class != CLASS_HAN && left->class != CLASS_WESTERN)
        return in_name ? BREAK_FAIR : BREAK_GOOD;
    if (right->class == CLASS_OPEN || right->blank == BLANK_SPACE)
        return BREAK_GOOD;
    if (in_name || words_have(lists[WORDS_TITLE_JOINTS], right->code))
        return BREAK_POOR;
    if ((left->class == CLASS_HAN && right->class == CLASS_WESTERN) || ends_committee(s, i, mark))
        return BREAK_GOOD;
    if (mark == WORD_NAMED)
        return BREAK_IN_NAME;
    if (mark == WORD_EDGE || (left->class == CLASS_HAN && words_have(lists[WORDS_TITLE_ENDS], left->last)))
        return BREAK_FAIR;
    return BREAK_POOR;
}

typedef struct Candidate {
    size_t at;
    int64_t poor; // quality, squared
} Candidate;

typedef struct Layer {
    int64_t cost;
    size_t from; // candidate its line begins at
} Layer;

static size_t find_candidates(const Segment *s, const uint8_t *marks, Candidate *candidates)
{
    size_t n = 0;
    int names = 0; // 《 （ that are open

    candidates[n++] = (Candidate){.at = 0};
    for (size_t i = 1; i < s->n; i++) {
        int q;

        if (s->atoms[i - 1].class == CLASS_OPEN)
            names++;
        else if (s->atoms[i - 1].class == CLASS_CLOSE && names > 0)
            names--;
        if (s->gaps[i].hold != HOLD_FREE)
            continue;
        q = quality(s, i, (WordMark)marks[i], names > 0);
        candidates[n++] = (Candidate){.at = i, .poor = (int64_t)q * q};
    }
    candidates[n++] = (Candidate){.at = s->n};
    return n;
}

// One character; not one that has brackets of its own: （境）.
static bool stands_alone(const Segment *s, size_t from, size_t to)
{
    if (s->atoms[from].class == CLASS_OPEN && s->atoms[to - 1].class == CLASS_CLOSE)
        return false;
    return s->sums[to - 1].weight - s->sums[from].weight + s->atoms[from].weight < RUNT_WEIGHT;
}

static int64_t line_cost(const Segment *s, size_t from, size_t to, size_t line, size_t lines)
{
    Length width = segment_width(s, from, to);
    Length measure = from == 0 ? s->first_measure : s->measure;
    Length target = segment_width(s, 0, s->n) / (Length)lines;
    Length whole;
    int64_t off, cost;

    if (measure <= 0 || segment_fit(s, from, to, measure).over > 0)
        return COST_NEVER;
    width = width < measure ? width : measure;
    if (lines > 2 && (line == 0 || line + 1 == lines))
        target -= length_scale(target, LOZENGE, 1000);
    else if (lines > 2)
        target += length_scale(target, 2 * LOZENGE, 1000 * (int64_t)(lines - 2));
    if (target > measure)
        target = measure;
    whole = target > EVEN_LEAST * s->atoms[from].em ? target : EVEN_LEAST * s->atoms[from].em;
    off = whole > 0 ? length_scale(width - target, 1000, whole) : 0;
    cost = off * off;
    if (stands_alone(s, from, to))
        cost += COST_ALONE;
    return cost;
}

// Fills one layer: the cheapest way to set everything before each candidate in line + 1 lines.
static void fill_layer(const Segment *s, const Candidate *c, size_t n, Layer *layers, size_t line,
                       size_t lines)
{
    const Layer *before = layers + line * n;
    Layer *after = layers + (line + 1) * n;

    for (size_t j = 0; j < n; j++) {
        after[j] = (Layer){.cost = COST_NEVER};
        for (size_t i = 0; i < j; i++) {
            int64_t cost;

            if (before[i].cost >= COST_NEVER)
                continue;
            cost = before[i].cost + line_cost(s, c[i].at, c[j].at, line, lines) + c[j].poor;
            if (cost < after[j].cost)
                after[j] = (Layer){.cost = cost, .from = i};
        }
    }
}

bool segment_balance(Setter *setter, const Segment *segment, size_t lines, Breaks *breaks, bool *whole)
{
    Candidate *candidates;
    Layer *layers;
    size_t n, at;

    if (segment->n > ATOMS_MOST || lines > LINES_MOST)
        return false;
    candidates = ARENA_ARRAY(setter->scratch, Candidate, segment->n + 1);
    n = find_candidates(segment, words_mark(setter, segment), candidates);
    layers = ARENA_ARRAY(setter->scratch, Layer, (lines + 1) * n);
    for (size_t j = 1; j < n; j++)
        layers[j].cost = COST_NEVER;
    for (size_t line = 0; line < lines; line++)
        fill_layer(segment, candidates, n, layers, line, lines);
    if (layers[lines * n + n - 1].cost >= COST_NEVER)
        return false;
    breaks->n = lines;
    breaks->starts = ARENA_ARRAY(setter->scratch, size_t, lines);
    breaks->forced = ARENA_ARRAY(setter->scratch, uint32_t, lines);
    at = n - 1;
    *whole = true;
    for (size_t line = lines; line-- > 0;) {
        *whole = *whole &&
                 !stands_alone(segment, candidates[layers[(line + 1) * n + at].from].at, candidates[at].at) &&
                 candidates[at].poor < (int64_t)BREAK_IN_WORD * BREAK_IN_WORD;
        at = layers[(line + 1) * n + at].from;
        breaks->starts[line] = candidates[at].at;
    }
    return true;
}
