// What cache.c and cache-file.c share: files in the user's cache folder that nobody else can have put there.
//
// A folder or a file of another user, one that others may write, a link, a pipe or a device is none: it is
// not read, and nothing waits for it. Errors: none are reported, since a cache may always be without
// something.
#ifndef GONGKAI_FONT_INTERNAL_CACHE_H
#define GONGKAI_FONT_INTERNAL_CACHE_H

#include "base/base.h"

enum { CACHE_BYTES_MOST = 64 << 20 }; // all files together

// A descriptor, or -1 where it cannot be used. It and those above it are made first where they are missing.
int cache_folder_make(Arena *arena, const char *folder);
int cache_folder_open(const char *folder); // as it is
// A whole file, its time of use set to now; a Str with at == NULL where there is none.
Str cache_file_read(int folder, Arena *arena, const char *name);
// Appears whole, by rename, once there is room: the files used longest ago go.
void cache_file_write(int folder, Arena *arena, const char *name, Str bytes);

#endif
