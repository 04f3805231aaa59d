// units-sum: a department's published tables are the sums of its units' (财预〔2016〕143号: a department's
// budget and accounts are those of 本级 and of its units together), cell by cell. A table without a file of
// its own is made as that sum and holds by itself.
//
// Rows are the same by account code, else by name, and where names repeat by all that they stand under;
// several of one key (an account item by unit) count together. In tables by unit each row is its unit's
// total. Rows of prose (绩效目标) and rates are not summed.
#include "check/internal-check.h"

#include <stdlib.h>

#include "rules/rules.h"

typedef struct Entry {
    Str key;
    const RowKey *row_key;
    const Table *table;
    size_t of; // 0 the department's table, from 1 the units'
    int row;
} Entry;

typedef struct UnitsCheck {
    Check *check;
    Arena *scratch; // for one list
    CheckedRule *known;
    RuleSpec *rule;       // as failures show it, and as those who watch keep it
    const Table **tables; // the department's and each unit's of one form
    const Str *names;     // of the units, folded
    size_t count;         // of tables
    int list;
    bool by_unit, prose; // what the list's rows are
    bool single_total;   // no table has more than one total
    bool untotalled;     // a unit's list has rows and no total
} UnitsCheck;

static const List *list_of(const UnitsCheck *u, size_t of)
{
    return &u->tables[of]->lists[u->list];
}

// Whether the list has a column of the kind, of one of the names where any are given.
static bool has_column(const UnitsCheck *u, ColumnKind kind, const WordList *names)
{
    const TableSpec *spec = u->tables[0]->spec;
    const ListSpec *list = &spec->lists[u->list];

    for (uint32_t i = list->first; i < list->first + list->count; i++)
        if (spec->columns[i].kind == kind && (!names || words_find(*names, spec->columns[i].name) >= 0))
            return true;
    return false;
}

static int total_of(const List *list)
{
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind == ROW_TOTAL)
            return (int)i;
    return -1;
}

static void read_totals(UnitsCheck *u)
{
    u->single_total = true;
    u->untotalled = false;
    for (size_t of = 0; of < u->count; of++) {
        const List *list = list_of(u, of);
        size_t totals = 0;

        for (size_t i = 0; i < list->row_count; i++)
            totals += list->rows[i].kind == ROW_TOTAL;
        u->single_total &= totals <= 1;
        u->untotalled |= of > 0 && list->row_count > 0 && totals == 0;
    }
}

// ---- one comparison

typedef VEC(CellRef) Cells;

static bool add_cell(UnitsCheck *u, Cells *cells, const Table *table, int row, int column)
{
    CellRef ref = {table, u->list, row, column};

    if (table_cell(ref)->kind == CELL_TEXT)
        return false;
    *vec_push(u->scratch, cells) = ref;
    return true;
}

static bool all_zero(const Cells *cells)
{
    for (size_t i = 0; i < cells->n; i++) {
        const Cell *cell = table_cell(cells->at[i]);

        if (cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0)
            return false;
    }
    return true;
}

static bool same_units(const Cells *cells, Unit unit)
{
    for (size_t i = 0; i < cells->n; i++)
        if (!unit_same_kind(table_column(cells->at[i])->unit, unit))
            return false;
    return true;
}

static void hold(UnitsCheck *u, const Cells *own, const Cells *units)
{
    Check *check = u->check;
    Unit unit = table_column(own->at[0])->unit;
    ClaimResult result;

    if (!same_units(own, unit) || !same_units(units, unit))
        return;
    u->known->held++;
    check->comparisons++;
    if (all_zero(own) && all_zero(units))
        return;
    result = figure_hold_sum(check->env, (FigureCells){own->at, own->n}, (FigureCells){units->at, units->n},
                             u->scratch);
    if (check->watch)
        check->watch(check->watcher, &(Holding){u->rule, &result, result.outcome == CLAIM_HOLDS, NULL});
    if ((result.outcome != CLAIM_FAILS && result.outcome != CLAIM_ROUNDED) ||
        withheld_unit_explains(check, own->at[0], &result))
        return;
    u->known->failed++;
    result.left.shown = own->n == 1 ? figure_item_name(check->arena, &result.left.trace[0])
                                    : str_print(check->arena,
                                                dngettext(GONGKAI_DOMAIN, "the sum of %zu cell",
                                                          "the sum of %zu cells", (unsigned long)own->n),
                                                own->n);
    result.right.shown = str_of(_("the sum of the units"));
    failure_report(check, u->rule, &result);
}

