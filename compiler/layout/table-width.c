// The size, orientation, column groups and column widths of a table, from its content.
#include "layout/internal-table.h"

#include <assert.h>

static Length longer(Length a, Length b)
{
    return a > b ? a : b;
}

static Length shorter(Length a, Length b)
{
    return a < b ? a : b;
}

static Length whole_ems(Length length, Length size)
{
    return (length + size - 1) / size * size;
}

// ---- what the columns need

// Heads wrap in lines of at least two characters: an odd number of them needs a line of three.
static Length head_least(Length natural, Length size)
{
    Length characters = (natural + size / 2) / size;
    return shorter(natural, (characters % 2 == 1 ? 3 : 2) * size);
}

static Length ems(Length size, int permille)
{
    return length_scale(size, permille, 1000);
}

// While it can be helped, a name takes a few lines, within limits, a cell of prose has lines that read, and a
// head takes a few lines at most, or one while it is short.
static TableColumn head_need(const ColumnStyle *style, const CellEntry *entry, Length size)
{
    Length natural = entry->extent.natural;
    TableColumn need = {.natural = natural};
    need.least = longer(entry->extent.least, head_least(natural, size));
    need.decent = longer(need.least, whole_ems(natural / style->head_lines, size));
    need.decent = shorter(natural, longer(need.decent, entry->extent.words));
    if (natural > ems(size, style->head_whole))
        need.natural = longer(need.decent, whole_ems(natural / 2, size));
    return need;
}

static TableColumn body_need(const TableSet *table, const GridCell *cell, const CellEntry *entry, Length size)
{
    const ColumnStyle *style = &table->style->table.columns;
    Length indent = tableset_indent(table, cell, size);
    Length natural = entry->extent.natural, least = entry->extent.least;
    Length decent = whole_ems(natural / style->name_lines, size);
    Length words = longer(least, shorter(natural, shorter(entry->extent.words, ems(size, style->name_most))));
    decent = cell->kind == GRID_TEXT
                 ? ems(size, style->text_least)
                 : longer(ems(size, style->name_least), shorter(decent, ems(size, style->name_most)));
    return (TableColumn){.least = longer(least, shorter(natural, ems(size, style->name_tight))) + indent,
                         .decent = longer(least, shorter(natural, decent)) + indent,
                         .words = words + indent,
                         .cells = natural + indent,
                         .natural = natural + indent};
}

static void widen(TableColumn *column, const TableColumn *need)
{
    column->least = longer(column->least, need->least);
    column->decent = longer(column->decent, need->decent);
    column->words = longer(column->words, need->words);
    column->cells = longer(column->cells, need->cells);
    column->natural = longer(column->natural, need->natural);
    column->before = longer(column->before, need->before);
    column->after = longer(column->after, need->after);
}

// Where a head over several columns needs more than they do, each gets its part of the rest.
static void widen_span(TableColumn *columns, int n, const TableColumn *need)
{
    Length least = 0, decent = 0;
    for (int i = 0; i < n; i++) {
        least += columns[i].least;
        decent += columns[i].decent;
    }
    for (int i = 0; i < n; i++) {
        TableColumn more = {.least = columns[i].least + longer(0, need->least - least) / n + 1,
                            .decent = columns[i].decent + longer(0, need->decent - decent) / n + 1};
        more.natural = more.decent;
        widen(&columns[i], &more);
    }
}

static void measure_head(TableSet *table, CellTexts *texts, Arena *arena)
{
    Length size = tableset_reference(table);
    for (int pass = 0; pass < 2; pass++) // single columns first
        for (size_t i = 0; i < table->grid->head_count; i++) {
            const GridCell *cell = &table->grid->head[i];
            if ((cell->column_span > 1) != (pass == 1))
                continue;
            table->form.head[i] = celltexts_measure(texts, arena, LOOK_HEAD, cell->text);
            TableColumn need = head_need(&table->style->table.columns, table->form.head[i], size);
            if (pass == 0)
                widen(&table->form.columns[cell->column], &need);
            else
                widen_span(&table->form.columns[cell->column], cell->column_span, &need);
        }
}

