// Lines to sections under the template's headings, and a conversion from end to end.
#include "convert/internal-convert.h"
#include "text/text.h"

#define MOST_LABEL 60 // bytes of a label before its colon

typedef struct Section {
    Str heading;
    const SectionSpec *spec; // NULL: the template has no such heading
    StrBuf text;
} Section;

typedef struct Writer {
    Convert *convert;
    Arena *arena;
    size_t line;
    VEC(Section) sections;
    Labels labels;
    bool free_amounts;    // of the part that is written
    bool markdown_before; // the line before was Markdown and may go on
    bool *marked;         // of each footnote: its mark was written
} Writer;

// ---- Markdown

static void write_edited(StrBuf *out, const IntakeLine *line, size_t from, size_t to, const Edits *edits)
{
    for (size_t i = 0; i <= edits->n; i++) {
        size_t end = i < edits->n && edits->at[i].from < to ? edits->at[i].from : to;

        if (end < from)
            continue;
        if (line->markdown)
            buf_add(out, str_slice(line->text, from, end));
        else
            markdown_paragraph(out, str_slice(line->text, from, end), from == 0);
        from = end;
        if (i < edits->n && edits->at[i].from < to) {
            buf_add(out, edits->at[i].by);
            from = edits->at[i].to;
        }
    }
}

// ---- headings

static Section *section_begin(Writer *writer, Str heading, const SectionSpec *spec)
{
    Section *section = vec_push(writer->arena, &writer->sections);

    section->heading = spec ? spec->name : heading;
    section->spec = spec;
    section->text.arena = writer->arena;
    writer->free_amounts = spec && str_equal(spec->amounts, STR("free"));
    writer->labels = (Labels){0};
    writer->labels.at[0] = name_fold(writer->arena, section->heading);
    if (heading.n) {
        buf_add_c(&section->text, "# ");
        markdown_text(&section->text, section->heading);
        buf_add_c(&section->text, "\n");
    }
    return section;
}

static void report_heading(Writer *writer, const IntakeLine *line, Str heading)
{
    Convert *convert = writer->convert;
    const Template *template = convert->project->template;
    Str *names = ARENA_ARRAY(writer->arena, Str, template->section_count), nearest;

    for (size_t i = 0; i < template->section_count; i++)
        names[i] = template->sections[i].name;
    nearest = name_nearest(heading, names, template->section_count);
    diag_report(convert->diag, SEVERITY_WARNING, "convert-heading",
                source_place(convert->source, line->offset, line->text.n),
                nearest.n ? str_print(writer->arena, _("the nearest is “%.*s”"), STR_ARG(nearest)) : (Str){0},
                _("the template has no section “%.*s”"), STR_ARG(heading));
}

static Place line_place(const Writer *writer, const IntakeLine *line)
{
    return source_place(writer->convert->source, line->offset, line->text.n);
}

static LineRole *role_of(const Writer *writer)
{
    return &writer->convert->roles[writer->line];
}

static void heading_report(Writer *writer, const IntakeLine *line, const LineRole *role)
{
    if (!role->spec && role->level <= 2)
        report_heading(writer, line, role->title);
    else if (role->by_content && role->spec)
        diag_report(writer->convert->diag, SEVERITY_NOTE, "convert-section", line_place(writer, line),
                    (Str){0}, _("“%.*s” is taken for “%.*s”, by what it says"), STR_ARG(role->title),
                    STR_ARG(role->spec->name));
    if (role->part)
        diag_report(writer->convert->diag, SEVERITY_NOTE, "convert-section", line_place(writer, line),
                    (Str){0}, _("“%.*s” has no heading in the document: it is taken to begin here"),
                    STR_ARG(role->part->name));
}

// ---- footnotes

static void marks_note(const Writer *writer, Str text)
{
    for (size_t at = 0; at < text.n;) {
        unsigned number = note_mark_number(utf8_next(text, &at));

        if (number)
            writer->marked[number] = true;
    }
}

// At the end of the heading that was written, which has its words from the template.
static void heading_marks(Writer *writer, const IntakeLine *line)
{
    StrBuf *out = &vec_last(&writer->sections)->text;

    out->n -= out->n > 0; // the line's end
    markdown_marks(out, line->text);
    buf_add_char(out, '\n');
    marks_note(writer, line->text);
}

// Bytes of the mark that a footnote's text has before it, which becomes [^1]: ; where the mark in the text
// was passed over, the note becomes a paragraph.
static size_t note_begin(const Writer *writer, StrBuf *out, const IntakeLine *line)
{
    size_t at = 0;
    unsigned number = note_mark_number(utf8_next(line->text, &at));

    if (number && writer->marked[number])
        buf_print(out, "[^%u]: ", number);
    return at;
}