static bool is_summed(const ColumnSpec *column)
{
    return column->kind == COLUMN_AMOUNT && column->unit.kind != UNIT_RATIO;
}

// Entries of one key: the department's come first.
static void hold_entries(UnitsCheck *u, const Entry *entries, size_t n)
{
    const ListSpec *spec = &u->tables[0]->spec->lists[u->list];

    for (uint32_t c = 0; c < spec->count; c++) {
        Cells own = {0}, units = {0};
        bool numbers = is_summed(&u->tables[0]->spec->columns[spec->first + c]);

        for (size_t i = 0; i < n && numbers; i++)
            numbers = add_cell(u, entries[i].of ? &units : &own, entries[i].table, entries[i].row, (int)c);
        if (numbers)
            hold(u, &own, &units);
    }
}

// ---- rows that the department's table has not

// False where there is nothing to say: all is zero.
static bool report_missing(UnitsCheck *u, const Entry *entries, size_t n)
{
    Check *check = u->check;
    const Table *own = u->tables[0];
    const Row *row = &entries[0].table->lists[u->list].rows[entries[0].row];
    const ListSpec *spec = &own->spec->lists[u->list];
    ClaimSide side = {0};
    Cells cells = {0};
    TraceItem *trace;

    for (size_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < spec->count; c++) {
            CellRef ref = {entries[i].table, u->list, entries[i].row, (int)c};
            const Cell *cell = table_cell(ref);

            if (is_summed(table_column(ref)) && cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0)
                *vec_push(u->scratch, &cells) = ref;
        }
    if (cells.n == 0 || project_withholds_item(check->project, row->code))
        return false;
    u->known->held++;
    u->known->failed++;
    trace = ARENA_ARRAY(u->scratch, TraceItem, cells.n);
    for (size_t i = 0; i < cells.n; i++)
        trace[i].cell = cells.at[i];
    side = (ClaimSide){.trace = trace, .trace_count = cells.n};
    diag_report(check->diag, SEVERITY_ERROR, "units-sum", (Place){.file = own->file},
                str_of(_("add it, or delete the file: the table is then made of the units'")),
                _("%.*s has no row “%.*s%s%.*s”, in which units have amounts"), STR_ARG(own->spec->name),
                STR_ARG(row->code), row->code.n && row->name.n ? " " : "", STR_ARG(row->name));
    failure_notes(check, "units-sum", &side);
    return true;
}

// ---- which rows are the same

// The unit of that name, from 1; 0 where there is none.
static size_t unit_named(const UnitsCheck *u, Str name)
{
    Str fold = name_fold(u->scratch, name);

    for (size_t i = 0; i + 1 < u->count; i++)
        if (str_equal(u->names[i], fold))
            return i + 1;
    return 0;
}

// A row that stands for a unit, not for an account item.
static bool is_unit_row(const UnitsCheck *u, const Row *row)
{
    if (row->kind == ROW_TOTAL || (row->code.n && table_code_level(row->code) >= 0))
        return false;
    return u->by_unit || name_equal(row->name, u->check->project->department) || unit_named(u, row->name);
}

static Entry entry_of(UnitsCheck *u, size_t of, int index, const RowKey *key)
{
    Entry entry = {.table = u->tables[of], .of = of, .row = index, .row_key = key};

    if (list_of(u, of)->rows[index].kind == ROW_TOTAL && u->single_total)
        entry.key = STR("!");
    else if (key->coded)
        entry.key = key->exact;
    return entry;
}

