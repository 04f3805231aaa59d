// Part of template's public header: a style, everything visible on a page (templates/styles/NAME.yaml).
#ifndef GONGKAI_TEMPLATE_STYLE_H
#define GONGKAI_TEMPLATE_STYLE_H

#include "source/source.h"

typedef struct FaceSpec {
    Str name;            // 仿宋, 黑体: what roles name
    const Str *families; // in order of preference; "Family Name" or "Family Name:Bold"
    size_t family_count;
} FaceSpec;

typedef enum TextAlign { TEXT_JUSTIFY, TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT } TextAlign;

// How a kind of text is set. Lengths are absolute: 2em in YAML is resolved against the role's own size.
typedef struct RoleStyle {
    const FaceSpec *face; // Han and full-width marks, and Western where western is NULL
    const FaceSpec *western;
    Length size;
    Length leading;       // baseline to baseline
    Length indent;        // first line
    Length indent_rest;   // the other lines
    Length before, after; // space
    TextAlign align;
    bool keep_with_next;
    bool page_break_before;
    bool balanced;   // lines of nearly equal length, broken at word boundaries (titles)
    uint32_t colour; // 0xRRGGBB
} RoleStyle;

typedef enum Role {
    ROLE_BODY,
    ROLE_COVER_DEPARTMENT,
    ROLE_COVER_TITLE,
    ROLE_COVER_DATE,
    ROLE_CONTENTS_TITLE,
    ROLE_CONTENTS_1, // entries of level 1, 2, 3
    ROLE_CONTENTS_2,
    ROLE_CONTENTS_3,
    ROLE_PART,      // 第一部分, centred
    ROLE_HEADING_1, // a template's numbering names which roles its levels take
    ROLE_HEADING_2,
    ROLE_HEADING_3,
    ROLE_HEADING_4,
    ROLE_HEADING_5,
    ROLE_HEADING_6,
    ROLE_LIST,
    ROLE_QUOTE,
    ROLE_CODE,
    ROLE_TABLE_TITLE,
    ROLE_TABLE_LABEL, // 部门公开表01
    ROLE_TABLE_UNIT,  // 单位：万元
    ROLE_TABLE_HEAD,
    ROLE_TABLE_CELL,
    ROLE_TABLE_TOTAL,
    ROLE_TABLE_NOTE,
    ROLE_NOTE, // a footnote
    ROLE_PAGE_NUMBER,
    ROLE_DRAFT_MARK,
    ROLE_COUNT,
} Role;

// What columns keep while it can be helped. Lengths in thousandths of an em of the largest size.
typedef struct ColumnStyle {
    int name_lines;            // a name wraps to so many lines, but
    int name_least, name_most; // is no narrower, and need be no wider
    int text_least;            // of a cell of prose
    int name_tight;            // of a name where it cannot be helped
    int head_lines;            // a head wraps to so many lines at most
    int head_whole;            // and stays on one while it is no longer
} ColumnStyle;

// How far a table is closed up where that saves a page that a few rows would spill onto.
typedef struct CloseUpStyle {
    int64_t leading_permille; // at least
    Length padding_y;         // at least
    int smaller;              // by how many of the sizes
    int pages;                // a table of more is left as it is; less than 2: every table
} CloseUpStyle;

typedef struct TableStyle {
    Length sizes[8]; // 五号 … 小六: the first at which a table fits is taken
    size_t size_count;
    Length rule, frame; // widths
    Length cell_padding_x, cell_padding_y;
    Length indent;              // a level of child account items
    int64_t leading_permille;   // line height in 1/1000 of the size
    Length title_gap, note_gap; // between title and frame, frame and note
    Length label_gap;
    Length unit_gap;  // between the unit (or （续表）) and the frame
    bool label_right; // 部门公开表NN at the right
    bool unicode_minus;
    ColumnStyle columns;
    CloseUpStyle close_up;
    int rows_with_head; // stand below the head on a table's first page
    int rows_at_end;    // stand on its last page
    int split_lines;    // a row taller than a page is not split for fewer lines
    int lines_together; // of a merged cell that goes on to another page
    Length whole_most;  // a table of this height or less never breaks over pages
    Str continued;      // （续表）
    Str row_continued;  // （续）: after a row's name, where the row goes on on another page
    Str unit_prefix;    // 单位：
} TableStyle;

