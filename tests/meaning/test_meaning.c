// Words to cells, amounts to cells, and what cells say, over the fixture's project.
#include "meaning/meaning.h"

#include "figure/figure_fixture.h"

#define TEXT(text)                                                                                           \
    {                                                                                                        \
        text, sizeof text - 1                                                                                \
    }

static const Str income[] = {TEXT("收入预算"), TEXT("收入总预算")},
                 income_is[] = {TEXT("没有的表[合计]"), TEXT("部门收支总表[本年收入合计]")};
static const Str staff[] = {TEXT("人员经费")}, staff_is[] = {TEXT("一般公共预算支出表[合计, 人员经费]")},
                 staff_under[] = {TEXT("基本支出")};
static const Str without[] = {TEXT("支出")};
static const Str fillers[] = {TEXT("本部门"), TEXT("为"), TEXT("预算")};

static const PhraseSpec phrases[] = {
    {.words = income, .word_count = 2, .is = income_is, .is_count = 2},
    {.words = staff, .word_count = 1, .is = staff_is, .is_count = 1, .under = staff_under, .under_count = 1},
    {.rows = TEXT("部门收支总表.支出功能"), .without = without, .without_count = 1},
};

static int setup(void **state)
{
    Fixture *f = fixture_new();

    f->template.phrases = phrases;
    f->template.phrase_count = sizeof phrases / sizeof phrases[0];
    f->template.fillers = fillers;
    f->template.filler_count = 3;
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

static const Phrase *find(Fixture *f, const Lexicon *lexicon, const char *words, const char *label,
                          const Phrase **near)
{
    Labels labels = {{name_fold(f->arena, STR("概况")), name_fold(f->arena, str_of(label))}};

    return lexicon_find(lexicon, &labels, name_fold(f->arena, str_of(words)), near);
}

// ---- words

static void words_mean_the_first_cell_that_is_there(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    const Phrase *near, *phrase = find(f, lexicon, "2023年本部门收入总预算为", "", &near);

    assert_non_null(phrase);
    assert_ptr_equal(phrase, near);
    assert_str(phrase->expression, "收入合计"); // the manifest's own name for the cell
    assert_str(phrase->figure->text, "51.8");
    assert_int_equal(diag_total(f->diag), 0);
}

static void other_words_mean_nothing_yet_are_near(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    const Phrase *near;

    assert_null(find(f, lexicon, "街道收入预算", "", &near));
    assert_non_null(near);
    assert_null(find(f, lexicon, "收入预算国防支出", "", &near)); // two at once
    assert_null(find(f, lexicon, "街道", "", &near));
    assert_null(near);
}

static void a_phrase_holds_under_its_heading(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    const Phrase *near;

    assert_null(find(f, lexicon, "人员经费", "项目支出", &near));
    assert_non_null(find(f, lexicon, "人员经费", "（一）基本支出：", &near));
}

static void rows_mean_their_cells_with_and_without_an_ending(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    const Phrase *near, *whole = find(f, lexicon, "一般公共服务支出", "", &near),
                        *without_ending = find(f, lexicon, "一般公共服务", "", &near);

    assert_non_null(whole);
    assert_non_null(without_ending);
    assert_str(without_ending->expression, "部门收支总表.支出功能[一般公共服务支出]");
    assert_null(find(f, lexicon, "本年支出合计", "", &near)); // a total is no row of its own
}

static void where_words_say_nothing_the_label_tells(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    const Phrase *near;

    assert_non_null(find(f, lexicon, "2023年预算为", "收入预算", &near));
    assert_non_null(find(f, lexicon, "二〇二三年度为", "收入预算", &near));
    assert_null(find(f, lexicon, "202年度为", "收入预算", &near));
    assert_null(find(f, lexicon, "其中", "收入预算", &near));
    assert_null(find(f, lexicon, "为", "概况", &near));
}

static void counters_at_the_beginning(void **state)
{
    Fixture *f = *state;
    Lexicon *lexicon = lexicon_new(f->arena, &f->project, fixture_env(f), f->diag);
    size_t length;

    assert_int_equal(lexicon_counter(lexicon, STR("平方米。"), &length).kind, UNIT_COUNTER);
    assert_int_equal(length, 9);
    lexicon_counter(lexicon, STR("万元"), &length);
    assert_int_equal(length, 0);
}

// ---- amounts

static AmountMatches ask(Fixture *f, AmountIndex *index, const char *amount, const char *unit,
                         const char *words, bool change)
{
    return amounts_find(index, (AmountAsked){number_parse(f->arena, str_of(amount), NULL),
                                             unit_parse(str_of(unit)), str_of(words), change});
}

static AmountIndex *index_of(Fixture *f)
{
    fixture_env(f);
    return amounts_new(f->arena, &f->project);
}

static void an_amount_is_the_cell_that_the_words_name(void **state)
{
    Fixture *f = *state;
    AmountIndex *index = index_of(f);
    AmountMatches matches = ask(f, index, "4.94", "万元", "其中一般公共服务支出的公用经费", false);

    assert_true(matches.found && matches.named);
    assert_str(amounts_binding(f->arena, matches.first),
               "`= 一般公共预算支出表[一般公共服务支出, 基本支出/公用经费]`");
    matches = ask(f, index, "4.94", "万元", "机关运行经费", false);
    assert_str(amounts_binding(f->arena, matches.first), "`= 机关运行经费`");
    matches = ask(f, index, "49400", "元", "机关运行经费", false);
    assert_str(amounts_binding(f->arena, matches.first), "`= 机关运行经费`");
    assert_false(ask(f, index, "4.95", "万元", "机关运行经费", false).found);
    assert_false(ask(f, index, "4.94", "元", "机关运行经费", false).found);
}

static void no_words_leave_several(void **state)
{
    Fixture *f = *state;
    AmountIndex *index = index_of(f);
    AmountMatches matches = ask(f, index, "18", "万元", "共", false);

    assert_true(matches.found);
    assert_false(matches.named);
    assert_int_equal(matches.count, 5);
    matches = ask(f, index, "0", "万元", "共", false); // in most tables: none is offered
    assert_true(matches.found);
    assert_null(matches.first);
}

static void a_change_is_known_by_its_size(void **state)
{
    Fixture *f = *state;
    AmountIndex *index = index_of(f);
    Number change = number_parse(f->arena, STR("1.8736"), NULL);

    assert_false(ask(f, index, "1.8736", "万元", "收入合计比上年增加", false).found);
    assert_true(ask(f, index, "1.8736", "万元", "收入合计比上年增加", true).found);
    assert_int_equal(amounts_change_sign(index, change, unit_parse(STR("万元"))), 1);
    assert_int_equal(amounts_change_sign(index, change, unit_parse(STR("元"))), 0);
    assert_int_equal(amounts_named_change_sign(index, STR("收入合计")), 1);
    assert_int_equal(amounts_named_change_sign(index, STR("机关运行经费")), 1);
    assert_int_equal(amounts_named_change_sign(index, STR("人员经费")), 0);
}

// ---- cells

static void a_change_is_told_from_its_cells(void **state)
{
    Fixture *f = *state;
    mpq_t now, then;

    mpq_inits(now, then, NULL);
    assert_true(meaning_change(fixture_figure(f, "收入合计 - 上年.收入合计", "", "", NULL), now, then));
    assert_true(mpq_cmp(now, then) > 0);
    mpq_set_ui(now, 0, 1);
    mpq_set_ui(then, 0, 1);
    assert_false(meaning_change(fixture_figure(f, "收入合计 + 上年.收入合计", "", "", NULL), now, then));
    mpq_set_ui(now, 0, 1);
    mpq_set_ui(then, 0, 1);
    assert_false(meaning_change(fixture_figure(f, "收入合计 - 机关运行经费", "", "", NULL), now, then));
    mpq_clears(now, then, NULL);
    assert_int_equal(diag_total(f->diag), 0);
}

static void what_is_of_the_year_before(void **state)
{
    Fixture *f = *state;
    const Figure *last = fixture_figure(f, "上年.其他数据[车辆]", "", "", NULL);
    const Figure *own = fixture_figure(f, "其他数据[车辆]", "", "", NULL);

    assert_int_equal(last->trace_count, 1);
    assert_true(meaning_is_earlier(&last->trace[0]));
    assert_false(meaning_is_earlier(&own->trace[0]));
    assert_int_equal(mpq_cmp_si(meaning_value(&last->trace[0]), 1, 1), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_mean_the_first_cell_that_is_there),
        TEST(other_words_mean_nothing_yet_are_near),
        TEST(a_phrase_holds_under_its_heading),
        TEST(rows_mean_their_cells_with_and_without_an_ending),
        TEST(where_words_say_nothing_the_label_tells),
        TEST(counters_at_the_beginning),
        TEST(an_amount_is_the_cell_that_the_words_name),
        TEST(no_words_leave_several),
        TEST(a_change_is_known_by_its_size),
        TEST(a_change_is_told_from_its_cells),
        TEST(what_is_of_the_year_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
