// Elimination, component by component: unknowns that no equation joins are solved apart.
#include "check/linear.h"

#include <assert.h>
#include <stdlib.h>

typedef struct Solver {
    Arena *arena;
    const LinearEquation *equations;
    size_t n, unknowns;
    size_t *root;  // of each unknown's component
    size_t *place; // of each unknown among those of its component
    LinearValue *values;
} Solver;

// ---- components

static size_t root_of(Solver *solver, size_t unknown)
{
    while (solver->root[unknown] != unknown) {
        solver->root[unknown] = solver->root[solver->root[unknown]];
        unknown = solver->root[unknown];
    }
    return unknown;
}

static void join(Solver *solver)
{
    for (size_t i = 0; i < solver->unknowns; i++)
        solver->root[i] = i;
    for (size_t i = 0; i < solver->n; i++)
        for (size_t k = 1; k < solver->equations[i].n; k++)
            solver->root[root_of(solver, solver->equations[i].terms[k].unknown)] =
                root_of(solver, solver->equations[i].terms[0].unknown);
}

// ---- one component: rows of coefficients, the sum last

typedef struct Matrix {
    mpq_t *at;
    size_t rows, columns; // columns: unknowns and the sum
} Matrix;

static mpq_ptr cell(const Matrix *m, size_t row, size_t column)
{
    assert(row < m->rows && column < m->columns);
    return m->at[row * m->columns + column];
}

static void swap_rows(const Matrix *m, size_t a, size_t b)
{
    for (size_t c = 0; a != b && c < m->columns; c++)
        mpq_swap(cell(m, a, c), cell(m, b, c));
}

static void subtract_row(const Matrix *m, size_t from, size_t row, size_t column)
{
    mpq_t times, product;

    if (mpq_sgn(cell(m, from, column)) == 0)
        return;
    mpq_inits(times, product, NULL);
    mpq_set(times, cell(m, from, column));
    for (size_t c = column; c < m->columns; c++) {
        if (mpq_sgn(cell(m, row, c)) == 0)
            continue;
        mpq_mul(product, times, cell(m, row, c));
        mpq_sub(cell(m, from, c), cell(m, from, c), product);
    }
    mpq_clears(times, product, NULL);
}

static void divide_row(const Matrix *m, size_t row, size_t column)
{
    mpq_t by;

    mpq_init(by);
    mpq_set(by, cell(m, row, column));
    for (size_t c = column; c < m->columns; c++)
        mpq_div(cell(m, row, c), cell(m, row, c), by);
    mpq_clear(by);
}

// To the form in which each row begins with a 1 that stands alone in its column.
static size_t reduce(const Matrix *m)
{
    size_t done = 0;

    for (size_t c = 0; c + 1 < m->columns && done < m->rows; c++) {
        size_t pivot = done;

        while (pivot < m->rows && mpq_sgn(cell(m, pivot, c)) == 0)
            pivot++;
        if (pivot == m->rows)
            continue;
        swap_rows(m, done, pivot);
        divide_row(m, done, c);
        for (size_t r = 0; r < m->rows; r++)
            if (r != done)
                subtract_row(m, r, done, c);
        done++;
    }
    return done;
}

static void fill(Solver *solver, const Matrix *m, size_t component)
{
    size_t row = 0;

    for (size_t i = 0; i < solver->n; i++) {
        const LinearEquation *equation = &solver->equations[i];

        if (equation->n == 0 || root_of(solver, equation->terms[0].unknown) != component)
            continue;
        for (size_t k = 0; k < equation->n; k++) {
            mpq_ptr at = cell(m, row, solver->place[equation->terms[k].unknown]);
            mpq_t more;

            mpq_init(more);
            mpq_set_si(more, equation->terms[k].coefficient, 1);
            mpq_add(at, at, more);
            mpq_clear(more);
        }
        mpq_set(cell(m, row, m->columns - 1), equation->sum);
        row++;
    }
}

// Which unknown alone has a coefficient in a row; the number of columns where none, or several.
static size_t only_unknown(const Matrix *m, size_t row)
{
    size_t only = m->columns;

    for (size_t c = 0; c + 1 < m->columns; c++) {
        if (mpq_sgn(cell(m, row, c)) == 0)
            continue;
        if (only < m->columns)
            return m->columns;
        only = c;
    }
    return only;
}

static void solve_component(Solver *solver, size_t component, const size_t *unknowns, size_t count)
{
    Matrix m = {.columns = count + 1};
    size_t done;

    for (size_t i = 0; i < solver->n; i++)
        m.rows +=
            solver->equations[i].n && root_of(solver, solver->equations[i].terms[0].unknown) == component;
    for (size_t i = 0; count > LINEAR_MOST && i < count; i++)
        solver->values[unknowns[i]].state = LINEAR_UNSOLVED;
    if (m.rows == 0 || count > LINEAR_MOST)
        return;
    m.at = ARENA_ARRAY(solver->arena, mpq_t, m.rows * m.columns);
    for (size_t i = 0; i < m.rows * m.columns; i++)
        mpq_init(m.at[i]);
    fill(solver, &m, component);
    done = reduce(&m);
    for (size_t r = 0; r < done; r++) {
        size_t column = only_unknown(&m, r);

        if (column < m.columns)
            solver->values[unknowns[column]] =
                (LinearValue){LINEAR_DETERMINED, number_freeze(solver->arena, cell(&m, r, m.columns - 1))};
    }
    for (size_t i = 0; i < m.rows * m.columns; i++)
        mpq_clear(m.at[i]);
}

LinearValue *linear_solve(Arena *arena, const LinearEquation *equations, size_t n, size_t unknowns)
{
    Solver solver = {.arena = arena, .equations = equations, .n = n, .unknowns = unknowns};
    size_t *members = ARENA_ARRAY(arena, size_t, unknowns + 1);

    solver.root = ARENA_ARRAY(arena, size_t, unknowns + 1);
    solver.place = ARENA_ARRAY(arena, size_t, unknowns + 1);
    solver.values = ARENA_ARRAY(arena, LinearValue, unknowns + 1);
    join(&solver);
    for (size_t component = 0; component < unknowns; component++) {
        size_t count = 0;

        if (root_of(&solver, component) != component)
            continue;
        for (size_t i = 0; i < unknowns; i++)
            if (root_of(&solver, i) == component) {
                solver.place[i] = count;
                members[count++] = i;
            }
        solve_component(&solver, component, members, count);
    }
    return solver.values;
}
