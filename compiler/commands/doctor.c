// doctor: what stands where on this machine, the page to send with a question. Nothing personal is in it: no
// name of a user or a machine, and the home folder is ~.
#include <dirent.h>
#include <errno.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "commands/commands.h"
#include "sandbox/sandbox.h"

typedef struct Doctor {
    Arena *arena;
    const Options *options;
    DataFolders folders;
    bool fonts_wanting; // what is needed is not there
    bool data_wanting;
} Doctor;

// A path, or text with paths in it, without the home folder's name.
static Str homeless(Arena *arena, Str text)
{
    const char *home = getenv("HOME");
    StrBuf out = {.arena = arena};
    size_t from = 0;

    if (!home || *home != '/' || strspn(home, "/") == strlen(home)) // every path begins with “/”
        return escape_terminal(arena, text);
    for (ptrdiff_t at; (at = str_find(text, str_of(home), from)) >= 0; from = (size_t)at + strlen(home)) {
        buf_add(&out, str_slice(text, from, (size_t)at));
        buf_add_c(&out, "~");
    }
    buf_add(&out, str_slice(text, from, text.n));
    return escape_terminal(arena, buf_str(&out));
}

static void say(const Doctor *doctor, const char *name, Str value)
{
    printf(_("%s: %.*s\n"), name, STR_ARG(homeless(doctor->arena, value)));
}

static void heading(const char *text)
{
    printf("\n%s\n", text);
}

// ---- the machine

static Str system_name(Arena *arena)
{
    FILE *file = fopen("/etc/os-release", "r");
    char line[256];
    Str name = STR("Linux");

    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "PRETTY_NAME=", 12) == 0) {
            Str text = str_trim(str_of(line + 12));

            if (text.n > 1 && text.at[0] == '"')
                text = str_slice(text, 1, text.n - 1);
            name = str_copy(arena, text);
        }
    if (file)
        fclose(file);
    return name;
}

static void machine_say(const Doctor *doctor)
{
    struct utsname about;

    say(doctor, _("system"), system_name(doctor->arena));
    if (uname(&about) == 0)
        say(doctor, _("kernel"),
            str_print(doctor->arena, "%s %s %s", about.sysname, about.release, about.machine));
    say(doctor, _("processors"), str_print(doctor->arena, "%ld", sysconf(_SC_NPROCESSORS_ONLN)));
    say(doctor, _("C library"), str_print(doctor->arena, "glibc %s", gnu_get_libc_version()));
}

static void language_say(const Doctor *doctor)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"};
    StrBuf set = {.arena = doctor->arena};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            buf_print(&set, "%s%s=%s", set.n ? " " : "", names[i], value);
    }
    say(doctor, _("locale"), set.n ? buf_str(&set) : str_of(_("none is set")));
    say(doctor, _("language of messages"), str_of(_("English")));
}

// ---- what is loaded

typedef struct Libraries {
    Arena *arena;
    VEC(Str) names;
} Libraries;

// By the name of its file, where versions stand: libhpdf.so.2.3.0.
static int library_take(struct dl_phdr_info *info, size_t size, void *data)
{
    Libraries *libraries = data;
    char *real = info->dlpi_name && strstr(info->dlpi_name, ".so") ? realpath(info->dlpi_name, NULL) : NULL;
    const char *slash = real ? strrchr(real, '/') : NULL;

    (void)size;
    if (slash)
        *vec_push(libraries->arena, &libraries->names) = str_copy(libraries->arena, str_of(slash + 1));
    free(real);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

static void libraries_say(const Doctor *doctor)
{
    Libraries libraries = {.arena = doctor->arena};

    heading(_("Libraries:"));
    dl_iterate_phdr(library_take, &libraries);
    if (libraries.names.n)
        qsort(libraries.names.at, libraries.names.n, sizeof libraries.names.at[0], by_name);
    for (size_t i = 0; i < libraries.names.n; i++)
        printf("  %.*s\n", STR_ARG(libraries.names.at[i]));
    if (libraries.names.n == 0)
        printf("  %s\n", _("none: all stand in the program"));
}

// ---- fonts

static const Style *style_own(const Doctor *doctor, Diag *diag)
{
    Str name = path_join(doctor->arena, doctor->folders.data, STR("templates/styles/gb9704.yaml"));
    Source *source = source_read(doctor->arena, diag, input_at(name), STR("gb9704.yaml"), (Str){0});

    return source ? style_read(doctor->arena, diag, source, NULL) : NULL;
}

static void findings_say(const Doctor *doctor, const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        printf("  %s: %.*s [%s]\n", severity_word(finding->severity),
               STR_ARG(homeless(doctor->arena, finding->message)), finding->rule);
    }
}

static void fonts_say(Doctor *doctor)
{
    Diag *diag = diag_new();
    CompileOptions compile = compile_options(doctor->options, doctor->folders, doctor->options->folders[0]);
    const Style *style = style_own(doctor, diag);
    FontSet *fonts = style ? fontset_open(diag, style, compile_fonts(doctor->arena, &compile)) : NULL;
    StrBuf lines = {.arena = doctor->arena};

    heading(_("Fonts of the faces of GB/T 9704:"));
    if (fonts)
        fontset_describe(fonts, &lines);
    for (Str rest = buf_str(&lines); rest.n > 0;) {
        ptrdiff_t end = str_find_char(rest, '\n', 0);
        size_t n = end < 0 ? rest.n : (size_t)end;

        printf("  %.*s\n", STR_ARG(homeless(doctor->arena, str_slice(rest, 0, n))));
        rest = str_slice(rest, end < 0 ? n : n + 1, rest.n);
    }
    findings_say(doctor, diag);
    doctor->fonts_wanting = style && (!fonts || findings_status(diag, false) != EXIT_DONE);
    fontset_free(fonts);
    diag_free(diag);
}

