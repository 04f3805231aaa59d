#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/outdir.h"
#include "commands/file-place.h"

bool file_place_told(const char *path, Str bytes)
{
    if (file_place(path, bytes))
        return true;
    fprintf(stderr, _("gongkai: %s cannot be written: %s\n"), path, strerror(errno));
    return false;
}
