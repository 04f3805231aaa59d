// What every back end prints alike: headings as they are listed, and what stands around a table.
#include <stdlib.h>
#include <string.h>

#include "document/internal-build.h"
#include "text/text.h"

Str number_before_text(Arena *arena, Str number)
{
    size_t after;
    static const char *const closed[] = {"、", "）", ")", ".", "．", "：", ":"};

    if (number.n && text_circled_at(number, 0, &after))
        return number;
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if (number.n == 0 || str_ends(number, str_of(closed[i])))
            return number;
    return str_print(arena, "%.*s　", STR_ARG(number));
}

Str node_heading_label(Arena *arena, const Node *heading)
{
    Str text = node_plain_text(arena, heading);
    Str number = number_before_text(arena, heading->number);

    text = heading->kind == NODE_RUN_IN ? text_name(text) : str_trim(text);
    return str_print(arena, "%.*s%.*s", STR_ARG(number), STR_ARG(text));
}

Str note_number(Arena *arena, const Style *style, int number)
{
    Str format = style->notes.number_format, digits = str_print(arena, "%d", number);
    StrBuf circled = {.arena = arena};
    ptrdiff_t at = str_find(format, STR("%s"), 0);

    if (at >= 0)
        return str_print(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(format, 0, (size_t)at)), STR_ARG(digits),
                         STR_ARG(str_slice(format, (size_t)at + 2, format.n)));
    if (number > 50)
        return str_print(arena, "[%d]", number);
    buf_add_code(&circled, (uint32_t)(number <= 20   ? U'①' + number - 1
                                      : number <= 35 ? U'㉑' + number - 21
                                                     : U'㊱' + number - 36));
    return buf_str(&circled);
}

Str table_listed(Arena *arena, const TableSpec *spec)
{
    return spec->listed.n ? str_print(arena, "%.*s%.*s", STR_ARG(spec->listed), STR_ARG(spec->title))
                          : spec->title;
}

Str unit_line(Arena *arena, Str prefix, Str unit)
{
    return unit.n > 0 ? str_print(arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(unit)) : (Str){0};
}

Str table_unit(const Table *table)
{
    for (size_t i = 0; i < table->spec->column_count; i++)
        if (table->spec->columns[i].kind == COLUMN_AMOUNT &&
            (table->spec->declared || table->spec->unit.kind != UNIT_MONEY ||
             unit_equal(table->spec->columns[i].unit, table->spec->unit)))
            return table->spec->unit.name;
    return (Str){0};
}

TableWords table_words(Arena *arena, const Style *style, const Table *table)
{
    const TableSpec *spec = table->spec;
    TableWords words = {.label = spec->label, .title = spec->title};

    words.unit = unit_line(arena, style->table.unit_prefix, table_unit(table));
    if (spec->note.n > 0 && spec->note_first)
        words.notes[words.note_count++] = spec->note;
    if (table->empty && spec->empty_note.n > 0)
        words.notes[words.note_count++] = spec->empty_note;
    if (spec->note.n > 0 && !spec->note_first)
        words.notes[words.note_count++] = spec->note;
    return words;
}

// The manifest's date, "2023-02-10 09:00", as a cover has it: 2023年2月10日 (GB/T 15835-2011, 4.1).
Str date_printed(Arena *arena, Str date)
{
    if (date.n < 10)
        return (Str){0};
    char *text = str_c(arena, date);
    long year = strtol(text, NULL, 10), month = strtol(text + 5, NULL, 10), day = strtol(text + 8, NULL, 10);
    return str_print(arena, "%ld年%ld月%ld日", year, month, day);
}
