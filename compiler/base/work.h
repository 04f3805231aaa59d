// Independent pieces of work on several threads.
//
// The calling thread is one of the workers; where no thread can be had it does everything. How many there are
// is the number of processors, or GONGKAI_THREADS; what the pieces make must not depend on it.
#ifndef GONGKAI_BASE_WORK_H
#define GONGKAI_BASE_WORK_H

#include <stddef.h>

enum { WORKERS_MOST = 16 };

size_t work_workers(void); // from 1 to WORKERS_MOST

// Calls one(context, worker, index) once for every index below count, the first ones first; worker is below
// work_workers(), and no two calls with the same worker run at once. Returns when all are done.
void work_share(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context);

#endif
