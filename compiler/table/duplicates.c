// Rows that stand twice in a list: what is pasted twice is added twice.
#include "table/table.h"

#define MOST_TOLD 20 // of one list

// What the texts of so many rows take is given back together.
#define ROWS_TOGETHER 1000

// The rows that were seen, by what names them: each at the bucket of its hash, or at the next that is free.
typedef struct Seen {
    const TableSpec *spec;
    const List *list;
    Arena *scratch; // of texts
    uint64_t *hashes;
    uint32_t *rows; // + 1
    uint32_t *parts;
    size_t buckets; // a power of two
    StrBuf key, other;
} Seen;

// All that names the row: its codes, name and texts, the part of the list that it is in, and where names make
// the hierarchy the row that it is under. Empty for a row that nothing names.
static Str key_of(Seen *seen, StrBuf *key, size_t at)
{
    const Row *row = &seen->list->rows[at];

    key->n = 0;
    if (row->code.n == 0 && row->name.n == 0)
        return (Str){0};
    buf_print(key, "%u %d %.*s\n", seen->parts[at],
              seen->list->spec->hierarchy == HIERARCHY_NAMES ? row->parent : -1, STR_ARG(row->code));
    for (uint32_t i = 0; i < seen->list->spec->count; i++)
        if (seen->spec->columns[seen->list->spec->first + i].kind != COLUMN_AMOUNT) {
            buf_add(key, name_fold(seen->scratch, row->cells[i].text));
            buf_add_char(key, '\n');
        }
    return (Str){key->at, key->n};
}

// The row that has this key already, or NULL after taking it in.
static const Row *seen_before(Seen *seen, Str key, size_t row)
{
    uint64_t hash = str_hash(key);
    size_t at = (size_t)hash & (seen->buckets - 1);

    for (; seen->rows[at]; at = (at + 1) & (seen->buckets - 1))
        if (seen->hashes[at] == hash && str_equal(key, key_of(seen, &seen->other, seen->rows[at] - 1)))
            return &seen->list->rows[seen->rows[at] - 1];
    seen->hashes[at] = hash;
    seen->rows[at] = (uint32_t)row + 1;
    return NULL;
}

static void report(const Table *table, Diag *diag, const Row *row, const Row *first)
{
    Place place = table_row_place(table, first);
    Arena *scratch = arena_new();
    Str hint = place.sheet.n
                   ? str_print(scratch, _("the first is at %.*s; keep one of the two"),
                               STR_ARG(sheet_cell_name(scratch, place.sheet, place.line, place.column)))
                   : str_print(scratch, _("the first is in line %u; keep one of the two"), first->line);

    diag_report(diag, SEVERITY_WARNING, "row-duplicate", table_row_place(table, row), hint,
                _("the row “%.*s” stands twice in “%.*s”"), STR_ARG(row->name.n ? row->name : row->code),
                STR_ARG(table->spec->name));
    arena_free(scratch);
}

// Which part of the list each row is in: a unit's row begins one, and 小计 ends one.
static uint32_t *parts_of(Arena *arena, const List *list)
{
    uint32_t *parts = ARENA_ARRAY(arena, uint32_t, list->row_count), part = 0;

    for (size_t i = 0; i < list->row_count; i++)
        parts[i] = list->rows[i].part ? ++part : part;
    return parts;
}

static void check_list(const Table *table, Diag *diag, const List *list)
{
    Arena *arena = arena_new();
    Seen seen = {
        .spec = table->spec, .list = list, .buckets = 1, .key = {.arena = arena}, .other = {.arena = arena}};
    size_t told = 0;

    while (seen.buckets < list->row_count * 2)
        seen.buckets *= 2;
    seen.hashes = ARENA_ARRAY(arena, uint64_t, seen.buckets);
    seen.rows = ARENA_ARRAY(arena, uint32_t, seen.buckets);
    seen.parts = parts_of(arena, list);
    for (size_t i = 0; i < list->row_count && told < MOST_TOLD; i++) {
        const Row *row = &list->rows[i], *first;
        Str key;

        if (i % ROWS_TOGETHER == 0) {
            arena_free(seen.scratch);
            seen.scratch = arena_new();
        }
        key = row->kind == ROW_TOTAL ? (Str){0} : key_of(&seen, &seen.key, i);
        if (!key.n || !(first = seen_before(&seen, key, i)))
            continue;
        told++;
        report(table, diag, row, first);
    }
    arena_free(seen.scratch);
    arena_free(arena);
}

void table_report_duplicates(const Table *table, Diag *diag)
{
    for (size_t i = 0; i < table->spec->list_count; i++)
        // In tables of prose the rows of a merged stub have no names of their own.
        if (table->spec->lists[i].hierarchy != HIERARCHY_NONE)
            check_list(table, diag, &table->lists[i]);
}
