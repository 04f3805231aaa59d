// menu: the commands that a clerk needs, by digits, in the folder that was opened. Each is run as a process
// of its own, in its own sandbox, as if it had been typed.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands/commands.h"
#include "yaml/yaml.h"

enum { CHOICES_MOST = 99 };

typedef struct Menu {
    Arena *arena;
    const char *self; // what starts Gongkai
    const char *folder;
    DataFolders folders;
    bool over; // no more input
} Menu;

// ---- asking

// A line without its end; false at the end of input.
static bool line_read(Menu *menu, Str *line)
{
    char *text = NULL;
    size_t size = 0;
    ssize_t n = getline(&text, &size, stdin);

    if (n >= 0)
        *line = str_trim(str_copy(menu->arena, (Str){text, (size_t)n}));
    free(text);
    menu->over = n < 0;
    return n >= 0;
}

// Digits as a keyboard or an input method gives them, 3 or ３; -1 where it is no number of the list.
static int number_of(Str line, int most)
{
    int number = 0;

    if (line.n == 0)
        return -1;
    for (size_t at = 0; at < line.n;) {
        uint32_t code = utf8_next(line, &at);
        int digit = code >= '0' && code <= '9'         ? (int)(code - '0')
                    : code >= 0xff10 && code <= 0xff19 ? (int)(code - 0xff10)
                                                       : -1;
        if (digit < 0 || number > CHOICES_MOST)
            return -1;
        number = number * 10 + digit;
    }
    return number <= most ? number : -1;
}

// A number from 0 to `most`; 0 also at the end of input.
static int choose(Menu *menu, int most)
{
    Str line;

    for (;;) {
        int number;

        printf(_("number (0: back): "));
        fflush(stdout);
        if (!line_read(menu, &line)) {
            putchar('\n');
            return 0;
        }
        number = number_of(line, most);
        if (number >= 0)
            return number;
        printf(_("type a number from 0 to %d, then Enter\n"), most);
    }
}

// ---- running

// NULL for out: its output is this one's. -1 where it cannot be started.
static pid_t start(const char *const *arguments, int out)
{
    posix_spawn_file_actions_t actions;
    pid_t process = -1;
    int error;

    fflush(stdout);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
    if (out >= 0)
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    error = posix_spawnp(&process, arguments[0], &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == 0)
        return process;
    errno = error;
    return -1;
}

enum { STOPPED = -1 }; // by Ctrl-C

static int ended(pid_t process)
{
    int status = 0;

    while (process > 0 && waitpid(process, &status, 0) < 0 && errno == EINTR)
        ;
    if (process > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
        return STOPPED;
    return process > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_SYSTEM;
}

static void nothing(int signal)
{
    (void)signal;
}

// While a command runs Ctrl-C ends it, and not the menu.
static void interrupt_hold(struct sigaction *before)
{
    // By a function: what is ignored stays so in what is run.
    struct sigaction held = {.sa_handler = nothing, .sa_flags = SA_RESTART};

    sigaction(SIGINT, &held, before);
}

static void interrupt_give(const struct sigaction *before)
{
    sigaction(SIGINT, before, NULL);
}

// Shows what is run, so that it can be learnt; its exit status.
static int run(const Menu *menu, const char *const *arguments)
{
    struct sigaction before;
    pid_t process;
    int status;

    fputs("\n$ gongkai", stdout);
    for (size_t i = 1; arguments[i]; i++)
        printf(" %.*s", STR_ARG(shell_word(menu->arena, arguments[i])));
    putchar('\n');
    interrupt_hold(&before);
    process = start(arguments, -1);
    if (process < 0)
        fprintf(stderr, _("gongkai: cannot be run: %s\n"), strerror(errno));
    status = ended(process);
    interrupt_give(&before);
    return status;
}

// In the browser or the file manager, on a desktop.
static void show(const char *what)
{
    const char *arguments[] = {"xdg-open", what, NULL};

    if (getenv("DISPLAY") || getenv("WAYLAND_DISPLAY"))
        ended(start(arguments, -1));
}

static void tell(int status)
{
    puts(status == EXIT_DONE       ? _("done.")
         : status == STOPPED       ? _("stopped.")
         : status == EXIT_DOCUMENT ? _("there is something to be mended: see above; mend it in the text or "
                                       "the tables, then do this again.")
                                   : _("it could not be done: see above."));
}

// ---- choosing a file

static bool is_one_of(Str name, const char *const *ends)
{
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(name, str_of(ends[i])))
            return true;
    return false;
}

typedef VEC(const char *) Paths;

