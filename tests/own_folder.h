// A folder of a test's own, with files in it, which goes when the test ends.
#ifndef GONGKAI_TESTS_OWN_FOLDER_H
#define GONGKAI_TESTS_OWN_FOLDER_H

#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { OWN_FOLDER = 64 }; // the room that its path takes

// Makes one that is empty, where TMPDIR says, or in /tmp where it says nothing or too long a path.
static inline void own_folder_make(char folder[OWN_FOLDER])
{
    static const char name[] = "/gongkai-test-XXXXXX";
    const char *parent = getenv("TMPDIR");

    if (!parent || strlen(parent) + sizeof name > OWN_FOLDER)
        parent = "/tmp";
    snprintf(folder, OWN_FOLDER, "%s%s", parent, name);
    assert_non_null(mkdtemp(folder));
}

// With all that is in it, whatever its permissions.
static inline void own_folder_remove(const char *folder)
{
    char command[2 * OWN_FOLDER + 32];

    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -r %s", folder, folder);
    assert_int_equal(system(command), 0);
}

// Writes a file, and makes the folders that lead to it.
static inline void own_folder_put(const char *folder, const char *name, Str bytes)
{
    Arena *arena = arena_new();
    char *path = str_c(arena, str_print(arena, "%s/%s", folder, name));
    FILE *file;

    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        mkdir(path, 0777);
    }
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
    arena_free(arena);
}

#endif
