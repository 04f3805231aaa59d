// Marks, sentences, clauses, brackets, lists.
#include <string.h>

#include "testing.h"
#include "text/text.h"

#define WIDE 400

static size_t where(Str text, const char *part)
{
    return (size_t)str_find(text, str_of(part), 0);
}

static void test_clause(void **state)
{
    Str text = STR("收入51.8万元，其中：财政拨款1,234.5万元；支出5万元。结余0");
    size_t at = where(text, "234");
    (void)state;

    assert_str(text_clause(text, at, at, WIDE), "财政拨款1,234.5万元");
    assert_str(text_sentence(text, at, at, WIDE), "收入51.8万元，其中：财政拨款1,234.5万元");
    assert_str(text_clause(text, text.n, text.n, WIDE), "结余0");
    assert_str(text_sentence(text, text.n, text.n + 9, WIDE), "结余0");
    assert_str(text_clause(STR("a,b"), 0, 0, WIDE), "a");
    assert_str(text_clause(STR("比例为3:1,甲"), 0, 0, WIDE), "比例为3:1");
    assert_str(text_clause(STR("甲\n乙"), 0, 0, WIDE), "甲");
    assert_str(text_clause(STR("一二三四五"), 6, 6, 3), "二三"); // no farther than told
    assert_str(text_clause((Str){0}, 0, 0, WIDE), "");
}

static void test_bracket(void **state)
{
    Str text = STR("（a（b）c）d");
    (void)state;

    assert_int_equal(text_past_bracket(text, 0), where(text, "d"));
    assert_int_equal(text_past_bracket(text, where(text, "（b")), where(text, "c"));
    assert_int_equal(text_past_bracket(text, where(text, "a")), 0);
    assert_int_equal(text_past_bracket(text, where(text, "）c")), 0);
    assert_int_equal(text_past_bracket(STR("（甲)乙"), 0), strlen("（甲)")); // half of the pair is narrow
    assert_int_equal(text_past_bracket(STR("（甲"), 0), 0);
    assert_int_equal(text_past_bracket(STR("（甲“乙）丙"), 0),
                     strlen("（甲“乙）")); // a mark left open within
    assert_int_equal(text_past_bracket(STR("（甲】）"), 0), strlen("（甲】）"));
    assert_int_equal(text_past_bracket(STR("“甲‘乙’”"), 0), strlen("“甲‘乙’”"));
    assert_int_equal(text_past_bracket(STR("《甲》"), 0), strlen("《甲》"));
    assert_int_equal(text_past_bracket(STR("((((((((((((((((x))))))))))))))))"), 0), 33); // 16 deep
    assert_int_equal(text_past_bracket(STR("(((((((((((((((((x)))))))))))))))))"), 0), 0);
    assert_int_equal(text_past_bracket(text, text.n), 0);
}

static void assert_list(const char *text, unsigned marks, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};
    Str item;

    for (size_t at = 0; text_list_next(str_of(text), marks, &at, &item);)
        buf_print(&out, "%s%.*s", out.n ? "|" : "", STR_ARG(item));
    assert_str(buf_str(&out), expected);
    arena_free(arena);
}

static void test_list(void **state)
{
    (void)state;
    assert_list("办公费、印刷费、 差旅费等", TEXT_LIST_PAUSE, "办公费|印刷费|差旅费");
    assert_list("甲（乙、丙）、丁", TEXT_LIST_PAUSE, "甲（乙、丙）|丁");
    assert_list("甲（乙、丙、丁", TEXT_LIST_PAUSE, "甲（乙|丙|丁"); // not closed: nothing is held
    assert_list("甲、、乙、", TEXT_LIST_PAUSE, "甲|乙");
    assert_list("甲、乙，丙；丁", TEXT_LIST_PAUSE, "甲|乙，丙；丁");
    assert_list("甲、乙，丙；丁", TEXT_LIST_PAUSE | TEXT_LIST_CLAUSE, "甲|乙|丙|丁");
    assert_list("货物、工程和服务", TEXT_LIST_PAUSE, "货物|工程和服务");
    assert_list("货物、工程和服务以及其他", TEXT_LIST_PAUSE | TEXT_LIST_WORDS, "货物|工程|服务|其他");
    assert_list("", TEXT_LIST_PAUSE, "");
    assert_list("等", TEXT_LIST_PAUSE, "");
}

static void test_marks(void **state)
{
    (void)state;
    assert_int_equal(text_closing_of(U'（'), U'）');
    assert_int_equal(text_closing_of(U'）'), 0);
    assert_int_equal(text_closing_of(0), 0);
    assert_true(text_is_closing('>'));
    assert_false(text_is_closing(0));
    assert_int_equal(text_widened('('), U'（');
    assert_int_equal(text_widened('a'), 'a');
    assert_int_equal(text_widened(0), 0);
    assert_int_equal(text_narrowed(U'～'), '~');
    assert_int_equal(text_narrowed(U'、'), U'、');
    assert_true(text_ends_clause(U'：'));
    assert_false(text_ends_sentence(U'：'));
    assert_false(text_ends_clause(U'、'));
    assert_str(text_name(STR(" 收入预算：。 ")), "收入预算");
    assert_str(text_name(STR("：")), "");
}

static void a_statement_runs_over_commas(void **state)
{
    (void)state;
    Str text = STR("包括：水费，电费、邮电费；其他。");

    assert_int_equal(text_statement_end(text, 0), strlen("包括：水费，电费、邮电费"));
    assert_int_equal(text_statement_end(text, strlen("包括：水费，电费、邮电费；")), text.n - strlen("。"));
    assert_int_equal(text_statement_end(STR("无\n有"), 0), strlen("无"));
    assert_int_equal(text_statement_end(STR("无"), 0), strlen("无"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clause),
        cmocka_unit_test(test_bracket),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(a_statement_runs_over_commas),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
