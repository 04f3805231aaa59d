// approved-tables: the tables as they were approved, in a workbook or in a folder.
#include "project/internal-project.h"

#include <string.h>

// The folder of a file that a name leads to, and the name in it.
static Input folder_of(Input file, Str *name)
{
    size_t slash = file.name.n;

    while (slash > 0 && file.name.at[slash - 1] != '/')
        slash--;
    *name = str_slice(file.name, slash, file.name.n);
    file.name = str_slice(file.name, 0, slash ? slash - 1 : 0);
    return file;
}

// Before the last / of a path as it was written; empty where there is none.
static Str folder_written(Str name)
{
    size_t slash = name.n;

    while (slash > 0 && name.at[slash - 1] != '/')
        slash--;
    return str_slice(name, 0, slash ? slash - 1 : 0);
}

static void read_tables(ProjectReader *reader, const YamlNode *node, Input input, bool is_folder)
{
    Project *project = reader->project;
    TableFolder folder = table_folder(reader, input, node->text, project->year);
    size_t reported = diag_total(reader->diag), known = 0;

    if (!is_folder) {
        folder.path = folder_of(input, &folder.only);
        folder.name = folder_written(node->text);
    }
    tables_read(&folder, &project->approved_book);
    for (size_t i = 0; i < project->approved_book.table_count; i++)
        known += project->approved_book.tables[i]->spec->number > 0;
    if (!known && diag_total(reader->diag) == reported)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("name its sheets as the template names its tables")),
                    _("“%.*s” has none of the template's tables"), STR_ARG(node->text));
}

void approved_read(ProjectReader *reader, const YamlNode *node)
{
    TableBook *book = &reader->project->approved_book;
    Input input;
    Str name;

    if (!node || unfilled_is(reader->words, node) || !yaml_node_text(reader->diag, node, &name))
        return;
    book->given = true;
    input = input_named(reader->arena, reader->folder, name);
    bool is_folder = input_is_folder(reader->diag, input);
    if (!is_folder)
        input = input_named_file(reader->arena, reader->folder, name);
    project_note_outside(reader, "approved-tables", input);
    if (source_outside(reader->diag, input, name))
        return;
    if (!input_is_there(input)) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("name the workbook of the approval, or a folder of its tables")),
                    _("“%.*s” is not there"), STR_ARG(name));
        return;
    }
    read_tables(reader, node, input, is_folder);
}
