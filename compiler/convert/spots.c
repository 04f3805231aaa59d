// The cells that a name can mean, and what they are called.
#include "convert/internal-bind.h"

#define MOST_ROWS 5000 // of a list whose rows are found by their names

Str spot_leaf(const ColumnSpec *column)
{
    Str path = column->path.n ? column->path : column->name;
    size_t from = path.n;

    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

const Row *spot_row(CellRef ref)
{
    return &ref.table->lists[ref.list].rows[ref.row];
}

bool spot_in_total(CellRef ref)
{
    return spot_row(ref)->kind == ROW_TOTAL || ref.table->lists[ref.list].row_count == 1;
}

int spot_total_column(const BindReader *reader, CellRef ref)
{
    WordList totals = bind_lists(reader)[WORDS_GROUP_TOTALS];
    int column = table_only_amount(ref.table, ref.list);
    size_t most = 0;

    for (int c = 0; column < 0 && c < (int)ref.table->spec->lists[ref.list].count; c++) {
        size_t n;
        const int *addends = figure_addends(reader->convert->arena, ref.table, ref.list, c, &n);

        for (size_t i = 0; i < n; i++)
            if (addends[i] == ref.column)
                return c;
    }
    for (int c = 0; column < 0 && c < (int)ref.table->spec->lists[ref.list].count; c++) {
        size_t n;

        figure_addends(reader->convert->arena, ref.table, ref.list, c, &n);
        if (n > most) {
            most = n;
            column = c;
        }
    }
    for (size_t i = 0; column < 0 && i < totals.n; i++)
        column = table_find_column(ref.table, ref.list, totals.at[i], NULL);
    return column;
}

bool spot_is_money(CellRef ref)
{
    const Cell *cell = table_cell(ref);
    bool blank = cell->kind == CELL_BLANK && !cell->unfilled && table_column(ref)->kind == COLUMN_AMOUNT;

    return (cell->kind == CELL_AMOUNT || blank) && table_cell_unit(ref).kind == UNIT_MONEY;
}

void spots_each(const Convert *convert, void (*take)(void *context, CellRef ref), void *context)
{
    const TableBook *book = &convert->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        CellRef ref = {.table = book->tables[t]};

        for (ref.list = 0; ref.list < (int)ref.table->spec->list_count; ref.list++)
            for (ref.row = 0; ref.row < (int)ref.table->lists[ref.list].row_count; ref.row++)
                for (ref.column = 0; ref.column < (int)ref.table->spec->lists[ref.list].count; ref.column++)
                    if (spot_is_money(ref))
                        take(context, ref);
    }
}

// ---- the places of names

typedef struct Gathering {
    const BindReader *reader;
    Spots *spots;
} Gathering;

static Str called(const BindReader *reader, Str name)
{
    return name_said(reader, name_fold(reader->convert->arena, name));
}

static void gather(void *context, CellRef ref)
{
    Gathering *gathering = context;
    const BindReader *reader = gathering->reader;
    Spot spot = {.ref = ref};

    if (ref.table->lists[ref.list].row_count > MOST_ROWS)
        return;
    bool row = spot_total_column(reader, ref) == ref.column, column = spot_in_total(ref);

    if (!row && !column)
        return;
    spot.row = row ? called(reader, spot_row(ref)->name) : (Str){0};
    spot.column = column ? called(reader, spot_leaf(table_column(ref))) : (Str){0};
    spot.names = names_of(reader->convert, &(TraceItem){.cell = ref});
    for (size_t i = NAMES_OWN; i + NAMES_OF_PLACE < spot.names.n; i++)
        *vec_push(reader->convert->arena, &spot.said) = name_said(reader, spot.names.at[i]);
    *vec_push(reader->convert->arena, &gathering->spots->all) = spot;
}

const Spots *spots_of(BindReader *reader)
{
    Convert *convert = reader->convert;

    if (!convert->spots) {
        Gathering gathering = {reader, ARENA_NEW(convert->arena, Spots)};

        spots_each(convert, gather, &gathering);
        convert->spots = gathering.spots;
    }
    return convert->spots;
}

// Under 支出预算 none of the list 收入, which stands beside 支出.
static bool is_of_heading(const BindReader *reader, CellRef ref)
{
    const TableSpec *spec = ref.table->spec;
    Arena *arena = reader->convert->arena;
    Str label = {0};
    bool other = false;

    for (size_t i = 1; i < sizeof reader->labels->at / sizeof reader->labels->at[0]; i++)
        if (reader->labels->at[i].n)
            label = reader->labels->at[i];
    for (int l = 0; l < (int)spec->list_count; l++)
        if (l != ref.list && spec->lists[l].name.n)
            other = other || str_find(label, name_fold(arena, spec->lists[l].name), 0) >= 0;
    return !other || str_find(label, name_fold(arena, spec->lists[ref.list].name), 0) >= 0;
}

bool spot_called(const BindReader *reader, const Spot *spot, Str name)
{
    const Phrase *near;

    if (name.n == 0 || !is_of_heading(reader, spot->ref))
        return false;
    if (str_equal(spot->row, name) || str_equal(spot->column, name))
        return true;
    for (size_t i = 0; i < spot->said.n; i++)
        if (str_equal(spot->said.at[i], name) &&
            lexicon_find(reader->convert->lexicon, reader->labels, spot->names.at[NAMES_OWN + i], &near))
            return true;
    return false;
}
