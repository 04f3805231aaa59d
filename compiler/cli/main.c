#include <stdio.h>

#include "cli/confine.h"
#include "intake/intake.h"

// Whether a file that is named is a PDF; what it is for is read within the sandbox.
static bool is_pdf(const char *path)
{
    char head[1024];
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(head, 1, sizeof head, file) : 0;

    if (file)
        fclose(file);
    return str_find((Str){head, n}, STR("%PDF-"), 0) >= 0;
}

static bool reads_pdfs(const Options *options)
{
    bool found = options->command == COMMAND_CONVERT &&
                 (is_pdf(options->subject) || input_is_folder(NULL, input_at(str_of(options->subject))));

    if (options->command == COMMAND_VERIFY)
        return options->list || is_pdf(options->subject);
    for (size_t i = 0; (options->command == COMMAND_CHECK || options->command == COMMAND_DIFF) &&
                       i < options->folder_count && !found;
         i++)
        found = is_pdf(options->folders[i]);
    return found;
}

int main(int argc, char **argv)
{
    static int (*const commands[COMMAND_COUNT])(const Options *options, DataFolders folders) = {
        [COMMAND_BUILD] = command_build,       [COMMAND_CHECK] = command_check,
        [COMMAND_PREVIEW] = command_preview,   [COMMAND_NEW] = command_new,
        [COMMAND_TRACE] = command_trace,       [COMMAND_CONVERT] = command_convert,
        [COMMAND_TEMPLATE] = command_template, [COMMAND_MERGE] = command_merge,
        [COMMAND_VERIFY] = command_verify,     [COMMAND_DIFF] = command_diff,
    };
    Arena *arena = arena_new();
    DataFolders folders = data_find(arena);
    locale_set(folders);
    memory_prepare(_("gongkai: out of memory\n"));
    Options options = {0};
    bool done = false;
    int status = EXIT_USAGE;
    if (options_read(arena, argc, argv, &options, &done)) {
        if (!done && reads_pdfs(&options))
            options.helper = intake_helper(!options.no_sandbox);
        if (!done && !options.no_sandbox)
            confine(&options, folders);
        status = done ? EXIT_DONE : commands[options.command](&options, folders);
    }
    helper_end(options.helper);
    font_config_free(options.font_config);
    arena_free(arena);
    return status;
}
