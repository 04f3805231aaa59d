// The account items of a section against the total that stands before them:
// 年初预算为C万元，支出决算为D万元。其中： and then a paragraph for each item, with its own two.
#include "prose/internal-prose.h"

#include "text/text.h"

// Of an amount and of those of the items.
typedef struct Column {
    const ProseNumber *total; // NULL: none is told
    ProseSize sum;
    bool sure; // each item tells its own, all in one unit
    bool told; // the item that is being read did
} Column;

typedef struct Items {
    Prose *prose;
    ProseBlock *block; // of the total
    Column budget, actual;
    size_t count;
} Items;

static bool names_item(const ProseBlock *block)
{
    return words_in(block->words->lists[WORDS_ACCOUNT_TOLD], block->text);
}

static void column_begin(Column *column, const ProseNumber *total)
{
    column->total = total;
    mpq_set_ui(column->sum.value, 0, 1);
    mpq_set_ui(column->sum.half, 0, 1);
    column->sure = total != NULL;
    column->told = true;
}

static void column_take(const Items *items, Column *column, const ProseBlock *block, bool budget)
{
    const ProseNumber *number = prose_amount_called(block, 0, block->text.n, budget);
    ProseSize size;

    if (!column->total || column->told || !number)
        return;
    column->sure = column->sure && unit_equal(number->unit, column->total->unit);
    column->told = true;
    prose_size_init(&size);
    prose_size_set(items->prose, block, number, &size);
    prose_size_add(&column->sum, &size, 1);
    prose_size_clear(&size);
}

static void column_check(const Items *items, Column *column)
{
    ProseSize total;

    if (!column->total || !column->sure || !column->told || items->count < 2)
        return;
    prose_size_init(&total);
    prose_size_set(items->prose, items->block, column->total, &total);
    // Items that are not told may make up what is missing.
    Severity severity = mpq_cmp(column->sum.value, total.value) > 0 ? SEVERITY_ERROR : SEVERITY_WARNING;
    prose_report_sum(items->prose, (ProseRange){items->block, column->total->from, column->total->after},
                     severity, &column->sum, &total);
    prose_size_clear(&total);
}

static void items_end(Items *items)
{
    column_check(items, &items->budget);
    column_check(items, &items->actual);
    items->count = 0;
    items->block = NULL;
}

static void item_begin(Items *items)
{
    // The one before told all, or not all is known.
    items->budget.sure = items->budget.sure && items->budget.told;
    items->actual.sure = items->actual.sure && items->actual.told;
    items->budget.told = items->actual.told = false;
    items->count++;
}

// 甲支出A万元，乙支出B万元: amounts by 类, of which none is the total of the items below.
static bool is_one_of_several(const ProseBlock *block, const ProseNumber *actual)
{
    const WordList *lists = block->words->lists;
    size_t paid = 0;

    if (words_in(lists[WORDS_ACCOUNTS_AMOUNT], prose_label(block, actual)))
        return false;
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];

        paid += number->kind == NUMBER_MONEY && !number->direction &&
                words_in(lists[WORDS_DONE_AMOUNT], prose_label(block, number));
    }
    return paid > 1;
}

// A paragraph that tells both and is followed by items.
static void take_total(Items *items, ProseBlock *block)
{
    const ProseNumber *actual = prose_amount_called(block, 0, block->text.n, false);

    items_end(items);
    if (!actual || is_one_of_several(block, actual))
        return;
    items->block = block;
    column_begin(&items->budget, prose_amount_called(block, 0, block->text.n, true));
    column_begin(&items->actual, actual);
}

static void take_block(Items *items, ProseBlock *block)
{
    WordList none = block->words->lists[WORDS_BUDGET_NONE];

    if (names_item(block)) {
        if (!items->block)
            return;
        item_begin(items);
    } else if (prose_is_heading(block)) {
        items_end(items);
        return;
    } else if (!items->count) {
        take_total(items, block);
        return;
    }
    column_take(items, &items->budget, block, true);
    column_take(items, &items->actual, block, false);
    if (words_in(none, block->text))
        items->budget.told = true;
}

void prose_check_totals(Prose *prose)
{
    Items items = {.prose = prose};

    prose_size_init(&items.budget.sum);
    prose_size_init(&items.actual.sum);
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE)
            take_block(&items, &prose->blocks.at[b]);
    items_end(&items);
    prose_size_clear(&items.budget.sum);
    prose_size_clear(&items.actual.sum);
}
