// Shares, rates of change and of completion, of the amounts that stand before them.
#include "convert/internal-bind.h"

static bool try_rate(BindReader *reader, const Amount *amount, Str expression)
{
    const Figure *figure;
    Str whole = bind_printing(reader, amount, expression, &figure);

    if (whole.n == 0)
        return false;
    bind_put(reader, amount->from, amount->to, whole, figure);
    return true;
}

static const Bound *last_bound(const BindReader *reader, bool budget)
{
    for (size_t i = reader->bound.n; i > 0; i--)
        if (reader->bound.at[i - 1].budget == budget)
            return &reader->bound.at[i - 1];
    return NULL;
}

static bool is_money(const Bound *bound)
{
    return bound->figure->value.unit.kind == UNIT_MONEY;
}

static Str share_of(const BindReader *reader, const Bound *part, Str whole)
{
    return str_print(reader->convert->arena, "占比(%.*s, %.*s)", STR_ARG(part->expression), STR_ARG(whole));
}

static bool share_try(BindReader *reader, const Amount *amount, const Bound *part, Str whole, Str said)
{
    if (whole.n == 0 || str_equal(whole, part->expression) ||
        !try_rate(reader, amount, share_of(reader, part, whole)))
        return false;
    reader->whole = whole;
    reader->whole_said = said;
    return true;
}

// By where the part stands: the total beside it, above it; what it is called where it is said.
static bool share_nearby(BindReader *reader, const Amount *amount, const Bound *part, Str said)
{
    Str whole;

    for (int i = 0; (whole = nearby_whole(reader, part->figure, i)).n; i++) {
        const Figure *figure = lexicon_try(reader->convert->lexicon, whole);

        if (figure && name_holds(reader, figure, said) && share_try(reader, amount, part, whole, said))
            return true;
    }
    return false;
}

// By an amount that stands before it.
static bool share_before(BindReader *reader, const Amount *amount, const Bound *part, Str said)
{
    for (size_t i = 0; i + 1 < reader->bound.n; i++) {
        const Bound *whole = &reader->bound.at[i];

        if (!whole->budget && is_money(whole) && name_holds(reader, whole->figure, said) &&
            share_try(reader, amount, part, whole->expression, said))
            return true;
    }
    return false;
}

// 占收入合计的67.81%: the whole by its words, by the total beside the part, by an amount before it. Of
// nothing any whole has the share, 0%: its words say it, or it is that of the share before.
bool rate_share(BindReader *reader, const Amount *amount, const Bound *part, Str words)
{
    Convert *convert = reader->convert;
    const Phrase *near, *named;
    Str said = name_said(reader, words);

    if (!part || !is_money(part))
        return false;
    named = words.n ? lexicon_find(convert->lexicon, reader->labels, words, &near) : NULL;
    if (named && share_try(reader, amount, part, named->expression, said))
        return true;
    if ((said.n == 0 || str_equal(said, reader->whole_said)) &&
        share_try(reader, amount, part, reader->whole, reader->whole_said))
        return true;
    if (said.n == 0 && mpq_sgn(amount->number) != 0 && share_before(reader, amount, part, said))
        return true;
    return share_nearby(reader, amount, part, said) ||
           (mpq_sgn(amount->number) != 0 && share_before(reader, amount, part, said));
}

// 完成年初预算的73.2%: by the budget that stands before it, else by the budget of the same cell.
static bool completion_put(BindReader *reader, const Amount *amount)
{
    Convert *convert = reader->convert;
    const Bound *actual = last_bound(reader, false), *planned = last_bound(reader, true);

    if (!actual || !is_money(actual))
        return false;
    for (size_t i = reader->bound.n; i > 0; i--) {
        const Bound *one = &reader->bound.at[i - 1];

        if (one != actual && is_money(one) && (one->budget || mpq_sgn(amount->number) != 0) &&
            (try_rate(reader, amount,
                      str_print(convert->arena, "完成率(%.*s, %.*s)", STR_ARG(actual->expression),
                                STR_ARG(one->expression))) ||
             try_rate(reader, amount,
                      str_print(convert->arena, "完成率(%.*s, %.*s)", STR_ARG(one->expression),
                                STR_ARG(actual->expression)))))
            return true;
    }
    if (planned)
        return false;
    SaidSubject subject = {actual->expression, actual->figure, true};

    for (int first = 1; first >= 0; first--) {
        SaidSubject budget = said_budget(convert->lexicon, &subject, first);

        if (budget.figure && try_rate(reader, amount,
                                      str_print(convert->arena, "完成率(%.*s, %.*s)",
                                                STR_ARG(actual->expression), STR_ARG(budget.expression))))
            return true;
    }
    return false;
}

static bool growth_try(BindReader *reader, const Amount *amount, Str change, int direction)
{
    Arena *arena = reader->convert->arena;
    Str growth = str_print(arena, "增幅(%.*s)", STR_ARG(change));
    const Figure *figure = change.n ? lexicon_try(reader->convert->lexicon, growth) : NULL;

    if (!figure || figure->value.kind != VALUE_NUMBER ||
        (mpq_sgn(figure->value.number) && mpq_sgn(figure->value.number) != direction))
        return false;
    return try_rate(reader, amount,
                    direction > 0 ? growth : str_print(arena, "绝对值(%.*s)", STR_ARG(growth)));
}

// 接待费10.75万元，比上年下降5.5%: of the amount before in its sentence.
static bool growth_put(BindReader *reader, const Amount *amount, Str said, int direction)
{
    const Bound *now = last_bound(reader, false);
    SaidSubject base;

    if (growth_try(reader, amount, reader->change, direction))
        return true;
    if (!now || !is_money(now) || now->at < bind_clause(reader, amount->from, true) ||
        mpq_sgn(amount->number) == 0 || !name_holds(reader, now->figure, said))
        return false;
    SaidSubject subject = {now->expression, now->figure, true};

    for (int i = 0; (base = nearby_base(reader, amount, &subject, i)).figure; i++)
        if (growth_try(reader, amount,
                       str_print(reader->convert->arena, "%.*s, %.*s", STR_ARG(now->expression),
                                 STR_ARG(base.expression)),
                       direction))
            return true;
    return false;
}

bool rate_put(BindReader *reader, const Amount *amount)
{
    const WordList *lists = bind_lists(reader);
    Str clause = str_slice(reader->fold, bind_clause(reader, amount->from, false), amount->from);
    int direction;

    for (size_t i = 0; i < reader->convert->bindings.n; i++) { // within a comparison that is bound whole
        const Edit *edit = reader->edits->n ? vec_last(reader->edits) : NULL;

        if (edit && edit->to > bind_byte(reader, amount->from))
            return true;
        break;
    }
    size_t word = change_words(reader, amount, &direction), start = bind_clause(reader, word, false);

    if (direction)
        return growth_put(reader, amount, name_said(reader, str_slice(reader->fold, start, word)), direction);
    for (size_t i = 0; i < lists[WORDS_SHARE].n; i++) {
        ptrdiff_t at = str_find(clause, lists[WORDS_SHARE].at[i], 0);

        if (at >= 0)
            return rate_share(reader, amount, last_bound(reader, false),
                              str_slice(clause, (size_t)at + lists[WORDS_SHARE].at[i].n, clause.n));
    }
    return (words_in(lists[WORDS_DONE],
                     str_slice(reader->fold, bind_clause(reader, amount->from, true), amount->from)) ||
            words_in(lists[WORDS_COMPARED_BUDGET], clause)) && // 为调整预算的112.7%
           completion_put(reader, amount);
}
