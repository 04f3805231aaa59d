// Records to the rows of a table.
#include "spreadsheet/internal-read.h"

// ---- rows

// What reading the rows of one list needs.
typedef struct ListReading {
    const Reading *reading;
    const ColumnMap *map;
    int list;
    int name_column;       // or -1
    int unit_column;       // of the rows' own units (其他数据), or -1
    Str held[CODE_PIECES]; // of the row above, whose 类 and 款 may stand there once for all below it
    VEC(Row) rows;
    VEC(uint32_t) indents; // of the rows' names
} ListReading;

static const CsvField *field_at(const CsvRecord *record, int field)
{
    return field >= 0 && (size_t)field < record->count ? &record->fields[field] : NULL;
}

// A name that was broken by hand to fit its cell's width, as one line.
static Str one_line(Arena *arena, Str name)
{
    StrBuf out = {.arena = arena};
    size_t from = 0;

    if (str_find_char(name, '\n', 0) < 0)
        return name;
    while (from < name.n) {
        ptrdiff_t end = str_find_char(name, '\n', from);
        Str line = str_trim(str_slice(name, from, end < 0 ? name.n : (size_t)end));

        if (out.n && line.n && (unsigned char)out.at[out.n - 1] < 0x80 && (unsigned char)line.at[0] < 0x80)
            buf_add_char(&out, ' ');
        buf_add(&out, line);
        from = end < 0 ? name.n : (size_t)end + 1;
    }
    return buf_str(&out);
}

// Fills the row's cells from the record; false where all are blank.
static bool read_cells(const ListReading *r, const CsvRecord *record, Cell *cells)
{
    const TableSpec *spec = r->reading->spec;
    const ListSpec *list = &spec->lists[r->list];
    bool filled = false;

    for (uint32_t i = 0; i < list->count; i++) {
        const CsvField *field = field_at(record, r->map->fields[list->first + i]);

        cells[i].line = record->line;
        cells[i].unfilled = r->reading->lacking && r->map->fields[list->first + i] < 0 &&
                            spec->columns[list->first + i].kind == COLUMN_AMOUNT;
        if (!field)
            continue;
        cells[i].text = list->first + i == (uint32_t)r->name_column ? one_line(r->reading->arena, field->text)
                                                                    : field->text;
        cells[i].line = field->line;
        cells[i].column = field->column;
        cells[i].width = field->width;
        cells[i].unfilled = field->unfilled;
        filled |= field->text.n > 0;
        if (spec->columns[list->first + i].kind == COLUMN_AMOUNT)
            amount_read(r->reading, &spec->columns[list->first + i], r->map->units[list->first + i], field,
                        &cells[i]);
        else if (field->text.n)
            cells[i].kind = CELL_TEXT;
    }
    return filled;
}

// The first filled field that holds a part of the row's code, or NULL.
static const CsvField *code_field(const CodeFields *codes, const CsvRecord *record)
{
    const CsvField *field = field_at(record, codes->whole);

    for (int i = 0; i < CODE_PIECES && !(field && field->text.n); i++)
        field = field_at(record, codes->pieces[i]);
    return field && field->text.n ? field : NULL;
}

// A piece that stands only in the first row of a merge, or only where it changes, is that of the rows below.
static void fill_down(ListReading *r, Str pieces[CODE_PIECES])
{
    int first = 0;

    while (first < CODE_PIECES && pieces[first].n == 0)
        first++;
    for (int i = 0; i < first && first < CODE_PIECES && pieces[first].n <= 2; i++)
        pieces[i] = r->held[i];
    for (int i = 0; i < CODE_PIECES; i++)
        r->held[i] = pieces[i];
}

static Str account_code_of(ListReading *r, const CodeFields *codes, const CsvRecord *record, bool *valid)
{
    Str pieces[CODE_PIECES] = {{0}};
    const CsvField *whole = field_at(record, codes->whole);

    if (whole && whole->text.n) {
        pieces[0] = whole->text;
    } else {
        for (int i = 0; i < CODE_PIECES; i++) {
            const CsvField *field = field_at(record, codes->pieces[i]);

            if (field)
                pieces[i] = field->text;
        }
        fill_down(r, pieces);
    }
    return account_code(r->reading->arena, pieces, valid);
}

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.n;)
        if (char_digit(utf8_next(text, &i)) >= 0)
            return true;
    return false;
}

