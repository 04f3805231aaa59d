// Characters to atoms: the boxes of a line, each of one font and shaped.
#include <string.h>
#include <unictype.h>

#include "paragraph/internal-paragraph.h"

typedef struct Maker {
    Setter *setter;
    size_t at, to; // characters
    Atom blank;    // the typed blank that waits for its atom
} Maker;

static const Span *span_of(const Setter *setter, uint32_t span)
{
    return &setter->spec->spans[span];
}

static bool is_han_like(CharClass class)
{
    return class == CLASS_HAN || class == CLASS_FULL;
}

// ---- fonts

// Scripts that run from right to left, or in columns: set in their order they would be read backwards.
static bool runs_otherwise(uint32_t code)
{
    return (code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFDFF) || // Hebrew, Arabic
           (code >= 0xFE70 && code <= 0xFEFE) || (code >= 0x10800 && code <= 0x10FFF) ||
           (code >= 0x1E800 && code <= 0x1EFFF) || (code >= 0x1800 && code <= 0x18AF) || // Mongolian
           (code >= 0x11660 && code <= 0x1167F);
}

void glyph_missing(Diag *diag, uint32_t code, Place place)
{
    char utf8[5] = {0};

    utf8_encode(code, utf8);
    if (runs_otherwise(code))
        diag_report(
            diag, SEVERITY_ERROR, "script-unsupported", place,
            str_of(_("publish that text as an attachment, or as a picture with its words in Chinese")),
            _("“%s” (U+%04X) is of a script that runs from right to left or in columns, which cannot be set"),
            utf8, (unsigned)code);
    else
        diag_report(
            diag, SEVERITY_ERROR, "glyph-missing", place,
            str_of(
                _("install a font that has it, name one in the style's faces, or write another character")),
            _("no font of this style has the character “%s” (U+%04X)"), utf8, (unsigned)code);
}

static void report_missing(Setter *setter, uint32_t code)
{
    uint32_t known = runs_otherwise(code) ? 0x590 : code; // of a script once

    if (!setter->diag)
        return;
    for (size_t i = 0; i < setter->missing.n; i++)
        if (setter->missing.at[i] == known)
            return;
    *vec_push(setter->scratch, &setter->missing) = known;
    glyph_missing(setter->diag, code, setter->spec->place);
}

static const FaceSpec *char_face(Setter *setter, const Char *c)
{
    const Span *span = span_of(setter, c->span);

    return c->class == CLASS_WESTERN && span->western ? span->western : span->face;
}

static const Font *char_font(Setter *setter, const Char *c)
{
    const Span *span = span_of(setter, c->span);
    const FaceSpec *face = char_face(setter, c);

    if (runs_otherwise(c->code))
        return NULL;
    if (c->code >= 0x2018 && c->code <= 0x201D && c->class != CLASS_WESTERN)
        return fontset_font_wide(setter->spec->fonts, face, c->code, span->bold);
    return fontset_font(setter->spec->fonts, face, c->code, span->bold);
}

// ---- characters to atoms

static void take_blank(Maker *maker, const Char *c)
{
    Atom *blank = &maker->blank;
    uint32_t end = c->offset + (c->code < 0x80 ? 1 : c->code < 0x800 ? 2 : 3);

    if (blank->blank == BLANK_NONE) {
        blank->blank_span = c->span;
        blank->blank_from = c->offset;
    }
    if (blank->blank_span == c->span)
        blank->blank_to = end;
    if (c->code == 0x3000)
        blank->blank_wide++;
    else if (blank->blank < BLANK_SPACE)
        blank->blank = c->code == 0x200B ? BLANK_ZERO : BLANK_SPACE;
    if (c->code == 0x3000)
        blank->blank = BLANK_SPACE;
}

static uint32_t char_end(const Setter *setter, const Char *c)
{
    size_t at = c->offset;

    utf8_next(span_of(setter, c->span)->text, &at);
    return (uint32_t)at;
}

static bool is_sign(uint32_t code)
{
    return code == '-' || code == '+' || code == 0x2212 || code == 0xB1 ||
           uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Sc);
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_quote(uint32_t code)
{
    return code >= 0x2018 && code <= 0x201D;
}