static void files_find(Menu *menu, const char *folder, const char *const *ends, Paths *found)
{
    size_t n;
    Str *names = input_list(menu->arena, NULL, input_at(str_of(folder)), &n);

    for (size_t i = 0; i < n && found->n < CHOICES_MOST; i++)
        if (names[i].at[0] != '.' && names[i].at[0] != '~' && is_one_of(names[i], ends))
            *vec_push(menu->arena, found) =
                str_c(menu->arena, path_join(menu->arena, str_of(folder), names[i]));
}

static const char *pick(Menu *menu, const Paths *found, const char *none)
{
    int number;

    if (found->n == 0) {
        puts(none);
        return NULL;
    }
    putchar('\n');
    for (size_t i = 0; i < found->n; i++)
        printf("  %zu  %.*s\n", i + 1, STR_ARG(escape_terminal(menu->arena, str_of(found->at[i]))));
    number = choose(menu, (int)found->n);
    return number ? found->at[number - 1] : NULL;
}

// Of the project's folder, the one above it, and the one in which copies are written.
static const char *file_pick(Menu *menu, const char *const *ends, const char *none)
{
    Paths found = {0};
    const char *places[] = {"", "out-review", ".."};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        files_find(menu,
                   i == 0 ? menu->folder : path_join(menu->arena, str_of(menu->folder), str_of(places[i])).at,
                   ends, &found);
    return pick(menu, &found, none);
}

// ---- the items

static void import_run(Menu *menu)
{
    static const char *const ends[] = {".docx", ".odt", ".html", ".htm", ".pdf", ".txt", NULL};
    const char *file =
        file_pick(menu, ends,
                  _("there is no document to import: put last year's text (.docx, .odt, .html, .pdf, "
                    ".txt) into this folder, then do this again."));

    if (file)
        tell(run(menu, (const char *[]){menu->self, "convert", file, menu->folder, NULL}));
}

static void check_run(Menu *menu)
{
    tell(run(menu, (const char *[]){menu->self, "check", menu->folder, NULL}));
}

static void build_run(Menu *menu)
{
    int status = run(menu, (const char *[]){menu->self, "build", menu->folder, NULL});

    tell(status);
    if (status == EXIT_DONE)
        show(path_join(menu->arena, str_of(menu->folder), STR("out")).at);
}

static void copy_run(Menu *menu)
{
    int status = run(menu, (const char *[]){menu->self, "build", menu->folder, "--to", "docx", NULL});

    tell(status);
    if (status == EXIT_DONE)
        show(path_join(menu->arena, str_of(menu->folder), STR("out-review")).at);
}

static void merge_run(Menu *menu)
{
    static const char *const ends[] = {".docx", NULL};
    const char *file =
        file_pick(menu, ends,
                  _("there is no Word copy: put the one that came back (.docx) into this folder, then do "
                    "this again."));

    if (file)
        tell(run(menu, (const char *[]){menu->self, "merge", file, menu->folder, NULL}));
}

// Until Enter, or until what writes to the pipe has ended.
static void enter_wait(Menu *menu, int pipe)
{
    struct pollfd ends[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = pipe}};
    Str line;

    while (poll(ends, 2, -1) < 0 && errno == EINTR)
        ;
    if (ends[0].revents)
        line_read(menu, &line);
}

static void preview_run(Menu *menu)
{
    const char *arguments[] = {menu->self, "preview", menu->folder, NULL};
    char address[256];
    int ends[2];
    pid_t process;
    struct sigaction before;
    FILE *out;

    if (pipe(ends) != 0) {
        tell(EXIT_SYSTEM);
        return;
    }
    interrupt_hold(&before);
    process = start(arguments, ends[1]);
    close(ends[1]);
    out = fdopen(ends[0], "r");
    if (process > 0 && out && fgets(address, sizeof address, out)) {
        address[strcspn(address, "\n")] = '\0';
        printf(_("%s\nopen this address in the browser; press Enter here to end the preview.\n"), address);
        fflush(stdout);
        show(address);
        enter_wait(menu, ends[0]);
    }
    if (process > 0)
        kill(process, SIGINT);
    if (out)
        fclose(out);
    else
        close(ends[0]);
    ended(process);
    interrupt_give(&before);
}

// ---- where there is no project

static bool is_project(Menu *menu, const char *folder)
{
    return access(path_join(menu->arena, str_of(folder), STR("gongkai.yaml")).at, R_OK) == 0;
}

