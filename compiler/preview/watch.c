// The folders that a project is read from, watched with inotify. Folders are walked again after each change,
// so that new ones are watched before the build that reads them.
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "preview/internal-preview.h"

enum { FOLDERS_MOST = 1024, DEPTH_MOST = 6, UNITS_DEPTH_MOST = 8 };

typedef struct Folder {
    int id; // inotify's; of a folder that is gone: -1
    char *path;
} Folder;

struct Watch {
    int fd;
    size_t count;
    Folder folders[FOLDERS_MOST];
};

static void watch_close(void *argument)
{
    Watch *watch = argument;
    for (size_t i = 0; i < watch->count; i++)
        free(watch->folders[i].path);
    close(watch->fd);
}

Watch *watch_open(Arena *arena)
{
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0)
        return NULL;
    Watch *watch = ARENA_NEW(arena, Watch);
    watch->fd = fd;
    arena_defer(arena, watch_close, watch);
    return watch;
}

int watch_fd(const Watch *watch)
{
    return watch->fd;
}

// ---- adding

static Folder *folder_of(Watch *watch, int id)
{
    for (size_t i = 0; i < watch->count; i++)
        if (watch->folders[i].id == id)
            return &watch->folders[i];
    return NULL;
}

// What was under the path before is elsewhere now, or gone.
static void replace(Watch *watch, int id, const char *path)
{
    for (size_t i = 0; i < watch->count; i++) {
        Folder *folder = &watch->folders[i];
        if (folder->id < 0 || folder->id == id || !folder->path || strcmp(folder->path, path) != 0)
            continue;
        inotify_rm_watch(watch->fd, folder->id);
        folder->id = -1;
    }
}

bool watch_has(const Watch *watch, Str folder)
{
    for (size_t i = 0; i < watch->count; i++)
        if (watch->folders[i].id >= 0 && watch->folders[i].path &&
            str_equal(str_of(watch->folders[i].path), folder))
            return true;
    return false;
}

// False where the folder cannot be watched.
static bool add(Watch *watch, const char *path)
{
    int id = inotify_add_watch(watch->fd, path,
                               IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK);
    if (id < 0)
        return false;
    replace(watch, id, path);
    Folder *folder = folder_of(watch, id);
    if (!folder && (folder = folder_of(watch, -1)))
        free(folder->path);
    else if (folder)
        return true;
    else if (watch->count < FOLDERS_MOST)
        folder = &watch->folders[watch->count++];
    else
        return false;
    *folder = (Folder){.id = id, .path = strdup(path)};
    return true;
}

static bool is_output(const char *path)
{
    Arena *arena = arena_new();
    bool ours = access(str_print(arena, "%s/.gongkai", path).at, F_OK) == 0;
    arena_free(arena);
    return ours;
}

static void walk(Watch *watch, const char *path, int depth)
{
    if (is_output(path) || !add(watch, path) || depth >= DEPTH_MOST)
        return;
    DIR *stream = opendir(path);
    if (!stream)
        return;
    Arena *arena = arena_new();
    for (struct dirent *entry; (entry = readdir(stream));) {
        struct stat found;
        const char *below = str_print(arena, "%s/%s", path, entry->d_name).at;
        // Links are not followed: they may lead round in a circle. What is read through one is watched by
        // file.
        if (entry->d_name[0] != '.' && entry->d_type != DT_REG && lstat(below, &found) == 0 &&
            S_ISDIR(found.st_mode))
            walk(watch, below, depth + 1);
    }
    closedir(stream);
    arena_free(arena);
}

void watch_folder(Watch *watch, Str folder)
{
    Arena *arena = arena_new();
    walk(watch, str_c(arena, folder), 0);
    arena_free(arena);
}

// The folder that a file named from the project stands in, alone.
static void watch_file(Watch *watch, const Project *project, Str file)
{
    Arena *arena = arena_new();
    Str path = file.n > 0 && file.at[0] == '/'
                   ? file
                   : str_print(arena, "%.*s/%.*s", STR_ARG(project->folder), STR_ARG(file));
    while (path.n > 1 && path.at[path.n - 1] != '/')
        path.n--;
    if (path.n > 1)
        path.n--;
    add(watch, str_c(arena, path));
    arena_free(arena);
}

