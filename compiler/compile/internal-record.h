// What an output folder says of itself in .gongkai: whose document it holds, what it was made from, and each
// file with its size and digest. A later build goes by it.
#ifndef GONGKAI_COMPILE_INTERNAL_RECORD_H
#define GONGKAI_COMPILE_INTERNAL_RECORD_H

#include "compile/compile.h"

enum { RECORD_DIGEST = 64 }; // characters

typedef struct RecordFile {
    Kind kind; // 0 where this program knows no such
    Str name;
    size_t size;                    // bytes
    char sha256[RECORD_DIGEST + 1]; // in hexadecimal; empty in a record of before there were digests
} RecordFile;

typedef struct Record {
    Str department, document; // 某局, department-budget; empty in a record of before they were told
    int year;
    Str title;
    Str input;   // the digest of all that was read
    Str section; // the one that was asked for; empty: the whole
    bool draft;
    VEC(RecordFile) files;
} Record;

// Of what is being made, as yet without files.
Record record_of(Arena *arena, const Compilation *made);
RecordFile record_file(Kind kind, Str name, Str bytes);
bool record_write(Arena *arena, OutDir *out, Diag *diag, const Record *record);
// That of the present output, or NULL where it has none. One that Gongkai wrote before it told digests is
// taken too. False where there is one that is not understood.
bool record_read(Arena *arena, OutDir *out, const Record **record);

// Whether both are made from the same input, and of the same part of it.
bool record_same_input(const Record *a, const Record *b);
// Whether both are the same document of the same year; true where one does not tell.
bool record_same_document(const Record *a, const Record *b);

// A marker's text; NULL where it is no record of this version.
const Record *record_parse(Arena *arena, Str text);

#endif
