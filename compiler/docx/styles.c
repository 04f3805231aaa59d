// word/styles.xml and the table of fonts: the style's roles as Word's styles.
#include "docx/internal-docx.h"

int64_t twips(Length length)
{
    return length_scale(length, 20, LENGTH_PT);
}

int64_t half_points(Length length)
{
    return length_scale(length, 2, LENGTH_PT);
}

int64_t emus(Length length)
{
    return length_scale(length, 12700, LENGTH_PT);
}

int64_t line_pitch(Length leading)
{
    return leading * 20 / LENGTH_PT;
}

// ---- names

typedef struct RoleName {
    Role role;
    const char *id, *name; // name: Word's own, which it shows translated; NULL: of the words
    const char *key;       // in copy-styles
} RoleName;

static const RoleName role_names[] = {
    {ROLE_BODY, "a", "Normal", NULL},
    {ROLE_COVER_DEPARTMENT, "GkCoverDepartment", NULL, "cover-department"},
    {ROLE_COVER_TITLE, "GkCoverTitle", NULL, "cover-title"},
    {ROLE_COVER_DATE, "GkCoverDate", NULL, "cover-date"},
    {ROLE_CONTENTS_TITLE, "GkContentsTitle", NULL, "contents-title"},
    {ROLE_CONTENTS_1, "TOC1", "toc 1", NULL},
    {ROLE_CONTENTS_2, "TOC2", "toc 2", NULL},
    {ROLE_CONTENTS_3, "TOC3", "toc 3", NULL},
    {ROLE_LIST, "GkList", NULL, "list"},
    {ROLE_QUOTE, "GkQuote", NULL, "quote"},
    {ROLE_CODE, "GkCode", NULL, "code"},
    {ROLE_TABLE_TITLE, "GkTableTitle", NULL, "table-title"},
    {ROLE_TABLE_LABEL, "GkTableLabel", NULL, "table-label"},
    {ROLE_TABLE_UNIT, "GkTableUnit", NULL, "table-unit"},
    {ROLE_TABLE_HEAD, "GkTableHead", NULL, "table-head"},
    {ROLE_TABLE_CELL, "GkTableCell", NULL, "table-cell"},
    {ROLE_TABLE_TOTAL, "GkTableTotal", NULL, "table-total"},
    {ROLE_TABLE_NOTE, "GkTableNote", NULL, "table-note"},
    {ROLE_NOTE, "FootnoteText", "footnote text", NULL},
    {ROLE_PAGE_NUMBER, "GkPageNumber", NULL, "page-number"},
};

const char *style_id(Role role)
{
    for (size_t i = 0; i < sizeof role_names / sizeof role_names[0]; i++)
        if (role_names[i].role == role)
            return role_names[i].id;
    return "a";
}

static Str name_of(const Writing *writing, const char *key)
{
    const WordList *list = &writing->words->lists[WORDS_COPY_STYLES];

    for (size_t i = 0; i < list->n; i++)
        if (str_equal(list->at[i], str_of(key)))
            return words_first(list->of[i]);
    return str_of(key);
}

// ---- properties

static Str family_of(const FaceSpec *face)
{
    Str family = face && face->family_count ? face->families[0] : STR("SimSun");
    ptrdiff_t colon = str_find_char(family, ':', 0);

    return colon < 0 ? family : str_slice(family, 0, (size_t)colon);
}

static void fonts_add(StrBuf *out, const FaceSpec *face, const FaceSpec *western)
{
    Str east = family_of(face), west = family_of(western ? western : face);

    buf_add_c(out, "<w:rFonts w:ascii=\"");
    escape_markup(out, west);
    buf_add_c(out, "\" w:eastAsia=\"");
    escape_markup(out, east);
    buf_add_c(out, "\" w:hAnsi=\"");
    escape_markup(out, west);
    buf_add_c(out, "\" w:cs=\"");
    escape_markup(out, west);
    buf_add_c(out, "\"/>");
}

// The element w:rFonts.
static void face_add(StrBuf *out, const RoleStyle *role)
{
    fonts_add(out, role->face, role->western);
}

static const char *align_name(TextAlign align)
{
    static const char *const names[] = {
        [TEXT_JUSTIFY] = "both", [TEXT_LEFT] = "left", [TEXT_CENTRE] = "center", [TEXT_RIGHT] = "right"};

    return names[align];
}

// The first line's indent in hundredths of a character, so that it keeps with another size.
static void indent_add(StrBuf *out, const RoleStyle *role)
{
    Length first = role->indent - role->indent_rest;
    long long hundredths = role->size ? length_scale(first, 100, role->size) : 0;

    buf_print(out, "<w:ind w:left=\"%lld\"", (long long)twips(role->indent_rest));
    if (first >= 0)
        buf_print(out, " w:firstLineChars=\"%lld\" w:firstLine=\"%lld\"", hundredths,
                  (long long)twips(first));
    else
        buf_print(out, " w:hangingChars=\"%lld\" w:hanging=\"%lld\"", -hundredths, (long long)-twips(first));
    buf_add_c(out, "/>");
}

