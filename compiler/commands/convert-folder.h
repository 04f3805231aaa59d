// A publication that hangs in pieces: a folder of its pages and of the files beside them.
#ifndef GONGKAI_COMMANDS_CONVERT_FOLDER_H
#define GONGKAI_COMMANDS_CONVERT_FOLDER_H

#include "commands/convert-tables.h"

typedef struct FolderBook { // a workbook in it
    Str name, bytes;
} FolderBook;
typedef VEC(FolderBook) FolderBooks;

// The documents of a folder as one, index first, then by their names; its workbooks. What is neither is said.
// NULL after a finding.
const Intake *folder_read(Arena *arena, Diag *diag, Helper *helper, Str folder, Str encoding,
                          FolderBooks *books);
// The same of a file or a folder; workbooks that hang beside the pages are its attached files.
const Intake *publication_read(Arena *arena, Diag *diag, Helper *helper, Str name);
// The same, with the workbooks by themselves.
const Intake *document_read(Arena *arena, Diag *diag, Helper *helper, Str name, Str encoding,
                            FolderBooks *books);

#endif
