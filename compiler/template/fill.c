// The marks in a template's words: {0} for a number, {department} and {year} for what a document is.
#include "template/internal-template.h"
#include "text/text.h"

const char *const label_marks[] = {"{0}", "{00}", "{一}", NULL};

static const char *const fact_marks[] = {"{department}", "{department-short}", "{year}", "{last-year}", NULL};

Str pattern_fill(Arena *arena, Str pattern, Str mark, Str value)
{
    StrBuf buf = {.arena = arena};
    size_t from = 0;
    ptrdiff_t at;

    while ((at = str_find(pattern, mark, from)) >= 0) {
        buf_add(&buf, str_slice(pattern, from, (size_t)at));
        buf_add(&buf, value);
        from = (size_t)at + mark.n;
    }
    buf_add(&buf, str_slice(pattern, from, pattern.n));
    return buf_str(&buf);
}

// ---- marks that mean something

static bool is_one_of(Str mark, const char *const *marks)
{
    for (size_t i = 0; marks && marks[i]; i++)
        if (str_equal(mark, str_of(marks[i])))
            return true;
    return false;
}

static Str marks_hint(Arena *arena, const char *const *marks)
{
    StrBuf hint = {.arena = arena};
    const char *const *both[] = {marks, fact_marks};

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; both[k] && both[k][i]; i++)
            buf_print(&hint, "%s%s", hint.n ? " " : "", both[k][i]);
    return str_print(arena, _("there are: %.*s"), STR_ARG(buf_str(&hint)));
}

bool pattern_check(Arena *arena, Diag *diag, const YamlNode *node, Str text, const char *const *marks)
{
    ptrdiff_t open, close;

    for (size_t from = 0; (open = str_find_char(text, '{', from)) >= 0; from = (size_t)close) {
        close = str_find_char(text, '}', (size_t)open);
        if (close < 0) {
            diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), marks_hint(arena, marks),
                        _("nothing closes “%s”"), "{");
            return false;
        }
        Str mark = str_slice(text, (size_t)open, (size_t)close + 1);
        if (is_one_of(mark, marks) || is_one_of(mark, fact_marks))
            continue;
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), marks_hint(arena, marks),
                    _("nothing is filled in for “%.*s”"), STR_ARG(mark));
        return false;
    }
    return true;
}

Str pattern_text(YamlMap *map, const char *key, Str fallback, const char *const *marks)
{
    Str text = yaml_text(map, key, fallback);
    const YamlNode *node = yaml_value(map->node, str_of(key));

    if (node)
        pattern_check(map->arena, map->diag, node, text, marks);
    return text;
}

Str pattern_numbered(YamlMap *map, const char *key, Str fallback, const char *const *marks)
{
    Str text = yaml_text(map, key, fallback);
    const YamlNode *node = yaml_value(map->node, str_of(key));
    StrBuf hint = {.arena = map->arena};

    for (size_t i = 0; marks[i]; i++) {
        if (str_find(text, str_of(marks[i]), 0) >= 0)
            return pattern_text(map, key, fallback, marks);
        buf_print(&hint, "%s%s", i ? ", " : "", marks[i]);
    }
    if (node && text.n && pattern_check(map->arena, map->diag, node, text, marks))
        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_print(map->arena, _("write where the number stands: %.*s"), STR_ARG(buf_str(&hint))),
                    _("“%.*s” has no place for a number: all would be called the same"), STR_ARG(text));
    return text;
}

Str numbering_pattern(Arena *arena, Str text, bool *part)
{
    TextNumbering number;
    StrBuf out = {.arena = arena};
    bool done = false;

    if (!text_numbering_read(text, &number))
        return (Str){0};
    *part = number.form == TEXT_NUMBERING_ORDINAL;
    for (size_t at = number.from; at < number.rest;) {
        size_t end = at;
        bool han = false;
        int value = done ? 0 : text_ordinal_at(text, at, &end, &han);

        if (value) {
            buf_add_c(&out, han ? "{一}" : "{1}");
        } else if (!done && text_circled_at(text, at, &end)) {
            buf_add_c(&out, "{①}");
        } else {
            uint32_t code = utf8_next(text, &at);

            if (!char_is_blank(code))
                buf_add_code(&out, code);
            continue;
        }
        done = true;
        at = end;
    }
    return done ? buf_str(&out) : (Str){0};
}

// ---- one document's

typedef struct Filler {
    Arena *arena;
    Str values[4]; // of fact_marks
} Filler;

static Filler filler_new(Arena *arena, const TemplateFacts *facts)
{
    return (Filler){arena,
                    {facts->department, facts->department_short,
                     facts->year ? str_print(arena, "%d", facts->year) : (Str){0},
                     facts->year ? str_print(arena, "%d", facts->year - 1) : (Str){0}}};
}

