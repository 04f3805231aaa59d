// Where printed paragraphs stand in their sources.
#include <string.h>

#include "merge/internal-merge.h"

static Str text_of(const Printed *printed)
{
    return printed->node->source ? printed->node->source->text : (Str){0};
}

static bool is_blank_byte(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static size_t line_start(Str text, size_t at)
{
    while (text.at && at > 0 && text.at[at - 1] != '\n')
        at--;
    return at;
}

bool figure_bytes(const Node *figure, size_t *from, size_t *to)
{
    Str text = figure->source ? figure->source->text : (Str){0};
    size_t at = figure->offset, end = figure->offset + figure->length;

    if (!text.at || figure->length == 0 || end > text.n)
        return false;
    if (figure->kind == NODE_NOTE_MARK) {
        *from = at;
        *to = end;
        return true;
    }
    while (at > 0 && text.at[at - 1] != '`' && text.at[at - 1] != '\n')
        at--;
    while (at > 0 && text.at[at - 1] == '`')
        at--;
    while (end < text.n && text.at[end] != '`' && text.at[end] != '\n')
        end++;
    while (end < text.n && text.at[end] == '`')
        end++;
    *from = at;
    *to = end;
    return text.at[at] == '`' && text.at[end - 1] == '`';
}

// ---- blocks

// Without what ends it: blank lines, and the # marks that may close a heading.
static size_t block_end(const Printed *printed)
{
    Str text = text_of(printed);
    size_t end = printed->node->offset + printed->node->length;

    end = end < text.n ? end : text.n;
    while (text.at && end > printed->node->offset && is_blank_byte(text.at[end - 1]))
        end--;
    return end;
}

static bool has_more(Str bytes)
{
    static const char *const more[] = {"<!--", "~~~", "```", "]:"};

    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        if (str_find(bytes, str_of(more[i]), 0) >= 0)
            return true;
    return false;
}

bool block_inlines(const Printed *printed, size_t *from, size_t *to)
{
    Str text = text_of(printed);
    size_t at = printed->node->offset, end;

    if (!text.n || printed->node->length == 0 || printed->image_count || printed->kind == PRINTED_CODE)
        return false;
    end = block_end(printed);
    if (printed->kind == PRINTED_HEADING) {
        if (text.at[at] != '#')
            return false; // underlined
        while (at < end && text.at[at] == '#')
            at++;
        while (at < end && text.at[at] == ' ')
            at++;
        if (text.at[end - 1] == '#')
            return false;
    }
    *from = at;
    *to = end;
    return end > at && !has_more(str_slice(text, at, end));
}

static bool only_blanks(Str text, size_t from, size_t to)
{
    while (from < to && is_blank_byte(text.at[from]))
        from++;
    return from == to;
}

bool block_bytes(const Printed *printed, size_t *from, size_t *to)
{
    Str text = text_of(printed);
    size_t start;

    if (!text.n || printed->node->length == 0 || printed->node->parent->kind == NODE_NOTE)
        return false;
    *from = printed->node->offset;
    *to = block_end(printed);
    start = line_start(text, *from);
    if (printed->item) { // the whole item, where it has this alone
        if (!printed->item_begins || printed->node->next || printed->list_depth > 1)
            return false;
        *from = start;
        return true;
    }
    if (printed->quote_depth)
        return false;
    if (only_blanks(text, start, *from))
        *from = start;
    return true;
}

// ---- passages of each

typedef struct Fence {
    size_t length, offset;
    char mark;
    bool each;
} Fence;

static size_t fence_length(Str line, char *mark)
{
    size_t at = 0, n = 0;

    if (!line.at)
        return 0;
    while (at < line.n && line.at[at] == ' ')
        at++;
    if (at >= line.n || (line.at[at] != '~' && line.at[at] != '`'))
        return 0;
    *mark = line.at[at];
    while (at + n < line.n && line.at[at + n] == *mark)
        n++;
    return n >= 3 ? n : 0;
}

static Str fence_word(Str line)
{
    return str_trim(str_slice(line, line.n - str_trim(line).n, line.n));
}

bool source_in_each(const Source *source, size_t offset, size_t *from, size_t *to)
{
    enum { MOST_OPEN = 16 };
    Fence open[MOST_OPEN];
    size_t depth = 0;
    bool found = false;

    for (uint32_t number = 1; number <= source->line_count; number++) {
        Str line = source_line(source, number);
        size_t at = line.at ? (size_t)(line.at - source->text.at) : 0;
        char mark = 0;
        size_t length = fence_length(line, &mark), closed = depth;

        if (found && depth == 0)
            break;
        if (!found && at + line.n >= offset) {
            for (size_t i = 0; i < depth; i++)
                if (open[i].each && !found) {
                    found = true;
                    *from = open[i].offset;
                    depth = i + 1; // its own end is waited for
                }
            if (!found)
                return false;
        }
        if (!length)
            continue;
        Str word = str_trim(str_slice(fence_word(line), length, fence_word(line).n));
        for (size_t i = depth; word.n == 0 && i > 0; i--)
            if (open[i - 1].mark == mark && open[i - 1].length <= length)
                closed = i - 1;
        if (found && closed == 0) {
            *to = at + line.n;
            return true;
        }
        if (closed < depth)
            depth = closed;
        else if (word.n && depth < MOST_OPEN)
            open[depth++] = (Fence){length, at, mark, str_starts(word, STR("each"))};
    }
    *to = source->text.n;
    return found;
}

Place printed_place(Arena *arena, const Printed *printed, size_t from, size_t to)
{
    size_t offset, length;

    if (!printed->node->source)
        return (Place){0};
    if (printed_source(arena, printed, from, to > from ? to : from + 1, &offset, &length))
        return source_place(printed->node->source, offset, length);
    return source_place(printed->node->source, printed->node->offset, 0);
}

ptrdiff_t item_of(const Merging *merging, Str bookmark)
{
    ptrdiff_t item = 0;

    for (size_t i = 0; merging->ids && i < merging->ids->block_count; i++) {
        const MapBlock *block = &merging->ids->blocks[i];

        if (block->text.n && str_equal(block->bookmark, bookmark))
            return item;
        item += block->text.n > 0;
    }
    return -1;
}
