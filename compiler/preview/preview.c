// The builder: waits for a change, builds, shows, tells; until a signal ends it.
#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "preview/internal-preview.h"

// An editor's save is several changes: the build waits until there have been none for so long.
// A folder that is gone is looked for meanwhile.
enum { QUIET_MS = 3, QUIET_ROUNDS = 20, BEAT_MS = 5000, LOST_MS = 200 };

typedef struct Preview {
    const PreviewOptions *options;
    Arena *arena;
    Shown shown;
    Watch *watch;
    FontShelf *shelf; // NULL: to be opened
} Preview;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

// ---- building

static void watch_sources(Preview *preview, const Edition *edition)
{
    const PreviewOptions *options = preview->options;
    Arena *arena = arena_new();
    watch_folder(preview->watch, str_of(options->compile.folder));
    for (size_t i = 0; i < options->fonts.folder_count; i++)
        watch_folder(preview->watch, str_of(options->fonts.folders[i]));
    watch_folder(preview->watch,
                 str_print(arena, "%.*s/templates/styles", STR_ARG(options->compile.data_folder)));
    if (edition && edition->made.document)
        watch_project(preview->watch, edition->made.document->project);
    arena_free(arena);
}

// A browser that is open over a restart must not take what it has of the preview before for this one's.
static unsigned first_generation(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (unsigned)(((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000) & 0x3fffffff) + 1;
}

// The edition takes the good one's place, or leaves it there; the browsers are told either way.
static void show(Preview *preview, Edition *edition, double start)
{
    Shown *shown = &preview->shown;
    Edition *old = NULL;
    Arena *arena = arena_new(), *old_arena;
    Edition *good = edition->good ? edition : shown->good; // which only this thread replaces
    unsigned generation = shown->generation > 0 ? shown->generation + 1 : first_generation();
    Str state = state_write(arena, (StateSpec){.shown = good,
                                               .newest = edition,
                                               .generation = generation,
                                               .milliseconds = now_ms() - start});
    pthread_mutex_lock(&shown->lock);
    if (edition->good) {
        old = shown->good;
        shown->good = edition_hold(edition);
    }
    old_arena = shown->state_arena;
    shown->state_arena = arena;
    shown->state = state;
    shown->generation = generation;
    events_wake(shown, false);
    pthread_mutex_unlock(&shown->lock);
    edition_release(old);
    if (old_arena)
        arena_free(old_arena);
}

static Str from_project(const Preview *preview, Str path)
{
    Str folder = str_of(preview->options->compile.folder);
    bool inside = str_starts(path, folder) && path.n > folder.n && path.at[folder.n] == '/';
    return inside ? str_slice(path, folder.n + 1, path.n) : path;
}

static void build(Preview *preview, Change change)
{
    const PreviewOptions *options = preview->options;
    double start = now_ms();
    if (change.fonts) {
        shelf_release(preview->shelf);
        preview->shelf = NULL;
    }
    Edition *edition = edition_make(options, &preview->shelf);
    show(preview, edition, start);
    PreviewReport report = {.diag = edition->made.diag,
                            .good = edition->good,
                            .changed = from_project(preview, change.first),
                            .pages = edition->pages ? edition->pages->page_count : 0,
                            .set = edition->set,
                            .paragraphs = edition->paragraphs,
                            .reopened = edition->reopened,
                            .milliseconds = now_ms() - start};
    options->built(options->context, &report);
    watch_sources(preview, edition);
    edition_release(edition);
}

// ---- waiting

// All changes until it is quiet.
static Change settle(Preview *preview, Arena *arena)
{
    Change change = watch_read(preview->watch, arena);
    struct pollfd more = {.fd = watch_fd(preview->watch), .events = POLLIN};
    for (int i = 0; change.any && i < QUIET_ROUNDS && poll(&more, 1, QUIET_MS) > 0; i++) {
        Change next = watch_read(preview->watch, arena);
        change.fonts = change.fonts || next.fonts;
        if (change.first.n == 0)
            change.first = next.first;
    }
    return change;
}

static void beat(Preview *preview)
{
    pthread_mutex_lock(&preview->shown.lock);
    events_wake(&preview->shown, true);
    pthread_mutex_unlock(&preview->shown.lock);
}

// A project that was removed, or moved away, may be put there again.
static bool is_lost(const Preview *preview)
{
    return !watch_has(preview->watch, str_of(preview->options->compile.folder));
}

static void look_again(Preview *preview)
{
    watch_sources(preview, preview->shown.good);
    if (!is_lost(preview))
        build(preview, (Change){.any = true, .fonts = true});
}

static void serve(Preview *preview, int signals)
{
    struct pollfd waits[] = {{.fd = signals, .events = POLLIN},
                             {.fd = watch_fd(preview->watch), .events = POLLIN}};
    for (;;) {
        bool lost = is_lost(preview);
        int n = poll(waits, 2, lost ? LOST_MS : BEAT_MS);
        if (n == 0 && lost)
            look_again(preview);
        else if (n == 0)
            beat(preview);
        if (n <= 0)
            continue;
        if (waits[0].revents)
            return;
        Arena *arena = arena_new();
        Change change = settle(preview, arena);
        if (change.any) {
            watch_sources(preview, preview->shown.good);
            build(preview, change);
        }
        arena_free(arena);
    }
}

// ---- the whole

static bool start(Preview *preview, Diag *diag, int signals)
{
    preview->watch = signals < 0 ? NULL : watch_open(preview->arena);
    if (!preview->watch) {
        diag_report(diag, SEVERITY_FAILURE, "preview-watch", (Place){0}, (Str){0},
                    _("files cannot be watched for changes: %s"), strerror(errno));
        return false;
    }
    watch_sources(preview, NULL);
    Server *server = server_open(preview->arena, diag, preview->options, &preview->shown);
    if (!server)
        return false;
    build(preview, (Change){0});
    preview->options->ready(preview->options->context, server_port(server), server_secret(server));
    serve(preview, signals);
    server_close(server);
    return true;
}

// A build takes what the one before the last gave back: it stays with the process, and is not asked of the
// system page by page again.
static void keep_memory(void)
{
    enum { BLOCK_MOST = 32 << 20, KEPT = 1 << 30 };
    mallopt(M_MMAP_THRESHOLD, BLOCK_MOST);
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_ARENA_MAX, 1); // else each thread would keep its own
}

bool preview_run(Diag *diag, const PreviewOptions *options)
{
    keep_memory();
    Preview preview = {.options = options, .arena = arena_new()};
    sigset_t ending, before;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, &before); // every thread started from here on inherits it
    int signals = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    pthread_mutex_init(&preview.shown.lock, NULL);
    bool done = start(&preview, diag, signals);
    edition_release(preview.shown.good);
    if (preview.shown.state_arena)
        arena_free(preview.shown.state_arena);
    shelf_release(preview.shelf);
    pthread_mutex_destroy(&preview.shown.lock);
    arena_free(preview.arena);
    struct signalfd_siginfo taken;
    while (signals >= 0 && read(signals, &taken, sizeof taken) > 0)
        continue; // else it would end the process once it is let through
    if (signals >= 0)
        close(signals);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return done;
}
