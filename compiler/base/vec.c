#include "base/vec.h"

#include <stdint.h>

void *vec_grow(Arena *arena, void *at, size_t *cap, size_t size)
{
    size_t more = *cap ? *cap * 2 : 8;

    // An overflow is memory that no machine has: let arena_alloc_array say so.
    if (more < *cap || more > SIZE_MAX / size)
        return arena_alloc_array(arena, SIZE_MAX, size > 1 ? size : 2);
    at = arena_grow(arena, at, *cap * size, more * size);
    *cap = more;
    return at;
}
