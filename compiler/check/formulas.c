// Formulas: the rules of the template, of its table set and of the manifest, each held for what it is about.
#include "check/internal-check.h"

#include <stdlib.h>

// A rule while it is held.
typedef struct Held {
    Check *check;
    const RuleSpec *rule;
    const Claim *that, *when;
    RuleRows rows;
    Arena *scratch;
    Diag *trial;  // where faults go until it is known whose they are
    bool stopped; // it does not apply, or has a fault that is told once
    size_t held, failed;
    Str skipped;
    bool unmet;         // its condition did not hold somewhere
    const Table *blank; // that has no row which it is about
} Held;

// ---- whose fault it is

static int compare_rules(const void *a, const void *b)
{
    return str_compare((*(const RuleSpec *const *)a)->id, (*(const RuleSpec *const *)b)->id);
}

static int compare_titled(const void *a, const void *b)
{
    int order = compare_rules(a, b);

    return order ? order
                 : str_compare((*(const RuleSpec *const *)a)->title, (*(const RuleSpec *const *)b)->title);
}

static bool is_own_rule(const Check *check, Str id)
{
    RuleSpec wanted = {.id = id};
    const RuleSpec *key = &wanted;
    size_t n = check->project->rule_count;

    return n && bsearch(&key, check->own, n, sizeof *check->own, compare_rules);
}

// A fault of one's own rule is told; one of the template's means that it is not about this project.
static void settle(Held *held)
{
    Check *check = held->check;
    const Finding *first = diag_total(held->trial) ? diag_at(held->trial, 0) : NULL;

    if (!first)
        return;
    held->stopped = true;
    if (check->watch)
        check->watch(check->watcher, &(Holding){.rule = held->rule, .fault = first});
    if (!held->rule->own) {
        held->skipped = str_copy(check->arena, first->message);
    } else if (str_equal(str_of(first->rule), STR("figure-unknown-name")) &&
               is_own_rule(check, str_trim(place_underlined(&first->place)))) {
        diag_report(check->diag, SEVERITY_ERROR, "rule-reference", first->place,
                    str_of(_("write out what it compares, or name that under `figures:`")),
                    _("“%.*s” is a rule, and rules cannot refer to rules"),
                    STR_ARG(place_underlined(&first->place)));
    } else {
        diag_append(check->diag, held->trial);
    }
    diag_truncate(held->trial, 0);
}

// ---- rows and columns

static void inform_watcher(const Held *held, RuleContext context, ClaimOutcome outcome)
{
    Check *check = held->check;
    ClaimResult reads;

    if (check->watch && outcome != CLAIM_UNKNOWN &&
        figure_claim_reads(check->env, held->that, context, &reads))
        check->watch(check->watcher, &(Holding){held->rule, &reads, outcome == CLAIM_HOLDS, NULL});
}

static void hold_once(Held *held, RuleContext context)
{
    ClaimResult result;
    bool ok = true;

    if (held->when && !figure_applies(held->check->env, held->when, context, held->scratch, &ok)) {
        settle(held);
        held->unmet = true;
        return;
    }
    result = figure_hold(held->check->env, held->that, context, held->scratch);
    settle(held);
    inform_watcher(held, context, result.outcome);
    held->held += result.outcome != CLAIM_UNKNOWN;
    if ((result.outcome != CLAIM_FAILS && result.outcome != CLAIM_ROUNDED) ||
        overrides_explain(held->check, &result) || withheld_explains(held->check, &result))
        return;
    held->failed++;
    failure_report(held->check, held->rule, &result);
}

typedef struct RuleColumn {
    int column;
    const int *addends;
    size_t addend_count;
} RuleColumn;

// The columns that the rule is held for; one of -1 where it names its own.
static RuleColumn *columns_of(const Held *held, const Table *table, int list, size_t *n)
{
    Arena *arena = held->check->arena;
    size_t count = table ? table->spec->lists[list].count : 0;
    RuleColumn *columns = ARENA_ARRAY(arena, RuleColumn, count + 1);

    *n = 0;
    if (held->rule->columns == RULE_COLUMNS_NONE) {
        columns[(*n)++].column = -1;
        return columns;
    }
    for (int i = 0; i < (int)count; i++) {
        const ColumnSpec *column = table_column((CellRef){table, list, 0, i});
        RuleColumn one = {.column = i};

        if (column->kind != COLUMN_AMOUNT || column->unit.kind == UNIT_RATIO) // shares do not add up
            continue;
        one.addends = figure_addends(arena, table, list, i, &one.addend_count);
        if (held->rule->columns == RULE_COLUMNS_ALL || one.addend_count > 0)
            columns[(*n)++] = one;
    }
    return columns;
}

static void hold_columns(Held *held, RuleContext context, const RuleColumn *columns, size_t n)
{
    for (size_t i = 0; i < n && !held->stopped; i++) {
        context.column = columns[i].column;
        context.addends = columns[i].addends;
        context.addend_count = columns[i].addend_count;
        hold_once(held, context);
    }
}

