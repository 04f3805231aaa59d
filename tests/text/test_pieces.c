// Random concatenations of pieces, each of which must be read as what it was made from, where it stands.
#include <string.h>

#include "testing.h"
#include "text/text.h"

#define TEXTS 20000
#define MOST_PIECES 12

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t random_next(Random *random)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random->state >> 33);
}

static uint32_t below(Random *random, uint32_t n)
{
    return random_next(random) % n;
}

static const char *one_of(Random *random, const char *const *words, size_t n)
{
    return words[below(random, (uint32_t)n)];
}

#define ONE_OF(random, words) one_of((random), (words), sizeof(words) / sizeof *(words))

// ---- amounts

typedef struct Wanted {
    TextAmountKind kind;
    size_t from, to, end;
    Number base;
    bool more;
} Wanted;

static void add_digit(StrBuf *out, char c, bool wide)
{
    if (wide && c == ',')
        buf_add_c(out, "，");
    else if (wide)
        buf_add_code(out, (uint32_t)c - '!' + U'！');
    else
        buf_add_char(out, c);
}

// A random number as figures are printed, half- or full-width, with or without thousands marks.
static Number add_number(Random *random, StrBuf *out, bool may_be_negative)
{
    static const char *const minus[] = {"-", "−", "－", "△"};
    int decimals = (int)below(random, 5);
    bool wide = below(random, 4) == 0, negative = may_be_negative && below(random, 5) == 0;
    NumberFormat format = {
        .decimals = decimals, .thousands = below(random, 2) == 0, .keep_zeros = below(random, 2) == 0};
    mpq_t value;
    Number number, size;
    Str digits;

    mpq_init(value);
    mpz_set_ui(mpq_numref(value), random_next(random) >> below(random, 32));
    mpz_ui_pow_ui(mpq_denref(value), 10, (unsigned long)decimals);
    size = number_freeze(out->arena, value);
    if (negative)
        mpq_neg(value, size);
    number = negative ? number_freeze(out->arena, value) : size;
    mpq_clear(value);
    digits = number_format(out->arena, size, format);
    if (negative)
        buf_add_c(out, ONE_OF(random, minus));
    for (size_t i = 0; i < digits.n; i++)
        add_digit(out, digits.at[i], wide);
    return number;
}

static Number scaled(Arena *arena, Number value, int power)
{
    TextAmount amount = {.value = value, .power = power};

    return text_amount_base(arena, &amount);
}

typedef struct Piece {
    const char *unit;
    TextAmountKind kind;
    int power;
    bool more;
} Piece;

static const Piece pieces[] = {
    {"元", TEXT_MONEY, 0},
    {"万元", TEXT_MONEY, 4},
    {"亿元", TEXT_MONEY, 8},
    {"千元", TEXT_MONEY, 3},
    {"百万元", TEXT_MONEY, 6},
    {" 万元", TEXT_MONEY, 4},
    {"余万元", TEXT_MONEY, 4, true},
    {"%", TEXT_RATE, 0},
    {"％", TEXT_RATE, 0},
    {"个百分点", TEXT_POINTS, 0},
    {"辆", TEXT_COUNT, 0},
    {"台（套）", TEXT_COUNT, 0},
    {"万人次", TEXT_COUNT, 4},
    {"多人", TEXT_COUNT, 0, true},
    {"平方米", TEXT_COUNT, 0},
    {"个月", TEXT_TIME, 0},
    {"号", TEXT_PLAIN, 0},
    {"万", TEXT_PLAIN, 4},
    {"", TEXT_PLAIN, 0},
};

static const char *const words[] = {"收入",         "，",       "。其中：", "支出为", "（",
                                    "比上年增加",   "；",       "、",       "\n",     "“三公”经费",
                                    "一般公共预算", "《办法》", " ",        "为："};

