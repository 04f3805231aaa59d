// Reasons: those that say nothing, amounts in them that exceed or oppose the change, large changes without
// one, and those of last year.
#include "prose/internal-prose.h"

#include "text/text.h"

// ---- the reason after a change

typedef struct Reason {
    size_t mark, from, to; // of the words that begin it, and of it
} Reason;

// A reason of several, 一是……；二是……, goes on to the sentence's end.
static size_t reasons_end(const ProseBlock *block, const Reason *reason)
{
    WordList marks = block->words->lists[WORDS_ENUMERATION];
    Str text = block->text;
    size_t at = reason->from, first = at;
    TextNumbering number;

    if (first >= text.n)
        return reason->to;
    uint32_t code = utf8_next(text, &first);
    bool several = (text_is_han_numeral(code) && words_begin(marks, str_slice(text, first, text.n))) ||
                   text_numbering_read(str_slice(text, at, reason->to), &number);
    while (several && at < text.n) {
        size_t next = at;
        code = utf8_next(text, &next);
        if (code == U'。' || code == U'\n')
            break;
        at = next;
    }
    return several ? at : reason->to;
}

// The next that begins at or after `at`.
static bool next_reason(const ProseBlock *block, size_t at, Reason *reason)
{
    WordList begins = block->words->lists[WORDS_REASON_WRITTEN];

    for (; at < block->text.n; utf8_next(block->text, &at)) {
        size_t length = words_begin(begins, str_slice(block->text, at, block->text.n));
        if (!length)
            continue;
        *reason = (Reason){at, at + length, text_statement_end(block->text, at + length)};
        size_t next = reason->from;
        if (next < reason->to && text_ends_clause(utf8_next(block->text, &next)))
            reason->from = next;
        return true;
    }
    return false;
}

// ---- one that says nothing: only words that fit any change, numbers and marks

static bool is_vacuous(const Words *words, Str text)
{
    bool said = false;

    for (size_t at = 0; at < text.n;) {
        size_t length = words_begin(words->lists[WORDS_REASONS_VACUOUS], str_slice(text, at, text.n)),
               next = at;
        uint32_t code = utf8_next(text, &next);

        if (!length && char_is_han(code))
            return false;
        said = said || length;
        at = length ? at + length : next;
    }
    return said;
}

static void check_vacuous(Prose *prose, ProseBlock *block, const Reason *reason)
{
    Str text = str_slice(block->text, reason->from, reason->to);

    if (is_vacuous(block->words, text))
        prose_report(prose, (ProseRange){block, reason->from, reason->to}, "reason-vacuous",
                     str_of(_("say what happened: who came, what was bought, what ended")),
                     _("“%.*s” says nothing of what made it change"), STR_ARG(text));
}

// ---- amounts in it

// The last change of money between the reason before and this one; NULL: none.
static const ProseNumber *change_before(const ProseBlock *block, size_t from, size_t to)
{
    const ProseNumber *found = NULL;

    for (size_t i = 0; i < block->numbers.n && block->numbers.at[i].from < to; i++)
        if (block->numbers.at[i].from >= from && block->numbers.at[i].kind == NUMBER_MONEY &&
            block->numbers.at[i].direction && mpq_sgn(block->numbers.at[i].value) > 0)
            found = &block->numbers.at[i];
    return found;
}

static void check_amounts(Prose *prose, ProseBlock *block, const Reason *reason, size_t from)
{
    const ProseNumber *change = change_before(block, from, reason->mark), *first = NULL;
    ProseSize sum, whole, one;
    size_t same = 0, opposed = 0, others = 0, to = reasons_end(block, reason);

    if (!change)
        return;
    prose_size_init(&sum);
    prose_size_init(&whole);
    prose_size_init(&one);
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->from < reason->from || number->from >= to || number->kind != NUMBER_MONEY)
            continue;
        if (!number->direction || mpq_sgn(number->value) <= 0) {
            others++;
            continue;
        }
        first = first ? first : number;
        same += number->direction == change->direction;
        opposed += number->direction != change->direction;
        prose_size_set(prose, block, number, &one);
        prose_size_add(&sum, &one, 1);
    }
    prose_size_set(prose, block, change, &whole);
    mpq_sub(sum.value, sum.value, whole.value);
    mpq_add(sum.half, sum.half, whole.half);
    if (first && opposed && !same && !others)
        prose_report(prose, (ProseRange){block, first->from, first->after}, "reason-amount",
                     str_of(_("say what else changed, or correct the direction")),
                     _("the reason tells only of the contrary of the change"));
    else if (first && same && !opposed &&
             !words_in(block->words->lists[WORDS_BREAKDOWN], str_slice(block->text, reason->from, to)) &&
             mpq_cmp(sum.value, sum.half) > 0)
        prose_report(prose, (ProseRange){block, first->from, first->after}, "reason-amount",
                     str_of(_("say what went the other way, or correct the amounts")),
                     _("the amounts of the reason are more than the change"));
    prose_size_clear(&sum);
    prose_size_clear(&whole);
    prose_size_clear(&one);
}

// ---- large changes without one

static bool gives_reason(const ProseBlock *block)
{
    return words_in(block->words->lists[WORDS_REASON], block->text);
}

