#include <ctype.h>
#include <string.h>

#include "tell/tell.h"

Str shell_word(Arena *arena, const char *word)
{
    StrBuf quoted = {.arena = arena};
    bool plain = *word;

    buf_add_c(&quoted, "'");
    for (const char *at = word; *at; at++) {
        plain = plain && ((*at & 0x80) || isalnum((unsigned char)*at) || strchr("_./=,+:@%-", *at));
        if (*at == '\'')
            buf_add_c(&quoted, "'\\''");
        else
            buf_add(&quoted, (Str){at, 1});
    }
    buf_add_c(&quoted, "'");
    return escape_terminal(arena, plain ? str_of(word) : buf_str(&quoted));
}
