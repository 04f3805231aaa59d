// What a record is, and where it stands.
#include "spreadsheet/internal-read.h"

// ---- places

Str reading_cell_name(const Reading *reading, const CsvField *field)
{
    if (reading->source)
        return (Str){0};
    return sheet_cell_name(reading->arena, reading->sheet, field->line, field->column);
}

Place reading_place(const Reading *reading, const CsvField *field)
{
    if (reading->source)
        return csv_place(reading->source, field);
    return (Place){
        .file = reading->file, .sheet = reading->sheet, .line = field->line, .column = field->column};
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

// ---- codes in names

// 201, 20137, 2013701: 类, 款 or 项, in brackets or before a dash, a blank or the name.
Str code_in_name(Str name, Str *rest)
{
    size_t at = 0, from, to;
    bool bracket = name.n && char_is_in(utf8_next(name, &at), "[【（(［〔");

    from = to = bracket ? at : 0;
    while (to < name.n && name.at[to] >= '0' && name.at[to] <= '9')
        to++;
    *rest = name;
    if (table_code_level(str_slice(name, from, to)) < 0)
        return (Str){0};
    at = to;
    if (bracket && (at >= name.n || !char_is_in(utf8_next(name, &at), "]】）)］〕")))
        return (Str){0};
    for (size_t next = at; next < name.n;) {
        uint32_t code = utf8_next(name, &next);

        if (!char_is_blank(code) && !char_is_in(code, "-－—–_"))
            break;
        at = next;
    }
    if (at >= name.n || !char_is_han(utf8_next(name, &(size_t){at})))
        return (Str){0};
    *rest = str_slice(name, at, name.n);
    return str_slice(name, from, to);
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

bool text_is_note(WordList labels, Str text)
{
    size_t at = words_begin(labels, text);

    while (at > 0 && at < text.n) {
        uint32_t code = utf8_next(text, &at);

        if (char_is_in(code, ":："))
            return true;
        if (char_digit(code) < 0 && !char_is_blank(code))
            break;
    }
    return false;
}

bool record_is_note(const Reading *reading, const CsvRecord *record)
{
    size_t first;

    return record_filled(record, &first) == 1 &&
           text_is_note(reading->words[WORDS_NOTE_LABELS], record->fields[first].text);
}

// Whether a text is a number as a column is numbered with it.
static bool is_number(Str text, int number)
{
    int value = 0;

    for (size_t i = 0; i < text.n && value <= number; i++) {
        if (text.at[i] < (i ? '0' : '1') || text.at[i] > '9')
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    return value == number;
}

// 栏次 | 1 | 2, or as systems export it: 甲 | 乙 | 1 | 2, ** | ** | 1 | 2, or the numbers alone beside a
// blank name or over columns that are all amounts.
bool record_is_numbering(const Reading *reading, const CsvRecord *record)
{
    bool marked = record->count > 0 && record->fields[0].text.n == 0;
    int count = 0;

    for (size_t i = 0; i < record->count; i++)
        if (words_find(reading->words[WORDS_COLUMN_NUMBERS], record->fields[i].text) >= 0)
            return true;
    for (size_t i = 0; i < record->count; i++) {
        Str text = record->fields[i].text;

        if (words_find(reading->words[WORDS_COLUMN_MARKS], text) >= 0 && (marked || count == 0))
            marked = true; // 1 | 甲 | 2 is a row of the table
        else if (is_number(text, count + 1))
            count++;
        else if (text.n)
            return false;
    }
    return count >= 2 && (marked || count >= 6);
}
