// Fenced blocks that mean something: table, chart, each, when.
#include "document/internal-build.h"

static Fragment content_of(Builder *builder, const Node *node)
{
    return fragment_of_lines(builder->arena, node->source, node->text,
                             source_line_of(node->source, node->offset) + 1);
}

// ---- table

// Tables that the contents number like the headings of their part are counted with them: a text after them
// (关于空表的说明) goes on.
static void count_table(Builder *builder, const TableSpec *spec)
{
    int level = builder->under + 1;

    if (builder->under == 0 || level > 6 || !spec->listed.n ||
        builder->counters[level - 1] != spec->number - 1 ||
        !str_equal(spec->listed,
                   numbering_format(builder->arena, builder->project->template, level, spec->number)))
        return;
    builder->counters[level - 1] = spec->number;
}

Str table_id(Arena *arena, const TableBook *book, const Table *table)
{
    int own = 0;

    for (size_t i = 0; i < book->table_count; i++) {
        own += book->tables[i]->spec->published && book->tables[i]->spec->number == 0;
        if (book->tables[i] == table)
            break;
    }
    return table->spec->number ? str_print(arena, "table-%02d", table->spec->number)
                               : str_print(arena, "table-own-%d", own);
}

// A NODE_TABLE, entered into builder->tables.
static Node *build_table(Builder *builder, const Table *table)
{
    Arena *arena = builder->arena;
    Node *node = node_new(arena, NODE_TABLE);
    size_t before = 0;

    for (size_t i = 0; i < builder->tables.n; i++)
        before += builder->tables.at[i].table == table;
    node->id = table_id(arena, &builder->project->book, table);
    if (before) // set twice: a destination of its own
        node->id = str_print(arena, "%.*s-%zu", STR_ARG(node->id), before + 1);
    node->table = table;
    node->orientation = table->spec->orientation;
    node->table_title = true;
    count_table(builder, table->spec);
    if (!before)
        check_table_notes(builder, table);
    *vec_push(arena, &builder->tables) = (TableUse){.table = table, .node = node, .id = node->id};
    return node;
}

static bool is_placed(const Builder *builder, const Table *table)
{
    for (size_t i = 0; i < builder->tables.n; i++)
        if (builder->tables.at[i].table == table)
            return true;
    return false;
}

static Node *line_of(Builder *builder, Str text)
{
    Node *paragraph = node_new(builder->arena, NODE_PARAGRAPH);

    node_append(paragraph, node_new_text(builder->arena, text));
    return paragraph;
}

// The names of tables that are attached, a line each, below the sentence that says so.
static void name_tables(Builder *builder, Node *section)
{
    const Project *project = builder->project;
    Str attached = project->template->wording.tables_attached;

    builder->tables_named = true;
    for (size_t i = 0; i < project->book.table_count; i++)
        if (project->book.tables[i]->spec->published && project->book.tables[i]->spec->number)
            node_append(section,
                        line_of(builder, table_listed(builder->arena, project->book.tables[i]->spec)));
    if (attached.n)
        node_append(section, line_of(builder, attached));
}

void build_tables(Builder *builder, Node *section, bool own)
{
    const Project *project = builder->project;

    if (project->template->tables_in == TABLES_IN_ATTACHMENT)
        name_tables(builder, section);
    for (size_t i = 0; i < project->book.table_count; i++) {
        const Table *table = project->book.tables[i];
        bool here = table->spec->number ? project->template->tables_in == TABLES_IN_DOCUMENT : own;

        if (table->spec->published && here && !is_placed(builder, table))
            node_append(section, build_table(builder, table));
    }
}

// ```tables: all the statutory tables that no block before it has placed.
static void build_tables_block(Builder *builder, Node *node, const Fence *fence)
{
    Node *section = node_new(builder->arena, NODE_SECTION);

    if (fence->rest.n || str_trim(node->text).n) {
        diag_report(builder->diag, SEVERITY_ERROR, "block-option",
                    fence_place(fence, fence->rest.n ? fence->rest : fence->word),
                    str_of(_("write “table” for one table")), _("a block of all tables says nothing more"));
        return;
    }
    build_tables(builder, section, false);
    for (Node *block = section->first; block; block = block->next) {
        block->source = node->source;
        block->offset = node->offset;
        block->length = node->length;
    }
    node_splice_before(node, section);
}

