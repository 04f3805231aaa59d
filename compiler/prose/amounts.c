// Amounts of money that are typed and not bound to a cell, and units that are not the table's.
#include "prose/internal-prose.h"
#include "text/text.h"

// A limit or a standard (200万元以上, 每生每年720元) is no amount of this document.
static bool is_threshold(const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str rest = str_trim(prose_following(block->text, number->after));
    Str clause = prose_clause(block->text, number->from, number->from);
    Str left = str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);

    return prose_is_limit(block->words, rest) || words_begin(lists[WORDS_LIMIT_FOLLOWS], rest) ||
           words_end(lists[WORDS_LIMIT_PRECEDES], str_trim(left)) ||
           words_in(lists[WORDS_LIMIT_IN_CLAUSE], clause);
}

static bool in_reason(const ProseBlock *block, const ProseNumber *number)
{
    return words_in(block->words->lists[WORDS_REASON], prose_words_before(block, number));
}

// ---- what the tables hold

AmountIndex *prose_amount_index(Prose *prose)
{
    if (!prose->amounts)
        prose->amounts = amounts_new(prose->arena, prose->project);
    return prose->amounts;
}

// Zero is in most tables everywhere: only the words of its own clause tell which.
static Str words_naming(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);

    if (mpq_sgn(number->value) != 0)
        return prose_words_before(block, number);
    return str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);
}

// What to write for a typed amount, by its value and the words before it: a binding, or several to choose
// from; *found: some cell has it. Empty where none can be named.
static Str binding_hint(Prose *prose, const ProseBlock *block, const ProseNumber *number, bool *found)
{
    Arena *arena = prose->arena;
    AmountMatches matches = amounts_find(
        prose_amount_index(prose),
        (AmountAsked){number->value, number->unit, words_naming(block, number), number->direction != 0});
    StrBuf several = {.arena = arena};

    *found = matches.found;
    if (!matches.first || matches.named || matches.count == 1)
        return matches.first
                   ? str_print(arena, _("write %.*s"), STR_ARG(amounts_binding(arena, matches.first)))
                   : (Str){0};
    for (size_t i = 0; i < matches.count; i++)
        buf_print(&several, "%s%.*s", i ? "、" : "", STR_ARG(amounts_binding(arena, matches.all[i])));
    return str_print(arena, _("write the cell that is meant: %.*s …"), STR_ARG(buf_str(&several)));
}

// How many digits of a number count: 3 of 518000 and of 51.80.
static int counting_digits(Str written)
{
    int digits = 0, zeros = 0;

    for (size_t i = 0; i < written.n; i++) {
        if (written.at[i] < '0' || written.at[i] > '9' || (written.at[i] == '0' && !digits))
            continue;
        digits++;
        zeros = written.at[i] == '0' ? zeros + 1 : 0;
    }
    return digits - zeros;
}

// Some cell holds the number in another unit of money; *unit gets the unit that it should have.
static bool in_other_unit(Prose *prose, const ProseBlock *block, const ProseNumber *number, Unit *unit)
{
    static const int powers[] = {4, 0, 8, 3};
    Str before = prose_words_before(block, number);
    int digits = counting_digits(str_slice(block->text, number->from, number->to));

    if (mpq_sgn(number->value) == 0)
        return false;
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        *unit = unit_parse(text_money_name(powers[i]));
        // Ten times as much (千元 for 万元) some cell has by chance, unless the number is a long one.
        if (unit_equal(*unit, number->unit) || (powers[i] == 3 && digits < 5))
            continue;
        AmountMatches matches =
            amounts_find(prose_amount_index(prose), (AmountAsked){number->value, *unit, before, true});
        // So may a round number be.
        if (matches.first && (digits >= 3 || amounts_score(matches.first, before) > 0))
            return true;
    }
    return false;
}

// ---- the rules

static void check_amount(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Arena *arena = prose->arena;
    Str written = str_slice(block->text, number->from, number->after);
    bool found;
    Unit unit;

    if (is_threshold(block, number))
        return;
    Str binding = binding_hint(prose, block, number, &found);
    if (!found && in_other_unit(prose, block, number, &unit)) {
        prose_report(prose, (ProseRange){block, number->from, number->after}, "unit-mismatch",
                     str_print(arena, _("the tables have it in %.*s"), STR_ARG(unit.name)),
                     _("“%.*s” is in another unit than the table's amount"), STR_ARG(written));
        return;
    }
    bool error = !found && block->amounts == AMOUNTS_STRICT && !in_reason(block, number);
    Str hint = binding.n ? binding
                         : str_of(_("write the figure that names its cell, or put the fact into 其他数据"));
    Str message = found ? str_print(arena, _("“%.*s” is typed, not bound to its cell"), STR_ARG(written))
                        : str_print(arena, _("no table has “%.*s”"), STR_ARG(written));
    prose_report_as(prose, (ProseRange){block, number->from, number->after},
                    error ? SEVERITY_ERROR : SEVERITY_WARNING, "figure-unbound", hint, message.at);
}

static bool is_counter(Str name)
{
    TextUnit unit;

    return text_unit_at(name, 0, &unit) && unit.to == name.n && !unit.power && !unit.more &&
           (unit.kind == TEXT_UNIT_COUNTER || unit.kind == TEXT_UNIT_MEASURE);
}

// The same count, where `written` is a counter at all.
static bool same_counter(const Words *words, Str own, Str written)
{
    WordList people = words->lists[WORDS_PEOPLE_COUNTERS];

    return !written.n || name_equal(own, written) ||
           (words_find(people, own) >= 0 && words_find(people, written) >= 0) || !is_counter(own);
}

static void report_counter(Prose *prose, ProseBlock *block, const ProseNumber *number, Str what, Str own,
                           Str written)
{
    prose_report(prose, (ProseRange){block, number->from, number->end}, "unit-mismatch",
                 str_print(prose->arena, _("write %.*s"), STR_ARG(own)),
                 _("“%.*s” is counted in %.*s, not in %.*s"), STR_ARG(what), STR_ARG(own), STR_ARG(written));
}

// A count after which another counter stands than the fact's: 公务用车购置数0台 for 辆, bound or typed.
static void check_counter(Prose *prose, ProseBlock *block, const ProseNumber *number, const List *facts)
{
    Str written = number->counter;
    Str before = str_trim(prose_before(block->text, number->from));

    if (number->figure) {
        Unit unit = number->figure->value.unit;
        if (number->figure->value.kind == VALUE_NUMBER && unit.kind == UNIT_COUNTER &&
            !same_counter(prose->words, unit.name, written))
            report_counter(prose, block, number, str_trim(number->figure->expression), unit.name, written);
        return;
    }
    for (size_t r = 0; facts && written.n && r < facts->row_count; r++) {
        const Row *row = &facts->rows[r];
        if (row->unit.kind != UNIT_COUNTER || !str_ends(before, row->name) ||
            same_counter(prose->words, row->unit.name, written))
            continue;
        report_counter(prose, block, number, row->name, row->unit.name, written);
        return;
    }
}

static void check_number(Prose *prose, ProseBlock *block, const ProseNumber *number, const List *facts)
{
    bool free_section = block->amounts == AMOUNTS_FREE;

    if (number->kind == NUMBER_MONEY && !number->figure && !free_section)
        check_amount(prose, block, number);
    else if (number->kind == NUMBER_OTHER && (number->figure || !free_section))
        check_counter(prose, block, number, facts);
}

void prose_check_amounts(Prose *prose)
{
    const Table *other = book_other_data(&prose->project->book);

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            check_number(prose, block, &block->numbers.at[i], other ? &other->lists[0] : NULL);
    }
}
