// Typed counts against 其他数据: 国内公务接待23批次、186人次, 公务用车保有量为5辆.
#include "prose/internal-prose.h"

#include "text/text.h"

#define LEAST_NAME 12 // bytes of what may be a fact's name at the end of other words
#define COUNTED 3     // characters before a count that hold a pair of the fact's name
#define LEAST_OWN 3   // characters of a fact's name among the words before a count
#define MOST_NAME 90  // bytes of the words before a count whose end is looked up

// Where the words of a count begin: after the mark, the amount or the open bracket before it.
static size_t words_start(const ProseBlock *block, const ProseNumber *number, size_t end)
{
    size_t at = end, least = 0;

    for (const ProseNumber *before = number; before-- > block->numbers.at && !least;)
        if (before->kind != NUMBER_YEAR)
            least = before->end > before->after ? before->end : before->after;
    while (at > least) {
        size_t before = at;
        uint32_t code = utf8_previous(block->text, &before);
        if (text_ends_clause(code) || code == U'、' || text_widened(code) == U'（')
            return at;
        at = before;
    }
    return at;
}

// Where they end: before a remark in brackets that they end in: 设备（不含车辆）3台.
static size_t words_finish(const ProseBlock *block, const ProseNumber *number)
{
    size_t at = number->from, open = at;

    if (!at || text_widened(utf8_previous(block->text, &open)) != U'）')
        return number->from;
    for (size_t least = at > PROSE_WINDOW ? at - PROSE_WINDOW : 0; open > least;)
        if (text_widened(utf8_previous(block->text, &open)) == U'（')
            return number > block->numbers.at && number[-1].end > open ? number->from : open;
    return number->from;
}

// The fact of exactly these words, or these and the counter: 国内公务接待, 批次.
static SaidSubject fact_of(const Lexicon *lexicon, const Labels *labels, Str words, Str counter)
{
    SaidSubject fact = {0};

    if (words.n)
        fact = said_phrase(lexicon, labels, words);
    if (!fact.sure && counter.n)
        fact = said_phrase(lexicon, labels,
                           str_print(lexicon->arena, "%.*s%.*s", STR_ARG(words), STR_ARG(counter)));
    return fact;
}

static Str without_joint(Arena *arena, WordList joints, Str words)
{
    StrBuf left = {.arena = arena};

    for (size_t at = 0; at < words.n;) {
        size_t joint = words_begin(joints, str_slice(words, at, words.n)), next = at;
        utf8_next(words, &next);
        if (!joint)
            buf_add(&left, str_slice(words, at, next));
        at = joint ? at + joint : next;
    }
    return buf_str(&left);
}

// The same of the end of the words (全年国内公务接待, 开展绩效跟踪的项目): it may be meant.
static SaidSubject fact_ending(const Lexicon *lexicon, const Labels *labels, WordList joints, Str words,
                               Str counter)
{
    SaidSubject fact = {0};

    words = without_joint(lexicon->arena, joints, words);
    for (size_t at = 0; !fact.sure && at + LEAST_NAME <= words.n; utf8_next(words, &at))
        fact = fact_of(lexicon, labels, str_slice(words, at, words.n), counter);
    return fact;
}

// 批 counts as 批次 does, 个 so after 团组.
static bool counts_alike(const Words *words, Str unit, Str counter, Str before)
{
    const WordList *lists = words->lists;
    ptrdiff_t at = words_find(lists[WORDS_COUNTERS_ALIKE], unit);

    if (!counter.n || name_equal(unit, counter))
        return true;
    if (at < 0)
        return false;
    for (size_t i = 0; i < lists[WORDS_COUNTERS_ALIKE].of[at].n; i++)
        if (name_equal(lists[WORDS_COUNTERS_ALIKE].of[at].at[i], counter))
            return true;
    at = words_find(lists[WORDS_COUNTED_GROUPS], unit);
    return at >= 0 && words_end(lists[WORDS_COUNTED_GROUPS].of[at], before) > 0;
}

static bool is_count(const SaidSubject *fact, const ProseNumber *number)
{
    return fact->figure && fact->sure && fact->figure->value.kind == VALUE_NUMBER &&
           fact->figure->value.unit.kind == UNIT_COUNTER &&
           (!number->counter.n || name_equal(number->counter, fact->figure->value.unit.name));
}

// What is left of folded words without those that say nothing of what is counted: 接待 of 全年共接待.
static Str counted_words(const Prose *prose, Str words)
{
    const Lexicon *lexicon = prose->lexicon;
    WordList fillers = prose->words->lists[WORDS_COUNTED_FILLERS],
             visits = prose->words->lists[WORDS_COUNTED_VISITS];
    StrBuf left = {.arena = prose->arena};

    for (size_t at = 0; at < words.n;) {
        Str rest = str_slice(words, at, words.n);
        size_t filler = words_begin(fillers, rest), next = at;

        filler = filler ? filler : lexicon_filler(lexicon, rest);
        for (size_t i = 0; !filler && i < visits.n; i++)
            if (str_ends(buf_str(&left), visits.at[i]))
                filler = words_begin(visits.of[i], rest);
        utf8_next(words, &next);
        if (!filler)
            buf_add(&left, str_slice(words, at, next));
        at = filler ? at + filler : next;
    }
    return buf_str(&left);
}

