// A document's tables, cut from the export: its units' rows, each unit's table whole, summed to its
// department's.
#include "office/internal-export.h"

#define INDENT 4 // half ems of a level

typedef struct Cutting {
    Export *export;
    ExportTable *from;
    const TableSpec *spec; // of the document's template
    int document;          // of the register's row whose records are taken
    bool subtotals;        // the department's own rows beside those of its units
} Cutting;

typedef VEC(const Table *) Tables;

// One table of several.
static const Table *summed(Export *export, const ExportTable *table, const Tables *parts)
{
    Table *sum;

    if (parts->n == 1)
        return parts->at[0];
    sum = table_sum(export->arena, table->spec, parts->at, parts->n, table->table->file);
    sum->origin = table->table->origin;
    return sum;
}

// ---- one row of the register

static bool is_taken(const Cutting *c, const Row *row)
{
    return c->from->documents[row->record] == c->document && c->from->subtotal[row->record] == c->subtotals;
}

static void take_rows(const Cutting *c, int list, CutRows *rows)
{
    const List *all = &c->from->table->lists[c->from->first_list + list];
    Arena *arena = c->export->arena;
    size_t n = 0; // of all that the export has, which are many more

    for (size_t i = 0; i < all->row_count; i++)
        n += is_taken(c, &all->rows[i]);
    *rows = (CutRows){.spec = c->spec,
                      .list = list,
                      .of = c->from->table,
                      .rows = ARENA_ARRAY(arena, Row, n + 1),
                      .indents = ARENA_ARRAY(arena, uint32_t, n + 1)};
    for (size_t i = 0; i < all->row_count; i++) {
        const Row *row = &all->rows[i];

        if (!is_taken(c, row))
            continue;
        rows->rows[rows->n] = (Row){.code = row->code,
                                    .shown = row->shown,
                                    .cells = row->cells,
                                    .line = row->line,
                                    .record = row->record,
                                    .unit = row->unit};
        if (all->spec->hierarchy == HIERARCHY_NAMES && row->level > 0)
            rows->indents[rows->n] = (uint32_t)row->level * INDENT;
        rows->n++;
    }
}

static Table *table_of(const Cutting *c, const CutRows *lists)
{
    Table *table = table_empty(c->export->arena, c->spec);

    table->file = c->from->table->file;
    table->sheet = c->from->table->sheet;
    table->file_unit = c->from->table->file_unit;
    table->rounding = c->from->table->rounding;
    table->origin = c->from->table->origin;
    for (size_t l = 0; l < c->spec->list_count; l++)
        table_set_rows(c->export->arena, table, (int)l, lists[l].rows, lists[l].indents, lists[l].n);
    return table;
}

// ---- rows that stand twice

static bool same_cells(const Row *a, const Row *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const Cell *x = &a->cells[i], *y = &b->cells[i];
        bool amount = x->kind == CELL_AMOUNT && y->kind == CELL_AMOUNT;

        if (amount ? !mpq_equal(x->stored, y->stored) : !str_equal(x->text, y->text))
            return false;
    }
    return true;
}

static void report_twice(const Cutting *c, const Table *table, const Row *row, const Row *first)
{
    Arena *arena = c->export->arena;

    export_report(
        c->export, c->document, c->from->passed ? SEVERITY_WARNING : SEVERITY_ERROR, "export-twice",
        table_row_place(table, row),
        str_of(_("delete one in the budget system and export again; if both count, their amounts are "
                 "added")),
        str_print(arena, _("this row, “%.*s”, stands in line %u already, with the same amounts"),
                  STR_ARG(row->shown), first->line));
}

static bool is_text(const TableSpec *spec, int list)
{
    const ListSpec *l = &spec->lists[list];

    for (uint32_t i = l->first; i < l->first + l->count; i++)
        if (spec->columns[i].kind == COLUMN_TEXT && table_unit_column(spec, list) != (int)i)
            return true;
    return false;
}

