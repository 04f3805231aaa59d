// Names of templates and of their tables, as authors write them.
#include "template/internal-template.h"

bool path_is_written(Str name)
{
    return str_find_char(name, '/', 0) >= 0 || str_starts(name, STR(".")) || str_ends(name, STR(".yaml"));
}

Input template_folder(Arena *arena, TemplateFolders folders, Str name)
{
    return path_is_written(name) ? input_named(arena, folders.own, name)
                                 : input_at(path_join(arena, folders.templates, name));
}

int table_number_parse(const WordList *words, Str folded, Str *rest)
{
    int number = 0;
    size_t i = words_begin(words[WORDS_TABLE_NUMBER_BEFORE], folded), digits;

    for (digits = i; i < folded.n && folded.at[i] >= '0' && folded.at[i] <= '9' && number < 1000; i++)
        number = number * 10 + (folded.at[i] - '0');
    if (i == digits)
        return 0;
    *rest = str_slice(folded, i, folded.n);
    *rest = str_slice(*rest, words_begin(words[WORDS_TABLE_ENDS], *rest), rest->n);
    while (rest->n && (rest->at[0] == '-' || rest->at[0] == '_' || rest->at[0] == '.'))
        *rest = str_slice(*rest, 1, rest->n);
    if (str_starts(*rest, STR("、")))
        *rest = str_slice(*rest, STR("、").n, rest->n);
    return number;
}

int table_number_of(Arena *arena, const WordList *words, Str name)
{
    Str rest = {0};
    int number = table_number_parse(words, name_fold(arena, name), &rest);

    return rest.n == 0 ? number : 0;
}

const TableSpec *template_find_table(const Template *t, Str name)
{
    Arena *scratch;
    int number;
    size_t at, from = 0, n;
    Str id = meaning_in(name, &from, &at);
    const Meaning *meaning = id.n ? template_meanings(t, id, &n) : NULL;

    if (id.n)
        return meaning ? &t->tables[meaning->table - 1] : NULL;
    for (size_t i = 0; i < t->table_count; i++)
        if (name_equal(t->tables[i].name, name))
            return &t->tables[i];
    scratch = arena_new();
    number = table_number_of(scratch, t->words->lists, name);
    arena_free(scratch);
    return number > 0 && (size_t)number <= t->table_count ? &t->tables[number - 1] : NULL;
}