static int by_key(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = str_compare(x->key, y->key);

    if (order)
        return order;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

// The end of the run of one key that begins at `from`.
static size_t run_end(const Entry *entries, size_t n, size_t from)
{
    size_t to = from + 1;

    while (to < n && str_equal(entries[to].key, entries[from].key))
        to++;
    return to;
}

// A name alone is a key where no table has it twice: units indent their lists in ways of their own.
static void key_names(UnitsCheck *u, Entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!entries[i].row_key->coded)
            entries[i].key = str_print(u->scratch, ". %.*s", STR_ARG(entries[i].row_key->name));
    qsort(entries, n, sizeof *entries, by_key);
    for (size_t from = 0, to; from < n; from = to) {
        bool repeats = false;

        to = run_end(entries, n, from);
        for (size_t i = from + 1; i < to; i++)
            repeats |= entries[i].of == entries[i - 1].of;
        for (size_t i = from; i < to && repeats; i++)
            if (!entries[i].row_key->coded)
                entries[i].key = entries[i].row_key->exact;
    }
    qsort(entries, n, sizeof *entries, by_key);
}

static Entry *read_entries(UnitsCheck *u, size_t *n)
{
    size_t rows = 0;
    Entry *entries;

    for (size_t of = 0; of < u->count; of++)
        rows += list_of(u, of)->row_count;
    entries = ARENA_ARRAY(u->scratch, Entry, rows);
    *n = 0;
    for (size_t of = 0; of < u->count; of++) {
        const List *list = list_of(u, of);
        const RowKey *keys = table_row_keys(u->scratch, u->tables[of], u->list);

        for (size_t i = 0; i < list->row_count; i++) {
            bool total = list->rows[i].kind == ROW_TOTAL;

            if (total ? !u->untotalled && !u->by_unit : !u->prose && !is_unit_row(u, &list->rows[i]))
                entries[(*n)++] = entry_of(u, of, (int)i, &keys[i]);
        }
    }
    if (*n)
        key_names(u, entries, *n);
    return entries;
}

static void hold_rows(UnitsCheck *u)
{
    size_t n;
    Entry *entries = read_entries(u, &n);
    bool empty = list_of(u, 0)->row_count == 0, reported = false;

    for (size_t from = 0, to; from < n; from = to) {
        to = run_end(entries, n, from);
        if (entries[from].of == 0)
            hold_entries(u, entries + from, to - from);
        else if (!empty || !reported) // of an empty table one row will do: its total, which comes first
            reported |= report_missing(u, entries + from, to - from);
    }
}

// ---- tables by unit

// The row that has all of a unit in its own table; -1 where it is empty, -2 where none can be said to.
static int whole_of_unit(const UnitsCheck *u, size_t of)
{
    const List *list = list_of(u, of);
    int total = total_of(list);

    if (total >= 0 || list->row_count == 0)
        return total;
    return list->row_count == 1 ? 0 : -2;
}

static bool add_unit(const UnitsCheck *u, size_t of, Entry *entries, size_t *n)
{
    int row = whole_of_unit(u, of);

    if (row >= 0)
        entries[(*n)++] = (Entry){.table = u->tables[of], .of = of, .row = row};
    return row >= -1;
}

// The unit of a row; 0 also where the row may be that of a department with all its units: others stand under
// it, or one is called as it is and more (某局 beside 某局本级).
static size_t unit_of_row(const UnitsCheck *u, int index)
{
    const List *list = list_of(u, 0);
    Str name = list->rows[index].name;

    if (table_has_children(u->tables[0], u->list, index))
        return 0;
    for (int i = 0; i < (int)list->row_count; i++) {
        const Row *row = &list->rows[i];
        bool longer = i != index && row->kind != ROW_TOTAL && str_starts(row->name, name);

        if (longer && !unit_named(u, row->name))
            return 0;
    }
    return unit_named(u, name);
}

static void hold_units(UnitsCheck *u)
{
    const List *list = list_of(u, 0);

    for (int i = 0; i < (int)list->row_count; i++) {
        Entry *entries = ARENA_ARRAY(u->scratch, Entry, u->count);
        size_t n = 0, of = list->rows[i].kind == ROW_TOTAL ? 0 : unit_of_row(u, i);
        bool whole = of > 0 || i == total_of(list);

        entries[n++] = (Entry){.table = u->tables[0], .row = i};
        for (size_t unit = 1; unit < u->count && whole; unit++)
            if (of == 0 || of == unit)
                whole = add_unit(u, unit, entries, &n);
        if (whole)
            hold_entries(u, entries, n);
    }
}