// How many rows of the same before each: those of one item are added, as several projects of it are.
static size_t find_layers(const Cutting *c, const Table *table, int list, size_t *layers)
{
    Arena *scratch = arena_new();
    const List *l = &table->lists[list];
    const RowKey *keys = table_row_keys(scratch, table, list);
    size_t most = 0;

    for (size_t i = 0; i < l->row_count && !is_text(c->spec, list); i++)
        for (size_t k = i; k-- > 0 && layers[i] == 0;) {
            if (!str_equal(keys[k].exact, keys[i].exact))
                continue;
            layers[i] = layers[k] + 1;
            most = layers[i] > most ? layers[i] : most;
            if (same_cells(&l->rows[i], &l->rows[k], l->spec->count))
                report_twice(c, table, &l->rows[i], &l->rows[k]);
        }
    arena_free(scratch);
    return most;
}

static void take_layer(const Table *table, int list, const size_t *layers, size_t layer, CutRows *rows)
{
    size_t n = 0;

    rows->n = table->lists[list].row_count;
    for (size_t i = 0; i < rows->n; i++)
        if (layers[i] == layer) {
            rows->indents[n] = rows->indents[i];
            rows->rows[n] = rows->rows[i];
            n++;
        }
    rows->n = n;
}

// Rows of one item added to one row.
static const Table *joined(const Cutting *c, const Table *table)
{
    Arena *arena = c->export->arena;
    size_t **layers = ARENA_ARRAY(arena, size_t *, c->spec->list_count), most = 0;
    Tables tables = {0};

    for (size_t l = 0; l < c->spec->list_count; l++) {
        size_t found;

        layers[l] = ARENA_ARRAY(arena, size_t, table->lists[l].row_count + 1);
        found = find_layers(c, table, (int)l, layers[l]);
        most = found > most ? found : most;
    }
    if (!most)
        return table;
    for (size_t layer = 0; layer <= most; layer++) {
        CutRows *lists = ARENA_ARRAY(arena, CutRows, c->spec->list_count);

        for (size_t l = 0; l < c->spec->list_count; l++) {
            take_rows(c, (int)l, &lists[l]);
            take_layer(table, (int)l, layers[l], layer, &lists[l]);
            c->from->joined += layer ? lists[l].n : 0;
        }
        *vec_push(arena, &tables) = table_of(c, lists);
    }
    return summed(c->export, c->from, &tables);
}

// ---- what is made

static Str total_name(const Cutting *c)
{
    for (size_t l = (size_t)c->from->first_list; l < c->from->table->spec->list_count; l++)
        for (size_t i = 0; i < c->from->table->lists[l].row_count; i++)
            if (table_is_total_name(c->spec, c->from->table->lists[l].rows[i].shown))
                return c->from->table->lists[l].rows[i].shown;
    return c->spec->total_name_count ? c->spec->total_names[0]
                                     : words_first(words_builtin.lists[WORDS_TOTAL_ROWS]);
}

static const Table *completed(const Cutting *c, const Table *table)
{
    Arena *arena = c->export->arena;
    CutRows *lists = ARENA_ARRAY(arena, CutRows, c->spec->list_count);
    size_t made = 0;

    for (size_t l = 0; l < c->spec->list_count; l++) {
        const List *list = &table->lists[l];

        lists[l] = (CutRows){.spec = c->spec,
                             .list = (int)l,
                             .document = c->document,
                             .of = table,
                             .rows = ARENA_ARRAY(arena, Row, list->row_count + 1),
                             .indents = ARENA_ARRAY(arena, uint32_t, list->row_count + 1),
                             .n = list->row_count};
        for (size_t i = 0; i < list->row_count; i++) {
            lists[l].rows[i] = list->rows[i];
            if (list->spec->hierarchy == HIERARCHY_NAMES)
                lists[l].indents[i] = (uint32_t)list->rows[i].level * INDENT;
        }
        made += cut_make_parents(c->export, &lists[l], total_name(c));
    }
    if (!made)
        return table;
    c->from->made_rows += made;
    for (size_t l = 0; l < c->spec->list_count; l++) // what is made stands in no record of the export
        for (size_t i = 0; i < lists[l].n; i++)
            lists[l].rows[i].record = (uint32_t)i;
    return table_of(c, lists);
}

// NULL where the row of the register has none here.
static const Table *cut_new(const Cutting *c)
{
    CutRows *lists = ARENA_ARRAY(c->export->arena, CutRows, c->spec->list_count);
    size_t n = 0;

    for (size_t l = 0; l < c->spec->list_count; l++) {
        take_rows(c, (int)l, &lists[l]);
        n += lists[l].n;
    }
    return n ? completed(c, joined(c, table_of(c, lists))) : NULL;
}

