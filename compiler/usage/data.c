#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "usage/usage.h"

// Without /proc (a chroot): by the name that it was started by, links followed.
static Str executable(Arena *arena)
{
    unsigned long at = getauxval(AT_EXECFN); // a pointer
    Str path = path_real(arena, STR("/proc/self/exe"));
    const char *started;

    memcpy(&started, &at, sizeof started);
    if (path.n == 0 && started)
        path = path_real(arena, str_of(started));
    return path.n > 0 ? path : str_of(started ? started : "gongkai");
}

const char *program_again(Arena *arena)
{
    const char *named = getenv("GONGKAI_PROGRAM");

    return named && *named ? named : str_c(arena, executable(arena));
}

// The folder that the running binary stands in.
static Str executable_folder(Arena *arena)
{
    Str whole = executable(arena);

    if (str_find_char(whole, '/', 0) < 0)
        return STR(".");
    while (whole.n > 0 && whole.at[whole.n - 1] != '/')
        whole.n--;
    return str_slice(whole, 0, whole.n > 1 ? whole.n - 1 : whole.n);
}

// Where the disk does not say, who reads them says why they cannot be read.
static bool has_templates(Arena *arena, Str folder)
{
    Str templates = str_print(arena, "%.*s/templates", STR_ARG(folder));
    return access(templates.at, R_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

DataFolders data_find(Arena *arena)
{
    Str here = executable_folder(arena);
    DataFolders folders = {
        .data = str_print(arena, "%.*s/" GONGKAI_SOURCE_FROM_BUILD, STR_ARG(here)),
        .locale = str_print(arena, "%.*s/locale", STR_ARG(here)),
    };
    if (!has_templates(arena, folders.data)) {
        folders.data = str_print(arena, "%.*s/../share/gongkai", STR_ARG(here));
        folders.locale = str_print(arena, "%.*s/../share/locale", STR_ARG(here));
    }
    const char *named = getenv("GONGKAI_DATA");
    if (named && *named)
        folders.data = str_copy(arena, str_of(named));
    return folders;
}

// The language of messages that the environment asks for, as setlocale would take it.
static const char *messages_language(void)
{
    const char *names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

void locale_set(DataFolders folders)
{
    // LC_NUMERIC stays C: amounts are written the same everywhere.
    const char *language = messages_language();
    setlocale(LC_CTYPE, "C.UTF-8");
    if (!setlocale(LC_MESSAGES, "") && strncmp(language, "zh", 2) == 0) {
        // A machine without Chinese locales: gettext translates in any locale but C once LANGUAGE names the
        // language. (Since glibc 2.38 it takes C.UTF-8 for C, and messages stay English there.)
        setlocale(LC_MESSAGES, "C.UTF-8");
        setenv("LANGUAGE", "zh_CN", 1);
    }
    bindtextdomain(GONGKAI_DOMAIN, folders.locale.at);
    bind_textdomain_codeset(GONGKAI_DOMAIN, "UTF-8");
}
