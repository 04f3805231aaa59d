// Headings with numbers, paragraphs that begin with a typed number, and run-in headings.
#include <assert.h>

#include "document/internal-build.h"

// The text in which a typed number would stand: the line's first, or the first of its strong text.
static Node *number_text(Node *first)
{
    if (first && first->kind == NODE_STRONG)
        first = first->first;
    return first && first->kind == NODE_TEXT && !node_is_soft_break(first) ? first : NULL;
}

// Takes the number off its text; a text with nothing left goes. Returns what was taken off.
static Node *strip_number(Arena *arena, Node *text, const TypedNumber *number)
{
    Node *taken = text_take(arena, text, number->rest);

    if (!text->text.n)
        node_unlink(text);
    return taken;
}

// Where the author typed a block's number, with the blanks around it.
static void set_typed(Node *block, const Node *taken)
{
    size_t offset, length;

    if (!text_source(taken, 0, taken->text.n, &offset, &length))
        return;
    block->number_offset = offset;
    block->number_length = length;
}

static TypedAt typed_at(const Node *block, const Node *text, const TypedNumber *number)
{
    TypedAt at = {.place = text_place(block, text, number->from, number->to)};

    if (!text_source(text, number->from, number->to, &at.offset, &at.length))
        at.length = 0;
    return at;
}

static Str heading_id(Builder *builder)
{
    return str_print(builder->arena, "h-%d-%d", builder->section, ++builder->headings);
}

// ---- headings

static void report_other_level(Builder *builder, const Node *heading, Place place, Str typed)
{
    Str own = numbering_format(builder->arena, builder->project->template, heading->level,
                               builder->counters[heading->level - 1] + 1);

    diag_report(builder->diag, SEVERITY_ERROR, "heading-number", place,
                str_print(builder->arena, _("write “%.*s” or no number, or change the number of # marks"),
                          STR_ARG(own)),
                _("the number “%.*s” belongs to another level than this heading's"), STR_ARG(typed));
}

static bool is_blank(Str text)
{
    return str_trim(text).n == 0;
}

static bool has_words(Node *heading)
{
    for (Node *node = heading->first; node; node = node_next(heading, node))
        if (node->kind == NODE_IMAGE || node->kind == NODE_FIGURE || !is_blank(node_literal(node)))
            return true;
    return false;
}

bool build_heading(Builder *builder, Node *heading)
{
    assert(heading->kind == NODE_HEADING);
    const Template *template = builder->project->template;
    Node *text = number_text(heading->first);
    TypedNumber number;
    int typed = 0;
    TypedAt at = {.place = source_place(heading->source, heading->offset, 0)};
    bool numbered = numbering_format(builder->arena, template, heading->level, 1).n > 0;

    if (numbered && text && numbering_match(template, text->text, &number)) {
        Str written = str_slice(text->text, number.from, number.to);
        at = typed_at(heading, text, &number);
        if (number.level == heading->level)
            typed = number.value;
        else
            report_other_level(builder, heading, at.place, written);
        set_typed(heading, strip_number(builder->arena, text, &number));
    }
    if (!has_words(heading)) {
        diag_report(builder->diag, SEVERITY_ERROR, "heading-empty",
                    source_place(heading->source, heading->offset, 0),
                    str_of(_("write the heading's words after the # marks, or take the line out")),
                    _("this heading has no words"));
        node_unlink(heading);
        return false;
    }
    int value = builder_count(builder, heading->level, typed, at);
    heading->number = numbering_format(builder->arena, template, heading->level, value);
    heading->role = numbering_role(template, heading->level);
    heading->id = heading_id(builder);
    builder->under = heading->level;
    return true;
}

// ---- run-in headings

// Moves the mark that a text begins with (： : 。) to the end of the run-in heading.
static void take_mark(Arena *arena, Node *run_in)
{
    static const Str marks[] = {{"：", 3}, {":", 1}, {"。", 3}};
    Node *text = run_in->next;

    if (!text || text->kind != NODE_TEXT)
        return;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (!str_starts(text->text, marks[i]))
            continue;
        node_append(run_in, text_take(arena, text, marks[i].n));
        if (!text->text.n)
            node_unlink(text);
        return;
    }
}

