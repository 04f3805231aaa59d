#include "compile/compile.h"

Compilation compilation_read(const CompileOptions *options)
{
    Compilation made = {.options = *options, .arena = arena_new(), .diag = diag_new()};
    ProjectOptions project_options = {.data_folder = options->data_folder,
                                      .draft = options->draft,
                                      .lacking = options->lacking,
                                      .texts = options->texts,
                                      .text_count = options->text_count,
                                      .kept = options->kept};
    made.project = project_read(made.arena, made.diag, options->folder, project_options);
    return made;
}

void compilation_build(Compilation *made)
{
    const CompileOptions *options = &made->options;
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

Compilation compilation_make(const CompileOptions *options)
{
    Compilation made = compilation_read(options);
    compilation_build(&made);
    compilation_check(&made);
    return made;
}

void compilation_free(Compilation *made)
{
    diag_free(made->diag);
    arena_free(made->arena);
    *made = (Compilation){0};
}

bool compilation_usable(const Compilation *made)
{
    const Diag *diag = made->diag;
    if (!made->document || diag_count(diag, SEVERITY_FAILURE) > 0)
        return false;
    if (made->options.draft)
        return true;
    return !diag_failed(diag) && !(made->options.strict && diag_count(diag, SEVERITY_WARNING) > 0);
}
