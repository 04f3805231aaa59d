// The words of what goes out and of what is answered (templates/words.yaml, fill-…).
#include "office/internal-fill.h"

Str fill_pattern(Arena *arena, Str pattern, const Str *values, size_t n)
{
    StrBuf out = {.arena = arena};

    for (size_t at = 0; at < pattern.n; at++) {
        bool mark = pattern.at[at] == '{' && at + 2 < pattern.n && pattern.at[at + 2] == '}';
        size_t which = mark ? (size_t)(pattern.at[at + 1] - '0') : n;

        if (mark && which < n) {
            buf_add(&out, values[which]);
            at += 2;
        } else {
            buf_add_char(&out, pattern.at[at]);
        }
    }
    return buf_str(&out);
}

Str fill_title(Arena *arena, const FillIdentity *of)
{
    Str values[] = {of->department, str_print(arena, "%d", of->year), str_print(arena, "%d", of->round)};

    return fill_pattern(arena, words_first(words_builtin.lists[WORDS_FILL_TITLE]), values, 3);
}

bool fill_is_open(FillColumn column)
{
    return column >= FILL_PURPOSE && column < FILL_COLUMNS;
}

Str fill_head(FillColumn column, bool budgets)
{
    WordList heads = words_builtin.lists[WORDS_FILL_HEADS].of[column];

    return budgets && heads.n > 1 ? heads.at[1] : words_first(heads);
}
