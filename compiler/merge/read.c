// A copy's lines, tables, comments and tracked changes, whatever program saved it.
#include <string.h>

#include "merge/internal-read.h"

// ---- text
// ---- lines

static void line_begin(Reading *reading)
{
    OpenLine *before = line_of(reading);

    if (before && before->mark_gone) {
        before->mark_gone = false;
        return;
    }
    *vec_push(reading->arena, &reading->lines) =
        (OpenLine){.text = {.arena = reading->arena}, .outline = -1, .in_table = reading->tables.n > 0};
    line_of(reading)->line.boxed = reading->boxes > 0;
    line_of(reading)->line.contents = reading->contents > 0;
}

// Looks are laid over the text without the blanks at its ends.
static void looks_keep(Reading *reading, OpenLine *open)
{
    Str whole = buf_str(&open->text), text = str_trim(whole);
    size_t cut = text.n ? (size_t)(text.at - whole.at) : 0, n = 0;

    for (size_t i = 0; i < open->looks.n; i++) {
        CopyLook look = open->looks.at[i];

        if (str_span_kept(cut, text.n, &look.at, &look.length))
            open->looks.at[n++] = look;
    }
    open->line.text = text;
    open->line.looks = open->looks.at;
    open->line.look_count = n;
    (void)reading;
}

static void line_end(Reading *reading)
{
    OpenLine open, *around = line_of(reading);
    const CopyStyle *style;

    if (!around || around->mark_gone)
        return;
    open = *around;
    reading->lines.n--;
    looks_keep(reading, &open);
    style = copy_style(&reading->styles, open.style);
    open.line.heading = open.outline >= 0 ? open.outline : copy_style_outline(&reading->styles, open.style);
    open.line.margin = style_is_called(style, reading->style_names, "margin");
    if (style && (str_starts(style->name, STR("toc ")) || str_starts(style->name, STR("TOC "))))
        open.line.contents = true;
    open.line.bookmarks = open.bookmarks.at;
    open.line.bookmark_count = open.bookmarks.n;
    if (open.in_table && reading->tables.n) {
        StrBuf *cell = &vec_last(&reading->tables)->cell;

        if (cell->n && open.line.text.n)
            buf_add_char(cell, '\n');
        buf_add(cell, open.line.text);
    } else {
        line_keep(reading, &open.line);
    }
}

// ---- tables

static void cell_end(Reading *reading)
{
    OpenTable *table = reading->tables.n ? vec_last(&reading->tables) : NULL;

    if (!table)
        return;
    if (!table->covered)
        *vec_push(reading->arena, &table->cells) = str_copy(reading->arena, buf_str(&table->cell));
    table->cell = (StrBuf){.arena = reading->arena};
    table->covered = false;
}

static void table_end(Reading *reading)
{
    OpenTable table;

    if (reading->tables.n == 0)
        return;
    table = *vec_last(&reading->tables);
    reading->tables.n--;
    if (reading->tables.n == 0)
        *vec_push(reading->arena, &reading->copy->tables) =
            (CopyTable){table.cells.at, table.cells.n, reading->copy->lines.n};
}

// ---- comments and tracked changes

static void add_comment(Reading *reading, Str id)
{
    for (size_t i = 0; i < reading->comments.n; i++)
        if (str_equal(reading->comments.at[i].id, id))
            *vec_push(reading->arena, &reading->copy->remarks) =
                (CopyRemark){.author = reading->comments.at[i].author,
                             .text = str_trim(buf_str(&reading->comments.at[i].text)),
                             .line = reading->copy->lines.n,
                             .comment = true};
}

static void change_begin(Reading *reading, const XmlTag *tag, bool deleted)
{
    reading->changed = (StrBuf){.arena = reading->arena};
    reading->change = (CopyRemark){.author = str_copy(reading->arena, xml_attribute(tag, "author")),
                                   .line = reading->copy->lines.n,
                                   .deleted = deleted};
}

static void change_end(Reading *reading)
{
    reading->change.text = str_copy(reading->arena, buf_str(&reading->changed));
    if (reading->change.text.n == 0)
        return;
    reading->copy->tracked++;
    *vec_push(reading->arena, &reading->copy->remarks) = reading->change;
}

