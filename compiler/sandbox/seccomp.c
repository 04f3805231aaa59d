// The system calls that no reader of documents needs, whatever it was made to do. They fail with EPERM.
#include <errno.h>
#include <seccomp.h>
#include <sys/socket.h>

#include "sandbox/internal-sandbox.h"

static const int programs[] = {SCMP_SYS(execve), SCMP_SYS(execveat)};

static const int forbidden[] = {
    // other processes
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(kcmp),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(process_madvise),
    // addresses
    SCMP_SYS(connect),
    SCMP_SYS(socketpair),
    // files past the rules on paths
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(quotactl),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr),
    SCMP_SYS(fsetxattr),
    SCMP_SYS(chown),
    SCMP_SYS(lchown),
    SCMP_SYS(fchown),
    SCMP_SYS(fchownat),
    // other rights
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(setreuid),
    SCMP_SYS(setregid),
    SCMP_SYS(setresuid),
    SCMP_SYS(setresgid),
    SCMP_SYS(setgroups),
    SCMP_SYS(setfsuid),
    SCMP_SYS(setfsgid),
    SCMP_SYS(capset),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    // the kernel
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(acct),
    SCMP_SYS(syslog),
    SCMP_SYS(sethostname),
    SCMP_SYS(setdomainname),
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(personality),
    SCMP_SYS(vhangup),
    SCMP_SYS(nfsservctl),
    SCMP_SYS(lookup_dcookie),
};

// Of who does not listen; who does takes no other family than the internet's.
static const int of_sockets[] = {SCMP_SYS(socket), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
                                 SCMP_SYS(accept4)};

// Of a program that works alone.
static const int beside[] = {SCMP_SYS(clone),  SCMP_SYS(clone3), SCMP_SYS(fork),  SCMP_SYS(vfork),
                             SCMP_SYS(socket), SCMP_SYS(kill),   SCMP_SYS(tkill), SCMP_SYS(memfd_create)};

static const int families[] = {AF_UNIX, AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK};

// A call that this architecture does not have is none to forbid.
static int forbid(scmp_filter_ctx filter, int call)
{
    int result = call < 0 ? 0 : seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);

    return result == -EDOM ? 0 : result;
}

static int forbid_all(scmp_filter_ctx filter, const int *calls, size_t n)
{
    int result = 0;

    for (size_t i = 0; i < n && result == 0; i++)
        result = forbid(filter, calls[i]);
    return result;
}

static int fill(scmp_filter_ctx filter, const Sandbox *sandbox)
{
    int result = forbid_all(filter, forbidden, sizeof forbidden / sizeof forbidden[0]);

    if (result == 0 && !sandbox->executes)
        result = forbid_all(filter, programs, sizeof programs / sizeof programs[0]);
    if (result == 0 && !sandbox->listens)
        result = forbid_all(filter, of_sockets, sizeof of_sockets / sizeof of_sockets[0]);
    for (size_t i = 0; i < sizeof families / sizeof families[0] && result == 0 && sandbox->listens; i++)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i]));
    return result;
}

static bool load(scmp_filter_ctx filter, int result)
{
    if (result == 0)
        result = seccomp_load(filter);
    if (filter)
        seccomp_release(filter);
    errno = -result;
    return result == 0;
}

bool seccomp_enter(const Sandbox *sandbox)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    return load(filter, filter ? fill(filter, sandbox) : -ENOMEM);
}

bool seccomp_alone(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    return load(filter, filter ? forbid_all(filter, beside, sizeof beside / sizeof beside[0]) : -ENOMEM);
}
