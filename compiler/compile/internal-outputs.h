// The files of one output folder by kind, and the record of them that a later build goes by.
#ifndef GONGKAI_COMPILE_INTERNAL_OUTPUTS_H
#define GONGKAI_COMPILE_INTERNAL_OUTPUTS_H

#include "compile/internal-record.h"

typedef struct Attachment {
    Str name, bytes;
} Attachment;

typedef VEC(Attachment) Attachments;

typedef struct OutputFile {
    Kind kind;
    Str name;
    Str bytes;
    bool carried;    // stands in the new folder already
    RecordFile told; // for the record: of a carried one from the start
} OutputFile;

typedef struct Outputs {
    Arena *arena;
    VEC(OutputFile) files;
    Record record;     // of what is being made
    const Record *old; // of the present output; NULL where it has none
} Outputs;

void outputs_add(Outputs *outputs, Kind kind, Str name, Str bytes);
const OutputFile *outputs_find(const Outputs *outputs, Str name); // NULL where there is none
// Names of the files that are not of `kind`, in the order of kinds; the array has room for `more`.
Str *outputs_beside(const Outputs *outputs, Kind kind, size_t more, size_t *n);

// Refuses to replace an old output that is another document's (`output-other`) or does not say whose
// (`output-record`), one that holds a user's files (`output-extra`), and the whole document where one section
// is to be written (`output-section`). False after reporting.
bool outputs_guard(Outputs *outputs, OutDir *out, Diag *diag, Str path);
// Keeps files of kinds that are not asked for, while the old output was made from the same input. A kind that
// is gone altogether was taken away; of another, every file must be there as it was written: else
// `output-changed` is reported, and false returned.
bool outputs_carry(Outputs *outputs, OutDir *out, Diag *diag, unsigned kinds);
// Writes what was added, then the record. False after reporting.
bool outputs_write(Outputs *outputs, OutDir *out, Diag *diag);

// ---- commit.c

// The folder with its record and what it was made from (seen_inputs); takes the arena that they live in.
PendingOutput *pending_new(Arena *arena, OutDir *out, const Record *record, Str inputs);

// ---- attachments.c: files that are published beside the document, by their names in the project

// What they hold is part of what the output is made from.
void attachments_digest(Arena *arena, const Attachments *attachments, Record *record);
Attachments attachments_read(Arena *arena, Diag *diag, const Document *document);
// Beside the site. False after `output-name`, where the site has a file of that name.
bool attachments_add(const Attachments *attachments, Outputs *outputs, Diag *diag);

#endif
