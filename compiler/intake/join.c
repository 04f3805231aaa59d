// Lines that a viewer or a page's edge broke, put together.
#include "intake/internal-intake.h"

#include "text/text.h"

#define MOST_HEADING 90 // bytes

void join_text(StrBuf *out, Str next)
{
    Str before = buf_str(out);
    size_t end = before.n, at = 0;
    uint32_t last = utf8_previous(before, &end), first = utf8_next(next, &at);
    bool ascii = last && last < 0x80 && first < 0x80;

    // 1511.89 and 万元 are one; word and word are two; 1 and 234 that a line's end parted are one number.
    if (before.n && ascii && !(char_digit(last) >= 0 && char_digit(first) >= 0) && last != '-' &&
        !(last == '.' && char_digit(first) >= 0) && !(char_digit(last) >= 0 && char_is_in(first, ".,%")))
        buf_add_char(out, ' ');
    buf_add(out, next);
}

static bool has_mark(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (text_ends_clause(utf8_next(text, &at)))
            return true;
    return false;
}

bool lines_part(Str before, Str after)
{
    TextNumbering numbering;
    size_t end = before.n;
    uint32_t last = utf8_previous(before, &end);

    if (text_ends_sentence(last) || char_is_in(last, "：:") || text_numbering_read(after, &numbering) ||
        label_is(before) || label_is(after))
        return true;
    // A heading, and what stands under it: a sentence, or its first clause.
    return text_numbering_read(before, &numbering) && before.n <= MOST_HEADING && !has_mark(before) &&
           has_mark(after);
}
