// Tables of transfers by region and project: their sums, and what is not yet allotted (待分配) after its
// time.
#include "prose/internal-prose.h"

static bool is_transfer_table(const Prose *prose, const Table *table)
{
    return table->spec->published && words_in(prose->words->lists[WORDS_TRANSFER_TABLES], table->spec->name);
}

// ---- sums of a table of one's own: those of the set have total-row and total-column

static void report_sum(Prose *prose, const Table *table, const Cell *cell, Number sum)
{
    int decimals = number_decimals(sum, 8);

    prose_report_place(
        prose, table_cell_place(table, cell), "transfer-sum", (Str){0},
        _("the total is not the sum of its parts, which is %.*s"),
        STR_ARG(number_format(prose->arena, sum, (NumberFormat){.decimals = decimals < 0 ? 8 : decimals})));
}

static bool is_amount(const Table *table, int list, int column)
{
    const ColumnSpec *spec = table_column((CellRef){table, list, 0, column});

    return spec->kind == COLUMN_AMOUNT && spec->unit.kind != UNIT_RATIO;
}

static void add_cell(mpq_t sum, const Cell *cell)
{
    if (cell->kind == CELL_AMOUNT)
        mpq_add(sum, sum, cell->stored);
}

// A blank total is none.
static bool differs(const Cell *total, mpq_t sum)
{
    return total->kind == CELL_AMOUNT && !mpq_equal(total->stored, sum);
}

static int only_total(const List *list)
{
    int found = -1;

    for (int r = 0; r < (int)list->row_count; r++)
        if (list->rows[r].kind == ROW_TOTAL) {
            if (found >= 0 || list->rows[r].part)
                return -1;
            found = r;
        }
    return found;
}

static void check_rows(Prose *prose, const Table *table, int list)
{
    const List *own = &table->lists[list];
    int total = only_total(own);

    for (int c = 0; total >= 0 && c < (int)own->spec->count; c++) {
        mpq_t sum;

        mpq_init(sum);
        for (size_t r = 0; r < own->row_count; r++)
            if (own->rows[r].kind == ROW_ITEM && own->rows[r].parent < 0)
                add_cell(sum, &own->rows[r].cells[c]);
        if (is_amount(table, list, c) && differs(&own->rows[total].cells[c], sum))
            report_sum(prose, table, &own->rows[total].cells[c], number_freeze(prose->arena, sum));
        mpq_clear(sum);
    }
}

static void check_columns(Prose *prose, const Table *table, int list)
{
    for (int c = 0; c < (int)table->lists[list].spec->count; c++) {
        size_t n = 0;
        const int *addends =
            is_amount(table, list, c) ? figure_addends(prose->arena, table, list, c, &n) : NULL;

        for (size_t r = 0; n && r < table->lists[list].row_count; r++) {
            const Cell *cells = table->lists[list].rows[r].cells;
            mpq_t sum;

            mpq_init(sum);
            for (size_t i = 0; i < n; i++)
                add_cell(sum, &cells[addends[i]]);
            if (differs(&cells[c], sum))
                report_sum(prose, table, &cells[c], number_freeze(prose->arena, sum));
            mpq_clear(sum);
        }
    }
}

// ---- 待分配

// Of accounts the year is over; a budget's are allotted so many days after its approval.
static bool is_time_over(const Prose *prose)
{
    const Project *project = prose->project;
    Number days = project->template->limits[LIMIT_TRANSFER_DAYS];
    long since;

    if (project->template->stage == STAGE_ACCOUNTS)
        return true;
    return days && prose_days_between(project->approved, project->date, &since) &&
           mpq_cmp_si(days, since, 1) < 0;
}

static bool has_amount(const Cell *cell)
{
    return cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0;
}

static void report_left(Prose *prose, const Table *table, const Cell *cell, Str name)
{
    prose_report_place(
        prose, table_cell_place(table, cell), "transfer-left",
        str_of(_("allot it to regions and projects, or say in the table's note why it is left")),
        _("“%.*s” of “%.*s” is left after its time"), STR_ARG(name), STR_ARG(table->spec->name));
}

static void check_left(Prose *prose, const Table *table, int list)
{
    WordList words = prose->words->lists[WORDS_TRANSFER_LEFT];
    const List *own = &table->lists[list];

    if (table->spec->note.n && words_in(words, table->spec->note))
        return;
    for (size_t r = 0; r < own->row_count; r++)
        for (int c = 0; c < (int)own->spec->count; c++) {
            const ColumnSpec *column = table_column((CellRef){table, list, 0, c});
            bool row = words_in(words, own->rows[r].name), at = words_in(words, column->name);

            if (!has_amount(&own->rows[r].cells[c]) || (!row && !(at && own->rows[r].kind != ROW_TOTAL)))
                continue;
            report_left(prose, table, &own->rows[r].cells[c], row ? own->rows[r].name : column->name);
            break;
        }
}

void prose_check_transfers(Prose *prose)
{
    for (size_t t = 0; t < prose->project->book.table_count; t++) {
        const Table *table = prose->project->book.tables[t];

        for (int l = 0; is_transfer_table(prose, table) && l < (int)table->spec->list_count; l++) {
            if (!table->spec->number) {
                check_rows(prose, table, l);
                check_columns(prose, table, l);
            }
            if (is_time_over(prose))
                check_left(prose, table, l);
        }
    }
}
