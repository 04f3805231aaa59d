// What the library says of a workbook that is being made.
#include "data/internal-workbook.h"

void making_fail(Making *making, const char *reason)
{
    if (making->failed)
        return;
    making->failed = true;
    diag_report(making->diag, SEVERITY_FAILURE, "workbook-write", (Place){0},
                str_of(_("see that the folder for temporary files has room")),
                _("%.*s could not be made: %s"), STR_ARG(making->name), reason);
}

bool making_check(Making *making, lxw_error error)
{
    if (error != LXW_NO_ERROR)
        making_fail(making, lxw_strerror(error));
    return error == LXW_NO_ERROR;
}
