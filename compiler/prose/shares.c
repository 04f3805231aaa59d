// Shares: 甲A万元，占P%；乙B万元，占Q%. A share is of a whole that is named (占支出合计的P%), given
// (占C万元的P%, 合计C万元，其中：), or that is the sum of the parts; where it is not said, the shares of one
// list still are of one.
#include "prose/internal-prose.h"

#include "text/text.h"

// Shares of one list; more of them are not held against each other.
#define SHARES_MOST 32

typedef struct Share {
    const ProseNumber *part, *rate;
    const ProseNumber *given; // the whole in 占C万元的P%; NULL: none
    Str whole;                // the name of the whole; empty: none
} Share;

typedef struct Shares {
    Prose *prose;
    ProseBlock *block;
    Share at[SHARES_MOST];
    size_t n;
} Shares;

// ---- reading

static bool ends_statement(Str text)
{
    return text_has(text, "。") || text_has(text, "！") || text_has(text, "？");
}

// The name of the whole between 占 and the rate: 支出合计 of 占支出合计的.
Str prose_whole_name(const Words *words, Str text)
{
    const WordList *lists = words->lists;
    size_t filler;

    text = str_trim(text);
    while ((filler = words_end(lists[WORDS_SHARE_FILLERS], text)))
        text = str_trim(str_slice(text, 0, text.n - filler));
    while ((filler = words_begin(lists[WORDS_SHARE_FILLERS], text)))
        text = str_trim(str_slice(text, filler, text.n));
    return text;
}

// What stands before the rate in its clause, from 占 on; empty where it is no share.
static Str said_of_share(const ProseBlock *block, const ProseNumber *rate)
{
    Str clause = prose_clause(block->text, rate->from, rate->from);
    size_t start = (size_t)(clause.at - block->text.at);
    Str text = str_slice(block->text, start, rate->from);
    WordList words = block->words->lists[WORDS_SHARE];
    ptrdiff_t last = -1;
    size_t length = 0;

    for (size_t i = 0; i < words.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(text, words.at[i], (size_t)at)) >= 0; at++)
            if (at > last) {
                last = at;
                length = words.at[i].n;
            }
    return last < 0 ? (Str){0} : str_slice(text, (size_t)last + length, text.n);
}

static bool read_share(const ProseBlock *block, const ProseNumber *rate, Share *share)
{
    Str said = said_of_share(block, rate);
    const ProseNumber *part = rate - 1;

    if (!said.at || rate == block->numbers.at || rate->direction)
        return false;
    *share = (Share){.rate = rate};
    if (part->kind == NUMBER_MONEY && part->from >= (size_t)(said.at - block->text.at)) {
        share->given = part;
        if (part-- == block->numbers.at)
            return false;
    } else {
        share->whole = prose_whole_name(block->words, said);
    }
    if (!prose_is_plain(part) || (size_t)(said.at - block->text.at) < part->after)
        return false;
    share->part = part;
    Str text = str_slice(block->text, part->after, (size_t)(said.at - block->text.at));
    // The part's clause is the one before: 甲A万元，主要用于……，占P% is said of it too.
    return text.n < PROSE_WINDOW && !ends_statement(text);
}

// Whether the shares stand in one list, and of one whole.
static bool same_list(const ProseBlock *block, const Share *a, const Share *b)
{
    Str text = str_slice(block->text, a->rate->after, b->part->from);

    return !a->given && !b->given && name_equal(a->whole, b->whole) && text.n < PROSE_WINDOW &&
           !words_in(block->words->lists[WORDS_BREAKDOWN], text) && (a->whole.n || !ends_statement(text));
}

// ---- of which whole

static bool fits_sizes(const Shares *shares, const Share *share, const ProseSize *whole)
{
    ProseSize part;

    prose_size_init(&part);
    prose_size_set(shares->prose, shares->block, share->part, &part);
    bool fits = prose_rate_fits(share->rate, &part, whole);
    prose_size_clear(&part);
    return fits;
}

