// Sheets of an export that are not held: their rows pass once, are shared out to departments, and come back
// as a table of one department when it is checked or cut.
#include "office/internal-export.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/folder.h"

// Part 0 is nobody's: totals, codes that the register does not have. Others are of the register's rows.
struct ExportParts {
    TableParts *rows;
    size_t count;
    int spill;
    Diag *unheard;
    Export slice; // the part that is there; its arena is NULL where none is
    size_t part;
    bool *told; // as ExportTable has it
};

static void put_spill_away(void *parts)
{
    fd_close(&((ExportParts *)parts)->spill);
    diag_free(((ExportParts *)parts)->unheard);
    arena_free(((ExportParts *)parts)->slice.arena);
}

// In the office's own folder, without a name: gone with the process. In memory where a file system has none
// such.
static int spill_new(Arena *arena, const Office *office)
{
    Str folder = office_path(arena, office, office_name(OFFICE_INTERNAL));
    int fd = open(str_c(arena, folder), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    return fd >= 0 ? fd : memfd_create("gongkai", MFD_CLOEXEC);
}

// ---- whose a row is

static size_t part_of_document(const Office *office, int document)
{
    const OfficeDocument *top = document < 0 ? NULL : office->documents[document].department;

    if (document < 0)
        return 0;
    return (top ? (size_t)(top - office->documents) : (size_t)document) + 1;
}

typedef struct Sharing {
    const Export *export;
    const ExportTable *table;
    Arena *scratch;
    size_t last;               // the part of the row before
    StrBuf unit, code;         // of the row before
    size_t filled, blank;      // rows with a code and without
    bool rows_of_one_together; // two rows that follow each other have the same
} Sharing;

static Str text_of(const Sharing *s, const PartRow *row, ExportOwner owner)
{
    int column = s->table->columns[owner];

    for (size_t i = 0; column >= 0 && i < row->n; i++)
        if (row->texts[i].column == row->positions[column] && !row->texts[i].fault)
            return owner == OWNER_CODE || owner == OWNER_UNIT_CODE
                       ? table_code_text(s->scratch, row->texts[i].text)
                       : row->texts[i].text;
    return (Str){0};
}

static bool is_as_before(const Sharing *s, Str unit, Str code)
{
    return str_equal(unit, (Str){s->unit.at, s->unit.n}) && str_equal(code, (Str){s->code.at, s->code.n});
}

static void keep_codes(Sharing *s, Str unit, Str code)
{
    s->unit.n = s->code.n = 0;
    buf_add(&s->unit, unit);
    buf_add(&s->code, code);
}

static size_t share(void *context, const PartRow *row)
{
    Sharing *s = context;
    Str unit = text_of(s, row, OWNER_UNIT_CODE), code = text_of(s, row, OWNER_CODE);
    Str name = text_of(s, row, OWNER_UNIT_NAME);

    name = name.n ? name : text_of(s, row, OWNER_NAME);
    if (is_as_before(s, unit, code) && (unit.n || code.n)) {
        s->rows_of_one_together = true;
        s->filled++;
        return s->last;
    }
    keep_codes(s, unit, code);
    if (!unit.n && !code.n) {
        s->blank++;
        if (!name.n || table_is_total_name(s->table->spec, name))
            return s->last;
    } else {
        s->filled++;
    }
    s->last = part_of_document(s->export->office, export_owner_of(s->export, unit, code, name));
    return s->last;
}

bool export_share(Export *export, const ExportSheet *sheet, ExportTable *table, const TableWanted *wanted)
{
    Arena *arena = export->arena;
    ExportParts *parts = ARENA_NEW(arena, ExportParts);
    size_t documents = export->office->document_count;
    Sharing s = {.export = export, .table = table, .scratch = arena_new()};
    PartsSpec spec = {.wanted = *wanted, .count = documents + 1, .part_of = share, .context = &s};

    *parts = (ExportParts){.count = documents + 1, .spill = -1, .unheard = diag_new()};
    arena_defer(arena, put_spill_away, parts);
    s.unit.arena = s.code.arena = s.scratch;
    if (sheet->workbook) {
        parts->spill = spec.spill = spill_new(arena, export->office);
        parts->rows = sheet_parts(arena, export->diag, sheet->workbook, sheet->sheet, &spec);
    } else {
        parts->rows = csv_parts(arena, export->diag, sheet->source, &spec);
    }
    table->once = !s.rows_of_one_together && s.filled > 1 && s.blank > s.filled ? 1 : -1;
    arena_free(s.scratch);
    parts->told = ARENA_ARRAY(arena, bool, documents * 2 + 1);
    table->parts = parts;
    return parts->rows != NULL;
}

// ---- a part

// What its codes say to the whole table, and said when the row passed, must be one.
static void check_share(Export *slice, const ExportTable *table, size_t part)
{
    for (size_t r = 0; r < table->record_count; r++)
        if (table->documents[r] >= 0 && part_of_document(slice->office, table->documents[r]) != part)
            export_report(slice, table->documents[r], SEVERITY_ERROR, "export-nobody",
                          (Place){.file = table->table->file,
                                  .sheet = table->table->sheet,
                                  .line = table->lines[r],
                                  .column = 1},
                          str_of(_("write the code as the register does")),
                          str_of(_("it is not clear whose this row is")));
}

static ExportTable *slice_new(ExportParts *parts, const Export *export, const ExportTable *table)
{
    size_t index = (size_t)(table - export->tables);
    Export *slice = &parts->slice;
    ExportTable *own;

    arena_free(slice->arena);
    *slice = *export;
    slice->arena = arena_new();
    slice->tables = ARENA_ARRAY(slice->arena, ExportTable, export->table_count + 1);
    for (size_t i = 0; i < export->table_count; i++)
        slice->tables[i] = export->tables[i];
    own = &slice->tables[index];
    own->parts = NULL;
    own->told = parts->told;
    own->made_rows = own->joined = 0;
    return own;
}

// check: what is wrong with its rows is told; of the sheet as a whole with the first part.
static ExportTable *slice_load(const Export *export, ExportTable *table, size_t part, bool check, bool first)
{
    ExportParts *parts = table->parts;
    ExportTable *own = slice_new(parts, export, table);
    Export *slice = &parts->slice;
    Diag *found = diag_new();
    const Table *read = table_parts_read(slice->arena, found, parts->rows, part);

    parts->part = part;
    if (!check) {
        slice->of = export->unheard;
        slice->diag = parts->unheard;
    }
    export_take_findings(own, found);
    if (read) {
        own->table = read;
        export_settle_owners(slice, own);
        check_share(slice, own, part);
    }
    if (check)
        export_share_findings(slice, own, first ? 0 : table_parts_first(parts->rows));
    diag_free(found);
    own->found = NULL;
    slice->of = export->of;
    slice->diag = export->diag;
    return own;
}

ExportTable *export_part(Export *export, ExportTable *table, const OfficeDocument *document, Export **slice)
{
    ExportParts *parts = table->parts;
    size_t part = part_of_document(export->office, (int)(document - export->office->documents));

    if (!parts->slice.arena || parts->part != part)
        slice_load(export, table, part, false, false);
    *slice = &parts->slice;
    return &parts->slice.tables[table - export->tables];
}

void export_each_part(Export *export, ExportTable *table,
                      void (*visit)(void *context, Export *slice, ExportTable *own), void *context)
{
    ExportParts *parts = table->parts;
    bool first = true;

    for (size_t part = 0; part < parts->count; part++) {
        if (!table_parts_any(parts->rows, part))
            continue;
        ExportTable *own = slice_load(export, table, part, true, first);

        visit(context, &parts->slice, own);
        table->made_rows += own->made_rows;
        table->joined += own->joined;
        first = false;
    }
    arena_free(parts->slice.arena);
    parts->slice.arena = NULL;
}
