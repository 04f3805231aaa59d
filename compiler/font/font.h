// font: families by role with fallback by character, shaping and measuring, subsetting.
//
// In: a Style's face lists and font folders. Out: Fonts, glyphs with advances, subsets. Memory: a FontSet
// owns its Fonts and HarfBuzz objects until fontset_free; shaping results are in the arena given. Errors:
// font-missing (no family of a face is installed; error naming them), glyph-missing (a character that no
// family has: the caller reports it with its place), font-embedding (fsType forbids embedding; the family is
// passed over with a warning), font-unreadable (likewise), file-outside and file-unreadable of the
// project's own, SEVERITY_FAILURE font-library. Variable fonts are
// not taken. Fonts may be asked for, shaped with and subset on any thread; one arena a thread. Metrics are
// integers: advances in font units scaled to Length by size / units per em, rounded half away from zero.
#ifndef GONGKAI_FONT_FONT_H
#define GONGKAI_FONT_FONT_H

#include "template/template.h"

typedef struct Font Font; // one face of one file, at no size

typedef struct FontInfo {
    Str family, style, postscript_name;
    Str file;       // path, for --verbose only: never in an output
    unsigned index; // in a collection
    bool cff;       // CFF outlines; otherwise TrueType
    int units_per_em;
    int ascent, descent; // font units, from OS/2 typo or hhea; descent is negative
    int cap_height, stem_v, italic_angle;
    int bbox[4];
    bool fixed_pitch, serif, bold;
    bool synthetic_bold; // asked bold, none there
} FontInfo;

typedef struct FontSet FontSet;

// fontconfig's configuration as it is read, without looking at any font: as long as a page takes. The sandbox
// asks it first, and then who opens fonts first takes it; others read it anew.
typedef struct FontConfig FontConfig;

FontConfig *font_config_read(void);
void font_config_free(FontConfig *config); // NULL is allowed

typedef struct FontOptions {
    const char *const *folders; // searched besides the system's: fonts/fetched
    size_t folder_count;
    const char *project;      // its fonts/ too, whole or not at all: no link may lead out of it; NULL: none
    bool system;              // look into the system's fonts (tests set false and name folders)
    const char *cache_folder; // of subsets; NULL: no cache
    FontConfig *config;       // of the system's fonts, for the first; NULL: to be read
} FontOptions;

// What is read and written where fonts are looked for, to be let through a sandbox.
typedef struct FontSources {
    VEC(Str) read;    // fontconfig's own files, and the folders of fonts that it names
    VEC(Str) written; // caches, which are made where they are missing
} FontSources;

FontSources font_sources(Arena *arena, FontOptions options); // where there is a config, and no one took it

// Resolves every FaceSpec that the style points to. NULL after font-library; a missing face is reported and
// falls back.
FontSet *fontset_open(Diag *diag, const Style *style, FontOptions options);
void fontset_free(FontSet *set);

// The font of a face that has this character and draws it where its kind of mark is drawn (ink.c; what the
// style has from elsewhere counts as drawn ill): its families in order, then the style's fallback. Where none
// draws it so, the first that has it; NULL where none has. bold: a bold face of the same family where there
// is one.
const Font *fontset_font(FontSet *set, const FaceSpec *face, uint32_t code, bool bold);
// The same of a mark that Chinese text has an em wide and some fonts have narrow: “ ” ‘ ’.
const Font *fontset_font_wide(FontSet *set, const FaceSpec *face, uint32_t code, bool bold);
// Whether no family of a face is there, which fontset_open has reported: a character that is then in no font
// is no finding of its own.
bool fontset_face_missing(const FontSet *set, const FaceSpec *face);
const FontInfo *font_info(const Font *font);
// The font whose glyphs it draws with: itself, or for a synthetic bold its regular, so that both share one
// subset.
const Font *font_program(const Font *font);
// Families that were asked for and which was taken, for --verbose: one line each.
void fontset_describe(FontSet *set, StrBuf *out);

typedef struct ShapedGlyph {
    uint32_t id;     // glyph id in the whole font
    uint32_t text;   // byte offset of its cluster in the text shaped
    int32_t advance; // font units
    int32_t x, y;    // offset, font units
} ShapedGlyph;

// Shapes text of one font and one direction. Runs of plain Han take the direct path (cmap and cached
// advances). n may differ from characters. features: HarfBuzz feature string list, comma separated
// ("tnum,-kern"), or NULL.
ShapedGlyph *font_shape(const Font *font, Arena *arena, Str text, const char *features, size_t *n);
uint32_t font_glyph(const Font *font, uint32_t code);   // 0 where it has none
int32_t font_advance(const Font *font, uint32_t glyph); // font units
// The glyph that stands for a character of ASCII, or for U+2212, among figures of one width, and its advance
// in font units; false where it is not one glyph. Thread-safe.
bool font_tabular(const Font *font, uint32_t code, uint32_t *glyph, int32_t *advance);

// A subset for embedding: only the glyphs given, renumbered, without layout tables.
typedef struct FontSubset {
    // TrueType: a font file for FontFile2; CFF: the bare CFF table for FontFile3. As a zlib stream, which is
    // what a PDF holds and what the cache keeps: to deflate costs as much as to subset. It was read back when
    // it was made.
    Str deflated;
    size_t length; // of the font itself
    bool cff;
    uint16_t *code_of; // for each given glyph, in the order given: what the content stream writes (its CID)
    uint16_t *widths;  // in 1/1000 em, by the order given
    Str tag;           // six letters for the name, from the content: ABCDEF
} FontSubset;

// glyphs: sorted, unique, without 0 (which is always kept). Thread-safe for distinct fonts. Reported failure
// gives NULL.
FontSubset *font_subset(const Font *font, Arena *arena, Diag *diag, const uint32_t *glyphs, size_t n);

// ---- TrueType

typedef struct FontPart {
    uint32_t glyph;
    int32_t x, y; // where its origin stands, font units, y upwards
} FontPart;

// What a character of a font file shows; without parts nothing.
typedef struct FontDrawing {
    uint32_t code;
    const FontPart *parts;
    size_t part_count;
} FontDrawing;

// Glyphs of a font file: .notdef, an empty one, then the drawings in their order.
enum { FONT_EMPTY_DRAWN = 1, FONT_FIRST_DRAWN = 2 };
// How many drawings a file may hold: with as many, none next to another, its character map still has its
// length in 16 bits.
enum { FONT_MOST_DRAWN = 8000 };

// A TrueType file for readers that take no other: outlines as quadratic curves, those of CFF within one font
// unit; a character map of formats 4 and 12 that leads from each code to its drawing, and name, OS/2 and
// post. A synthetic bold is drawn bold. drawings: sorted by code, each code once, at most FONT_MOST_DRAWN.
// name: of the font, in ASCII. Thread-safe.
Str font_truetype(const Font *font, Arena *arena, const FontDrawing *drawings, size_t n, Str name);

// Glyph outlines as an SVG path in font units (y upwards), for svg/.
Str font_outline(const Font *font, Arena *arena, uint32_t glyph);

#endif
