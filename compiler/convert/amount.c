// An amount as it stands: read, put as a figure, or left and told.
#include "convert/internal-bind.h"
#include "prose/prose.h"

#define MOST_REPORTED 1000 // amounts that are left: the others are only counted

// ---- amounts

// The place in the fold, from `at` on, of a byte of the line's text.
static size_t fold_of(const BindReader *reader, size_t at, size_t byte)
{
    while (at < reader->fold.n && bind_byte(reader, at) < byte)
        at++;
    return at;
}

static void amount_unit(const BindReader *reader, Amount *amount)
{
    size_t unit = 0;

    amount->unit = unit_money_at(bind_rest(reader, amount->digits), &unit);
    if (amount->unit.kind == UNIT_NONE && str_starts(bind_rest(reader, amount->digits), STR("%"))) {
        amount->rate = true;
        unit = 1;
    } else if (amount->unit.kind == UNIT_NONE) {
        amount->unit = lexicon_counter(reader->convert->lexicon, bind_rest(reader, amount->digits), &unit);
    }
    amount->to = amount->digits + unit;
}

static size_t whole_digits(const BindReader *reader, size_t at)
{
    size_t n = 0;

    while (bind_is_digit(reader, at + n))
        n++;
    return n;
}

// The digits are read where they were typed: the fold has 5,100 for 5，100, and 1234 for 1 234.
bool bind_amount_at(const BindReader *reader, size_t at, Amount *amount)
{
    char before = at ? reader->fold.at[at - 1] : 0;
    size_t end;
    TextNumber number;

    text_number_at(reader->convert->arena, reader->line->text, bind_byte(reader, at), &number, &end);
    end = fold_of(reader, at + 1, end);
    *amount =
        (Amount){.from = at, .digits = end, .to = end, .number = number.value, .decimals = number.decimals};
    if (number.from < number.digits) // its sign is replaced with it
        utf8_previous(reader->fold, &amount->from);
    amount_unit(reader, amount);
    amount->torn = before == ',' && at >= 2 && bind_is_digit(reader, at - 2) && whole_digits(reader, at) == 3;
    if (!amount->number || (amount->unit.kind == UNIT_NONE && !amount->rate) || before == '.' ||
        (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z'))
        return false;
    return !prose_is_limit(reader->convert->project->template->words, bind_rest(reader, amount->to));
}

bool bind_is_now(const BindReader *reader)
{
    return reader->year == 0 || reader->year == reader->convert->project->year;
}

// ---- what is left

static bool full_width(const BindReader *reader, const Amount *amount)
{
    for (size_t at = bind_byte(reader, amount->from); at < bind_byte(reader, amount->digits);)
        if (utf8_next(reader->line->text, &at) > 0x7f)
            return true;
    return false;
}

static Str candidates_hint(const BindReader *reader, const Amount *amount, const Phrase *near)
{
    const Convert *convert = reader->convert;
    Str candidates;

    if (amount->rate)
        return str_of(_("no two amounts that are bound give this share or rate"));
    if (amount->torn)
        return str_of(_("its thousands are parted by “，”; write them without it, or with “,”"));
    if (!bind_is_now(reader))
        return str_print(convert->arena, _("the text speaks of %d here"), reader->year);
    if (near && near->figure->value.kind == VALUE_NUMBER && full_width(reader, amount))
        return str_print(convert->arena, _("its digits are full-width; write them as 0 to 9 and it is %.*s"),
                         STR_ARG(near->expression));
    if (near)
        return str_print(convert->arena, _("“%.*s” may mean %.*s, which is %.*s%.*s"), STR_ARG(near->fold),
                         STR_ARG(near->expression), STR_ARG(near->figure->text),
                         STR_ARG(near->figure->value.unit.name));
    candidates = equal_candidates(convert, amount->number, amount->unit);
    return candidates.n ? str_print(convert->arena, _("the amount stands in %.*s"), STR_ARG(candidates))
                        : (Str){0};
}

void bind_leave(BindReader *reader, const Amount *amount, const Phrase *near)
{
    Convert *convert = reader->convert;
    Str hint;

    // 300名, of which no table need know.
    if (!amount->rate && amount->unit.kind != UNIT_MONEY &&
        (!near || !unit_same_kind(near->figure->value.unit, amount->unit)))
        return;
    hint = candidates_hint(reader, amount, near);
    *vec_push(convert->arena, &convert->unbound) = (Unbound){
        str_slice(reader->line->text, bind_byte(reader, amount->from), bind_byte(reader, amount->to)), hint,
        bind_place(reader, amount->from, amount->to), reader->line->offset + bind_byte(reader, amount->from),
        bind_byte(reader, amount->to) - bind_byte(reader, amount->from)};
    convert->left += amount->unit.kind == UNIT_MONEY;
    if (amount->rate || convert->reported++ >= MOST_REPORTED)
        return;
    diag_report(convert->diag, SEVERITY_WARNING, "convert-unbound",
                bind_place(reader, amount->from, amount->to), hint, _("%.*s is not bound to a cell"),
                STR_ARG(str_slice(reader->fold, amount->from, amount->to)));
}

// ---- what is bound

static bool is_budget(const Figure *figure)
{
    if (figure->trace_count == 0)
        return false;
    return figure->trace[0].year == YEAR_BUDGET;
}

static void remember(BindReader *reader, const Amount *amount, Str expression, const Figure *figure)
{
    *vec_push(reader->convert->arena, &reader->bound) =
        (Bound){expression, figure, is_budget(figure), amount->from};
}

// 2024年公务接待费为2.21万元: a year that what follows is of goes on with it.
static void year_put(BindReader *reader, const Figure *figure)
{
    if (!reader->year_at || figure->trace_count == 0 || figure->trace[0].year != YEAR_LAST)
        return;
    bind_year(reader, reader->year_at - 1, "`= 上年度`");
    reader->year_at = 0;
}

bool bind_cell(BindReader *reader, const Amount *amount, Str expression)
{
    const Figure *figure;
    Str whole;

    if (reader->convert->facts && facts_state(reader, amount, expression))
        return true;
    whole = bind_printing(reader, amount, expression, &figure);

    if (whole.n == 0)
        return false;
    bind_put(reader, amount->from, amount->digits, whole, figure);
    remember(reader, amount, expression, figure);
    year_put(reader, figure);
    return true;
}
