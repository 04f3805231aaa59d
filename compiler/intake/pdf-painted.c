// Cells of tables without rules by the order in which they are painted.
//
// Programs paint a table row by row and cell by cell, and the lines of a cell one after another. Where a
// table's texts show that they are painted so (after a cell of several lines the next goes up again), lines
// between which something else is painted are of two cells, and what stands left of the text before it, or
// below all of its row, begins a row. What this leaves open is a text alone in its row over another of its
// column: then tells how they stand to the texts beside them, and whether the upper one fills its column.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"

#define LEVEL 0.35F  // of an em: texts of one line
#define EVEN 0.25F   // of an em: what stands in the middle is out of it by no more
#define LOOSER 1.12F // lines of a cell are no further apart than others by this
#define MOST_LINE 2.2F
#define LEAST_LINE 0.5F
#define FULL 1.2F // em: a text that ends no further from its column's end fills it
#define FEW 8     // of moves up one that none explains

typedef struct Stack { // lines [from, to) of a column, painted after each other
    size_t from, to;
    size_t cell; // where the last cell of it begins
} Stack;

typedef struct Painted {
    Unruled *reader;
    Pieces lines; // in the order in which they are painted, part by part
    VEC(Stack) stacks;
    float glue;       // lines of a cell are no further apart
    bool middle, top; // how cells beside each other stand
} Painted;

// ---- lines

static int by_order(const void *a, const void *b)
{
    const Atom *const *x = a, *const *y = b;

    if ((*x)->part != (*y)->part)
        return (*x)->part < (*y)->part ? -1 : 1;
    return (*x)->first < (*y)->first ? -1 : (*x)->first > (*y)->first;
}

static void lines_find(Painted *painted)
{
    const Unruled *reader = painted->reader;
    const Atom **atoms = ARENA_ARRAY(reader->arena, const Atom *, reader->atoms.n + 1);

    for (size_t i = 0; i < reader->atoms.n; i++)
        atoms[i] = &reader->atoms.at[i];
    qsort(atoms, reader->atoms.n, sizeof *atoms, by_order);
    for (size_t i = 0; i < reader->atoms.n; i++)
        unruled_line_add(painted->reader, &painted->lines, atoms[i]);
}

static bool is_below(const Piece *piece, const Piece *above)
{
    return piece->part == above->part && piece->base - above->base >= LEAST_LINE * piece->size &&
           piece->base - above->base <= MOST_LINE * piece->size && piece->box.x0 < above->box.x1 &&
           piece->box.x1 > above->box.x0;
}

static bool is_up(const Piece *piece, const Piece *before)
{
    return piece->part == before->part && piece->base < before->base - LEVEL * piece->size;
}

static bool has_point(Str text)
{
    return str_find_char(text, '.', 0) >= 0;
}

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

// Whether cells are painted one by one: after lines below each other the next goes up to the right. Amounts
// below each other are no cell's, but a column's that is painted for itself. How far lines of a cell are
// apart is the most of those after which it goes up.
static bool are_celled(Painted *painted)
{
    const Pieces *lines = &painted->lines;
    float *distances = ARENA_ARRAY(painted->reader->arena, float, lines->n + 1);
    size_t ups = 0, backs = 0, stacked = 0, n = 0;

    for (size_t i = 1; i < lines->n; i++) {
        const Piece *line = &lines->at[i], *before = line - 1;

        if (is_up(line, before)) {
            if (line->box.x0 < before->box.x0)
                backs++;
            else if (i > 1 && is_below(before, before - 1) && !before->amount) {
                ups++;
                distances[n++] = before->base - (before - 1)->base;
            }
        }
        stacked += is_below(line, before) && line->amount && before->amount && has_point(line->text) &&
                   has_point(before->text);
    }
    if (ups == 0 || backs > ups || stacked * FEW > ups + FEW)
        return false;
    qsort(distances, n, sizeof *distances, by_value);
    painted->glue = distances[n - 1 - n / 10] * LOOSER;
    return true;
}

// ---- stacks

static bool goes_on(const Painted *painted, const Piece *line, const Piece *below)
{
    return is_below(below, line) && below->base - line->base <= painted->glue &&
           unruled_may_go_on(painted->reader, line, below);
}

static void stacks_find(Painted *painted)
{
    const Pieces *lines = &painted->lines;

    for (size_t i = 0, end; i < lines->n; i = end) {
        for (end = i + 1; end < lines->n && goes_on(painted, &lines->at[end - 1], &lines->at[end]); end++)
            ;
        *vec_push(painted->reader->arena, &painted->stacks) = (Stack){i, end, i};
    }
}

