// Projects put into their folders, and one run at a time.
#include "office/internal-project.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

// ---- projects

// Whether the folder has the file as it is to be.
static bool has_file(Arena *scratch, const Office *office, const OfficeProject *project,
                     const OfficeFile *file)
{
    Str path = path_join(scratch, project->document->project, file->name), bytes;
    Diag *unread = diag_new();
    bool same = source_bytes(scratch, unread, office_input(scratch, office, path), path, &bytes) &&
                str_equal(bytes, file->bytes);

    diag_free(unread);
    return same;
}

// How many files stand in it, folders within counted too.
static size_t count_files(Arena *scratch, Input folder)
{
    size_t n, count = 0;
    Str *names = input_list(scratch, NULL, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Input input = input_below(scratch, folder, names[i]);

        count += input_kind(input) == INPUT_FOLDER ? count_files(scratch, input) : 1;
    }
    return count;
}

static bool is_there(const Office *office, const OfficeProject *project)
{
    Arena *scratch = arena_new();
    bool same = count_files(scratch, office_input(scratch, office, project->document->project)) ==
                project->file_count;

    for (size_t i = 0; i < project->file_count && same; i++)
        same = has_file(scratch, office, project, &project->files[i]);
    arena_free(scratch);
    return same;
}

bool office_project_write(Arena *arena, Diag *diag, const Office *office, const OfficeProject *project,
                          bool *changed)
{
    Str path = office_path(arena, office, project->document->project);
    OutDir *out;
    bool written = true;

    *changed = !is_there(office, project);
    if (!*changed)
        return true;
    if (!outdir_own(arena, diag, path) || !(out = outdir_open(arena, diag, path)))
        return false;
    for (size_t i = 0; i < project->file_count && written; i++)
        written = outdir_write(out, diag, project->files[i].name, project->files[i].bytes);
    written = written && outdir_commit(out, diag);
    outdir_abandon(out);
    return written;
}

// ---- one run at a time

bool office_lock(Diag *diag, const Office *office, OfficeLock *lock)
{
    Arena *scratch = arena_new();
    Str folder = office_path(scratch, office, office_name(OFFICE_INTERNAL));
    Str file = path_join(scratch, folder, office_name(OFFICE_LOCK));
    bool made = mkdir(str_c(scratch, folder), 0777) == 0 || errno == EEXIST;

    lock->fd = made ? open(str_c(scratch, file), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666) : -1;
    if (lock->fd < 0) {
        diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = str_copy(scratch, folder)},
                    (Str){0}, _("cannot be written: %s"), strerror(errno));
    } else if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0) {
        diag_report(diag, SEVERITY_ERROR, "office-busy", (Place){.file = office_name(OFFICE_INTERNAL)},
                    str_of(_("wait until that one is done, and run this again")),
                    _("another run works on this office; nothing was done"));
        close(lock->fd);
        lock->fd = -1;
    }
    arena_free(scratch);
    return lock->fd >= 0;
}

void office_unlock(OfficeLock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}
