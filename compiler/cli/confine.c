#include "cli/confine.h"
#include "usage/usage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "office/office.h"
#include "source/source.h"

// ---- folders that need not be there yet

static Str parent_of(Arena *arena, Str path)
{
    while (path.n > 1 && path.at[path.n - 1] == '/')
        path.n--;
    while (path.n > 0 && path.at[path.n - 1] != '/')
        path.n--;
    while (path.n > 1 && path.at[path.n - 1] == '/')
        path.n--;
    return path.n > 0 ? str_copy(arena, path) : STR(".");
}

static bool is_there(Arena *arena, Str path)
{
    struct stat about;

    return stat(str_c(arena, path), &about) == 0;
}

// The folder that a file or folder is written into: the one above it, or the first of those that is there.
static Str written_into(Arena *arena, Str path)
{
    Str real = path_real(arena, path);
    Str above = parent_of(arena, real.n ? real : path);

    while (!is_there(arena, above) && above.n > 1)
        above = parent_of(arena, above);
    return above;
}

// ---- the commands

static void data_allow(Sandbox *sandbox, DataFolders folders)
{
    sandbox_common(sandbox);
    sandbox_read(sandbox, path_join(sandbox->arena, folders.data, STR("templates")));
    sandbox_read(sandbox, path_join(sandbox->arena, folders.data, STR("fonts/fetched")));
    sandbox_read(sandbox, folders.locale);
}

static void project_allow(Sandbox *sandbox, const char *folder)
{
    size_t n;
    const NamedPath *named = source_named(sandbox->arena, NULL, str_of(folder), &n);

    sandbox_read(sandbox, str_of(folder));
    for (size_t i = 0; i < n; i++)
        sandbox_read(sandbox, named[i].path);
}

// Caches are made first: a folder that is not there cannot be let be written.
static void fonts_allow(Sandbox *sandbox, Options *options, DataFolders folders)
{
    options->font_config = font_config_read();
    CompileOptions compile = compile_options(options, folders, options->folders[0]);
    FontOptions fonts = compile_fonts(sandbox->arena, &compile);
    FontSources sources = font_sources(sandbox->arena, fonts);

    for (size_t i = 0; i < sources.read.n; i++)
        sandbox_read(sandbox, sources.read.at[i]);
    for (size_t i = 0; i < sources.written.n; i++)
        sandbox_write(sandbox, sources.written.at[i]);
}

static void build_allow(Sandbox *sandbox, const Options *options)
{
    if (options->copy.since && is_there(sandbox->arena, str_of(options->copy.since))) {
        sandbox_read(sandbox, str_of(options->copy.since));
        if (!str_ends(str_of(options->copy.since), STR(".docx")))
            project_allow(sandbox, options->copy.since);
    }
    for (size_t i = 0; i < options->folder_count; i++) {
        Str folder = str_of(options->folders[i]);

        if (!options->output && !office_is(options->folders[i]))
            sandbox_write(sandbox,
                          written_into(sandbox->arena, path_join(sandbox->arena, folder, STR("out"))));
        project_allow(sandbox, options->folders[i]);
    }
    if (options->output && (options->folder_count > 1 || options->planned))
        sandbox_write(sandbox, str_of(options->output));
    if (options->output)
        sandbox_write(sandbox, written_into(sandbox->arena, str_of(options->output)));
}

// The machine's own folders are made first: what is not there cannot be let be written.
static void office_allow(Sandbox *sandbox, const char *office)
{
    static const OfficeName written[] = {OFFICE_INTERNAL, OFFICE_PUBLISHED};

    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        Str folder = path_join(sandbox->arena, str_of(office), office_name(written[i]));

        mkdir(str_c(sandbox->arena, folder), 0777);
        sandbox_write(sandbox, folder);
    }
    project_allow(sandbox, office);
}

static void new_allow(Sandbox *sandbox, const Options *options)
{
    Str folder = str_of(options->folders[0]);

    sandbox_write(sandbox, is_there(sandbox->arena, folder) ? folder : written_into(sandbox->arena, folder));
    if (options->from) {
        project_allow(sandbox, options->from);
        // Where its units and its budget of the new year stand.
        sandbox_read(sandbox, parent_of(sandbox->arena, path_real(sandbox->arena, str_of(options->from))));
    }
    if (options->template && is_there(sandbox->arena, str_of(options->template)))
        project_allow(sandbox, options->template);
}

static void template_allow(Sandbox *sandbox, const Options *options)
{
    if (options->command == COMMAND_TEMPLATE_NEW) {
        sandbox_write(sandbox, written_into(sandbox->arena, str_of(options->folders[0])));
        sandbox_read(sandbox, str_of(options->from));
    } else {
        project_allow(sandbox, options->folders[0]);
    }
}

static void list_allow(Sandbox *sandbox, const char *list)
{
    Diag *unread = diag_new();
    Pairs pairs = pairs_read(sandbox->arena, unread, list);

    sandbox_read(sandbox, str_of(list));
    for (size_t i = 0; i < pairs.at.n; i++) {
        if (is_there(sandbox->arena, str_of(pairs.at.at[i].published)))
            project_allow(sandbox, pairs.at.at[i].published);
        if (is_there(sandbox->arena, str_of(pairs.at.at[i].folder)))
            project_allow(sandbox, pairs.at.at[i].folder);
    }
    diag_free(unread);
}

