#include "commands/convert-begin.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "commands/convert-folder.h"
#include "commands/starter.h"
#include "published/published.h"

bool convert_begins(const Options *options)
{
    return folder_is_free(str_of(options->folders[0]));
}

static Str given(const char *text)
{
    return text ? str_of(text) : (Str){0};
}

// Which document it is. What else is said of it is said when it is converted.
static bool kind_find(Arena *arena, Diag *diag, const Options *options, DataFolders folders, Published *found)
{
    PublishedOptions asked = {.data_folder = folders.data,
                              .template = given(options->template),
                              .table_set = given(options->table_set),
                              .department = given(options->department),
                              .year = options->year};
    Diag *trial = diag_new();
    FolderBooks books = {0};

    *found = (Published){
        .arena = arena,
        .intake = document_read(arena, trial, options->helper, str_of(options->subject), (Str){0}, &books)};
    if (!found->intake)
        diag_append(diag, trial);
    diag_free(trial);
    return found->intake && published_kind(found, diag, &asked);
}

static const Starter *without_sections(Arena *arena, const Starter *starter)
{
    Starter *kept = ARENA_NEW(arena, Starter);

    *kept = *starter;
    kept->files = ARENA_ARRAY(arena, StarterFile, starter->file_count);
    kept->file_count = 0;
    for (size_t i = 0; i < starter->file_count; i++)
        if (!str_starts(starter->files[i].name, STR("sections/")))
            kept->files[kept->file_count++] = starter->files[i];
    return kept;
}

// A starter of accounts is of the year before the one in which it is begun.
static const Starter *starter_find(Arena *arena, Diag *diag, DataFolders folders, const Published *found)
{
    const TemplateChoice choice = {.name = found->template,
                                   .templates = path_join(arena, folders.data, STR("templates")),
                                   .table_set = found->table_set};
    uint64_t digest = 0;
    const Template *t = template_choose(arena, diag, &digest, &choice);
    StarterOptions options = {.data_folder = folders.data,
                              .template = found->template,
                              .template_key = found->template,
                              .table_set = found->table_set,
                              .department = found->department,
                              .title = found->title,
                              .year = found->year + (t && t->stage == STAGE_ACCOUNTS)};
    const Starter *starter = t ? starter_of(arena, diag, t, &options) : NULL;

    return starter ? starter_with_schema(arena, diag, without_sections(arena, starter), folders.data) : NULL;
}

const Starter *convert_begin(Arena *arena, Diag *diag, const Options *options, DataFolders folders,
                             Str folder)
{
    Published found;
    const Starter *starter = NULL;

    if (kind_find(arena, diag, options, folders, &found))
        starter = starter_find(arena, diag, folders, &found);
    if (!starter || !folder_begin(arena, diag, folder, starter))
        return NULL;
    printf(_("%.*s: begun as %.*s, %.*s, of %d, by %.*s\n"), STR_ARG(folder), STR_ARG(found.template),
           STR_ARG(found.table_set), found.year, STR_ARG(found.department));
    return starter;
}

void convert_begun_remove(Arena *arena, const Starter *begun, Str folder, bool made)
{
    starter_remove(arena, begun, folder);
    if (made)
        rmdir(str_c(arena, folder));
}
