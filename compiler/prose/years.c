// Years and dates: last year's text left in, dates that do not exist, the day that facts are told for.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

static int int_of(Number value)
{
    return mpz_cmp_ui(mpq_denref(value), 1) == 0 && mpz_fits_sint_p(mpq_numref(value))
               ? (int)mpz_get_si(mpq_numref(value))
               : 0;
}

static bool accounts(const Prose *prose)
{
    return prose->project->template->stage == STAGE_ACCOUNTS;
}

// ---- which years are another thing's

// Whether any of the words stands in the year's clause. A bracket after the year tells of what stands before
// the bracket: of the year only where it follows at once (2021年度（三年行动第一年）, and not
// 2023年度采购金额 （以合同签订为准）).
static bool in_clause_of(WordList words, const ProseBlock *block, const ProseNumber *year)
{
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t from = 0, after = year->after - (size_t)(clause.at - block->text.at);

    if (str_starts(str_slice(clause, after, clause.n), STR("度")))
        after += strlen("度");
    for (size_t at = after, next; at < clause.n; at = next) {
        next = at;
        bool bracket = text_widened(utf8_next(clause, &next)) == U'（';
        size_t past = bracket ? text_past_bracket(clause, at) : 0;

        if (!past)
            continue;
        next = past;
        if (at == after)
            continue;
        if (words_in(words, str_slice(clause, from, at)))
            return true;
        from = past;
    }
    return words_in(words, str_slice(clause, from, clause.n));
}

// A law, a document, a term, a plan, a founding: another year belongs there.
static bool historic(const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str before = prose_before(block->text, year->from);

    if (in_clause_of(lists[WORDS_YEAR_HISTORIC], block, year) ||
        words_end(lists[WORDS_YEAR_HISTORIC_BEFORE], before))
        return true;
    // 2021年至2025年, 2021—2025年
    if (text_joins_before(block->text, year->from) || text_joins_after(block->text, year->after))
        return true;
    // 《……2019年……》
    for (ptrdiff_t open = -1, at, from = 0;; from = at + 1) {
        at = text_find(before, "《", (size_t)from);
        if (at < 0)
            return open >= 0 && text_find(before, "》", (size_t)open) < 0;
        open = at;
    }
}

// Words that make the last year the right one: what was carried over, spent, published. They stand before it,
// or are what it is the year of (2022年结转资金), and not somewhere after.
static bool of_last_year(const ProseBlock *block, const ProseNumber *year, bool own_accounts)
{
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t start = (size_t)(clause.at - block->text.at), end = start + clause.n, near = year->from + 36;

    clause = str_slice(block->text, start, near < end ? near : end);
    // 2023年末，公务用车保有量为……: accounts tell what there is at the end of their own year.
    bool ends = words_begin(lists[WORDS_YEAR_END], prose_following(block->text, year->after)) > 0;
    if (own_accounts && ends &&
        words_in(lists[WORDS_YEAR_END_FACTS], prose_sentence(block->text, year->from, year->after)))
        return false;
    // What was there at the year's beginning is this year's to tell.
    return words_in(lists[WORDS_YEAR_LAST], clause) && !words_in(lists[WORDS_YEAR_LAST_NOT], clause);
}

// Told of the year before as over (2022年一次性安排的支出，2023年不再安排), or as the season in which this
// budget was made (2022年11月下达预算控制数).
static bool of_year_before(const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, year->from, year->after);
    TextDate date;
    bool late = text_date_at(block->text, year->from, &date) && date.month >= 7;

    return words_in(lists[WORDS_YEAR_OVER], clause) || (late && words_in(lists[WORDS_YEAR_BUDGETED], clause));
}

// Told in a reason (主要是因为2024年含上级转移支付; 二是2024年下拨了抚恤金), or as what an amount includes
// (含2024年转列项目5个).
static bool of_reason(const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str statement = str_slice(block->text, prose_statement_start(block->text, year->from), year->from);

    return words_in(lists[WORDS_REASON], statement) || words_end(lists[WORDS_YEAR_INCLUDED], statement) ||
           words_end(lists[WORDS_YEAR_CAUSE], statement);
}

// 由2023年的350万元增加到2025年的480万元; 2025年预算85.6万元，2024年预算84.2万元，增加1.4万元: what changed,
// from one year to the next.
static bool of_change(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = prose->words->lists;
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t start = (size_t)(clause.at - block->text.at),
           from = prose_statement_start(block->text, year->from);
    Str left = str_slice(block->text, start, year->from),
        right = str_slice(block->text, year->after, start + clause.n);
    const ProseNumber *end = block->numbers.at + block->numbers.n;
    bool own = false;

    if (words_in(lists[WORDS_CHANGE_FROM], left) &&
        (words_in(lists[WORDS_RISE_TO], right) || words_in(lists[WORDS_FALL_TO], right)))
        return true;
    for (const ProseNumber *number = year; number-- > block->numbers.at && number->from >= from;)
        own = own || (number->kind == NUMBER_YEAR && int_of(number->value) == prose->project->year);
    // The amount of that year, and then the change.
    return own && year + 2 < end && prose_is_plain(year + 1) && year[2].kind == NUMBER_MONEY &&
           year[2].direction;
}

