// Claims: what holds, what rounding explains (尾差), and what does not, at the limit and one past it.
#include "figure_fixture.h"

typedef struct ClaimCase {
    const char *claim;
    ClaimOutcome outcome;
} ClaimCase;

// 半表 prints two decimals: each of its halves is off by as much as a printed cell can be.
static Fixture *claims_new(void)
{
    Fixture *f = fixture_new();

    fixture_table(f, &f->tables, "半表", 21, "项目,金额\n甲,0.005\n乙,0.005\n和,0.01\n一,1.00\n");
    return f;
}

static ClaimOutcome outcome_of(Fixture *f, const char *text)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(text), STR("rules.yaml"), (Str){0});
    FigureEnv *env = fixture_env(f);
    const Claim *claim = figure_claim(env, (Expressed){.source = source, .text = source->text});
    Arena *scratch = arena_new();
    ClaimOutcome outcome =
        claim ? figure_hold(env, claim, (RuleContext){.list = -1, .column = -1}, scratch).outcome
              : CLAIM_UNKNOWN;

    arena_free(scratch);
    return outcome;
}

static void check_cases(const ClaimCase *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Fixture *f = claims_new();
        ClaimOutcome outcome = outcome_of(f, cases[i].claim);

        if (outcome != cases[i].outcome) {
            fixture_show(f);
            fail_msg("%s: %d in place of %d", cases[i].claim, outcome, cases[i].outcome);
        }
        fixture_free(f);
    }
}

static void test_relations(void **state)
{
    static const ClaimCase cases[] = {
        {"半表[甲] = 半表[乙]", CLAIM_HOLDS},  {"半表[甲] = 半表[一]", CLAIM_FAILS},
        {"半表[甲] <> 半表[乙]", CLAIM_FAILS}, {"半表[甲] <> 半表[一]", CLAIM_HOLDS},
        {"半表[甲] < 半表[一]", CLAIM_HOLDS},  {"半表[甲] < 半表[乙]", CLAIM_FAILS},
        {"半表[一] < 半表[甲]", CLAIM_FAILS},  {"半表[甲] <= 半表[乙]", CLAIM_HOLDS},
        {"半表[一] <= 半表[甲]", CLAIM_FAILS}, {"半表[一] > 半表[甲]", CLAIM_HOLDS},
        {"半表[甲] > 半表[乙]", CLAIM_FAILS},  {"半表[甲] > 半表[一]", CLAIM_FAILS},
        {"半表[甲] >= 半表[乙]", CLAIM_HOLDS}, {"半表[甲] >= 半表[一]", CLAIM_FAILS},
        {"半表[丁] = 0", CLAIM_UNKNOWN},       {"半表[一]", CLAIM_UNKNOWN},
        {"单位性质 = “行政”", CLAIM_HOLDS},    {"单位性质 = “事业”", CLAIM_FAILS},
    };

    (void)state;
    check_cases(cases, sizeof cases / sizeof cases[0]);
}

static void test_cells_that_are_added_have_their_names(void **state)
{
    Fixture *f = claims_new();
    Source *source = source_from_bytes(f->arena, f->diag, STR("半表[一] = 半表[甲] - 半表[乙]"),
                                       STR("rules.yaml"), (Str){0});
    FigureEnv *env = fixture_env(f);
    const Claim *claim = figure_claim(env, (Expressed){.source = source, .text = source->text});
    Arena *scratch = arena_new();
    ClaimResult result = figure_hold(env, claim, (RuleContext){.list = -1, .column = -1}, scratch);

    (void)state;
    assert_str(result.right.shown, "半表[甲, 金额] - 半表[乙, 金额]");
    arena_free(scratch);
    fixture_free(f);
}

// Joined by 且 they are held one by one; 或 is one condition.
static void test_joined(void **state)
{
    static const ClaimCase cases[] = {
        {"半表[甲] = 半表[乙] 且 半表[乙] = 半表[甲]", CLAIM_HOLDS},
        {"半表[甲] = 半表[乙] 且 半表[甲] = 半表[一]", CLAIM_FAILS},
        {"半表[甲] = 半表[一] 且 半表[甲] = 半表[乙]", CLAIM_FAILS},
        {"半表[甲] = 半表[一] 或 半表[甲] = 半表[乙]", CLAIM_HOLDS},
        {"半表[甲] = 半表[一] 或 半表[乙] = 半表[一]", CLAIM_FAILS},
    };

    (void)state;
    check_cases(cases, sizeof cases / sizeof cases[0]);
}

// One cell prints at most half a unit of its last decimal off: 0.005 where it prints two.
static void test_rounding(void **state)
{
    static const ClaimCase cases[] = {
        {"半表[甲] = 0.005万元", CLAIM_ROUNDED},           // 0.01 against 0.005: the limit
        {"0.005万元 = 半表[甲]", CLAIM_ROUNDED},           // on either side
        {"半表[甲] * 1.2 = 0.006万元", CLAIM_FAILS},       // 0.012 against 0.006: past it
        {"半表[甲] + 半表[乙] = 半表[和]", CLAIM_ROUNDED}, // 0.02 against 0.01, of three cells
        {"半表[甲] * 2 = 半表[和]", CLAIM_ROUNDED},        // 0.02 against 0.01, of two: the limit
        {"半表[甲] * 2.2 = 0.011万元", CLAIM_FAILS},
        {"半表[甲] * 2.2 = 半表[和] * 1.1", CLAIM_FAILS}, // 0.022 against 0.011: past that of two
        {"半表[甲] = 0.0051万元", CLAIM_FAILS},           // what is stored must hold
        {"半表[一] = 1万元", CLAIM_HOLDS},
    };

    (void)state;
    check_cases(cases, sizeof cases / sizeof cases[0]);
}

