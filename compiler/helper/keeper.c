// The process between: it holds the file, runs the program on it, and keeps to the limits.
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "helper/internal-helper.h"
#include "sandbox/sandbox.h"

enum { FIRST_OUTPUT = 1 << 16, NOT_RUN = 127 };

// ---- the sandbox

// What the kernel starts before the program: its loader (PT_INTERP). Empty where it has none.
static Str loader_of(Arena *arena, const char *program)
{
    int fd = open(program, O_RDONLY | O_CLOEXEC);
    ElfW(Ehdr) elf = {0};
    ElfW(Phdr) part;
    Str loader = {0};

    if (fd < 0)
        return loader;
    if (pread(fd, &elf, sizeof elf, 0) == (ssize_t)sizeof elf && memcmp(elf.e_ident, ELFMAG, SELFMAG) == 0 &&
        elf.e_phentsize == sizeof part)
        for (size_t i = 0; i < elf.e_phnum && loader.n == 0; i++) {
            char path[256] = {0};

            if (pread(fd, &part, sizeof part, (off_t)(elf.e_phoff + i * sizeof part)) != (ssize_t)sizeof part)
                break;
            if (part.p_type == PT_INTERP && part.p_filesz < sizeof path &&
                pread(fd, path, part.p_filesz, (off_t)part.p_offset) > 0)
                loader = str_copy(arena, str_of(path));
        }
    close(fd);
    return loader;
}

static void enter(const Keeper *keeper)
{
    Sandbox sandbox = {.arena = arena_new(), .executes = true};

    sandbox_libraries(&sandbox);
    if (keeper->program) {
        sandbox_execute(&sandbox, str_of(keeper->program));
        sandbox_execute(&sandbox, loader_of(sandbox.arena, keeper->program));
    }
    sandbox_enter(&sandbox);
    arena_free(sandbox.arena);
}

// ---- the program

static void limit(int what, size_t most)
{
    struct rlimit limits = {most, most};

    setrlimit(what, &limits);
}

// In the child.
static _Noreturn void become(const Keeper *keeper, int file, int output, char *const *arguments)
{
    static char *const environment[] = {"LC_ALL=C.UTF-8", NULL};
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CPU, keeper->limits.seconds);
    limit(RLIMIT_AS, keeper->limits.memory);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 16);
    if (dup2(file, 0) < 0 || dup2(output, 1) < 0 || dup2(null < 0 ? output : null, 2) < 0)
        _exit(NOT_RUN);
    if (keeper->sandboxed && !sandbox_alone())
        _exit(NOT_RUN);
    execve(keeper->program, arguments, environment);
    _exit(NOT_RUN);
}

static long milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

typedef struct Output {
    char *at;
    size_t n, cap;
} Output;

// What the program prints until it ends, or is past a limit.
static HelperState gather(const Keeper *keeper, int from, Output *output)
{
    long end = milliseconds() + 1000L * (long)keeper->limits.seconds;

    for (;;) {
        struct pollfd wait = {.fd = from, .events = POLLIN};
        long left = end - milliseconds();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        ssize_t got;

        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return HELPER_SLOW;
        if (output->n == output->cap) {
            output->cap = output->cap ? output->cap * 2 : FIRST_OUTPUT;
            output->at = realloc(output->at, output->cap);
        }
        got = read(from, output->at + output->n, output->cap - output->n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return HELPER_DONE;
        output->n += (size_t)got;
        if (output->n > keeper->limits.output)
            return HELPER_LARGE;
    }
}

static HelperState run(const Keeper *keeper, int file, char *const *arguments, Output *output)
{
    int ends[2], status = 0;
    HelperState state;
    pid_t child;

    if (!keeper->program)
        return HELPER_MISSING;
    if (file < 0 || pipe2(ends, O_CLOEXEC) != 0)
        return HELPER_LOST;
    child = fork();
    if (child == 0)
        become(keeper, file, ends[1], arguments);
    close(ends[1]);
    state = child < 0 ? HELPER_LOST : gather(keeper, ends[0], output);
    close(ends[0]);
    if (child > 0 && state != HELPER_DONE)
        kill(child, SIGKILL);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (state == HELPER_DONE && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return HELPER_SLOW;
    return state == HELPER_DONE && status != 0 ? HELPER_BROKEN : state;
}

// ---- what is asked

// The file's bytes into memory that has no name.
static bool take_file(const Keeper *keeper, uint64_t bytes, int *file)
{
    char piece[1 << 16];

    if (*file >= 0)
        close(*file);
    *file = memfd_create("document", MFD_CLOEXEC);
    while (bytes > 0) {
        size_t n = bytes < sizeof piece ? (size_t)bytes : sizeof piece, written = 0;

        if (!helper_receive(keeper->socket, piece, n))
            return false;
        while (*file >= 0 && written < n) {
            ssize_t put = write(*file, piece + written, n - written);

            if (put <= 0) {
                close(*file);
                *file = -1;
            } else {
                written += (size_t)put;
            }
        }
        bytes -= n;
    }
    return true;
}

static bool answer(const Keeper *keeper, uint64_t bytes, int file)
{
    static char command[HELPER_MOST_COMMAND];
    char *arguments[HELPER_MOST_ARGUMENTS + 2] = {(char *)keeper->program};
    size_t n = 1;
    Output output = {0};
    HelperHead head;
    bool sent;

    if (bytes > sizeof command || !helper_receive(keeper->socket, command, bytes))
        return false;
    for (size_t at = 0; at < bytes && n <= HELPER_MOST_ARGUMENTS; at += strlen(command + at) + 1)
        arguments[n++] = command + at;
    head.what = run(keeper, file, arguments, &output);
    head.bytes = output.n;
    sent =
        helper_send(keeper->socket, &head, sizeof head) && helper_send(keeper->socket, output.at, output.n);
    free(output.at);
    return sent;
}

_Noreturn void keeper_serve(const Keeper *keeper)
{
    int file = -1;
    HelperHead head;
    bool goes_on = true;

    if (keeper->sandboxed)
        enter(keeper);
    while (goes_on && helper_receive(keeper->socket, &head, sizeof head))
        goes_on =
            head.what == ASK_GIVE ? take_file(keeper, head.bytes, &file) : answer(keeper, head.bytes, file);
    _exit(0);
}
