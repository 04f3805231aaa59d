// A project begun from the one of the year before: its text, names, site, own tables and style, with what is
// the new year's to be filled in; or accounts begun from the budget of their year.
#include <string.h>

#include "project/internal-project.h"
#include "text/text.h"

typedef struct Next {
    Arena *arena;
    Diag *diag;
    const NextOptions *options;
    const Project *from;
    Input folder; // of `from`
    const WordList *words;
    VEC(StarterFile) files;
    size_t reasons; // to be written anew
} Next;

// ---- the manifest, changed where it stands

typedef struct Edit {
    size_t from, to; // of the manifest's text
    Str text;
} Edit;

typedef VEC(Edit) Edits;

static Str blank_word(const Next *next)
{
    return words_first(next->words[WORDS_BLANKS]);
}

// The whole lines of a key and what is indented below it.
static Edit lines_of(Str text, const YamlNode *key)
{
    size_t from = key->offset, to;
    ptrdiff_t end;

    while (from > 0 && text.at[from - 1] != '\n')
        from--;
    end = str_find_char(text, '\n', from);
    to = end < 0 ? text.n : (size_t)end + 1;
    while (to < text.n && (text.at[to] == ' ' || text.at[to] == '\t')) {
        end = str_find_char(text, '\n', to);
        to = end < 0 ? text.n : (size_t)end + 1;
    }
    return (Edit){from, to, {0}};
}

// a/../b is b, as far as its words tell.
static Str shortened(Arena *arena, Str path)
{
    VEC(Str) parts = {0};

    for (Str rest = path; rest.n;) {
        ptrdiff_t slash = str_find_char(rest, '/', 0);
        Str part = slash < 0 ? rest : str_slice(rest, 0, (size_t)slash);

        rest = slash < 0 ? (Str){0} : str_slice(rest, (size_t)slash + 1, rest.n);
        if (str_equal(part, STR("..")) && parts.n && !str_equal(parts.at[parts.n - 1], STR("..")))
            parts.n--;
        else if (part.n && !str_equal(part, STR(".")))
            *vec_push(arena, &parts) = part;
    }
    return str_join(arena, parts.at, parts.n, STR("/"));
}

// As the new project writes a path that is written in the old one.
static Str path_from(const Next *next, Str written)
{
    if (written.n == 0 || written.at[0] == '/' || next->options->from_key.at[0] == '/')
        return path_join(next->arena, next->options->from_key, written);
    return shortened(next->arena, path_join(next->arena, next->options->from_key, written));
}

