// The number that a paragraph begins with.
#include <string.h>

#include "testing.h"
#include "text/text.h"

static const char *const forms[] = {"mark", "brackets", "closed", "circled", "ordinal", "attached"};

// form value[.part] and what is left of the text.
static void assert_numbered(const char *c_text, const char *expected)
{
    Arena *arena = arena_new();
    Str text = str_of(c_text);
    TextNumbering n;

    if (text_numbering_read(text, &n)) {
        StrBuf out = {.arena = arena};

        buf_print(&out, "%s %d", forms[n.form], n.value);
        if (n.part)
            buf_print(&out, ".%d", n.part);
        buf_print(&out, "%s%.*s [%.*s] %.*s", n.han ? "h" : "", STR_ARG(n.noun),
                  STR_ARG(str_slice(text, n.from, n.to)), STR_ARG(str_slice(text, n.rest, text.n)));
        assert_str(buf_str(&out), expected);
    } else {
        assert_string_equal("", expected);
    }
    arena_free(arena);
}

static void test_forms(void **state)
{
    (void)state;
    assert_numbered("一、概况", "mark 1h [一、] 概况");
    assert_numbered("　十二、 概况", "mark 12h [十二、] 概况");
    assert_numbered("（一）收入", "brackets 1h [（一）] 收入");
    assert_numbered("（二)收入", "brackets 2h [（二)] 收入"); // half of the pair is narrow
    assert_numbered("( 三 ）收入", "brackets 3h [( 三 ）] 收入");
    assert_numbered("（三）、收入", "brackets 3h [（三）、] 收入");
    assert_numbered("1.基本支出", "mark 1 [1.] 基本支出");
    assert_numbered("１．基本支出", "mark 1 [１．] 基本支出");
    assert_numbered("1、基本支出", "mark 1 [1、] 基本支出");
    assert_numbered("（1）工资", "brackets 1 [（1）] 工资");
    assert_numbered("1）工资", "closed 1 [1）] 工资");
    assert_numbered("① 工资", "circled 1 [①] 工资");
    assert_numbered("⑳⑴", "circled 20 [⑳] ⑴");
    assert_numbered("⒈工资", "circled 1 [⒈] 工资");
    assert_numbered("第一部分 概况", "ordinal 1h部分 [第一部分] 概况");
    assert_numbered("第三章", "ordinal 3h章 [第三章] ");
    assert_numbered("第 5 条", "ordinal 5条 [第 5 条] ");
    assert_numbered("附件1-1 明细", "attached 1.1附件 [附件1-1] 明细");
    assert_numbered("附件二：", "attached 2h附件 [附件二] ：");
}

// 第一部分：概况 goes on past the mark; 附件一：概况 has none of its own.
static void test_ends(void **state)
{
    static const char *const texts[] = {"第一部分：概况", "第二章: 概况", "第一部分 概况", "第一部分、概况",
                                        "一、概况"};
    TextNumbering n;
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Str text = str_of(texts[i]);

        assert_true(text_numbering_read(text, &n));
        assert_str(str_slice(text, text_numbering_end(text, &n), text.n), "概况");
    }
    assert_true(text_numbering_read(STR("附件一：概况"), &n));
    assert_int_equal(text_numbering_end(STR("附件一：概况"), &n), n.rest);
    assert_true(text_numbering_read(STR("第一部分"), &n));
    assert_int_equal(text_numbering_end(STR("第一部分"), &n), n.rest);
}

static void test_marks(void **state)
{
    TextNumbering n;
    (void)state;

    assert_true(text_numbering_read(STR("一、"), &n));
    assert_int_equal(n.mark, U'、');
    assert_true(text_numbering_read(STR("1．甲"), &n));
    assert_int_equal(n.mark, '.');
    assert_true(text_numbering_read(STR("1｡甲"), &n)); // half-width 。
    assert_int_equal(n.mark, U'、');
}

static void test_none(void **state)
{
    static const char *const texts[] = {"",       "1.5万元",  "2013701.", "一般公共预算", "（收入）", "（一",
                                        "一二、", "十四五、", "第一次",   "第部分",       "0.",       "1",
                                        "1，",    "附件",     "（一、）", "10000、",      "12345、",  "⓪"};
    TextNumbering n;
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (text_numbering_read(str_of(texts[i]), &n))
            fail_msg("“%s” is taken for numbered", texts[i]);
    assert_numbered("9999、", "mark 9999 [9999、] ");
}

static void test_before_amounts(void **state)
{
    (void)state;
    assert_numbered("1.2023年预算", "mark 1 [1.] 2023年预算");
    assert_numbered("1.2023 年预算", "mark 1 [1.] 2023 年预算");
    assert_numbered("1.2023万元", "");
    assert_numbered("1.12年", "");
    assert_numbered("1、5万元", "mark 1 [1、] 5万元");
    assert_numbered("一.5万元", "mark 1h [一.] 5万元");
}

static void test_ordinal(void **state)
{
    size_t end;
    bool han;
    (void)state;

    assert_int_equal(text_ordinal_at(STR("十二章"), 0, &end, &han), 12);
    assert_true(han);
    assert_int_equal(end, strlen("十二"));
    assert_int_equal(text_ordinal_at(STR("１2"), 0, &end, &han), 12);
    assert_false(han);
    assert_int_equal(end, strlen("１2"));
    assert_int_equal(text_ordinal_at(STR("10000"), 0, &end, &han), 0);
    assert_int_equal(text_ordinal_at(STR("一万"), 0, &end, &han), 0);
    assert_int_equal(text_ordinal_at(STR("章"), 0, &end, &han), 0);
    assert_int_equal(end, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_ends),           cmocka_unit_test(test_marks),
        cmocka_unit_test(test_none),  cmocka_unit_test(test_before_amounts), cmocka_unit_test(test_ordinal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
