#include "layout/internal-store.h"
#include "layout/internal-table.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct StoreUnit {
    Arena *arena; // its own; the unit is in it too
    atomic_uint uses;
    Str key; // a paragraph's or a table's; its text is here
    Paragraph *set;
    const TableForm *form;
    bool silent;     // nothing was found wrong: what is found has a place, which moves
    unsigned layout; // the last that used it
    UT_hash_handle hh;
};

struct LayoutStore {
    Arena *arena;
    StoreUnit *units;   // hashed by key
    unsigned layout;    // how many have ended
    size_t shown, made; // by the newest
};

static void unit_release(StoreUnit *unit)
{
    if (atomic_fetch_sub(&unit->uses, 1) == 1)
        arena_free(unit->arena);
}

LayoutStore *layout_store_new(void)
{
    Arena *arena = arena_new();
    LayoutStore *store = ARENA_NEW(arena, LayoutStore);
    store->arena = arena;
    return store;
}

// Every unit that the newest layout did not use, or all.
static void drop(LayoutStore *store, bool all)
{
    StoreUnit *unit, *next;
    HASH_ITER(hh, store->units, unit, next)
    {
        if (!all && unit->layout == store->layout)
            continue;
        HASH_DEL(store->units, unit);
        unit_release(unit);
    }
}

void layout_store_free(LayoutStore *store)
{
    if (!store)
        return;
    drop(store, true);
    arena_free(store->arena);
}

size_t layout_store_set(const LayoutStore *store, size_t *of)
{
    *of = store->shown;
    return store->made;
}

// ---- taking and making

// The spec's spans with the text that ends the key.
static Span *spans_of_key(Arena *arena, Str key, const ParagraphSpec *spec)
{
    Span *spans = ARENA_ARRAY(arena, Span, spec->span_count);
    size_t at = key.n;
    for (size_t i = spec->span_count; i-- > 0;) {
        spans[i] = spec->spans[i];
        assert(at >= spans[i].text.n); // the key ends with the spans' texts
        at -= spans[i].text.n;
        spans[i].text = str_slice(key, at, at + spans[i].text.n);
    }
    return spans;
}

// Of the key that the use has, yet to be set.
static StoreUnit *unit_new(const StoreUse *use)
{
    Arena *arena = arena_new();
    StoreUnit *unit = ARENA_NEW(arena, StoreUnit);
    unit->arena = arena;
    atomic_init(&unit->uses, 1);
    unit->key = str_copy(arena, (Str){use->key.at, use->key.n});
    return unit;
}

static void use_begin(StoreUse *use)
{
    if (!use->arena)
        use->arena = use->key.arena = arena_new();
    use->key.n = 0;
}

// The unit of the use's key; NULL where the store has none.
static StoreUnit *unit_find(const LayoutStore *store, StoreUse *use)
{
    StoreUnit *unit;
    HASH_FIND(hh, store->units, use->key.at, use->key.n, unit);
    if (unit)
        atomic_fetch_add(&unit->uses, 1);
    return unit;
}

// *made: it was set anew.
static Paragraph *take(const LayoutStore *store, StoreUse *use, Diag *diag, const ParagraphSpec *spec,
                       bool *made)
{
    use_begin(use);
    paragraph_key(&use->key, spec);
    StoreUnit *unit = unit_find(store, use);
    *made = !unit;
    if (!unit) {
        size_t found = diag_total(diag);
        ParagraphSpec own = *spec;
        unit = unit_new(use);
        own.spans = spans_of_key(use->arena, unit->key, spec);
        unit->set = paragraph_set(unit->arena, diag, &own);
        unit->silent = diag_total(diag) == found;
    }
    *vec_push(use->arena, &use->units) = unit;
    return unit->set;
}

Paragraph *store_set(const LayoutStore *store, StoreUse *use, Diag *diag, const ParagraphSpec *spec)
{
    bool made;
    Paragraph *set = take(store, use, diag, spec, &made);
    use->paragraphs++;
    use->made += made;
    return set;
}

typedef struct Around {
    const LayoutStore *store;
    StoreUse *use;
    Diag *discarded; // making the form has reported
} Around;

static void set_around(void *context, Block *block)
{
    const Around *around = context;
    bool made;
    block->text.set = take(around->store, around->use, around->discarded, &block->text.spec, &made);
}

void store_set_table(const LayoutStore *store, StoreUse *use, Diag *diag, TableSet *table)
{
    use_begin(use);
    tableset_key(&use->key, table);
    StoreUnit *unit = unit_find(store, use);
    if (!unit) {
        size_t found = diag_total(diag);
        unit = unit_new(use);
        TableSet *own = tableset_apart(unit->arena, table, unit->key);
        tableset_make_form(unit->arena, diag, own);
        unit->form = &own->form;
        unit->silent = diag_total(diag) == found;
    }
    *vec_push(use->arena, &use->units) = unit;
    table->form = *unit->form;
    Around around = {store, use, diag_new()};
    tableset_each_around(table, set_around, &around);
    diag_free(around.discarded);
}

// ---- the end of a layout

typedef struct Shown { // the units of some Pages
    StoreUnit **units;
    size_t n;
} Shown;

static void release_shown(void *object)
{
    const Shown *shown = object;
    for (size_t i = 0; i < shown->n; i++)
        unit_release(shown->units[i]);
}

static void keep(LayoutStore *store, StoreUnit *unit)
{
    StoreUnit *same;
    unit->layout = store->layout;
    if (!unit->silent)
        return;
    HASH_FIND(hh, store->units, unit->key.at, unit->key.n, same);
    if (same) // itself, or its equal from another place of the text
        return;
    atomic_fetch_add(&unit->uses, 1);
    HASH_ADD_KEYPTR(hh, store->units, unit->key.at, unit->key.n, unit);
}

void store_end(LayoutStore *store, Arena *arena, StoreUse *uses, size_t n)
{
    Shown *shown = ARENA_NEW(arena, Shown);
    for (size_t i = 0; i < n; i++)
        shown->n += uses[i].units.n;
    shown->units = ARENA_ARRAY(arena, StoreUnit *, shown->n);
    shown->n = 0;
    store->layout++;
    store->shown = store->made = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < uses[i].units.n; j++) {
            keep(store, uses[i].units.at[j]);
            shown->units[shown->n++] = uses[i].units.at[j];
        }
        store->shown += uses[i].paragraphs;
        store->made += uses[i].made;
        arena_free(uses[i].arena);
        uses[i] = (StoreUse){0};
    }
    drop(store, false);
    arena_defer(arena, release_shown, shown);
}
