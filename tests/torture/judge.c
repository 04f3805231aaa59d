// What a set paragraph did, judged by the places of its glyphs alone.
#include "judge.h"

enum { HAIR = 3, GLYPHS_MOST = 400 }; // units of 1/65536 pt; glyphs of a line

// The glyphs of a line, by their place in the source.
typedef struct Seen {
    uint32_t text[GLYPHS_MOST];
    Length x[GLYPHS_MOST], advance[GLYPHS_MOST];
    size_t n;
    uint32_t from, to; // bytes of the source
} Seen;

static bool see_line(Seen *seen, const Text *text, const Line *line)
{
    seen->n = 0;
    for (size_t i = 0; i < line->piece_count; i++) {
        const LinePiece *piece = &line->pieces[i];
        uint32_t base = (uint32_t)(piece->text.at - text->bytes.at);

        if (i == 0)
            seen->from = base;
        else if (base != seen->to)
            return false;
        seen->to = base + (uint32_t)piece->text.n;
        for (size_t g = 0; g < piece->glyph_count && seen->n < GLYPHS_MOST; g++, seen->n++) {
            seen->text[seen->n] = base + piece->glyphs[g].text;
            seen->x[seen->n] = piece->x + piece->glyphs[g].x;
            seen->advance[seen->n] = piece->glyphs[g].advance;
        }
    }
    return seen->n > 0;
}

// The boxes that a mark's ink stands in: its half of the em, or the two ems of —— and ……, whatever the
// font's glyph is.
static Length box_start(const Seen *seen, size_t g, size_t count, Shape shape, Length em)
{
    Length end = seen->x[g] + seen->advance[g];

    switch (shape) {
    case SHAPE_OPEN:
    case SHAPE_DOT:
        return end - em / 2;
    case SHAPE_CONNECTOR:
        return end - em;
    case SHAPE_LONG:
        return count < 2 ? end - 2 * em : seen->x[g] - (em - seen->advance[g]) / 2;
    default:
        return seen->x[g];
    }
}

static Length box_end(const Seen *seen, size_t g, size_t count, Shape shape, Length em)
{
    switch (shape) {
    case SHAPE_CLOSE:
    case SHAPE_PAUSE:
    case SHAPE_STOP:
        return seen->x[g] + em / 2;
    case SHAPE_LONG:
        return seen->x[g] + seen->advance[g] + (count < 2 ? 0 : (em - seen->advance[g]) / 2);
    default:
        return seen->x[g] + seen->advance[g];
    }
}

// The box of bytes [from, to) of a piece, whole or a part of it. False where nothing of it stands here.
static bool piece_box(const Seen *seen, const Piece *piece, Length em, Length *start, Length *end)
{
    size_t first = 0, last;

    while (first < seen->n && seen->text[first] < piece->from)
        first++;
    last = first;
    while (last < seen->n && seen->text[last] < piece->to)
        last++;
    if (last == first)
        return false;
    *start = box_start(seen, first, last - first, piece->token->first, em);
    *end = box_end(seen, last - 1, last - first, piece->token->last, em);
    return true;
}

bool text_place(Text *text, const Line *line)
{
    Seen seen;

    if (!see_line(&seen, text, line))
        return false;
    for (size_t i = 0; i < text->n; i++)
        if (!piece_box(&seen, &text->pieces[i], text->em, &text->pieces[i].start, &text->pieces[i].end))
            return false;
    for (size_t i = 1; i < text->n; i++) {
        Length off = text->pieces[i].start - text->pieces[i - 1].end - text_give(text, i).natural;

        if (off > HAIR || off < -HAIR)
            return false;
    }
    return true;
}

// ---- where lines begin and end

// The piece that byte `at` is in.
static size_t piece_at(const Text *text, uint32_t at)
{
    size_t i = 0;

    while (i + 1 < text->n && text->pieces[i].to <= at)
        i++;
    return i;
}

static const char *judge_break(const Text *text, uint32_t at, uint32_t forced)
{
    const Piece *piece = &text->pieces[piece_at(text, at)];
    bool kinsoku = forced & LINE_KINSOKU;

    if (at != piece->from) {
        if (piece->token->first == SHAPE_LONG)
            return kinsoku ? NULL : "a mark of two ems is parted";
        if (piece->token->parts || forced & (LINE_SPLIT_UNIT | LINE_SPLIT_WORD) || kinsoku)
            return NULL;
        return "what belongs together is parted";
    }
    if (piece->token->held && !(forced & LINE_SPLIT_UNIT))
        return "a number and its unit are parted";
    if (token_starts_no_line(piece->token) && !kinsoku)
        return "a line begins with a mark that may not";
    if (piece > text->pieces && token_ends_no_line(piece[-1].token) && !kinsoku)
        return "a line ends with a mark that may not";
    return NULL;
}