static void measure_cell(TableSet *table, CellTexts *texts, Arena *arena, size_t i)
{
    const GridCell *cell = &table->grid->body[i];
    const DigitFont *digits = &table->form.digits[cell_look(cell)];
    Length size = tableset_reference(table);
    TableColumn need = {0};
    if (number_text(digits, cell->text)) {
        number_measure(digits, cell->text, size, &need.before, &need.after);
        need.least = need.before + need.after + tableset_indent(table, cell, size);
        need.decent = need.natural = need.least;
    } else {
        table->form.body[i] = celltexts_measure(texts, arena, cell_look(cell), cell->text);
        need = body_need(table, cell, table->form.body[i], size);
    }
    if (cell->column_span <= 1)
        widen(&table->form.columns[cell->column], &need);
}

static void measure_body(TableSet *table, CellTexts *texts, Arena *arena)
{
    for (size_t i = 0; i < table->grid->body_count; i++)
        measure_cell(table, texts, arena, i);
    for (int i = 0; i < table->grid->columns; i++) {
        TableColumn *column = &table->form.columns[i];
        Length number = column->before + column->after;
        widen(column, &(TableColumn){.least = number, .decent = number, .natural = number});
        const TableSpec *spec = table->table->spec;
        if ((size_t)i < spec->column_count &&
            spec->columns[i].kind == COLUMN_NAME) // wide in an empty table too
            widen(column, &(TableColumn){.natural = ems(tableset_reference(table),
                                                        table->style->table.columns.text_least)});
    }
}

// ---- columns of one kind

static bool same_group(const ColumnSpec *a, const ColumnSpec *b)
{
    size_t x = a->path.n - (a->path.n < a->name.n ? a->path.n : a->name.n);
    size_t y = b->path.n - (b->path.n < b->name.n ? b->path.n : b->name.n);
    return x > 0 && str_equal(str_slice(a->path, 0, x), str_slice(b->path, 0, y));
}

// Amounts of one unit are of one kind; so are the code columns of one group (类, 款,
// 项).
static bool same_kind(const ColumnSpec *a, const ColumnSpec *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == COLUMN_AMOUNT)
        return unit_equal(a->unit, b->unit);
    return a->kind == COLUMN_CODE && a->list == b->list && same_group(a, b);
}

static void find_kinds(TableSet *table)
{
    const TableSpec *spec = table->table->spec;
    for (int i = 0; i < table->grid->columns; i++) {
        table->form.columns[i].kind = -1;
        if ((size_t)i >= spec->column_count)
            continue;
        table->form.columns[i].kind = i;
        for (int j = 0; j < i; j++)
            if (same_kind(&spec->columns[j], &spec->columns[i])) {
                table->form.columns[i].kind = table->form.columns[j].kind;
                break;
            }
    }
}

// The need of each column as a try sees it, at a size, with padding: see TableColumn.
typedef struct Need {
    Length least, words, cells, natural; // none less than the one before
} Need;

static void need_of_kinds(const TableSet *table, Need *needs)
{
    int n = table->grid->columns;
    for (int i = 0; i < n; i++)
        if (table->form.columns[i].kind == i)
            for (int pass = 0; pass < 2; pass++)
                for (int j = i + 1; j < n; j++) {
                    if (table->form.columns[j].kind != i)
                        continue;
                    Need *from = pass == 0 ? &needs[j] : &needs[i], *to = pass == 0 ? &needs[i] : &needs[j];
                    to->least = longer(to->least, from->least);
                    to->words = longer(to->words, from->words);
                    to->cells = longer(to->cells, from->cells);
                    to->natural = longer(to->natural, from->natural);
                }
}

