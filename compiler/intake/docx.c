// A .docx (ECMA-376 part 1): its paragraphs in order, each with the number that Word shows before it, its
// tables, pictures and notes; without what Word does not show.
#include <string.h>

#include "intake/internal-docx.h"

static const struct {
    const char *name;
    Element element;
} elements[] = {{"p", E_PARAGRAPH},
                {"pPr", E_PROPERTIES},
                {"r", E_RUN},
                {"rPr", E_RUN_PROPERTIES},
                {"t", E_TEXT},
                {"delText", E_TEXT},
                {"instrText", E_INSTRUCTION},
                {"delInstrText", E_PASSED},
                {"tbl", E_TABLE},
                {"tr", E_ROW},
                {"tc", E_CELL},
                {"txbxContent", E_BOX},
                {"del", E_DELETED},
                {"moveFrom", E_DELETED},
                {"AlternateContent", E_ALTERNATE},
                {"Choice", E_CHOICE},
                {"Fallback", E_FALLBACK},
                {"rt", E_RUBY_TEXT},
                {"fldChar", E_FIELD},
                {"drawing", E_DRAWING},
                {"pict", E_DRAWING},
                {"object", E_DRAWING},
                {"sdt", E_SDT},
                {"footnote", E_NOTE},
                {"endnote", E_NOTE},
                {"comment", E_NOTE},
                {"pPrChange", E_PASSED},
                {"rPrChange", E_PASSED},
                {"tblPrChange", E_PASSED},
                {"tcPrChange", E_PASSED},
                {"trPrChange", E_PASSED},
                {"sectPrChange", E_PASSED},
                {"numberingChange", E_PASSED},
                {"sectPr", E_PASSED},
                {"tblPr", E_PASSED},
                {"binData", E_PASSED}};

static Element element_of(Str name)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (str_equal(name, str_of(elements[i].name)))
            return elements[i].element;
    return E_OTHER;
}

static Element parent_of(const Docx *docx)
{
    return docx->open.n ? *vec_last(&docx->open) : E_OTHER;
}

static bool is_open(const Docx *docx, Element element)
{
    for (size_t i = docx->open.n; i > 0; i--)
        if (docx->open.at[i - 1] == element)
            return true;
    return false;
}

// ---- text

static void lost_say(Docx *docx, IntakeLeft left)
{
    builder_remark(&docx->build, left, buf_str(&docx->lost));
    docx->lost.n = 0;
}

static bool in_instruction(const Docx *docx)
{
    for (size_t i = 0; i < docx->fields.n; i++)
        if (!docx->fields.at[i].result)
            return true;
    return false;
}

static bool in_contents(const Docx *docx)
{
    DocxStyle style;

    for (size_t i = 0; i < docx->fields.n; i++)
        if (docx->fields.at[i].contents)
            return true;
    if (docx->contents || docx->paragraphs.n == 0)
        return docx->contents > 0;
    style = docx_style(&docx->styles, vec_last(&docx->paragraphs)->style);
    return docx_is_contents(&style);
}

static bool run_is(const Docx *docx, Said own, bool hidden)
{
    DocxStyle style = docx_style(&docx->styles, docx->run_style);
    Said said = own != SAID_NOTHING ? own : hidden ? style.hidden : style.bold;

    if (said == SAID_NOTHING && docx->paragraphs.n) {
        style = docx_style(&docx->styles, vec_last(&docx->paragraphs)->style);
        said = hidden ? style.hidden : style.bold;
    }
    return said == SAID_YES;
}

static void add_text(Docx *docx, Str text)
{
    if (docx->deleted || docx->ruby) {
        buf_add(&docx->lost, text);
    } else if (in_instruction(docx)) {
        return;
    } else if (in_contents(docx)) {
        builder_remark(&docx->build, LEFT_CONTENTS, text);
    } else if (run_is(docx, docx->run_hidden, true)) {
        builder_remark(&docx->build, LEFT_HIDDEN, text);
    } else {
        docx->drew = true;
        builder_text(&docx->build, text, run_is(docx, docx->run_bold, false));
    }
}

