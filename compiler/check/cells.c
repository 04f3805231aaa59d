// Texts of cells that a program would calculate: who opens the published CSV gets what a formula gives, or
// runs what it names (CWE-1236). Nothing is rewritten, for the CSV is to read back as the table.
#include "check/internal-check.h"

// -, --, and amounts and rates as text: 5, 1,234.50, 12.5%.
static bool is_plain(Str rest)
{
    bool dashes = true, amount = rest.n > 0;

    for (size_t i = 0; i < rest.n; i++) {
        char c = rest.at[i];
        bool digit = c >= '0' && c <= '9';

        dashes = dashes && c == '-';
        amount = amount && (digit || c == ',' || c == '.' || (c == '%' && i + 1 == rest.n && i > 0));
    }
    return dashes || amount;
}

// A sign alone is none: performance goals have columns of = and >=.
static bool is_calculated(Str text)
{
    char first = text.n > 1 ? text.at[0] : '\0';

    if (first == '+' || first == '-')
        return !is_plain(str_slice(text, 1, text.n));
    return first == '=' || first == '@' || first == '\t' || first == '\r';
}

static void check_cell(Check *check, const Table *table, const Cell *cell)
{
    if (cell->kind != CELL_TEXT || !is_calculated(cell->text))
        return;
    diag_report(check->diag, SEVERITY_ERROR, "cell-calculated", table_cell_place(table, cell),
                str_of(_("begin it with a word")),
                _("“%.*s” begins as a formula does: a program that opens the published CSV calculates it"),
                STR_ARG(cell->text));
}

void cells_run(Check *check)
{
    const TableBook *book = &check->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];

        for (size_t l = 0; table->spec->published && l < table->spec->list_count; l++)
            for (size_t r = 0; r < table->lists[l].row_count; r++)
                for (uint32_t c = 0; c < table->lists[l].spec->count; c++)
                    check_cell(check, table, &table->lists[l].rows[r].cells[c]);
    }
}