static void watch_book(Watch *watch, const Project *project, const TableBook *book)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->file.n > 0)
            watch_file(watch, project, book->tables[i]->file);
    if (book->project)
        watch_folder(watch, book->project->folder);
}

static void watch_units(Watch *watch, const Project *project, int depth)
{
    watch_folder(watch, project->folder);
    for (size_t i = 0; i < project->unit_count && depth < UNITS_DEPTH_MOST; i++)
        watch_units(watch, project->units[i], depth + 1);
}

static void watch_input(Watch *watch, Input folder)
{
    Arena *arena = arena_new();
    watch_folder(watch, input_path(arena, folder));
    arena_free(arena);
}

void watch_project(Watch *watch, const Project *project)
{
    watch_units(watch, project, 0);
    watch_book(watch, project, &project->book);
    watch_book(watch, project, &project->last_year);
    watch_book(watch, project, &project->budget);
    watch_book(watch, project, &project->approved_book);
    for (size_t i = 0; i < project->section_count; i++)
        watch_file(watch, project, project->sections[i]->name);
    for (size_t i = 0; i < project->template->folder_count; i++)
        watch_input(watch, project->template->folders[i]);
}

// ---- reading

// Files that leave the fonts as they are.
static bool is_content(Str name)
{
    static const char *const endings[] = {".md",  ".csv",  ".xlsx", ".yaml", ".png",
                                          ".jpg", ".jpeg", ".html", ".css"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (str_ends(name, str_of(endings[i])))
            return true;
    return false;
}

// A new file is news when it has been written; a link, a second name of a file or a pipe is whole at once.
static bool is_whole(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && (!S_ISREG(found.st_mode) || found.st_nlink > 1);
}

// What moved is watched no more: it stands under another name, and another may come to stand in its place.
static void forget(Watch *watch, Folder *folder)
{
    inotify_rm_watch(watch->fd, folder->id);
    folder->id = -1;
}

static void note(Watch *watch, Arena *arena, Change *change, const struct inotify_event *event)
{
    Folder *folder = folder_of(watch, event->wd);
    Str name = event->len > 0 ? str_of(event->name) : (Str){0};
    if (event->mask & IN_Q_OVERFLOW) { // what was lost may have been anything
        *change = (Change){.any = true, .fonts = true, .first = change->first};
        return;
    }
    if (event->mask & IN_IGNORED) {
        if (folder)
            folder->id = -1;
        return;
    }
    // Hidden files, and those of office programs that begin with ~, are no part of a project.
    if (name.n > 0 && (name.at[0] == '.' || name.at[0] == '~' || name.at[name.n - 1] == '~'))
        return;
    Str path = !folder      ? (Str){0}
               : name.n > 0 ? str_print(arena, "%s/%.*s", folder->path, STR_ARG(name))
                            : str_copy(arena, str_of(folder->path));
    if ((event->mask & IN_ISDIR) && path.n > 0 && is_output(path.at))
        return; // a build beside the preview
    if ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR) && (path.n == 0 || !is_whole(path.at)))
        return;
    if ((event->mask & IN_MOVE_SELF) && folder)
        forget(watch, folder);
    change->any = true;
    change->fonts = change->fonts || (event->mask & IN_ISDIR) || !is_content(name);
    if (change->first.n == 0)
        change->first = path;
}

Change watch_read(Watch *watch, Arena *arena)
{
    Change change = {0};
    _Alignas(struct inotify_event) char bytes[4096];
    for (ssize_t n; (n = read(watch->fd, bytes, sizeof bytes)) > 0;)
        for (char *at = bytes; at < bytes + n;) {
            const struct inotify_event *event = (const struct inotify_event *)(void *)at;
            note(watch, arena, &change, event);
            at += sizeof *event + event->len;
        }
    return change;
}
