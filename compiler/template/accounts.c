// The official classification (政府收支分类科目, 财政部, anew each year) that codes and names are held to: a
// CSV a year, in a folder of them or named year by year. Of a year without one, the last before it is taken.
#include <stddef.h>
#include <stdlib.h>

#include "spreadsheet/spreadsheet.h"
#include "template/internal-template.h"

// The year that a file is named by; 0 for any other name.
static int year_of(Str name)
{
    int year = 0;

    if (name.n != STR("2023.csv").n || !str_ends(name, STR(".csv")))
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (name.at[i] < '0' || name.at[i] > '9')
            return 0;
        year = year * 10 + (name.at[i] - '0');
    }
    return year;
}

// ---- which files

typedef VEC(AccountsFile) AccountsFiles;

static void report_no_file(Diag *diag, const YamlNode *node, Str hint, Str name)
{
    diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), hint, _("there is no file “%.*s”"),
                STR_ARG(name));
}

// { 2023: 科目/2023.csv, 2024: 科目/2024.csv }. Files of `own` are named by a path; others by a name below
// `templates`, where there is one.
static void add_files(Arena *arena, Diag *diag, const YamlNode *node, TemplateFolders folders,
                      AccountsFiles *files)
{
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];
        int year = year_of(str_print(arena, "%.*s.csv", STR_ARG(entry->key->text)));
        Str name;

        if (!yaml_node_text(diag, entry->value, &name))
            continue;
        AccountsFile file = {.year = year, .shown = name};
        file.file = folders.templates.n ? template_folder(arena, folders, name)
                                        : input_below(arena, folders.own, name);
        if (!year)
            diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(entry->key),
                        str_of(_("write a year before the file: 2024: accounts/2024.csv")),
                        _("“%.*s” is no year"), STR_ARG(entry->key->text));
        else if (!str_equal(file.file.root, folders.own.root) && file.file.root.n)
            diag_report(diag, SEVERITY_ERROR, "file-outside", yaml_place(entry->value),
                        str_of(_("put it into the template's folder")),
                        _("“%.*s” is not read: it lies outside the template's folder"), STR_ARG(name));
        else if (!source_outside(diag, file.file, name) && input_kind(file.file) != INPUT_FILE)
            report_no_file(diag, entry->value, template_hint_beside(arena, folders.own, name), name);
        else
            *vec_push(arena, files) = file;
    }
}

// The folder of the classifications, a CSV a year, beside the templates or where a path says.
static void add_folder(YamlMap *map, const YamlNode *node, TemplateFolders folders, AccountsFiles *files)
{
    Input folder;
    Str name, *names;
    size_t n;

    if (!yaml_node_text(map->diag, node, &name))
        return;
    folder = template_folder(map->arena, folders, name);
    // It comes with the template: no manifest names it.
    if (!str_equal(folder.root, folders.own.root) && folder.root.n) {
        diag_report(map->diag, SEVERITY_ERROR, "file-outside", yaml_place(node),
                    str_of(_("put it into the template's folder")),
                    _("“%.*s” is not read: it lies outside the template's folder"), STR_ARG(name));
        return;
    }
    if (source_outside(map->diag, folder, name))
        return;
    if (!input_is_folder(map->diag, folder)) {
        Str hint = template_hint_beside(map->arena, folders.own, name);

        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    hint.n ? hint : str_of(_("it holds a CSV a year: 2023.csv")),
                    _("there is no folder “%.*s”"), STR_ARG(name));
        return;
    }
    names = input_list(map->arena, map->diag, folder, &n);
    for (size_t i = 0; i < n; i++)
        if (year_of(names[i]))
            *vec_push(map->arena, files) =
                (AccountsFile){year_of(names[i]), input_below(map->arena, folder, names[i]),
                               path_join(map->arena, STR("accounts"), names[i])};
}

void template_accounts_read(YamlMap *map, TemplateFolders folders, Template *t)
{
    const YamlNode *node = yaml_optional(map, "accounts");
    AccountsFiles files = {0};

    if (node && node->kind == YAML_MAPPING)
        add_files(map->arena, map->diag, node, folders, &files);
    else if (node)
        add_folder(map, node, folders, &files);
    t->accounts = files.at;
    t->accounts_count = files.n;
}

const Template *template_with_accounts(Arena *arena, Diag *diag, const Template *t, const YamlNode *node,
                                       Input folder)
{
    Template *own = ARENA_NEW(arena, Template);
    AccountsFiles files = {0};

    if (!node)
        return t;
    *own = *t;
    add_files(arena, diag, node, (TemplateFolders){.own = folder}, &files);
    for (size_t i = 0; i < t->accounts_count; i++)
        *vec_push(arena, &files) = t->accounts[i];
    own->accounts = files.at;
    own->accounts_count = files.n;
    return own;
}

// ---- reading them

typedef struct CodedRow {
    Str code;
    const Row *row;
} CodedRow;

static int compare_codes(const void *a, const void *b)
{
    const CodedRow *x = a, *y = b;
    int codes = str_compare(x->code, y->code);

    return codes ? codes : x->row < y->row ? -1 : x->row > y->row;
}

static void report_twice(Diag *diag, const Table *table, const CodedRow *rows, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (str_equal(rows[i].code, rows[i - 1].code))
            diag_report(diag, SEVERITY_ERROR, "account-twice", table_row_place(table, rows[i].row),
                        str_of(_("keep one; write several names of one code with | between them")),
                        _("the code %.*s stands on line %u already"), STR_ARG(rows[i].code),
                        rows[i - 1].row->line);
}

