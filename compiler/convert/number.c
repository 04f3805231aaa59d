// Numbers typed before a paragraph: 一、 （一） 1. （1） 第一部分, as the template numbers its levels.
#include <string.h>

#include "convert/internal-convert.h"

typedef struct Shape {
    bool ordinal, bracket, han; // 第, （, 一 rather than 1
    int tail;                   // 1: 、 or . after it; 2: 部分
} Shape;

static bool starts_any(Str text, const char *const *marks, size_t n, size_t *at)
{
    Str rest = str_slice(text, *at, text.n);

    for (size_t i = 0; i < n; i++)
        if (str_starts(rest, str_of(marks[i]))) {
            *at += strlen(marks[i]);
            return true;
        }
    return false;
}

static size_t digits_read(Str text, size_t at, bool *han)
{
    static const char digits[] = "一二三四五六七八九十百零〇";
    size_t end = at;

    *han = false;
    while (end < text.n && text.at[end] >= '0' && text.at[end] <= '9' && end - at < 3)
        end++;
    while (end == at || *han) {
        Str one = str_slice(text, end, end + 3 <= text.n ? end + 3 : text.n);

        if (one.n != 3 || str_find(STR(digits), one, 0) < 0 || str_find(STR(digits), one, 0) % 3 != 0)
            break;
        *han = true;
        end += 3;
    }
    return end;
}

static bool shape_read(Str text, Shape *shape, size_t *end)
{
    static const char *const ordinal[] = {"第"}, *const opens[] = {"（", "("}, *const closes[] = {"）", ")"};
    static const char *const points[] = {"、", ".", "．"}, *const parts[] = {"部分"};
    size_t at = 0, digits;

    *shape = (Shape){.ordinal = starts_any(text, ordinal, 1, &at)};
    shape->bracket = starts_any(text, opens, 2, &at);
    digits = at;
    at = digits_read(text, at, &shape->han);
    if (at == digits || (shape->bracket && !starts_any(text, closes, 2, &at)))
        return false;
    if (shape->ordinal)
        shape->tail = starts_any(text, parts, 1, &at) ? 2 : 0;
    else if (starts_any(text, points, shape->bracket ? 1 : 3, &at))
        shape->tail = shape->bracket ? 0 : 1;
    // 1.24 is an amount.
    if (shape->tail == 1 && !shape->han && at < text.n && text.at[at] >= '0' && text.at[at] <= '9')
        return false;
    *end = at;
    return shape->bracket || shape->tail > 0;
}

static bool pattern_shape(Str pattern, Shape *shape)
{
    Arena *scratch = arena_new();
    StrBuf sample = {.arena = scratch};
    size_t end;
    bool read;

    for (size_t i = 0; i < pattern.n; i++)
        if (pattern.at[i] != '{' && pattern.at[i] != '}')
            buf_add_char(&sample, pattern.at[i]);
    read = shape_read(buf_str(&sample), shape, &end);
    arena_free(scratch);
    return read;
}

Typed typed_read(const Template *template, Str text)
{
    Typed typed = {0};
    Shape shape, of_level;

    // （二)政府采购预算: published texts often leave half of a pair.
    if (!shape_read(text, &shape, &typed.bare))
        return (Typed){0};
    for (size_t i = 0; i < template->level_count && !typed.level; i++)
        if (pattern_shape(template->levels[i].pattern, &of_level) && of_level.ordinal == shape.ordinal &&
            of_level.bracket == shape.bracket && of_level.han == shape.han && of_level.tail == shape.tail)
            typed.level = (int)i + 1;
    if (!typed.level)
        return (Typed){0};
    typed.end = typed.bare;
    while (typed.end < text.n) {
        size_t next = typed.end;

        if (!char_is_blank(utf8_next(text, &next)))
            break;
        typed.end = next;
    }
    return typed;
}
