// Looking up tables by name or number.
#include "project/internal-project.h"

// What stands before a table's number in its names: 表14, 公开14表, 部门公开表14, GK14, Z01, 财决公开01表.
static const char *const number_prefixes[] = {"部门公开表", "单位公开表", "财决公开", "财决", "公开表",
                                              "公开",       "附表",       "表",       "gk",   "z"};

int table_number_parse(Str folded, Str *rest)
{
    int number = 0;
    size_t i = 0, digits;

    for (size_t k = 0; k < sizeof number_prefixes / sizeof number_prefixes[0]; k++)
        if (str_starts(folded, str_of(number_prefixes[k]))) {
            i = str_of(number_prefixes[k]).n;
            break;
        }
    for (digits = i; i < folded.n && folded.at[i] >= '0' && folded.at[i] <= '9' && number < 1000; i++)
        number = number * 10 + (folded.at[i] - '0');
    if (i == digits)
        return 0;
    *rest = str_slice(folded, i, folded.n);
    if (str_starts(*rest, STR("表")))
        *rest = str_slice(*rest, STR("表").n, rest->n);
    while (rest->n && (rest->at[0] == '-' || rest->at[0] == '_' || rest->at[0] == '.'))
        *rest = str_slice(*rest, 1, rest->n);
    if (str_starts(*rest, STR("、")))
        *rest = str_slice(*rest, STR("、").n, rest->n);
    return number;
}

// The number that a name is, 0 where it is more than a number.
static int only_number(Arena *arena, Str name)
{
    Str rest = {0};
    int number = table_number_parse(name_fold(arena, name), &rest);

    return rest.n == 0 ? number : 0;
}

Table *book_find(const TableBook *book, Str name)
{
    Arena *scratch;
    Table *found = NULL;
    int number;

    for (size_t i = 0; i < book->table_count; i++)
        if (name_equal(book->tables[i]->spec->name, name))
            return book->tables[i];
    scratch = arena_new();
    number = only_number(scratch, name);
    for (size_t i = 0; number > 0 && i < book->table_count && !found; i++)
        if (book->tables[i]->spec->number == number)
            found = book->tables[i];
    arena_free(scratch);
    return found;
}

const TableSpec *template_find_table(const Template *t, Str name)
{
    Arena *scratch;
    int number;

    for (size_t i = 0; i < t->table_count; i++)
        if (name_equal(t->tables[i].name, name))
            return &t->tables[i];
    scratch = arena_new();
    number = only_number(scratch, name);
    arena_free(scratch);
    return number > 0 && (size_t)number <= t->table_count ? &t->tables[number - 1] : NULL;
}

bool book_has_told(const TableBook *book, const Template *t, Str name)
{
    const TableSpec *spec = book->told.n ? template_find_table(t, name) : NULL;

    for (size_t i = 0; i < book->told.n; i++)
        if (name_equal(book->told.at[i], spec ? spec->name : name))
            return true;
    return book->all_told;
}

void book_tell(Arena *arena, TableBook *book, Str name)
{
    *vec_push(arena, &book->told) = name;
}

Table *book_other_data(const TableBook *book)
{
    return book_find(book, STR("其他数据"));
}

Table *book_reasons(const TableBook *book)
{
    return book_find(book, STR("说明"));
}