// Of a part that comes again what is wrong with it is told once, and what is made of it counted once.
static const Table *cut_told(const Cutting *c, size_t at)
{
    Diag **of = c->export->of;
    size_t made = c->from->made_rows, joined_rows = c->from->joined;
    const Table *cut;

    if (!c->from->told || !c->from->told[at]) {
        if (c->from->told)
            c->from->told[at] = true;
        return cut_new(c);
    }
    c->export->of = c->export->unheard;
    cut = cut_new(c);
    c->export->of = of;
    c->from->made_rows = made;
    c->from->joined = joined_rows;
    return cut;
}

static const Table *cut_one(Export *export, ExportTable *table, size_t document, bool subtotals)
{
    size_t count = export->office->document_count, at = document + (subtotals ? count : 0);
    const Cutting c = {.export = export,
                       .from = table,
                       .spec = table->spec,
                       .document = (int)document,
                       .subtotals = subtotals};
    bool any = false;

    for (size_t r = 0; r < table->record_count && !any; r++)
        any = table->documents[r] == (int)document && table->subtotal[r] == subtotals;
    if (!table->cuts)
        table->cuts = ARENA_ARRAY(export->arena, const Table *, count * 2 + 1);
    if (any && !table->cuts[at])
        table->cuts[at] = cut_told(&c, at);
    return table->cuts[at];
}

// ---- a document

const TableSpec *export_spec(const Office *office, const OfficeDocument *document, const ExportTable *table)
{
    const Template *t = document->unit ? office->own_unit : office->department;

    for (size_t i = 0; table->spec->number > 0 && t && i < t->table_count; i++)
        if (t->tables[i].number == table->spec->number && table_spec_same_form(&t->tables[i], table->spec))
            return &t->tables[i];
    return table->spec;
}

// The tables of all rows of the register that a document is made of; all: also of what is not published.
static Tables parts_of(Export *export, const OfficeDocument *document, ExportTable *table, bool all)
{
    const Office *office = export->office;
    Tables parts = {0};

    for (size_t i = 0; i < office->document_count; i++) {
        const OfficeDocument *part = &office->documents[i];
        const Table *cut;

        if (part != document &&
            (document->unit || part->department != document || (part->way == WAY_NONE && !all)))
            continue;
        cut = cut_one(export, table, i, false);
        if (cut)
            *vec_push(export->arena, &parts) = cut;
    }
    return parts;
}

static const Table *cut_part(Export *export, const OfficeDocument *document, ExportTable *table)
{
    Export *slice;
    ExportTable *own = export_part(export, table, document, &slice);
    const Table *cut = export_cut(slice, document, own);

    table->made_rows += own->made_rows;
    table->joined += own->joined;
    own->made_rows = own->joined = 0;
    return cut;
}

const Table *export_cut(Export *export, const OfficeDocument *document, ExportTable *table)
{
    const TableSpec *spec = table->spec;
    Tables parts;

    if (table->parts)
        return cut_part(export, document, table);
    parts = parts_of(export, document, table, false);
    if (parts.n)
        return summed(export, table, &parts);
    if (!spec->may_be_empty)
        export_report(
            export, (int)(document - export->office->documents), SEVERITY_ERROR, "export-empty",
            (Place){.file = table->table->file, .sheet = table->table->sheet, .line = 1, .column = 1},
            str_of(_("is its code in the register the one that the budget system has?")),
            str_print(export->arena, _("no row of “%.*s” is of %.*s “%.*s”"), STR_ARG(spec->name),
                      STR_ARG(document->code), STR_ARG(document->name)));
    return table_empty(export->arena, spec);
}

// ---- in an arena of the caller's

// What was cut when the export was checked is told; every cut is made anew.
Export *export_view(Arena *arena, Export *export)
{
    size_t count = export->office->document_count * 2;
    Export *view = ARENA_NEW(arena, Export);

    *view = *export;
    view->arena = arena;
    view->tables = ARENA_ARRAY(arena, ExportTable, export->table_count);
    for (size_t i = 0; i < export->table_count; i++) {
        ExportTable *table = &export->tables[i];

        if (!table->told)
            table->told = ARENA_ARRAY(export->arena, bool, count + 1);
        for (size_t k = 0; table->cuts && k < count; k++)
            table->told[k] = table->told[k] || table->cuts[k];
        view->tables[i] = *table;
        view->tables[i].cuts = NULL;
        view->tables[i].made_rows = view->tables[i].joined = 0;
    }
    return view;
}

