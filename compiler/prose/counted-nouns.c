// Counts before what they count (对45个项目开展了绩效自评), and counts of what there is without its name
// (年末实有4辆), against 其他数据.
#include "prose/internal-prose.h"

#include "text/text.h"

#define LEAST_NAME 9  // bytes of what must be said of a fact beside its noun
#define MOST_NOUN 4   // characters
#define LEAST_TAIL 12 // bytes of a fact's name at the end of other words

static const Cell *value_of(const Prose *prose, const Table *facts, int row)
{
    CellRef ref = {facts, 0, row, -1};

    ref.column = table_find_column(facts, 0, words_first(prose->words->lists[WORDS_FACT_VALUE_COLUMN]), NULL);
    const Cell *cell = ref.column < 0 ? NULL : table_cell(ref);
    return cell && cell->kind == CELL_AMOUNT ? cell : NULL;
}

// 绩效自评 of 绩效自评项目数 for the noun 项目; empty: the name does not end so.
static Str beside_noun(const Prose *prose, Str name, Str noun)
{
    size_t number = words_end(prose->words->lists[WORDS_COUNT_NAMES], name);

    name = str_slice(name, 0, name.n - number);
    return str_ends(name, noun) ? str_slice(name, 0, name.n - noun.n) : (Str){0};
}

// The text says what the fact says beside its noun, all or from a later character on: 绩效目标 of
// 编报绩效目标.
static bool says(Str text, Str own)
{
    for (size_t at = 0; own.n - at >= LEAST_NAME; utf8_next(own, &at))
        if (str_find(text, str_slice(own, at, own.n), 0) >= 0)
            return true;
    return false;
}

static bool is_counted_so(const Row *row, const ProseNumber *number)
{
    return row->unit.kind == UNIT_COUNTER && name_equal(row->unit.name, number->counter);
}

// The first fact that is meant, where none that may be has the number.
typedef struct Counted {
    const Row *row;
    bool right;
} Counted;

static void add_fact(Counted *meant, const Row *row, const Cell *cell, const ProseNumber *number)
{
    meant->right = meant->right || mpq_equal(cell->stored, number->value);
    if (!meant->row)
        meant->row = row;
}

static Counted fact_of_noun(const Prose *prose, const Table *facts, const ProseNumber *number, Str after)
{
    const List *list = &facts->lists[0];
    Counted meant = {0};

    for (size_t r = 0; r < list->row_count; r++) {
        const Row *row = &list->rows[r];
        const Cell *cell = is_counted_so(row, number) ? value_of(prose, facts, (int)r) : NULL;

        for (size_t end = 0, i = 0; cell && i < MOST_NOUN && end < after.n; i++) {
            utf8_next(after, &end);
            Str own = i ? beside_noun(prose, row->name, str_slice(after, 0, end)) : (Str){0};
            if (own.n && says(str_slice(after, end, after.n), own)) {
                add_fact(&meant, row, cell, number);
                break;
            }
        }
    }
    return meant;
}

// 年末实有: nothing but that there are so many.
static Counted fact_held(const Prose *prose, const ProseBlock *block, const Table *facts,
                         const ProseNumber *number, Str before)
{
    const WordList *lists = prose->words->lists;
    size_t held = words_end(lists[WORDS_COUNT_HELD], before), filler;
    Str rest = str_slice(before, 0, before.n - held);
    Counted meant = {0};

    if (!held)
        return meant;
    while ((filler = words_end(lists[WORDS_COUNTED_FILLERS], rest)))
        rest = str_slice(rest, 0, rest.n - filler);
    for (const ProseNumber *other = number; other-- > block->numbers.at;)
        if (other->kind != NUMBER_YEAR)
            return meant; // of what the number before counts
    if (rest.n)
        return meant;
    for (size_t r = 0; r < facts->lists[0].row_count; r++) {
        const Row *row = &facts->lists[0].rows[r];
        const Cell *cell = is_counted_so(row, number) ? value_of(prose, facts, (int)r) : NULL;

        if (cell && words_end(lists[WORDS_COUNT_HELD_FACTS], row->name))
            add_fact(&meant, row, cell, number);
    }
    return meant;
}

static void check_count(Prose *prose, ProseBlock *block, const Table *facts, const ProseNumber *number)
{
    const WordList *lists = prose->words->lists;
    Str clause = prose_clause(block->text, number->from, number->end);
    size_t from = (size_t)(clause.at - block->text.at), to = from + clause.n;
    Str before = str_slice(block->text, from < number->from ? from : number->from, number->from),
        after = str_slice(block->text, number->end, to > number->end ? to : number->end);
    Str sentence = prose_words_before(block, number);
    Counted meant;

    if (words_in(lists[WORDS_COUNTED_SOME], clause) || words_in(lists[WORDS_LAST_YEAR], sentence) ||
        words_in(lists[WORDS_REASON], sentence))
        return;
    meant = fact_of_noun(prose, facts, number, after);
    if (!meant.row)
        meant = fact_held(prose, block, facts, number, before);
    if (!meant.row || meant.right)
        return;
    prose_report_as(prose, (ProseRange){block, number->from, number->end}, SEVERITY_WARNING, "figure-differs",
                    str_print(prose->arena, _("bind it to the fact that is meant, perhaps %.*s[%.*s]"),
                              STR_ARG(facts->spec->name), STR_ARG(meant.row->name)),
                    str_print(prose->arena, _("no fact beside these words is “%.*s”"),
                              STR_ARG(str_slice(block->text, number->from, number->end)))
                        .at);
}

// ---- what counts changed by

