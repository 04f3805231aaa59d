// Amounts, rates, counts and bare numbers, with the bytes that they stand in.
#include <string.h>

#include "testing.h"
#include "text/text.h"

static const char *const kinds[] = {"plain", "money", "rate", "points", "count", "year", "time"};

// Each amount as kind[number|what follows to its end]value in 元, per cent or ones, and its flags.
static Str told(Arena *arena, Str text, unsigned flags)
{
    StrBuf out = {.arena = arena};
    TextAmount amount;

    for (size_t at = 0; text_amount_next(arena, text, &at, flags, &amount);) {
        Number base = text_amount_base(arena, &amount);

        buf_print(&out, "%s%s[%.*s|%.*s]", out.n ? " " : "", kinds[amount.kind],
                  STR_ARG(str_slice(text, amount.from, amount.to)),
                  STR_ARG(str_slice(text, amount.to, amount.end)));
        buf_add(&out, number_format(arena, base, (NumberFormat){.decimals = 20}));
        buf_print(&out, "%s%s%s%s%s", amount.more ? "+" : "", amount.about ? "~" : "",
                  amount.ordinal ? "#" : "", amount.in_word ? "w" : "", amount.han ? "h" : "");
        if (amount.per.n)
            buf_print(&out, "/%.*s", STR_ARG(amount.per));
    }
    return buf_str(&out);
}

static void assert_flagged(const char *text, unsigned flags, const char *expected)
{
    Arena *arena = arena_new();

    assert_str(told(arena, str_of(text), flags), expected);
    arena_free(arena);
}

static void assert_told(const char *text, const char *expected)
{
    assert_flagged(text, 0, expected);
}

static void test_money(void **state)
{
    (void)state;
    assert_told("收入51.8万元。", "money[51.8|万元]518000");
    assert_told("12286718.76元", "money[12286718.76|元]12286718.76");
    assert_told("1,237.16万元", "money[1,237.16|万元]12371600");
    assert_told("33.8 万元", "money[33.8| 万元]338000");
    assert_told("36.78亿元和5千元、2百万元",
                "money[36.78|亿元]3678000000 money[5|千元]5000 money[2|百万元]2000000");
    assert_told("1.2万亿元", "money[1.2|万亿元]1200000000000");
    assert_told("３３．８万元", "money[３３．８|万元]338000");
    assert_told("１，２３４．５元", "money[１，２３４．５|元]1234.5");
    assert_told("720元/平方米，50元／人·天", "money[720|元]720/平方米 money[50|元]50/人·天");
    assert_told("300余万元", "money[300|余万元]3000000+");
    assert_told("5万多元", "money[5|万多元]50000+");
    assert_told("约5万元，近6万元，约为7万元", "money[5|万元]50000~ money[6|万元]60000~ money[7|万元]70000~");
    assert_told("节约5万元，附近6万元", "money[5|万元]50000 money[6|万元]60000");
    assert_told("2023元旦", "plain[2023|]2023");
    assert_told("1984608元元", "money[1984608|元]1984608");
    assert_told("200万以上", "plain[200|万]2000000");
    assert_told("5万美元", "count[5|万美元]50000");
}

static void test_signs(void **state)
{
    (void)state;
    assert_told("减少-0.05万元", "money[-0.05|万元]-500");
    assert_told("减少−0.05万元", "money[−0.05|万元]-500");
    assert_told("减少－０．０５万元", "money[－０．０５|万元]-500");
    assert_told("为–5元，（-5元），：-5元", "money[–5|元]-5 money[-5|元]-5 money[-5|元]-5");
    assert_told("△5.2、▲5.2", "plain[△5.2|]-5.2 plain[▲5.2|]-5.2");
    assert_told("增幅为负2.3%", "rate[负2.3|%]-2.3");
    assert_told("担负5项任务", "count[5|项]5");
    // Not where a range or a word ends before it.
    assert_told("5%-8%", "rate[5|%]5 rate[8|%]8");
    assert_told("3万元-5万元", "money[3|万元]30000 money[5|万元]50000");
    assert_told("2021-2025年", "plain[2021|]2021 year[2025|年]2025");
    assert_told("1月-3月", "time[1|月]1 time[3|月]3");
    assert_told("GB-1", "plain[1|]1");
    assert_told("A4纸，第3号", "plain[4|]4w plain[3|号]3#");
    assert_told("--5", "plain[5|]5");
}

