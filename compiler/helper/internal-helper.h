// What the files of helper share: the two ends of the talk between the process and its keeper.
#ifndef GONGKAI_HELPER_INTERNAL_HELPER_H
#define GONGKAI_HELPER_INTERNAL_HELPER_H

#include "helper/helper.h"

enum { HELPER_MOST_ARGUMENTS = 16, HELPER_MOST_COMMAND = 4096 };

typedef enum HelperAsk { ASK_GIVE, ASK_RUN } HelperAsk;

// Before each message: what is asked or answered, and how many bytes follow.
typedef struct HelperHead {
    uint64_t what; // HelperAsk; of an answer HelperState
    uint64_t bytes;
} HelperHead;

// ---- talk.c

// All of it; false where the other end is gone.
bool helper_send(int socket, const void *bytes, size_t n);
bool helper_receive(int socket, void *bytes, size_t n);

// ---- keeper.c: the process that runs the program. Never returns.

typedef struct Keeper {
    int socket;
    const char *program; // its path; NULL: there is none
    HelperLimits limits;
    bool sandboxed;
} Keeper;

_Noreturn void keeper_serve(const Keeper *keeper);

#endif
