// A project made by hand: a template of four levels, a few tables, and sections given as text; and the tree
// written out in one line, so that a test says what it wants to see.
#ifndef GONGKAI_DOCUMENT_FIXTURE_H
#define GONGKAI_DOCUMENT_FIXTURE_H

#include "document/document.h"
#include "spreadsheet/spreadsheet.h"
#include "testing.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Template template;
    Style style;
    Project project;
    VEC(Table *) tables;
    VEC(Source *) sections;
    Document *document;
} Fixture;

// `number` 0: a table of one's own.
static inline Table *fixture_table(Fixture *f, const char *name, int number, const char *csv)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(csv),
                                       str_print(f->arena, "tables/%s.csv", name), (Str){0});
    Table *table = table_read_csv(f->arena, f->diag, source,
                                  &(TableWanted){NULL, str_of(name), unit_parse(STR("万元"))});
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);

    *spec = *table->spec;
    spec->number = number;
    spec->published = true;
    table->spec = spec;
    *vec_push(f->arena, &f->tables) = table;
    f->project.book.tables = f->tables.at;
    f->project.book.table_count = f->tables.n;
    return table;
}

static inline int fixture_setup(void **state)
{
    static const LevelSpec levels[] = {{{"{一}、", 8}, ROLE_HEADING_1, true},
                                       {{"（{一}）", 11}, ROLE_HEADING_2, true},
                                       {{"{1}.", 4}, ROLE_HEADING_3, true},
                                       {{"（{1}）", 9}, ROLE_HEADING_4, true}};
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);

    f->arena = arena;
    f->diag = diag_new();
    for (size_t i = 0; i < 4; i++)
        f->template.levels[i] = levels[i];
    f->template.level_count = 4;
    f->template.wording = (Wording){.unavailable = STR("【？】"),
                                    .tables_part = STR("2023年公开表"),
                                    .last_year = STR("上年"),
                                    .increase = STR("增加"),
                                    .decrease = STR("减少"),
                                    .unchanged = STR("持平")};
    f->template.words = &words_builtin;
    f->template.ratio_decimals = 2;
    f->project = (Project){.folder = STR(TEST_DIR "/document/fixtures/images"),
                           .template = &f->template,
                           .style = &f->style,
                           .year = 2023,
                           .department = STR("某局"),
                           .title = STR("2023年部门预算公开"),
                           .unit = unit_parse(STR("万元"))};
    f->project.manifest = source_from_bytes(arena, f->diag, STR("\n"), STR("gongkai.yaml"), (Str){0});
    fixture_table(f, "收支表", 1, "项目,预算数\n收入,51.8\n支出,33.8\n结余,0\n");
    fixture_table(f, "三公表", 2, "项目,预算数\n出国,0\n接待,1.5\n");
    fixture_table(f, "自有表", 0, "项目,预算数\n甲,1\n");
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

static inline void fixture_section(Fixture *f, const char *name, const char *markdown)
{
    *vec_push(f->arena, &f->sections) =
        source_from_bytes(f->arena, f->diag, str_of(markdown), str_of(name), (Str){0});
    f->project.sections = f->sections.at;
    f->project.section_count = f->sections.n;
}

static inline void fixture_build(Fixture *f)
{
    FigureEnv *env = figure_env_new(f->arena, f->diag, &f->project);

    f->document = document_build(f->arena, f->diag, &f->project, env, false);
}

// ---- the tree in one line

static inline const char *dump_name(const Node *node)
{
    static const char *const names[] = {
        [NODE_DOCUMENT] = "doc",    [NODE_SECTION] = "s",      [NODE_HEADING] = "h",
        [NODE_PARAGRAPH] = "p",     [NODE_LIST] = "list",      [NODE_ITEM] = "li",
        [NODE_QUOTE] = "q",         [NODE_CODE_BLOCK] = "pre", [NODE_HTML_BLOCK] = "html",
        [NODE_RULE] = "hr",         [NODE_TABLE] = "table",    [NODE_PAGE_BREAK] = "page",
        [NODE_TEXT] = "",           [NODE_LINE_BREAK] = "/",   [NODE_CODE] = "code",
        [NODE_HTML_INLINE] = "tag", [NODE_EMPHASIS] = "i",     [NODE_STRONG] = "b",
        [NODE_LINK] = "a",          [NODE_IMAGE] = "img",      [NODE_FIGURE] = "=",
        [NODE_RUN_IN] = "run",      [NODE_CHART] = "chart",    [NODE_NOTE] = "note",
        [NODE_NOTE_MARK] = "^"};

    return names[node->kind];
}

static inline void dump_enter(StrBuf *buf, const Node *node)
{
    buf_add_c(buf, dump_name(node));
    if (node->kind == NODE_TEXT && node->previous && node->previous->kind == NODE_TEXT)
        buf_add_char(buf, '|'); // texts side by side want merging
    switch (node->kind) {
    case NODE_HEADING:
    case NODE_RUN_IN:
    case NODE_PARAGRAPH:
        if (node->level)
            buf_print(buf, "%d", node->level);
        if (node->number.n)
            buf_print(buf, "{%.*s}", STR_ARG(node->number));
        break;
    case NODE_TABLE:
        buf_print(buf, "{%.*s}", STR_ARG(node->id));
        break;
    case NODE_LINK:
    case NODE_IMAGE:
        if (node->target.n)
            buf_print(buf, "{%.*s}", STR_ARG(node->target));
        break;
    case NODE_NOTE:
        buf_print(buf, "%d", node->order);
        break;
    case NODE_NOTE_MARK:
        buf_print(buf, "%d", node->note->order);
        break;
    case NODE_FIGURE:
        buf_print(buf, "[%.*s]", STR_ARG(node->figure->text));
        break;
    case NODE_CODE_BLOCK:
        if (node->info.n)
            buf_print(buf, "{%.*s}", STR_ARG(node->info));
        buf_print(buf, "[%.*s]", STR_ARG(node->text));
        break;
    case NODE_TEXT:
        buf_add(buf, node->text);
        break;
    default:
        if (node_literal(node).n || node->kind == NODE_CODE)
            buf_print(buf, "[%.*s]", STR_ARG(node_literal(node)));
        break;
    }
    if (!node_is_leaf(node->kind))
        buf_add_char(buf, '(');
}

static inline Str dump(Arena *arena, const Node *root)
{
    StrBuf buf = {.arena = arena};
    NodeWalk walk = node_walk(root);

    while (node_walk_next(&walk)) {
        if (walk.entering)
            dump_enter(&buf, walk.node);
        else
            buf_add_char(&buf, ')');
    }
    return buf_str(&buf);
}

// Builds one section of this text and compares its blocks.
#define assert_blocks(fixture, markdown, expected)                                                           \
    do {                                                                                                     \
        fixture_section((fixture), "sections/1-概况.md", (markdown));                                        \
        fixture_build(fixture);                                                                              \
        assert_str(dump((fixture)->arena, (fixture)->document->root->first), "s(" expected ")");             \
    } while (0)

// The one finding there is, at line and column.
#define assert_finding(fixture, index, rule_id, at_line, at_column)                                          \
    do {                                                                                                     \
        assert_true(diag_total((fixture)->diag) > (index));                                                  \
        const Finding *finding_ = diag_at((fixture)->diag, (index));                                         \
        assert_string_equal(finding_->rule, (rule_id));                                                      \
        assert_int_equal(finding_->place.line, (at_line));                                                   \
        assert_int_equal(finding_->place.column, (at_column));                                               \
    } while (0)

#endif
