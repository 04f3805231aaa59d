#include "preview/preview.h"

#include <stdio.h>

#include "commands/commands.h"
#include "commands/office.h"

static void print_address(void *context, unsigned port, const char *secret)
{
    (void)context;
    printf("http://127.0.0.1:%u/%s/\n", port, secret);
    fflush(stdout);
}

static void print_build(void *context, const PreviewReport *report)
{
    const Options *options = context;
    findings_print(report->diag, NULL, options->strict);
    Arena *arena = arena_new();
    Str changed =
        escape_terminal(arena, report->changed.n > 0 ? report->changed : str_of(options->folders[0]));
    if (report->good)
        fprintf(stderr, _("%.*s: %zu of %zu paragraphs set, %zu pages in %.0f ms\n"), STR_ARG(changed),
                report->set, report->paragraphs, report->pages, report->milliseconds);
    else
        fprintf(stderr, _("%.*s: not built, %.0f ms; the last good build stays\n"), STR_ARG(changed),
                report->milliseconds);
    if (report->reopened && options->verbose)
        fputs(_("fonts opened anew\n"), stderr);
    arena_free(arena);
}

int command_preview(const Options *options, DataFolders folders)
{
    if (office_is(options->folders[0]))
        return office_preview(options, folders, command_preview);

    Arena *arena = arena_new();
    Diag *diag = diag_new();
    CompileOptions compile = compile_options(options, folders, options->folders[0]);
    PreviewOptions preview = {.compile = compile,
                              .fonts = compile_fonts(arena, &compile),
                              .port = options->port,
                              .ready = print_address,
                              .built = print_build,
                              .context = (void *)options};
    bool done = preview_run(diag, &preview);
    int status = findings_print(diag, NULL, false);
    diag_free(diag);
    arena_free(arena);
    return done ? EXIT_DONE : status;
}
