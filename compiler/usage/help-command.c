// help: what is made of the table of commands, printed or as the files that a package installs.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "usage/tables.h"

// ---- lists for completions

static int names_print(const Str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%.*s\n", STR_ARG(names[i]));
    return EXIT_DONE;
}

static int templates_print(Arena *arena, DataFolders folders)
{
    size_t n;
    Input templates = input_at(path_join(arena, folders.data, STR("templates")));
    Str *names = input_list(arena, NULL, templates, &n);

    for (size_t i = 0; i < n; i++) {
        Str file = str_print(arena, "%.*s/template.yaml", STR_ARG(names[i]));

        if (input_is_there(input_below(arena, templates, file)))
            printf("%.*s\n", STR_ARG(names[i]));
    }
    return EXIT_DONE;
}

static int table_sets_print(Arena *arena, DataFolders folders, const char *name)
{
    Diag *diag = diag_new();
    size_t n = 0;
    TemplateChoice choice = {.name = str_of(name),
                             .templates = path_join(arena, folders.data, STR("templates"))};
    Str *names = template_sets(arena, diag, &choice, &n);
    int status = findings_print(diag, NULL, false);

    diag_free(diag);
    return status == EXIT_DONE ? names_print(names, n) : EXIT_USAGE;
}

// By their files' names, which --section takes.
static int sections_print(Arena *arena, const char *project)
{
    size_t n;
    Str *names = input_list(arena, NULL, input_at(path_join(arena, str_of(project), STR("sections"))), &n);

    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".md")))
            printf("%.*s\n", STR_ARG(str_slice(names[i], 0, names[i].n - 3)));
    return EXIT_DONE;
}

// ---- files

static bool file_write(Arena *arena, const char *folder, Str name, Str text)
{
    PathsMade made = {0};
    const char *path = str_c(arena, path_join(arena, str_of(folder), name));
    FILE *file = path_make_above(arena, path, &made) ? fopen(path, "w") : NULL;
    bool written = file && fwrite(text.at, 1, text.n, file) == text.n;

    if (file && fclose(file) != 0)
        written = false;
    if (!written)
        fprintf(stderr, _("gongkai: %s cannot be written: %s\n"), path, strerror(errno));
    return written;
}

// Where manual pages of the language of messages stand.
static const char *manual_folder(void)
{
    return _("man/man1");
}

static int files_write(Arena *arena, const char *folder)
{
    bool written =
        file_write(arena, folder, STR("bash-completion/completions/gongkai"), completion_bash(arena)) &&
        file_write(arena, folder, STR("zsh/site-functions/_gongkai"), completion_zsh(arena));

    for (size_t i = 0; written && i <= COMMAND_COUNT; i++) {
        Command command = (Command)i;
        const Command *of = i < COMMAND_COUNT ? &command : NULL;

        written = file_write(arena, folder, path_join(arena, str_of(manual_folder()), manual_name(arena, of)),
                             manual_page(arena, of));
    }
    return written ? EXIT_DONE : EXIT_SYSTEM;
}

// ---- what was asked

static int text_print(Str text)
{
    fwrite(text.at, 1, text.n, stdout); // main says whether it arrived
    return EXIT_DONE;
}

static const Command *command_named(const char *name, Command *command)
{
    for (size_t i = 0; name && i < COMMAND_COUNT; i++)
        if (strcmp(command_spec((Command)i)->name, name) == 0) {
            *command = (Command)i;
            return command;
        }
    return NULL;
}

static int about_print(const char *subject)
{
    Command command;

    if (command_named(subject, &command))
        help_command_print(command);
    else if (subject)
        help_group_print(subject);
    else
        help_overview_print();
    return EXIT_DONE;
}

int command_help(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    const HelpSpec *help = &options->help;
    Command command;
    int status;

    if (help->folder)
        status = files_write(arena, help->folder);
    else if (help->manual)
        status = text_print(manual_page(arena, command_named(options->subject, &command)));
    else if (help->shell)
        status = text_print(help->shell == 1 ? completion_bash(arena) : completion_zsh(arena));
    else if (help->templates)
        status = templates_print(arena, folders);
    else if (help->template)
        status = table_sets_print(arena, folders, help->template);
    else if (help->project)
        status = sections_print(arena, help->project);
    else
        status = about_print(options->subject);
    arena_free(arena);
    return status;
}