static void add_year(Random *random, StrBuf *out, Wanted *wanted)
{
    static const char *const numerals[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int year = 1949 + (int)below(random, 150);
    bool han = below(random, 3) == 0;

    for (int power = 1000; power; power /= 10) {
        int digit = year / power % 10;

        if (han)
            buf_add_c(out, numerals[digit]);
        else
            buf_add_char(out, (char)('0' + digit));
    }
    wanted->kind = TEXT_YEAR;
    wanted->more = false;
    wanted->base = number_from_int(out->arena, year);
    wanted->to = out->n;
    buf_add_c(out, "年");
    wanted->end = out->n;
}

static void add_amount(Random *random, StrBuf *out, Wanted *wanted)
{
    const Piece *piece = &pieces[below(random, sizeof pieces / sizeof *pieces)];
    Number number;

    *wanted = (Wanted){.from = out->n, .kind = piece->kind, .more = piece->more};
    if (below(random, 6) == 0) {
        add_year(random, out, wanted);
        return;
    }
    number = add_number(random, out, true);
    wanted->to = out->n;
    buf_add_c(out, piece->unit);
    wanted->end = out->n;
    wanted->base = scaled(out->arena, number, piece->power);
}

static void check_text(Arena *arena, Str text, const Wanted *wanted, size_t n)
{
    TextAmount amount;
    size_t at = 0;

    for (size_t i = 0; i < n; i++)
        if (!text_amount_next(arena, text, &at, 0, &amount) || amount.kind != wanted[i].kind ||
            amount.from != wanted[i].from || amount.to != wanted[i].to || amount.end != wanted[i].end ||
            amount.more != wanted[i].more || !mpq_equal(text_amount_base(arena, &amount), wanted[i].base))
            fail_msg("in “%.*s” the piece “%.*s” is read as “%.*s”, kind %d", STR_ARG(text),
                     STR_ARG(str_slice(text, wanted[i].from, wanted[i].end)),
                     STR_ARG(str_slice(text, amount.from, amount.end)), amount.kind);
    if (text_amount_next(arena, text, &at, 0, &amount))
        fail_msg("“%.*s” ends in one piece more", STR_ARG(text));
}

static void test_amounts(void **state)
{
    Random random = {20240101};
    (void)state;

    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        StrBuf out = {.arena = arena};
        Wanted wanted[MOST_PIECES];
        size_t n = below(&random, MOST_PIECES);

        for (size_t k = 0; k < n; k++) {
            buf_add_c(&out, ONE_OF(&random, words));
            add_amount(&random, &out, &wanted[k]);
        }
        buf_add_c(&out, ONE_OF(&random, words));
        check_text(arena, buf_str(&out), wanted, n);
        arena_free(arena);
    }
}

// ---- Han numerals, which only a unit makes a number

static void test_han(void **state)
{
    static const char *const units[] = {"元", "个", "辆", "年", "人次", "个百分点"};
    Random random = {7};
    (void)state;

    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        StrBuf out = {.arena = arena};
        int value = 1 + (int)below(&random, 9999);
        size_t from, to, at = 0;
        TextAmount amount;

        buf_add_c(&out, ONE_OF(&random, words));
        from = out.n;
        text_han_write(&out, (uint32_t)value);
        to = out.n;
        buf_add_c(&out, ONE_OF(&random, units));
        if (!text_amount_next(arena, buf_str(&out), &at, TEXT_HAN, &amount))
            fail_msg("“%s” has no number", out.at);
        while (amount.from < from && text_amount_next(arena, buf_str(&out), &at, TEXT_HAN, &amount))
            continue;
        if (amount.from != from || amount.to != to || amount.end != out.n ||
            mpq_cmp_si(amount.value, value, 1) != 0)
            fail_msg("“%s” is not read", out.at);
        arena_free(arena);
    }
}

// ---- dates

static void add_part(Random *random, StrBuf *out, int value, const char *unit)
{
    static const char *const blanks[] = {"", "", "", " "};

    buf_print(out, "%d%s%s", value, ONE_OF(random, blanks), unit);
}

static void add_date(Random *random, StrBuf *out, TextDate *date)
{
    uint32_t form = below(random, 6);

    *date = (TextDate){.from = out->n, .year = 1949 + (int)below(random, 150)};
    if (form >= 2)
        date->month = 1 + (int)below(random, 12);
    if (form >= 3)
        date->day = 1 + (int)below(random, 28);
    if (form == 4) {
        const char *const marks[] = {"-", ".", "/"};
        const char *mark = ONE_OF(random, marks);

        buf_print(out, "%d%s%d%s%d", date->year, mark, date->month, mark, date->day);
    } else {
        if (form == 5)
            date->year = 0;
        else
            add_part(random, out, date->year, "年");
        date->fiscal = form == 1;
        if (date->fiscal)
            buf_add_c(out, "度");
        if (date->month)
            add_part(random, out, date->month, "月");
        if (date->day)
            add_part(random, out, date->day, "日");
    }
    date->to = out->n;
}

