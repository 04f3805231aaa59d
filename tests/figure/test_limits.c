// What the folder bounds, on both sides of each bound.
#include "figure_fixture.h"

static const char *repeated(Arena *arena, const char *before, const char *core, const char *after, int n)
{
    StrBuf text = {.arena = arena};

    for (int i = 0; i < n; i++)
        buf_add_c(&text, before);
    buf_add_c(&text, core);
    for (int i = 0; i < n; i++)
        buf_add_c(&text, after);
    return buf_str(&text).at;
}

// What an expression prints without any finding; where there is a rule, that one is among them.
static void check_limit(Fixture *f, const char *expression, const char *prints, const char *rule)
{
    const char *text = fixture_print(f, expression);

    if (rule ? !diag_has(f->diag, rule) : strcmp(text, prints) != 0 || diag_total(f->diag) > 0) {
        fixture_show(f);
        fail_msg("%.60s prints %.60s", expression, text);
    }
    diag_truncate(f->diag, 0);
}

// The expression itself is the first of 200.
static void test_nesting(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    check_limit(f, repeated(f->arena, "(", "1", ")", 199), "1", NULL);
    check_limit(f, repeated(f->arena, "(", "1", ")", 200), NULL, "figure-depth");
    fixture_free(f);
}

// The figure named last, the ones that it goes through and the number that ends them are 1000 values.
static void test_chain(void **state)
{
    for (int past = 0; past < 2; past++) {
        Fixture *f = fixture_new();
        int last = 998 + past;

        (void)state;
        fixture_named(f, "链0", "1");
        for (int i = 1; i <= last; i++)
            fixture_named(f, str_print(f->arena, "链%d", i).at, str_print(f->arena, "链%d", i - 1).at);
        check_limit(f, str_print(f->arena, "链%d", last).at, "1", past ? "figure-depth" : NULL);
        fixture_free(f);
    }
}

// 2 to the power of 65535 has 65536 digits of two.
static void test_digits(void **state)
{
    Fixture *f = fixture_new();
    StrBuf product = {.arena = f->arena};
    const char *most;

    (void)state;
    fixture_named(f, "幂0", "2");
    for (int i = 1; i < 16; i++)
        fixture_named(f, str_print(f->arena, "幂%d", i).at,
                      str_print(f->arena, "幂%d * 幂%d", i - 1, i - 1).at);
    for (int i = 0; i < 16; i++)
        buf_print(&product, "%s幂%d", i ? " * " : "", i);
    most = buf_str(&product).at;
    check_limit(f, str_print(f->arena, "若(%s > 1, “大”, “小”)", most).at, "大", NULL);
    check_limit(f, str_print(f->arena, "若(%s * 2 > 1, “大”, “小”)", most).at, NULL, "figure-type");
    check_limit(f, str_print(f->arena, "若(1 / (%s) > 1, “大”, “小”)", most).at, "小", NULL);
    check_limit(f, str_print(f->arena, "若(1 / (%s) / 2 > 1, “大”, “小”)", most).at, NULL, "figure-type");
    fixture_free(f);
}

static void test_decimals(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    // What no cell gives its decimals prints at most six.
    check_limit(f, "1 / 64", "0.015625", NULL);
    check_limit(f, "1 / 128", "0.007813", NULL);
    check_limit(f, "四舍五入(1 / 4, 20)", "0.25", NULL);
    check_limit(f, "四舍五入(1 / 4, 21)", NULL, "figure-type");
    check_limit(f, "四舍五入(1 / 4, 0)", "0", NULL);
    check_limit(f, "四舍五入(1 / 4, 0 - 1)", NULL, "figure-type");
    check_limit(f, "1 / 4 | 0.00000000000000000000", "0.25000000000000000000", NULL);
    check_limit(f, "1 / 4 | 0.000000000000000000000", NULL, "figure-format");
    fixture_free(f);
}

// A hint lists eight candidates, and says where there are more; as many cells of a base are named.
static void test_candidates(void **state)
{
    for (int n = 8; n <= 9; n++) {
        Fixture *f = fixture_new();
        StrBuf csv = {.arena = f->arena};
        size_t notes = 0;

        (void)state;
        buf_add_c(&csv, "名称");
        for (int i = 0; i < n; i++)
            buf_print(&csv, ",金额%d", i);
        buf_add_c(&csv, "\n甲");
        for (int i = 0; i < n; i++)
            buf_add_c(&csv, ",0");
        buf_add_c(&csv, "\n");
        fixture_table(f, &f->tables, "宽表", 21, buf_str(&csv).at);
        fixture_print(f, "宽表[甲]");
        assert_int_equal(text_has(only_finding(f, "figure-ambiguous")->hint, "…"), n > 8);
        assert_int_equal(text_has(diag_at(f->diag, 0)->hint, "金额7"), true);
        assert_int_equal(text_has(diag_at(f->diag, 0)->hint, "金额8"), false);
        diag_truncate(f->diag, 0);
        csv = (StrBuf){.arena = f->arena};
        for (int i = 0; i < n; i++)
            buf_print(&csv, "%s宽表[甲, 金额%d]", i ? " + " : "", i);
        fixture_print(f, str_print(f->arena, "增幅(收入合计, %.*s)", STR_ARG(buf_str(&csv))).at);
        for (size_t i = 0; i < diag_total(f->diag); i++)
            notes += diag_at(f->diag, i)->severity == SEVERITY_NOTE;
        assert_int_equal(notes, 8);
        fixture_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nesting),  cmocka_unit_test(test_chain),      cmocka_unit_test(test_digits),
        cmocka_unit_test(test_decimals), cmocka_unit_test(test_candidates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