// What is recorded is written into the office; last year's office stands beside it.
static void release_allow(Sandbox *sandbox, const Options *options)
{
    Str folder = str_of(options->folders[0]);

    sandbox_write(sandbox, folder);
    sandbox_read(sandbox, parent_of(sandbox->arena, path_real(sandbox->arena, folder)));
    for (size_t i = 0; i < options->word_count; i++)
        if (is_there(sandbox->arena, str_of(options->words[i])))
            sandbox_read(sandbox, str_of(options->words[i]));
}

static void gather_allow(Sandbox *sandbox, const Options *options)
{
    const Plan *plan = options->plan ? plan_open(sandbox->arena, options->plan) : NULL;

    sandbox_write(sandbox, str_of(options->folders[0]));
    if (options->plan)
        sandbox_read(sandbox, str_of(options->plan));
    for (size_t i = 0; plan && i < plan->document_count; i++)
        project_allow(sandbox, plan->documents[i].folder);
}

static void command_allow(Sandbox *sandbox, const Options *options)
{
    for (size_t i = 0; i < options->folder_count; i++)
        if (options->command != COMMAND_NEW && office_is(options->folders[i]))
            office_allow(sandbox, options->folders[i]);
    switch (options->command) {
    case COMMAND_BUILD:
        build_allow(sandbox, options);
        break;
    case COMMAND_PLAN:
        sandbox_write(sandbox, written_into(sandbox->arena, str_of(plan_file(options))));
        for (size_t i = 0; i < options->folder_count; i++)
            project_allow(sandbox, options->folders[i]);
        break;
    case COMMAND_GATHER:
        gather_allow(sandbox, options);
        break;
    case COMMAND_PREVIEW:
        // The project may be removed and put there anew: it is the folder that it stands in that is let be
        // read.
        sandbox_read(sandbox, written_into(sandbox->arena, str_of(options->folders[0])));
        project_allow(sandbox, options->folders[0]);
        sandbox->listens = true;
        break;
    case COMMAND_NEW:
        new_allow(sandbox, options);
        break;
    case COMMAND_TEMPLATE_CHECK:
    case COMMAND_TEMPLATE_NEW:
        template_allow(sandbox, options);
        break;
    case COMMAND_OFFICE_FINALIZE:
    case COMMAND_OFFICE_RECORD:
    case COMMAND_OFFICE_CORRECT:
    case COMMAND_OFFICE_STATUS:
    case COMMAND_OFFICE_HAND_OUT:
    case COMMAND_OFFICE_TAKE_IN:
    case COMMAND_OFFICE_VERIFY:
    case COMMAND_OFFICE_CHECK:
    case COMMAND_OFFICE_INDEX:
    case COMMAND_OFFICE_ARCHIVE:
        release_allow(sandbox, options);
        break;
    case COMMAND_HELP:
        if (options->help.folder)
            sandbox_write(sandbox, written_into(sandbox->arena, str_of(options->help.folder)));
        if (options->help.project)
            sandbox_read(sandbox, str_of(options->help.project));
        if (options->help.template && is_there(sandbox->arena, str_of(options->help.template)))
            project_allow(sandbox, options->help.template);
        break;
    case COMMAND_VERIFY:
        if (options->output) { // it is made first: what is not there cannot be let be written
            mkdir(options->output, 0777);
            sandbox_write(sandbox, str_of(options->output));
        }
        if (options->list)
            list_allow(sandbox, options->list);
        else
            sandbox_read(sandbox, str_of(options->subject));
        project_allow(sandbox, options->folders[0]);
        break;
    case COMMAND_MERGE:
        if (!options->dry_run) {
            sandbox_write(sandbox, path_join(sandbox->arena, str_of(options->folders[0]), STR("sections")));
            sandbox_write(sandbox, path_join(sandbox->arena, str_of(options->folders[0]), STR("tables")));
        }
        sandbox_read(sandbox, str_of(options->subject));
        project_allow(sandbox, options->folders[0]);
        break;
    case COMMAND_CONVERT:
        new_allow(sandbox, options); // it may be begun
        sandbox_read(sandbox, str_of(options->subject));
        project_allow(sandbox, options->folders[0]);
        break;
    case COMMAND_OFFICE_EXPORT:
        sandbox_write(sandbox,
                      options->output ? written_into(sandbox->arena, str_of(options->output)) : STR("."));
        break;
    default:
        for (size_t i = 0; i < options->folder_count; i++) {
            if (options->fix && !options->dry_run)
                sandbox_write(sandbox,
                              path_join(sandbox->arena, str_of(options->folders[i]), STR("sections")));
            project_allow(sandbox, options->folders[i]);
        }
        if (options->report)
            sandbox_write(sandbox, written_into(sandbox->arena, str_of(options->report)));
        break;
    }
}

void confine(Options *options, DataFolders folders)
{
    Sandbox sandbox = {.arena = arena_new()};
    SandboxState state;

    data_allow(&sandbox, folders);
    if (options->command == COMMAND_PREVIEW || options->command == COMMAND_OFFICE_FINALIZE ||
        options->command == COMMAND_OFFICE_CORRECT || options->command == COMMAND_OFFICE_HAND_OUT ||
        (options->command == COMMAND_BUILD &&
         (options->kinds & (KIND_PDF | KIND_OFD | KIND_DOCX | KIND_SUBMISSION))))
        fonts_allow(&sandbox, options, folders);
    command_allow(&sandbox, options);
    state = sandbox_enter(&sandbox);
    if (state == SANDBOX_NONE)
        fputs(_("gongkai: there is no sandbox here: the kernel has no Landlock, or a container forbids it\n"),
              stderr);
    else if (state == SANDBOX_FAILED)
        fprintf(stderr, _("gongkai: the sandbox cannot be entered: %s\n"), strerror(errno));
    arena_free(sandbox.arena);
}
