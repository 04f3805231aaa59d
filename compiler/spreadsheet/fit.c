// A table's file from its spec: the header record, and rows that another file has by the names of its
// columns.
#include <string.h>

#include "spreadsheet/internal-read.h"

static void add_field(StrBuf *out, uint32_t indent, Str text)
{
    bool quoted = false;

    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = strchr(",\"\r\n", text.at[i]) != NULL;
    if (quoted)
        buf_add_char(out, '"');
    for (; indent >= 2; indent -= 2)
        buf_add_code(out, 0x3000);
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, text.at[i]);
    }
    if (quoted)
        buf_add_char(out, '"');
}

// Where a column's fields stand in the other file, or -1; piece: that is the whole code of which the column
// has 类, 款 or 项.
typedef struct Fitted {
    int field;
    int piece;
} Fitted;

static int field_named(const CsvRecord *header, Str name)
{
    for (size_t i = 0; i < header->count; i++)
        if (name_equal(header->fields[i].text, name))
            return (int)i;
    return -1;
}

// Whether no other column has its leaf name.
static bool is_only(const TableSpec *spec, size_t column)
{
    for (size_t i = 0; i < spec->column_count; i++)
        if (i != column && name_equal(spec->columns[i].name, spec->columns[column].name))
            return false;
    return true;
}

static Fitted fit_column(Arena *scratch, const TableSpec *spec, size_t column, const CsvRecord *header)
{
    const ColumnSpec *c = &spec->columns[column];
    Fitted fitted = {field_named(header, header_full_name(scratch, spec, column)), -1};

    if (fitted.field < 0 && c->path.n)
        fitted.field = field_named(header, c->path);
    if (fitted.field < 0 && is_only(spec, column))
        fitted.field = field_named(header, c->name);
    if (fitted.field < 0 && c->kind == COLUMN_CODE)
        fitted.piece = words_find(spec_words(spec)[WORDS_ACCOUNT_LEVELS], c->name);
    if (fitted.piece >= 0)
        fitted.field = field_named(header, words_first(spec_words(spec)[WORDS_ACCOUNT_CODE_COLUMNS]));
    return fitted;
}

// What a list is filled from: a record, and where its columns' fields stand there. record NULL: nothing.
typedef struct Filling {
    const CsvRecord *record;
    const Fitted *fitted; // by column of the table
} Filling;

static Str filling_text(const Filling *filling, size_t column, uint32_t *indent)
{
    const Fitted *fitted = filling->record ? &filling->fitted[column] : NULL;
    const CsvField *field = NULL;

    if (fitted && fitted->field >= 0 && (size_t)fitted->field < filling->record->count)
        field = &filling->record->fields[fitted->field];
    *indent = field && fitted->piece < 0 ? field->indent : 0;
    if (!field)
        return (Str){0};
    return fitted->piece >= 0 ? account_piece(field->text, fitted->piece) : field->text;
}

// lists: by list of the table.
static void add_record(StrBuf *out, const TableSpec *spec, const Filling *lists)
{
    size_t start = out->n;
    bool filled = false;

    for (size_t i = 0; i < spec->column_count; i++) {
        uint32_t indent;
        Str text = filling_text(&lists[spec->columns[i].list], i, &indent);

        if (i > 0)
            buf_add_char(out, ',');
        if (text.n)
            add_field(out, indent, text);
        filled |= text.n > 0;
    }
    if (filled)
        buf_add_c(out, "\r\n");
    else
        out->n = start;
}

// ---- lists that were several

typedef struct Fillings {
    VEC(Filling) rows;
    VEC(Filling) totals; // that end them
} Fillings;

static bool is_filled(const TableSpec *spec, int list, const Filling *filling)
{
    const ListSpec *own = &spec->lists[list];
    uint32_t indent;

    for (uint32_t c = 0; c < own->count; c++)
        if (filling_text(filling, own->first + c, &indent).n)
            return true;
    return false;
}

