// Lines to sections under the template's headings, and a conversion from end to end.
#include "convert/internal-convert.h"
#include "text/text.h"

#define MOST_LABEL 60    // bytes of a label before its colon
#define MOST_HEADING 120 // bytes of a heading's text

typedef struct Section {
    Str heading;
    const SectionSpec *spec; // NULL: the template has no such heading
    StrBuf text;
} Section;

typedef struct Writer {
    Convert *convert;
    Arena *arena;
    VEC(Section) sections;
    Labels labels;
    bool markdown_before; // the line before was Markdown and may go on
} Writer;

// ---- Markdown

static void escape(StrBuf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];

        if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || c == '&')
            buf_add_char(out, '\\');
        buf_add_char(out, c);
    }
}

// What Markdown would take for a mark where a paragraph begins with it.
static bool is_block_mark(Str text)
{
    return text.n && str_find_char(STR("#>-+=~"), text.at[0], 0) >= 0;
}

static void write_edited(StrBuf *out, const Line *line, size_t from, size_t to, const Edits *edits)
{
    for (size_t i = 0; i <= edits->n; i++) {
        size_t end = i < edits->n && edits->at[i].from < to ? edits->at[i].from : to;

        if (end < from)
            continue;
        if (line->markdown)
            buf_add(out, str_slice(line->text, from, end));
        else
            escape(out, str_slice(line->text, from, end));
        from = end;
        if (i < edits->n && edits->at[i].from < to) {
            buf_add(out, edits->at[i].by);
            from = edits->at[i].to;
        }
    }
}

// ---- headings

static bool has_sentence(Str text)
{
    static const char *const marks[] = {"。", "，", "；", ",", ";", "："};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_find(text, str_of(marks[i]), 0) >= 0)
            return true;
    return false;
}

static const SectionSpec *spec_find(const Template *template, Str heading, int level)
{
    for (size_t i = 0; i < template->section_count; i++)
        if (template->sections[i].level == level && section_is(template, &template->sections[i], heading))
            return &template->sections[i];
    return NULL;
}

static Section *section_begin(Writer *writer, Str heading, const SectionSpec *spec)
{
    Section *section = vec_push(writer->arena, &writer->sections);

    section->heading = spec ? spec->name : heading;
    section->spec = spec;
    section->text.arena = writer->arena;
    writer->labels = (Labels){0};
    writer->labels.at[0] = name_fold(writer->arena, section->heading);
    if (heading.n) {
        buf_add_c(&section->text, "# ");
        escape(&section->text, section->heading);
        buf_add_c(&section->text, "\n");
    }
    return section;
}

static void report_heading(Writer *writer, const Line *line, Str heading)
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

// Whether the line is a heading of the level, and not a sentence that is numbered.
static bool is_heading(const Line *line, Str text, int level, int wanted)
{
    return level == wanted && text.n && text.n <= MOST_HEADING && (line->heading > 0 || !has_sentence(text));
}

static bool heading_take(Writer *writer, const Line *line, Typed typed)
{
    const Template *template = writer->convert->project->template;
    Str text = text_name(str_slice(line->text, typed.end, line->text.n));
    int level = line->heading ? line->heading : typed.level;
    const SectionSpec *spec = spec_find(template, text, 1);
    Section *section;

    if (spec || is_heading(line, text, level, 1)) {
        section_begin(writer, text, spec);
        if (!spec)
            report_heading(writer, line, text);
        return true;
    }
    if (writer->sections.n == 0 || (!line->heading && !(level == 2 && spec_find(template, text, 2))))
        return false;
    section = vec_last(&writer->sections);
    for (int i = level; i < 7; i++)
        writer->labels.at[i] = (Str){0};
    writer->labels.at[level - 1] = name_fold(writer->arena, text);
    buf_add_c(&section->text, "\n");
    for (int i = 0; i < level; i++)
        buf_add_char(&section->text, '#');
    buf_add_char(&section->text, ' ');
    escape(&section->text, text);
    buf_add_char(&section->text, '\n');
    return true;
}

// ---- paragraphs

