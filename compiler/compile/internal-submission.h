// What a content system is handed (submission.c): an archive of the text, what is attached to it, what the
// system asks of it, and a list of these files with their digests.
#ifndef GONGKAI_COMPILE_INTERNAL_SUBMISSION_H
#define GONGKAI_COMPILE_INTERNAL_SUBMISSION_H

#include "compile/internal-outputs.h"

typedef struct SubmissionParts {
    Str name;                  // of the archive
    Str title;                 // of the document, as a file's name
    Str pdf, workbook;         // bytes; empty: there is none
    const Attachments *beside; // the project's own
} SubmissionParts;

// 2023年部门预算公开-投稿包.zip
Str submission_name(const Compilation *made, Str title);
// An empty Str after reporting. What the system asks and nobody has said is left empty, and told:
// submission-field, a remark.
Str submission_write(const Compilation *made, SubmissionParts parts);

#endif
