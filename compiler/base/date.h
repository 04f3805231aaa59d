// Days of the Gregorian calendar, as libc counts them; without a clock and without the machine's time zone.
#ifndef GONGKAI_BASE_DATE_H
#define GONGKAI_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef struct Date {
    int year, month, day; // month and day from 1
} Date;

bool date_exists(Date date);
// Seconds from 1970-01-01 UTC to its beginning there. The date must exist.
int64_t date_seconds(Date date);
// The day in UTC at so many seconds after 1970-01-01.
Date date_at(int64_t seconds);
// A time as a form of strftime's wants it, as it is on the clock of UTC+8, which the manifest's dates go by;
// empty where it is 0: there is none.
Str date_print(Arena *arena, int64_t seconds, const char *format);

#endif
