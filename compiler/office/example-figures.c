// What an invented unit spends: the same in every run.
#include "office/internal-example.h"
#include "spreadsheet/spreadsheet.h"

// A 款 of the economic classification: so much a person a year, in 1/100 of 万元.
typedef struct Rate {
    const char *code;
    int each;
    bool staff;       // 人员经费
    bool offices;     // of 行政 and 参公 units alone
    bool institution; // of 事业 units alone
} Rate;

static const Rate rates[] = {
    {"30101", 520, true, false, false}, {"30102", 360, true, true, false},
    {"30103", 190, true, true, false},  {"30107", 410, true, false, true},
    {"30108", 144, true, false, false}, {"30109", 72, true, false, false},
    {"30110", 106, true, false, false}, {"30112", 6, true, false, false},
    {"30113", 145, true, false, false}, {"30201", 50, false, false, false},
    {"30207", 6, false, false, false},  {"30211", 20, false, false, false},
    {"30216", 3, false, false, false},  {"30217", 4, false, false, false},
    {"30228", 18, false, false, false}, {"30239", 30, false, true, false},
};

#define STAFF_OF_A_VEHICLE 25
#define VEHICLE_COST 225

// 97 to 103 of a hundred: no two units are alike.
static long varied(const ExampleUnit *unit, long amount, unsigned salt)
{
    Str code = unit->said[EXAMPLE_CODE];
    unsigned sum = salt;

    for (size_t i = 0; i < code.n; i++)
        sum = sum * 31 + (unsigned char)code.at[i];
    return amount * (97 + (long)(sum % 7)) / 100;
}

Str example_name(const Table *accounts, Str code)
{
    for (size_t i = 0; accounts && i < accounts->lists[0].row_count; i++) {
        const Row *row = &accounts->lists[0].rows[i];
        ptrdiff_t bar = str_find_char(row->name, '|', 0);

        if (str_equal(row->code, code))
            return bar < 0 ? row->name : str_slice(row->name, 0, (size_t)bar);
    }
    return code;
}

static long cost_of(const ExampleFigures *f, const char *code)
{
    for (size_t i = 0; i < f->cost_count; i++)
        if (str_equal(f->costs[i].code, str_of(code)))
            return f->costs[i].amount;
    return 0;
}

static void add_costs(const Table *accounts, const ExampleUnit *unit, ExampleFigures *f)
{
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        const Rate *rate = &rates[i];
        Str code = str_of(rate->code);

        if ((rate->offices && unit->institution) || (rate->institution && !unit->institution))
            continue;
        f->costs[f->cost_count++] = (ExampleCost){code, example_name(accounts, code), rate->staff,
                                                  varied(unit, unit->staff * rate->each, (unsigned)i)};
    }
    f->vehicles = unit->staff / STAFF_OF_A_VEHICLE;
    if (f->vehicles && f->cost_count < EXAMPLE_COSTS)
        f->costs[f->cost_count++] = (ExampleCost){STR("30231"), example_name(accounts, STR("30231")), false,
                                                  f->vehicles * VEHICLE_COST};
}

static void add_item(Arena *arena, const Table *accounts, const ExampleUnit *unit, ExampleFigures *f,
                     Str code, long basic, long project)
{
    WordList names = words_builtin.lists[WORDS_EXAMPLE_ITEMS];
    Str end = code.n == 7 ? str_slice(code, 5, 7) : (Str){0}, name = example_name(accounts, code);
    long last = (basic + project) * (project ? 90 + (long)(f->item_count * 3) : 96) / 100;

    // 项 that every 款 has are named by their last digits; the others the classification names.
    for (size_t i = 0; str_equal(name, code) && i < names.n; i++)
        if (str_equal(names.at[i], code) || str_equal(names.at[i], end))
            name = words_first(names.of[i]);
    f->items[f->item_count++] =
        (ExampleItem){str_copy(arena, code), name, basic, project, varied(unit, last, 3)};
}

static void add_items(Arena *arena, const Table *accounts, const ExampleUnit *unit, ExampleFigures *f,
                      long basic)
{
    long pension = cost_of(f, "30108"), annuity = cost_of(f, "30109"), health = cost_of(f, "30110"),
         housing = cost_of(f, "30113"), own = basic - pension - annuity - health - housing;
    Str group = unit->said[EXAMPLE_ITEM];

    if (unit->said[EXAMPLE_HIDDEN].n) { // the 款 alone
        add_item(arena, accounts, unit, f, group, own, unit->project);
    } else {
        add_item(arena, accounts, unit, f,
                 str_print(arena, "%.*s%s", STR_ARG(group), unit->institution ? "50" : "01"), own, 0);
        if (unit->project)
            add_item(arena, accounts, unit, f, str_print(arena, "%.*s02", STR_ARG(group)), 0, unit->project);
    }
    add_item(arena, accounts, unit, f, STR("2080505"), pension, 0);
    add_item(arena, accounts, unit, f, STR("2080506"), annuity, 0);
    add_item(arena, accounts, unit, f, unit->institution ? STR("2101102") : STR("2101101"), health, 0);
    add_item(arena, accounts, unit, f, STR("2210201"), housing, 0);
}

ExampleFigures example_figures(Arena *arena, const Table *accounts, const ExampleUnit *unit)
{
    ExampleFigures f = {0};
    long basic = 0, running = 0;

    add_costs(accounts, unit, &f);
    for (size_t i = 0; i < f.cost_count; i++) {
        basic += f.costs[i].amount;
        running += f.costs[i].staff ? 0 : f.costs[i].amount;
    }
    add_items(arena, accounts, unit, &f, basic);
    for (size_t i = 0; i < f.item_count; i++) {
        f.general += f.items[i].basic + f.items[i].project;
        f.last += f.items[i].last;
    }
    f.running = unit->institution ? 0 : running;
    f.reception = cost_of(&f, "30217");
    f.vehicle = cost_of(&f, "30231");
    f.three = f.reception + f.vehicle;
    f.last_three = f.three + f.three / 20;
    f.training = cost_of(&f, "30216");
    f.meetings = unit->staff * 5;
    f.goods = cost_of(&f, "30201") / 4;
    f.services = unit->project / 5;
    return f;
}
