#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/build.h"

// The name of a project's folder, links and dots resolved.
static Str folder_name(Arena *arena, const char *folder)
{
    char *resolved = realpath(folder, NULL);
    const char *slash = resolved ? strrchr(resolved, '/') : NULL;
    Str name = str_copy(arena, str_of(slash ? slash + 1 : folder));
    free(resolved);
    return name;
}

static Str output_folder(Arena *arena, const Options *options, const char *folder)
{
    if (!options->output)
        return str_print(arena, "%s/%s", folder,
                         options->kinds == KIND_DOCX ? "out-review"
                         : options->section          ? "out-section"
                                                     : "out");
    if (options->folder_count == 1)
        return str_of(options->output);
    Str name = folder_name(arena, folder);
    return str_print(arena, "%s/%.*s", options->output, STR_ARG(name));
}

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

OutputSpec build_spec(Arena *arena, const Options *options, const char *folder)
{
    return (OutputSpec){.folder = output_folder(arena, options, folder),
                        .given = options->output != NULL,
                        .kinds = options->kinds,
                        .attach = options->pdf_attach,
                        .copy = options->copy};
}

void main_files_print(Str folder, const Str *names, size_t n)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < n; i++)
        printf("%.*s\n", STR_ARG(escape_terminal(arena, path_join(arena, folder, names[i]))));
    arena_free(arena);
}

static int folder_build(const Options *options, DataFolders folders, const char *folder)
{
    Arena *arena = arena_new();
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    CompileOptions compile = compile_options(options, folders, folder);
    OutputSpec spec = build_spec(arena, options, folder);
    if (options->verbose) {
        spec.stage = stage_print;
        spec.fonts = fonts_print;
        spec.context = &begun;
    }
    Built built = compile_outputs(&compile, &spec);
    if (options->verbose)
        outside_print(built.made.project);
    int status = findings_print(built.made.diag, options->folder_count > 1 ? folder : NULL, options->strict);
    if (built.written && options->draft && status == EXIT_DOCUMENT)
        status = EXIT_DONE; // a draft is built in spite of errors
    main_files_print(spec.folder, built.main_files, built.main_file_count);
    if (!built.written && status == EXIT_DONE)
        status = EXIT_SYSTEM;
    compilation_free(&built.made);
    arena_free(arena);
    return status;
}

// Of several projects each gets a folder of its own name under -o: two of one name would get the same.
static bool names_differ(const Options *options)
{
    Arena *arena = arena_new();
    Str *names = ARENA_ARRAY(arena, Str, options->folder_count);
    bool differ = true;
    for (size_t i = 0; differ && i < options->folder_count; i++) {
        names[i] = folder_name(arena, options->folders[i]);
        for (size_t k = 0; differ && k < i; k++)
            if (filename_same(names[i], names[k])) {
                fprintf(stderr, _("gongkai: %s and %s would both be written to %s/%.*s\n"),
                        options->folders[k], options->folders[i], options->output, STR_ARG(names[i]));
                differ = false;
            }
    }
    arena_free(arena);
    return differ;
}

int command_build(const Options *options, DataFolders folders)
{
    if (options->output && options->folder_count > 1 && !names_differ(options))
        return EXIT_USAGE;
    // What --verbose says of each would be mixed.
    if (options->folder_count > 1 && !options->verbose)
        return build_several(options, folders);
    int worst = EXIT_DONE;
    for (size_t i = 0; i < options->folder_count; i++) {
        int status = folder_build(options, folders, options->folders[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
