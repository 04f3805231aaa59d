// Independent pieces of work on several threads.
//
// The calling thread is one of the workers; where no thread can be had it does everything. How many there are
// is the number of processors, or GONGKAI_THREADS; what the pieces make must not depend on it.
#ifndef GONGKAI_BASE_WORK_H
#define GONGKAI_BASE_WORK_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { WORKERS_MOST = 16 };

size_t work_workers(void); // from 1 to WORKERS_MOST

// Calls one(context, worker, index) once for every index below count, the first ones first; worker is below
// work_workers(), and no two calls with the same worker run at once. Returns when all are done.
void work_share(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context);

// The same of pieces that share out work themselves: where there are enough of them for every processor, each
// is done by its thread alone, and so is what it begins beside. (That is a state of the thread.)
void work_share_alone(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context);

// One piece of work beside the caller's own. It stays where it is until it has ended.
typedef struct Beside {
    pthread_t thread;
    void *(*run)(void *argument);
    void *argument;
    struct Seen *seen; // of who began it
    bool running;      // in the thread
} Beside;

// Calls run(argument) in a thread, or at once where none can be had.
void beside_start(Beside *beside, void *(*run)(void *argument), void *argument);
void beside_end(Beside *beside); // waits until it is done; may be called again

#endif
