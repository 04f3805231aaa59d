#include "tell/tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static TallyRule *rule_of(Tally *tally, Arena *arena, const char *rule)
{
    TallyRule *made;

    for (size_t i = 0; i < tally->rules.n; i++)
        if (strcmp(tally->rules.at[i].rule, rule) == 0)
            return &tally->rules.at[i];
    made = vec_push(arena, &tally->rules);
    made->rule = rule;
    return made;
}

static bool is_first(const Diag *diag, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (diag_at(diag, k)->severity != SEVERITY_NOTE &&
            strcmp(diag_at(diag, k)->rule, diag_at(diag, i)->rule) == 0)
            return false;
    return true;
}

void tally_add(Tally *tally, Arena *arena, const char *name, const Diag *diag)
{
    TallyFile *file = vec_push(arena, &tally->files);

    file->name = name;
    file->failures = diag_count(diag, SEVERITY_FAILURE);
    file->errors = diag_count(diag, SEVERITY_ERROR);
    file->warnings = diag_count(diag, SEVERITY_WARNING);
    for (size_t i = 0; i < diag_total(diag); i++) {
        TallyRule *rule;

        if (diag_at(diag, i)->severity == SEVERITY_NOTE)
            continue;
        rule = rule_of(tally, arena, diag_at(diag, i)->rule);
        rule->found++;
        rule->files += is_first(diag, i);
    }
}

static int by_found(const void *a, const void *b)
{
    const TallyRule *x = a, *y = b;

    return x->found != y->found ? (x->found > y->found ? -1 : 1) : strcmp(x->rule, y->rule);
}

void tally_print(Arena *arena, const Tally *tally)
{
    TallyRule *rules = ARENA_ARRAY(arena, TallyRule, tally->rules.n + 1);

    if (tally->files.n < 2)
        return;
    puts(_("by file:"));
    for (size_t i = 0; i < tally->files.n; i++)
        printf(_("  %s: %zu errors, %zu warnings\n"), tally->files.at[i].name,
               tally->files.at[i].errors + tally->files.at[i].failures, tally->files.at[i].warnings);
    for (size_t i = 0; i < tally->rules.n; i++)
        rules[i] = tally->rules.at[i];
    qsort(rules, tally->rules.n, sizeof *rules, by_found);
    puts(_("by rule:"));
    for (size_t i = 0; i < tally->rules.n; i++)
        printf(_("  %s: %zu in %zu files\n"), rules[i].rule, rules[i].found, rules[i].files);
}