// What the edges of a Western atom mean beside Han (CLREQ 3.1.4, 3.2.2).
static void mark_edges(Atom *atom, uint32_t first, uint32_t second, uint32_t last)
{
    bool signed_number = is_sign(first) && is_digit(second);

    atom->word_start = uc_is_alnum(first) || signed_number;
    atom->word_end = uc_is_alnum(last) || last == '%' || last == 0x2030 || last == 0xB0;
    atom->no_start = !signed_number && (char_starts_no_line(first) || first == 0xA0);
    atom->no_end = uc_is_general_category_withtable(last, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi |
                                                              UC_CATEGORY_MASK_Sc) ||
                   last == '/' || last == 0xA0;
    atom->no_end &= last != 0xA2; // ¢ stands after its number
}

static Atom *atom_begin(Maker *maker, const Char *c, const Font *font)
{
    Setter *setter = maker->setter;
    Atom *atom = vec_push(setter->scratch, &setter->atoms);

    *atom = maker->blank;
    if (c->tight)
        *atom = (Atom){0};
    maker->blank = (Atom){0};
    atom->span = c->span;
    atom->from = c->offset;
    atom->to = char_end(setter, c);
    atom->font = font;
    atom->em = span_of(setter, c->span)->size;
    atom->class = c->class;
    atom->hold = c->hold;
    atom->tight = c->tight;
    atom->dear = c->dear;
    atom->address = c->address;
    atom->code = atom->last = c->code;
    if (c->class == CLASS_HAN)
        atom->no_start = char_starts_no_line(c->code);
    atom->weight = is_han_like(c->class) || c->class == CLASS_WESTERN;
    return atom;
}

// Marks that are set with the character before them.
static void take_joined(Maker *maker, Atom *atom)
{
    for (; maker->at < maker->to; maker->at++) {
        const Char *c = &maker->setter->chars.at[maker->at];

        if (c->span != atom->span || !char_joins(c->code))
            return;
        atom->to = char_end(maker->setter, c);
    }
}

static void make_western(Maker *maker, const Char *first, const Font *font)
{
    Setter *setter = maker->setter;
    Atom *atom = atom_begin(maker, first, font);
    uint32_t second = 0;

    atom->quoted = is_quote(first->code);
    maker->at++;
    take_joined(maker, atom);
    while (maker->at < maker->to) {
        const Char *c = &setter->chars.at[maker->at];

        if (c->class != CLASS_WESTERN || c->span != atom->span || c->hold != HOLD_WORD || c->tight ||
            char_font(setter, c) != font)
            break;
        if (!second)
            second = c->code;
        atom->to = char_end(setter, c);
        atom->last = c->code;
        atom->quoted |= is_quote(c->code);
        atom->weight++;
        maker->at++;
        take_joined(maker, atom);
    }
    mark_edges(atom, first->code, second, atom->last);
}

static void make_full(Maker *maker, const Char *c, const Font *font)
{
    Setter *setter = maker->setter;
    Atom *atom = atom_begin(maker, c, font);

    maker->at++;
    // —— and …… are one.
    if ((c->class == CLASS_DASH || c->class == CLASS_ELLIPSIS) && maker->at < maker->to) {
        const Char *next = c + 1;

        if (next->code == c->code && next->class == c->class && next->span == c->span && c->code != 0x2E3A) {
            atom->to = char_end(setter, next);
            maker->at++;
        }
    }
    take_joined(maker, atom);
}

static void make_atom(Maker *maker)
{
    const Char *c = &maker->setter->chars.at[maker->at];
    const Font *font;

    if (c->class == CLASS_BLANK)
        take_blank(maker, c);
    if (c->class == CLASS_BLANK || c->class == CLASS_NONE) {
        maker->at++;
        return;
    }
    font = char_font(maker->setter, c);
    if (!font) {
        if (runs_otherwise(c->code) ||
            !fontset_face_missing(maker->setter->spec->fonts, char_face(maker->setter, c)))
            report_missing(maker->setter, c->code);
        maker->at++;
        return;
    }
    if (c->class == CLASS_WESTERN)
        make_western(maker, c, font);
    else
        make_full(maker, c, font);
}

// ---- shaping

static Length scale(const Font *font, Length size, int32_t units)
{
    int em = font_info(font)->units_per_em;

    return units == em ? size : length_scale(size, units, em);
}

// The character that a font of its neighbour's does not have: a combining mark, which takes its base's font.
// at: of its cluster in the span's text.
static void report_boxed(Setter *setter, const Atom *atom, size_t at)
{
    Str text = span_of(setter, atom->span)->text;

    while (at < text.n && at < atom->to) {
        uint32_t code = utf8_next(text, &at);

        if (font_glyph(atom->font, code) == 0) {
            report_missing(setter, code);
            return;
        }
    }
}

