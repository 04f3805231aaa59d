// What is there of many documents, and the page that leads to them.
#include <stdlib.h>

#include "many/many.h"

// A plan's documents by the names of their outputs.
typedef struct Planned {
    const PlanDocument **at;
    size_t n;
} Planned;

static int by_plan_name(const void *a, const void *b)
{
    const PlanDocument *x = *(const PlanDocument *const *)a, *y = *(const PlanDocument *const *)b;

    return str_compare(x->name, y->name);
}

static Planned planned_of(Arena *arena, const Plan *plan)
{
    Planned planned = {.n = plan ? plan->document_count : 0};

    planned.at = ARENA_ARRAY(arena, const PlanDocument *, planned.n);
    for (size_t i = 0; i < planned.n; i++)
        planned.at[i] = &plan->documents[i];
    if (planned.n > 0)
        qsort(planned.at, planned.n, sizeof *planned.at, by_plan_name);
    return planned;
}

static const PlanDocument *planned_find(Planned planned, Str name)
{
    const PlanDocument key = {.name = name}, *wanted = &key;
    const PlanDocument **found =
        planned.n > 0 ? bsearch(&wanted, planned.at, planned.n, sizeof *planned.at, by_plan_name) : NULL;

    return found ? *found : NULL;
}

static GatheredState state_of(const Gathered *one, const PlanDocument *document, Str data_folder, Str output)
{
    CompileOptions options = {.data_folder = data_folder};

    if (!one->told.whole)
        return GATHERED_DAMAGED;
    if (document) {
        options.folder = document->folder;
        if (!compile_current(&options, output))
            return GATHERED_OLD;
    }
    return one->told.draft ? GATHERED_DRAFT : GATHERED_WHOLE;
}

static int by_name(const void *a, const void *b)
{
    const Gathered *x = a, *y = b;
    int order = str_compare_natural(x->name, y->name);

    return order ? order : str_compare(x->name, y->name);
}

typedef VEC(Gathered) GatheredList;

static void add_missing(Arena *arena, GatheredList *list, const Plan *plan)
{
    size_t there = list->n;

    for (size_t i = 0; plan && i < plan->document_count; i++) {
        const PlanDocument *document = &plan->documents[i];
        Gathered key = {.name = document->name};

        if (there == 0 || !bsearch(&key, list->at, there, sizeof key, by_name))
            *vec_push(arena, list) =
                (Gathered){.name = document->name, .state = GATHERED_MISSING, .shard = document->shard};
    }
}

const Gathered *gather(Arena *arena, Diag *diag, Str folder, const Plan *plan, Str data_folder, size_t *n)
{
    Planned planned = planned_of(arena, plan);
    GatheredList list = {0};
    size_t before = diag_total(diag), count;
    Str *names = input_list(arena, diag, input_at(folder), &count);

    *n = 0;
    if (diag_total(diag) > before)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        Gathered one = {.name = names[i]};
        Str output = path_join(arena, folder, names[i]);
        const PlanDocument *document;

        if (!output_told(arena, diag, output, &one.told))
            continue;
        document = planned_find(planned, names[i]);
        one.shard = document ? document->shard : 0;
        one.state = state_of(&one, document, data_folder, output);
        *vec_push(arena, &list) = one;
    }
    if (diag_total(diag) > before)
        return NULL;
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_name);
    add_missing(arena, &list, plan);
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_name);
    *n = list.n;
    return list.n > 0 ? list.at : ARENA_NEW(arena, Gathered);
}

// ---- the page

// The current year on top; in it by department.
static int by_year(const void *a, const void *b)
{
    const Gathered *x = *(const Gathered *const *)a, *y = *(const Gathered *const *)b;
    int order = y->told.year - x->told.year;

    order = order ? order : str_compare(x->told.department, y->told.department);
    return order ? order : by_name(x, y);
}

// As an address within the site (RFC 3986, 3.3).
static void add_address(StrBuf *out, Str path)
{
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '.' || c == '_' || c == '~' || c == '/';

        if (plain)
            buf_add_char(out, (char)c);
        else
            buf_print(out, "%%%02X", c);
    }
}

static void add_row(StrBuf *rows, const Gathered *one)
{
    Str path = path_join(rows->arena, one->name, one->told.main_file);

    buf_print(rows, "<tr><td>%d</td><td>", one->told.year);
    escape_markup(rows, one->told.department);
    buf_add_c(rows, "</td><td><a href=\"");
    add_address(rows, path);
    buf_add_c(rows, "\">");
    escape_markup(rows, one->told.title);
    buf_add_c(rows, "</a></td></tr>\n");
}

Str gather_index(Arena *arena, Str page, const Gathered *gathered, size_t n)
{
    static const char mark[] = "{{rows}}";
    const Gathered **order = ARENA_ARRAY(arena, const Gathered *, n);
    StrBuf out = {.arena = arena};
    ptrdiff_t at = str_find(page, str_of(mark), 0);
    size_t whole = 0;

    for (size_t i = 0; i < n; i++)
        if (gathered[i].state == GATHERED_WHOLE && gathered[i].told.main_file.n > 0)
            order[whole++] = &gathered[i];
    if (whole > 0)
        qsort(order, whole, sizeof *order, by_year);
    buf_add(&out, str_slice(page, 0, at < 0 ? page.n : (size_t)at));
    for (size_t i = 0; i < whole; i++)
        add_row(&out, order[i]);
    if (at >= 0)
        buf_add(&out, str_slice(page, (size_t)at + sizeof mark - 1, page.n));
    return buf_str(&out);
}
