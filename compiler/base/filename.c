#include "base/filename.h"

#include <strings.h>

#include "base/utf8.h"

// Of any width, or of none that shows.
static bool is_hidden(uint32_t code)
{
    return code == 0x00ad || code == 0x061c || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
           code >= 0xe0000;
}

static bool is_allowed(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || char_is_in(code, "/\\:*?\"<>|"))
        return false;
    return !is_hidden(code) && code != 0xfffe && code != 0xffff;
}

// Naming Files, Paths, and Namespaces (Win32): also where an extension follows.
static bool is_reserved(Str name)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"}, *const ports[] = {"com", "lpt"};
    ptrdiff_t dot = str_find_char(name, '.', 0);
    Str stem = str_trim(dot < 0 ? name : str_slice(name, 0, (size_t)dot));

    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        if (stem.n == 3 && strncasecmp(stem.at, devices[i], 3) == 0)
            return true;
    for (size_t i = 0; i < sizeof ports / sizeof ports[0]; i++)
        if (stem.n == 4 && strncasecmp(stem.at, ports[i], 3) == 0 && stem.at[3] >= '0' && stem.at[3] <= '9')
            return true;
    return false;
}

// Blanks and dots at the ends: Windows drops them behind, and a dot in front hides a file.
static Str trim(Str name)
{
    for (size_t at = 0, next = 0; at < name.n; at = next) {
        uint32_t code = utf8_next(name, &next);
        if (code == '.' || char_is_blank(code))
            continue;
        name = str_slice(name, at, name.n);
        break;
    }
    for (size_t at = name.n; at > 0;) {
        uint32_t code = utf8_previous(name, &at);
        if (code != '.' && !char_is_blank(code))
            return name;
        name.n = at;
    }
    return (Str){0};
}

Str filename_clean(Arena *arena, Str text, size_t most)
{
    StrBuf name = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        char bytes[4];
        uint32_t code = utf8_next(text, &at);
        size_t n = utf8_encode(code, bytes);

        if (!is_allowed(code))
            continue;
        if (name.n + n > most)
            break;
        buf_add(&name, (Str){bytes, n});
    }
    Str clean = trim(buf_str(&name));
    if (is_reserved(clean) && clean.n < most)
        return str_print(arena, "_%.*s", STR_ARG(clean));
    return clean;
}

bool filename_same(Str a, Str b)
{
    return a.n == b.n && strncasecmp(a.at, b.at, a.n) == 0;
}
