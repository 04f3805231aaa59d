#include "base/date.h"

#include <assert.h>
#include <time.h>

static struct tm parts_of(Date date)
{
    return (struct tm){.tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day};
}

// libc takes 31 February for 3 March.
bool date_exists(Date date)
{
    struct tm parts = parts_of(date), settled = parts;

    return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 &&
           (timegm(&settled), settled.tm_mon == parts.tm_mon);
}

int64_t date_seconds(Date date)
{
    struct tm parts = parts_of(date);

    assert(date_exists(date));
    return (int64_t)timegm(&parts);
}

Date date_at(int64_t seconds)
{
    time_t time = (time_t)seconds;
    struct tm parts = {.tm_year = 70, .tm_mday = 1};

    gmtime_r(&time, &parts);
    return (Date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
}

// China's, all year.
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
