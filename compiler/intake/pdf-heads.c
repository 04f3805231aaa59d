// Heads of tables without rules: which columns each is of, and which heads are over which.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"

#define BELOW 0.3F      // of an em: what is lower by so much is below
#define SAME_LEVEL 0.7F // of an em
#define HALF_ROW 0.8F   // of an em: a row's bottom below its line's middle
#define SKIPPED 2.0F    // em: as much as a head may be out of its columns' middle rather than leave one out
#define MOST_LEVELS 6

typedef struct Heads {
    Unruled *reader;
    Piece **at; // from the lowest, those of one line from the right
    size_t n;
    Piece **lowest, **top; // of each column
    float bottom;          // the last base line
} Heads;

static float middle(const Piece *piece)
{
    return (piece->box.x0 + piece->box.x1) / 2;
}

static bool is_below(const Piece *piece, const Piece *above)
{
    return piece->base - BELOW * piece->size > above->last;
}

static float level_of(const Piece *piece)
{
    return (piece->base + piece->last) / 2;
}

static int from_lowest(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return level_of(*x) > level_of(*y) ? -1 : level_of(*x) < level_of(*y);
}

static int from_right(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return (*x)->box.x0 > (*y)->box.x0 ? -1 : (*x)->box.x0 < (*y)->box.x0;
}

static size_t line_end(const Heads *heads, size_t at)
{
    size_t end = at + 1;

    while (end < heads->n &&
           level_of(heads->at[at]) - level_of(heads->at[end]) <= SAME_LEVEL * heads->at[at]->size)
        end++;
    return end;
}

// From the lowest line, each from the right.
static void heads_sort(Heads *heads)
{
    qsort(heads->at, heads->n, sizeof(Piece *), from_lowest);
    for (size_t i = 0, end; i < heads->n; i = end) {
        end = line_end(heads, i);
        for (size_t k = i; k < end; k++)
            heads->at[k]->level = (uint32_t)i;
        qsort(heads->at + i, end - i, sizeof(Piece *), from_right);
    }
}

// The lowest head that stands over each column's texts.
static void lowest_find(Heads *heads)
{
    const Unruled *reader = heads->reader;

    for (size_t c = 0; c < reader->columns.n; c++) {
        const Column *column = &reader->columns.at[c];

        heads->lowest[c] = NULL;
        for (size_t i = 0; i < heads->n; i++) {
            Piece *piece = heads->at[i];

            if (piece->box.x0 < column->right - 0.3F && piece->box.x1 > column->left + 0.3F &&
                (!heads->lowest[c] || is_below(piece, heads->lowest[c])))
                heads->lowest[c] = piece;
        }
    }
}

static bool stands_over_any(const Unruled *reader, const Piece *piece)
{
    for (size_t c = 0; c < reader->columns.n; c++)
        if (piece->box.x0 < reader->columns.at[c].right - 0.3F &&
            piece->box.x1 > reader->columns.at[c].left + 0.3F)
            return true;
    return false;
}

static bool is_free(const Heads *heads, size_t column, const Piece *piece)
{
    return !heads->lowest[column] || is_below(piece, heads->lowest[column]);
}

static void column_extend(Heads *heads, size_t column, Piece *piece)
{
    Column *at = &heads->reader->columns.at[column];

    at->left = fminf(at->left, piece->box.x0);
    at->right = fmaxf(at->right, piece->box.x1);
    heads->lowest[column] = piece;
}

static void column_insert(Heads *heads, size_t before, Piece *piece)
{
    Unruled *reader = heads->reader;

    vec_push(reader->arena, &reader->columns);
    for (size_t c = reader->columns.n - 1; c > before; c--) {
        reader->columns.at[c] = reader->columns.at[c - 1];
        heads->lowest[c] = heads->lowest[c - 1];
    }
    reader->columns.at[before] = (Column){.from = piece->box.x0,
                                          .to = piece->box.x1,
                                          .left = piece->box.x0,
                                          .right = piece->box.x1,
                                          .headed = true};
    heads->lowest[before] = piece;
}

