#include "commands/side.h"

#include <string.h>
#include <strings.h>

#include "commands/convert-folder.h"

#define MOST_SHEETS 400

static bool is_workbook(const char *name)
{
    static const char *const ends[] = {".xlsx", ".xls", ".ods", ".et"};
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof ends / sizeof ends[0]; i++)
        if (strcasecmp(dot, ends[i]) == 0)
            return true;
    return false;
}

// ---- a project

static void project_side(Side *side, Arena *arena, Diag *diag, const Options *options, DataFolders folders)
{
    CompileOptions compile = compile_options(options, folders, side->name);

    compile.draft = true; // what is wrong with it is for check to say
    side->made = compilation_read(&compile);
    compilation_build(&side->made);
    if (!side->made.document) {
        diag_append(diag, side->made.diag);
        return;
    }
    if (diag_append_failures(diag, side->made.diag))
        return;
    side->version = version_of_document(arena, side->made.document, str_of(side->name));
}

// ---- a workbook

static const TableSpec *spec_of(Arena *arena, const Project *set, Workbook *workbook, size_t sheet)
{
    Diag *unread = diag_new();
    size_t n;
    bool broken;
    const Str *head = workbook_sheet_head(workbook, unread, sheet, &n, &broken);
    const Table *own = book_find(&set->book, workbook_sheet_name(workbook, sheet));
    const TableSpec *spec =
        own ? own->spec : template_find_table(set->template, workbook_sheet_name(workbook, sheet));

    for (size_t i = 0; i < n && !spec; i++)
        for (size_t k = 0; k < set->book.table_count && !spec; k++) {
            const TableSpec *one = set->book.tables[k]->spec;

            if (str_ends(name_fold(arena, head[i]), name_fold(arena, one->name)) ||
                (one->title.n && str_ends(name_fold(arena, head[i]), name_fold(arena, one->title))))
                spec = one;
        }
    diag_free(unread);
    return spec;
}

// The tables of a workbook that are the project's; NULL where none is.
static const Version *workbook_read(Arena *arena, Diag *diag, Str bytes, Str name, const Project *set)
{
    Workbook *workbook = workbook_from_bytes(arena, diag, bytes, name);
    VEC(const Table *) tables = {0};

    for (size_t i = 0; workbook && i < workbook_sheet_count(workbook) && i < MOST_SHEETS; i++) {
        const TableSpec *spec = spec_of(arena, set, workbook, i);
        const Table *table;

        if (!spec || workbook_sheet_hidden(workbook, i))
            continue;
        table = table_read_sheet(arena, diag, workbook, i,
                                 &(TableWanted){.spec = spec, .hidden = HIDDEN_SKIP, .year = set->year});
        if (table)
            *vec_push(arena, &tables) = table;
    }
    workbook_release(workbook);
    return tables.n ? version_of_tables(arena, tables.at, tables.n, name) : NULL;
}

static void workbook_side(Side *side, Arena *arena, Diag *diag, Str bytes, const Project *set)
{
    side->partial = true;
    side->version = workbook_read(arena, diag, bytes, str_of(side->name), set);
    if (!side->version && !diag_failed(diag))
        diag_report(diag, SEVERITY_ERROR, "published-kind", (Place){.file = str_of(side->name)}, (Str){0},
                    "%s", _("no sheet of this workbook is a table of the project"));
}

// The workbook of all tables that a PDF has attached: the one with most of them.
static void attached_read(Side *side, Arena *arena, Diag *diag, const Project *set)
{
    for (size_t i = 0; set && i < side->intake->file_count; i++) {
        const IntakeFile *file = &side->intake->files[i];
        const Version *read = workbook_read(
            arena, diag, file->bytes, str_print(arena, "%s!%.*s", side->name, STR_ARG(file->name)), set);

        if (read && (!side->attached || read->tables.n > side->attached->tables.n))
            side->attached = read;
    }
}

// ---- a file

// A signature or a stamp, which are added behind the end of a PDF.
static bool is_sealed(Str bytes)
{
    size_t ends = 0;

    for (ptrdiff_t at = 0; (at = str_find(bytes, STR("startxref"), (size_t)at)) >= 0; at++)
        ends++;
    return ends > 1 && (str_find(bytes, STR("/ByteRange"), 0) >= 0 || str_find(bytes, STR("/Sig"), 0) >= 0 ||
                        str_find(bytes, STR("/Stamp"), 0) >= 0);
}

// A folder of web pages. What is left out of each (its head, its foot) is no difference.
static void pages_side(Side *side, Arena *arena, Diag *diag, const Options *options, const Project *set)
{
    Diag *notes = diag_new();

    side->intake = publication_read(arena, notes, options->helper, str_of(side->name));
    if (!side->intake || diag_count(notes, SEVERITY_ERROR))
        diag_append(diag, notes);
    diag_free(notes);
    if (side->intake) {
        side->version = version_of_intake(arena, side->intake);
        attached_read(side, arena, diag, set);
    }
}

static Side read_side(Arena *arena, Diag *diag, const Options *options, DataFolders folders, const char *name,
                      const Project *set)
{
    Side side = {.name = name};
    Str bytes;

    if (folder_is_published(name)) {
        pages_side(&side, arena, diag, options, set);
        return side;
    }
    if (input_is_folder(diag, input_at(str_of(name)))) {
        project_side(&side, arena, diag, options, folders);
        return side;
    }
    if (diag_failed(diag) || !source_bytes(arena, diag, input_at(str_of(name)), str_of(name), &bytes))
        return side;
    if (is_workbook(name) && set) {
        workbook_side(&side, arena, diag, bytes, set);
        return side;
    }
    side.intake = intake_from_bytes(arena, diag, options->helper, bytes, str_of(name), (Str){0});
    side.sealed = is_sealed(bytes);
    if (side.intake) {
        side.version = version_of_intake(arena, side.intake);
        attached_read(&side, arena, diag, set);
    }
    return side;
}

Side side_read(Arena *arena, Diag *diag, const Options *options, DataFolders folders, const char *name,
               const Project *set)
{
    Progress *progress = progress_begin(options_progress(options), name);
    Side side = read_side(arena, diag, options, folders, name, set);

    progress_end(progress);
    return side;
}

void side_free(Side *side)
{
    if (side->made.arena)
        compilation_free(&side->made);
}