// The sentence speaks of the year before, or gives a reason.
static bool is_other(const Prose *prose, const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str before = prose_words_before(block, number);
    TextDate date;

    if (words_in(lists[WORDS_LAST_YEAR], before) || words_in(lists[WORDS_REASON], before) ||
        words_in(lists[WORDS_COMPARED_THAN], before))
        return true;
    for (size_t at = 0; text_date_next(before, &at, &date);)
        if (date.year && date.year != prose->project->year)
            return true;
    return false;
}

static bool has_value(const ProseNumber *number, Number value)
{
    mpq_t written;
    bool same;

    mpq_init(written);
    mpq_set(written, number->value);
    for (int i = 0; i < number->power; i++)
        mpz_mul_ui(mpq_numref(written), mpq_numref(written), 10);
    mpq_canonicalize(written);
    same = mpq_equal(written, value);
    mpq_clear(written);
    return same;
}

// The characters of folded words, quotation marks left out: 评级为“优”的项目 is 评级为优的项目.
typedef VEC(uint32_t) Characters;

static Characters characters_of(Arena *arena, Str words)
{
    Characters all = {0};

    for (size_t at = 0; at < words.n;) {
        uint32_t code = utf8_next(words, &at);
        if (code != U'“' && code != U'”' && code != U'"' && code != U'‘' && code != U'’')
            *vec_push(arena, &all) = code;
    }
    return all;
}

// How many pairs of characters of the name stand among the words: 公务用车购置数 and 全年购置公务用车.
static int pairs_in(const Characters *words, const Characters *name)
{
    int pairs = 0;

    for (size_t i = 0; i + 1 < name->n; i++) {
        bool found = false;
        for (size_t w = 0; w + 1 < words->n && !found; w++)
            found = words->at[w] == name->at[i] && words->at[w + 1] == name->at[i + 1];
        pairs += found;
    }
    return pairs;
}

// How many characters of the name stand among the words in its order, with others between: 已整改 of
// 已完成整改.
static int characters_in(Arena *arena, const Characters *words, const Characters *name)
{
    int *most = ARENA_ARRAY(arena, int, name->n + 1);

    for (size_t w = 0; w < words->n; w++) {
        int diagonal = 0;
        for (size_t i = 1; i <= name->n; i++) {
            int above = most[i];
            if (words->at[w] == name->at[i - 1])
                most[i] = diagonal + 1;
            else if (most[i - 1] > most[i])
                most[i] = most[i - 1];
            diagonal = above;
        }
    }
    return most[name->n];
}

typedef struct Nearness {
    int score; // 0: not near
    size_t length;
} Nearness;

static bool is_nearer(const Nearness *one, const Nearness *other)
{
    return one->score > other->score || (one->score == other->score && one->length < other->length);
}

// The words just before a count tell what is counted: 评为优的食堂6个 are no projects.
static Characters end_of(const Characters *words)
{
    size_t n = words->n < COUNTED ? words->n : COUNTED;

    return (Characters){.at = words->at + (words->n - n), .n = n};
}

static Nearness nearness_of(Arena *arena, const Characters *words, Str name)
{
    Characters all = characters_of(arena, name), end = end_of(words);
    int pairs = pairs_in(&end, &all) ? pairs_in(words, &all) : 0;
    int own = pairs ? characters_in(arena, words, &all) : 0;

    if (own < LEAST_OWN || (size_t)own * 2 < all.n)
        return (Nearness){0, all.n};
    return (Nearness){pairs + own, all.n};
}

static const Cell *fact_value(const Prose *prose, int row)
{
    CellRef ref = {book_other_data(&prose->project->book), 0, row, -1};

    ref.column =
        table_find_column(ref.table, 0, words_first(prose->words->lists[WORDS_FACT_VALUE_COLUMN]), NULL);
    const Cell *cell = ref.column < 0 ? NULL : table_cell(ref);
    return cell && cell->kind == CELL_AMOUNT ? cell : NULL;
}

// Of the facts that are counted so, the one whose name is nearest to the words, of two as near the shorter;
// NULL: none is, or the nearest are as near and as long, or one as near has the number; of a whole sentence,
// any of them.
static const Row *fact_near(const Prose *prose, const List *facts, Str text, const ProseNumber *number,
                            bool whole)
{
    Characters words = characters_of(prose->arena, text);
    Nearness nearest = {0}, right = {0};
    const Row *best = NULL;

    for (size_t r = 0; r < facts->row_count; r++) {
        const Row *row = &facts->rows[r];
        if (row->unit.kind != UNIT_COUNTER || !name_equal(row->unit.name, number->counter))
            continue;
        const Cell *cell = fact_value(prose, (int)r);
        Nearness near = nearness_of(prose->arena, &words, name_fold(prose->arena, row->name));
        if (!cell || !near.score)
            continue;
        if (is_nearer(&near, &right) && has_value(number, cell->stored))
            right = near;
        if (is_nearer(&near, &nearest)) {
            nearest = near;
            best = row;
        } else if (near.score == nearest.score && near.length == nearest.length) {
            best = NULL;
        }
    }
    return right.score && (whole || !is_nearer(&nearest, &right)) ? NULL : best;
}

