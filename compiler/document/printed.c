// The tree as a list of what is printed: each paragraph with its text, and where each stretch of it is from.
#include "document/internal-build.h"

typedef struct Printing {
    Arena *arena;
    const Document *document;
    const Words *words;
    PrintedList *list;
    bool marked; // footnotes' marks are characters of their own
    const Node *section;
    // Of the paragraph at hand.
    StrBuf text;
    VEC(PrintedPiece) pieces;
    VEC(const Node *) images;
} Printing;

// ---- inlines

static PrintedPiece look_at(const Node *node, const Node *block)
{
    PrintedPiece piece = {0};

    for (const Node *around = node->parent; around && around != block; around = around->parent) {
        piece.emphasis = piece.emphasis || around->kind == NODE_EMPHASIS;
        piece.strong = piece.strong || around->kind == NODE_STRONG;
        piece.run_in = piece.run_in || around->kind == NODE_RUN_IN;
        if (around->kind == NODE_LINK)
            piece.link = around;
    }
    return piece;
}

static void add_piece(Printing *printing, PrintedPiece piece, Str text)
{
    piece.at = printing->text.n;
    piece.length = text.n;
    buf_add(&printing->text, text);
    if (text.n)
        *vec_push(printing->arena, &printing->pieces) = piece;
}

// What cannot be shown is told by its words.
static void add_image(Printing *printing, const Node *node, const Node *block)
{
    Str words = node_plain_text(printing->arena, node), picture;

    if (node->image) {
        *vec_push(printing->arena, &printing->images) = node;
        return;
    }
    picture = words_first(printing->words->lists[WORDS_PICTURE]);
    add_piece(printing, look_at(node, block),
              words.n ? str_print(printing->arena, "〔%.*s：%.*s〕", STR_ARG(picture), STR_ARG(words))
                      : str_print(printing->arena, "〔%.*s〕", STR_ARG(picture)));
}

// Numbered through the document: a list of paragraphs has no pages.
static Str note_text(const Printing *printing, const Node *note)
{
    StrBuf mark = {.arena = printing->arena};

    if (!printing->marked || note->order >= NOTE_MARKS)
        return note_number(printing->arena, printing->document->project->style, note->order);
    buf_add_code(&mark, note_mark((unsigned)note->order));
    return buf_str(&mark);
}

static void add_leaf(Printing *printing, const Node *leaf, const Node *block)
{
    PrintedPiece piece = look_at(leaf, block);

    piece.leaf = leaf;
    switch (leaf->kind) {
    case NODE_FIGURE:
        add_piece(printing, piece, leaf->figure->text);
        break;
    case NODE_LINE_BREAK:
        add_piece(printing, piece, STR("\n"));
        break;
    case NODE_HTML_INLINE:
        if (!printing->document->project->allow_html)
            add_piece(printing, piece, leaf->text);
        break;
    case NODE_NOTE_MARK:
        add_piece(printing, piece, note_text(printing, leaf->note));
        break;
    default:
        add_piece(printing, piece, node_literal(leaf));
        break;
    }
}

static void add_number(Printing *printing, Str number, bool run_in)
{
    add_piece(printing, (PrintedPiece){.number = true, .run_in = run_in}, number);
}

static void add_inlines(Printing *printing, const Node *block)
{
    NodeWalk walk = node_walk(block);

    while (node_walk_next(&walk)) {
        if (!walk.entering || walk.node == block)
            continue;
        if (walk.node->kind == NODE_IMAGE) {
            add_image(printing, walk.node, block);
            walk.entering = false;
        } else if (walk.node->kind == NODE_RUN_IN) {
            add_number(printing, walk.node->number, true);
        } else if (node_is_leaf(walk.node->kind)) {
            add_leaf(printing, walk.node, block);
        }
    }
}

// Without the blanks at the text's ends, which no line shows.
static void keep_text(Printing *printing, Printed *printed)
{
    Str whole = buf_str(&printing->text), text = str_trim(whole);
    size_t cut = text.n ? (size_t)(text.at - whole.at) : 0, n = 0;

    for (size_t i = 0; i < printing->pieces.n; i++) {
        PrintedPiece piece = printing->pieces.at[i];
        size_t skip = piece.at < cut ? cut - piece.at : 0;

        if (!str_span_kept(cut, text.n, &piece.at, &piece.length))
            continue;
        piece.skip = skip;
        printing->pieces.at[n++] = piece;
    }
    printed->text = text;
    printed->cut = cut;
    printed->pieces = printing->pieces.at;
    printed->piece_count = n;
    printed->images = printing->images.at;
    printed->image_count = printing->images.n;
    printing->text = (StrBuf){.arena = printing->arena};
    printing->pieces.at = NULL;
    printing->pieces.n = printing->pieces.cap = 0;
    printing->images.at = NULL;
    printing->images.n = printing->images.cap = 0;
}

