// Which record names the columns.
#include "spreadsheet/internal-read.h"
// A title, a unit line and a few notes at most stand above a table's header.
#define MOST_PREFACE 10
// Far past the widest statutory table, which has some thirty; matching compares every field with every
// column.
#define MOST_COLUMNS 1000

static size_t known_fields(const Reading *reading, const HeaderNames *names, const CsvRecord *record)
{
    size_t known = 0;

    for (size_t i = 0; i < record->count && i < MOST_COLUMNS; i++) {
        Str fold = header_fold(reading->scratch, names, record->fields[i].text);

        for (size_t j = 0; j < reading->spec->column_count; j++) {
            if (header_names_column(names, j, fold) == 0)
                continue;
            known++;
            break;
        }
    }
    return known;
}

bool record_names_columns(const Reading *reading, const CsvRecord *record)
{
    HeaderNames names = header_names_new(reading->scratch, reading->spec);

    return known_fields(reading, &names, record) > 0;
}

static bool find_by_columns(Reading *reading)
{
    HeaderNames names = header_names_new(reading->scratch, reading->spec);
    // A row may hold one such word by chance: 合计 is the name of a row, too.
    size_t least = reading->spec->column_count > 2 ? 2 : 1, most = least - 1;
    Place place;

    for (size_t i = 0; i < reading->csv.count && i <= MOST_PREFACE; i++) {
        size_t known;

        if (reading->csv.records[i].count <= most) // as after a header whose every field is known
            continue;
        known = known_fields(reading, &names, &reading->csv.records[i]);
        if (known <= most)
            continue;
        most = known;
        reading->header = i;
    }
    if (most >= least)
        return true;
    place = reading_place(reading, reading->csv.records[0].fields);
    diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", place, header_hint(reading),
                _("no record names columns of “%.*s”"), STR_ARG(reading->name));
    return false;
}

static Str *texts_of(Arena *arena, const CsvRecord *record)
{
    Str *texts = ARENA_ARRAY(arena, Str, record->count);

    for (size_t i = 0; i < record->count; i++)
        texts[i] = record->fields[i].text;
    return texts;
}

static bool is_preface(const Reading *reading, size_t at)
{
    const CsvRecord *record = &reading->csv.records[at], *next = record;
    size_t first;

    for (size_t i = at + 1; i < reading->csv.count && next == record; i++)
        if (record_filled(&reading->csv.records[i], &first) >= 2)
            next = &reading->csv.records[i];
    return line_is_preface(reading->words, reading->scratch, texts_of(reading->scratch, record),
                           record->count, texts_of(reading->scratch, next), next == record ? 0 : next->count);
}

// A title, unit line or note has one field that is filled, where the table has more, or labels.
static bool find_by_shape(Reading *reading)
{
    for (size_t i = 0; i < reading->csv.count && i <= MOST_PREFACE; i++) {
        if (is_preface(reading, i))
            continue;
        reading->header = i;
        return true;
    }
    reading->header = 0;
    return true;
}

bool header_find(Reading *reading)
{
    const CsvRecord *header;

    if (reading->csv.count == 0) {
        Place place = {.file = reading->file};
        Str hint = reading->spec ? header_hint(reading) : str_of(_("the first record names the columns"));

        diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", place, hint,
                    _("“%.*s” has no header record"), STR_ARG(reading->name));
        return false;
    }
    if (separator_is_other(reading))
        return false;
    if (!(reading->spec ? find_by_columns(reading) : find_by_shape(reading)))
        return false;
    header = &reading->csv.records[reading->header];
    if (header->count <= MOST_COLUMNS)
        return true;
    diag_report(reading->diag, SEVERITY_ERROR, "table-too-large", reading_record_place(reading, header),
                str_of(_("split the table")), _("the header has %zu fields, more than the %d that are read"),
                header->count, MOST_COLUMNS);
    return false;
}
