// What withheld.yaml names: what is shown of it all the same, and what rules make of the gaps that it leaves.
// What follows from the rest stands in derivable.c.
#include "check/withheld.h"

#include "meaning/meaning.h"

// ---- shown

static void report_shown(Check *check, Place place, Str what)
{
    diag_report(check->diag, SEVERITY_ERROR, "withheld-published", place,
                str_of(_("take it out: withheld.yaml names it")), _("“%.*s” is withheld"), STR_ARG(what));
}

static bool has_amount(const List *list, size_t row)
{
    for (uint32_t c = 0; c < list->spec->count; c++) {
        const Cell *cell = &list->rows[row].cells[c];

        if (cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0)
            return true;
    }
    return false;
}

// A 类 that a list of names has by its official name, where it has an amount.
static Str code_by_name(const Project *project, Str name)
{
    const Table *accounts = project->accounts;

    for (size_t i = 0; accounts && i < accounts->lists[0].row_count; i++) {
        const Row *row = &accounts->lists[0].rows[i];

        if (table_code_level(row->code) == 0 && name_equal(row->name, name))
            return row->code;
    }
    return (Str){0};
}

bool withheld_is_told(const Check *check, const List *list, const Row *row)
{
    if (row->code.n && table_code_level(row->code) >= 0)
        return true;
    return list->spec->hierarchy == HIERARCHY_NAMES && code_by_name(check->project, row->name).n;
}

// withholding: whose withheld.yaml is asked, the table's own project or its department.
static void check_rows(Check *check, const Project *withholding, const Table *table)
{
    for (size_t l = 0; withholding->withheld_count && l < table->spec->list_count; l++) {
        const List *list = &table->lists[l];
        bool named = list->spec->hierarchy == HIERARCHY_NAMES;

        for (size_t r = 0; r < list->row_count; r++) {
            const Row *row = &list->rows[r];
            Str code = row->code;

            if (named && !code.n && row->kind == ROW_ITEM && has_amount(list, r))
                code = code_by_name(check->project, row->name);
            if (row->kind != ROW_TOTAL && table_code_level(code) >= 0 &&
                project_withholds_item(withholding, code))
                report_shown(check, table_row_place(table, row), code);
        }
    }
}

static void check_name(Check *check, const Source *source, Str name)
{
    ptrdiff_t at;

    for (size_t from = 0; (at = str_find(source->text, name, from)) >= 0; from = (size_t)at + name.n)
        report_shown(check, source_place(source, (size_t)at, name.n), name);
}

static void check_cells(Check *check, const Table *table, Str name)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            for (uint32_t c = 0; c < table->lists[l].spec->count; c++) {
                const Cell *cell = &table->lists[l].rows[r].cells[c];

                if (cell->kind == CELL_TEXT && str_find(cell->text, name, 0) >= 0)
                    report_shown(check, table_cell_place(table, cell), name);
            }
}

// A unit's name in the text, in a table or its name, on the first page or in what the site says of itself.
static void check_unit(Check *check, const Withheld *unit)
{
    const Project *project = check->project;

    for (size_t i = 0; i < project->section_count; i++)
        check_name(check, project->sections[i], unit->what);
    for (size_t i = 0; i < project->book.table_count; i++)
        if (project->book.tables[i]->spec->published) {
            check_cells(check, project->book.tables[i], unit->what);
            if (str_find(project->book.tables[i]->spec->name, unit->what, 0) >= 0)
                report_shown(check, (Place){.file = project->book.tables[i]->file}, unit->what);
        }
    for (size_t i = 0; i < project->site_count; i++)
        if (str_find(project->site[i].value, unit->what, 0) >= 0)
            report_shown(check, (Place){.file = project->manifest->name}, unit->what);
    for (size_t i = 0; i < project->title_line_count; i++)
        if (str_find(project->title_lines[i].text, unit->what, 0) >= 0)
            report_shown(check, (Place){.file = project->manifest->name}, unit->what);
    if (str_find(project->title, unit->what, 0) >= 0)
        report_shown(check, (Place){.file = project->manifest->name}, unit->what);
}

static bool is_published(const Table *table)
{
    return table->spec->published && table->file.n > 0;
}

void withheld_run(Check *check)
{
    const Project *project = check->project;

    for (size_t i = 0; i < project->book.table_count; i++)
        if (is_published(project->book.tables[i]))
            check_rows(check, project, project->book.tables[i]);
    for (size_t u = 0; u < project->unit_count; u++)
        for (size_t i = 0; i < project->units[u]->book.table_count; i++)
            if (is_published(project->units[u]->book.tables[i]))
                check_rows(check, project, project->units[u]->book.tables[i]);
    for (size_t i = 0; i < project->withheld_count; i++)
        if (project->withheld[i].kind == WITHHELD_UNIT)
            check_unit(check, &project->withheld[i]);
}

// ---- what leaves a gap

// The one cell of a side.
static const CellRef *only_cell(const ClaimSide *side)
{
    return side->trace_count == 1 && !side->trace[0].fact && side->trace[0].cell.table ? &side->trace[0].cell
                                                                                       : NULL;
}