// A paragraph's end that was put in or taken out.
static void mark_changed(Reading *reading, bool deleted)
{
    bool accept = reading->options->tracked == TRACKED_ACCEPT;

    reading->copy->tracked++;
    if (line_of(reading) && deleted == accept)
        line_of(reading)->mark_gone = true;
}

static bool begin_change(Reading *reading, const XmlTag *tag)
{
    bool deleted = str_equal(tag->name, STR("del")) || str_equal(tag->name, STR("moveFrom"));

    if (!deleted && !str_equal(tag->name, STR("ins")) && !str_equal(tag->name, STR("moveTo")))
        return false;
    if (reading->in_run_properties || reading->in_properties) {
        mark_changed(reading, deleted);
        return true;
    }
    if (!reading->inserted && !reading->deleted)
        change_begin(reading, tag, deleted);
    *(deleted ? &reading->deleted : &reading->inserted) += 1;
    return true;
}

// ---- properties

static bool is_on(const XmlTag *tag)
{
    Str value = xml_attribute(tag, "val");

    return value.at == NULL || xml_attribute_true(tag, "val");
}

static void run_property(Reading *reading, const XmlTag *tag)
{
    if (str_equal(tag->name, STR("b"))) {
        reading->strong = is_on(tag);
    } else if (str_equal(tag->name, STR("i"))) {
        reading->emphasis = is_on(tag);
    } else if (str_equal(tag->name, STR("rStyle"))) {
        const CopyStyle *style = copy_style(&reading->styles, xml_attribute(tag, "val"));

        reading->strong = reading->strong || style_is_called(style, reading->style_names, "strong") ||
                          style_is_called(style, reading->style_names, "run-in") || (style && style->bold);
        reading->mark_style = style && (str_equal(style->name, STR("footnote reference")) ||
                                        str_starts(style->name, STR("Footnote ")));
        reading->emphasis = reading->emphasis || style_is_called(style, reading->style_names, "emphasis") ||
                            (style && style->italic);
    }
}

static void line_property(Reading *reading, const XmlTag *tag)
{
    OpenLine *line = line_of(reading);

    if (str_equal(tag->name, STR("pStyle"))) {
        line->style = str_copy(reading->arena, xml_attribute(tag, "val"));
    } else if (str_equal(tag->name, STR("outlineLvl"))) {
        int level = (int)xml_attribute_number(tag, "val", 9);

        line->outline = level < 9 ? level + 1 : 0;
    } else if (str_equal(tag->name, STR("numId"))) {
        line->line.listed = !str_equal(xml_attribute(tag, "val"), STR("0"));
    } else if (str_equal(tag->name, STR("framePr"))) {
        line->line.boxed = true;
    }
}

static void field_mark(Reading *reading, Str type)
{
    if (str_equal(type, STR("begin"))) {
        reading->fields++;
        reading->instructions++;
        reading->instruction.n = 0;
    } else if (str_equal(type, STR("separate"))) {
        reading->instructions -= reading->instructions > 0;
        noteref_begin(reading, str_trim(buf_str(&reading->instruction)));
        if (!reading->contents && str_starts(str_trim(buf_str(&reading->instruction)), STR("TOC"))) {
            reading->contents = reading->fields;
            if (line_of(reading))
                line_of(reading)->line.contents = true;
        }
    } else if (str_equal(type, STR("end"))) {
        if (reading->contents == reading->fields)
            reading->contents = 0;
        if (reading->noteref == reading->fields)
            reading->noteref = 0;
        reading->fields -= reading->fields > 0;
        reading->instructions =
            reading->instructions > reading->fields ? reading->fields : reading->instructions;
    }
}

// ---- elements

// What is passed over with all that is in it.
static bool is_passed(Str name)
{
    static const char *const names[] = {"Fallback",   "pPrChange",  "rPrChange",     "tblPrChange",
                                        "tcPrChange", "trPrChange", "sectPr",        "sectPrChange",
                                        "tblPr",      "rt",         "tblPrExChange", "delInstrText"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(name, str_of(names[i])))
            return true;
    return false;
}

