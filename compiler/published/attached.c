// Tables of workbooks that a PDF has attached: those are taken, and what is printed is held against them.
#include "published/internal-published.h"
#include "versions/versions.h"

size_t attached_tables(const Project *project, Str file)
{
    size_t n = 0;

    for (size_t i = 0; i < project->book.table_count; i++)
        n += project->book.tables[i]->file.n && str_ends(project->book.tables[i]->file, file);
    return n;
}

bool attached_has(const Project *project, const TableSpec *spec)
{
    const Table *table = book_find(&project->book, spec->name);

    return table && table->file.n;
}

static Str row_name(const Difference *difference)
{
    return difference->row.n ? difference->row : difference->table;
}

void attached_compare(const Published *published, Diag *diag)
{
    const Project *project = published->made.project;
    const IntakeReach *reach = published->intake->reach;
    const Table **tables;
    const Differences *found;
    size_t n = 0;

    if (!project || published->attached_tables == 0 || (reach && reach->unsure))
        return;
    tables = ARENA_ARRAY(published->arena, const Table *, project->book.table_count + 1);
    for (size_t i = 0; i < project->book.table_count; i++)
        for (size_t k = 0; k < published->attached_count; k++)
            if (str_ends(project->book.tables[i]->file, published->attached[k]))
                tables[n++] = project->book.tables[i];
    found = versions_compare(published->arena,
                             version_of_tables(published->arena, tables, n, published->attached[0]),
                             version_of_intake(published->arena, published->intake), true);
    for (size_t i = 0; i < found->at.n; i++) {
        const Difference *difference = &found->at.at[i];

        if (difference->kind == DIFFERENCE_CELL)
            diag_report(diag, SEVERITY_WARNING, "published-attached", difference->b,
                        str_of(_("publish the PDF again, with the tables that it was built of")),
                        _("%.*s: “%.*s” is printed, “%.*s” is in the attached workbook"),
                        STR_ARG(row_name(difference)), STR_ARG(difference->after),
                        STR_ARG(difference->before));
    }
}