static const Table *named_table(Builder *builder, const Fence *fence)
{
    const Project *project = builder->project;
    Table *table = book_find(&project->book, fence->rest);
    Place place = fence_place(fence, fence->rest.n ? fence->rest : fence->word);

    if (table && table->spec->published)
        return table;
    if (table) {
        diag_report(builder->diag, SEVERITY_ERROR, "table-unknown", place,
                    str_of(_("keep what is to be printed in a table of its own")),
                    _("“%.*s” is not published"), STR_ARG(fence->rest));
        return NULL;
    }
    if (book_has_reported(&project->book, project->template, fence->rest))
        return NULL;
    Str *known = ARENA_ARRAY(builder->arena, Str, project->book.table_count);
    for (size_t i = 0; i < project->book.table_count; i++)
        known[i] = project->book.tables[i]->spec->name;
    Str nearest = name_nearest(fence->rest, known, project->book.table_count);
    diag_report(builder->diag, SEVERITY_ERROR, "table-unknown", place,
                nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest)) : (Str){0},
                _("there is no table “%.*s”"), STR_ARG(fence->rest));
    return NULL;
}

// A block of a table needs its name; false after reporting that there is none.
static bool check_named(Builder *builder, const Fence *fence, Str name, const char *example)
{
    if (name.n)
        return true;
    diag_report(builder->diag, SEVERITY_ERROR, "table-unknown", fence_place(fence, fence->word),
                str_print(builder->arena, _("write its name after the word: %s"), example),
                _("this “%.*s” block names no table"), STR_ARG(fence->word));
    return false;
}

static bool read_orientation(Str value, Orientation *orientation)
{
    if (str_equal(value, STR("landscape")))
        *orientation = ORIENTATION_LANDSCAPE;
    else if (str_equal(value, STR("portrait")))
        *orientation = ORIENTATION_PORTRAIT;
    else if (str_equal(value, STR("auto")))
        *orientation = ORIENTATION_AUTO;
    else
        return false;
    return true;
}

static bool read_truth(Str value, bool *truth)
{
    *truth = str_equal(value, STR("true"));
    return *truth || str_equal(value, STR("false"));
}

static void table_option(Builder *builder, Node *table, Str line, Place place)
{
    static const Str known[] = {{"orientation", 11}, {"title", 5}};
    Str name, value;
    bool good;

    if (!option_split(line, STR(":"), STR("："), &name, &value)) {
        diag_report(builder->diag, SEVERITY_ERROR, "block-option", place,
                    str_of(_("write an option as NAME: VALUE")), _("“%.*s” is no option here"),
                    STR_ARG(line));
        return;
    }
    if (str_equal(name, known[0])) {
        good = read_orientation(value, &table->orientation);
    } else if (str_equal(name, known[1])) {
        good = read_truth(value, &table->table_title);
    } else {
        option_report(builder, place, name, known, 2);
        return;
    }
    if (!good)
        diag_report(builder->diag, SEVERITY_ERROR, "block-option", place,
                    str_of(_("orientation is landscape, portrait or auto; title is true or false")),
                    _("the option “%.*s” cannot be “%.*s”"), STR_ARG(name), STR_ARG(value));
}

static void build_table_block(Builder *builder, Node *node, const Fence *fence)
{
    const Table *table = check_named(builder, fence, fence->rest, "```table 部门收支总表")
                             ? named_table(builder, fence)
                             : NULL;
    size_t at = 0, find = node->offset + (node->length ? 1 : 0);

    if (!table)
        return;
    Node *placed = build_table(builder, table);
    placed->source = node->source;
    placed->offset = node->offset;
    placed->length = node->length;
    node_insert_before(node, placed);
    while (at < node->text.n) {
        ptrdiff_t end = str_find_char(node->text, '\n', at);
        Str line = str_trim(str_slice(node->text, at, end < 0 ? node->text.n : (size_t)end));
        at = end < 0 ? node->text.n : (size_t)end + 1;
        if (line.n && line.at[0] != '#')
            table_option(builder, placed, line, block_find(node, &find, line));
    }
}

// ---- each

typedef struct EachLine {
    Str table, level, join;
    bool joined;
} EachLine;

static EachLine read_each(Builder *builder, const Fence *fence)
{
    static const Str known[] = {{"level", 5}, {"join", 4}};
    EachLine each = {0};
    size_t at = 0;
    bool options = false;

    for (Str word; (word = fence_next_word(fence->rest, &at)).n;) {
        Str name, value;
        if (!option_split(word, STR("="), STR("＝"), &name, &value)) {
            if (options)
                option_report(builder, fence_place(fence, word), word, known, 2);
            else if (each.table.n) // a blank within the table's name
                each.table.n = (size_t)(word.at + word.n - each.table.at);
            else
                each.table = word;
            continue;
        }
        options = true;
        if (str_equal(name, known[0])) {
            each.level = value;
        } else if (str_equal(name, known[1])) {
            each.join = value;
            each.joined = true;
        } else {
            option_report(builder, fence_place(fence, word), name, known, 2);
        }
    }
    return each;
}

