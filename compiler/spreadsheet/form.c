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
    }
    arena_free(reading.scratch);
    return form;
}

const Form *workbook_sheet_form(Arena *arena, Diag *diag, Workbook *workbook, size_t number)
{
    if (!sheet_load(workbook, diag, number))
        return NULL;
    return form_of(arena, diag, workbook->file, &workbook->sheets.at[number]);
}

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

const Form *form_of_cells(Arena *arena, Diag *diag, Str name, const FormCell *cells, size_t n)
{
    Sheet sheet = {.name = name, .loaded = true, .arena = arena};

    for (size_t i = 0; i < n; i++)
        add_cell(arena, &sheet, &cells[i]);
    return form_of(arena, diag, name, &sheet);
}
