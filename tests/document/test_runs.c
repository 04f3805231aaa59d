// Where texts are from: every text of random Markdown is led back to the bytes that it is written with.
#include "document_fixture.h"
#include "random.h"

static const char *pick(Random *random, const char *const *pieces, size_t n)
{
    return pieces[random_below(random, (uint32_t)n)];
}

// Pieces that open, close, escape and break, in any order: what CommonMark makes of them is its own affair.
static const char *const inlines[] = {"收入",     "支出",
                                      "a",        " ",
                                      "  ",       "*",
                                      "**",       "_",
                                      "__",       "***",
                                      "`",        "``",
                                      "` a `",    "`收\n入`",
                                      "\\",       "\\*",
                                      "\\\\",     "\\`",
                                      "&amp;",    "&#x4E00;",
                                      "&ngE;",    "&unknown;",
                                      "&",        "&#38;",
                                      "&quot",    "<b>",
                                      "<b\nc>",   "<https://a.cn/b&amp;c\\d>",
                                      "[",        "]",
                                      "](x)",     "](",
                                      ")",        "](<y z> \"t\")",
                                      "![",       "[词](b \"收\n入\")",
                                      "![图](c)", "[词][x]",
                                      "[x][]",    "[x]",
                                      "\n",       "\n",
                                      "  \n",     "\\\n",
                                      "，",       ">",
                                      "<",        "!",
                                      "\t",       "#",
                                      "甲*乙*丙", "**（一）丁**：",
                                      "~",        "1.",
                                      "&nbsp;",   "\xC2\xA0",
                                      "\"",       "(",
                                      "&gt;",     "\\>"};
static const char *const prefixes[] = {"[x]: /u\n", "[y]: <a b>\n\"t\"\n",
                                       "",          "",
                                       "",          "> ",
                                       ">",         "> > ",
                                       "- ",        "1. ",
                                       "  ",        "> - ",
                                       "- > ",      "## ",
                                       "    "};
static const char *const goings[] = {"", "> ", ">", "> > ", "  ", "   ", "    ", ">   ", "  > ", "\t"};
#define COUNT(a) (sizeof(a) / sizeof *(a))

static Str random_markdown(Arena *arena, Random *random)
{
    StrBuf buf = {.arena = arena};

    for (size_t blocks = 1 + random_below(random, 3); blocks > 0; blocks--) {
        buf_add_c(&buf, pick(random, prefixes, COUNT(prefixes)));
        for (size_t n = random_below(random, 14); n > 0; n--) {
            const char *piece = pick(random, inlines, COUNT(inlines));
            for (; *piece; piece++) {
                buf_add_char(&buf, *piece);
                if (*piece == '\n')
                    buf_add_c(&buf, pick(random, goings, COUNT(goings)));
            }
        }
        buf_add_c(&buf, random_below(random, 8) == 0 ? "\n===\n" : "\n\n");
    }
    buf_add_c(&buf, "[x]: /u\n");
    return buf_str(&buf);
}

// Of a tab that a list item's lines are indented by, the part that is the text's has no byte of its own.
static size_t skip_tab(Str text, size_t at)
{
    while (at < text.n && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    return at;
}

static bool is_run_true(const Node *node, const TextRun *run)
{
    Str text = str_slice(node->text, run->at, run->at + run->length);
    Str written = str_slice(node->source->text, run->offset, run->offset + run->span);

    if (text.n != run->length || written.n != run->span)
        return false;
    if (!run->verbatim)
        return str_starts(written, STR("&")) && str_ends(written, STR(";"));
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != written.at[i] && !(text.at[i] == ' ' && written.at[i] == '\n'))
            return false;
    return true;
}

// Runs cover the literal, and what they call verbatim is.
static bool is_traced(const Node *node)
{
    size_t at = 0;

    for (size_t i = 0; i < node->run_count; i++) {
        const TextRun *run = &node->runs[i];
        if (run->at < at || run->at > skip_tab(node->text, at))
            return false;
        if (!is_run_true(node, run))
            return false;
        at = run->at + run->length;
    }
    return skip_tab(node->text, at) == node->text.n;
}

