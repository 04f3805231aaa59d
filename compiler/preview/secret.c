// The first part of every address of a run: whoever does not know it, another user of the machine, gets
// nothing.
#include <nettle/memops.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "preview/internal-preview.h"

bool secret_make(Secret *secret)
{
    unsigned char drawn[SECRET_BYTES];
    if (getrandom(drawn, sizeof drawn, 0) != sizeof drawn)
        return false;
    for (size_t i = 0; i < sizeof drawn; i++)
        snprintf(secret->text + 2 * i, 3, "%02x", drawn[i]);
    return true;
}

// Compared whole, whatever differs first: the time that it takes says nothing.
const char *secret_after(const Secret *secret, const char *path)
{
    size_t n = 2 * SECRET_BYTES;
    if (*path != '/' || strlen(path) < n + 2 || path[n + 1] != '/')
        return NULL;
    return memeql_sec(path + 1, secret->text, n) ? path + n + 1 : NULL;
}
