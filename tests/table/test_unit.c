#include "spreadsheet/table_fixture.h"

static void parses_units(void **state)
{
    (void)state;
    assert_int_equal(unit_parse(STR("元")).power, 0);
    assert_int_equal(unit_parse(STR(" 万元　")).power, 4);
    assert_int_equal(unit_parse(STR("百万元")).power, 6);
    assert_int_equal(unit_parse(STR("亿元")).power, 8);
    assert_int_equal(unit_parse(STR("千元")).kind, UNIT_MONEY);
    assert_str(unit_parse(STR("百万元")).name, "百万元");
    assert_int_equal(unit_parse(STR("％")).kind, UNIT_RATIO);
    assert_int_equal(unit_parse(STR("百分比")).kind, UNIT_RATIO);
    assert_int_equal(unit_parse(STR("平方米")).kind, UNIT_COUNTER);
    assert_int_equal(unit_parse(STR(" ")).kind, UNIT_NONE);
}

static void compares_units(void **state)
{
    Unit none = {0}, yuan = unit_parse(STR("元")), wan = unit_parse(STR("万元"));
    Unit hu = unit_parse(STR("户")), ge = unit_parse(STR("个")), percent = unit_parse(STR("%"));

    (void)state;
    assert_true(unit_same_kind(yuan, wan));
    assert_false(unit_equal(yuan, wan));
    assert_true(unit_equal(wan, wan));
    assert_true(unit_same_kind(hu, hu));
    assert_false(unit_same_kind(hu, ge));
    assert_false(unit_equal(hu, ge));
    assert_false(unit_same_kind(wan, hu));
    assert_false(unit_same_kind(wan, none));
    assert_true(unit_same_kind(none, percent));
    assert_false(unit_equal(none, percent));
}

static void finds_money_at_the_start(void **state)
{
    size_t length;

    (void)state;
    assert_int_equal(unit_money_at(STR("万元，比上年"), &length).power, 4);
    assert_int_equal(length, 6);
    assert_int_equal(unit_money_at(STR(" 　百万元"), &length).power, 6);
    assert_int_equal(length, 4 + 9);
    assert_int_equal(unit_money_at(STR("户，元"), &length).kind, UNIT_NONE);
    assert_int_equal(length, 0);
    assert_int_equal(unit_money_at(STR(""), &length).kind, UNIT_NONE);
}

static void converts_exactly(void **state)
{
    Fixture *f = *state;
    NumberFormat format = {.decimals = 10};
    int decimals;
    Number value = number_parse(f->arena, STR("518000.01"), &decimals);
    Unit yuan = unit_parse(STR("元")), wan = unit_parse(STR("万元"));
    Number converted = unit_convert(f->arena, value, yuan, wan);

    assert_str(number_format(f->arena, converted, format), "51.800001");
    assert_true(mpq_equal(unit_convert(f->arena, converted, wan, yuan), value));
    assert_true(mpq_equal(unit_convert(f->arena, value, yuan, yuan), value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parses_units),
        TEST(compares_units),
        TEST(finds_money_at_the_start),
        TEST(converts_exactly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
