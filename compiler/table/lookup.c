#include <assert.h>
#include <stdlib.h>

#include "table/internal-index.h"
#include "table/internal-rows.h"

// ---- cells

const Cell *table_cell(CellRef ref)
{
    static const Cell blank = {.kind = CELL_BLANK};

    assert(ref.list >= 0 && (size_t)ref.list < ref.table->spec->list_count);
    assert(ref.column >= 0 && (uint32_t)ref.column < ref.table->spec->lists[ref.list].count);
    if (ref.row < 0)
        return &blank;
    assert((size_t)ref.row < ref.table->lists[ref.list].row_count);
    return &ref.table->lists[ref.list].rows[ref.row].cells[ref.column];
}

const ColumnSpec *table_column(CellRef ref)
{
    return &ref.table->spec->columns[ref.table->spec->lists[ref.list].first + (uint32_t)ref.column];
}

Unit table_cell_unit(CellRef ref)
{
    const Row *row = ref.row < 0 ? NULL : &ref.table->lists[ref.list].rows[ref.row];

    return row && row->unit.kind != UNIT_NONE ? row->unit : table_column(ref)->unit;
}

bool table_cell_same(CellRef a, CellRef b)
{
    return a.table == b.table && a.list == b.list && a.row == b.row && a.column == b.column;
}

int table_decimals(CellRef ref)
{
    const ColumnSpec *column = table_column(ref);

    if (ref.row >= 0 && ref.table->lists[ref.list].rows[ref.row].unit.kind != UNIT_NONE)
        return table_cell(ref)->decimals;
    return column->decimals >= 0 ? column->decimals : ref.table->spec->decimals;
}

Number table_printed(Arena *arena, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    mpq_t rounded;
    Number printed;

    if (cell->kind != CELL_AMOUNT)
        return number_from_int(arena, 0);
    mpq_init(rounded);
    number_round(rounded, cell->stored, table_decimals(ref));
    printed = number_freeze(arena, rounded);
    mpq_clear(rounded);
    return printed;
}

Place table_cell_place(const Table *table, const Cell *cell)
{
    Place place = {.file = table->file, .line = cell->line, .column = cell->column, .width = cell->width};

    if (cell->place)
        return (Place){.file = table->file, .cell = str_of(cell->place)};
    if (cell->column)
        place.sheet = table->sheet;
    if (table->source)
        place.text = source_line(table->source, cell->line);
    return place;
}

bool table_cell_is_at(const Table *table, const Cell *cell, Str name)
{
    if (cell->place)
        return name_equal(str_of(cell->place), name);
    return cell->column && table->sheet.n && sheet_cell_is(name, table->sheet, cell->line, cell->column);
}

Place table_row_place(const Table *table, const Row *row)
{
    Place place = {.file = table->file, .line = row->line};

    // Side-by-side lists share lines, so the row is shown at its own first cell.
    for (size_t l = 0; l < table->spec->list_count; l++) {
        const List *list = &table->lists[l];

        if (list->row_count == 0 || row < list->rows || row >= list->rows + list->row_count)
            continue;
        for (uint32_t i = 0; i < list->spec->count; i++)
            if (row->cells[i].kind != CELL_BLANK)
                return table_cell_place(table, &row->cells[i]);
    }
    if (table->source)
        place.text = source_line(table->source, row->line);
    return place;
}

Table *table_empty(Arena *arena, const TableSpec *spec)
{
    Table *table = ARENA_NEW(arena, Table);

    table->spec = spec;
    table->lists = ARENA_ARRAY(arena, List, spec->list_count);
    table->empty = true;
    table->file_unit = spec->file_unit.kind == UNIT_NONE ? spec->unit : spec->file_unit;
    table->names = column_names_new(arena, spec);
    for (size_t i = 0; i < spec->list_count; i++) {
        struct ListIndex *index = index_new(arena, table->spec, NULL, 0);

        index_link_children(arena, index, 0);
        table->lists[i].spec = &spec->lists[i];
        table->lists[i].index = index;
    }
    return table;
}

// ---- rows

// The deepest path that is looked for; account items have three parts.
#define MOST_PARTS 16

typedef struct RowPath {
    Str fold; // the whole
    Str parts[MOST_PARTS];
    size_t count;
} RowPath;

static Str without_numbering(const List *list, Str fold)
{
    return row_name_of(list->index->words, fold, 0).name;
}

// What has more parts than a path may have is taken for a name only.
static void split_path(Arena *arena, Str wanted, RowPath *path)
{
    size_t from = 0;

    path->fold = name_fold(arena, wanted);
    path->count = 0;
    while (from <= path->fold.n) {
        ptrdiff_t slash = str_find_char(path->fold, '/', from);
        size_t to = slash < 0 ? path->fold.n : (size_t)slash;

        if (path->count == MOST_PARTS) {
            path->count = 1;
            return;
        }
        path->parts[path->count++] = str_slice(path->fold, from, to);
        from = to + 1;
    }
}

// Rows by one name or code, appended.
static void find_one(Arena *arena, const List *list, int number, Str part, RowMatches *matches)
{
    size_t before = matches->n;
    Str plain;

    index_find_code(arena, list->index, number, part, matches);
    index_find_name(arena, list->index, number, part, matches);
    plain = without_numbering(list, part);
    if (matches->n == before && plain.n != part.n)
        index_find_name(arena, list->index, number, plain, matches);
}

