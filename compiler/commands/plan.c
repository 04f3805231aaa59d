// A plan of many documents is written.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "commands/build.h"
#include "commands/file-place.h"

static const char *absolute(Arena *arena, Diag *diag, const char *path)
{
    Str real = path_real(arena, str_of(path));
    const char *kept;

    if (real.n == 0)
        input_failed(diag, str_of(path), errno);
    if (real.n > 0 || *path == '/')
        return real.n > 0 ? real.at : path;
    char *here = getcwd(NULL, 0);
    kept = path_join(arena, str_of(here ? here : "."), str_of(path)).at;
    free(here);
    return kept;
}

static Plan *plan_make(Arena *arena, Diag *diag, const Options *options, const CompileOptions *compile)
{
    Plan *plan = ARENA_NEW(arena, Plan);
    uint64_t *bytes = ARENA_ARRAY(arena, uint64_t, options->folder_count);

    *plan = (Plan){.generator = compile->generator,
                   .output = absolute(arena, diag, options->output),
                   .kinds = options->kinds,
                   .strict = options->strict,
                   .draft = options->draft,
                   .attach = options->attach,
                   .shards = options->shards,
                   .documents = ARENA_ARRAY(arena, PlanDocument, options->folder_count),
                   .document_count = options->folder_count};
    for (size_t i = 0; i < options->folder_count; i++)
        plan->documents[i] = (PlanDocument){.folder = absolute(arena, diag, options->folders[i]),
                                            .name = folder_name(arena, diag, options->folders[i]),
                                            .state = plan_state(diag, options->folders[i], &bytes[i])};
    plan_share(plan, bytes);
    return plan;
}

int command_plan(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    CompileOptions compile = compile_options(options, folders, options->folders[0]);
    int status = EXIT_USAGE;

    if (build_names_differ(options)) {
        Progress *progress = progress_begin(options_progress(options), options->output);
        Plan *plan = plan_make(arena, diag, options, &compile);
        Str json = diag_failed(diag) ? (Str){0} : plan_json(arena, diag, plan);

        progress_end(progress);
        status = json.at && file_place_told(plan_file(options), json) ? EXIT_DONE : EXIT_SYSTEM;
        findings_print(diag, NULL, false);
        if (status == EXIT_DONE)
            printf(_("%s: %zu documents in %zu shards\n"), plan_file(options), plan->document_count,
                   plan->shards);
    }
    diag_free(diag);
    arena_free(arena);
    return status;
}
