// A library to preload (LD_PRELOAD) that makes one thing in a process fail, the n-th of its kind, or kills
// the process there. GONGKAI_FAULT says what:
//
//     memory N    the N-th allocation fails      memory+ N   and every one after it
//     memory* N   every N-th allocation fails, each in a copy of the process (see below)
//     thread N    the N-th pthread_create fails
//     call N      the N-th system call that reads, writes, opens, maps or changes files fails
//     kill N      SIGKILL before the N-th system call that changes files
//
// GONGKAI_FAULT_COUNTS names a file as large as a Record, shared while the process runs: how many there were
// of memory, thread, call and kill, how many copies ended as they must and which did not, which system call
// was failed, and the file that it was to read or write.
// System calls are caught in the kernel, whoever makes them, by a seccomp filter that turns them into a
// signal; standard output and standard error are left alone, so that what a program says can be read.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#define ARGUMENTS(c)                                                                                         \
    {                                                                                                        \
        (c)->uc_mcontext.gregs[REG_RDI], (c)->uc_mcontext.gregs[REG_RSI], (c)->uc_mcontext.gregs[REG_RDX],   \
            (c)->uc_mcontext.gregs[REG_R10], (c)->uc_mcontext.gregs[REG_R8], (c)->uc_mcontext.gregs[REG_R9]  \
    }
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#define ARGUMENTS(c)                                                                                         \
    {                                                                                                        \
        (long)(c)->uc_mcontext.regs[0], (long)(c)->uc_mcontext.regs[1], (long)(c)->uc_mcontext.regs[2],      \
            (long)(c)->uc_mcontext.regs[3], (long)(c)->uc_mcontext.regs[4], (long)(c)->uc_mcontext.regs[5]   \
    }
#else
#error "the registers of a system call are not known for this processor"
#endif

typedef enum Kind { MEMORY, THREAD, CALL, KILL, KINDS } Kind;

enum { MOST_WRONG = 16 };

typedef struct Record {
    _Atomic uint64_t counts[KINDS];
    _Atomic uint64_t right, wrong; // copies
    uint64_t wrong_at[MOST_WRONG]; // the allocations of the first that were wrong
    int64_t wrong_end[MOST_WRONG]; // what wait4 says of them
    uint64_t failed;               // the call's number
    char file[216];
} Record;

typedef struct Caught {
    int number;
    int error;    // what it fails with
    bool changes; // files
    bool on_file; // its first argument is a descriptor that it reads or writes
    int path;     // which of its arguments is a file's name, from 1; 0 for none
} Caught;

static const Caught caught[] = {
    {SYS_read, EIO, false, true},
    {SYS_pread64, EIO, false, true},
    {SYS_readv, EIO, false, true},
    {SYS_write, ENOSPC, true, true},
    {SYS_pwrite64, ENOSPC, true, true},
    {SYS_writev, ENOSPC, true, true},
    {SYS_lseek, EIO, false, true},
    {SYS_openat, EIO, true, false, 2},
    {SYS_openat2, EIO, true, false, 2},
    {SYS_fstat, EIO, false, true},
    {SYS_newfstatat, EIO, false, false, 2},
    {SYS_statx, EIO, false, false, 2},
    {SYS_faccessat, EIO, false, false, 2},
    {SYS_readlinkat, EIO, false, false, 2},
    {SYS_getdents64, EIO, false, false},
    {SYS_mmap, ENOMEM, false, false},
    {SYS_mkdirat, ENOSPC, true, false, 2},
    {SYS_unlinkat, EIO, true, false, 2},
    {SYS_linkat, EPERM, true, false, 2},
    {SYS_renameat, EIO, true, false, 2},
    {SYS_renameat2, EIO, true, false, 2},
    {SYS_ftruncate, EIO, true, false},
    {SYS_fallocate, ENOSPC, true, false},
    {SYS_fsync, EIO, true, false},
    {SYS_fdatasync, EIO, true, false},
    {SYS_syncfs, EIO, true, false},
    {SYS_sync_file_range, EIO, false, false},
    {SYS_flock, ENOLCK, false, false},
    {SYS_fchmod, EPERM, true, false},
    {SYS_utimensat, EPERM, true, false, 2},
#ifdef SYS_open // the older ones, which not every processor has
    {SYS_open, EIO, true, false, 1},
    {SYS_stat, EIO, false, false, 1},
    {SYS_lstat, EIO, false, false, 1},
    {SYS_access, EIO, false, false, 1},
    {SYS_readlink, EIO, false, false, 1},
    {SYS_mkdir, ENOSPC, true, false, 1},
    {SYS_rmdir, EIO, true, false, 1},
    {SYS_unlink, EIO, true, false, 1},
    {SYS_link, EPERM, true, false, 1},
    {SYS_rename, EIO, true, false, 1},
#endif
};
enum { CAUGHT = sizeof caught / sizeof caught[0] };