static void check_traced(Arena *arena, Diag *diag, Str text, uint64_t seed)
{
    const Source *source = source_from_bytes(arena, diag, text, STR("random.md"), STR("UTF-8"));
    const Node *root = document_parse_commonmark(arena, diag, source);
    NodeWalk walk = node_walk(root);

    while (node_walk_next(&walk)) {
        const Node *node = walk.node;
        if (!walk.entering || node->kind == NODE_CODE_BLOCK || node->kind == NODE_HTML_BLOCK ||
            !node_literal(node).n || is_traced(node))
            continue;
        print_message("seed %llu, the text “%.*s” of:\n%.*s\n", (unsigned long long)seed, STR_ARG(node->text),
                      STR_ARG(text));
        fail();
    }
}

static void test_random_markdown_is_traced(void **unused)
{
    (void)unused;
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        Arena *arena = arena_new();
        Diag *diag = diag_new();
        Random random = {.state = seed};
        check_traced(arena, diag, random_markdown(arena, &random), seed);
        diag_free(diag);
        arena_free(arena);
    }
}

// ---- ranges

static const Node *last_text(const Node *root)
{
    const Node *found = NULL;
    NodeWalk walk = node_walk(root);

    while (node_walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_TEXT)
            found = walk.node;
    return found;
}

// The bytes that the whole of the last text comes from.
static void assert_text_from(Fixture *f, const char *markdown, const char *from)
{
    const Source *source = source_from_bytes(f->arena, f->diag, str_of(markdown), STR("a.md"), (Str){0});
    const Node *text = last_text(document_parse_commonmark(f->arena, f->diag, source));
    TextMap map = {0};
    size_t offset = 0, length = 0;

    text_map_add(f->arena, &map, 0, text);
    assert_true(text_map_source(&map, 0, text->text.n, &offset, &length));
    assert_str(str_slice(source->text, offset, offset + length), from);
}

static void test_text_is_found_past_other_marks(void **state)
{
    Fixture *f = *state;

    assert_text_from(f, "[a]: /u\n[b]: <v w>\n'甲'\n**乙**\n", "乙");
    assert_text_from(f, "> - [甲](u (v) \"甲 )\") ![甲](<u)>) 乙\n", " 乙");
    assert_text_from(f, "> 甲\n乙&#x4E00;丙", "乙&#x4E00;丙");
    assert_text_from(f, "> 甲\n     > 乙", "> 乙"); // too far in to be a quotation's mark
    assert_text_from(f, "甲 `` ` 乙 `` \\*丙", " \\*丙");
}

static void test_part_of_a_text(void **state)
{
    Fixture *f = *state;
    const Source *source = source_from_bytes(f->arena, f->diag, STR("甲&amp;*乙*\n"), STR("a.md"), (Str){0});
    const Node *paragraph = document_parse_commonmark(f->arena, f->diag, source)->first;
    TextMap map = {0};
    size_t offset, length, from, to;

    text_map_add(f->arena, &map, 0, paragraph->first);
    text_map_add(f->arena, &map, 6, paragraph->last->first);    // two bytes that the template adds before it
    assert_true(text_map_source(&map, 3, 4, &offset, &length)); // &
    assert_int_equal(offset, 3);
    assert_int_equal(length, 5);
    assert_true(text_map_source(&map, 4, 6, &offset, &length)); // what is added: between
    assert_int_equal(offset, 8);
    assert_int_equal(length, 0);
    assert_true(text_map_source(&map, 0, 9, &offset, &length));
    assert_int_equal(offset, 0);
    assert_int_equal(length, 12);
    assert_true(text_map_text(&map, 5, 1, &from, &to)); // of &amp;, a part
    assert_int_equal(from, 3);
    assert_int_equal(to, 4);
    assert_false(text_map_text(&map, 8, 1, &from, &to)); // the asterisk
    assert_false(text_map_source(&(TextMap){0}, 0, 1, &offset, &length));
}

// To cmark a heading with a line under it goes on to the next block.
static void test_heading_ends_at_the_line_under_it(void **state)
{
    Fixture *f = *state;
    const Source *source =
        source_from_bytes(f->arena, f->diag, STR("甲\n---\n\n乙\n===\n---\n"), STR("a.md"), (Str){0});
    const Node *root = document_parse_commonmark(f->arena, f->diag, source);

    assert_int_equal(root->first->kind, NODE_HEADING);
    assert_int_equal(root->first->length, 7);
    assert_int_equal(root->first->next->length, 7);
}

#define WITH_FIXTURE(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_markdown_is_traced),
        WITH_FIXTURE(test_text_is_found_past_other_marks),
        WITH_FIXTURE(test_part_of_a_text),
        WITH_FIXTURE(test_heading_ends_at_the_line_under_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