// A limit in 元 where the comparison is in 万元: half a cent, not half of 100 元.
static void test_rounding_in_another_unit(void **state)
{
    static const ClaimCase cases[] = {
        {"0.0000005万元 = 元表[甲]", CLAIM_ROUNDED},
        {"0.0000006万元 = 元表[甲] * 1.2", CLAIM_FAILS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Fixture *f = claims_new();
        Table *table = fixture_table(f, &f->tables, "元表", 22, "项目,金额\n甲,0.005\n");

        ((ColumnSpec *)table->spec->columns)[1].unit = unit_parse(STR("元"));
        assert_int_equal(outcome_of(f, cases[i].claim), cases[i].outcome);
        fixture_free(f);
    }
}

// In a draft a table of this year may have no file; last year's of that name has, and so have others.
static void test_lacks(void **state)
{
    static const struct {
        const char *claim;
        bool lacks;
    } cases[] = {
        {"空表[甲] = 0", true},
        {"半表[一] = 空表[甲]", true},
        {"半表[一] + 合计(1万元, 空表[甲]) = 0", true},
        {"上年.空表[甲] = 0", false},
        {"半表[一] = 0", false},
        {"收入合计 = 0", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Fixture *f = claims_new();
        Source *source =
            source_from_bytes(f->arena, f->diag, str_of(cases[i].claim), STR("rules.yaml"), (Str){0});
        const Claim *claim;

        fixture_table(f, &f->tables, "空表", 22, "项目,金额\n甲,0\n")->file = (Str){0};
        fixture_table(f, &f->last, "空表", 22, "项目,金额\n甲,0\n");
        claim = figure_claim(fixture_env(f), (Expressed){.source = source, .text = source->text});
        assert_non_null(claim);
        if (figure_claim_lacks(f->env, claim) != cases[i].lacks)
            fail_msg("%s", cases[i].claim);
        fixture_free(f);
    }
}

// ---- sums of cells

typedef struct SumCase {
    const char *what;
    const char *total, *addends; // the files
    int number;                  // of both tables: not 0 where they print two decimals
    ClaimOutcome outcome;
} SumCase;

static FigureCells all_cells(Arena *arena, const Table *table)
{
    VEC(CellRef) cells = {0};

    for (int row = 0; row < (int)table->lists[0].row_count; row++)
        *vec_push(arena, &cells) = (CellRef){table, 0, row, 1};
    return (FigureCells){cells.at, cells.n};
}

static void test_sums(void **state)
{
    static const SumCase cases[] = {
        {"the same", "项目,金额\n计,1.01\n", "项目,金额\n甲,0.50\n乙,0.51\n", 0, CLAIM_HOLDS},
        {"off by a cent in one unit", "项目,金额\n计,1.00\n", "项目,金额\n甲,0.50\n乙,0.51\n", 0,
         CLAIM_FAILS},
        // 万元 with two decimals is exact to 50 元, and each total in 元 to half a cent.
        {"at the limit of two totals and an addend", "单位：元,\n项目,金额\n甲,5025.00\n乙,5025.01\n",
         "项目,金额\n计,1.00\n", 0, CLAIM_ROUNDED},
        {"a cent past it", "单位：元,\n项目,金额\n甲,5025.00\n乙,5025.02\n", "项目,金额\n计,1.00\n", 0,
         CLAIM_FAILS},
        {"at the limit of a total in 万元", "项目,金额\n计,1.00\n",
         "单位：元,\n项目,金额\n甲,5025.00\n乙,5025.00\n", 0, CLAIM_ROUNDED},
        {"a cent past that", "项目,金额\n计,1.00\n", "单位：元,\n项目,金额\n甲,5025.00\n乙,5025.01\n", 0,
         CLAIM_FAILS},
        // The file's own last decimal counts where it has more than are printed.
        {"off in a decimal that is not printed", "项目,金额\n计,1.000\n", "项目,金额\n甲,0.500\n乙,0.501\n",
         5, CLAIM_FAILS},
        {"printed as 0.01 and 0.01", "项目,金额\n计,0.010\n", "项目,金额\n甲,0.005\n乙,0.005\n", 5,
         CLAIM_ROUNDED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Fixture *f = fixture_new();
        Arena *scratch = arena_new();
        const Table *total = fixture_table(f, &f->tables, "总", cases[i].number, cases[i].total);
        const Table *addends = fixture_table(f, &f->tables, "分", cases[i].number, cases[i].addends);
        ClaimResult result = figure_hold_sum(fixture_env(f), all_cells(f->arena, total),
                                             all_cells(f->arena, addends), scratch);

        if (result.outcome != cases[i].outcome) {
            fixture_show(f);
            fail_msg("%s: %d in place of %d", cases[i].what, result.outcome, cases[i].outcome);
        }
        arena_free(scratch);
        fixture_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relations),
        cmocka_unit_test(test_cells_that_are_added_have_their_names),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_rounding_in_another_unit),
        cmocka_unit_test(test_lacks),
        cmocka_unit_test(test_sums),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