// What a template of Gongkai's own calls its documents; empty where the folder is none.
static Str template_title(Menu *menu, Input templates, Str name)
{
    Diag *unread = diag_new();
    Str file = str_print(menu->arena, "%.*s/template.yaml", STR_ARG(name));
    Input input = input_below(menu->arena, templates, file);
    Source *source = input_is_there(input) ? source_read(menu->arena, unread, input, file, (Str){0}) : NULL;
    const YamlNode *root = source ? yaml_read(menu->arena, unread, source) : NULL;
    const YamlNode *title = root ? yaml_value(root, STR("title")) : NULL;

    diag_free(unread);
    return title ? title->text : (Str){0};
}

// A kind of document for each template.
static bool project_begin(Menu *menu)
{
    VEC(Str) kinds = {0};
    Input templates = input_at(path_join(menu->arena, menu->folders.data, STR("templates")));
    const char *folder = NULL, *kind;
    size_t n;
    Str *names = input_list(menu->arena, NULL, templates, &n), title = {0};
    int number;

    putchar('\n');
    for (size_t i = 0; i < n; i++) {
        Str its = template_title(menu, templates, names[i]);

        if (its.n) {
            *vec_push(menu->arena, &kinds) = names[i];
            printf("  %zu  %.*s\n", kinds.n, STR_ARG(its));
        }
    }
    number = choose(menu, (int)kinds.n);
    if (number < 1 || kinds.n == 0)
        return false;
    kind = str_c(menu->arena, kinds.at[number - 1]);
    title = template_title(menu, templates, kinds.at[number - 1]);
    for (int i = 1; i < CHOICES_MOST && (!folder || access(folder, F_OK) == 0); i++)
        folder = i == 1 ? str_print(menu->arena, "%s/%.*s", menu->folder, STR_ARG(title)).at
                        : str_print(menu->arena, "%s/%.*s-%d", menu->folder, STR_ARG(title), i).at;
    if (run(menu, (const char *[]){menu->self, "new", folder, "--template", kind, NULL}) != EXIT_DONE)
        return false;
    menu->folder = folder;
    return true;
}

// One of the projects below, or a new one; false where none was chosen.
static bool project_choose(Menu *menu)
{
    Paths found = {0};
    size_t n, number;
    Str *names = input_list(menu->arena, NULL, input_at(str_of(menu->folder)), &n);

    for (size_t i = 0; i < n && found.n < CHOICES_MOST - 1; i++) {
        const char *below = str_c(menu->arena, path_join(menu->arena, str_of(menu->folder), names[i]));

        if (names[i].at[0] != '.' && is_project(menu, below))
            *vec_push(menu->arena, &found) = below;
    }
    puts(found.n ? _("\nthere is no project in this folder itself, but in:")
                 : _("\nthere is no project in this folder."));
    for (size_t i = 0; i < found.n; i++)
        printf("  %zu  %.*s\n", i + 1, STR_ARG(escape_terminal(menu->arena, str_of(found.at[i]))));
    printf(_("  %zu  begin a new one\n"), found.n + 1);
    number = (size_t)choose(menu, (int)found.n + 1);
    if (number > found.n)
        return project_begin(menu);
    if (number < 1 || found.n == 0)
        return false;
    menu->folder = found.at[number - 1];
    return true;
}

// ---- all of it

static const struct {
    const char *name;
    void (*run)(Menu *menu);
} items[] = {
    {N_("import last year's document"), import_run},
    {N_("check"), check_run},
    {N_("preview in the browser"), preview_run},
    {N_("build PDF, web site, workbooks"), build_run},
    {N_("make the Word copy for approval"), copy_run},
    {N_("take a Word copy back that was changed"), merge_run},
};

int command_menu(const Options *options, DataFolders folders)
{
    enum { ITEMS = sizeof items / sizeof items[0] };
    Menu menu = {.arena = arena_new(), .folder = options->folders[0], .folders = folders};

    setvbuf(stdin, NULL, _IONBF, 0); // what poll sees of it is all
    menu.self = program_again(menu.arena);

    while (!menu.over && !is_project(&menu, menu.folder))
        if (!project_choose(&menu))
            break;
    while (!menu.over && is_project(&menu, menu.folder)) {
        int number;

        printf(_("\nGongkai: %.*s\n"), STR_ARG(escape_terminal(menu.arena, str_of(menu.folder))));
        for (int i = 0; i < ITEMS; i++)
            printf("  %d  %s\n", i + 1, _(items[i].name));
        printf("  0  %s\n", _("end"));
        number = choose(&menu, ITEMS);
        if (number == 0)
            break;
        items[number - 1].run(&menu);
    }
    arena_free(menu.arena);
    return EXIT_DONE;
}