// ---- tables

static void hold_list(UnitsCheck *u, int list)
{
    u->list = list;
    u->scratch = arena_new();
    u->prose = has_column(u, COLUMN_TEXT, NULL);
    u->by_unit =
        !u->prose && has_column(u, COLUMN_NAME, &spec_words(u->tables[0]->spec)[WORDS_UNIT_NAME_COLUMNS]);
    read_totals(u);
    if (u->by_unit)
        hold_units(u);
    else
        hold_rows(u);
    arena_free(u->scratch);
}

static const Table *numbered(const TableBook *book, int number)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->spec->number == number)
            return book->tables[i];
    return NULL;
}

static bool is_sum(const Project *project, const Table *table)
{
    for (size_t i = 0; i < project->units_sum.table_count; i++)
        if (project->units_sum.tables[i] == table)
            return true;
    return false;
}

// Fills in the units' tables; false where one has none.
static bool find_tables(UnitsCheck *u, const Table *own)
{
    const Project *project = u->check->project;

    u->tables[0] = own;
    for (size_t i = 0; i < project->unit_count; i++)
        if (!(u->tables[i + 1] = numbered(&project->units[i]->book, own->spec->number)))
            return false;
    return true;
}

// A unit's tables that are not there leave the department's unheld.
static void report_absent(Check *check, const Project *unit)
{
    const Project *project = check->project;
    Str first = {0};
    size_t absent = 0;

    for (size_t i = 0; i < project->book.table_count; i++) {
        const Table *table = project->book.tables[i];

        if (table->spec->number == 0 || is_sum(project, table) ||
            numbered(&unit->book, table->spec->number) ||
            project_withholds(unit, WITHHELD_TABLE, table->spec->name))
            continue;
        if (absent++ == 0)
            first = table->spec->name;
    }
    if (absent)
        diag_report(
            check->diag, SEVERITY_WARNING, "units-sum", (Place){.file = project->manifest->name},
            str_of(_("add them to the unit's project: a header record alone counts as an empty table")),
            dngettext(GONGKAI_DOMAIN, "the unit “%.*s” lacks %zu table to add up: %.*s",
                      "the unit “%.*s” lacks %zu tables to add up, %.*s the first", (unsigned long)absent),
            STR_ARG(unit->department), absent, STR_ARG(first));
}

static const Str *unit_names(const Check *check)
{
    const Project *project = check->project;
    Str *names = ARENA_ARRAY(check->arena, Str, project->unit_count);

    for (size_t i = 0; i < project->unit_count; i++)
        names[i] = name_fold(check->arena, project->units[i]->department);
    return names;
}

void units_run(Check *check)
{
    const Project *project = check->project;
    UnitsCheck u = {.check = check, .count = project->unit_count + 1};

    if (project->unit_count == 0 || !project->units_whole)
        return;
    u.rule = ARENA_NEW(check->arena, RuleSpec);
    u.rule->id = STR("units-sum");
    u.rule->title = str_of(_(rule_find(u.rule->id)->title));
    u.rule->place.file = project->manifest->name;
    *vec_push(check->arena, &check->rules) =
        (CheckedRule){.id = u.rule->id, .title = u.rule->title, .severity = SEVERITY_ERROR};
    u.known = vec_last(&check->rules);
    u.tables = ARENA_ARRAY(check->arena, const Table *, u.count);
    u.names = unit_names(check);
    for (size_t i = 0; i < project->book.table_count; i++) {
        const Table *table = project->book.tables[i];

        if (table->spec->number == 0 || table->file.n == 0 || is_sum(project, table) ||
            !find_tables(&u, table))
            continue;
        for (size_t list = 0; list < table->spec->list_count; list++)
            hold_list(&u, (int)list);
    }
    for (size_t i = 0; i < project->unit_count && !check->document->draft; i++)
        report_absent(check, project->units[i]);
}