// Whether all that a side reads stands in the table of the whole, so that it may be what the whole sums.
static bool is_of_table(const ClaimSide *side, const Table *table)
{
    for (size_t i = 0; i < side->trace_count; i++)
        if (side->trace[i].fact || side->trace[i].cell.table != table || side->trace[i].year != YEAR_THIS)
            return false;
    return true;
}

// Whether something above an item is shown in a list.
static bool withheld_shown_above(const Table *table, int list, Str code)
{
    for (size_t n = code.n; n > 3; n -= 2) {
        RowMatches found = {0};
        Arena *scratch = arena_new();
        bool any;

        table_find_rows(scratch, table, list, str_slice(code, 0, n - 2), &found);
        any = found.n > 0;
        arena_free(scratch);
        if (any)
            return true;
    }
    return false;
}

// Whether the rows of a list are units.
static bool withheld_by_unit(const Table *table, int list)
{
    const ListSpec *spec = &table->spec->lists[list];

    for (uint32_t c = 0; c < spec->count; c++) {
        const ColumnSpec *column = &table->spec->columns[spec->first + c];

        if (column->kind == COLUMN_NAME &&
            words_find(spec_words(table->spec)[WORDS_UNIT_NAME_COLUMNS], column->name) >= 0)
            return true;
    }
    return false;
}

// Whether a total of the list may sum what is withheld: an item of its kind of which nothing above is shown,
// or a unit.
static bool is_open_total(const Check *check, CellRef whole)
{
    const Project *project = check->project;
    const List *list = &whole.table->lists[whole.list];

    if (project_withheld_count(project, WITHHELD_UNIT) && withheld_by_unit(whole.table, whole.list))
        return true;
    for (size_t i = 0; i < project->withheld_count; i++) {
        const Withheld *one = &project->withheld[i];

        if (one->kind != WITHHELD_ITEM)
            continue;
        if (list->spec->hierarchy == HIERARCHY_NAMES && table_code_level(one->what) == 0)
            return true;
        if (list->spec->hierarchy == HIERARCHY_CODE && withheld_fits(list, one->what) &&
            !withheld_shown_above(whole.table, whole.list, one->what))
            return true;
    }
    return false;
}

bool withheld_fits(const List *list, Str code)
{
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].code.n && list->rows[i].code.at[0] == code.at[0])
            return true;
    return false;
}

// The sum of a rate is that column: 增减额 of 增减率.
static bool is_of_rate(CellRef ref)
{
    const ListSpec *list = &ref.table->spec->lists[ref.list];
    const ColumnSpec *own = table_column(ref);

    for (uint32_t c = 0; c < list->count; c++) {
        const ColumnSpec *rate = &ref.table->spec->columns[list->first + c];

        if (rate->rate_of.n && (name_equal(rate->rate_of, own->name) || name_equal(rate->rate_of, own->path)))
            return true;
    }
    return own->rate_of.n > 0;
}

bool withheld_tells_last_year(CellRef ref)
{
    return is_of_rate(ref) || meaning_is_earlier(&(TraceItem){.year = YEAR_THIS, .cell = ref});
}

static bool is_open(const Check *check, CellRef whole)
{
    const Row *row = whole.row < 0 ? NULL : &whole.table->lists[whole.list].rows[whole.row];

    if (!row)
        return false;
    return row->kind == ROW_TOTAL ? is_open_total(check, whole)
                                  : row->code.n && project_withholds_below(check->project, row->code);
}

// Of one unit that is left out the difference is its amount; told once.
static void report_unit(Check *check, CellRef whole)
{
    const Project *project = check->project;

    if (check->unit_told || project_withheld_count(project, WITHHELD_UNIT) != 1)
        return;
    check->unit_told = true;
    for (size_t i = 0; i < project->withheld_count; i++)
        if (project->withheld[i].kind == WITHHELD_UNIT)
            diag_report(
                check->diag, SEVERITY_ERROR, "withheld-derivable",
                table_cell_place(whole.table, table_cell(whole)),
                str_of(_("publish no other unit's amounts in this form, or withhold a second unit")),
                _("“%.*s” is withheld, but its amounts follow by subtraction: %.*s less those of the other "
                  "units"),
                STR_ARG(project->withheld[i].what),
                STR_ARG(figure_item_name(check->arena, &(TraceItem){.year = YEAR_THIS, .cell = whole})));
}

bool withheld_explains(Check *check, const ClaimResult *result)
{
    const CellRef *left = only_cell(&result->left), *right = only_cell(&result->right);

    if (check->project->withheld_count == 0 || !result->compared ||
        !str_equal(str_of(result->relation), STR("=")) || !result->left.number || !result->right.number)
        return false;
    if (left && !result->less && is_of_table(&result->right, left->table) && is_open(check, *left)) {
        if (withheld_by_unit(left->table, left->list))
            report_unit(check, *left);
        return true;
    }
    return right && result->less && is_of_table(&result->left, right->table) && is_open(check, *right);
}

bool withheld_unit_explains(Check *check, CellRef whole, const ClaimResult *result)
{
    if (project_withheld_count(check->project, WITHHELD_UNIT) == 0 || !result->compared || result->less)
        return false;
    report_unit(check, whole);
    return true;
}
