// Lengths as style files write them.
#include "template/internal-template.h"

typedef struct NamedSize {
    const char *name;
    int half_points;
} NamedSize;

// The sizes of Chinese type (号) as Windows and WPS take them.
static const NamedSize sizes[] = {
    {"初号", 84}, {"小初", 72}, {"一号", 52}, {"小一", 48}, {"二号", 44}, {"小二", 36},
    {"三号", 32}, {"小三", 30}, {"四号", 28}, {"小四", 24}, {"五号", 21}, {"小五", 18},
    {"六号", 15}, {"小六", 13}, {"七号", 11}, {"八号", 10},
};

// Longer ones would overflow layout's sums.
#define LENGTH_MOST length_pt(1000000)

static bool named_size(Str text, Length *length)
{
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (str_equal(text, str_of(sizes[i].name))) {
            *length = (Length)sizes[i].half_points * LENGTH_PT / 2;
            return true;
        }
    return false;
}

// `NAME/N`: an N-th of a length of the page, rounded down so that N of them never exceed it: 28 characters
// fill a line.
static bool fraction_of(Arena *arena, Str text, Str name, Length whole, Length *length)
{
    int decimals;
    Number parts;

    if (whole == 0 || !str_starts(text, name) || text.n <= name.n + 1 || text.at[name.n] != '/')
        return false;
    parts = number_parse(arena, str_slice(text, name.n + 1, text.n), &decimals);
    if (!parts || decimals > 0 || mpq_cmp_si(parts, 1, 1) < 0 || mpq_cmp_si(parts, 1000, 1) > 0)
        return false;
    *length = whole / mpz_get_si(mpq_numref(parts));
    return true;
}

// The unit's length as a fraction of 1/65536 pt; false where the unit is unknown.
static bool unit_length(Str unit, Length em, mpq_t value)
{
    if (str_equal(unit, STR("pt")))
        mpq_set_si(value, LENGTH_PT, 1);
    else if (str_equal(unit, STR("mm")))
        mpq_set_si(value, (long)LENGTH_PT * 360, 127); // 72 pt are 25.4 mm
    else if (str_equal(unit, STR("em")) && em > 0)
        mpq_set_si(value, em, 1);
    else
        return false;
    mpq_canonicalize(value);
    return true;
}

// `12.5` or `1/12`
static bool parse_number(Arena *arena, Str text, mpq_t value)
{
    ptrdiff_t slash = str_find_char(text, '/', 0);
    int decimals;
    Number above = number_parse(arena, slash < 0 ? text : str_slice(text, 0, (size_t)slash), &decimals);
    Number below =
        slash < 0 ? NULL : number_parse(arena, str_slice(text, (size_t)slash + 1, text.n), &decimals);

    if (!above || (slash >= 0 && (!below || mpq_sgn(below) <= 0)))
        return false;
    mpq_set(value, above);
    if (below)
        mpq_div(value, value, below);
    return true;
}

static bool round_length(mpq_t value, Length *length)
{
    number_round(value, value, 0);
    if (mpq_cmp_si(value, LENGTH_MOST, 1) > 0 || mpq_cmp_si(value, -LENGTH_MOST, 1) < 0)
        return false;
    *length = mpz_get_si(mpq_numref(value));
    return true;
}

bool style_length_parse(Arena *arena, Str text, LengthContext context, Length *length)
{
    mpq_t value, unit;
    bool good;

    if (str_equal(text, STR("0"))) {
        *length = 0;
        return true;
    }
    if (named_size(text, length) || fraction_of(arena, text, STR("measure"), context.measure, length) ||
        fraction_of(arena, text, STR("area-height"), context.area_height, length))
        return true;
    if (text.n < 3)
        return false;
    mpq_inits(value, unit, NULL);
    good = unit_length(str_slice(text, text.n - 2, text.n), context.em, unit) &&
           parse_number(arena, str_slice(text, 0, text.n - 2), value);
    if (good) {
        mpq_mul(value, value, unit);
        good = round_length(value, length);
    }
    mpq_clears(value, unit, NULL);
    return good;
}