static void paragraph_properties(StrBuf *out, const RoleStyle *role, int outline, bool numbered, bool snapped)
{
    buf_add_c(out, "<w:pPr>");
    if (role->keep_with_next)
        buf_add_c(out, "<w:keepNext/>");
    if (role->page_break_before)
        buf_add_c(out, "<w:pageBreakBefore/>");
    if (numbered)
        buf_print(out, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr>", outline,
                  NUMBERING_HEADINGS);
    if (!snapped)
        buf_add_c(out, "<w:snapToGrid w:val=\"0\"/>");
    buf_print(out, "<w:spacing w:before=\"%lld\" w:after=\"%lld\" w:line=\"%lld\" w:lineRule=\"exact\"/>",
              (long long)twips(role->before), (long long)twips(role->after),
              (long long)line_pitch(role->leading));
    indent_add(out, role);
    buf_print(out, "<w:jc w:val=\"%s\"/>", align_name(role->align));
    if (outline >= 0)
        buf_print(out, "<w:outlineLvl w:val=\"%d\"/>", outline);
    buf_add_c(out, "</w:pPr>");
}

// By how much less, in twips, a character takes than its size in the file, so that as many fill a line as the
// style has: 28 of 三号.
static long long spacing_of(const Writing *writing, Role role)
{
    Length size = writing->style->roles[role].size, measure = writing->style->page.area_width;
    int64_t columns = size ? measure / size : 0, written = half_points(size) * 10;

    if (role != ROLE_BODY || columns == 0 || columns * written <= twips(measure))
        return 0;
    return twips(measure) / columns - written;
}

static void run_properties(StrBuf *out, const RoleStyle *role, long long spacing)
{
    buf_add_c(out, "<w:rPr>");
    face_add(out, role);
    buf_add_c(out, "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:color w:val=\"000000\"/>");
    buf_print(out, "<w:spacing w:val=\"%lld\"/><w:sz w:val=\"%lld\"/><w:szCs w:val=\"%lld\"/></w:rPr>",
              spacing, (long long)half_points(role->size), (long long)half_points(role->size));
}

static void style_begin(StrBuf *out, const char *kind, const char *id, Str name, const char *more)
{
    buf_print(out, "<w:style w:type=\"%s\"%s w:styleId=\"%s\"><w:name w:val=\"", kind,
              str_equal(str_of(id), STR("a")) ? " w:default=\"1\"" : "", id);
    escape_markup(out, name);
    buf_print(out, "\"/>%s", more);
}

static bool is_of_table(Role role)
{
    return role >= ROLE_TABLE_TITLE && role <= ROLE_TABLE_NOTE;
}

static void role_style(const Writing *writing, StrBuf *out, const RoleName *name)
{
    const RoleStyle *role = &writing->style->roles[name->role];

    style_begin(out, "paragraph", name->id, name->name ? str_of(name->name) : name_of(writing, name->key),
                name->role == ROLE_BODY ? "<w:qFormat/>" : "<w:basedOn w:val=\"a\"/><w:qFormat/>");
    paragraph_properties(out, role, -1, false, !is_of_table(name->role));
    run_properties(
        out, role,
        spacing_of(writing, role->size == writing->style->roles[ROLE_BODY].size ? ROLE_BODY : name->role));
    buf_add_c(out, "</w:style>\n");
}

static void heading_style(const Writing *writing, StrBuf *out, int level)
{
    const Template *template = writing->document->project->template;
    Role name = level <= (int)template->level_count ? template->levels[level - 1].role
                                                    : (Role)(ROLE_HEADING_1 + level - 1);
    const RoleStyle *role = &writing->style->roles[name];
    bool numbered = numbering_format(writing->arena, template, level, 1).n > 0;

    style_begin(out, "paragraph", str_print(writing->arena, "%d", level).at,
                str_print(writing->arena, "heading %d", level),
                "<w:basedOn w:val=\"a\"/><w:next w:val=\"a\"/><w:uiPriority w:val=\"9\"/><w:qFormat/>");
    paragraph_properties(out, role, level - 1, numbered, true);
    run_properties(
        out, role,
        spacing_of(writing, role->size == writing->style->roles[ROLE_BODY].size ? ROLE_BODY : name));
    buf_add_c(out, "</w:style>\n");
}

// ---- characters

static void face_style(StrBuf *out, const char *id, Str name, const FaceSpec *face, const char *mark)
{
    style_begin(out, "character", id, name, "<w:qFormat/>");
    buf_add_c(out, "<w:rPr>");
    if (face)
        fonts_add(out, face, NULL);
    else
        buf_add_c(out, mark);
    buf_add_c(out, "</w:rPr></w:style>\n");
}

