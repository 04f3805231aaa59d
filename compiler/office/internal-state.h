// What the machine remembers between runs (state.c): 内部/状态.json.
#ifndef GONGKAI_OFFICE_INTERNAL_STATE_H
#define GONGKAI_OFFICE_INTERNAL_STATE_H

#include "office/internal-office.h"

typedef struct OfficeRecord { // of a document
    Str code;
    Str checked, built; // digests of the project (and its units') when it was last checked and built; empty
    size_t must, verify, hints; // findings of the last check, by what is to be done
} OfficeRecord;

typedef struct OfficeState {
    VEC(OfficeRecord) records;
} OfficeState;

// One that is not there, or cannot be read, is empty: it says nothing that a run does not find anew.
OfficeState *office_state_read(Arena *arena, const Office *office);
OfficeRecord *office_state_find(Arena *arena, OfficeState *state, Str code); // made where it is not there
bool office_state_write(Arena *arena, Diag *diag, const Office *office, const OfficeState *state);

#endif