// Past the year's clause, or its next amount or rate.
static Str told_of(const ProseBlock *block, const ProseNumber *year)
{
    const ProseNumber *next = year + 1, *end = block->numbers.at + block->numbers.n;
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t to = (size_t)(clause.at - block->text.at) + clause.n;

    while (next < end && next->kind != NUMBER_MONEY && next->kind != NUMBER_PERCENT)
        next++;
    if (next < end && next->from < to)
        to = next->from;
    return str_slice(block->text, year->after, to > year->after ? to : year->after);
}

// 2019年购置的设备, 2022年出台的政策: when something was done that this year has to do with.
static bool of_deed(const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str told = told_of(block, year);
    WordList deeds = lists[WORDS_YEAR_DEEDS];

    for (size_t i = 0; i < deeds.n; i++) {
        ptrdiff_t at = str_find(told, deeds.at[i], 0);
        if (at >= 0 && words_in(lists[WORDS_REASON_OF], str_slice(told, (size_t)at, told.n)))
            return true;
    }
    return false;
}

// 补发2023年12月工资, 兑现2022年度考核奖: what was owed for another year and is paid in this one.
static bool of_debt(const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t start = (size_t)(clause.at - block->text.at);
    TextDate date;
    bool month = text_date_at(block->text, year->from, &date) && date.month && !date.day;

    for (const ProseNumber *number = year; number-- > block->numbers.at && number->after > start;)
        if (number->kind != NUMBER_YEAR && number->kind != NUMBER_OTHER) {
            start = number->after;
            break;
        }
    Str told = told_of(block, year);
    return words_in(lists[WORDS_YEAR_PAID], str_slice(block->text, start, year->from)) ||
           words_in(lists[WORDS_YEAR_OWED], told) || (month && words_in(lists[WORDS_YEAR_MONTHLY], told));
}

// Its amount or count: the next number, before any other year in its sentence; NULL: it has none.
static const ProseNumber *amount_of(const ProseBlock *block, const ProseNumber *year)
{
    const ProseNumber *number = year + 1, *end = block->numbers.at + block->numbers.n;
    Str sentence = prose_sentence(block->text, year->from, year->after);
    size_t to = (size_t)(sentence.at - block->text.at) + sentence.n;

    bool amount = number < end && number->from < to && !number->direction &&
                  (number->kind == NUMBER_MONEY || (number->kind == NUMBER_OTHER && number->counter.n));
    return amount ? number : NULL;
}

// What the amount of a year is of, without the words that say nothing.
static Str named_of(const ProseBlock *block, const ProseNumber *year, const ProseNumber *amount)
{
    const WordList *lists = block->words->lists;
    Str name = str_trim(str_slice(block->text, year->after, amount->from));
    size_t filler;

    name = str_slice(name, words_begin(lists[WORDS_YEAR_NEXT_FISCAL], name), name.n);
    while ((filler = words_begin(lists[WORDS_SHARE_FILLERS], name)))
        name = str_slice(name, filler, name.n);
    while ((filler = words_end(lists[WORDS_AMOUNT_FILLERS], name)) ||
           (filler = words_end(lists[WORDS_DONE_AMOUNT], name)))
        name = str_slice(name, 0, name.n - filler);
    return name;
}

// 2023年为3.65万元，2024年为2.89万元: the amounts of one thing in two named years, one of them this
// document's.
static bool beside_own_amount(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const ProseNumber *amount = amount_of(block, year), *number = block->numbers.at,
                      *end = number + block->numbers.n;
    Str sentence = prose_sentence(block->text, year->from, year->after);
    size_t from = (size_t)(sentence.at - block->text.at);

    for (; amount && number < end && number->from < from + sentence.n; number++) {
        bool own = number->kind == NUMBER_YEAR && int_of(number->value) == prose->project->year;
        const ProseNumber *other = own && number->from >= from ? amount_of(block, number) : NULL;

        if (!other || other->kind != amount->kind ||
            (other->kind == NUMBER_MONEY ? !unit_equal(other->unit, amount->unit)
                                         : !name_equal(other->counter, amount->counter)))
            continue;
        Str mine = named_of(block, year, amount), theirs = named_of(block, number, other);
        if (!mine.n || !theirs.n || str_ends(mine, theirs) || str_ends(theirs, mine))
            return true;
    }
    return false;
}

