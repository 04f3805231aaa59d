// Private to base: folders that are Gongkai's to replace, and emptying them.
//
// Folders are named by a descriptor, or by a parent's descriptor and a name in it, so that nothing done here
// follows a link or is led elsewhere by a rename. Errors: false, with errno.
#ifndef GONGKAI_BASE_FOLDER_H
#define GONGKAI_BASE_FOLDER_H

#include "base/str.h"
#include "base/vec.h"

// The file that says that a folder is Gongkai's. It is written first and removed last, so that a build killed
// at any point leaves a folder that the next one knows as its own.
#define FOLDER_MARKER ".gongkai"
// What a build of several leaves beside it, to know the folder's inputs and files again.
#define FOLDER_SEEN ".gongkai-seen"

void fd_close(int *fd); // -1 is allowed, and what is left
// A file of `size` bytes, or what is left of it; at == NULL where it cannot be read.
Str fd_read(Arena *arena, int fd, size_t size);
int folder_open(int parent, const char *name);
// Whether it has the marker, or is empty. False with errno where the disk does not say, 0 where it is
// another's.
bool folder_is_ours(int fd);
bool folder_empty(int fd); // removes what is in it, the marker last
// Every file below, as paths relative to the folder, in byte order; links are files. False with errno.
typedef VEC(Str) FileNames;
bool folder_files(int fd, Arena *arena, FileNames *files);
bool folder_remove(int parent,
                   const char *name); // with what is in it, where it is ours; true where there is none

#endif