static void run_element(Reading *reading, const XmlTag *tag)
{
    if (str_equal(tag->name, STR("t")) || str_equal(tag->name, STR("delText")) ||
        str_equal(tag->name, STR("instrText")))
        reading->in_text = true;
    else if (str_equal(tag->name, STR("tab")) || str_equal(tag->name, STR("ptab")))
        reading_text(reading, STR("\t"));
    else if (str_equal(tag->name, STR("cr")) ||
             (str_equal(tag->name, STR("br")) && !str_equal(xml_attribute(tag, "type"), STR("page"))))
        reading_text(reading, STR("\n"));
    else if (str_equal(tag->name, STR("noBreakHyphen")))
        reading_text(reading, STR("-"));
    else if (str_equal(tag->name, STR("fldChar")))
        field_mark(reading, xml_attribute(tag, "fldCharType"));
    else if (str_equal(tag->name, STR("footnoteReference")))
        note_called(reading, xml_attribute(tag, "id"));
    else if (str_equal(tag->name, STR("endnoteReference")))
        reading->copy->notes += reading_takes(reading);
    else if (str_equal(tag->name, STR("commentReference")))
        add_comment(reading, xml_attribute(tag, "id"));
}

static void element_begin(Reading *reading, const XmlTag *tag)
{
    Str name = tag->name;
    OpenLine *line = line_of(reading);

    if (begin_change(reading, tag))
        return;
    if (str_equal(name, STR("blip")))
        reading->copy->pictures += reading_takes(reading);
    if (reading->in_notes && str_equal(name, STR("footnote"))) {
        note_begin(reading, tag);
    } else if (str_equal(name, STR("p"))) {
        line_begin(reading);
    } else if (str_equal(name, STR("pPr"))) {
        reading->in_properties = true;
    } else if (str_equal(name, STR("r"))) {
        reading->in_run = true;
        reading->strong = reading->emphasis = reading->mark_style = false;
    } else if (str_equal(name, STR("rPr"))) {
        reading->in_run_properties = true;
    } else if (str_equal(name, STR("bookmarkStart")) && line) {
        *vec_push(reading->arena, &line->bookmarks) = str_copy(reading->arena, xml_attribute(tag, "name"));
    } else if (str_equal(name, STR("tbl"))) {
        *vec_push(reading->arena, &reading->tables) = (OpenTable){.cell = {.arena = reading->arena}};
    } else if (str_equal(name, STR("vMerge")) && reading->tables.n) {
        vec_last(&reading->tables)->covered = !str_equal(xml_attribute(tag, "val"), STR("restart"));
    } else if (str_equal(name, STR("txbxContent"))) {
        reading->boxes++;
        reading->in_run = false;
    } else if (reading->in_run_properties && reading->in_run) {
        run_property(reading, tag);
    } else if (reading->in_properties && line && !reading->in_run_properties) {
        line_property(reading, tag);
    } else if (reading->in_run) {
        run_element(reading, tag);
    }
}

static bool copy_start(void *context, const XmlTag *tag)
{
    Reading *reading = context;

    if (!reading->root && !str_equal(tag->name, reading->in_notes ? STR("footnotes") : STR("document")))
        return false;
    reading->root = true;
    if (reading->skipped || is_passed(tag->name))
        reading->skipped++;
    else
        element_begin(reading, tag);
    return true;
}

static void element_end(Reading *reading, Str name)
{
    if (reading->in_notes && str_equal(name, STR("footnote"))) {
        note_end(reading);
    } else if (str_equal(name, STR("p"))) {
        line_end(reading);
    } else if (str_equal(name, STR("pPr"))) {
        reading->in_properties = false;
    } else if (str_equal(name, STR("rPr"))) {
        reading->in_run_properties = false;
    } else if (str_equal(name, STR("r"))) {
        reading->in_run = false;
    } else if (str_equal(name, STR("t")) || str_equal(name, STR("delText")) ||
               str_equal(name, STR("instrText"))) {
        reading->in_text = false;
    } else if (str_equal(name, STR("tc"))) {
        cell_end(reading);
    } else if (str_equal(name, STR("tbl"))) {
        table_end(reading);
    } else if (str_equal(name, STR("txbxContent"))) {
        reading->boxes -= reading->boxes > 0;
        reading->in_run = true;
    } else if (!reading->in_properties && !reading->in_run_properties) {
        bool deleted = str_equal(name, STR("del")) || str_equal(name, STR("moveFrom"));
        int *depth = deleted ? &reading->deleted : &reading->inserted;

        if ((deleted || str_equal(name, STR("ins")) || str_equal(name, STR("moveTo"))) && *depth > 0) {
            *depth -= 1;
            if (!reading->inserted && !reading->deleted)
                change_end(reading);
        }
    }
}