void export_view_end(Export *export, const Export *view)
{
    for (size_t i = 0; i < export->table_count; i++) {
        export->tables[i].made_rows += view->tables[i].made_rows;
        export->tables[i].joined += view->tables[i].joined;
    }
}

// ---- departments' own rows

typedef struct SumCheck {
    Export *export;
    int document;
    const Table *said, *sum;
    bool units; // its rows are units
} SumCheck;

static void report_sum(const SumCheck *check, const Row *row, const Cell *said, const ColumnSpec *column,
                       const Cell *sum)
{
    Arena *arena = check->export->arena;
    Str value = sum && sum->kind == CELL_AMOUNT ? sum->text : STR("0");

    export_report(
        check->export, check->document, SEVERITY_ERROR, "export-sum", table_cell_place(check->said, said),
        str_of(_("export again; the document is made of the units' rows")),
        str_print(arena, _("the department's “%.*s”, %.*s, is %.*s here; its units' rows come to %.*s"),
                  STR_ARG(row->shown), STR_ARG(column->name), STR_ARG(said->text), STR_ARG(value)));
}

// The row of the sum that a department's row is to equal; -1: none. Among rows of units it is their total.
static int row_of_sum(Arena *scratch, const SumCheck *check, int list, size_t row)
{
    const List *sum = &check->sum->lists[list];
    RowMatches found = {0};

    for (size_t i = 0; check->units && i < sum->row_count; i++)
        if (sum->rows[i].kind == ROW_TOTAL && !sum->rows[i].part)
            return (int)i;
    table_find_same(scratch, (CellRef){check->said, list, (int)row, 0}, check->sum, list, &found);
    return found.n ? found.at[0].row : -1;
}

static void check_row(const SumCheck *check, int list, size_t row)
{
    Arena *scratch = arena_new();
    const List *l = &check->said->lists[list];
    int same = row_of_sum(scratch, check, list, row);

    for (uint32_t i = 0; i < l->spec->count; i++) {
        const ColumnSpec *column = &check->said->spec->columns[l->spec->first + i];
        const Cell *said = &l->rows[row].cells[i], *sum;

        // What is made of the department's own rows is no second comparison.
        if (column->kind != COLUMN_AMOUNT || column->unit.kind == UNIT_RATIO || said->kind != CELL_AMOUNT ||
            said->place)
            continue;
        sum = same >= 0 ? &check->sum->lists[list].rows[same].cells[i] : NULL;
        if (sum && sum->kind == CELL_AMOUNT ? !mpq_equal(said->stored, sum->stored)
                                            : mpq_sgn(said->stored) != 0)
            report_sum(check, &l->rows[row], said, column, sum);
    }
    arena_free(scratch);
}

// Whether the rows of a table are units: the columns that say whose they are, are its own.
static bool rows_are_units(const ExportTable *table)
{
    return table->columns[OWNER_UNIT_CODE] >= 0 &&
           (table->first_list == 0 ||
            table->columns[OWNER_UNIT_CODE] >= (int)table->table->spec->lists[0].count);
}

static void check_department(Export *export, ExportTable *table, size_t document)
{
    const OfficeDocument *own = &export->office->documents[document];
    SumCheck check = {.export = export, .document = (int)document, .units = rows_are_units(table)};
    Tables parts;

    check.said = cut_one(export, table, document, true);
    parts = parts_of(export, own, table, true);
    if (!check.said || !parts.n)
        return;
    check.sum = summed(export, table, &parts);
    for (size_t l = 0; l < check.said->spec->list_count; l++)
        for (size_t i = 0; i < check.said->lists[l].row_count; i++)
            check_row(&check, (int)l, i);
}

void export_check_table_sums(Export *export, ExportTable *table)
{
    bool *has = ARENA_ARRAY(export->arena, bool, export->office->document_count + 1);

    for (size_t r = 0; r < table->record_count; r++)
        if (table->documents[r] >= 0 && table->subtotal[r])
            has[table->documents[r]] = true;
    for (size_t i = 0; i < export->office->document_count; i++)
        if (has[i])
            check_department(export, table, i);
}
