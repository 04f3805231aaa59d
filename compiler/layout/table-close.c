// A table that spills some rows onto one page more is closed up: its lines and the blank of its cells as far
// as the style allows, then the next sizes, then upright where it was turned, where that saves the page. What
// saves none leaves the table as it was.
#include "layout/internal-table.h"

enum {
    LOOSER_STEPS = 8, // by which leading is given back
    WRAPPED_MANY = 6, // one row in so many: many
    EMPTY_PART = 5,   // a page is empty where no more than so many tenths of it are used,
    GROWN_PART = 7,   // and a table grows to so many at most
};

// The pages that it takes from the top of a page, `above` taken; more than `most`: enough of them.
static int pages_of(const TableSet *table, int most)
{
    Arena *scratch = arena_new();
    Pager pager = pager_open(scratch, table, table->above, tableset_area_height(table));
    int pages = 1;
    while (pages <= most && pager_next(&pager)) {
        pages += pager.new_page;
        if (pager.strips.n > 0 && !vec_last(&pager.strips)->ends)
            pages = most + 1; // a row is taller than a page
    }
    if (pages <= most)
        pages += pager_notes(&pager);
    arena_free(scratch);
    return pages;
}

static Length least_line(const TableSet *table)
{
    return length_scale(table->form.size, table->style->table.close_up.leading_permille, 1000);
}

// The table at a choice, as close as it may be. Its pages.
static int try_choice(TableSet *table, CellTexts *texts, Arena *arena, TableChoice choice, int most)
{
    tableset_set_at(table, texts, arena, texts->discarded, choice); // the first setting has reported
    tableset_heights(table, least_line(table), table->style->table.close_up.padding_y);
    return pages_of(table, most);
}

// Gives back as much leading as the pages have room for.
static void loosen(TableSet *table, int pages)
{
    const TableStyle *style = &table->style->table;
    Length line = length_scale(table->form.size, style->leading_permille, 1000),
           padding = style->cell_padding_y;
    Length less = line - least_line(table), less_padding = padding - style->close_up.padding_y;
    for (int i = 0; i <= LOOSER_STEPS; i++) {
        tableset_heights(table, line - less * i / LOOSER_STEPS, padding - less_padding * i / LOOSER_STEPS);
        if (pages_of(table, pages) <= pages)
            return;
    }
}

// Lines that cells' texts take past their first.
static size_t wrapped_lines(const TableSet *table)
{
    size_t n = 0;
    for (size_t i = 0; i < table->grid->body_count; i++)
        if (table->form.texts[i].lines > 1)
            n += (size_t)table->form.texts[i].lines - 1;
    return n;
}

// Whether a smaller size reads better: half as many lines of names that wrap; or three quarters, and its
// lines are not close any more.
static bool reads_better(const TableSet *smaller, const TableSet *larger)
{
    const TableStyle *style = &larger->style->table;
    int64_t middle = (style->leading_permille + style->close_up.leading_permille) / 2;
    size_t wrapped = wrapped_lines(larger), wrapped_smaller = wrapped_lines(smaller);
    if (wrapped_smaller * 2 <= wrapped)
        return true;
    return wrapped_smaller * 4 <= wrapped * 3 &&
           larger->form.line < length_scale(larger->form.size, middle, 1000) &&
           smaller->form.line >= length_scale(smaller->form.size, middle, 1000);
}

// Where many names wrap, the next size is tried too, each with the leading that there is room for.
static void prefer_smaller(TableSet *table, CellTexts *texts, Arena *arena, TableChoice choice, int pages)
{
    TableSet larger = *table;
    if (wrapped_lines(table) * WRAPPED_MANY < (size_t)table->grid->body_rows ||
        ++choice.size >= table->style->table.size_count || !tableset_fits(table, arena, choice))
        return;
    bool smaller = try_choice(table, texts, arena, choice, pages) <= pages;
    if (smaller)
        loosen(table, pages);
    if (!smaller || !reads_better(table, &larger))
        *table = larger;
}

// Where the table ends on the page that it begins, if it is one.
static Length end_of(const TableSet *table)
{
    Arena *scratch = arena_new();
    Pager pager = pager_open(scratch, table, table->above, tableset_area_height(table));
    Length end = INT64_MAX;
    if (pager_next(&pager) && !pager.new_page) {
        end = pager.end + tableset_notes_height(table);
        end = pager_next(&pager) ? INT64_MAX : end;
    }
    arena_free(scratch);
    return end;
}

// No name takes more than twice the lines that the style would have.
static bool names_stand(const TableSet *table)
{
    uint32_t most = 2 * (uint32_t)table->style->table.columns.name_lines;
    for (size_t i = 0; i < table->grid->body_count; i++)
        if (table->grid->body[i].kind == GRID_STUB && table->form.texts[i].lines > most)
            return false;
    return true;
}

// Heads and names take more lines in narrower columns, and a page with few rows has the room for them.
TableChoice tableset_grow(TableSet *table, CellTexts *texts, Arena *arena, TableChoice first)
{
    if (!table->begins_page || !first.whole || first.size == 0 ||
        end_of(table) > tableset_area_height(table) * EMPTY_PART / 10)
        return first;
    TableSet as_it_was = *table;
    for (size_t size = 0; size < first.size; size++) {
        TableChoice choice = first;
        choice.size = size;
        choice.squeeze = first.squeeze > SQUEEZE_TEXTS ? first.squeeze : SQUEEZE_TEXTS;
        if (!tableset_fits(table, arena, choice))
            continue;
        tableset_set_at(table, texts, arena, texts->discarded, choice);
        if (names_stand(table) && end_of(table) <= tableset_area_height(table) * GROWN_PART / 10)
            return choice;
        *table = as_it_was;
    }
    return first;
}

void tableset_close_up(TableSet *table, CellTexts *texts, Arena *arena, TableChoice first)
{
    const TableStyle *style = &table->style->table;
    const CloseUpStyle *close_up = &style->close_up;
    if (!table->begins_page || !first.whole || close_up->pages < 2)
        return;
    int fewest = pages_of(table, close_up->pages);
    if (fewest < 2 || fewest > close_up->pages)
        return;
    TableSet best = *table, as_it_was = *table;
    TableChoice taken = first;
    bool upright = first.turned && table->node->orientation == ORIENTATION_AUTO, found = false;
    for (int turn = 0; turn <= (upright ? 1 : 0); turn++)
        for (int step = 0; (turn == 1 || step <= close_up->smaller) && fewest > 1; step++) {
            TableChoice choice = first;
            choice.size += (size_t)step;
            if (turn == 1) {
                choice.turned = false;
                choice.squeeze = SQUEEZE_TEXTS;
            }
            if (choice.size >= style->size_count)
                break;
            if (!tableset_fits(table, arena, choice))
                continue;
            *table = as_it_was;
            int pages = try_choice(table, texts, arena, choice, fewest);
            if (pages >= fewest)
                continue;
            fewest = pages;
            best = *table;
            taken = choice;
            found = true;
        }
    *table = best;
    if (!found)
        return;
    loosen(table, fewest);
    prefer_smaller(table, texts, arena, taken, fewest);
    table->form.one_page = fewest == 1;
}
