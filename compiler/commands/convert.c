// A published narrative to the sections of a project, written beside them and put in their place whole.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/convert-begin.h"
#include "commands/convert-folder.h"
#include "commands/office.h"
#include "commands/starter.h"

typedef struct Converting {
    Arena *arena;
    Diag *diag;
    Str folder; // of the project
    const char *from;
    Helper *helper;
    MadeTables tables; // that the document gave
    const Project *project;
    const Conversion *made;
    Str parts;      // the folder beside the target that the sections are written into
    bool first;     // they go to sections/
    bool each;      // --each
    size_t passed;  // tables of the document, where the project has tables
    size_t written; // files of tables and pictures
    Str filled[2];  // tables beside those that they take the place of
    size_t filled_count;
    bool made_folder[2];
} Converting;

static bool fail(const Converting *converting, Str path)
{
    diag_report(converting->diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                _("cannot be written: %s"), strerror(errno));
    return false;
}

// ---- reading

static bool project_take(Converting *converting, DataFolders folders)
{
    Diag *trial = diag_new(); // what is wrong with the tables is for check to say
    ProjectOptions options = {.data_folder = folders.data, .draft = true, .convert = true};

    converting->project = project_read(converting->arena, trial, converting->folder.at, options);
    bool failed = diag_append_failures(converting->diag, trial);

    if (!converting->project && !failed)
        diag_append(converting->diag, trial);
    diag_free(trial);
    return converting->project != NULL && !failed;
}

// A project without tables gets those of the document.
static bool text_take(Converting *converting, DataFolders folders)
{
    FolderBooks books = {0};
    const Intake *intake =
        document_read(converting->arena, converting->diag, converting->helper, str_of(converting->from),
                      converting->project->input_encoding, &books);
    bool none = !project_has_tables(converting->project);

    if (!intake)
        return false;
    for (size_t i = 0; none && i < books.n; i++)
        if (!made_tables_copy(&converting->tables, converting->diag, books.at[i].name, books.at[i].bytes))
            return false;
    for (size_t i = 0; none && i < intake->file_count; i++)
        if (!made_tables_copy(&converting->tables, converting->diag,
                              filename_clean(converting->arena, intake->files[i].name, 180),
                              intake->files[i].bytes))
            return false;
    if (none && (books.n || intake->file_count) && !project_take(converting, folders))
        return false;
    if (none && intake->file_count && books.n == 0)
        made_tables_drop(&converting->tables, converting->project);
    if (none && (!made_tables_write(&converting->tables, converting->diag, converting->project, intake) ||
                 !project_take(converting, folders)))
        return false;
    converting->made =
        convert_intake(converting->arena, converting->diag, converting->project, intake, converting->each);
    if (converting->made && !none)
        converting->passed = tables_of_document(converting->made);
    return converting->made != NULL;
}

// ---- writing

static bool write_file(const Converting *converting, Str path, Str bytes)
{
    FILE *stream = fopen(path.at, "wbx");
    bool written;

    if (!stream)
        return fail(converting, path);
    written =
        fwrite(bytes.at, 1, bytes.n, stream) == bytes.n && fflush(stream) == 0 && fsync(fileno(stream)) == 0;
    return (fclose(stream) == 0 && written) || fail(converting, path);
}

