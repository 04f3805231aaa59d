#include "document/internal-build.h"

#include <string.h>

static size_t backticks_at(Str text, size_t at, size_t end)
{
    size_t n = 0;

    while (at + n < end && text.at[at + n] == '`')
        n++;
    return n;
}

bool span_next(Str text, size_t *at, size_t end, Span *span)
{
    size_t i = *at;

    // A backslash takes the meaning of the mark after it (CommonMark 2.4), but not inside a code span.
    while (i < end && text.at[i] != '`')
        i += text.at[i] == '\\' && i + 1 < end ? 2 : 1;
    if (i >= end)
        return false;
    size_t run = backticks_at(text, i, end);
    *span = (Span){.mark = i, .from = i + run, .to = i + run};
    for (size_t j = i + run; j < end;) {
        const char *found = memchr(text.at + j, '`', end - j);
        if (!found)
            break;
        j = (size_t)(found - text.at);
        size_t closing = backticks_at(text, j, end);
        if (closing == run) {
            span->to = j;
            span->closed = true;
            break;
        }
        j += closing;
    }
    *at = span->closed ? span->to + run : span->from;
    return true;
}

static bool strips_blanks(Str content)
{
    if (content.n < 2 || (content.at[0] != ' ' && content.at[0] != '\n') ||
        (content.at[content.n - 1] != ' ' && content.at[content.n - 1] != '\n'))
        return false;
    for (size_t i = 0; i < content.n; i++)
        if (content.at[i] != ' ' && content.at[i] != '\n')
            return true;
    return false;
}

bool span_gives(Str content, Str literal)
{
    size_t i = 0, end = content.n, j = 0;

    if (strips_blanks(content)) {
        i++;
        end--;
    }
    while (i < end && j < literal.n) {
        char c = content.at[i++];
        if (c == '\n') {
            // What containers and indents put before a continuation line is not the span's.
            while (i < end && (content.at[i] == ' ' || content.at[i] == '\t' || content.at[i] == '>'))
                i++;
            c = ' ';
        }
        if (c != literal.at[j++])
            return false;
    }
    return i == end && j == literal.n;
}

size_t span_equals_sign(Str literal)
{
    if (str_starts(literal, STR("=")))
        return 1;
    return str_starts(literal, STR("＝")) ? STR("＝").n : 0; // an input method's
}
