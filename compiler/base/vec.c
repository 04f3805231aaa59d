#include "base/vec.h"

#include <stdint.h>
#include <string.h>

void *vec_grow(Arena *arena, void *at, size_t n, size_t *cap, size_t size)
{
    if (n >= *cap) {
        size_t more = *cap ? *cap * 2 : 8;

        // An overflow is memory that no machine has: let arena_alloc_array say so.
        if (more < *cap || more > SIZE_MAX / size)
            return arena_alloc_array(arena, SIZE_MAX, size > 1 ? size : 2);
        at = arena_grow(arena, at, *cap * size, more * size);
        *cap = more;
    }
    // The slot may have held an item that was popped.
    memset((char *)at + n * size, 0, size);
    return at;
}
