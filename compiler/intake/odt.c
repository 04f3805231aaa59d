// An OpenDocument text (OpenDocument 1.3 part 3, 5): its paragraphs in order, each with the number that is
// shown before it, its tables, pictures and notes; without what is not shown.
#include "intake/internal-odt.h"

typedef enum Element {
    O_OTHER,
    O_PASSED,
    O_PARAGRAPH, // p, h
    O_SPAN,
    O_LIST,
    O_ITEM,
    O_TABLE,
    O_HEAD_ROWS,
    O_ROW,
    O_CELL,
    O_FRAME,
    O_BOX,
    O_NOTE,
    O_NOTE_BODY,
    O_LOST,  // its text is left out: what `lost` says
    O_WORDS, // title or desc of a frame
    O_SECTION,
    O_HIDDEN_TEXT,
} Element;

static const struct {
    const char *name;
    Element element;
    IntakeLeft left; // LOST
} elements[] = {{"p", O_PARAGRAPH, 0},
                {"h", O_PARAGRAPH, 0},
                {"span", O_SPAN, 0},
                {"a", O_SPAN, 0},
                {"list", O_LIST, 0},
                {"list-item", O_ITEM, 0},
                {"list-header", O_ITEM, 0},
                {"table", O_TABLE, 0},
                {"table-header-rows", O_HEAD_ROWS, 0},
                {"table-row", O_ROW, 0},
                {"table-cell", O_CELL, 0},
                {"covered-table-cell", O_CELL, 0},
                {"frame", O_FRAME, 0},
                {"text-box", O_BOX, 0},
                {"custom-shape", O_BOX, 0},
                {"rect", O_BOX, 0},
                {"note", O_NOTE, 0},
                {"note-citation", O_PASSED, 0},
                {"note-body", O_NOTE_BODY, 0},
                {"tracked-changes", O_LOST, LEFT_DELETED},
                {"table-of-content", O_LOST, LEFT_CONTENTS},
                {"annotation", O_LOST, LEFT_COMMENT},
                {"ruby-text", O_LOST, LEFT_RUBY},
                {"change-info", O_PASSED, 0},
                {"index-title-template", O_PASSED, 0},
                {"table-of-content-source", O_PASSED, 0},
                {"sequence-decls", O_PASSED, 0},
                {"variable-decls", O_PASSED, 0},
                {"forms", O_PASSED, 0},
                {"title", O_WORDS, 0},
                {"desc", O_WORDS, 0},
                {"section", O_SECTION, 0},
                {"hidden-text", O_HIDDEN_TEXT, 0}};

typedef struct ListCounts { // of one list, which others may go on with
    Str id, style;
    uint32_t counts[ODT_LEVELS];
} ListCounts;

typedef struct OpenList {
    Str style;
    size_t counts; // index
    bool fresh;    // an item of it is open, and its paragraph has not come
    bool header;   // the item is one without a number
} OpenList;

typedef struct OpenParagraph {
    OdtStyle style;
    int outline; // of a heading; 0: none
    Str number;
    bool boxed;
} OpenParagraph;

typedef struct Odt {
    Arena *arena;
    Diag *diag;
    Str name;
    Package *package;
    OdtStyles styles;
    Builder build, outer; // outer: where a note is called
    bool in_text, root;
    size_t notes; // depth
    bool endnote; // the note that is open
    VEC(Element) open;
    VEC(OpenParagraph) paragraphs;
    VEC(OdtStyle) spans;
    VEC(ListCounts) counts;
    VEC(OpenList) lists;
    uint32_t outline[ODT_LEVELS];
    size_t passed, lost, hidden; // depths
    IntakeLeft left;
    StrBuf lost_text;
    StrBuf words; // of the frame
    Str picture;
    bool head;
} Odt;

static Element element_of(Str name, IntakeLeft *left)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (str_equal(name, str_of(elements[i].name))) {
            *left = elements[i].left;
            return elements[i].element;
        }
    return O_OTHER;
}

static bool is_open(const Odt *odt, Element element)
{
    for (size_t i = odt->open.n; i > 0; i--)
        if (odt->open.at[i - 1] == element)
            return true;
    return false;
}

// ---- text

static void span_is(const Odt *odt, bool *bold, bool *hidden)
{
    int b = -1, h = -1;

    for (size_t i = odt->spans.n; i > 0; i--) {
        b = b < 0 ? odt->spans.at[i - 1].bold : b;
        h = h < 0 ? odt->spans.at[i - 1].hidden : h;
    }
    if (odt->paragraphs.n) {
        b = b < 0 ? vec_last(&odt->paragraphs)->style.bold : b;
        h = h < 0 ? vec_last(&odt->paragraphs)->style.hidden : h;
    }
    *bold = b == 1;
    *hidden = h == 1 || odt->hidden;
}

