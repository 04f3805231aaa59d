// What the files that make pages share: the job, blocks, and the pages under construction. Private to layout.
//
// The order of work: entries are collected (contents and outline), the tree of blocks is built with its
// structure elements in reading order, blocks and tables are set (each by itself, independent of pages), body
// pages are made, then the contents, which know the body's page numbers by now.
#ifndef GONGKAI_LAYOUT_INTERNAL_PAGES_H
#define GONGKAI_LAYOUT_INTERNAL_PAGES_H

#include "layout/layout.h"

typedef struct TableSet TableSet;
typedef struct ChartSet ChartSet;

// What a span's mark stands for.
typedef struct Mark {
    uint32_t element;
    uint32_t link; // index into the job's links, from 1; 0: none
    uint32_t call; // index into the job's calls, from 1; 0: none
} Mark;

// A footnote's number, where a text calls the note or before the note itself.
typedef struct NoteCall {
    uint32_t note; // index into the job's notes
    Str id;        // what leads to the mark in the text; empty before the note
} NoteCall;

typedef struct NoteSet { // a footnote
    struct Block **blocks;
    size_t block_count;
    bool placed; // its text stands on a page, or begins there
    int number;  // on the page that called it last
} NoteSet;

typedef struct LinkTarget {
    uint32_t element;
    Str destination, uri, contents;
} LinkTarget;

typedef struct Anchor { // a destination-to-be: where the block that has it stands
    Str id;
    uint32_t element;
} Anchor;

// A heading, run-in heading or table of the outline and the contents.
typedef struct Entry {
    const Node *node;
    Str title;
    int level; // from 1
    Str id;
    bool contents;    // listed in the contents, not in the outline alone
    uint32_t element; // of its link in the contents
} Entry;

// A cell that a figure of the prose links to.
typedef struct WantedCell {
    CellRef cell;
    Str id;
} WantedCell;

typedef enum BlockKind {
    BLOCK_TEXT,
    BLOCK_RULE,
    BLOCK_PAGE_BREAK,
    BLOCK_TABLE,
    BLOCK_IMAGE,
    BLOCK_CHART
} BlockKind;

// An image among inlines.
typedef struct InlineImage {
    const Image *image;
    Mark mark;
} InlineImage;

// Text: the only kind that has lines.
typedef struct TextBlock {
    ParagraphSpec spec;
    const Mark *marks;   // by Span.mark
    struct Block *label; // a list marker, on the first line; or NULL
    bool heading;        // keeps with lines of what follows
    bool calls;          // notes
    bool turned;         // headings over a landscape table stand on its page
    Paragraph *set;      // NULL until it is set
} TextBlock;

typedef struct TableBlock {
    TableSet *set;
    bool own_page; // of the tables part
} TableBlock;

// An image or a chart.
typedef struct PictureBlock {
    Mark mark;
    union {
        const Image *image; // BLOCK_IMAGE
        ChartSet *chart;    // BLOCK_CHART
    };
    Length measure;
    Length width, height; // as set: no wider than the measure, no higher than the type area
} PictureBlock;

// A piece of the vertical list.
typedef struct Block {
    BlockKind kind;
    const RoleStyle *role;
    Length left; // of the measure, from the type area's edge
    const Anchor *anchors;
    size_t anchor_count;
    bool page_break; // starts a page
    union {          // what only blocks of the kind have; a rule and a page break have nothing
        TextBlock text;
        TableBlock table;
        PictureBlock picture;
    };
} Block;

typedef struct Job {
    Arena *arena;
    Diag *diag;
    const Document *document;
    const Style *style;
    const Words *words; // of the template
    FontSet *fonts;
    VEC(Element) elements;
    VEC(uint32_t) headers;         // of table cells: see Element
    VEC(Destination) destinations; // page: of the body's pages, from 0
    VEC(LinkTarget) links;
    VEC(Entry) entries;
    VEC(WantedCell) wanted; // sorted once collected
    VEC(Block *) blocks;
    VEC(Block *) note_blocks; // of all notes; they stand at the feet of pages
    VEC(NoteSet) notes;       // by their order in the document
    VEC(NoteCall) calls;
    VEC(int) headings;       // levels of the open headings: see job_heading
    uint32_t cover[3];       // elements of the cover's department, title and date
    uint32_t *title_lines;   // elements of the lines under the title and 目录
    uint32_t contents_title; // element
    uint32_t contents_note;  // element
} Job;

