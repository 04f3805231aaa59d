#include "base/number.h"

#include <string.h>

#include "base/utf8.h"

#define MOST_DECIMALS 20
// Digits that an unsigned long of 32 bits holds at once.
#define DIGITS_AT_ONCE 9

typedef struct Frozen {
    __mpq_struct value;
    mp_limb_t limbs[]; // the numerator's, then the denominator's
} Frozen;

// Copies an integer's limbs to `at` and makes `to` a read-only view of them, as mpz_roinit_n does for a
// static number: no allocation stands behind it, so nobody may clear or change it.
static void freeze_integer(mpz_ptr to, mp_limb_t *at, mpz_srcptr from)
{
    size_t n = mpz_size(from);

    if (n)
        memcpy(at, mpz_limbs_read(from), n * sizeof *at);
    mpz_roinit_n(to, at, mpz_sgn(from) < 0 ? -(mp_size_t)n : (mp_size_t)n);
}

static Number freeze_canonical(Arena *arena, mpq_srcptr value)
{
    size_t above = mpz_size(mpq_numref(value));
    size_t below = mpz_size(mpq_denref(value));
    Frozen *frozen = arena_alloc(arena, sizeof *frozen + (above + below) * sizeof(mp_limb_t));

    freeze_integer(mpq_numref(&frozen->value), frozen->limbs, mpq_numref(value));
    freeze_integer(mpq_denref(&frozen->value), frozen->limbs + above, mpq_denref(value));
    return &frozen->value;
}

Number number_freeze(Arena *arena, mpq_srcptr value)
{
    mpq_t canonical;
    Number frozen;

    if (mpz_cmp_ui(mpq_denref(value), 1) == 0)
        return freeze_canonical(arena, value);
    mpq_init(canonical);
    // Not mpq_set, which takes the denominator to be positive already.
    mpz_set(mpq_numref(canonical), mpq_numref(value));
    mpz_set(mpq_denref(canonical), mpq_denref(value));
    mpq_canonicalize(canonical);
    frozen = freeze_canonical(arena, canonical);
    mpq_clear(canonical);
    return frozen;
}

Number number_from_int(Arena *arena, long value)
{
    mpq_t integer;
    Number frozen;

    mpq_init(integer);
    mpq_set_si(integer, value, 1);
    frozen = freeze_canonical(arena, integer);
    mpq_clear(integer);
    return frozen;
}

// The characters of a number, each to the one ASCII character that means the same; 0 for every other.
static char number_char(uint32_t code)
{
    if (char_digit(code) >= 0)
        return (char)('0' + char_digit(code));
    switch (code) {
    case '+':
    case 0xFF0B:
        return '+';
    case '-':
    case 0x2212:
    case 0xFF0D:
        return '-';
    case ',':
    case 0xFF0C:
        return ',';
    case '.':
    case 0xFF0E:
        return '.';
    case '(':
    case 0xFF08:
        return '(';
    case ')':
    case 0xFF09:
        return ')';
    }
    return 0;
}

static char char_at(Str s, size_t offset, size_t *next)
{
    *next = offset;
    return number_char(utf8_next(s, next));
}

// Takes a sign or a pair of parentheses off; what is left has neither, or is no number.
static Str take_sign(Str s, bool *negative)
{
    size_t inside, last = s.n, end;
    char first = char_at(s, 0, &inside);

    *negative = first == '-' || first == '(';
    if (first == '+' || first == '-')
        return str_slice(s, inside, s.n);
    if (first != '(')
        return s;
    utf8_previous(s, &last);
    if (last < inside || char_at(s, last, &end) != ')')
        return (Str){0};
    return str_trim(str_slice(s, inside, last));
}

// Where in a number the reading is.
typedef struct Digits {
    size_t group;          // digits since the last thousands mark, or since the start
    size_t whole, decimal; // digits before and after the point
    bool marked, pointed;
} Digits;

// Whether this character may come next, and what it does to the place.
static bool take_char(Digits *digits, char c)
{
    if (c >= '0' && c <= '9') {
        if (digits->pointed)
            digits->decimal++;
        else
            digits->whole++;
        digits->group++;
        return digits->whole + digits->decimal <= NUMBER_MOST_DIGITS;
    }
    if (digits->pointed || (c != ',' && c != '.'))
        return false;
    // What stands before a mark is one to three digits; before a later mark or the point, exactly three.
    if (digits->marked ? digits->group != 3 : c == ',' && (digits->group < 1 || digits->group > 3))
        return false;
    digits->marked |= c == ',';
    digits->pointed = c == '.';
    digits->group = 0;
    return true;
}

