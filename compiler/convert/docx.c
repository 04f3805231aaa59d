// A .docx to lines: its paragraphs in order, each with the number that Word shows before it, headings by
// their style's outline level, tables a line a row.
#include "convert/internal-convert.h"
#include "package/package.h"
#include "text/text.h"

#define MOST_LEVELS 9 // of a numbered list

typedef struct NumberLevel {
    Str format, text; // numFmt: decimal, chineseCounting; lvlText: （%1）
    uint32_t start;
} NumberLevel;

typedef struct Numbering { // an abstractNum, and where its counters stand
    Str id;
    NumberLevel levels[MOST_LEVELS];
    uint32_t counts[MOST_LEVELS];
} Numbering;

typedef struct NumberUse { // a num
    Str id, numbering;
} NumberUse;

typedef struct ParagraphStyle {
    Str id;
    int heading;
    Str number; // numId
    uint32_t level;
} ParagraphStyle;

typedef struct Docx {
    Arena *arena;
    Diag *diag;
    Str name;
    VEC(Numbering) numberings;
    VEC(NumberUse) uses;
    VEC(ParagraphStyle) styles;
    StrBuf text;       // of the whole, a line a paragraph
    VEC(int) headings; // of each line
    // The paragraph that is being read.
    StrBuf paragraph;
    Str number, style;
    uint32_t level;
    int outline;
    bool in_text, level_given;
    int skipped;       // depth within what is not the text: the fallback of a drawing
    int tables, cells; // depth; cells of this row so far
    size_t table_lines;
    uint32_t level_read; // of numbering.xml
} Docx;

// ---- numbers

static void add_count(StrBuf *out, const NumberLevel *level, uint32_t number)
{
    bool han =
        str_starts(level->format, STR("chinese")) || str_starts(level->format, STR("japaneseCounting")) ||
        str_starts(level->format, STR("ideograph")) || str_starts(level->format, STR("taiwaneseCounting"));

    if (han)
        text_han_write(out, number);
    else
        buf_print(out, "%u", number);
}

static Numbering *numbering_of(Docx *docx, Str number)
{
    Str wanted = {0};

    for (size_t i = 0; i < docx->uses.n; i++)
        if (str_equal(docx->uses.at[i].id, number))
            wanted = docx->uses.at[i].numbering;
    for (size_t i = 0; wanted.n && i < docx->numberings.n; i++)
        if (str_equal(docx->numberings.at[i].id, wanted))
            return &docx->numberings.at[i];
    return NULL;
}

static void add_number(Docx *docx, StrBuf *out, Str number, uint32_t at)
{
    Numbering *numbering = number.n ? numbering_of(docx, number) : NULL;
    const NumberLevel *level;

    if (!numbering || at >= MOST_LEVELS || str_equal(numbering->levels[at].format, STR("bullet")) ||
        str_equal(numbering->levels[at].format, STR("none")))
        return;
    numbering->counts[at]++;
    for (uint32_t i = at + 1; i < MOST_LEVELS; i++)
        numbering->counts[i] = 0;
    level = &numbering->levels[at];
    for (size_t i = 0; i < level->text.n; i++) {
        char next = i + 1 < level->text.n ? level->text.at[i + 1] : 0;

        if (level->text.at[i] == '%' && next >= '1' && next <= '9') {
            const NumberLevel *one = &numbering->levels[next - '1'];
            uint32_t count = numbering->counts[next - '1'];

            add_count(out, one, one->start + (count ? count - 1 : 0));
            i++;
        } else {
            buf_add_char(out, level->text.at[i]);
        }
    }
}

// ---- numbering.xml, styles.xml

