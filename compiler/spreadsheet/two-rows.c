// A CSV whose header has two rows, as a sheet's has: a CSV does not say which cells were merged.
#include "spreadsheet/internal-read.h"

static Str text_at(const CsvRecord *record, size_t field)
{
    return field < record->count ? record->fields[field].text : (Str){0};
}

static bool has_amount(const Reading *reading, const CsvRecord *record)
{
    int decimals;
    bool blank;

    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.n &&
            (amount_of(reading->scratch, record->fields[i].text, (Unit){0}, &decimals, &blank) || blank))
            return true;
    return false;
}

// Whether a group's name stands in the upper row before names in the lower one, where the upper is blank.
static bool are_header(const Reading *reading, const CsvRecord *upper, const CsvRecord *lower)
{
    size_t first, named = 0, below = 0;

    for (size_t i = 0; i < lower->count || i < upper->count; i++) {
        named += text_at(upper, i).n && !text_at(lower, i).n;
        below += text_at(lower, i).n && !text_at(upper, i).n;
        if (str_find(text_at(upper, i), STR("："), 0) > 0 || str_find(text_at(upper, i), STR(":"), 0) > 0)
            return false; // 单位：万元, above the header
    }
    return named > 0 && below > 0 && record_filled(upper, &first) >= 2 && !has_amount(reading, lower);
}

bool header_has_two_rows(const Reading *reading)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    bool above = reading->header > 0 && are_header(reading, header - 1, header) && reading->spec &&
                 record_names_columns(reading, header - 1);

    if (!above && (reading->header + 1 >= reading->csv.count || !are_header(reading, header, header + 1)))
        return false;
    diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", reading_record_place(reading, header),
                str_of(_("save the sheet as .xlsx, which says what is merged; or name each column in one "
                         "record by its path: 基本支出/人员经费")),
                _("the header of “%.*s” has two rows, and a CSV does not say what belongs together"),
                STR_ARG(reading->name));
    return true;
}