static void hold_list(Held *held, const Table *table, int list)
{
    RuleContext context = {.table = table, .list = list, .column = -1};
    RowFilter filter;
    size_t n;
    RuleColumn *columns;

    if (held->rule->columns != RULE_COLUMNS_NONE && list < 0) // for one of its lists, or for each
        list = 0;
    columns = columns_of(held, list >= 0 ? table : NULL, list, &n);
    held->scratch = arena_new();
    if (!held->rows.given) {
        hold_columns(held, context, columns, n);
    } else {
        filter = row_filter_new(&held->rows, table, list);
        held->blank = table;
        for (int row = 0; row < (int)table->lists[list].row_count && !held->stopped; row++) {
            RowContext at = {table, list, row, row + 1};

            context.row = &at;
            if (!row_filter_takes(&filter, row))
                continue;
            held->blank = NULL;
            hold_columns(held, context, columns, n);
        }
    }
    arena_free(held->scratch);
}

// ---- tables

// list -1: each of the table's lists where the rule goes by rows or columns.
static void hold_table(Held *held, const Table *table, int list)
{
    const RuleSpec *rule = held->rule;
    bool by_list = held->rows.given || rule->columns != RULE_COLUMNS_NONE;

    if (list >= 0 || !by_list) {
        hold_list(held, table, list >= 0 || table->spec->list_count > 1 ? list : 0);
        return;
    }
    for (int i = 0; i < (int)table->spec->list_count && !held->stopped; i++)
        hold_list(held, table, i);
}

// The table of `each`, which may be 表: the one that the rule is at.
static void hold_each(Held *held, const Table *table, int list)
{
    const RuleSpec *rule = held->rule;

    if (held->rows.given && !(table && str_equal(held->rows.table, STR("表")))) {
        table = figure_table(held->check->env, held->rows.table, rule->each.source, held->rows.offset, &list);
        settle(held);
    }
    if (held->stopped || (table && (table->file.n == 0 || table->unfilled))) // a draft's
        return;
    if (table) {
        hold_table(held, table, list);
        return;
    }
    if (rule->columns != RULE_COLUMNS_NONE) {
        diag_report(held->check->diag, SEVERITY_ERROR, "rule-shape", rule->place,
                    str_of(_("add `each:` or `tables:`")), _("the rule “%.*s” is for columns of no table"),
                    STR_ARG(rule->id));
        return;
    }
    held->scratch = arena_new();
    hold_once(held, (RuleContext){.list = -1, .column = -1});
    arena_free(held->scratch);
}

static bool is_excepted(const Template *template, const RuleSpec *rule, const Table *table)
{
    for (size_t i = 0; i < rule->except_count; i++) {
        const TableSpec *spec = template_find_table(template, rule->except[i]);

        if (spec && spec->number == table->spec->number)
            return true;
    }
    return false;
}

static void hold_tables(Held *held)
{
    const RuleSpec *rule = held->rule;
    const TableBook *book = &held->check->project->book;

    for (size_t i = 0; rule->all_tables && i < book->table_count && !held->stopped; i++)
        if (book->tables[i]->spec->number > 0 &&
            !is_excepted(held->check->project->template, rule, book->tables[i]))
            hold_each(held, book->tables[i], -1);
    for (size_t i = 0; i < rule->table_count && !held->stopped; i++) {
        int list = -1;
        const Table *table =
            figure_table(held->check->env, rule->tables[i], rule->that.source, rule->that.offset, &list);

        settle(held);
        if (table)
            hold_each(held, table, list);
    }
    if (!rule->all_tables && rule->table_count == 0)
        hold_each(held, NULL, -1);
}

// ---- rules

static bool lacks_table(Held *held)
{
    return held->check->document->draft && (figure_claim_lacks(held->check->env, held->that) ||
                                            (held->when && figure_claim_lacks(held->check->env, held->when)));
}

static void prepare(Held *held)
{
    const RuleSpec *rule = held->rule;

    held->that = figure_claim(held->check->env, rule->that);
    if (held->that && rule->when.text.n)
        held->when = figure_claim(held->check->env, rule->when);
    settle(held);
    if (!held->stopped && !rule_rows_read(held->check, rule, &held->rows))
        held->stopped = true;
    if (!held->stopped && lacks_table(held))
        held->stopped = true;
}

// Why a formula without a fault was not held at all.
static Str why_unheld(const Held *held)
{
    Arena *arena = held->check->arena;
    const RuleSpec *rule = held->rule;

    if (held->unmet)
        return str_print(arena, _("its condition does not hold here: %.*s"), STR_ARG(rule->when.text));
    if (held->blank && held->blank->empty)
        return str_print(arena, _("“%.*s” is empty"), STR_ARG(held->blank->spec->name));
    if (held->blank)
        return str_print(arena, _("“%.*s” has no row that it is about: %.*s"),
                         STR_ARG(held->blank->spec->name), STR_ARG(rule->each.text));
    return str_copy(arena, str_of(_("no table has a file, or a column, that it is about")));
}

