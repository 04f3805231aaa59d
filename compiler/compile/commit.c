// Outputs that are whole, put in their places, with a note of what they were made from.
#include <unistd.h>

#include "compile/internal-outputs.h"
#include "compile/internal-seen.h"

struct PendingOutput {
    Arena *arena;
    OutDir *out;
    Str inputs; // of the note; at == NULL: there is none
    const RecordFile *files;
    size_t file_count;
};

PendingOutput *pending_new(Arena *arena, OutDir *out, const Record *record, Str inputs)
{
    PendingOutput *pending = ARENA_NEW(arena, PendingOutput);
    RecordFile *files = ARENA_ARRAY(arena, RecordFile, record->files.n);

    for (size_t i = 0; i < record->files.n; i++) {
        files[i] = record->files.at[i];
        files[i].name = str_copy(arena, files[i].name);
    }
    *pending = (PendingOutput){arena, out, inputs, files, record->files.n};
    return pending;
}

static void write_note(const PendingOutput *pending, int folder)
{
    if (folder >= 0)
        seen_write(folder, pending->inputs, pending->files, pending->file_count);
}

void compile_commit(OutputCommit *commits, size_t n)
{
    Arena *scratch = arena_new();
    OutDirCommit *folders = ARENA_ARRAY(scratch, OutDirCommit, n);
    int *opened = ARENA_ARRAY(scratch, int, n); // for the notes

    for (size_t i = 0; i < n; i++) {
        const PendingOutput *pending = commits[i].pending;

        folders[i] = (OutDirCommit){.out = pending->out, .diag = commits[i].diag};
        opened[i] = pending->inputs.at ? outdir_folder(pending->out) : -1;
    }
    outdir_commit_all(folders, n);
    for (size_t i = 0; i < n; i++) {
        commits[i].written = folders[i].done;
        if (commits[i].written)
            write_note(commits[i].pending, opened[i]);
        if (opened[i] >= 0)
            close(opened[i]);
        arena_free(commits[i].pending->arena);
        commits[i].pending = NULL;
    }
    arena_free(scratch);
}
