// The sections of a starter from texts: a set that says which text each of its sections begins with has no
// files of its own.
#include "template/internal-starter.h"

// ---- layers

Str starter_reworded(const StarterReader *reader, const Layer *layer, Str text)
{
    WordList kept = reader->template->words->lists[WORDS_REPLACE_KEPT];

    for (size_t i = layer->level; i-- > 0;)
        if (reader->template->replaced[i])
            text = yaml_replace_text(reader->arena, reader->template->replaced[i], text, kept.at, kept.n);
    return text;
}

Str starter_read_layer(StarterReader *reader, const Layer *layer, Str name)
{
    Source *source = source_read(reader->arena, reader->diag, input_below(reader->arena, layer->folder, name),
                                 name, (Str){0});

    return source ? starter_reworded(reader, layer, source->text) : (Str){0};
}

// ---- marks

static Str written_name(Arena *arena, Str name)
{
    name = pattern_fill(arena, name, STR("{department}"), STR("`= 部门全称`"));
    name = pattern_fill(arena, name, STR("{department-short}"), STR("`= 部门简称`"));
    name = pattern_fill(arena, name, STR("{year}"), STR("`= 年度`"));
    return pattern_fill(arena, name, STR("{last-year}"), STR("`= 上年度`"));
}

// Behind what may have braces of its own at `at`: a figure, a line of a block, something to be filled in.
static size_t behind_other(Str text, size_t at)
{
    Str rest = str_slice(text, at, text.n);
    ptrdiff_t end = -1;
    Blank blank;

    if (text.at[at] == '`')
        end = str_find_char(text, '`', at + 1);
    else if ((at == 0 || text.at[at - 1] == '\n') && str_starts(rest, STR("~~~")))
        end = str_find_char(text, '\n', at);
    else if (str_starts(rest, STR("{blank:")))
        return blanks_next(text, &at, &blank) ? at : text.n;
    else
        return at;
    return end < 0 ? text.n : (size_t)end + 1;
}

Str starter_with_marks(StarterReader *reader, Str file, Str text)
{
    const Source *source = NULL;

    if (!text.at)
        return text;
    text = written_name(reader->arena, text);
    for (size_t at = 0, other; at<text.n; at = other> at ? other : at + 1) {
        ptrdiff_t end = -1, line;

        other = behind_other(text, at);
        if (other > at || text.at[at] != '{')
            continue;
        end = str_find_char(text, '}', at);
        line = str_find_char(text, '\n', at);
        if (end < 0 || (line >= 0 && line < end))
            continue;
        if (!source)
            source = source_from_bytes(reader->arena, reader->diag, text, file, STR("UTF-8"));
        diag_report(
            reader->diag, SEVERITY_ERROR, "value-invalid", source_place(source, at, (size_t)end + 1 - at),
            str_of(_("a text of the starter has {blank: …}, {department}, {department-short}, {year}, "
                     "{last-year}; one of texts/ also {unit} and {table …}")),
            _("nothing is filled in for “%.*s”"), STR_ARG(str_slice(text, at, (size_t)end + 1)));
    }
    return text;
}

// ---- texts

// The nearest of the texts that there are, else all of them.
static Str texts_hint(StarterReader *reader, Str name)
{
    VEC(Str) names = {0};
    Str hint;

    for (size_t i = 0; i < reader->layer_count; i++) {
        size_t n;
        Str *files = input_list(reader->arena, reader->diag,
                                input_below(reader->arena, reader->layers[i].folder, STR("texts")), &n);

        for (size_t k = 0; k < n; k++)
            if (str_ends(files[k], STR(".md")))
                *vec_push(reader->arena, &names) = str_slice(files[k], 0, files[k].n - STR(".md").n);
    }
    hint = yaml_hint_nearest(reader->arena, name, names.at, names.n);
    if (hint.n)
        return hint;
    return str_print(reader->arena, _("write it to starter/texts/%.*s.md; there are: %.*s"), STR_ARG(name),
                     STR_ARG(str_join(reader->arena, names.at, names.n, STR(", "))));
}

static Str find_text(StarterReader *reader, Str name, Place place)
{
    Str file = str_print(reader->arena, "texts/%.*s.md", STR_ARG(name));

    for (size_t i = 0; i < reader->layer_count; i++)
        if (input_is_there(input_below(reader->arena, reader->layers[i].folder, file)))
            return starter_with_marks(
                reader, str_print(reader->arena, "starter/%.*s", STR_ARG(file)),
                starter_with_tables(reader, starter_read_layer(reader, &reader->layers[i], file)));
    diag_report(reader->diag, SEVERITY_ERROR, "starter-missing", place, texts_hint(reader, name),
                _("no starter has the text “%.*s”"), STR_ARG(name));
    return (Str){0};
}