// Puts the rows of the records there; blank ones too where they keep the lists level.
static void add_rows(Arena *scratch, const TableSpec *spec, int list, const Csv *csv, const Fitted *fitted,
                     bool blank_too, Fillings *out)
{
    int name = table_name_column(spec, list);
    size_t end = csv->count;
    uint32_t indent;

    while (end > 1) {
        Filling last = {&csv->records[end - 1], fitted};
        Str text = name < 0 ? (Str){0} : filling_text(&last, (size_t)name, &indent);

        if (is_filled(spec, list, &last) && !table_is_total_name(spec, text))
            break;
        end--;
    }
    for (size_t i = 1; i < csv->count; i++) {
        Filling filling = {&csv->records[i], fitted};
        bool filled = is_filled(spec, list, &filling);

        if (i < end && (filled || blank_too))
            *vec_push(scratch, &out->rows) = filling;
        else if (filled)
            *vec_push(scratch, &out->totals) = filling;
    }
}

// The rows of each of the lists that this one was merged of, one after the other, and then their totals.
// False where the file has none of them under its own name.
static bool add_parts(Arena *scratch, const TableSpec *spec, int list, const Csv *csv, Fillings *out)
{
    const ListSpec *own = &spec->lists[list];

    for (size_t p = 0; p < own->merged_count; p++) {
        Fitted *fitted = ARENA_ARRAY(scratch, Fitted, spec->column_count);

        for (uint32_t c = 0; c < own->count; c++)
            fitted[own->first + c] = (Fitted){
                field_named(&csv->records[0], str_print(scratch, "%.*s/%.*s", STR_ARG(own->merged[p]),
                                                        STR_ARG(spec->columns[own->first + c].path))),
                -1};
        add_rows(scratch, spec, list, csv, fitted, false, out);
    }
    return out->rows.n + out->totals.n > 0;
}

static void add_level(StrBuf *out, const TableSpec *spec, const Fillings *lists, size_t at, bool totals,
                      Filling *line)
{
    for (size_t l = 0; l < spec->list_count; l++) {
        size_t n = totals ? lists[l].totals.n : lists[l].rows.n;

        line[l] = (Filling){0};
        if (at < n)
            line[l] = totals ? lists[l].totals.at[at] : lists[l].rows.at[at];
    }
    add_record(out, spec, line);
}

// Where lists have become one, those beside it end in their totals on one line.
static bool add_merged(Arena *scratch, StrBuf *out, const TableSpec *spec, const Csv *csv,
                       const Fitted *fitted)
{
    Fillings *lists = ARENA_ARRAY(scratch, Fillings, spec->list_count);
    Filling *line = ARENA_ARRAY(scratch, Filling, spec->list_count);
    size_t rows = 0, totals = 0;
    bool any = false;

    for (size_t l = 0; l < spec->list_count; l++) {
        if (add_parts(scratch, spec, (int)l, csv, &lists[l]))
            any = true;
        else
            add_rows(scratch, spec, (int)l, csv, fitted, true, &lists[l]);
        rows = lists[l].rows.n > rows ? lists[l].rows.n : rows;
        totals = lists[l].totals.n > totals ? lists[l].totals.n : totals;
    }
    for (size_t i = 0; any && i < rows; i++)
        add_level(out, spec, lists, i, false, line);
    for (size_t i = 0; any && i < totals; i++)
        add_level(out, spec, lists, i, true, line);
    return any;
}

// Each record as it stands.
static void add_as_they_stand(Arena *scratch, StrBuf *out, const TableSpec *spec, const Csv *csv,
                              const Fitted *fitted)
{
    Filling *line = ARENA_ARRAY(scratch, Filling, spec->list_count);

    for (size_t i = 1; i < csv->count; i++) {
        for (size_t l = 0; l < spec->list_count; l++)
            line[l] = (Filling){&csv->records[i], fitted};
        add_record(out, spec, line);
    }
}

