// A growable array in an arena: `VEC(Row) rows = {0}; *vec_push(arena, &rows) = row;`
//
// Shapes: at[0 … n-1]. Pushing may move the array: keep indices, not pointers, while it grows.
#ifndef GONGKAI_BASE_VEC_H
#define GONGKAI_BASE_VEC_H

#include <stddef.h>
#include <string.h>

#include "base/arena.h"

#define VEC(type)                                                                                            \
    struct {                                                                                                 \
        type *at;                                                                                            \
        size_t n, cap;                                                                                       \
    }

// The array with more room.
__attribute__((returns_nonnull)) void *vec_grow(Arena *arena, void *at, size_t *cap, size_t size);

// The array with a zeroed item n: the slot may have held one that was popped.
static inline void *vec_with(Arena *arena, void *at, size_t n, size_t *cap, size_t size)
{
    if (!at || n >= *cap)
        at = vec_grow(arena, at, cap, size);
    memset((char *)at + n * size, 0, size);
    return at;
}

// A pointer to a new zeroed last item.
#define vec_push(arena, v)                                                                                   \
    ((v)->at = vec_with((arena), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), &(v)->at[(v)->n++])
#define vec_last(v) (&(v)->at[(v)->n - 1])

#endif
