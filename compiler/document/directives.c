// Fenced blocks that mean something: table, chart, each, when.
#include "document/internal-build.h"

// A fence's info string as the source has it, so that places in it are exact.
typedef struct Fence {
    const Source *source;
    Str word, rest; // slices of the source's text
} Fence;

static size_t offset_of(const Fence *fence, Str part)
{
    return (size_t)(part.at - fence->source->text.at);
}

static Place fence_place(const Fence *fence, Str part)
{
    return source_place(fence->source, offset_of(fence, part), part.n);
}

// The next word of text[*at …], parted by blanks; empty at the end.
static Str next_word(Str text, size_t *at)
{
    size_t from, to;

    for (from = *at; from < text.n; from = to) {
        to = from;
        if (!char_is_blank(utf8_next(text, &to)))
            break;
    }
    for (to = from; to < text.n;) {
        size_t next = to;
        if (char_is_blank(utf8_next(text, &next)))
            break;
        to = next;
    }
    *at = to;
    return str_slice(text, from, to);
}

static Fence read_fence(const Node *node)
{
    Str line = source_line(node->source, source_line_of(node->source, node->offset));
    size_t at = node->offset - (size_t)(line.at - node->source->text.at);

    while (at < line.n && (line.at[at] == ' ' || line.at[at] == '`' || line.at[at] == '~'))
        at++;
    Fence fence = {.source = node->source, .word = next_word(line, &at)};
    fence.rest = str_trim(str_slice(line, at, line.n));
    return fence;
}

// A block that nothing closes runs to its container's end: its last line is then one of its content.
static void check_closed(Builder *builder, const Node *node, const Fence *fence)
{
    size_t lines = 0, end = node->offset + (node->length ? node->length - 1 : 0);
    uint32_t first = source_line_of(node->source, node->offset), last = source_line_of(node->source, end);

    for (size_t i = 0; i < node->text.n; i++)
        lines += node->text.at[i] == '\n';
    if (last > first && last - first == lines + 1)
        return;
    diag_report(builder->diag, SEVERITY_ERROR, "block-unclosed", fence_place(fence, fence->word),
                str_of(_("end it with a line of the same marks")), _("nothing closes this “%.*s” block"),
                STR_ARG(fence->word));
}

static Fragment content_of(Builder *builder, const Node *node)
{
    return fragment_of_lines(builder->arena, node->source, node->text,
                             source_line_of(node->source, node->offset) + 1);
}

// ---- options: NAME: VALUE lines of a table block, NAME=VALUE words of an each line

static void report_option(Builder *builder, Place place, Str name, const Str *known, size_t n)
{
    Str nearest = name_nearest(name, known, n);
    Str all = str_join(builder->arena, known, n, STR(", "));

    diag_report(builder->diag, SEVERITY_ERROR, "block-option", place,
                nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                          : str_print(builder->arena, _("there are: %.*s"), STR_ARG(all)),
                _("“%.*s” is no option here"), STR_ARG(name));
}

bool option_split(Str text, Str mark, Str wide_mark, Str *name, Str *value)
{
    ptrdiff_t narrow = str_find(text, mark, 0), wide = str_find(text, wide_mark, 0);
    bool is_wide = wide >= 0 && (narrow < 0 || wide < narrow);
    ptrdiff_t at = is_wide ? wide : narrow;

    if (at < 0)
        return false;
    *name = str_trim(str_slice(text, 0, (size_t)at));
    *value = str_trim(str_slice(text, (size_t)at + (is_wide ? wide_mark.n : mark.n), text.n));
    return true;
}

// ---- table

Node *build_table(Builder *builder, const Table *table)
{
    Arena *arena = builder->arena;
    Node *node = node_new(arena, NODE_TABLE);
    const TableBook *book = &builder->project->book;
    int own = 0;
    size_t before = 0;

    for (size_t i = 0; i < book->table_count; i++) {
        own += book->tables[i]->spec->published && book->tables[i]->spec->number == 0;
        if (book->tables[i] == table)
            break;
    }
    for (size_t i = 0; i < builder->tables.n; i++)
        before += builder->tables.at[i].table == table;
    node->id = table->spec->number ? str_print(arena, "table-%02d", table->spec->number)
                                   : str_print(arena, "table-own-%d", own);
    if (before) // set twice: a destination of its own
        node->id = str_print(arena, "%.*s-%zu", STR_ARG(node->id), before + 1);
    node->table = table;
    node->orientation = table->spec->orientation;
    node->table_title = true;
    *vec_push(arena, &builder->tables) = (TableUse){.table = table, .node = node, .id = node->id};
    return node;
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
        report_option(builder, place, name, known, 2);
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

    for (Str word; (word = next_word(fence->rest, &at)).n;) {
        Str name, value;
        if (!option_split(word, STR("="), STR("＝"), &name, &value)) {
            if (options)
                report_option(builder, fence_place(fence, word), word, known, 2);
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
            report_option(builder, fence_place(fence, word), name, known, 2);
        }
    }
    return each;
}

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
    if (node->previous && node->previous->kind == NODE_PARAGRAPH)
        return node->previous;
    Node *paragraph = node_new(builder->arena, NODE_PARAGRAPH);
    paragraph->source = node->source;
    paragraph->offset = node->offset;
    paragraph->length = node->length;
    node_insert_before(node, paragraph);
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