static void column_needs(const TableSet *table, Length size, Squeeze squeeze, Need *needs)
{
    const TableStyle *style = &table->style->table;
    Length padding = 2 * style->cell_padding_x;
    bool few = table->grid->body_rows < style->columns.head_lines; // the head weighs as much as the rows
    for (int i = 0; i < table->grid->columns; i++) {
        const TableColumn *column = &table->form.columns[i];
        Length least = squeeze == SQUEEZE_NONE ? column->decent : column->least;
        needs[i].least = tableset_scaled(table, least, size) + padding;
        needs[i].words =
            tableset_scaled(table, longer(longer(column->words, column->decent), least), size) + padding;
        needs[i].cells = longer(
            needs[i].words, tableset_scaled(table, few ? column->natural : column->cells, size) + padding);
        needs[i].natural =
            longer(needs[i].cells, tableset_scaled(table, longer(column->natural, least), size) + padding);
        assert(needs[i].least <= needs[i].words && needs[i].words <= needs[i].cells &&
               needs[i].cells <= needs[i].natural);
    }
    if (squeeze != SQUEEZE_KINDS)
        need_of_kinds(table, needs);
}

// ---- choosing

static Length total_least(const Need *needs, const int *columns, int n)
{
    Length total = 0;
    for (int i = 0; i < n; i++)
        total += needs[columns[i]].least;
    return total;
}

static Length measure_of(const TableSet *table, bool turned)
{
    const PageStyle *page = &table->style->page;
    return turned ? page->area_height : page->area_width;
}

// The largest size at which the table fits the measure of this orientation.
static bool try_sizes(const TableSet *table, const int *all, bool turned, Squeeze squeeze, Need *needs,
                      TableChoice *choice)
{
    const TableStyle *style = &table->style->table;
    for (size_t i = 0; i < style->size_count; i++) {
        column_needs(table, style->sizes[i], squeeze, needs);
        Length measure = measure_of(table, turned);
        if (total_least(needs, all, table->grid->columns) <= measure) {
            *choice = (TableChoice){.size = i, .turned = turned, .squeeze = squeeze, .whole = true};
            return true;
        }
    }
    return false;
}

// The stub columns that stand in each group: none where they would leave no room for what they name.
static int split_stubs(const TableSet *table, const Need *needs, Length measure, Length *width)
{
    *width = 0;
    for (int i = 0; i < table->grid->stub_columns; i++)
        *width += needs[i].least;
    if (table->grid->stub_columns < table->grid->columns && *width <= measure / 2)
        return table->grid->stub_columns;
    *width = 0;
    return 0;
}

// How many groups of columns fit the measure, each with the stub.
static int count_groups(const TableSet *table, const Need *needs, Length measure)
{
    Length stub, width = 0;
    int groups = 1;
    for (int i = split_stubs(table, needs, measure, &stub); i < table->grid->columns; i++) {
        if (width > 0 && stub + width + needs[i].least > measure) {
            groups++;
            width = 0;
        }
        width += needs[i].least;
    }
    return groups;
}

// As few groups as the smallest size allows, at the largest size that needs no more.
static void choose_split(const TableSet *table, Need *needs, TableChoice *choice)
{
    const TableStyle *style = &table->style->table;
    size_t smallest = style->size_count > 0 ? style->size_count - 1 : 0;
    bool turned = table->node->orientation != ORIENTATION_PORTRAIT;
    Length measure = measure_of(table, turned);
    column_needs(table, style->sizes[smallest], SQUEEZE_NONE, needs);
    int fewest = count_groups(table, needs, measure);
    for (size_t i = 0; i <= smallest; i++) {
        column_needs(table, style->sizes[i], SQUEEZE_NONE, needs);
        *choice = (TableChoice){.size = i, .turned = turned, .squeeze = SQUEEZE_NONE};
        if (count_groups(table, needs, measure) <= fewest)
            return;
    }
}

