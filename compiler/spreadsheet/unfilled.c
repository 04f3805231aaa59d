// Fields that are still to be filled in (待填写), as a new project's tables have them.
#include <string.h>

#include "spreadsheet/internal-read.h"

static bool is_blank(const CsvRecord *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.n)
            return false;
    return true;
}

// The first texts of the record, which name it: a name; a table and a code.
static Str name_of(const Reading *reading, const CsvRecord *record)
{
    Str names[2];
    size_t n = 0;

    for (size_t i = 0; i < record->count && i < 2; i++)
        if (record->fields[i].text.n)
            names[n++] = record->fields[i].text;
    return str_join(reading->scratch, names, n, STR(" "));
}

static Str column_of(const Reading *reading, size_t field)
{
    const CsvRecord *header = &reading->csv.records[reading->header];

    return field < header->count ? header->fields[field].text : (Str){0};
}

// What remains of the record tells whether it is a line for the whole table, or a cell of a row.
static void report(const Reading *reading, const CsvRecord *record, size_t field)
{
    Place place = reading_place(reading, &record->fields[field]);

    if (is_blank(record))
        diag_report(reading->diag, SEVERITY_ERROR, "placeholder", place,
                    str_of(_("then delete this line; of a table that has no data leave the header alone")),
                    _("still to be filled in: %.*s"), STR_ARG(reading->name));
    else
        diag_report(reading->diag, SEVERITY_ERROR, "placeholder", place, (Str){0},
                    _("still to be filled in: %.*s, %.*s, %.*s"), STR_ARG(reading->name),
                    STR_ARG(name_of(reading, record)), STR_ARG(column_of(reading, field)));
}

// Takes them out of a copy of the record's fields. False where nothing else stands in it: it is no row.
static bool take(Reading *reading, CsvRecord *record)
{
    CsvField *fields = ARENA_ARRAY(reading->scratch, CsvField, record->count);

    memcpy(fields, record->fields, record->count * sizeof *fields);
    record->fields = fields;
    for (size_t i = 0; i < record->count; i++)
        if (words_in(reading->words[WORDS_BLANKS], fields[i].text)) {
            fields[i].unfilled = true;
            fields[i].text = (Str){0};
        }
    for (size_t i = 0; i < record->count; i++)
        if (fields[i].unfilled) {
            report(reading, record, i);
            reading->unfilled++;
        }
    return !is_blank(record);
}

static bool is_unfilled(const Reading *reading, const CsvRecord *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.n && words_in(reading->words[WORDS_BLANKS], record->fields[i].text))
            return true;
    return false;
}

void unfilled_take(Reading *reading)
{
    CsvRecord *records = reading->csv.records;
    size_t kept = reading->header + 1;

    for (size_t i = kept; i < reading->csv.count; i++)
        if (!is_unfilled(reading, &records[i]) || take(reading, &records[i]))
            records[kept++] = records[i];
    if (reading->unfilled)
        reading->csv.count = kept;
}
