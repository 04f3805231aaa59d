// Numbers typed before a paragraph: 一、 （一） 1. （1） 第一部分, as the template numbers its levels.
#include "convert/internal-convert.h"
#include "text/text.h"

// Whether the template numbers a level as this number is typed: 第{一}部分 is read as a text that begins with
// 第一部分. Texts that were published elsewhere have 1、 for 1. and （二) for （二）.
static bool numbers_so(Str pattern, const TextNumbering *typed)
{
    Arena *scratch = arena_new();
    StrBuf sample = {.arena = scratch};
    TextNumbering of_level;
    bool so;

    for (size_t i = 0; i < pattern.n; i++)
        if (pattern.at[i] != '{' && pattern.at[i] != '}')
            buf_add_char(&sample, pattern.at[i]);
    so = text_numbering_read(buf_str(&sample), &of_level) && of_level.form == typed->form &&
         of_level.han == typed->han && str_equal(of_level.noun, typed->noun);
    arena_free(scratch);
    return so;
}

Typed typed_read(const Template *template, Str text)
{
    TextNumbering typed;

    if (!text_numbering_read(text, &typed))
        return (Typed){0};
    for (size_t i = 0; i < template->level_count; i++)
        if (numbers_so(template->levels[i].pattern, &typed))
            return (Typed){.level = (int)i + 1, .end = text_numbering_end(text, &typed), .bare = typed.to};
    return (Typed){0};
}

bool has_sentence(Str text)
{
    static const char *const marks[] = {"。", "，", "；", ",", ";", "：", "！", "？"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_find(text, str_of(marks[i]), 0) >= 0)
            return true;
    return false;
}
