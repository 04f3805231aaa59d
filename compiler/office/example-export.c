// The export of an invented office: a sheet a table, as templates/office/tables.yaml says.
#include "office/internal-example.h"
#include "spreadsheet/spreadsheet.h"

#define OWNERS 4 // columns that say whose a row is
#define FUND_ITEM "2120803"
#define CLASS_DIGITS 3
#define NO_AMOUNT INT64_MIN

typedef struct Writer {
    Arena *arena;
    Diag *diag;
    const Template *t;
    Input starter;
    const Table *accounts;
    const ExampleUnit *units;
    const ExampleFigures *figures;
    size_t unit_count;
    const YamlNode *names; // of the table that is written
    const TableSpec *spec;
    size_t columns;
    const Str *amounts; // one a column after the owners': what it takes; empty: nothing
    VEC(BookCell) cells;
} Writer;

static Str key_of(const YamlNode *mapping, Str name)
{
    const YamlNode *value = mapping ? yaml_value(mapping, name) : NULL;

    return value && value->kind == YAML_SCALAR ? value->text : (Str){0};
}

// ---- cells

static BookCell *new_row(Writer *w)
{
    size_t from = w->cells.n;

    for (size_t i = 0; i < w->columns; i++)
        vec_push(w->arena, &w->cells);
    return &w->cells.at[from];
}

static void set_text(BookCell *cell, Str text)
{
    *cell = (BookCell){text, BOOK_TEXT};
}

// hundredths: 1/100 of what is printed.
static void set_amount(const Writer *w, BookCell *cell, int64_t hundredths)
{
    if (hundredths == NO_AMOUNT)
        return;
    *cell = (BookCell){str_print(w->arena, "%s%lld.%02lld", hundredths < 0 ? "-" : "",
                                 (long long)(hundredths < 0 ? -hundredths : hundredths) / 100,
                                 (long long)(hundredths < 0 ? -hundredths : hundredths) % 100),
                       BOOK_AMOUNT};
}

static void set_owner(const Writer *w, BookCell *row, const ExampleUnit *unit)
{
    static const ExampleField fields[OWNERS] = {EXAMPLE_DEPARTMENT_CODE, EXAMPLE_DEPARTMENT, EXAMPLE_CODE,
                                                EXAMPLE_NAME};

    (void)w;
    for (int i = 0; i < OWNERS; i++)
        set_text(&row[i], unit->said[fields[i]]);
}

static bool is(Str text, const char *word)
{
    return str_equal(text, str_of(word));
}

// ---- amounts

// 增减率, in 1/100 of 1%, half away from zero.
static int64_t rate_of(int64_t change, int64_t base)
{
    int64_t twice = base ? change * 20000 / base : 0;

    return base ? (twice + (twice < 0 ? -1 : 1)) / 2 : NO_AMOUNT;
}

static int64_t item_amount(const ExampleItem *item, Str key)
{
    int64_t total = item->basic + item->project;

    if (is(key, "total"))
        return total;
    if (is(key, "basic"))
        return item->basic ? item->basic : NO_AMOUNT;
    if (is(key, "project"))
        return item->project ? item->project : NO_AMOUNT;
    if (is(key, "last"))
        return item->last;
    if (is(key, "change"))
        return total - item->last;
    return is(key, "rate") ? rate_of(total - item->last, item->last) : NO_AMOUNT;
}

static int64_t cost_amount(const ExampleCost *cost, Str key)
{
    if (is(key, "total"))
        return cost->amount;
    return cost->staff == is(key, "staff") && (is(key, "staff") || is(key, "running")) ? cost->amount
                                                                                       : NO_AMOUNT;
}

static int64_t filled(int64_t amount)
{
    return amount ? amount : NO_AMOUNT;
}

static int64_t unit_amount(const Writer *w, size_t unit, Str key)
{
    const ExampleFigures *f = &w->figures[unit];

    if (is(key, "all"))
        return f->general + w->units[unit].fund;
    if (is(key, "general"))
        return f->general;
    if (is(key, "fund"))
        return filled(w->units[unit].fund);
    if (is(key, "three"))
        return filled(f->three);
    if (is(key, "vehicle"))
        return filled(f->vehicle);
    return is(key, "reception") ? filled(f->reception) : NO_AMOUNT;
}

