#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "many/many.h"
#include "usage/reading.h"

// ---- an option's value

// The next of what stands between marks; empty ones too.
static Str choice_next(Str *rest, char mark)
{
    ptrdiff_t at = str_find_char(*rest, mark, 0);
    Str one = str_trim(at < 0 ? *rest : str_slice(*rest, 0, (size_t)at));

    *rest = at < 0 ? (Str){0} : str_slice(*rest, (size_t)at + 1, rest->n);
    return one;
}

// Its index among the option's choices; -1 after reporting.
static int choice_of(const Reading *reading, const OptionSpec *spec, Str value)
{
    VEC(Str) known = {0};
    StrBuf list = {.arena = reading->arena};
    const char *text = str_c(reading->arena, value);

    for (Str rest = str_of(spec->choices); rest.n > 0;) {
        Str one = choice_next(&rest, ' ');

        if (str_equal(one, value))
            return (int)known.n;
        buf_print(&list, "%s%.*s", list.n ? ", " : "", STR_ARG(one));
        *vec_push(reading->arena, &known) = one;
    }
    usage_error(reading,
                spec->takes == TAKES_CHOICES ? _("--%s takes %s, with commas between, not “%s”%s")
                                             : _("--%s takes one of %s, not “%s”%s"),
                spec->name, buf_str(&list).at, text, usage_hint(reading->arena, text, known.at, known.n));
    return -1;
}

static bool kinds_take(const Reading *reading, const OptionSpec *spec, const char *text)
{
    reading->options->kinds = 0;
    for (Str rest = str_of(text); rest.n > 0;) {
        Str kind = choice_next(&rest, ',');

        if (choice_of(reading, spec, kind) < 0)
            return false;
        reading->options->kinds |= kind_of(kind);
    }
    return reading->options->kinds != 0 || usage_error(reading, _("“--%s” wants a value"), spec->name);
}

static bool number_take(const Reading *reading, const OptionSpec *spec, const char *text, unsigned least,
                        unsigned most, unsigned *number)
{
    *number = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || *number > most)
            return usage_error(reading, _("--%s takes a number from %u to %u, not “%s”"), spec->name, least,
                               most, text);
        *number = *number * 10 + (unsigned)(*at - '0');
    }
    return (*number >= least && *number <= most) ||
           usage_error(reading, _("--%s takes a number from %u to %u, not “%s”"), spec->name, least, most,
                       text);
}

static bool is_page(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0);
}

// ---- folders