// 与2022年的3.12万元相比, 公务接待费2022年为3.12万元: the amount of a year before the last, which is history
// where no table of this year has it.
static bool is_history(Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    const ProseNumber *amount = amount_of(block, year);

    if (!amount || named_of(block, year, amount).n || int_of(year->value) > prose->project->year - 2)
        return false;
    if (amount->kind == NUMBER_MONEY)
        return !amount->figure && !amounts_find(prose_amount_index(prose),
                                                (AmountAsked){amount->value, amount->unit,
                                                              prose_words_before(block, amount), false})
                                       .found;
    return words_in(lists[WORDS_YEAR_COMPARED_WITH_END], prose_clause(block->text, amount->end, amount->end));
}

// 2022年出台的政策于2024年兑现: this document's year follows in the clause.
static bool before_own(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    Str clause = prose_clause(block->text, year->from, year->after);
    const ProseNumber *end = block->numbers.at + block->numbers.n;
    size_t to = (size_t)(clause.at - block->text.at) + clause.n;

    for (const ProseNumber *number = year + 1; number < end && number->from < to; number++)
        if (number->kind == NUMBER_YEAR && int_of(number->value) == prose->project->year)
            return true;
    return false;
}

// A year before the last one is compared with where the text says what year it was (比2019年（疫情前）), or
// beside the last one.
static bool is_said_twice(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = prose->words->lists;
    Str rest = str_trim(prose_following(block->text, year->after));
    size_t start = prose_statement_start(block->text, year->from);
    Str statement = str_slice(block->text, start, year->from);

    return text_starts(rest, "（") || text_starts(rest, "(") || words_in(lists[WORDS_LAST_YEAR], statement);
}

// A budget may tell what the year before was spent.
static bool of_spent(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = prose->words->lists;

    return !accounts(prose) &&
           words_in(lists[WORDS_YEAR_SPENT], prose_clause(block->text, year->from, year->after));
}

// 2025年前, 2024年底前: by when something is to be done.
static bool is_deadline(const ProseBlock *block, const ProseNumber *year)
{
    Str rest = prose_following(block->text, year->after);

    return words_begin(block->words->lists[WORDS_YEAR_DEADLINE], rest) > 0;
}

// What is said of the budget after this one: 作为2025年预算安排的依据, 2025年度部门预算编制, 安排2025年预算的
// 重要参考.
static bool is_next_budget(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = block->words->lists;
    Str rest = prose_following(block->text, year->after), told = told_of(block, year),
        clause = prose_clause(block->text, year->from, year->after);
    Str left = str_slice(clause, 0, (size_t)(block->text.at + year->from - clause.at));

    if (words_in(lists[WORDS_BUDGET_AMOUNT], told) && told.at + told.n == clause.at + clause.n &&
        words_in(lists[WORDS_YEAR_NEXT_USE], accounts(prose) ? clause : left))
        return true;
    if (!accounts(prose))
        return false;
    rest = str_slice(rest, words_begin(lists[WORDS_YEAR_NEXT_FISCAL], rest), rest.n);
    rest = str_slice(rest, words_begin(lists[WORDS_YEAR_NEXT_OWNER], rest), rest.n);
    return words_begin(lists[WORDS_YEAR_NEXT_BUDGET], rest) > 0;
}

// Whether the document's own year is compared with itself: 比2024年, 与2024年相比.
static bool is_compared(const Words *words, Str before, Str rest)
{
    const WordList *lists = words->lists;

    return words_end(lists[WORDS_COMPARED_THAN], before) ||
           (words_end(lists[WORDS_YEAR_COMPARED_WITH], before) &&
            words_in(lists[WORDS_YEAR_COMPARED_WITH_END], str_slice(rest, 0, rest.n < 60 ? rest.n : 60)));
}

// What is said of the year after: accounts are published, and worked with, then.
static bool is_of_next(const Prose *prose, const ProseBlock *block, const ProseNumber *year)
{
    const WordList *lists = prose->words->lists;
    Str clause = prose_clause(block->text, year->from, year->after);

    return is_next_budget(prose, block, year) || words_in(lists[WORDS_YEAR_NEXT], clause) ||
           (accounts(prose) && words_in(lists[WORDS_YEAR_NEXT_WILL], clause));
}

