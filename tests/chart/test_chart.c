#include "testing.h"

#include "chart/chart.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Chart chart;
} Fixture;

static const Str one_series[] = {{"", 0}};
static const Str two_series[] = {{"今年", 6}, {"上年", 6}};
static const Str names[] = {{"教育支出", 12}, {"其他", 6}};

static int setup(void **state)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);

    *f = (Fixture){.arena = arena, .diag = diag_new()};
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

static void make(Fixture *f, ChartKind kind, size_t series, const char *const *texts)
{
    ChartValue *values = ARENA_ARRAY(f->arena, ChartValue, 2 * series);

    for (size_t i = 0; i < 2 * series; i++)
        values[i] =
            (ChartValue){.number = number_parse(f->arena, str_of(texts[i]), NULL), .text = str_of(texts[i])};
    f->chart = (Chart){.kind = kind,
                       .title = STR("支出"),
                       .unit = STR("单位：万元"),
                       .series = series == 1 ? one_series : two_series,
                       .series_count = series,
                       .names = names,
                       .name_count = 2,
                       .values = values};
}

#define MAKE(f, kind, series, ...) make((f), (kind), (series), (const char *const[]){__VA_ARGS__})

// The widths of the boxes of this fill and height.
static int widths(const ChartDrawing *drawing, int fill, int height, int *found, int most)
{
    int n = 0;
    for (size_t i = 0; i < drawing->shape_count; i++)
        if (drawing->shapes[i].fill == fill && drawing->shapes[i].height == height && n < most)
            found[n++] = drawing->shapes[i].width;
    return n;
}

static const ChartShape *label_of(const ChartDrawing *drawing, Str text)
{
    for (size_t i = 0; i < drawing->shape_count; i++)
        if (str_equal(drawing->shapes[i].text, text))
            return &drawing->shapes[i];
    return NULL;
}

static void bars_are_as_long_as_their_values(void **state)
{
    Fixture *f = *state;
    int found[4];

    MAKE(f, CHART_BAR, 2, "100", "50", "25", "0");
    assert_true(chart_check(f->diag, &f->chart, (Place){0}));
    ChartDrawing *drawing = chart_draw(f->arena, &f->chart);
    assert_int_equal(widths(drawing, CHART_FILL_INK, 24, found, 4), 3); // none of the zero
    assert_true(found[1] - found[0] / 2 <= 1 && found[0] / 2 - found[1] <= 1);
    assert_true(found[2] - found[0] / 4 <= 1 && found[0] / 4 - found[2] <= 1);
    assert_non_null(label_of(drawing, STR("教育支出")));
    assert_non_null(label_of(drawing, STR("0")));
    assert_non_null(label_of(drawing, STR("上年"))); // the legend's
}

static void one_series_needs_no_legend(void **state)
{
    Fixture *f = *state;

    MAKE(f, CHART_BAR, 1, "100", "50");
    f->chart.series = two_series;
    assert_true(chart_check(f->diag, &f->chart, (Place){0}));
    assert_null(label_of(chart_draw(f->arena, &f->chart), STR("今年")));
}

static void shares_fill_the_bar(void **state)
{
    Fixture *f = *state;
    int found[2];

    MAKE(f, CHART_SHARES, 1, "2", "1");
    assert_true(chart_check(f->diag, &f->chart, (Place){0}));
    chart_shares(f->arena, &f->chart, 2);
    assert_str(f->chart.values[0].share, "66.67%");
    assert_str(f->chart.values[1].share, "33.33%");
    ChartDrawing *drawing = chart_draw(f->arena, &f->chart);
    assert_int_equal(widths(drawing, CHART_FILL_INK, 60, found, 2), 2);
    assert_int_equal(found[0], 667);
    assert_int_equal(found[0] + found[1], CHART_WIDTH);
    // White on the darkest, black on the others.
    assert_int_equal(label_of(drawing, STR("66.67%"))->fill, CHART_FILL_PAPER);
    assert_int_equal(label_of(drawing, STR("33.33%"))->fill, CHART_FILL_INK);
}