// Where the code is given in another form than the list's columns have, their cells show what they would
// hold.
static void fill_code_cells(const ListReading *r, const CodeFields *codes, const CsvField *field,
                            const Row *row, Cell *cells)
{
    int first = (int)r->reading->spec->lists[r->list].first;
    bool leading = true;

    for (int i = -1; i < CODE_PIECES; i++) {
        int column = i < 0 ? codes->columns.whole : codes->columns.pieces[i];
        Cell *cell;

        if (column < 0)
            continue;
        // In a column of the file only what stands before the row's own pieces is filled down.
        leading &= r->map->fields[column] < 0 || cells[column - first].text.n == 0;
        if (!leading && r->map->fields[column] >= 0)
            continue;
        cell = &cells[column - first];
        cell->text = i < 0 ? row->code : account_piece(row->code, i);
        cell->kind = cell->text.n ? CELL_TEXT : CELL_BLANK;
        cell->line = field->line;
        cell->column = field->column;
        cell->width = field->width;
    }
}

// [2010301]行政运行: the code, where the record has none of its own, and the name without it.
static void read_name_code(const ListReading *r, Row *row, Cell *cells)
{
    const CodeFields *codes = &r->map->codes[r->list];
    int first = (int)r->reading->spec->lists[r->list].first;
    Cell *name = &cells[r->name_column - first];
    CsvField field = {.line = name->line, .column = name->column, .width = name->width};
    Str rest, code = code_in_name(row->shown, &rest);

    if (!code.n || (row->code.n && !str_equal(row->code, code)))
        return;
    row->shown = name->text = rest;
    if (row->code.n)
        return;
    row->code = code;
    fill_code_cells(r, codes, &field, row, cells);
}

static void read_code(ListReading *r, const CsvRecord *record, Row *row, Cell *cells)
{
    const CodeFields *codes = &r->map->codes[r->list];
    const CsvField *field = code_field(codes, record);
    bool valid = true;

    if (!field)
        return;
    // 合计 is often typed into the first column, across those of the code.
    if (row->shown.n == 0 && r->name_column >= 0 && !has_digit(field->text)) {
        row->shown = field->text;
        return;
    }
    if (!codes->columns.account) {
        row->code = field->text;
        return;
    }
    row->code = account_code_of(r, codes, record, &valid);
    if (valid)
        fill_code_cells(r, codes, field, row, cells);
    else
        diag_report(
            r->reading->diag, SEVERITY_ERROR, "row-code", reading_place(r->reading, field),
            str_of(_("write 201, 20137 or 2013701, or its parts 201, 37, 01, each row with all of its own")),
            _("“%.*s” begins no account code of 3, 5 or 7 digits"), STR_ARG(field->text));
}

// Whether an amount of the row stands under no name and no code: formulas that go on below the table give
// zeros, which are blanks, and 0 for a name; what is more than zero is told.
static bool is_nameless(const ListReading *r, const CsvRecord *record, const Row *row)
{
    const TableSpec *spec = r->reading->spec;
    const ListSpec *list = &spec->lists[r->list];
    const CsvField *told = NULL;

    if (!spec->declared || r->name_column < 0 || r->map->fields[r->name_column] < 0 ||
        (row->shown.n && !str_equal(row->shown, STR("0"))) ||
        row->cells[(uint32_t)r->name_column - list->first].unfilled ||
        code_field(&r->map->codes[r->list], record))
        return false;
    for (uint32_t i = list->count; i-- > 0;) {
        const Cell *cell = &row->cells[i];

        if (list->first + i == (uint32_t)r->name_column || cell->kind == CELL_BLANK)
            continue;
        if (cell->kind != CELL_AMOUNT)
            return false;
        if (mpq_sgn(cell->stored) != 0)
            told = field_at(record, r->map->fields[list->first + i]);
    }
    if (told)
        diag_report(r->reading->diag, SEVERITY_ERROR, "row-nameless", reading_place(r->reading, told),
                    str_of(_("write the name of its row, or delete it")),
                    _("the amount %.*s stands in a row of “%.*s” without a name"), STR_ARG(told->text),
                    STR_ARG(r->reading->name));
    return !told;
}