// ---- what stands between

typedef struct Between {                             // what the gaps of a line were given, by kind
    bool shrunk[GAP_PLAIN + 1], held[GAP_PLAIN + 1]; // some gap of it was; some gap could still
    bool stretched, words_short, han_stretched;
    Length han_least, han_most; // of what Han–Han gaps took
    bool han;
} Between;

static const char *judge_gap(const Give *give, Length gap, Between *all, bool wide)
{
    Length more = gap - give->natural;

    if (more < -give->shrink - HAIR)
        return "a gap shrank too far";
    if (more < -HAIR)
        all->shrunk[give->kind] = true;
    if (give->shrink > 0 && more > HAIR - give->shrink)
        all->held[give->kind] = true;
    if (more > HAIR)
        all->stretched = true;
    if (give->words > 0 && more < give->words - HAIR)
        all->words_short = true;
    if (!give->spreads && !wide && more > give->words * 3 / 2 + HAIR)
        return "a gap was spread that may not";
    if (give->spreads && more > HAIR)
        all->han_stretched = true;
    return NULL;
}

static const char *judge_share(Between *all, Length more)
{
    if (!all->han || more < all->han_least)
        all->han_least = more;
    if (!all->han || more > all->han_most)
        all->han_most = more;
    all->han = true;
    return all->han_most - all->han_least > HAIR ? "gaps between Han are not equal" : NULL;
}

static const char *judge_order(const Between *all)
{
    for (int late = GAP_BRACKET; late <= GAP_STOP; late++) {
        if (all->shrunk[late] && all->stretched)
            return "one line shrinks and stretches";
        for (int early = GAP_BRACKET; early < late; early++)
            if (all->shrunk[late] && all->held[early])
                return "blanks shrank out of order";
    }
    if (all->han_stretched && all->words_short)
        return "Han was spread before Han and Western";
    return NULL;
}

// The gaps between whole pieces of a line.
static const char *judge_gaps(const Text *text, const Seen *seen, uint32_t forced)
{
    size_t first = piece_at(text, seen->from), last = piece_at(text, seen->to - 1);
    bool wide = forced & (LINE_WIDE_SPACE | LINE_RAGGED);
    int limit = forced & LINE_SPREAD ? 251 : 101;
    const char *wrong = NULL;
    Between all = {0};
    Length before = 0;

    for (size_t i = first; i <= last && !wrong; i++) {
        const Piece *piece = &text->pieces[i];
        bool whole = piece->from >= seen->from && piece->to <= seen->to;
        Length start, end;

        if (!piece_box(seen, piece, text->em, &start, &end))
            return "a piece has no glyph";
        if (whole && !piece->token->parts && end - start > piece->end - piece->start + HAIR)
            return "a piece was spread inside";
        if (whole && end - start < piece->end - piece->start - text->em / 2 - HAIR)
            return "a piece shrank inside";
        if (i > first) {
            Give give = text_give(text, i);
            Length most = give.spreads && !wide ? text->em * limit / 1000 : INT64_MAX / 2;

            wrong = judge_gap(&give, start - before, &all, wide);
            if (!wrong && start - before - give.natural > most + HAIR)
                wrong = "a gap is wide on a line that is not";
            if (!wrong && piece->token->first == SHAPE_HAN && piece[-1].token->last == SHAPE_HAN)
                wrong = judge_share(&all, start - before - give.natural);
        }
        before = end;
    }
    return wrong ? wrong : judge_order(&all);
}

static bool can_spread(const Text *text, const Seen *seen)
{
    size_t first = piece_at(text, seen->from), last = piece_at(text, seen->to - 1);

    for (size_t i = first + 1; i <= last; i++)
        if (text_give(text, i).spreads)
            return true;
    return false;
}