static void add_records(Arena *scratch, StrBuf *out, const TableSpec *spec, const Csv *csv,
                        const Fitted *fitted)
{
    if (csv->count > 1 && !add_merged(scratch, out, spec, csv, fitted))
        add_as_they_stand(scratch, out, spec, csv, fitted);
}

// ---- to be filled in

// Of a blank table the names of a form's rows stay.
static bool stays_blank(const TableSpec *spec, size_t column)
{
    const ColumnSpec *c = &spec->columns[column];

    return c->kind != COLUMN_NAME || spec->lists[c->list].hierarchy != HIERARCHY_NAMES;
}

static void add_blank_record(StrBuf *out, const WordList *words, size_t columns)
{
    add_field(out, 0, words_first(words[WORDS_BLANK_TABLE]));
    for (size_t i = 1; i < columns; i++)
        buf_add_char(out, ',');
    buf_add_c(out, "\r\n");
}

// A cell of a form's line, before any figures.
static Str form_text(const FormRow *line, const CodeColumns *codes, int column, ColumnKind kind)
{
    if (line->open)
        return (Str){0};
    if (column == codes->whole)
        return line->code;
    for (int i = 0; i < CODE_PIECES; i++)
        if (column == codes->pieces[i])
            return account_piece(line->code, i);
    return kind == COLUMN_NAME ? line->shown : (Str){0};
}

static void add_form_line(StrBuf *out, const TableSpec *spec, size_t at)
{
    size_t start = out->n;
    bool filled = false;

    for (size_t i = 0; i < spec->column_count; i++) {
        const ListSpec *list = &spec->lists[spec->columns[i].list];
        CodeColumns codes = table_code_columns(spec, spec->columns[i].list);
        const FormRow *line = at < list->form_count ? &list->form[at] : NULL;
        Str text = line ? form_text(line, &codes, (int)i, spec->columns[i].kind) : (Str){0};

        if (i > 0)
            buf_add_char(out, ',');
        if (text.n)
            add_field(out, spec->columns[i].kind == COLUMN_NAME ? line->indent : 0, text);
        filled |= text.n > 0;
    }
    if (filled)
        buf_add_c(out, "\r\n");
    else
        out->n = start;
}

// The rows that the form has printed, to be filled in.
static void add_form(StrBuf *out, const TableSpec *spec)
{
    size_t lines = 0;

    for (size_t i = 0; i < spec->list_count; i++)
        lines = spec->lists[i].form_count > lines ? spec->lists[i].form_count : lines;
    for (size_t i = 0; i < lines; i++)
        add_form_line(out, spec, i);
}

static Str fit(Arena *arena, Diag *diag, const TableSpec *spec, const Source *rows, bool blank)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv csv = rows ? csv_read(scratch, scratch, diag, rows) : (Csv){0};
    Fitted *fitted = ARENA_ARRAY(scratch, Fitted, spec->column_count);

    // Without a byte order mark spreadsheets in China take a CSV for GBK.
    buf_add_c(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < spec->column_count; i++) {
        if (i > 0)
            buf_add_char(&out, ',');
        add_field(&out, 0, header_full_name(scratch, spec, i));
        if (csv.count)
            fitted[i] = blank && stays_blank(spec, i) ? (Fitted){-1, -1}
                                                      : fit_column(scratch, spec, i, &csv.records[0]);
    }
    buf_add_c(&out, "\r\n");
    if (blank) {
        add_blank_record(&out, spec_words(spec), spec->column_count);
        add_as_they_stand(scratch, &out, spec, &csv, fitted);
    } else {
        add_records(scratch, &out, spec, &csv, fitted);
    }
    if (csv.count < 2)
        add_form(&out, spec);
    arena_free(scratch);
    return buf_str(&out);
}

Str table_csv_fit(Arena *arena, Diag *diag, const TableSpec *spec, const Source *rows)
{
    return fit(arena, diag, spec, rows, false);
}

