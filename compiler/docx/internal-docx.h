// What the files of docx share: the writer of the body, and the parts that they make.
#ifndef GONGKAI_DOCX_INTERNAL_DOCX_H
#define GONGKAI_DOCX_INTERNAL_DOCX_H

#include "compare/compare.h"
#include "docx/docx.h"

#define NAMESPACES                                                                                           \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                              \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                       \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                              \
    " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w15\""
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATIONS_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// A list's numbering; the headings' is the first.
typedef struct ListUse {
    const Node *list;
    int depth;
} ListUse;

typedef struct PictureUse {
    const Image *image;
    Str part; // word/media/image1.png
} PictureUse;

typedef struct ChartUse {
    Str part, workbook;
} ChartUse;

typedef enum SectionKind { SECTION_COVER, SECTION_CONTENTS, SECTION_BODY } SectionKind;

#define MARK_NEW SIZE_MAX

typedef struct BlockMark { // of a printed block, beside an earlier copy
    size_t was;            // its block there, or MARK_NEW
    VEC(size_t) gone;      // blocks there that stood before it
} BlockMark;

typedef struct Writing {
    Arena *arena;
    Diag *diag;
    const Document *document;
    const Style *style;
    const Words *words;
    DocxOptions options;
    PrintedList printed;
    const CopyMap *map;
    StrBuf body;
    StrBuf notes;          // the footnotes' texts
    const Node *note;      // whose text was written last
    size_t properties_end; // of the last paragraph, where a section may end; 0: a table stands last
    unsigned next_id;      // of bookmarks, controls and drawings
    VEC(ListUse) lists;
    VEC(PictureUse) pictures;
    VEC(ChartUse) charts;
    VEC(Str) links;   // addresses outside the file
    int counters[6];  // of Word's numbering of headings
    bool page_break;  // before the next block
    bool turned;      // the section at hand is on its side
    bool begun;       // something stands in the section at hand
    bool inserting;   // the runs are marked as put in
    bool counted;     // a section of the text has ended: page numbers go on
    BlockMark *marks; // by printed block, and one for the end; NULL: nothing is marked
    size_t page;      // that the last table stood on; SIZE_MAX: none
} Writing;

// ---- lengths

int64_t twips(Length length);       // 1/20 pt
int64_t half_points(Length length); // to the nearest
int64_t emus(Length length);        // 1/12700 pt
int64_t line_pitch(Length leading); // in twips, rounded down: 22 lines are to fit the page

// ---- styles.c

// The id of a role's style in the file.
const char *style_id(Role role);
#define STYLE_HEAD "GkHead"
#define STYLE_MARGIN "GkMargin"
#define STYLE_STRONG "GkStrong"
#define STYLE_EMPHASIS "GkEmphasis"
#define STYLE_CODE "GkCodeText"
#define STYLE_NOTE_MARK "FootnoteReference"
#define STYLE_RUN_IN "GkRunIn" // with the level after it
Str styles_part(const Writing *writing);
Str fonts_part(const Writing *writing);

// ---- numbering.c

#define NUMBERING_HEADINGS 1
#define NUMBERING_NONE 2 // of a heading whose number Word would count otherwise
// The number of a list's w:num.
unsigned list_number(Writing *writing, const Node *list, int depth);
// Whether Word's own counting gives a heading its number; counts it.
bool heading_counts(Writing *writing, const Node *heading);
Str numbering_part(const Writing *writing);
// Of a list's paragraphs: from the edge to the text, and what the label takes of it.
void list_indents(const Writing *writing, const Printed *printed, Length *left, Length *label);

// ---- write.c

Str word_of(const Writing *writing, WordsName name);
Str filled_word(const Writing *writing, WordsName name, Str value);
const DocxPlace *place_of(const Writing *writing, Str id); // NULL: it is not known
Str bookmark_name(const Writing *writing, size_t index);   // of a printed block
void bookmark_around(Writing *writing, StrBuf *out, Str name, Str runs);
void write_text(StrBuf *out, Str text); // w:t, with line feeds as breaks
// more: properties after the style, in the schema's order; may be empty.
void write_paragraph(Writing *writing, const char *style, Str more, Str runs);
// A paragraph of text alone, in a style.
void write_line(Writing *writing, const char *style, Str more, Str text);
// One that takes no room, where one has to stand.
void write_nothing(Writing *writing);
void mark_open(Writing *writing, StrBuf *out, const char *name); // w:ins, w:del
unsigned link_relation(Writing *writing, Str target);            // its number

// ---- sections.c

Str section_properties(const Writing *writing, SectionKind kind);
// Ends the section at hand.
void section_end(Writing *writing, SectionKind kind);

// ---- runs.c

Str runs_of(Writing *writing, const Printed *printed);
Str runs_between(Writing *writing, const Printed *printed, size_t from, size_t to); // bytes of its text

// ---- footnotes.c

bool is_note(const Printed *printed); // a paragraph of a footnote's text
// Where a footnote is called: Word's own reference, which counts and numbers; called again, a field that says
// the number of the first.
void note_call(Writing *writing, StrBuf *out, const Node *mark);
// The number before its text.
void note_label(Writing *writing, StrBuf *out);
void write_note(Writing *writing, Str more, Str runs, const Node *note);
void notes_add(Writing *writing, PackageWriter *package); // the part, where there are any
Str notes_settings(const Writing *writing);               // w:footnotePr, or nothing

// ---- marks.c: tracked changes

void marks_find(Writing *writing);
Str marked_runs(Writing *writing, const Printed *printed, size_t index);
Str mark_properties(Writing *writing, size_t index); // of a paragraph that is new
// What changed, by the paragraphs that are now there, each with its number in the margin.
typedef struct MarkChange {
    size_t index; // of the printed block
    Str was, is;
} MarkChange;
typedef VEC(MarkChange) MarkChanges;
MarkChanges marks_list(const Writing *writing);
void write_gone(Writing *writing, size_t index); // what stood before a block

// ---- pictures.c

void write_pictures(Writing *writing, const Printed *printed);

// ---- chart.c

void write_chart_drawing(Writing *writing, const Chart *chart);

// ---- table.c

void write_table(Writing *writing, const Printed *printed, size_t index);
// A plain table of texts, its first row the head.
void write_plain_table(Writing *writing, const Str *cells, size_t rows, size_t columns, const int *shares,
                       int lines);

// ---- front.c, body.c

void write_front(Writing *writing);
void write_body(Writing *writing);

// ---- map.c, parts.c: the parts around the body

Str map_part(Arena *arena, const CopyMap *map);
void parts_add(Writing *writing, PackageWriter *package);

#endif