static bool has_code(const CodedRow *rows, size_t n, Str code)
{
    size_t low = str_not_before(rows, n, sizeof *rows, offsetof(CodedRow, code), code);

    return low < n && str_equal(rows[low].code, code);
}

static void report_row(Diag *diag, const Table *table, const Row *row, Severity severity, Str hint,
                       const char *message)
{
    Str what = row->code.n ? row->code : row->shown.n ? row->shown : row->cells[0].text;
    Arena *scratch = arena_new();

    diag_report(diag, severity, "account-row", table_row_place(table, row), hint, "%.*s",
                STR_ARG(pattern_fill(scratch, str_of(message), STR("{0}"), what)));
    arena_free(scratch);
}

// A code of the classification, its name, and what it stands under.
static void check_row(Diag *diag, const Table *table, const Row *row, const CodedRow *rows, size_t n)
{
    int level = row->code.n ? table_code_level(row->code) : -1;

    if (level < 0)
        report_row(diag, table, row, SEVERITY_ERROR,
                   str_of(_("write the whole code of a 类, 款 or 项: \"2040201\"")),
                   _("“{0}” has no code of an account item"));
    else if (!row->name.n)
        report_row(diag, table, row, SEVERITY_ERROR, (Str){0}, _("the code {0} has no name"));
    else if (level > 0 && !has_code(rows, n, str_slice(row->code, 0, row->code.n - 2)))
        report_row(diag, table, row, SEVERITY_WARNING, str_of(_("add the item that it stands under")),
                   _("nothing stands above the code {0}"));
}

// Whether reading the file has told what is wrong on a row's line (a field too few).
static bool is_told(const Diag *diag, size_t from, size_t to, const Table *table, const Row *row)
{
    Place place = table_row_place(table, row);

    for (size_t i = from; i < to; i++)
        if (diag_at(diag, i)->place.line == place.line && str_equal(diag_at(diag, i)->place.file, place.file))
            return true;
    return false;
}

// told: from which finding on those of its file stand.
static void check_year(Arena *arena, Diag *diag, const Table *table, size_t told)
{
    const List *list = &table->lists[0];
    CodedRow *rows = ARENA_ARRAY(arena, CodedRow, list->row_count + 1);
    size_t n = 0, until = diag_total(diag);

    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].code.n)
            rows[n++] = (CodedRow){list->rows[i].code, &list->rows[i]};
    if (n > 0)
        qsort(rows, n, sizeof rows[0], compare_codes);
    report_twice(diag, table, rows, n);
    for (size_t i = 0; i < list->row_count; i++)
        if (!is_told(diag, told, until, table, &list->rows[i]))
            check_row(diag, table, &list->rows[i], rows, n);
}

// A year's items, and what its file adds to a digest.
typedef struct YearMade {
    const Table *table;
    DigestPart part;
    bool read; // there is such a part
} YearMade;

static const void *year_make(void *context, Arena *arena, Diag *diag)
{
    const AccountsFile *file = context;
    YearMade *made = ARENA_NEW(arena, YearMade);
    size_t told = diag_total(diag);
    Str bytes;
    Source *source;

    made->part.name = str_copy(arena, file->shown);
    made->read = source_bytes(arena, diag, file->file, made->part.name, &bytes);
    if (!made->read)
        return made;
    made->part.hash = str_hash(bytes);
    source = source_from_bytes(arena, diag, bytes, made->part.name, (Str){0});
    made->table =
        source ? table_read_csv(arena, diag, source, &(TableWanted){.name = STR("政府收支分类科目")}) : NULL;
    if (made->table)
        check_year(arena, diag, made->table, told);
    return made;
}

static const Table *read_year(const AccountsReader *reader, const AccountsFile *file)
{
    AccountsFile wanted = *file;
    Str key = str_print(reader->arena, "accounts %.*s\n%.*s", STR_ARG(file->shown),
                        STR_ARG(input_path(reader->arena, file->file)));
    const YearMade *made = kept_take(reader->kept, reader->arena, reader->diag, key, year_make, &wanted);

    if (made->read)
        digest_add_hash(reader->digest, made->part.name, made->part.hash);
    return made->table;
}

// The last of the years up to `year`; of two of one year the first. NULL: none.
static const AccountsFile *last_file(const Template *t, int year)
{
    const AccountsFile *found = NULL;

    for (size_t i = 0; i < t->accounts_count; i++)
        if (t->accounts[i].year <= year && (!found || t->accounts[i].year > found->year))
            found = &t->accounts[i];
    return found;
}

const Table *template_accounts(const AccountsReader *reader, const Template *t, int year)
{
    const AccountsFile *found = last_file(t, year);

    return found ? read_year(reader, found) : NULL;
}

const Table *const *template_accounts_before(const AccountsReader *reader, const Template *t, int year,
                                             size_t *n)
{
    const Table **tables = ARENA_ARRAY(reader->arena, const Table *, t->accounts_count + 1);
    const AccountsFile *found = last_file(t, year);

    *n = 0;
    while (found && (found = last_file(t, found->year - 1))) {
        const Table *table = read_year(reader, found);

        if (table)
            tables[(*n)++] = table;
    }
    return tables;
}

// ---- trying them

void template_check_accounts(Arena *arena, Diag *diag, const Template *t)
{
    uint64_t digest = 0;
    AccountsReader reader = {.arena = arena, .diag = diag, .digest = &digest};

    for (size_t i = 0; i < t->accounts_count; i++)
        read_year(&reader, &t->accounts[i]);
}
