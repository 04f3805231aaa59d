// A CSV whose fields are parted by another mark than the comma: one finding in place of one a line.
#include "spreadsheet/internal-read.h"

#define MOST_LOOKED_AT 40 // records; a file is parted by one mark

typedef struct Separator {
    Str mark;
    const char *name;
} Separator;

// What spreadsheets of other settings write, and what a Chinese input method types.
static const Separator separators[] = {{{";", 1}, N_("semicolons (;)")},
                                       {{"\t", 1}, N_("tabs")},
                                       {{"，", 3}, N_("full-width commas (，)")},
                                       {{"；", 3}, N_("full-width semicolons (；)")},
                                       {{"|", 1}, N_("bars (|)")}};

static bool has_mark(const CsvRecord *record, Str mark)
{
    for (size_t i = 0; i < record->count; i++)
        if (str_find(record->fields[i].text, mark, 0) >= 0)
            return true;
    return false;
}

// The first record that the mark would part and a comma does not, and the mark in most of those after it. A
// text below records that commas part is a note.
static const CsvRecord *parted_by(const Reading *reading, Str mark)
{
    const CsvRecord *first = NULL;
    size_t after = 0, parted = 0;

    for (size_t i = 0; i < reading->csv.count && i < MOST_LOOKED_AT; i++) {
        const CsvRecord *record = &reading->csv.records[i];

        if (!first && record->count > 2)
            return NULL;
        if (!first && record->count == 1 && has_mark(record, mark)) {
            first = record;
        } else if (first) {
            after++;
            parted += has_mark(record, mark);
        }
    }
    return parted * 2 >= after ? first : NULL;
}

bool separator_is_other(const Reading *reading)
{
    for (size_t i = 0; reading->source && i < sizeof separators / sizeof separators[0]; i++) {
        const CsvRecord *record = parted_by(reading, separators[i].mark);

        if (!record)
            continue;
        diag_report(reading->diag, SEVERITY_ERROR, "csv-separator", reading_record_place(reading, record),
                    str_of(_("in WPS or Excel save it as CSV UTF-8 with commas, or as .xlsx, which has no "
                             "separators; or put a comma in place of each")),
                    _("the fields of this file are parted by %s, not by commas"), _(separators[i].name));
        return true;
    }
    return false;
}
