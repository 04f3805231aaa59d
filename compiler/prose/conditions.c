// Conditions of a template's sections and mentions: whether they hold here, and what is wrong with them.
#include "prose/internal-prose.h"

#include <string.h>

// What is wrong with the condition goes to `trial`.
static bool evaluates(Prose *prose, Expressed when, Diag *trial)
{
    Diag *before = figure_divert(prose->env, trial);
    const Claim *claim = figure_claim(prose->env, when);
    RuleContext nothing = {.list = -1, .column = -1};
    bool ok = true;
    bool holds = claim && figure_applies(prose->env, claim, nothing, prose->arena, &ok);

    figure_divert(prose->env, before);
    return holds && ok;
}

bool prose_applies(Prose *prose, Expressed when)
{
    Diag *trial;
    bool holds;

    if (!when.text.n)
        return true;
    trial = diag_new();
    holds = evaluates(prose, when, trial);
    diag_free(trial);
    return holds;
}

// ---- mistakes

// The last character before a place's name but blanks; 0: none is.
static char before_name(const Finding *fault, Str name)
{
    const char *at = name.at;

    while (name.n && at > fault->place.text.at && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return name.n && at > fault->place.text.at ? at[-1] : '\0';
}

// A name that the project does not have may be another project's: 机构类型 = “医院”. One that is nearly a
// name that it has is not; nor is a word that something is compared with, which lacks its quotation marks.
static bool is_misnamed(const Finding *fault)
{
    Str name = place_underlined(&fault->place);
    char before = before_name(fault, name);

    if (before == '.' || str_find_char(name, '(', 0) >= 0 || str_find(name, STR("（"), 0) >= 0)
        return false; // of another year's tables, or a function of units
    return before == '=' || fault->hint.n > 0;
}

// What an expression asks for may stand in other projects: rows, facts, meanings, tables of templates that
// this one extends. All else is a mistake wherever it stands.
static bool is_mistake(const Prose *prose, Expressed when, const Finding *fault)
{
    if (fault->severity != SEVERITY_ERROR || strcmp(fault->rule, "figure-unknown-row") == 0 ||
        strcmp(fault->rule, "figure-meaning") == 0 || strcmp(fault->rule, "meaning-unknown") == 0)
        return false; // meaning-unknown is told when the template is read
    if (strcmp(fault->rule, "figure-unknown-table") == 0) {
        Str name = place_underlined(&fault->place); // 其他数据[名称], which not each project has, is whole

        return str_equal(when.source->name, prose->project->template->shown) &&
               before_name(fault, name) != '.' && str_find_char(name, '[', 0) < 0 &&
               !template_find_table(prose->project->template, name);
    }
    return strcmp(fault->rule, "figure-unknown-name") != 0 || is_misnamed(fault);
}

static void check_condition(Prose *prose, Expressed when)
{
    Diag *trial;

    if (!when.text.n)
        return;
    trial = diag_new();
    evaluates(prose, when, trial);
    for (size_t i = 0; i < diag_total(trial); i++)
        if (is_mistake(prose, when, diag_at(trial, i)))
            diag_copy(prose->diag, diag_at(trial, i));
    diag_free(trial);
}

void prose_check_conditions(Prose *prose)
{
    const Template *template = prose->project->template;

    for (size_t i = 0; i < template->section_count; i++) {
        const SectionSpec *section = &template->sections[i];

        check_condition(prose, section->when);
        for (size_t k = 0; k < section->mention_count; k++)
            check_condition(prose, section->mentions[k].when);
    }
}
