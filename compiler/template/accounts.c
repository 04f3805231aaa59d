// The official classification (政府收支分类科目, 财政部, anew each year) that codes and names are held to: a
// CSV a year in the template's folder of them. Of a year without one, the last before it is taken.
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

const Table *template_accounts(Arena *arena, Diag *diag, uint64_t *digest, const Template *t, int year)
{
    Str found = {0};
    size_t n;
    Str *names;
    Source *source;

    if (!t->accounts.root.n && !t->accounts.name.n)
        return NULL;
    names = input_list(arena, t->accounts, &n);
    for (size_t i = 0; i < n; i++)
        if (year_of(names[i]) > year_of(found) && year_of(names[i]) <= year)
            found = names[i];
    if (!found.n)
        return NULL;
    source = source_read_digested(arena, diag, digest, input_below(arena, t->accounts, found),
                                  path_join(arena, STR("accounts"), found), (Str){0});
    return source ? table_read_csv(arena, diag, source, &(TableWanted){.name = STR("政府收支分类科目")})
                  : NULL;
}