// False where nothing is to be built.
static bool read_each_block(Builder *builder, const Node *node, const Fence *fence, Passage passage,
                            Expansion *expansion)
{
    EachLine each = read_each(builder, fence);
    FigureContext context = {.source = fence->source,
                             .offset = fence_offset(fence, each.table.n ? each.table : fence->word),
                             .row = passage.row};

    if (!check_named(builder, fence, each.table, "~~~each 部门支出总表 level=项"))
        return false;
    *expansion = (Expansion){.content = content_of(builder, node),
                             .word = fence_place(fence, fence->word),
                             .each = true,
                             .joined = each.joined,
                             .join = each.join};
    if (figure_rows(builder->env, each.table, each.level, context, &expansion->rows, &expansion->row_count))
        return expansion->row_count > 0;
    builder->incomplete = true;
    return false;
}

// ---- when

static bool read_when_block(Builder *builder, const Node *node, const Fence *fence, Passage passage,
                            Expansion *expansion)
{
    Str condition = fence->rest.n ? fence->rest : str_slice(fence->word, fence->word.n, fence->word.n);
    FigureContext context = {
        .source = fence->source, .offset = fence_offset(fence, condition), .row = passage.row};
    bool ok = true;

    bool holds = figure_condition(builder->env, condition, context, &ok);
    builder->incomplete |= !ok;
    if (!holds || !ok)
        return false;
    *expansion = (Expansion){.content = content_of(builder, node), .word = fence_place(fence, fence->word)};
    return true;
}

// ---- which

static bool check_word(Builder *builder, const Fence *fence)
{
    static const Str known[] = {{"table", 5}, {"tables", 6}, {"chart", 5}, {"each", 4}, {"when", 4}};
    enum { KNOWN = sizeof known / sizeof *known };

    for (size_t i = 0; i < KNOWN; i++)
        if (str_equal(fence->word, known[i]))
            return true;
    // Any other word names a code block's language, unless it looks like one of these or goes on with a
    // table's name.
    size_t at = 0;
    Str nearest = name_nearest(fence->word, known, KNOWN), argument = fence_next_word(fence->rest, &at);
    Str all = str_join(builder->arena, known, KNOWN, STR(", "));
    if (nearest.n || (argument.n && book_find(&builder->project->book, argument)))
        diag_report(builder->diag, SEVERITY_ERROR, "block-unknown", fence_place(fence, fence->word),
                    nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                              : str_print(builder->arena, _("there are: %.*s"), STR_ARG(all)),
                    _("there is no block “%.*s”"), STR_ARG(fence->word));
    return false;
}

static Directive read_passage_block(Builder *builder, const Node *node, const Fence *fence, Passage passage,
                                    Expansion *expansion)
{
    bool expands;

    if (passage.depth >= DEEPEST_BLOCK) {
        diag_report(builder->diag, SEVERITY_ERROR, "nesting-depth", fence_place(fence, fence->word),
                    str_of(_("take some of them apart")), _("blocks are nested more than %d deep"),
                    DEEPEST_BLOCK);
        return DIRECTIVE_DONE;
    }
    if (str_equal(fence->word, STR("each")))
        expands = read_each_block(builder, node, fence, passage, expansion);
    else
        expands = read_when_block(builder, node, fence, passage, expansion);
    return expands ? DIRECTIVE_EXPANDS : DIRECTIVE_DONE;
}

Directive build_directive(Builder *builder, Node *node, Passage passage, Expansion *expansion)
{
    if (!node->info.n) // indented, or without an info string
        return DIRECTIVE_NONE;
    Fence fence = fence_read(node);
    if (!check_word(builder, &fence))
        return DIRECTIVE_NONE;
    fence_check_closed(builder, node, &fence);
    if (str_equal(fence.word, STR("table")))
        build_table_block(builder, node, &fence);
    else if (str_equal(fence.word, STR("tables")))
        build_tables_block(builder, node, &fence);
    else if (str_equal(fence.word, STR("chart")))
        build_chart(builder, node, fence_place(&fence, fence.word), passage);
    else
        return read_passage_block(builder, node, &fence, passage, expansion);
    return DIRECTIVE_DONE;
}
