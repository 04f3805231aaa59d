// What `gongkai new` begins with: the files of a template's starter/, fitted to a table set.
//
// starter-SET/ is laid over starter/, and both over those of the templates that it extends, in which the
// words of `replace:` are replaced. A set's tables get their header records from its own columns, so that a
// starter cannot differ from it; rows come from the starter's CSV of that name where it has columns of those
// names. That is the example; a new project has 待填写 for each {blank: …} of the text, for each table and
// for each fact.
#include "spreadsheet/spreadsheet.h"
#include "template/internal-template.h"

static const char facts_name[] = "其他数据";

typedef struct Layer {
    Input folder;
    size_t level; // in the chain of templates
    bool of_set;  // for the set alone
} Layer;

typedef struct StarterReader {
    Arena *arena;
    Diag *diag;
    const StarterOptions *options;
    const Template *template;
    Layer *layers;
    size_t layer_count;
    VEC(StarterFile) files;
    Str to_fill; // the manifest of a new project
    VEC(Str) samples;
    VEC(Str) compared; // facts whose last year's value the text or the manifest asks for
} StarterReader;

static void find_layers(StarterReader *reader)
{
    const Template *t = reader->template;

    reader->layers = ARENA_ARRAY(reader->arena, Layer, t->chain_count * 2);
    for (size_t i = 0; i < (t->starter_own ? 1 : t->chain_count); i++) {
        Str of_set = str_print(reader->arena, "starter-%.*s", STR_ARG(t->table_set));
        const Input folders[] = {input_below(reader->arena, t->folders[i], of_set),
                                 input_below(reader->arena, t->folders[i], STR("starter"))};

        for (size_t k = 0; k < 2; k++)
            if (input_is_folder(reader->diag, folders[k]))
                reader->layers[reader->layer_count++] = (Layer){folders[k], i, k == 0};
    }
}

// Text of a layer in the words of the template itself.
static Str reworded(const StarterReader *reader, const Layer *layer, Str text)
{
    WordList kept = reader->template->words->lists[WORDS_REPLACE_KEPT];

    for (size_t i = layer->level; i-- > 0;)
        if (reader->template->replaced[i])
            text = yaml_replace_text(reader->arena, reader->template->replaced[i], text, kept.at, kept.n);
    return text;
}

// A file of a layer, reworded; an empty Str with at == NULL where it cannot be read.
static Str read_layer(StarterReader *reader, const Layer *layer, Str name)
{
    Source *source = source_read(reader->arena, reader->diag, input_below(reader->arena, layer->folder, name),
                                 name, (Str){0});

    return source ? reworded(reader, layer, source->text) : (Str){0};
}

// Its blanks filled: with examples, or with what says that they are to be filled in.
static Str with_blanks(StarterReader *reader, Str name, Str text, BlankStyle style)
{
    return blanks_fill(reader->arena, reader->diag, reader->template->words, name, text,
                       reader->options->example ? BLANK_EXAMPLE : style);
}

static void add_samples(StarterReader *reader, Str text)
{
    Blank blank;

    for (size_t at = 0; blanks_next(text, &at, &blank);)
        *vec_push(reader->arena, &reader->samples) = blank.example;
}

// 上年.其他数据[名称]
static void add_compared(StarterReader *reader, Str text)
{
    Str asked =
        str_print(reader->arena, "%.*s.%s[", STR_ARG(reader->template->wording.last_year), facts_name);

    for (ptrdiff_t at = 0; (at = str_find(text, asked, (size_t)at)) >= 0;) {
        size_t from = (size_t)at + asked.n;
        ptrdiff_t end = str_find_char(text, ']', from);

        at = (ptrdiff_t)from;
        if (end >= 0)
            *vec_push(reader->arena, &reader->compared) = str_trim(str_slice(text, from, (size_t)end));
    }
}

static void add_file(StarterReader *reader, Str name, Str bytes)
{
    if (bytes.at)
        *vec_push(reader->arena, &reader->files) = (StarterFile){name, bytes};
}