static bool take_end(const Digits *digits)
{
    if (digits->pointed)
        return digits->decimal >
               0; // .5, as a spreadsheet's #.0 writes it, but not "1.", which numbers a list
    return digits->whole > 0 && (!digits->marked || digits->group == 3);
}

// value = value * 10^count + part
static void add_digits(mpz_t value, unsigned long part, int count)
{
    unsigned long scale = 1;

    for (int i = 0; i < count; i++)
        scale *= 10;
    mpz_mul_ui(value, value, scale);
    mpz_add_ui(value, value, part);
}

static bool read_digits(mpz_t value, Str s, Digits *digits)
{
    unsigned long part = 0;
    int count = 0;

    for (size_t i = 0; i < s.n;) {
        char c = char_at(s, i, &i);

        if (!take_char(digits, c))
            return false;
        if (c == ',' || c == '.')
            continue;
        part = part * 10 + (unsigned long)(c - '0');
        if (++count == DIGITS_AT_ONCE) {
            add_digits(value, part, count);
            part = 0;
            count = 0;
        }
    }
    add_digits(value, part, count);
    return take_end(digits);
}

// Digits that a limb holds whatever they are.
#define SMALL_DIGITS 18

// 1234.50 in plain digits, as nearly all amounts are written: `above` and 10^decimals. False for any other.
static bool read_small(Str s, mp_limb_t *above, int *decimals)
{
    bool pointed = false;
    size_t digits = 0;

    *above = 0;
    *decimals = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];

        if (c == '.' && !pointed) {
            pointed = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > SMALL_DIGITS)
            return false;
        *above = *above * 10 + (mp_limb_t)(c - '0');
        *decimals += pointed;
    }
    return GMP_NUMB_BITS >= 64 && (pointed ? *decimals > 0 : digits > 0);
}

