// A real project read and built, and tables compared cell by cell.
#ifndef GONGKAI_DATA_FIXTURE_H
#define GONGKAI_DATA_FIXTURE_H

#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "data/data.h"
#include "spreadsheet/spreadsheet.h"

#define SEED DATA_DIR "/content/shifeng-cac-2023"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Document *document;
} Fixture;

static inline int fixture_setup(void **state)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);
    ProjectOptions options = {.data_folder = STR(DATA_DIR)};

    f->arena = arena;
    f->diag = diag_new();
    Project *project = project_read(arena, f->diag, SEED, options);
    assert_non_null(project);
    f->document = document_build(arena, f->diag, project, figure_env_new(arena, f->diag, project), false);
    assert_non_null(f->document);
    assert_false(diag_failed(f->diag));
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

static inline const DataFile *data_file(const DataFiles *made, const char *name)
{
    for (size_t i = 0; i < made->file_count; i++)
        if (str_equal(made->files[i].name, str_of(name)))
            return &made->files[i];
    fail_msg("there is no %s", name);
    return NULL;
}

// A table of one's own, as `name`, read from CSV.
static inline Table *own_table(Fixture *f, const char *csv)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(csv), STR("tables/自有.csv"), (Str){0});
    Table *table =
        table_read_csv(f->arena, f->diag, source, &(TableWanted){NULL, STR("自有"), unit_parse(STR("万元"))});

    assert_non_null(table);
    assert_int_equal(diag_total(f->diag), 0);
    return table;
}

static inline void assert_same_cells(const List *a, const List *b, size_t row)
{
    for (uint32_t column = 0; column < a->spec->count; column++) {
        const Cell *x = &a->rows[row].cells[column], *y = &b->rows[row].cells[column];

        assert_int_equal(x->kind, y->kind);
        if (x->kind == CELL_TEXT)
            assert_true(str_equal(x->text, y->text));
        if (x->kind != CELL_AMOUNT)
            continue;
        assert_true(mpq_equal(x->stored, y->stored));
        assert_true(y->decimals >=
                    x->decimals); // a workbook's format shows as many as the column's others need
    }
}

// What was read back is the table: rows, their names, codes and places in the hierarchy, and every cell.
static inline void assert_same_table(const Table *a, const Table *b)
{
    assert_int_equal(a->spec->list_count, b->spec->list_count);
    assert_int_equal(a->empty, b->empty);
    for (size_t l = 0; l < a->spec->list_count; l++) {
        const List *x = &a->lists[l], *y = &b->lists[l];

        assert_int_equal(x->row_count, y->row_count);
        for (size_t row = 0; row < x->row_count; row++) {
            const Row *p = &x->rows[row], *q = &y->rows[row];

            assert_true(str_equal(p->name, q->name));
            assert_true(str_equal(p->shown, q->shown));
            assert_true(str_equal(p->code, q->code));
            assert_int_equal(p->kind, q->kind);
            assert_int_equal(p->level, q->level);
            assert_int_equal(p->parent, q->parent);
            assert_int_equal(p->record, q->record);
            assert_same_cells(x, y, row);
        }
    }
}

#endif
