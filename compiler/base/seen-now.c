#include "base/seen.h"

#include <errno.h>
#include <fcntl.h>

InputKind input_kind_now(int folder, const char *path)
{
    struct stat about;

    if (fstatat(folder, path, &about, 0) == 0)
        return S_ISREG(about.st_mode) ? INPUT_FILE : S_ISDIR(about.st_mode) ? INPUT_FOLDER : INPUT_OTHER;
    if ((errno == ENOENT || errno == ENOTDIR) && fstatat(folder, path, &about, AT_SYMLINK_NOFOLLOW) != 0 &&
        (errno == ENOENT || errno == ENOTDIR))
        return INPUT_NONE;
    return INPUT_UNKNOWN;
}

static bool file_same(const char *path, FileMark mark)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && file_mark_same(file_mark(&about), mark);
}

bool seen_same(const SeenEntry *entry)
{
    Arena *scratch = arena_new();
    const char *path = str_c(scratch, entry->path);
    bool plain = entry->value == INPUT_NONE || entry->value == INPUT_FILE || entry->value == INPUT_FOLDER,
         same;
    size_t n;

    if (entry->kind == SEEN_FILE) {
        same = file_same(path, entry->mark);
    } else if (entry->kind == SEEN_LOOK) {
        same = plain && (uint64_t)input_kind_now(AT_FDCWD, path) == entry->value;
    } else {
        Seen *before = seen_begin(NULL);
        Diag *unread = diag_new();
        const Str *names = input_list(scratch, unread, input_at(entry->path), &n);

        seen_end(before);
        same = !diag_failed(unread) && names_hash(names, n) == entry->value;
        diag_free(unread);
    }
    arena_free(scratch);
    return same && !entry->unsteady;
}
