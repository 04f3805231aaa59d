// Totals and 类, 款 rows that an export of leaves lacks: summed of what it has.
#include "office/internal-export.h"

#include <string.h>

#define MOST_DECIMALS 20
#define PLACES_MOST 6 // that a cell names
#define CLASS_DIGITS 3
#define GROUP_DIGITS 5

typedef struct Making {
    Export *export;
    CutRows *in;
    VEC(Row) rows;
    VEC(uint32_t) indents;
    CodeColumns codes;
    size_t made;
} Making;

static Arena *arena_of(const Making *m)
{
    return m->export->arena;
}

static const ListSpec *list_of(const Making *m)
{
    return &m->in->spec->lists[m->in->list];
}

static const ColumnSpec *column_of(const Making *m, uint32_t column)
{
    return &m->in->spec->columns[list_of(m)->first + column];
}

static bool is_total(const Making *m, const Row *row)
{
    return !row->code.n && table_is_total_name(m->in->spec, row->shown);
}

// A row that others are counted without: 其中：…
static bool is_of_which(const Row *row)
{
    return words_begin(words_builtin.lists[WORDS_OF_WHICH], row->shown) > 0 && !row->code.n;
}

// ---- sums

static void add_place(const Making *m, StrBuf *out, const Cell *cell, size_t *named)
{
    const Table *of = m->in->of;

    if (*named == PLACES_MOST)
        buf_add_c(out, " + …");
    if ((*named)++ >= PLACES_MOST)
        return;
    buf_add_c(out, out->n ? " + " : "");
    if (cell->place)
        buf_add_c(out, cell->place);
    else if (of->sheet.n)
        buf_add(out, sheet_cell_name(arena_of(m), of->sheet, cell->line, cell->column));
    else
        buf_print(out, "%u:%u", cell->line, cell->column);
}

static void set_amount(const Making *m, Cell *cell, mpq_t value, int decimals)
{
    mpq_t rounded;

    mpq_init(rounded);
    number_round(rounded, value, decimals);
    cell->kind = CELL_AMOUNT;
    cell->stored = number_freeze(arena_of(m), rounded);
    cell->decimals = (int16_t)decimals;
    cell->text = number_format(arena_of(m), cell->stored, (NumberFormat){.decimals = decimals});
    mpq_clear(rounded);
}

// Sums the column over the rows that are marked.
static void sum_column(const Making *m, const bool *marked, uint32_t column, Cell *cell)
{
    StrBuf places = {.arena = arena_of(m)};
    bool filled = false;
    size_t named = 0;
    mpq_t sum;

    mpq_init(sum);
    for (size_t i = 0; i < m->rows.n; i++) {
        const Cell *part = &m->rows.at[i].cells[column];

        if (!marked[i] || part->kind != CELL_AMOUNT)
            continue;
        mpq_add(sum, sum, part->stored);
        add_place(m, &places, part, &named);
        filled = true;
    }
    if (filled) {
        int decimals = number_decimals(sum, MOST_DECIMALS);

        set_amount(m, cell, sum, decimals < 0 ? MOST_DECIMALS : decimals);
        cell->place = buf_str(&places).at;
    }
    mpq_clear(sum);
}

static const Cell *cell_named(const Making *m, const Cell *cells, Str name)
{
    for (uint32_t i = 0; name.n && i < list_of(m)->count; i++)
        if (name_equal(column_of(m, i)->path, name) || name_equal(column_of(m, i)->name, name))
            return &cells[i];
    return NULL;
}

// A rate of the sums; blank without a base.
static void fill_rate(const Making *m, Cell *cells, uint32_t column)
{
    const ColumnSpec *rate = column_of(m, column);
    const Cell *of = cell_named(m, cells, rate->rate_of), *base = cell_named(m, cells, rate->rate_base);
    mpq_t value, hundred;

    if (!of || !base || of->kind != CELL_AMOUNT || base->kind != CELL_AMOUNT || mpq_sgn(base->stored) == 0)
        return;
    mpq_init(value);
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    mpq_div(value, of->stored, base->stored);
    mpq_mul(value, value, hundred);
    set_amount(m, &cells[column], value, rate->decimals < 0 ? m->in->spec->decimals : rate->decimals);
    cells[column].place = of->place;
    mpq_clear(value);
    mpq_clear(hundred);
}

static Cell *cells_of(const Making *m, const bool *marked)
{
    Cell *cells = ARENA_ARRAY(arena_of(m), Cell, list_of(m)->count);

    for (uint32_t i = 0; i < list_of(m)->count; i++)
        if (column_of(m, i)->kind == COLUMN_AMOUNT && column_of(m, i)->unit.kind != UNIT_RATIO)
            sum_column(m, marked, i, &cells[i]);
    for (uint32_t i = 0; i < list_of(m)->count; i++)
        if (column_of(m, i)->kind == COLUMN_AMOUNT && column_of(m, i)->unit.kind == UNIT_RATIO)
            fill_rate(m, cells, i);
    return cells;
}

static void set_text(Cell *cell, Str text)
{
    cell->text = text;
    cell->kind = text.n ? CELL_TEXT : CELL_BLANK;
}

