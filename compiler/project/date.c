// Dates of the manifest: 2023-02-10, 2023-02-10 09:00.
#include <stdlib.h>

#include "project/internal-project.h"

#define SECONDS_MOST INT64_C(253402300799) // the end of the year 9999

bool date_parse(Str text, bool with_time, int64_t *seconds)
{
    int hour = 0, minute = 0;
    Date date;

    if (text.n != 10 && !(with_time && text.n == 16))
        return false;
    date = (Date){str_digits(text, 0, 4), str_digits(text, 5, 2), str_digits(text, 8, 2)};
    if (text.at[4] != '-' || text.at[7] != '-' || date.year < 1900 || !date_exists(date))
        return false;
    if (text.n == 16) {
        hour = str_digits(text, 11, 2);
        minute = str_digits(text, 14, 2);
        if (text.at[10] != ' ' || text.at[13] != ':')
            return false;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *seconds = date_seconds(date) + hour * 3600 + minute * 60 - 8 * 3600; // China is at UTC+8 all year
    return true;
}

int64_t date_from_environment(Diag *diag)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;

    if (!text || !*text)
        return 0;
    for (const char *at = text; *at; at++) {
        seconds = *at >= '0' && *at <= '9' ? seconds * 10 + (*at - '0') : SECONDS_MOST + 1;
        if (seconds > SECONDS_MOST) {
            diag_report(diag, SEVERITY_ERROR, "value-invalid", (Place){0},
                        str_of(_("it is a number of seconds since 1970")),
                        _("SOURCE_DATE_EPOCH is no date: “%s”"), text);
            return 0;
        }
    }
    return seconds;
}
