// Landlock by its system calls: glibc has none for it. What a kernel's version of it does not know is left
// out of what is asked for (Documentation/userspace-api/landlock.rst).
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox/internal-sandbox.h"

// Of linux/landlock.h, some of it newer than the headers that the program is built with.
enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_DIR = 1 << 4,
    REMOVE_FILE = 1 << 5,
    MAKE_CHAR = 1 << 6,
    MAKE_DIR = 1 << 7,
    MAKE_REG = 1 << 8,
    MAKE_SOCK = 1 << 9,
    MAKE_FIFO = 1 << 10,
    MAKE_BLOCK = 1 << 11,
    MAKE_SYM = 1 << 12,
    REFER = 1 << 13,     // version 2: a rename or a hard link from folder to folder
    TRUNCATE = 1 << 14,  // 3
    IOCTL_DEV = 1 << 15, // 5

    BIND_TCP = 1 << 0, // 4
    CONNECT_TCP = 1 << 1,

    SCOPE_ABSTRACT_SOCKET = 1 << 0, // 6
    SCOPE_SIGNAL = 1 << 1,

    READS = READ_FILE | READ_DIR,
    WRITES = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE,
    OF_FILES = READ_FILE | WRITE_FILE | TRUNCATE | EXECUTE,
    HANDLED = READS | WRITES | EXECUTE | MAKE_CHAR | MAKE_SOCK | MAKE_FIFO | MAKE_BLOCK | MAKE_SYM,

    RULE_PATH_BENEATH = 1,
    GET_VERSION = 1, // a flag of create_ruleset
};

typedef struct Ruleset {
    uint64_t files, net, scoped;
} Ruleset;

typedef struct __attribute__((packed)) PathBeneath {
    uint64_t allowed;
    int32_t parent;
} PathBeneath;

// How much of a Ruleset each version reads.
static size_t ruleset_size(long version)
{
    return version >= 6 ? sizeof(Ruleset) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

static Ruleset ruleset_of(long version, bool listens)
{
    Ruleset rules = {.files = HANDLED};

    if (version < 3)
        rules.files &= ~(uint64_t)TRUNCATE;
    if (version >= 4)
        rules.net = CONNECT_TCP | (listens ? 0 : BIND_TCP);
    if (version >= 5)
        rules.files |= IOCTL_DEV;
    if (version >= 6)
        rules.scoped = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
    return rules;
}

// A path that is not there gives nothing, and needs nothing.
static bool add_path(int ruleset, const Ruleset *rules, const SandboxPath *path, Arena *arena)
{
    PathBeneath rule = {.parent = open(str_c(arena, path->path), O_PATH | O_CLOEXEC)};
    struct stat about;
    bool added = true;

    if (rule.parent < 0)
        return true;
    rule.allowed = (READS | (path->write ? WRITES : 0) | (path->execute ? EXECUTE : 0)) & rules->files;
    if (fstat(rule.parent, &about) == 0 && !S_ISDIR(about.st_mode))
        rule.allowed &= OF_FILES;
    if (rule.allowed)
        added = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent);
    return added;
}

SandboxState landlock_enter(const Sandbox *sandbox)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, GET_VERSION);
    Ruleset rules = ruleset_of(version, sandbox->listens);
    bool entered = true;
    int ruleset;

    // The first version lets no file be moved from folder to folder, which is how outputs are put in place.
    if (version < 2)
        return SANDBOX_NONE;
    ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, ruleset_size(version), 0);
    if (ruleset < 0)
        return SANDBOX_FAILED;
    for (size_t i = 0; i < sandbox->paths.n && entered; i++)
        entered = add_path(ruleset, &rules, &sandbox->paths.at[i], sandbox->arena);
    entered = entered && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
              syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    int error = errno;
    close(ruleset);
    errno = error;
    return entered ? SANDBOX_ENTERED : SANDBOX_FAILED;
}
