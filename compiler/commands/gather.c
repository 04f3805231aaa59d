// What is there of many documents.
#include <stdio.h>
#include <unistd.h>

#include "commands/commands.h"
#include "commands/file-place.h"

#define PAGE "templates/gather/index.html"

static const char *state_word(GatheredState state)
{
    static const char *const words[] = {
        [GATHERED_WHOLE] = N_("whole"),     [GATHERED_DRAFT] = N_("a draft, not in the index"),
        [GATHERED_DAMAGED] = N_("damaged"), [GATHERED_OLD] = N_("older than its project"),
        [GATHERED_MISSING] = N_("missing"),
    };

    return _(words[state]);
}

// Those that are not as they should be, a line each; how many are whole.
static size_t states_print(const Gathered *gathered, size_t n)
{
    Arena *arena = arena_new();
    size_t whole = 0;

    for (size_t i = 0; i < n; i++) {
        whole += gathered[i].state == GATHERED_WHOLE;
        if (gathered[i].state == GATHERED_WHOLE)
            continue;
        printf("%.*s: %s", STR_ARG(escape_terminal(arena, gathered[i].name)), state_word(gathered[i].state));
        if (gathered[i].shard > 0)
            printf(_(" (shard %zu)"), gathered[i].shard);
        putchar('\n');
    }
    printf(_("%zu of %zu whole\n"), whole, n);
    arena_free(arena);
    return whole;
}

static int gather_all(Arena *arena, Diag *diag, const Options *options, DataFolders folders)
{
    const Plan *plan = options->plan ? plan_open(arena, options->plan) : NULL;
    Str path = path_join(arena, folders.data, STR(PAGE)), page;
    size_t n;

    if (options->plan && !plan) {
        fprintf(stderr, _("gongkai: “%s” is no plan, or one of a later Gongkai\n"), options->plan);
        return EXIT_USAGE;
    }
    Progress *progress = progress_begin(options_progress(options), options->folders[0]);
    const Gathered *gathered = gather(arena, diag, str_of(options->folders[0]), plan, folders.data, &n);
    progress_end(progress);
    if (!gathered || !source_bytes(arena, diag, input_at(path), path, &page) ||
        !file_place_told(str_print(arena, "%s/index.html", options->folders[0]).at,
                         gather_index(arena, page, gathered, n)))
        return EXIT_SYSTEM;
    return states_print(gathered, n) == n ? EXIT_DONE : EXIT_DOCUMENT;
}

int command_gather(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    int status = gather_all(arena, diag, options, folders);

    findings_print(diag, NULL, false);
    diag_free(diag);
    arena_free(arena);
    return status;
}
