// Documents side by side, each by one thread; what came of them, in the order of the list.
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

typedef struct Run {
    const ManySpec *spec;
    FontShelves *shelves;
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

static void build(Run *run, Held *held, ManyJob *job)
{
    const ManySpec *spec = run->spec;
    Built built;

    job->compile.font_config = NULL; // the shelves take it
    job->output.shelves = run->shelves;
    built = compile_outputs(&job->compile, &job->output);
    held->result.end = built.written ? MANY_WRITTEN : MANY_FAILED;
    keep_names(held, &built, job->output.folder);
    if (spec->built)
        spec->built(spec->context, held->result.index, &built);
    diag_append(held->diag, built.made.diag);
    compilation_free(&built.made);
}

static void document(Run *run, Held *held)
{
    const ManySpec *spec = run->spec;
    Arena *arena = arena_new();
    ManyJob job = {0};

    held->result.end = MANY_FAILED;
    if (stopped(run))
        held->result.end = MANY_STOPPED;
    else if (spec->job(spec->context, arena, held->diag, held->result.index, &job) && !leave(run, held, &job))
        build(run, held, &job);
    arena_free(arena);
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

static void one(void *context, size_t worker, size_t index)
{
    Run *run = context;
    Held held = {.arena = arena_new(), .diag = diag_new(), .result = {.index = index}};

    (void)worker;
    held.result.diag = held.diag;
    document(run, &held);
    pthread_mutex_lock(&run->lock);
    run->held[index] = held;
    count(run, held.result.end);
    tell_ready(run);
    pthread_mutex_unlock(&run->lock);
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
    run.held = ARENA_ARRAY(run.arena, Held, spec->count);
    run.progress = (ManyProgress){.count = spec->count, .to_go = -1};
    pthread_mutex_init(&run.lock, NULL);
    pthread_mutex_init(&run.tools_lock, NULL);
    work_share_alone(spec->count, one, &run);
    pthread_mutex_destroy(&run.tools_lock);
    pthread_mutex_destroy(&run.lock);
    shelves_free(run.shelves);
    arena_free(run.arena);
    return run.progress;
}
