// A project to begin with: a template's starter, written beside its folder and put there whole.
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "template/template.h"

typedef struct New {
    Arena *arena;
    Diag *diag;
    Str folder;
    Str parts; // the folder beside it that the files are written into
    const Starter *starter;
} New;

static Str in_folder(const New *new, Str folder, Str name)
{
    return str_print(new->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static bool fail(const New *new, Str path)
{
    diag_report(new->diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                _("cannot be written: %s"), strerror(errno));
    return false;
}

// ---- what the manifest says

// The year in China, where budgets are made. SOURCE_DATE_EPOCH goes before the clock.
int starter_year(void)
{
    const char *given = getenv("SOURCE_DATE_EPOCH");
    int64_t now = given && *given ? (int64_t)strtoll(given, NULL, 10) : (int64_t)time(NULL);

    return date_at(now + 8 * 60 * 60).year;
}

static Str absolute(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    Str found = real ? str_copy(arena, str_of(real)) : (Str){0};

    free(real);
    return found;
}

// From one folder to another, both absolute: ../../templates/hubei.
static Str relative(Arena *arena, Str from, Str to)
{
    size_t same = 0;
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i <= from.n && i <= to.n; i++) {
        char a = i < from.n ? from.at[i] : '/', b = i < to.n ? to.at[i] : '/';

        if (a != b)
            break;
        if (a == '/')
            same = i + 1;
    }
    for (size_t i = same; i < from.n; i++)
        if (i == same || from.at[i - 1] == '/')
            buf_add_c(&out, "../");
    if (same < to.n)
        buf_add(&out, str_slice(to, same, to.n));
    return out.n ? buf_str(&out) : STR("./");
}

// A template's path as the project writes it; a name stays one.
static Str template_key(const New *new, const char *template)
{
    const char *slash = strrchr(new->folder.at, '/');
    Str parent = slash ? str_slice(new->folder, 0, (size_t)(slash - new->folder.at) + 1) : STR(".");
    Str base = slash ? str_of(slash + 1) : new->folder, from, to;

    if (!strchr(template, '/') && template[0] != '.')
        return str_of(template);
    from = absolute(new->arena, str_c(new->arena, parent));
    to = absolute(new->arena, template);
    if (!from.n || !to.n)
        return str_of(template);
    return relative(new->arena, in_folder(new, from, base), to);
}

// ---- the folder

typedef enum Found { FOUND_NOTHING, FOUND_EMPTY, FOUND_FULL } Found;

static Found look_at(Str folder)
{
    DIR *stream = opendir(folder.at);
    Found found = FOUND_EMPTY;

    if (!stream)
        return errno == ENOENT ? FOUND_NOTHING : FOUND_FULL;
    for (struct dirent *entry; errno = 0, (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            found = FOUND_FULL;
    if (errno != 0) // not known to be empty
        found = FOUND_FULL;
    closedir(stream);
    return found;
}

// Into a folder that is there already: a shell that stands in it must find the files, so that it is filled
// and not exchanged. The manifest comes last, since it makes a folder a project.
static bool fill_folder(const New *new)
{
    for (size_t i = new->starter->file_count; i-- > 0;) {
        Str top = starter_top(new->starter->files[i].name);
        Str from = in_folder(new, new->parts, top), to = in_folder(new, new->folder, top);

        if (rename(from.at, to.at) != 0 && errno != ENOENT) { // gone with another file of that folder
            fail(new, to);
            starter_remove(new->arena, new->starter, new->folder);
            return false;
        }
    }
    return true;
}

static void remove_parts(void *data)
{
    const New *new = data;

    starter_remove(new->arena, new->starter, new->parts);
    rmdir(new->parts.at);
}

static bool write_project(New *new, Found found)
{
    Temporary temporary = {.remove = remove_parts, .object = new};
    bool written;

    new->parts = str_print(new->arena, "%.*s.new-%ld", STR_ARG(new->folder), (long)getpid());
    if (found == FOUND_EMPTY) // also for “.”, which has no name beside which to stand
        new->parts = str_print(new->arena, "%.*s/.new-%ld", STR_ARG(new->folder), (long)getpid());
    if (mkdir(new->parts.at, 0777) != 0)
        return fail(new, new->folder);
    memory_temporary_add(&temporary);
    written = starter_write(new->arena, new->diag, new->starter, new->parts);
    if (written && found == FOUND_EMPTY)
        written = fill_folder(new);
    else if (written && rename(new->parts.at, new->folder.at) != 0)
        written = fail(new, new->folder);
    memory_temporary_drop(&temporary);
    if (!written || found == FOUND_EMPTY)
        remove_parts(new);
    return written;
}

static bool make(New *new, const Options *options, DataFolders folders)
{
    const char *template = options->template ? options->template : "department-budget";
    Found found = look_at(new->folder);
    StarterOptions starter = {.data_folder = folders.data,
                              .template = str_of(template),
                              .template_key = template_key(new, template),
                              .table_set = options->table_set ? str_of(options->table_set) : (Str){0},
                              .year = starter_year(),
                              .example = options->example};

    if (found == FOUND_FULL) {
        diag_report(new->diag, SEVERITY_ERROR, "project-exists", (Place){.file = new->folder},
                    str_of(_("name a new folder, or an empty one")), _("there is something already"));
        return false;
    }
    new->starter = starter_read(new->arena, new->diag, starter);
    return new->starter &&write_project(new, found);
}

int command_new(const Options *options, DataFolders folders)
{
    New new = {.arena = arena_new(), .diag = diag_new(), .folder = str_of(options->folders[0])};
    int status;

    while (new.folder.n > 1 && new.folder.at[new.folder.n - 1] == '/')
        new.folder.n--;
    new.folder = str_copy(new.arena, new.folder);
    if (make(&new, options, folders))
        printf(options->example ? _("%s: an example, its figures are invented; gongkai build %s\n")
                                : _("%s: begun; gongkai check %s lists what is to be filled in\n"),
               new.folder.at, new.folder.at);
    status = findings_print(new.diag, NULL, false);
    // There is no document yet: what is wrong is what was asked for.
    status = status == EXIT_DOCUMENT ? EXIT_USAGE : status;
    diag_free(new.diag);
    arena_free(new.arena);
    return status;
}