static bool fits_number(const Shares *shares, const Share *share, const ProseBlock *block,
                        const ProseNumber *number)
{
    ProseSize whole;

    prose_size_init(&whole);
    prose_size_set(shares->prose, block, number, &whole);
    bool fits = fits_sizes(shares, share, &whole);
    prose_size_clear(&whole);
    return fits;
}

static void report(const Shares *shares, const Share *share, const ProseSize *whole)
{
    ProseSize part;

    prose_size_init(&part);
    prose_size_set(shares->prose, shares->block, share->part, &part);
    // A share of nothing is a form's line for what there is none of.
    if (mpq_sgn(whole->value) != 0)
        prose_report_rate(shares->prose, shares->block, share->rate, &part, whole);
    prose_size_clear(&part);
}

static void report_of(const Shares *shares, const Share *share, const ProseBlock *block,
                      const ProseNumber *number)
{
    ProseSize whole;

    prose_size_init(&whole);
    prose_size_set(shares->prose, block, number, &whole);
    report(shares, share, &whole);
    prose_size_clear(&whole);
}

static void set_sum(const Shares *shares, ProseSize *sum)
{
    ProseSize part;

    prose_size_init(&part);
    mpq_set_ui(sum->value, 0, 1);
    mpq_set_ui(sum->half, 0, 1);
    for (size_t i = 0; i < shares->n; i++) {
        prose_size_set(shares->prose, shares->block, shares->at[i].part, &part);
        prose_size_add(sum, &part, 1);
    }
    prose_size_clear(&part);
}

// The shares come to 100 %, within their rounding.
static bool come_to_all(const Shares *shares)
{
    mpq_t sum, half, one;

    if (shares->n < 2)
        return false;
    mpq_inits(sum, half, one, NULL);
    for (size_t i = 0; i < shares->n; i++) {
        const ProseNumber *rate = shares->at[i].rate;
        mpq_add(sum, sum, rate->value);
        mpq_set_ui(one, 1, 2);
        for (int d = 0; d < rate->decimals && d < 20; d++)
            mpz_mul_ui(mpq_denref(one), mpq_denref(one), 10);
        mpq_canonicalize(one);
        mpq_add(half, half, one);
    }
    mpq_set_ui(one, 100, 1);
    mpq_sub(sum, sum, one);
    mpq_abs(sum, sum);
    bool all = mpq_cmp(sum, half) <= 0;
    mpq_clears(sum, half, one, NULL);
    return all;
}

// ---- a whole that is named

// The words before the amount end in the name: 2025年度收入合计100万元, 收入合计为100万元.
static bool is_named(const ProseBlock *block, const ProseNumber *number, Str name)
{
    const WordList *lists = block->words->lists;
    Str label = str_trim(prose_label(block, number));
    size_t filler;

    while (!str_ends(label, name) && (filler = words_end(lists[WORDS_AMOUNT_FILLERS], label)))
        label = str_trim(str_slice(label, 0, label.n - filler));
    return str_ends(label, name);
}

// The amounts of that name in the section, up to the share: true where one gives it; else the nearest.
static bool named_fits(const Shares *shares, const Share *share, const ProseBlock **in,
                       const ProseNumber **nearest)
{
    const ProseBlock *first = shares->prose->blocks.at, *block = shares->block;

    for (int back = 0; back < PROSE_NEAR && block >= first; back++, block--) {
        size_t last = block == shares->block ? (size_t)(share->rate - block->numbers.at) : block->numbers.n;
        for (size_t i = last; i-- > 0;) {
            const ProseNumber *number = &block->numbers.at[i];
            if (!prose_is_plain(number) || !is_named(block, number, share->whole))
                continue;
            if (fits_number(shares, share, block, number))
                return true;
            if (!*nearest) {
                *nearest = number;
                *in = block;
            }
        }
        if (prose_is_heading(block))
            break;
    }
    return false;
}

