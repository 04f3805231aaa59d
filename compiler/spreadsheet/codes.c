// Codes that a spreadsheet took for numbers.
#include <string.h>

#include "spreadsheet/internal-read.h"

// A department has three digits, a unit under it three more (101001), and so on.
#define UNIT_PIECE 3
#define LEAST_DIGITS 4 // of a code that lost zeros: 1001; a running number has fewer

// 2,010,301.00 is 2010301. What is no whole number stays as it is.
Str table_code_text(Arena *arena, Str text)
{
    StrBuf digits = {.arena = arena};
    size_t at = 0, group = 0;
    bool marked = false;

    if (!text.n || (!memchr(text.at, '.', text.n) && !memchr(text.at, ',', text.n)))
        return text;
    for (; at < text.n && text.at[at] != '.'; at++) {
        bool mark = text.at[at] == ',';

        if (mark ? group < 1 || group > 3 || (marked && group != 3) : text.at[at] < '0' || text.at[at] > '9')
            return text;
        marked |= mark;
        group = mark ? 0 : group + 1;
        if (!mark)
            buf_add_char(&digits, text.at[at]);
    }
    if (group == 0 || (marked && group != 3))
        return text;
    for (at += at < text.n; at < text.n; at++)
        if (text.at[at] != '0')
            return text;
    return buf_str(&digits);
}

static void read_column(const Reading *reading, int column)
{
    for (size_t i = reading->header + 1; column >= 0 && i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];
        CsvField *field = (CsvField *)record->fields + column;

        if ((size_t)column < record->count)
            field->text = table_code_text(reading->arena, field->text);
    }
}

// ---- zeros that are lost

// The first code that may have lost its zeros, where all codes of the column are as if they had: the first
// piece of each has one digit or two.
static const CsvField *shortened(const Reading *reading, size_t column)
{
    const CsvField *first = NULL;
    size_t part = 0;

    for (size_t i = reading->header + 1; i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];
        Str code = column < record->count ? record->fields[column].text : (Str){0};

        if (code.n == 0)
            continue;
        for (size_t k = 0; k < code.n; k++)
            if (code.at[k] < '0' || code.at[k] > '9' || code.at[0] == '0')
                return NULL;
        if (code.n % UNIT_PIECE == 0 || (part && code.n % UNIT_PIECE != part))
            return NULL;
        part = code.n % UNIT_PIECE;
        if (!first && code.n >= LEAST_DIGITS)
            first = &record->fields[column];
    }
    return first;
}

static void report_shortened(const Reading *reading, size_t column)
{
    const CsvField *field = shortened(reading, column);

    if (!field)
        return;
    diag_report(reading->diag, SEVERITY_NOTE, "row-code", reading_place(reading, field),
                str_of(_("if it had zeros, format the column as text and type them again")),
                _("“%.*s” may have been “%.*s%.*s”: a spreadsheet drops the zeros that a number begins with"),
                STR_ARG(field->text), (int)(UNIT_PIECE - field->text.n % UNIT_PIECE), "00",
                STR_ARG(field->text));
}

void codes_read(const Reading *reading, const ColumnMap *map)
{
    const TableSpec *spec = reading->spec;

    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].kind == COLUMN_CODE)
            read_column(reading, map->fields[i]);
    for (size_t l = 0; l < spec->list_count; l++) {
        const CodeFields *codes = &map->codes[l];

        read_column(reading, codes->whole);
        for (int i = 0; i < CODE_PIECES; i++)
            read_column(reading, codes->pieces[i]);
        if (!codes->columns.account && codes->whole >= 0)
            report_shortened(reading, (size_t)codes->whole);
    }
}