// A manifest that is named for the folder that it stands in.
static const char *folder_of_manifest(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    struct stat about;

    if ((strcmp(name, "gongkai.yaml") != 0 && strcmp(name, "template.yaml") != 0) ||
        stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return path;
    if (!slash)
        return ".";
    return slash == path ? "/"
           : str_slice(str_of(path), 0, (size_t)(slash - path)).n
               ? str_copy(arena, str_slice(str_of(path), 0, (size_t)(slash - path))).at
               : path;
}

// What is not there is wrong usage. What is there and cannot be looked at is the reader's to report.
static bool is_missing(const char *path)
{
    struct stat about;

    return stat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool folder_take(const Reading *reading, FolderKind kind, const char **folder)
{
    struct stat about;

    if (kind == FOLDER_NEW)
        return **folder || usage_error(reading, _("the folder has no name"));
    *folder = folder_of_manifest(reading->arena, *folder);
    if (kind == FOLDER_OR_NAME || (kind == FOLDER_OR_NEW && **folder && is_missing(*folder)))
        return true;
    if (is_missing(*folder))
        return usage_error(reading,
                           kind == FOLDER_OR_FILE ? _("there is no file or folder “%s”")
                                                  : _("there is no folder “%s”"),
                           *folder);
    if ((kind == FOLDER_IS || kind == FOLDER_OR_NEW) && stat(*folder, &about) == 0 && !S_ISDIR(about.st_mode))
        return usage_error(reading, _("“%s” is a file; a project is a folder with gongkai.yaml in it"),
                           *folder);
    return true;
}

bool file_take(const Reading *reading, const char *name)
{
    return !is_missing(name) || usage_error(reading, _("there is no file “%s”"), name);
}

// ---- the options

// One option; false where it cannot be used.
bool option_take(const Reading *reading, const OptionSpec *spec, const char *argument)
{
    Options *options = reading->options;
    unsigned number = 0;
    int choice = spec->takes == TAKES_CHOICE ? choice_of(reading, spec, str_of(argument)) : 0;

    if (choice < 0)
        return false;
    if (spec->takes != TAKES_NONE && !*argument)
        return usage_error(reading, _("“--%s” wants a value"), spec->name);
    switch (spec->id) {
    case OPTION_TO:
        return kinds_take(reading, spec, argument);
    case OPTION_OUTPUT:
        options->output = argument;
        return true;
    case OPTION_SECTION:
        options->section = argument;
        return true;
    case OPTION_FORMAT:
        options->format = (Format)choice;
        return true;
    case OPTION_REPORT:
        options->report = argument;
        return is_page(argument) ||
               usage_error(reading, _("--report takes the name of a file that ends in .html, not “%s”"),
                           argument);
    case OPTION_FIX:
        return options->fix = true;
    case OPTION_DRY_RUN:
        return options->dry_run = true;
    case OPTION_PORT:
        return number_take(reading, spec, argument, 1, 65535, &options->port);
    case OPTION_TRACKED:
        options->tracked = (Tracked)choice;
        return true;
    case OPTION_ROUND:
        if (!number_take(reading, spec, argument, 1, 99, &number))
            return false;
        options->copy.round = (int)number;
        return true;
    case OPTION_SINCE:
        options->copy.since = argument;
        return true;
    case OPTION_FINAL:
        return options->copy.final = true;
    case OPTION_CHARTS:
        return options->copy.charts = true;
    case OPTION_NUMBERED:
        return options->copy.numbered = true;
    case OPTION_STRICT:
        return options->strict = true;
    case OPTION_DRAFT:
        return options->draft = true;
    case OPTION_ATTACH:
        return options->attach = true;
    case OPTION_VERBOSE:
        return options->verbose = true;
    case OPTION_PLAN:
        options->plan = argument;
        return options->command == COMMAND_PLAN || file_take(reading, argument);
    case OPTION_SHARD:
    case OPTION_SHARDS:
        if (!number_take(reading, spec, argument, 1, PLAN_SHARDS_MOST, &number))
            return false;
        *(spec->id == OPTION_SHARD ? &options->shard : &options->shards) = number;
        return true;
    case OPTION_ANEW:
        return options->anew = true;
    case OPTION_VERIFY:
        return options->verify = true;
    case OPTION_QUIET:
        return options->quiet = true;
    case OPTION_COLOR:
        options->color = (Color)choice;
        return true;
    case OPTION_NO_SANDBOX:
        return options->no_sandbox = true;
    case OPTION_TEMPLATE:
        options->template = folder_of_manifest(reading->arena, argument);
        return true;
    case OPTION_TABLE_SET:
        options->table_set = argument;
        return true;
    case OPTION_LIST:
        options->list = argument;
        return true;
    case OPTION_DEPARTMENT:
        options->department = argument;
        return true;
    case OPTION_YEAR:
        if (!number_take(reading, spec, argument, 2000, 2099, &number))
            return false;
        options->year = (int)number;
        return true;
    case OPTION_FROM:
        options->from = argument;
        return spec->takes == TAKES_PROJECT ? folder_take(reading, FOLDER_IS, &options->from)
                                            : file_take(reading, argument);
    case OPTION_REASON:
        options->reason = argument;
        return true;
    case OPTION_TODAY:
        options->today = argument;
        return true;
    case OPTION_MAN:
        return options->help.manual = true;
    case OPTION_COMPLETION:
        options->help.shell = choice + 1;
        return true;
    case OPTION_TEMPLATES:
        return options->help.templates = true;
    case OPTION_TABLE_SETS:
        options->help.template = folder_of_manifest(reading->arena, argument);
        return true;
    case OPTION_SECTIONS:
        options->help.project = argument;
        return folder_take(reading, FOLDER_IS, &options->help.project);
    case OPTION_FILES:
        options->help.folder = argument;
        return true;
    case OPTION_TOTALS:
        return options->totals = true;
    case OPTION_ONLY:
        options->only = argument;
        return true;
    case OPTION_FAILED:
        return options->failed = true;
    case OPTION_CHANGED:
        return options->changed = true;
    case OPTION_OFFICE:
        return options->office = true;
    case OPTION_EACH:
        return options->each = true;
    case OPTION_EXAMPLE:
        return options->example = true;
    default:
        return true; // --help and --version, which were answered
    }
}
