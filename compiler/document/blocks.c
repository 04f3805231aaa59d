// Raw blocks to finished ones, in reading order, since numbers count on.
#include "document/internal-build.h"

static void build_paragraph(Builder *builder, Node *root, Node *node, Passage passage)
{
    Node *before = node->previous, *after = node->next, *parent = node->parent;

    build_inlines(builder, node);
    if (!node->first) { // comments alone
        node_unlink(node);
        return;
    }
    if (passage.top && parent == root)
        build_numbered_lines(builder, node);
    for (Node *piece = before ? before->next : parent->first; piece != after; piece = piece->next)
        finish_inlines(builder, piece, passage.row);
}

// ---- passages: the content of each and when blocks, and what follows a comment

static bool same_finding(const Finding *a, const Finding *b)
{
    return str_equal(str_of(a->rule), str_of(b->rule)) && a->place.line == b->place.line &&
           a->place.column == b->place.column && str_equal(a->place.file, b->place.file) &&
           str_equal(a->message, b->message);
}

// What is wrong in a passage is said once, not for every row: forgets findings from `row` on where each is
// one of those that the rows before it gave.
static void forget_repeated(Diag *diag, size_t first, size_t row)
{
    for (size_t i = row; i < diag_total(diag); i++) {
        bool known = false;
        for (size_t j = first; j < row && !known; j++)
            known = same_finding(diag_at(diag, i), diag_at(diag, j));
        if (!known)
            return;
    }
    diag_truncate(diag, row);
}

// The paragraph that joined passages run on in: the one before the block, or a new one.
static Node *joined_paragraph(Builder *builder, Node *node)
{
    Node *paragraph = node->previous;

    if (!paragraph || paragraph->kind != NODE_PARAGRAPH) {
        paragraph = node_new(builder->arena, NODE_PARAGRAPH);
        paragraph->source = node->source;
        paragraph->offset = node->offset;
        node_insert_before(node, paragraph);
    }
    paragraph->length = node->offset + node->length - paragraph->offset;
    return paragraph;
}

// Moves a passage's paragraph to the end of another. False where the passage is more than a paragraph.
static bool join_passage(Node *paragraph, Node *passage)
{
    Node *only = passage->first;

    if (!only)
        return true;
    if (only->kind != NODE_PARAGRAPH || only->next)
        return false;
    while (only->first) {
        Node *node = only->first;
        node_unlink(node);
        node_append(paragraph, node);
    }
    return true;
}

static void close_joined(Builder *builder, Node *paragraph)
{
    Str text = node_plain_text(builder->arena, paragraph);

    if (!str_ends(text, STR("。")))
        node_append(paragraph, node_new_text(builder->arena, STR("。")));
    merge_texts(builder->arena, paragraph);
}

static void build_rows(Builder *builder, Node *node, const Expansion *expansion, Passage passage)
{
    size_t first = diag_total(builder->diag);
    Node *paragraph = expansion->joined ? joined_paragraph(builder, node) : NULL;

    passage.top = passage.top && !expansion->joined;
    for (size_t i = 0; i < expansion->row_count; i++) {
        size_t before = diag_total(builder->diag);
        passage.row = &expansion->rows[i];
        Node *blocks = build_fragment(builder, expansion->content, passage);
        if (!expansion->joined) {
            node_splice_before(node, blocks);
        } else {
            if (i > 0)
                node_append(paragraph, text_new_from(builder->arena, node->source, expansion->join));
            if (!join_passage(paragraph, blocks))
                diag_report(builder->diag, SEVERITY_ERROR, "block-option", expansion->word,
                            str_of(_("leave out join=, or write the passage as one paragraph")),
                            _("only a passage of one paragraph can be joined to the paragraph before"));
        }
        forget_repeated(builder->diag, first, before);
    }
    if (expansion->joined)
        close_joined(builder, paragraph);
}

// Builds the passage, for each row where there are rows, before the node, in whose place it stands.
static void build_passage(Builder *builder, Node *node, const Expansion *expansion, Passage passage)
{
    passage.depth++;
    if (expansion->each)
        build_rows(builder, node, expansion, passage);
    else if (expansion->content.text.n)
        node_splice_before(node, build_fragment(builder, expansion->content, passage));
}

// ---- blocks

