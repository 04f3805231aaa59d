// The first line of a fenced block, and the options that it and the lines below it give.
#include "document/internal-build.h"

size_t fence_offset(const Fence *fence, Str part)
{
    return (size_t)(part.at - fence->source->text.at);
}

Place fence_place(const Fence *fence, Str part)
{
    return source_place(fence->source, fence_offset(fence, part), part.n);
}

Str fence_next_word(Str text, size_t *at)
{
    size_t from, to;

    for (from = *at; from < text.n; from = to) {
        to = from;
        if (!char_is_blank(utf8_next(text, &to)))
            break;
    }
    for (to = from; to < text.n;) {
        size_t next = to;
        if (char_is_blank(utf8_next(text, &next)))
            break;
        to = next;
    }
    *at = to;
    return str_slice(text, from, to);
}

Fence fence_read(const Node *node)
{
    Str line = source_line(node->source, source_line_of(node->source, node->offset));
    size_t at = node->offset - (size_t)(line.at - node->source->text.at);

    while (at < line.n && (line.at[at] == ' ' || line.at[at] == '`' || line.at[at] == '~'))
        at++;
    Fence fence = {.source = node->source, .word = fence_next_word(line, &at)};
    fence.rest = str_trim(str_slice(line, at, line.n));
    return fence;
}

// A block that nothing closes runs to its container's end: its last line is then one of its content.
void fence_check_closed(Builder *builder, const Node *node, const Fence *fence)
{
    size_t lines = 0, end = node->offset + (node->length ? node->length - 1 : 0);
    uint32_t first = source_line_of(node->source, node->offset), last = source_line_of(node->source, end);

    for (size_t i = 0; i < node->text.n; i++)
        lines += node->text.at[i] == '\n';
    if (last > first && last - first == lines + 1)
        return;
    diag_report(builder->diag, SEVERITY_ERROR, "block-unclosed", fence_place(fence, fence->word),
                str_of(_("end it with a line of the same marks")), _("nothing closes this “%.*s” block"),
                STR_ARG(fence->word));
}

// ---- options: NAME: VALUE lines of a table block, NAME=VALUE words of an each line

void option_report(Builder *builder, Place place, Str name, const Str *known, size_t n)
{
    Str nearest = name_nearest(name, known, n);
    Str all = str_join(builder->arena, known, n, STR(", "));

    diag_report(builder->diag, SEVERITY_ERROR, "block-option", place,
                nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                          : str_print(builder->arena, _("there are: %.*s"), STR_ARG(all)),
                _("“%.*s” is no option here"), STR_ARG(name));
}

bool option_split(Str text, Str mark, Str wide_mark, Str *name, Str *value)
{
    ptrdiff_t narrow = str_find(text, mark, 0), wide = str_find(text, wide_mark, 0);
    bool is_wide = wide >= 0 && (narrow < 0 || wide < narrow);
    ptrdiff_t at = is_wide ? wide : narrow;

    if (at < 0)
        return false;
    *name = str_trim(str_slice(text, 0, (size_t)at));
    *value = str_trim(str_slice(text, (size_t)at + (is_wide ? wide_mark.n : mark.n), text.n));
    return true;
}
