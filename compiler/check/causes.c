// One cause, one finding: a cell that is wrong by a cent breaks the sum of its row, of its 款 and perhaps the
// table beside it. Of formulas that fail by the same difference and read a cell together, or stand in one
// row, one is reported: that of the cell which most of them read, else the one about the lowest account item.
// The others are notes under it.
#include "check/internal-check.h"

#include <stdlib.h>

#define MOST_READ 1000 // cells of one failure that are compared with others'

// Failures of one key belong together.
typedef struct Link {
    Number difference; // without sign
    const Table *table;
    int list, row, column; // column -1: any of the row, for one rule
    Str rule;              // where the column is -1
    size_t failure;
} Link;

typedef VEC(Link) LinkList;

static int compare_links(const void *a, const void *b)
{
    const Link *x = a, *y = b;
    int order = mpq_cmp(x->difference, y->difference);

    if (order)
        return order;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return str_compare(x->rule, y->rule);
}

void causes_note(Check *check, const RuleSpec *rule, const ClaimResult *result, size_t finding)
{
    mpq_t difference;
    Failure failure = {.rule = rule, .result = *result, .finding = finding};

    if (!result->compared || !str_equal(str_of(result->relation), STR("=")) || !result->left.trace_count)
        return;
    failure.count = diag_total(check->diag) - finding;
    mpq_init(difference);
    mpq_sub(difference, result->left.number, result->right.number);
    mpq_abs(difference, difference);
    failure.difference = number_freeze(check->arena, difference);
    mpq_clear(difference);
    *vec_push(check->arena, &check->failures) = failure;
}

void causes_drop(Check *check, const bool *dropped)
{
    size_t kept = 0, before = 0, at = 0;

    for (size_t i = 0; i < check->failures.n; i++) {
        Failure failure = check->failures.at[i];

        for (; at < failure.finding; at++)
            before += dropped[at];
        if (dropped[failure.finding])
            continue;
        failure.finding -= before;
        check->failures.at[kept++] = failure;
    }
    check->failures.n = kept;
}

// ---- which belong together

static void add_side(Arena *arena, LinkList *links, const Failure *failure, size_t number,
                     const ClaimSide *side)
{
    for (size_t i = 0; i < side->trace_count && i < MOST_READ; i++) {
        const CellRef *cell = &side->trace[i].cell;

        if (!side->trace[i].fact)
            *vec_push(arena, links) = (Link){.difference = failure->difference,
                                             .table = cell->table,
                                             .list = cell->list,
                                             .row = cell->row,
                                             .column = cell->column,
                                             .failure = number};
    }
}

static size_t cause_of(Failure *failures, size_t i)
{
    while (failures[i].cause != i)
        i = failures[i].cause = failures[failures[i].cause].cause;
    return i;
}

static bool same_cell(const CellRef *cell, const Link *link)
{
    return cell->table == link->table && cell->list == link->list && cell->row == link->row &&
           cell->column == link->column;
}

// Marks the failures whose first cell is the one that most failures of their cause read: it is that cell
// which is wrong, as a rule.
static void find_suspects(Failure *failures, const LinkList *links)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t from = 0, to; from < links->n; from = to) {
            Failure *cause = &failures[cause_of(failures, links->at[from].failure)];

            for (to = from + 1; to < links->n && compare_links(&links->at[from], &links->at[to]) == 0;)
                to++;
            if (links->at[from].column < 0)
                continue;
            if (pass == 0 && to - from > cause->most)
                cause->most = to - from;
            for (size_t i = from; pass == 1 && to - from == cause->most && i < to; i++) {
                Failure *failure = &failures[links->at[i].failure];
                const TraceItem *first = &failure->result.left.trace[0];

                failure->suspects =
                    failure->suspects || (!first->fact && same_cell(&first->cell, &links->at[i]));
            }
        }
}

