// The tables of a published document, for a project that has none.
#ifndef GONGKAI_COMMANDS_CONVERT_TABLES_H
#define GONGKAI_COMMANDS_CONVERT_TABLES_H

#include "published/published.h"

typedef struct MadeTables {
    Arena *arena;
    Str folder;      // of the project
    VEC(Str) files;  // paths that were written
    bool own_folder; // tables/ was made too
} MadeTables;

// Whether the project has a table that is published, and not one as `new` begins it.
bool project_has_tables(const Project *project);
// Writes each table of the set that the document has and the project has not into tables/, as a workbook.
// False after a failure; what was written stays listed.
bool made_tables_write(MadeTables *made, Diag *diag, const Project *project, const Intake *intake);
// How many tables of the set the document has.
size_t tables_of_document(const Conversion *text);
// Puts a workbook that was published with it there. False after a failure.
bool made_tables_copy(MadeTables *made, Diag *diag, Str name, Str bytes);
// Workbooks that were put there and have no table of the project go again.
void made_tables_drop(MadeTables *made, const Project *project);
void made_tables_remove(void *made);

#endif