static bool is_right(const Piece *line, const Piece *before)
{
    return line->part == before->part && line->box.x0 > before->box.x0 && line->box.x1 > before->box.x1;
}

// Whether a line that is painted later stands in the same row: right of it, and not below.
static bool is_beside(const Piece *line, const Piece *before)
{
    return is_right(line, before) && line->base < before->base + LEVEL * line->size;
}

static float middle_of(const Painted *painted, size_t from, size_t to)
{
    return (painted->lines.at[from].base + painted->lines.at[to - 1].base) / 2;
}

static bool is_middle(const Painted *painted, size_t a, size_t a_end, size_t b, size_t b_end)
{
    return fabsf(middle_of(painted, a, a_end) - middle_of(painted, b, b_end)) <
           EVEN * painted->lines.at[a].size;
}

static bool is_top(const Painted *painted, size_t a, size_t b)
{
    return fabsf(painted->lines.at[a].base - painted->lines.at[b].base) < EVEN * painted->lines.at[a].size;
}

static bool is_aligned(const Painted *painted, size_t a, size_t a_end, size_t b, size_t b_end)
{
    return (painted->middle && is_middle(painted, a, a_end, b, b_end)) ||
           (painted->top && is_top(painted, a, b));
}

// How cells of several lines stand to those of one beside them.
static void alignment_find(Painted *painted)
{
    size_t middle = 0, top = 0;

    for (size_t i = 0; i + 1 < painted->stacks.n; i++) {
        const Stack *stack = &painted->stacks.at[i], *next = stack + 1;

        if ((stack->to - stack->from == 1) == (next->to - next->from == 1) ||
            !is_beside(&painted->lines.at[next->from], &painted->lines.at[stack->to - 1]))
            continue;
        middle += is_middle(painted, stack->from, stack->to, next->from, next->to);
        top += is_top(painted, stack->from, next->from);
    }
    painted->middle = middle * FEW > top;
    painted->top = top * FEW > middle;
}

static bool is_full(const Painted *painted, const Piece *line)
{
    const Unruled *reader = painted->reader;
    uint32_t first;

    return unruled_crossed(reader, line->box.x0, line->box.x1, &first) != 1 ||
           line->box.x1 > reader->columns.at[first].to - FULL * line->size;
}

// Lines that nothing stands beside: where the upper fills its column they are taken for one cell, which is
// not told surely.
static void alone_join(const Painted *painted, size_t from, size_t to)
{
    Piece *cell = &painted->lines.at[from];
    bool full = is_full(painted, cell);

    for (size_t i = from + 1; i < to; i++) {
        Piece *line = &painted->lines.at[i];
        bool next = is_full(painted, line);

        if (full) {
            unruled_piece_join(painted->reader, cell, line);
            cell->doubtful = true;
        } else {
            cell = line;
        }
        full = next;
    }
}

static void cell_join(const Painted *painted, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        unruled_piece_join(painted->reader, &painted->lines.at[from], &painted->lines.at[i]);
}

// What is painted before and after a stack, in its row; NULL: nothing is.
typedef struct Beside {
    const Stack *last, *next;
    float bottom, top; // the highest end of all before it, the highest begin of all after it
} Beside;

static Beside beside_find(const Painted *painted, size_t at)
{
    const Stack *stacks = painted->stacks.at;
    const Piece *lines = painted->lines.at, *first = &lines[stacks[at].from],
                *last = &lines[stacks[at].to - 1];
    Beside beside = {.bottom = 1e6F, .top = 1e6F};

    for (size_t i = at; i && is_right(&lines[stacks[i].from], &lines[stacks[i - 1].to - 1]); i--) {
        const Piece *end = &lines[stacks[i - 1].to - 1];

        beside.bottom = fminf(beside.bottom, end->base);
        if (!beside.last && is_beside(first, end))
            beside.last = &stacks[i - 1];
    }
    for (size_t i = at + 1;
         i < painted->stacks.n && is_right(&lines[stacks[i].from], &lines[stacks[i - 1].to - 1]); i++) {
        const Piece *begin = &lines[stacks[i].from];

        beside.top = fminf(beside.top, begin->base);
        if (!beside.next && is_beside(begin, last))
            beside.next = &stacks[i];
    }
    return beside;
}

// Whether a row may begin with a line: what is beside the lines above it ends above it, and what is beside it
// and below begins below those.
static bool may_part(const Painted *painted, const Beside *beside, size_t line)
{
    const Piece *lines = painted->lines.at;
    float least = LEAST_LINE * lines[line].size;

    return (!beside->last || lines[line].base - beside->bottom >= least) &&
           (!beside->next || beside->top - lines[line - 1].base >= least);
}

