#include "base/json.h"

// The place after the string that begins at `at`; text.n where it does not end.
static size_t string_end(Str text, size_t at)
{
    for (at++; at < text.n && text.at[at] != '"'; at++)
        at += text.at[at] == '\\';
    return at < text.n ? at + 1 : text.n;
}

bool json_is_whole(Str text)
{
    size_t braces = 0, brackets = 0;
    bool open = true;

    text = str_trim(text);
    if (!str_starts(text, STR("{")) && !str_starts(text, STR("[")))
        return false;
    for (size_t at = 0; at < text.n; at++) {
        char c = text.at[at];

        if (!open)
            return false; // something stands after it
        if (c == '"')
            at = string_end(text, at) - 1;
        if ((c == '}' && braces == 0) || (c == ']' && brackets == 0))
            return false;
        braces = braces + (c == '{') - (c == '}');
        brackets = brackets + (c == '[') - (c == ']');
        open = braces > 0 || brackets > 0;
    }
    return !open;
}
