// A sheet as a form that is handed out: what stands above its header, its columns, the rows that it has
// printed and its notes, whatever the table is.
#include "spreadsheet/internal-sheet.h"

static const Str *texts_above(const Reading *reading, Arena *arena, size_t *n)
{
    VEC(Str) texts = {0};

    for (size_t i = 0; i < reading->header; i++)
        for (size_t k = 0; k < reading->csv.records[i].count; k++)
            if (reading->csv.records[i].fields[k].text.n)
                *vec_push(arena, &texts) = str_copy(arena, reading->csv.records[i].fields[k].text);
    *n = texts.n;
    return texts.at;
}

static void take_columns(const Reading *reading, Form *form, Arena *arena)
{
    const CsvRecord *header = &reading->csv.records[reading->header];

    form->columns = ARENA_ARRAY(arena, Str, header->count + 1);
    for (size_t i = 0; i < header->count; i++)
        form->columns[i] = str_copy(arena, header->fields[i].text);
    form->column_count = header->count;
}

static void take_rows(Reading *reading, Form *form, Arena *arena)
{
    size_t first = reading->header + 1;

    form->numbered = first < reading->csv.count && record_is_numbering(reading, &reading->csv.records[first]);
    body_sort(reading);
    first += form->numbered;
    form->rows = ARENA_ARRAY(arena, Str *, reading->csv.count + 1);
    for (size_t i = first; i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];
        Str *row = ARENA_ARRAY(arena, Str, form->column_count + 1);

        for (size_t k = 0; k < record->count && k < form->column_count; k++)
            row[k] = str_copy(arena, record->fields[k].text);
        form->rows[form->row_count++] = row;
    }
}

// A note goes on in the lines without a label below it: 2．本表……
static void take_notes(const Reading *reading, Form *form, Arena *arena)
{
    form->notes = ARENA_ARRAY(arena, Str, reading->notes.n + 1);
    for (size_t i = 0; i < reading->notes.n; i++) {
        Str text = str_trim(reading->notes.at[i].text);

        if (reading->note_lines.at[i] != LINE_NOTE)
            continue;
        if (form->note_count == 0 || text_is_note(reading->words[WORDS_NOTE_LABELS], text)) {
            form->notes[form->note_count++] = str_copy(arena, text);
        } else {
            Str *note = &form->notes[form->note_count - 1];

            *note = str_print(arena, "%.*s\n%.*s", STR_ARG(*note), STR_ARG(text));
        }
    }
}

static size_t columns_with_cells(const Sheet *sheet, const SheetRange *columns)
{
    size_t n = 0;

    for (uint32_t column = columns->left; column <= columns->right && column <= sheet->width; column++)
        for (size_t i = 0; i < sheet->cells.n; i++)
            if (sheet->cells.at[i].column == column && sheet->cells.at[i].text.n) {
                n++;
                break;
            }
    return n;
}

static const Form *form_of(Arena *arena, Diag *diag, Str file, const Sheet *sheet)
{
    Reading reading = {.arena = arena,
                       .diag = diag,
                       .file = file,
                       .words = words_builtin.lists,
                       .name = sheet->name,
                       .sheet = sheet->name,
                       .hidden = HIDDEN_READ};
    Form *form = NULL;

    reading.scratch = arena_new();
    if (sheet->rows.n && sheet_fits(&reading, sheet) && sheet_records(&reading, sheet)) {
        form = ARENA_NEW(arena, Form);
        form->above = texts_above(&reading, arena, &form->above_count);
        take_columns(&reading, form, arena);
        take_rows(&reading, form, arena);
        take_notes(&reading, form, arena);
        form->hidden = sheet->hidden_rows.n;
        for (size_t i = 0; i < sheet->hidden_columns.n; i++)
            form->hidden += columns_with_cells(sheet, &sheet->hidden_columns.at[i]);
    }
    arena_free(reading.scratch);
    return form;
}

// ---- several tables on one sheet, below each other

#define MOST_ABOVE 4 // rows between a table's title and its header

