// What no line has room for is taken apart, cluster by cluster: a very long word or number, and at last ——
// and …….
#include "paragraph/internal-paragraph.h"

#define WORD_PART_LEAST 3    // characters of a word on either side of a break that a wide line asks for
#define ADDRESS_PART_LEAST 1 // and of an address, between marks of its own

// One atom for glyphs [from, to) of a Western atom's.
static void add_cluster(Setter *setter, const Atom *atom, uint32_t from, uint32_t to)
{
    Atom *part = vec_push(setter->scratch, &setter->atoms);
    AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];
    Length start = glyphs[from].x;
    uint32_t least = atom->address ? ADDRESS_PART_LEAST : WORD_PART_LEAST;

    *part = *atom;
    part->glyph_first = atom->glyph_first + from;
    part->glyph_count = to - from;
    part->from = glyphs[from].text;
    part->to = to < atom->glyph_count ? glyphs[to].text : atom->to;
    part->weight = 1;
    part->width = 0;
    for (uint32_t i = from; i < to; i++) {
        glyphs[i].x -= start;
        part->width += glyphs[i].advance;
    }
    if (from > 0) {
        part->hold = HOLD_WORD;
        part->taken_apart = from >= least && atom->glyph_count - from >= least;
        part->tight = part->word_start = part->no_start = false;
        part->dear = 0;
        part->blank = BLANK_NONE;
        part->blank_wide = 0;
        part->code = 0;
    }
    if (to < atom->glyph_count) {
        part->word_end = part->no_end = false;
        part->last = 0;
    }
}

static bool glyphs_ascend(const Setter *setter, const Atom *atom)
{
    const AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];

    for (uint32_t i = 1; i < atom->glyph_count; i++)
        if (glyphs[i].text < glyphs[i - 1].text)
            return false;
    return true;
}

static void split_atom(Setter *setter, const Atom *atom)
{
    const AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];

    if (atom->class != CLASS_WESTERN || atom->glyph_count < 2 || !glyphs_ascend(setter, atom)) {
        *vec_push(setter->scratch, &setter->atoms) = *atom;
        return;
    }
    for (uint32_t from = 0, to; from < atom->glyph_count; from = to) {
        to = from + 1;
        while (to < atom->glyph_count && glyphs[to].text == glyphs[from].text)
            to++;
        add_cluster(setter, atom, from, to);
    }
}

void atoms_split(Setter *setter, const Atom *atoms, size_t n, const bool *split)
{
    for (size_t i = 0; i < n; i++) {
        if (split[i])
            split_atom(setter, &atoms[i]);
        else
            *vec_push(setter->scratch, &setter->atoms) = atoms[i];
    }
}
