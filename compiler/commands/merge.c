// A copy that went round, back into the sections: shown as a diff, and written.
#include <stdio.h>
#include <string.h>

#include "commands/commands.h"
#include "commands/fix.h"
#include "merge/merge.h"

#define MOST_SENT 20

// The copies that the project built, by the names of their files.
static const Str *sent_read(Arena *arena, Diag *diag, const char *folder, size_t *n)
{
    Str path = path_join(arena, str_of(folder), STR("out-review"));
    Str *sent = ARENA_ARRAY(arena, Str, MOST_SENT);
    Diag *unread = diag_new();
    size_t count;
    const Str *names = input_list(arena, unread, input_at(path), &count);

    *n = 0;
    for (size_t i = 0; *n < MOST_SENT && i < count; i++)
        if (str_ends(names[i], STR(".docx")) &&
            source_bytes(arena, unread, input_at(path_join(arena, path, names[i])), names[i], &sent[*n]))
            (*n)++;
    diag_append_failures(diag, unread);
    diag_free(unread);
    return sent;
}

static bool merge_read(Arena *arena, Diag *diag, const Options *options, MergeOptions *merge)
{
    Str name = str_of(options->subject);

    *merge = (MergeOptions){.name = name, .tracked = options->tracked};
    merge->sent = sent_read(arena, diag, options->folders[0], &merge->sent_count);
    return source_bytes(arena, diag, input_at(name), name, &merge->bytes) && !diag_failed(diag);
}

static bool files_write(Arena *arena, const Merged *merged, const Options *options)
{
    bool written = true;

    for (size_t i = 0; i < merged->files.n && written; i++)
        written = options->dry_run || file_rewrite(arena, &merged->files.at[i], options->folders[0]);
    for (size_t i = 0; i < merged->files.n && written; i++) {
        const MendedFile *file = &merged->files.at[i];

        diff_print_texts(path_join(arena,
                                   str_of(strcmp(options->folders[0], ".") == 0 ? "" : options->folders[0]),
                                   file->name),
                         file->before, file->after);
    }
    return written;
}

static int merge(Arena *arena, Diag *diag, const Compilation *made, const Options *options)
{
    MergeOptions merge;
    const Merged *merged;

    Progress *progress = progress_begin(options_progress(options), options->subject);

    merged = merge_read(arena, diag, options, &merge) ? merge_copy(arena, diag, made, merge) : NULL;
    progress_end(progress);
    if (!merged)
        return EXIT_DONE;
    if (!files_write(arena, merged, options))
        return EXIT_SYSTEM;
    fprintf(stderr,
            options->dry_run ? _("%s: %zu changes of the copy would be taken, %zu conflicts, %zu listed\n")
                             : _("%s: %zu changes of the copy taken, %zu conflicts, %zu listed\n"),
            options->folders[0], merged->taken, merged->conflicts, merged->listed);
    return EXIT_DONE;
}

int command_merge(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    CompileOptions compile = compile_options(options, folders, options->folders[0]);
    Compilation made;
    int status = EXIT_DONE, found;

    compile.draft = true; // what is wrong with the project is for check to say
    made = compilation_read(&compile);
    if (made.project)
        compilation_build(&made);
    if (!made.document)
        diag_append(diag, made.diag);
    else if (!diag_append_failures(diag, made.diag))
        status = merge(arena, diag, &made, options);
    found = findings_print(diag, NULL, false);
    compilation_free(&made);
    diag_free(diag);
    arena_free(arena);
    return status > found ? status : found;
}
