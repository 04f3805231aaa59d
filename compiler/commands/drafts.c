// Drafts to departments, and what came back.
#include <stdio.h>

#include "commands/release.h"

typedef struct Drafts {
    ReleaseRun *run;
    Export *export;
    Str time;
} Drafts;

static void drafts_begin(Drafts *drafts, ReleaseRun *run)
{
    *drafts = (Drafts){
        .run = run,
        .export = export_read(run->arena, run->diag, run->office),
        .time = str_print(run->arena, "%04d-%02d-%02d", run->today.year, run->today.month, run->today.day)};
}

static void drafts_end(Drafts *drafts)
{
    if (drafts->export)
        export_free(drafts->export);
}

static Str shown(const Drafts *drafts, Str path)
{
    return escape_terminal(drafts->run->arena, office_path(drafts->run->arena, drafts->run->office, path));
}

bool release_run_hand_out(ReleaseRun *run)
{
    Drafts drafts;
    HandedOuts all = {0};
    bool good;

    drafts_begin(&drafts, run);
    good =
        office_hand_out(run->arena, run->diag, run->office, drafts.export, &run->compile, drafts.time, &all);
    release_waited(run);
    for (size_t i = 0; i < all.n; i++) {
        const HandedOut *out = &all.at[i];

        if (!out->done)
            continue;
        printf(out->same ? _("%.*s %.*s: draft %d as it went out, %zu places to be filled in\n")
                         : _("%.*s %.*s: draft %d, %zu places to be filled in\n"),
               STR_ARG(out->document->code), STR_ARG(escape_terminal(run->arena, out->document->name)),
               out->round, out->asked);
        printf("  %.*s\n  %.*s\n", STR_ARG(shown(&drafts, out->copy)), STR_ARG(shown(&drafts, out->form)));
    }
    drafts_end(&drafts);
    return good;
}

bool release_run_take_in(ReleaseRun *run)
{
    Drafts drafts;
    TakenIns all = {0};
    bool good;

    drafts_begin(&drafts, run);
    good =
        office_take_in(run->arena, run->diag, run->office, drafts.export, &run->compile, drafts.time, &all);
    release_waited(run);
    for (size_t i = 0; i < all.documents.n; i++) {
        const TakenIn *in = &all.documents.at[i];

        if (!in->done)
            continue;
        printf(_("%.*s %.*s: %zu places taken, %zu to be done\n"), STR_ARG(in->document->code),
               STR_ARG(escape_terminal(run->arena, in->document->name)), in->taken, in->open);
        printf("  %.*s\n", STR_ARG(shown(&drafts, in->letter)));
    }
    printf(_("%zu files in 收件/: %zu of them taken before, %zu left\n"), all.files, all.again, all.left);
    if (all.list.n)
        printf("%.*s\n", STR_ARG(shown(&drafts, all.list)));
    drafts_end(&drafts);
    return good;
}