// Characters of symbol fonts (17.3.3.30) as others have them.
static uint32_t symbol_of(Str font, uint32_t code)
{
    static const uint32_t wingdings[][2] = {{0x6C, 0x25CF}, {0x6E, 0x25A0}, {0x6F, 0x25A1}, {0x71, 0x25A1},
                                            {0x75, 0x25C6}, {0xA1, 0x25CB}, {0xA8, 0x25A1}, {0xD8, 0x27A2},
                                            {0xFB, 0x2717}, {0xFC, 0x2713}, {0xFD, 0x2612}, {0xFE, 0x2611}};
    static const uint32_t wingdings2[][2] = {{0x4F, 0x2717}, {0x50, 0x2713}, {0x51, 0x2612},
                                             {0x52, 0x2611}, {0x54, 0x2612}, {0xA3, 0x25A1}};
    uint32_t low = code & 0xFF;

    if (code < 0xF000 || code > 0xF0FF)
        return code;
    if (str_equal(font, STR("Wingdings")))
        for (size_t i = 0; i < sizeof wingdings / sizeof wingdings[0]; i++)
            if (wingdings[i][0] == low)
                return wingdings[i][1];
    if (str_equal(font, STR("Wingdings 2")))
        for (size_t i = 0; i < sizeof wingdings2 / sizeof wingdings2[0]; i++)
            if (wingdings2[i][0] == low)
                return wingdings2[i][1];
    return code;
}

