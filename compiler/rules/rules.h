// rules: what the rules written in C are called, and how grave their findings are. Data alone: a rule's
// function stands where its findings are made, in a folder after this one.
//
// In: nothing. Out: the registry, in the order in which rules are listed. Memory: static. Errors: none.
#ifndef GONGKAI_RULES_RULES_H
#define GONGKAI_RULES_RULES_H

#include "base/base.h"

// What who wrote the document has to do about a finding.
typedef enum Level {
    LEVEL_HINT,    // 提示: of form alone; what is said is right as it stands
    LEVEL_VERIFY,  // 请核对: it may be wrong; whoever knows the matter decides
    LEVEL_MUST,    // 必须改: it is wrong, and nothing is built
    LEVEL_FAILURE, // the system failed
} Level;

typedef struct RuleEntry {
    const char *id;    // kebab-case
    const char *title; // marked with N_
    Level level;       // of its findings, where they give no severity themselves
} RuleEntry;

extern const RuleEntry rule_registry[];
extern const size_t rule_registry_count;

// NULL: no rule written in C has this id.
const RuleEntry *rule_find(Str id);
// An error where it must be mended, else a warning.
Severity rule_severity(const RuleEntry *rule);

// By its severity, and of a warning by its rule: hints are those of rules written in C that say so. Of a note
// that stands alone it is a hint.
Level finding_level(const Finding *finding);
const char *level_name(Level level); // for machines: hint, verify, must, failure
const char *level_word(Level level); // translated

#endif
