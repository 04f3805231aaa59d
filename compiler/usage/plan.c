// Plans: how the command line names them, and a shard of one as what it says.
#include "usage/reading.h"

#define PLAN_NAME "plan.json"

const char *plan_file(const Options *options)
{
    return options->plan ? options->plan : PLAN_NAME;
}

const Plan *plan_open(Arena *arena, const char *file)
{
    Diag *unread = diag_new();
    Str bytes;
    bool read = source_bytes(arena, unread, input_at(str_of(file)), str_of(file), &bytes);

    diag_free(unread);
    return read ? plan_read(arena, bytes) : NULL;
}

bool plan_take(const Reading *reading)
{
    Options *options = reading->options;
    const Plan *plan = plan_open(reading->arena, options->plan);
    CompileOptions compile = compile_options(options, (DataFolders){0}, "");

    if (!plan)
        return usage_error(reading, _("“%s” is no plan, or one of a later Gongkai"), options->plan);
    if (!str_equal(plan->generator, compile.generator))
        return usage_error(reading, _("“%s” was made by %s, this is %s: make it again"), options->plan,
                           plan->generator.at, compile.generator.at);
    if (options->shard < 1 || options->shard > plan->shards)
        return usage_error(reading, _("“%s” has shards 1 to %zu: --shard N"), options->plan, plan->shards);
    options->planned = ARENA_ARRAY(reading->arena, const PlanDocument *, plan->document_count);
    options->folders = ARENA_ARRAY(reading->arena, const char *, plan->document_count);
    options->folder_count = 0;
    for (size_t i = 0; i < plan->document_count; i++)
        if (plan->documents[i].shard == options->shard) {
            options->planned[options->folder_count] = &plan->documents[i];
            options->folders[options->folder_count++] = plan->documents[i].folder;
        }
    options->output = plan->output;
    options->kinds = plan->kinds;
    options->strict = plan->strict;
    options->draft = plan->draft;
    options->attach = plan->attach;
    return true;
}