static struct {
    Kind kind;
    uint64_t at; // 0: nothing fails
    bool on;     // what follows fails too
    bool copies; // `at` is how many there are from one copy to the next
} wanted;
static bool is_copy;
static Record own;
static Record *record = &own;

// Whether this one of its kind is to fail.
static bool fails(Kind kind)
{
    uint64_t n = atomic_fetch_add(&record->counts[kind], 1) + 1;

    return wanted.at > 0 && wanted.kind == kind && !wanted.copies &&
           (n == wanted.at || (wanted.on && n > wanted.at));
}

// ---- allocations and threads

#define NEXT(name, type) ((type)next_of(&next_##name, #name))
static _Atomic(void *) next_malloc, next_calloc, next_realloc, next_memalign, next_pthread_create;

static void *next_of(_Atomic(void *) *found, const char *name)
{
    void *next = atomic_load(found);

    if (!next) {
        next = dlsym(RTLD_NEXT, name);
        atomic_store(found, next);
    }
    return next;
}

// ---- copies
//
// A copy of the process is made before an allocation, and in it the allocation fails. The copy must say that
// memory is full and end with 3, or come to remove what it had begun: there it is ended, for that is the
// process's own. Where it changes anything else it is wrong. The process waits for it and goes on, so that
// every allocation of one run is tried, for the time of a copy each. A copy has the one thread: what another
// one held it waits for as long as base/memory.h waits; after LONGEST seconds it is ended, and wrong.

#define FULL "gongkai: out of memory\n"
enum { LONGEST = 30, STATUS_SYSTEM = 3, STATUS_REMOVES = 97, STATUS_WENT_ON = 98 };

static bool ended_well(int from, int status)
{
    char said[sizeof FULL + 1];
    ssize_t n = read(from, said, sizeof said);

    return WIFEXITED(status) &&
           (WEXITSTATUS(status) == STATUS_SYSTEM || WEXITSTATUS(status) == STATUS_REMOVES) &&
           n == (ssize_t)strlen(FULL) && memcmp(said, FULL, strlen(FULL)) == 0;
}

static void count_copy(uint64_t n, bool well, int status)
{
    uint64_t wrong;

    if (well) {
        atomic_fetch_add(&record->right, 1);
        return;
    }
    wrong = atomic_fetch_add(&record->wrong, 1);
    if (wrong >= MOST_WRONG)
        return;
    record->wrong_at[wrong] = n;
    record->wrong_end[wrong] = status;
}

// True in the copy.
static bool copy_here(uint64_t n)
{
    int ends[2], status = 0;
    long copy;

    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0)
        return false;
    copy = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); // as fork(), whose handlers may wait for other threads
    if (copy == 0) {
        is_copy = true;
        syscall(SYS_dup3, ends[1], STDERR_FILENO, 0);
        alarm(LONGEST);
        return true;
    }
    syscall(SYS_close, ends[1]);
    if (copy < 0 || syscall(SYS_wait4, copy, &status, __WALL, NULL) < 0)
        status = -1;
    count_copy(n, copy > 0 && ended_well(ends[0], status), status);
    syscall(SYS_close, ends[0]);
    return false;
}

static bool no_memory(void)
{
    int kept = errno;
    bool none;

    if (is_copy)
        return false;
    if (wanted.copies) {
        uint64_t n = atomic_fetch_add(&record->counts[MEMORY], 1) + 1;

        none = n % wanted.at == 0 && copy_here(n);
    } else {
        none = fails(MEMORY);
    }
    errno = none ? ENOMEM : kept;
    return none;
}

void *malloc(size_t size)
{
    return no_memory() ? NULL : NEXT(malloc, void *(*)(size_t))(size);
}

void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : NEXT(calloc, void *(*)(size_t, size_t))(count, size);
}

void *realloc(void *at, size_t size)
{
    return size > 0 && no_memory() ? NULL : NEXT(realloc, void *(*)(void *, size_t))(at, size);
}

