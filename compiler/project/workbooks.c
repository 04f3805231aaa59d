// Which sheets of a workbook are tables, and of which the template's.
#include "project/internal-project.h"

// Whether a title in a sheet's first lines names a table: it may begin with the year and the department.
static const TableSpec *match_title(const TableFolder *folder, Str title)
{
    Str fold = name_fold(folder->arena, title);
    const TableSpec *found = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < folder->template->table_count; i++) {
        const TableSpec *spec = &folder->template->tables[i];
        Str name = name_fold(folder->arena, spec->name);

        // The longest: 一般公共预算支出表 ends other names too.
        if (name.n <= longest || !str_ends(fold, name))
            continue;
        longest = name.n;
        found = spec;
    }
    return found;
}

// 公开05表, GK05: a number in words of its own, not a number in a cell.
static const TableSpec *match_label(const TableFolder *folder, Str text)
{
    Str fold = name_fold(folder->arena, text), rest = {0};

    if (fold.n == 0 || (fold.at[0] >= '0' && fold.at[0] <= '9') || table_number_parse(fold, &rest) == 0 ||
        rest.n)
        return NULL;
    return template_find_table(folder->template, text);
}

// A list of contents names several tables and is none of them.
static const TableSpec *match_head(const TableFolder *folder, const Str *texts, size_t n)
{
    const TableSpec *spec = NULL;

    for (size_t i = 0; i < n; i++) {
        const TableSpec *titled = match_title(folder, texts[i]);

        if (spec && titled && titled != spec)
            return NULL;
        if (titled)
            spec = titled;
    }
    for (size_t i = 0; i < n && !spec; i++)
        spec = match_label(folder, texts[i]);
    return spec;
}

// 1收支总表, 8工资福利(政府预算): systems number their sheets as the set does, and shorten the names.
static const TableSpec *match_number(const TableFolder *folder, Str name)
{
    Str rest = {0};
    int number = table_number_parse(name_fold(folder->arena, name), &rest);

    return number > 0 && (size_t)number <= folder->template->table_count
               ? &folder->template->tables[number - 1]
               : NULL;
}

static void report_unknown(const TableFolder *folder, Str file, Str sheet)
{
    Place place = {.file = file, .cell = str_print(folder->arena, "%.*s!A1", STR_ARG(sheet))};

    diag_report(folder->diag, SEVERITY_WARNING, "sheet-unknown", place,
                str_of(_("name the sheet as the template names its table, or give it a workbook of its own")),
                _("the sheet “%.*s” is none of the template's tables and was not read"), STR_ARG(sheet));
}

// What stands before the tables, and names them.
static bool is_front(Str name)
{
    return name_equal(name, STR("目录")) || name_equal(name, STR("封面")) || name_equal(name, STR("封皮"));
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

static void match_sheet(const Matching *m, size_t sheet)
{
    Str name = workbook_sheet_name(m->workbook, sheet);
    bool hidden = workbook_sheet_hidden(m->workbook, sheet), broken;
    const TableSpec *spec = m->alone && !hidden ? table_spec_match(m->folder, m->stem) : NULL;
    const Str *head;
    size_t n;

    if (is_front(name))
        return;
    if (!spec)
        spec = table_spec_match(m->folder, name);
    // Programs keep lists of choices on sheets that they hide: those answer to their names only.
    if (!spec && !hidden && !table_is_unpublished(name)) {
        head = workbook_sheet_head(m->workbook, m->folder->diag, sheet, &n, &broken);
        if (broken || (n == 0 && !m->alone))
            return;
        spec = match_head(m->folder, head, n);
        if (!spec)
            spec = match_number(m->folder, name);
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
static void tell_tables(const TableFolder *folder, Str stem, TableBook *book)
{
    const TableSpec *spec = table_spec_match(folder, stem);

    if (spec)
        book_tell(folder->arena, book, spec->name);
    else
        book->all_told = true;
}

void workbook_find_tables(const TableFolder *folder, Arena *scratch, Str name, Str stem, TableFiles *files,
                          TableBook *book)
{
    Matching m = {.folder = folder, .name = name, .stem = stem, .files = files};
    Str path = path_join(folder->arena, folder->path, name), bytes;
    size_t visible = 0, before = files->n;

    m.file = path_join(folder->arena, folder->name, name);
    if (!source_bytes(scratch, folder->diag, str_c(scratch, path), m.file, &bytes)) {
        tell_tables(folder, stem, book);
        return;
    }
    digest_add(folder->digest, m.file, bytes);
    m.workbook = workbook_from_bytes(folder->arena, folder->diag, bytes, m.file);
    if (!m.workbook) {
        tell_tables(folder, stem, book);
        return;
    }
    for (size_t i = 0; i < workbook_sheet_count(m.workbook); i++)
        visible += !workbook_sheet_hidden(m.workbook, i);
    m.alone = visible == 1;
    for (size_t i = 0; i < workbook_sheet_count(m.workbook); i++)
        match_sheet(&m, i);
    if (files->n == before) // nothing refers to it
        workbook_release(m.workbook);
}
