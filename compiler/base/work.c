#include "base/work.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Work {
    size_t count;
    _Atomic size_t next;
    void (*one)(void *context, size_t worker, size_t index);
    void *context;
} Work;

typedef struct Worker {
    Work *work;
    size_t index;
} Worker;

size_t work_workers(void)
{
    const char *wanted = getenv("GONGKAI_THREADS");
    long n = wanted ? strtol(wanted, NULL, 10) : 0;

    if (n < 1)
        n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > WORKERS_MOST ? WORKERS_MOST : (size_t)n;
}

static void *worker_run(void *data)
{
    const Worker *worker = data;
    Work *work = worker->work;

    for (size_t i = atomic_fetch_add(&work->next, 1); i < work->count; i = atomic_fetch_add(&work->next, 1))
        work->one(work->context, worker->index, i);
    return NULL;
}

void work_share(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context)
{
    Work work = {.count = count, .one = one, .context = context};
    Worker workers[WORKERS_MOST];
    pthread_t threads[WORKERS_MOST];
    size_t wanted = work_workers(), started = 1;

    for (size_t i = 0; i < WORKERS_MOST; i++)
        workers[i] = (Worker){.work = &work, .index = i};
    while (started < wanted && started < count &&
           pthread_create(&threads[started], NULL, worker_run, &workers[started]) == 0)
        started++;
    worker_run(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

void beside_start(Beside *beside, void *(*run)(void *argument), void *argument)
{
    beside->running = pthread_create(&beside->thread, NULL, run, argument) == 0;
    if (!beside->running)
        run(argument);
}

void beside_end(Beside *beside)
{
    if (beside->running)
        pthread_join(beside->thread, NULL);
    beside->running = false;
}
