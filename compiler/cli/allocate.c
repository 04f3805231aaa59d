// The process's allocator: the system's own, but that it never fails.
//
// The executable's malloc is the one that every library gets (glibc manual, “Replacing malloc”). Many of them
// go on without what they asked for, and make a page without a leader or a workbook without a sheet; others
// crash. So a request that cannot be served ends the process (base/memory.h). What no machine could ever
// serve is not memory running out: a size that a damaged file claims, past half the address space, is still
// answered with NULL, as the C standard has it. mmap and pthread_create are left alone: HarfBuzz and
// fontconfig then read their files, and base/work.c does with fewer threads, to the same result.
// Sanitizers bring an allocator of their own, which ends the process likewise.
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_ALLOCATOR 1
#endif
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(OWN_ALLOCATOR)

typedef enum Next { NEXT_MALLOC, NEXT_CALLOC, NEXT_REALLOC, NEXT_MEMALIGN, NEXT_COUNT } Next;

// The function that this one stands before. dlsym allocates only where it fails.
static void *next_of(Next which)
{
    static const char *const names[NEXT_COUNT] = {"malloc", "calloc", "realloc", "memalign"};
    static _Atomic(void *) found[NEXT_COUNT];
    void *next = atomic_load_explicit(&found[which], memory_order_relaxed);

    if (!next) {
        next = dlsym(RTLD_NEXT, names[which]);
        atomic_store_explicit(&found[which], next, memory_order_relaxed);
    }
    return next;
}

static void *served(void *at, size_t size)
{
    if (!at && size > 0 && size <= PTRDIFF_MAX) {
        memory_end();
        errno = ENOMEM;
    }
    return at;
}

void *malloc(size_t size)
{
    void *(*next)(size_t) = (void *(*)(size_t))next_of(NEXT_MALLOC);

    return served(next(size), size);
}

void *calloc(size_t count, size_t size)
{
    void *(*next)(size_t, size_t) = (void *(*)(size_t, size_t))next_of(NEXT_CALLOC);

    return served(next(count, size), size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

// Of 0 bytes it frees, and NULL is no failure.
void *realloc(void *at, size_t size)
{
    void *(*next)(void *, size_t) = (void *(*)(void *, size_t))next_of(NEXT_REALLOC);

    return served(next(at, size), size);
}

void *memalign(size_t alignment, size_t size)
{
    void *(*next)(size_t, size_t) = (void *(*)(size_t, size_t))next_of(NEXT_MEMALIGN);

    return served(next(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **at, size_t alignment, size_t size)
{
    void *made;

    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    made = memalign(alignment, size);
    if (!made && size > 0)
        return ENOMEM;
    *at = made;
    return 0;
}

#else
typedef int OwnAllocator; // a file has something in it
#endif
