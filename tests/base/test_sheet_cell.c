// Cells of sheets, written and recognised.
#include "base/sheet-cell.h"
#include "testing.h"

static void writes_cells(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(sheet_cell_name(arena, STR("收支总表"), 7, 2), "收支总表!B7");
    assert_str(sheet_cell_name(arena, STR("s"), 1048576, 16384), "s!XFD1048576");
    assert_str(sheet_cell_name(arena, (Str){0}, 1, 27), "!AA1");
    arena_free(arena);
}

static void recognises_cells(void **state)
{
    (void)state;
    assert_true(sheet_cell_is(STR("收支总表!B7"), STR("收支总表"), 7, 2));
    assert_true(sheet_cell_is(STR("收支总表!b7"), STR("收支总表"), 7, 2));
    assert_true(sheet_cell_is(STR("a!b!B7"), STR("a!b"), 7, 2));
    assert_false(sheet_cell_is(STR("收支总表!B17"), STR("收支总表"), 7, 2));
    assert_false(sheet_cell_is(STR("总表!B7"), STR("收支总表"), 7, 2));
    assert_false(sheet_cell_is(STR("B7"), STR("收支总表"), 7, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_cells),
        cmocka_unit_test(recognises_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