// One block; containers' children come one by one after them.
static void build_block(Builder *builder, Node *root, Node *node, Passage passage)
{
    Expansion expansion;
    Directive directive;

    switch (node->kind) {
    case NODE_PARAGRAPH:
        build_paragraph(builder, root, node, passage);
        break;
    case NODE_HEADING:
        build_inlines(builder, node);
        if (build_heading(builder, node))
            finish_inlines(builder, node, passage.row);
        break;
    case NODE_CODE_BLOCK:
        directive = build_directive(builder, node, passage, &expansion);
        if (directive == DIRECTIVE_EXPANDS)
            build_passage(builder, node, &expansion, passage);
        if (directive != DIRECTIVE_NONE)
            node_unlink(node);
        break;
    case NODE_HTML_BLOCK:
        if (build_html_block(builder, node, &expansion)) {
            build_passage(builder, node, &expansion, passage);
            node_unlink(node);
        }
        break;
    default:
        break;
    }
}

static bool is_comment(const Node *node)
{
    return node->kind == NODE_HTML_BLOCK && str_starts(str_trim(node->text), STR("<!--"));
}

// Enters what the comments before a block silence for what became of it.
static void use_ignores(Builder *builder, const PendingIgnore *pending, size_t n, const Node *from,
                        const Node *to)
{
    for (const Node *block = from; block != to; block = block->next)
        for (size_t i = 0; i < n; i++)
            *vec_push(builder->arena, &builder->ignores) = (IgnoreUse){.rule = pending[i].rule,
                                                                       .reason = pending[i].reason,
                                                                       .place = pending[i].place,
                                                                       .block = block};
}

static void report_depth(Builder *builder, const Node *too_deep)
{
    while (too_deep->parent && too_deep->length == 0)
        too_deep = too_deep->parent;
    diag_report(builder->diag, SEVERITY_ERROR, "nesting-depth",
                source_place(too_deep->source, too_deep->offset, 0), str_of(_("take some of them apart")),
                _("lists, quotes and emphasis are nested more than %d deep"), DEEPEST_NODE);
}

// ---- footnotes: their texts are built with the fragment that has them

static bool has_image(const Node *block)
{
    for (Node *node = block->first; node; node = node_next(block, node))
        if (node->kind == NODE_IMAGE)
            return true;
    return false;
}

static void build_text(Builder *builder, const NoteText *text, Passage passage)
{
    PendingIgnore *pending = builder->pending.at;
    size_t count = builder->pending.n, room = builder->pending.cap;

    // Comments before it that nothing follows are not the note's.
    builder->pending.at = NULL;
    builder->pending.n = builder->pending.cap = 0;
    builder->in_note = true;
    passage.top = false;
    Node *blocks = build_fragment(builder, text->content, passage);
    builder->in_note = false;
    builder->pending.at = pending;
    builder->pending.n = count;
    builder->pending.cap = room;
    for (const Node *block = blocks->first; block; block = block->next)
        if (block->kind != NODE_PARAGRAPH || has_image(block))
            note_report_content(builder, source_place(block->source, block->offset, 0));
    while (blocks->first) {
        Node *block = blocks->first;
        node_unlink(block);
        if (block->kind == NODE_PARAGRAPH)
            node_append(text->note, block);
    }
    if (text->note->first)
        text->note->offset = text->note->first->offset;
}

// Builds the texts of builder->notes from `first` on that marks call, and takes them off the list.
static void build_notes(Builder *builder, size_t first, Passage passage)
{
    for (size_t i = first; i < builder->notes.n; i++) {
        const NoteText text = builder->notes.at[i];
        if (text.note)
            build_text(builder, &text, passage);
        else
            diag_report(builder->diag, SEVERITY_ERROR, "note-unused", text.place,
                        str_print(builder->arena, _("put [^%.*s] where the text calls it, or take it out"),
                                  STR_ARG(text.label)),
                        _("no text calls the footnote “%.*s”, which would not be printed"),
                        STR_ARG(text.label));
    }
    builder->notes.n = first;
}

Node *build_fragment(Builder *builder, Fragment fragment, Passage passage)
{
    const Node *too_deep = NULL;
    size_t notes = builder->notes.n;
    Node *root =
        markdown_parse(builder->arena, notes_take(builder, fragment, passage.depth), DEEPEST_NODE, &too_deep);

    if (too_deep)
        report_depth(builder, too_deep);
    for (Node *node = root->first, *next; node; node = next) {
        bool container =
            !node_is_leaf(node->kind) && node->kind != NODE_PARAGRAPH && node->kind != NODE_HEADING;
        Node *before = node->previous, *after = node->next, *parent = node->parent;
        PendingIgnore *pending = builder->pending.at;
        size_t pending_count = builder->pending.n;

        next = container ? node_next(root, node) : node_after(root, node);
        if (is_comment(node)) {
            build_block(builder, root, node, passage);
            continue;
        }
        builder->pending.at = NULL; // the array is this block's now
        builder->pending.n = builder->pending.cap = 0;
        build_block(builder, root, node, passage);
        use_ignores(builder, pending, pending_count, before ? before->next : parent->first, after);
    }
    build_notes(builder, notes, passage);
    return root;
}
