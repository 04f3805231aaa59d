#include "sandbox/sandbox.h"

#include <stdlib.h>

#include "sandbox/internal-sandbox.h"

void sandbox_read(Sandbox *sandbox, Str path)
{
    *vec_push(sandbox->arena, &sandbox->paths) = (SandboxPath){.path = path};
}

void sandbox_write(Sandbox *sandbox, Str path)
{
    *vec_push(sandbox->arena, &sandbox->paths) = (SandboxPath){.path = path, .write = true};
}

void sandbox_execute(Sandbox *sandbox, Str path)
{
    *vec_push(sandbox->arena, &sandbox->paths) = (SandboxPath){.path = path, .execute = true};
}

void sandbox_libraries(Sandbox *sandbox)
{
    static const char *const read[] = {"/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib",
                                       "/lib64",   "/nix/store", "/gnu/store",     "/etc/ld.so.cache"};

    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        sandbox_read(sandbox, str_of(read[i]));
    sandbox_write(sandbox, str_of("/dev/null"));
}

void sandbox_common(Sandbox *sandbox)
{
    static const char *const read[] = {
        "/usr",
        "/lib",
        "/lib64",
        "/nix/store",
        "/gnu/store", // libraries, encodings, locales, fonts
        "/etc/fonts",
        "/etc/localtime",
        "/etc/gnutls",
        "/etc/ld.so.cache",
        "/var/cache/fontconfig",
        "/proc/self",
        "/sys/devices/system/cpu", // how many processors there are
        "/dev/urandom",
        "/dev/zero",
    };
    static const char *const written[] = {"/dev/null", "/dev/shm", "/tmp"};
    const char *temporary = getenv("TMPDIR");

    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        sandbox_read(sandbox, str_of(read[i]));
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        sandbox_write(sandbox, str_of(written[i]));
    if (temporary && *temporary == '/')
        sandbox_write(sandbox, str_of(temporary));
}

SandboxState sandbox_enter(const Sandbox *sandbox)
{
    SandboxState state = landlock_enter(sandbox);

#ifndef GONGKAI_SANITIZED // whose runtime calls what is forbidden
    if (state == SANDBOX_ENTERED && !seccomp_enter(sandbox))
        return SANDBOX_FAILED;
#endif
    return state;
}

bool sandbox_alone(void)
{
#ifdef GONGKAI_SANITIZED
    return true;
#else
    return seccomp_alone();
#endif
}