// Portrait at any size before landscape, unless the table says which; heads and names keep a decent width
// while a page of either orientation has room for it. False: it must be split into groups of columns at the
// smallest size.
static bool choose(const TableSet *table, const int *all, Need *needs, TableChoice *choice)
{
    Orientation wanted = table->node->orientation;
    for (int squeeze = SQUEEZE_NONE; squeeze <= SQUEEZE_KINDS; squeeze++) {
        if (wanted != ORIENTATION_LANDSCAPE && (wanted == ORIENTATION_PORTRAIT || squeeze == SQUEEZE_NONE))
            if (try_sizes(table, all, false, (Squeeze)squeeze, needs, choice))
                return true;
        if (wanted != ORIENTATION_PORTRAIT && try_sizes(table, all, true, (Squeeze)squeeze, needs, choice))
            return true;
    }
    choose_split(table, needs, choice);
    return false;
}

// ---- widths

static void add_need(Need *total, const Need *need)
{
    total->least += need->least;
    total->words += need->words;
    total->cells += need->cells;
    total->natural += need->natural;
}

// From one length towards another by a part of the whole way.
static Length between(Length from, Length to, Length part, Length whole)
{
    return from + length_scale(part, to - from, longer(whole, 1));
}

// Edges of columns from x[0] on in a measure. Where everything fits on one line, spare width goes by natural
// width. Else what is over the least goes to what is not decent yet or breaks words, then to the cells, by
// need, and what they leave to the heads: a line more in the head is one line, a name on two is one in its
// row.
static void share(Length *x, const int *columns, int n, Length measure, const Need *needs)
{
    Need total = {0}, at = {0};
    for (int i = 0; i < n; i++)
        add_need(&total, &needs[columns[i]]);
    for (int i = 0; i < n; i++) {
        add_need(&at, &needs[columns[i]]);
        Length edge;
        if (total.natural <= measure)
            edge = length_scale(measure, at.natural, longer(total.natural, 1));
        else if (total.cells <= measure)
            edge = between(at.cells, at.natural, measure - total.cells, total.natural - total.cells);
        else if (total.words <= measure)
            edge = between(at.words, at.cells, measure - total.words, total.cells - total.words);
        else if (total.least <= measure)
            edge = between(at.least, at.words, measure - total.least, total.words - total.least);
        else
            edge = length_scale(measure, at.least, longer(total.least, 1));
        x[i + 1] = x[0] + edge;
    }
    x[n] = x[0] + measure;
    assert(n == 0 || x[n - 1] <= x[n]);
}

// The stub is as wide in each group as where there is least room for it: its cells are set once.
static void set_edges(TableSet *table, Arena *arena, const Need *needs)
{
    Length measure = table->form.measure;
    const TableGroup *narrowest = NULL;
    int stubs = table->form.group_count > 1 ? table->form.groups[1].repeated : 0;
    for (int i = 0; i < table->form.group_count; i++) {
        TableGroup *group = &table->form.groups[i];
        group->holds = ARENA_ARRAY(arena, bool, (size_t)table->grid->columns);
        for (int k = 0; k < group->column_count; k++)
            group->holds[group->columns[k]] = true;
        group->x = ARENA_ARRAY(arena, Length, (size_t)group->column_count + 1);
        share(group->x, group->columns, group->column_count, measure, needs);
        if (!narrowest || group->x[stubs] < narrowest->x[stubs])
            narrowest = group;
    }
    for (int i = 0; stubs > 0 && i < table->form.group_count; i++) {
        TableGroup *group = &table->form.groups[i];
        for (int k = 1; k <= stubs; k++)
            group->x[k] = narrowest->x[k];
        share(group->x + stubs, group->columns + stubs, group->column_count - stubs,
              measure - group->x[stubs], needs);
    }
}

static TableGroup *add_group(TableSet *table, Arena *arena)
{
    TableGroup *groups = ARENA_ARRAY(arena, TableGroup, (size_t)table->form.group_count + 1);
    for (int i = 0; i < table->form.group_count; i++)
        groups[i] = table->form.groups[i];
    table->form.groups = groups;
    TableGroup *group = &groups[table->form.group_count++];
    group->columns = ARENA_ARRAY(arena, int, (size_t)table->grid->columns);
    return group;
}

