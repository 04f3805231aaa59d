// template check: every set of a template's tables with the project that its starter begins, in a folder that
// goes again.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/starter.h"

typedef struct TemplateCheck {
    Arena *arena;
    Diag *diag;
    const Options *options;
    DataFolders folders;
    TemplateChoice choice;
    Str trials; // the folder that starters are written into, one after another
    Str *sets;
    size_t set_count;
    Compilation *made; // by set; freed at the end
    TemplateTrial *trial;
} TemplateCheck;

// Starters are written elsewhere: a path is whole there.
static Str whole_path(Arena *arena, Str name)
{
    char *real = path_is_written(name) ? realpath(str_c(arena, name), NULL) : NULL;
    Str found = real ? str_copy(arena, str_of(real)) : name;

    free(real);
    return found;
}

static bool make_trials(TemplateCheck *check)
{
    const char *folder = getenv("TMPDIR");
    char *name = (char *)str_c(check->arena, str_print(check->arena, "%s/gongkai-template-XXXXXX",
                                                       folder && *folder ? folder : "/tmp"));

    if (!mkdtemp(name)) {
        diag_report(check->diag, SEVERITY_FAILURE, "output-write", (Place){.file = str_of(name)}, (Str){0},
                    _("cannot be written: %s"), strerror(errno));
        return false;
    }
    check->trials = str_of(name);
    return true;
}

// The project of one set. Its findings are the trial's; here only what keeps it from being made.
static void try_set(TemplateCheck *check, size_t i)
{
    Str folder = path_join(check->arena, check->trials, str_print(check->arena, "%zu", i));
    StarterOptions options = {.data_folder = check->folders.data,
                              .template = check->choice.name,
                              .template_key = whole_path(check->arena, check->choice.name),
                              .table_set = check->sets[i],
                              .year = starter_year(),
                              .example = true};
    const Starter *starter = starter_read(check->arena, check->diag, options);
    CompileOptions compile = {.folder = str_c(check->arena, folder), .data_folder = check->folders.data};

    if (!starter || mkdir(str_c(check->arena, folder), 0777) != 0) {
        check->made[i] = (Compilation){0};
        return;
    }
    if (starter_write(check->arena, check->diag, starter, folder)) {
        Progress *progress =
            progress_begin(options_progress(check->options), str_c(check->arena, check->sets[i]));

        check->made[i] = compilation_make(&compile);
        progress_end(progress);
        template_trial_take(check->trial, i, &check->made[i]);
    }
    starter_remove(check->arena, starter, folder);
    rmdir(str_c(check->arena, folder));
}

// ---- what is printed

// Nothing is lost in silence: what a set does not hold, and why.
static void print_unheld(const TemplateCheck *check)
{
    size_t n;
    const ClaimTrial *claims = template_trial_claims(check->trial, &n);

    for (size_t i = 0; i < check->set_count; i++)
        for (size_t k = 0; k < n; k++) {
            const ClaimTrial *claim = &claims[k];

            if (!claim->asked[i] || claim->held[i] > 0)
                continue;
            printf("%.*s: %.*s: %.*s: %.*s\n", STR_ARG(check->sets[i]), STR_ARG(claim->rule->id),
                   STR_ARG(claim->rule->that.text),
                   STR_ARG(claim->reasons[i].n ? claim->reasons[i] : str_of(_("no row of the starter"))));
        }
}

// A set of which a table's columns are assumed is no official form.
static void print_assumed(const TemplateCheck *check)
{
    for (size_t i = 0; i < check->set_count; i++) {
        const Project *project = check->made[i].arena ? check->made[i].project : NULL;

        if (project && project->template->assumed_count)
            printf(_("%.*s: the columns of %zu of its %zu tables are assumed\n"), STR_ARG(check->sets[i]),
                   project->template->assumed_count, project->template->table_count);
    }
}