// Of a 类 of the functional classification.
static int64_t class_amount(const Writer *w, size_t unit, Str name, Str key)
{
    const ExampleFigures *f = &w->figures[unit];
    int64_t sum = 0;

    for (size_t i = 0; i < f->item_count && !is(key, "fund"); i++)
        if (name_equal(example_name(w->accounts, str_slice(f->items[i].code, 0, CLASS_DIGITS)), name))
            sum += f->items[i].basic + f->items[i].project;
    if (!is(key, "general") &&
        name_equal(example_name(w->accounts, str_slice(STR(FUND_ITEM), 0, CLASS_DIGITS)), name))
        sum += w->units[unit].fund;
    return filled(sum);
}

static int64_t fact_amount(const Writer *w, size_t unit, Str key)
{
    const ExampleFigures *f = &w->figures[unit];
    int64_t staff = w->units[unit].staff;
    const struct {
        const char *key;
        int64_t value;
    } facts[] = {{"posts", (staff + 1) * 100},
                 {"persons", staff * 100},
                 {"offices", (staff / 8 + 1) * 100},
                 {"procurement", f->goods + f->services},
                 {"goods", f->goods},
                 {"services", f->services},
                 {"area", staff * 2200},
                 {"vehicles", f->vehicles * 100},
                 {"meetings", f->meetings},
                 {"training", f->training},
                 {"two", 200},
                 {"attendants", staff * 150 / 100 * 100},
                 {"projects", w->units[unit].project ? 100 : 0},
                 {"last-all", f->last + w->units[unit].fund},
                 {"last-running", f->running - f->running / 50},
                 {"last-three", f->last_three}};

    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        if (is(key, facts[i].key))
            return facts[i].value;
    return 0;
}

// ---- rows

static void set_coded(Writer *w, const ExampleUnit *unit, Str code, Str name, BookCell **row)
{
    *row = new_row(w);
    set_owner(w, *row, unit);
    set_text(&(*row)[OWNERS], code);
    set_text(&(*row)[OWNERS + 1], name);
}

static void add_items(Writer *w, size_t unit)
{
    for (size_t i = 0; i < w->figures[unit].item_count; i++) {
        const ExampleItem *item = &w->figures[unit].items[i];
        BookCell *row;

        set_coded(w, &w->units[unit], item->code, item->name, &row);
        for (size_t c = OWNERS + 2; c < w->columns; c++)
            set_amount(w, &row[c], item_amount(item, w->amounts[c - OWNERS]));
    }
}

static void add_funds(Writer *w, size_t unit)
{
    const ExampleItem item = {.project = w->units[unit].fund};
    BookCell *row;

    if (!item.project)
        return;
    set_coded(w, &w->units[unit], STR(FUND_ITEM),
              words_first(words_builtin.lists[WORDS_EXAMPLE_ITEMS]
                              .of[words_find(words_builtin.lists[WORDS_EXAMPLE_ITEMS], STR(FUND_ITEM))]),
              &row);
    for (size_t c = OWNERS + 2; c < w->columns; c++)
        set_amount(w, &row[c], item_amount(&item, w->amounts[c - OWNERS]));
}

static void add_costs(Writer *w, size_t unit)
{
    for (size_t i = 0; i < w->figures[unit].cost_count; i++) {
        const ExampleCost *cost = &w->figures[unit].costs[i];
        BookCell *row;

        set_coded(w, &w->units[unit], cost->code, cost->name, &row);
        for (size_t c = OWNERS + 2; c < w->columns; c++)
            set_amount(w, &row[c], cost_amount(cost, w->amounts[c - OWNERS]));
    }
}

static void add_unit(Writer *w, size_t unit)
{
    BookCell *row = new_row(w);

    set_owner(w, row, &w->units[unit]);
    for (size_t c = OWNERS; c < w->columns; c++)
        set_amount(w, &row[c], unit_amount(w, unit, w->amounts[c - OWNERS]));
}

