// Fields of records, held in blocks that go once they are read.
#include "spreadsheet/internal-csv.h"

#define BLOCK_FIELDS ((size_t)32768) // of a megabyte, as large as an arena's chunks

typedef struct Block {
    Arena *arena; // NULL once it is gone
    CsvField *fields;
    size_t used, size;
    size_t uses;
} Block;

struct CsvPool {
    Arena *scratch;
    size_t expected;
    VEC(Block *) blocks;
};

static void drop(void *block)
{
    arena_free(((Block *)block)->arena);
    ((Block *)block)->arena = NULL;
}

CsvPool *csv_pool_new(Arena *scratch, size_t expected)
{
    CsvPool *pool = ARENA_NEW(scratch, CsvPool);

    *pool = (CsvPool){.scratch = scratch, .expected = expected};
    return pool;
}

static Block *block_new(CsvPool *pool, size_t least)
{
    Block *block = ARENA_NEW(pool->scratch, Block);

    block->arena = arena_new();
    arena_defer(pool->scratch, drop, block);
    block->size = least > BLOCK_FIELDS ? least : BLOCK_FIELDS;
    block->fields = ARENA_ARRAY(block->arena, CsvField, block->size);
    *vec_push(pool->scratch, &pool->blocks) = block;
    return block;
}

CsvField *csv_pool_fields(CsvPool *pool, CsvRecord *record, size_t n)
{
    Block *block = pool->blocks.n ? *vec_last(&pool->blocks) : NULL;

    record->block = 0;
    if (pool->expected <= BLOCK_FIELDS)
        return ARENA_ARRAY(pool->scratch, CsvField, n);
    if (!block || block->size - block->used < n)
        block = block_new(pool, n);
    record->block = (uint32_t)pool->blocks.n;
    block->used += n;
    return block->fields + block->used - n;
}

void csv_count_uses(Csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (csv->records[i].block)
            csv->pool->blocks.at[csv->records[i].block - 1]->uses++;
}

void csv_record_used(Csv *csv, CsvRecord *record)
{
    Block *block = record->block ? csv->pool->blocks.at[record->block - 1] : NULL;

    if (!block)
        return;
    record->fields = NULL;
    record->count = 0;
    if (--block->uses == 0)
        drop(block);
}