// Puts a made row before the row at `at`.
static void put(Making *m, size_t at, Row row)
{
    int name = table_name_column(m->in->spec, m->in->list);
    uint32_t first = list_of(m)->first;
    Cell *cells = (Cell *)row.cells;

    if (name >= 0)
        set_text(&cells[(uint32_t)name - first], row.shown);
    for (int i = 0; row.code.n && i < CODE_PIECES; i++)
        if (m->codes.pieces[i] >= 0)
            set_text(&cells[(uint32_t)m->codes.pieces[i] - first], account_piece(row.code, i));
    if (row.code.n && m->codes.whole >= 0)
        set_text(&cells[(uint32_t)m->codes.whole - first], row.code);
    vec_push(arena_of(m), &m->rows);
    vec_push(arena_of(m), &m->indents);
    memmove(m->rows.at + at + 1, m->rows.at + at, (m->rows.n - 1 - at) * sizeof(Row));
    memmove(m->indents.at + at + 1, m->indents.at + at, (m->indents.n - 1 - at) * sizeof(uint32_t));
    m->rows.at[at] = row;
    m->indents.at[at] = 0;
    m->made++;
}

// ---- 类 and 款

// What the classification calls a code; what the export calls it where that says nothing.
static Str name_of(const Making *m, Str code)
{
    const Table *accounts = m->export->accounts;

    for (size_t i = 0; accounts && i < accounts->lists[0].row_count; i++) {
        const Row *row = &accounts->lists[0].rows[i];
        ptrdiff_t bar = str_equal(row->code, code) ? str_find_char(row->name, '|', 0) : -2;

        if (bar != -2)
            return bar < 0 ? row->name : str_slice(row->name, 0, (size_t)bar);
    }
    for (size_t t = 0; t < m->export->table_count; t++) {
        const Table *table = m->export->tables[t].table;

        for (size_t l = 0; l < table->spec->list_count; l++)
            for (size_t i = 0; i < table->lists[l].row_count; i++)
                if (str_equal(table->lists[l].rows[i].code, code) && table->lists[l].rows[i].name.n)
                    return table->lists[l].rows[i].name;
    }
    return code;
}

static bool has_code(const Making *m, Str code)
{
    for (size_t i = 0; i < m->rows.n; i++)
        if (str_equal(m->rows.at[i].code, code))
            return true;
    return false;
}

static void make_parent(Making *m, size_t first, Str code)
{
    bool *marked = ARENA_ARRAY(arena_of(m), bool, m->rows.n);

    for (size_t i = 0; i < m->rows.n; i++)
        marked[i] = m->rows.at[i].code.n == code.n + 2 && str_starts(m->rows.at[i].code, code) &&
                    !is_of_which(&m->rows.at[i]);
    if (str_equal(name_of(m, code), code))
        export_report(m->export, m->in->document, SEVERITY_WARNING, "export-item",
                      table_row_place(m->in->of, &m->rows.at[first]),
                      str_of(_("is the code right? a new one is told by the classification of its year")),
                      str_print(arena_of(m), _("the classification has no 类 or 款 %.*s"), STR_ARG(code)));
    put(m, first,
        (Row){.code = code,
              .shown = name_of(m, code),
              .cells = cells_of(m, marked),
              .line = m->rows.at[first].line});
}

// Of all codes of a length the parents, from the deepest, each before its first row.
static void make_level(Making *m, size_t digits)
{
    for (size_t i = 0; i < m->rows.n; i++) {
        Str code = m->rows.at[i].code;

        if (code.n <= digits || table_code_level(code) < 0 || has_code(m, str_slice(code, 0, digits)))
            continue;
        make_parent(m, i, str_slice(code, 0, digits));
    }
}

// ---- the total

static bool wants_total(const Making *m)
{
    bool code = false, amount = false;

    for (uint32_t i = 0; i < list_of(m)->count; i++) {
        code |= column_of(m, i)->kind == COLUMN_CODE;
        amount |= column_of(m, i)->kind == COLUMN_AMOUNT;
        if (column_of(m, i)->kind == COLUMN_TEXT)
            return false;
    }
    for (size_t i = 0; i < m->rows.n; i++)
        if (is_total(m, &m->rows.at[i]))
            return false;
    return code && amount && m->rows.n && m->in->spec->number > 0;
}

static void make_total(Making *m, Str name)
{
    bool *marked = ARENA_ARRAY(arena_of(m), bool, m->rows.n + 1);

    for (size_t i = 0; i < m->rows.n; i++) {
        const Row *row = &m->rows.at[i];

        marked[i] = !is_of_which(row) && (!m->codes.account || row->code.n <= CLASS_DIGITS);
    }
    put(m, 0, (Row){.shown = name, .cells = cells_of(m, marked), .line = m->rows.at[0].line});
}

size_t cut_make_parents(Export *export, CutRows *rows, Str total_name)
{
    Making m = {.export = export, .in = rows, .codes = table_code_columns(rows->spec, rows->list)};

    for (size_t i = 0; i < rows->n; i++) {
        *vec_push(export->arena, &m.rows) = rows->rows[i];
        *vec_push(export->arena, &m.indents) = rows->indents[i];
    }
    if (m.codes.account) {
        make_level(&m, GROUP_DIGITS);
        make_level(&m, CLASS_DIGITS);
    }
    if (wants_total(&m))
        make_total(&m, total_name);
    rows->rows = m.rows.at;
    rows->indents = m.indents.at;
    rows->n = m.rows.n;
    return m.made;
}
