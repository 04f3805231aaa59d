// The rows that a form has printed: they all stand in the table, in the form's order and words, blank where
// the file has none of that code or name.
#include <stdlib.h>

#include "table/internal-index.h"
#include "table/internal-rows.h"

typedef struct FormPlace {
    int line;       // of the form; -1: before its first
    uint32_t below; // 0: the form's own row; else which of those that stand under it
    Row row;
    uint32_t indent;
} FormPlace;

typedef struct FormList {
    const ListSpec *spec;
    Str *names;   // of the form's lines, without numbering
    bool *filled; // by line: the file has its row
    VEC(FormPlace) places;
} FormList;

typedef struct Forming {
    Arena *arena;
    const TableSpec *spec;
    FormList *lists;
    size_t lines;    // of the longest list
    uint32_t *width; // by line + 1: how many records stand there and under it
} Forming;

// ---- which line of the form a row is

static bool fits(const FormList *list, const FormRow *line, size_t index, const Row *row, Str name)
{
    if (list->filled[index])
        return false;
    if (line->code.n && row->code.n)
        return codes_equal(line->code, row->code);
    return line->shown.n && !line->open && name_equal(list->names[index], name);
}

// The first after the line that the row before had; else one further up. -1 where the form has none.
static int line_of(const Forming *forming, const FormList *list, const Row *row, int last)
{
    size_t n = list->spec->form_count;
    Str name = row_name_of(spec_words(forming->spec), row->shown, 0).name;

    for (size_t i = 0; i < n; i++) {
        size_t line = (i + (size_t)(last + 1)) % n;

        if (fits(list, &list->spec->form[line], line, row, name))
            return (int)line;
    }
    return -1;
}

// By row of the file: its line; fills the list's lines.
static const int *lines_of(const Forming *forming, FormList *list, const ListRows *rows)
{
    int *lines = ARENA_ARRAY(forming->arena, int, rows->n + 1), last = -1;

    for (size_t i = 0; i < rows->n; i++) {
        lines[i] = line_of(forming, list, &rows->rows[i], last);
        if (lines[i] < 0)
            continue;
        last = lines[i];
        list->filled[last] = true;
    }
    return lines;
}

// Where rows stand that the form has not printed: at the next open line, where no row of the file is on the
// way to it, else under the row before. Past a row of the file they would come under another parent.
static int open_line(const FormList *list, int last)
{
    for (size_t i = last < 0 ? 0 : (size_t)last + 1; i < list->spec->form_count; i++) {
        if (list->spec->form[i].open)
            return (int)i;
        if (list->filled[i] && last >= 0)
            return last;
    }
    return last;
}

// ---- rows

// The list's column in which names stand, among its own; -1 where it has none.
static int name_cell(const Forming *forming, const ListSpec *spec)
{
    int column = table_name_column(forming->spec, (int)(spec - forming->spec->lists));

    return column < 0 ? -1 : column - (int)spec->first;
}

static void write_cell(Cell *cell, Str text)
{
    cell->kind = text.n ? CELL_TEXT : CELL_BLANK;
    cell->text = text;
}

static Row blank_row(const Forming *forming, const ListSpec *spec, const FormRow *line)
{
    Cell *cells = ARENA_ARRAY(forming->arena, Cell, spec->count);
    CodeColumns codes = table_code_columns(forming->spec, (int)(spec - forming->spec->lists));
    int name = name_cell(forming, spec);

    if (name >= 0)
        write_cell(&cells[name], line->shown);
    if (codes.whole >= 0)
        write_cell(&cells[codes.whole - (int)spec->first], line->code);
    for (int i = 0; i < CODE_PIECES; i++)
        if (codes.pieces[i] >= 0)
            write_cell(&cells[codes.pieces[i] - (int)spec->first], account_piece(line->code, i));
    return (Row){.cells = cells, .code = line->code, .shown = line->shown};
}

// A row of the file in the form's words.
static Row worded(const Forming *forming, const ListSpec *spec, const FormRow *line, const Row *row)
{
    Cell *cells = ARENA_ARRAY(forming->arena, Cell, spec->count);
    int name = name_cell(forming, spec);
    Row own = *row;

    if (!line->shown.n || (line->code.n && row->code.n))
        return own;
    for (uint32_t i = 0; i < spec->count; i++)
        cells[i] = row->cells[i];
    if (name >= 0)
        write_cell(&cells[name], line->shown);
    own.cells = cells;
    own.shown = line->shown;
    return own;
}