static bool wants(Str text)
{
    for (size_t i = 0; fact_marks[i]; i++)
        if (str_find(text, str_of(fact_marks[i]), 0) >= 0)
            return true;
    return false;
}

static Str filled(const Filler *filler, Str text)
{
    for (size_t i = 0; fact_marks[i] && str_find_char(text, '{', 0) >= 0; i++)
        if (filler->values[i].n && str_find(text, str_of(fact_marks[i]), 0) >= 0)
            text = pattern_fill(filler->arena, text, str_of(fact_marks[i]), filler->values[i]);
    return text;
}

static const MentionSpec *filled_mentions(const Filler *filler, const MentionSpec *mentions, size_t n)
{
    MentionSpec *all = ARENA_ARRAY(filler->arena, MentionSpec, n + 1);

    for (size_t i = 0; i < n; i++)
        all[i] = (MentionSpec){filled(filler, mentions[i].words), mentions[i].when, mentions[i].anywhere};
    return all;
}

static const Str *filled_texts(const Filler *filler, const Str *texts, size_t n)
{
    Str *all = ARENA_ARRAY(filler->arena, Str, n + 1);

    for (size_t i = 0; i < n; i++)
        all[i] = filled(filler, texts[i]);
    return all;
}

static bool spec_wants(const TableSpec *spec)
{
    bool any = wants(spec->title) || wants(spec->label) || wants(spec->note) || wants(spec->empty_note);

    for (size_t i = 0; i < spec->column_count && !any; i++)
        any = wants(spec->columns[i].title);
    for (size_t i = 0; i < spec->header_count && !any; i++)
        any = wants(spec->headers[i].title);
    return any;
}

static TableSpec spec_filled(const Filler *filler, const TableSpec *spec)
{
    TableSpec own = *spec;
    ColumnSpec *columns = ARENA_ARRAY(filler->arena, ColumnSpec, spec->column_count + 1);
    HeaderSpec *headers = ARENA_ARRAY(filler->arena, HeaderSpec, spec->header_count + 1);

    own.title = filled(filler, spec->title);
    own.label = filled(filler, spec->label);
    own.note = filled(filler, spec->note);
    own.empty_note = filled(filler, spec->empty_note);
    for (size_t i = 0; i < spec->column_count; i++) {
        columns[i] = spec->columns[i];
        columns[i].title = filled(filler, columns[i].title);
    }
    for (size_t i = 0; i < spec->header_count; i++) {
        headers[i] = spec->headers[i];
        headers[i].title = filled(filler, headers[i].title);
    }
    own.columns = columns;
    own.headers = headers;
    return own;
}

const TableSpec *table_spec_fill(Arena *arena, const TableSpec *spec, const TemplateFacts *facts)
{
    Filler filler = filler_new(arena, facts);
    TableSpec *own;

    if (!spec_wants(spec))
        return spec;
    own = ARENA_NEW(arena, TableSpec);
    *own = spec_filled(&filler, spec);
    return own;
}

static void fill_wording(const Filler *filler, Wording *wording)
{
    Str *const texts[] = {&wording->rounding_note, &wording->empty_note,     &wording->contents,
                          &wording->tables_part,   &wording->narrative_part, &wording->table_label,
                          &wording->zero_base,     &wording->draft,          &wording->tables_attached};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = filled(filler, *texts[i]);
}

#define NAME_PARTS 8 // of a department's name: 示例市, 示例区, 政务服务局
#define NAME_LONG 16 // characters of a name that a line of a title may not hold whole
#define PART_LONG 10 // of a part, which is more than one word: 委网络安全和信息化委员会办公室

// What titles keep together of a name: its parts, after each 市 and 区, and the whole, where they are short
// enough.
static size_t name_words(const WordList *words, Str name, Str *parts)
{
    WordList ends = words[WORDS_REGION_ENDS];
    size_t from = 0, n = 0;

    if (utf8_count(name) <= NAME_LONG)
        parts[n++] = name;
    for (size_t at = 0; at < name.n && n < NAME_PARTS - 1;) {
        size_t characters;
        utf8_next(name, &at);
        if (at < name.n && words_end(ends, str_slice(name, from, at)) == 0)
            continue;
        characters = utf8_count(str_slice(name, from, at));
        if (characters > 1 && characters <= PART_LONG)
            parts[n++] = str_slice(name, from, at);
        from = at;
    }
    return n;
}

static const Words *filled_words(Arena *arena, const Template *t, const TemplateFacts *facts)
{
    Str parts[NAME_PARTS * 2];
    size_t n = name_words(t->words->lists, facts->department, parts);

    if (!str_equal(facts->department, facts->department_short))
        n += name_words(t->words->lists, facts->department_short, parts + n);
    return words_with_titles(arena, t->words, parts, n);
}