static bool numbering_start(void *context, const XmlTag *tag)
{
    Docx *docx = context;
    Str value = xml_attribute(tag, "val");
    NumberLevel *level = docx->numberings.n && docx->level_read < MOST_LEVELS
                             ? &vec_last(&docx->numberings)->levels[docx->level_read]
                             : NULL;

    if (str_equal(tag->name, STR("abstractNum"))) {
        vec_push(docx->arena, &docx->numberings)->id =
            str_copy(docx->arena, xml_attribute(tag, "abstractNumId"));
        docx->level_read = MOST_LEVELS;
    } else if (str_equal(tag->name, STR("lvl"))) {
        docx->level_read = docx->uses.n ? MOST_LEVELS : xml_attribute_number(tag, "ilvl", MOST_LEVELS);
        if (docx->level_read < MOST_LEVELS && docx->numberings.n)
            vec_last(&docx->numberings)->levels[docx->level_read].start = 1;
    } else if (str_equal(tag->name, STR("num"))) {
        vec_push(docx->arena, &docx->uses)->id = str_copy(docx->arena, xml_attribute(tag, "numId"));
    } else if (str_equal(tag->name, STR("abstractNumId")) && docx->uses.n) {
        vec_last(&docx->uses)->numbering = str_copy(docx->arena, value);
    } else if (level && str_equal(tag->name, STR("numFmt"))) {
        level->format = str_copy(docx->arena, value);
    } else if (level && str_equal(tag->name, STR("lvlText"))) {
        level->text = str_copy(docx->arena, value);
    } else if (level && str_equal(tag->name, STR("start"))) {
        level->start = xml_attribute_number(tag, "val", 1);
    }
    return true;
}

static bool styles_start(void *context, const XmlTag *tag)
{
    Docx *docx = context;
    Str value = xml_attribute(tag, "val");
    ParagraphStyle *style = docx->styles.n ? vec_last(&docx->styles) : NULL;

    if (str_equal(tag->name, STR("style"))) {
        vec_push(docx->arena, &docx->styles)->id = str_copy(docx->arena, xml_attribute(tag, "styleId"));
    } else if (style && str_equal(tag->name, STR("outlineLvl"))) {
        uint32_t outline = xml_attribute_number(tag, "val", MOST_LEVELS);

        style->heading = outline < 6 ? (int)outline + 1 : 0;
    } else if (style && str_equal(tag->name, STR("numId"))) {
        style->number = str_copy(docx->arena, value);
    } else if (style && str_equal(tag->name, STR("ilvl"))) {
        style->level = xml_attribute_number(tag, "val", 0);
    }
    return true;
}

// ---- document.xml

static const ParagraphStyle *style_of(const Docx *docx)
{
    for (size_t i = 0; docx->style.n && i < docx->styles.n; i++)
        if (str_equal(docx->styles.at[i].id, docx->style))
            return &docx->styles.at[i];
    return NULL;
}

// Outside tables each paragraph is a line; in one, each row.
static void line_end(Docx *docx)
{
    const ParagraphStyle *style = style_of(docx);
    Str number = docx->number.n || !style ? docx->number : style->number;
    uint32_t level = docx->level_given || !style ? docx->level : style->level;
    Str text = str_trim(buf_str(&docx->paragraph));
    StrBuf line = {.arena = docx->arena};

    if (text.n && !docx->tables)
        add_number(docx, &line, number, level);
    buf_add(&line, text);
    buf_add(&docx->text, buf_str(&line));
    buf_add_char(&docx->text, '\n');
    *vec_push(docx->arena, &docx->headings) = text.n == 0 || docx->tables ? 0
                                              : docx->outline             ? docx->outline
                                              : style                     ? style->heading
                                                                          : 0;
    docx->paragraph = (StrBuf){.arena = docx->arena};
}

static void paragraph_begin(Docx *docx)
{
    docx->number = docx->style = (Str){0};
    docx->level = 0;
    docx->outline = 0;
    docx->level_given = false;
    if (!docx->tables)
        docx->paragraph = (StrBuf){.arena = docx->arena};
}

static void property_take(Docx *docx, const XmlTag *tag)
{
    Str value = xml_attribute(tag, "val");

    if (str_equal(tag->name, STR("pStyle"))) {
        docx->style = str_copy(docx->arena, value);
    } else if (str_equal(tag->name, STR("numId"))) {
        docx->number = str_copy(docx->arena, value);
    } else if (str_equal(tag->name, STR("ilvl"))) {
        docx->level = xml_attribute_number(tag, "val", 0);
        docx->level_given = true;
    } else if (str_equal(tag->name, STR("outlineLvl"))) {
        uint32_t outline = xml_attribute_number(tag, "val", MOST_LEVELS);

        docx->outline = outline < 6 ? (int)outline + 1 : 0;
    } else if (str_equal(tag->name, STR("tab")) || str_equal(tag->name, STR("br"))) {
        buf_add_char(&docx->paragraph, ' ');
    }
}

