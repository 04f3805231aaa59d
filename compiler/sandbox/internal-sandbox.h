// What the files of sandbox share.
#ifndef GONGKAI_SANDBOX_INTERNAL_SANDBOX_H
#define GONGKAI_SANDBOX_INTERNAL_SANDBOX_H

#include "sandbox/sandbox.h"

// Files (landlock.c). SANDBOX_NONE changes nothing.
SandboxState landlock_enter(const Sandbox *sandbox);
// System calls (seccomp.c). False with errno.
bool seccomp_enter(const Sandbox *sandbox);
bool seccomp_alone(void);

#endif
