// The tables of figure's fixture, with rules over them, in a document without text.
#ifndef GONGKAI_CHECK_FIXTURE_H
#define GONGKAI_CHECK_FIXTURE_H

#include "check/check.h"
#include "figure/figure_fixture.h"

typedef struct Rules {
    Fixture *f;
    VEC(RuleSpec) own, shared; // the manifest's, the template's
    Document document;
    const CheckSummary *summary;
} Rules;

static inline Rules rules_new(void)
{
    Rules rules = {.f = fixture_new()};

    // The rules of text want a note under an empty table.
    for (size_t i = 0; i < rules.f->tables.n; i++)
        ((TableSpec *)rules.f->tables.at[i]->spec)->empty_note = STR("本部门无此项。");
    return rules;
}

static inline void rules_free(Rules *rules)
{
    fixture_free(rules->f);
}

// An expression that stands alone in a source of its own, as a block of YAML would.
static inline Expressed expressed(Rules *rules, const char *text)
{
    Source *source;

    if (!text)
        return (Expressed){0};
    source = source_from_bytes(rules->f->arena, rules->f->diag, str_of(text), STR("gongkai.yaml"), (Str){0});
    return (Expressed){source, 0, source->text};
}

static inline RuleSpec *rule_of(Rules *rules, const char *id, const char *that)
{
    RuleSpec *rule = ARENA_NEW(rules->f->arena, RuleSpec);

    rule->id = rule->title = str_of(id);
    rule->that = expressed(rules, that);
    rule->place = (Place){.file = STR("gongkai.yaml"), .line = 1, .column = 1};
    return rule;
}

static inline void add_own(Rules *rules, RuleSpec *rule)
{
    rule->own = true;
    *vec_push(rules->f->arena, &rules->own) = *rule;
}

static inline void add_shared(Rules *rules, const RuleSpec *rule)
{
    *vec_push(rules->f->arena, &rules->shared) = *rule;
}

// Holds all rules; findings are in the fixture's Diag.
static inline const CheckSummary *rules_check(Rules *rules)
{
    Fixture *f = rules->f;
    FigureEnv *env = fixture_env(f);

    f->project.rules = rules->own.at;
    f->project.rule_count = rules->own.n;
    f->template.rules = rules->shared.at;
    f->template.rule_count = rules->shared.n;
    rules->document.project = &f->project;
    if (!rules->document.root)
        rules->document.root = ARENA_NEW(f->arena, Node);
    return rules->summary = check_document(f->arena, f->diag, env, &rules->document);
}

#endif
