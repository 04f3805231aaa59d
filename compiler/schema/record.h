// What the readers of YAML ask for, recorded while they read: which keys a mapping has, and what each may
// hold.
//
// The getters of yaml/ are wrapped by the linker (-Wl,--wrap) in the one program that makes the schemas, so
// that these are made by the readers themselves and cannot differ from them. A mapping whose reader asked for
// all its keys and reported the others is closed; what no document that was read has is open.
#ifndef GONGKAI_SCHEMA_RECORD_H
#define GONGKAI_SCHEMA_RECORD_H

#include "yaml/yaml.h"

enum {
    HOLDS_TEXT = 1,
    HOLDS_NUMBER = 2, // a whole one
    HOLDS_TRUTH = 4,
    HOLDS_TEXTS = 8, // a list of texts
    HOLDS_LIST = 16,
    HOLDS_MAPPING = 32,
    HOLDS_CHOICE = 64,
    HOLDS_ANY = 128 // its reader looks at what it is
};

typedef struct Shape Shape;
typedef struct ShapeField {
    Str key;
    Shape *value;
    const Shape *described; // whose key it is to who reads about it; NULL: of the mapping that has it
} ShapeField;

struct Shape {
    unsigned holds;
    long least, most; // of a number
    VEC(Str) choices;
    VEC(ShapeField) fields; // keys that were asked for
    Shape *others;          // under names of the author's own; NULL: none was read
    Shape *items;           // of a list; NULL: none was read
    bool opened, closed;    // as a mapping; reported the keys that were not asked for
    bool open;              // other keys may stand there, though none was read
    const void *reader;     // where in the program it is opened
};

// Once all is read: a mapping may have what another of the same reader had, beside the keys that are asked
// for.
void shapes_finish(void);
// By the file's name that a document has: gongkai.yaml.
Shape *shape_of_document(Arena *arena, Str name);

#endif
