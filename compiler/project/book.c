// Looking up tables by name or number.
#include "project/internal-project.h"

Table *book_find(const TableBook *book, Str name)
{
    Arena *scratch;
    Table *found = NULL;
    int number;

    // Nearly all are asked for by the template's own bytes.
    for (size_t i = 0; i < book->table_count; i++)
        if (str_equal(book->tables[i]->spec->name, name))
            return book->tables[i];
    for (size_t i = 0; i < book->table_count; i++)
        if (name_equal(book->tables[i]->spec->name, name))
            return book->tables[i];
    if (!book->table_count)
        return NULL;
    scratch = arena_new();
    number = table_number_of(scratch, spec_words(book->tables[0]->spec), name);
    for (size_t i = 0; number > 0 && i < book->table_count && !found; i++)
        if (book->tables[i]->spec->number == number)
            found = book->tables[i];
    arena_free(scratch);
    return found;
}

bool book_has_reported(const TableBook *book, const Template *t, Str name)
{
    const TableSpec *spec = book->reported.n ? template_find_table(t, name) : NULL;

    for (size_t i = 0; i < book->reported.n; i++)
        if (name_equal(book->reported.at[i], spec ? spec->name : name))
            return true;
    return book->all_reported;
}

void book_set_reported(Arena *arena, TableBook *book, Str name)
{
    *vec_push(arena, &book->reported) = name;
}

Table *book_other_data(const TableBook *book)
{
    return book_find(book, STR("其他数据"));
}

Table *book_reasons(const TableBook *book)
{
    return book_find(book, STR("说明"));
}
