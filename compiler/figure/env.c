// The environment: what is known of a project, once for all its figures.
#include "figure/internal-figure.h"

FigureEnv *figure_env_new(Arena *arena, Diag *diag, const Project *project)
{
    FigureEnv *env = ARENA_NEW(arena, FigureEnv);

    env->arena = env->home = arena;
    env->diag = diag;
    env->project = project;
    env->words = vocabulary_collect(arena, project);
    for (int year = 0; year < YEAR_COUNT; year++)
        env->named[year] = ARENA_ARRAY(arena, NamedResult, project->figure_count);
    env->expressions = ARENA_ARRAY(arena, Expression, project->figure_count);
    env->parsed = ARENA_ARRAY(arena, bool, project->figure_count);
    return env;
}

Diag *figure_divert(FigureEnv *env, Diag *diag)
{
    Diag *before = env->diag;

    env->diag = diag;
    for (int year = 0; year < YEAR_COUNT; year++)
        if (env->others[year])
            figure_divert(env->others[year], diag);
    for (size_t i = 0; env->units && i < env->project->unit_count; i++)
        if (env->units[i])
            figure_divert(env->units[i], diag);
    return before;
}

FigureEnv *scope_unit_env(const Scope *scope, size_t unit)
{
    FigureEnv *env = scope->env;

    if (!env->units)
        env->units = ARENA_ARRAY(env->home, FigureEnv *, env->project->unit_count);
    if (!env->units[unit])
        env->units[unit] = figure_env_new(env->home, env->diag, env->project->units[unit]);
    return env->units[unit];
}
