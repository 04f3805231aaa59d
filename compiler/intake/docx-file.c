// The parts of a .docx, in the order in which they are needed: styles and numbers, notes, the document.
#include "intake/internal-docx.h"

static bool report_other(const Docx *docx)
{
    diag_report(docx->diag, SEVERITY_ERROR, "file-kind", (Place){.file = docx->name},
                str_of(_("save it as .docx with Word or WPS, or as plain text")), "%s",
                _("this is no Word document"));
    return false;
}

static bool on_type(void *context, const XmlTag *tag)
{
    bool *macros = context;

    *macros = *macros || str_find(xml_attribute(tag, "ContentType"), STR("macroEnabled"), 0) >= 0;
    return true;
}

static bool has_no_macros(Docx *docx)
{
    Str types = STR("[Content_Types].xml");
    bool macros = package_has(docx->package, STR("word/vbaProject.bin"));
    XmlHandler handler = {.start = on_type, .context = &macros};

    if (!macros && package_has(docx->package, types) &&
        !package_xml(docx->package, docx->diag, types, &handler))
        return false;
    if (macros)
        diag_report(docx->diag, SEVERITY_ERROR, "file-kind", (Place){.file = docx->name},
                    str_of(_("open it in WPS or Word and save it as .docx (另存为 Word 文档)")), "%s",
                    _("this is a Word document with macros (.docm)"));
    return !macros;
}

static bool part_read(Docx *docx, const char *type, const XmlHandler *handler)
{
    const Relation *part = relation_by_type(docx->relations, str_of(type));

    return !part || !package_has(docx->package, part->target) ||
           package_xml(docx->package, docx->diag, part->target, handler);
}

static void begin_part(Docx *docx, bool notes)
{
    docx->reading_notes = notes;
    docx->build = builder_new(docx->arena, docx->diag, docx->name);
    docx->open.n = docx->passed = docx->paragraphs.n = docx->fields.n = docx->chosen.n = 0;
    docx->deleted = docx->ruby = docx->contents = 0;
    docx->lost = (StrBuf){.arena = docx->arena};
    docx->run_bold = docx->run_hidden = SAID_NOTHING;
    docx->run_style = docx->picture_words = (Str){0};
    docx->drew = docx->root = false;
}

static bool notes_read(Docx *docx, const XmlHandler *handler)
{
    static const char *const parts[] = {"footnotes", "endnotes", "comments"};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        begin_part(docx, true);
        if (!part_read(docx, parts[i], handler))
            return false;
    }
    return true;
}

// Headers and footers: what they say is left out.
static bool margins_read(Docx *docx, const XmlHandler *handler, StrBuf *said)
{
    for (size_t i = 0; i < docx->relations.n; i++) {
        const Relation *part = &docx->relations.at[i];

        if (!str_equal(part->type, STR("header")) && !str_equal(part->type, STR("footer")))
            continue;
        begin_part(docx, true);
        if (!package_has(docx->package, part->target))
            continue;
        if (!package_xml(docx->package, docx->diag, part->target, handler))
            return false;
        buf_add(said, builder_take_text(&docx->build));
        buf_add_char(said, ' ');
    }
    return true;
}

static bool document_read(Docx *docx)
{
    XmlHandler styles = {.start = docx_styles_start, .context = &docx->styles};
    XmlHandler numbers = {.start = docx_numbers_start, .context = &docx->numbers};
    XmlHandler handler = {docx_start, docx_end, docx_text, docx};
    StrBuf margins = {.arena = docx->arena};
    const Relation *document;

    if (!package_relations(docx->package, docx->diag, (Str){0}, &docx->relations))
        return false;
    document = relation_by_type(docx->relations, STR("officeDocument"));
    if (!document)
        return report_other(docx);
    if (!has_no_macros(docx) ||
        !package_relations(docx->package, docx->diag, document->target, &docx->relations) ||
        !part_read(docx, "styles", &styles) || !part_read(docx, "numbering", &numbers) ||
        !notes_read(docx, &handler) || !margins_read(docx, &handler, &margins))
        return false;
    begin_part(docx, false);
    docx->build.notes = docx->notes_kept;
    if (!package_xml(docx->package, docx->diag, document->target, &handler))
        return false;
    if (!docx->root)
        return report_other(docx);
    builder_remark(&docx->build, LEFT_PAGE, buf_str(&margins));
    return true;
}

const Intake *docx_read(Arena *arena, Diag *diag, Package *package, bool notes)
{
    Docx docx = {
        .arena = arena, .diag = diag, .name = package_name(package), .package = package, .notes_kept = notes};

    docx.styles.arena = docx.numbers.arena = arena;
    docx.numbers.level = DOCX_LEVELS;
    if (!document_read(&docx))
        return NULL;
    return builder_end(&docx.build, INTAKE_DOCX);
}
