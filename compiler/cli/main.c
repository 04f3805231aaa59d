#include <stdio.h>
#include <stdlib.h>

#include "cli/confine.h"
#include "commands/commands.h"
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

    if (options->command == COMMAND_OFFICE_VERIFY)
        return is_pdf(options->words[1]);
    if (options->command == COMMAND_VERIFY)
        return options->list || is_pdf(options->subject) || folder_is_published(options->subject);
    for (size_t i = 0; (options->command == COMMAND_CHECK || options->command == COMMAND_DIFF) &&
                       i < options->folder_count && !found;
         i++)
        found = is_pdf(options->folders[i]) || folder_is_published(options->folders[i]);
    return found;
}

// What the conventions of other programs say by variables is asked where something is printed (tell/print.c).
static void printing_set(const Options *options)
{
    if (options->color == COLOR_ALWAYS)
        setenv("CLICOLOR_FORCE", "1", 1);
    if (options->color != COLOR_AUTO)
        setenv("NO_COLOR", options->color == COLOR_NEVER ? "1" : "", 1);
    // Findings are printed on stderr; a format for machines was asked for.
    if (options->quiet && options->format == FORMAT_TEXT && !freopen("/dev/null", "w", stdout))
        fclose(stdout);
}

// The menu runs the other commands, each in its own; doctor tries one itself.
static bool confines(Command command)
{
    return command != COMMAND_MENU && command != COMMAND_DOCTOR;
}

// What was printed has got where it was to go, or the command has not done what it was asked for.
static int with_all_printed(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "gongkai: %s\n", _("what was to be printed cannot be written"));
    return EXIT_SYSTEM;
}

// Without a default: the compiler names a command that is forgotten here.
static int command_run(const Options *options, DataFolders folders)
{
    switch (options->command) {
    case COMMAND_BUILD:
        return command_build(options, folders);
    case COMMAND_CHECK:
        return command_check(options, folders);
    case COMMAND_PREVIEW:
        return command_preview(options, folders);
    case COMMAND_NEW:
        return command_new(options, folders);
    case COMMAND_TRACE:
        return command_trace(options, folders);
    case COMMAND_CONVERT:
        return command_convert(options, folders);
    case COMMAND_TEMPLATE_CHECK:
        return command_template(options, folders);
    case COMMAND_TEMPLATE_NEW:
        return command_template_new(options, folders);
    case COMMAND_MERGE:
        return command_merge(options, folders);
    case COMMAND_VERIFY:
        return command_verify(options, folders);
    case COMMAND_DIFF:
        return command_diff(options, folders);
    case COMMAND_OFFICE_EXPORT:
        return command_office_export(options, folders);
    case COMMAND_OFFICE_HAND_OUT:
    case COMMAND_OFFICE_TAKE_IN:
    case COMMAND_OFFICE_FINALIZE:
    case COMMAND_OFFICE_RECORD:
    case COMMAND_OFFICE_CORRECT:
    case COMMAND_OFFICE_STATUS:
    case COMMAND_OFFICE_VERIFY:
    case COMMAND_OFFICE_CHECK:
    case COMMAND_OFFICE_INDEX:
    case COMMAND_OFFICE_ARCHIVE:
        return command_release(options, folders);
    case COMMAND_MENU:
        return command_menu(options, folders);
    case COMMAND_DOCTOR:
        return command_doctor(options, folders);
    case COMMAND_PLAN:
        return command_plan(options, folders);
    case COMMAND_GATHER:
        return command_gather(options, folders);
    case COMMAND_HELP:
        return command_help(options, folders);
    case COMMAND_COUNT:
        break;
    }
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    DataFolders folders = data_find(arena);
    locale_set(folders);
    memory_prepare(_("gongkai: out of memory\n"));
    Options options = {0};
    bool done = false;
    int status = EXIT_USAGE;
    if (options_read(arena, argc, argv, &options, &done)) {
        if (!done)
            printing_set(&options);
        if (!done && reads_pdfs(&options))
            options.helper = intake_helper(!options.no_sandbox);
        if (!done && !options.no_sandbox && confines(options.command))
            confine(&options, folders);
        if (done)
            status = EXIT_DONE;
        else
            status = command_run(&options, folders);
    }
    helper_end(options.helper);
    font_config_free(options.font_config);
    arena_free(arena);
    return with_all_printed(status);
}
