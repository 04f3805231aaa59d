#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

// Under AddressSanitizer what an arena has not given out is poisoned, and a gap follows each block, so that
// an overrun inside a chunk is caught as one past a malloc block would be.
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define poison(at, n) ASAN_POISON_MEMORY_REGION((at), (n))
#define unpoison(at, n) ASAN_UNPOISON_MEMORY_REGION((at), (n))
#define GAP ALIGNMENT
#else
#define poison(at, n) ((void)(at), (void)(n))
#define unpoison(at, n) ((void)(at), (void)(n))
#define GAP 0
#endif

#define ALIGNMENT alignof(max_align_t)
// A paragraph may have an arena to itself, so the first chunk is one page; four times more each time soon
// reaches the largest, past which a chunk's size no longer matters.
#define FIRST_CHUNK ((size_t)4 << 10)
#define LARGEST_CHUNK ((size_t)1 << 20)

typedef struct Chunk Chunk;
struct Chunk {
    Chunk *next;
    size_t size, used; // bytes of `at`
    bool zeroed;       // all of it was, when it was made; else what is given out is
    alignas(max_align_t) char at[];
};

typedef struct Deferred Deferred;
struct Deferred {
    Deferred *next;
    void (*free_it)(void *);
    void *object;
};

struct Arena {
    Chunk *chunks; // the one that is being filled comes first
    Deferred *deferred;
    size_t next_size;
    size_t bytes;
};

static _Noreturn void out_of_memory(void)
{
    memory_end();
    _Exit(3); // while temporaries are removed
}

// Room that a block takes; the smallest is one unit, so that every block has an address of its own.
static size_t block_size(size_t size)
{
    if (size > PTRDIFF_MAX - 4 * ALIGNMENT)
        out_of_memory();
    if (size == 0)
        size = 1;
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GAP;
}

// Chunks for many blocks are zeroed block by block, since many an arena uses little of its last; what has one
// to itself is zeroed by the system, which has little to do where the memory is new.
static Chunk *chunk_new(Arena *arena, size_t size, bool zeroed)
{
    Chunk *chunk = zeroed ? calloc(1, sizeof *chunk + size) : malloc(sizeof *chunk + size);

    if (!chunk)
        out_of_memory();
    chunk->size = size;
    chunk->used = 0;
    chunk->zeroed = zeroed;
    arena->bytes += sizeof *chunk + size;
    poison(chunk->at, size);
    return chunk;
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);

    if (!arena)
        out_of_memory();
    arena->next_size = FIRST_CHUNK - sizeof(Chunk);
    arena->bytes = sizeof *arena;
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    // A deferred function may defer another, so take one at a time.
    while (arena->deferred) {
        Deferred *deferred = arena->deferred;
        arena->deferred = deferred->next;
        deferred->free_it(deferred->object);
    }
    while (arena->chunks) {
        Chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        unpoison(chunk->at, chunk->size);
        free(chunk);
    }
    free(arena);
}

// The next `need` bytes of a chunk, as they are.
static char *take(Chunk *chunk, size_t need)
{
    char *at = chunk->at + chunk->used;

    chunk->used += need;
    return at;
}

// The chunk that has `need` bytes left; zeroed: where the block has one to itself, that is.
static Chunk *chunk_with_room(Arena *arena, size_t need, bool zeroed)
{
    Chunk *current = arena->chunks;

    if (current && current->size - current->used >= need)
        return current;
    if (current && need > arena->next_size / 4) {
        // A big block gets a chunk of just its size behind the current one, whose room would be lost
        // otherwise.
        Chunk *own = chunk_new(arena, need, zeroed);
        own->next = current->next;
        current->next = own;
        return own;
    }
    current = chunk_new(arena, need > arena->next_size ? need : arena->next_size,
                        zeroed && need > arena->next_size);
    current->next = arena->chunks;
    arena->chunks = current;
    if (arena->next_size < LARGEST_CHUNK / 4)
        arena->next_size = arena->next_size * 4;
    else
        arena->next_size = LARGEST_CHUNK;
    return current;
}

void *arena_alloc(Arena *arena, size_t size)
{
    size_t need = block_size(size);
    Chunk *chunk = chunk_with_room(arena, need, true);
    char *at = take(chunk, need);

    unpoison(at, size);
    if (!chunk->zeroed)
        memset(at, 0, size);
    return at;
}

void *arena_room(Arena *arena, size_t size)
{
    size_t need = block_size(size);
    char *at = take(chunk_with_room(arena, need, false), need);

    unpoison(at, size);
    return at;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return arena_alloc(arena, count * size);
}

static bool grow_in_place(Arena *arena, char *old, size_t old_size, size_t new_size)
{
    Chunk *chunk = arena->chunks;
    size_t had = block_size(old_size);
    size_t need = block_size(new_size);

    if (!chunk || chunk->used < had || old != chunk->at + (chunk->used - had))
        return false;
    if (need - had > chunk->size - chunk->used)
        return false;
    take(chunk, need - had);
    unpoison(old, new_size);
    return true;
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size)
{
    void *at;

    if (new_size < old_size)
        new_size = old_size;
    if (old && grow_in_place(arena, old, old_size, new_size))
        return old;
    at = arena_room(arena, new_size);
    if (old && old_size)
        memcpy(at, old, old_size);
    return at;
}

void arena_defer(Arena *arena, void (*free_it)(void *), void *object)
{
    Deferred *deferred = ARENA_NEW(arena, Deferred);

    deferred->free_it = free_it;
    deferred->object = object;
    deferred->next = arena->deferred;
    arena->deferred = deferred;
}

size_t arena_bytes(const Arena *arena)
{
    return arena->bytes;
}