static void test_marks(void **state)
{
    (void)state;
    assert_told("第1,2项", "plain[1|]1# count[2|项]2");
    assert_told("1,234,567元", "money[1,234,567|元]1234567");
    assert_told("1,2345元", "plain[1|]1 money[2345|元]2345");
    assert_told("1234,567元", "plain[1234|]1234 money[567|元]567");
    assert_told("1,234,56元", ""); // mistyped: no part of it is the amount
    assert_told("5，100万元", "plain[5|]5 money[100|万元]1000000");
    assert_told("2023.12.31", "");
    assert_told("1.2.3", "");
    assert_told("1.2023年预算", "plain[1|]1 year[2023|年]2023");
    assert_told("1.2023万元", "money[1.2023|万元]12023");
    assert_told("5.", "plain[5|]5");
    assert_told("123.2023年", "time[123.2023|年]123.2023");
}

static void test_digits_limit(void **state)
{
    Arena *arena = arena_new();
    StrBuf buf = {.arena = arena};
    (void)state;

    for (int i = 0; i < 60; i++)
        buf_add_char(&buf, '7');
    assert_int_equal(told(arena, buf_str(&buf), 0).n, strlen("plain[|]") + 60 + 60);
    buf_add_char(&buf, '7');
    assert_str(told(arena, buf_str(&buf), 0), "");
    arena_free(arena);
}

static void test_rates(void **state)
{
    (void)state;
    assert_told("增长3.75%", "rate[3.75|%]3.75");
    assert_told("下降43 ％", "rate[43| ％]43");
    assert_told("5‰", "rate[5|‰]0.5");
    assert_told("3成左右", "rate[3|成]30");
    assert_told("3成立", "plain[3|]3");
    assert_told("提高3个百分点、2百分点", "points[3|个百分点]3 points[2|百分点]2");
}

static void test_counts(void **state)
{
    (void)state;
    assert_told("3辆、12批次，110人次，4 台（套）",
                "count[3|辆]3 count[12|批次]12 count[110|人次]110 count[4| 台（套）]4");
    assert_told("2万人次", "count[2|万人次]20000");
    assert_told("20余人、20多人", "count[20|余人]20+ count[20|多人]20+");
    assert_told("20余，", "plain[20|余]20+");
    assert_told("32平方米", "count[32|平方米]32");
    assert_told("2023部门预算", "plain[2023|]2023");
    assert_told("2023项目支出，2个项目", "plain[2023|]2023 count[2|个]2");
    assert_told("3\n个", "plain[3|]3");
    assert_told("3    个", "count[3|    个]3");
    assert_told("3     个", "plain[3|]3");
}

static void test_years(void **state)
{
    (void)state;
    assert_told("2024年度，2024 年，２０２４年",
                "year[2024|年]2024 year[2024| 年]2024 year[２０２４|年]2024");
    assert_told("二〇二四年", "year[二〇二四|年]2024h");
    assert_told("24年、’24，3年", "time[24|年]24 plain[24|]24 time[3|年]3");
    assert_told("2,024年", "time[2,024|年]2024");
    assert_told("-2024年", "year[2024|年]2024"); // a year has no sign
    assert_told("2000年级", "plain[2000|年级]2000");
    assert_told("3个月、15日、2小时", "time[3|个月]3 time[15|日]15 time[2|小时]2");
}

static void test_han(void **state)
{
    (void)state;
    assert_told("一次性、一般公共预算、三万元", "");
    assert_flagged("三万元", TEXT_HAN, "money[三万|元]30000h");
    assert_flagged("三点五万元", TEXT_HAN, "money[三点五|万元]35000h");
    assert_flagged("壹万贰仟元整", TEXT_HAN, "money[壹万贰仟|元]12000h");
    assert_flagged("三成、两个、一百二十余人", TEXT_HAN,
                   "rate[三|成]30h count[两|个]2h count[一百二十|余人]120+h");
    assert_flagged("百分之五，百分之三点五，百分之12.5", TEXT_HAN,
                   "rate[百分之五|]5h rate[百分之三点五|]3.5h rate[百分之12.5|]12.5");
    assert_flagged("一般、一是、“三公”、十四五", TEXT_HAN, "");
    assert_flagged("三四个", TEXT_HAN, ""); // about
}

