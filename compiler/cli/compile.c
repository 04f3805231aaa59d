#include "cli/compile.h"

#include <stdlib.h>

Compilation compilation_read(const char *folder, const Options *options, DataFolders folders)
{
    Compilation made = {.arena = arena_new(), .diag = diag_new()};
    ProjectOptions project_options = {.data_folder = folders.data, .draft = options->draft};
    made.project = project_read(made.arena, made.diag, folder, project_options);
    return made;
}

void compilation_build(Compilation *made, const Options *options)
{
    if (!made->project)
        return;
    made->env = figure_env_new(made->arena, made->diag, made->project);
    figure_check_names(made->env);
    made->document = document_build(made->arena, made->diag, made->project, made->env, options->draft);
    made->whole = made->document;
    if (made->document && options->section &&
        !document_select(made->arena, made->diag, made->document, str_of(options->section)))
        made->document = NULL;
}

void compilation_check(Compilation *made)
{
    if (made->whole)
        made->summary = check_document(made->arena, made->diag, made->env, made->whole);
}

Compilation compilation_make(const char *folder, const Options *options, DataFolders folders)
{
    Compilation made = compilation_read(folder, options, folders);
    compilation_build(&made, options);
    compilation_check(&made);
    return made;
}

void compilation_free(Compilation *compilation)
{
    diag_free(compilation->diag);
    arena_free(compilation->arena);
    *compilation = (Compilation){0};
}

static const char *cache_folder(Arena *arena)
{
    const char *cache_home = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache_home && *cache_home == '/')
        return str_print(arena, "%s/gongkai", cache_home).at;
    if (home && *home == '/')
        return str_print(arena, "%s/.cache/gongkai", home).at;
    return NULL;
}

FontOptions font_options(Arena *arena, DataFolders folders, Str project)
{
    const char **from = ARENA_ARRAY(arena, const char *, 2);
    from[0] = str_print(arena, "%.*s/fonts/fetched", STR_ARG(folders.data)).at;
    from[1] = str_print(arena, "%.*s/fonts", STR_ARG(project)).at;
    return (FontOptions){
        .folders = from, .folder_count = 2, .system = true, .cache_folder = cache_folder(arena)};
}