// The label of a numbered paragraph: what stands before its first colon, or all of a short line; its end, 0
// where there is none.
static size_t label_end(const Line *line, Typed typed)
{
    Str text = str_slice(line->text, typed.end, line->text.n);
    ptrdiff_t wide = str_find(text, STR("："), 0), narrow = str_find_char(text, ':', 0);
    ptrdiff_t colon = wide < 0 || (narrow >= 0 && narrow < wide) ? narrow : wide;

    if (colon <= 0 || colon > MOST_LABEL || has_sentence(str_slice(text, 0, (size_t)colon)))
        return 0;
    return typed.end + (size_t)colon;
}

static void labels_take(Writer *writer, const Line *line, Typed typed, size_t label)
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

static void paragraph_take(Writer *writer, const Line *line, Typed typed)
{
    Section *section = vec_last(&writer->sections);
    StrBuf *out = &section->text;
    size_t label = label_end(line, typed), from = typed.end;
    bool bound = !section->spec || !str_equal(section->spec->amounts, STR("free"));
    Edits edits = {0};

    labels_take(writer, line, typed, label);
    if (bound)
        bind_line(writer->convert, line, typed.end, &writer->labels, &edits);
    if (!(line->markdown && writer->markdown_before))
        buf_add_char(out, '\n');
    if (!line->markdown && typed.end == 0 && is_block_mark(line->text))
        buf_add_char(out, '\\');
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

static void line_take(Writer *writer, const Line *line)
{
    Typed typed = line->verbatim ? (Typed){0} : typed_read(writer->convert->project->template, line->text);
    Convert *convert = writer->convert;

    if (line->text.n == 0) {
        if (line->verbatim && writer->sections.n)
            buf_add_char(&vec_last(&writer->sections)->text, '\n');
        writer->markdown_before = line->verbatim;
        return;
    }
    if (!line->verbatim && heading_take(writer, line, typed)) {
        writer->markdown_before = false;
        return;
    }
    if (writer->sections.n == 0) {
        section_begin(writer, (Str){0}, NULL);
        diag_report(convert->diag, SEVERITY_WARNING, "convert-preface",
                    source_place(convert->source, line->offset, line->text.n),
                    str_of(_("move it under a heading, or delete it")), "%s",
                    _("there is text before the first heading"));
    }
    if (line->verbatim) {
        StrBuf *out = &vec_last(&writer->sections)->text;

        if (!writer->markdown_before)
            buf_add_char(out, '\n');
        buf_add(out, line->text);
        buf_add_char(out, '\n');
    } else {
        paragraph_take(writer, line, typed);
    }
    writer->markdown_before = line->markdown;
}

// ---- files

static Str file_name(Arena *arena, WordList preface, const Section *section, size_t number)
{
    Str heading = section->heading.n ? section->heading : words_first(preface);

    return str_print(arena, "%zu-%.*s.md", number, STR_ARG(filename_clean(arena, heading, 120)));
}

const Conversion *sections_write(Convert *convert, const Lines *lines)
{
    Arena *arena = convert->arena;
    Writer writer = {.convert = convert, .arena = arena};
    Conversion *made = ARENA_NEW(arena, Conversion);
    ConvertedSection *sections;
    size_t first;

    for (size_t i = 0; i < lines->n; i++)
        line_take(&writer, &lines->at[i]);
    if (writer.sections.n == 0) {
        diag_report(convert->diag, SEVERITY_ERROR, "convert-empty", (Place){.file = convert->source->name},
                    (Str){0}, "%s", _("there is no text"));
        return NULL;
    }
    first = writer.sections.at[0].heading.n ? 1 : 0;
    sections = ARENA_ARRAY(arena, ConvertedSection, writer.sections.n);
    for (size_t i = 0; i < writer.sections.n; i++) {
        Str text = buf_str(&writer.sections.at[i].text);

        sections[i].name = file_name(arena, convert->project->template->words->lists[WORDS_PREFACE],
                                     &writer.sections.at[i], i + first);
        sections[i].text = str_starts(text, STR("\n")) ? str_slice(text, 1, text.n) : text;
    }
    *made = (Conversion){sections, writer.sections.n, convert->bindings.at, convert->bindings.n,
                         convert->unbound};
    return made;
}