// A head beside all texts: of amounts that stand right of it, of names left of it, else of a column that has
// none. One above the heads beside it is over several columns.
static void beside_take(Heads *heads, Piece *piece)
{
    const Unruled *reader = heads->reader;
    const Column *columns = reader->columns.at;
    size_t right = 0, n = reader->columns.n;
    bool left_free, right_free, amounts;

    while (right < n && (columns[right].left + columns[right].right) / 2 < middle(piece))
        right++;
    left_free = right > 0 && is_free(heads, right - 1, piece);
    right_free = right < n && is_free(heads, right, piece);
    amounts = right < n && columns[right].amounts * 2 > columns[right].rows;
    if (right_free && (amounts || !left_free))
        column_extend(heads, right, piece);
    else if (left_free && columns[right - 1].amounts * 2 <= columns[right - 1].rows)
        column_extend(heads, right - 1, piece);
    else if (right > 0 && right < n && !left_free && !right_free &&
             is_below(heads->lowest[right - 1], piece) && is_below(heads->lowest[right], piece))
        return;
    else
        column_insert(heads, right, piece);
}

static void columns_add(Heads *heads)
{
    for (size_t i = 0; i < heads->n; i++)
        if (!stands_over_any(heads->reader, heads->at[i]))
            beside_take(heads, heads->at[i]);
}

static bool is_in(const Piece *piece, const Column *column)
{
    return !piece->head && piece->box.x0 < column->to && piece->box.x1 > column->from;
}

// Whether texts of rows stand beside each other in a column and the next, as those of one do not.
static bool has_beside(const Unruled *reader, size_t column)
{
    const Column *one = &reader->columns.at[column], *other = one + 1;

    for (size_t i = 0; i < reader->pieces->n; i++) {
        const Piece *a = &reader->pieces->at[i];

        for (size_t k = i + 1; k < reader->pieces->n; k++) { // from above
            const Piece *b = &reader->pieces->at[k];

            if (b->part != a->part || b->base - HALF_ROW * b->size > a->last)
                break;
            if ((is_in(a, one) && is_in(b, other)) || (is_in(a, other) && is_in(b, one)))
                return true;
        }
    }
    return false;
}

// Columns that no row has texts in both of, where one head at most is over them, or one over the other:
// numbers of columns in the middle and amounts at the right are one.
static void columns_join(Heads *heads)
{
    Unruled *reader = heads->reader;

    for (size_t c = 0; c + 1 < reader->columns.n;) {
        const Piece *one = heads->lowest[c], *other = heads->lowest[c + 1];

        bool above = one && other && one != other && (is_below(one, other) || is_below(other, one));

        if ((one && other && one != other && !above) || !unruled_take_turns(reader, c) ||
            has_beside(reader, c)) {
            c++;
            continue;
        }
        unruled_columns_join(reader, c);
        if (!one || (above && is_below(other, one)))
            heads->lowest[c] = heads->lowest[c + 1];
        for (size_t k = c + 1; k < reader->columns.n; k++)
            heads->lowest[k] = heads->lowest[k + 1];
    }
}

// ---- heads over heads

// Where the columns [from, to) have their middle.
static float middle_of(const Unruled *reader, size_t from, size_t to)
{
    return (unruled_edge(reader, from) + unruled_edge(reader, to)) / 2;
}

typedef struct Level { // heads of one line, from the left, and columns [from, to) below them
    Heads *heads;
    Piece **over;
    size_t n, from, to;
} Level;