static bool row_answers(const List *list, int row, Str part)
{
    Str code = list->rows[row].code, fold = list->index->folds[row];

    if (str_equal(fold, part) || str_equal(fold, without_numbering(list, part)) || codes_equal(code, part))
        return true;
    // 37 in 201/37: the last piece of the ancestor's own code.
    return part.n <= 2 && table_code_level(code) > 0 &&
           codes_equal(str_slice(code, code.n - 2, code.n), part);
}

// Whether the parts before the last stand above the row, in order; rows between them may go unnamed.
static bool ancestors_answer(const List *list, int row, const RowPath *path)
{
    size_t left = path->count - 1;

    for (row = list->rows[row].parent; left > 0 && row >= 0; row = list->rows[row].parent)
        if (row_answers(list, row, path->parts[left - 1]))
            left--;
    return left == 0;
}

static void find_path(Arena *arena, const List *list, int number, const RowPath *path, RowMatches *matches)
{
    size_t before = matches->n, kept = before;
    bool valid = false;

    if (path->count <= CODE_PIECES) {
        Str pieces[CODE_PIECES] = {{0}};
        Str code;

        for (size_t i = 0; i < path->count; i++)
            pieces[i] = path->parts[i];
        code = account_code(arena, pieces, &valid);
        if (valid)
            index_find_code(arena, list->index, number, code, matches);
        if (matches->n > before)
            return;
    }
    find_one(arena, list, number, path->parts[path->count - 1], matches);
    for (size_t i = before; i < matches->n; i++)
        if (ancestors_answer(list, matches->at[i].row, path))
            matches->at[kept++] = matches->at[i];
    matches->n = kept;
}

static int by_row(const void *a, const void *b)
{
    const RowMatch *x = a, *y = b;

    return (x->row > y->row) - (x->row < y->row);
}

// In the file's order, each once: a row may answer by name and by code.
static void sort_from(RowMatches *matches, size_t first)
{
    size_t kept = first;

    if (matches->n - first < 2)
        return;
    qsort(matches->at + first, matches->n - first, sizeof *matches->at, by_row);
    for (size_t i = first; i < matches->n; i++)
        if (kept == first || matches->at[kept - 1].row != matches->at[i].row)
            matches->at[kept++] = matches->at[i];
    matches->n = kept;
}

void table_find_rows(Arena *arena, const Table *table, int list, Str wanted, RowMatches *matches)
{
    int first = list < 0 ? 0 : list;
    int end = list < 0 ? (int)table->spec->list_count : list + 1;
    RowPath path;

    split_path(arena, wanted, &path);
    if (path.fold.n == 0)
        return;
    for (int i = first; i < end; i++) {
        size_t before = matches->n;

        find_one(arena, &table->lists[i], i, path.fold, matches);
        if (matches->n == before && path.count > 1)
            find_path(arena, &table->lists[i], i, &path, matches);
        sort_from(matches, before);
    }
}

void table_children(Arena *arena, const Table *table, int list, int row, RowMatches *matches)
{
    const struct ListIndex *index = table->lists[list].index;

    assert(row >= -1 && row < (int)table->lists[list].row_count);
    for (uint32_t link = index->first_child[row + 1]; link; link = index->next_child[link])
        *vec_push(arena, matches) = (RowMatch){list, (int)link - 1};
}

bool table_has_children(const Table *table, int list, int row)
{
    assert(row >= -1 && row < (int)table->lists[list].row_count);
    return table->lists[list].index->first_child[row + 1] > 0;
}

// ---- lists and columns

int table_find_list(const Table *table, Str wanted)
{
    for (size_t i = 0; i < table->spec->list_count; i++)
        if (table->spec->lists[i].name.n && name_equal(table->spec->lists[i].name, wanted))
            return (int)i;
    return -1;
}

int table_only_amount(const Table *table, int list)
{
    const ListSpec *l = &table->spec->lists[list];
    int only = -1;

    for (uint32_t i = 0; i < l->count; i++) {
        if (table->spec->columns[l->first + i].kind != COLUMN_AMOUNT)
            continue;
        if (only >= 0)
            return -1;
        only = (int)i;
    }
    return only;
}

// How well a column answers to a name: 3 its whole path, 2 the end of its path or its title, 1 the 小计 or
// 合计 of a group of that name, 0 not at all.
static int column_answers(WordList totals, const ColumnSpec *column, Str path, Str fold)
{
    size_t total;

    if (str_equal(path, fold))
        return 3;
    if (name_path_ends(path, fold) || (column->title.n && name_equal(column->title, fold)))
        return 2;
    total = words_end(totals, path);
    return total && path.n > total && path.at[path.n - total - 1] == '/' &&
           name_path_ends(str_slice(path, 0, path.n - total - 1), fold);
}

int table_find_column(const Table *table, int list, Str wanted, bool *ambiguous)
{
    Arena *scratch = arena_new();
    const ListSpec *l = &table->spec->lists[list];
    Str fold = name_fold(scratch, wanted), name = table->names->lists[list];
    int best = 0, found = -1;
    bool several = false;

    if (name.n && str_starts(fold, name) && fold.n > name.n && fold.at[name.n] == '/')
        fold = str_slice(fold, name.n + 1, fold.n);
    for (uint32_t i = 0; i < l->count && fold.n; i++) {
        int answer =
            column_answers(spec_words(table->spec)[WORDS_GROUP_TOTALS], &table->spec->columns[l->first + i],
                           table->names->paths[l->first + i], fold);

        if (answer > best) {
            best = answer;
            found = (int)i;
            several = false;
        } else if (answer > 0 && answer == best) {
            several = true;
        }
    }
    if (ambiguous)
        *ambiguous = several;
    arena_free(scratch);
    return found;
}
