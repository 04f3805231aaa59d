#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "usage/reading.h"

// False. The message is one line; then where help is.
bool usage_error(const Reading *reading, const char *format, ...)
{
    va_list values;

    fputs("gongkai: ", stderr);
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    if (reading->spec)
        fprintf(stderr, _("\nTry “gongkai help %s”.\n"), reading->spec->name);
    else
        fputs(_("\nTry “gongkai --help”.\n"), stderr);
    return false;
}

// “; did you mean “x”?”, or nothing.
const char *usage_hint(Arena *arena, const char *name, const Str *known, size_t n)
{
    Str nearest = name_nearest(str_of(name), known, n);

    return nearest.n ? str_print(arena, _("; did you mean “%.*s”?"), STR_ARG(nearest)).at : "";
}

// ---- which command

// Words of the command's name that stand at the beginning of argv[0 … n): 0, 1 or 2.
static int name_matches(const char *name, int n, char **argv)
{
    const char *blank = strchr(name, ' ');

    if (!blank)
        return n > 0 && strcmp(argv[0], name) == 0;
    return n > 1 && strncmp(argv[0], name, (size_t)(blank - name)) == 0 && argv[0][blank - name] == '\0' &&
                   strcmp(argv[1], blank + 1) == 0
               ? 2
               : 0;
}

// How many words it is; 0 where there is none.
int command_match(int n, char **argv, Command *command)
{
    int words = 0;

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        int these = name_matches(command_spec((Command)i)->name, n, argv);

        if (these > words) {
            words = these;
            *command = (Command)i;
        }
    }
    return words;
}

// Whether commands of two words begin with it.
bool command_is_group(const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strncmp(command_spec((Command)i)->name, word, n) == 0 && command_spec((Command)i)->name[n] == ' ')
            return true;
    return false;
}

// “check, new”: what goes on after the word.
static const char *second_words(Arena *arena, const char *word)
{
    StrBuf list = {.arena = arena};
    size_t n = strlen(word);

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = command_spec((Command)i)->name;

        if (strncmp(name, word, n) == 0 && name[n] == ' ')
            buf_print(&list, "%s%s", list.n ? ", " : "", name + n + 1);
    }
    return buf_str(&list).at;
}

bool command_unknown(const Reading *about, int n, char **argv)
{
    const Reading *reading = &(Reading){.arena = about->arena}; // of no command: its help would not say more
    VEC(Str) known = {0};
    bool group = command_is_group(argv[0]);
    const char *name = group && n > 1 ? str_print(reading->arena, "%s %s", argv[0], argv[1]).at : argv[0],
               *hint;

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        Str one = str_of(command_spec((Command)i)->name);
        ptrdiff_t blank = str_find_char(one, ' ', 0);

        if (!group && blank >= 0)
            one = str_slice(one, 0, (size_t)blank);
        if (!group || str_starts(one, str_of(argv[0])))
            *vec_push(reading->arena, &known) = one;
    }
    hint = usage_hint(reading->arena, name, known.at, known.n);
    if (group && n == 1)
        return usage_error(reading, _("“%s” is half a command; after it stands one of: %s"), name,
                           second_words(reading->arena, name));
    return usage_error(reading, _("there is no command “%s”%s"), name, hint);
}

// The command that stands somewhere among arguments of which some are options and their values.
void command_peek(int argc, char **argv, Reading *reading)
{
    Command command;

    for (int i = 1; i < argc && !reading->spec; i++)
        if (command_match(argc - i, argv + i, &command) > 0)
            reading->spec = command_spec(command);
}