static void character_styles(const Writing *writing, StrBuf *out)
{
    const Style *style = writing->style;
    const Template *template = writing->document->project->template;

    face_style(out, STYLE_STRONG, name_of(writing, "strong"), style->strong, "<w:b/><w:bCs/>");
    face_style(out, STYLE_EMPHASIS, name_of(writing, "emphasis"), style->emphasis, "<w:i/><w:iCs/>");
    face_style(out, STYLE_CODE, name_of(writing, "code-text"), style->code, "");
    style_begin(out, "character", STYLE_NOTE_MARK, STR("footnote reference"), "");
    buf_add_c(out, "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\n");
    for (int level = 1; level <= 6; level++) {
        Role role = level <= (int)template->level_count ? template->levels[level - 1].role
                                                        : (Role)(ROLE_HEADING_1 + level - 1);

        face_style(out, str_print(writing->arena, STYLE_RUN_IN "%d", level).at,
                   str_print(writing->arena, "%.*s%d", STR_ARG(name_of(writing, "run-in")), level),
                   style->roles[role].face, "");
    }
}

static void table_styles(StrBuf *out)
{
    buf_add_c(
        out,
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"GkTable\"><w:name w:val=\"Normal Table\"/>"
        "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" "
        "w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"60\" "
        "w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/>"
        "</w:tblCellMar></w:tblPr></w:style>\n"
        "<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"GkNoList\"><w:name w:val=\"No List\"/>"
        "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>\n"
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"a0\"><w:name w:val=\"Default Paragraph "
        "Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>\n");
}

// What stands over each page, and in the margin.
static void copy_styles(const Writing *writing, StrBuf *out)
{
    RoleStyle role = writing->style->roles[ROLE_PAGE_NUMBER];

    role.size = length_scale(LENGTH_PT, 21, 2);
    role.leading = length_pt(14);
    role.align = TEXT_CENTRE;
    style_begin(out, "paragraph", STYLE_HEAD, name_of(writing, "head"), "<w:basedOn w:val=\"a\"/>");
    paragraph_properties(out, &role, -1, false, false);
    run_properties(out, &role, 0);
    buf_add_c(out, "</w:style>\n");
    role.size = length_pt(8);
    role.align = TEXT_RIGHT;
    style_begin(out, "paragraph", STYLE_MARGIN, name_of(writing, "margin"), "<w:basedOn w:val=\"a\"/>");
    paragraph_properties(out, &role, -1, false, false);
    run_properties(out, &role, 0);
    buf_add_c(out, "</w:style>\n");
}

Str styles_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};
    const RoleStyle *body = &writing->style->roles[ROLE_BODY];

    buf_add_c(&out, XML_HEAD "<w:styles" NAMESPACES "><w:docDefaults><w:rPrDefault><w:rPr>");
    face_add(&out, body);
    buf_print(&out,
              "<w:sz w:val=\"%lld\"/><w:szCs w:val=\"%lld\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" "
              "w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n",
              (long long)half_points(body->size), (long long)half_points(body->size));
    for (size_t i = 0; i < sizeof role_names / sizeof role_names[0]; i++)
        role_style(writing, &out, &role_names[i]);
    for (int level = 1; level <= 6; level++)
        heading_style(writing, &out, level);
    copy_styles(writing, &out);
    table_styles(&out);
    character_styles(writing, &out);
    buf_add_c(&out, "</w:styles>\n");
    return buf_str(&out);
}

// ---- fonts: each face's first family, with those that stand in for it where it is not there

static Str alternatives_of(Arena *arena, const FaceSpec *face)
{
    StrBuf names = {.arena = arena};

    for (size_t i = 1; i < face->family_count; i++) {
        Str family = face->families[i];
        ptrdiff_t colon = str_find_char(family, ':', 0);

        family = colon < 0 ? family : str_slice(family, 0, (size_t)colon);
        buf_print(&names, "%s%.*s", names.n ? "," : "", STR_ARG(family));
    }
    return buf_str(&names);
}

Str fonts_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD "<w:fonts" NAMESPACES ">");
    for (size_t i = 0; i < writing->style->face_count; i++) {
        const FaceSpec *face = &writing->style->faces[i];
        bool known = false;

        for (size_t k = 0; k < i && !known; k++)
            known = str_equal(family_of(face), family_of(&writing->style->faces[k]));
        if (known || face->family_count == 0)
            continue;
        buf_add_c(&out, "<w:font w:name=\"");
        escape_markup(&out, family_of(face));
        buf_add_c(&out, "\">");
        if (face->family_count > 1) {
            buf_add_c(&out, "<w:altName w:val=\"");
            escape_markup(&out, alternatives_of(writing->arena, face));
            buf_add_c(&out, "\"/>");
        }
        buf_add_c(&out, "<w:charset w:val=\"86\"/></w:font>");
    }
    buf_add_c(&out, "</w:fonts>\n");
    return buf_str(&out);
}
