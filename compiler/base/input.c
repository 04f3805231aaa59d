#include "base/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/internal-input.h"
#include "base/path.h"
#include "base/seen.h"
#include "base/vec.h"

// ---- names

Input input_at(Str path)
{
    return (Input){.name = path};
}

Input input_below(Arena *arena, Input folder, Str name)
{
    return (Input){folder.root, path_join(arena, folder.name, name)};
}

Str input_path(Arena *arena, Input input)
{
    if (input.name.n == 0)
        return str_copy(arena, input.root);
    return path_join(arena, input.root, input.name);
}

Input input_named(Arena *arena, Input folder, Str written)
{
    Input named = folder;

    if (folder.root.n == 0)
        return input_below(arena, folder, written);
    if (path_below(arena, path_join(arena, folder.name, written), &named.name))
        return named;
    return (Input){.root = path_join(arena, input_path(arena, folder), written)};
}

Input input_named_file(Arena *arena, Input folder, Str written)
{
    Input named = input_named(arena, folder, written);
    size_t slash = named.root.n;

    if (named.name.n)
        return named;
    while (slash > 0 && named.root.at[slash - 1] != '/')
        slash--;
    return (Input){str_slice(named.root, 0, slash), str_slice(named.root, slash, named.root.n)};
}

// ---- opening

// openat2 of the paths that stay beneath the folder. A folder that is moved meanwhile makes it ask for
// another try; where it is missing, or forbidden as containers forbid calls that they do not know, there is
// the walk.
static int open_beneath(int root, const char *name, int flags)
{
    struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};

    for (int tries = 0; tries < 8; tries++) {
        int fd = (int)syscall(SYS_openat2, root, name, &how, sizeof how);

        if (fd >= 0 || (errno != EAGAIN && errno != ENOSYS && errno != EPERM))
            return fd;
        if (errno != EAGAIN)
            break;
    }
    return input_walk(root, name, flags);
}

int input_open(Input input, int flags)
{
    Arena *scratch = arena_new();
    const char *name = input.name.n ? str_c(scratch, input.name) : ".";
    int root, fd, error;

    if (input.root.n == 0) {
        fd = open(name, flags | O_CLOEXEC);
    } else if ((root = open(str_c(scratch, input.root), O_PATH | O_DIRECTORY | O_CLOEXEC)) < 0) {
        fd = -1;
    } else {
        fd = open_beneath(root, name, flags);
        error = errno;
        close(root);
        errno = error;
    }
    error = errno;
    arena_free(scratch);
    errno = error;
    return fd;
}

// Not those that say what stands at the path, or what the user may do.
static bool is_failure(int error)
{
    return error != 0 && error != ENOENT && error != ENOTDIR && error != EXDEV && error != ELOOP &&
           error != EACCES && error != EPERM && error != ENAMETOOLONG;
}

// What cannot be opened may still be a link. *error: why it is not known.
static InputKind kind_unopened(Input input, int *error)
{
    int fd;

    *error = errno;
    if (*error == EXDEV)
        return INPUT_OUTSIDE;
    if (is_failure(*error))
        return INPUT_UNKNOWN;
    fd = input_open(input, O_PATH | O_NOFOLLOW);
    *error = fd < 0 ? errno : 0;
    if (fd < 0)
        return is_failure(*error) ? INPUT_UNKNOWN : INPUT_NONE;
    fd_close(&fd);
    return INPUT_OTHER;
}

static InputKind kind_found(Input input, int *error)
{
    struct stat about;
    int fd = input_open(input, O_PATH);

    if (fd < 0)
        return kind_unopened(input, error);
    *error = fstat(fd, &about) == 0 ? 0 : errno;
    fd_close(&fd);
    if (*error)
        return INPUT_UNKNOWN;
    return S_ISREG(about.st_mode) ? INPUT_FILE : S_ISDIR(about.st_mode) ? INPUT_FOLDER : INPUT_OTHER;
}

static InputKind kind_or_error(Input input, int *error)
{
    InputKind kind = kind_found(input, error);

    seen_look(input, kind);
    return kind;
}

InputKind input_kind(Input input)
{
    int error;

    return kind_or_error(input, &error);
}

// A disk that failed once is asked again: who reads what is not there would call it missing.
static InputKind kind_for_sure(Input input)
{
    InputKind kind = input_kind(input);

    return kind == INPUT_UNKNOWN ? input_kind(input) : kind;
}

bool input_is_there(Input input)
{
    return kind_for_sure(input) != INPUT_NONE;
}

bool input_may_be_file(Input input)
{
    InputKind kind = kind_for_sure(input);

    return kind == INPUT_FILE || kind == INPUT_UNKNOWN;
}

static int compare(const void *a, const void *b)
{
    const Str *x = a, *y = b;
    int order = str_compare_natural(*x, *y);

    return order ? order : str_compare(*x, *y);
}

bool input_failed(Diag *diag, Str name, int error)
{
    if (diag && is_failure(error))
        diag_report(diag, SEVERITY_FAILURE, "file-unreadable", (Place){.file = name}, (Str){0},
                    _("“%.*s” cannot be read: %s"), STR_ARG(name), strerror(error));
    return is_failure(error);
}

static void report_unlisted(Diag *diag, Input folder, int error)
{
    input_failed(diag, folder.name.n ? folder.name : folder.root, error);
}

bool input_is_folder(Diag *diag, Input input)
{
    int error;
    InputKind kind = kind_or_error(input, &error);

    if (kind == INPUT_UNKNOWN)
        report_unlisted(diag, input, error);
    return kind == INPUT_FOLDER;
}

Str *input_list(Arena *arena, Diag *diag, Input folder, size_t *n)
{
    VEC(Str) names = {0};
    int fd = input_open(folder, O_RDONLY | O_DIRECTORY);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;

    *n = 0;
    if (!stream) {
        report_unlisted(diag, folder, errno);
        fd_close(&fd);
        seen_list(folder, NULL, 0);
        return NULL;
    }
    while (errno = 0, (entry = readdir(stream)))
        // ~$ begins the lock files of office programs.
        if (entry->d_name[0] != '.' && entry->d_name[0] != '~')
            *vec_push(arena, &names) = str_copy(arena, str_of(entry->d_name));
    report_unlisted(diag, folder, errno);
    closedir(stream);
    if (names.n)
        qsort(names.at, names.n, sizeof(Str), compare);
    *n = names.n;
    seen_list(folder, names.at, names.n);
    return names.at;
}
