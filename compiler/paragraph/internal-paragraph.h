// How a paragraph becomes lines: what classes.c, numbers.c, western.c, atoms.c, split.c, gaps.c, break.c,
// balance.c, justify.c, lines.c and paragraph.c hand to each other. Private to this folder.
//
// The way: characters (Char) are classed by what they are and by their neighbours; pieces that must stay
// together are marked (hold); characters are joined to atoms, the boxes that a line is set from; between two
// atoms stands a Gap, which has all the blank there is, so that a mark's blank, a word space and a quarter em
// beside Western are one thing. A line is the boxes of its atoms and the gaps between them: what stands at
// its edges is no gap of the line, and so a mark at an edge is trimmed and a space there is gone, without a
// rule of its own. Memory: everything here lives in a scratch arena of one call of paragraph_set or
// paragraph_extent.
#ifndef GONGKAI_PARAGRAPH_INTERNAL_PARAGRAPH_H
#define GONGKAI_PARAGRAPH_INTERNAL_PARAGRAPH_H

#include "paragraph/paragraph.h"

// ---- characters

// CLREQ 3.1.1 (the marks) and GB/T 15834; full-width and from the Chinese face unless it says otherwise.
typedef enum CharClass {
    CLASS_HAN,       // an ideograph, and what is set like one (kana, circled numbers, symbols)
    CLASS_OPEN,      // （《“: blank at the left
    CLASS_CLOSE,     // ）》”: blank at the right
    CLASS_PAUSE,     // ，、；: blank at the right
    CLASS_STOP,      // 。？！：: blank at the right
    CLASS_DOT,       // ·: half an em
    CLASS_DASH,      // —— is one atom of 2 em
    CLASS_ELLIPSIS,  // …… is one atom of 2 em
    CLASS_CONNECTOR, // ～ and a single —
    CLASS_AFTER,     // ％ ℃ ㎡: belongs to what stands before it
    CLASS_BEFORE,    // ￥ №: belongs to what follows
    CLASS_SOLIDUS,   // ／
    CLASS_FULL,      // full-width letters and digits: a word
    CLASS_WESTERN,   // everything else, from the Western face
    CLASS_BLANK,     // becomes part of a gap
    CLASS_BREAK,     // a hard break
    CLASS_NONE,      // shows nothing, and no font need have it
} CharClass;

// Why a line may not break before a character, the weakest first: the order in which they yield.
typedef enum Hold {
    HOLD_AUTO,    // the classes on both sides decide
    HOLD_FREE,    // it may
    HOLD_UNIT,    // between a number and its unit, between the parts of a date
    HOLD_JOINED,  // inside a unit, a list marker and what follows it, 〔2019〕8号
    HOLD_WORD,    // inside a word or number
    HOLD_KINSOKU, // line-start and line-end prohibition, —— and ……
} Hold;

typedef struct Char {
    uint32_t code;
    uint32_t span;
    uint32_t offset; // byte offset in the span's text
    uint8_t class;   // CharClass
    uint8_t hold;    // Hold before it
    bool tight;   // the gap before it is a number's and its unit's: narrow, fixed; a typed blank there goes
    bool address; // of a long address, which may break anywhere rather than leave a line spread
    uint8_t dear; // a break before it is allowed but poor: 1 inside a date, after a solidus of a URL; 2 after
                  // another mark of one
} Char;

// ---- atoms and gaps

typedef struct AtomGlyph {
    uint32_t id;
    uint32_t text;        // byte offset in its span's text
    Length x, y, advance; // from the atom's box
} AtomGlyph;

typedef enum BlankKind { BLANK_NONE, BLANK_ZERO, BLANK_SPACE } BlankKind; // nothing; U+200B; typed

typedef struct Atom {
    uint32_t span;
    uint32_t from, to; // bytes of the span's text that it shows
    const Font *font;  // NULL: shows nothing (reported)
    size_t glyph_first;
    uint32_t glyph_count;
    Length width; // its box: of a mark, the half that has the ink
    Length em;
    uint8_t class, hold, blank;
    uint8_t dear;
    bool tight, address;
    bool taken_apart; // a cluster of a word that was, where it may break rather than leave a line wide
    bool quoted;      // Western: it has “ ” ‘ or ’
    bool word_start,
        word_end; // Western: begins, ends with a letter or digit, so that Han beside it takes a space
    bool no_start,
        no_end; // Western: begins with a mark that may not begin a line, ends with one that may not end one
    uint32_t weight;                           // characters that count against a runt
    uint32_t code, last;                       // its first and last characters
    uint32_t blank_span, blank_from, blank_to; // the typed blank before it
    uint32_t blank_wide;                       // how many U+3000 are in it
} Atom;

// Kinds of blank, in the order in which they shrink (CLREQ 3.5.3).
enum { SHRINK_WORD, SHRINK_BRACKET, SHRINK_PAUSE, SHRINK_HAN_WESTERN, SHRINK_STOP, SHRINK_COUNT };
// … and in which they stretch (CLREQ 3.5.4); the last only where those before cannot fill the line.
enum { STRETCH_WORD, STRETCH_HAN_WESTERN, STRETCH_HAN, STRETCH_ANY, STRETCH_COUNT };

typedef struct Gap { // before an atom
    Length natural;
    Length shrink; // at most
    Length stretch; // at most for words and Han–Western; an em, the unit in which they share, for Han and any
    uint8_t shrink_kind, stretch_kind; // SHRINK_COUNT, STRETCH_COUNT: none
    uint8_t hold;                      // HOLD_FREE or what must yield
    uint8_t dear;
    bool shown; // its typed blank is shown as a space glyph
} Gap;