static void find_causes(Check *check, Arena *scratch)
{
    LinkList links = {0};
    Failure *failures = check->failures.at;

    for (size_t i = 0; i < check->failures.n; i++) {
        Failure *failure = &failures[i];
        const TraceItem *first = &failure->result.left.trace[0];

        failure->cause = i;
        add_side(scratch, &links, failure, i, &failure->result.left);
        add_side(scratch, &links, failure, i, &failure->result.right);
        if (!first->fact)
            *vec_push(scratch, &links) = (Link){.difference = failure->difference,
                                                .table = first->cell.table,
                                                .list = first->cell.list,
                                                .row = first->cell.row,
                                                .column = -1,
                                                .rule = failure->rule->id,
                                                .failure = i};
    }
    if (links.n)
        qsort(links.at, links.n, sizeof *links.at, compare_links);
    for (size_t i = 1; i < links.n; i++)
        if (compare_links(&links.at[i - 1], &links.at[i]) == 0)
            failures[cause_of(failures, links.at[i].failure)].cause =
                cause_of(failures, links.at[i - 1].failure);
    find_suspects(failures, &links);
}

// ---- which is told

// How low the item stands that a failure is about: 0 a total, 1 a row without a code, 4 a 项.
static int depth_of(const Failure *failure)
{
    const TraceItem *first = &failure->result.left.trace[0];

    if (first->fact)
        return 0;
    const Row *row = &first->cell.table->lists[first->cell.list].rows[first->cell.row];
    if (row->kind == ROW_TOTAL)
        return 0;
    return row->code.n ? table_code_level(row->code) + 2 : 1;
}

static bool is_told_before(const Failure *a, const Failure *b)
{
    if (a->rule->warning != b->rule->warning)
        return !a->rule->warning;
    if (a->suspects != b->suspects)
        return a->suspects;
    return depth_of(a) > depth_of(b);
}

// The first of the lowest of each cause.
static void choose_told(Check *check)
{
    Failure *failures = check->failures.at;

    for (size_t i = 0; i < check->failures.n; i++)
        failures[i].told = SIZE_MAX;
    for (size_t i = 0; i < check->failures.n; i++) {
        Failure *cause = &failures[cause_of(failures, i)];

        if (cause->told == SIZE_MAX || is_told_before(&failures[i], &failures[cause->told]))
            cause->told = i;
    }
}

#define NO_FOLLOWER SIZE_MAX

// Of each failure that is told the first that follows from it, and of each that follows the next; in their
// order.
typedef struct Followers {
    size_t *first, *next;
} Followers;

static Followers find_followers(Arena *scratch, Failure *failures, size_t n)
{
    Followers followers = {.first = ARENA_ARRAY(scratch, size_t, n), .next = ARENA_ARRAY(scratch, size_t, n)};

    for (size_t i = 0; i < n; i++)
        followers.first[i] = NO_FOLLOWER;
    for (size_t i = n; i-- > 0;) {
        size_t told = failures[cause_of(failures, i)].told;

        if (i == told)
            continue;
        followers.next[i] = followers.first[told];
        followers.first[told] = i;
    }
    return followers;
}

// The notes of what follows from the failure that is told.
static void tell_followers(Check *check, Diag *joined, const Followers *followers, size_t told)
{
    Failure *failures = check->failures.at;
    const char *id = diag_at(check->diag, failures[told].finding)->rule;

    for (size_t i = followers->first[told]; i != NO_FOLLOWER; i = followers->next[i]) {
        const Finding *finding = diag_at(check->diag, failures[i].finding);
        Place place = finding->place;

        place.text = (Str){0};
        diag_report(joined, SEVERITY_NOTE, id, place, (Str){0}, _("so does not hold either: %.*s (%s)"),
                    STR_ARG(finding->message), finding->rule);
    }
}

void causes_join(Check *check)
{
    Arena *scratch = arena_new();
    Diag *joined = diag_new();
    size_t next = 0, total = diag_total(check->diag);
    Followers followers;

    find_causes(check, scratch);
    choose_told(check);
    followers = find_followers(scratch, check->failures.at, check->failures.n);
    for (size_t i = 0; i < total;) {
        Failure *failure = next < check->failures.n && check->failures.at[next].finding == i
                               ? &check->failures.at[next]
                               : NULL;
        size_t count = failure ? failure->count : 1;
        bool told = !failure || check->failures.at[cause_of(check->failures.at, next)].told == next;

        for (size_t k = 0; k < count && told; k++)
            diag_copy(joined, diag_at(check->diag, i + k));
        if (failure && told)
            tell_followers(check, joined, &followers, next);
        next += failure != NULL;
        i += count;
    }
    if (diag_total(joined) < total) {
        diag_truncate(check->diag, 0);
        diag_append(check->diag, joined);
    }
    diag_free(joined);
    arena_free(scratch);
}
