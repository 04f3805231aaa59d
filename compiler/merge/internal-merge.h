// What the files of merge share: the copy as it was read, the paragraphs of the sections, and the edits.
#ifndef GONGKAI_MERGE_INTERNAL_MERGE_H
#define GONGKAI_MERGE_INTERNAL_MERGE_H

#include "docx/docx.h"
#include "merge/merge.h"

// ---- read.c: the copy

typedef struct CopyLook { // of a stretch of a line's text
    size_t at, length;
    bool strong, emphasis;
} CopyLook;

typedef struct CopyLine {
    Str text; // without blanks at its ends; a line feed for each break
    const CopyLook *looks;
    size_t look_count;
    int heading; // by its style or outline level; 0: none
    bool listed; // numbered or bulleted by Word
    bool contents, margin, boxed;
    unsigned
        note; // a footnote's text: its number in the copy, from 1; its first paragraph has the mark before
    const Str *bookmarks;
    size_t bookmark_count;
} CopyLine;

#define COPY_NOTES (NOTE_MARKS / 2)

typedef struct CopyTable {
    const Str *cells; // row by row, without those that are merged into others
    size_t cell_count;
    size_t before; // lines that stand before it
} CopyTable;

typedef struct CopyRemark { // a comment, or a tracked change
    Str author, text;
    size_t line; // in which it begins
    bool comment, deleted;
} CopyRemark;

typedef struct Copy {
    const CopyMap *map; // NULL: it has none
    VEC(CopyLine) lines;
    VEC(CopyTable) tables;
    VEC(CopyRemark) remarks;
    size_t tracked;     // changes that nobody accepted
    size_t notes;       // end notes that are called, and footnotes in tables
    unsigned footnotes; // in the text: the mark of each is that of COPY_NOTES and its number
    size_t pictures;
} Copy;

// NULL after a finding.
Copy *copy_read(Arena *arena, Diag *diag, const MergeOptions *options, const WordList *styles);

// ---- read-styles.c

typedef struct CopyStyle {
    Str id, name, based_on;
    int outline; // 1 to 9; 0: body; -1: not said
    bool bold, italic;
} CopyStyle;
typedef VEC(CopyStyle) CopyStyles;

bool copy_styles_read(Arena *arena, Diag *diag, Package *package, Str part, CopyStyles *styles);
const CopyStyle *copy_style(const CopyStyles *styles, Str id); // NULL: none
int copy_style_outline(const CopyStyles *styles, Str id);      // 0: it is no heading's
// By its name, or what that begins with.
bool style_is_called(const CopyStyle *style, const WordList *names, const char *key);

// ---- lines.c: what of the copy is the sections', and its paragraphs beside theirs

// A paragraph of the sections as they are, or as they were sent.
typedef struct BaseItem {
    Str text;
    size_t block; // of document_printed; of an item of the base: of its map
    int level;    // of a heading
} BaseItem;
typedef VEC(BaseItem) BaseItems;

// One of the copy's, that is to be held against them.
typedef struct HeldLine {
    const CopyLine *line;
    Str text;     // without a number that is not the text's
    size_t index; // in the copy
} HeldLine;
typedef VEC(HeldLine) HeldLines;

typedef struct Merging {
    Arena *arena;
    Diag *diag;
    const Compilation *made;
    MergeOptions options;
    const Copy *copy;
    const CopyMap *base; // NULL: the sections as they are
    const CopyMap *ids;  // whose marks the copy has; NULL: none is known
    PrintedList printed;
    BaseItems now;    // of the sections
    BaseItems before; // as the copy was made from them
    HeldLines lines;
    ptrdiff_t *now_of; // of each item before: its item now, or -1 where it is gone, split or joined
    Merged *merged;
} Merging;

void items_now(Merging *merging);
void items_before(Merging *merging);
// Leaves out what is not the sections' (cover, contents, tables' titles, what stands over the pages), and
// reports what of it was changed.
void lines_find(Merging *merging);
const ptrdiff_t *line_hints(Merging *merging);

// ---- segments.c: a paragraph's text in stretches, and as Markdown

typedef struct Segment {
    Str text; // as printed
    bool strong, emphasis, code;
    const Node *link;   // NULL: none
    const Node *figure; // a figure, or a footnote's mark, whose source is kept as it is; NULL: none
} Segment;
typedef VEC(Segment) Segments;

// Bytes [from, to) of a paragraph.
void segments_of(Arena *arena, Segments *segments, const Printed *printed, size_t from, size_t to);
// New text, in the look that it has in the copy or, where that says nothing, of what stands around it.
void segments_add(Arena *arena, Segments *segments, Segment segment);
Str segments_markdown(Arena *arena, const Segments *segments);
void markdown_escape(StrBuf *out, Str text, bool begins);
// A figure with its marks: `= …`; a footnote's mark: [^1].
bool figure_bytes(const Node *figure, size_t *from, size_t *to);

// ---- places.c: where paragraphs stand in the sources