static Str path_in(const Converting *converting, Str folder, Str name)
{
    return str_print(converting->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static const char *const file_folders[] = {"tables", "images"};

// Where tables and pictures go: into the project with its first sections, else beside those that are
// converted.
static Str files_folder(const Converting *converting)
{
    return converting->first ? converting->folder : converting->parts;
}

// The project's own table with facts filled in, which stays until all else is written.
static bool is_replacing(const Converting *converting, const ConvertedFile *file)
{
    return file->replaces && converting->first;
}

static void remove_parts(void *data)
{
    const Converting *converting = data;

    for (size_t i = 0; i < converting->filled_count; i++)
        unlink(converting->filled[i].at);
    for (size_t i = 0; i < converting->written; i++)
        if (!is_replacing(converting, &converting->made->files[i]))
            unlink(path_in(converting, files_folder(converting), converting->made->files[i].name).at);
    for (size_t i = 0; i < sizeof file_folders / sizeof file_folders[0]; i++)
        if (!converting->first || converting->made_folder[i])
            rmdir(path_in(converting, files_folder(converting), str_of(file_folders[i])).at);
    for (size_t i = 0; i < converting->made->section_count; i++)
        unlink(path_in(converting, converting->parts, converting->made->sections[i].name).at);
    rmdir(converting->parts.at);
}

static bool write_files(Converting *converting)
{
    for (size_t i = 0; i < converting->made->file_count; i++) {
        const ConvertedFile *file = &converting->made->files[i];
        Str path = path_in(converting, files_folder(converting), file->name);

        if (is_replacing(converting, file))
            path = converting->filled[converting->filled_count++] = str_print(
                converting->arena, "%.*s/.facts-%ld-%zu", STR_ARG(converting->folder), (long)getpid(), i);
        for (size_t k = 0; k < sizeof file_folders / sizeof file_folders[0]; k++) {
            Str folder = path_in(converting, files_folder(converting), str_of(file_folders[k]));

            if (str_starts(file->name, str_of(file_folders[k])) && mkdir(folder.at, 0777) == 0)
                converting->made_folder[k] = true;
        }
        if (!write_file(converting, path, file->bytes))
            return false;
        converting->written = i + 1;
    }
    return true;
}

// An empty folder in the way is replaced by the rename.
static bool write_sections(Converting *converting, Str target)
{
    Str parts =
        str_print(converting->arena, "%.*s/.sections-%ld", STR_ARG(converting->folder), (long)getpid());
    Temporary temporary = {.remove = remove_parts, .object = converting};
    bool written = true;

    if (mkdir(parts.at, 0777) != 0)
        return fail(converting, target);
    converting->parts = parts;
    memory_temporary_add(&temporary);
    for (size_t i = 0; i < converting->made->section_count && written; i++)
        written = write_file(converting, path_in(converting, parts, converting->made->sections[i].name),
                             converting->made->sections[i].text);
    written = written && write_files(converting);
    if (written && rename(parts.at, target.at) != 0)
        written = fail(converting, target);
    for (size_t i = 0, k = 0; written && i < converting->made->file_count; i++)
        if (is_replacing(converting, &converting->made->files[i])) {
            Str path = path_in(converting, converting->folder, converting->made->files[i].name);

            if (rename(converting->filled[k++].at, path.at) != 0)
                written = fail(converting, path);
        }
    memory_temporary_drop(&temporary);
    if (!written)
        remove_parts(converting);
    return written;
}

// The report of an earlier conversion is replaced, or stays as it is.
static Str write_report(const Converting *converting)
{
    Str path = path_in(converting, converting->folder, STR("convert-report.html"));
    Str next =
        str_print(converting->arena, "%.*s/.convert-report-%ld", STR_ARG(converting->folder), (long)getpid());

    if (write_file(converting, next, convert_report(converting->arena, converting->made)) &&
        (rename(next.at, path.at) == 0 || fail(converting, path)))
        return path;
    unlink(next.at);
    return (Str){0};
}

static Str target_find(Converting *converting)
{
    Str sections = str_print(converting->arena, "%.*s/sections", STR_ARG(converting->folder));
    Str beside = str_print(converting->arena, "%.*s/sections-converted", STR_ARG(converting->folder));

    converting->first = folder_is_free(sections);
    if (converting->first)
        return sections;
    if (folder_is_free(beside))
        return beside;
    diag_report(converting->diag, SEVERITY_ERROR, "convert-exists", (Place){.file = beside},
                str_of(_("delete it or give it another name")), "%s",
                _("an earlier conversion stands there"));
    return (Str){0};
}

// In a draft a table without a file is there all the same, and empty.
static void warn_without_tables(const Converting *converting)
{
    if (project_has_tables(converting->project))
        return;
    diag_report(converting->diag, SEVERITY_WARNING, "convert-no-tables", (Place){.file = STR("tables")},
                str_of(_("put the tables there first, delete what was made, and convert again")), "%s",
                _("the project has no tables, to whose cells amounts could be bound"));
}

static void tell(const Converting *converting, Str target)
{
    Str report;

    if (converting->tables.files.n)
        printf(_("%s: %zu tables of the document\n"),
               path_in(converting, converting->folder, STR("tables")).at, converting->tables.files.n);
    if (converting->passed)
        printf(dngettext(GONGKAI_DOMAIN, "%zu table of the document is left out: the project has tables\n",
                         "%zu tables of the document are left out: the project has tables\n",
                         (unsigned long)converting->passed),
               converting->passed);
    warn_without_tables(converting);
    report = write_report(converting);
    printf(_("%s: %zu sections, %zu amounts bound to cells, %zu left\n"), target.at,
           converting->made->section_count, converting->made->bound, converting->made->left);
    for (size_t i = 0; i < converting->made->file_count; i++)
        if (converting->made->files[i].facts)
            printf(_("%s: %zu facts taken from the text, each marked so\n"),
                   path_in(converting, converting->first ? converting->folder : target,
                           converting->made->files[i].name)
                       .at,
                   converting->made->stated_count);
    for (size_t i = 0; i < converting->made->file_count; i++)
        if (converting->made->files[i].rows)
            printf(_("%s: what the text says of %zu rows, which one passage prints\n"),
                   path_in(converting, converting->first ? converting->folder : target,
                           converting->made->files[i].name)
                       .at,
                   converting->made->files[i].rows);
    if (report.n)
        printf(_("%s: the document beside it, and what stays typed\n"), report.at);
}

static bool convert(Converting *converting, const Options *options, DataFolders folders)
{
    Temporary temporary = {.remove = made_tables_remove, .object = &converting->tables};
    Progress *progress;
    Str target;
    bool done;

    if (!project_take(converting, folders) || (target = target_find(converting)).n == 0)
        return false;
    converting->tables = (MadeTables){.arena = converting->arena, .folder = converting->folder};
    memory_temporary_add(&temporary);
    progress = progress_begin(options_progress(options), converting->from);
    done = text_take(converting, folders);
    progress_end(progress);
    done = done && write_sections(converting, target);
    memory_temporary_drop(&temporary);
    if (!done) {
        made_tables_remove(&converting->tables);
        return false;
    }
    tell(converting, target);
    return true;
}

static void begin(Converting *converting, const Options *options, DataFolders folders)
{
    bool there = input_kind(input_at(converting->folder)) == INPUT_FOLDER;
    const Starter *begun =
        convert_begin(converting->arena, converting->diag, options, folders, converting->folder);

    if (begun && !convert(converting, options, folders))
        convert_begun_remove(converting->arena, begun, converting->folder, !there);
}
// What the document is, a project that is there says.
static bool is_asked_alone(const Converting *converting, const Options *options)
{
    if (!options->template && !options->table_set && !options->department && !options->year)
        return true;
    diag_report(converting->diag, SEVERITY_ERROR, "published-kind", (Place){.file = converting->folder},
                str_of(_("leave out --template, --table-set, --department and --year, or name a new folder")),
                "%s", _("what is made there its own gongkai.yaml says"));
    return false;
}

int command_convert(const Options *options, DataFolders folders)
{
    if (office_is(options->folders[0]))
        return office_as_project(options, folders, command_convert);

    Converting converting = {.arena = arena_new(),
                             .diag = diag_new(),
                             .folder = str_of(options->folders[0]),
                             .from = options->subject,
                             .helper = options->helper,
                             .each = options->each};
    int status;

    while (converting.folder.n > 1 && converting.folder.at[converting.folder.n - 1] == '/')
        converting.folder.n--;
    converting.folder = str_copy(converting.arena, converting.folder);
    if (convert_begins(options))
        begin(&converting, options, folders);
    else if (is_asked_alone(&converting, options))
        convert(&converting, options, folders);
    status = findings_print(converting.diag, NULL, false);
    diag_free(converting.diag);
    arena_free(converting.arena);
    return status;
}
