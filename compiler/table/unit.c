#include "table/table.h"

#include <assert.h>

typedef struct MoneyUnit {
    const char *name;
    int power;
} MoneyUnit;

// Longest first, so that 百万元 is not read as 万元's end; none begins another.
static const MoneyUnit money_units[] = {{"百万元", 6}, {"千元", 3}, {"万元", 4}, {"亿元", 8}, {"元", 0}};

#define MONEY_UNITS (sizeof money_units / sizeof money_units[0])

static Unit money(const MoneyUnit *unit)
{
    return (Unit){UNIT_MONEY, str_of(unit->name), unit->power};
}

Unit unit_parse(Str name)
{
    name = str_trim(name);
    if (name.n == 0)
        return (Unit){UNIT_NONE, {0}, 0};
    for (size_t i = 0; i < MONEY_UNITS; i++)
        if (name_equal(name, str_of(money_units[i].name)))
            return money(&money_units[i]);
    if (name_equal(name, STR("%")) || name_equal(name, STR("百分比")))
        return (Unit){UNIT_RATIO, STR("%"), 0};
    return (Unit){UNIT_COUNTER, name, 0};
}

bool unit_same_kind(Unit a, Unit b)
{
    if (a.kind == UNIT_MONEY || b.kind == UNIT_MONEY)
        return a.kind == b.kind;
    if (a.kind == UNIT_COUNTER || b.kind == UNIT_COUNTER)
        return a.kind == b.kind && name_equal(a.name, b.name);
    return true;
}

bool unit_equal(Unit a, Unit b)
{
    return a.kind == b.kind && unit_same_kind(a, b) && (a.kind != UNIT_MONEY || a.power == b.power);
}

Unit unit_money_at(Str text, size_t *length)
{
    size_t start = 0;

    for (size_t i = 0; i < text.n && char_is_blank(utf8_next(text, &i));)
        start = i;
    for (size_t i = 0; i < MONEY_UNITS; i++) {
        Str name = str_of(money_units[i].name);

        if (!str_starts(str_slice(text, start, text.n), name))
            continue;
        *length = start + name.n;
        return money(&money_units[i]);
    }
    *length = 0;
    return (Unit){UNIT_NONE, {0}, 0};
}

Number unit_convert(Arena *arena, Number value, Unit from, Unit to)
{
    int shift = from.power - to.power;
    mpq_t result;
    mpz_t factor;
    Number frozen;

    assert(from.kind == UNIT_MONEY && to.kind == UNIT_MONEY);
    if (shift == 0)
        return value;
    mpq_init(result);
    mpz_init(factor);
    mpz_ui_pow_ui(factor, 10, (unsigned long)(shift < 0 ? -shift : shift));
    mpq_set(result, value);
    if (shift > 0)
        mpz_mul(mpq_numref(result), mpq_numref(result), factor);
    else
        mpz_mul(mpq_denref(result), mpq_denref(result), factor);
    mpq_canonicalize(result);
    frozen = number_freeze(arena, result);
    mpz_clear(factor);
    mpq_clear(result);
    return frozen;
}