// Every number of the old year in a text becomes the new one's.
static Str with_year(const Next *next, Str text)
{
    Str old = str_print(next->arena, "%d", next->from->year);
    StrBuf out = {.arena = next->arena};
    size_t from = 0;

    for (ptrdiff_t at; (at = str_find(text, old, from)) >= 0; from = (size_t)at + old.n) {
        buf_add(&out, str_slice(text, from, (size_t)at));
        buf_print(&out, "%d", next->options->year);
    }
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

// The project of the new year beside one of the old: of ../信息中心2025 ../信息中心2026; 待填写 where there
// is none.
static Str project_of_year(const Next *next, Str written)
{
    Str path = with_year(next, written);
    Input there = input_named(next->arena, next->folder, path);

    if (str_equal(path, written) || !input_is_there(input_below(next->arena, there, STR("gongkai.yaml"))))
        return blank_word(next);
    return path_from(next, path);
}

static Str units_of(const Next *next, const YamlNode *units)
{
    StrBuf out = {.arena = next->arena};

    buf_add_c(&out, "units: [");
    for (size_t i = 0; i < units->entries.n; i++)
        buf_print(&out, "%s%.*s", i ? ", " : "",
                  STR_ARG(project_of_year(next, units->entries.at[i].value->text)));
    buf_add_c(&out, "]\n");
    return buf_str(&out);
}

static bool is_key(const YamlNode *key, const char *name)
{
    return str_equal(key->text, str_of(name));
}

// What becomes of a key; text.at NULL: it stays as it is.
static Edit edit_of(const Next *next, Str text, const YamlNode *key, const YamlNode *value)
{
    Arena *arena = next->arena;
    Edit whole = lines_of(text, key), scalar = {value->offset, value->offset + value->length, {0}};

    if (is_key(key, "year")) {
        scalar.text = str_print(arena, "%d", next->options->year);
        return scalar;
    }
    if (is_key(key, "title")) {
        scalar.text = with_year(next, value->text);
        return scalar;
    }
    // Dates are the old year's, and may be left out.
    if (is_key(key, "date") || is_key(key, "approved") || is_key(key, "overrides")) {
        StrBuf out = {.arena = arena};

        for (Str rest = str_slice(text, whole.from, whole.to); rest.n;) {
            ptrdiff_t end = str_find_char(rest, '\n', 0);
            size_t n = end < 0 ? rest.n : (size_t)end + 1;

            buf_print(&out, "# %.*s", STR_ARG(str_slice(rest, 0, n)));
            rest = str_slice(rest, n, rest.n);
        }
        whole.text = buf_str(&out);
        return whole;
    }
    if (is_key(key, "last-year")) {
        whole.text = str_print(arena, "last-year: %.*s\n", STR_ARG(next->options->from_key));
        return whole;
    }
    if (is_key(key, "budget")) {
        whole.text = str_print(
            arena, "budget: %.*s\n",
            STR_ARG(value->kind == YAML_SCALAR ? project_of_year(next, value->text) : blank_word(next)));
        return whole;
    }
    if (is_key(key, "units") && value->kind == YAML_SEQUENCE) {
        whole.text = units_of(next, value);
        return whole;
    }
    if ((is_key(key, "template") || is_key(key, "style")) && path_is_written(value->text) &&
        value->text.at[0] != '/') {
        scalar.text = path_from(next, value->text);
        return scalar;
    }
    return scalar;
}

static Str edited(const Next *next, Str text, const Edits *edits)
{
    StrBuf out = {.arena = next->arena};
    size_t from = 0;

    for (size_t i = 0; i < edits->n; i++) {
        buf_add(&out, str_slice(text, from, edits->at[i].from));
        buf_add(&out, edits->at[i].text);
        from = edits->at[i].to;
    }
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

static void add_file(Next *next, Str name, Str bytes)
{
    if (bytes.at)
        *vec_push(next->arena, &next->files) = (StarterFile){name, bytes};
}

static const YamlNode *manifest_of(const Next *next)
{
    Diag *trial = diag_new(); // it has been read before
    const YamlNode *root = yaml_read(next->arena, trial, next->from->manifest);

    diag_free(trial);
    return root;
}

// What stands over the first key, of which document it is: its year goes on, dates stay.
static Edit head_edit(const Next *next, const YamlNode *root, Str text)
{
    Edit edit = {0, root->entries.n ? root->entries.at[0].key->offset : 0, {0}};
    StrBuf out = {.arena = next->arena};
    size_t written = 0;
    TextDate date;

    for (size_t at = 0; text_date_next(str_slice(text, 0, edit.to), &at, &date);) {
        if (date.year != next->from->year || date.month || date.to <= date.from + 4)
            continue;
        buf_add(&out, str_slice(text, written, date.from));
        buf_add(&out, with_year(next, str_slice(text, date.from, date.to)));
        written = date.to;
    }
    buf_add(&out, str_slice(text, written, edit.to));
    edit.text = buf_str(&out);
    return edit;
}

static void roll_manifest(Next *next)
{
    const YamlNode *root = manifest_of(next);
    Str text = next->from->manifest->text;
    Edits edits = {0};
    Str rolled;

    *vec_push(next->arena, &edits) = head_edit(next, root, text);
    // Keys stand in the text's order.
    for (size_t i = 0; i < root->entries.n; i++) {
        Edit edit = edit_of(next, text, root->entries.at[i].key, root->entries.at[i].value);

        if (edit.text.at)
            *vec_push(next->arena, &edits) = edit;
    }
    rolled = edited(next, text, &edits);
    if (!yaml_value(root, STR("last-year")))
        rolled = str_print(next->arena, "%.*s\nlast-year: %.*s\n", STR_ARG(rolled),
                           STR_ARG(next->options->from_key));
    add_file(next, STR("gongkai.yaml"), rolled);
}

// ---- the text

// Where a reason ends that begins at `from`. *words: it says more than a figure.
static size_t reason_end(Str text, size_t from, bool *words)
{
    size_t at = from;

    *words = false;
    while (at < text.n) {
        size_t span = next_year_span(text, at), start = at;
        uint32_t code;

        if (span > at) {
            at = span;
            continue;
        }
        code = utf8_next(text, &at);
        if (code == '\n' || code == U'。' || code == U'；')
            return start;
        *words |= !char_is_blank(code) && code != U'：';
    }
    return at;
}

// 【待填写：原因】<!-- 去年写的是：人员增资 -->
static void add_reason(Next *next, StrBuf *out, Str reason)
{
    buf_print(out, "【%.*s：%.*s】<!-- %.*s%.*s -->", STR_ARG(blank_word(next)),
              STR_ARG(words_first(next->words[WORDS_REASON_BLANK])),
              STR_ARG(words_first(next->words[WORDS_REASON_BEFORE])), STR_ARG(reason));
    next->reasons++;
}

// The next place of a word after which a reason stands, outside code and comments; its end goes to *end.
static bool reason_next(const Next *next, Str text, size_t *at, size_t *end)
{
    while (*at < text.n) {
        size_t span = next_year_span(text, *at);
        size_t word = words_begin(next->words[WORDS_REASON_WRITTEN], str_slice(text, *at, text.n));

        if (span > *at) {
            *at = span;
        } else if (word) {
            *end = *at + word;
            if (str_starts(str_slice(text, *end, text.n), STR("：")))
                *end += strlen("：");
            return true;
        } else {
            utf8_next(text, at);
        }
    }
    return false;
}

static Str roll_text(Next *next, Str text)
{
    StrBuf out = {.arena = next->arena};
    size_t from = 0, at = 0, start;

    while (reason_next(next, text, &at, &start)) {
        bool words;

        at = reason_end(text, start, &words);
        // What has a comment in it cannot stand in one.
        if (!words || str_find(str_slice(text, start, at), STR("<!--"), 0) >= 0)
            continue;
        buf_add(&out, str_slice(text, from, start));
        add_reason(next, &out, str_slice(text, start, at));
        from = at;
    }
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

static void roll_sections(Next *next)
{
    size_t n;
    Input folder = input_below(next->arena, next->folder, STR("sections"));
    Str *names = input_list(next->arena, next->diag, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Str name = path_join(next->arena, STR("sections"), names[i]);
        Source *source;

        if (!str_ends(names[i], STR(".md")))
            continue;
        source = source_read(next->arena, next->diag, input_below(next->arena, folder, names[i]), name,
                             next->from->input_encoding);
        if (source)
            add_file(
                next, name,
                roll_text(next, typed_years(next->arena, next->diag, next->words, source, next->from->year)));
    }
}

// ---- tables

static void roll_table(Next *next, const Table *table)
{
    const TableSpec *spec = table->spec;
    Str name = spec->number > 0
                   ? str_print(next->arena, "tables/%02d-%.*s.csv", spec->number, STR_ARG(spec->name))
                   : str_print(next->arena, "tables/%.*s.csv", STR_ARG(spec->name));

    if (!table->origin) // of units: made, not read
        return;
    if (spec->published)
        add_file(next, name, table_csv_blank(next->arena, next->diag, spec, NULL));
    else if (spec->lists[0].count && table_unit_column(spec, 0) >= 0)
        add_file(next, name,
                 facts_csv_next(next->arena, next->diag, next->from->template->words,
                                table_as_csv(next->arena, next->diag, table)));
    else
        add_file(next, name,
                 columns_csv_blank(next->arena, next->diag, next->from->template->words,
                                   table_as_csv(next->arena, next->diag, table),
                                   next->words[WORDS_REASON_COLUMNS]));
}

static bool is_read(const Project *from, const TableSpec *spec)
{
    for (size_t i = 0; i < from->book.table_count; i++)
        if (from->book.tables[i]->spec->number == spec->number)
            return from->book.tables[i]->origin != NULL;
    return false;
}

static void roll_tables(Next *next)
{
    const Project *from = next->from;

    for (size_t i = 0; i < from->book.table_count; i++)
        roll_table(next, from->book.tables[i]);
    // A table that could not be read there is one all the same.
    for (size_t i = 0; i < from->template->table_count && from->unit_count == 0; i++) {
        const TableSpec *spec = &from->template->tables[i];

        if (!is_read(from, spec))
            add_file(next, str_print(next->arena, "tables/%02d-%.*s.csv", spec->number, STR_ARG(spec->name)),
                     table_csv_blank(next->arena, next->diag, spec, NULL));
    }
}

// Files of a folder as they are: images, fonts, what tables/NAME.yaml says of a table.
static void copy_folder(Next *next, Str folder, const char *ending)
{
    size_t n;
    Input there = input_below(next->arena, next->folder, folder);
    Str *names = input_list(next->arena, next->diag, there, &n);

    for (size_t i = 0; i < n; i++) {
        Input file = input_below(next->arena, there, names[i]);
        Str name = path_join(next->arena, folder, names[i]), bytes;

        if (input_may_be_file(file) && (!ending || str_ends(names[i], str_of(ending))) &&
            source_bytes(next->arena, next->diag, file, name, &bytes))
            add_file(next, name, bytes.at ? bytes : STR(""));
    }
}

// ---- accounts of a budget

// The keys that a project has of its own, put into a new one's manifest.
static void take_keys(const Next *next, Str text, const YamlNode *blank, const YamlNode *own, Edits *edits)
{
    for (size_t i = 0; i < blank->entries.n; i++) {
        const YamlNode *key = blank->entries.at[i].key, *value = blank->entries.at[i].value;
        const YamlNode *given = yaml_value(own, key->text);
        Edit edit = lines_of(text, key);

        if (is_key(key, "site") && given && given->kind == YAML_MAPPING && value->kind == YAML_MAPPING) {
            for (size_t k = 0; k < value->entries.n; k++) {
                const YamlNode *field = yaml_value(given, value->entries.at[k].key->text);
                const YamlNode *old = value->entries.at[k].value;

                if (field && field->kind == YAML_SCALAR && old->kind == YAML_SCALAR)
                    *vec_push(next->arena, edits) =
                        (Edit){old->offset, old->offset + old->length, field->text};
            }
        } else if (is_key(key, "budget")) {
            edit.text = str_print(next->arena, "budget: %.*s\n", STR_ARG(next->options->from_key));
            *vec_push(next->arena, edits) = edit;
        } else if (given && given->kind == YAML_SCALAR && unfilled_is(next->from->template->words, value)) {
            *vec_push(next->arena, edits) = (Edit){value->offset, value->offset + value->length, given->text};
        }
    }
}

static void take_starter(Next *next, const Starter *starter)
{
    const YamlNode *own = manifest_of(next), *blank;
    Str text = starter->files[0].bytes;
    const Source *source =
        source_from_bytes(next->arena, next->diag, text, starter->files[0].name, STR("UTF-8"));
    Edits edits = {0};

    blank = source ? yaml_read(next->arena, next->diag, source) : NULL;
    if (!blank)
        return;
    take_keys(next, source->text, blank, own, &edits);
    add_file(next, starter->files[0].name, edited(next, source->text, &edits));
    for (size_t i = 1; i < starter->file_count; i++)
        if (!str_starts(starter->files[i].name, STR("budget/")))
            add_file(next, starter->files[i].name, starter->files[i].bytes);
}

// ---- the whole

Starter *project_next(Arena *arena, Diag *diag, const NextOptions *options, size_t *reasons)
{
    Next next = {.arena = arena,
                 .diag = diag,
                 .options = options,
                 .from = options->from,
                 .folder = {.root = options->from->folder},
                 .words = options->from->template->words->lists};
    Starter *starter;

    if (options->starter) {
        take_starter(&next, options->starter);
    } else {
        roll_manifest(&next);
        roll_sections(&next);
        roll_tables(&next);
        copy_folder(&next, STR("tables"), ".yaml");
        copy_folder(&next, STR("images"), NULL);
        copy_folder(&next, STR("fonts"), NULL);
    }
    *reasons = next.reasons;
    if (diag_failed(diag))
        return NULL;
    starter = ARENA_NEW(arena, Starter);
    *starter = (Starter){.files = next.files.at, .file_count = next.files.n};
    return starter;
}
