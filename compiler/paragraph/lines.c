// A line of atoms to pieces of placed glyphs.
#include <assert.h>
#include <string.h>

#include "paragraph/internal-paragraph.h"

typedef struct Placer {
    const Setter *setter;
    Arena *arena;
    VEC(LinePiece) pieces; // like glyphs, in the scratch arena: what is kept is copied when its size is known
    VEC(Glyph) glyphs;     // of the piece that is being made
    uint32_t text_from, text_to;
    Length x; // from the measure's left edge
} Placer;

static void piece_close(Placer *placer)
{
    LinePiece *piece;
    Glyph *glyphs;

    if (!placer->pieces.at || vec_last(&placer->pieces)->glyphs)
        return;
    piece = vec_last(&placer->pieces);
    glyphs = ARENA_ARRAY(placer->arena, Glyph, placer->glyphs.n);
    if (placer->glyphs.n > 0)
        memcpy(glyphs, placer->glyphs.at, placer->glyphs.n * sizeof *glyphs);
    piece->glyphs = glyphs;
    piece->glyph_count = placer->glyphs.n;
    piece->text =
        str_slice(placer->setter->spec->spans[piece->span].text, placer->text_from, placer->text_to);
    if (placer->glyphs.n > 0)
        piece->width = vec_last(&placer->glyphs)->x + vec_last(&placer->glyphs)->advance;
    placer->glyphs.n = 0;
}

// Goes on with the last piece where the text [from, to) follows in it, or begins a new one.
static void piece_open(Placer *placer, const Atom *atom, uint32_t from, uint32_t to)
{
    LinePiece *piece = placer->pieces.n ? vec_last(&placer->pieces) : NULL;

    if (!piece || piece->span != atom->span || piece->font != atom->font || placer->text_to != from) {
        piece_close(placer);
        *vec_push(placer->setter->scratch, &placer->pieces) =
            (LinePiece){.span = atom->span, .font = atom->font, .size = atom->em, .x = placer->x};
        placer->text_from = from;
    }
    placer->text_to = to;
}

static void add_glyph(Placer *placer, AtomGlyph g)
{
    LinePiece *piece = vec_last(&placer->pieces);

    *vec_push(placer->setter->scratch, &placer->glyphs) = (Glyph){
        .id = g.id,
        .text = g.text - placer->text_from,
        .x = placer->x - piece->x + g.x,
        .y = g.y,
        .advance = g.advance,
    };
}

static void place_atom(Placer *placer, const Atom *atom)
{
    piece_open(placer, atom, atom->from, atom->to);
    for (uint32_t i = 0; i < atom->glyph_count; i++)
        add_glyph(placer, placer->setter->glyphs.at[atom->glyph_first + i]);
    placer->x += atom->width;
}

// A typed blank that stays is shown, so that a reader of the file finds the character. It takes the font of
// the Western text beside it.
static void place_blank(Placer *placer, const Atom *left, const Atom *right, Length width)
{
    const Atom *beside = right->class == CLASS_WESTERN && left->class != CLASS_WESTERN ? right : left;
    uint32_t glyph;

    if (beside->span != right->blank_span)
        beside = beside == left ? right : left;
    if (beside->span != right->blank_span)
        return;
    glyph = right->blank_wide ? font_glyph(beside->font, 0x3000) : 0;
    if (!glyph)
        glyph = font_glyph(beside->font, ' ');
    if (!glyph)
        return;
    piece_open(placer, beside, right->blank_from, right->blank_to);
    add_glyph(placer, (AtomGlyph){.id = glyph, .text = right->blank_from, .advance = width});
}

static Length line_start(const Segment *s, size_t from, Length width)
{
    Length indent = from == 0 && s->opens ? s->spec->indent : s->spec->indent_rest;
    Length room = s->spec->measure - indent - width;

    switch (s->spec->align) {
    case TEXT_CENTRE:
        return indent + room / 2;
    case TEXT_RIGHT:
        return indent + room;
    default:
        return indent;
    }
}

void line_place(Setter *setter, const Segment *segment, Arena *arena, Line *line, size_t from, size_t to)
{
    Placer placer = {.setter = setter, .arena = arena};
    Length measure = from == 0 ? segment->first_measure : segment->measure;
    Length natural = segment_width(segment, from, to);
    Length *gaps = ARENA_ARRAY(setter->scratch, Length, to - from);
    Length width = 0, set = measure;
    Fit fit = segment_fit(segment, from, to, measure);

    // A last line stands at its natural width, or what shrinking makes of it; so does one that would be torn.
    if (natural < measure && (to == segment->n || fit_short(segment, &fit)))
        set = natural;
    segment_justify(segment, from, to, set, gaps);
    for (size_t i = from; i < to; i++)
        width += gaps[i - from] + segment->atoms[i].width;
    assert(width <= measure || fit.over > 0);
    line->x = placer.x = line_start(segment, from, width);
    line->width = width;
    for (size_t i = from; i < to; i++) {
        const Atom *atom = &segment->atoms[i];

        if (i > from && segment->gaps[i].shown)
            place_blank(&placer, &atom[-1], atom, gaps[i - from]);
        placer.x += gaps[i - from];
        place_atom(&placer, atom);
    }
    piece_close(&placer);
    line->pieces = ARENA_ARRAY(arena, LinePiece, placer.pieces.n);
    line->piece_count = placer.pieces.n;
    if (placer.pieces.n > 0)
        memcpy(line->pieces, placer.pieces.at, placer.pieces.n * sizeof *line->pieces);
    line->ends_paragraph = to == segment->n;
}