// Adds shaped glyphs to the atom one after the other, but for boxes that stand for missing ones; returns
// their width.
static Length add_glyphs(Setter *setter, Atom *atom, const ShapedGlyph *glyphs, size_t n, uint32_t from)
{
    Length x = 0, raise = span_of(setter, atom->span)->raise;

    atom->glyph_first = setter->glyphs.n;
    for (size_t i = 0; i < n; i++) {
        Length advance = scale(atom->font, atom->em, glyphs[i].advance);

        if (glyphs[i].id == 0) {
            report_boxed(setter, atom, from + glyphs[i].text);
            continue;
        }
        *vec_push(setter->scratch, &setter->glyphs) = (AtomGlyph){
            .id = glyphs[i].id,
            .text = from + glyphs[i].text,
            .x = x + scale(atom->font, atom->em, glyphs[i].x),
            .y = -scale(atom->font, atom->em, glyphs[i].y) - raise,
            .advance = advance,
        };
        x += advance;
    }
    atom->glyph_count = (uint32_t)(setter->glyphs.n - atom->glyph_first);
    return x;
}

// “ ” ‘ ’ in Western text are proportional; Chinese fonts have them full width first. (A fixed-pitch font
// keeps its own.)
static const char *features_of(const Setter *setter, const Atom *atom)
{
    bool tabular = span_of(setter, atom->span)->tabular;

    if (atom->quoted && !font_info(atom->font)->fixed_pitch)
        return tabular ? "tnum,pwid" : "pwid";
    return tabular ? "tnum" : NULL;
}

// Where the font has none but full width, half of it: the half with the ink.
static Length narrow_quotes(Setter *setter, const Atom *atom, Str text)
{
    AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];
    Length less = 0;

    for (uint32_t i = 0; i < atom->glyph_count; i++) {
        size_t at = glyphs[i].text;
        uint32_t code = utf8_next(text, &at);

        glyphs[i].x -= less;
        if (!is_quote(code) || glyphs[i].advance < atom->em)
            continue;
        if (code == 0x2018 || code == 0x201C)
            glyphs[i].x -= atom->em / 2;
        else
            glyphs[i].advance -= atom->em / 2;
        less += atom->em / 2;
    }
    return less;
}

static bool digits_are_even(const Font *font)
{
    int32_t advance = font_advance(font, font_glyph(font, '0'));

    for (uint32_t code = '1'; code <= '9'; code++)
        if (font_advance(font, font_glyph(font, code)) != advance)
            return false;
    return true;
}

Length digit_box(const Font *font, Arena *scratch, Length size)
{
    Length box = 0;
    size_t n;
    const ShapedGlyph *digits;

    if (digits_are_even(font)) // most fonts' are, and need no shaping
        return scale(font, size, font_advance(font, font_glyph(font, '0')));
    digits = font_shape(font, scratch, STR("0123456789"), "tnum", &n);
    for (size_t i = 0; i < n; i++)
        if (scale(font, size, digits[i].advance) > box)
            box = scale(font, size, digits[i].advance);
    return box;
}

// Each digit in the middle of the widest one's box.
static Length even_digits(Setter *setter, const Atom *atom, Str text)
{
    AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];
    Length box = 0, more = 0;

    for (uint32_t i = 0; i < atom->glyph_count; i++) {
        Length rest;

        glyphs[i].x += more;
        if (!is_digit((unsigned char)text.at[glyphs[i].text]))
            continue;
        if (box == 0)
            box = digit_box(atom->font, setter->scratch, atom->em);
        rest = box - glyphs[i].advance;
        glyphs[i].x += rest / 2;
        glyphs[i].advance += rest - rest / 2;
        more += rest;
    }
    return more;
}

static void shape_western(Setter *setter, Atom *atom)
{
    Str text = str_slice(span_of(setter, atom->span)->text, atom->from, atom->to);
    size_t n;
    const ShapedGlyph *glyphs = font_shape(atom->font, setter->scratch, text, features_of(setter, atom), &n);

    atom->width = add_glyphs(setter, atom, glyphs, n, atom->from);
    if (atom->quoted)
        atom->width -= narrow_quotes(setter, atom, span_of(setter, atom->span)->text);
    if (span_of(setter, atom->span)->tabular)
        atom->width += even_digits(setter, atom, span_of(setter, atom->span)->text);
}