static void stacks_stand_end_to_end(void **state)
{
    Fixture *f = *state;
    int found[4];

    MAKE(f, CHART_STACKED, 2, "3", "1", "1", "1");
    ChartDrawing *drawing = chart_draw(f->arena, &f->chart);
    assert_int_equal(widths(drawing, CHART_FILL_INK, 36, found, 4), 4);
    assert_true(found[2] + found[3] - (found[0] + found[1]) / 2 <= 1);
    assert_non_null(label_of(drawing, STR("今年 3；上年 1")));
}

static void narrow_bars_hold_their_values(void **state)
{
    Fixture *f = *state;
    int found[4];

    MAKE(f, CHART_BAR, 2, "100", "50", "1", "0");
    ChartDrawing *drawing = chart_draw_narrow(f->arena, &f->chart);
    assert_int_equal(drawing->width, CHART_NARROW);
    assert_int_equal(widths(drawing, CHART_FILL_INK, 24, found, 4), 3);
    assert_int_equal(found[0], CHART_NARROW);
    assert_int_equal(label_of(drawing, STR("100"))->anchor, CHART_END); // in the bar, white on the darkest
    assert_int_equal(label_of(drawing, STR("100"))->fill, CHART_FILL_PAPER);
    assert_int_equal(label_of(drawing, STR("50"))->fill, CHART_FILL_INK);
    assert_int_equal(label_of(drawing, STR("1"))->anchor, CHART_START); // after it
    assert_int_equal(label_of(drawing, STR("教育支出"))->x, 0);         // over it
}

static void all_stands_within(void **state)
{
    static const Str long_names[] = {{"一个长得要折成好几行才放得下的支出类别的名称而且还没有完",
                                      sizeof "一个长得要折成好几行才放得下的支出类别的名称而且还没有完" - 1},
                                     {"其他", 6}};
    Fixture *f = *state;

    for (int kind = CHART_BAR; kind <= CHART_SHARES; kind++) {
        MAKE(f, (ChartKind)kind, 1, "123456789.12", "0.01");
        f->chart.names = long_names;
        ChartDrawing *drawings[] = {chart_draw(f->arena, &f->chart), chart_draw_narrow(f->arena, &f->chart)};
        for (size_t form = 0; form < 2; form++)
            for (size_t i = 0; i < drawings[form]->shape_count; i++) {
                const ChartShape *shape = &drawings[form]->shapes[i];
                assert_true(shape->x >= 0 && shape->x + shape->width <= drawings[form]->width);
                assert_true(shape->y >= 0 && shape->y + shape->height <= drawings[form]->height);
            }
    }
}

static void what_a_chart_does_not_show(void **state)
{
    Fixture *f = *state;

    MAKE(f, CHART_SHARES, 1, "2", "-1");
    assert_false(chart_check(f->diag, &f->chart, (Place){0}));
    assert_true(diag_has(f->diag, "chart-negative"));
    MAKE(f, CHART_BAR, 1, "0", "0");
    assert_false(chart_check(f->diag, &f->chart, (Place){0}));
    assert_true(diag_has(f->diag, "chart-empty"));
    MAKE(f, CHART_SHARES, 2, "1", "1", "1", "1");
    assert_false(chart_check(f->diag, &f->chart, (Place){0}));
    assert_true(diag_has(f->diag, "chart-option"));
}

static void in_words(void **state)
{
    Fixture *f = *state;

    MAKE(f, CHART_SHARES, 1, "3", "1");
    chart_shares(f->arena, &f->chart, 0);
    assert_str(chart_description(f->arena, &f->chart),
               "支出（单位：万元）。教育支出：3，75%；其他：1，25%。");
    MAKE(f, CHART_BAR, 2, "4", "3", "2", "1");
    assert_str(chart_description(f->arena, &f->chart),
               "支出（单位：万元）。教育支出：今年 4，上年 3；其他：今年 2，上年 1。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bars_are_as_long_as_their_values, setup, teardown),
        cmocka_unit_test_setup_teardown(one_series_needs_no_legend, setup, teardown),
        cmocka_unit_test_setup_teardown(shares_fill_the_bar, setup, teardown),
        cmocka_unit_test_setup_teardown(stacks_stand_end_to_end, setup, teardown),
        cmocka_unit_test_setup_teardown(narrow_bars_hold_their_values, setup, teardown),
        cmocka_unit_test_setup_teardown(all_stands_within, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_chart_does_not_show, setup, teardown),
        cmocka_unit_test_setup_teardown(in_words, setup, teardown),
    };

    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