static void test_broken_bytes(void **state)
{
    Arena *arena = arena_new();
    char bytes[] = "5万元\xE4\xB8 3\xFF辆";
    (void)state;

    assert_str(told(arena, (Str){bytes, sizeof bytes - 1}, TEXT_HAN), "money[5|万元]50000 plain[3|]3");
    assert_str(told(arena, (Str){"5\xE4\xB8\x87", 3}, 0), "plain[5|]5"); // 万 cut off
    arena_free(arena);
}

static void test_money_unit(void **state)
{
    Str name;
    int power;
    (void)state;

    assert_true(text_money_at(STR("万元以上"), &name, &power));
    assert_str(name, "万元");
    assert_int_equal(power, 4);
    assert_false(text_money_at(STR("万"), &name, &power));
    assert_false(text_money_at(STR("元旦"), &name, &power));
    assert_false(text_money_at(STR("百万亿元"), &name, &power));
    assert_false(text_money_at((Str){0}, &name, &power));
}

static void test_cells(void **state)
{
    static const char *const blanks[] = {"", "-", "--", "—", "——", "———", "－"};
    static const struct {
        const char *text, *value; // NULL: no amount
        int decimals;
    } cells[] = {
        {"△20.00", "-20", 2},
        {"▲ 20.00", "-20", 2},
        {"–20.00", "-20", 2},
        {"−20", "-20", 0},
        {"¥1,268.35", "1268.35", 2},
        {"￥ 5", "5", 0},
        {"-¥5", "-5", 0},
        {"¥-5.0", "-5", 1},
        {"¥(5)", "-5", 0},
        {"1 268.35", "1268.35", 2},
        {"12 345 678", "12345678", 0},
        {"-1 268", "-1268", 0},
        {"1.26835E3", "1268.35", 2},
        {"1.26835e+05", "126835", 0},
        {"2.5E-3", "0.0025", 4},
        {"-1.5E1", "-15", 0},
        {"1.27E+05", NULL, 0},
        {"1E3", NULL, 0},
        {"1268.35*", NULL, 0},
        {"--20", NULL, 0},
        {"-(5)", NULL, 0},
        {"1268 35", NULL, 0},
        {"1 26", NULL, 0},
        {"1 268 .35", NULL, 0},
        {"¥", NULL, 0},
        {"1.2E", NULL, 0},
        {"E3", NULL, 0},
        {"1.2E999999999", NULL, 0},
        {"1.2.3", NULL, 0},
        {"1,268 350", NULL, 0},
        {"1.268 35", NULL, 0},
    };
    Arena *arena = arena_new();
    int decimals;
    bool blank;
    (void)state;

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        assert_null(text_cell_amount(arena, str_of(blanks[i]), &decimals, &blank));
        assert_true(blank);
    }
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        Number number = text_cell_amount(arena, str_of(cells[i].text), &decimals, &blank), want;

        assert_false(blank);
        if (!cells[i].value) {
            assert_null(number);
            continue;
        }
        want = number_parse(arena, str_of(cells[i].value), NULL);
        assert_non_null(number);
        assert_true(mpq_equal(number, want));
        assert_int_equal(decimals, cells[i].decimals);
    }
    assert_non_null(text_cell_amount(arena, STR("(1,234.50)"), &decimals, &blank));
    assert_int_equal(decimals, 2);
    assert_str(text_without_percent(STR("5 ％")), "5");
    assert_str(text_without_percent(STR("5‰")), "5‰");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money),        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_marks),        cmocka_unit_test(test_digits_limit),
        cmocka_unit_test(test_rates),        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_years),        cmocka_unit_test(test_han),
        cmocka_unit_test(test_broken_bytes), cmocka_unit_test(test_money_unit),
        cmocka_unit_test(test_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
