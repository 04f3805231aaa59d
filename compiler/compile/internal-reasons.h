// Why a rule of a template is not held in one of its sets (template-reasons.c).
#ifndef GONGKAI_COMPILE_INTERNAL_REASONS_H
#define GONGKAI_COMPILE_INTERNAL_REASONS_H

#include "compile/compile.h"

// From what the set and its starter's project really lack: all meanings that no table says, the other years
// that the starter does not name, else what the fault says.
Str template_unheld_reason(Arena *arena, const Project *project, Str set, const RuleSpec *rule,
                           const Finding *fault);
// Whether a line of the starter is the condition of a section, which is tried where the template says it.
bool template_is_condition(const Template *t, Str line);
// An account item is known by the classification (NULL: none), whether a starter has it or not.
bool template_is_account(Arena *arena, const Table *accounts, Str code);

#endif