// The cells that the name means, under whichever heading: true where one gives the share, or none is known.
static bool cell_fits(const Shares *shares, const Share *share, ProseSize *whole, bool *found)
{
    Prose *prose = shares->prose;
    const Lexicon *lexicon = prose_lexicon(prose);
    Str fold = name_fold(prose->arena, share->whole);
    bool known = false;

    for (size_t i = 0; i < lexicon->phrases.n; i++) {
        const Value *value = &lexicon->phrases.at[i].figure->value;
        if (!str_equal(lexicon->phrases.at[i].fold, fold) || value->unit.kind != UNIT_MONEY)
            continue;
        known = true;
        mpq_set(whole->value,
                unit_convert(prose->arena, value->number, value->unit, unit_parse(text_money_name(0))));
        mpq_set_ui(whole->half, 0, 1);
        *found = true;
        if (fits_sizes(shares, share, whole))
            return true;
    }
    *found = known;
    return !known;
}

// The part is of these tables: a cell has it.
static bool has_cell(Prose *prose, const ProseNumber *part)
{
    if (part->figure || mpq_sgn(part->value) == 0)
        return part->figure != NULL;
    return amounts_find(prose_amount_index(prose), (AmountAsked){part->value, part->unit, {0}, false}).found;
}

// True where the name has a cell.
static bool check_cell(const Shares *shares, const Share *share)
{
    ProseSize whole;
    bool known = false;

    if (!has_cell(shares->prose, share->part))
        return false;
    prose_size_init(&whole);
    if (!cell_fits(shares, share, &whole, &known))
        report(shares, share, &whole);
    prose_size_clear(&whole);
    return known;
}

static bool check_named(const Shares *shares, const Share *share, bool *reported)
{
    const ProseNumber *nearest = NULL;
    const ProseBlock *in = NULL;

    if (named_fits(shares, share, &in, &nearest))
        return true;
    if (!nearest)
        return check_cell(shares, share);
    if (!*reported)
        report_of(shares, share, in, nearest);
    *reported = true;
    return true;
}

// ---- a whole that is not named

// 合计C万元，其中：甲A万元，占P%: the first amount of the sentence, where its parts follow.
static const ProseNumber *whole_of_parts(const Shares *shares)
{
    const ProseBlock *block = shares->block;
    WordList breakdown = block->words->lists[WORDS_BREAKDOWN];
    const ProseNumber *part = shares->at[0].part, *whole = NULL;
    size_t start = prose_statement_start(block->text, part->from), mark = start;

    // 其中 may begin a sentence of its own: the whole is then in the one before, if it is not named.
    if (start && !shares->at[0].whole.n &&
        words_begin(breakdown, str_slice(block->text, start, part->from))) {
        utf8_previous(block->text, &mark);
        start = prose_statement_start(block->text, mark);
    }
    for (const ProseNumber *number = part; number-- > block->numbers.at && number->from >= start;)
        if (prose_is_plain(number))
            whole = number;
    return whole && words_in(breakdown, str_slice(block->text, whole->after, part->from)) ? whole : NULL;
}

static bool any_fits(const Shares *shares, const Share *share, const ProseSize *sum)
{
    const ProseBlock *block = shares->block;
    size_t last = (size_t)(share->rate - block->numbers.at);

    if (shares->n > 1 && fits_sizes(shares, share, sum))
        return true;
    for (size_t i = last > PROSE_NEAR ? last - PROSE_NEAR : 0; i < last; i++)
        if (prose_is_plain(&block->numbers.at[i]) && &block->numbers.at[i] != share->part &&
            fits_number(shares, share, block, &block->numbers.at[i]))
            return true;
    return false;
}

