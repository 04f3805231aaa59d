// What was read of each table's file, for check --verbose and the report.
#ifndef GONGKAI_CLI_ORIGINS_H
#define GONGKAI_CLI_ORIGINS_H

#include "cli/cli.h"

// tables/全套.xlsx!收支总表: A3:H40, 单位 元 (H2), …; empty where the table has no file.
Str origin_shown(Arena *arena, const Table *table);
void origins_print(const Compilation *made); // on standard error

#endif
