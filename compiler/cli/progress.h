// What is being done, on a terminal, where it takes longer than a second; elsewhere nothing.
//
// One line on stderr that is written over and taken away again. progress_end before anything else is printed.
#ifndef GONGKAI_CLI_PROGRESS_H
#define GONGKAI_CLI_PROGRESS_H

#include "cli/cli.h"

typedef struct Progress Progress;

// what: a project's or file's name. NULL where stderr is no terminal, or nothing is to be printed.
Progress *progress_begin(const Options *options, const char *what);
void progress_end(Progress *progress); // NULL is allowed

#endif
