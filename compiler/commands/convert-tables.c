#include "commands/convert-tables.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool project_has_tables(const Project *project)
{
    const TableBook *book = &project->book;

    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->file.n && book->tables[i]->spec->published)
            return true;
    return false;
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

    return table && table->file.n;
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
