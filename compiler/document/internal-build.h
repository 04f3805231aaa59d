// What the files of document share: making nodes, Markdown to raw nodes, numbering, and the builder's state.
#ifndef GONGKAI_DOCUMENT_INTERNAL_BUILD_H
#define GONGKAI_DOCUMENT_INTERNAL_BUILD_H

#include "document/document.h"

// ---- node.c

Node *node_new(Arena *arena, NodeKind kind);
Node *node_new_text(Arena *arena, Str text);
Str node_soft_break(void); // the text of a soft break, until it is resolved
bool node_is_soft_break(const Node *node);
void node_append(Node *parent, Node *child);
void node_insert_before(Node *place, Node *node);
void node_insert_after(Node *place, Node *node);
void node_unlink(Node *node);
void node_splice_before(Node *place, Node *from); // moves from's children before place
Node *node_next(const Node *root, Node *node);    // in reading order below root; NULL at the end
Node *node_after(const Node *root, Node *node);   // the same, past what is below node
const Node *node_section(const Node *node);       // the section that it stands in, or NULL
const Node *node_top_block(const Node *node);     // the section's child that it stands in, or NULL

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

// ---- entities.c

#define ENTITY_MOST 16 // bytes that an entity stands for

// The bytes of the entity or numeric character that stands at text[at], decoded; 0 where none does.
size_t entity_at(Str text, size_t at, char decoded[ENTITY_MOST], size_t *length);

// ---- reader.c

// A block's bytes, read from line to line: what containers put before a line is passed over with the line end
// before it. A line that goes on lazily, without them, may begin with a > of its own (indented by four or
// more): the last that was passed over is kept for that.
typedef struct Reader {
    const Fragment *fragment;
    Str text;           // the fragment's, up to the block's end
    size_t at;          // in text
    size_t line;        // of `at`, from 0
    size_t line_from;   // where it begins in text
    size_t line_offset; // and in the source
    size_t quotes;      // quotations around the block
    size_t last_mark;   // of the line: its last quotation mark that was passed over
    size_t words;       // and where what stands after them begins
    bool lazy;          // fewer quotation marks stand before it than there are quotations
} Reader;

// At a line and column of the fragment, both from 1, the column in bytes; up to the end of its last line.
Reader reader_at(const Fragment *fragment, const Node *block, int line, int column, int last_line);
size_t reader_offset(const Reader *reader); // of `at` in the source
char reader_peek(const Reader *reader);     // NUL at the end
bool reader_take(Reader *reader, char c);   // past it, where it is next
bool reader_escapes(const Reader *reader);  // a backslash that takes the meaning of the mark after it
bool reader_line_end(Reader *reader);       // past a line end, where one is next, and to the next line's text
void reader_next(Reader *reader);           // past a byte or line end
void reader_line_blanks(Reader *reader);    // past blanks of the line
// Past the marks that open a code span, and where the marks that close it begin. False where none do.
bool reader_code(Reader *reader, size_t *marks, size_t *end);
// Past the ] and the (address "title") or [label] after it. length: of the address, 0 where it is not here.
bool reader_link_end(Reader *reader, size_t *offset, size_t *length);
void reader_definitions(Reader *reader); // past the [label]: address "title" that a paragraph begins with
// The bytes of the equals sign that a code span's text begins with, half- or full-width; 0 where it is no
// figure's.
size_t code_figure_sign(Str literal);

// ---- runs.c

// Gives the inlines of a paragraph or heading their runs and places; reader: where the block begins.
void trace_inlines(Arena *arena, Reader reader, Node *block);

// ---- places.c

// Where bytes of a TEXT or CODE are from; false where that is not known.
bool text_source(const Node *text, size_t from, size_t to, size_t *offset, size_t *length);
Place text_place(const Node *block, const Node *text, size_t from, size_t to); // the block's where not known
// Whether a byte stands in the source as it is, without a backslash before it.
bool text_is_mark(const Node *text, size_t at);
Node *text_new_from(Arena *arena, const Source *source, Str text); // text: a slice of the source's
// A new node of the first n bytes of a TEXT or CODE, which loses them.
Node *text_take(Arena *arena, Node *text, size_t n);
// The first `word` at or after *at in the block's bytes, as a place; *at moves past it. The block's own place
// where absent.
Place block_find(const Node *block, size_t *at, Str word);
size_t block_end(const Node *block);     // the offset past its last byte
size_t block_content(const Node *block); // the offset of a fenced block's second line

// ---- numbering.c

typedef struct TypedNumber {
    int level; // from 1
    int value;
    size_t from, to; // bytes of the number in the text, blanks around it not counted
    size_t rest;     // where the text goes on, past blanks
} TypedNumber;

// The number of one of the template's levels that text begins with.
bool numbering_match(const Template *template, Str text, TypedNumber *number);
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

// A footnote's text, which a line of [^label]: begins.
typedef struct NoteText {
    Str label;
    Fragment content;
    Place place; // of the label, in its brackets
    int depth;   // of the passage that it stands in; 0: the section's own
    Node *note;  // NULL until a mark calls it
    int marks;   // that call it, so far
} NoteText;