// Shapes neighbouring Han atoms of one font at once. Returns how many.
static size_t shape_han(Setter *setter, Atom *atoms, size_t n)
{
    size_t count = 1, glyph_count, g = 0;
    Str text = span_of(setter, atoms->span)->text;
    const ShapedGlyph *glyphs;

    while (count < n && atoms[count].font == atoms->font && atoms[count].span == atoms->span &&
           is_han_like(atoms[count].class) && atoms[count].from == atoms[count - 1].to)
        count++;
    text = str_slice(text, atoms->from, atoms[count - 1].to);
    glyphs = font_shape(atoms->font, setter->scratch, text, NULL, &glyph_count);
    for (size_t i = 0; i < count; i++) {
        size_t first = g;

        while (g < glyph_count && glyphs[g].text + atoms->from < atoms[i].to)
            g++;
        atoms[i].width = add_glyphs(setter, &atoms[i], glyphs + first, g - first, atoms->from);
    }
    return count;
}

// Puts a mark's glyphs into its box: the half of the em that has the ink, or the whole (CLREQ 3.1.6; GB/T
// 15834 5.1). Where the font's glyph is narrower than an em, an opening mark stands at the right of its half,
// as a full-width one would.
static void place_mark(Setter *setter, Atom *atom, uint32_t characters, Length natural)
{
    AtomGlyph *glyphs = &setter->glyphs.at[atom->glyph_first];
    Length shift = 0;

    if (atom->class == CLASS_DASH || atom->class == CLASS_ELLIPSIS || atom->class == CLASS_CONNECTOR) {
        atom->width = atom->em * (atom->code == 0x2E3A ? 2 : characters);
        if (natural != atom->width && atom->glyph_count == characters) {
            for (uint32_t i = 0; i < characters; i++)
                glyphs[i].x = i * atom->em + (atom->em - glyphs[i].advance) / 2;
            return;
        }
        shift = (atom->width - natural) / 2;
    } else if (atom->class == CLASS_OPEN) {
        atom->width = atom->em - atom->em / 2;
        shift = atom->width - natural;
    } else if (atom->class == CLASS_DOT) {
        atom->width = atom->em / 2;
        shift = (atom->width - natural) / 2;
    } else if (atom->class == CLASS_CLOSE || atom->class == CLASS_PAUSE || atom->class == CLASS_STOP) {
        atom->width = atom->em - atom->em / 2;
    } else {
        atom->width = natural;
    }
    for (uint32_t i = 0; i < atom->glyph_count; i++)
        glyphs[i].x += shift;
    if (atom->glyph_count == 1)
        glyphs->advance = atom->width - glyphs->x;
}

// What shaping a full-width mark gives is kept: they are few and come often.
static const ShapedMark *find_mark(const Setter *setter, const Atom *atom, uint32_t characters)
{
    for (size_t i = 0; i < setter->marks.n; i++) {
        const ShapedMark *mark = &setter->marks.at[i];

        if (mark->code == atom->code && mark->font == atom->font && mark->characters == characters)
            return mark;
    }
    return NULL;
}

static void shape_mark(Setter *setter, Atom *atom)
{
    Str text = str_slice(span_of(setter, atom->span)->text, atom->from, atom->to);
    uint32_t count = (uint32_t)utf8_count(text);
    size_t end = text.n;
    bool joined = utf8_previous(text, &end) != atom->code; // with a variation selector: not the mark alone
    const ShapedMark *kept = joined ? NULL : find_mark(setter, atom, count);
    ShapedMark mark = {.font = atom->font, .code = atom->code, .characters = count};

    if (kept)
        mark = *kept;
    else
        mark.glyphs = font_shape(atom->font, setter->scratch, text, NULL, &mark.n);
    if (!kept && !joined)
        *vec_push(setter->scratch, &setter->marks) = mark;
    place_mark(setter, atom, count, add_glyphs(setter, atom, mark.glyphs, mark.n, atom->from));
}

static void shape_atoms(Setter *setter, size_t first)
{
    for (size_t i = first; i < setter->atoms.n;) {
        Atom *atom = &setter->atoms.at[i];

        if (is_han_like(atom->class)) {
            i += shape_han(setter, atom, setter->atoms.n - i);
            continue;
        }
        if (atom->class == CLASS_WESTERN)
            shape_western(setter, atom);
        else
            shape_mark(setter, atom);
        i++;
    }
}

void atoms_make(Setter *setter, size_t from, size_t to)
{
    Maker maker = {.setter = setter, .at = from, .to = to};
    size_t first = setter->atoms.n;

    while (maker.at < to)
        make_atom(&maker);
    shape_atoms(setter, first);
}