// ---- the manifest and the text

static Str replace_slot(Arena *arena, Str text, Str slot, Str value)
{
    StrBuf out = {.arena = arena};
    size_t from = 0;

    for (ptrdiff_t at; (at = str_find(text, slot, from)) >= 0; from = (size_t)at + slot.n) {
        buf_add(&out, str_slice(text, from, (size_t)at));
        buf_add(&out, value);
    }
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

// The manifest of an example says so in its first key.
static Str as_example(const StarterReader *reader, Str text)
{
    StrBuf out = {.arena = reader->arena};
    size_t at = 0;

    while (at < text.n && text.at[at] == '#') {
        ptrdiff_t end = str_find_char(text, '\n', at);

        at = end < 0 ? text.n : (size_t)end + 1;
    }
    buf_add(&out, str_slice(text, 0, at));
    buf_print(&out, "example: true                      # %.*s\n",
              STR_ARG(words_first(reader->template->words->lists[WORDS_EXAMPLE_COMMENT])));
    buf_add(&out, str_slice(text, at, text.n));
    return buf_str(&out);
}

static bool add_manifest(StarterReader *reader)
{
    Arena *arena = reader->arena;
    const StarterOptions *options = reader->options;
    const struct {
        Str slot, value;
    } slots[] = {
        {STR("{template}"), options->template_key},
        {STR("{table-set}"), reader->template->table_set},
        {STR("{year}"), str_print(arena, "%d", options->year)},
        {STR("{last-year}"), str_print(arena, "%d", options->year - 1)},
    };

    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        Str text;

        if (!input_is_there(input_below(arena, layer->folder, STR("gongkai.yaml"))))
            continue;
        text = read_layer(reader, layer, STR("gongkai.yaml"));
        for (size_t k = 0; k < sizeof slots / sizeof slots[0]; k++)
            text = replace_slot(arena, text, slots[k].slot, slots[k].value);
        add_compared(reader, text);
        reader->to_fill =
            blanks_fill(arena, reader->diag, reader->template->words, STR("gongkai.yaml"), text, BLANK_VALUE);
        text = with_blanks(reader, STR("gongkai.yaml"), text, BLANK_VALUE);
        add_file(reader, STR("gongkai.yaml"), options->example ? as_example(reader, text) : text);
        return true;
    }
    diag_report(reader->diag, SEVERITY_ERROR, "starter-missing", reader->template->place,
                str_of(_("it needs a folder starter/ with a gongkai.yaml beside its template.yaml")),
                _("the template “%.*s” has no starter"), STR_ARG(reader->template->name));
    return false;
}

static bool has_file(const StarterReader *reader, Str name)
{
    for (size_t i = 0; i < reader->files.n; i++)
        if (name_equal(reader->files.at[i].name, name))
            return true;
    return false;
}

static void add_section(StarterReader *reader, Str name, Str text)
{
    if (!text.at)
        return;
    add_samples(reader, text);
    add_compared(reader, text);
    add_file(reader, name, with_blanks(reader, name, text, BLANK_TEXT));
}

// ---- sections of texts: a set that says which text each of its sections begins with has no files of its own

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
            return read_layer(reader, &reader->layers[i], file);
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
    return replace_slot(reader->arena, text, STR("{unit}"), t->tables[0].unit.name);
}

static Str with_tables(StarterReader *reader, Str text)
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

static Str written_name(Arena *arena, Str name)
{
    name = replace_slot(arena, name, STR("{department}"), STR("`= 部门全称`"));
    name = replace_slot(arena, name, STR("{department-short}"), STR("`= 部门简称`"));
    name = replace_slot(arena, name, STR("{year}"), STR("`= 年度`"));
    return replace_slot(arena, name, STR("{last-year}"), STR("`= 上年度`"));
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
        add_text(out, with_tables(reader, find_text(reader, section->text, section->text_place)),
                 section->level);
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
        name = replace_slot(arena, name, str_of(marks[i]), (Str){0});
    return str_print(arena, "sections/%d-%.*s.md", number, STR_ARG(name));
}

