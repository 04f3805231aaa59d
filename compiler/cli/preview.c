#include "preview/preview.h"

#include <stdio.h>

#include "cli/compile.h"

typedef struct PreviewCommand {
    const Options *options;
    DataFolders folders;
} PreviewCommand;

static PreviewInput compile(void *context)
{
    PreviewCommand *command = context;
    Compilation made = compilation_read(command->options->folders[0], command->options, command->folders);
    compilation_build(&made, command->options);
    return (PreviewInput){.arena = made.arena, .diag = made.diag, .env = made.env, .document = made.document};
}

static void print_address(void *context, unsigned port)
{
    (void)context;
    printf("http://127.0.0.1:%u/\n", port);
    fflush(stdout);
}

static void print_build(void *context, const PreviewReport *report)
{
    PreviewCommand *command = context;
    findings_print(report->diag, NULL, command->options->strict);
    Str changed = report->changed.n > 0 ? report->changed : str_of(command->options->folders[0]);
    if (report->good)
        fprintf(stderr, _("%.*s: %zu of %zu paragraphs set, %zu pages in %.0f ms\n"), STR_ARG(changed),
                report->set, report->paragraphs, report->pages, report->milliseconds);
    else
        fprintf(stderr, _("%.*s: not built, %.0f ms; the last good build stays\n"), STR_ARG(changed),
                report->milliseconds);
    if (report->reopened && command->options->verbose)
        fputs(_("fonts opened anew\n"), stderr);
}

int command_preview(const Options *options, DataFolders folders)
{
    PreviewCommand command = {.options = options, .folders = folders};
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    PreviewOptions preview = {.folder = options->folders[0],
                              .data_folder = folders.data,
                              .fonts = font_options(arena, folders, str_of(options->folders[0])),
                              .generator = STR("Gongkai " GONGKAI_VERSION),
                              .draft = options->draft,
                              .port = options->port,
                              .compile = compile,
                              .ready = print_address,
                              .built = print_build,
                              .context = &command};
    bool done = preview_run(diag, &preview);
    int status = findings_print(diag, NULL, false);
    diag_free(diag);
    arena_free(arena);
    return done ? EXIT_DONE : status;
}
