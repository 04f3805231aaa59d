// Where a made project's files come from, packed and taken out again.
#include "office/internal-project.h"
#include "testing.h"

static void add_spot(Arena *arena, OfficeFile *file, OfficeSpot spot)
{
    *vec_push(arena, &file->spots) = spot;
}

static void assert_same(const OfficeProject *a, const OfficeProject *b)
{
    assert_int_equal(a->file_count, b->file_count);
    for (size_t i = 0; i < a->file_count; i++) {
        const OfficeFile *x = &a->files[i], *y = &b->files[i];

        assert_true(str_equal(x->name, y->name) && str_equal(x->source, y->source));
        assert_int_equal(x->spots.n, y->spots.n);
        for (size_t k = 0; k < x->spots.n; k++) {
            const OfficeSpot *one = &x->spots.at[k], *other = &y->spots.at[k];
            const Place *p = &one->place, *q = &other->place;

            assert_true(one->line == other->line && one->column == other->column);
            assert_true(p->line == q->line && p->column == q->column && p->width == q->width);
            assert_true(str_equal(p->file, q->file) && str_equal(p->cell, q->cell));
            assert_true(str_equal(p->sheet, q->sheet) && str_equal(p->text, q->text));
        }
    }
}

static void test_comes_back(void **state)
{
    Arena *arena = arena_new();
    OfficeFile files[] = {{.name = STR("gongkai.yaml")},
                          {.name = STR("sections/1.md"), .source = STR("共用文字/1.md")}};
    const OfficeProject project = {.files = files, .file_count = 2}, none = {0};
    Place cell = {
        .file = STR("导出/2026-01-20/导出.xlsx"), .sheet = STR("部门支出总表"), .line = 19220, .column = 8};
    Place sum = {.file = cell.file, .sheet = cell.sheet, .cell = STR("部门支出总表!C3、部门支出总表!C4")};

    (void)state;
    add_spot(arena, &files[0], (OfficeSpot){1, 1, cell});
    add_spot(arena, &files[0], (OfficeSpot){1, 128, sum});
    add_spot(arena, &files[0], (OfficeSpot){300, 2, cell}); // without what the one before had
    add_spot(arena, &files[0], (OfficeSpot){UINT32_MAX, 1, {.width = UINT32_MAX, .text = STR("一行")}});
    Str packed = places_pack(arena, &project);
    assert_same(places_unpack(arena, NULL, packed), &project);
    assert_true(packed.n < 300);
    assert_same(places_unpack(arena, NULL, places_pack(arena, &none)), &none);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_comes_back)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