// ---- folders and programs

// One that is not there yet goes by the nearest above it that is.
static const char *may_write(Arena *arena, const char *folder)
{
    Str above = str_of(folder);

    if (access(folder, W_OK) == 0)
        return _("may be written");
    if (errno != ENOENT)
        return _("may not be written");
    while (above.n > 0 && access(str_c(arena, above), F_OK) != 0)
        do
            above.n--;
        while (above.n > 0 && above.at[above.n] != '/');
    if (above.n == 0)
        above = *folder == '/' ? STR("/") : STR(".");
    return access(str_c(arena, above), W_OK) == 0 ? _("not there yet") : _("not there, and may not be made");
}

static void folders_say(Doctor *doctor)
{
    CompileOptions compile = compile_options(doctor->options, doctor->folders, doctor->options->folders[0]);
    const char *cache = compile_fonts(doctor->arena, &compile).cache_folder;
    const char *folder = doctor->options->folders[0],
               *project = path_join(doctor->arena, str_of(folder), STR("gongkai.yaml")).at;
    char *real = realpath(doctor->folders.data.at, NULL);

    heading(_("Folders:"));
    say(doctor, _("  templates and fonts"), str_of(real ? real : doctor->folders.data.at));
    say(doctor, _("  cache"),
        cache ? str_print(doctor->arena, _("%s, %s"), cache, may_write(doctor->arena, cache))
              : str_of(_("none")));
    say(doctor, _("  this folder"),
        str_print(doctor->arena, _("%s, %s"), may_write(doctor->arena, folder),
                  access(project, R_OK) == 0 ? _("a project") : _("no project")));
    doctor->data_wanting =
        access(path_join(doctor->arena, doctor->folders.data, STR("templates/styles")).at, R_OK) != 0;
    free(real);
}

static bool on_path(Arena *arena, const char *name)
{
    const char *path = getenv("PATH");

    for (Str rest = str_of(path ? path : ""); rest.n > 0;) {
        ptrdiff_t colon = str_find_char(rest, ':', 0);
        Str folder = colon < 0 ? rest : str_slice(rest, 0, (size_t)colon);

        rest = colon < 0 ? (Str){0} : str_slice(rest, (size_t)colon + 1, rest.n);
        if (folder.n && access(path_join(arena, folder, str_of(name)).at, X_OK) == 0)
            return true;
    }
    return false;
}

static void helpers_say(const Doctor *doctor)
{
    static const struct {
        const char *name, *for_what;
    } helpers[] = {{"mutool", N_("reads PDFs (mupdf-tools)")},
                   {"xdg-open", N_("opens the browser and folders for the menu")}};

    heading(_("Programs of others:"));
    for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++)
        printf(_("  %s: %s; %s\n"), helpers[i].name,
               on_path(doctor->arena, helpers[i].name) ? _("installed") : _("not installed"),
               _(helpers[i].for_what));
}

// The last of all: it is never left.
static void sandbox_say(const Doctor *doctor)
{
    Sandbox sandbox = {.arena = doctor->arena};
    SandboxState state;

    heading(_("Sandbox:"));
    fflush(stdout);
    sandbox_common(&sandbox);
    state = sandbox_enter(&sandbox);
    if (state == SANDBOX_ENTERED)
        printf("  %s\n", _("entered: what is read can open nothing else"));
    else if (state == SANDBOX_NONE)
        printf("  %s\n", _("none: the kernel has no Landlock, or a container forbids it"));
    else
        printf(_("  cannot be entered: %s\n"), strerror(errno));
}

static void wanting_say(const Doctor *doctor)
{
    if (doctor->data_wanting)
        printf("\n%s\n", _("Something that is needed is not there: Gongkai's own templates; install it "
                           "whole, or set GONGKAI_DATA to the folder that has them."));
    if (doctor->fonts_wanting)
        printf(
            "\n%s\n",
            _("Something that is needed is not there: see the lines with “error”, and install the fonts that "
              "are named (on Debian, Ubuntu, UOS and Kylin: fonts-noto-cjk, fonts-lxgw-wenkai), or put "
              "their files into the project's fonts/."));
}

int command_doctor(const Options *options, DataFolders folders)
{
    Doctor doctor = {.arena = arena_new(), .options = options, .folders = folders};

    puts("gongkai " GONGKAI_VERSION);
    machine_say(&doctor);
    language_say(&doctor);
    fonts_say(&doctor);
    libraries_say(&doctor);
    folders_say(&doctor);
    helpers_say(&doctor);
    sandbox_say(&doctor);
    wanting_say(&doctor);
    arena_free(doctor.arena);
    return doctor.fonts_wanting || doctor.data_wanting ? EXIT_SYSTEM : EXIT_DONE;
}