// The name of the set's table of which a column means that, for {table 一般公共预算.支出}.
static Str table_meaning(const StarterReader *reader, Str meaning)
{
    for (size_t i = 0; i < reader->template->table_count; i++)
        for (size_t k = 0; k < reader->template->tables[i].column_count; k++)
            if (str_equal(reader->template->tables[i].columns[k].means, meaning))
                return reader->template->tables[i].name;
    return (Str){0};
}

// {unit}: that of the set's amounts.
static Str with_unit(const StarterReader *reader, Str text)
{
    const Template *t = reader->template;

    if (t->table_count == 0 || str_find(text, STR("{unit}"), 0) < 0)
        return text;
    return pattern_fill(reader->arena, text, STR("{unit}"), t->tables[0].unit.name);
}

Str starter_with_tables(StarterReader *reader, Str text)
{
    text = with_unit(reader, text);
    StrBuf out = {.arena = reader->arena};
    Str mark = STR("{table ");
    if (str_find(text, mark, 0) < 0)
        return text;
    size_t from = 0;

    for (ptrdiff_t at, end; (at = str_find(text, mark, from)) >= 0; from = (size_t)end + 1) {
        end = str_find_char(text, '}', (size_t)at);
        if (end < 0)
            break;
        buf_add(&out, str_slice(text, from, (size_t)at));
        buf_add(&out, table_meaning(reader, str_slice(text, (size_t)at + mark.n, (size_t)end)));
    }
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

static void add_hashes(StrBuf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_add_char(out, '#');
}

// A text under a heading of that level, to which its own headings count.
static void add_text(StrBuf *out, Str text, int level)
{
    bool fence = false;

    for (size_t at = 0, next; at < text.n; at = next) {
        ptrdiff_t end = str_find_char(text, '\n', at);
        Str line = str_slice(text, at, end < 0 ? text.n : (size_t)end);

        next = end < 0 ? text.n : (size_t)end + 1;
        fence ^= str_starts(line, STR("~~~")) || str_starts(line, STR("```"));
        if (!fence && str_starts(line, STR("#")))
            add_hashes(out, level);
        buf_print(out, "%.*s\n", STR_ARG(line));
    }
}

// Under its condition a section stands in a block, so that it has no heading either where it is not asked
// for. whole: the part that it is in; NULL: it is one.
static Str condition_of(Arena *arena, const SectionSpec *section, const SectionSpec *whole)
{
    Str own = section->when.text, above = whole ? whole->when.text : (Str){0};

    if (!own.n || !above.n)
        return own.n ? own : above;
    return str_print(arena, "(%.*s) 且 (%.*s)", STR_ARG(above), STR_ARG(own));
}

#define CONDITION_FENCE "~~~~~~" // longer than those of the texts

static void add_written(StarterReader *reader, StrBuf *out, const SectionSpec *section,
                        const SectionSpec *whole)
{
    Str when = condition_of(reader->arena, section, whole);

    if (when.n)
        buf_print(out, CONDITION_FENCE "when %.*s\n", STR_ARG(when));
    add_hashes(out, section->level);
    buf_print(out, " %.*s\n\n", STR_ARG(written_name(reader->arena, section->name)));
    if (section->text.n) {
        add_text(out, find_text(reader, section->text, section->text_place), section->level);
        buf_add_char(out, '\n');
    }
    if (when.n)
        buf_add_c(out, CONDITION_FENCE "\n\n");
}

// 3-部门决算情况说明.md of “{department}{year}年度部门决算情况说明”
static Str section_file(Arena *arena, Str name, int number)
{
    static const char *const marks[] = {"{department}", "{department-short}", "{year}年度", "{year}年",
                                        "{year}"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        name = pattern_fill(arena, name, str_of(marks[i]), (Str){0});
    return str_print(arena, "sections/%d-%.*s.md", number, STR_ARG(name));
}

const StarterFile *starter_sections(StarterReader *reader, size_t *n)
{
    const Template *t = reader->template;
    VEC(StarterFile) files = {0};
    bool any = false;

    for (size_t i = 0; i < t->section_count; i++)
        any |= t->sections[i].text.n > 0;
    for (size_t i = 0; any && i < t->section_count;) {
        StrBuf out = {.arena = reader->arena};
        const SectionSpec *whole = &t->sections[i++];
        Str file = section_file(reader->arena, whole->name, (int)files.n + 1);

        add_written(reader, &out, whole, NULL);
        while (i < t->section_count && t->sections[i].level > 1)
            add_written(reader, &out, &t->sections[i++], whole);
        *vec_push(reader->arena, &files) = (StarterFile){file, buf_str(&out)};
    }
    *n = files.n;
    return files.at;
}
