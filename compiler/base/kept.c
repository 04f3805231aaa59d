#include "base/kept.h"

#include <pthread.h>
#include <time.h>

#include "base/seen.h"
#include "base/vec.h"

typedef struct KeptItem {
    Str key;
    Arena *arena;
    const void *made;
    const SeenEntry *seen;
    size_t seen_count;
} KeptItem;

struct Kept {
    Arena *arena;
    pthread_mutex_t lock;
    VEC(KeptItem *) items; // of one key the last is looked at
};

Kept *kept_new(void)
{
    Arena *arena = arena_new();
    Kept *kept = ARENA_NEW(arena, Kept);

    kept->arena = arena;
    pthread_mutex_init(&kept->lock, NULL);
    return kept;
}

void kept_free(Kept *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < kept->items.n; i++)
        arena_free(kept->items.at[i]->arena);
    pthread_mutex_destroy(&kept->lock);
    arena_free(kept->arena);
}

static const KeptItem *find(Kept *kept, Str key)
{
    const KeptItem *found = NULL;

    pthread_mutex_lock(&kept->lock);
    for (size_t i = kept->items.n; i-- > 0 && !found;)
        if (str_equal(kept->items.at[i]->key, key))
            found = kept->items.at[i];
    pthread_mutex_unlock(&kept->lock);
    return found;
}

static bool is_same(const KeptItem *item)
{
    bool same = true;

    for (size_t i = 0; same && i < item->seen_count; i++)
        same = seen_same(&item->seen[i]);
    return same;
}

static void note(const KeptItem *item)
{
    for (size_t i = 0; i < item->seen_count; i++)
        seen_again(&item->seen[i]);
}

// Whether a change of what was read since `began` would show.
static bool is_steady(const KeptItem *item, int64_t began)
{
    for (size_t i = 0; i < item->seen_count; i++) {
        const SeenEntry *entry = &item->seen[i];

        if (entry->unsteady || (entry->kind == SEEN_FILE && entry->mark.changed >= began - SEEN_YOUNG))
            return false;
    }
    return true;
}

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void release(void *arena)
{
    arena_free(arena);
}

// Two who make the same at one time both keep it.
static const void *make_and_keep(Kept *kept, Arena *arena, Diag *diag, Str key, KeptMake make, void *context)
{
    Arena *own = arena_new();
    KeptItem *item = ARENA_NEW(own, KeptItem);
    Diag *reported = diag_new();
    Seen *seen = seen_new(own), *before = seen_begin(seen);
    int64_t began = now();

    item->arena = own;
    item->key = str_copy(own, key);
    item->made = make(context, own, reported);
    seen_end(before);
    item->seen = seen_entries(seen, &item->seen_count);
    note(item);
    if (item->made && diag_total(reported) == 0 && is_steady(item, began)) {
        pthread_mutex_lock(&kept->lock);
        *vec_push(kept->arena, &kept->items) = item;
        pthread_mutex_unlock(&kept->lock);
    } else {
        arena_defer(arena, release, own);
    }
    diag_append(diag, reported);
    diag_free(reported);
    return item->made;
}

const void *kept_take(Kept *kept, Arena *arena, Diag *diag, Str key, KeptMake make, void *context)
{
    const KeptItem *item = kept ? find(kept, key) : NULL;

    if (!kept)
        return make(context, arena, diag);
    if (!item || !is_same(item))
        return make_and_keep(kept, arena, diag, key, make, context);
    note(item);
    return item->made;
}
