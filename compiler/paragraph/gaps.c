// The blank between two atoms: how wide it is, how far it gives, and whether a line may end there.
//
// CLREQ 3.1.4 and 3.1.5 (what may not begin or end a line or be parted), 3.1.6 (width of marks), 3.2.2 (Han
// beside Western), 3.5 (adjustment within a line); GB/T 15834 5.1.
#include "paragraph/internal-paragraph.h"
#include "text/text.h"

#include <assert.h>

static bool is_mark(const Atom *a) // a full-width mark: typed blanks beside it go
{
    return a->class >= CLASS_OPEN && a->class <= CLASS_CONNECTOR;
}

static bool no_line_start(const Atom *a)
{
    switch (a->class) {
    case CLASS_CLOSE:
    case CLASS_PAUSE:
    case CLASS_STOP:
    case CLASS_DOT:
    case CLASS_DASH:
    case CLASS_ELLIPSIS:
    case CLASS_CONNECTOR:
    case CLASS_AFTER:
    case CLASS_SOLIDUS:
        return true;
    default:
        return a->no_start;
    }
}

static bool no_line_end(const Atom *a)
{
    return a->class == CLASS_OPEN || a->class == CLASS_BEFORE || a->class == CLASS_SOLIDUS || a->no_end;
}

static Hold hold_between(const Atom *left, const Atom *right)
{
    bool western = left->class == CLASS_WESTERN && right->class == CLASS_WESTERN;

    // Between Western atoms UAX #14 has decided, and an opening quotation mark may begin what follows a
    // blank.
    if (western)
        return right->hold == HOLD_AUTO ? HOLD_WORD : right->hold;
    if (no_line_start(right) || no_line_end(left))
        return HOLD_KINSOKU;
    if (right->hold != HOLD_AUTO)
        return right->hold;
    return left->class == CLASS_FULL && right->class == CLASS_FULL && right->blank == BLANK_NONE ? HOLD_WORD
                                                                                                 : HOLD_FREE;
}

static Length permille(Length em, int thousandths)
{
    return length_scale(em, thousandths, 1000);
}

// Blanks of the marks' own. CLREQ 3.1.6.2: two marks that stand together lose half an em between them.
static void set_mark_blank(Gap *gap, const Atom *left, const Atom *right)
{
    bool after = left->class == CLASS_CLOSE || left->class == CLASS_PAUSE || left->class == CLASS_STOP;
    bool before = right->class == CLASS_OPEN;
    bool closes = right->class == CLASS_CLOSE || right->class == CLASS_PAUSE || right->class == CLASS_STOP;
    Length left_blank = left->em / 2, right_blank = right->em / 2;

    if (after && closes)
        return;
    if (before && left->class == CLASS_OPEN)
        return;
    if (after && before)
        gap->natural = left_blank > right_blank ? left_blank : right_blank;
    else if (after)
        gap->natural = left_blank;
    else if (before)
        gap->natural = right_blank;
    else
        return;
    gap->shrink = gap->natural;
    if (before || left->class == CLASS_CLOSE)
        gap->shrink_kind = SHRINK_BRACKET;
    else
        gap->shrink_kind = left->class == CLASS_PAUSE ? SHRINK_PAUSE : SHRINK_STOP;
}

static void set_elastic(Gap *gap, Length natural, Length least, Length most, int shrink_kind,
                        int stretch_kind)
{
    gap->natural = natural;
    gap->shrink = natural > least ? natural - least : 0;
    gap->stretch = most > natural ? most - natural : 0;
    gap->shrink_kind = (uint8_t)shrink_kind;
    gap->stretch_kind = (uint8_t)stretch_kind;
}

// The font's space, within what the style allows.
static void set_word_space(Gap *gap, const ParagraphSpec *spec, const Atom *left)
{
    const SpacingStyle *spacing = &spec->style->spacing;
    Length least = permille(left->em, spacing->word_space_least);
    Length most = permille(left->em, spacing->word_space_most);
    uint32_t glyph = font_glyph(left->font, ' ');
    Length natural = least;

    if (glyph)
        natural =
            length_scale(left->em, font_advance(left->font, glyph), font_info(left->font)->units_per_em);
    if (natural < least)
        natural = least;
    if (natural > most)
        natural = most;
    set_elastic(gap, natural, least, most, SHRINK_WORD, STRETCH_WORD);
    gap->shown = true;
}

static void set_han_western(Gap *gap, const ParagraphSpec *spec, const Atom *han)
{
    const SpacingStyle *spacing = &spec->style->spacing;

    set_elastic(gap, permille(han->em, spacing->han_western), permille(han->em, spacing->han_western_least),
                permille(han->em, spacing->han_western_most), SHRINK_HAN_WESTERN, STRETCH_HAN_WESTERN);
}

static void set_plain(Gap *gap, const ParagraphSpec *spec, const Atom *left, const Atom *right)
{
    bool han_left = left->class == CLASS_HAN, han_right = right->class == CLASS_HAN;
    bool western_left = left->class == CLASS_WESTERN, western_right = right->class == CLASS_WESTERN;
    bool typed = right->blank == BLANK_SPACE;

    if (typed && spec->verbatim && right->blank_wide == 0) {
        gap->natural = (Length)(right->blank_to - right->blank_from) * left->em / 2;
        gap->shown = true;
        return;
    }
    if ((han_left && western_right && (typed || right->word_start)) ||
        (western_left && han_right && (typed || left->word_end))) {
        set_han_western(gap, spec, han_left ? left : right);
        gap->shown = typed;
    } else if (typed && right->blank_wide == 0) {
        set_word_space(gap, spec, left);
    } else if (western_left && western_right) {
        return;
    } else {
        gap->stretch_kind = han_left && han_right ? STRETCH_HAN : STRETCH_ANY;
        gap->stretch = left->em;
    }
}

