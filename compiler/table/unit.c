#include "table/table.h"

#include <assert.h>

#include "text/text.h"

Unit unit_parse(Str name)
{
    Str money;

    name = str_trim(name);
    if (name.n == 0)
        return (Unit){UNIT_NONE, {0}, 0};
    for (int power = 0; (money = text_money_name(power)).n; power++)
        if (name_equal(name, money))
            return (Unit){UNIT_MONEY, money, power};
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
    size_t start = text_past_blanks(text, 0);
    Unit unit = {.kind = UNIT_MONEY};

    *length = 0;
    if (!text_money_at(str_slice(text, start, text.n), &unit.name, &unit.power))
        return (Unit){UNIT_NONE, {0}, 0};
    *length = start + unit.name.n;
    return unit;
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
