// Documents side by side, each by one thread; finished ones put in their places by one more, which waits for
// the disk; what came of them, in the order of the list.
#include "many/many.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

#include "base/work.h"

// What came of a document until those before it are done.
typedef struct Held {
    Arena *arena; // NULL: not done, or told
    Diag *diag;
    ManyResult result;
} Held;

// Outputs that wait for the disk, each with little memory: so many in all.
enum { WAITING_MOST = 32 };

typedef struct Waiting {
    Held held;
    PendingOutput *pending;
} Waiting;

// What is finished while others are flushed is flushed together after them: a slow disk makes larger groups.
typedef struct Committer {
    pthread_t thread;
    bool running;
    pthread_mutex_t lock; // of all below
    pthread_cond_t changed;
    Waiting waiting[WAITING_MOST];
    size_t n;
    bool ended; // nothing more comes
} Committer;

typedef struct Run {
    const ManySpec *spec;
    Committer committer;
    FontShelves *shelves;
    Kept *kept;
    pthread_mutex_t tools_lock;
    Str tools[2]; // of kinds without pages and with them; empty: not asked yet
    Arena *arena;
    double began;
    pthread_mutex_t lock; // of all below
    Held *held;           // by index
    size_t told;          // of the list, from its start
    ManyProgress progress;
} Run;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool stopped(const Run *run)
{
    return run->spec->stop && run->spec->stop(run->spec->context);
}

// ---- one document

static void keep_names(Held *held, const Built *built, Str folder)
{
    ManyResult *result = &held->result;
    Str *names = ARENA_ARRAY(held->arena, Str, built->main_file_count);

    for (size_t i = 0; i < built->main_file_count; i++)
        names[i] = str_copy(held->arena, built->main_files[i]);
    result->folder = str_copy(held->arena, folder);
    result->main_files = names;
    result->main_file_count = built->main_file_count;
}

// Before the shelves take the configuration of fonts, since no document is built before.
static Str tools_of(Run *run, const ManyJob *job)
{
    bool pages = (job->output.kinds & (KIND_PDF | KIND_OFD | KIND_DOCX | KIND_SUBMISSION)) != 0;
    CompileOptions options = job->compile;
    Str tools;

    pthread_mutex_lock(&run->tools_lock);
    if (run->tools[pages].n == 0) {
        FontConfig *own = pages && !run->spec->font_config ? font_config_read() : NULL;

        options.font_config = own ? own : run->spec->font_config;
        run->tools[pages] = compile_tools(run->arena, &options, job->output.kinds);
        font_config_free(own);
    }
    tools = run->tools[pages];
    pthread_mutex_unlock(&run->tools_lock);
    return tools;
}

static bool leave(Run *run, Held *held, ManyJob *job)
{
    ManyResult *result = &held->result;

    job->output.tools = tools_of(run, job);
    job->output.also = job->also;
    if (run->spec->anew ||
        !compile_unchanged(&job->compile, &job->output, run->spec->verify, &result->warnings))
        return false;
    result->end = MANY_LEFT;
    result->folder = str_copy(held->arena, job->output.folder);
    return true;
}

// Returns what is to be committed; NULL where nothing is.
static PendingOutput *build(Run *run, Held *held, ManyJob *job)
{
    Built built;

    job->compile.font_config = NULL; // the shelves take it
    job->compile.kept = run->kept;
    job->output.shelves = run->shelves;
    job->output.later = true;
    built = compile_outputs(&job->compile, &job->output);
    keep_names(held, &built, job->output.folder);
    diag_append(held->diag, built.made.diag);
    compilation_free(&built.made);
    return built.pending;
}

static PendingOutput *document(Run *run, Held *held)
{
    const ManySpec *spec = run->spec;
    Arena *arena = arena_new();
    ManyJob job = {0};
    PendingOutput *pending = NULL;

    held->result.end = MANY_FAILED;
    if (stopped(run))
        held->result.end = MANY_STOPPED;
    else if (spec->job(spec->context, arena, held->diag, held->result.index, &job) && !leave(run, held, &job))
        pending = build(run, held, &job);
    arena_free(arena);
    return pending;
}

// ---- what came of it

static void tell_ready(Run *run)
{
    for (; run->told < run->spec->count && run->held[run->told].arena; run->told++) {
        Held *held = &run->held[run->told];

        run->spec->done(run->spec->context, &held->result);
        diag_free(held->diag);
        arena_free(held->arena);
        *held = (Held){0};
    }
}

