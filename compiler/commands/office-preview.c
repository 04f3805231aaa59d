// A document of an office in the preview: its project is made anew when what people write of it is saved.
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

#include "commands/office.h"

#define LOOKS_A_SECOND 2
#define DEPTH_MOST 6

typedef struct Remaking {
    const Options *options;
    DataFolders folders;
    atomic_bool ended;
    uint64_t stamp;
} Remaking;

// The machine's own folders, and what came back: nothing of them is in a project.
static bool is_passed(Str name)
{
    static const OfficeName names[] = {OFFICE_INTERNAL, OFFICE_PUBLISHED, OFFICE_ARCHIVE, OFFICE_RECEIVED};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(name, office_name(names[i])))
            return true;
    return false;
}

static void add_folder(Arena *arena, Input folder, int depth, uint64_t *stamp)
{
    size_t n;
    Str *names = input_list(arena, NULL, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Input input = input_below(arena, folder, names[i]);
        struct stat about;

        if ((depth == 0 && is_passed(names[i])) || stat(str_c(arena, input_path(arena, input)), &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode)) {
            if (depth < DEPTH_MOST)
                add_folder(arena, input, depth + 1, stamp);
            continue;
        }
        digest_add(stamp, names[i],
                   str_print(arena, "%lld %lld.%09ld", (long long)about.st_size,
                             (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec));
    }
}

// Of the names, sizes and times of all that people write.
static uint64_t stamp_of(const char *office)
{
    Arena *arena = arena_new();
    uint64_t stamp = 0;

    add_folder(arena, (Input){.root = str_of(office)}, 0, &stamp);
    arena_free(arena);
    return stamp;
}

static void remake(const Remaking *remaking)
{
    OfficeOptions own = office_options(remaking->options, remaking->folders, remaking->options->folders[0]);
    OfficeRun run;

    // What is wrong with the office itself check says; the preview shows the last project that could be made.
    office_run_begin(&run, &own, CHOICE_ALL);
    office_run_free(&run);
}

static void *watch(void *argument)
{
    Remaking *remaking = argument;
    const struct timespec pause = {.tv_nsec = 1000000000L / LOOKS_A_SECOND};

    while (!atomic_load(&remaking->ended)) {
        uint64_t stamp = stamp_of(remaking->options->folders[0]);

        if (stamp != remaking->stamp)
            remake(remaking);
        remaking->stamp = stamp;
        nanosleep(&pause, NULL);
    }
    return NULL;
}

int office_preview(const Options *options, DataFolders folders,
                   int (*command)(const Options *options, DataFolders folders))
{
    Options own = *options;
    OfficeRun run;
    Remaking remaking = {.options = options, .folders = folders, .stamp = stamp_of(options->folders[0])};
    int status;
    const OfficeJob *job = office_one(&run, options, folders, &status);
    const char *folder;
    pthread_t thread;

    if (job) {
        folder = office_job_folder(&run, job);
        own.folders = &folder;
        own.only = NULL;
        office_unlock(&run.lock);
        bool watched = pthread_create(&thread, NULL, watch, &remaking) == 0;
        status = command(&own, folders);
        atomic_store(&remaking.ended, true);
        if (watched)
            pthread_join(thread, NULL);
    }
    office_run_free(&run);
    return status;
}