// A line of whole pieces that is left short must be in a narrow measure, and one that cannot be filled.
static const char *judge_short(const Text *text, const Seen *seen, Length measure)
{
    size_t first = piece_at(text, seen->from), last = piece_at(text, seen->to - 1);

    if (!text_narrow(text, measure))
        return "a line is left short in a measure that is not narrow";
    if (text->pieces[first].from == seen->from && text->pieces[last].to == seen->to &&
        text_yield_of_line(text, first, last + 1, measure) != YIELD_SHORT)
        return "a line is left short that could be filled";
    return NULL;
}

// Both edges: trimmed marks meet them, and lines that go on are full.
static const char *judge_edges(const Text *text, const Seen *seen, const Line *line, Length measure)
{
    size_t first = piece_at(text, seen->from), last = piece_at(text, seen->to - 1);
    Length left = seen->from == 0 ? text->indent : 0, start, end, unused;

    if (!piece_box(seen, &text->pieces[first], text->em, &start, &unused) ||
        !piece_box(seen, &text->pieces[last], text->em, &unused, &end))
        return "an edge has no glyph";
    if (line->forced & LINE_OVERFULL)
        return NULL;
    if (seen->from == text->pieces[first].from && (start > left + HAIR || start < left - HAIR))
        return "the left edge is ragged, or an opening mark not trimmed";
    if (end > measure + HAIR)
        return "the measure is exceeded, or an end mark not trimmed";
    if (line->forced & LINE_SHORT)
        return judge_short(text, seen, measure);
    if (!line->ends_paragraph && end < measure - HAIR && !(line->forced & LINE_RAGGED) &&
        (!(line->forced & LINE_WIDE_SPACE) || can_spread(text, seen)))
        return "the right edge is ragged";
    return NULL;
}

static int weight_of(const Text *text, const Seen *seen)
{
    int weight = 0;

    for (size_t i = piece_at(text, seen->from); i <= piece_at(text, seen->to - 1); i++)
        weight += text->pieces[i].token->weight;
    return weight;
}

// ---- the whole

static const char *judge_yields(const Text *text, Length measure, uint32_t forced)
{
    static const uint32_t allowed[] = {[YIELD_NOTHING] = 0,
                                       [YIELD_SHORT] = LINE_SHORT,
                                       [YIELD_RUNT] = LINE_RUNT | LINE_SHORT,
                                       [YIELD_UNIT] = LINE_RUNT | LINE_SHORT | LINE_SPLIT_UNIT,
                                       [YIELD_SPREAD] = LINE_SPREAD * 2 - 1,
                                       [YIELD_WIDE] = LINE_WIDE_SPACE * 2 - 1,
                                       [YIELD_RAGGED] = LINE_RAGGED * 2 - 1,
                                       [YIELD_MORE] = UINT32_MAX};

    if (forced == 0 || !(forced & ~allowed[text_least_yield(text, measure)]))
        return NULL;
    return "more yields than has to";
}

static const char *judge_findings(const Diag *diag, uint32_t forced)
{
    bool told = diag_total(diag) > 0;
    bool past = forced & ~(uint32_t)(LINE_RUNT | LINE_SHORT | LINE_SPLIT_UNIT);

    if (diag_failed(diag))
        return "an error was reported";
    return told == past ? NULL : told ? "a warning without cause" : "what yields is not warned of";
}

static const char *judge_line(const Text *text, Length measure, const Line *line, const Seen *seen)
{
    const char *wrong = judge_edges(text, seen, line, measure);

    if (!wrong)
        wrong = judge_gaps(text, seen, line->forced);
    if (!wrong && seen->to < text->bytes.n)
        wrong = judge_break(text, seen->to, line->forced);
    if (!wrong && seen->to == text->bytes.n && seen->from > 0 && weight_of(text, seen) < 2 &&
        !(line->forced & LINE_RUNT))
        wrong = "a character stands alone";
    return wrong;
}

const char *text_judge(const Text *text, Length measure, const Paragraph *paragraph, const Diag *diag)
{
    uint32_t forced = 0, at = 0;
    const char *wrong = NULL;
    Seen seen;

    for (size_t i = 0; i < paragraph->line_count && !wrong; i++) {
        const Line *line = &paragraph->lines[i];

        if (!see_line(&seen, text, line) || seen.from != at)
            return "text is lost";
        at = seen.to;
        forced |= line->forced;
        wrong = judge_line(text, measure, line, &seen);
    }
    if (!wrong && at != text->bytes.n)
        wrong = "text is lost";
    if (!wrong)
        wrong = judge_yields(text, measure, forced);
    return wrong ? wrong : judge_findings(diag, forced);
}