static void add_facts(Writer *w, size_t unit)
{
    for (size_t i = 0; i < w->names->entries.n; i++) {
        const YamlEntry *entry = &w->names->entries.at[i];
        BookCell *row = new_row(w);
        Str key = entry->value->entries.at[0].value->text;

        set_owner(w, row, &w->units[unit]);
        set_text(&row[OWNERS], entry->key->text);
        set_amount(w, &row[OWNERS + 1], fact_amount(w, unit, key));
        set_text(&row[OWNERS + 2], entry->value->entries.at[1].value->text);
    }
}

// ---- the rows of a form, as the starter has them

static const Table *starter_table(Writer *w)
{
    Str name = str_print(w->arena, "tables/%.*s.csv", STR_ARG(w->spec->name));
    Source *source = source_read(w->arena, w->diag, input_below(w->arena, w->starter, name), name, (Str){0});

    return source ? table_read_csv(w->arena, w->diag, source, &(TableWanted){.spec = w->spec}) : NULL;
}

static void set_listed(Writer *w, size_t unit, int list, const Row *row, BookCell *cells)
{
    const ListSpec *l = &w->spec->lists[list];
    Str named = key_of(w->names, row->name);

    for (uint32_t i = 0; i < l->count; i++) {
        BookCell *cell = &cells[OWNERS + l->first + i];
        Str key = w->amounts[l->first + i];

        if (w->spec->columns[l->first + i].kind == COLUMN_NAME)
            set_text(cell, row->level ? str_print(w->arena, "　　%.*s", STR_ARG(row->shown)) : row->shown);
        else if (named.n && key.n)
            set_amount(w, cell, unit_amount(w, unit, is(named, "all") ? key : named));
        else if (key.n)
            set_amount(w, cell, class_amount(w, unit, row->name, key));
    }
}

static void add_listed(Writer *w, size_t unit, const Table *form)
{
    uint32_t records = 0;

    for (size_t l = 0; l < form->spec->list_count; l++)
        for (size_t i = 0; i < form->lists[l].row_count; i++)
            if (form->lists[l].rows[i].record >= records)
                records = form->lists[l].rows[i].record + 1;
    for (uint32_t r = 0; r < records; r++) {
        BookCell *row = new_row(w);

        set_owner(w, row, &w->units[unit]);
        for (size_t l = 0; l < form->spec->list_count; l++)
            for (size_t i = 0; i < form->lists[l].row_count; i++)
                if (form->lists[l].rows[i].record == r)
                    set_listed(w, unit, (int)l, &form->lists[l].rows[i], row);
    }
}

static void add_rows(Writer *w, Str rows)
{
    const Table *form = w->spec && is(rows, "listed") ? starter_table(w) : NULL;

    for (size_t u = 0; u < w->unit_count; u++) {
        if (is(rows, "items") || is(rows, "items-and-funds"))
            add_items(w, u);
        if (is(rows, "funds") || is(rows, "items-and-funds"))
            add_funds(w, u);
        if (is(rows, "costs"))
            add_costs(w, u);
        if (is(rows, "unit"))
            add_unit(w, u);
        if (is(rows, "facts"))
            add_facts(w, u);
        if (form)
            add_listed(w, u, form);
    }
}

// ---- sheets

static Str head_name(const Writer *w, const TableSpec *spec, size_t column)
{
    Str list = spec->lists[spec->columns[column].list].name, path = spec->columns[column].path;

    return list.n ? str_print(w->arena, "%.*s/%.*s", STR_ARG(list), STR_ARG(path)) : path;
}

// Codes stand in one column, whatever the template has; units in those of the owners.
static bool is_left_out(const Writer *w, size_t column, bool units)
{
    const ColumnSpec *c = &w->spec->columns[column];
    WordList levels = words_builtin.lists[WORDS_ACCOUNT_LEVELS];

    return words_find(levels, c->name) > 0 || (units && (c->kind == COLUMN_CODE || c->kind == COLUMN_NAME));
}

