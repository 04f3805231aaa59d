// A sheet of an export as a table: the template's columns, and those that say whose each row is.
#include "office/internal-export.h"

// The register's columns that say the same.
static const OfficeField owner_fields[OWNER_COUNT] = {FIELD_DEPARTMENT_CODE, FIELD_DEPARTMENT_NAME,
                                                      FIELD_UNIT_CODE, FIELD_UNIT_NAME};
// Keys of the office's `exports:`.
static const char *const owner_keys[OWNER_COUNT] = {"department-code", "department-name", "unit-code",
                                                    "unit-name"};

typedef struct SheetReader {
    Export *export;
    const ExportSheet *sheet;
    ExportTable *out;
    Str heads[OWNER_COUNT]; // as the sheet has them; empty: it has none
} SheetReader;

// ---- heads

static bool is_head(const SheetReader *reader, ExportOwner owner, Str text)
{
    const YamlNode *keys = reader->export->office->exports, *own;

    own = keys ? yaml_value(keys, str_of(owner_keys[owner])) : NULL;
    if (own && own->kind == YAML_SCALAR && name_equal(own->text, text))
        return true;
    for (size_t i = 0; own && own->kind == YAML_SEQUENCE && i < own->entries.n; i++)
        if (name_equal(own->entries.at[i].value->text, text))
            return true;
    return words_find(words_builtin.lists[WORDS_REGISTER_COLUMNS].of[owner_fields[owner]], text) >= 0;
}

// A column of the table itself, whose rows are units.
static int own_column(const SheetReader *reader, const TableSpec *spec, ExportOwner owner)
{
    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *column = &spec->columns[i];

        if ((column->kind == COLUMN_CODE || column->kind == COLUMN_NAME) &&
            is_head(reader, owner, column->name))
            return (int)i;
    }
    return -1;
}

static void find_heads(SheetReader *reader, const TableSpec *spec)
{
    for (int owner = 0; owner < OWNER_COUNT; owner++)
        for (size_t i = 0; i < reader->sheet->head_count && !reader->heads[owner].n; i++)
            if (is_head(reader, (ExportOwner)owner, reader->sheet->head[i]))
                reader->heads[owner] = reader->sheet->head[i];
    for (int owner = 0; owner < OWNER_COUNT; owner++)
        if (own_column(reader, spec, (ExportOwner)owner) >= 0)
            reader->heads[owner] = (Str){0};
}

// ---- specs

// The table's spec with a list of owners before its own.
static const TableSpec *with_owners(const SheetReader *reader, const TableSpec *spec)
{
    Arena *arena = reader->export->arena;
    TableSpec *made = ARENA_NEW(arena, TableSpec);
    ColumnSpec *columns = ARENA_ARRAY(arena, ColumnSpec, spec->column_count + OWNER_COUNT);
    ListSpec *lists = ARENA_ARRAY(arena, ListSpec, spec->list_count + 1);
    HeaderSpec *headers = ARENA_ARRAY(arena, HeaderSpec, spec->header_count + OWNER_COUNT);
    uint32_t own = 0;

    *made = *spec;
    for (int owner = 0; owner < OWNER_COUNT; owner++) {
        reader->out->columns[owner] = reader->heads[owner].n ? (int)own : -1;
        if (!reader->heads[owner].n)
            continue;
        headers[own] = (HeaderSpec){reader->heads[owner], own, 1, 0, (int)own};
        columns[own++] =
            (ColumnSpec){.name = reader->heads[owner],
                         .path = reader->heads[owner],
                         .title = reader->heads[owner],
                         .kind = owner == OWNER_CODE || owner == OWNER_UNIT_CODE ? COLUMN_CODE : COLUMN_TEXT,
                         .decimals = -1};
    }
    lists[0] = (ListSpec){.count = own, .hierarchy = HIERARCHY_NONE};
    reader->out->first_list = own ? 1 : 0;
    for (size_t i = 0; i < spec->list_count; i++) {
        ListSpec *list = &lists[(size_t)reader->out->first_list + i];

        *list = spec->lists[i];
        list->first += own;
        list->form = NULL; // it is of one document
        list->form_count = 0;
    }
    for (size_t i = 0; i < spec->column_count; i++) {
        columns[own + i] = spec->columns[i];
        columns[own + i].list += reader->out->first_list;
    }
    for (size_t i = 0; i < spec->header_count; i++) {
        headers[own + i] = spec->headers[i];
        headers[own + i].first += own;
        headers[own + i].leaf += headers[own + i].leaf >= 0 ? (int)own : 0;
    }
    for (int owner = 0; owner < OWNER_COUNT; owner++) {
        int column = own_column(reader, spec, (ExportOwner)owner);

        if (reader->out->columns[owner] < 0 && column >= 0)
            reader->out->columns[owner] = column + (int)own;
    }
    made->columns = columns;
    made->column_count = spec->column_count + own;
    made->lists = lists;
    made->list_count = spec->list_count + (size_t)reader->out->first_list;
    made->headers = headers;
    made->header_count = spec->header_count + own;
    return made;
}

