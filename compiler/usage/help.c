#include <stdio.h>
#include <string.h>

#include "tell/tell.h"
#include "usage/tables.h"

enum { NAME_COLUMNS = 24 }; // before what an option or command does

static void heading_print(const char *text)
{
    printf("\n%s\n", text);
}

// “  name   what it does”, what it does on the next line where the name is long.
static void entry_print(Str name, const char *says)
{
    int columns = 2 + fill_columns(name);

    printf("  %.*s", STR_ARG(name));
    if (columns > NAME_COLUMNS - 2) {
        putchar('\n');
        columns = 0;
    }
    printf("%*s", NAME_COLUMNS - columns, "");
    fill_print(str_of(says), NAME_COLUMNS, NAME_COLUMNS);
}

static Str option_shown(Arena *arena, const OptionSpec *spec)
{
    StrBuf shown = {.arena = arena};

    if (spec->letter)
        buf_print(&shown, "-%c, ", spec->letter);
    buf_print(&shown, "--%s", spec->name);
    if (spec->shown)
        buf_print(&shown, " %s", _(spec->shown));
    return buf_str(&shown);
}

// A command's own options, or those of all commands.
static void options_print(Arena *arena, uint64_t command, bool of_all)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; i < n; i++)
        if ((specs[i].commands == OF_ALL) == of_all && (specs[i].commands & command))
            entry_print(option_shown(arena, &specs[i]), _(specs[i].help));
}

static void usage_print(Arena *arena, Command command, const char *before)
{
    int indent = fill_columns(str_of(before));
    size_t n;
    Str *forms = command_forms(arena, command, &n);

    for (size_t i = 0; i < n; i++) {
        int begins = indent;

        printf("%*s%s", i > 0 ? indent : 0, "", i > 0 ? "" : before);
        begins += printf("gongkai %s ", command_spec(command)->name);
        fill_print(forms[i], begins, begins);
    }
}

static void commands_print(const char *group)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const CommandSpec *spec = command_spec((Command)i);

        if (!group || (strncmp(spec->name, group, strlen(group)) == 0 && spec->name[strlen(group)] == ' '))
            entry_print(str_of(spec->name), _(spec->summary));
    }
}

void help_overview_print(void)
{
    Arena *arena = arena_new();

    puts(_("usage: gongkai COMMAND …\n"));
    fill_print(
        str_of(_("Builds the public disclosure of a department's budget or accounts: a PDF and a web site in "
                 "which every figure of the text is bound to a cell of the tables, and the tables as "
                 "workbooks and open data.")),
        0, 0);
    heading_print(_("Commands:"));
    commands_print(NULL);
    heading_print(_("Options of all commands:"));
    options_print(arena, OF_ALL, true);
    putchar('\n');
    fill_print(
        str_of(_("`gongkai help COMMAND` says what a command's own options are, with examples. A DIR is a "
                 "project: a folder with gongkai.yaml in it (default: this folder).")),
        0, 0);
    putchar('\n');
    fill_print(
        str_of(_("Exit status: 0 done, 1 the document has errors, 2 wrong usage, 3 the system failed.")), 0,
        0);
    arena_free(arena);
}

void help_command_print(Command command)
{
    Arena *arena = arena_new();
    const CommandSpec *spec = command_spec(command);

    usage_print(arena, command, _("usage: "));
    putchar('\n');
    fill_print(str_print(arena, "%s", _(spec->description)), 0, 0);
    heading_print(_("Options:"));
    options_print(arena, UINT64_C(1) << command, false);
    options_print(arena, UINT64_C(1) << command, true);
    heading_print(_("Examples:"));
    for (size_t i = 0; i < sizeof spec->examples / sizeof spec->examples[0]; i++) {
        printf("  gongkai %s\n      ", _(spec->examples[i].line));
        fill_print(str_of(_(spec->examples[i].says)), 6, 6);
    }
    arena_free(arena);
}

void help_group_print(const char *word)
{
    printf(_("usage: gongkai %s COMMAND …\n"), word);
    heading_print(_("Commands:"));
    commands_print(word);
    putchar('\n');
    fill_print(str_of(_("`gongkai help COMMAND` says what a command's own options are, with examples.")), 0,
               0);
}
