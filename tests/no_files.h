// What a system says that can open no file, not even a library of its own.
#ifndef GONGKAI_TESTS_NO_FILES_H
#define GONGKAI_TESTS_NO_FILES_H

#include "testing.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// 0 where `run` reports the one failure `rule` in a process that can open nothing.
static inline int failure_without_files(void (*run)(Arena *arena, Diag *diag), const char *rule)
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit none = {0};
        Arena *arena = arena_new();
        Diag *diag = diag_new();

        if (setrlimit(RLIMIT_NOFILE, &none) != 0)
            _exit(2);
        run(arena, diag);
        _exit(diag_total(diag) == 1 && diag_has(diag, rule) && diag_count(diag, SEVERITY_FAILURE) == 1 ? 0
                                                                                                       : 1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
