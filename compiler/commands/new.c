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

#include "commands/starter.h"
#include "office/office.h"
#include "project/project.h"
#include "template/template.h"

typedef struct New {
    Arena *arena;
    Diag *diag;
    Str folder;
    Str parts; // the folder beside it that the files are written into
    const Starter *starter;
    PathsMade above; // folders that lead to it and were not there
    size_t reasons;  // to be written anew, where it follows another
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
    to = absolute(new->arena, template);
    from = absolute(new->arena, new->folder.at); // it may be “.”, which has no name
    if (from.n && to.n)
        return relative(new->arena, from, to);
    from = absolute(new->arena, str_c(new->arena, parent));
    to = absolute(new->arena, template);
    if (!from.n || !to.n)
        return str_of(template);
    return relative(new->arena, in_folder(new, from, base), to);
}

// ---- the folder

// At its end, where they say only that it is one.
static Str without_slashes(Arena *arena, Str folder)
{
    while (folder.n > 1 && folder.at[folder.n - 1] == '/')
        folder.n--;
    return str_copy(arena, folder);
}

typedef enum Found { FOUND_NOTHING, FOUND_EMPTY, FOUND_FULL, FOUND_UNKNOWN } Found;

static Found look_at(Diag *diag, Str folder)
{
    DIR *stream = opendir(folder.at);
    Found found = FOUND_EMPTY;
    struct stat about;

    if (!stream && input_failed(diag, folder, errno))
        return FOUND_UNKNOWN;
    if (!stream)
        return lstat(folder.at, &about) == 0 ? FOUND_FULL : FOUND_NOTHING;
    for (struct dirent *entry; errno = 0, (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            found = FOUND_FULL;
    if (input_failed(diag, folder, errno))
        found = FOUND_UNKNOWN;
    closedir(stream);
    return found;
}

bool folder_is_free(Str folder)
{
    Found found = look_at(NULL, folder);

    return found == FOUND_NOTHING || found == FOUND_EMPTY;
}

// False after reporting.
static bool may_begin(const New *new, Found *found)
{
    *found = look_at(new->diag, new->folder);
    if (*found == FOUND_FULL)
        diag_report(new->diag, SEVERITY_ERROR, "project-exists", (Place){.file = new->folder},
                    str_of(_("name a new folder, or an empty one")), _("there is something already"));
    return *found == FOUND_NOTHING || *found == FOUND_EMPTY;
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
    New *new = data;

    starter_remove(new->arena, new->starter, new->parts);
    rmdir(new->parts.at);
    path_remove_made(&new->above);
}

static bool write_project(New *new, Found found)
{
    Temporary temporary = {.remove = remove_parts, .object = new};
    bool written;

    new->parts = str_print(new->arena, "%.*s.new-%ld", STR_ARG(new->folder), (long)getpid());
    if (found == FOUND_EMPTY) // also for “.”, which has no name beside which to stand
        new->parts = str_print(new->arena, "%.*s/.new-%ld", STR_ARG(new->folder), (long)getpid());
    if (!path_make_above(new->arena, new->folder.at, &new->above) || mkdir(new->parts.at, 0777) != 0) {
        fail(new, new->folder);
        path_remove_made(&new->above);
        return false;
    }
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

bool folder_begin(Arena *arena, Diag *diag, Str folder, const Starter *starter)
{
    New new = {.arena = arena, .diag = diag, .folder = without_slashes(arena, folder), .starter = starter};
    Found found;

    return may_begin(&new, &found) && write_project(&new, found);
}

// ---- from a project that is there

// The template of another kind of document that is asked for: accounts, of a budget. NULL where none is;
// *fits false after reporting what is no such.
static const Template *other_kind(New *new, const StarterOptions *starter, const Template *from, bool asked,
                                  bool *fits)
{
    const TemplateChoice choice = {.name = starter->template,
                                   .templates = path_join(new->arena, starter->data_folder, STR("templates")),
                                   .table_set = starter->table_set};
    uint64_t digest = 0;
    const Template *t = asked ? template_choose(new->arena, new->diag, &digest, &choice) : NULL;

    *fits = !asked || (t && from->stage == STAGE_BUDGET && t->stage == STAGE_ACCOUNTS);
    if (t && !*fits)
        diag_report(new->diag, SEVERITY_ERROR, "next-year", (Place){0},
                    str_of(_("leave out --template and --table-set: the new project has those of the old; "
                             "accounts are begun from the budget of their year")),
                    "%s", _("a project of another kind cannot be begun from this one"));
    return t;
}

// Read as it stands: what is wrong with it is not the new one's.
static const Project *read_from(New *new, const char *folder, Str data)
{
    Diag *trial = diag_new();
    const Project *from = project_read(new->arena, trial, folder,
                                       (ProjectOptions){.data_folder = data, .draft = true, .convert = true});

    if (!from)
        diag_append(new->diag, trial);
    diag_free(trial);
    return from;
}

static const Starter *follow(New *new, const Options *options, StarterOptions *starter)
{
    const Project *from = read_from(new, options->from, starter->data_folder);
    NextOptions next = {.from = from};
    const Template *other;
    bool fits;

    if (!from)
        return NULL;
    other = other_kind(new, starter, from->template, options->template != NULL, &fits);
    if (!fits)
        return NULL;
    next.from_key = template_key(new, str_print(new->arena, "./%s", options->from).at);
    if (options->from[0] == '/')
        next.from_key = template_key(new, options->from);
    next.year = from->year + 1;
    // A starter of accounts is of the year before the one in which it is begun.
    starter->year = from->year + 1;
    next.starter = other ? starter_of(new->arena, new->diag, other, starter) : NULL;
    if (other && !next.starter)
        return NULL;
    return project_next(new->arena, new->diag, &next, &new->reasons);
}

static void tell_next(const New *new, const Options *options)
{
    printf(options->template
               ? _("%s: begun for the year of %s: names and site are taken over\n")
               : _("%s: begun from %s: text, names, site, heads of tables and images are taken over\n"),
           new->folder.at, options->from);
    if (new->reasons)
        printf(dngettext(GONGKAI_DOMAIN,
                         "%zu reason is to be written anew; last year's stands beside it in a comment\n",
                         "%zu reasons are to be written anew; last year's stand beside them in comments\n",
                         (unsigned long)new->reasons),
               new->reasons);
    printf(_("next: put this year's tables into %s/tables; gongkai check %s lists what is to be filled in\n"),
           new->folder.at, shell_word(new->arena, new->folder.at).at);
}

static bool make(New *new, const Options *options, DataFolders folders)
{
    const char *template = options->template ? options->template : "department-budget";
    Found found;
    StarterOptions starter = {.data_folder = folders.data,
                              .template = str_of(template),
                              .template_key = template_key(new, template),
                              .table_set = options->table_set ? str_of(options->table_set) : (Str){0},
                              .year = starter_year(),
                              .example = options->example};

    if (options->from)
        starter.example = false;
    if (!may_begin(new, &found))
        return false;
    new->starter =
        options->from ? follow(new, options, &starter) : starter_read(new->arena, new->diag, starter);
    new->starter =
        new->starter ? starter_with_schema(new->arena, new->diag, new->starter, folders.data) : NULL;
    return new->starter &&write_project(new, found);
}

static void tell(const New *new, const Options *options)
{
    if (options->from)
        tell_next(new, options);
    else
        printf(options->example ? _("%s: an example, its figures are invented; gongkai build %s\n")
                                : _("%s: begun; gongkai check %s lists what is to be filled in\n"),
               new->folder.at, shell_word(new->arena, new->folder.at).at);
}

static int office_new(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str folder = without_slashes(arena, str_of(options->folders[0]));
    const Starter *starter = office_example(arena, diag, folders.data, starter_year());
    int status;

    starter = starter ? starter_with_schema(arena, diag, starter, folders.data) : NULL;
    if (starter && folder_begin(arena, diag, folder, starter))
        printf(_("%.*s: an office, its figures are invented; gongkai check %.*s\n"), STR_ARG(folder),
               STR_ARG(shell_word(arena, str_c(arena, folder))));
    status = findings_print(diag, NULL, false);
    diag_free(diag);
    arena_free(arena);
    return status == EXIT_DOCUMENT ? EXIT_USAGE : status;
}

int command_new(const Options *options, DataFolders folders)
{
    New new = {.arena = arena_new(), .diag = diag_new(), .folder = str_of(options->folders[0])};
    int status;

    if (options->office) {
        diag_free(new.diag);
        arena_free(new.arena);
        return office_new(options, folders);
    }
    new.folder = without_slashes(new.arena, new.folder);
    if (make(&new, options, folders))
        tell(&new, options);
    status = findings_print(new.diag, NULL, false);
    // There is no document yet: what is wrong is what was asked for.
    status = status == EXIT_DOCUMENT ? EXIT_USAGE : status;
    diag_free(new.diag);
    arena_free(new.arena);
    return status;
}