static void heading_take(Writer *writer, const IntakeLine *line, LineRole *role)
{
    Section *section;
    Str text = role->spec ? role->spec->name : role->title;

    heading_report(writer, line, role);
    role->prints =
        role->part ? str_print(writer->arena, "%.*s%.*s", STR_ARG(role->part->name), STR_ARG(text)) : text;
    if (role->part)
        section_begin(writer, role->part->name, role->part);
    if (role->level == 1 || writer->sections.n == 0) {
        section_begin(writer, text, role->level == 1 ? role->spec : NULL);
        heading_marks(writer, line);
        return;
    }
    section = vec_last(&writer->sections);
    for (int i = role->level; i < 7; i++)
        writer->labels.at[i] = (Str){0};
    writer->labels.at[role->level - 1] = name_fold(writer->arena, text);
    buf_add_c(&section->text, "\n");
    for (int i = 0; i < role->level; i++)
        buf_add_char(&section->text, '#');
    buf_add_char(&section->text, ' ');
    markdown_text(&section->text, text);
    buf_add_char(&section->text, '\n');
    heading_marks(writer, line);
    // A part may have amounts of its own kind.
    writer->free_amounts = role->spec && str_equal(role->spec->amounts, STR("free"));
}

// ---- paragraphs

// The label of a numbered paragraph: what stands before its first colon, or all of a short line; its end, 0
// where there is none.
static size_t label_end(const IntakeLine *line, Typed typed)
{
    Str text = str_slice(line->text, typed.end, line->text.n);
    ptrdiff_t wide = str_find(text, STR("："), 0), narrow = str_find_char(text, ':', 0);
    ptrdiff_t colon = wide < 0 || (narrow >= 0 && narrow < wide) ? narrow : wide;

    if (colon <= 0 || colon > MOST_LABEL || has_sentence(str_slice(text, 0, (size_t)colon)))
        return 0;
    return typed.end + (size_t)colon;
}

static void labels_take(Writer *writer, const IntakeLine *line, Typed typed, size_t label)
{
    Str text = str_slice(line->text, typed.end, label ? label : line->text.n);

    if (!typed.level)
        return;
    for (int i = typed.level - 1; i < 7; i++)
        if (i > 0)
            writer->labels.at[i] = (Str){0};
    if (typed.level > 1 && (label || (text.n <= MOST_LABEL && !has_sentence(text))))
        writer->labels.at[typed.level - 1] = name_fold(writer->arena, text);
}

static void paragraph_take(Writer *writer, const IntakeLine *line, Typed typed)
{
    Section *section = vec_last(&writer->sections);
    StrBuf *out = &section->text;
    size_t label = line->note ? 0 : label_end(line, typed), from = typed.end;
    bool bound = !writer->free_amounts && !writer->convert->plain;
    Edits edits = {0};

    labels_take(writer, line, typed, label);
    if (bound)
        bind_line(writer->convert, line, typed.end, &writer->labels, &edits);
    if (!(line->markdown && writer->markdown_before))
        buf_add_char(out, '\n');
    if (line->note)
        from = note_begin(writer, out, line);
    else
        marks_note(writer, line->text);
    buf_add(out, str_slice(line->text, 0, typed.bare));
    if (!line->markdown && typed.level && label &&
        str_find_char(str_slice(line->text, from, label), '*', 0) < 0) {
        buf_add_c(out, "**"); // a run-in heading
        write_edited(out, line, from, label, &edits);
        buf_add_c(out, "**");
        from = label;
    } else if (line->markdown) {
        from = typed.bare;
    }
    write_edited(out, line, from, line->text.n, &edits);
    buf_add_char(out, '\n');
}

static void preface_begin(Writer *writer, const IntakeLine *line)
{
    section_begin(writer, (Str){0}, NULL);
    diag_report(writer->convert->diag, SEVERITY_WARNING, "convert-preface", line_place(writer, line),
                str_of(_("move it under a heading, or delete it")), "%s",
                _("there is text before the first heading"));
}

static void verbatim_take(Writer *writer, const IntakeLine *line)
{
    StrBuf *out = &vec_last(&writer->sections)->text;

    if (!writer->markdown_before)
        buf_add_char(out, '\n');
    buf_add(out, line->text);
    buf_add_char(out, '\n');
}

// A picture's file stands in images/ under a name that no other has.
static void picture_take(Writer *writer, const IntakeLine *line)
{
    Convert *convert = writer->convert;
    const IntakePicture *picture = line->picture;
    StrBuf *out = &vec_last(&writer->sections)->text;
    Str name = filename_clean(writer->arena, picture->name, 80), path;

    role_of(writer)->prints = picture->words;
    if (!picture->bytes.at || name.n == 0) {
        diag_report(convert->diag, SEVERITY_WARNING, "intake-picture", line_place(writer, line),
                    str_of(_("put it into images/ and name it in the text: ![words](images/NAME)")),
                    _("the picture “%.*s” is not in the file"), STR_ARG(picture->name));
        if (picture->words.n == 0)
            return;
        buf_add_char(out, '\n');
        markdown_paragraph(out, picture->words, true);
        buf_add_char(out, '\n');
        return;
    }
    path = str_print(writer->arena, "images/%.*s", STR_ARG(name));
    for (size_t i = 0; i < convert->files.n; i++)
        if (str_equal(convert->files.at[i].name, path) &&
            !str_equal(convert->files.at[i].bytes, picture->bytes))
            path = str_print(writer->arena, "images/%zu-%.*s", writer->line, STR_ARG(name));
    *vec_push(writer->arena, &convert->files) = (ConvertedFile){path, picture->bytes};
    buf_add_c(out, "\n![");
    markdown_text(out, picture->words);
    buf_print(out, "](<%.*s>)\n", STR_ARG(path));
}

