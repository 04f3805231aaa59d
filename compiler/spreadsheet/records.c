// What a record is, and where it stands.
#include <stdio.h>

#include "spreadsheet/internal-read.h"

// ---- places

Place reading_place(const Reading *reading, const CsvField *field)
{
    if (reading->source)
        return csv_place(reading->source, field);
    return (Place){.file = reading->file, .cell = field->cell};
}

Place reading_record_place(const Reading *reading, const CsvRecord *record)
{
    Place place = {.file = reading->file, .line = record->line};
    size_t first = 0;

    if (reading->source) {
        place.text = source_line(reading->source, record->line);
        return place;
    }
    while (first + 1 < record->count && record->fields[first].text.n == 0)
        first++;
    return reading_place(reading, &record->fields[first]);
}

// ---- what a record is

size_t record_filled(const CsvRecord *record, size_t *first)
{
    size_t count = 0;

    *first = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (record->fields[i].text.n == 0)
            continue;
        if (count++ == 0)
            *first = i;
    }
    return count;
}

bool record_is_note(const CsvRecord *record)
{
    size_t first;

    if (record_filled(record, &first) != 1)
        return false;
    return str_starts(record->fields[first].text, STR("注：")) ||
           str_starts(record->fields[first].text, STR("注:"));
}

bool text_is_one_of(Str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(text, str_of(words[i])))
            return true;
    return false;
}

// 栏次 | 1 | 2, or as systems export it: 甲 | 乙 | 1 | 2, ** | ** | 1 | 2, or the numbers alone beside a
// blank name or over columns that are all amounts.
bool record_is_numbering(const CsvRecord *record)
{
    static const char *const marks[] = {"行次", "甲", "乙", "丙", "丁", "**", "*"};
    bool marked = record->count > 0 && record->fields[0].text.n == 0;
    char digits[16];
    int count = 0;

    for (size_t i = 0; i < record->count; i++)
        if (name_equal(record->fields[i].text, STR("栏次")))
            return true;
    for (size_t i = 0; i < record->count; i++) {
        Str text = record->fields[i].text;

        snprintf(digits, sizeof digits, "%d", count + 1);
        if (text_is_one_of(text, marks, sizeof marks / sizeof marks[0]))
            marked = true;
        else if (text.n && str_equal(text, str_of(digits)))
            count++;
        else if (text.n)
            return false;
    }
    return count >= 2 && (marked || count >= 6);
}
