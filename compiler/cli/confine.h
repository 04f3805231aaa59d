// The sandbox of a command: what it may read and write by its options (docs/security.md has the table).
#ifndef GONGKAI_CLI_CONFINE_H
#define GONGKAI_CLI_CONFINE_H

#include "sandbox/sandbox.h"
#include "usage/usage.h"

// Enters it, before the first thread and before anything is read for its meaning. Says so on stderr where
// there is none to enter.
void confine(Options *options, DataFolders folders);

#endif
