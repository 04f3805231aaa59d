// Sizes of a table's cells against the one that the style's lengths are for.
#include <string.h>

#include "layout/internal-table.h"
#include "testing.h"

static void scaled(void **state)
{
    Style style = {.table.indent = 10 * LENGTH_PT, .table.size_count = 2};
    RoleStyle roles[ROLE_COUNT] = {[ROLE_TABLE_CELL].size = 9 * LENGTH_PT};
    TableSet table = {.style = &style};
    GridCell cell = {.kind = GRID_STUB, .indent = 2};

    (void)state;
    memcpy(style.roles, roles, sizeof roles);
    style.table.sizes[0] = 12 * LENGTH_PT;
    style.table.sizes[1] = 6 * LENGTH_PT;
    assert_int_equal(tableset_reference(&table), 12 * LENGTH_PT);
    assert_int_equal(tableset_scaled(&table, 10 * LENGTH_PT, 6 * LENGTH_PT), 5 * LENGTH_PT + 128);
    assert_int_equal(tableset_indent(&table, &cell, 6 * LENGTH_PT), 10 * LENGTH_PT);
    assert_int_equal(tableset_indent(&table, &cell, 12 * LENGTH_PT), 20 * LENGTH_PT);
    style.table.size_count = 1;
    assert_int_equal(tableset_reference(&table), 12 * LENGTH_PT);
    style.table.size_count = 0; // a style without any: the cells' own
    assert_int_equal(tableset_reference(&table), 9 * LENGTH_PT);
}

static void looks(void **state)
{
    (void)state;
    assert_int_equal(cell_look(&(GridCell){.kind = GRID_HEAD}), LOOK_HEAD);
    assert_int_equal(cell_look(&(GridCell){.kind = GRID_HEAD, .total = true}), LOOK_HEAD);
    assert_int_equal(cell_look(&(GridCell){.kind = GRID_STUB, .total = true}), LOOK_TOTAL);
    assert_int_equal(cell_look(&(GridCell){.kind = GRID_AMOUNT}), LOOK_CELL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scaled), cmocka_unit_test(looks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