static void add_text(Odt *odt, Str text)
{
    bool bold, hidden;

    if (odt->lost) {
        buf_add(&odt->lost_text, text);
        return;
    }
    span_is(odt, &bold, &hidden);
    if (hidden) {
        builder_remark(&odt->build, LEFT_HIDDEN, text);
        return;
    }
    if (odt->paragraphs.n)
        builder_text(&odt->build, text, bold);
}

static bool on_text(void *context, Str text)
{
    Odt *odt = context;
    StrBuf plain = {.arena = odt->arena};
    Str before = builder_open_text(&odt->build);
    bool blank = before.n == 0 || before.at[before.n - 1] == ' ' || before.at[before.n - 1] == '\n';

    if (odt->passed || !odt->in_text)
        return true;
    if (odt->open.n && *vec_last(&odt->open) == O_WORDS) {
        buf_add(&odt->words, text);
        return true;
    }
    if (!is_open(odt, O_PARAGRAPH))
        return true;
    for (size_t i = 0; i < text.n; i++) { // blanks are one (6.1.2)
        bool one = text.at[i] == ' ' || text.at[i] == '\t' || text.at[i] == '\n' || text.at[i] == '\r';

        if (!one)
            buf_add_char(&plain, text.at[i]);
        else if (!blank)
            buf_add_char(&plain, ' ');
        blank = one;
    }
    add_text(odt, buf_str(&plain));
    return true;
}

static void text_element(Odt *odt, const XmlTag *tag)
{
    uint32_t blanks = xml_attribute_number(tag, "c", 1);

    if (str_equal(tag->name, STR("s")))
        for (uint32_t i = 0; i < blanks && i < 100; i++)
            add_text(odt, STR(" "));
    else if (str_equal(tag->name, STR("tab")))
        add_text(odt, STR(" "));
    else if (str_equal(tag->name, STR("line-break")))
        add_text(odt, STR("\n"));
    else if (str_equal(tag->name, STR("image")) && is_open(odt, O_FRAME))
        odt->picture = str_copy(odt->arena, xml_attribute(tag, "href"));
    else if (str_equal(tag->name, STR("math")))
        builder_remark(&odt->build, LEFT_FORMULA, STR("="));
}

// ---- numbers

static const OdtListStyle *list_style(const Odt *odt)
{
    for (size_t i = odt->lists.n; i > 0; i--)
        if (odt->lists.at[i - 1].style.n)
            return odt_list_style(&odt->styles, odt->lists.at[i - 1].style);
    return NULL;
}

static void list_begin(Odt *odt, const XmlTag *tag)
{
    Str style = str_copy(odt->arena, xml_attribute(tag, "style-name"));
    Str id = str_copy(odt->arena, xml_attribute(tag, "id"));
    Str goes_on = xml_attribute(tag, "continue-list");
    size_t counts = odt->counts.n;

    if (odt->lists.n) {
        counts = vec_last(&odt->lists)->counts;
    } else if (goes_on.n) {
        for (size_t i = 0; i < odt->counts.n; i++)
            if (str_equal(odt->counts.at[i].id, goes_on))
                counts = i;
    } else if (xml_attribute_true(tag, "continue-numbering")) {
        for (size_t i = 0; i < odt->counts.n; i++)
            if (str_equal(odt->counts.at[i].style, style))
                counts = i;
    }
    if (counts == odt->counts.n)
        *vec_push(odt->arena, &odt->counts) = (ListCounts){.id = id, .style = style};
    else if (id.n && odt->lists.n == 0) // whoever goes on with this one goes on with that
        odt->counts.at[counts].id = id;
    *vec_push(odt->arena, &odt->lists) = (OpenList){style, counts, false, false};
}

static void item_begin(Odt *odt, const XmlTag *tag)
{
    uint32_t start = xml_attribute_number(tag, "start-value", 0);
    OpenList *list = odt->lists.n ? vec_last(&odt->lists) : NULL;
    size_t level = odt->lists.n - 1;

    if (!list)
        return;
    list->fresh = true;
    list->header = str_equal(tag->name, STR("list-header"));
    if (start && level < ODT_LEVELS)
        odt->counts.at[list->counts].counts[level] = start - 1;
}

static void count_on(uint32_t *counts, int level, const OdtListStyle *style)
{
    counts[level] = counts[level] ? counts[level] + 1 : style->levels[level].start;
    for (int i = level + 1; i < ODT_LEVELS; i++)
        counts[i] = 0;
}