static void add_place(const Forming *forming, FormList *list, FormPlace place)
{
    uint32_t *width = &forming->width[place.line + 1];

    *vec_push(forming->arena, &list->places) = place;
    if (place.below >= *width)
        *width = place.below + 1;
}

static void place_rows(const Forming *forming, FormList *list, const ListRows *rows)
{
    const ListSpec *spec = list->spec;
    uint32_t *below = ARENA_ARRAY(forming->arena, uint32_t, spec->form_count + 1);
    const int *lines = lines_of(forming, list, rows);
    int last = -1;

    for (size_t i = 0; i < rows->n; i++) {
        int line = lines[i];
        FormPlace place = {.row = rows->rows[i], .indent = rows->indents[i]};

        if (line >= 0) {
            place.line = last = line;
            place.row = worded(forming, spec, &spec->form[line], &rows->rows[i]);
            place.indent = spec->form[line].indent ? spec->form[line].indent : rows->indents[i];
        } else {
            place.line = open_line(list, last);
            place.row.beyond_form = place.line < 0 || !spec->form[place.line].open;
            // An open line is the first of its rows; no row stands on the line before the form's first.
            place.below = below[place.line + 1]++ + (place.line >= 0 && !spec->form[place.line].open);
        }
        add_place(forming, list, place);
    }
    for (size_t i = 0; i < spec->form_count; i++) {
        const FormRow *line = &spec->form[i];

        if (line->shown.n + line->code.n > 0 && !line->open && !list->filled[i])
            add_place(
                forming, list,
                (FormPlace){.line = (int)i, .row = blank_row(forming, spec, line), .indent = line->indent});
    }
}

// ---- in their order

static int compare_places(const void *a, const void *b)
{
    const FormPlace *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->below < y->below ? -1 : x->below > y->below;
}

static void write_rows(const Forming *forming, FormList *list, ListRows *rows)
{
    uint32_t *first = ARENA_ARRAY(forming->arena, uint32_t, forming->lines + 2);
    size_t n = list->places.n;

    for (size_t i = 0; i <= forming->lines; i++)
        first[i + 1] = first[i] + forming->width[i];
    if (n > 0)
        qsort(list->places.at, n, sizeof(FormPlace), compare_places);
    rows->rows = ARENA_ARRAY(forming->arena, Row, n + 1);
    rows->indents = ARENA_ARRAY(forming->arena, uint32_t, n + 1);
    rows->n = n;
    for (size_t i = 0; i < n; i++) {
        const FormPlace *place = &list->places.at[i];

        rows->rows[i] = place->row;
        rows->rows[i].record = first[place->line + 1] + place->below;
        rows->indents[i] = place->indent;
    }
}

static FormList list_new(const Forming *forming, const ListSpec *spec)
{
    FormList list = {.spec = spec};

    list.names = ARENA_ARRAY(forming->arena, Str, spec->form_count + 1);
    list.filled = ARENA_ARRAY(forming->arena, bool, spec->form_count + 1);
    for (size_t i = 0; i < spec->form_count; i++)
        list.names[i] = row_name_of(spec_words(forming->spec), spec->form[i].shown, 0).name;
    return list;
}

void table_form_rows(Arena *arena, const TableSpec *spec, ListRows *rows)
{
    Forming forming = {.arena = arena, .spec = spec};

    for (size_t i = 0; i < spec->list_count; i++)
        if (spec->lists[i].form_count > forming.lines)
            forming.lines = spec->lists[i].form_count;
    if (forming.lines == 0)
        return;
    forming.lists = ARENA_ARRAY(arena, FormList, spec->list_count);
    forming.width = ARENA_ARRAY(arena, uint32_t, forming.lines + 1);
    for (size_t i = 0; i < spec->list_count; i++) {
        forming.lists[i] = list_new(&forming, &spec->lists[i]);
        if (spec->lists[i].form_count)
            place_rows(&forming, &forming.lists[i], &rows[i]);
    }
    for (size_t i = 0; i < spec->list_count; i++)
        if (spec->lists[i].form_count)
            write_rows(&forming, &forming.lists[i], &rows[i]);
}