// What the sentence tells of before the rate is an amount: one stands there, or its name does. Of nothing, or
// what is all new, there is no rate (rate-of-nothing).
static bool is_of_money(const ProseBlock *block, const ProseNumber *rate)
{
    Str words = prose_words_before(block, rate);
    size_t from = (size_t)(words.at - block->text.at);
    const ProseNumber *before = NULL;

    for (size_t i = 0; i < block->numbers.n && block->numbers.at[i].from < rate->from; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->from < from || number->kind != NUMBER_MONEY)
            continue;
        if (mpq_sgn(number->value) == 0 || (before && mpq_equal(before->value, number->value)))
            return false;
        before = number;
    }
    return before || words_in(block->words->lists[WORDS_CHANGE_OF_MONEY], words);
}

// 增长60%, 增幅60%, 增幅为60%
static bool is_rate_of_change(const ProseBlock *block, const ProseNumber *number)
{
    WordList names = block->words->lists[WORDS_RATE_NAMES];
    Str before = str_slice(block->text, 0, number->from);
    size_t filler = words_end(block->words->lists[WORDS_CHANGE_FILLERS], before);

    return number->kind == NUMBER_PERCENT && (number->direction || words_end(names, before) ||
                                              words_end(names, str_slice(before, 0, before.n - filler)));
}

// A change by more than the template's bound, in per cent, has its reason in its paragraph or the next.
static void check_large(Prose *prose, size_t b)
{
    ProseBlock *block = &prose->blocks.at[b];
    Number bound = prose->project->template->limits[LIMIT_CHANGE];
    const ProseBlock *next = b + 1 < prose->blocks.n ? block + 1 : NULL;

    if (!bound || block->amounts == AMOUNTS_FREE || prose_is_heading(block) || gives_reason(block) ||
        words_in(block->words->lists[WORDS_BREAKDOWN], block->text) ||
        (next && !prose_is_heading(next) && gives_reason(next)))
        return;
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        size_t end = number->after;
        Str rest = prose_sentence(block->text, number->from, end);
        size_t to = (size_t)(rest.at - block->text.at) + rest.n;

        // A clause after it tells what was done: ……增长60%，新建了档案库房。
        if (!is_rate_of_change(block, number) || mpq_cmp(number->value, bound) <= 0 ||
            !is_of_money(block, number) || (to > end && utf8_count(str_slice(block->text, end, to)) >= 8))
            continue;
        prose_report(prose, (ProseRange){block, number->from, number->after}, "change-unexplained",
                     str_of(_("say what made it change: 主要原因是……")), _("a change by %.*s has no reason"),
                     STR_ARG(str_slice(block->text, number->from, number->after)));
        return;
    }
}

// ---- last year's, in 说明.csv

static Str reason_at(const Prose *prose, const Table *table, size_t row)
{
    int column = -1;

    for (size_t i = 0; i < prose->words->lists[WORDS_REASON_COLUMNS].n && column < 0; i++)
        column = table_find_column(table, 0, prose->words->lists[WORDS_REASON_COLUMNS].at[i], NULL);
    const Cell *cell = column < 0 ? NULL : &table->lists[0].rows[row].cells[column];
    return cell && cell->kind == CELL_TEXT ? cell->text : (Str){0};
}

static Str key_of(Arena *arena, const Table *table, size_t row)
{
    const Cell *cells = table->lists[0].rows[row].cells;
    StrBuf key = {.arena = arena};

    for (uint32_t c = 0; c < 2 && c < table->lists[0].spec->count; c++)
        buf_print(&key, "%.*s/", STR_ARG(cells[c].text));
    return buf_str(&key);
}

// Many are rightly the same: told in one line.
static void check_same(Prose *prose)
{
    const Table *now = book_reasons(&prose->project->book), *then = book_reasons(&prose->project->last_year);
    StrBuf names = {.arena = prose->arena};
    size_t n = 0;

    for (size_t r = 0; now && then && r < now->lists[0].row_count; r++) {
        Str reason = reason_at(prose, now, r);
        for (size_t o = 0; reason.n && o < then->lists[0].row_count; o++) {
            if (!name_equal(reason, reason_at(prose, then, o)) ||
                !str_equal(key_of(prose->arena, now, r), key_of(prose->arena, then, o)))
                continue;
            buf_print(&names, "%s%.*s", n++ ? "、" : "", STR_ARG(now->lists[0].rows[r].cells[1].text));
            break;
        }
    }
    if (n)
        prose_report_place(prose, (Place){.file = now->file}, "reason-same",
                           str_of(_("read them again: what was so last year may not be so this year")),
                           _("%zu reasons are last year's, word for word: %.*s"), n,
                           STR_ARG(buf_str(&names)));
}

void prose_check_reasons(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        size_t before = 0;
        Reason reason;

        for (size_t at = 0; block->amounts != AMOUNTS_FREE && next_reason(block, at, &reason);
             at = reason.to) {
            check_vacuous(prose, block, &reason);
            check_amounts(prose, block, &reason, before);
            before = reason.to;
        }
        check_large(prose, b);
    }
    check_same(prose);
}
