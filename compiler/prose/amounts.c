// Amounts of money that are typed and not bound to a cell, and units that are not the table's.
#include "prose/internal-prose.h"
#include "text/text.h"

// 200万元（含200万元）以上: the amount in the bracket says that the limit is itself within it.
static bool is_limit_again(const ProseBlock *block, const ProseNumber *number, Str rest)
{
    size_t at = 0;
    uint32_t close = rest.n ? utf8_next(rest, &at) : 0;
    Str before = prose_before(block->text, number->from);
    size_t included = words_end(block->words->lists[WORDS_LIMIT_INCLUDED], before),
           open = before.n - included;

    return included && open && text_widened(utf8_previous(before, &open)) == U'（' &&
           text_widened(close) == U'）' &&
           words_begin(block->words->lists[WORDS_LIMIT_AFTER], str_slice(rest, at, rest.n));
}

// A limit or a standard (200万元以上, 每生每年720元) is no amount of this document.
static bool is_threshold(const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str rest = str_trim(prose_following(block->text, number->after));
    Str clause = prose_clause(block->text, number->from, number->from);
    Str left = str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);

    return prose_is_limit(block->words, rest) || is_limit_again(block, number, rest) ||
           words_begin(lists[WORDS_LIMIT_FOLLOWS], rest) ||
           words_end(lists[WORDS_LIMIT_PRECEDES], str_trim(left)) ||
           words_in(lists[WORDS_LIMIT_IN_CLAUSE], clause);
}

static bool in_reason(const ProseBlock *block, const ProseNumber *number)
{
    return words_in(block->words->lists[WORDS_REASON], prose_words_before(block, number));
}

// 与2022年的3.12万元相比: of a year whose tables the project does not have.
static bool of_earlier_year(const Prose *prose, const ProseBlock *block, const ProseNumber *number)
{
    Str label = prose_label(block, number);
    TextDate date;

    for (size_t at = 0; text_date_next(label, &at, &date);)
        if (date.year && date.year < prose->project->year - 1)
            return true;
    return false;
}

// ---- what the tables hold

// Zero is in most tables everywhere: only the words of its own clause tell which.
static Str words_naming(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);

    if (mpq_sgn(number->value) != 0)
        return prose_words_before(block, number);
    return str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);
}

// The cells that have the amount, those first that the words before it name; *found: some cell has it. Empty
// where none can be named.
static Str candidates_hint(Prose *prose, const ProseBlock *block, const ProseNumber *number, bool *found)
{
    Arena *arena = prose->arena;
    AmountMatches matches = amounts_find(
        prose_amount_index(prose),
        (AmountAsked){number->value, number->unit, words_naming(block, number), number->direction != 0});
    StrBuf several = {.arena = arena};
    Str first;

    *found = matches.found;
    if (!matches.first)
        return (Str){0};
    first = amounts_binding(arena, matches.first);
    if (matches.count == 1)
        return str_print(arena, _("if that is meant, write %.*s, which has this amount"), STR_ARG(first));
    buf_add(&several, first);
    for (size_t i = 0, listed = 1; i < matches.count && listed < AMOUNT_MOST_NAMED; i++)
        if (matches.all[i] != matches.first) {
            buf_print(&several, "、%.*s", STR_ARG(amounts_binding(arena, matches.all[i])));
            listed++;
        }
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

static void report_unbound(Prose *prose, ProseBlock *block, const ProseNumber *number, bool found, Str hint)
{
    Str written = str_slice(block->text, number->from, number->after);
    bool error = !found && block->amounts == AMOUNTS_STRICT && !in_reason(block, number) &&
                 !of_earlier_year(prose, block, number);
    Str message = found
                      ? str_print(prose->arena, _("“%.*s” is typed, not bound to its cell"), STR_ARG(written))
                      : str_print(prose->arena, _("no table has “%.*s”"), STR_ARG(written));

    if (!hint.n)
        hint = str_of(_("write the figure that names its cell, or put the fact into 其他数据"));
    prose_report_as(prose, (ProseRange){block, number->from, number->after},
                    error ? SEVERITY_ERROR : SEVERITY_WARNING, "figure-unbound", hint, message.at);
}

static void check_amount(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said)
{
    Arena *arena = prose->arena;
    bool meant = prose_said_money(said), fits = meant && prose_said_fits(prose, said, number), found;
    Unit unit;

    if (fits) {
        if (said->sure)
            prose_mend_bound(prose, block, number, said);
        report_unbound(prose, block, number, true,
                       str_print(arena, _("write %.*s"), STR_ARG(prose_said_binding(prose, said, number))));
        return;
    }
    Str hint = candidates_hint(prose, block, number, &found);
    Str derived = found || (meant && said->sure) ? (Str){0} : prose_derived(prose, block, number);
    if (!derived.n && !found && !(meant && said->sure))
        derived = prose_follows_from_cells(prose, block, number, said);
    if (derived.n) {
        report_unbound(prose, block, number, true, derived);
        return;
    }
    if (!found && in_other_unit(prose, block, number, &unit)) {
        prose_report(prose, (ProseRange){block, number->from, number->after}, "unit-mismatch",
                     str_print(arena, _("the tables have it in %.*s"), STR_ARG(unit.name)),
                     _("“%.*s” is in another unit than the table's amount"),
                     STR_ARG(str_slice(block->text, number->from, number->after)));
        return;
    }
    if (meant && said->sure) {
        prose_report_differs(prose, block, number, said);
        return;
    }
    if (meant)
        hint = hint.n ? str_print(arena, "%.*s；%.*s", STR_ARG(prose_said_question(prose, said, number)),
                                  STR_ARG(hint))
                      : prose_said_question(prose, said, number);
    report_unbound(prose, block, number, found, hint);
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
    if (!number->figure && !number->power)
        prose_mend(prose, str_print(prose->arena, "%.*s%.*s",
                                    STR_ARG(str_slice(block->text, number->from, number->to)), STR_ARG(own)));
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

static void check_money(Prose *prose, ProseBlock *block, const Labels *labels)
{
    SaidReader reader;
    size_t from = 0;

    said_begin(&reader, prose_lexicon(prose), labels);
    for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->kind != NUMBER_MONEY || is_threshold(block, number))
            continue;
        Said said = prose_read_said(prose, &reader, block, number, from);
        from = number->after;
        if (!number->figure)
            check_amount(prose, block, number, &said);
    }
}

static bool has_typed_money(const ProseBlock *block)
{
    for (size_t i = 0; i < block->numbers.n; i++)
        if (block->numbers.at[i].kind == NUMBER_MONEY && !block->numbers.at[i].figure)
            return true;
    return false;
}

void prose_check_amounts(Prose *prose)
{
    const Table *other = book_other_data(&prose->project->book);
    Labels labels = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        bool free_section = block->amounts == AMOUNTS_FREE;
        prose_take_label(prose, block, &labels);
        if (!free_section && has_typed_money(block))
            check_money(prose, block, &labels);
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            if (block->numbers.at[i].kind == NUMBER_OTHER && (block->numbers.at[i].figure || !free_section))
                check_counter(prose, block, &block->numbers.at[i], other ? &other->lists[0] : NULL);
    }
}
