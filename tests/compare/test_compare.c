// Where texts differ, and which paragraphs are which.
#include <stdlib.h>
#include <string.h>

#include "compare/compare.h"
#include "testing.h"

// a→b, each hunk as [was|is].
static Str shown(Arena *arena, Str a, Str b)
{
    CompareHunks hunks = compare_texts(arena, a, b);
    StrBuf out = {.arena = arena};
    size_t at = 0;

    for (size_t i = 0; i < hunks.n; i++) {
        CompareHunk h = hunks.at[i];

        buf_add(&out, str_slice(a, at, h.a_from));
        buf_print(&out, "[%.*s|%.*s]", STR_ARG(str_slice(a, h.a_from, h.a_to)),
                  STR_ARG(str_slice(b, h.b_from, h.b_to)));
        at = h.a_to;
    }
    buf_add(&out, str_slice(a, at, a.n));
    return buf_str(&out);
}

static void words_and_figures(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_string_equal(shown(arena, STR("收入51.80万元"), STR("收入52.80万元")).at, "收入[51.80|52.80]万元");
    assert_string_equal(shown(arena, STR("比上年增加"), STR("较上年增加")).at, "[比|较]上年增加");
    assert_string_equal(shown(arena, STR("一二三"), STR("一三")).at, "一[二|]三");
    assert_string_equal(shown(arena, (Str){0}, STR("新")).at, "[|新]");
    assert_string_equal(shown(arena, STR("同"), STR("同")).at, "同");
    arena_free(arena);
}

static void matches_are(Arena *arena, const char *const *a, size_t n, const char *const *b, size_t m,
                        const char *want)
{
    Str from[16], to[16];
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < n; i++)
        from[i] = str_of(a[i]);
    for (size_t i = 0; i < m; i++)
        to[i] = str_of(b[i]);
    CompareMatches all = compare_items(arena, from, n, to, m, NULL);
    for (size_t i = 0; i < all.n; i++) {
        CompareMatch t = all.at[i];

        buf_print(&out, "%zu-%zu:%zu-%zu%s ", t.a_from, t.a_to, t.b_from, t.b_to,
                  t.moved                                  ? "m"
                  : t.same                                 ? ""
                  : t.a_from < t.a_to && t.b_from < t.b_to ? "c"
                                                           : "");
    }
    assert_string_equal(buf_str(&out).at ? buf_str(&out).at : "", want);
}

static void paragraphs(void **state)
{
    Arena *arena = arena_new();
    const char *a[] = {"本部门共有编制三人，实有人数二人。",
                       "收入预算为五十一万元。其中一般公共预算拨款为五十一万元。", "支出预算为五十一万元。",
                       "机关运行经费比上年增加，主要原因是人员增资。"};
    const char *changed[] = {a[0], "收入预算为五十一万元。其中财政专户拨款为五十一万元。", a[2], a[3]};
    const char *split[] = {a[0], "收入预算为五十一万元。", "其中一般公共预算拨款为五十一万元。", a[2], a[3]};
    const char *moved[] = {a[3], a[0], a[1], a[2]};
    const char *removed[] = {a[0], a[2], a[3]};
    const char *added[] = {a[0], "这一段是后来加上的话。", a[1], a[2], a[3]};

    (void)state;
    matches_are(arena, a, 4, a, 4, "0-1:0-1 1-2:1-2 2-3:2-3 3-4:3-4 ");
    matches_are(arena, a, 4, changed, 4, "0-1:0-1 1-2:1-2c 2-3:2-3 3-4:3-4 ");
    matches_are(arena, a, 4, split, 5, "0-1:0-1 1-2:1-3c 2-3:3-4 3-4:4-5 ");
    matches_are(arena, split, 5, a, 4, "0-1:0-1 1-3:1-2c 3-4:2-3 4-5:3-4 ");
    matches_are(arena, a, 4, moved, 4, "3-4:0-1m 0-1:1-2 1-2:2-3 2-3:3-4 ");
    matches_are(arena, a, 4, removed, 3, "0-1:0-1 1-2:1-1 2-3:1-2 3-4:2-3 ");
    matches_are(arena, a, 4, added, 5, "0-1:0-1 1-1:1-2 1-2:2-3 2-3:3-4 3-4:4-5 ");
    matches_are(arena, a, 4, NULL, 0, "0-1:0-0 1-2:0-0 2-3:0-0 3-4:0-0 ");
    arena_free(arena);
}

// The hunks of any two texts, laid over the one, give the other.
static void lead_from_one_to_the_other(void **state)
{
    static const char *const words[] = {"一", "二", "12.5", "。", "ab", " "};
    uint64_t seed = 7;

    (void)state;
    for (int round = 0; round < 300; round++) {
        Arena *arena = arena_new();
        StrBuf a = {.arena = arena}, b = {.arena = arena}, made = {.arena = arena};
        size_t at = 0;

        for (int i = 0; i < 40; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *word = words[(seed >> 33) % 6];
            int what = (int)((seed >> 40) % 10);

            if (what != 0)
                buf_add_c(&a, word);
            if (what != 1)
                buf_add_c(&b, what == 2 ? "换" : word);
        }
        CompareHunks hunks = compare_texts(arena, buf_str(&a), buf_str(&b));
        for (size_t i = 0; i < hunks.n; i++) {
            CompareHunk h = hunks.at[i];

            assert_true(h.a_from >= at && (h.a_to > h.a_from || h.b_to > h.b_from));
            buf_add(&made, str_slice(buf_str(&a), at, h.a_from));
            buf_add(&made, str_slice(buf_str(&b), h.b_from, h.b_to));
            at = h.a_to;
        }
        buf_add(&made, str_slice(buf_str(&a), at, a.n));
        assert_true(str_equal(buf_str(&made), buf_str(&b)));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_and_figures), cmocka_unit_test(paragraphs),
                                       cmocka_unit_test(lead_from_one_to_the_other)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