static bool copy_end(void *context, Str name)
{
    Reading *reading = context;

    if (reading->skipped)
        reading->skipped--;
    else
        element_end(reading, name);
    return true;
}

static bool copy_text(void *context, Str text)
{
    Reading *reading = context;

    if (reading->skipped || !reading->in_text)
        return true;
    if (reading->instructions)
        buf_add(&reading->instruction, text);
    else
        reading_text(reading, text);
    return true;
}

// ---- comments

static bool comments_start(void *context, const XmlTag *tag)
{
    Reading *reading = context;

    if (str_equal(tag->name, STR("comment")))
        *vec_push(reading->arena, &reading->comments) =
            (Comment){.id = str_copy(reading->arena, xml_attribute(tag, "id")),
                      .author = str_copy(reading->arena, xml_attribute(tag, "author")),
                      .text = {.arena = reading->arena}};
    else if (str_equal(tag->name, STR("p")) && reading->comments.n && vec_last(&reading->comments)->text.n)
        buf_add_char(&vec_last(&reading->comments)->text, ' ');
    return true;
}

static bool comments_text(void *context, Str text)
{
    Reading *reading = context;

    if (reading->comments.n)
        buf_add(&vec_last(&reading->comments)->text, text);
    return true;
}

// ---- the copy

static bool parts_read(Reading *reading, Diag *diag, Package *package, Str main)
{
    XmlHandler body = {copy_start, copy_end, copy_text, reading};
    XmlHandler comments = {comments_start, NULL, comments_text, reading};
    Relations relations;
    const Relation *styles, *remarks, *notes;

    if (!package_relations(package, diag, main, &relations))
        return false;
    styles = relation_by_type(relations, STR("styles"));
    remarks = relation_by_type(relations, STR("comments"));
    notes = relation_by_type(relations, STR("footnotes"));
    if (styles && package_has(package, styles->target) &&
        !copy_styles_read(reading->arena, diag, package, styles->target, &reading->styles))
        return false;
    if (remarks && package_has(package, remarks->target) &&
        !package_xml(package, diag, remarks->target, &comments))
        return false;
    reading->in_notes = true;
    if (notes && package_has(package, notes->target) && !package_xml(package, diag, notes->target, &body))
        return false;
    reading->in_notes = reading->root = false;
    return package_xml(package, diag, main, &body);
}

Copy *copy_read(Arena *arena, Diag *diag, const MergeOptions *options, const WordList *styles)
{
    Package *package = package_from_bytes(arena, diag, options->bytes, options->name, PACKAGE_TEXT);
    Reading reading = {.arena = arena,
                       .options = options,
                       .style_names = styles,
                       .copy = ARENA_NEW(arena, Copy),
                       .instruction = {.arena = arena}};
    Relations relations = {0};
    const Relation *main;

    if (!package)
        return NULL;
    if (!package_is_open_document(package) && !package_relations(package, diag, (Str){0}, &relations))
        return NULL;
    main = package_is_open_document(package) ? NULL : relation_by_type(relations, STR("officeDocument"));
    if (main && !parts_read(&reading, diag, package, main->target))
        return NULL;
    if (!main || !reading.root) {
        diag_report(diag, SEVERITY_ERROR, "merge-kind", (Place){.file = options->name},
                    str_of(_("save it as .docx in WPS, Word or LibreOffice, and merge that")), "%s",
                    _("this file is no Word document (.docx)"));
        return NULL;
    }
    reading.copy->map = docx_map_read(arena, package);
    return reading.copy;
}