static void check_year(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Arena *arena = prose->arena;
    int year = int_of(number->value), own = prose->project->year;
    Str before = prose_before(block->text, number->from), rest = prose_following(block->text, number->after);
    Str clause = prose_clause(block->text, number->from, number->after);
    bool comparison = words_end(prose->words->lists[WORDS_YEAR_COMPARED], before) > 0;
    Str hint = str_print(arena, _("write `= 年度` for %d, or 上年 and 上年度 for the year before"), own);

    if (year < 1949 || year > 2100 || historic(block, number))
        return;
    if (year == own) {
        // Accounts are compared with the budget of their own year.
        bool budget = accounts(prose) && prose_says_budget(prose->words, clause);
        if (!budget && is_compared(prose->words, before, rest))
            prose_report(prose, (ProseRange){block, number->from, number->after}, "year-stale", hint,
                         _("%d is compared with itself"), year);
        return;
    }
    bool usual = year == own - 1 || is_said_twice(prose, block, number);
    if (year < own && ((comparison && usual) || of_reason(block, number) || of_change(prose, block, number)))
        return;
    if (year < own && (of_deed(block, number) || of_debt(block, number) || before_own(prose, block, number) ||
                       beside_own_amount(prose, block, number) || is_history(prose, block, number)))
        return;
    if (year == own - 1 && (of_last_year(block, number, accounts(prose)) || of_year_before(block, number) ||
                            of_spent(prose, block, number)))
        return;
    if (year > own && is_deadline(block, number))
        return;
    if (year == own + 1 && is_of_next(prose, block, number))
        return;
    prose_report(prose, (ProseRange){block, number->from, number->after}, "year-stale", hint,
                 _("the year %d is in a document of %d"), year, own);
}

// ---- dates

// 截至 and the like stand before the byte.
static bool is_cutoff(const ProseBlock *block, size_t at)
{
    return words_end(block->words->lists[WORDS_CUTOFF], prose_before(block->text, at)) > 0;
}

static void check_cutoff_word(Prose *prose, ProseBlock *block, const ProseNumber *year)
{
    size_t wrong = words_end(block->words->lists[WORDS_CUTOFF_WRONG], prose_before(block->text, year->from));

    if (!wrong)
        return;
    prose_mend(prose, words_first(block->words->lists[WORDS_CUTOFF]));
    prose_report(prose, (ProseRange){block, year->from - wrong, year->from}, "date-cutoff",
                 str_of(_("write 截至")), _("“截止” takes no date after it"));
}

static void check_date(Prose *prose, ProseBlock *block, const ProseNumber *number, const TextDate *date)
{
    int wanted = prose->project->year - !accounts(prose);
    ProseRange at = {block, date->from, date->to};

    if (!text_date_exists(date)) {
        prose_report(prose, at, "date-invalid", (Str){0}, _("there is no such date as “%.*s”"),
                     STR_ARG(str_slice(block->text, date->from, date->to)));
        return;
    }
    if (block->amounts == AMOUNTS_FREE || !is_cutoff(block, number->from) || historic(block, number) ||
        !date->day)
        return;
    bool last_day = date->month == 12 && date->day == 31;
    if (last_day && date->year != wanted)
        prose_report(prose, at, "year-stale", str_print(prose->arena, _("write %d年12月31日"), wanted),
                     _("the facts of this document are those of 31 December %d"), wanted);
    else if (!last_day && date->year <= wanted)
        prose_report(prose, at, "date-cutoff", str_print(prose->arena, _("write %d年12月31日"), wanted),
                     _("facts are told for the last day of the year"));
}

// The manifest's title, which the cover and the pages print.
static void check_title(Prose *prose)
{
    Str title = prose->project->title;
    const Source *manifest = prose->project->manifest;
    TextDate date;

    for (size_t at = 0; text_date_next(title, &at, &date);) {
        if (!date.year || date.year == prose->project->year)
            continue;
        ptrdiff_t found = manifest ? str_find(manifest->text, title, 0) : -1;
        Place place = manifest ? source_place(manifest, found < 0 ? 0 : (size_t)found, title.n) : (Place){0};
        prose_report_place(prose, place, "year-stale", (Str){0}, _("the title is of %d, the document of %d"),
                           date.year, prose->project->year);
        return;
    }
}

static void check_number(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    TextDate date;
    bool dated = text_date_at(block->text, number->from, &date) && date.month;

    check_cutoff_word(prose, block, number);
    if (dated)
        check_date(prose, block, number, &date);
    // A date that a fact is told for has its own rule; a figure's year cannot be stale, but its place can.
    if (dated && date.month == 12 && date.day == 31 && is_cutoff(block, number->from))
        return;
    if (block->amounts != AMOUNTS_FREE)
        check_year(prose, block, number);
}

void prose_check_years(Prose *prose)
{
    check_title(prose);
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            if (block->numbers.at[i].kind == NUMBER_YEAR)
                check_number(prose, block, &block->numbers.at[i]);
    }
}