static void table_take(Writer *writer, const IntakeLine *line)
{
    Convert *convert = writer->convert;
    const LineRole *role = role_of(writer);

    StrBuf said = {.arena = writer->arena};

    table_write(convert, writer->line, &vec_last(&writer->sections)->text);
    for (size_t r = 0; !role->table && !role->own.n && r < line->table->row_count; r++)
        for (size_t c = 0; c < line->table->rows[r].n; c++)
            buf_add(&said, line->table->rows[r].cells[c].text);
    role_of(writer)->prints = buf_str(&said);
    if (!role->table && role->own.n == 0)
        diag_report(
            convert->diag, SEVERITY_WARNING, "convert-table", line_place(writer, line),
            str_of(_("where it is one, write it as a CSV in tables/ and place it with a table block")), "%s",
            _("a table without rows became lines of text"));
}

static void text_take(Writer *writer, const IntakeLine *line)
{
    LineRole *role = role_of(writer);

    if (writer->sections.n == 0)
        preface_begin(writer, line);
    if (line->kind == INTAKE_PICTURE) {
        picture_take(writer, line);
    } else if (line->kind == INTAKE_TABLE) {
        table_take(writer, line);
    } else if (line->verbatim) {
        verbatim_take(writer, line);
    } else {
        role->prints = line->text;
        paragraph_take(writer, line, role->typed);
    }
    writer->markdown_before = line->markdown;
}

static void line_take(Writer *writer, const IntakeLine *line)
{
    LineRole *role = role_of(writer);

    if (line->kind == INTAKE_PARAGRAPH && line->text.n == 0) {
        if (line->verbatim && writer->sections.n)
            buf_add_char(&vec_last(&writer->sections)->text, '\n');
        writer->markdown_before = line->verbatim;
        return;
    }
    if (role->passed || (role->table && writer->sections.n == 0))
        return;
    role->written = true;
    if (role->level == 0) {
        text_take(writer, line);
        return;
    }
    heading_take(writer, line, role);
    writer->markdown_before = false;
}

// ---- files

static Str file_name(Arena *arena, WordList preface, const Section *section, size_t number)
{
    Str heading = section->heading.n ? section->heading : words_first(preface);

    return str_print(arena, "%zu-%.*s.md", number, STR_ARG(filename_clean(arena, heading, 120)));
}

// Whether there is a table of the set, which is all that some files have.
static bool has_table(const Convert *convert)
{
    for (size_t i = 0; i < convert->intake->line_count; i++)
        if (convert->roles[i].table)
            return true;
    return false;
}

bool sections_write(Convert *convert, ConvertedSections *sections)
{
    Arena *arena = convert->arena;
    Writer writer = {.convert = convert, .arena = arena, .marked = ARENA_ARRAY(arena, bool, NOTE_MARKS)};
    size_t first;

    for (; writer.line < convert->intake->line_count; writer.line++) {
        LineRole *role = &convert->roles[writer.line];
        size_t before = writer.sections.n;

        role->from = before ? vec_last(&writer.sections)->text.n : 0;
        line_take(&writer, &convert->intake->lines[writer.line]);
        role->section = writer.sections.n;
        role->from = writer.sections.n > before ? 0 : role->from;
        role->to = writer.sections.n ? vec_last(&writer.sections)->text.n : 0;
    }
    if (writer.sections.n == 0 && convert->plain && has_table(convert))
        return true;
    if (writer.sections.n == 0) {
        diag_report(convert->diag, SEVERITY_ERROR, "convert-empty", (Place){.file = convert->source->name},
                    (Str){0}, "%s", _("there is no text"));
        return false;
    }
    first = writer.sections.at[0].heading.n ? 1 : 0;
    for (size_t i = 0; i < writer.sections.n; i++) {
        ConvertedSection *section = vec_push(arena, sections);
        Str text = buf_str(&writer.sections.at[i].text);

        section->name = file_name(arena, convert->project->template->words->lists[WORDS_PREFACE],
                                  &writer.sections.at[i], i + first);
        section->text = str_starts(text, STR("\n")) ? str_slice(text, 1, text.n) : text;
    }
    return true;
}