static void set_heads(Writer *w, const YamlNode *columns, bool units)
{
    VEC(Str) heads = {0}, amounts = {0};
    WordList register_heads = words_builtin.lists[WORDS_REGISTER_COLUMNS];
    static const OfficeField owners[OWNERS] = {FIELD_DEPARTMENT_CODE, FIELD_DEPARTMENT_NAME, FIELD_UNIT_CODE,
                                               FIELD_UNIT_NAME};
    BookCell *row;

    for (size_t i = 0; w->spec && i < w->spec->column_count; i++) {
        bool level = words_find(words_builtin.lists[WORDS_ACCOUNT_LEVELS], w->spec->columns[i].name) == 0;

        if (is_left_out(w, i, units))
            continue;
        *vec_push(w->arena, &heads) =
            level ? words_first(words_builtin.lists[WORDS_ACCOUNT_CODE_COLUMNS]) : head_name(w, w->spec, i);
        *vec_push(w->arena, &amounts) = key_of(columns, head_name(w, w->spec, i));
    }
    for (size_t i = 0; !w->spec && i < columns->entries.n; i++) {
        *vec_push(w->arena, &heads) = columns->entries.at[i].key->text;
        *vec_push(w->arena, &amounts) = columns->entries.at[i].value->text;
    }
    w->columns = OWNERS + heads.n;
    w->amounts = amounts.at;
    row = new_row(w);
    for (size_t i = 0; i < w->columns; i++)
        row[i] = (BookCell){i < OWNERS ? words_first(register_heads.of[owners[i]]) : heads.at[i - OWNERS],
                            BOOK_HEAD};
}

static BookSheet sheet_of(Writer *w, const YamlNode *node)
{
    Str name = key_of(node, STR("name")), rows = key_of(node, STR("rows"));
    BookColumn *columns;
    BookCell *row;

    w->names = yaml_value(node, STR("names"));
    w->spec = template_find_table(w->t, name);
    w->cells.at = NULL;
    w->cells.n = w->cells.cap = 0;
    w->columns = 1; // until the heads are known
    set_heads(w, yaml_value(node, STR("columns")), is(rows, "unit"));
    if (w->spec) {
        row = new_row(w);
        set_text(&row[0], str_print(w->arena, "%.*s：%.*s",
                                    STR_ARG(words_first(words_builtin.lists[WORDS_UNIT_COLUMNS])),
                                    STR_ARG(w->spec->unit.name)));
        for (size_t i = 0; i < w->columns; i++) { // the unit stands over the heads
            BookCell head = w->cells.at[i];

            w->cells.at[i] = row[i];
            row[i] = head;
        }
    }
    add_rows(w, rows);
    columns = ARENA_ARRAY(w->arena, BookColumn, w->columns);
    for (size_t i = 0; i < w->columns; i++)
        columns[i].width = 16;
    return (BookSheet){.name = name,
                       .columns = columns,
                       .column_count = w->columns,
                       .cells = w->cells.at,
                       .row_count = w->columns ? w->cells.n / w->columns : 0,
                       .head_rows = w->spec ? 2 : 1};
}

Str example_export(Arena *arena, Diag *diag, const Template *t, const YamlNode *tables, Input starter,
                   const Table *accounts, const ExampleUnit *units, size_t n)
{
    ExampleFigures *figures = ARENA_ARRAY(arena, ExampleFigures, n);
    BookSheet *sheets = ARENA_ARRAY(arena, BookSheet, tables->entries.n);
    Writer w = {.arena = arena,
                .diag = diag,
                .t = t,
                .starter = starter,
                .accounts = accounts,
                .units = units,
                .figures = figures,
                .unit_count = n};

    for (size_t i = 0; i < n; i++)
        figures[i] = example_figures(arena, accounts, &units[i]);
    for (size_t i = 0; i < tables->entries.n; i++)
        sheets[i] = sheet_of(&w, tables->entries.at[i].value);
    return data_book(arena, diag, office_name(OFFICE_EXPORTS), office_name(OFFICE_EXPORTS), sheets,
                     tables->entries.n);
}