// How many of a rule's formulas each set holds, of how many that it has: a table in Markdown.
static void print_rules(const TemplateCheck *check)
{
    size_t n;
    const ClaimTrial *claims = template_trial_claims(check->trial, &n);

    printf("| |");
    for (size_t i = 0; i < check->set_count; i++)
        printf(" %.*s |", STR_ARG(check->sets[i]));
    printf("\n|---|");
    for (size_t i = 0; i < check->set_count; i++)
        printf("---|");
    putchar('\n');
    for (size_t k = 0; k < n; k++) {
        size_t first = 0;

        while (!str_equal(claims[first].rule->id, claims[k].rule->id))
            first++;
        if (first < k)
            continue;
        printf("| `%.*s` |", STR_ARG(claims[k].rule->id));
        for (size_t i = 0; i < check->set_count; i++) {
            size_t asked = 0, held = 0;

            for (size_t other = k; other < n; other++)
                if (str_equal(claims[other].rule->id, claims[k].rule->id)) {
                    asked += claims[other].asked[i];
                    held += claims[other].held[i] > 0;
                }
            if (asked)
                printf(" %zu/%zu |", held, asked);
            else
                printf(" – |");
        }
        putchar('\n');
    }
}

static void print_done(const TemplateCheck *check)
{
    size_t claims, held = 0, unheld = 0;
    const ClaimTrial *all = template_trial_claims(check->trial, &claims);

    for (size_t k = 0; k < claims; k++)
        for (size_t i = 0; i < check->set_count; i++) {
            held += all[k].held[i] > 0;
            unheld += all[k].asked[i] && all[k].held[i] == 0;
        }
    printf(_("%.*s: %zu table sets, %zu formulas, held in %zu cases and not in %zu\n"),
           STR_ARG(check->choice.name), check->set_count, claims, held, unheld);
}

// The tables of Gongkai's own templates, which counterparts may be: the budget's of accounts.
static void know_others(TemplateCheck *check)
{
    Diag *unreported = diag_new();
    size_t n;
    Str *names = input_list(check->arena, unreported, input_at(check->choice.templates), &n);
    uint64_t digest = 0;

    for (size_t i = 0; i < n; i++) {
        TemplateChoice choice = {.name = names[i], .templates = check->choice.templates};
        size_t sets;
        Str *of = template_sets(check->arena, unreported, &choice, &sets);

        for (size_t k = 0; k < sets; k++) {
            choice.table_set = of[k];
            template_trial_know(check->trial, template_choose(check->arena, unreported, &digest, &choice));
        }
    }
    diag_free(unreported);
}

static void run(TemplateCheck *check)
{
    uint64_t digest = 0;
    const Template *template;

    check->sets = template_sets(check->arena, check->diag, &check->choice, &check->set_count);
    check->made = ARENA_ARRAY(check->arena, Compilation, check->set_count + 1);
    if (check->set_count == 0 && diag_count(check->diag, SEVERITY_ERROR) == 0)
        template_choose(check->arena, check->diag, &digest, &check->choice); // says why it offers none
    if (check->set_count == 0 || !make_trials(check))
        return;
    check->choice.table_set = check->sets[0];
    template = template_choose(check->arena, check->diag, &digest, &check->choice);
    if (!template) {
        rmdir(check->trials.at);
        return;
    }
    check->trial =
        template_trial_new(check->arena, check->diag, template->shown, check->sets, check->set_count);
    know_others(check);
    template_check_accounts(check->arena, check->diag, template);
    for (size_t i = 0; i < check->set_count; i++)
        try_set(check, i);
    rmdir(check->trials.at);
    template_trial_end(check->trial);
}

int command_template(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    TemplateCheck check = {.arena = arena,
                           .diag = diag_new(),
                           .options = options,
                           .folders = folders,
                           .choice = {.name = str_of(options->folders[0]),
                                      .templates = path_join(arena, folders.data, STR("templates"))}};
    int status;

    run(&check);
    status = findings_print(check.diag, NULL, options->strict);
    if (check.trial) {
        if (options->verbose)
            print_rules(&check);
        print_unheld(&check);
        print_assumed(&check);
        print_done(&check);
    }
    for (size_t i = 0; i < check.set_count; i++)
        if (check.made[i].arena)
            compilation_free(&check.made[i]);
    diag_free(check.diag);
    arena_free(arena);
    return status;
}