static bool document_start(void *context, const XmlTag *tag)
{
    Docx *docx = context;

    if (docx->skipped || str_equal(tag->name, STR("Fallback")) || str_equal(tag->name, STR("pPrChange"))) {
        docx->skipped++;
    } else if (str_equal(tag->name, STR("p"))) {
        paragraph_begin(docx);
    } else if (str_equal(tag->name, STR("t"))) {
        docx->in_text = true;
    } else if (str_equal(tag->name, STR("tbl"))) {
        docx->tables++;
        docx->table_lines++;
    } else if (str_equal(tag->name, STR("tr"))) {
        docx->cells = 0;
        docx->paragraph = (StrBuf){.arena = docx->arena};
    } else if (str_equal(tag->name, STR("tc"))) {
        if (docx->cells++)
            buf_add_c(&docx->paragraph, " | ");
    } else {
        property_take(docx, tag);
    }
    return true;
}

static bool document_end(void *context, Str name)
{
    Docx *docx = context;

    if (docx->skipped) {
        docx->skipped--;
    } else if (str_equal(name, STR("t"))) {
        docx->in_text = false;
    } else if (str_equal(name, STR("p")) && !docx->tables) {
        line_end(docx);
    } else if (str_equal(name, STR("tr"))) {
        line_end(docx);
    } else if (str_equal(name, STR("tbl"))) {
        docx->tables--;
    }
    return true;
}

static bool document_text(void *context, Str text)
{
    Docx *docx = context;

    // A line end in XML is a blank.
    for (size_t i = 0; docx->in_text && !docx->skipped && i < text.n; i++)
        buf_add_char(&docx->paragraph, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
    return true;
}

// ---- the file

static bool part_read(Docx *docx, Package *package, Relations relations, const char *type,
                      bool (*start)(void *context, const XmlTag *tag))
{
    const Relation *part = relation_by_type(relations, str_of(type));

    return !part || !package_has(package, part->target) ||
           package_xml(package, docx->diag, part->target, &(XmlHandler){.start = start, .context = docx});
}

static bool parts_read(Docx *docx, Package *package)
{
    Relations relations;
    const Relation *document;
    XmlHandler handler = {document_start, document_end, document_text, docx};

    if (!package_relations(package, docx->diag, (Str){0}, &relations))
        return false;
    document = relation_by_type(relations, STR("officeDocument"));
    if (!document || !str_starts(document->target, STR("word/"))) {
        diag_report(docx->diag, SEVERITY_ERROR, "file-kind", (Place){.file = docx->name},
                    str_of(_("save it as .docx with Word or WPS, or as plain text")), "%s",
                    _("this is no Word document"));
        return false;
    }
    return package_relations(package, docx->diag, document->target, &relations) &&
           part_read(docx, package, relations, "styles", styles_start) &&
           part_read(docx, package, relations, "numbering", numbering_start) &&
           package_xml(package, docx->diag, document->target, &handler);
}

bool docx_lines(Arena *arena, Diag *diag, Str bytes, Str name, Source **source, Lines *lines)
{
    Docx docx = {.arena = arena, .diag = diag, .name = name, .level_read = MOST_LEVELS};
    Package *package = package_from_bytes(arena, diag, bytes, name, PACKAGE_TEXT);

    docx.text.arena = docx.paragraph.arena = arena;
    if (!package || !parts_read(&docx, package))
        return false;
    *source = source_from_bytes(arena, diag, buf_str(&docx.text), name, STR("UTF-8"));
    if (!*source)
        return false;
    if (docx.table_lines)
        diag_report(diag, SEVERITY_WARNING, "convert-table", (Place){.file = name},
                    str_of(_("place the project's tables with a table block instead")), "%s",
                    _("a table's rows became lines of text"));
    for (uint32_t i = 1; i <= docx.headings.n; i++) {
        Str text = source_line(*source, i);

        *vec_push(arena, lines) = (Line){.text = str_trim(text), .heading = docx.headings.at[i - 1]};
        vec_last(lines)->offset = (size_t)(vec_last(lines)->text.at - (*source)->text.at);
    }
    return true;
}
