#include "usage/usage.h"

#include <string.h>

// The next field of a line, without its quotes; *at moves past it.
static const char *field_next(Arena *arena, Str line, size_t *at)
{
    StrBuf field = {.arena = arena};
    bool quoted;

    while (*at < line.n && line.at[*at] == ' ')
        ++*at;
    quoted = *at < line.n && line.at[*at] == '"';
    *at += quoted;
    for (; *at < line.n && (quoted || (line.at[*at] != ',' && line.at[*at] != '\t')); ++*at) {
        if (quoted && line.at[*at] == '"') {
            bool doubled = *at + 1 < line.n && line.at[*at + 1] == '"';

            quoted = doubled;
            *at += doubled;
            if (!doubled)
                continue;
        }
        buf_add_char(&field, line.at[*at]);
    }
    ++*at;
    return str_c(arena, str_trim(buf_str(&field)));
}

// 文件: no file is called so.
static bool is_head(const Pair *pair)
{
    return !strchr(pair->published, '.') && !strchr(pair->published, '/') &&
           !input_is_there(input_at(str_of(pair->published)));
}

Pairs pairs_read(Arena *arena, Diag *diag, const char *list)
{
    const Source *source = source_read(arena, diag, input_at(str_of(list)), str_of(list), (Str){0});
    Pairs pairs = {.read = source != NULL};

    for (uint32_t i = 1; source && i <= source->line_count; i++) {
        Pair pair = {.line = i, .place = source_place(source, source->lines[i - 1], 0)};
        Str line = source_line(source, i);
        size_t at = 0;

        pair.published = field_next(arena, line, &at);
        pair.folder = field_next(arena, line, &at);
        if ((*pair.published || *pair.folder) && !(i == 1 && is_head(&pair)))
            *vec_push(arena, &pairs.at) = pair;
    }
    return pairs;
}