static void read_row(ListReading *r, const CsvRecord *record, uint32_t number)
{
    const ListSpec *list = &r->reading->spec->lists[r->list];
    Cell *cells = ARENA_ARRAY(r->reading->arena, Cell, list->count);
    Row row = {.cells = cells, .line = record->line, .record = number};
    const CsvField *name = r->name_column < 0 ? NULL : field_at(record, r->map->fields[r->name_column]);
    const CsvField *unit = r->unit_column < 0 ? NULL : field_at(record, r->map->fields[r->unit_column]);

    if (!read_cells(r, record, cells) && !code_field(&r->map->codes[r->list], record))
        return;
    if (name)
        row.shown = cells[(uint32_t)r->name_column - list->first].text;
    if (unit)
        row.unit = unit_parse(unit->text);
    read_code(r, record, &row, cells);
    if (r->name_column >= 0 && r->map->codes[r->list].columns.account)
        read_name_code(r, &row, cells);
    if (is_nameless(r, record, &row))
        return;
    *vec_push(r->reading->arena, &r->rows) = row;
    *vec_push(r->reading->scratch, &r->indents) = name ? name->indent : 0;
}

static void report_ragged(const Reading *reading, const CsvRecord *record, size_t columns)
{
    Place place = reading_record_place(reading, record);
    Str hint;

    if (record->count > columns) {
        place = reading_place(reading, &record->fields[columns]);
        hint = str_of(_("put a field that holds a comma in quotes: \"1,234.56\""));
    } else {
        hint = str_of(_("write a comma for every blank cell"));
    }
    diag_report(reading->diag, SEVERITY_ERROR, "csv-ragged", place, hint,
                _("this record has %zu fields, the header has %zu"), record->count, columns);
}

static size_t first_body_record(const Reading *reading)
{
    size_t first = reading->header + 1;

    return first < reading->csv.count && record_is_numbering(reading, &reading->csv.records[first])
               ? first + 1
               : first;
}

static void check_records(const Reading *reading)
{
    size_t columns = reading->csv.records[reading->header].count;

    for (size_t i = first_body_record(reading); i < reading->csv.count; i++)
        if (reading->csv.records[i].count != columns)
            report_ragged(reading, &reading->csv.records[i], columns);
}

// last: no list is read after it.
static ListRows read_list(Reading *reading, const ColumnMap *map, int list, bool last)
{
    ListReading r = {.reading = reading, .map = map, .list = list};
    uint32_t record = 0;

    r.name_column = table_name_column(reading->spec, list);
    r.unit_column = table_unit_column(reading->spec, list);
    // Rows of large tables are not copied as they become more.
    r.rows.cap = reading->csv.count;
    r.rows.at = ARENA_ARRAY(reading->arena, Row, r.rows.cap);
    if (last)
        csv_count_uses(&reading->csv);
    for (size_t i = first_body_record(reading); i < reading->csv.count; i++) {
        read_row(&r, &reading->csv.records[i], record++);
        if (last)
            csv_record_used(&reading->csv, &reading->csv.records[i]);
    }
    return (ListRows){r.rows.at, r.indents.at, r.rows.n};
}

// A form that lists its rows by name has all that may stand in it.
static void report_beyond(const Reading *reading, const Table *table)
{
    for (size_t l = 0; l < reading->spec->list_count; l++) {
        const List *list = &table->lists[l];

        for (size_t i = 0; i < list->row_count && list->spec->hierarchy != HIERARCHY_CODE; i++)
            if (list->rows[i].beyond_form)
                diag_report(
                    reading->diag, SEVERITY_WARNING, "row-extra", table_row_place(table, &list->rows[i]),
                    str_of(_("is it one of the form's in other words? then write it as the form does")),
                    _("the form of “%.*s” has no row “%.*s”"), STR_ARG(reading->spec->name),
                    STR_ARG(list->rows[i].shown));
    }
}

