// Whose the rows of an export are: by their codes, which must go with their names.
#include "office/internal-export.h"

#include <stdlib.h>

typedef struct Owners {
    Export *export;
    ExportTable *table;
    bool once; // codes are written in the first row of each alone
} Owners;

static const Office *office_of(const Owners *o)
{
    return o->export->office;
}

// What says it: the cell of a record, or NULL.
static const Cell *export_owner_cell(const ExportTable *table, size_t record, ExportOwner owner)
{
    return table->owners[record * OWNER_COUNT + (size_t)owner];
}

static Str text_of(const Owners *o, size_t record, ExportOwner owner)
{
    const Cell *cell = export_owner_cell(o->table, record, owner);

    return cell ? str_trim(cell->text) : (Str){0};
}

static Place export_cell_place(const ExportTable *table, const Cell *cell)
{
    return table_cell_place(table->table, cell);
}

// The Diag of a document, by its index; of what is none's, the export's own.
static Diag *export_diag(const Export *export, int document)
{
    return document < 0 ? export->diag : export->of[document];
}

void export_report(Export *export, int document, Severity severity, const char *rule, Place place, Str hint,
                   Str message)
{
    const OfficeDocument *documents = export->office->documents;
    const OfficeDocument *top = document < 0 ? NULL : documents[document].department;

    diag_report(export_diag(export, document), severity, rule, place, hint, "%.*s", STR_ARG(message));
    if (top && top - documents != document)
        diag_report(export->of[top - documents], severity, rule, place, hint, "%.*s", STR_ARG(message));
}

// ---- records

static void note_row(ExportTable *table, const Row *row, uint32_t first, uint32_t count)
{
    table->lines[row->record] = row->line;
    for (int owner = 0; owner < OWNER_COUNT; owner++) {
        int column = table->columns[owner];

        if (column >= (int)first && column < (int)(first + count) &&
            row->cells[(uint32_t)column - first].text.n)
            table->owners[row->record * OWNER_COUNT + (size_t)owner] = &row->cells[(uint32_t)column - first];
    }
}

static void find_records(Owners *o)
{
    Arena *arena = o->export->arena;
    ExportTable *table = o->table;
    const Table *all = table->table;

    for (size_t l = 0; l < all->spec->list_count; l++)
        for (size_t i = 0; i < all->lists[l].row_count; i++)
            if (all->lists[l].rows[i].record >= table->record_count)
                table->record_count = all->lists[l].rows[i].record + 1;
    table->owners = ARENA_ARRAY(arena, const Cell *, table->record_count *OWNER_COUNT + 1);
    table->documents = ARENA_ARRAY(arena, int, table->record_count + 1);
    table->subtotal = ARENA_ARRAY(arena, bool, table->record_count + 1);
    table->lines = ARENA_ARRAY(arena, uint32_t, table->record_count + 1);
    for (size_t l = 0; l < all->spec->list_count; l++)
        for (size_t i = 0; i < all->lists[l].row_count; i++)
            note_row(table, &all->lists[l].rows[i], all->spec->lists[l].first, all->spec->lists[l].count);
}

// Whether a record sums others, by the names of its rows.
static bool *find_totals(const Owners *o)
{
    const Table *all = o->table->table;
    bool *totals = ARENA_ARRAY(o->export->arena, bool, o->table->record_count + 1);

    for (size_t l = (size_t)o->table->first_list; l < all->spec->list_count; l++)
        for (size_t i = 0; i < all->lists[l].row_count; i++) {
            const Row *row = &all->lists[l].rows[i];

            totals[row->record] |= table_is_total_name(all->spec, row->shown);
        }
    for (size_t r = 0; r < o->table->record_count; r++)
        totals[r] |= table_is_total_name(o->table->spec, text_of(o, r, OWNER_UNIT_NAME)) ||
                     table_is_total_name(o->table->spec, text_of(o, r, OWNER_NAME));
    return totals;
}

static bool is_blank(const Owners *o, size_t record)
{
    return !text_of(o, record, OWNER_CODE).n && !text_of(o, record, OWNER_UNIT_CODE).n;
}

// Codes are written once where no two rows that follow each other have the same, and most have none.
static bool written_once(const Owners *o)
{
    size_t filled = 0, blank = 0;

    for (size_t r = 0; r < o->table->record_count; r++) {
        if (is_blank(o, r)) {
            blank++;
            continue;
        }
        filled++;
        if (r + 1 < o->table->record_count && !is_blank(o, r + 1) &&
            str_equal(text_of(o, r, OWNER_UNIT_CODE), text_of(o, r + 1, OWNER_UNIT_CODE)) &&
            str_equal(text_of(o, r, OWNER_CODE), text_of(o, r + 1, OWNER_CODE)))
            return false;
    }
    return filled > 1 && blank > filled;
}

// ---- codes

// A code of the register, with its first zeros or without.
typedef struct ExportCode {
    Str code;
    bool loose;
    int document;
} ExportCode;

static Str without_zeros(Str code)
{
    while (code.n > 1 && code.at[0] == '0')
        code = str_slice(code, 1, code.n);
    return code;
}

