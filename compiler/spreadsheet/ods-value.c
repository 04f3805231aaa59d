// The value that a cell's tag stores (OpenDocument 1.3 part 3, 19.385).
#include <string.h>

#include "spreadsheet/internal-ods.h"

// 2023-02-10T09:00:00, of which what the format shows.
static Str date_text(Arena *arena, Str value, CellFormat format)
{
    ptrdiff_t t = str_find_char(value, 'T', 0);
    Str day = str_slice(value, 0, t < 0 ? value.n : (size_t)t);
    Str clock = t < 0 ? (Str){0} : str_slice(value, (size_t)t + 1, (size_t)t + 6);
    bool shown = format.kind == FORMAT_DATE;

    if (shown && !format.day && format.year && day.n == 10)
        day = str_slice(day, 0, 7);
    if (clock.n == 0 || (shown ? !format.time : str_equal(clock, STR("00:00"))))
        return str_copy(arena, day);
    if (shown && !format.year && !format.day)
        return str_copy(arena, clock);
    return str_print(arena, "%.*s %.*s", STR_ARG(day), STR_ARG(clock));
}

// PT09H30M00S
static Str time_text(Arena *arena, Str value)
{
    unsigned parts[2] = {0, 0}, number = 0;

    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] >= '0' && value.at[i] <= '9') {
            number = number < 100000 ? number * 10 + (unsigned)(value.at[i] - '0') : number;
            continue;
        }
        if (value.at[i] == 'H' || value.at[i] == 'M')
            parts[value.at[i] == 'M'] = number;
        number = 0;
    }
    return str_print(arena, "%02u:%02u", parts[0], parts[1]);
}

Str ods_value(Arena *arena, const XmlTag *tag, CellFormat format)
{
    Str type = xml_attribute(tag, "value-type");

    if (str_equal(type, STR("date")))
        return date_text(arena, xml_attribute(tag, "date-value"), format);
    if (str_equal(type, STR("time")))
        return time_text(arena, xml_attribute(tag, "time-value"));
    if (str_equal(type, STR("boolean")))
        return str_equal(xml_attribute(tag, "boolean-value"), STR("true")) ? STR("TRUE") : STR("FALSE");
    if (str_equal(type, STR("string")))
        return str_copy(arena, xml_attribute(tag, "string-value"));
    if (str_equal(type, STR("percentage")))
        format.kind = FORMAT_PERCENT;
    else if (format.kind == FORMAT_DATE || format.kind == FORMAT_PERCENT)
        format.kind = FORMAT_PLAIN;
    return sheet_format_number(arena, xml_attribute(tag, "value"), format, false);
}
