// Two tables that must agree and differ by just 10, 1,000 or 10,000 times: one of them is in another unit
// than it says.
#include "check/internal-check.h"

static const Table *table_of(const ClaimSide *side)
{
    return side->trace_count && !side->trace[0].fact ? side->trace[0].cell.table : NULL;
}

// Whether the greater is so many times the less: exactly, or, of values that were rounded, to one part in two
// thousand.
static bool is_times(mpq_srcptr greater, mpq_srcptr less, unsigned long times)
{
    mpq_t product, limit;
    bool near;

    mpq_inits(product, limit, NULL);
    mpq_set_ui(limit, times, 1);
    mpq_mul(product, less, limit);
    mpq_set_ui(limit, 1, 2000);
    mpq_mul(limit, limit, product);
    mpq_sub(product, greater, product);
    mpq_abs(product, product);
    near = times == 10 ? mpq_sgn(product) == 0 : mpq_cmp(product, limit) <= 0;
    mpq_clears(product, limit, NULL);
    return near;
}

static unsigned long times_of(const ClaimResult *result)
{
    static const unsigned long units[] = {10, 1000, 10000};
    mpq_t left, right;
    unsigned long times = 0;

    if (!result->left.number || !result->right.number ||
        mpq_sgn(result->left.number) * mpq_sgn(result->right.number) <= 0)
        return 0;
    mpq_inits(left, right, NULL);
    mpq_abs(left, result->left.number);
    mpq_abs(right, result->right.number);
    for (size_t i = 0; i < sizeof units / sizeof units[0] && !times; i++)
        if (mpq_cmp(left, right) > 0 ? is_times(left, right, units[i]) : is_times(right, left, units[i]))
            times = units[i];
    mpq_clears(left, right, NULL);
    return times;
}

// The unit that a cell was read in: the file's, save where its row or column has another than the table.
static Str unit_of_side(const ClaimSide *side, const Table *table)
{
    Unit unit = table_cell_unit(side->trace[0].cell);

    return table->file_unit.kind != UNIT_NONE && unit_equal(unit, table->spec->unit) ? table->file_unit.name
                                                                                     : unit.name;
}

static bool is_told(Check *check, const Table *a, const Table *b)
{
    for (size_t i = 0; i < check->mistaken.n; i++)
        if (check->mistaken.at[i].a == a && check->mistaken.at[i].b == b)
            return true;
    *vec_push(check->arena, &check->mistaken) = (TablePair){a, b};
    return false;
}

bool unit_mistake_report(Check *check, const ClaimResult *result, Place place, bool *told)
{
    const Table *a = table_of(&result->left), *b = table_of(&result->right);
    unsigned long times;
    Str left, right;

    *told = false;
    if (!result->compared || !str_equal(str_of(result->relation), STR("=")) || !a || !b || a == b)
        return false;
    times = times_of(result);
    if (!times)
        return false;
    *told = !is_told(check, a, b);
    if (!*told)
        return true;
    left = unit_of_side(&result->left, a);
    right = unit_of_side(&result->right, b);
    diag_report(check->diag, SEVERITY_ERROR, "unit-mistake", place,
                str_of(_("look at the unit above both tables: one is not what its amounts are in")),
                _("%.*s is %.*s, and %.*s is %.*s, which must be equal: just %lu times; “%.*s” was read in "
                  "%.*s and “%.*s” in %.*s"),
                STR_ARG(result->left.shown), STR_ARG(result->left.value), STR_ARG(result->right.shown),
                STR_ARG(result->right.value), times, STR_ARG(a->spec->name), STR_ARG(left),
                STR_ARG(b->spec->name), STR_ARG(right));
    return true;
}
