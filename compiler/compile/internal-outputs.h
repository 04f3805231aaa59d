// The files of one output folder by kind, and the record of them that a later build goes by.
#ifndef GONGKAI_COMPILE_INTERNAL_OUTPUTS_H
#define GONGKAI_COMPILE_INTERNAL_OUTPUTS_H

#include "compile/compile.h"

typedef struct OutputFile {
    Kind kind;
    Str name;
    Str bytes;
    bool carried; // stands in the new folder already
} OutputFile;

typedef struct Outputs {
    Arena *arena;
    VEC(OutputFile) files;
} Outputs;

void outputs_add(Outputs *outputs, Kind kind, Str name, Str bytes);
const OutputFile *outputs_find(const Outputs *outputs, Str name); // NULL where there is none
// Names of the files that are not of `kind`, in the order of kinds.
Str *outputs_beside(const Outputs *outputs, Kind kind, size_t *n);

// Refuses to replace an old output that holds a user's files (`output-extra`), or the whole document where
// one section is to be written (`output-section`). False after reporting.
bool outputs_guard(const Outputs *outputs, OutDir *out, Diag *diag, Str path, bool section);
// Keeps files of kinds that are not asked for, while the old output was made from the same input: `digest`
// says which.
void outputs_carry(Outputs *outputs, OutDir *out, Diag *diag, Str digest, unsigned kinds);
// Writes what was added, then the record. False after reporting.
bool outputs_write(const Outputs *outputs, OutDir *out, Diag *diag, Str digest);

#endif
