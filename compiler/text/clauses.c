// Sentences, clauses, what brackets hold, and the items of lists.
#include "text/text.h"

#include <string.h>

// Brackets within brackets; deeper ones are not looked into.
#define DEEPEST 16

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// 1,234 and 3:1: the mark at this byte stands between digits.
static bool within_number(Str text, size_t at, uint32_t code)
{
    return (code == ',' || code == ':') && at > 0 && at + 1 < text.n && is_digit(text.at[at - 1]) &&
           is_digit(text.at[at + 1]);
}

static Str around(Str text, size_t from, size_t to, size_t most, bool (*ends)(uint32_t))
{
    size_t start = from < text.n ? from : text.n, end = to < text.n ? to : text.n;

    while (start > 0 && from - start < most) {
        size_t before = start;
        uint32_t code = utf8_previous(text, &before);

        if (ends(code) && !within_number(text, before, code))
            break;
        start = before;
    }
    while (end < text.n && end - to < most) {
        size_t next = end;
        uint32_t code = utf8_next(text, &next);

        if (ends(code) && !within_number(text, end, code))
            break;
        end = next;
    }
    return str_slice(text, start, end);
}

Str text_clause(Str text, size_t from, size_t to, size_t most)
{
    return around(text, from, to, most, text_ends_clause);
}

Str text_sentence(Str text, size_t from, size_t to, size_t most)
{
    return around(text, from, to, most, text_ends_sentence);
}

size_t text_statement_end(Str text, size_t at)
{
    while (at < text.n) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);

        if (code == U'。' || code == U'；' || code == '\n')
            return at;
        at = next;
    }
    return text.n;
}

// How many brackets are open once this one closes: what was opened within its own and not closed is no
// bracket, and where it closes none it is none.
static size_t depth_after(const uint32_t *closings, size_t depth, uint32_t code)
{
    for (size_t outer = depth; outer > 0; outer--)
        if (closings[outer - 1] == code)
            return outer - 1;
    return depth;
}

size_t text_past_bracket(Str text, size_t at)
{
    uint32_t closings[DEEPEST];
    size_t depth = 0;

    do {
        uint32_t code = utf8_next(text, &at), closing = text_closing_of(code);

        if (closing && depth == DEEPEST)
            return 0;
        if (closing)
            closings[depth++] = text_widened(closing);
        else if (depth == 0)
            return 0; // nothing is opened here
        else if (text_is_closing(code))
            depth = depth_after(closings, depth, text_widened(code));
    } while (depth && at < text.n);
    return depth ? 0 : at;
}

// The bytes of the mark or word that parts items at `at`; 0 where there is none.
static size_t part_at(Str list, unsigned marks, size_t at)
{
    static const struct {
        const char *mark;
        unsigned kind;
    } parts[] = {{"、", TEXT_LIST_PAUSE},   {"，", TEXT_LIST_CLAUSE}, {"；", TEXT_LIST_CLAUSE},
                 {"以及", TEXT_LIST_WORDS}, {"和", TEXT_LIST_WORDS},  {"及", TEXT_LIST_WORDS},
                 {"与", TEXT_LIST_WORDS}};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if ((parts[i].kind & marks) && str_starts(str_slice(list, at, list.n), str_of(parts[i].mark)))
            return strlen(parts[i].mark);
    return 0;
}

bool text_list_next(Str list, unsigned marks, size_t *at, Str *item)
{
    while (*at < list.n) {
        size_t from = *at, to = from, part = 0;

        while (to < list.n && (part = part_at(list, marks, to)) == 0) {
            size_t past = text_past_bracket(list, to);

            if (past)
                to = past;
            else
                utf8_next(list, &to);
        }
        *at = to + part;
        *item = str_trim(str_slice(list, from, to));
        if (str_ends(*item, STR("等")))
            *item = str_trim(str_slice(*item, 0, item->n - strlen("等")));
        if (item->n)
            return true;
    }
    return false;
}