// Gives each head of a level the columns that it stands in the middle of, in order.
static void level_part(const Level *level)
{
    const Unruled *reader = level->heads->reader;
    size_t columns = level->to - level->from, n = level->n;
    float *cost = ARENA_ARRAY(reader->arena, float, (columns + 1) * (n + 1));
    uint32_t *taken =
        ARENA_ARRAY(reader->arena, uint32_t, (columns + 1) * (n + 1)); // 0: the column is left out

    for (size_t c = columns + 1; c-- > 0;)
        for (size_t k = n + 1; k-- > 0;) {
            float *best = &cost[c * (n + 1) + k];

            if (c == columns) {
                *best = k == n ? 0 : 1e6F;
                continue;
            }
            *best = cost[(c + 1) * (n + 1) + k] + SKIPPED * level->heads->at[0]->size;
            for (size_t to = c + 1; k < n && to <= columns; to++) {
                float off =
                    fabsf(middle_of(reader, level->from + c, level->from + to) - middle(level->over[k]));

                if (to < columns &&
                    level->heads->top[level->from + to] == level->heads->top[level->from + to - 1])
                    continue;
                if (cost[to * (n + 1) + k + 1] + off < *best) {
                    *best = cost[to * (n + 1) + k + 1] + off;
                    taken[c * (n + 1) + k] = (uint32_t)(to - c);
                }
            }
        }
    for (size_t c = 0, k = 0; c < columns;) {
        uint32_t some = taken[c * (n + 1) + k];

        if (some == 0) {
            c++;
            continue;
        }
        level->over[k]->first = (uint32_t)(level->from + c);
        level->over[k]->columns = some;
        for (uint32_t i = 0; i < some; i++)
            level->heads->top[level->from + c + i] = level->over[k];
        c += some;
        k++;
    }
}

// Whether a head that is the top of its column stands under another's row: one that reaches from that row to
// the bottom has its middle higher than one that begins below it.
static bool is_under(const Heads *heads, size_t column, const Piece *over)
{
    const Piece *top = heads->top[column];

    if (!top || !is_below(top, over))
        return false;
    return top != heads->lowest[column] || level_of(top) > (level_of(over) + heads->bottom) / 2;
}

// Heads of one line [from, to) of `over`, over columns whose heads are below them.
static void level_take(Heads *heads, Piece **over, size_t n)
{
    const Unruled *reader = heads->reader;
    size_t done = 0;

    for (size_t c = 0; c < reader->columns.n && done < n;) {
        Level level = {.heads = heads, .over = over + done, .from = c};

        while (c < reader->columns.n && is_under(heads, c, over[done]))
            c++;
        level.to = c;
        while (done < n && middle(over[done]) < unruled_edge(reader, c))
            done++;
        level.n = (size_t)(over + done - level.over);
        if (level.to > level.from && level.n)
            level_part(&level);
        while (c < reader->columns.n && done < n && !is_under(heads, c, over[done]))
            c++;
    }
}

static int from_left(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return (*x)->box.x0 < (*y)->box.x0 ? -1 : 1;
}

static bool is_lowest(const Heads *heads, const Piece *piece)
{
    for (size_t c = 0; c < heads->reader->columns.n; c++)
        if (heads->lowest[c] == piece)
            return true;
    return false;
}

static void levels_find(Heads *heads)
{
    Piece **over = ARENA_ARRAY(heads->reader->arena, Piece *, heads->n + 1);

    for (size_t i = 0, end; i < heads->n; i = end) {
        size_t n = 0;

        for (end = i + 1; end < heads->n && heads->at[end]->level == heads->at[i]->level; end++)
            ;
        for (size_t k = i; k < end; k++)
            if (!is_lowest(heads, heads->at[k]))
                over[n++] = heads->at[k];
        if (n == 0)
            continue;
        qsort(over, n, sizeof(Piece *), from_left);
        level_take(heads, over, n);
    }
}

// The lowest heads' own columns, and where they say that columns have their middle.
static void lowest_take(Heads *heads)
{
    Unruled *reader = heads->reader;

    for (size_t i = 0; i < heads->n; i++)
        heads->at[i]->columns = 0;
    for (size_t c = 0; c < reader->columns.n; c++) {
        Piece *piece = heads->lowest[c];

        heads->top[c] = piece;
        if (!piece)
            continue;
        piece->first = piece->columns ? piece->first : (uint32_t)c;
        piece->columns = (uint32_t)c + 1 - piece->first;
        reader->columns.at[c].headed = true;
    }
    for (size_t c = 0; c < reader->columns.n; c++)
        if (heads->lowest[c] && heads->lowest[c]->columns == 1)
            reader->columns.at[c].centre = middle(heads->lowest[c]);
}