// False where no section says its text.
static bool write_sections(StarterReader *reader)
{
    const Template *t = reader->template;
    bool any = false;
    int number = 0;

    for (size_t i = 0; i < t->section_count; i++)
        any |= t->sections[i].text.n > 0;
    for (size_t i = 0; any && i < t->section_count;) {
        StrBuf out = {.arena = reader->arena};
        Str file = section_file(reader->arena, t->sections[i].name, ++number);

        const SectionSpec *whole = &t->sections[i++];

        add_written(reader, &out, whole, NULL);
        while (i < t->section_count && t->sections[i].level > 1)
            add_written(reader, &out, &t->sections[i++], whole);
        add_section(reader, file, buf_str(&out));
    }
    return any;
}

// The first layer that has a section decides what it says.
static void add_sections(StarterReader *reader)
{
    if (write_sections(reader))
        return;
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        size_t n;
        Str *names = input_list(reader->arena, reader->diag,
                                input_below(reader->arena, layer->folder, STR("sections")), &n);

        for (size_t k = 0; k < n; k++) {
            Str file = path_join(reader->arena, STR("sections"), names[k]);
            Str name = reworded(reader, layer, file);

            if (str_ends(name, STR(".md")) && !has_file(reader, name))
                add_section(reader, name, read_layer(reader, layer, file));
        }
    }
}

// ---- tables

// The text of the first layer's CSV of this table, or a Str with at == NULL.
static Str find_rows(StarterReader *reader, Str table)
{
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        size_t n;
        Str *names = input_list(reader->arena, reader->diag,
                                input_below(reader->arena, layer->folder, STR("tables")), &n);

        for (size_t k = 0; k < n; k++) {
            Str stem = str_slice(names[k], 0, names[k].n - STR(".csv").n);

            if (str_ends(names[k], STR(".csv")) && name_equal(reworded(reader, layer, stem), table))
                return read_layer(reader, layer, path_join(reader->arena, STR("tables"), names[k]));
        }
    }
    return (Str){0};
}

static void add_table(StarterReader *reader, const TableSpec *spec)
{
    const StarterOptions *options = reader->options;
    Str rows = find_rows(reader, spec->name);

    if (!rows.at && spec->base.n)
        rows = find_rows(reader, spec->base);
    Str name = str_print(reader->arena, "tables/%02d-%.*s.csv", spec->number, STR_ARG(spec->name));
    const Source *source;

    if (options->unfitted) {
        add_file(reader, name, rows);
        return;
    }
    source = rows.at ? source_from_bytes(reader->arena, reader->diag, rows, spec->name, STR("UTF-8")) : NULL;
    add_file(reader, name,
             options->example ? table_csv_fit(reader->arena, reader->diag, spec, source)
                              : table_csv_blank(reader->arena, reader->diag, spec, source));
}

// A CSV as spreadsheets like it and as table_csv_fit gives it.
static Str with_mark(StarterReader *reader, Str text)
{
    StrBuf out = {.arena = reader->arena};

    buf_add_c(&out, "\xEF\xBB\xBF");
    buf_add(&out, replace_slot(reader->arena, text, STR("\n"), STR("\r\n")));
    return buf_str(&out);
}

// A CSV of no table of the set, as it is or to be filled in.
static Str other_csv(StarterReader *reader, Str name, Str text, bool facts)
{
    const Words *words = reader->template->words;
    const Source *source;

    if (reader->options->example || !text.at)
        return text.at ? with_mark(reader, text) : text;
    source = source_from_bytes(reader->arena, reader->diag, text, name, STR("UTF-8"));
    if (!source)
        return (Str){0};
    return facts ? facts_csv_blank(reader->arena, reader->diag, words, source, reader->compared.at,
                                   reader->compared.n)
                 : any_csv_blank(reader->arena, reader->diag, words, source);
}

