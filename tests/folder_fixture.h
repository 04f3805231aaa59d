// An arena and a folder of its own for each test.
#ifndef GONGKAI_TESTS_FOLDER_FIXTURE_H
#define GONGKAI_TESTS_FOLDER_FIXTURE_H

#include "own_folder.h"

typedef struct Fixture {
    Arena *arena;
    char folder[OWN_FOLDER];
} Fixture;

// The path of what is in the folder.
static inline char *in(Fixture *f, const char *name)
{
    return str_c(f->arena, str_print(f->arena, "%s/%s", f->folder, name));
}

static inline void put(Fixture *f, const char *name, const char *text)
{
    own_folder_put(f->folder, name, str_of(text));
}

static inline Fixture *folder_fixture_make(void)
{
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    own_folder_make(f->folder);
    return f;
}

static inline int folder_fixture_remove(void **state)
{
    Fixture *f = *state;

    own_folder_remove(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

#endif
