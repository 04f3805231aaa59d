// A unified diff of two texts.
#ifndef GONGKAI_CLI_DIFF_H
#define GONGKAI_CLI_DIFF_H

#include "base/base.h"

// On stdout; nothing where they are the same.
void diff_print_texts(Str name, Str before, Str after);

#endif
