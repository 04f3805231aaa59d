#include "base/seen.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"

struct Seen {
    Arena *arena;
    pthread_mutex_t lock;
    VEC(SeenEntry) entries;
};

static _Thread_local Seen *current;

static void destroy(void *object)
{
    Seen *seen = object;

    pthread_mutex_destroy(&seen->lock);
}

Seen *seen_new(Arena *arena)
{
    Seen *seen = ARENA_NEW(arena, Seen);

    seen->arena = arena;
    pthread_mutex_init(&seen->lock, NULL);
    arena_defer(arena, destroy, seen);
    return seen;
}

Seen *seen_begin(Seen *seen)
{
    Seen *before = current;

    current = seen;
    return before;
}

void seen_end(Seen *before)
{
    current = before;
}

Seen *seen_current(void)
{
    return current;
}

// ---- noting

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

FileMark file_mark(const struct stat *about)
{
    return (FileMark){.size = (uint64_t)about->st_size,
                      .inode = about->st_ino,
                      .modified = nanoseconds(about->st_mtim),
                      .changed = nanoseconds(about->st_ctim)};
}

bool file_mark_same(FileMark a, FileMark b)
{
    return a.size == b.size && a.inode == b.inode && a.modified == b.modified && a.changed == b.changed;
}

uint64_t names_hash(const Str *names, size_t n)
{
    uint64_t hash = n;

    for (size_t i = 0; i < n; i++)
        hash = hash * 0x9E3779B97F4A7C15u + str_hash(names[i]);
    return hash;
}

static void note(Input input, SeenEntry entry)
{
    Seen *seen = current;

    if (!seen)
        return;
    pthread_mutex_lock(&seen->lock);
    entry.path = input.name.n == 0 ? str_copy(seen->arena, input.root)
                                   : path_join(seen->arena, input.root, input.name);
    *vec_push(seen->arena, &seen->entries) = entry;
    pthread_mutex_unlock(&seen->lock);
}

void seen_look(Input input, InputKind kind)
{
    note(input, (SeenEntry){.kind = SEEN_LOOK, .value = kind});
}

void seen_list(Input folder, const Str *names, size_t n)
{
    note(folder, (SeenEntry){.kind = SEEN_LIST, .value = names_hash(names, n)});
}

void seen_file(Input input, const struct stat *about, Str bytes)
{
    if (current)
        note(input, (SeenEntry){.kind = SEEN_FILE, .mark = file_mark(about), .value = str_hash(bytes)});
}

void seen_again(const SeenEntry *entry)
{
    note((Input){.root = entry->path}, *entry);
}

// ---- telling

static int compare(const void *a, const void *b)
{
    const SeenEntry *x = a, *y = b;
    int order = str_compare(x->path, y->path);

    return order ? order : (int)x->kind - (int)y->kind;
}

const SeenEntry *seen_entries(Seen *seen, size_t *n)
{
    SeenEntry *at = seen->entries.at;
    size_t kept = 0;

    if (seen->entries.n > 0)
        qsort(at, seen->entries.n, sizeof *at, compare);
    for (size_t i = 0; i < seen->entries.n; i++) {
        if (kept == 0 || compare(&at[kept - 1], &at[i]) != 0)
            at[kept++] = at[i];
        else if (at[kept - 1].value != at[i].value || !file_mark_same(at[kept - 1].mark, at[i].mark))
            at[kept - 1].unsteady = true;
    }
    *n = seen->entries.n = kept;
    return at;
}
