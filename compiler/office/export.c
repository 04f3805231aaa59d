// The exports of the budget system: the newest dated folder, as tables of all documents.
#include "office/internal-export.h"

#define HEAD_LINES 8 // of a CSV, in which its header may stand

// ---- the folder

// The day that a folder's name begins with.
static bool folder_date(Str name, Date *date)
{
    return office_date(name, date) || (name.n >= 8 && office_date(str_slice(name, 0, 8), date));
}

static int64_t folder_day(Str name)
{
    Date date;

    return folder_date(name, &date) ? date_seconds(date) : INT64_MIN;
}

// The newest; of one day the last by name. The folder of exports itself, where no folder in it is dated.
static Str newest(Arena *arena, Diag *diag, const Office *office)
{
    Str exports = office_name(OFFICE_EXPORTS), found = {0};
    Input folder = office_input(arena, office, exports);
    size_t n;
    Str *names = input_list(arena, diag, folder, &n);

    for (size_t i = 0; i < n; i++)
        if (folder_day(names[i]) != INT64_MIN &&
            input_is_folder(diag, input_below(arena, folder, names[i])) &&
            (!found.n || folder_day(names[i]) >= folder_day(found)))
            found = names[i];
    if (found.n)
        return str_print(arena, "%.*s/%.*s", STR_ARG(exports), STR_ARG(found));
    return n ? exports : (Str){0};
}

// ---- its files

static bool has_ending(Str name, const char *ending)
{
    Str end = str_of(ending);

    return name.n > end.n && name_equal(str_slice(name, name.n - end.n, name.n), end);
}

static bool is_workbook(Str name)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".et", ".ods"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (has_ending(name, endings[i]))
            return true;
    return false;
}

static Str stem_of(Str name)
{
    size_t end = name.n;

    while (end > 0 && name.at[end - 1] != '.')
        end--;
    return str_slice(name, 0, end ? end - 1 : name.n);
}

typedef struct Reader {
    Export *export;
    VEC(ExportTable) tables;
} Reader;

// One table from two places would be cut twice.
static bool is_double(const Reader *reader, const ExportTable *table, Str file)
{
    for (size_t i = 0; i < reader->tables.n; i++) {
        const ExportTable *other = &reader->tables.at[i];

        if (other->spec != table->spec && !name_equal(other->spec->name, table->spec->name))
            continue;
        diag_report(reader->export->diag, SEVERITY_ERROR, "table-duplicate", (Place){.file = file},
                    str_of(_("keep one of the two")), _("“%.*s” is in %.*s already"),
                    STR_ARG(table->spec->name), STR_ARG(other->table->file));
        return true;
    }
    return false;
}

static void read_sheet(Reader *reader, const ExportSheet *sheet)
{
    ExportTable table;

    if (export_read_sheet(reader->export, sheet, &table) && !is_double(reader, &table, sheet->file)) {
        if (!table.parts)
            export_settle_owners(reader->export, &table);
        *vec_push(reader->export->arena, &reader->tables) = table;
    }
    if (table.found)
        export_share_findings(reader->export, &table, 0);
    diag_free(table.found);
}

static void read_workbook(Reader *reader, Input input, Str file, Str stem)
{
    Export *export = reader->export;
    Workbook *workbook;
    Str bytes;
    size_t visible = 0;

    if (!source_bytes(export->arena, export->diag, input, file, &bytes))
        return;
    digest_add(&export->digest, file, bytes);
    workbook = workbook_from_bytes(export->arena, export->diag, bytes, file);
    if (workbook)
        workbook_hold(workbook, export->office->held);
    for (size_t i = 0; workbook && i < workbook_sheet_count(workbook); i++)
        visible += !workbook_sheet_hidden(workbook, i);
    for (size_t i = 0; workbook && i < workbook_sheet_count(workbook); i++) {
        ExportSheet sheet = {.file = file, .workbook = workbook, .sheet = i};
        bool broken;

        if (workbook_sheet_hidden(workbook, i))
            continue;
        sheet.stem = workbook_sheet_name(workbook, i);
        if (visible == 1 && project_table_named(export->arena, export->office->department, stem))
            sheet.stem = stem;
        sheet.head = workbook_sheet_head(workbook, export->diag, i, &sheet.head_count, &broken);
        if (!broken && sheet.head_count)
            read_sheet(reader, &sheet);
    }
    workbook_release(workbook);
}

// The texts of the first lines of a CSV.
static const Str *csv_head(Arena *arena, const Source *source, size_t *n)
{
    VEC(Str) texts = {0};

    for (uint32_t i = 1; i <= source->line_count && i <= HEAD_LINES; i++) {
        Str line = source_line(source, i);
        size_t from = 0;

        for (size_t at = 0; at <= line.n; at++) {
            Str text;

            if (at < line.n && line.at[at] != ',')
                continue;
            text = str_trim(str_slice(line, from, at));
            if (text.n > 1 && text.at[0] == '"' && text.at[text.n - 1] == '"')
                text = str_slice(text, 1, text.n - 1);
            if (text.n)
                *vec_push(arena, &texts) = text;
            from = at + 1;
        }
    }
    *n = texts.n;
    return texts.at;
}

