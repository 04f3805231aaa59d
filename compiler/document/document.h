// document: the Document tree that every back end and the checker read, and Markdown to it.
//
// In: a Project and a FigureEnv. Out: a Document: parts, headings with numbers, paragraphs, lists, tables in
// place, figures evaluated. Memory: all in the arena given; it points into the project. Markdown is
// CommonMark 0.30 through cmark; what it means here: numbering, run-in headings, soft breaks between Han,
// figures (code spans that begin with =), fenced `table`, `chart`, `each`, `when` blocks, `table:` links,
// footnotes ([^1] and a line of [^1]: text), gongkai comments. Errors: figure's, and comparison-missing (a
// remark), emphasis-unclosed, heading-number, heading-empty, block-unknown, block-option, block-unclosed,
// table-unknown, link-table-unknown, image-missing, ignore-reason, section-unknown, image's, chart's,
// chart-option, nesting-depth, note-undefined, note-unused, note-duplicate, note-content, note-misplaced; and
// the warnings link-scheme, note-order, table-markdown and markdown-other.
#ifndef GONGKAI_DOCUMENT_DOCUMENT_H
#define GONGKAI_DOCUMENT_DOCUMENT_H

#include "chart/chart.h"
#include "figure/figure.h"
#include "image/image.h"

typedef enum NodeKind {
    // blocks
    NODE_DOCUMENT,
    NODE_SECTION, // one source file, or the tables part
    NODE_HEADING,
    NODE_PARAGRAPH, // may have a typed number, or a run-in heading as its first child, which then holds the
                    // number
    NODE_LIST,
    NODE_ITEM,
    NODE_QUOTE,
    NODE_CODE_BLOCK,
    NODE_HTML_BLOCK, // shown as text unless the manifest allows HTML
    NODE_RULE,       // thematic break
    NODE_TABLE,
    NODE_PAGE_BREAK,
    NODE_CHART, // its children are the figures of chart->values, in their order
    NODE_NOTE,  // a footnote: its paragraphs; it follows the section's child that has its first mark
    // inlines
    NODE_TEXT,
    NODE_LINE_BREAK, // a hard break; soft breaks are gone: nothing, or a space in a NODE_TEXT
    NODE_CODE,
    NODE_HTML_INLINE,
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_LINK,
    NODE_IMAGE, // alternative text in children
    NODE_FIGURE,
    NODE_RUN_IN,    // number, strong text and the mark after it: an inline heading
    NODE_NOTE_MARK, // where a footnote is called: [^1]
} NodeKind;

// Bytes of a text and the bytes of its source that they come from.
typedef struct TextRun {
    uint32_t at, length;   // in the text
    uint32_t offset, span; // in the source
    bool verbatim;         // byte for byte; else one piece for another (&#x4E00; for 一, a figure)
} TextRun;

typedef struct Node Node;
struct Node {
    NodeKind kind;
    Node *parent, *first, *last, *next, *previous;
    const Source *source; // where it was written; NULL for what the template adds
    // Its bytes in source->text: a block's, a figure's expression, a code span's content, a hard break's line
    // end, a link's or image's address. 0 where unknown. Of a text, see runs.
    size_t offset, length;
    // HEADING, RUN_IN, TABLE, CHART, SECTION, and a FIGURE that quotes a cell: the destination (section-03,
    // h-3-1, table-14, figure-12), ASCII, unique. The template's own headings are h-narrative and h-tables.
    // NOTE and NOTE_MARK: note-3, note-3-mark.
    Str id;
    union {           // what only nodes of these kinds have; of no other may it be read
        struct {      // TEXT, CODE, CODE_BLOCK, HTML_BLOCK, HTML_INLINE (node_literal asks of any kind)
            Str text; // literal
            Str info; // CODE_BLOCK: the info string
            const TextRun *runs; // TEXT, CODE, HTML_INLINE: in order; what the template adds has none
            size_t run_count;
        };
        struct {        // HEADING, RUN_IN, PARAGRAPH
            int level;  // 1 to 6; 0: a paragraph without a typed number
            Str number; // as printed (（一）), without following space
            Role role;  // ROLE_BODY for a numbered paragraph
            // Its bytes in the source, with the blanks around it; 0 where it is not typed.
            size_t number_offset, number_length;
        };
        struct { // LIST
            bool ordered, tight;
            int start;
            char delimiter; // '.' or ')'
        };
        struct {        // LINK, IMAGE
            Str target; // of an image: its path from the project's folder
            Str title;
            const Table *target_table; // LINK: the table that it leads to, or NULL
            const Image
                *image; // IMAGE: one for all nodes of a path. NULL where it cannot be shown (reported)
        };
        struct { // TABLE
            const Table *table;
            Orientation orientation; // of its block's options, else the spec's
            bool table_title;        // print title, label and unit (always, but where a block says otherwise)
        };
        struct {        // NOTE, NOTE_MARK
            int order;  // NOTE: of the document's notes, by their first marks; MARK: of its note's; from 1
            Node *note; // MARK: what it calls
        };
        const Chart *chart;       // CHART
        struct {                  // FIGURE
            const Figure *figure; // NULL until it is evaluated
            Str expression;       // as written; empty from then on
        };
    };
};

