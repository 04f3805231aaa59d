// What keys say, for editors to show: taken from the tables of the documents, so that it is written once.
//
// A table whose rows begin with keys describes the mapping that has all of them. Where a
// key has two rows both are taken, a line each.
#ifndef GONGKAI_SCHEMA_DESCRIBE_H
#define GONGKAI_SCHEMA_DESCRIBE_H

#include "schema/record.h"

typedef struct Descriptions Descriptions;

// Of all pages of DATA/docs/.
const Descriptions *descriptions_read(Arena *arena, Str data);
// Empty where no table describes it.
Str description_of(const Descriptions *all, const Shape *shape, Str key);

#endif