static mp_limb_t common_divisor(mp_limb_t a, mp_limb_t b)
{
    while (b) {
        mp_limb_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static Number small_number(Arena *arena, mp_limb_t above, int decimals, bool negative)
{
    mp_limb_t below = 1, common;
    __mpq_struct value;

    for (int i = 0; i < decimals; i++)
        below *= 10;
    common = common_divisor(below, above);
    above /= common;
    below /= common;
    mpz_roinit_n(mpq_numref(&value), &above, negative ? -1 : 1);
    mpz_roinit_n(mpq_denref(&value), &below, 1);
    return freeze_canonical(arena, &value);
}

Number number_parse(Arena *arena, Str s, int *decimals)
{
    Digits digits = {0};
    bool negative;
    Number number = NULL;
    mp_limb_t above;
    int small;
    mpq_t value;

    s = str_trim(s);
    if (s.n == 0 || s.n > INT32_MAX)
        return NULL;
    negative = s.at[0] == '-';
    if (read_small(str_slice(s, negative, s.n), &above, &small)) {
        if (decimals)
            *decimals = small;
        return small_number(arena, above, small, negative);
    }
    s = take_sign(s, &negative);
    mpq_init(value);
    if (read_digits(mpq_numref(value), s, &digits)) {
        if (negative)
            mpz_neg(mpq_numref(value), mpq_numref(value));
        mpz_ui_pow_ui(mpq_denref(value), 10, digits.decimal);
        if (decimals)
            *decimals = (int)digits.decimal;
        number = number_freeze(arena, value);
    }
    mpq_clear(value);
    return number;
}

// value * 10^decimals to the nearest integer, half away from zero
static void round_scaled(mpz_t result, mpq_srcptr value, int decimals)
{
    mpz_t twice_below;

    // |n·10^d| / m rounded is (2·|n·10^d| + m) / 2m rounded down.
    mpz_init(twice_below);
    mpz_mul_2exp(twice_below, mpq_denref(value), 1);
    mpz_ui_pow_ui(result, 10, (unsigned long)decimals);
    mpz_mul(result, result, mpq_numref(value));
    mpz_abs(result, result);
    mpz_mul_2exp(result, result, 1);
    mpz_add(result, result, mpq_denref(value));
    mpz_tdiv_q(result, result, twice_below);
    if (mpq_sgn(value) < 0)
        mpz_neg(result, result);
    mpz_clear(twice_below);
}

void number_round(mpq_t result, mpq_srcptr value, int decimals)
{
    mpz_t scaled; // result may be value itself

    if (decimals < 0)
        decimals = 0;
    mpz_init(scaled);
    round_scaled(scaled, value, decimals);
    mpz_swap(mpq_numref(result), scaled);
    mpz_ui_pow_ui(mpq_denref(result), 10, (unsigned long)decimals);
    mpq_canonicalize(result);
    mpz_clear(scaled);
}

// Digits of |scaled|, a decimal point before the last `decimals`.
static void write_digits(StrBuf *buf, Str digits, NumberFormat format)
{
    size_t decimals = (size_t)format.decimals;
    size_t whole = digits.n > decimals ? digits.n - decimals : 0;

    if (whole == 0)
        buf_add_char(buf, '0');
    for (size_t i = 0; i < whole; i++) {
        if (format.thousands && i && (whole - i) % 3 == 0)
            buf_add_char(buf, ',');
        buf_add_char(buf, digits.at[i]);
    }
    if (decimals == 0)
        return;
    buf_add_char(buf, '.');
    for (size_t i = digits.n; i < decimals; i++)
        buf_add_char(buf, '0'); // 0.05 has the digits "5"
    buf_add(buf, str_slice(digits, whole, digits.n));
    if (format.keep_zeros)
        return;
    while (buf->at[buf->n - 1] == '0')
        buf->n--;
    if (buf->at[buf->n - 1] == '.')
        buf->n--;
}

Str number_format(Arena *arena, Number value, NumberFormat format)
{
    StrBuf buf = {.arena = arena};
    char usual[64];
    char *digits = usual;
    size_t room;
    mpz_t scaled;

    if (format.decimals < 0)
        format.decimals = 0;
    if (format.decimals > MOST_DECIMALS)
        format.decimals = MOST_DECIMALS;
    mpz_init(scaled);
    round_scaled(scaled, value, format.decimals);
    if (mpz_sgn(scaled) < 0) // of the rounded value: -0.4 to no decimals is 0
        buf_add_c(&buf, format.unicode_minus ? "\u2212" : "-");
    mpz_abs(scaled, scaled);
    room = mpz_sizeinbase(scaled, 10) + 2;
    if (room > sizeof usual)
        digits = arena_alloc(arena, room);
    mpz_get_str(digits, 10, scaled);
    write_digits(&buf, str_of(digits), format);
    mpz_clear(scaled);
    return buf_str(&buf);
}

int number_decimals(Number value, int most)
{
    mpz_t rest, five;
    mp_bitcnt_t twos, fives, decimals;
    bool exact;

    // In lowest terms, a decimal of d digits has a denominator of twos and fives only, of neither more than
    // d.
    mpz_init(rest);
    mpz_init_set_ui(five, 5);
    twos = mpz_scan1(mpq_denref(value), 0);
    mpz_fdiv_q_2exp(rest, mpq_denref(value), twos);
    fives = mpz_remove(rest, rest, five);
    exact = mpz_cmp_ui(rest, 1) == 0;
    mpz_clear(rest);
    mpz_clear(five);
    decimals = twos > fives ? twos : fives;
    if (!exact || most < 0 || decimals > (mp_bitcnt_t)most)
        return -1;
    return (int)decimals;
}

// The digits of a value whose parts are small, as amounts are.
static bool small_digits(Number value, int decimals, __uint128_t *digits)
{
    __uint128_t product = mpz_get_ui(mpq_numref(value));
    unsigned long below = mpz_get_ui(mpq_denref(value));

    if (mpz_size(mpq_numref(value)) > 1 || mpz_size(mpq_denref(value)) > 1 || decimals > 19)
        return false;
    for (int i = 0; i < decimals; i++)
        product *= 10;
    *digits = product / below;
    return product % below == 0;
}

static bool large_digits(Number value, int decimals, __uint128_t *digits)
{
    mpz_t product, times;
    bool fits;

    mpz_inits(product, times, NULL);
    mpz_ui_pow_ui(times, 10, (unsigned long)decimals);
    mpz_mul(product, mpq_numref(value), times);
    fits = mpz_divisible_p(product, mpq_denref(value)) != 0;
    if (fits)
        mpz_divexact(product, product, mpq_denref(value));
    fits = fits && mpz_size(product) <= 1;
    *digits = mpz_get_ui(product);
    mpz_clears(product, times, NULL);
    return fits;
}

bool number_digits(Number value, int decimals, uint64_t *digits, int *power)
{
    __uint128_t found;

    if (decimals < 0 || (!small_digits(value, decimals, &found) && !large_digits(value, decimals, &found)))
        return false;
    *power = found ? -decimals : 0;
    for (; found && found % 10 == 0; found /= 10)
        ++*power;
    *digits = (uint64_t)found;
    return found >> 64 == 0;
}
