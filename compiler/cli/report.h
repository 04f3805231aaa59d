// What check found, for machines and for hand-in. Memory: what is written is in the arena given.
#ifndef GONGKAI_CLI_REPORT_H
#define GONGKAI_CLI_REPORT_H

#include <jansson.h>

#include "cli/cli.h"
#include "intake/intake.h"

// One project's part of the JSON, to be freed by the caller.
json_t *report_json(Arena *arena, const Compilation *made, const char *folder);

// Appends one project's results to a SARIF 2.1.0 log; sarif_new's caller frees it.
json_t *sarif_new(void);
void sarif_add(Arena *arena, json_t *sarif, const Compilation *made, const char *folder);

// A page for several projects: begin, a part for each, end.
void report_html_begin(StrBuf *out);
// intake: of a published file, on whose pages places are drawn; NULL: of a project.
void report_html_add(Arena *arena, StrBuf *out, const Compilation *made, const char *folder,
                     const Intake *intake);
void report_html_end(StrBuf *out);

#endif
