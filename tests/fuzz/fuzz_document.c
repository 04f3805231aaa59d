// Markdown to the Document tree, by CommonMark alone and with all that a project adds.
#include "fuzz.h"

#include "document/document_fixture.h"

static void *fixture; // made once: no input changes it but for its section

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fixture_setup(&fixture);
    return 0;
}

// One is selected at a time, by looking at all headings; an `each` block may make thousands of them.
#define MOST_SELECTED 16

static void read_tree(Arena *arena, Diag *diag, Document *document)
{
    NodeWalk walk = node_walk(document->root);
    int selected = 0;

    while (node_walk_next(&walk)) {
        CellRef cell;

        if (!walk.entering)
            continue;
        document_covers(document, walk.node);
        if (walk.node->kind == NODE_FIGURE && document_figure_target(document, walk.node->figure, &cell))
            document_cell_id(arena, document, cell);
        if (walk.node->kind == NODE_HEADING && selected++ < MOST_SELECTED)
            document_select(arena, diag, document, node_plain_text(arena, walk.node));
    }
    document_select(arena, diag, document, STR("（一）"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Fixture *f = fixture;
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Source *source = source_from_bytes(arena, diag, bytes, STR("sections/1.md"), STR("UTF-8"));

    if (source) {
        Project project = f->project;
        Document *document;

        document_parse_commonmark(arena, diag, source);
        project.sections = &source;
        project.section_count = 1;
        document = document_build(arena, diag, &project, figure_env_new(arena, diag, &project), size % 2);
        if (document)
            read_tree(arena, diag, document);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