Str table_csv_blank(Arena *arena, Diag *diag, const TableSpec *spec, const Source *rows)
{
    return fit(arena, diag, spec, rows, true);
}

// Without a byte order mark spreadsheets in China take a CSV for GBK.
static void add_line(StrBuf *out, const CsvRecord *record, const Str *texts)
{
    if (out->n == 0)
        buf_add_c(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < record->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        add_field(out, texts ? 0 : record->fields[i].indent, texts ? texts[i] : record->fields[i].text);
    }
    buf_add_c(out, "\r\n");
}

Str records_csv(Arena *arena, const Str *fields, size_t columns, size_t n)
{
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < n; i++)
        add_line(&out, &(CsvRecord){.count = columns}, &fields[i * columns]);
    return buf_str(&out);
}

const Source *table_as_csv(Arena *arena, Diag *diag, const Table *table)
{
    const List *list = &table->lists[0];
    size_t count = table->spec->column_count;
    StrBuf out = {.arena = arena};
    Str *texts = ARENA_ARRAY(arena, Str, count + 1);

    if (table->source)
        return table->source;
    for (size_t i = 0; i < count; i++)
        texts[i] = header_full_name(arena, table->spec, i);
    add_line(&out, &(CsvRecord){.count = count}, texts);
    for (size_t r = 0; r < list->row_count; r++) {
        for (size_t i = 0; i < count; i++)
            texts[i] = list->rows[r].cells[i].unfilled ? words_first(spec_words(table->spec)[WORDS_BLANKS])
                                                       : list->rows[r].cells[i].text;
        add_line(&out, &(CsvRecord){.count = count}, texts);
    }
    return source_from_bytes(arena, diag, buf_str(&out), table->file, (Str){0});
}

static bool is_among(const Str *names, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (name_equal(names[i], name))
            return true;
    return false;
}

Str facts_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *facts, const Str *compared,
                    size_t n)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv csv = csv_read(scratch, scratch, diag, facts);
    WordList numbers = words->lists[WORDS_FACT_NUMBER_COLUMNS];

    for (size_t i = 0; i < csv.count; i++) {
        const CsvRecord *record = &csv.records[i], *header = &csv.records[0];
        Str *texts = ARENA_ARRAY(scratch, Str, record->count);

        for (size_t k = 0; k < record->count; k++) {
            int number = k < header->count ? words_find(numbers, header->fields[k].text) : -1;

            texts[k] = record->fields[k].text;
            if (i > 0 && number == 0)
                texts[k] = words_first(words->lists[WORDS_BLANKS]);
            else if (i > 0 && number > 0)
                texts[k] =
                    is_among(compared, n, texts[0]) ? words_first(words->lists[WORDS_BLANKS]) : (Str){0};
        }
        add_line(&out, record, texts);
    }
    arena_free(scratch);
    return buf_str(&out);
}

// The field of the header that has the name, -1 where none has.
static int column_named(const CsvRecord *header, WordList names, int which)
{
    for (size_t i = 0; i < header->count; i++)
        if (words_find(names, header->fields[i].text) == which)
            return (int)i;
    return -1;
}

static Str field_text(const CsvRecord *record, int field)
{
    return field >= 0 && (size_t)field < record->count ? record->fields[field].text : (Str){0};
}

// The record's fields, as many as `n`.
static CsvField *fields_of(Arena *scratch, const CsvRecord *record, size_t n)
{
    CsvField *fields = ARENA_ARRAY(scratch, CsvField, n + 1);

    for (size_t k = 0; k < n && k < record->count; k++)
        fields[k] = record->fields[k];
    return fields;
}

static Str joined(Arena *scratch, Str remark, Str mark)
{
    return remark.n ? str_print(scratch, "%.*s；%.*s", STR_ARG(remark), STR_ARG(mark)) : mark;
}

