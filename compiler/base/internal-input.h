// Private to base: the walk that stands in for openat2 where the kernel has none.
#ifndef GONGKAI_BASE_INTERNAL_INPUT_H
#define GONGKAI_BASE_INTERNAL_INPUT_H

// A path beneath the folder `root`, opened one part after the other. -1 with errno, EXDEV where a link or
// `..` leads out of the folder.
int input_walk(int root, const char *name, int flags);

#endif
