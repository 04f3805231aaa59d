// Memory by unit: everything that lives and dies together comes from one arena and is freed with it.
//
// Ownership: arena_new's caller frees the arena, which frees all it gave out and runs what arena_defer
// registered, last first. An arena belongs to one thread at a time. Errors: none. When the system has no
// memory left the process says so on stderr and exits with status 3; since outputs are swapped in whole
// (outdir.h), nothing on disk is lost.
#ifndef GONGKAI_BASE_ARENA_H
#define GONGKAI_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); // NULL is allowed

// Zeroed memory, aligned for any object. A size of 0 gives a valid pointer.
void *arena_alloc(Arena *arena, size_t size);
void *arena_alloc_array(Arena *arena, size_t count, size_t size); // checks count * size
void *arena_room(Arena *arena, size_t size); // the same, not zeroed: for what is written before it is read
// A larger copy of an array; grows in place where the block is the arena's last. What is added is not zeroed:
// it is as it was found.
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
// Runs free_it(object) when the arena is freed: for library objects that an arena's data refers to.
void arena_defer(Arena *arena, void (*free_it)(void *), void *object);
size_t arena_bytes(const Arena *arena); // taken from the system so far

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

#endif
