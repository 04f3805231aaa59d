// Plans: how commands name them and take them up.
#ifndef GONGKAI_CLI_PLAN_H
#define GONGKAI_CLI_PLAN_H

#include "cli/build.h"

const char *plan_file(const Options *options); // --plan, or plan.json
// NULL where it cannot be read or is none.
const Plan *plan_open(Arena *arena, const char *file);

#endif
