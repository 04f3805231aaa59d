// What state.c, places.c and search.c share: where in the shown build a finding is.
#ifndef GONGKAI_PREVIEW_INTERNAL_PLACES_H
#define GONGKAI_PREVIEW_INTERNAL_PLACES_H

#include "preview/internal-preview.h"

// A block's printed text, and the part of it that is meant; all of it where `to` is 0.
typedef struct Passage {
    Str text;
    size_t from, to; // bytes
} Passage;

// A part of a line on a set page.
typedef struct Box {
    size_t page;
    Length x, y, width, height;
} Box;
typedef VEC(Box) Boxes;

// Where a finding is. A web page is found by its file and an id; the passage stands at or after it.
typedef struct Spot {
    Str href;              // empty: nowhere
    Passage passage;       // no text: what has the id is meant
    const Destination *to; // on the set pages; NULL: nowhere
    Boxes boxes;           // none where the passage was not found
} Spot;

// ---- places.c

// Blocks with text, in the order of the document.
typedef struct Block {
    const Node *node, *anchor, *section; // anchor: the last node with an id at or before it
    Str text;                            // made when it is first asked for
} Block;
typedef VEC(Block) Blocks;

typedef struct Places {
    Arena *arena;
    const Edition *shown, *newest;
    Blocks blocks, shown_blocks; // shown_blocks: empty where the newest is shown
} Places;

// For the findings of the newest.
Places *places_new(Arena *arena, const Edition *shown, const Edition *newest);
Spot places_find(Places *places, const Place *place);

// ---- search.c

// The passage's part, where its text stands at or soon after the place; blanks do not count.
void pages_search(Arena *arena, const Pages *pages, const Destination *from, Passage passage, Boxes *boxes);

#endif
