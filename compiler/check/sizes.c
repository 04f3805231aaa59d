// The sizes of a table's amounts.
#include <stdlib.h>
#include <string.h>

#include "check/internal-sizes.h"

// Of larger tables the first amounts and rows will do: totals stand at their top.
#define MOST_LOOKED 20000
#define MOST_ROWS 200
// Past these a product leaves 128 bits.
#define MOST_APART 15

// ---- one amount

static int digits_of(uint64_t digits)
{
    int length = 0;

    for (; digits > 0; digits /= 10)
        length++;
    return length;
}

int size_length(Size size)
{
    return digits_of(size.digits);
}

bool size_of_number(Number value, int decimals, Unit unit, Size *size)
{
    if (unit.kind != UNIT_MONEY || !number_digits(value, decimals, &size->digits, &size->power))
        return false;
    size->power += unit.power;
    return size->digits > 0;
}

// Both by the same power of ten; false where they lie too far apart.
static bool scale(Size a, Size b, __uint128_t *x, __uint128_t *y)
{
    int apart = a.power - b.power;

    *x = a.digits;
    *y = b.digits;
    if (apart > MOST_APART || apart < -MOST_APART)
        return false;
    for (; apart > 0; apart--)
        *x *= 10;
    for (; apart < 0; apart++)
        *y *= 10;
    return true;
}

bool size_exceeds(Size a, Size b, unsigned times)
{
    __uint128_t x, y;

    if (!scale(a, b, &x, &y))
        return digits_of(a.digits) + a.power > digits_of(b.digits) + b.power + 3;
    return x > y * times;
}

bool size_within(Size a, Size b, int power, unsigned most, unsigned part)
{
    __uint128_t x, y;

    b.power += power;
    return scale(a, b, &x, &y) && x * part <= y * most && y * part <= x * most;
}

bool size_power(Size a, Size b, bool near, int *power)
{
    if (a.digits == b.digits || !near) {
        *power = a.power - b.power;
        return a.digits == b.digits;
    }
    // 10^power is the nearest: a is a third of it to three times it.
    *power = digits_of(a.digits) + a.power - digits_of(b.digits) - b.power;
    b.power += *power;
    if (size_exceeds(a, b, 3)) {
        *power += 1;
        b.power += 1;
    } else if (size_exceeds(b, a, 3)) {
        *power -= 1;
        b.power -= 1;
    }
    return !size_exceeds(a, b, 3) && !size_exceeds(b, a, 3);
}

// ---- a table's

bool size_of_cell(CellRef ref, Size *size)
{
    const Cell *cell = table_cell(ref);

    size->ref = ref;
    return cell->kind == CELL_AMOUNT &&
           size_of_number(cell->stored, cell->decimals, table_cell_unit(ref), size);
}

bool size_of_row(const Table *table, int list, int row, Size *size)
{
    bool found = false;

    for (uint32_t c = 0; c < table->lists[list].spec->count; c++) {
        Size one;

        if (!size_of_cell((CellRef){table, list, row, (int)c}, &one) ||
            (found && !size_exceeds(one, *size, 1)))
            continue;
        *size = one;
        found = true;
    }
    return found;
}

static bool same(const Size *a, const Size *b)
{
    return a->digits == b->digits && a->power == b->power;
}

// Keeps the largest, the largest first.
static void keep(Sized *sized, Size size)
{
    size_t at = sized->count;

    if (at == SIZED_MOST && !size_exceeds(size, sized->sizes[at - 1], 1))
        return;
    while (at > 0 && size_exceeds(size, sized->sizes[at - 1], 1))
        at--;
    if (at > 0 && same(&sized->sizes[at - 1], &size))
        return;
    if (sized->count < SIZED_MOST)
        sized->count++;
    memmove(&sized->sizes[at + 1], &sized->sizes[at], (sized->count - at - 1) * sizeof(Size));
    sized->sizes[at] = size;
}

static int compare_digits(const void *a, const void *b)
{
    const Size *x = a, *y = b;

    if (x->digits != y->digits)
        return x->digits < y->digits ? -1 : 1;
    return (x->power > y->power) - (x->power < y->power);
}

static void look_at_list(Sized *sized, int list, size_t *looked)
{
    const List *l = &sized->table->lists[list];

    for (size_t r = 0; r < l->row_count && *looked < MOST_LOOKED; r++) {
        Size largest = {0};

        for (uint32_t c = 0; c < l->spec->count; c++, (*looked)++) {
            Size size;

            if (!size_of_cell((CellRef){sized->table, list, (int)r, (int)c}, &size))
                continue;
            keep(sized, size);
            if (largest.digits == 0 || size_exceeds(size, largest, 1))
                largest = size;
        }
        if (largest.digits && sized->row_count < MOST_ROWS)
            sized->rows[sized->row_count++] = largest;
    }
}

Sized *sized_new(Arena *arena, const Table *table, const TableBook *book)
{
    Sized *sized = ARENA_NEW(arena, Sized);
    size_t looked = 0;

    sized->table = table;
    sized->book = book;
    sized->rows = ARENA_ARRAY(arena, Size, MOST_ROWS);
    for (size_t l = 0; l < table->spec->list_count; l++)
        look_at_list(sized, (int)l, &looked);
    if (sized->count == 0)
        return NULL;
    sized->greatest = sized->sizes[0];
    for (size_t i = 0; i < sized->count; i++)
        sized->long_count += size_length(sized->sizes[i]) >= LONG_LENGTH;
    qsort(sized->sizes, sized->count, sizeof(Size), compare_digits);
    return sized;
}
