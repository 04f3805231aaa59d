#include <stdio.h>
#include <time.h>

#include "commands/build.h"
#include "commands/office.h"

static void stage_print(void *context, const char *name)
{
    struct timespec *before = context, now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double ms = (double)(now.tv_sec - before->tv_sec) * 1e3 + (double)(now.tv_nsec - before->tv_nsec) / 1e6;
    fprintf(stderr, "%-8s %7.1f ms\n", name, ms);
    *before = now;
}

static void fonts_print(void *context, Str description)
{
    (void)context;
    fprintf(stderr, "%.*s", STR_ARG(description));
}

static int spec_build(const Options *options, DataFolders folders, size_t index, OutputSpec spec)
{
    const char *folder = options->folders[index];
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    CompileOptions compile = compile_options(options, folders, folder);
    if (options->verbose) {
        spec.stage = stage_print;
        spec.fonts = fonts_print;
        spec.context = &begun;
    }
    Progress *progress = progress_begin(options_progress(options), folder);
    Built built = compile_outputs(&compile, &spec);
    progress_end(progress);
    if (options->verbose)
        outside_print(built.made.project);
    int status = findings_print(built.made.diag, options->folder_count > 1 ? folder : NULL, options->strict);
    if (built.written && options->draft && status == EXIT_DOCUMENT)
        status = EXIT_DONE; // a draft is built in spite of errors
    main_files_print(spec.folder, built.main_files, built.main_file_count);
    if (!built.written && status == EXIT_DONE)
        status = EXIT_SYSTEM;
    compilation_free(&built.made);
    return status;
}

static int folder_build(const Options *options, DataFolders folders, size_t index)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    OutputSpec spec = build_spec(arena, diag, options, index);
    int status =
        diag_failed(diag) ? findings_print(diag, NULL, false) : spec_build(options, folders, index, spec);

    diag_free(diag);
    arena_free(arena);
    return status;
}

int command_build(const Options *options, DataFolders folders)
{
    if (!options->planned && options->output && options->folder_count > 1 && !build_names_differ(options))
        return EXIT_USAGE;
    // What --verbose says of each would be mixed.
    bool offices = false;
    for (size_t i = 0; i < options->folder_count; i++)
        offices |= office_is(options->folders[i]);
    if (options->planned || (options->folder_count > 1 && !options->verbose && !offices))
        return build_several(options, folders);
    int worst = EXIT_DONE;
    for (size_t i = 0; i < options->folder_count; i++) {
        int status = office_is(options->folders[i]) ? office_build(options, folders, options->folders[i])
                                                    : folder_build(options, folders, i);
        worst = status > worst ? status : worst;
    }
    return worst;
}