static void add_symbol(Docx *docx, const XmlTag *tag)
{
    StrBuf text = {.arena = docx->arena};
    uint32_t code = 0;
    Str digits = xml_attribute(tag, "char");

    for (size_t i = 0; i < digits.n && i < 6; i++) {
        char c = digits.at[i];

        code = code * 16 + (uint32_t)(c >= '0' && c <= '9'   ? c - '0'
                                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                             : 0);
    }
    if (code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return;
    buf_add_code(&text, symbol_of(xml_attribute(tag, "font"), code));
    add_text(docx, buf_str(&text));
}

static void add_note(Docx *docx, const char *part, Str id)
{
    for (size_t i = 0; i < docx->notes.n; i++) {
        const Note *note = &docx->notes.at[i];

        if (!str_equal(note->part, str_of(part)) || !str_equal(note->id, id) || note->text.n == 0)
            continue;
        if (str_equal(note->part, STR("comment"))) {
            builder_remark(&docx->build, LEFT_COMMENT, note->text);
            return;
        }
        if (docx->deleted || in_contents(docx))
            return;
        if (docx->ruby || in_instruction(docx) || run_is(docx, docx->run_hidden, true)) {
            add_text(docx, str_print(docx->arena, "（%.*s）", STR_ARG(note->text)));
            return;
        }
        docx->drew = true;
        builder_note(&docx->build, note->text, run_is(docx, docx->run_bold, false),
                     str_equal(note->part, STR("endnote")));
        return;
    }
}

// ---- pictures

static void add_picture(Docx *docx, Str id)
{
    const Relation *relation = relation_by_id(docx->relations, id);
    Str bytes = {0};

    docx->drew = true;
    if (docx->deleted || docx->reading_notes || id.n == 0)
        return;
    if (relation && package_has(docx->package, relation->target))
        package_part(docx->package, docx->diag, relation->target, docx->arena, &bytes);
    builder_picture(&docx->build, relation ? picture_name(relation->target) : id, bytes, docx->picture_words);
    docx->picture_words = (Str){0};
}

static void report_untaken(Docx *docx)
{
    diag_report(docx->diag, SEVERITY_WARNING, "intake-picture", (Place){.file = docx->name},
                str_of(_("put it in as a picture, or write it as text")), "%s",
                _("a chart, drawing or embedded document cannot be taken"));
}

// ---- properties

static void paragraph_property(Docx *docx, const XmlTag *tag)
{
    ParagraphState *paragraph = docx->paragraphs.n ? vec_last(&docx->paragraphs) : NULL;
    Str value = xml_attribute(tag, "val");

    if (!paragraph)
        return;
    if (str_equal(tag->name, STR("pStyle"))) {
        paragraph->style = str_copy(docx->arena, value);
    } else if (str_equal(tag->name, STR("numId"))) {
        paragraph->number = str_copy(docx->arena, value);
    } else if (str_equal(tag->name, STR("ilvl"))) {
        paragraph->level = (int)xml_attribute_number(tag, "val", 0);
    } else if (str_equal(tag->name, STR("outlineLvl"))) {
        uint32_t outline = xml_attribute_number(tag, "val", DOCX_LEVELS);

        paragraph->outline = outline < DOCX_LEVELS ? (int)outline + 1 : 0;
    }
}

static void run_property(Docx *docx, const XmlTag *tag)
{
    if (str_equal(tag->name, STR("b")))
        docx->run_bold = docx_said(tag);
    else if (str_equal(tag->name, STR("vanish")))
        docx->run_hidden = docx_said(tag);
    else if (str_equal(tag->name, STR("rStyle")))
        docx->run_style = str_copy(docx->arena, xml_attribute(tag, "val"));
}

static void table_property(Docx *docx, const XmlTag *tag)
{
    Str value = xml_attribute(tag, "val");

    if (str_equal(tag->name, STR("gridSpan")))
        builder_cell_span(&docx->build, xml_attribute_number(tag, "val", 1), false);
    else if (str_equal(tag->name, STR("vMerge")))
        builder_cell_span(&docx->build, 0, !str_equal(value, STR("restart")));
    else if (str_equal(tag->name, STR("tblHeader")) && docx_said(tag) == SAID_YES)
        builder_row_head(&docx->build);
    else if (str_equal(tag->name, STR("gridBefore")))
        for (uint32_t i = xml_attribute_number(tag, "val", 0); i > 0 && i < 64; i--) {
            builder_cell(&docx->build, 1, 1, false);
            builder_cell_end(&docx->build);
        }
}

static void run_element(Docx *docx, const XmlTag *tag)
{
    Str name = tag->name;

    if (str_equal(name, STR("tab")) || str_equal(name, STR("ptab")))
        add_text(docx, STR(" "));
    else if (str_equal(name, STR("br")) || str_equal(name, STR("cr")))
        add_text(docx, STR("\n"));
    else if (str_equal(name, STR("noBreakHyphen")))
        add_text(docx, STR("-"));
    else if (str_equal(name, STR("sym")))
        add_symbol(docx, tag);
    else if (str_equal(name, STR("footnoteReference")))
        add_note(docx, "footnote", xml_attribute(tag, "id"));
    else if (str_equal(name, STR("endnoteReference")))
        add_note(docx, "endnote", xml_attribute(tag, "id"));
    else if (str_equal(name, STR("commentReference")))
        add_note(docx, "comment", xml_attribute(tag, "id"));
}

static void other_element(Docx *docx, const XmlTag *tag)
{
    Str name = tag->name;
    Element parent = parent_of(docx);

    if (parent == E_RUN)
        run_element(docx, tag);
    else if (parent == E_RUN_PROPERTIES && !is_open(docx, E_RUN))
        return; // the paragraph mark's
    else if (parent == E_RUN_PROPERTIES)
        run_property(docx, tag);
    else if (is_open(docx, E_PROPERTIES))
        paragraph_property(docx, tag);
    if (str_equal(name, STR("docPr")) || str_equal(name, STR("shape")) || str_equal(name, STR("rect"))) {
        Str words = xml_attribute(tag, "descr");

        if (words.n == 0)
            words = xml_attribute(tag, "alt");
        docx->picture_words = str_copy(docx->arena, words);
    } else if (str_equal(name, STR("blip"))) {
        add_picture(docx, xml_attribute(tag, "embed"));
    } else if (str_equal(name, STR("imagedata"))) {
        add_picture(docx, xml_attribute(tag, "id"));
    } else if (str_equal(name, STR("docPartGallery"))) {
        if (str_equal(xml_attribute(tag, "val"), STR("Table of Contents")))
            docx->contents += docx->contents == 0;
    } else if (str_equal(name, STR("oMath"))) {
        builder_remark(&docx->build, LEFT_FORMULA, STR("="));
    } else if (str_equal(name, STR("altChunk")) || str_equal(name, STR("subDoc"))) {
        report_untaken(docx);
    } else if (!docx->reading_notes) {
        table_property(docx, tag);
    }
}

// ---- fields

static void field_mark(Docx *docx, Str type)
{
    FieldState *field = docx->fields.n ? vec_last(&docx->fields) : NULL;

    if (str_equal(type, STR("begin")) && docx->fields.n < 64) {
        field = vec_push(docx->arena, &docx->fields);
        field->instruction.arena = docx->arena;
    } else if (field && str_equal(type, STR("separate"))) {
        field->result = true;
        field->contents = str_starts(str_trim(buf_str(&field->instruction)), STR("TOC"));
    } else if (field && str_equal(type, STR("end"))) {
        docx->fields.n--;
    }
}

// ---- elements

static void paragraph_begin(Docx *docx)
{
    ParagraphState *before = docx->paragraphs.n ? vec_last(&docx->paragraphs) : NULL;

    if (before && before->joined && builder_in_paragraph(&docx->build)) {
        before->joined = false;
        return;
    }
    *vec_push(docx->arena, &docx->paragraphs) =
        (ParagraphState){.level = -1, .outline = -1, .boxed = is_open(docx, E_BOX)};
    builder_paragraph(&docx->build);
}

static void paragraph_end(Docx *docx)
{
    ParagraphState paragraph;
    DocxStyle style;
    StrBuf number = {.arena = docx->arena};
    ParagraphLook look = {0};

    if (docx->paragraphs.n == 0 || vec_last(&docx->paragraphs)->joined)
        return;
    paragraph = *vec_last(&docx->paragraphs);
    docx->paragraphs.n--;
    style = docx_style(&docx->styles, paragraph.style);
    if (paragraph.outline < 0)
        paragraph.outline = style.outline;
    if (paragraph.number.n == 0 && style.number.n) {
        paragraph.number = style.number;
        if (paragraph.level < 0)
            paragraph.level = style.level >= 0 ? style.level
                                               : (int)docx_number_level(&docx->numbers, &docx->styles,
                                                                        style.number, paragraph.style);
    }
    if (builder_in_paragraph(&docx->build) && builder_has_text(&docx->build) &&
        docx_number(&docx->numbers, &docx->styles, paragraph.number,
                    paragraph.level < 0 ? 0 : (uint32_t)paragraph.level, &number))
        builder_remark(&docx->build, LEFT_BULLET, builder_open_text(&docx->build));
    look.number = buf_str(&number);
    look.heading = paragraph.outline > 0 && paragraph.outline <= 6 ? paragraph.outline : 0;
    if (paragraph.boxed)
        builder_remark(&docx->build, LEFT_TEXT_BOX, builder_open_text(&docx->build));
    builder_paragraph_end(&docx->build, look);
}

static void note_begin(Docx *docx, const XmlTag *tag)
{
    Str type = xml_attribute(tag, "type");

    docx->note_kind = str_copy(docx->arena, tag->name);
    docx->note_id = type.n && !str_equal(type, STR("normal"))
                        ? (Str){0}
                        : str_copy(docx->arena, xml_attribute(tag, "id"));
}

static void note_end(Docx *docx)
{
    Str text = builder_take_text(&docx->build);

    if (docx->note_id.n)
        *vec_push(docx->arena, &docx->notes) = (Note){docx->note_kind, docx->note_id, text};
}

static bool is_passed(const Docx *docx, Element element)
{
    if (element == E_PASSED)
        return true;
    if (element == E_FALLBACK)
        return docx->chosen.n && *vec_last(&docx->chosen);
    return element == E_CHOICE && docx->chosen.n && *vec_last(&docx->chosen);
}

static void element_begin(Docx *docx, Element element, const XmlTag *tag)
{
    switch (element) {
    case E_PARAGRAPH:
        paragraph_begin(docx);
        break;
    case E_RUN:
        docx->run_bold = docx->run_hidden = SAID_NOTHING;
        docx->run_style = (Str){0};
        break;
    case E_TABLE:
        builder_table(&docx->build);
        break;
    case E_ROW:
        builder_row(&docx->build);
        break;
    case E_CELL:
        builder_cell(&docx->build, 1, 1, false);
        break;
    case E_ALTERNATE:
        *vec_push(docx->arena, &docx->chosen) = false;
        break;
    case E_CHOICE:
    case E_FALLBACK:
        if (docx->chosen.n)
            *vec_last(&docx->chosen) = true;
        break;
    case E_DELETED:
        if (parent_of(docx) != E_RUN_PROPERTIES)
            docx->deleted++;
        else if (docx->paragraphs.n && !is_open(docx, E_RUN))
            vec_last(&docx->paragraphs)->joined = true; // the paragraph's mark
        break;
    case E_RUBY_TEXT:
        docx->ruby++;
        break;
    case E_FIELD:
        field_mark(docx, xml_attribute(tag, "fldCharType"));
        break;
    case E_DRAWING:
        docx->drew = false;
        break;
    case E_NOTE:
        note_begin(docx, tag);
        break;
    case E_OTHER:
        other_element(docx, tag);
        break;
    default:
        break;
    }
}

static void element_end(Docx *docx, Element element)
{
    switch (element) {
    case E_PARAGRAPH:
        paragraph_end(docx);
        break;
    case E_TABLE:
        builder_table_end(&docx->build);
        break;
    case E_ROW:
        builder_row_end(&docx->build);
        break;
    case E_CELL:
        builder_cell_end(&docx->build);
        break;
    case E_ALTERNATE:
        if (docx->chosen.n)
            docx->chosen.n--;
        break;
    case E_DELETED:
        if (docx->deleted && parent_of(docx) != E_RUN_PROPERTIES && --docx->deleted == 0)
            lost_say(docx, LEFT_DELETED);
        break;
    case E_RUBY_TEXT:
        if (--docx->ruby == 0)
            lost_say(docx, LEFT_RUBY);
        break;
    case E_DRAWING:
        if (!docx->drew && !docx->deleted && !docx->reading_notes)
            report_untaken(docx);
        break;
    case E_SDT:
        docx->contents -= docx->contents > 0;
        break;
    case E_NOTE:
        note_end(docx);
        break;
    default:
        break;
    }
}

bool docx_start(void *context, const XmlTag *tag)
{
    Docx *docx = context;
    Element element = element_of(tag->name);

    if (docx->open.n == 0 && docx->passed == 0)
        docx->root = docx->reading_notes || str_equal(tag->name, STR("document"));
    if (!docx->root)
        return false;
    if (element == E_SDT && docx->contents) // one within the contents ends with them
        docx->contents++;
    if (docx->passed || is_passed(docx, element)) {
        docx->passed++;
        return true;
    }
    element_begin(docx, element, tag);
    *vec_push(docx->arena, &docx->open) = element;
    return true;
}

bool docx_end(void *context, Str name)
{
    Docx *docx = context;
    Element element;

    (void)name;
    if (docx->passed) {
        docx->passed--;
        return true;
    }
    element = *vec_last(&docx->open);
    docx->open.n--;
    element_end(docx, element);
    return true;
}

bool docx_text(void *context, Str text)
{
    Docx *docx = context;
    Element parent = parent_of(docx);
    StrBuf plain = {.arena = docx->arena};

    if (docx->passed)
        return true;
    if (parent == E_INSTRUCTION && docx->fields.n && !vec_last(&docx->fields)->result) {
        buf_add(&vec_last(&docx->fields)->instruction, text);
    } else if (parent == E_TEXT) {
        for (size_t i = 0; i < text.n; i++) // a line end in XML is a blank
            buf_add_char(&plain, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
        add_text(docx, buf_str(&plain));
    }
    return true;
}
