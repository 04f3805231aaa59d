#include "cli/compile.h"

Compilation compilation_make(const char *folder, const Options *options, DataFolders folders)
{
    Compilation made = {.arena = arena_new(), .diag = diag_new()};
    ProjectOptions project_options = {.data_folder = folders.data, .draft = options->draft};
    Project *project = project_read(made.arena, made.diag, folder, project_options);
    made.project = project;
    if (!project)
        return made;
    FigureEnv *env = figure_env_new(made.arena, made.diag, project);
    figure_check_names(env);
    made.document = document_build(made.arena, made.diag, project, env, options->draft);
    if (made.document)
        made.summary = check_document(made.arena, made.diag, env, made.document);
    if (made.document && options->section &&
        !document_select(made.arena, made.diag, made.document, str_of(options->section)))
        made.document = NULL;
    return made;
}

void compilation_free(Compilation *compilation)
{
    diag_free(compilation->diag);
    arena_free(compilation->arena);
    *compilation = (Compilation){0};
}
