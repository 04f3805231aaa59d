// Which table a file, a sheet, a title or a number means.
#include "project/internal-project.h"

const TableSpec *table_spec_match(const TableFolder *folder, Str stem)
{
    const TableSpec *spec = template_find_table(folder->template, stem);
    Str rest = {0};

    if (!spec &&
        table_number_parse(folder->template->words->lists, name_fold(folder->arena, stem), &rest) > 0 &&
        rest.n)
        spec = template_find_table(folder->template, rest);
    return spec;
}

bool table_is_unpublished(Str stem)
{
    return name_equal(stem, STR("其他数据")) || name_equal(stem, STR("说明"));
}

// 部门收支总表(单位:元), folded: the title without the unit that stands behind it.
static Str without_unit(Str fold)
{
    size_t open = fold.n;
    Str inner;

    if (fold.n == 0 || fold.at[fold.n - 1] != ')')
        return fold;
    while (open > 0 && fold.at[open - 1] != '(')
        open--;
    if (open == 0)
        return fold;
    inner = str_slice(fold, open, fold.n - 1);
    for (size_t i = inner.n; i > 0; i--)
        if (inner.at[i - 1] == ':') {
            inner = str_slice(inner, i, inner.n);
            break;
        }
    return unit_parse(inner).kind == UNIT_MONEY ? str_slice(fold, 0, open - 1) : fold;
}

// Whether a title in a sheet's first lines names a table: it may begin with the year and the department.
static const TableSpec *match_title(const TableFolder *folder, Str title)
{
    Str fold = without_unit(name_fold(folder->arena, title));
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

    if (fold.n == 0 || (fold.at[0] >= '0' && fold.at[0] <= '9') ||
        table_number_parse(folder->template->words->lists, fold, &rest) == 0 || rest.n)
        return NULL;
    return template_find_table(folder->template, text);
}

// A list of contents names several tables and is none of them.
const TableSpec *table_spec_match_head(const TableFolder *folder, const Str *texts, size_t n)
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
const TableSpec *table_spec_match_number(const TableFolder *folder, Str name)
{
    Str rest = {0};
    int number = table_number_parse(folder->template->words->lists, name_fold(folder->arena, name), &rest);

    return number > 0 && (size_t)number <= folder->template->table_count
               ? &folder->template->tables[number - 1]
               : NULL;
}

const TableSpec *project_table_named(Arena *arena, const Template *t, Str name)
{
    return table_spec_match(&(TableFolder){.arena = arena, .template = t}, name);
}

const TableSpec *project_table_headed(Arena *arena, const Template *t, Str sheet, const Str *texts, size_t n)
{
    const TableFolder folder = {.arena = arena, .template = t};
    const TableSpec *spec = table_spec_match_head(&folder, texts, n);

    return spec ? spec : table_spec_match_number(&folder, sheet);
}