typedef struct TableUse { // where a table stands
    const Table *table;
    const Node *node;
    Str id;
} TableUse;

typedef struct Quotation { // a figure that quotes a cell: for links back
    const Figure *figure;
    const Node *node;
    const Node *section;
    Str id; // figure-12
} Quotation;

typedef struct IgnoreUse { // a gongkai: ignore comment; one for each block that the next Markdown block
                           // became
    Str rule, reason;
    Place place;       // of the comment
    const Node *block; // NULL where nothing follows
} IgnoreUse;

// A figure that the manifest names, beside other years' of the same.
typedef struct ComparedFigure {
    Str name;
    const Figure *now, *last;
    const Figure *budget;      // NULL: none
    Str change, budget_change; // 比上年增加1.87万元，增长3.75%; empty where it cannot be said
} ComparedFigure;

// This year and last, where the project asks for it.
typedef struct YearComparison {
    const Node *section; // its part, the last of the document; NULL: there is none
    const ComparedFigure *figures;
    size_t figure_count;
    const Node *chart; // what the money is for; NULL: none
} YearComparison;

typedef struct Document {
    const Project *project;
    Node *root; // NODE_DOCUMENT, children NODE_SECTION
    TableUse *tables;
    size_t table_count;
    const TableUse **uses_by_table; // the first of each table, by the table's address: for document_table_use
    size_t use_count;
    Quotation *quotations;
    size_t quotation_count;
    IgnoreUse *ignores;
    size_t ignore_count;
    uint64_t digest; // the project's, with the paths and bytes of all images
    bool draft;
    bool incomplete; // a passage is not there that an each or when block has, for a fault that was reported
    Str mark;        // on every page of what is not to be published, a draft or an example; else empty
    Str mark_note;   // the same at the top of a web page or workbook, where there is room to say more
    Str title;       // printed: the manifest's
    Str department;
    YearComparison comparison;
    const Node *only; // with --section: the subtree that is built (a SECTION, HEADING, RUN_IN or TABLE node);
                      // NULL: all
} Document;

Document *document_build(Arena *arena, Diag *diag, const Project *project, FigureEnv *env, bool draft);

// Markdown alone, without a project's numbering, figures and blocks: for tests against the CommonMark
// examples. Soft breaks are kept: a TEXT of a line feed.
Node *document_parse_commonmark(Arena *arena, Diag *diag, const Source *source);

// A walk without recursion: enter and exit events in order; leaves only enter.
typedef struct NodeWalk {
    const Node *root, *node;
    bool entering;
} NodeWalk;
NodeWalk node_walk(const Node *root);
bool node_walk_next(NodeWalk *walk);    // walk->node and walk->entering; false at the end
bool node_is_leaf(NodeKind kind);       // kinds that never have children
bool node_links_file(const Node *node); // a link whose address may be that of a file beside the document
Str node_literal(const Node *node);     // its text; empty for kinds that have none

Str node_plain_text(Arena *arena, const Node *node); // of all inlines below, figures printed

// A text made of inlines, led back to the source: the runs of them all.
typedef struct TextMap {
    VEC(TextRun) runs;
} TextMap;
// Adds an inline leaf whose text, or whose figure's, begins at byte `at` of the whole, in order.
void text_map_add(Arena *arena, TextMap *map, size_t at, const Node *leaf);
// Where bytes [from, to) of the text are from; of what has no source, where it stands between what has. False
// where nothing of the text has.
bool text_map_source(const TextMap *map, size_t from, size_t to, size_t *offset, size_t *length);
// The bytes of the text that are from bytes [offset, offset + length) of the source; false where none are.
bool text_map_text(const TextMap *map, size_t offset, size_t length, size_t *from, size_t *to);

// `--section NAME`: a number (三, 3, （二）), a heading (folded; with or without number), a file name, a
// table's name or number. Sets document->only; false after reporting section-unknown with candidates.
bool document_select(Arena *arena, Diag *diag, Document *document, Str name);
// Nodes that `only` covers: the blocks from `only` up to the next heading of its level or above.
// First and one past the last of siblings to build; where only is NULL, all.
bool document_covers(const Document *document, const Node *block);

