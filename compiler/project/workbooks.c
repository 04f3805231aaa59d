// Which sheets of a workbook are tables, and of which the template's.
#include "project/internal-project.h"

static void report_unknown(const TableFolder *folder, Str file, Str sheet)
{
    Place place = {.file = file, .cell = str_print(folder->arena, "%.*s!A1", STR_ARG(sheet))};

    diag_report(folder->diag, SEVERITY_WARNING, "sheet-unknown", place,
                str_of(_("name the sheet as the template names its table, or give it a workbook of its own")),
                _("the sheet “%.*s” is none of the template's tables and was not read"), STR_ARG(sheet));
}

// What stands before the tables, and names them.
static bool is_front(const TableFolder *folder, Str name)
{
    return words_find(folder->template->words->lists[WORDS_FRONT_SHEETS], name) >= 0;
}

static bool is_ignored(const TableFolder *folder, Str name)
{
    for (size_t i = 0; i < folder->ignored_count; i++)
        if (name_equal(folder->ignored[i], name))
            return true;
    return is_front(folder, name);
}

typedef struct Matching {
    const TableFolder *folder;
    Workbook *workbook;
    Str file, name, stem; // as findings print it; in the folder; without its extension
    bool alone;           // its one visible sheet stands for the file
    TableFiles *files;
} Matching;

static void add(const Matching *m, size_t sheet, Str stem, const TableSpec *spec)
{
    *vec_push(m->folder->arena, m->files) = (TableFile){
        .name = m->name,
        .stem = stem,
        .shown = str_print(m->folder->arena, "%.*s!%.*s", STR_ARG(m->name),
                           STR_ARG(workbook_sheet_name(m->workbook, sheet))),
        .spec = spec,
        .workbook = m->workbook,
        .sheet = sheet,
    };
}

// Where the manifest says that what is hidden is read, nothing is.
static bool sheet_hidden(const Matching *m, size_t sheet)
{
    return m->folder->hidden != HIDDEN_READ && workbook_sheet_hidden(m->workbook, sheet);
}

static void match_sheet(const Matching *m, size_t sheet)
{
    Str name = workbook_sheet_name(m->workbook, sheet);
    bool hidden = sheet_hidden(m, sheet), broken;
    const TableSpec *spec = m->alone && !hidden ? table_spec_match(m->folder, m->stem) : NULL;
    const Str *head;
    size_t n;

    if (is_ignored(m->folder, name) || (hidden && m->folder->hidden == HIDDEN_SKIP))
        return;
    if (!spec)
        spec = table_spec_match(m->folder, name);
    // Programs keep lists of choices on sheets that they hide: those answer to their names only.
    if (!spec && !hidden && !table_is_unpublished(name)) {
        head = workbook_sheet_head(m->workbook, m->folder->diag, sheet, &n, &broken);
        if (broken || (n == 0 && !m->alone))
            return;
        spec = table_spec_match_head(m->folder, head, n);
        if (!spec)
            spec = table_spec_match_number(m->folder, name);
    }
    if (m->alone && !hidden)
        add(m, sheet, m->stem, spec);
    else if (spec)
        add(m, sheet, spec->name, spec);
    else if (table_is_unpublished(name))
        add(m, sheet, name, NULL);
    else if (!hidden)
        report_unknown(m->folder, m->file, name);
}

// Of a workbook that cannot be read: its name may be a table's, else any table may stand in it.
static void set_reported(const TableFolder *folder, Str stem, TableBook *book)
{
    const TableSpec *spec = table_spec_match(folder, stem);

    if (spec)
        book_set_reported(folder->arena, book, spec->name);
    else
        book->all_reported = true;
}

void workbook_find_tables(const TableFolder *folder, Arena *scratch, Str name, Str stem, TableFiles *files,
                          TableBook *book)
{
    Matching m = {.folder = folder, .name = name, .stem = stem, .files = files};
    Str bytes;
    size_t visible = 0, before = files->n;

    m.file = path_join(folder->arena, folder->name, name);
    if (!source_bytes(scratch, folder->diag, input_below(folder->arena, folder->path, name), m.file,
                      &bytes)) {
        set_reported(folder, stem, book);
        return;
    }
    digest_add(folder->digest, m.file, bytes);
    m.workbook = workbook_from_bytes(folder->arena, folder->diag, bytes, m.file);
    if (!m.workbook) {
        set_reported(folder, stem, book);
        return;
    }
    for (size_t i = 0; i < workbook_sheet_count(m.workbook); i++)
        visible += !sheet_hidden(&m, i) && !is_ignored(folder, workbook_sheet_name(m.workbook, i));
    m.alone = visible == 1;
    for (size_t i = 0; i < workbook_sheet_count(m.workbook); i++)
        match_sheet(&m, i);
    if (files->n == before) // nothing refers to it
        workbook_release(m.workbook);
}
