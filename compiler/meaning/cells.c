// What cells say: their value, their year, and the change that a figure tells of them.
#include "meaning/meaning.h"

Number meaning_value(const TraceItem *item)
{
    if (item->fact)
        return item->fact->value;
    const Cell *cell = item->cell.table ? table_cell(item->cell) : NULL;
    return cell && cell->kind == CELL_AMOUNT ? cell->stored : NULL;
}

// True where value is now − then (or its size), or that change as a ratio of then.
static bool is_change(Number value, mpq_t now, mpq_t then)
{
    mpq_t change, size;
    bool same;

    mpq_inits(change, size, NULL);
    mpq_sub(change, now, then);
    mpq_abs(change, change);
    mpq_abs(size, value);
    same = mpq_equal(change, size);
    if (!same && mpq_sgn(then) != 0) {
        mpq_div(change, change, then);
        mpq_abs(change, change);
        same = mpq_equal(change, size);
        mpq_set_ui(then, 100, 1);
        mpq_mul(change, change, then);
        same = same || mpq_equal(change, size);
    }
    mpq_clears(change, size, NULL);
    return same;
}

// The column 上年 is that of the facts too.
bool meaning_is_earlier(const TraceItem *item)
{
    if (item->year != YEAR_THIS || !item->cell.table)
        return item->year != YEAR_THIS;
    const ColumnSpec *column = table_column(item->cell);
    WordList earlier = spec_words(item->cell.table->spec)[WORDS_EARLIER_COLUMNS];

    return column && (words_begin(earlier, column->name) || words_begin(earlier, column->path));
}

bool meaning_change(const Figure *figure, mpq_t now, mpq_t then)
{
    int earlier = 0;
    mpq_t base;
    bool change;

    if (!figure->value.number || figure->value.kind != VALUE_NUMBER)
        return false;
    for (size_t i = 0; i < figure->trace_count; i++) {
        Number value = meaning_value(&figure->trace[i]);
        bool before = meaning_is_earlier(&figure->trace[i]);
        earlier += before;
        if (value && before)
            mpq_add(then, then, value);
        else if (value)
            mpq_add(now, now, value);
    }
    mpq_init(base);
    mpq_set(base, then);
    change = earlier && earlier < (int)figure->trace_count && is_change(figure->value.number, now, base);
    mpq_clear(base);
    return change;
}