// ---- tree.c: structure elements, links, destinations, outline

uint32_t job_element(Job *job, ElementKind kind, uint32_t parent);
// A heading's; headings in reading order. No level is skipped on the way down (ISO 14289-1 7.4.2), whatever
// the document's numbering does.
uint32_t job_heading(Job *job, int level, uint32_t parent);
uint32_t job_link(Job *job, LinkTarget target); // what Mark.link holds
void job_destination(Job *job, Str id, uint32_t page, Length x, Length y, uint32_t element);
// Sorted by id, each once (the first page's); job_find_destination asks for it.
void job_sort_destinations(Job *job);
const Destination *job_find_destination(const Job *job, Str id); // NULL where none
void job_collect_entries(Job *job);
void job_collect_wanted(Job *job);
// The id of a cell that something links to, or an empty Str.
Str job_wanted_id(const Job *job, CellRef cell);
void job_outline(const Job *job, Pages *pages);
// True where the blocks below document->root are all to be set.
bool job_whole(const Job *job);

// ---- inline.c: inlines to spans

typedef struct InlineText {
    VEC(Span) spans;
    VEC(Mark) marks;
    VEC(InlineImage) images; // which stand after the text
} InlineText;

void inline_add(Job *job, InlineText *text, const RoleStyle *role, uint32_t element, Str s);
// All inlines below `block`; a run-in heading's element is *run_in where it has one.
void inline_children(Job *job, InlineText *text, const Node *block, const RoleStyle *role, uint32_t element,
                     uint32_t run_in);

// The number before a note, which leads back to its mark.
void inline_note_number(Job *job, InlineText *text, const RoleStyle *role, uint32_t element,
                        const Node *note);

// ---- block.c: blocks of text

Block *block_text(Job *job, const RoleStyle *role, const InlineText *text, Length left, Length measure,
                  Place place);
// A block of plain text of one element.
Block *block_plain(Job *job, const RoleStyle *role, uint32_t element, Str s, Length measure);
void block_set_text(Arena *arena, Diag *diag, Block *block); // and its label
Length block_height(const Block *block);                     // of its lines; 0 before it is set
// Of any kind: what leads to `id` leads to it. An empty id is none.
void block_anchor(Job *job, Block *block, Str id, uint32_t element);
TableSet *block_table(const Block *block); // NULL of another kind

// ---- blocks.c: Document to blocks; setting them

void job_build_blocks(Job *job);
void block_set(Arena *arena, Diag *diag, Block *block); // of any kind

// ---- plain.c: one line of text by font runs alone, without line breaking or spacing

typedef struct PlainRun {
    const Font *font;
    const Glyph *glyphs;
    size_t glyph_count;
    Str text;
    Length x;
} PlainRun;

typedef struct Plain {
    PlainRun *runs;
    size_t run_count;
    Length width, size;
    uint32_t colour;
} Plain;

typedef struct PlainSpec {
    FontSet *fonts;
    const RoleStyle *role;
    Length size;
    Str text;
    Place place; // for findings
} PlainSpec;
Plain *plain_set(Arena *arena, Diag *diag, const PlainSpec *spec);
Plain *job_plain(Job *job, const RoleStyle *role, Str text); // at the role's size; its text has no place

// The baseline within a box of `leading` whose text is centred in it: an ideograph's em box reaches 880/1000
// above its baseline (OpenType, BASE ideo of CJK faces).
Length baseline_in(Length leading, Length size);

// ---- pages.c: pages under construction

typedef struct Rect {
    Length x, y, width, height;
} Rect;

// A set line with the spans that it comes from.
typedef struct SetLine {
    const ParagraphSpec *spec;
    const Mark *marks; // by Span.mark
    const Line *line;
} SetLine;

// A line of a note at a page's foot.
typedef struct FootLine {
    const Block *block;
    uint32_t line;
    bool artifact; // the note stands on another page too
} FootLine;

