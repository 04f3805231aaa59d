// Which links may stand as links.
#include "document/document.h"

// The URL's next byte that a browser takes for one: control characters and blanks are passed over, which is
// more than the URL standard strips, so nothing hides behind them. -1 at the end.
static int url_next(Str url, size_t *at)
{
    while (*at < url.n) {
        unsigned char c = (unsigned char)url.at[(*at)++];
        if (c > 0x20 && c != 0x7f)
            return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    return -1;
}

bool link_is_safe(Str target)
{
    static const char *const schemes[] = {"http", "https", "mailto"};
    char scheme[8];
    size_t n = 0;
    int c;

    for (size_t at = 0; (c = url_next(target, &at)) >= 0 && c != ':';) {
        if (c == '/' || c == '?' || c == '#' || c == '\\')
            return true; // a relative reference
        if (n < sizeof scheme)
            scheme[n++] = (char)c;
    }
    if (c < 0)
        return true;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (str_equal((Str){scheme, n}, str_of(schemes[i])))
            return true;
    return false;
}
