// Cells that rules prove equal, to be counted as one.
#include "convert/internal-convert.h"

#define MOST_SHOWN 4 // candidates of a hint

struct Equal {
    Arena *arena;
    VEC(TraceItem) items;
    VEC(size_t) first; // of each item's class: an item of a lower index, or itself
};

// The items' number where it is unknown.
static size_t item_find(const struct Equal *equal, const TraceItem *item)
{
    for (size_t i = 0; i < equal->items.n; i++)
        if (figure_item_same(&equal->items.at[i], item))
            return i;
    return equal->items.n;
}

static size_t class_of(const struct Equal *equal, size_t at)
{
    while (equal->first.at[at] != at)
        at = equal->first.at[at];
    return at;
}

static size_t item_class(struct Equal *equal, const TraceItem *item)
{
    size_t at = item_find(equal, item);

    if (at == equal->items.n) {
        *vec_push(equal->arena, &equal->items) = *item;
        *vec_push(equal->arena, &equal->first) = at;
    }
    return class_of(equal, at);
}

static void take(void *context, const Holding *holding)
{
    const ClaimResult *result = holding->result;
    size_t a, b;

    // A sum of one row is equal by chance, not by the rule.
    if (!result || holding->rule->that.text.n == 0 ||
        str_find(holding->rule->that.text, STR("合计("), 0) >= 0)
        return;
    if (!holding->holds || !result->relation || !str_equal(str_of(result->relation), STR("=")) ||
        result->left.trace_count != 1 || result->right.trace_count != 1)
        return;
    a = item_class(context, &result->left.trace[0]);
    b = item_class(context, &result->right.trace[0]);
    ((struct Equal *)context)->first.at[a > b ? a : b] = a > b ? b : a;
}

void equal_read(Convert *convert, const Document *document)
{
    convert->equal = ARENA_NEW(convert->arena, struct Equal);
    convert->equal->arena = convert->arena;
    if (document)
        check_watch(convert->arena, convert->env, document, take, convert->equal);
}

bool equal_items(const Convert *convert, const TraceItem *a, const TraceItem *b)
{
    const struct Equal *equal = convert->equal;
    size_t i = item_find(equal, a), k = item_find(equal, b);

    if (figure_item_same(a, b))
        return true;
    return i < equal->items.n && k < equal->items.n && class_of(equal, i) == class_of(equal, k);
}

bool equal_figures(const Convert *convert, const Figure *a, const Figure *b)
{
    return a && b && a->trace_count == 1 && b->trace_count == 1 && a->value.number && b->value.number &&
           mpq_equal(a->value.number, b->value.number) && equal_items(convert, &a->trace[0], &b->trace[0]);
}

// ---- cells by value

typedef struct Candidates {
    const Convert *convert;
    Number number;
    Unit unit;
    VEC(TraceItem) found;
} Candidates;

static void candidate_take(Candidates *candidates, CellRef ref)
{
    Arena *arena = candidates->convert->arena;
    const Cell *cell = table_cell(ref);
    TraceItem item = {.cell = ref};
    Unit unit = table_cell_unit(ref);

    if (cell->kind != CELL_AMOUNT || !unit_same_kind(unit, candidates->unit))
        return;
    if (!mpq_equal(unit.kind == UNIT_MONEY ? unit_convert(arena, cell->stored, unit, candidates->unit)
                                           : cell->stored,
                   candidates->number))
        return;
    for (size_t i = 0; i < candidates->found.n; i++)
        if (equal_items(candidates->convert, &candidates->found.at[i], &item))
            return;
    *vec_push(arena, &candidates->found) = item;
}

Str equal_candidates(const Convert *convert, Number number, Unit unit)
{
    Candidates candidates = {.convert = convert, .number = number, .unit = unit};
    const TableBook *book = &convert->project->book;
    StrBuf shown = {.arena = convert->arena};

    if (mpq_sgn(number) == 0)
        return (Str){0};
    for (size_t t = 0; t < book->table_count; t++) {
        CellRef ref = {.table = book->tables[t]};

        for (ref.list = 0; ref.list < (int)ref.table->spec->list_count; ref.list++)
            for (ref.row = 0; ref.row < (int)ref.table->lists[ref.list].row_count; ref.row++)
                for (ref.column = 0; ref.column < (int)ref.table->spec->lists[ref.list].count; ref.column++)
                    candidate_take(&candidates, ref);
    }
    for (size_t i = 0; i < candidates.found.n && i < MOST_SHOWN; i++) {
        buf_add_c(&shown, i ? "、" : "");
        buf_add(&shown, figure_item_name(convert->arena, &candidates.found.at[i]));
    }
    if (candidates.found.n > MOST_SHOWN)
        buf_add_c(&shown, " …");
    return buf_str(&shown);
}
