// intake: a document that others made, to its lines, headings, tables, pictures and notes, whatever its
// format.
//
// In: a file's bytes and its name. Out: an Intake: what the document says, in the order in which it is read,
// with the numbers that its program shows, as a Source whose lines are its paragraphs and its tables' rows,
// so that each has a place. Memory: all in the arena given; a Source's, and pictures', with it.
//
// Nothing that a reader of the document sees is lost, and nothing is added: what is not text (contents,
// page numbers, running heads), what no reader sees (hidden, deleted, moved away) and what had to be put
// elsewhere (notes, text boxes) is counted, and reported by the notes `intake-left-out` and `intake-moved`.
// Errors: those of source.h and package.h; `file-kind` where the content is no document of the formats that
// are read, with what to do; `intake-deep` (tags too deep), the warning `intake-picture` (a picture that
// cannot be taken). Of a PDF: `pdf-program` (the program that reads it is not there), `pdf-broken` (it is
// damaged, locked by a password, or goes past a limit); the warnings `pdf-damaged` (some of it could not be
// read), `pdf-picture` (a page is a picture), `pdf-unknown` (the file does not say which characters it
// shows), `pdf-cells` (texts of a table's cells run into one another), `pdf-cut` (a table runs past its
// page's edge), `pdf-columns` (a table has no rules between its columns) and `pdf-lines` (lines side by side
// are not told as a table); the note `pdf-attached` (a file that is attached is not read). Of a web page: the
// warning `html-frame` (frames show other files), the note `html-linked` (documents that it links).
#ifndef GONGKAI_INTAKE_INTAKE_H
#define GONGKAI_INTAKE_INTAKE_H

#include "helper/helper.h"
#include "source/source.h"

typedef enum IntakeFormat {
    INTAKE_TEXT,     // .txt
    INTAKE_MARKDOWN, // .md
    INTAKE_DOCX,
    INTAKE_ODT,
    INTAKE_HTML,
    INTAKE_PDF,
} IntakeFormat;

// Where a piece of a document of pages is printed.
typedef struct IntakeSpot {
    size_t from;                    // of a paragraph's bytes, of a table's rows: the first that stands here
    uint32_t page, line;            // from 1; of the page's lines, without running heads
    float left, top, right, bottom; // in parts of the page's width and height
    float tall;                     // the page's height by its width
} IntakeSpot;

typedef struct IntakeCell {
    Str text;               // its paragraphs, parted by line feeds
    uint32_t columns, rows; // that it spans
    bool covered;           // by the one above it
    uint8_t indent;         // ems that it is set in from its column's edge; of pages alone
    bool unsure;            // of pages: some of its text may be of the cell beside it
} IntakeCell;

typedef struct IntakeRow {
    const IntakeCell *cells; // with those covered
    size_t n;
} IntakeRow;

typedef struct IntakeTable {
    const IntakeRow *rows;
    size_t row_count, head_rows; // head_rows: marked as such; 0: none
    bool chart;                  // of the figures of a chart of Gongkai's
    bool loose; // of lines whose columns gaps part: a blank cell is not there, and cells shift
} IntakeTable;

typedef struct IntakePicture {
    Str name;  // without a folder: image1.png
    Str bytes; // NULL: not in the file
    Str words; // what stands for it
} IntakePicture;

typedef enum IntakeLineKind { INTAKE_PARAGRAPH, INTAKE_TABLE, INTAKE_PICTURE } IntakeLineKind;

typedef struct IntakeLine {
    IntakeLineKind kind;
    Str text;       // of a paragraph; in the source, but where Markdown's # was before it
    size_t offset;  // in the source; of a table its first row's
    uint32_t lines; // of the source that it takes
    int heading;    // 1 to 6: marked as one (#, a style, an outline level); 0: not marked
    size_t number;  // bytes of a number before it that the document's program made
    bool bold;      // all of it, alone
    bool quiet;     // stands among a table's captions and notes, or in a text box
    bool markdown;  // its marks are Markdown, and stay
    bool verbatim;  // within a fence: copied
    bool note;      // a footnote's text, its mark before it; it follows the paragraph that calls it first
    const IntakeTable *table;
    const IntakePicture *picture;
    const IntakeSpot *spots; // in order
    size_t spot_count;       // 0: the document has no pages
} IntakeLine;
typedef VEC(IntakeLine) IntakeLines;