// Of a list whose other shares are of its sum, the one that is not; NULL: it is of another whole.
static const Share *odd_one(const Shares *shares, const ProseSize *sum)
{
    const Share *odd = NULL;
    size_t fit = 0;
    bool something = false;

    for (size_t i = 0; i < shares->n; i++) {
        if (fits_sizes(shares, &shares->at[i], sum)) {
            fit++;
            something = something || mpq_sgn(shares->at[i].rate->value) != 0;
        } else
            odd = &shares->at[i];
    }
    // Of two, one that fits to the last decimal is no chance, where no other whole is named.
    bool enough = fit >= 2 || (odd && fit == 1 && shares->n == 2 && odd->rate->decimals > 0 && something &&
                               !odd->whole.n);
    return enough && fit + 1 == shares->n && !odd->rate->figure ? odd : NULL;
}

// 支出C万元，主要用于甲A万元，占P%；乙B万元，占Q%: C where one of the shares is of it; NULL: none is.
static const ProseNumber *whole_of_one(const Shares *shares)
{
    const ProseBlock *block = shares->block;
    const WordList *lists = block->words->lists;
    const ProseNumber *whole = shares->at[0].part;

    while (whole > block->numbers.at && (whole == shares->at[0].part || whole->kind == NUMBER_YEAR))
        whole--;
    Str text = str_slice(block->text, whole->after, shares->at[0].part->from);
    if (whole == shares->at[0].part || !prose_is_plain(whole) || text.n > 90 || ends_statement(text) ||
        !words_in(lists[WORDS_LIST_BEGINS], text))
        return NULL;
    for (size_t i = 0; i < shares->n; i++)
        if (fits_number(shares, &shares->at[i], block, whole))
            return whole;
    return NULL;
}

static bool report_other(const Shares *shares, const ProseNumber *whole, const ProseSize *sum)
{
    for (size_t i = 0; whole && i < shares->n; i++)
        if (!shares->at[i].rate->figure && !any_fits(shares, &shares->at[i], sum)) {
            report_of(shares, &shares->at[i], shares->block, whole);
            return true;
        }
    return false;
}

static void check_unnamed(const Shares *shares)
{
    const ProseNumber *whole = whole_of_parts(shares);
    const Share *odd;
    ProseSize sum;

    prose_size_init(&sum);
    set_sum(shares, &sum);
    if (!whole && !come_to_all(shares)) {
        if (!report_other(shares, whole_of_one(shares), &sum) && (odd = odd_one(shares, &sum)) &&
            !any_fits(shares, odd, &sum))
            report(shares, odd, &sum);
        prose_size_clear(&sum);
        return;
    }
    for (size_t i = 0; i < shares->n; i++) {
        if (shares->at[i].rate->figure || any_fits(shares, &shares->at[i], &sum))
            continue;
        if (whole)
            report_of(shares, &shares->at[i], shares->block, whole);
        else
            report(shares, &shares->at[i], &sum);
        break; // what a wrong share makes of the others is its own
    }
    prose_size_clear(&sum);
}

static void check_list(const Shares *shares)
{
    bool reported = false;

    for (size_t i = 0; i < shares->n; i++) {
        const Share *share = &shares->at[i];
        if (share->given && !share->rate->figure && !fits_number(shares, share, shares->block, share->given))
            report_of(shares, share, shares->block, share->given);
        if (share->given)
            return;
        if (share->whole.n && !share->rate->figure && check_named(shares, share, &reported))
            continue;
        if (i == 0)
            check_unnamed(shares);
    }
}

// ---- 甲、乙分别为A万元、B万元，分别占P%、Q%

// The list of just as many amounts before the shares, that names stand before; NULL: none.
static const ProseNumber *amounts_before(const ProseBlock *block, const ProseNumber *rate, size_t n)
{
    const ProseNumber *first = rate;

    while (first-- > block->numbers.at) {
        Str label = prose_label(block, first);
        if (rate->from - first->from > 2 * PROSE_WINDOW)
            return NULL;
        if (first->kind == NUMBER_MONEY && words_in(block->words->lists[WORDS_RESPECTIVELY], label))
            return prose_side_by_side(block, first) == n ? first : NULL;
    }
    return NULL;
}