// The time to go is that of what is left to do by what a document took so far, those that were left among
// them: of a run that goes on, most are.
static void count(Run *run, ManyEnd end)
{
    ManyProgress *progress = &run->progress;
    size_t done;

    progress->written += end == MANY_WRITTEN;
    progress->left += end == MANY_LEFT;
    progress->failed += end == MANY_FAILED;
    done = progress->written + progress->left + progress->failed;
    progress->seconds = now() - run->began;
    progress->to_go = done == 0 ? -1 : progress->seconds / (double)done * (double)(progress->count - done);
    if (run->spec->progress && end != MANY_STOPPED)
        run->spec->progress(run->spec->context, progress);
}

static void finish(Run *run, const Held *held)
{
    pthread_mutex_lock(&run->lock);
    run->held[held->result.index] = *held;
    count(run, held->result.end);
    tell_ready(run);
    pthread_mutex_unlock(&run->lock);
}

// ---- into their places

static void commit(Run *run, Waiting *waiting, size_t n)
{
    OutputCommit commits[WAITING_MOST];

    for (size_t i = 0; i < n; i++)
        commits[i] = (OutputCommit){.pending = waiting[i].pending, .diag = waiting[i].held.diag};
    compile_commit(commits, n);
    for (size_t i = 0; i < n; i++) {
        ManyResult *result = &waiting[i].held.result;

        result->end = commits[i].written ? MANY_WRITTEN : MANY_FAILED;
        if (!commits[i].written)
            result->main_file_count = 0;
        finish(run, &waiting[i].held);
    }
}

// All that wait; none where nothing more comes.
static size_t take_waiting(Committer *committer, Waiting *taken)
{
    size_t n;

    pthread_mutex_lock(&committer->lock);
    while (committer->n == 0 && !committer->ended)
        pthread_cond_wait(&committer->changed, &committer->lock);
    n = committer->n;
    for (size_t i = 0; i < n; i++)
        taken[i] = committer->waiting[i];
    committer->n = 0;
    pthread_cond_broadcast(&committer->changed);
    pthread_mutex_unlock(&committer->lock);
    return n;
}

static void *commit_all(void *context)
{
    Run *run = context;
    Waiting taken[WAITING_MOST];

    for (size_t n; (n = take_waiting(&run->committer, taken)) > 0;)
        commit(run, taken, n);
    return NULL;
}

static void put_waiting(Committer *committer, const Waiting *waiting)
{
    pthread_mutex_lock(&committer->lock);
    while (committer->n == WAITING_MOST)
        pthread_cond_wait(&committer->changed, &committer->lock);
    committer->waiting[committer->n++] = *waiting;
    pthread_cond_broadcast(&committer->changed);
    pthread_mutex_unlock(&committer->lock);
}

static void committer_start(Run *run)
{
    Committer *committer = &run->committer;

    pthread_mutex_init(&committer->lock, NULL);
    pthread_cond_init(&committer->changed, NULL);
    committer->running = pthread_create(&committer->thread, NULL, commit_all, run) == 0;
}

static void committer_end(Committer *committer)
{
    pthread_mutex_lock(&committer->lock);
    committer->ended = true;
    pthread_cond_broadcast(&committer->changed);
    pthread_mutex_unlock(&committer->lock);
    if (committer->running)
        pthread_join(committer->thread, NULL);
    pthread_cond_destroy(&committer->changed);
    pthread_mutex_destroy(&committer->lock);
}

// ---- all

static void one(void *context, size_t worker, size_t index)
{
    Run *run = context;
    Waiting now = {.held = {.arena = arena_new(), .diag = diag_new(), .result = {.index = index}}};

    (void)worker;
    now.held.result.diag = now.held.diag;
    now.pending = document(run, &now.held);
    if (!now.pending)
        finish(run, &now.held);
    else if (run->committer.running)
        put_waiting(&run->committer, &now);
    else
        commit(run, &now, 1);
}

// A document takes what the one before gave back: it stays with the process, up to a bound, and is not asked
// of the system page by page again.
static void keep_memory(void)
{
    enum { BLOCK_MOST = 8 << 20, KEPT = 24 << 20 };

    mallopt(M_MMAP_THRESHOLD, BLOCK_MOST);
    mallopt(M_TRIM_THRESHOLD, KEPT);
}

ManyProgress many_build(const ManySpec *spec)
{
    Run run = {.spec = spec, .began = now(), .arena = arena_new()};

    keep_memory();
    run.shelves = shelves_new(spec->font_config);
    run.kept = kept_new();
    run.held = ARENA_ARRAY(run.arena, Held, spec->count);
    run.progress = (ManyProgress){.count = spec->count, .to_go = -1};
    pthread_mutex_init(&run.lock, NULL);
    pthread_mutex_init(&run.tools_lock, NULL);
    committer_start(&run);
    work_share_alone(spec->count, one, &run);
    committer_end(&run.committer);
    pthread_mutex_destroy(&run.tools_lock);
    pthread_mutex_destroy(&run.lock);
    shelves_free(run.shelves);
    kept_free(run.kept);
    arena_free(run.arena);
    return run.progress;
}