// ---- rows

// How many heads are over each other over a column, from the top.
static size_t stack_of(const Heads *heads, size_t column, Piece **stack)
{
    size_t n = 0;

    for (size_t i = heads->n; i > 0 && n < MOST_LEVELS; i--) {
        Piece *piece = heads->at[i - 1];

        if (piece->columns && column >= piece->first && column < piece->first + piece->columns)
            stack[n++] = piece;
    }
    return n;
}

// Each head begins where the one over it ends; the lowest reaches down, unless one over it stands lower than
// its row's middle.
static uint32_t rows_give(Heads *heads)
{
    Piece *stack[MOST_LEVELS], *deepest[MOST_LEVELS] = {NULL};
    size_t most = 0, columns = heads->reader->columns.n;

    for (size_t c = 0; c < columns; c++) {
        size_t n = stack_of(heads, c, stack);

        for (size_t i = 0; i < n && n > most; i++)
            deepest[i] = stack[i];
        most = n > most ? n : most;
    }
    for (size_t i = 0; i < heads->n; i++)
        heads->at[i]->row = UINT32_MAX;
    for (size_t c = 0; c < columns; c++) {
        size_t n = stack_of(heads, c, stack);
        uint32_t row = 0;

        for (size_t i = 0; i < n; i++) {
            Piece *piece = stack[i];
            uint32_t slack = (uint32_t)(most - (n - i) - row);

            if (piece->row == UINT32_MAX) {
                piece->row = row;
                piece->rows = i + 1 == n ? (uint32_t)most - row : 1;
                if (i + 1 < n && slack && row + 1 < most &&
                    fabsf(level_of(piece) - (level_of(deepest[row]) + level_of(deepest[row + 1])) / 2) <
                        fabsf(level_of(piece) - level_of(deepest[row])))
                    piece->rows = 2;
            }
            row = piece->row + piece->rows;
        }
    }
    return (uint32_t)most;
}

uint32_t unruled_heads_find(Unruled *reader, Piece *pieces, size_t n, bool first)
{
    Heads heads = {.reader = reader, .at = ARENA_ARRAY(reader->arena, Piece *, n + 1)};
    uint32_t rows;

    for (size_t i = 0; i < n; i++)
        if (pieces[i].head)
            heads.at[heads.n++] = &pieces[i];
    if (heads.n == 0)
        return 0;
    heads_sort(&heads);
    for (size_t i = 0; i < heads.n; i++)
        heads.bottom = fmaxf(heads.bottom, heads.at[i]->last + heads.at[i]->size * HALF_ROW);
    heads.lowest = ARENA_ARRAY(reader->arena, Piece *, reader->columns.n + heads.n + 1);
    heads.top = ARENA_ARRAY(reader->arena, Piece *, reader->columns.n + heads.n + 1);
    lowest_find(&heads);
    if (first) {
        columns_add(&heads);
        columns_join(&heads);
    }
    lowest_find(&heads);
    lowest_take(&heads);
    unruled_edges_find(reader);
    levels_find(&heads);
    rows = rows_give(&heads);
    for (size_t i = 0; i < heads.n; i++)
        if (heads.at[i]->columns == 0 || heads.at[i]->row == UINT32_MAX) { // over nothing
            heads.at[i]->unsure = true;
            heads.at[i]->columns = 1;
            heads.at[i]->first = 0;
            while (heads.at[i]->first + 1 < reader->columns.n &&
                   unruled_edge(reader, heads.at[i]->first + 1) < middle(heads.at[i]))
                heads.at[i]->first++;
            heads.at[i]->row = 0;
            heads.at[i]->rows = 1;
        }
    return rows ? rows : 1;
}
