// The register's rows as they are written: columns are found by their heads, wherever they stand.
#include "office/internal-office.h"

// Of codes of one kind that all have one length but this, zeros were lost: 1001 among 001001.
#define CODE_LEAST 3

typedef struct RegisterReader {
    Arena *arena;
    Diag *diag;
    Office *office;
    const Table *table;
    int columns[FIELD_COUNT]; // of its one list; -1: it has none
} RegisterReader;

// ---- the file

static bool is_csv(Str name)
{
    return name.n > 4 && name_equal(str_slice(name, name.n - 4, name.n), STR(".csv"));
}

static const Table *read_csv(RegisterReader *reader, Input input, Str name)
{
    Source *source =
        source_read_digested(reader->arena, reader->diag, &reader->office->digest, input, name, (Str){0});

    return source ? table_read_csv(reader->arena, reader->diag, source, &(TableWanted){.name = name}) : NULL;
}

// The first sheet that has a column of codes; else the first that is a table.
static const Table *read_sheets(RegisterReader *reader, Workbook *workbook, Str name)
{
    WordList codes = words_builtin.lists[WORDS_REGISTER_COLUMNS].of[FIELD_DEPARTMENT_CODE];
    size_t n = workbook_sheet_count(workbook);
    const TableWanted wanted = {.name = name, .hidden = HIDDEN_READ};

    for (size_t i = 0; i < n; i++) {
        bool broken, found = false;
        size_t texts;
        const Str *head = workbook_sheet_head(workbook, reader->diag, i, &texts, &broken);

        for (size_t k = 0; k < texts; k++)
            found |= words_find(codes, head[k]) >= 0;
        if (found)
            return table_read_sheet(reader->arena, reader->diag, workbook, i, &wanted);
    }
    return n ? table_read_sheet(reader->arena, reader->diag, workbook, 0, &wanted) : NULL;
}

static const Table *read_workbook(RegisterReader *reader, Input input, Str name)
{
    Workbook *workbook;
    const Table *table = NULL;
    Str bytes;

    if (!source_bytes(reader->arena, reader->diag, input, name, &bytes))
        return NULL;
    digest_add(&reader->office->digest, name, bytes);
    workbook = workbook_from_bytes(reader->arena, reader->diag, bytes, name);
    if (workbook)
        table = read_sheets(reader, workbook, name);
    workbook_release(workbook);
    return table;
}

// ---- its columns

static Str head_of(const Table *table, uint32_t column)
{
    return table->spec->columns[column].path;
}

static Place head_place(const RegisterReader *reader)
{
    return (Place){.file = reader->table->file};
}

static void find_columns(RegisterReader *reader)
{
    WordList heads = words_builtin.lists[WORDS_REGISTER_COLUMNS];
    bool *read = ARENA_ARRAY(reader->arena, bool, reader->table->spec->column_count + 1);
    StrBuf passed = {.arena = reader->arena};

    for (int f = 0; f < FIELD_COUNT; f++) {
        int best = -1;

        reader->columns[f] = -1;
        for (size_t i = 0; i < reader->table->spec->column_count; i++) {
            int word = read[i] ? -1 : words_find(heads.of[f], head_of(reader->table, (uint32_t)i));

            if (word < 0 || (best >= 0 && word >= best))
                continue;
            best = word;
            reader->columns[f] = (int)i;
        }
        if (best < 0)
            continue;
        read[reader->columns[f]] = true;
        if (best > 0)
            diag_report(reader->diag, SEVERITY_NOTE, "register-renamed", head_place(reader), (Str){0},
                        _("the column “%.*s” is read as “%.*s”"),
                        STR_ARG(head_of(reader->table, (uint32_t)reader->columns[f])),
                        STR_ARG(words_first(heads.of[f])));
    }
    for (size_t i = 0; i < reader->table->spec->column_count; i++)
        if (!read[i])
            buf_print(&passed, "%s%.*s", passed.n ? ", " : "", STR_ARG(head_of(reader->table, (uint32_t)i)));
    if (passed.n)
        diag_report(reader->diag, SEVERITY_NOTE, "register-passed", head_place(reader), (Str){0},
                    _("nothing is read from these columns: %.*s"), STR_ARG(buf_str(&passed)));
}