Str facts_csv_filled(Arena *arena, Diag *diag, const Words *words, const Source *facts, const Str *names,
                     const Str *values, size_t n)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv csv = csv_read(scratch, scratch, diag, facts);
    const CsvRecord *header = csv.records;
    Str mark = words_first(words->lists[WORDS_FACT_FROM_TEXT]);
    int value = csv.count ? column_named(header, words->lists[WORDS_FACT_NUMBER_COLUMNS], 0) : -1;
    int name = csv.count ? column_named(header, words->lists[WORDS_FACT_NAME_COLUMN], 0) : -1;
    int remark = csv.count ? column_named(header, words->lists[WORDS_FACT_MARK_COLUMN], 0) : -1;
    size_t columns = csv.count ? header->count + (remark < 0) : 0;

    for (size_t i = 0; value >= 0 && name >= 0 && i < csv.count; i++) {
        CsvField *fields = fields_of(scratch, &csv.records[i], columns);
        size_t at = remark < 0 ? columns - 1 : (size_t)remark;

        if (i == 0)
            fields[at].text = words_first(words->lists[WORDS_FACT_MARK_COLUMN]);
        for (size_t k = 0; i > 0 && k < n; k++)
            if (name_equal(fields[name].text, names[k])) {
                fields[value].text = values[k];
                fields[at].text = joined(scratch, fields[at].text, mark);
            }
        add_line(&out, &(CsvRecord){.fields = fields, .count = columns}, NULL);
    }
    arena_free(scratch);
    return buf_str(&out);
}

Str facts_csv_next(Arena *arena, Diag *diag, const Words *words, const Source *facts)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv csv = csv_read(scratch, scratch, diag, facts);
    WordList numbers = words->lists[WORDS_FACT_NUMBER_COLUMNS];
    int value = csv.count ? column_named(&csv.records[0], numbers, 0) : -1;
    int last = csv.count ? column_named(&csv.records[0], numbers, 1) : -1;

    for (size_t i = 0; i < csv.count; i++) {
        size_t n = csv.records[0].count;
        CsvField *fields = fields_of(scratch, &csv.records[i], n);
        Str number = field_text(&csv.records[i], value);

        for (size_t k = 0; i > 0 && k < n; k++) // its number will not be
            if (words_find(words->lists[WORDS_FACT_FROM_TEXT], fields[k].text) >= 0)
                fields[k].text = (Str){0};
        if (last < 0) // no column of last year's yet
            fields[n++].text = i == 0 ? numbers.at[1] : number;
        else if (i > 0)
            fields[last].text = number;
        if (i > 0 && value >= 0)
            fields[value].text = words_first(words->lists[WORDS_BLANKS]);
        add_line(&out, &(CsvRecord){.fields = fields, .count = n}, NULL);
    }
    arena_free(scratch);
    return buf_str(&out);
}

Str columns_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *csv, WordList columns)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv read = csv_read(scratch, scratch, diag, csv);

    for (size_t i = 0; i < read.count; i++) {
        const CsvRecord *record = &read.records[i], *header = &read.records[0];
        CsvField *fields = ARENA_ARRAY(scratch, CsvField, record->count);

        for (size_t k = 0; k < record->count; k++) {
            fields[k] = record->fields[k];
            if (i > 0 && k < header->count && fields[k].text.n && words_end(columns, header->fields[k].text))
                fields[k].text = words_first(words->lists[WORDS_BLANKS]);
        }
        add_line(&out, &(CsvRecord){.fields = fields, .count = record->count}, NULL);
    }
    arena_free(scratch);
    return buf_str(&out);
}

Str any_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *csv)
{
    StrBuf out = {.arena = arena};
    Arena *scratch = arena_new();
    Csv read = csv_read(scratch, scratch, diag, csv);

    if (read.count) {
        add_line(&out, &read.records[0], NULL);
        add_blank_record(&out, words->lists, read.records[0].count);
    }
    arena_free(scratch);
    return buf_str(&out);
}