typedef struct PageMaker {
    Job *job;
    bool front; // the cover's and contents' pages; otherwise the body's
    VEC(Page) pages;
    VEC(Item) items; // of the open page
    VEC(LinkArea) links;
    bool open;
    bool turned;                 // the open page is a landscape one
    Length left, top;            // the type area's corner
    Length width, height;        // of the type area, but for the notes at its foot
    Length foot;                 // what they take
    VEC(FootLine) feet, carried; // of the open page; what it had no room for
    Length together;             // below the line that is placed, of lines that the page keeps with it
    VEC(uint32_t) numbered;      // the notes that the page calls, by their numbers on it
    Length y;                    // where the next block starts, from the area's top
    bool off_grid;               // a table or a rule stands above: the next text goes back to the line grid
} PageMaker;

// `format` with the number for its %s.
Str format_fill(Arena *arena, Str format, Str number);
void page_begin(PageMaker *maker, bool turned);
// Ends the open page, with its number in `format` ("— %s —") unless that is empty.
void page_end(PageMaker *maker, Str format);
void page_next(PageMaker *maker, bool turned); // of the body
uint32_t page_index(const PageMaker *maker);   // of the open page
void page_rule(PageMaker *maker, Rect rect);
// A box of this colour.
void page_fill(PageMaker *maker, uint32_t element, uint32_t colour, Rect rect);
// x, y: its top left corner. With its link, where it is one.
void page_image(PageMaker *maker, const PictureBlock *picture, Length x, Length y);
// x, y: the left end of the baseline, on the page.
void page_plain(PageMaker *maker, const Plain *plain, Length x, Length y, uint32_t element);
// x: of its measure's left edge; y: the baseline. artifact: as an artifact, without links.
void page_line(PageMaker *maker, SetLine line, Length x, Length y, bool artifact);
SetLine block_line(const Block *block, size_t line); // of a set text
// All lines of a set block at once, top at y; with its anchors unless artifact.
void page_block(PageMaker *maker, const Block *block, Length y, bool artifact);
void page_anchors(PageMaker *maker, const Block *block, Length x, Length y);
void page_link(PageMaker *maker, LinkArea area);
void pages_make_body(PageMaker *maker);

// ---- missing.c

// What was found on the way: of characters that no font has, each once.
void job_report(Arena *arena, Diag *diag, const Diag *found);

// ---- notes.c: footnotes

void job_reserve_notes(Job *job, size_t n); // there are that many at least
// The number that stands for a note before its page is known; all of them are as wide.
Str job_note_number(const Job *job, int order);
uint32_t job_call(Job *job, int order, Str id); // what Mark.call holds
// What the notes need that the open page does not have yet and these lines of a text call. least: of each
// only as much as must stand with its mark.
Length foot_needed(const PageMaker *maker, const Block *block, size_t line, bool least);
// Room at the open page's foot for the notes that a line calls, which stands at y and ends at `below`.
void foot_reserve(PageMaker *maker, const Block *block, size_t line, Length below);
void foot_begin(PageMaker *maker); // with what the pages before had no room for

// ---- front.c: cover and contents

void front_elements(Job *job); // before the body's, so that they stand first in the tree
void front_cover(PageMaker *maker);
void front_contents(PageMaker *maker, const PageMaker *body);

// ---- chart.c

ChartSet *chartset_make(Job *job, const Node *node);
void chartset_size(PictureBlock *picture);                          // its width and height, from its measure
void chartset_set(Arena *arena, Diag *diag, PictureBlock *picture); // its labels
// x, y: its top left corner
void chartset_place(PageMaker *maker, const PictureBlock *picture, Length x, Length y);

// ---- tables

TableSet *tableset_make(Job *job, const Node *node, uint32_t parent); // grid and elements
void tableset_set(Arena *arena, Diag *diag, TableSet *table);         // sizes, columns, cells
// Before it is set, of one that begins a page below headings of this height.
void tableset_begins_page(TableSet *table, Length above);
bool tableset_turned(const TableSet *table);
Length tableset_before(const TableSet *table); // the space above it, where it does not begin a page
Length tableset_least_height(
    const TableSet *table); // of what its first page must hold; 0 where its pages are its own
Length tableset_whole_height(const TableSet *table); // 0 where its pages are its own, or it is in groups
// Of what goes on on the next page, where so much room is left for it on the first.
Length tableset_rest_height(const TableSet *table, Length room);
// From where the open page stands; opens the pages that it goes on to.
void tableset_place(PageMaker *maker, const Block *block);

#endif