// Where the last cell of a stack begins, by how cells beside each other stand; its end: that tells nothing.
static size_t begin_by_next(const Painted *painted, const Stack *stack, const Beside *beside)
{
    const Stack *next = beside->next;

    for (size_t i = stack->from; next && i < stack->to; i++)
        for (size_t end = next->to; end > next->from && (i == stack->from || may_part(painted, beside, i));
             end--)
            if (is_aligned(painted, i, stack->to, next->from, end))
                return i;
    return stack->to;
}

// Where the first cell of a stack ends; its begin: nothing tells.
static size_t end_by_last(const Painted *painted, const Stack *stack, const Beside *beside)
{
    const Stack *last = beside->last;

    for (size_t end = stack->to; last && end > stack->from; end--)
        if ((end == stack->to || may_part(painted, beside, end)) &&
            is_aligned(painted, stack->from, end, last->cell, last->to))
            return end;
    return stack->from;
}

// Whether another text stands in the middle of the height that a stack has.
static bool has_even(const Painted *painted, const Stack *stack)
{
    for (size_t i = 0; i < painted->stacks.n; i++) {
        const Stack *other = &painted->stacks.at[i];

        if (other != stack && painted->lines.at[other->from].part == painted->lines.at[stack->from].part &&
            is_middle(painted, other->from, other->to, stack->from, stack->to))
            return true;
    }
    return false;
}

static bool is_head(const Painted *painted, const Stack *stack)
{
    const Piece *line = &painted->lines.at[stack->to - 1];

    return line->base < painted->reader->bodies[line->part] - line->size * 0.4F;
}

// Whether all of a stack is one cell, as far as that is told.
static bool is_one(const Painted *painted, const Stack *stack, const Beside *beside)
{
    for (size_t i = stack->from + 1; i < stack->to; i++)
        if (may_part(painted, beside, i))
            return is_head(painted, stack) && !beside->next && has_even(painted, stack);
    return true;
}

// Two cells below each other of which the upper fills its column may be one.
static void parted_mark(const Painted *painted, size_t line, size_t from, size_t to)
{
    Piece *lines = painted->lines.at;

    if (!is_full(painted, &lines[line - 1]))
        return;
    lines[line].doubtful = true;
    for (size_t i = from; i < to; i++)
        lines[i].doubtful = true;
}

// A stack's lines to cells.
static void stack_part(Painted *painted, size_t at)
{
    Stack *stack = &painted->stacks.at[at];
    Beside beside = beside_find(painted, at);
    size_t begin, end;

    if (stack->to - stack->from == 1)
        return;
    begin = begin_by_next(painted, stack, &beside);
    end = end_by_last(painted, stack, &beside);
    if (is_one(painted, stack, &beside) || begin == stack->from || (begin == stack->to && end == stack->to)) {
        cell_join(painted, stack->from, stack->to);
    } else if (begin < stack->to) {
        parted_mark(painted, begin, stack->from, begin);
        alone_join(painted, stack->from, begin);
        cell_join(painted, begin, stack->to);
        stack->cell = begin;
    } else if (end > stack->from) {
        parted_mark(painted, end, stack->from, end);
        cell_join(painted, stack->from, end);
        alone_join(painted, end, stack->to);
        stack->cell = end;
    } else if (beside.next || beside.last) {
        cell_join(painted, stack->from, stack->to);
        painted->lines.at[stack->from].doubtful = true;
    } else {
        alone_join(painted, stack->from, stack->to);
    }
}

static int by_place(const void *a, const void *b)
{
    const Piece *x = a, *y = b;

    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return x->box.x0 < y->box.x0 ? -1 : x->box.x0 > y->box.x0;
}

void unruled_painted_find(Unruled *reader, Pieces *pieces)
{
    Painted painted = {.reader = reader};

    lines_find(&painted);
    if (!are_celled(&painted))
        return;
    stacks_find(&painted);
    alignment_find(&painted);
    for (size_t i = 0; i < painted.stacks.n; i++)
        stack_part(&painted, i);
    for (size_t i = 0; i < painted.lines.n; i++)
        if (painted.lines.at[i].lines)
            *vec_push(reader->arena, pieces) = painted.lines.at[i];
    qsort(pieces->at, pieces->n, sizeof *pieces->at, by_place);
    reader->celled = true;
    reader->middle = painted.middle && !painted.top;
}
