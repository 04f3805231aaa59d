// The official classification (政府收支分类科目, 财政部, anew each year) that codes and names are held to: a
// CSV a year in the template's folder of them. Of a year without one, the last before it is taken.
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

static const Table *read_year(Arena *arena, Diag *diag, uint64_t *digest, const Template *t, Str name)
{
    Source *source = source_read_digested(arena, diag, digest, input_below(arena, t->accounts, name),
                                          path_join(arena, STR("accounts"), name), (Str){0});

    return source ? table_read_csv(arena, diag, source, &(TableWanted){.name = STR("政府收支分类科目")})
                  : NULL;
}

const Table *template_accounts(Arena *arena, Diag *diag, uint64_t *digest, const Template *t, int year)
{
    Str found = {0};
    size_t n;
    Str *names;

    if (!t->accounts.root.n && !t->accounts.name.n)
        return NULL;
    names = input_list(arena, diag, t->accounts, &n);
    for (size_t i = 0; i < n; i++)
        if (year_of(names[i]) > year_of(found) && year_of(names[i]) <= year)
            found = names[i];
    return found.n ? read_year(arena, diag, digest, t, found) : NULL;
}

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

static void report_twice(Arena *arena, Diag *diag, const Table *table)
{
    const List *list = &table->lists[0];
    CodedRow *rows = ARENA_ARRAY(arena, CodedRow, list->row_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].code.n)
            rows[n++] = (CodedRow){list->rows[i].code, &list->rows[i]};
    if (n > 0)
        qsort(rows, n, sizeof rows[0], compare_codes);
    for (size_t i = 1; i < n; i++)
        if (str_equal(rows[i].code, rows[i - 1].code))
            diag_report(diag, SEVERITY_ERROR, "account-twice", table_row_place(table, rows[i].row),
                        str_of(_("keep one; write several names of one code with | between them")),
                        _("the code %.*s stands on line %u already"), STR_ARG(rows[i].code),
                        rows[i - 1].row->line);
}

void template_check_accounts(Arena *arena, Diag *diag, const Template *t)
{
    size_t n = 0;
    bool any = t->accounts.root.n || t->accounts.name.n;
    Str *names = any ? input_list(arena, diag, t->accounts, &n) : NULL;
    uint64_t digest = 0;

    for (size_t i = 0; i < n; i++) {
        const Table *table = year_of(names[i]) ? read_year(arena, diag, &digest, t, names[i]) : NULL;

        if (table)
            report_twice(arena, diag, table);
    }
}