// The bytes of its source that a block's inlines take; false where it has none, or has more than they print.
bool block_inlines(const Printed *printed, size_t *from, size_t *to);
// All of it, with the mark before it (#, -, 1.).
bool block_bytes(const Printed *printed, size_t *from, size_t *to);
// Whether a byte stands in a passage of `each`, and which bytes that takes.
bool source_in_each(const Source *source, size_t offset, size_t *from, size_t *to);
// Of those before, the one that a mark of the copy names; -1: none.
ptrdiff_t item_of(const Merging *merging, Str bookmark);
Place printed_place(Arena *arena, const Printed *printed, size_t from, size_t to);

// ---- what is to be done

typedef enum EditKind {
    EDIT_PATCH,  // bytes for bytes
    EDIT_REMOVE, // a block, with the blank line that parted it
    EDIT_BLOCK,  // a new block, with blank lines around it
    EDIT_ITEM,   // a new item of a list
} EditKind;

// Bytes of a file that are to be others. Those of one group are made together or not at all.
typedef struct SourceEdit {
    EditKind kind;
    const Source *source;
    size_t offset, length;
    Str text;
    size_t group, serial;
} SourceEdit;
typedef VEC(SourceEdit) SourceEdits;

// A paragraph that is to be printed.
typedef struct Expected {
    Str text;
    size_t group; // that makes it so; 0: none
} Expected;

// How a group is made, after what was tried before.
enum { GROUP_PATCH, GROUP_RENDER, GROUP_DROP };

typedef struct NewLabel { // of a footnote that the copy adds
    unsigned number;      // of its mark
    Str label;
} NewLabel;

typedef struct Editing {
    Merging *merging;
    SourceEdits edits;
    VEC(Expected) expected;
    VEC(NewLabel) labels;
    size_t group;          // at hand: the number of its match, from 1
    const uint8_t *state;  // of groups: GROUP_…
    bool looks_trusted;    // the copy kept what was strong
    bool headings_trusted; // and which styles are headings'
    const Printed *anchor; // what the copy's line before this one is in the sections; NULL: none
} Editing;

// ---- notes.c: footnotes

// A note has one number on all sides, that of the sections as they are: gives it to those of the base.
void notes_renumber(Merging *merging);
// Gives the copy's notes the marks of the sections' that they are.
void notes_match(Merging *merging, Copy *copy);
bool notes_lost(const Merging *merging); // by paste or another format: not by who edited it
bool note_is_called(const Merging *merging, unsigned order); // in the copy
bool note_is_new(const CopyLine *line);                      // of one that the sections have not
// An edit's text with its notes' marks as Markdown; *texts: an edit that puts in what new ones say, if any.
Str notes_write(Editing *editing, const SourceEdit *edit, SourceEdit *texts);
// All of a note's text with its label; false where it has no source.
bool note_bytes(const Printed *printed, size_t *from, size_t *to);

// ---- stretch.c

void edit_add(Editing *editing, SourceEdit edit);
void expect(Editing *editing, Str text, size_t group);
// What goes on from here stands after it; a footnote's text stands elsewhere.
void anchor_set(Editing *editing, const Printed *printed);

// ---- change.c: a paragraph, or several, that became other ones

#define PARAGRAPH_END STR("\xE2\x80\xA9") // U+2029, between paragraphs that are looked at as one text

// Bytes [from, to) of the text of the blocks that are now there become `text`.
typedef struct Change {
    size_t from, to;
    Str text;
    size_t e_at; // where the text stands in the copy's
    bool dropped;
    bool in_saying; // made in 说明, whose text prints there
} Change;
typedef VEC(Change) Changes;

typedef struct Stretch { // blocks side by side
    Merging *merging;
    const Printed **blocks;
    size_t *starts; // of each in the text
    size_t n;
    Str text;
    Changes changes;
} Stretch;

Str stretch_shown(const Stretch *stretch, size_t from, size_t to); // with the changes in it made

void change_take(Editing *editing, CompareMatch match);
// Which block a byte of the text is in, and where.
size_t stretch_block(const Stretch *stretch, size_t at, size_t *within);

// ---- figures.c: takes out of the changes what touches figures, and reports it

void figures_guard(Editing *editing, Stretch *stretch);

// ---- render.c: the changes as edits of the sources

void render_changes(Editing *editing, Stretch *stretch, CompareMatch match);
// A line of the copy as Markdown, with its looks.
Str line_markdown(Arena *arena, const HeldLine *line);

// ---- edits.c

CompareMatches matches_find(Merging *merging);
// False after reporting that the copy is no whole one.
bool matches_are_whole(Merging *merging, const CompareMatches *matches);
void edits_make(Editing *editing, const CompareMatches *matches);

// ---- apply.c

// The text of one file with the edits of it; false where two of them take the same bytes: `clash` gets the
// group of one.
bool edits_apply(Arena *arena, const SourceEdits *edits, const Source *source, Str *after, size_t *clash);

// ---- tables.c

void tables_report(Merging *merging);
// Notes and pictures, which are not taken.
void others_report(Merging *merging);

#endif