static void read_lists(Reading *reading, const ColumnMap *map, Table *table)
{
    ListRows *lists = ARENA_ARRAY(reading->scratch, ListRows, reading->spec->list_count + 1);

    for (size_t i = 0; i < reading->spec->list_count; i++)
        lists[i] = read_list(reading, map, (int)i, i + 1 == reading->spec->list_count);
    table_form_rows(reading->arena, reading->spec, lists);
    for (size_t i = 0; i < reading->spec->list_count; i++)
        table_set_rows(reading->arena, table, (int)i, lists[i].rows, lists[i].indents, lists[i].n);
    report_beyond(reading, table);
}

// ---- the table

static void note_positions(const Reading *reading, const ColumnMap *map)
{
    const CsvRecord *header = &reading->csv.records[reading->header];

    for (size_t c = 0; reading->positions && c < reading->spec->column_count; c++) {
        int field = map->fields[c];

        if (field >= 0 && (size_t)field < header->count)
            reading->positions[c] = reading->source ? (uint32_t)field + 1 : header->fields[field].column;
    }
}

Table *reading_table(Reading *reading, Unit unit, bool found)
{
    Table *table;
    ColumnMap map;
    Str range;

    if (!found)
        return NULL;
    unfilled_take(reading);
    body_sort(reading);
    range = origin_range(reading);
    header_unit(reading);
    header_units(reading);
    blocks_join(reading);
    if (!reading->spec)
        reading->spec = spec_infer(reading, unit);
    if (reading->file_unit.kind == UNIT_NONE)
        reading->file_unit =
            reading->spec->file_unit.kind != UNIT_NONE ? reading->spec->file_unit : reading->spec->unit;
    table = table_empty(reading->arena, reading->spec);
    table->source = reading->source;
    table->file = reading->file;
    table->sheet = reading->sheet;
    table->file_unit = reading->file_unit;
    table->rounding = reading->rounding;
    table->unfilled = reading->unfilled;
    map = header_match(reading);
    note_positions(reading, &map);
    codes_read(reading, &map);
    table->origin = origin_new(reading, &map, range);
    check_records(reading);
    read_lists(reading, &map, table);
    return table;
}

const WordList *wanted_words(const TableWanted *wanted)
{
    if (wanted->spec)
        return spec_words(wanted->spec);
    return (wanted->words ? wanted->words : &words_builtin)->lists;
}

// spots: NULL: all records.
static Table *read_csv(Arena *arena, Diag *diag, const Source *source, const TableWanted *wanted,
                       const CsvSpot *spots, size_t n, uint32_t *positions)
{
    Reading reading = {.arena = arena,
                       .scratch = arena_new(),
                       .diag = diag,
                       .source = source,
                       .spec = wanted->spec,
                       .words = wanted_words(wanted),
                       .own_words = wanted->words,
                       .year = wanted->year,
                       .lacking = wanted->lacking,
                       .positions = positions};
    Table *table;

    reading.name = wanted->spec ? wanted->spec->name : wanted->name;
    reading.file = source->name;
    reading.csv = spots ? csv_read_spots(arena, reading.scratch, diag, source, spots, n)
                        : csv_read(arena, reading.scratch, diag, source);
    table = reading_table(&reading, wanted->unit, header_find(&reading) && !header_has_two_rows(&reading));
    arena_free(reading.scratch);
    if (table)
        table_report_duplicates(table, diag);
    return table;
}

Table *table_read_csv(Arena *arena, Diag *diag, const Source *source, const TableWanted *wanted)
{
    return read_csv(arena, diag, source, wanted, NULL, 0, NULL);
}

Table *table_read_spots(Arena *arena, Diag *diag, const Source *source, const TableWanted *wanted,
                        const CsvSpot *spots, size_t n, uint32_t *positions)
{
    return read_csv(arena, diag, source, wanted, spots, n, positions);
}
