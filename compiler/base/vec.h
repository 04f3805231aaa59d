// A growable array in an arena: `VEC(Row) rows = {0}; *vec_push(arena, &rows) = row;`
//
// Shapes: at[0 … n-1]. Pushing may move the array: keep indices, not pointers, while it grows.
#ifndef GONGKAI_BASE_VEC_H
#define GONGKAI_BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC(type)                                                                                            \
    struct {                                                                                                 \
        type *at;                                                                                            \
        size_t n, cap;                                                                                       \
    }

void *vec_grow(Arena *arena, void *at, size_t n, size_t *cap, size_t size);

// A pointer to a new zeroed last item.
#define vec_push(arena, v)                                                                                   \
    ((v)->at = vec_grow((arena), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), &(v)->at[(v)->n++])
#define vec_last(v) (&(v)->at[(v)->n - 1])

#endif
