// What the files of document share: making nodes, Markdown to raw nodes, numbering, and the builder's state.
#ifndef GONGKAI_DOCUMENT_INTERNAL_BUILD_H
#define GONGKAI_DOCUMENT_INTERNAL_BUILD_H

#include "document/document.h"

// ---- node.c

Node *node_new(Arena *arena, NodeKind kind);
Node *node_new_text(Arena *arena, Str text);
void node_append(Node *parent, Node *child);
void node_insert_before(Node *place, Node *node);
void node_insert_after(Node *place, Node *node);
void node_unlink(Node *node);
Node *node_next(const Node *root, Node *node);  // in reading order below root; NULL at the end
Node *node_after(const Node *root, Node *node); // the same, past what is below node
const Node *node_section(const Node *node);     // the section that it stands in, or NULL
const Node *node_top_block(const Node *node);   // the section's child that it stands in, or NULL

// ---- labels.c

// A heading's text without the mark that parts it from what follows.
Str without_end_mark(Str text);

// ---- markdown.c

// Text to parse: a source, or lines of one without what its containers put before them (a fenced block's
// content). Every line of it ends a line of the source, which is how offsets are found.
typedef struct Fragment {
    Str text;
    const Source *source;
    uint32_t first_line;   // of the source
    const uint32_t *lines; // byte offsets in text at which lines start
    size_t line_count;
} Fragment;

Fragment fragment_of_source(const Source *source);
Fragment fragment_of_lines(Arena *arena, const Source *source, Str text, uint32_t first_line);

// The most that blocks and inlines may be nested in a document (a quote in a list in a quote …).
#define DEEPEST_NODE 64
// The most that each and when blocks may be nested.
#define DEEPEST_BLOCK 8

// A NODE_DOCUMENT of raw nodes: soft breaks are kept (node_is_soft_break), figures are NODE_CODE. Nodes
// nested deeper than `deepest` are left out and *too_deep is set to the place of the first; deepest 0 is no
// limit.
Node *markdown_parse(Arena *arena, Fragment fragment, int deepest, const Node **too_deep);
bool node_is_soft_break(const Node *node);

// ---- span.c

// Finds code spans by CommonMark's rules in a block's bytes, since cmark's inline columns are wrong on
// continuation lines.
typedef struct Span {
    size_t from, to; // content, between the backticks
    size_t mark;     // first backtick
    bool closed;
} Span;

// The next run of backticks at or after *at and below end that opens a span, or that nothing closes.
bool span_next(Str text, size_t *at, size_t end, Span *span);
// True where the source bytes give this code node's text.
bool span_gives(Str content, Str literal);
// The bytes of the equals sign that a code span's text begins with, half- or full-width; 0 where it is no
// figure's.
size_t span_equals_sign(Str literal);

// ---- numbering.c

typedef struct TypedNumber {
    int level; // from 1
    int value;
    size_t from, to; // bytes of the number in the text, blanks around it not counted
    size_t rest;     // where the text goes on, past blanks
} TypedNumber;

// The number of one of the template's levels that text begins with.
bool numbering_match(const Template *template, Str text, TypedNumber *number);
// A level's number as the template prints it; empty where the level has none.
Str numbering_format(Arena *arena, const Template *template, int level, int value);
int numbering_parse_chinese(Str text);                    // 十二 to 12; 0 for anything else
Str numbering_chinese(Arena *arena, int value);           // 12 to 十二
Role numbering_role(const Template *template, int level); // of a heading of that level

// ---- the builder

typedef struct PendingIgnore {
    Str rule, reason;
    Place place;
} PendingIgnore;

// A file that images name, read once.
typedef struct ImageUse {
    Str path;
    const Image *image; // NULL where it cannot be shown
} ImageUse;

typedef struct Builder {
    Arena *arena;
    Diag *diag;
    const Project *project;
    FigureEnv *env;
    int counters[6]; // the last number of each level
    int section;     // from 1
    int charts;      // so far in the document
    int headings;    // headings and run-ins so far in the section
    VEC(TableUse) tables;
    VEC(IgnoreUse) ignores;
    VEC(PendingIgnore) pending; // for the next block
    VEC(ImageUse) images;
    uint64_t digest; // see Document
} Builder;

// Where a fragment stands.
typedef struct Passage {
    const RowContext *row; // inside each; or NULL
    bool top;              // its paragraphs become the section's: typed numbers split and number them
    int depth;             // of each and when blocks around it
} Passage;

// The next number of a level: `typed` is what the author wrote (checked at place), or 0. Returns the number
// that it has.
int builder_count(Builder *builder, int level, int typed, Place place);
// The first `word` at or after *at in the block's bytes, as a place; *at moves past it. The block's own place
// where absent.
Place block_find(const Node *block, size_t *at, Str word);

size_t block_end(const Node *block); // the offset past its last byte

size_t block_content(const Node *block); // the offset of a fenced block's second line

// ---- blocks.c, directives.c, charts.c, comments.c

// A detached NODE_DOCUMENT whose children are the finished blocks.
Node *build_fragment(Builder *builder, Fragment fragment, Passage passage);
// Does what a fenced block's info string asks for, in place of the node; false where it is a code block.
bool build_directive(Builder *builder, Node *node, Passage passage);
// Splits an option's line at the first of two marks; false where there is neither.
bool option_split(Str text, Str mark, Str wide_mark, Str *name, Str *value);
// Puts the chart that a block asks for before it; nothing after reporting. place: of the block's word.
void build_chart(Builder *builder, Node *node, Place place, Passage passage);
// Takes comments out of an HTML block and follows those for gongkai; the node is gone where nothing is left.
void build_html_block(Builder *builder, Node *node, Passage passage);
void splice_blocks(Node *place, Node *from);             // moves from's children before place
Node *build_table(Builder *builder, const Table *table); // a NODE_TABLE, entered into builder->tables

// ---- inlines.c, emphasis.c, pipes.c, softbreak.c, paragraphs.c

// Figures found (not yet evaluated), links, images, comments, emphasis of one paragraph or heading.
void build_inlines(Builder *builder, Node *block);
// Evaluates the block's figures and takes out its soft breaks.
void finish_inlines(Builder *builder, Node *block, const RowContext *row);
void check_emphasis(Builder *builder, const Node *block); // before figures are built
void check_pipes(Builder *builder, const Node *block);    // the same; a Markdown table is none here
void resolve_soft_breaks(Arena *arena, Node *block);
void merge_texts(Arena *arena, Node *block);
// False after reporting heading-empty; the heading is gone then.
bool build_heading(Builder *builder, Node *heading);
// Splits a paragraph before each line that begins with a typed number, and makes run-in headings.
void build_numbered_lines(Builder *builder, Node *paragraph);

#endif