static void tell_unheld(Check *check, Held *held)
{
    Str why;

    if (held->held || held->stopped)
        return;
    why = why_unheld(held);
    if (check->watch)
        check->watch(check->watcher, &(Holding){.rule = held->rule, .unheld = why});
    if (!held->rule->own)
        *vec_push(check->arena, &check->skips) = (CheckedSkip){held->rule->id, held->rule->that.text, why};
}

static void hold_rule(Check *check, const RuleSpec *rule)
{
    Held held = {.check = check, .rule = rule, .trial = diag_new()};
    Diag *before = figure_divert(check->env, held.trial);
    CheckedRule *known = NULL;

    prepare(&held);
    if (!held.stopped)
        hold_tables(&held);
    figure_divert(check->env, before);
    diag_free(held.trial);
    check->comparisons += held.held;
    tell_unheld(check, &held);
    // The template's formulas under one id are one rule; ids of one's own differ.
    for (size_t i = 0; !rule->own && i < check->rules.n && !known; i++)
        if (str_equal(check->rules.at[i].id, rule->id))
            known = &check->rules.at[i];
    if (!known) {
        *vec_push(check->arena, &check->rules) =
            (CheckedRule){.id = rule->id,
                          .title = rule->title,
                          .severity = rule->warning ? SEVERITY_WARNING : SEVERITY_ERROR,
                          .skipped = held.skipped};
        known = vec_last(&check->rules);
    }
    known->held += held.held;
    known->failed += held.failed;
    if (held.skipped.n)
        *vec_push(check->arena, &check->skips) = (CheckedSkip){rule->id, rule->that.text, held.skipped};
    if (!held.skipped.n)
        known->skipped = (Str){0};
}

// The manifest's own rules by id; two of one id must differ by their titles.
static const RuleSpec **own_rules(Check *check)
{
    const Project *project = check->project;
    const RuleSpec **rules = ARENA_ARRAY(check->arena, const RuleSpec *, project->rule_count);

    for (size_t i = 0; i < project->rule_count; i++)
        rules[i] = &project->rules[i];
    if (project->rule_count)
        qsort(rules, project->rule_count, sizeof *rules, compare_titled);
    for (size_t i = 1; i < project->rule_count; i++) {
        const RuleSpec *a = rules[i - 1], *b = rules[i], *later = a < b ? b : a;

        if (str_equal(a->id, b->id) && str_equal(a->title, b->title))
            diag_report(check->diag, SEVERITY_ERROR, "rule-duplicate", later->place,
                        str_of(_("give it a name of its own")), _("there are two rules “%.*s”"),
                        STR_ARG(later->id));
    }
    return rules;
}

// A claim of the template under the id of an own rule, of its title too.
static bool is_named(const Template *template, const RuleSpec *own)
{
    for (size_t i = 0; i < template->rule_count; i++)
        if (str_equal(template->rules[i].id, own->id) && str_equal(template->rules[i].title, own->title))
            return true;
    return false;
}

// A rule of the manifest takes the place of the template's of that id: of the one claim that has its title
// too where there is one, else of all.
static bool is_replaced(const Check *check, const RuleSpec *rule)
{
    for (size_t i = 0; i < check->project->rule_count; i++) {
        const RuleSpec *own = &check->project->rules[i];

        if (str_equal(own->id, rule->id) &&
            (str_equal(own->title, rule->title) || !is_named(check->project->template, own)))
            return true;
    }
    return false;
}

// An own rule that takes the place of several says so: each of them has a title.
static void tell_replaced(Check *check, const RuleSpec *own)
{
    const Template *template = check->project->template;
    StrBuf titles = {.arena = check->arena};
    size_t n = 0;

    for (size_t i = 0; i < template->rule_count; i++)
        if (str_equal(template->rules[i].id, own->id))
            buf_print(&titles, "%s%.*s", n++ ? "、" : "", STR_ARG(template->rules[i].title));
    if (n > 1 && !is_named(template, own))
        diag_report(check->diag, SEVERITY_NOTE, "rule-replaces", own->place,
                    str_of(_("give it the title of the one that it is to replace")),
                    _("the rule “%.*s” takes the place of %zu of the template's: %.*s"), STR_ARG(own->id), n,
                    STR_ARG(buf_str(&titles)));
}

void formulas_run(Check *check)
{
    const Project *project = check->project;
    const Template *template = project->template;

    check->own = own_rules(check);
    overrides_find(check);
    for (size_t i = 0; i < template->rule_count; i++)
        if (!is_replaced(check, &template->rules[i]))
            hold_rule(check, &template->rules[i]);
    for (size_t i = 0; i < project->rule_count; i++)
        tell_replaced(check, &project->rules[i]);
    for (size_t i = 0; i < project->rule_count; i++)
        hold_rule(check, &project->rules[i]);
}
