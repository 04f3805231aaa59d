// The official classification (政府收支分类科目, 财政部, anew each year) that codes and names are held to: a
// CSV a year in the template's folder of them. Of a year without one, the last before it is taken.
#include "project/internal-project.h"

// The year that a file is named by; 0 for any other name.
static int year_of(Str name)
{
    int year = 0;

    if (name.n != STR("2023.csv").n || !str_ends(name, STR(".csv")))
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (name.at[i] < '0' || name.at[i] > '9')
            return 0;
        year = year * 10 + (name.at[i] - '0');
    }
    return year;
}

void accounts_read(ProjectReader *reader)
{
    Project *project = reader->project;
    Arena *arena = reader->arena;
    Str folder = project->template ? project->template->accounts : (Str){0}, found = {0};
    size_t n;
    Str *names;
    Source *source;

    if (!folder.n)
        return;
    names = path_list(arena, folder, &n);
    for (size_t i = 0; i < n; i++)
        if (year_of(names[i]) > year_of(found) && year_of(names[i]) <= project->year)
            found = names[i];
    if (!found.n)
        return;
    source = file_read(arena, reader->diag, &project->digest, path_join(arena, folder, found),
                       path_join(arena, STR("accounts"), found), (Str){0});
    if (source)
        project->accounts =
            table_read_csv(arena, reader->diag, source, NULL, STR("政府收支分类科目"), (Unit){0});
}
