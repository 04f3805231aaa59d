#include "convert/internal-convert.h"

void begin_read(Convert *convert)
{
    Arena *arena = convert->arena;
    const Project *project = convert->project;

    convert->placed = ARENA_ARRAY(arena, bool, project->template->table_count + 1);
    convert->env = figure_env_new(arena, convert->trial, project);
    equal_read(convert, document_build(arena, convert->trial, project, convert->env, false));
    convert->lexicon = lexicon_new(arena, project, convert->env, convert->trial);
    outline_read(convert);
    tables_own_plan(convert);
}