static void make_run_in(Builder *builder, Node *paragraph, Node *strong, const TypedNumber *number, Str typed)
{
    Node *run_in = strong;

    assert(strong->kind == NODE_STRONG);
    run_in->kind = NODE_RUN_IN;
    run_in->source = paragraph->source;
    run_in->offset = paragraph->offset;
    run_in->level = number->level;
    run_in->number = typed;
    run_in->role = numbering_role(builder->project->template, number->level);
    run_in->id = heading_id(builder);
    take_mark(builder->arena, run_in);
}

// Numbers a paragraph that begins with a typed number. Its text was found at the paragraph's offset.
static void number_paragraph(Builder *builder, Node *paragraph, const TypedNumber *number)
{
    Node *text = number_text(paragraph->first), *strong = NULL;
    Str typed = str_slice(text->text, number->from, number->to);

    builder_count(builder, number->level, number->value, typed_at(paragraph, text, number));
    if (text->parent != paragraph)
        strong = text->parent; // **（一）收入预算**：
    else if (is_blank(str_slice(text->text, number->rest, text->text.n)) && text->next &&
             text->next->kind == NODE_STRONG)
        strong = text->next;
    Node *taken = strip_number(builder->arena, text, number);
    if (strong && strong->first) {
        make_run_in(builder, paragraph, strong, number, typed);
        set_typed(strong, taken);
        return;
    }
    set_typed(paragraph, taken);
    paragraph->level = number->level;
    paragraph->number = typed;
    paragraph->role = ROLE_BODY; // only a run-in heading takes its level's font
}

// ---- lines

// Where the source's line begins that a text begins in; `instead` where that is not known.
static size_t line_start(const Node *text, size_t instead)
{
    size_t offset, length;

    if (!text_source(text, 0, 1, &offset, &length))
        return instead;
    while (offset > 0 && text->source->text.at[offset - 1] != '\n')
        offset--;
    return offset;
}

// Moves what stands before the line end into a new paragraph before this one; the line end goes.
static Node *split_at(Arena *arena, Node *paragraph, Node *line_end)
{
    Node *piece = node_new(arena, NODE_PARAGRAPH);

    piece->source = paragraph->source;
    piece->offset = paragraph->offset;
    node_insert_before(paragraph, piece);
    while (paragraph->first != line_end) {
        Node *node = paragraph->first;
        node_unlink(node);
        node_append(piece, node);
    }
    node_unlink(line_end);
    return piece;
}

static bool is_line_end(const Node *node)
{
    return node->kind == NODE_LINE_BREAK || node_is_soft_break(node);
}

// The first line end that a typed number follows, or NULL.
static Node *next_numbered_line(const Template *template, const Node *paragraph, TypedNumber *number)
{
    for (Node *node = paragraph->first; node; node = node->next) {
        const Node *text = is_line_end(node) ? number_text(node->next) : NULL;
        if (text && numbering_match(template, text->text, number))
            return node;
    }
    return NULL;
}

void build_numbered_lines(Builder *builder, Node *paragraph)
{
    const Template *template = builder->project->template;
    size_t end = paragraph->offset + paragraph->length;
    Node *text = number_text(paragraph->first), *line_end;
    TypedNumber number, next;
    bool numbered = text && numbering_match(template, text->text, &number);

    while ((line_end = next_numbered_line(template, paragraph, &next))) {
        size_t start = line_start(number_text(line_end->next), paragraph->offset);
        Node *piece = split_at(builder->arena, paragraph, line_end);
        paragraph->offset = start;
        paragraph->length = end - paragraph->offset;
        piece->length =
            paragraph->offset > piece->offset ? paragraph->offset - piece->offset : end - piece->offset;
        if (numbered)
            number_paragraph(builder, piece, &number);
        number = next;
        numbered = true;
    }
    if (numbered)
        number_paragraph(builder, paragraph, &number);
}
