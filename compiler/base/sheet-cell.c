#include "base/sheet-cell.h"

#include <string.h>

#include "base/name.h"

// Of a mark, the letters of the greatest column and the digits of the greatest row.
#define LONGEST_REFERENCE 20

static Str reference_of(char room[LONGEST_REFERENCE], uint32_t row, uint32_t column)
{
    size_t start = LONGEST_REFERENCE;

    for (; row > 0; row /= 10)
        room[--start] = (char)('0' + row % 10);
    for (; column > 0; column = (column - 1) / 26)
        room[--start] = (char)('A' + (column - 1) % 26);
    room[--start] = '!';
    return (Str){room + start, LONGEST_REFERENCE - start};
}

Str sheet_cell_name(Arena *arena, Str sheet, uint32_t row, uint32_t column)
{
    char room[LONGEST_REFERENCE];
    Str reference = reference_of(room, row, column);
    char *at = arena_alloc(arena, sheet.n + reference.n + 1);

    if (sheet.n)
        memcpy(at, sheet.at, sheet.n);
    memcpy(at + sheet.n, reference.at, reference.n);
    at[sheet.n + reference.n] = '\0';
    return (Str){at, sheet.n + reference.n};
}

bool sheet_cell_is(Str name, Str sheet, uint32_t row, uint32_t column)
{
    char room[LONGEST_REFERENCE];
    Str reference = reference_of(room, row, column);

    size_t mark = name.n;

    while (mark > 0 && name.at[mark - 1] != '!')
        mark--;
    return mark > 0 && name_equal(str_slice(name, mark, name.n), str_slice(reference, 1, reference.n)) &&
           name_equal(str_slice(name, 0, mark - 1), sheet);
}