void *memalign(size_t alignment, size_t size)
{
    return no_memory() ? NULL : NEXT(memalign, void *(*)(size_t, size_t))(alignment, size);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
    typedef int Create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

    return fails(THREAD) ? EAGAIN : NEXT(pthread_create, Create *)(thread, attributes, run, argument);
}

// ---- system calls

static const Caught *caught_find(int number)
{
    for (size_t i = 0; i < CAUGHT; i++)
        if (caught[i].number == number)
            return &caught[i];
    return NULL;
}

static bool changes_files(const Caught *call, const long *arguments)
{
    if (call->number == SYS_openat)
        return (arguments[2] & O_CREAT) != 0;
#ifdef SYS_open
    if (call->number == SYS_open)
        return (arguments[1] & O_CREAT) != 0;
#endif
    return call->changes;
}

static void record_failed(const Caught *call, const long *arguments)
{
    char link[40];

    record->failed = (uint64_t)call->number;
    snprintf(link, sizeof link, "/proc/self/fd/%ld", arguments[0]);
    if (call->path > 0)
        snprintf(record->file, sizeof record->file, "%s", (const char *)arguments[call->path - 1]);
    if (record->file[0] == '\0') // a status, too, may be asked of a descriptor
        syscall(SYS_readlinkat, AT_FDCWD, link, record->file, sizeof record->file - 1);
}

static bool removes(int number)
{
#ifdef SYS_unlink
    if (number == SYS_unlink || number == SYS_rmdir)
        return true;
#endif
    return number == SYS_unlinkat;
}

static void on_call(int signal_number, siginfo_t *info, void *data)
{
    ucontext_t *context = data;
    long arguments[6] = ARGUMENTS(context), result;
    const Caught *call = caught_find(info->si_syscall);
    bool standard = call && call->on_file && (arguments[0] == 1 || arguments[0] == 2);
    int kept = errno;

    (void)signal_number;
    if (is_copy && call && !standard && changes_files(call, arguments)) {
        _exit(removes(call->number) ? STATUS_REMOVES : STATUS_WENT_ON);
    }
    if (call && !standard && changes_files(call, arguments) && fails(KILL))
        kill(getpid(), SIGKILL);
    if (call && !standard && fails(CALL)) {
        record_failed(call, arguments);
        result = -call->error;
    } else {
        result = syscall(info->si_syscall, arguments[0], arguments[1], arguments[2], arguments[3],
                         arguments[4], arguments[5]);
        if (result == -1)
            result = -errno;
    }
    errno = kept;
    RESULT(context) = result;
}

// Calls that come from libc's syscall() are let through: the handler makes them again from there.
static void catch_calls(void)
{
    enum { SYSCALL_BYTES = 64, FIXED = 9 };
    const uint64_t from = (uint64_t)(uintptr_t)syscall;
    const struct sock_filter head[FIXED] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(from >> 32), 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)from, 0, 1),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)from + SYSCALL_BYTES, 0, CAUGHT + 1),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    struct sock_filter filter[FIXED + CAUGHT + 2];
    struct sock_fprog program = {.len = FIXED + CAUGHT + 2, .filter = filter};
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART};

    memcpy(filter, head, sizeof head);
    for (unsigned i = 0; i < CAUGHT; i++)
        filter[FIXED + i] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)caught[i].number, (uint8_t)(CAUGHT - i), 0);
    filter[FIXED + CAUGHT] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[FIXED + CAUGHT + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    sigaction(SIGSYS, &action, NULL);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        fputs("faults: system calls cannot be caught\n", stderr);
        _exit(77);
    }
}

static void wanted_read(const char *text)
{
    static const struct {
        const char *name;
        Kind kind;
        bool on, copies;
    } kinds[] = {{"memory ", MEMORY, false, false}, {"memory+ ", MEMORY, true, false},
                 {"memory* ", MEMORY, false, true}, {"thread ", THREAD, false, false},
                 {"call ", CALL, false, false},     {"kill ", KILL, false, false}};

    for (size_t i = 0; text && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strncmp(text, kinds[i].name, strlen(kinds[i].name)) == 0) {
            wanted.kind = kinds[i].kind;
            wanted.on = kinds[i].on;
            wanted.copies = kinds[i].copies;
            wanted.at = strtoull(text + strlen(kinds[i].name), NULL, 10);
        }
}

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("GONGKAI_FAULT_COUNTS");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    void *shared =
        file < 0 ? MAP_FAILED : mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

    if (file >= 0)
        close(file);
    if (shared != MAP_FAILED)
        record = shared;
    wanted_read(getenv("GONGKAI_FAULT"));
    catch_calls();
}
