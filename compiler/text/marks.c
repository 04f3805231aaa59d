// What punctuation marks do (GB/T 15834): end sentences and clauses, open and close.
#include "text/text.h"

bool text_ends_sentence(uint32_t code)
{
    return code == U'。' || code == U'；' || code == U'！' || code == U'？' || code == '\n' || code == ';';
}

bool text_ends_clause(uint32_t code)
{
    return text_ends_sentence(code) || code == U'，' || code == U'：' || code == ',' || code == ':';
}

static const uint32_t pairs[][2] = {
    {'(', ')'},     {U'（', U'）'}, {'[', ']'},     {U'［', U'］'}, {U'〔', U'〕'},
    {U'【', U'】'}, {U'《', U'》'}, {U'〈', U'〉'}, {U'“', U'”'},   {U'‘', U'’'},
    {U'「', U'」'}, {U'『', U'』'}, {'<', '>'},
};

uint32_t text_closing_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] == code)
            return pairs[i][1];
    return 0;
}

bool text_is_closing(uint32_t code)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][1] == code)
            return true;
    return false;
}

bool text_is_quotation(uint32_t code)
{
    return code == U'“' || code == U'”' || code == U'‘' || code == U'’';
}

uint32_t text_widened(uint32_t code)
{
    return char_is_in(code, "()[]") && code ? code - '!' + U'！' : code;
}

uint32_t text_narrowed(uint32_t code)
{
    return code >= U'！' && code <= U'～' ? code - U'！' + '!' : code;
}

size_t text_past_blanks(Str text, size_t at)
{
    for (size_t next = at; next < text.n; at = next)
        if (!char_is_blank(utf8_next(text, &next)))
            break;
    return at;
}

Str text_name(Str text)
{
    static const char marks[] = "：。，；、:.";

    for (;;) {
        size_t last;

        text = str_trim(text);
        last = text.n;
        if (text.n == 0 || !char_is_in(utf8_previous(text, &last), marks))
            return text;
        text = str_slice(text, 0, last);
    }
}
