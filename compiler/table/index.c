#include "table/internal-index.h"

// A code's leading zeros do not count: spreadsheets lose them.
static Str code_key(Str code)
{
    size_t zeros = 0;

    while (zeros + 1 < code.n && code.at[zeros] == '0')
        zeros++;
    return str_slice(code, zeros, code.n);
}

// Each list's own, for as many rows.
static RowChains chains_new(Arena *arena, size_t n)
{
    RowChains chains = {.buckets = 1};

    while (chains.buckets < n)
        chains.buckets *= 2;
    chains.newest = ARENA_ARRAY(arena, uint32_t, chains.buckets);
    chains.next = ARENA_ARRAY(arena, uint32_t, n);
    return chains;
}

static size_t bucket_of(const RowChains *chains, Str key)
{
    return (size_t)str_hash(key) & (chains->buckets - 1);
}

static void chains_add(RowChains *chains, Str key, size_t row)
{
    uint32_t *newest = &chains->newest[bucket_of(chains, key)];

    chains->next[row] = *newest;
    *newest = (uint32_t)row + 1;
}

// From a link on, the first whose row has the name.
static uint32_t with_name(const struct ListIndex *index, uint32_t link, Str fold)
{
    while (link && !str_equal(index->folds[link - 1], fold))
        link = index->names.next[link - 1];
    return link;
}

static uint32_t first_name(const struct ListIndex *index, Str fold)
{
    return with_name(index, index->names.newest[bucket_of(&index->names, fold)], fold);
}

static uint32_t with_code(const struct ListIndex *index, uint32_t link, Str key)
{
    while (link && !str_equal(code_key(index->rows[link - 1].code), key))
        link = index->codes.next[link - 1];
    return link;
}

static uint32_t first_code(const struct ListIndex *index, Str key)
{
    return with_code(index, index->codes.newest[bucket_of(&index->codes, key)], key);
}

struct ListIndex *index_new(Arena *arena, const TableSpec *spec, const Row *rows, size_t row_count)
{
    struct ListIndex *index = ARENA_NEW(arena, struct ListIndex);

    index->words = spec_words(spec);
    index->rows = rows;
    index->names = chains_new(arena, row_count);
    index->codes = chains_new(arena, row_count);
    index->folds = ARENA_ARRAY(arena, Str, row_count);
    for (size_t i = 0; i < row_count; i++) {
        index->folds[i] = name_fold(arena, rows[i].name);
        if (index->folds[i].n)
            chains_add(&index->names, index->folds[i], i);
    }
    return index;
}

void index_add_code(struct ListIndex *index, int row)
{
    Str code = index->rows[row].code;

    if (code.n)
        chains_add(&index->codes, code_key(code), (size_t)row);
}

int index_last_code(const struct ListIndex *index, Str code)
{
    uint32_t link = index->codes.newest[bucket_of(&index->codes, code_key(code))];

    while (link && !str_equal(index->rows[link - 1].code, code))
        link = index->codes.next[link - 1];
    return (int)link - 1;
}

bool table_code_is_unique(const List *list, int row)
{
    const struct ListIndex *index = list->index;
    Str code = list->rows[row].code;

    for (uint32_t link = first_code(index, code_key(code)); link; link = index->codes.next[link - 1])
        if ((int)link - 1 != row && str_equal(index->rows[link - 1].code, code))
            return false;
    return true;
}

void index_link_children(Arena *arena, struct ListIndex *index, size_t row_count)
{
    index->first_child = ARENA_ARRAY(arena, uint32_t, row_count + 1);
    index->next_child = ARENA_ARRAY(arena, uint32_t, row_count + 1);
    // From the last on, so that each chain runs in the file's order.
    for (size_t i = row_count; i-- > 0;) {
        const Row *row = &index->rows[i];
        size_t parent = (size_t)row->parent + 1;

        if (row->kind != ROW_ITEM)
            continue;
        index->next_child[i + 1] = index->first_child[parent];
        index->first_child[parent] = (uint32_t)i + 1;
    }
}

void index_find_name(Arena *arena, const struct ListIndex *index, int list, Str fold, RowMatches *matches)
{
    for (uint32_t link = first_name(index, fold); link;
         link = with_name(index, index->names.next[link - 1], fold))
        *vec_push(arena, matches) = (RowMatch){list, (int)link - 1};
}

void index_find_code(Arena *arena, const struct ListIndex *index, int list, Str code, RowMatches *matches)
{
    Str key = code_key(code);

    for (uint32_t link = first_code(index, key); link;
         link = with_code(index, index->codes.next[link - 1], key))
        *vec_push(arena, matches) = (RowMatch){list, (int)link - 1};
}

bool codes_equal(Str a, Str b)
{
    return a.n && str_equal(code_key(a), code_key(b));
}

struct ColumnNames *column_names_new(Arena *arena, const TableSpec *spec)
{
    struct ColumnNames *names = ARENA_NEW(arena, struct ColumnNames);

    names->paths = ARENA_ARRAY(arena, Str, spec->column_count);
    names->lists = ARENA_ARRAY(arena, Str, spec->list_count);
    for (size_t i = 0; i < spec->column_count; i++)
        names->paths[i] =
            name_fold(arena, spec->columns[i].path.n ? spec->columns[i].path : spec->columns[i].name);
    for (size_t i = 0; i < spec->list_count; i++)
        names->lists[i] = name_fold(arena, spec->lists[i].name);
    return names;
}

bool name_path_ends(Str path, Str part)
{
    if (!part.n || !str_ends(path, part))
        return false;
    return path.n == part.n || path.at[path.n - part.n - 1] == '/';
}

const WordList *spec_words(const TableSpec *spec)
{
    return (spec->words ? spec->words : &words_builtin)->lists;
}

bool words_end_path(WordList words, Str path)
{
    for (size_t i = 0; i < words.n; i++)
        if (name_path_ends(path, words.at[i]))
            return true;
    return false;
}
