// Where the outputs of projects go, and what is said of them.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "commands/build.h"

Str folder_name(Arena *arena, Diag *diag, const char *folder)
{
    Str real = path_real(arena, str_of(folder));

    if (real.n == 0)
        input_failed(diag, str_of(folder), errno);
    const char *slash = real.n > 0 ? strrchr(real.at, '/') : NULL;
    return str_of(slash ? slash + 1 : folder);
}

static Str output_folder(Arena *arena, Diag *diag, const Options *options, size_t index)
{
    const char *folder = options->folders[index];
    if (options->planned)
        return path_join(arena, str_of(options->output), options->planned[index]->name);
    if (!options->output)
        return str_print(arena, "%s/%s", folder,
                         options->kinds == KIND_DOCX         ? "out-review"
                         : options->kinds == KIND_SUBMISSION ? "out-submission"
                         : options->section                  ? "out-section"
                                                             : "out");
    if (options->folder_count == 1)
        return str_of(options->output);
    Str name = folder_name(arena, diag, folder);
    return str_print(arena, "%s/%.*s", options->output, STR_ARG(name));
}

OutputSpec build_spec(Arena *arena, Diag *diag, const Options *options, size_t index)
{
    return (OutputSpec){.folder = output_folder(arena, diag, options, index),
                        .given = options->output != NULL,
                        .kinds = options->kinds,
                        .attach = options->attach,
                        .copy = options->copy};
}

void main_files_print(Str folder, const Str *names, size_t n)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < n; i++)
        printf("%.*s\n", STR_ARG(escape_terminal(arena, path_join(arena, folder, names[i]))));
    arena_free(arena);
}

typedef struct OutputName {
    Str name;
    size_t index; // of the folder
} OutputName;

// Names that a system may take for one stand beside each other, in the order of the folders.
static int compare_names(const void *a, const void *b)
{
    const OutputName *x = a, *y = b;
    int order = strcasecmp(x->name.at, y->name.at);

    if (order != 0)
        return order;
    return x->index < y->index ? -1 : 1;
}

bool build_names_differ(const Options *options)
{
    Arena *arena = arena_new();
    OutputName *names = ARENA_ARRAY(arena, OutputName, options->folder_count);
    bool differ = true;
    for (size_t i = 0; i < options->folder_count; i++)
        names[i] = (OutputName){str_of(str_c(arena, folder_name(arena, NULL, options->folders[i]))), i};
    qsort(names, options->folder_count, sizeof *names, compare_names);
    for (size_t i = 1; differ && i < options->folder_count; i++)
        if (filename_same(names[i - 1].name, names[i].name)) {
            fprintf(stderr, _("gongkai: %s and %s would both be written to %s/%.*s\n"),
                    options->folders[names[i - 1].index], options->folders[names[i].index], options->output,
                    STR_ARG(names[i].name));
            differ = false;
        }
    arena_free(arena);
    return differ;
}
