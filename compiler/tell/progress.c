#include "tell/terminal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tell/tell.h"

enum { SECONDS_COLUMNS = 10 }; // of “… 1234 s”, and one that stays free
enum { TICK_MS = 250, SHOWN_AFTER_MS = 1000 };

struct Progress {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ends;
    Arena *arena;
    Str what;
    bool over, shown;
};

static long ms_since(const struct timespec *begun)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - begun->tv_sec) * 1000 + (now.tv_nsec - begun->tv_nsec) / 1000000;
}

static void line_print(Progress *progress, long ms)
{
    fprintf(stderr, "\r\033[K%.*s… %ld s", STR_ARG(progress->what), ms / 1000);
    fflush(stderr);
    progress->shown = true;
}

static void *tick(void *data)
{
    Progress *progress = data;
    struct timespec begun, until;

    clock_gettime(CLOCK_MONOTONIC, &begun);
    until = begun;
    pthread_mutex_lock(&progress->lock);
    while (!progress->over) {
        long ms;

        until.tv_nsec += TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&progress->ends, &progress->lock, &until);
        ms = ms_since(&begun);
        if (!progress->over && ms >= SHOWN_AFTER_MS)
            line_print(progress, ms);
    }
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

static void progress_free(Progress *progress)
{
    Arena *arena = progress->arena;

    pthread_cond_destroy(&progress->ends);
    pthread_mutex_destroy(&progress->lock);
    arena_free(arena);
}

// The end of it, where the line would not hold it: a line that goes on in the next is not taken away.
static Str fitted(Arena *arena, Str what)
{
    int most = fill_terminal(STDERR_FILENO) - SECONDS_COLUMNS;
    size_t from = 0;

    if (fill_columns(what) <= most)
        return what;
    while (from < what.n && fill_columns(str_slice(what, from, what.n)) >= most)
        utf8_next(what, &from);
    return str_print(arena, "…%.*s", STR_ARG(str_slice(what, from, what.n)));
}

Progress *progress_begin(bool wanted, const char *what)
{
    const char *terminal = getenv("TERM");
    pthread_condattr_t clock;
    Arena *arena;
    Progress *progress;

    if (!wanted || !isatty(STDERR_FILENO) || (terminal && strcmp(terminal, "dumb") == 0))
        return NULL;
    arena = arena_new();
    progress = ARENA_NEW(arena, Progress);
    progress->arena = arena;
    progress->what = fitted(arena, escape_terminal(arena, str_of(what)));
    pthread_mutex_init(&progress->lock, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&progress->ends, &clock);
    pthread_condattr_destroy(&clock);
    if (pthread_create(&progress->thread, NULL, tick, progress) == 0)
        return progress;
    progress_free(progress); // without a thread nothing is shown
    return NULL;
}

void progress_end(Progress *progress)
{
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->over = true;
    pthread_cond_signal(&progress->ends);
    pthread_mutex_unlock(&progress->lock);
    pthread_join(progress->thread, NULL);
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress_free(progress);
}
