// Rows that stand twice in a list: what is pasted twice is added twice.
#include "table/table.h"

#include <uthash.h>

#define MOST_TOLD 20 // of one list

typedef struct Seen {
    const Row *row;
    UT_hash_handle hh;
} Seen;

// All that names the row: its codes, name and texts, and where names make the hierarchy the row that it is
// under. Empty for a row that nothing names.
static Str key_of(Arena *arena, const TableSpec *spec, const List *list, const Row *row)
{
    StrBuf key = {.arena = arena};

    if (row->code.n == 0 && row->name.n == 0)
        return (Str){0};
    buf_print(&key, "%d %.*s\n", list->spec->hierarchy == HIERARCHY_NAMES ? row->parent : -1,
              STR_ARG(row->code));
    for (uint32_t i = 0; i < list->spec->count; i++)
        if (spec->columns[list->spec->first + i].kind != COLUMN_AMOUNT) {
            buf_add(&key, name_fold(arena, row->cells[i].text));
            buf_add_char(&key, '\n');
        }
    return (Str){key.at, key.n};
}

// The row that has this key already, or NULL after taking it in.
static const Row *seen_before(Arena *arena, Seen **seen, Str key, const Row *row)
{
    Seen *entry;

    HASH_FIND(hh, *seen, key.at, key.n, entry);
    if (entry)
        return entry->row;
    entry = ARENA_NEW(arena, Seen);
    entry->row = row;
    HASH_ADD_KEYPTR(hh, *seen, key.at, key.n, entry);
    return NULL;
}

static void report(const Table *table, Diag *diag, const Row *row, const Row *first)
{
    Place place = table_row_place(table, first);
    Arena *scratch = arena_new();
    Str hint = place.cell.n
                   ? str_print(scratch, _("the first is at %.*s; keep one of the two"), STR_ARG(place.cell))
                   : str_print(scratch, _("the first is in line %u; keep one of the two"), first->line);

    diag_report(diag, SEVERITY_WARNING, "row-duplicate", table_row_place(table, row), hint,
                _("the row “%.*s” stands twice in “%.*s”"), STR_ARG(row->name.n ? row->name : row->code),
                STR_ARG(table->spec->name));
    arena_free(scratch);
}

static void check_list(const Table *table, Diag *diag, const List *list)
{
    Arena *scratch = arena_new();
    Seen *seen = NULL;
    size_t told = 0;

    for (size_t i = 0; i < list->row_count && told < MOST_TOLD; i++) {
        const Row *row = &list->rows[i], *first;
        Str key = row->kind == ROW_TOTAL ? (Str){0} : key_of(scratch, table->spec, list, row);

        if (!key.n || !(first = seen_before(scratch, &seen, key, row)))
            continue;
        told++;
        report(table, diag, row, first);
    }
    HASH_CLEAR(hh, seen); // frees the index; the entries are the arena's
    arena_free(scratch);
}

void table_report_duplicates(const Table *table, Diag *diag)
{
    for (size_t i = 0; i < table->spec->list_count; i++)
        // In tables of prose the rows of a merged stub have no names of their own.
        if (table->spec->lists[i].hierarchy != HIERARCHY_NONE)
            check_list(table, diag, &table->lists[i]);
}