typedef struct Builder {
    Arena *arena;
    Diag *diag;
    const Project *project;
    FigureEnv *env;
    int counters[6];   // the last number of each level
    int section;       // from 1
    int charts;        // so far in the document
    int headings;      // headings and run-ins so far in the section
    int under;         // the level of the last heading; 0: none yet
    bool tables_named; // a block has named the tables that are attached
    VEC(TableUse) tables;
    VEC(IgnoreUse) ignores;
    bool incomplete;            // an each or when block could not be evaluated, and what it says is not there
    VEC(PendingIgnore) pending; // for the next block
    VEC(ImageUse) images;
    uint64_t digest;     // see Document
    VEC(NoteText) notes; // of the section, and of the passages that are being built
    int note_count;      // called so far in the document
    long note_highest;   // the section's highest number of a note that is called
    bool in_note;        // a note's text is being built
} Builder;

// Where a fragment stands.
typedef struct Passage {
    const RowContext *row; // inside each; or NULL
    bool top;              // its paragraphs become the section's: typed numbers split and number them
    int depth;             // of each and when blocks around it
} Passage;

// Where an author typed a number: its place, and its bytes in the section's text; length 0: not known.
typedef struct TypedAt {
    Place place;
    size_t offset, length;
} TypedAt;

// The next number of a level: `typed` is what the author wrote (checked there), or 0. Returns the number that
// it has.
int builder_count(Builder *builder, int level, int typed, TypedAt at);
// ---- fences.c

// A fence's info string as the source has it, so that places in it are exact.
typedef struct Fence {
    const Source *source;
    Str word, rest; // slices of the source's text
} Fence;

Fence fence_read(const Node *node);
size_t fence_offset(const Fence *fence, Str part); // part: a slice of its word or rest
Place fence_place(const Fence *fence, Str part);
void fence_check_closed(Builder *builder, const Node *node, const Fence *fence);
// The next word of text[*at …], parted by blanks; empty at the end.
Str fence_next_word(Str text, size_t *at);
// Splits an option's line at the first of two marks; false where there is neither.
bool option_split(Str text, Str mark, Str wide_mark, Str *name, Str *value);
void option_report(Builder *builder, Place place, Str name, const Str *known, size_t n);

// ---- directives.c, charts.c, comments.c, and blocks.c above them

// A passage that is to be built in its block's place: blocks.c does it, so that blocks within blocks recur
// there alone.
typedef struct Expansion {
    Fragment content;
    Place word; // of the block's word
    bool each;  // for every row
    RowContext *rows;
    size_t row_count;
    bool joined; // each join=: the passages run on in one paragraph, parted by `join`
    Str join;    // a slice of the source's text
} Expansion;

typedef enum Directive {
    DIRECTIVE_NONE,    // a code block
    DIRECTIVE_DONE,    // what it asks for stands before it; the block itself goes
    DIRECTIVE_EXPANDS, // the same, once its expansion is built
} Directive;

// Does what a fenced block's info string asks for.
Directive build_directive(Builder *builder, Node *node, Passage passage, Expansion *expansion);
// Appends the statutory tables that are not placed yet, or what the template has in their place; with `own`
// the department's own too.
void build_tables(Builder *builder, Node *section, bool own);
// Puts the chart that a block asks for before it; nothing after reporting. place: of the block's word.
void build_chart(Builder *builder, Node *node, Place place, Passage passage);
// Takes comments out of an HTML block and follows those for gongkai. True where the block goes; expansion is
// then what is written after them, or empty.
bool build_html_block(Builder *builder, Node *node, Expansion *expansion);
// A detached NODE_DOCUMENT whose children are the finished blocks.
Node *build_fragment(Builder *builder, Fragment fragment, Passage passage);

// ---- notes.c

// The fragment without the lines that are footnotes' texts, which are entered into builder->notes.
Fragment notes_take(Builder *builder, Fragment fragment, int depth);
// [^label] in a text becomes a mark; what stands before and after it, texts beside it.
void build_note_marks(Builder *builder, const Node *block, Node *text);
void note_report_content(Builder *builder, Place place); // what a note's text may not be
// Puts each note after the section's child that has its first mark.
void place_notes(Node *section);
void check_table_notes(Builder *builder, const Table *table); // of which a table has none

// ---- inlines.c, unclosed.c, dialects.c, markdown-tables.c, softbreak.c, paragraphs.c

// Figures found (not yet evaluated), links, images, comments, emphasis of one paragraph or heading.
void build_inlines(Builder *builder, Node *block);
// Evaluates the block's figures and takes out its soft breaks.
void finish_inlines(Builder *builder, Node *block, const RowContext *row);
// Before figures are built: marks that are left in the text, and a table of | and -, which is none here.
void check_emphasis(Builder *builder, const Node *block);
void check_backticks(Builder *builder, const Node *block);
void check_markdown_table(Builder *builder, const Node *block);
void check_dialects(Builder *builder, const Node *block); // what other Markdowns have and this has not
void check_front_matter(Builder *builder, const Source *source);
void resolve_soft_breaks(Arena *arena, Node *block);
void merge_texts(Arena *arena, Node *block);
// False after reporting heading-empty; the heading is gone then.
bool build_heading(Builder *builder, Node *heading);
// Splits a paragraph before each line that begins with a typed number, and makes run-in headings.
void build_numbered_lines(Builder *builder, Node *paragraph);

#endif