// The number of a paragraph that is its item's first, or of a heading; empty where it has none.
static Str number_take(Odt *odt, int outline, bool header)
{
    OpenList *list = odt->lists.n ? vec_last(&odt->lists) : NULL;
    const OdtListStyle *style = list ? list_style(odt) : NULL;
    StrBuf number = {.arena = odt->arena};
    int level = (int)odt->lists.n - 1;

    if (list && style) {
        if (!list->fresh || list->header || level >= ODT_LEVELS)
            return (Str){0};
        list->fresh = false;
        count_on(odt->counts.at[list->counts].counts, level, style);
        odt_number(style, odt->counts.at[list->counts].counts, level, &number);
        if (style->levels[level].bullet)
            builder_remark(&odt->build, LEFT_BULLET, STR("•"));
        return buf_str(&number);
    }
    style = odt_list_style(&odt->styles, (Str){0});
    if (outline > 0 && outline <= ODT_LEVELS && style && !header) {
        count_on(odt->outline, outline - 1, style);
        odt_number(style, odt->outline, outline - 1, &number);
    }
    return buf_str(&number);
}

// ---- paragraphs

static void paragraph_begin(Odt *odt, const XmlTag *tag)
{
    OpenParagraph *paragraph = vec_push(odt->arena, &odt->paragraphs);
    uint32_t outline = xml_attribute_number(tag, "outline-level", 0);

    *paragraph = (OpenParagraph){.style = odt_style(&odt->styles, xml_attribute(tag, "style-name"), true),
                                 .boxed = is_open(odt, O_BOX)};
    if (str_equal(tag->name, STR("h")))
        paragraph->outline = outline ? (int)outline : 1;
    else if (paragraph->style.outline > 0)
        paragraph->outline = paragraph->style.outline;
    if (!odt->lost)
        paragraph->number = number_take(odt, str_equal(tag->name, STR("h")) ? paragraph->outline : 0,
                                        xml_attribute_true(tag, "is-list-header"));
    builder_paragraph(&odt->build);
}

static void paragraph_end(Odt *odt)
{
    OpenParagraph paragraph;

    if (odt->paragraphs.n == 0)
        return;
    paragraph = *vec_last(&odt->paragraphs);
    odt->paragraphs.n--;
    if (odt->lost)
        buf_add_char(&odt->lost_text, ' ');
    if (paragraph.boxed)
        builder_remark(&odt->build, LEFT_TEXT_BOX, builder_open_text(&odt->build));
    builder_paragraph_end(&odt->build,
                          (ParagraphLook){paragraph.outline <= 6 ? paragraph.outline : 0, paragraph.number});
}

// ---- notes and pictures

static void note_begin(Odt *odt)
{
    if (odt->notes++)
        return;
    odt->outer = odt->build;
    odt->build = builder_new(odt->arena, odt->diag, odt->name);
}

static void add_note(Odt *odt, Str text)
{
    bool bold, hidden;

    span_is(odt, &bold, &hidden);
    if (hidden)
        builder_remark(&odt->build, LEFT_HIDDEN, text);
    else if (odt->paragraphs.n)
        builder_note(&odt->build, text, bold, odt->endnote);
}

static void note_end(Odt *odt)
{
    Str text;

    if (--odt->notes)
        return;
    text = builder_take_text(&odt->build);
    odt->build = odt->outer;
    if (text.n == 0 || odt->lost)
        return;
    add_note(odt, text);
}

static void frame_end(Odt *odt)
{
    Str bytes = {0}, part = odt->picture;

    if (str_starts(part, STR("./")))
        part = str_slice(part, 2, part.n);
    if (part.n && !odt->lost && !odt->notes) {
        if (package_has(odt->package, part))
            package_part(odt->package, odt->diag, part, odt->arena, &bytes);
        builder_picture(&odt->build, picture_name(part), bytes, buf_str(&odt->words));
    }
    odt->picture = (Str){0};
    odt->words.n = 0;
}

// ---- elements

static void cell_begin(Odt *odt, const XmlTag *tag)
{
    uint32_t times = xml_attribute_number(tag, "number-columns-repeated", 1);

    for (uint32_t i = 1; i < times && i < 64; i++) {
        builder_cell(&odt->build, 1, 1, false);
        builder_cell_end(&odt->build);
    }
    // A cell that another covers comes after it in its own row, too: there it is counted by the span.
    builder_cell(&odt->build, 1, xml_attribute_number(tag, "number-rows-spanned", 1),
                 str_equal(tag->name, STR("covered-table-cell")));
}

