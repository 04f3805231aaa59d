#include "table/internal-index.h"

#include "table/internal-rows.h"
#include <assert.h>

// ---- kinds

bool table_is_total_name(const TableSpec *spec, Str name)
{
    for (size_t i = 0; i < spec->total_name_count; i++)
        if (name_equal(spec->total_names[i], name))
            return true;
    return spec->total_name_count == 0 && words_find(spec_words(spec)[WORDS_TOTAL_ROWS], name) >= 0;
}

// Names are followed only where the list's hierarchy is theirs: elsewhere an indent may be decoration.
static void set_kinds(const TableSpec *spec, List *list, const RowName *names, const struct ListIndex *index)
{
    bool by_name = list->spec->hierarchy == HIERARCHY_NAMES;
    ptrdiff_t whole = -1; // the row that a run of 其中 rows is part of

    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];
        bool continues = by_name && whole >= 0 && list->rows[i - 1].kind == ROW_OF_WHICH &&
                         names[i].numbering == NUMBERING_NONE && names[i].indent > names[whole].indent;

        if (table_is_total_name(spec, index->folds[i]))
            row->kind = ROW_TOTAL;
        else if (names[i].of_which || continues)
            row->kind = ROW_OF_WHICH;
        if (row->kind != ROW_OF_WHICH)
            whole = (ptrdiff_t)i;
    }
}

// ---- parents

// The row that a 其中 row is part of: the nearest before it that is not one itself.
static void link_of_which(List *list)
{
    int whole = -1;

    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];

        if (row->kind != ROW_OF_WHICH) {
            whole = (int)i;
            continue;
        }
        row->parent = whole;
        row->level = whole < 0 ? 0 : list->rows[whole].level + 1;
    }
}

// The nearest row before it whose code is the longest proper prefix of its own: 20137 for 2013701, else 201.
static void link_codes(List *list, struct ListIndex *index)
{
    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];
        int level = table_code_level(row->code);

        if (level >= 0 && row->kind == ROW_ITEM) {
            row->level = level;
            for (size_t n = row->code.n; n > 3 && row->parent < 0; n -= 2)
                row->parent = index_last_code(index, str_slice(row->code, 0, n - 2));
        }
        index_add_code(index, (int)i);
    }
}

// The nearest row above whose code a unit's begins with, where only its others stand between.
static void link_units(List *list)
{
    for (size_t i = 1; i < list->row_count; i++) {
        Row *row = &list->rows[i];
        const Row *above = &list->rows[i - 1];
        int head = (int)i - 1;

        // Indents may say it as well.
        if (row->kind != ROW_ITEM || above->kind != ROW_ITEM || row->parent >= 0)
            continue;
        while (head >= 0 && !unit_code_heads(list->rows[head].code, row->code))
            head = list->rows[head].parent;
        if (head < 0)
            continue;
        row->parent = head;
        row->level = list->rows[head].level + 1;
    }
}

typedef struct Open {
    int row;
    Numbering numbering;
    uint32_t indent;
} Open;

typedef VEC(Open) OpenRows;

// Closes the rows that cannot hold one with this name. Numbering decides between numbered rows, so that an
// odd indent does not; indents decide wherever a row without a number is one of the two.
static void close_rows(OpenRows *open, const RowName *name)
{
    for (size_t i = 0; name->numbering && i < open->n; i++)
        if (open->at[i].numbering >= name->numbering)
            open->n = i;
    while (open->n > 0) {
        const Open *last = &open->at[open->n - 1];

        if ((name->numbering && last->numbering) || last->indent < name->indent)
            break;
        open->n--;
    }
}

static void link_names(Arena *arena, WordList subtotals, List *list, const RowName *names)
{
    OpenRows open = {0};

    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];

        if (row->kind == ROW_OF_WHICH)
            continue;
        if (row->kind == ROW_TOTAL) {
            // A 小计 closes a part of the list that goes on after it; the other totals begin a new one.
            if (words_find(subtotals, row->name) < 0)
                open.n = 0;
            continue;
        }
        close_rows(&open, &names[i]);
        row->level = (int)open.n;
        row->parent = open.n ? vec_last(&open)->row : -1;
        *vec_push(arena, &open) = (Open){(int)i, names[i].numbering, names[i].indent};
    }
}

static bool has_unit_codes(const TableSpec *spec, const List *list)
{
    CodeColumns codes = table_code_columns(spec, (int)(list->spec - spec->lists));

    return codes.whole >= 0 && !codes.account &&
           words_end(spec_words(spec)[WORDS_CODE_COLUMNS], spec->columns[codes.whole].name);
}

static void link_rows(Arena *scratch, const TableSpec *spec, List *list, const RowName *names,
                      struct ListIndex *index)
{
    for (size_t i = 0; i < list->row_count; i++)
        list->rows[i].parent = -1;
    set_kinds(spec, list, names, index);
    if (list->spec->hierarchy == HIERARCHY_CODE) {
        link_codes(list, index);
        rows_find_parts(scratch, spec, list, false);
    } else {
        for (size_t i = 0; i < list->row_count; i++)
            index_add_code(index, (int)i);
        if (list->spec->hierarchy == HIERARCHY_NAMES)
            link_names(scratch, spec_words(spec)[WORDS_SUBTOTAL_ROWS], list, names);
        if (has_unit_codes(spec, list)) {
            link_units(list);
            rows_find_parts(scratch, spec, list, true);
        }
    }
    link_of_which(list);
}

static bool list_is_empty(const TableSpec *spec, const List *list)
{
    for (size_t i = 0; i < list->row_count; i++)
        for (uint32_t j = 0; j < list->spec->count; j++) {
            ColumnKind kind = spec->columns[list->spec->first + j].kind;

            if ((kind == COLUMN_AMOUNT || kind == COLUMN_TEXT) && list->rows[i].cells[j].kind != CELL_BLANK)
                return false;
        }
    return true;
}

void table_set_rows(Arena *arena, Table *table, int list, Row *rows, const uint32_t *indents, size_t n)
{
    List *l = &table->lists[list];
    Arena *scratch = arena_new();
    RowName *names = ARENA_ARRAY(scratch, RowName, n);
    struct ListIndex *index;

    assert(!l->index || l->row_count == 0); // rows are set once
    for (size_t i = 0; i < n; i++) {
        assert(rows[i].cells && (i == 0 || rows[i].record > rows[i - 1].record));
        names[i] = row_name_of(spec_words(table->spec), rows[i].shown, indents[i]);
        rows[i].name = names[i].name;
    }
    l->rows = rows;
    l->row_count = n;
    index = index_new(arena, table->spec, rows, n);
    link_rows(scratch, table->spec, l, names, index);
    index_link_children(arena, index, n);
    l->index = index;
    table->empty &= list_is_empty(table->spec, l);
    arena_free(scratch);
}