// 其他数据 and 说明 are no tables of the set: their columns are their own.
static void add_unpublished(StarterReader *reader, Str name, bool facts)
{
    Str file = str_print(reader->arena, "tables/%.*s.csv", STR_ARG(name));

    add_file(reader, file, other_csv(reader, file, with_tables(reader, find_rows(reader, name)), facts));
}

static bool is_of_set(const StarterReader *reader, Str name)
{
    for (size_t i = 0; i < reader->template->table_count; i++)
        if (name_equal(reader->template->tables[i].name, name))
            return true;
    return false;
}

// Tables of the text (a list of units), which only the set's own folder has: what the other has besides may
// be another set's.
static void add_text_tables(StarterReader *reader)
{
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        Input folder = input_below(reader->arena, layer->folder, STR("tables"));
        size_t n;
        Str *names = input_list(reader->arena, reader->diag, folder, &n);

        for (size_t k = 0; k < n && layer->of_set; k++) {
            Str file = path_join(reader->arena, STR("tables"), names[k]),
                name = reworded(reader, layer, file);
            bool csv = str_ends(name, STR(".csv"));
            Str stem = str_slice(name, STR("tables/").n, name.n - STR(".csv").n);

            if (has_file(reader, name) || (!csv && !str_ends(name, STR(".yaml"))) ||
                (csv && is_of_set(reader, stem)))
                continue;
            add_file(reader, name,
                     csv ? other_csv(reader, name, read_layer(reader, layer, file), false)
                         : read_layer(reader, layer, file));
        }
    }
}

// Tables of other years, in folders of their own that the manifest names (budget/).
static void add_folder(StarterReader *reader, const Layer *layer, Str folder)
{
    size_t n;
    Str *names =
        input_list(reader->arena, reader->diag, input_below(reader->arena, layer->folder, folder), &n);

    for (size_t i = 0; i < n; i++) {
        Str file = path_join(reader->arena, folder, names[i]), name = reworded(reader, layer, file);

        if (str_ends(name, STR(".csv")) && !has_file(reader, name))
            add_file(reader, name, other_csv(reader, name, read_layer(reader, layer, file), false));
    }
}

static void add_other_folders(StarterReader *reader)
{
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        size_t n;
        Str *names = input_list(reader->arena, reader->diag, layer->folder, &n);

        for (size_t k = 0; k < n; k++)
            if (!str_equal(names[k], STR("sections")) && !str_equal(names[k], STR("tables")) &&
                input_is_folder(reader->diag, input_below(reader->arena, layer->folder, names[k])))
                add_folder(reader, layer, names[k]);
    }
}

Starter *starter_read(Arena *arena, Diag *diag, StarterOptions options)
{
    const TemplateChoice choice = {.name = options.template,
                                   .templates = path_join(arena, options.data_folder, STR("templates")),
                                   .table_set = options.table_set};
    uint64_t digest = 0; // of what a project would keep it for
    const Template *t = template_choose(arena, diag, &digest, &choice);

    return t ? starter_of(arena, diag, t, &options) : NULL;
}

Starter *starter_of(Arena *arena, Diag *diag, const Template *t, const StarterOptions *options)
{
    StarterReader reader = {.arena = arena, .diag = diag, .options = options, .template = t};
    Starter *starter;

    find_layers(&reader);
    if (!add_manifest(&reader))
        return NULL;
    add_sections(&reader);
    for (size_t i = 0; i < reader.template->table_count; i++)
        add_table(&reader, &reader.template->tables[i]);
    add_unpublished(&reader, str_of(facts_name), true);
    add_unpublished(&reader, STR("说明"), false);
    add_text_tables(&reader);
    add_other_folders(&reader);
    if (diag_failed(diag))
        return NULL;
    starter = ARENA_NEW(arena, Starter);
    *starter = (Starter){.files = reader.files.at,
                         .file_count = reader.files.n,
                         .to_fill = reader.to_fill,
                         .samples = reader.samples.at,
                         .sample_count = reader.samples.n};
    return starter;
}
