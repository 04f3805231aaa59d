// sandbox: what the process may still do from now on, for all that it reads may have been made to deceive it.
//
// In: folders and files that may be read, those that may be written, and whether it listens. Out: nothing
// else can be opened (Landlock, Linux 5.19), no other program run, no address called, no process or kernel
// touched (seccomp). It is entered once, before the first thread, and never left; what it forbids fails with
// EACCES or EPERM, as if the system did not permit it. Errors: none are reported; a kernel that has no
// Landlock, or a container that forbids it, is told from a sandbox. Memory: the arena given.
#ifndef GONGKAI_SANDBOX_SANDBOX_H
#define GONGKAI_SANDBOX_SANDBOX_H

#include "base/base.h"

typedef struct SandboxPath {
    Str path;
    bool write;   // and made, renamed, removed below it
    bool execute; // and run
} SandboxPath;

typedef struct Sandbox {
    Arena *arena;
    VEC(SandboxPath) paths;
    bool listens;  // on a TCP port; no address is called either way
    bool executes; // the programs that may be; none else
} Sandbox;

// What is not there when the sandbox is entered is passed over.
void sandbox_read(Sandbox *sandbox, Str path);
void sandbox_write(Sandbox *sandbox, Str path);   // and read
void sandbox_execute(Sandbox *sandbox, Str path); // one program, and read
// What any program reads: libraries and their data, encodings, time zones, fonts of the system, devices
// without memory. And the folders for temporary files, which it writes.
void sandbox_common(Sandbox *sandbox);
// What any program needs to start: libraries alone.
void sandbox_libraries(Sandbox *sandbox);

typedef enum SandboxState {
    SANDBOX_ENTERED,
    SANDBOX_NONE,   // the kernel has none: nothing has changed
    SANDBOX_FAILED, // errno: it has one, and it could not be entered
} SandboxState;

SandboxState sandbox_enter(const Sandbox *sandbox);
// After it: no process or thread is started any more, no socket made. False with errno.
bool sandbox_alone(void);

#endif
