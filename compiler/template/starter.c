// What `gongkai new` begins with: the files of a template's starter/, fitted to a table set.
//
// starter-SET/ is laid over starter/, and both over those of the templates that it extends, in which the
// words of `replace:` are replaced. A set's tables get their header records from its own columns, so that a
// starter cannot differ from it; rows come from the starter's CSV of that name where it has columns of those
// names. That is the example; a new project has 待填写 for each {blank: …} of the text, for each table and
// for each fact.
#include "spreadsheet/spreadsheet.h"
#include "template/internal-starter.h"

static const char facts_name[] = "其他数据";

static void find_layers(StarterReader *reader)
{
    const Template *t = reader->template;

    reader->layers = ARENA_ARRAY(reader->arena, Layer, t->chain_count * 2);
    for (size_t i = 0; i < t->starter_levels; i++) {
        Str of_set = str_print(reader->arena, "starter-%.*s", STR_ARG(t->table_set));
        const Input folders[] = {input_below(reader->arena, t->folders[i], of_set),
                                 input_below(reader->arena, t->folders[i], STR("starter"))};

        for (size_t k = 0; k < 2; k++)
            if (input_is_folder(reader->diag, folders[k]))
                reader->layers[reader->layer_count++] = (Layer){folders[k], i, k == 0};
    }
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

// A manifest whose line of that key has another value; its comment stays.
static Str with_value(Arena *arena, Str text, Str key, Str value)
{
    ptrdiff_t at = str_find(text, key, 0), end, comment;
    StrBuf out = {.arena = arena};
    size_t from = (size_t)at + key.n;

    if (at < 0 || value.n == 0)
        return text;
    end = str_find_char(text, '\n', from);
    comment = str_find(text, STR(" #"), from);
    if (end < 0)
        end = (ptrdiff_t)text.n;
    if (comment >= 0 && comment < end)
        end = comment;
    buf_add(&out, str_slice(text, 0, from));
    yaml_add_text(&out, value);
    buf_add(&out, str_slice(text, (size_t)end, text.n));
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
        text = starter_read_layer(reader, layer, STR("gongkai.yaml"));
        for (size_t k = 0; k < sizeof slots / sizeof slots[0]; k++)
            text = pattern_fill(arena, text, slots[k].slot, slots[k].value);
        text = with_value(arena, text, STR("\ndepartment: "), options->department);
        text = with_value(arena, text, STR("\ntitle: "), options->title);
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

// The first layer that has a section decides what it says.
static void add_sections(StarterReader *reader)
{
    size_t written;
    const StarterFile *files = starter_sections(reader, &written);

    for (size_t i = 0; i < written; i++)
        add_section(reader, files[i].name, files[i].bytes);
    if (written)
        return;
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *layer = &reader->layers[i];
        size_t n;
        Str *names = input_list(reader->arena, reader->diag,
                                input_below(reader->arena, layer->folder, STR("sections")), &n);

        for (size_t k = 0; k < n; k++) {
            Str file = path_join(reader->arena, STR("sections"), names[k]);
            Str name = starter_reworded(reader, layer, file);

            if (str_ends(name, STR(".md")) && !has_file(reader, name))
                add_section(reader, name,
                            starter_with_marks(reader, path_join(reader->arena, STR("starter"), file),
                                               starter_read_layer(reader, layer, file)));
        }
    }
}

// ---- tables

static void list_tables(StarterReader *reader, Layer *layer)
{
    Arena *arena = reader->arena;
    size_t n;

    if (layer->listed)
        return;
    layer->listed = true;
    layer->files = input_list(arena, reader->diag, input_below(arena, layer->folder, STR("tables")), &n);
    layer->tables = ARENA_ARRAY(arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        Str file = layer->files[i], end = STR(".csv");

        if (!str_ends(file, end))
            continue;
        layer->files[layer->table_count] = file;
        layer->tables[layer->table_count++] =
            starter_reworded(reader, layer, str_slice(file, 0, file.n - end.n));
    }
}

// The text of the first layer's CSV of this table, or a Str with at == NULL; *found: the layer that has it.
static Str find_rows(StarterReader *reader, Str table, const Layer **found)
{
    for (size_t i = 0; i < reader->layer_count; i++) {
        Layer *layer = &reader->layers[i];

        list_tables(reader, layer);
        *found = layer;
        for (size_t k = 0; k < layer->table_count; k++)
            if (name_equal(layer->tables[k], table))
                return starter_read_layer(reader, layer,
                                          path_join(reader->arena, STR("tables"), layer->files[k]));
    }
    return (Str){0};
}

// What a starter's rows are counted in, which several sets share: the unit of the manifest beside them.
static Unit rows_unit(StarterReader *reader, const Layer *layer)
{
    for (size_t i = 0; i < reader->layer_count; i++) {
        const Layer *other = &reader->layers[i];
        Str text, key = STR("\nunit:");
        ptrdiff_t at, end;

        if (other->of_set || other->level < layer->level ||
            !input_is_there(input_below(reader->arena, other->folder, STR("gongkai.yaml"))))
            continue;
        text = starter_read_layer(reader, other, STR("gongkai.yaml"));
        at = str_find(text, key, 0);
        end = at < 0 ? -1 : str_find_char(text, '\n', (size_t)at + 1);
        return at < 0 ? (Unit){0}
                      : unit_parse(
                            str_trim(str_slice(text, (size_t)at + key.n, end < 0 ? text.n : (size_t)end)));
    }
    return (Unit){0};
}

// Rows that another set counts in 万元 say so above the header of a table that counts in 元.
static Str with_unit_line(StarterReader *reader, const TableSpec *spec, const Layer *layer, Str csv)
{
    const Str mark = STR("\xEF\xBB\xBF");
    Unit unit = layer->of_set ? (Unit){0} : rows_unit(reader, layer);

    if (unit.kind != UNIT_MONEY || spec->file_unit.kind != UNIT_MONEY || unit.power == spec->file_unit.power)
        return csv;
    return str_print(reader->arena, "%.*s%.*s：%.*s\r\n%.*s", STR_ARG(mark),
                     STR_ARG(words_first(reader->template->words->lists[WORDS_UNIT_COLUMNS])),
                     STR_ARG(unit.name), STR_ARG(str_slice(csv, mark.n, csv.n)));
}

static void add_table(StarterReader *reader, const TableSpec *spec)
{
    const StarterOptions *options = reader->options;
    const Layer *layer = NULL;
    Str rows = find_rows(reader, spec->name, &layer), csv;

    if (!rows.at && spec->base.n)
        rows = find_rows(reader, spec->base, &layer);
    Str name = str_print(reader->arena, "tables/%02d-%.*s.csv", spec->number, STR_ARG(spec->name));
    const Source *source;

    if (options->unfitted) {
        add_file(reader, name, rows);
        return;
    }
    source = rows.at ? source_from_bytes(reader->arena, reader->diag, rows, spec->name, STR("UTF-8")) : NULL;
    csv = options->example ? table_csv_fit(reader->arena, reader->diag, spec, source)
                           : table_csv_blank(reader->arena, reader->diag, spec, source);
    add_file(reader, name, rows.at && options->example ? with_unit_line(reader, spec, layer, csv) : csv);
}

// A CSV as spreadsheets like it and as table_csv_fit gives it.
static Str with_mark(StarterReader *reader, Str text)
{
    StrBuf out = {.arena = reader->arena};

    buf_add_c(&out, "\xEF\xBB\xBF");
    buf_add(&out, pattern_fill(reader->arena, text, STR("\n"), STR("\r\n")));
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
    const Layer *layer;

    add_file(reader, file,
             other_csv(reader, file, starter_with_tables(reader, find_rows(reader, name, &layer)), facts));
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
                name = starter_reworded(reader, layer, file);
            bool csv = str_ends(name, STR(".csv"));
            Str stem = str_slice(name, STR("tables/").n, name.n - STR(".csv").n);

            if (has_file(reader, name) || (!csv && !str_ends(name, STR(".yaml"))) ||
                (csv && is_of_set(reader, stem)))
                continue;
            add_file(reader, name,
                     csv ? other_csv(reader, name, starter_read_layer(reader, layer, file), false)
                         : starter_read_layer(reader, layer, file));
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
        Str file = path_join(reader->arena, folder, names[i]), name = starter_reworded(reader, layer, file);

        if (str_ends(name, STR(".csv")) && !has_file(reader, name))
            add_file(reader, name, other_csv(reader, name, starter_read_layer(reader, layer, file), false));
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
