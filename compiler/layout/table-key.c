// What a table's form is made from, so that it can be kept from one layout for the next.
#include "layout/internal-table.h"

#include <assert.h>
#include <string.h>

static void put(StrBuf *key, int64_t word)
{
    buf_add(key, (Str){(const char *)&word, sizeof word});
}

static void put_cell(StrBuf *key, const GridCell *cell)
{
    put(key, (int64_t)cell->kind << 32 | cell->align << 8 | cell->total);
    put(key, (int64_t)cell->row << 32 | cell->column);
    put(key, (int64_t)cell->row_span << 32 | cell->column_span);
    put(key, (int64_t)cell->indent << 32 | (int64_t)cell->text.n);
}

// By which columns are of one kind.
static void put_column(StrBuf *key, const ColumnSpec *column)
{
    const Str texts[] = {column->path, column->name, column->unit.name};
    put(key, (int64_t)column->kind << 32 | column->list);
    put(key, (int64_t)column->unit.kind << 32 | column->unit.power);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put(key, (int64_t)texts[i].n);
        buf_add(key, texts[i]);
    }
}

void tableset_key(StrBuf *key, const TableSet *table)
{
    const Grid *grid = table->grid;
    const TableSpec *spec = table->table->spec;
    Block *around[AROUND_MOST];
    size_t around_count = tableset_around(table, around);
    put(key, -1); // no paragraph has so many spans
    put(key, (int64_t)table->node->orientation << 32 | table->begins_page);
    put(key, table->above);
    put(key, (int64_t)grid->columns << 32 | grid->stub_columns);
    put(key, (int64_t)grid->head_rows << 32 | grid->body_rows);
    put(key, (int64_t)grid->head_count);
    put(key, (int64_t)grid->body_count);
    put(key, (int64_t)around_count << 32 | (int64_t)table->notes.n);
    for (size_t i = 0; i < around_count; i++)
        paragraph_key(key, &around[i]->text.spec);
    for (size_t i = 0; i < table->notes.n; i++)
        paragraph_key(key, &table->notes.at[i]->text.spec);
    put(key, (int64_t)spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        put_column(key, &spec->columns[i]);
    for (size_t i = 0; i < grid->head_count; i++)
        put_cell(key, &grid->head[i]);
    for (size_t i = 0; i < grid->body_count; i++)
        put_cell(key, &grid->body[i]);
    put(key, 0);
    size_t from = key->n;
    for (size_t i = 0; i < grid->head_count; i++)
        buf_add(key, grid->head[i].text);
    for (size_t i = 0; i < grid->body_count; i++)
        buf_add(key, grid->body[i].text);
    uint64_t digest = words_digest_in(table->job->words, str_slice(buf_str(key), from, key->n));
    memcpy(key->at + from - sizeof digest, &digest, sizeof digest);
}

// The cells with the texts that end at `end` in the key; where they begin.
static size_t cells_apart(Arena *arena, GridCell **cells, size_t n, Str key, size_t end)
{
    GridCell *own = ARENA_ARRAY(arena, GridCell, n);
    for (size_t i = n; i-- > 0;) {
        own[i] = (*cells)[i];
        assert(end >= own[i].text.n); // the key ends with the texts of the cells
        own[i].text = str_slice(key, end - own[i].text.n, end);
        end -= own[i].text.n;
    }
    *cells = own;
    return end;
}

static Block *block_apart(Arena *arena, const Block *block)
{
    Block *own = block ? ARENA_NEW(arena, Block) : NULL;
    if (block)
        *own = *block;
    return own;
}

TableSet *tableset_apart(Arena *arena, const TableSet *table, Str key)
{
    TableSet *own = ARENA_NEW(arena, TableSet);
    Grid *grid = ARENA_NEW(arena, Grid);
    Block **blocks[] = {&own->label, &own->title, &own->unit, &own->unit_again, &own->continued};
    *own = *table;
    *grid = *table->grid;
    own->grid = grid;
    size_t end = cells_apart(arena, &grid->body, grid->body_count, key, key.n);
    cells_apart(arena, &grid->head, grid->head_count, key, end);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        *blocks[i] = block_apart(arena, *blocks[i]);
    own->notes.at = NULL;
    own->notes.n = own->notes.cap = 0;
    for (size_t i = 0; i < table->notes.n; i++)
        *vec_push(arena, &own->notes) = block_apart(arena, table->notes.at[i]);
    return own;
}