static int compare_keys(const ExportCode *a, const ExportCode *b)
{
    return a->loose != b->loose ? (int)a->loose - (int)b->loose : str_compare(a->code, b->code);
}

static int compare_codes(const void *a, const void *b)
{
    const ExportCode *x = a, *y = b;
    int order = compare_keys(x, y);

    return order ? order : (x->document > y->document) - (x->document < y->document);
}

void export_index_codes(Export *export)
{
    const Office *office = export->office;
    ExportCode *codes = ARENA_ARRAY(export->arena, ExportCode, office->document_count * 4 + 1);
    size_t n = 0;

    for (size_t i = 0; i < office->document_count; i++) {
        Str own[] = {office->documents[i].code, office->documents[i].unit_code};

        for (size_t k = 0; k < 2; k++) {
            if (!own[k].n)
                continue;
            codes[n++] = (ExportCode){own[k], false, (int)i};
            codes[n++] = (ExportCode){without_zeros(own[k]), true, (int)i};
        }
    }
    qsort(codes, n, sizeof *codes, compare_codes);
    export->codes = codes;
    export->code_count = n;
}

// The first of the register with that code.
static int find_code(const Export *export, Str code, bool loose)
{
    const ExportCode key = {.code = code, .loose = loose};
    size_t low = 0, high = export->code_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_keys(&export->codes[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return code.n && low < export->code_count && compare_keys(&export->codes[low], &key) == 0
               ? export->codes[low].document
               : -1;
}

static bool is_called(const OfficeDocument *document, Str region, Str name)
{
    const Str *said = document->said;

    if (name_equal(name, document->name) || name_equal(name, document->short_name) ||
        (document->unit
             ? name_equal(name, said[FIELD_UNIT_NAME])
             : name_equal(name, said[FIELD_DEPARTMENT_NAME]) || name_equal(name, said[FIELD_UNIT_NAME])))
        return true;
    // 清河县档案馆 where the register has 档案馆, or the other way round.
    if (region.n && str_starts(name, region))
        return name_equal(str_slice(name, region.n, name.n), document->name);
    return region.n && str_starts(document->name, region) &&
           name_equal(str_slice(document->name, region.n, document->name.n), name);
}

static int find_name(const Export *export, Str name)
{
    const Office *office = export->office;

    for (size_t i = 0; name.n && i < office->document_count; i++)
        if (is_called(&office->documents[i], office->region, name))
            return (int)i;
    return -1;
}

int export_owner_of(const Export *export, Str unit, Str department, Str name)
{
    Str code = unit.n ? unit : department;
    int found = find_code(export, code, false);

    found = found < 0 ? find_code(export, code, true) : found;
    return found < 0 ? find_name(export, name) : found;
}

static Str name_of(const Owners *o, size_t record)
{
    Str name = text_of(o, record, OWNER_UNIT_NAME);

    return name.n ? name : text_of(o, record, OWNER_NAME);
}

static Place record_place(const Owners *o, size_t record, ExportOwner owner)
{
    const Cell *cell = export_owner_cell(o->table, record, owner);

    for (int other = 0; !cell && other < OWNER_COUNT; other++)
        cell = export_owner_cell(o->table, record, (ExportOwner)other);
    if (cell)
        return export_cell_place(o->table, cell);
    return (Place){.file = o->table->table->file,
                   .sheet = o->table->table->sheet,
                   .line = o->table->lines[record],
                   .column = 1};
}

static bool same_owner(const Owners *o, size_t a, size_t b)
{
    for (int owner = 0; owner < OWNER_COUNT; owner++)
        if (!str_equal(text_of(o, a, (ExportOwner)owner), text_of(o, b, (ExportOwner)owner)))
            return false;
    return true;
}

// What is wrong with the owner of many rows is said once, of the first, with their number; empty: it was.
static Str said_once(const Owners *o, size_t record, Str message)
{
    size_t rows = 0;

    for (size_t r = 0; r < o->table->record_count; r++) {
        if (!same_owner(o, r, record))
            continue;
        if (r < record)
            return (Str){0};
        rows++;
    }
    return rows > 1 ? str_print(o->export->arena, _("%.*s (in %zu rows)"), STR_ARG(message), rows) : message;
}

// A code that the register does not have; the row is its name's, if that is somebody's.
static int report_nobody(const Owners *o, size_t record, Str code, ExportOwner owner)
{
    Arena *arena = o->export->arena;
    const Office *office = office_of(o);
    int meant = find_code(o->export, code, true), named = find_name(o->export, name_of(o, record));
    Str hint = str_of(_("add it to the register, or mend the code in the budget system and export again"));
    Str message =
        said_once(o, record,
                  code.n ? str_print(arena, _("nobody in the register has the code %.*s"), STR_ARG(code))
                         : str_print(arena, _("this row says no code: whose is it?")));

    if (meant < 0)
        meant = named;
    if (meant >= 0)
        hint = str_print(arena, _("the register has “%.*s” under the code %.*s"),
                         STR_ARG(office->documents[meant].name), STR_ARG(office->documents[meant].code));
    if (message.n)
        export_report(o->export, meant, SEVERITY_ERROR, "export-nobody", record_place(o, record, owner), hint,
                      message);
    return meant >= 0 ? meant : RECORD_NOBODY;
}

// said: the document that the code is of, or its department.
static void report_name(const Owners *o, size_t record, ExportOwner owner, int document,
                        const OfficeDocument *said, Str name)
{
    Arena *arena = o->export->arena;
    int other = find_name(o->export, name);
    Place place = record_place(o, record, owner);
    Str hint = str_of(_("one of the two is wrong: mend it in the budget system and export again; if the name "
                        "has changed, mend the register")),
        message = said_once(o, record,
                            str_print(arena, _("%.*s is “%.*s” in the register, and “%.*s” here"),
                                      STR_ARG(said->code), STR_ARG(said->name), STR_ARG(name)));

    if (!message.n)
        return;
    export_report(o->export, document, SEVERITY_ERROR, "export-name", place, hint, message);
    if (other >= 0 && other != document &&
        office_of(o)->documents[other].department != office_of(o)->documents[document].department)
        export_report(o->export, other, SEVERITY_ERROR, "export-name", place, hint, message);
    else if (other >= 0 && other != document)
        diag_report(o->export->of[other], SEVERITY_ERROR, "export-name", place, hint, "%.*s",
                    STR_ARG(message));
}

static void report_superior(const Owners *o, size_t record, int found, Str code)
{
    const OfficeDocument *document = &office_of(o)->documents[found];
    Str message =
        said_once(o, record,
                  str_print(o->export->arena, _("“%.*s” stands under %.*s in the register, under %.*s here"),
                            STR_ARG(document->name), STR_ARG(document->department->code), STR_ARG(code)));

    if (message.n)
        export_report(o->export, found, SEVERITY_ERROR, "export-name", record_place(o, record, OWNER_CODE),
                      str_of(_("mend it in the budget system and export again, or mend the register")),
                      message);
}

// The names beside a record's codes.
static void check_names(const Owners *o, size_t record, int found)
{
    const Office *office = office_of(o);
    const OfficeDocument *document = &office->documents[found];
    Str unit = text_of(o, record, OWNER_UNIT_NAME), department = text_of(o, record, OWNER_NAME),
        code = text_of(o, record, OWNER_CODE);

    if (unit.n && text_of(o, record, OWNER_UNIT_CODE).n && !is_called(document, office->region, unit))
        report_name(o, record, OWNER_UNIT_NAME, found, document, unit);
    if (!document->department)
        return;
    if (department.n && !is_called(document->department, office->region, department))
        report_name(o, record, OWNER_NAME, found, document->department, department);
    else if (code.n && !str_equal(code, document->department->code) &&
             !str_equal(code, document->department->unit_code))
        report_superior(o, record, found, code);
}

static int settle_record(const Owners *o, size_t record, bool total)
{
    Str unit = text_of(o, record, OWNER_UNIT_CODE), code = text_of(o, record, OWNER_CODE);
    ExportOwner owner = unit.n ? OWNER_UNIT_CODE : OWNER_CODE;
    int found;

    if (is_blank(o, record)) {
        if (o->once && record > 0 && o->table->documents[record - 1] != RECORD_TOTAL)
            return o->table->documents[record - 1];
        return total || o->once ? RECORD_TOTAL : report_nobody(o, record, (Str){0}, OWNER_UNIT_CODE);
    }
    found = find_code(o->export, unit.n ? unit : code, false);
    if (found < 0)
        return report_nobody(o, record, unit.n ? unit : code, owner);
    check_names(o, record, found);
    return found;
}

// Rows of a department that has rows of its units here sum those.
static void find_subtotals(const Owners *o)
{
    const Office *office = office_of(o);
    bool *has_units = ARENA_ARRAY(o->export->arena, bool, office->document_count + 1);

    for (size_t r = 0; r < o->table->record_count; r++) {
        int found = o->table->documents[r];
        const OfficeDocument *document = found < 0 ? NULL : &office->documents[found];

        if (document && document->department &&
            (document->unit || (document->unit_code.n && !str_equal(document->unit_code, document->code) &&
                                str_equal(text_of(o, r, OWNER_UNIT_CODE), document->unit_code))))
            has_units[document->department - office->documents] = true;
    }
    for (size_t r = 0; r < o->table->record_count; r++) {
        int found = o->table->documents[r];
        const OfficeDocument *document = found < 0 ? NULL : &office->documents[found];

        if (document && !document->unit && has_units[found] &&
            !(document->unit_code.n && str_equal(text_of(o, r, OWNER_UNIT_CODE), document->unit_code)))
            o->table->subtotal[r] = true;
    }
}

void export_settle_owners(Export *export, ExportTable *table)
{
    Owners o = {.export = export, .table = table};
    bool *totals;

    find_records(&o);
    totals = find_totals(&o);
    o.once = table->once ? table->once > 0 : written_once(&o);
    for (size_t r = 0; r < table->record_count; r++)
        table->documents[r] = settle_record(&o, r, totals[r]);
    find_subtotals(&o);
}
