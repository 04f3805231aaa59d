#include <string.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    DataFolders folders = data_find(arena);
    locale_set(folders);
    Options options = {0};
    bool done = false;
    int status = EXIT_USAGE;
    if (options_read(arena, argc, argv, &options, &done)) {
        if (done)
            status = EXIT_DONE;
        else if (strcmp(options.command, "preview") == 0)
            status = command_preview(&options, folders);
        else if (strcmp(options.command, "check") == 0)
            status = command_check(&options, folders);
        else if (strcmp(options.command, "new") == 0)
            status = command_new(&options, folders);
        else if (strcmp(options.command, "convert") == 0)
            status = command_convert(&options, folders);
        else if (strcmp(options.command, "trace") == 0)
            status = command_trace(&options, folders);
        else
            status = command_build(&options, folders);
    }
    arena_free(arena);
    return status;
}