// The destination of a table's cell: "table-14-r3-c2" (list rows and columns in print order), the same in PDF
// and HTML.
Str document_cell_id(Arena *arena, const Document *document, CellRef cell);
// The first published cell of a figure's trace that is in this document; false where there is none.
bool document_figure_target(const Document *document, const Figure *figure, CellRef *cell);
const TableUse *document_table_use(const Document *document, const Table *table);
// The id under which a published table stands first, and its data: table-14, table-own-1.
Str table_id(Arena *arena, const TableBook *book, const Table *table);

// ---- what every back end prints alike

// A heading's number as it stands before the text: 第一部分 wants a space, 一、 and （一） and 1. do not.
Str number_before_text(Arena *arena, Str number);
// A level's number as the template prints it; empty where the level has none.
Str numbering_format(Arena *arena, const Template *template, int level, int value);
// The number and text of a heading or run-in, without the mark that a run-in ends with.
Str node_heading_label(Arena *arena, const Node *heading);
// The manifest's date, "2023-02-10 09:00", as a cover has it: 2023年2月10日; empty where there is none.
Str date_printed(Arena *arena, Str date);
// A footnote's number as the style has it: ① or [1]. Past the circled ones there are, [51].
Str note_number(Arena *arena, const Style *style, int number);
// The printed unit of the table's amounts; empty where it has none.
Str table_unit(const Table *table);
// 单位：万元; empty without a unit.
Str unit_line(Arena *arena, Str prefix, Str unit);
// A table as the contents list it: its title, after its number where the template gives it one.
Str table_listed(Arena *arena, const TableSpec *spec);

// What stands over a table (where node->table_title) and below it; empty where there is none.
typedef struct TableWords {
    Str label, title, unit; // unit: its line
    Str notes[2];
    size_t note_count;
} TableWords;
TableWords table_words(Arena *arena, const Style *style, const Table *table);

// Whether a link's address may be followed; of any other link every back end shows the words alone. http,
// https, mailto, or no scheme at all, as a browser reads it (which passes over blanks and line ends).
bool link_is_safe(Str target);

// ---- the printed text, paragraph by paragraph: for who writes it, or holds it against a text that came back

typedef enum PrintedKind {
    PRINTED_HEADING,
    PRINTED_PARAGRAPH, // also of a list, a quotation or a footnote, after what calls it
    PRINTED_CODE,      // lines, parted by line feeds
    PRINTED_RULE,
    PRINTED_TABLE,
    PRINTED_CHART,
    PRINTED_PAGE_BREAK,
} PrintedKind;

// A stretch of a paragraph's text of one look and one origin.
typedef struct PrintedPiece {
    size_t at, length; // in the text
    size_t skip;       // bytes of the leaf's text before it
    const Node *leaf;  // TEXT, LINE_BREAK, CODE, HTML_INLINE, FIGURE, NOTE_MARK; NULL: a typed number, or an
                       // image's words
    const Node *link;  // the LINK around it, or NULL
    bool strong, emphasis;
    bool run_in; // of a run-in heading: its number, its strong text and the mark after it
    bool number; // the number that the author typed before a paragraph
} PrintedPiece;

typedef struct Printed {
    PrintedKind kind;
    const Node *node;    // the block
    const Node *section; // of it
    int level;           // HEADING: 1 to 6
    Str number;          // HEADING: as it stands before the text, and not in it
    Str text;            // without blanks at its ends; a line feed for each hard break
    size_t cut;          // the blanks that it began with
    const PrintedPiece *pieces;
    size_t piece_count;
    const Node *const *images; // IMAGE nodes that can be shown, after the text
    size_t image_count;
    const Node *list; // that its item is of; NULL: it is in none
    const Node *item;
    int list_depth;   // from 1
    int item_number;  // of an ordered list's item
    bool item_begins; // it is the item's first
    int quote_depth;
} Printed;
typedef VEC(Printed) PrintedList;

// All that `only` covers, in reading order.
PrintedList document_printed(Arena *arena, const Document *document);
// The same with each footnote's mark, where it is called and before its text, as one character (note_mark of
// its order): for who has other numbers to show there.
PrintedList document_printed_marked(Arena *arena, const Document *document);
// Where bytes [from, to) of the text are from in the section's source; false where none of them has a source,
// or they are in a code block.
bool printed_source(Arena *arena, const Printed *printed, size_t from, size_t to, size_t *offset,
                    size_t *length);

#endif
