// What figures print, the one reader of business text reads back: every format, unit, sign and width.
#include <string.h>

#include "figure/figure_fixture.h"
#include "text/text.h"

static const char *const units[] = {"元", "千元", "万元", "百万元", "亿元"};
static const char *const values[] = {
    "0",       "0.05",     "0.5",        "1",         "9.995",           "51.8",
    "999.995", "1000",     "1234.5",     "2961.68",   "100494.96",       "1234567.891",
    "100000",  "99999999", "4397779.01", "0.0000004", "12286718765432.1"};
static const char *const formats[] = {"0",    "0.0",   "0.00",   "0.000",   "0.0000",     "0.00000",    ",0",
                                      ",0.0", ",0.00", ",0.000", ",0.0000", "0.00000000", ",0.00000000"};

static Str widened(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < text.n; i++)
        buf_add_code(&out, (uint32_t)(unsigned char)text.at[i] - '!' + U'！');
    return buf_str(&out);
}

// The number stands between words, as a sentence has it; it is all that is read, and what it was printed
// from.
static void assert_reads(Arena *arena, Str printed, Str unit, Number value, TextAmountKind kind)
{
    Str before = STR("支出为"), after = STR("，其中");
    Str text = str_print(arena, "%.*s%.*s%.*s%.*s", STR_ARG(before), STR_ARG(printed), STR_ARG(unit),
                         STR_ARG(after));
    TextAmount amount;
    size_t at = 0;

    if (!text_amount_next(arena, text, &at, 0, &amount) || amount.from != before.n ||
        amount.to != before.n + printed.n || amount.end != amount.to + unit.n || amount.kind != kind ||
        !mpq_equal(amount.value, value) || text_amount_next(arena, text, &at, 0, &amount))
        fail_msg("“%.*s” is not read back", STR_ARG(text));
}

static void assert_both_widths(Arena *arena, Str printed, Str unit, TextAmountKind kind)
{
    Number value = number_parse(arena, printed, NULL);

    assert_non_null(value);
    assert_reads(arena, printed, unit, value, kind);
    assert_reads(arena, widened(arena, printed), unit, value, kind);
}

// A literal of one unit, printed in another by the format.
static void check_figure(Fixture *f, const char *value, const char *of, const char *to, const char *format)
{
    Arena *arena = f->arena;
    const char *signs[] = {"", "-"};

    for (int i = 0; i < 2; i++) {
        Str expression = str_print(arena, "%s%s%s | %s %s", signs[i], value, of, to, format);
        const Figure *figure = fixture_figure(f, expression.at, "", to, NULL);
        mpq_t rounded;
        int decimals = 0;

        if (figure->value.kind != VALUE_NUMBER)
            fail_msg("“%s” is no number", expression.at);
        assert_both_widths(arena, figure->text, str_of(to), TEXT_MONEY);
        // And it is the value, rounded.
        number_parse(arena, figure->text, &decimals);
        mpq_init(rounded);
        number_round(rounded, figure->value.number, decimals);
        assert_true(mpq_equal(rounded, number_parse(arena, figure->text, NULL)));
        mpq_clear(rounded);
    }
}

static void test_money(void **state)
{
    Fixture *f = *state;

    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        for (size_t of = 0; of < sizeof units / sizeof *units; of++)
            for (size_t to = 0; to < sizeof units / sizeof *units; to++)
                for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
                    check_figure(f, values[v], units[of], units[to], formats[i]);
}

static void test_rates(void **state)
{
    Fixture *f = *state;

    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            Str expression = str_print(f->arena, "%s / 7 | %s%%", values[v], formats[i]);
            Str text = fixture_figure(f, expression.at, "", "", NULL)->text;

            assert_true(str_ends(text, STR("%")));
            assert_both_widths(f->arena, str_slice(text, 0, text.n - 1), STR("%"), TEXT_RATE);
        }
}

// What a comparison prints holds its amount, and its rate after it.
static void test_comparisons(void **state)
{
    Fixture *f = *state;
    Str text = fixture_figure(f, "变动说明(收入合计, 上年.收入合计)", "", "", NULL)->text;
    TextAmount amount;
    size_t at = 0;

    assert_str(text, "比上年增加1.8736万元，增长3.75%");
    assert_true(text_amount_next(f->arena, text, &at, 0, &amount));
    assert_str(str_slice(text, amount.from, amount.end), "1.8736万元");
    assert_true(text_amount_next(f->arena, text, &at, 0, &amount));
    assert_str(str_slice(text, amount.from, amount.end), "3.75%");
    assert_false(text_amount_next(f->arena, text, &at, 0, &amount));
}

// The minus of tables, and every number of decimals that a format may have.
static void test_formats(void **state)
{
    Fixture *f = *state;

    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        for (int bits = 0; bits < 16; bits++)
            for (int decimals = 0; decimals <= 20; decimals++) {
                NumberFormat format = {.decimals = decimals,
                                       .thousands = bits & 1,
                                       .keep_zeros = bits & 2,
                                       .unicode_minus = bits & 4};
                Str typed = str_print(f->arena, "%s%s", bits & 8 ? "-" : "", values[v]);
                Str printed = number_format(f->arena, number_parse(f->arena, typed, NULL), format);

                assert_reads(f->arena, printed, STR("辆"), number_parse(f->arena, printed, NULL), TEXT_COUNT);
            }
}

static int setup(void **state)
{
    *state = fixture_new();
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_money, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_comparisons, setup, teardown),
        cmocka_unit_test_setup_teardown(test_formats, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
