// Paragraphs and tables kept from one layout for the next. Private to layout.
//
// While blocks are set, every thread reads the store and none changes it; what a thread takes or makes is in
// a StoreUse of its own. Then the store takes in what was made and drops what was not used. A unit lives
// while the store has it or Pages show it: its uses are counted.
#ifndef GONGKAI_LAYOUT_INTERNAL_STORE_H
#define GONGKAI_LAYOUT_INTERNAL_STORE_H

#include "layout/internal-pages.h"

typedef struct StoreUnit StoreUnit;

typedef struct StoreUse {
    Arena *arena; // of this use, not of its units; NULL: no use yet
    StrBuf key;
    VEC(StoreUnit *) units;
    size_t paragraphs, made; // of them; those of the paragraphs that were set anew
} StoreUse;

// As paragraph_set; a paragraph that the store has is not set again.
Paragraph *store_set(const LayoutStore *store, StoreUse *use, Diag *diag, const ParagraphSpec *spec);
// As tableset_set.
void store_set_table(const LayoutStore *store, StoreUse *use, Diag *diag, TableSet *table);
// Ends a layout and its uses, whose units stay until `arena`, that of the Pages, is freed.
void store_end(LayoutStore *store, Arena *arena, StoreUse *uses, size_t n);

#endif
