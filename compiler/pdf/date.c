// Times as the file says them.
#include <time.h>

#include "pdf/internal-metadata.h"

// The manifest's dates are China's.
enum { CHINA_SECONDS = 8 * 3600 };

Str date_print(Arena *arena, int64_t seconds, const char *format)
{
    time_t shifted = (time_t)(seconds + CHINA_SECONDS);
    struct tm parts;
    char text[64];
    if (seconds == 0 || !gmtime_r(&shifted, &parts))
        return (Str){0};
    size_t n = strftime(text, sizeof text, format, &parts);
    return str_copy(arena, (Str){text, n});
}
