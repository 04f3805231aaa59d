// The whole document: a section a source file, the tables that no block placed, and what refers to what.
#include <stdlib.h>

#include "document/internal-comparison.h"

static void build_section(Builder *builder, Document *document, const Source *source)
{
    Arena *arena = builder->arena;
    Node *section = node_new(arena, NODE_SECTION);

    builder->section++;
    builder->headings = 0;
    builder->note_highest = 0;
    check_front_matter(builder, source);
    section->source = source;
    section->length = source->text.n;
    section->id = str_print(arena, "section-%02d", builder->section);
    node_append(document->root, section);
    Node *blocks = build_fragment(builder, fragment_of_source(source), (Passage){.top = true});
    while (blocks->first) {
        Node *block = blocks->first;
        node_unlink(block);
        node_append(section, block);
    }
    place_notes(section);
    for (size_t i = 0; i < builder->pending.n;
         i++) // comments that nothing follows: listed, and silence nothing
        *vec_push(arena, &builder->ignores) = (IgnoreUse){.rule = builder->pending.at[i].rule,
                                                          .reason = builder->pending.at[i].reason,
                                                          .place = builder->pending.at[i].place};
    builder->pending.n = 0;
}

// ---- the tables part

static Node *part_heading(Arena *arena, Str wording, Str id)
{
    Node *heading = node_new(arena, NODE_HEADING);

    heading->level = 1;
    heading->role = ROLE_PART;
    heading->id = id;
    node_append(heading, node_new_text(arena, wording));
    return heading;
}

// Statutory tables come first in the book, in their order, then the department's own.
static void build_tables_part(Builder *builder, Document *document)
{
    const Template *template = builder->project->template;
    Node *section = node_new(builder->arena, NODE_SECTION);

    section->id = STR("tables");
    if (template->tables_in == TABLES_IN_NONE ||
        (template->tables_in == TABLES_IN_ATTACHMENT && builder->tables_named))
        return;
    build_tables(builder, section, true);
    if (!section->first)
        return;
    if (template->wording.tables_part.n)
        node_insert_before(section->first,
                           part_heading(builder->arena, template->wording.tables_part, STR("h-tables")));
    node_append(document->root, section);
}

static void add_narrative_heading(Builder *builder, Document *document)
{
    Str wording = builder->project->template->wording.narrative_part;

    if (!wording.n || !document->root->first)
        return;
    Node *heading = part_heading(builder->arena, wording, STR("h-narrative"));
    Node *section = document->root->first;
    if (section->first)
        node_insert_before(section->first, heading);
    else
        node_append(section, heading);
}

// The last block of the narrative that says a figure, as a section's child; NULL where none does.
static Node *last_with_figure(const Document *document)
{
    Node *found = NULL;

    for (Node *node = document->root; node; node = node_next(document->root, node))
        if (node->kind == NODE_FIGURE)
            found = node;
    while (found && found->parent->kind != NODE_SECTION)
        found = found->parent;
    return found;
}

// The sentence on 尾差 ends the part that says the last figures: what follows it (名词解释) has none.
static void add_rounding_note(Builder *builder, Document *document)
{
    const Project *project = builder->project;
    Str wording = project->template->wording.rounding_note;

    if (!project->rounding_note || !wording.n || !document->root->last)
        return;
    Node *note = node_new(builder->arena, NODE_PARAGRAPH), *last = last_with_figure(document);
    node_append(note, node_new_text(builder->arena, wording));
    while (last && last->next && !(last->next->kind == NODE_HEADING && last->next->level == 1))
        last = last->next;
    if (last)
        node_insert_after(last, note);
    else
        node_append(document->root->last, note);
}

// ---- what stands where, and what quotes what

static int compare_uses(const void *a, const void *b)
{
    const TableUse *x = *(const TableUse *const *)a, *y = *(const TableUse *const *)b;

    if (x->table != y->table)
        return (uintptr_t)x->table < (uintptr_t)y->table ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void index_tables(Arena *arena, Document *document)
{
    const TableUse **uses = ARENA_ARRAY(arena, const TableUse *, document->table_count);

    for (size_t i = 0; i < document->table_count; i++)
        uses[i] = &document->tables[i];
    if (document->table_count > 1)
        qsort(uses, document->table_count, sizeof(TableUse *), compare_uses);
    document->uses_by_table = uses;
    for (size_t i = 0; i < document->table_count; i++)
        if (i == 0 || uses[i]->table != uses[document->use_count - 1]->table)
            uses[document->use_count++] = uses[i];
}

// Figures that a published cell of this document answers for, numbered in reading order.
static void collect_quotations(Arena *arena, Document *document)
{
    VEC(Quotation) quotations = {0};
    CellRef cell;

    for (Node *node = document->root; node; node = node_next(document->root, node)) {
        if (node->kind != NODE_FIGURE || !document_figure_target(document, node->figure, &cell))
            continue;
        node->id = str_print(arena, "figure-%zu", quotations.n + 1);
        *vec_push(arena, &quotations) =
            (Quotation){.figure = node->figure, .node = node, .section = node_section(node), .id = node->id};
    }
    document->quotations = quotations.at;
    document->quotation_count = quotations.n;
}

static void set_mark(Document *document)
{
    const Project *project = document->project;
    const WordList *words = project->template->words->lists;

    if (document->draft)
        document->mark = document->mark_note = project->template->wording.draft;
    if (project->example) {
        document->mark = words_first(words[WORDS_EXAMPLE_MARK]);
        document->mark_note = words_first(words[WORDS_EXAMPLE_NOTE]);
    }
}

Document *document_build(Arena *arena, Diag *diag, const Project *project, FigureEnv *env, bool draft)
{
    Document *document = ARENA_NEW(arena, Document);
    Builder builder = {
        .arena = arena, .diag = diag, .project = project, .env = env, .digest = project->digest};

    *document = (Document){.project = project,
                           .root = node_new(arena, NODE_DOCUMENT),
                           .draft = draft,
                           .title = project->title,
                           .department = project->department};
    set_mark(document);
    for (size_t i = 0; i < project->section_count; i++)
        build_section(&builder, document, project->sections[i]);
    add_narrative_heading(&builder, document);
    add_rounding_note(&builder, document);
    build_tables_part(&builder, document);
    build_comparison(&builder, document);
    document->tables = builder.tables.at;
    document->table_count = builder.tables.n;
    index_tables(arena, document);
    document->ignores = builder.ignores.at;
    document->ignore_count = builder.ignores.n;
    document->incomplete = builder.incomplete;
    document->digest = builder.digest;
    collect_quotations(arena, document);
    return document;
}