// The stub columns with a share of the others, again and again: groups of nearly equal width, as few as fit.
// False where a column alone is too wide.
static bool split_columns(TableSet *table, Arena *arena, const Need *needs)
{
    int n = table->grid->columns;
    bool fits = true;
    Length stub, rest = 0;
    int stubs = split_stubs(table, needs, table->form.measure, &stub);
    int groups = count_groups(table, needs, table->form.measure);
    for (int i = stubs; i < n; i++)
        rest += needs[i].least;
    for (int next = stubs; next < n;) {
        TableGroup *group = add_group(table, arena);
        group->repeated = next > stubs ? stubs : 0;
        for (int i = 0; i < stubs; i++)
            group->columns[group->column_count++] = i;
        Length width = 0, share = groups > 1 ? rest / groups : rest;
        do {
            width += needs[next].least;
            group->columns[group->column_count++] = next++;
        } while (next < n && width + needs[next].least / 2 <= share &&
                 stub + width + needs[next].least <= table->form.measure);
        fits = fits && stub + width <= table->form.measure;
        rest -= width;
        groups--;
    }
    return fits;
}

void group_span(const TableGroup *group, const GridCell *cell, int *first, int *last)
{
    *first = *last = -1;
    for (int i = 0; i < group->column_count; i++) {
        int column = group->columns[i];
        if (column < cell->column || column >= cell->column + cell->column_span)
            continue;
        if (*first < 0)
            *first = i;
        *last = i;
    }
}

void tableset_measure(TableSet *table, CellTexts *texts, Arena *arena)
{
    table->form.columns = ARENA_ARRAY(arena, TableColumn, (size_t)table->grid->columns);
    measure_head(table, texts, arena);
    measure_body(table, texts, arena);
    find_kinds(table);
}

static int *all_columns(const TableSet *table, Arena *arena)
{
    int *all = ARENA_ARRAY(arena, int, (size_t)table->grid->columns);
    for (int i = 0; i < table->grid->columns; i++)
        all[i] = i;
    return all;
}

TableChoice tableset_choose(const TableSet *table, Arena *arena)
{
    Need *needs = ARENA_ARRAY(arena, Need, (size_t)table->grid->columns);
    TableChoice choice;
    choose(table, all_columns(table, arena), needs, &choice);
    return choice;
}

bool tableset_fits(const TableSet *table, Arena *arena, TableChoice choice)
{
    int n = table->grid->columns;
    Need *needs = ARENA_ARRAY(arena, Need, (size_t)n);
    column_needs(table, table->style->table.sizes[choice.size], choice.squeeze, needs);
    return total_least(needs, all_columns(table, arena), n) <= measure_of(table, choice.turned);
}

void tableset_columns(TableSet *table, Arena *arena, Diag *diag, TableChoice choice)
{
    const TableStyle *style = &table->style->table;
    int n = table->grid->columns;
    Need *needs = ARENA_ARRAY(arena, Need, (size_t)n);
    table->form.turned = choice.turned;
    table->form.size = style->sizes[choice.size];
    table->form.measure = measure_of(table, choice.turned);
    table->form.groups = NULL;
    table->form.group_count = 0;
    column_needs(table, table->form.size, choice.squeeze, needs);
    if (choice.whole) {
        TableGroup *group = add_group(table, arena);
        group->columns = all_columns(table, arena);
        group->column_count = n;
    } else if (!split_columns(table, arena, needs)) {
        diag_report(diag, SEVERITY_WARNING, "table-too-wide", (Place){.file = table->table->file},
                    str_of(_("shorten its longest word, or give the table fewer columns")),
                    _("a column of “%.*s” is wider than a page at the smallest size"),
                    STR_ARG(table->table->spec->title));
    }
    set_edges(table, arena, needs);
}