// How many rates were read; 0: it is no such list.
static size_t check_respective(Prose *prose, ProseBlock *block, const ProseNumber *rate)
{
    WordList begin = block->words->lists[WORDS_RESPECTIVE_SHARES];
    Shares shares = {.prose = prose, .block = block};
    Str clause = prose_clause(block->text, rate->from, rate->from);
    Str said = str_slice(block->text, (size_t)(clause.at - block->text.at), rate->from);

    if (!words_in(begin, said))
        return 0;
    size_t n = prose_side_by_side(block, rate);
    const ProseNumber *part = n >= 2 && n <= SHARES_MOST ? amounts_before(block, rate, n) : NULL;
    Str whole = prose_whole_name(block->words, said_of_share(block, rate));
    bool given = rate > block->numbers.at && rate[-1].kind == NUMBER_MONEY &&
                 rate[-1].from >= (size_t)(said.at - block->text.at);
    for (size_t i = 0; part && i < n; i++)
        shares.at[shares.n++] =
            (Share){.part = part + i, .rate = rate + i, .whole = given ? (Str){0} : whole};
    for (size_t i = 0; given && i < shares.n; i++)
        if (!fits_number(&shares, &shares.at[i], block, rate - 1)) {
            report_of(&shares, &shares.at[i], block, rate - 1);
            return n;
        }
    if (!given)
        check_list(&shares);
    return n;
}

// 教育支出占本年支出的74.48%: the clause has no amount; its names mean cells.
static void check_names(Prose *prose, ProseBlock *block, const ProseNumber *rate)
{
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, rate->from, rate->from), said = said_of_share(block, rate);
    size_t start = (size_t)(clause.at - block->text.at), filler, end;
    TextDate date;
    int years;

    if (!said.at || rate->direction || rate->figure ||
        words_in(lists[WORDS_LAST_YEAR], prose_words_before(block, rate)) ||
        words_in(lists[WORDS_REASON], prose_words_before(block, rate)))
        return;
    Str part = str_slice(block->text, start, (size_t)(said.at - block->text.at));
    part = str_slice(part, 0, part.n - words_end(lists[WORDS_SHARE], part));
    if (text_date_at(part, 0, &date) && !date.month) {
        if (date.year != prose->project->year)
            return;
        part = str_slice(part, date.to, part.n);
    } else if (text_year_word_at(part, 0, &years, &end)) {
        part = str_slice(part, end, part.n);
    }
    part = str_slice(part, words_begin(lists[WORDS_YEAR_NEXT_FISCAL], part), part.n);
    while ((filler = words_end(lists[WORDS_AMOUNT_FILLERS], part)))
        part = str_slice(part, 0, part.n - filler);
    Str whole = prose_whole_name(block->words, said);
    if (part.n && whole.n)
        prose_check_share_named(prose, block, rate, part, whole);
}

void prose_check_shares(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        Shares shares = {.prose = prose, .block = &prose->blocks.at[b]};
        ProseBlock *block = shares.block;
        Share share;
        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            if (block->numbers.at[i].kind != NUMBER_PERCENT || block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            size_t listed = check_respective(prose, block, &block->numbers.at[i]);
            if (listed) {
                i += listed - 1;
                continue;
            }
            if (!read_share(block, &block->numbers.at[i], &share)) {
                check_names(prose, block, &block->numbers.at[i]);
                continue;
            }
            if (shares.n == SHARES_MOST ||
                (shares.n && !same_list(block, &shares.at[shares.n - 1], &share))) {
                check_list(&shares);
                shares.n = 0;
            }
            shares.at[shares.n++] = share;
        }
        check_list(&shares);
    }
}
