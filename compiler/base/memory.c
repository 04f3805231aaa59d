#include "base/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

// Where the heap cannot grow, glibc maps a megabyte at the least; reading a folder takes 32 kB of it.
#define RESERVE ((size_t)2 << 20)
// A converter of iconv or another library that is loaded late maps a part of this.
#define SHORT ((size_t)4 << 20)

enum {
    STATUS_SYSTEM = 3, // of tell/tell.h
    LONGEST_WAIT = 5,  // seconds
};

static pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local unsigned held; // how deep this thread holds it
static _Thread_local bool removing; // this thread is the one that ends the process
static atomic_flag ending = ATOMIC_FLAG_INIT;
static Temporary *temporaries; // under the lock
static const char *said = "gongkai: out of memory\n";
static void *reserve = MAP_FAILED;

void memory_prepare(const char *message)
{
    said = message;
    if (reserve == MAP_FAILED)
        reserve = mmap(NULL, RESERVE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void memory_hold(void)
{
    if (held++ == 0)
        pthread_mutex_lock(&hold);
}

void memory_release(void)
{
    if (--held == 0)
        pthread_mutex_unlock(&hold);
}

void memory_temporary_add(Temporary *temporary)
{
    memory_hold();
    temporary->next = temporaries;
    temporaries = temporary;
    memory_release();
}

void memory_temporary_drop(Temporary *temporary)
{
    memory_hold();
    for (Temporary **at = &temporaries; *at; at = &(*at)->next)
        if (*at == temporary) {
            *at = temporary->next;
            break;
        }
    memory_release();
}

// Another thread ends the process; what this one was changing is that one's to remove now.
static _Noreturn void wait_for_the_end(void)
{
    if (held > 0)
        pthread_mutex_unlock(&hold);
    for (;;)
        pause();
}

// Never released: whoever would change a temporary from now on waits for the end. False where another thread
// does not let go, perhaps for a lock of a library's that this one holds: the next build removes what is
// left.
static bool hold_for_good(void)
{
    struct timespec until;

    if (held > 0)
        return true;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LONGEST_WAIT;
    if (pthread_mutex_timedlock(&hold, &until) != 0)
        return false;
    held = 1;
    return true;
}

void memory_end(void)
{
    if (removing)
        return;
    if (atomic_flag_test_and_set(&ending))
        wait_for_the_end();
    removing = true;
    (void)!write(STDERR_FILENO, said, strlen(said));
    if (reserve != MAP_FAILED)
        munmap(reserve, RESERVE);
    if (hold_for_good())
        while (temporaries) {
            Temporary *one = temporaries;

            temporaries = one->next;
            one->remove(one->object);
        }
    _exit(STATUS_SYSTEM);
}

void memory_end_if_short(void)
{
    void *probe = mmap(NULL, SHORT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (probe == MAP_FAILED)
        memory_end();
    else
        munmap(probe, SHORT);
}
