#include "commands/convert-tables.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What a new project has is a table to be filled in, which a workbook beside it takes the place of.
static bool is_as_begun(const Table *table)
{
    bool amounts = false;

    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            for (size_t c = 0; c < table->spec->lists[l].count; c++)
                amounts = amounts || table->lists[l].rows[r].cells[c].kind == CELL_AMOUNT;
    return table->unfilled && !amounts;
}

static bool has_contents(const Table *table)
{
    return table->file.n && !is_as_begun(table);
}

bool project_has_tables(const Project *project)
{
    const TableBook *book = &project->book;

    for (size_t i = 0; i < book->table_count; i++)
        if (has_contents(book->tables[i]) && book->tables[i]->spec->published)
            return true;
    return false;
}

size_t tables_of_document(const Conversion *text)
{
    size_t n = 0;

    for (size_t i = 0; i < text->intake->line_count; i++) {
        bool again = false;

        for (size_t k = 0; k < i && !again; k++)
            again = text->lines[k].table == text->lines[i].table;
        n += text->lines[i].table && !again;
    }
    return n;
}

static bool file_write(MadeTables *made, Diag *diag, Str path, Str bytes)
{
    FILE *file = fopen(path.at, "wbx");
    bool written = file && fwrite(bytes.at, 1, bytes.n, file) == bytes.n;

    if (file) {
        *vec_push(made->arena, &made->files) = path;
        written = fclose(file) == 0 && written;
    }
    if (!written)
        diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                    _("cannot be written: %s"), strerror(errno));
    return written;
}

static Str tables_folder(MadeTables *made)
{
    Str folder = path_join(made->arena, made->folder, STR("tables"));

    if (mkdir(folder.at, 0777) == 0)
        made->own_folder = true;
    return folder;
}

bool made_tables_copy(MadeTables *made, Diag *diag, Str name, Str bytes)
{
    return file_write(made, diag, path_join(made->arena, tables_folder(made), name), bytes);
}

void made_tables_drop(MadeTables *made, const Project *project)
{
    size_t kept = 0;

    for (size_t i = 0; i < made->files.n; i++) {
        Str path = made->files.at[i];
        bool used = false;

        for (size_t k = 0; k < project->book.table_count && !used; k++)
            used = project->book.tables[k]->file.n && str_ends(path, project->book.tables[k]->file);
        if (used)
            made->files.at[kept++] = path;
        else
            unlink(path.at);
    }
    made->files.n = kept;
}

static bool has_table(const Project *project, const TableSpec *spec)
{
    const Table *table = book_find(&project->book, spec->name);

    return table && has_contents(table);
}

bool made_tables_write(MadeTables *made, Diag *diag, const Project *project, const Intake *intake)
{
    Diag *trial = diag_new(); // the text is read again, with the tables
    const Conversion *text = convert_plain(made->arena, trial, project, intake);
    bool written = true;

    diag_free(trial);
    for (size_t i = 0; text && i < intake->line_count && written; i++) {
        const TableSpec *spec = text->lines[i].table;
        bool again = false;
        uint32_t top;

        for (size_t k = 0; k < i && spec && !again; k++)
            again = text->lines[k].table == spec;
        if (!spec || again || intake->lines[i].table->loose || has_table(project, spec))
            continue;
        written = file_write(made, diag,
                             path_join(made->arena, tables_folder(made),
                                       str_print(made->arena, "%.*s.xlsx",
                                                 STR_ARG(filename_clean(made->arena, spec->name, 180)))),
                             published_workbook(made->arena, diag, intake, i, spec->name, &top));
    }
    return written;
}

void made_tables_remove(void *data)
{
    const MadeTables *made = data;

    for (size_t i = 0; i < made->files.n; i++)
        unlink(made->files.at[i].at);
    if (made->own_folder)
        rmdir(path_join(made->arena, made->folder, STR("tables")).at);
}