static bool same_date(const TextDate *a, const TextDate *b)
{
    return a->from == b->from && a->to == b->to && a->year == b->year && a->month == b->month &&
           a->day == b->day && a->fiscal == b->fiscal;
}

static void test_dates(void **state)
{
    static const char *const between[] = {"，", "截至", "。自", "（", "、", "于", "共5万元，", "，3个月，"};
    Random random = {99};
    (void)state;

    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        StrBuf out = {.arena = arena};
        TextDate wanted[MOST_PIECES], date;
        size_t n = below(&random, MOST_PIECES), at = 0;

        for (size_t k = 0; k < n; k++) {
            buf_add_c(&out, ONE_OF(&random, between));
            add_date(&random, &out, &wanted[k]);
        }
        for (size_t k = 0; k < n; k++)
            if (!text_date_next(buf_str(&out), &at, &date) || !same_date(&date, &wanted[k]) ||
                !text_date_exists(&date))
                fail_msg("in “%s” the date at %zu is not read", out.at, wanted[k].from);
        assert_false(text_date_next(buf_str(&out), &at, &date));
        arena_free(arena);
    }
}

// ---- numbering

static void test_numbering(void **state)
{
    static const struct {
        const char *before, *after;
        TextNumberingForm form;
        bool han;
    } forms[] = {{"", "、", TEXT_NUMBERING_MARK, true},       {"（", "）", TEXT_NUMBERING_BRACKETS, true},
                 {"", ".", TEXT_NUMBERING_MARK, false},       {"（", "）", TEXT_NUMBERING_BRACKETS, false},
                 {"", "）", TEXT_NUMBERING_CLOSED, false},    {"第", "部分", TEXT_NUMBERING_ORDINAL, true},
                 {"第", "章", TEXT_NUMBERING_ORDINAL, false}, {"附件", "", TEXT_NUMBERING_ATTACHED, false}};
    static const char *const rests[] = {"概况", " 收入51.8万元", "一般公共预算", "　2023年预算", "：甲", ""};
    Random random = {3};
    (void)state;

    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        StrBuf out = {.arena = arena};
        size_t form = below(&random, sizeof forms / sizeof *forms), to;
        int value = 1 + (int)below(&random, TEXT_NUMBERING_MOST);
        const char *rest = ONE_OF(&random, rests);
        TextNumbering numbering;

        buf_add_c(&out, forms[form].before);
        if (forms[form].han)
            text_han_write(&out, (uint32_t)value);
        else
            buf_print(&out, "%d", value);
        buf_add_c(&out, forms[form].after);
        to = out.n;
        buf_add_c(&out, rest);
        if (!text_numbering_read(buf_str(&out), &numbering) || numbering.form != forms[form].form ||
            numbering.value != value || numbering.han != forms[form].han || numbering.to != to ||
            numbering.rest != text_past_blanks(buf_str(&out), to))
            fail_msg("the number of “%s” is not read", out.at);
        arena_free(arena);
    }
}

// ---- lists

static void test_lists(void **state)
{
    static const char *const items[] = {"办公费",           "维修（护）费", "因公出国（境）费用",
                                        "甲（乙、丙，丁）", "“三公”经费",   "印刷费1.5万元"};
    static const char *const marks[] = {"、", "，", "；", "和", "以及"};
    Random random = {5};
    (void)state;

    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        StrBuf out = {.arena = arena};
        const char *wanted[MOST_PIECES];
        size_t n = 1 + below(&random, MOST_PIECES - 1), at = 0;
        Str item;

        for (size_t k = 0; k < n; k++) {
            wanted[k] = ONE_OF(&random, items);
            buf_print(&out, "%s%s", k ? ONE_OF(&random, marks) : "", wanted[k]);
        }
        if (below(&random, 2))
            buf_add_c(&out, "等");
        for (size_t k = 0; k < n; k++) {
            assert_true(text_list_next(buf_str(&out), TEXT_LIST_PAUSE | TEXT_LIST_CLAUSE | TEXT_LIST_WORDS,
                                       &at, &item));
            assert_str(item, wanted[k]);
        }
        assert_int_equal(at, out.n);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_amounts),   cmocka_unit_test(test_han),   cmocka_unit_test(test_dates),
        cmocka_unit_test(test_numbering), cmocka_unit_test(test_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
