// Independent pieces of work on several threads.
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "pdf/internal-object.h"

enum { THREADS_MOST = 16 };

typedef struct Work {
    size_t count;
    _Atomic size_t next;
    void (*one)(void *context, size_t index);
    void *context;
} Work;

static void *work_run(void *data)
{
    Work *work = data;
    for (size_t i = atomic_fetch_add(&work->next, 1); i < work->count; i = atomic_fetch_add(&work->next, 1))
        work->one(work->context, i);
    return NULL;
}

void work_spread(size_t count, void (*one)(void *context, size_t index), void *context)
{
    Work work = {.count = count, .one = one, .context = context};
    pthread_t threads[THREADS_MOST];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t started = 0;
    // The calling thread is one of them; where no thread can be had it does it all.
    for (size_t i = 1; i < count && i < (size_t)(cores > 0 ? cores : 1) && started < THREADS_MOST; i++)
        if (pthread_create(&threads[started], NULL, work_run, &work) == 0)
            started++;
    work_run(&work);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}