// The count is of that year, which stands before it.
static bool is_of_year(const ProseBlock *block, const ProseNumber *count, const ProseNumber *like, int year)
{
    return count > block->numbers.at && count->kind == NUMBER_OTHER && !count->direction &&
           name_equal(count->counter, like->counter) && count[-1].kind == NUMBER_YEAR &&
           mpq_cmp_si(count[-1].value, year, 1) == 0;
}

// 2023年29批次，2024年23批次，增加6批次
static bool check_from_years(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    int year = prose->project->year;
    const ProseNumber *now = number - 1, *then = number - 3;

    if (number - block->numbers.at < 4 || !is_of_year(block, now, number, year) ||
        !is_of_year(block, then, number, year - 1) || number->from - then->from > PROSE_WINDOW)
        return false;
    if (mpq_cmp(now->value, then->value) * number->direction < 0)
        prose_report(prose, (ProseRange){block, number->word, number->end}, "direction-sign",
                     str_of(_("turn the word round")), _("the word of change is against the two amounts"));
    return true;
}

// The one fact that the words before the comparison end in, whatever stands before its own name: 公务接待批次
// of 国内公务接待批次.
static int fact_ending(const Prose *prose, const List *list, const ProseNumber *number, Str said)
{
    WordList count = prose->words->lists[WORDS_COUNT_NAMES];
    size_t most = 0;
    int found = -1;

    for (size_t r = 0; r < list->row_count; r++) {
        Str name = list->rows[r].name;
        size_t tail = 0;

        if (!is_counted_so(&list->rows[r], number))
            continue;
        if (!words_end(count, said))
            name = str_slice(name, 0, name.n - words_end(count, name));
        while (tail < said.n && tail < name.n && said.at[said.n - tail - 1] == name.at[name.n - tail - 1])
            tail++;
        if (tail < LEAST_TAIL || tail * 3 < name.n * 2 || tail < most)
            continue;
        found = tail == most ? -1 : (int)r;
        most = tail;
    }
    return found;
}

// 由241人次减少到186人次: the only fact that is 186 was 241 the year before.
static void check_count_from(Prose *prose, ProseBlock *block, const Table *facts, const ProseNumber *from)
{
    const ProseNumber *to = from + 1;
    const Lexicon *lexicon = prose_lexicon(prose);
    int found = -1;

    if (to >= block->numbers.at + block->numbers.n || to->kind != NUMBER_OTHER || to->figure ||
        !name_equal(to->counter, from->counter) || to->from - from->end > LEAST_TAIL * 3 ||
        mpq_sgn(to->value) == 0)
        return;
    for (size_t r = 0; r < facts->lists[0].row_count; r++) {
        const Cell *cell =
            is_counted_so(&facts->lists[0].rows[r], from) ? value_of(prose, facts, (int)r) : NULL;
        if (!cell || !mpq_equal(cell->stored, to->value))
            continue;
        if (found >= 0)
            return;
        found = (int)r;
    }
    if (found < 0)
        return;
    SaidSubject now = {.expression = str_print(prose->arena, "%.*s[%.*s]", STR_ARG(facts->spec->name),
                                               STR_ARG(facts->lists[0].rows[found].name))};
    now.figure = lexicon_try(lexicon, now.expression);
    SaidSubject then = said_last_year(lexicon, &now);
    Said meant = {.expression = then.expression, .figure = then.figure};
    if (then.figure && !prose_said_fits(prose, &meant, from))
        prose_report_differs(prose, block, from, &meant);
}

// 公务接待批次比上年减少6批次: the fact's 上年 stands beside it.
static void check_count_change(Prose *prose, ProseBlock *block, const Table *facts, const ProseNumber *number)
{
    const WordList *lists = prose->words->lists;
    Str clause = prose_clause(block->text, number->word, number->word);
    Str said = str_slice(block->text, (size_t)(clause.at - block->text.at), number->word);
    ptrdiff_t than = -1;

    if (check_from_years(prose, block, number) ||
        words_in(lists[WORDS_REASON], prose_words_before(block, number)))
        return;
    for (size_t i = 0; i < lists[WORDS_COMPARED_THAN].n && than < 0; i++)
        than = str_find(said, lists[WORDS_COMPARED_THAN].at[i], 0);
    if (than <= 0 || !words_in(lists[WORDS_LAST_YEAR], str_slice(said, (size_t)than, said.n)))
        return;
    int row = fact_ending(prose, &facts->lists[0], number, str_slice(said, 0, (size_t)than));
    const Lexicon *lexicon = prose_lexicon(prose);
    SaidSubject now = {0};
    if (row >= 0)
        now.expression = str_print(prose->arena, "%.*s[%.*s]", STR_ARG(facts->spec->name),
                                   STR_ARG(facts->lists[0].rows[row].name));
    now.figure = now.expression.n ? lexicon_try(lexicon, now.expression) : NULL;
    now.sure = false;
    SaidSubject then = now.figure ? said_last_year(lexicon, &now) : (SaidSubject){0};
    SaidSubject change = said_change(lexicon, &now, &then);
    Said meant = {.expression = change.expression, .figure = change.figure, .change = true};
    if (change.figure && !prose_said_fits(prose, &meant, number))
        prose_report_differs(prose, block, number, &meant);
}

void prose_check_counted_nouns(Prose *prose)
{
    const Table *facts = book_other_data(&prose->project->book);

    for (size_t b = 0; facts && b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            if (number->kind != NUMBER_OTHER || number->figure || number->more || number->power ||
                !number->counter.n || block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            if (prose_starts_from(block, number))
                check_count_from(prose, block, facts, number);
            else if (number->direction)
                check_count_change(prose, block, facts, number);
            else
                check_count(prose, block, facts, number);
        }
    }
}
