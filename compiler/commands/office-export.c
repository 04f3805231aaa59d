// One document of an office as a project of its own.
#include <stdio.h>
#include <stdlib.h>

#include "commands/office.h"
#include "commands/starter.h"

// From the new folder to the office's, both as they really stand.
static Str way_back(Arena *arena, Str folder, const Office *office)
{
    Str real = path_real(arena, office->folder), own = path_real(arena, STR("."));
    StrBuf out = {.arena = arena};

    // A folder beside or below what the user stands in: as many steps up as its name has parts.
    if (str_equal(real, own) && folder.n && folder.at[0] != '/') {
        buf_add_c(&out, "..");
        for (size_t i = 0; i < folder.n; i++)
            if (folder.at[i] == '/')
                buf_add_c(&out, "/..");
        return buf_str(&out);
    }
    return real;
}

static Str folder_of(Arena *arena, const Options *options, const OfficeDocument *document)
{
    size_t from = document->folder.n;

    if (options->output)
        return str_of(options->output);
    while (from > 0 && document->folder.at[from - 1] != '/')
        from--;
    return str_copy(arena, str_slice(document->folder, from, document->folder.n));
}

static bool export_write(const OfficeRun *run, const OfficeJob *job, Str folder, Diag *diag)
{
    Starter starter = {0};
    const OfficeProject *project = office_project(
        run->arena, diag, run->office, run->export, job->document,
        &(OfficeProjectOptions){.to_office = way_back(run->arena, folder, run->office), .whole = true});

    starter.files = ARENA_ARRAY(run->arena, StarterFile, project->file_count);
    for (size_t i = 0; i < project->file_count; i++)
        starter.files[starter.file_count++] = (StarterFile){project->files[i].name, project->files[i].bytes};
    return folder_begin(run->arena, diag, folder, &starter);
}

int command_office_export(const Options *options, DataFolders folders)
{
    Options own = *options;
    OfficeRun run;
    const OfficeJob *job;
    Diag *diag;
    Str folder;
    int status;

    own.only = options->words[0];
    job = office_one(&run, &own, folders, &status);
    if (job) {
        diag = diag_new();
        folder = folder_of(run.arena, options, job->document);
        diag_append(diag, job->diag);
        if (export_write(&run, job, folder, diag))
            printf(_("%.*s: a project of its own; gongkai check %.*s\n"), STR_ARG(folder),
                   STR_ARG(shell_word(run.arena, str_c(run.arena, folder))));
        status = findings_print(diag, NULL, false);
        diag_free(diag);
    }
    office_run_free(&run);
    return status;
}
