// Every reader of business text: results lie within the text, in order, and move on. The first byte chooses
// where those begin that read at one place, and what parts a list.
#include <stdlib.h>

#include "fuzz.h"
#include "text/text.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_range(Str text, size_t from, size_t to)
{
    check(from <= to && to <= text.n);
}

static void check_part(Str text, Str part)
{
    check(part.n == 0 || (part.at >= text.at && part.at + part.n <= text.at + text.n));
}

static void read_amounts(Arena *arena, Str text, unsigned flags)
{
    TextAmount amount;
    size_t last = 0;

    for (size_t at = 0, before = 0; text_amount_next(arena, text, &at, flags, &amount); before = at) {
        check(at > before && at <= text.n);
        check_range(text, amount.from, amount.to);
        check_range(text, amount.to, amount.end);
        check(amount.from >= last && amount.value && text_amount_base(arena, &amount));
        check_part(text, amount.per);
        last = amount.to;
    }
}

static void read_dates(Str text)
{
    TextDate date;

    for (size_t at = 0, before = 0; text_date_next(text, &at, &date); before = at) {
        check(at > before && at == date.to);
        check_range(text, date.from, date.to);
        check(date.year || date.month);
        text_date_exists(&date);
    }
}

static void read_list(Str text, unsigned marks)
{
    Str item;

    for (size_t at = 0, before = 0; text_list_next(text, marks, &at, &item); before = at) {
        check(at > before && at <= text.n && item.n);
        check_part(text, item);
    }
}

static void read_units(Str text, size_t at)
{
    TextUnit unit;
    Str name;
    int power;

    if (text_unit_at(text, at, &unit)) {
        check(unit.from == at && unit.to > at);
        check_range(text, unit.from, unit.to);
    }
    if (text_money_at(str_slice(text, at, text.n), &name, &power))
        check(name.n <= text.n - at && power >= 0);
}

static void read_at(Arena *arena, Str text, size_t at)
{
    TextNumber number;
    TextPeriod period;
    TextHan han;
    int years;
    bool is_han;
    size_t end;

    if (text_han_at(text, at, &han))
        check(han.to > at && han.value >= 0);
    check_range(text, at, han.to);
    text_number_at(arena, text, at, &number, &end);
    check_range(text, at, end);
    if (text_period_at(text, at, &period))
        check_range(text, period.from, period.to);
    if (text_year_word_at(text, at, &years, &end))
        check_range(text, at, end);
    check(text_ordinal_at(text, at, &end, &is_han) <= TEXT_NUMBERING_MOST);
    check_range(text, at, end);
    text_joins_before(text, at);
    text_joins_after(text, at);
    end = text_past_bracket(text, at);
    check(end == 0 || (end > at && end <= text.n));
    check_part(text, text_clause(text, at, at, 60));
    check_part(text, text_sentence(text, at, text.n, 60));
    read_units(text, at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t choice = size ? data[0] : 0;
    Arena *arena = arena_new();
    Str text = str_slice((Str){(const char *)data, size}, 1, size);
    TextNumbering numbering;
    int decimals;
    bool blank;

    read_amounts(arena, text, 0);
    read_amounts(arena, text, TEXT_HAN);
    read_dates(text);
    read_list(text, choice % 8);
    if (text_numbering_read(text, &numbering)) {
        check_range(text, numbering.from, numbering.to);
        check_range(text, numbering.to, numbering.rest);
        check(numbering.value > 0 && numbering.value <= TEXT_NUMBERING_MOST);
    }
    text_cell_amount(arena, text, &decimals, &blank);
    check_part(text, text_without_percent(text));
    check_part(text, text_name(text));
    read_at(arena, text, choice % (text.n + 1));
    arena_free(arena);
    return 0;
}
