// Facts that 其他数据 asks for and the document states. The document is read once over a project in which
// each of them has a value that no document has: an amount whose own words mean that cell states it. One that
// is told with two values is not taken.
#include <string.h>

#include "convert/internal-convert.h"
#include "spreadsheet/spreadsheet.h"

#define NO_VALUE 48151623 // no amount is taken for a cell by having it

static bool is_asked(const Cell *cell)
{
    return cell->unfilled || (cell->kind != CELL_AMOUNT && cell->text.n == 0);
}

static Facts *facts_find(Convert *convert)
{
    Arena *arena = convert->arena;
    const Table *table = book_other_data(&convert->project->book);
    WordList numbers = convert->project->template->words->lists[WORDS_FACT_NUMBER_COLUMNS];
    Facts *facts = ARENA_NEW(arena, Facts);
    bool any = false;

    if (!table || (facts->value = table_find_column(table, 0, numbers.at[0], NULL)) < 0)
        return NULL;
    facts->asked = ARENA_ARRAY(arena, bool, table->lists[0].row_count + 1);
    for (size_t r = 0; r < table->lists[0].row_count; r++) {
        const Row *row = &table->lists[0].rows[r];

        facts->asked[r] = row->unit.kind != UNIT_NONE && is_asked(&row->cells[facts->value]);
        any = any || facts->asked[r];
    }
    return any ? facts : NULL;
}

// ---- the project with values

// The project with `values`, one a row; NULL: the row keeps what it has.
static const Project *project_with(Convert *convert, const Facts *facts, const Stated *const *values,
                                   const Table **made)
{
    Arena *arena = convert->arena;
    const Table *old = book_other_data(&convert->project->book);
    Project *project = ARENA_NEW(arena, Project);
    Table *table = ARENA_NEW(arena, Table);
    List *list = ARENA_NEW(arena, List);

    *project = *convert->project;
    *table = *old;
    *list = old->lists[0];
    table->lists = list;
    list->rows = ARENA_ARRAY(arena, Row, list->row_count + 1);
    for (size_t r = 0; r < list->row_count; r++) {
        Row *row = &list->rows[r];
        Cell *cells = ARENA_ARRAY(arena, Cell, list->spec->count);

        *row = old->lists[0].rows[r];
        memcpy(cells, row->cells, (size_t)list->spec->count * sizeof *cells);
        if (values[r]) {
            cells[facts->value].kind = CELL_AMOUNT;
            cells[facts->value].unfilled = false;
            cells[facts->value].stored = values[r]->value;
            cells[facts->value].text = values[r]->text;
            cells[facts->value].decimals = values[r]->decimals;
            row->cells = cells;
        }
    }
    project->book.tables = ARENA_ARRAY(arena, Table *, project->book.table_count);
    for (size_t i = 0; i < project->book.table_count; i++)
        project->book.tables[i] =
            convert->project->book.tables[i] == old ? table : convert->project->book.tables[i];
    *made = table;
    return project;
}

// ---- what the document states

static Facts *facts_read(Convert *convert, Facts *facts)
{
    Arena *arena = convert->arena;
    size_t rows = book_other_data(&convert->project->book)->lists[0].row_count;
    Stated none = {.value = number_from_int(arena, NO_VALUE), .text = STR("?")};
    const Stated **values = ARENA_ARRAY(arena, const Stated *, rows + 1);
    Diag *unheard = diag_new();
    Convert reading = *convert;
    ConvertedSections sections = {0};

    for (size_t r = 0; r < rows; r++)
        values[r] = facts->asked[r] ? &none : NULL;
    reading.diag = unheard;
    reading.facts = facts;
    reading.project = project_with(convert, facts, values, &facts->table);
    begin_read(&reading);
    sections_write(&reading, &sections);
    diag_free(unheard);
    return facts;
}

// ---- what is taken

static void report_two(Convert *convert, const Stated *one, const Stated *other)
{
    diag_report(convert->diag, SEVERITY_WARNING, "convert-fact", other->place,
                str_of(_("fill it in by hand")),
                _("the text has both %.*s and %.*s for %.*s of 其他数据: neither is taken"),
                STR_ARG(one->text), STR_ARG(other->text), STR_ARG(one->name));
}

// What a row is stated to be, the first time that it is; NULL: nowhere, or with two values.
static const Stated *stated_of(Convert *convert, const Facts *facts, size_t row)
{
    const Stated *first = NULL;

    for (size_t i = 0; i < facts->stated.n; i++) {
        const Stated *one = &facts->stated.at[i];

        if (one->row != row)
            continue;
        if (first && !mpq_equal(first->value, one->value)) {
            report_two(convert, first, one);
            return NULL;
        }
        first = first ? first : one;
    }
    return first;
}

// False where the file is not laid out so that they can be written into it. Those of a workbook, which stays
// as it is, go into a CSV beside the project's tables, for the author to put in its place.
static bool file_add(Convert *convert)
{
    Arena *arena = convert->arena;
    const Table *table = book_other_data(&convert->project->book);
    Str *names = ARENA_ARRAY(arena, Str, convert->stated.n + 1);
    Str *values = ARENA_ARRAY(arena, Str, convert->stated.n + 1), bytes;

    for (size_t i = 0; i < convert->stated.n; i++) {
        names[i] = table->lists[0].rows[convert->stated.at[i].row].shown;
        values[i] = convert->stated.at[i].text;
    }
    bytes = facts_csv_filled(arena, convert->trial, convert->project->template->words,
                             table_as_csv(arena, convert->trial, table), names, values, convert->stated.n);
    if (bytes.n == 0)
        return false;
    if (!table->source)
        diag_report(convert->diag, SEVERITY_WARNING, "convert-fact", (Place){.file = table->file},
                    str_of(_("move that file to tables/, and take the sheet out of the workbook")),
                    _("“%.*s” stands in a workbook: what the text tells of it is in %.*s.csv beside tables/"),
                    STR_ARG(table->spec->name), STR_ARG(table->spec->name));
    *vec_push(arena, &convert->files) = (ConvertedFile){
        table->source ? table->file : str_print(arena, "%.*s.csv", STR_ARG(table->spec->name)), bytes,
        .replaces = table->source != NULL, .facts = true};
    return true;
}

void facts_take(Convert *convert)
{
    Facts *facts = facts_find(convert);
    const Table *table;
    const Stated **values;
    size_t rows;

    if (!facts)
        return;
    facts_read(convert, facts);
    rows = facts->table->lists[0].row_count;
    values = ARENA_ARRAY(convert->arena, const Stated *, rows + 1);
    for (size_t r = 0; r < rows; r++)
        if (facts->asked[r] && (values[r] = stated_of(convert, facts, r)))
            *vec_push(convert->arena, &convert->stated) = *values[r];
    if (convert->stated.n && file_add(convert))
        convert->project = project_with(convert, facts, values, &table);
    else
        convert->stated.n = 0;
}