static void build_each(Builder *builder, Node *node, const Fence *fence, Passage passage)
{
    EachLine each = read_each(builder, fence);
    RowContext *rows = NULL;
    size_t n = 0, first = diag_total(builder->diag);
    FigureContext context = {.source = fence->source,
                             .offset = offset_of(fence, each.table.n ? each.table : fence->word),
                             .row = passage.row};
    Fragment content = content_of(builder, node);

    if (!check_named(builder, fence, each.table, "~~~each 部门支出总表 level=项"))
        return;
    if (!figure_rows(builder->env, each.table, each.level, context, &rows, &n) || n == 0)
        return;
    Node *paragraph = each.joined ? joined_paragraph(builder, node) : NULL;
    passage.depth++;
    passage.top = passage.top && !each.joined;
    for (size_t i = 0; i < n; i++) {
        size_t before = diag_total(builder->diag);
        passage.row = &rows[i];
        Node *blocks = build_fragment(builder, content, passage);
        if (!each.joined) {
            node_splice_before(node, blocks);
        } else {
            if (i > 0)
                node_append(paragraph, node_new_text(builder->arena, each.join));
            if (!join_passage(paragraph, blocks))
                diag_report(builder->diag, SEVERITY_ERROR, "block-option", fence_place(fence, fence->word),
                            str_of(_("leave out join=, or write the passage as one paragraph")),
                            _("only a passage of one paragraph can be joined to the paragraph before"));
        }
        forget_repeated(builder->diag, first, before);
    }
    if (each.joined)
        close_joined(builder, paragraph);
}

// ---- when

static void build_when(Builder *builder, Node *node, const Fence *fence, Passage passage)
{
    Str condition = fence->rest.n ? fence->rest : str_slice(fence->word, fence->word.n, fence->word.n);
    FigureContext context = {
        .source = fence->source, .offset = offset_of(fence, condition), .row = passage.row};
    bool ok = true;

    if (!figure_condition(builder->env, condition, context, &ok) || !ok)
        return;
    passage.depth++;
    node_splice_before(node, build_fragment(builder, content_of(builder, node), passage));
}

// ---- which

static bool check_word(Builder *builder, const Fence *fence)
{
    static const Str known[] = {{"table", 5}, {"chart", 5}, {"each", 4}, {"when", 4}};
    enum { KNOWN = sizeof known / sizeof *known };

    for (size_t i = 0; i < KNOWN; i++)
        if (str_equal(fence->word, known[i]))
            return true;
    // Any other word names a code block's language, unless it looks like one of these or goes on with a
    // table's name.
    size_t at = 0;
    Str nearest = name_nearest(fence->word, known, KNOWN), argument = next_word(fence->rest, &at);
    Str all = str_join(builder->arena, known, KNOWN, STR(", "));
    if (nearest.n || (argument.n && book_find(&builder->project->book, argument)))
        diag_report(builder->diag, SEVERITY_ERROR, "block-unknown", fence_place(fence, fence->word),
                    nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                              : str_print(builder->arena, _("there are: %.*s"), STR_ARG(all)),
                    _("there is no block “%.*s”"), STR_ARG(fence->word));
    return false;
}

bool build_directive(Builder *builder, Node *node, Passage passage)
{
    if (!node->info.n) // indented, or without an info string
        return false;
    Fence fence = read_fence(node);
    if (!check_word(builder, &fence))
        return false;
    check_closed(builder, node, &fence);
    if (str_equal(fence.word, STR("table"))) {
        build_table_block(builder, node, &fence);
    } else if (str_equal(fence.word, STR("chart"))) {
        build_chart(builder, node, fence_place(&fence, fence.word), passage);
    } else if (passage.depth >= DEEPEST_BLOCK) {
        diag_report(builder->diag, SEVERITY_ERROR, "nesting-depth", fence_place(&fence, fence.word),
                    str_of(_("take some of them apart")), _("blocks are nested more than %d deep"),
                    DEEPEST_BLOCK);
    } else if (str_equal(fence.word, STR("each"))) {
        build_each(builder, node, &fence, passage);
    } else {
        build_when(builder, node, &fence, passage);
    }
    node_unlink(node);
    return true;
}
