// An output as it stands in its folder, by what its marker says.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/folder.h"
#include "compile/internal-record.h"

#define MARKER_MOST ((size_t)32 << 20)

static bool is_absence(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ELOOP;
}

// *error is set where the disk does not say.
static bool is_there(Arena *arena, int folder, const RecordFile *file, int *error)
{
    struct stat about;

    if (fstatat(folder, str_c(arena, file->name), &about, AT_SYMLINK_NOFOLLOW) == 0)
        return S_ISREG(about.st_mode) && (size_t)about.st_size == file->size;
    if (!is_absence(errno))
        *error = errno;
    return false;
}

// The first page of the site, else the PDF, else the first of all.
static Str main_file(const Record *record)
{
    Str found = {0};

    for (size_t i = 0; i < record->files.n; i++) {
        const RecordFile *file = &record->files.at[i];

        if (str_equal(file->name, STR("index.html")))
            return file->name;
        if (found.n == 0 || (file->kind == KIND_PDF && !str_ends(found, STR(".pdf"))))
            found = file->name;
    }
    return found;
}

bool output_told(Arena *arena, Diag *diag, Str folder, OutputTold *told)
{
    int fd = open(str_c(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC), marker;
    struct stat about;
    const Record *record = NULL;
    int error = fd < 0 ? errno : 0;

    *told = (OutputTold){.whole = true};
    marker = fd < 0 ? -1 : openat(fd, FOLDER_MARKER, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && (marker < 0 || fstat(marker, &about) != 0)) {
        error = errno;
    } else if (marker >= 0 && S_ISREG(about.st_mode) && (size_t)about.st_size <= MARKER_MOST) {
        Str text = fd_read(arena, marker, (size_t)about.st_size);

        error = text.at ? 0 : errno;
        record = text.at ? record_parse(arena, text) : NULL;
    }
    for (size_t i = 0; record && i < record->files.n; i++)
        told->whole = told->whole && is_there(arena, fd, &record->files.at[i], &error);
    fd_close(&marker);
    fd_close(&fd);
    if (error && !is_absence(error))
        diag_report(diag, SEVERITY_FAILURE, "file-unreadable", (Place){.file = folder}, (Str){0},
                    _("“%.*s” cannot be read: %s"), STR_ARG(folder), strerror(error));
    if (!record)
        return false;
    told->department = record->department;
    told->document = record->document;
    told->title = record->title;
    told->year = record->year;
    told->draft = record->draft;
    told->main_file = main_file(record);
    return true;
}
