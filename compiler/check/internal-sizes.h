// The sizes of a table's amounts, by which tables in other units than they say are told. Shared by the files
// of check/ only.
#ifndef GONGKAI_CHECK_INTERNAL_SIZES_H
#define GONGKAI_CHECK_INTERNAL_SIZES_H

#include "check/internal-check.h"

// An amount in 元 without its sign: digits, of which the last is no zero, times 10^power.
typedef struct Size {
    uint64_t digits;
    int power;
    CellRef ref;
} Size;

typedef struct SizePair {
    Size a, b;
} SizePair;

#define SIZED_MOST 64
// 3.50 stands in many tables; an amount of so many digits is hardly the same by chance.
#define LONG_LENGTH 4

// What a table is known by.
typedef struct Sized {
    const Table *table;
    const TableBook *book;
    Size sizes[SIZED_MOST]; // its largest amounts, each once, by their digits
    size_t count;
    size_t long_count; // of them of LONG_LENGTH digits
    Size greatest;
    Size *rows; // the largest amount of each of its first rows that have one
    size_t row_count;
} Sized;

#define SIZE_MOST_POWER 4 // 10,000

// NULL where the table has no amount of money.
Sized *sized_new(Arena *arena, const Table *table, const TableBook *book);
int size_length(Size size); // its digits
// The largest amount of money of a row; false where it has none.
bool size_of_row(const Table *table, int list, int row, Size *size);
bool size_of_cell(CellRef ref, Size *size);
bool size_of_number(Number value, int decimals, Unit unit, Size *size);
// Whether a is more than `times` (at most 100) times b.
bool size_exceeds(Size a, Size b, unsigned times);
// Whether a and b times 10^power are at most most / part times each other.
bool size_within(Size a, Size b, int power, unsigned most, unsigned part);
// Whether a is a power of ten times b, or none: to the digit, or near it (a third to three times).
bool size_power(Size a, Size b, bool near, int *power);

// Whether the unit of a table's amounts is said: in its file, or for it in tables/NAME.yaml.
bool unit_is_said(const Table *table);
// The note unit-unsaid, once for all tables of a book; those that are in the unit by what a CSV of Gongkai is
// are counted.
void unsaid_run(Check *check, CheckSummary *summary);
// Reports unit-mistake.
void sizes_run(Check *check);

#endif