// Two marks that stand together stay together.
static bool is_pair(const Atom *left, const Atom *right)
{
    return left->class >= CLASS_OPEN && left->class <= CLASS_STOP && right->class >= CLASS_OPEN &&
           right->class <= CLASS_STOP;
}

// CLREQ 3.5.4: nothing is spread beside these.
static bool is_connector(const Atom *a)
{
    return a->class == CLASS_CONNECTOR || a->class == CLASS_SOLIDUS;
}

static Gap gap_between(const ParagraphSpec *spec, const Atom *left, const Atom *right)
{
    Gap gap = {.shrink_kind = SHRINK_COUNT, .stretch_kind = STRETCH_COUNT};
    bool connected = is_connector(left) || is_connector(right);

    if (spec->spans[right->span].attached) {
        gap.hold = HOLD_KINSOKU;
        return gap;
    }
    gap.hold = (uint8_t)hold_between(left, right);
    gap.dear = right->dear;
    if (right->tight) {
        // A number and its unit read as one: a space that never changes (and is no word space to a reader of
        // the file).
        const Atom *han = left->class == CLASS_WESTERN ? right : left;
        const Atom *other = left->class == CLASS_WESTERN ? left : right;

        if (han->class == CLASS_HAN && other->class == CLASS_WESTERN)
            gap.natural = permille(han->em, spec->style->spacing.number_unit);
        return gap;
    }
    if (is_mark(left) || is_mark(right)) {
        set_mark_blank(&gap, left, right);
        gap.stretch_kind = is_pair(left, right) ? STRETCH_COUNT : STRETCH_ANY;
        gap.stretch = left->em;
    } else {
        set_plain(&gap, spec, left, right);
    }
    if (right->blank_wide) { // a typed 　 is the blank between Han and Western
        gap.natural = (is_mark(left) || is_mark(right) ? gap.natural : 0) + right->blank_wide * right->em;
        gap.shown = !is_mark(left) && !is_mark(right);
    }
    // Nothing inside a unit or a marker is spread, whatever else keeps it together, nor beside a connector.
    if (connected || (right->hold >= HOLD_UNIT && right->hold <= HOLD_JOINED) ||
        (gap.hold >= HOLD_UNIT && gap.hold <= HOLD_WORD))
        gap.stretch_kind = STRETCH_COUNT;
    return gap;
}

static void add_sum(Sum *sum, const Gap *gap, const Atom *atom)
{
    sum->end += gap->natural + atom->width;
    if (gap->shrink_kind < SHRINK_COUNT)
        sum->shrink[gap->shrink_kind] += gap->shrink;
    if (gap->stretch_kind < STRETCH_COUNT)
        sum->stretch[gap->stretch_kind] += gap->stretch;
    sum->weight += atom->weight;
}

// The end of the number in brackets that a paragraph begins with: （一） (1). 0: it begins with none.
static size_t marker_end(const Segment *segment)
{
    size_t i = 1;

    if (!segment->opens || segment->n == 0 || segment->atoms[0].class != CLASS_OPEN)
        return 0;
    while (i < segment->n && i < 5 &&
           (segment->atoms[i].class == CLASS_WESTERN || text_is_han_numeral(segment->atoms[i].code)))
        i++;
    return i > 1 && i < segment->n && segment->atoms[i].class == CLASS_CLOSE ? i + 1 : 0;
}

void segment_measure(Setter *setter, Segment *segment)
{
    bool ragged = segment_ragged(segment);
    size_t marker = marker_end(segment);
    Sum sum = {0};

    segment->gaps = ARENA_ARRAY(setter->scratch, Gap, segment->n);
    segment->sums = ARENA_ARRAY(setter->scratch, Sum, segment->n);
    for (size_t i = 0; i < segment->n; i++) {
        Gap *gap = &segment->gaps[i];

        if (i > 0)
            *gap = gap_between(segment->spec, &segment->atoms[i - 1], &segment->atoms[i]);
        else
            *gap = (Gap){.shrink_kind = SHRINK_COUNT, .stretch_kind = STRETCH_COUNT};
        // Paragraphs under each other show it where the blank after their numbers differs: it goes last.
        if (i == marker && gap->shrink_kind < SHRINK_COUNT)
            gap->shrink_kind = SHRINK_STOP;
        if (ragged)
            gap->stretch_kind = STRETCH_COUNT;
        // Titles and table heads close up brackets, rather than take a line more.
        if (ragged && !(segment->spec->balanced && gap->shrink_kind == SHRINK_BRACKET)) {
            gap->shrink = 0;
            gap->shrink_kind = SHRINK_COUNT;
        }
        assert(gap->shrink_kind <= SHRINK_COUNT && gap->stretch_kind <= STRETCH_COUNT);
        add_sum(&sum, gap, &segment->atoms[i]);
        segment->sums[i] = sum;
    }
}
