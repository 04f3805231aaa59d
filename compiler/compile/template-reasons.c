// Why a rule is not held in a set: from what the set and its starter really lack.
#include <string.h>

#include "compile/internal-reasons.h"

static void add_lacking(const Template *t, StrBuf *out, Str text)
{
    size_t from = 0, at, n;
    Str id;

    while ((id = meaning_in(text, &from, &at)).n)
        if (!template_meanings(t, id, &n) && str_find(buf_str(out), id, 0) < 0)
            buf_print(out, "%s%.*s", out->n ? "”“" : "", STR_ARG(id));
}

// All that the set lacks of a formula, or what its fault says.
Str template_unheld_reason(Arena *arena, const Project *project, Str set, const RuleSpec *rule,
                           const Finding *fault)
{
    StrBuf lacking = {.arena = arena};

    if (strcmp(fault->rule, "figure-meaning") == 0) {
        add_lacking(project->template, &lacking, rule->when.text);
        add_lacking(project->template, &lacking, rule->each.text);
        add_lacking(project->template, &lacking, rule->that.text);
        for (size_t i = 0; i < rule->table_count; i++)
            add_lacking(project->template, &lacking, rule->tables[i]);
    }
    if (lacking.n)
        return str_print(arena, _("no table of the set “%.*s” says that it means “%.*s”"), STR_ARG(set),
                         STR_ARG(buf_str(&lacking)));
    if (strcmp(fault->rule, "figure-unknown-table") == 0 && !project->last_year.given &&
        str_find(fault->message, STR("上年."), 0) >= 0)
        return str_copy(arena, str_of(_("the starter names no last year")));
    if (strcmp(fault->rule, "figure-unknown-table") == 0 && !project->budget.given &&
        str_find(fault->message, STR("预算."), 0) >= 0)
        return str_copy(arena, str_of(_("the starter names no budget")));
    return fault->message;
}

bool template_is_condition(const Template *t, Str line)
{
    for (size_t i = 0; t && str_starts(line, STR("~~~~~~when ")) && i < t->section_count; i++)
        if (t->sections[i].when.text.n && str_find(line, t->sections[i].when.text, 0) >= 0)
            return true;
    return false;
}

bool template_is_account(Arena *arena, const Table *accounts, Str code)
{
    RowMatches found = {0};

    if (!accounts || table_code_level(str_trim(code)) < 0)
        return false;
    table_find_rows(arena, accounts, 0, str_trim(code), &found);
    return found.n > 0;
}