static void read_csv(Reader *reader, Input input, Str file, Str stem)
{
    Export *export = reader->export;
    ExportSheet sheet = {.file = file, .stem = stem};

    sheet.source = source_read_digested(export->arena, export->diag, &export->digest, input, file, (Str){0});
    if (!sheet.source)
        return;
    sheet.head = csv_head(export->arena, sheet.source, &sheet.head_count);
    if (sheet.head_count)
        read_sheet(reader, &sheet);
}

static void read_files(Reader *reader)
{
    Export *export = reader->export;
    Input folder = office_input(export->arena, export->office, export->folder);
    size_t n;
    Str *names = input_list(export->arena, export->diag, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Str file = str_print(export->arena, "%.*s/%.*s", STR_ARG(export->folder), STR_ARG(names[i]));
        Input input = input_below(export->arena, folder, names[i]);

        if (input_kind(input) == INPUT_FOLDER)
            continue;
        if (is_workbook(names[i]))
            read_workbook(reader, input, file, stem_of(names[i]));
        else if (has_ending(names[i], ".csv"))
            read_csv(reader, input, file, stem_of(names[i]));
        else
            diag_report(export->diag, SEVERITY_NOTE, "export-passed", (Place){.file = file}, (Str){0},
                        _("this is no workbook and no CSV, and nothing is read from it"));
    }
}

// ---- what rows say of each other

static void check_part(void *context, Export *slice, ExportTable *own)
{
    export_check_table_sums(slice, own);
    item_notes_add(context, own, (size_t)(own - slice->tables));
}

static void check_tables(Export *export)
{
    ItemNotes *notes = item_notes_new(export);

    for (size_t t = 0; t < export->table_count; t++) {
        ExportTable *table = &export->tables[t];

        if (table->parts) {
            export_each_part(export, table, check_part, notes);
            continue;
        }
        export_check_table_sums(export, table);
        item_notes_add(notes, table, t);
    }
    item_notes_check(notes);
}

static const Table *read_accounts(Export *export)
{
    Diag *told = diag_new(); // each project tells it
    uint64_t digest = 0;
    AccountsReader reader = {.arena = export->arena, .diag = told, .digest = &digest};
    const Table *accounts = template_accounts(&reader, export->office->department, export->office->year);

    diag_append_failures(export->diag, told);
    diag_free(told);
    return accounts;
}

Export *export_read(Arena *arena, Diag *diag, const Office *office)
{
    Export *export = ARENA_NEW(arena, Export);
    Reader reader = {.export = export};
    size_t failures = diag_count(diag, SEVERITY_FAILURE);

    if (!office->department)
        return NULL; // reported
    *export = (Export){.office = office, .arena = arena, .folder = newest(arena, diag, office)};
    if (diag_count(diag, SEVERITY_FAILURE) > failures)
        return NULL;
    if (!export->folder.n) {
        diag_report(diag, SEVERITY_ERROR, "export-missing", (Place){.file = office_name(OFFICE_EXPORTS)},
                    str_of(_("put what the budget system exports into a folder of its day, 2026-01-20")),
                    _("there is no export to cut tables from"));
        return NULL;
    }
    export->diag = diag_new();
    export->of = ARENA_ARRAY(arena, Diag *, office->document_count + 1);
    for (size_t i = 0; i < office->document_count; i++)
        export->of[i] = diag_new();
    export->unheard = ARENA_ARRAY(arena, Diag *, office->document_count + 1);
    for (size_t i = 0; i <= office->document_count; i++)
        export->unheard[i] = i ? export->unheard[0] : diag_new();
    export_index_codes(export);
    export->accounts = read_accounts(export);
    read_files(&reader);
    export->tables = reader.tables.at;
    export->table_count = reader.tables.n;
    check_tables(export);
    return export;
}

ExportCounts export_counts(const Export *export)
{
    ExportCounts counts = {.folder = export->folder, .tables = export->table_count};

    for (size_t i = 0; i < export->table_count; i++) {
        counts.made_rows += export->tables[i].made_rows;
        counts.joined += export->tables[i].joined;
    }
    return counts;
}

void export_free(Export *export)
{
    if (!export)
        return;
    diag_free(export->diag);
    diag_free(export->unheard[0]);
    for (size_t i = 0; i < export->office->document_count; i++)
        diag_free(export->of[i]);
}

bool export_changed(Diag *diag, const Export *export)
{
    Arena *arena = arena_new();
    Diag *unread = diag_new();
    Input folder = office_input(arena, export->office, export->folder);
    uint64_t digest = 0;
    size_t n;
    Str *names = input_list(arena, unread, folder, &n);
    bool failed;

    for (size_t i = 0; i < n; i++) {
        Str file = str_print(arena, "%.*s/%.*s", STR_ARG(export->folder), STR_ARG(names[i])), bytes;

        if (!(is_workbook(names[i]) || has_ending(names[i], ".csv")))
            continue;
        if (source_bytes(arena, unread, input_below(arena, folder, names[i]), file, &bytes))
            digest_add(&digest, file, bytes);
    }
    Str now = newest(export->arena, unread, export->office);
    failed = diag_append_failures(diag, unread);
    diag_free(unread);
    arena_free(arena);
    return !failed && (digest != export->digest || !str_equal(now, export->folder));
}
