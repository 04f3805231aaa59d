// Where the outputs of projects go, and what is said of them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/build.h"

Str folder_name(Arena *arena, const char *folder)
{
    char *resolved = realpath(folder, NULL);
    const char *slash = resolved ? strrchr(resolved, '/') : NULL;
    Str name = str_copy(arena, str_of(slash ? slash + 1 : folder));
    free(resolved);
    return name;
}

static Str output_folder(Arena *arena, const Options *options, size_t index)
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
    Str name = folder_name(arena, folder);
    return str_print(arena, "%s/%.*s", options->output, STR_ARG(name));
}

OutputSpec build_spec(Arena *arena, const Options *options, size_t index)
{
    return (OutputSpec){.folder = output_folder(arena, options, index),
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

bool build_names_differ(const Options *options)
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