static void report_near(Prose *prose, ProseBlock *block, const ProseNumber *number, const Row *row)
{
    const Table *facts = book_other_data(&prose->project->book);

    prose_report_as(prose, (ProseRange){block, number->from, number->end}, SEVERITY_WARNING, "figure-differs",
                    str_print(prose->arena, _("bind it to the fact that is meant, perhaps %.*s[%.*s]"),
                              STR_ARG(facts->spec->name), STR_ARG(row->name)),
                    str_print(prose->arena, _("no fact beside these words is “%.*s”"),
                              STR_ARG(str_slice(block->text, number->from, number->end)))
                        .at);
}

// 接待 of 国内公务接待批次: the name has each of the characters.
static bool has_characters(const Characters *name, const Characters *words)
{
    for (size_t i = 0; i < words->n; i++) {
        bool found = false;
        for (size_t k = 0; k < name->n && !found; k++)
            found = name->at[k] == words->at[i];
        if (!found)
            return false;
    }
    return words->n >= 2;
}

// 全年接待15批162人: the facts whose names have all that the words say, where none has the number.
static void check_short(Prose *prose, ProseBlock *block, const ProseNumber *number, Str meant)
{
    const List *facts = &book_other_data(&prose->project->book)->lists[0];
    Characters words = characters_of(prose->arena, counted_words(prose, meant));
    const Row *best = NULL;

    for (size_t r = 0; number->counter.n && r < facts->row_count; r++) {
        const Row *row = &facts->rows[r];
        Characters name = characters_of(prose->arena, name_fold(prose->arena, row->name));
        const Cell *cell = fact_value(prose, (int)r);

        if (row->unit.kind != UNIT_COUNTER || !cell || !has_characters(&name, &words) ||
            !counts_alike(prose->words, row->unit.name, number->counter, meant))
            continue;
        if (has_value(number, cell->stored))
            return;
        if (!best || row->name.n < best->name.n)
            best = row;
    }
    if (best)
        report_near(prose, block, number, best);
}

// words: since the number before, or the mark.
static void check_near(Prose *prose, ProseBlock *block, const ProseNumber *number, Str words)
{
    const Table *facts = book_other_data(&prose->project->book);
    Str before = prose_words_before(block, number);

    if (!number->counter.n || is_other(prose, block, number))
        return;
    const Row *row = fact_near(prose, &facts->lists[0], words, number, false);
    if (!row)
        row = fact_near(prose, &facts->lists[0], name_fold(prose->arena, before), number, true);
    if (row)
        report_near(prose, block, number, row);
    else
        check_short(prose, block, number, words);
}

static void check_block(Prose *prose, ProseBlock *block, const Labels *labels)
{
    prose_lexicon(prose);
    Str named = {0}; // the words of the count before, for 186人次 after 国内公务接待23批次、

    for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->kind != NUMBER_OTHER || number->figure || number->direction || number->more)
            continue;
        if (prose_starts_from(block, number)) // 由241人次减少到186人次: last year's
            continue;
        size_t finish = words_finish(block, number);
        Str words =
            name_fold(prose->arena, str_slice(block->text, words_start(block, number, finish), finish));
        Str meant = words.n ? words : named;
        SaidSubject fact = fact_of(prose_lexicon(prose), labels, meant, number->counter);
        if (!fact.sure && words.n && !counted_words(prose, words).n) { // 来宾162人次
            meant = named;
            fact = fact_of(prose_lexicon(prose), labels, meant, number->counter);
        }
        bool sure = fact.sure;
        if (!sure && meant.n <= MOST_NAME)
            fact = fact_ending(prose_lexicon(prose), labels, block->words->lists[WORDS_REASON_OF], meant,
                               number->counter);
        named = meant;
        if (!fact.sure)
            check_near(prose, block, number, meant);
        if (!is_count(&fact, number) || is_other(prose, block, number) ||
            has_value(number, fact.figure->value.number))
            continue;
        Said said = {.expression = fact.expression, .figure = fact.figure, .sure = sure};
        prose_report_differs(prose, block, number, &said);
    }
}

static bool has_typed_count(const ProseBlock *block)
{
    for (size_t i = 0; i < block->numbers.n; i++)
        if (block->numbers.at[i].kind == NUMBER_OTHER && !block->numbers.at[i].figure)
            return true;
    return false;
}

void prose_check_counts(Prose *prose)
{
    Labels labels = {0};

    if (!book_other_data(&prose->project->book))
        return;
    for (size_t b = 0; b < prose->blocks.n; b++) {
        prose_take_label(prose, &prose->blocks.at[b], &labels);
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE && has_typed_count(&prose->blocks.at[b]))
            check_block(prose, &prose->blocks.at[b], &labels);
    }
}