typedef struct PageStyle {
    Length width, height;            // the portrait sheet
    Length margin_top, margin_inner; // of the type area
    Length area_width, area_height;
    bool duplex;                // inner margins alternate
    Length number_below;        // page number's baseline under the type area (GB/T 9704 7.5: 7 mm)
    Length number_inset;        // from the outer edge of the type area
    bool number_centred;        // under the middle of the type area; otherwise odd right, even left
    Str number_format;          // "— %s —"
    Str contents_number_format; // for roman numbers
    Length cover_department_top, cover_title_top, cover_date_top; // from the top of the type area
} PageStyle;

typedef struct SpacingStyle { // thousandths of an em (TYPOGRAPHY sections 2, 3)
    int han_western, han_western_least, han_western_most;
    int number_unit;
    int word_space_least, word_space_most;
    int spread_least; // in narrower measures a line that cannot be filled is left short, not spread
} SpacingStyle;

typedef struct ContentsStyle {
    int levels;                  // of headings that are listed
    int run_in_levels;           // of run-in headings
    Str leader;                  // "…" or "."
    const FaceSpec *leader_face; // of all levels'; NULL: each entry's own
    int leader_gap;              // after an entry's text and before its page number, thousandths of an em
    int number_gap;              // from an entry's text to the widest page number, at least
    int leading_least;           // where that saves a page, thousandths of an em
} ContentsStyle;

typedef struct ListStyle {
    const Str *bullets; // by depth; the last for all below
    size_t bullet_count;
    const FaceSpec *bullet_face;      // NULL: the list's own
    Str point_format, bracket_format; // "%s.", "%s)": of items numbered 1. and 1)
} ListStyle;

#define NOTE_CIRCLED STR("①")

// Footnotes, at the foot of the page that calls them; on the web at the end of the page.
typedef struct NoteStyle {
    bool by_page;              // numbers begin again on each page; else they count through the document
    Str number_format;         // "①": circled; else a pattern for the number, "[%s]"
    int mark_size, mark_raise; // of the mark in the text: thousandths of the text's size
    Length rule_width, rule_thickness;
    Length above, below; // the rule: least space to the text, space to the notes
} NoteStyle;

// Characters that are not taken from a family, because what it draws for them is another sign.
typedef struct MarksElsewhere {
    Str family, characters;
} MarksElsewhere;

#define COLOUR_INHERITED UINT32_MAX // of the text around

typedef struct Style {
    Str name;
    Str text; // of its file: styles of equal texts are equal
    PageStyle page;
    ContentsStyle contents;
    ListStyle lists;
    NoteStyle notes;
    int heading_lines;                   // of text that a heading keeps with
    int last_page_lines;                 // that a text's last page holds at least
    Length quote_nested;                 // by which a quotation in a quotation goes in
    Length break_width, break_thickness; // of a thematic break's rule
    RoleStyle roles[ROLE_COUNT];
    TableStyle table;
    SpacingStyle spacing;
    const FaceSpec *faces;
    size_t face_count;
    const MarksElsewhere *elsewhere;
    size_t elsewhere_count;
    const FaceSpec *strong, *emphasis, *code; // faces of inline marks; NULL: the role's own
    const FaceSpec *fallback;                 // tried after a role's own families, for any character
    bool link_figures;                        // link a figure in the prose to its cell
    uint32_t link_colour,
        figure_colour;         // 0xRRGGBB or COLOUR_INHERITED: of links, of figures linked to their cells
    uint32_t chart_colours[3]; // 0xRRGGBB, from dark to light
} Style;

// The characters that the style has from other families than this.
Str style_elsewhere(const Style *style, Str family);

// base: the style from which a key is taken that must be there and is missing, which one remark tells
// (style-old); NULL: it is reported (key-missing). NULL after yaml-syntax.
const Style *style_read(Arena *arena, Diag *diag, const Source *source, const Source *base);

#endif