// 名称, 数值, 单位, 上年: facts of each unit.
static const TableSpec *facts_spec(const SheetReader *reader, Str name)
{
    Arena *arena = reader->export->arena;
    const WordList *words = words_builtin.lists;
    WordList numbers = words[WORDS_FACT_NUMBER_COLUMNS];
    TableSpec *spec = ARENA_NEW(arena, TableSpec);
    ColumnPlan plans[4] = {
        {.column = {.name = words_first(words[WORDS_FACT_NAME_COLUMN]), .kind = COLUMN_NAME}},
        {.column = {.name = words_first(words[WORDS_FACT_VALUE_COLUMN]), .kind = COLUMN_AMOUNT}},
        // A code, so that facts of several units are added by name and unit.
        {.column = {.name = words_first(words[WORDS_UNIT_COLUMNS]), .kind = COLUMN_CODE}},
        {.column = {.name = numbers.at[numbers.n - 1], .kind = COLUMN_AMOUNT}}};

    for (size_t i = 0; i < 4; i++)
        plans[i].column.decimals = -1;
    spec->name = name;
    spec->title = name;
    spec->decimals = 2;
    spec->may_be_empty = true;
    table_spec_columns(arena, spec, plans, 4);
    return spec;
}

// ---- the sheet

static bool is_front(Str name)
{
    return words_find(words_builtin.lists[WORDS_FRONT_SHEETS], name) >= 0;
}

static const TableSpec *find_spec(const SheetReader *reader)
{
    const ExportSheet *sheet = reader->sheet;
    const Template *t = reader->export->office->department;
    const WordList *words = words_builtin.lists;
    const TableSpec *spec;

    if (words_find(words[WORDS_OFFICE_FACTS], sheet->stem) >= 0)
        return facts_spec(reader, words_first(words[WORDS_OFFICE_FACTS]));
    reader->out->last_year = words_find(words[WORDS_OFFICE_LAST_YEAR_FACTS], sheet->stem) >= 0;
    if (reader->out->last_year)
        return facts_spec(reader, words_first(words[WORDS_OFFICE_LAST_YEAR_FACTS]));
    spec = project_table_named(reader->export->arena, t, sheet->stem);
    return spec ? spec
                : project_table_headed(reader->export->arena, t, sheet->stem, sheet->head, sheet->head_count);
}

static Place sheet_place(const ExportSheet *sheet)
{
    Place place = {.file = sheet->file};

    if (sheet->workbook) {
        place.sheet = workbook_sheet_name(sheet->workbook, sheet->sheet);
        place.line = place.column = 1;
    }
    return place;
}

static bool reads_hidden(const Office *office)
{
    for (size_t i = 0; i < office->key_count; i++)
        if (str_equal(office->keys[i].key, STR("hidden")) &&
            str_find(office->keys[i].text, STR("read"), 0) >= 0)
            return true;
    return false;
}

static const Table *read_table(const SheetReader *reader, const TableWanted *wanted)
{
    const ExportSheet *sheet = reader->sheet;
    Diag *trial = diag_new();
    const Table *table =
        sheet->workbook
            ? table_read_sheet(reader->export->arena, trial, sheet->workbook, sheet->sheet, wanted)
            : table_read_csv(reader->export->arena, trial, sheet->source, wanted);

    export_take_findings(reader->out, trial);
    return table;
}

static bool is_large(const SheetReader *reader)
{
    const ExportSheet *sheet = reader->sheet;

    return sheet->workbook ? workbook_sheet_large(sheet->workbook, sheet->sheet)
                           : csv_large(sheet->source, reader->export->office->held);
}

// One whose rows pass has none here.
static bool share_table(const SheetReader *reader, const TableWanted *wanted)
{
    Table *table = table_empty(reader->export->arena, wanted->spec);

    table->file = reader->sheet->file;
    if (reader->sheet->workbook)
        table->sheet = workbook_sheet_name(reader->sheet->workbook, reader->sheet->sheet);
    reader->out->table = table;
    return export_share(reader->export, reader->sheet, reader->out, wanted);
}

bool export_read_sheet(Export *export, const ExportSheet *sheet, ExportTable *table)
{
    SheetReader reader = {.export = export, .sheet = sheet, .out = table};
    TableWanted wanted;
    const TableSpec *spec;

    *table = (ExportTable){0};
    if (is_front(sheet->stem))
        return false;
    spec = find_spec(&reader);
    if (!spec) {
        diag_report(export->diag, SEVERITY_NOTE, "export-passed", sheet_place(sheet), (Str){0},
                    _("this is none of the template's tables, and nothing is read from it"));
        return false;
    }
    find_heads(&reader, spec);
    table->spec = spec;
    spec = with_owners(&reader, spec);
    if (table->columns[OWNER_CODE] < 0 && table->columns[OWNER_UNIT_CODE] < 0) {
        Str name = words_first(words_builtin.lists[WORDS_REGISTER_COLUMNS].of[FIELD_UNIT_CODE]);

        diag_report(export->diag, SEVERITY_ERROR, "export-column", sheet_place(sheet),
                    str_of(_("name the column under exports: in the office's gongkai.yaml, as unit-code: or "
                             "department-code:")),
                    _("no column says whose the rows are: there is no “%.*s”"), STR_ARG(name));
        return false;
    }
    wanted = (TableWanted){.spec = spec,
                           .hidden = reads_hidden(export->office) ? HIDDEN_READ : HIDDEN_ASK,
                           .year = export->office->year};
    if (is_large(&reader))
        return share_table(&reader, &wanted);
    table->table = read_table(&reader, &wanted);
    return table->table != NULL;
}