static bool needs(RegisterReader *reader, OfficeField field)
{
    Str name = words_first(words_builtin.lists[WORDS_REGISTER_COLUMNS].of[field]);
    Str *heads, near;

    if (reader->columns[field] >= 0)
        return true;
    heads = ARENA_ARRAY(reader->arena, Str, reader->table->spec->column_count);
    for (size_t i = 0; i < reader->table->spec->column_count; i++)
        heads[i] = head_of(reader->table, (uint32_t)i);
    near = name_nearest(name, heads, reader->table->spec->column_count);
    diag_report(reader->diag, SEVERITY_ERROR, "register-column", head_place(reader),
                near.n ? str_print(reader->arena, _("is it “%.*s”?"), STR_ARG(near)) : (Str){0},
                _("the register has no column “%.*s”"), STR_ARG(name));
    return false;
}

// ---- its rows

static bool read_row(RegisterReader *reader, const Row *row, OfficeDocument *document)
{
    bool filled = false;

    *document = (OfficeDocument){.line = row->line};
    for (int f = 0; f < FIELD_COUNT; f++) {
        const Cell *cell = reader->columns[f] < 0 ? NULL : &row->cells[reader->columns[f]];

        if (!cell)
            continue;
        document->said[f] = str_trim(cell->text);
        document->columns[f] = cell->column;
        document->line = cell->line ? cell->line : document->line;
        filled |= document->said[f].n > 0 && f != FIELD_REMARK;
    }
    return filled;
}

static void read_rows(RegisterReader *reader)
{
    const List *list = &reader->table->lists[0];
    Office *office = reader->office;

    office->documents = ARENA_ARRAY(reader->arena, OfficeDocument, list->row_count);
    for (size_t i = 0; i < list->row_count; i++)
        if (read_row(reader, &list->rows[i], &office->documents[office->document_count]))
            office->document_count++;
}

// ---- zeros that a CSV lost

static bool all_digits(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.n > 0;
}

// The length that codes of a column have, where all but those that may have lost zeros have it.
static size_t usual_length(const Office *office, OfficeField field)
{
    size_t longest = 0;

    for (size_t i = 0; i < office->document_count; i++) {
        Str code = office->documents[i].said[field];

        if (all_digits(code) && code.n > longest)
            longest = code.n;
    }
    return longest;
}

static void find_lost_zeros(RegisterReader *reader, OfficeField field)
{
    const Office *office = reader->office;
    size_t usual = usual_length(office, field);

    for (size_t i = 0; i < office->document_count; i++) {
        const OfficeDocument *document = &office->documents[i];
        Str code = document->said[field];

        // A department has three digits, and its units three more: 1001 was 001001.
        if (!all_digits(code) || (code.n >= usual && code.n % CODE_LEAST == 0) || code.n % CODE_LEAST == 0)
            continue;
        diag_report(
            reader->diag, SEVERITY_ERROR, "register-code", office_said_place(office, document, field),
            str_of(_("format the column as text, and type the codes again; a CSV that WPS saves loses "
                     "the zeros that a code begins with")),
            _("“%.*s” has %zu digits where codes have 3, 6 or 9: was it %.*s%.*s?"), STR_ARG(code), code.n,
            (int)(CODE_LEAST - code.n % CODE_LEAST), "00", STR_ARG(code));
    }
}

bool register_read(Arena *arena, Diag *diag, Office *office)
{
    RegisterReader reader = {.arena = arena, .diag = diag, .office = office};
    Input input = office_input(arena, office, office->register_file);

    if (!input_is_there(input)) {
        diag_report(diag, SEVERITY_ERROR, "register-missing", (Place){.file = office->register_file},
                    str_of(_("gongkai new DIR --office makes an office with a register")),
                    _("the register is not there"));
        return false;
    }
    reader.table = is_csv(office->register_file) ? read_csv(&reader, input, office->register_file)
                                                 : read_workbook(&reader, input, office->register_file);
    if (!reader.table)
        return false;
    office->register_sheet = reader.table->sheet;
    find_columns(&reader);
    if (!needs(&reader, FIELD_DEPARTMENT_CODE) || !needs(&reader, FIELD_DEPARTMENT_NAME))
        return false;
    read_rows(&reader);
    find_lost_zeros(&reader, FIELD_DEPARTMENT_CODE);
    find_lost_zeros(&reader, FIELD_UNIT_CODE);
    return true;
}
