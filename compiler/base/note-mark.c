#include "base/note-mark.h"

#include "base/utf8.h"

#define FIRST_MARK 0xF0000
#define MOST_CIRCLED 20

uint32_t note_mark(unsigned number)
{
    return FIRST_MARK + number;
}

unsigned note_mark_number(uint32_t code)
{
    return code > FIRST_MARK && code < FIRST_MARK + NOTE_MARKS ? code - FIRST_MARK : 0;
}

Str note_marks_shown(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    if (str_find(text, STR("\xF3\xB0"), 0) < 0) // what all marks begin with
        return text;
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        unsigned number = note_mark_number(code);

        if (number == 0)
            buf_add_code(&out, code);
        else if (number <= MOST_CIRCLED)
            buf_add_code(&out, U'①' + number - 1);
        else
            buf_print(&out, "[%u]", number);
    }
    return buf_str(&out);
}
