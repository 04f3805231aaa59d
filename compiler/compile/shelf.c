// Where fonts are looked for, and fonts that stay open.
#include <stdlib.h>

#include "compile/internal-shelves.h"

static const char *cache_folder(Arena *arena)
{
    const char *cache_home = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache_home && *cache_home == '/')
        return str_print(arena, "%s/gongkai", cache_home).at;
    if (home && *home == '/')
        return str_print(arena, "%s/.cache/gongkai", home).at;
    return NULL;
}

FontOptions compile_fonts(Arena *arena, const CompileOptions *options)
{
    const char **from = ARENA_ARRAY(arena, const char *, 1);
    from[0] = str_print(arena, "%.*s/fonts/fetched", STR_ARG(options->data_folder)).at;
    return (FontOptions){.folders = from,
                         .folder_count = 1,
                         .project = options->folder,
                         .system = true,
                         .cache_folder = cache_folder(arena),
                         .config = options->font_config};
}

FontShelf *shelf_open(Diag *diag, const CompileOptions *options, FontOptions fonts)
{
    Compilation made = compilation_read(options);
    const Style *style = made.project ? made.project->style : NULL;
    Diag *opening = diag_new();
    FontSet *set = style ? fontset_open(opening, style, fonts) : NULL;
    if (!set) {
        diag_append(diag, opening);
        diag_free(opening);
        compilation_free(&made);
        return NULL;
    }
    FontShelf *shelf = ARENA_NEW(made.arena, FontShelf);
    *shelf =
        (FontShelf){.made = made, .style = style, .fonts = set, .store = layout_store_new(), .diag = opening};
    atomic_init(&shelf->uses, 1);
    return shelf;
}

bool shelf_fits(const FontShelf *shelf, const Compilation *made)
{
    const Style *style = made->document ? made->document->project->style : NULL;
    return shelf && (!style || str_equal(style->text, shelf->style->text));
}

void shelf_lend(const FontShelf *shelf, Compilation *made)
{
    ((Project *)made->document->project)->style = shelf->style;
}

FontShelf *shelf_hold(FontShelf *shelf)
{
    if (shelf)
        atomic_fetch_add(&shelf->uses, 1);
    return shelf;
}

void shelf_release(FontShelf *shelf)
{
    if (!shelf || atomic_fetch_sub(&shelf->uses, 1) > 1)
        return;
    Compilation made = shelf->made; // the shelf itself is in its arena
    layout_store_free(shelf->store);
    fontset_free(shelf->fonts);
    diag_free(shelf->diag);
    compilation_free(&made);
}

// ---- several

// One store is of one layout at a time: each that is in use has its own, and takes up one that was left.
typedef struct ShelfOf {
    FontShelf *shelf;
    VEC(LayoutStore *) idle;
} ShelfOf;

struct FontShelves {
    Arena *arena;
    FontConfig *config;
    pthread_mutex_t lock;
    VEC(ShelfOf) of;
};

FontShelves *shelves_new(FontConfig *config)
{
    Arena *arena = arena_new();
    FontShelves *shelves = ARENA_NEW(arena, FontShelves);
    shelves->arena = arena;
    shelves->config = config;
    pthread_mutex_init(&shelves->lock, NULL);
    return shelves;
}

void shelves_free(FontShelves *shelves)
{
    if (!shelves)
        return;
    for (size_t i = 0; i < shelves->of.n; i++) {
        ShelfOf *of = &shelves->of.at[i];
        for (size_t k = 0; k < of->idle.n; k++)
            layout_store_free(of->idle.at[k]);
        shelf_release(of->shelf);
    }
    pthread_mutex_destroy(&shelves->lock);
    arena_free(shelves->arena);
}

bool shelves_serve(const Project *project)
{
    return project->style && input_kind((Input){project->folder, STR("fonts")}) == INPUT_NONE;
}

// Under the lock. NULL after reporting.
static ShelfOf *shelf_of(FontShelves *shelves, Diag *diag, const Compilation *made)
{
    for (size_t i = 0; i < shelves->of.n; i++)
        if (shelf_fits(shelves->of.at[i].shelf, made))
            return &shelves->of.at[i];
    // The shelf outlives the project that it is opened for, and all that its options point to.
    CompileOptions options = {.folder = str_c(shelves->arena, str_of(made->options.folder)),
                              .data_folder = str_copy(shelves->arena, made->options.data_folder),
                              .font_config = shelves->config};
    FontOptions fonts = compile_fonts(shelves->arena, &options);
    fonts.project = NULL;
    FontShelf *shelf = shelf_open(diag, &options, fonts);
    if (!shelf)
        return NULL;
    *vec_push(shelves->arena, &shelves->of) = (ShelfOf){.shelf = shelf};
    return vec_last(&shelves->of);
}

bool shelves_take(FontShelves *shelves, Compilation *made, ShelfUse *use)
{
    *use = (ShelfUse){0};
    pthread_mutex_lock(&shelves->lock);
    ShelfOf *of = shelf_of(shelves, made->diag, made);
    if (of) {
        use->shelf = of->shelf;
        use->store = of->idle.n > 0 ? of->idle.at[--of->idle.n] : layout_store_new();
    }
    pthread_mutex_unlock(&shelves->lock);
    if (!of)
        return false;
    shelf_lend(use->shelf, made);
    diag_append(made->diag, use->shelf->diag);
    return true;
}

void shelves_give(FontShelves *shelves, ShelfUse *use)
{
    if (!use->shelf)
        return;
    pthread_mutex_lock(&shelves->lock);
    for (size_t i = 0; i < shelves->of.n; i++)
        if (shelves->of.at[i].shelf == use->shelf)
            *vec_push(shelves->arena, &shelves->of.at[i].idle) = use->store;
    pthread_mutex_unlock(&shelves->lock);
    *use = (ShelfUse){0};
}
