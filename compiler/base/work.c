#include "base/work.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/seen.h"

typedef struct Work {
    size_t count;
    bool alone; // a piece is its thread's alone
    Seen *seen; // of who shares it out
    _Atomic size_t next;
    void (*one)(void *context, size_t worker, size_t index);
    void *context;
} Work;

typedef struct Worker {
    Work *work;
    size_t index;
} Worker;

// Whether this thread has its share of all processors, so that what it shares out itself it does alone.
static _Thread_local bool shared;

size_t work_workers(void)
{
    const char *wanted = getenv("GONGKAI_THREADS");
    long n = wanted ? strtol(wanted, NULL, 10) : 0;

    if (shared)
        return 1;
    if (n < 1)
        n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > WORKERS_MOST ? WORKERS_MOST : (size_t)n;
}

static void *worker_run(void *data)
{
    const Worker *worker = data;
    Work *work = worker->work;
    bool before = shared;
    Seen *seen = seen_begin(work->seen);

    shared = shared || work->alone;
    for (size_t i = atomic_fetch_add(&work->next, 1); i < work->count; i = atomic_fetch_add(&work->next, 1))
        work->one(work->context, worker->index, i);
    shared = before;
    seen_end(seen);
    return NULL;
}

static void share(Work *work)
{
    Worker workers[WORKERS_MOST];
    pthread_t threads[WORKERS_MOST];
    size_t wanted = work_workers(), started = 1;

    work->seen = seen_current();
    for (size_t i = 0; i < WORKERS_MOST; i++)
        workers[i] = (Worker){.work = work, .index = i};
    while (started < wanted && started < work->count &&
           pthread_create(&threads[started], NULL, worker_run, &workers[started]) == 0)
        started++;
    worker_run(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

void work_share(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context)
{
    share(&(Work){.count = count, .one = one, .context = context});
}

void work_share_alone(size_t count, void (*one)(void *context, size_t worker, size_t index), void *context)
{
    share(&(Work){.count = count, .alone = count >= work_workers(), .one = one, .context = context});
}

static void *beside_run(void *data)
{
    const Beside *beside = data;
    Seen *before = seen_begin(beside->seen);

    beside->run(beside->argument);
    seen_end(before);
    return NULL;
}

void beside_start(Beside *beside, void *(*run)(void *argument), void *argument)
{
    *beside = (Beside){.run = run, .argument = argument, .seen = seen_current()};
    beside->running = !shared && pthread_create(&beside->thread, NULL, beside_run, beside) == 0;
    if (!beside->running)
        run(argument);
}

void beside_end(Beside *beside)
{
    if (beside->running)
        pthread_join(beside->thread, NULL);
    beside->running = false;
}