// ---- names that titles and heads keep together

enum { NAME_LEAST = 3, NAME_MOST = 10 }; // characters

typedef VEC(Str) NameList;

// The Han of a column's or group's title, without what stands in brackets or after a colon.
static void add_name(Arena *arena, NameList *names, Str title)
{
    size_t end = 0, n = 0;

    while (end < title.n) {
        size_t next = end;
        if (!char_is_han(utf8_next(title, &next)))
            break;
        end = next;
        n++;
    }
    if (n >= NAME_LEAST && n <= NAME_MOST)
        *vec_push(arena, names) = str_slice(title, 0, end);
}

static const Words *words_of_tables(Arena *arena, const Template *t, const Words *words)
{
    NameList names = {0};

    for (size_t i = 0; i < t->table_count; i++) {
        const TableSpec *spec = &t->tables[i];
        for (size_t k = 0; k < spec->header_count; k++)
            add_name(arena, &names, spec->headers[k].title);
    }
    return words_with_names(arena, words, names.at, names.n);
}

const Template *template_fill(Arena *arena, const Template *t, const TemplateFacts *facts)
{
    Filler filler = filler_new(arena, facts);
    Template *own = ARENA_NEW(arena, Template);
    SectionSpec *sections = ARENA_ARRAY(arena, SectionSpec, t->section_count + 1);
    TitleLine *lines = ARENA_ARRAY(arena, TitleLine, t->title_line_count + 1);
    TableSpec *tables = ARENA_ARRAY(arena, TableSpec, t->table_count + 1);

    *own = *t;
    own->words = words_of_tables(arena, t, filled_words(arena, t, facts));
    own->department = facts->department;
    own->department_short = facts->department_short;
    for (size_t i = 0; i < t->section_count; i++) {
        SectionSpec *section = &sections[i];

        *section = t->sections[i];
        section->name = filled(&filler, section->name);
        section->others = filled_texts(&filler, section->others, section->other_count);
        section->mentions = filled_mentions(&filler, section->mentions, section->mention_count);
    }
    for (size_t i = 0; i < t->title_line_count; i++) {
        lines[i] = t->title_lines[i];
        lines[i].text = filled(&filler, lines[i].text);
    }
    own->title_lines = lines;
    for (size_t i = 0; i < t->table_count; i++)
        tables[i] = spec_wants(&t->tables[i]) ? spec_filled(&filler, &t->tables[i]) : t->tables[i];
    own->contents_note = filled(&filler, t->contents_note);
    own->chart_label = filled(&filler, t->chart_label);
    own->sections = sections;
    own->tables = tables;
    fill_wording(&filler, &own->wording);
    return own;
}

// ---- headings

// A heading's own words: 收入决算 of 关于收入决算情况的说明.
static Str bare_words(const WordList *words, Str heading)
{
    heading = str_slice(heading, words_begin(words[WORDS_HEADING_BEFORE], heading), heading.n);
    size_t end = words_end(words[WORDS_HEADING_ENDS], heading);
    return end < heading.n ? str_slice(heading, 0, heading.n - end) : heading;
}

static bool same_words(const WordList *words, Str name, Str heading)
{
    return name_equal(name, heading) || name_equal(bare_words(words, name), bare_words(words, heading));
}

static bool has_name(const WordList *words, const SectionSpec *section, Str heading)
{
    for (size_t i = 0; i < section->other_count; i++)
        if (same_words(words, section->others[i], heading))
            return true;
    return same_words(words, section->name, heading);
}

// Past four digits and 年 or 年度; 0 where there are none.
static size_t year_length(Str text)
{
    size_t at = 0;

    while (at < text.n && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    Str rest = str_slice(text, at, text.n);
    if (at != 4 || !str_starts(rest, STR("年")))
        return 0;
    return at + (str_starts(rest, STR("年度")) ? STR("年度").n : STR("年").n);
}

// What stands before a heading's own words in many: the department, the year.
static Str without_facts(const Template *t, Str heading)
{
    const Str names[] = {t->department, t->department_short};

    heading = str_slice(heading, words_begin(t->words->lists[WORDS_HEADING_BEFORE], heading), heading.n);
    for (size_t i = 0; i < 2; i++)
        if (names[i].n && str_starts(heading, names[i]))
            heading = str_slice(heading, names[i].n, heading.n);
    return str_slice(heading, year_length(heading), heading.n);
}

bool section_is(const Template *t, const SectionSpec *section, Str heading)
{
    const WordList *words = t->words->lists;
    Str own = without_facts(t, heading);

    return has_name(words, section, heading) ||
           (own.n < heading.n && own.n > 0 && has_name(words, section, own));
}