static void element_begin(Odt *odt, Element element, IntakeLeft left, const XmlTag *tag)
{
    switch (element) {
    case O_PARAGRAPH:
        paragraph_begin(odt, tag);
        break;
    case O_SPAN:
        *vec_push(odt->arena, &odt->spans) = odt_style(&odt->styles, xml_attribute(tag, "style-name"), false);
        break;
    case O_LIST:
        list_begin(odt, tag);
        break;
    case O_ITEM:
        item_begin(odt, tag);
        break;
    case O_TABLE:
        builder_table(&odt->build);
        break;
    case O_HEAD_ROWS:
        odt->head = true;
        break;
    case O_ROW:
        builder_row(&odt->build);
        if (odt->head)
            builder_row_head(&odt->build);
        break;
    case O_CELL:
        cell_begin(odt, tag);
        break;
    case O_NOTE:
        odt->endnote = str_equal(xml_attribute(tag, "note-class"), STR("endnote"));
        break;
    case O_NOTE_BODY:
        note_begin(odt);
        break;
    case O_LOST:
        odt->left = odt->lost++ ? odt->left : left;
        break;
    case O_SECTION:
        odt->hidden += odt->hidden || str_equal(xml_attribute(tag, "display"), STR("none"));
        break;
    case O_HIDDEN_TEXT:
        odt->hidden++;
        break;
    case O_OTHER:
        text_element(odt, tag);
        break;
    default:
        break;
    }
}

static void element_end(Odt *odt, Element element)
{
    switch (element) {
    case O_PARAGRAPH:
        paragraph_end(odt);
        break;
    case O_SPAN:
        odt->spans.n--;
        break;
    case O_LIST:
        odt->lists.n--;
        break;
    case O_TABLE:
        builder_table_end(&odt->build);
        break;
    case O_HEAD_ROWS:
        odt->head = false;
        break;
    case O_ROW:
        builder_row_end(&odt->build);
        break;
    case O_CELL:
        builder_cell_end(&odt->build);
        break;
    case O_NOTE_BODY:
        note_end(odt);
        break;
    case O_FRAME:
        frame_end(odt);
        break;
    case O_LOST:
        if (--odt->lost == 0) {
            builder_remark(&odt->build, odt->left, buf_str(&odt->lost_text));
            odt->lost_text.n = 0;
        }
        break;
    case O_SECTION:
    case O_HIDDEN_TEXT:
        odt->hidden -= odt->hidden > 0;
        break;
    default:
        break;
    }
}

static bool on_start(void *context, const XmlTag *tag)
{
    Odt *odt = context;
    IntakeLeft left = LEFT_COUNT;
    Element element;

    odt_styles_start(&odt->styles, tag);
    if (!odt->in_text) {
        odt->in_text = str_equal(tag->name, STR("text")) && odt->root;
        odt->root = odt->root || str_equal(tag->name, STR("body"));
        return true;
    }
    element = odt->passed ? O_PASSED : element_of(tag->name, &left);
    // The frame's title and description are no text; elsewhere these names are a field's.
    if (element == O_WORDS && !is_open(odt, O_FRAME))
        element = O_OTHER;
    if (odt->passed || element == O_PASSED) {
        odt->passed++;
        return true;
    }
    element_begin(odt, element, left, tag);
    *vec_push(odt->arena, &odt->open) = element;
    return true;
}

static bool on_end(void *context, Str name)
{
    Odt *odt = context;
    Element element;

    odt_styles_end(&odt->styles, name);
    if (odt->passed) {
        odt->passed--;
        return true;
    }
    if (odt->open.n == 0) {
        odt->in_text = odt->in_text && !str_equal(name, STR("text"));
        return true;
    }
    element = *vec_last(&odt->open);
    odt->open.n--;
    element_end(odt, element);
    return true;
}

static bool style_start(void *context, const XmlTag *tag)
{
    odt_styles_start(context, tag);
    return true;
}

static bool style_end(void *context, Str name)
{
    odt_styles_end(context, name);
    return true;
}

const Intake *odt_read(Arena *arena, Diag *diag, Package *package, bool notes)
{
    Odt odt = {.arena = arena, .diag = diag, .name = package_name(package), .package = package};
    XmlHandler styles = {.start = style_start, .end = style_end, .context = &odt.styles};
    XmlHandler handler = {on_start, on_end, on_text, &odt};

    odt.styles.arena = odt.lost_text.arena = odt.words.arena = arena;
    odt.build = builder_new(arena, diag, odt.name);
    odt.build.notes = notes;
    if (package_has(package, STR("styles.xml")) && !package_xml(package, diag, STR("styles.xml"), &styles))
        return NULL;
    odt.styles.in_style = odt.styles.in_list = false;
    if (!package_xml(package, diag, STR("content.xml"), &handler))
        return NULL;
    return builder_end(&odt.build, INTAKE_ODT);
}
