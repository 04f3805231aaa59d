// Where texts are from: every text of random Markdown is led back to the bytes that it is written with.
#include "document_fixture.h"

static uint64_t next_random(uint64_t *state) // xorshift64*
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (*state * 0x2545F4914F6CDD1DULL) >> 32;
}

static const char *pick(uint64_t *state, const char *const *pieces, size_t n)
{
    return pieces[next_random(state) % n];
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

static Str random_markdown(Arena *arena, uint64_t *state)
{
    StrBuf buf = {.arena = arena};

    for (size_t blocks = 1 + next_random(state) % 3; blocks > 0; blocks--) {
        buf_add_c(&buf, pick(state, prefixes, COUNT(prefixes)));
        for (size_t n = next_random(state) % 14; n > 0; n--) {
            const char *piece = pick(state, inlines, COUNT(inlines));
            for (; *piece; piece++) {
                buf_add_char(&buf, *piece);
                if (*piece == '\n')
                    buf_add_c(&buf, pick(state, goings, COUNT(goings)));
            }
        }
        buf_add_c(&buf, next_random(state) % 8 == 0 ? "\n===\n" : "\n\n");
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
        uint64_t state = seed * 0x9E3779B97F4A7C15ULL;
        check_traced(arena, diag, random_markdown(arena, &state), seed);
        diag_free(diag);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_markdown_is_traced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