static Str only_text(const Sheet *sheet, const SheetRow *row)
{
    return row->count == 1 ? str_trim(sheet->cells.at[row->first].text) : (Str){0};
}

static bool has_han(Str text)
{
    for (size_t i = 0; i < text.n;)
        if (char_is_han(utf8_next(text, &i)))
            return true;
    return false;
}

// A row of two texts or more and no number: a header, in a form.
static bool may_be_header(const Sheet *sheet, const SheetRow *row)
{
    for (size_t i = row->first; i < row->first + row->count; i++)
        if (!has_han(sheet->cells.at[i].text))
            return false;
    return row->count >= 2;
}

static bool same_row(const Sheet *sheet, const SheetRow *a, const SheetRow *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = name_equal(sheet->cells.at[a->first + i].text, sheet->cells.at[b->first + i].text);
    return same;
}

// The row of the next header after a title or label at row `at`; the number of rows where there is none.
static size_t header_below(const Sheet *sheet, size_t at)
{
    for (size_t i = at + 1; i < sheet->rows.n && i <= at + MOST_ABOVE; i++) {
        const SheetRow *row = &sheet->rows.at[i];

        if (row->row != sheet->rows.at[i - 1].row + 1)
            break;
        // 单位：万元 may stand beside the department's name.
        if (may_be_header(sheet, row) &&
            str_find(sheet->cells.at[row->first + row->count - 1].text, STR("："), 0) < 0)
            return i;
    }
    return sheet->rows.n;
}

// A header whose first column names rows: 项目, 科目编码, 单位名称.
static bool names_rows(const Sheet *sheet, const SheetRow *row)
{
    const WordList *words = words_builtin.lists;
    Str name = str_trim(sheet->cells.at[row->first].text);

    return words_find(words[WORDS_ROW_NAME_COLUMNS], name) >= 0 ||
           words_end(words[WORDS_ROW_NAME_ENDS], name) || words_end(words[WORDS_CODE_COLUMNS], name) ||
           words_find(words[WORDS_NUMBER_COLUMNS], name) >= 0;
}

// Whether a title of other words than a table's stands over the header at row `below`: alone in the first
// column, and that header names rows.
static bool is_other_title(const Sheet *sheet, size_t at, size_t below)
{
    const SheetRow *row = &sheet->rows.at[at], *header = &sheet->rows.at[below];
    Str text = only_text(sheet, row);

    // Nothing but its unit may stand between.
    if (below > at + 2 || (below == at + 2 && only_text(sheet, &sheet->rows.at[at + 1]).n == 0) ||
        (below == at + 2 && str_find(only_text(sheet, &sheet->rows.at[at + 1]), STR("："), 0) < 0))
        return false;
    return has_han(text) && !text_is_note(words_builtin.lists[WORDS_NOTE_LABELS], text) &&
           str_find(text, STR("："), 0) < 0 &&
           sheet->cells.at[row->first].column <= sheet->cells.at[header->first].column &&
           names_rows(sheet, header);
}

// Whether a table's title stands alone in a row, or its label does. below: the row of its header.
static bool begins_table(const Sheet *sheet, size_t at, size_t below)
{
    const WordList *words = words_builtin.lists;
    Str text = only_text(sheet, &sheet->rows.at[at]);
    size_t label = words_begin(words[WORDS_TABLE_NUMBER_BEFORE], text);

    label = label ? label : words_begin(words[WORDS_FORM_LABELS], text);
    return words_end(words[WORDS_TABLE_KINDS], text) || is_other_title(sheet, at, below) ||
           (label && label < text.n && char_digit((unsigned char)text.at[label]) >= 0);
}

