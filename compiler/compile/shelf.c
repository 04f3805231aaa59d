// Where fonts are looked for, and fonts that stay open.
#include <stdlib.h>

#include "compile/compile.h"

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