// ---- blocks

static int item_number(const Node *item)
{
    int number = item->parent->start;

    for (const Node *before = item->previous; before; before = before->previous)
        number++;
    return number;
}

static void set_around(Printed *printed)
{
    for (const Node *around = printed->node->parent; around; around = around->parent) {
        printed->quote_depth += around->kind == NODE_QUOTE;
        printed->list_depth += around->kind == NODE_LIST;
        if (around->kind != NODE_ITEM || printed->item)
            continue;
        printed->item = around;
        printed->list = around->parent;
        printed->item_number = item_number(around);
        printed->item_begins = printed->node == around->first;
    }
}

static Str code_text(Str text)
{
    while (text.n > 0 && text.at[text.n - 1] == '\n')
        text.n--;
    return text;
}

static bool print_block(Printing *printing, const Node *node, Printed *printed)
{
    switch (node->kind) {
    case NODE_HEADING:
        printed->kind = PRINTED_HEADING;
        printed->level = node->level;
        printed->number = number_before_text(printing->arena, node->number);
        add_inlines(printing, node);
        break;
    case NODE_PARAGRAPH:
        printed->kind = PRINTED_PARAGRAPH;
        if (!node->first || node->first->kind != NODE_RUN_IN)
            add_number(printing, node->number, false);
        if (node->parent->kind == NODE_NOTE && !node->previous)
            add_number(printing, note_text(printing, node->parent), false);
        add_inlines(printing, node);
        break;
    case NODE_HTML_BLOCK:
        if (printing->document->project->allow_html)
            return false;
        printed->kind = PRINTED_CODE;
        printed->text = code_text(node->text);
        return true;
    case NODE_CODE_BLOCK:
        printed->kind = PRINTED_CODE;
        printed->text = code_text(node->text);
        return true;
    case NODE_RULE:
        printed->kind = PRINTED_RULE;
        return true;
    case NODE_TABLE:
        printed->kind = PRINTED_TABLE;
        return true;
    case NODE_CHART:
        printed->kind = PRINTED_CHART;
        return true;
    case NODE_PAGE_BREAK:
        printed->kind = PRINTED_PAGE_BREAK;
        return true;
    default:
        return false;
    }
    keep_text(printing, printed);
    return true;
}

static void print_top_block(Printing *printing, const Node *block)
{
    NodeWalk walk = node_walk(block);

    while (node_walk_next(&walk)) {
        Printed printed = {.node = walk.node, .section = printing->section};

        if (!walk.entering || !print_block(printing, walk.node, &printed))
            continue;
        set_around(&printed);
        *vec_push(printing->arena, printing->list) = printed;
        walk.entering = false; // its inlines were taken
    }
}

static PrintedList print_document(Arena *arena, const Document *document, bool marked)
{
    PrintedList list = {0};
    Printing printing = {.arena = arena,
                         .document = document,
                         .marked = marked,
                         .words = document->project->template->words,
                         .list = &list,
                         .text = {.arena = arena}};

    for (const Node *section = document->root->first; section; section = section->next) {
        printing.section = section;
        for (const Node *block = section->first; block; block = block->next)
            if (!document->only || document_covers(document, block))
                print_top_block(&printing, block);
    }
    return list;
}

PrintedList document_printed(Arena *arena, const Document *document)
{
    return print_document(arena, document, false);
}

PrintedList document_printed_marked(Arena *arena, const Document *document)
{
    return print_document(arena, document, true);
}

// ---- back to the source

bool printed_source(Arena *arena, const Printed *printed, size_t from, size_t to, size_t *offset,
                    size_t *length)
{
    TextMap map = {0};

    for (size_t i = 0; i < printed->piece_count; i++) {
        const PrintedPiece *piece = &printed->pieces[i];

        if (piece->leaf)
            text_map_add(arena, &map, piece->at + printed->cut - piece->skip, piece->leaf);
    }
    return text_map_source(&map, from + printed->cut, to + printed->cut, offset, length);
}
