// An invented office: what the files that make it share.
#ifndef GONGKAI_OFFICE_INTERNAL_EXAMPLE_H
#define GONGKAI_OFFICE_INTERNAL_EXAMPLE_H

#include "data/data.h"
#include "office/office.h"

// A line of units.csv, in the order of its columns.
typedef enum ExampleField {
    EXAMPLE_DEPARTMENT_CODE,
    EXAMPLE_DEPARTMENT,
    EXAMPLE_CODE,
    EXAMPLE_NAME,
    EXAMPLE_SHORT,
    EXAMPLE_KIND,
    EXAMPLE_WAY,
    EXAMPLE_PREDECESSORS,
    EXAMPLE_STAFF,
    EXAMPLE_ITEM,    // the 款 that its own work is in
    EXAMPLE_PROJECT, // 项目支出, 万元
    EXAMPLE_FUND,    // 政府性基金预算支出, 万元
    EXAMPLE_HIDDEN,  // the 款 whose 项 are not published
    EXAMPLE_FIELDS
} ExampleField;

typedef struct ExampleUnit {
    Str said[EXAMPLE_FIELDS];
    long staff, project, fund; // amounts in 1/100 of 万元
    bool institution;          // 事业
} ExampleUnit;

enum { EXAMPLE_ITEMS = 7, EXAMPLE_COSTS = 16 };

// An item of the functional classification.
typedef struct ExampleItem {
    Str code, name;
    long basic, project, last; // last: of both, last year
} ExampleItem;

// Of the economic classification: its 款, with its amount.
typedef struct ExampleCost {
    Str code, name;
    bool staff; // 人员经费
    long amount;
} ExampleCost;

typedef struct ExampleFigures {
    ExampleItem items[EXAMPLE_ITEMS];
    size_t item_count;
    ExampleCost costs[EXAMPLE_COSTS];
    size_t cost_count;
    long general, last, running, three, last_three, reception, vehicle, meetings, training, goods, services;
    long vehicles;
} ExampleFigures;

// What a unit spends: of its number of staff and its code alone, so that it is the same in every run.
ExampleFigures example_figures(Arena *arena, const Table *accounts, const ExampleUnit *unit);
// The name of an account item.
Str example_name(const Table *accounts, Str code);
// The export's workbook.
Str example_export(Arena *arena, Diag *diag, const Template *t, const YamlNode *tables, Input starter,
                   const Table *accounts, const ExampleUnit *units, size_t n);

#endif