// Sums up to and with atom i, so that any line's widths are differences.
typedef struct Sum {
    Length end; // of atom i, from the segment's start, at natural width
    Length shrink[SHRINK_COUNT];
    Length stretch[STRETCH_COUNT];
    uint32_t weight;
} Sum;

// One stretch of text without a hard break.
typedef struct Segment {
    const ParagraphSpec *spec;
    Atom *atoms;
    Gap *gaps; // gaps[0] is nothing
    Sum *sums;
    size_t n;
    bool opens;                    // the paragraph's first: its first line has the first indent
    bool narrow;                   // its measure is less than the style's least for lines that are spread
    Length first_measure, measure; // of the first line, of the others
} Segment;

typedef struct Breaks {
    size_t *starts;   // the atom that each line begins with
    uint32_t *forced; // LINE_… bits of each line
    size_t n;
} Breaks;

typedef struct ShapedMark {
    const Font *font;
    uint32_t code, characters; // 2 for —— and ……
    const ShapedGlyph *glyphs;
    size_t n;
} ShapedMark;

typedef struct Setter { // one call's state
    const ParagraphSpec *spec;
    Arena *scratch;
    Diag *diag; // NULL: findings are someone else's
    VEC(Char) chars;
    VEC(AtomGlyph) glyphs;
    VEC(Atom) atoms;
    VEC(ShapedMark) marks;
    VEC(uint32_t) missing; // characters already reported
} Setter;

// ---- classes.c

CharClass char_class(uint32_t code); // without context: “”‘’—…· are CLASS_WESTERN
// CLREQ 3.1.4, strict: no line begins with it after an ideograph.
bool char_starts_no_line(uint32_t code);
bool char_joins(uint32_t code); // a mark that is set with the character before it
// Decodes the spans and classes every character, “”‘’—…· by what stands beside them.
void chars_read(Setter *setter);

// ---- numbers.c

// Marks what must stay together: numbers with units, dates, 〔2019〕8号, list markers.
void chars_hold(Setter *setter);

// ---- western.c

// Marks where UAX #14 lets Western text break.
void chars_break_western(Setter *setter);

// ---- atoms.c

// Atoms of chars[from … to), appended to setter->atoms and shaped.
void atoms_make(Setter *setter, size_t from, size_t to);
// The same with every cluster of the atoms for which split[i] is set as an atom of its own.
void atoms_split(Setter *setter, const Atom *atoms, size_t n, const bool *split);

// ---- gaps.c

// Fills gaps and sums from the atoms.
void segment_measure(Setter *setter, Segment *segment);

static inline Length segment_width(const Segment *s, size_t from, size_t to) // natural, of atoms [from, to)
{
    return to > from ? s->sums[to - 1].end - s->sums[from].end + s->atoms[from].width : 0;
}

// ---- justify.c

// Thousandths of an em between Han: past the first, which leaves room for what readers of the file round,
// they take gaps for spaces (a tenth of an em); past the second a line is seen to be wide; past the third it
// is better left short.
#define SPREAD_FROM 99
#define WIDE_FROM 250
#define RAGGED_FROM 500

// What it takes to set atoms [from, to) to a width.
typedef struct Fit {
    Length over;     // how far it stays too wide when all has shrunk; 0: it fits
    Length room;     // what is left at natural width; negative: it has to shrink
    int64_t badness; // 0 at natural width, about 100 where it begins to be seen
    int64_t strain;  // stretched past SPREAD_FROM: thousandths of an em a gap; 0: not
} Fit;
// Whether a line that goes on is left short rather than stretched so far.
static inline bool fit_short(const Segment *segment, const Fit *fit)
{
    return fit->strain > (segment->narrow ? 0 : RAGGED_FROM);
}
Fit segment_fit(const Segment *segment, size_t from, size_t to, Length width);
// The gaps of that line as set: out[i] is before atom from + i, out[0] is 0. Where nothing may stretch the
// line stays short.
void segment_justify(const Segment *segment, size_t from, size_t to, Length width, Length *out);

// ---- break.c and balance.c

Breaks segment_break(Setter *setter, const Segment *segment);
// Marks the atoms that no line has room for unless they are taken apart. False where there are none.
bool segment_too_wide(const Segment *segment, bool *split);
// Where lines are spread, marks the parts of addresses, and where they are wide, the long words, that may be
// taken apart instead. False where there are none.
bool segment_too_loose(const Segment *segment, const Breaks *breaks, bool *split);
// Titles: that many lines, nearly equal, broken where words end. False where that cannot be done. *whole: no
// word is broken, and no character stands alone on a line.
bool segment_balance(Setter *setter, const Segment *segment, size_t lines, Breaks *breaks, bool *whole);

// ---- words.c

// Of the gap before an atom. WORD_NAMED: between the words of a name of the template's.
typedef enum WordMark { WORD_UNKNOWN, WORD_EDGE, WORD_INSIDE, WORD_NAMED } WordMark;
const uint8_t *words_mark(Setter *setter, const Segment *segment); // by atom

// A last line with fewer characters is a runt (CLREQ 3.4.4, 孤字不成行).
#define RUNT_WEIGHT 2

static inline bool segment_ragged(const Segment *s)
{
    return s->spec->align != TEXT_JUSTIFY || s->spec->balanced;
}

// ---- lines.c

// Places atoms [from, to) as a line.
void line_place(Setter *setter, const Segment *segment, Arena *arena, Line *line, size_t from, size_t to);

#endif
