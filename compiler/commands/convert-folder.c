#include "commands/convert-folder.h"
#include "commands/commands.h"

#include <strings.h>

#include "office/office.h"

#define MOST_FILES 500

static bool is_of(Str name, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str end = str_of(ends[i]);

        if (name.n > end.n && strncasecmp(name.at + name.n - end.n, end.at, end.n) == 0)
            return true;
    }
    return false;
}

static bool is_document(Str name)
{
    static const char *const ends[] = {".html", ".htm", ".pdf", ".docx", ".odt", ".txt", ".md"};

    return is_of(name, ends, sizeof ends / sizeof ends[0]);
}

static bool is_book(Str name)
{
    static const char *const ends[] = {".xlsx", ".xls", ".ods", ".et", ".csv"};

    return is_of(name, ends, sizeof ends / sizeof ends[0]);
}

// What a page is made of beside its text.
static bool is_dress(Str name)
{
    static const char *const ends[] = {".css", ".js",  ".png", ".jpg",  ".jpeg",
                                       ".gif", ".svg", ".ico", ".woff2"};

    return is_of(name, ends, sizeof ends / sizeof ends[0]);
}

// How many documents and tables there are.
static size_t files_count(const Str *names, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += is_document(names[i]) || is_book(names[i]);
    return found;
}

const Intake *folder_read(Arena *arena, Diag *diag, Helper *helper, Str folder, Str encoding,
                          FolderBooks *books)
{
    size_t n;
    Str *names = input_list(arena, diag, input_at(folder), &n);
    VEC(const Intake *) parts = {0};

    if (files_count(names, n) > MOST_FILES) {
        diag_report(diag, SEVERITY_ERROR, "convert-many", (Place){.file = folder},
                    str_of(_("give the folder of one document's files")),
                    _("%zu files lie here, more than the %d that one document may have"),
                    files_count(names, n), MOST_FILES);
        return NULL;
    }
    for (int first = 1; first >= 0; first--) // index.html before the others
        for (size_t i = 0; i < n; i++) {
            Str path = path_join(arena, folder, names[i]), bytes;
            const Intake *part;

            if (str_starts(names[i], STR("index.")) != (first == 1) || !input_may_be_file(input_at(path)) ||
                is_dress(names[i]))
                continue;
            if (!is_document(names[i]) && !is_book(names[i])) {
                diag_report(diag, SEVERITY_NOTE, "convert-passed", (Place){.file = path}, (Str){0}, "%s",
                            _("it is neither a document nor a table, and was passed over"));
                continue;
            }
            if (!source_bytes(arena, diag, input_at(path), path, &bytes))
                return NULL;
            if (is_book(names[i])) {
                *vec_push(arena, books) = (FolderBook){names[i], bytes};
                continue;
            }
            part = intake_with_notes(arena, diag, helper, bytes, path, encoding);
            if (!part)
                return NULL;
            *vec_push(arena, &parts) = part;
        }
    if (parts.n == 0) {
        diag_report(diag, SEVERITY_ERROR, "convert-empty", (Place){.file = folder}, (Str){0}, "%s",
                    _("there is no text"));
        return NULL;
    }
    return intake_several(arena, diag, parts.at, parts.n, folder);
}

bool folder_is_published(const char *folder)
{
    static const char *const ends[] = {".html", ".htm"};
    Arena *arena = arena_new();
    Diag *trial = diag_new(); // who reads it reports
    Input input = input_at(str_of(folder));
    bool found = false;
    size_t n = 0;

    if (input_kind(input) == INPUT_FOLDER && !office_is(folder) &&
        !input_is_there(input_below(arena, input, STR("gongkai.yaml")))) {
        const Str *names = input_list(arena, trial, input, &n);

        for (size_t i = 0; i < n && !found; i++)
            found = is_of(names[i], ends, sizeof ends / sizeof ends[0]);
    }
    diag_free(trial);
    arena_free(arena);
    return found;
}

const Intake *document_read(Arena *arena, Diag *diag, Helper *helper, Str name, Str encoding,
                            FolderBooks *books)
{
    Str bytes;

    if (input_kind(input_at(name)) == INPUT_FOLDER)
        return folder_read(arena, diag, helper, name, encoding, books);
    if (!source_bytes(arena, diag, input_at(name), name, &bytes))
        return NULL;
    return intake_with_notes(arena, diag, helper, bytes, name, encoding);
}

// Workbooks that hang beside the pages are attached to them.
static const Intake *with_books(Arena *arena, const Intake *intake, const FolderBooks *books)
{
    Intake *with = ARENA_NEW(arena, Intake);
    IntakeFile *files = ARENA_ARRAY(arena, IntakeFile, intake->file_count + books->n);

    *with = *intake;
    for (size_t i = 0; i < intake->file_count; i++)
        files[i] = intake->files[i];
    for (size_t i = 0; i < books->n; i++)
        files[with->file_count++] = (IntakeFile){.name = books->at[i].name, .bytes = books->at[i].bytes};
    with->files = files;
    return with;
}

const Intake *publication_read(Arena *arena, Diag *diag, Helper *helper, Str name)
{
    FolderBooks books = {0};
    const Intake *intake = document_read(arena, diag, helper, name, (Str){0}, &books);

    return intake ? with_books(arena, intake, &books) : NULL;
}