// What was read otherwise than it stands.
typedef enum IntakeLeft {
    // Not taken.
    LEFT_DELETED,  // by tracked changes, or moved from here
    LEFT_HIDDEN,   // text that is not shown
    LEFT_CONTENTS, // 目录
    LEFT_PAGE,     // page numbers, running heads and feet
    LEFT_COMMENT,
    LEFT_RUBY,       // what is read over characters
    LEFT_NAVIGATION, // of a web page, around its text
    LEFT_DRAWING,    // text of charts and drawings
    LEFT_ASKEW,      // text that does not run as its page's does, or lies over it: watermarks, stamps
    LEFT_BULLET,     // • before items of lists, made by the document's program
    // Taken, and said.
    LEFT_NOTE,     // foot and end notes, in brackets where they are called
    LEFT_TEXT_BOX, // after the paragraph that it hangs on
    LEFT_FORMULA,  // its text alone
    LEFT_ENDNOTE,  // end notes, as footnotes
    LEFT_LOOSE,    // foot notes of a PDF that not just one mark calls, as paragraphs where notes are kept
    LEFT_COUNT
} IntakeLeft;

typedef struct IntakeRemark {
    IntakeLeft left;
    Str text;    // what was left out or put elsewhere; may be cut
    Place place; // of the paragraph that it was in, or near
} IntakeRemark;
typedef VEC(IntakeRemark) IntakeRemarks;

// How much of a document of pages was read.
typedef struct IntakeReach {
    size_t pages;
    bool damaged;        // some of them could not be read whole; which is not known
    size_t pictures;     // of them, pages that are a picture, whose text is not read
    size_t characters;   // of its text
    size_t unknown;      // of them, those that the file does not say: U+FFFD in the text
    size_t unstructured; // lines side by side of which no table could be made
    size_t unsure;       // cells of tables that are not told surely
    size_t cut;          // tables that run past their page's edge
    size_t unruled;      // tables whose columns are told by the gaps between texts alone
} IntakeReach;

typedef struct IntakeFile { // a workbook that is attached to it: of a PDF
    Str name, bytes;
} IntakeFile;

typedef struct Intake {
    IntakeFormat format;
    const IntakeFile *files;
    size_t file_count;
    const size_t *pieces;     // of several documents: where the text of each begins
    size_t piece_count;       // 0: it is one
    const IntakeReach *reach; // NULL: it has no pages, and all was read
    const Source *source;
    const IntakeLine *lines;
    size_t line_count;
    const IntakeRemark *remarks; // in order; of each kind at most INTAKE_MOST_REMARKS
    size_t remark_count;
    size_t counts[LEFT_COUNT];
} Intake;

#define INTAKE_MOST_REMARKS 200

// Of a file by its content; its name only tells Markdown from plain text. encoding: of text, where the user
// says it, or empty. helper: of PDFs (intake_helper); NULL: they are refused. NULL after a finding.
const Intake *intake_from_bytes(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, Str encoding);
// The same, with footnotes as footnotes where the format has them (.docx, .odt, PDF): a character (note_mark)
// where each is called, and its text a line of its own. In a table they stand in brackets all the same.
const Intake *intake_with_notes(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, Str encoding);
// Starts the program that PDFs are read with: before the first thread and before the sandbox.
Helper *intake_helper(bool sandboxed);
// Of one format, whatever the bytes are.
const Intake *intake_text(Arena *arena, Diag *diag, const Source *source, IntakeFormat format);
const Intake *intake_office(Arena *arena, Diag *diag, Str bytes, Str name); // .docx, .odt
const Intake *intake_html(Arena *arena, Diag *diag, const Source *source);
const Intake *intake_pdf(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name);
// Of what `mutool draw -F trace` prints of a PDF.
const Intake *intake_trace(Arena *arena, Diag *diag, Str trace, Str name);

// Several documents as one, in their order; its places name the file of each.
const Intake *intake_several(Arena *arena, Diag *diag, const Intake *const *parts, size_t n, Str name);

// Where a character of a line of the source is printed; NULL where the document has no pages.
const IntakeSpot *intake_spot(const Intake *intake, uint32_t line, uint32_t column);

// What a kind of remark is called, translated: deleted text.
const char *intake_left_name(IntakeLeft left);

#endif
