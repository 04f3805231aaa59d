#include <stdio.h>
#include <unistd.h>

#include "commands/file-place.h"

bool file_place(const char *file, const char *next, Str bytes)
{
    FILE *stream = fopen(next, "wb");
    bool written = stream && fwrite(bytes.at, 1, bytes.n, stream) == bytes.n && fflush(stream) == 0 &&
                   fsync(fileno(stream)) == 0;

    written = (!stream || fclose(stream) == 0) && written && rename(next, file) == 0;
    if (!written) {
        perror(next);
        unlink(next);
    }
    return written;
}
