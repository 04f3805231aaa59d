#include "table/table.h"

#include <assert.h>

// ---- paths

static Str plan_path(Arena *arena, const ColumnPlan *plan)
{
    StrBuf path = {.arena = arena};

    for (size_t i = plan->path_skip; i < plan->group_count; i++) {
        buf_add(&path, plan->groups[i]);
        buf_add_char(&path, '/');
    }
    if (path.n == 0)
        return plan->column.name;
    buf_add(&path, plan->column.name);
    return buf_str(&path);
}

// ---- the header tree

static bool same_groups(const ColumnPlan *a, const ColumnPlan *b, size_t count)
{
    if (a->group_count < count || b->group_count < count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!name_equal(a->groups[i], b->groups[i]))
            return false;
    return true;
}

static void fill_headers(Arena *arena, TableSpec *spec, const ColumnPlan *plans, size_t n)
{
    VEC(HeaderSpec) headers = {0};
    size_t deepest = 0, *open; // at each depth, the header that the next column may share

    for (size_t i = 0; i < n; i++)
        if (plans[i].group_count > deepest)
            deepest = plans[i].group_count;
    open = ARENA_ARRAY(arena, size_t, deepest);
    for (size_t i = 0; i < n; i++) {
        size_t depth = 0;

        for (; i > 0 && depth < plans[i].group_count && same_groups(&plans[i - 1], &plans[i], depth + 1);
             depth++)
            headers.at[open[depth]].count++;
        for (; depth < plans[i].group_count; depth++) {
            open[depth] = headers.n;
            *vec_push(arena, &headers) = (HeaderSpec){plans[i].groups[depth], (uint32_t)i, 1, (int)depth, -1};
        }
        *vec_push(arena, &headers) = (HeaderSpec){spec->columns[i].title, (uint32_t)i, 1, (int)depth, (int)i};
    }
    spec->headers = headers.at;
    spec->header_count = headers.n;
    spec->header_rows = n ? (int)deepest + 1 : 0;
}

// ---- lists

static void fill_lists(Arena *arena, TableSpec *spec)
{
    size_t count = spec->list_count ? spec->list_count : 1;
    ListSpec *lists = ARENA_ARRAY(arena, ListSpec, count);

    for (size_t i = 0; i < spec->list_count; i++)
        lists[i] = spec->lists[i];
    for (size_t i = 0; i < count; i++)
        lists[i].first = lists[i].count = 0;
    for (size_t i = 0; i < spec->column_count; i++) {
        ListSpec *list = &lists[spec->columns[i].list];

        if (list->count == 0)
            list->first = (uint32_t)i;
        list->count++;
    }
    spec->lists = lists;
    spec->list_count = count;
}

void table_spec_columns(Arena *arena, TableSpec *spec, const ColumnPlan *plans, size_t n)
{
    ColumnSpec *columns = ARENA_ARRAY(arena, ColumnSpec, n);

    for (size_t i = 0; i < n; i++) {
        assert(i == 0 || plans[i].column.list >= plans[i - 1].column.list);
        assert(plans[i].path_skip <= plans[i].group_count);
        columns[i] = plans[i].column;
        columns[i].path = plan_path(arena, &plans[i]);
        if (columns[i].title.n == 0)
            columns[i].title = columns[i].name;
    }
    spec->columns = columns;
    spec->column_count = n;
    fill_lists(arena, spec);
    fill_headers(arena, spec, plans, n);
}
