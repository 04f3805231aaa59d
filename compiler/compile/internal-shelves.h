// Fonts that one of several builds takes from their shelves, and gives back.
#ifndef GONGKAI_COMPILE_INTERNAL_SHELVES_H
#define GONGKAI_COMPILE_INTERNAL_SHELVES_H

#include <pthread.h>

#include "compile/compile.h"

typedef struct ShelfUse {
    FontShelf *shelf;   // NULL: none was taken
    LayoutStore *store; // of this use alone
} ShelfUse;

// Whether shelves have the fonts that the project looks for.
bool shelves_serve(const Project *project);
// The document takes the shelf's style. False after reporting.
bool shelves_take(FontShelves *shelves, Compilation *made, ShelfUse *use);
void shelves_give(FontShelves *shelves, ShelfUse *use); // of one that took none, too

#endif