// Where the table after the one that begins at row `from` begins; the number of rows where none does.
static size_t next_table(const Sheet *sheet, size_t from)
{
    size_t header = from, at;

    while (header < sheet->rows.n && !may_be_header(sheet, &sheet->rows.at[header]))
        header++;
    for (at = header + 1; at < sheet->rows.n; at++) {
        size_t below = header_below(sheet, at);

        if (below == sheet->rows.n || !begins_table(sheet, at, below))
            continue;
        // The same header again is the next page's.
        for (size_t i = from; i < at && below < sheet->rows.n; i++)
            below = same_row(sheet, &sheet->rows.at[i], &sheet->rows.at[below]) ? sheet->rows.n : below;
        if (below < sheet->rows.n)
            return at;
    }
    return sheet->rows.n;
}

// The rows from..to of a sheet as one of its own.
static Sheet part_of(Arena *arena, const Sheet *sheet, size_t from, size_t to)
{
    Sheet part = {.name = sheet->name, .loaded = true, .arena = arena};
    uint32_t top = sheet->rows.at[from].row, bottom = sheet->rows.at[to - 1].row;

    for (size_t i = from; i < to; i++) {
        SheetRow row = sheet->rows.at[i];

        row.first = part.cells.n;
        *vec_push(arena, &part.rows) = row;
        for (size_t k = 0; k < row.count; k++) {
            const SheetCell *cell = &sheet->cells.at[sheet->rows.at[i].first + k];

            *vec_push(arena, &part.cells) = *cell;
            part.width = cell->column > part.width ? cell->column : part.width;
        }
    }
    for (size_t i = 0; i < sheet->merges.n; i++)
        if (sheet->merges.at[i].top >= top && sheet->merges.at[i].bottom <= bottom)
            *vec_push(arena, &part.merges) = sheet->merges.at[i];
    for (size_t i = 0; i < sheet->hidden_rows.n; i++)
        if (sheet->hidden_rows.at[i] >= top && sheet->hidden_rows.at[i] <= bottom)
            *vec_push(arena, &part.hidden_rows) = sheet->hidden_rows.at[i];
    for (size_t i = 0; i < sheet->hidden_columns.n; i++)
        *vec_push(arena, &part.hidden_columns) = sheet->hidden_columns.at[i];
    return part;
}

static Forms forms_of(Arena *arena, Diag *diag, Str file, const Sheet *sheet)
{
    Forms forms = {0};

    for (size_t from = 0; from < sheet->rows.n;) {
        size_t to = next_table(sheet, from);
        Sheet part = part_of(arena, sheet, from, to);
        const Form *form = form_of(arena, diag, file, &part);

        if (form)
            *vec_push(arena, &forms) = form;
        from = to;
    }
    return forms;
}

Forms workbook_sheet_forms(Arena *arena, Diag *diag, Workbook *workbook, size_t number)
{
    if (!sheet_load(workbook, diag, number))
        return (Forms){0};
    return forms_of(arena, diag, workbook->file, &workbook->sheets.at[number]);
}

// ---- tables of documents

static void add_cell(Arena *arena, Sheet *sheet, const FormCell *cell)
{
    uint32_t rows = cell->rows ? cell->rows : 1, columns = cell->columns ? cell->columns : 1;

    if (rows > 1 || columns > 1)
        *vec_push(arena, &sheet->merges) =
            (SheetRange){cell->row, cell->column, cell->row + rows - 1, cell->column + columns - 1};
    if (cell->column + columns - 1 > sheet->width)
        sheet->width = cell->column + columns - 1;
    if (str_trim(cell->text).n == 0)
        return;
    if (sheet->rows.n == 0 || vec_last(&sheet->rows)->row != cell->row)
        *vec_push(arena, &sheet->rows) = (SheetRow){.row = cell->row, .first = sheet->cells.n};
    *vec_push(arena, &sheet->cells) =
        (SheetCell){.row = cell->row, .column = cell->column, .text = cell->text};
    vec_last(&sheet->rows)->count++;
}

Forms forms_of_cells(Arena *arena, Diag *diag, Str name, const FormCell *cells, size_t n)
{
    Sheet sheet = {.name = name, .loaded = true, .arena = arena};

    for (size_t i = 0; i < n; i++)
        add_cell(arena, &sheet, &cells[i]);
    return forms_of(arena, diag, name, &sheet);
}
