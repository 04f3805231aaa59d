// rules: what the rules written in C are called, and how grave their findings are. Data alone: a rule's
// function stands where its findings are made, in a folder after this one.
//
// In: nothing. Out: the registry, in the order in which rules are listed. Memory: static. Errors: none.
#ifndef GONGKAI_RULES_RULES_H
#define GONGKAI_RULES_RULES_H

#include "base/base.h"

typedef struct RuleEntry {
    const char *id;    // kebab-case
    const char *title; // marked with N_
    Severity severity; // of its findings, where they give none themselves
} RuleEntry;

extern const RuleEntry rule_registry[];
extern const size_t rule_registry_count;

// NULL: no rule written in C has this id.
const RuleEntry *rule_find(Str id);

#endif
