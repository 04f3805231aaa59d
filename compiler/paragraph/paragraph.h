// paragraph: inline text to lines of positioned glyphs; knows nothing of pages or documents.
//
// In: spans of text with their looks, a measure, alignment and indents. Out: lines, each fitting the measure,
// whose pieces hold glyphs placed from the line's left edge. Memory: the arena given. The result depends on
// the spec alone, so that paragraphs may be set on any thread, and kept.
//
// Errors: glyph-missing, once a character (it is left out), and script-unsupported for one that would be read
// backwards; line-forced, a warning, once for each thing that
// yielded past a runt or, in justified text, a number parted from its unit.
//
// Blanks at the edges of a line and beside full-width marks go; U+00A0 stays, but at a hard line's end.
// Characters never change: a mark is trimmed by moving its glyph, so an opening mark's glyph may begin half
// an em left of its piece's origin.
//
// Sources: CLREQ 3.1 (marks), 3.2 (Western text), 3.4 and 3.5 (paragraphs, adjustment within a line),
// GB/T 15834-2011 5.1, UAX #14.
#ifndef GONGKAI_PARAGRAPH_PARAGRAPH_H
#define GONGKAI_PARAGRAPH_PARAGRAPH_H

#include "font/font.h"

// There are hundreds of thousands of them, and no line is 32,768 pt long: lengths of 32 bits.
typedef struct Glyph {
    uint32_t id;
    uint32_t text; // byte offset of its cluster in the text of what holds it
    int32_t x, y;  // from the origin of what holds it; y downwards
    int32_t advance;
} Glyph;

// A stretch of text of one look. A line feed in text is a hard break. What a new field here or in
// ParagraphSpec decides belongs in paragraph_key.
typedef struct Span {
    Str text;
    const FaceSpec *face;    // Han and full-width marks
    const FaceSpec *western; // Western letters and digits; NULL: face
    bool bold;
    bool tabular;  // tabular figures
    bool attached; // to what stands before it, without blank or break: a footnote's mark
    Length size;
    Length raise; // of its baseline
    uint32_t colour;
    uint32_t mark; // the caller's: an index of its own (structure element, link)
} Span;

typedef struct ParagraphSpec {
    const Span *spans;
    size_t span_count;
    Length measure;
    Length indent, indent_rest; // first line, other lines; from the measure's left edge
    TextAlign align;
    bool balanced; // nearly equal lines, fewest possible, broken at word boundaries where that can be told
    bool verbatim; // blanks are as wide as they are many: half an em each
    const Style *style; // spacing
    const Words *words; // what titles keep together
    FontSet *fonts;
    Place place; // where the text was written, for findings
} ParagraphSpec;

// Glyphs of one span and font on one line.
typedef struct LinePiece {
    uint32_t span; // index into spec->spans
    const Font *font;
    Length size;
    Length x;            // from the measure's left edge
    Length width;        // to the end of its last glyph's advance, as set
    const Glyph *glyphs; // x from the piece's origin; x + advance is the end of the box it is set in (a 。's
                         // is half an em)
    size_t glyph_count;
    Str text; // the source characters, contiguous in the span: a typed blank that goes ends the piece
} LinePiece;

typedef struct Line {
    LinePiece *pieces;
    size_t piece_count;
    Length x, width;     // of the ink's boxes: from the measure's left edge
    uint32_t forced;     // what had to yield, as LINE_… bits; 0 on a good line
    bool ends_paragraph; // or a hard break
} Line;

enum { // in the order in which they yield
    LINE_RUNT = 1,
    LINE_SHORT = 2,      // in a narrow measure, left short rather than spread; a line of an address alone
    LINE_SPLIT_UNIT = 4, // a number parted from its unit
    LINE_SPREAD = 8,     // gaps past a tenth of an em: readers of the file may take them for spaces
    LINE_SPLIT_WORD = 16,
    LINE_WIDE_SPACE = 32, // gaps past a quarter of an em
    LINE_RAGGED = 64,     // they would be past half an em: the line stays short
    LINE_KINSOKU = 128,
    LINE_OVERFULL = 256, // one character is wider than the measure: nothing can yield
};

typedef struct Paragraph {
    Line *lines;
    size_t line_count;
} Paragraph;

Paragraph *paragraph_set(Arena *arena, Diag *diag, const ParagraphSpec *spec);
// Adds all that decides how the paragraph is set, in one style and one FontSet: paragraphs of equal keys have
// equal lines. The key ends with the text of the spans.
void paragraph_key(StrBuf *key, const ParagraphSpec *spec);

// The widest unbreakable piece, the width at which so many lines as a table's head or name may have break no
// word (the first again where that is not wanted), and the width on one line, with the larger indent: what a
// table's columns are made from. Says nothing of missing glyphs: setting the paragraph does.
typedef struct Extent {
    Length least, words, natural;
} Extent;
Extent paragraph_extent(Arena *arena, Diag *diag, const ParagraphSpec *spec);

// Reports that no font of the style has the character.
void glyph_missing(Diag *diag, uint32_t code, Place place);

// The width of a tabular figure: of the widest, where the font has none of its own (Noto Serif CJK).
Length digit_box(const Font *font, Arena *scratch, Length size);

#endif
