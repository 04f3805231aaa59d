#include "helper/helper.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helper/internal-helper.h"

struct Helper {
    Arena *arena;
    int socket; // -1: the keeper is gone
    pid_t keeper;
};

// ---- starting

static bool is_program(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

// On the PATH, in absolute folders alone: what lies in the folder where one stands is no program of the
// system's.
static const char *program_find(Arena *arena, const char *name)
{
    const char *path = getenv("PATH");
    Str rest = str_of(path ? path : "/usr/local/bin:/usr/bin:/bin");

    while (rest.n > 0) {
        ptrdiff_t colon = str_find_char(rest, ':', 0);
        Str folder = colon < 0 ? rest : str_slice(rest, 0, (size_t)colon);
        char *found = str_c(arena, path_join(arena, folder, str_of(name)));
        char *real = folder.n && folder.at[0] == '/' && is_program(found) ? realpath(found, NULL) : NULL;

        rest = colon < 0 ? (Str){0} : str_slice(rest, (size_t)colon + 1, rest.n);
        if (real) {
            found = str_c(arena, str_of(real));
            free(real);
            return found;
        }
    }
    return NULL;
}

Helper *helper_start(const char *name, HelperLimits limits, bool sandboxed)
{
    Arena *arena = arena_new();
    Helper *helper = ARENA_NEW(arena, Helper);
    Keeper keeper = {.program = program_find(arena, name), .limits = limits, .sandboxed = sandboxed};
    int ends[2];

    *helper = (Helper){.arena = arena, .socket = -1, .keeper = -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return helper;
    helper->keeper = fork();
    if (helper->keeper == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        keeper.socket = ends[1];
        keeper_serve(&keeper);
    }
    close(ends[1]);
    if (helper->keeper < 0)
        close(ends[0]);
    else
        helper->socket = ends[0];
    return helper;
}

static void lose(Helper *helper)
{
    if (helper->socket >= 0)
        close(helper->socket);
    helper->socket = -1;
}

void helper_end(Helper *helper)
{
    if (!helper)
        return;
    lose(helper);
    while (helper->keeper > 0 && waitpid(helper->keeper, NULL, 0) < 0 && errno == EINTR)
        ;
    arena_free(helper->arena);
}

// ---- asking

static bool ask(Helper *helper, HelperAsk what, Str bytes)
{
    HelperHead head = {.what = what, .bytes = bytes.n};

    if (helper->socket < 0)
        return false;
    if (helper_send(helper->socket, &head, sizeof head) && helper_send(helper->socket, bytes.at, bytes.n))
        return true;
    lose(helper);
    return false;
}

void helper_give(Helper *helper, Str bytes)
{
    if (helper)
        ask(helper, ASK_GIVE, bytes);
}

HelperState helper_run(Arena *arena, Helper *helper, const char *const *arguments, Str *output)
{
    StrBuf command = {.arena = arena};
    HelperHead head;
    char *bytes;

    *output = (Str){0};
    if (!helper)
        return HELPER_MISSING;
    for (size_t i = 0; arguments[i]; i++)
        buf_add(&command, (Str){arguments[i], strlen(arguments[i]) + 1});
    if (!ask(helper, ASK_RUN, buf_str(&command)) || !helper_receive(helper->socket, &head, sizeof head) ||
        head.what > HELPER_LOST) {
        lose(helper);
        return HELPER_LOST;
    }
    bytes = arena_alloc(arena, head.bytes + 1);
    if (!helper_receive(helper->socket, bytes, head.bytes)) {
        lose(helper);
        return HELPER_LOST;
    }
    *output = (Str){bytes, head.bytes};
    return (HelperState)head.what;
}
