// Listening on the loopback addresses, and on no other.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "preview/internal-preview.h"

enum { BACKLOG = 64, TRIES = 16 };

static int listen_on(int family, const struct sockaddr *address, socklen_t size)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, address, size) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static int listen_4(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)*port),
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int fd = listen_on(AF_INET, (struct sockaddr *)&address, sizeof address);
    if (fd >= 0 && getsockname(fd, (struct sockaddr *)&address, &size) == 0)
        *port = ntohs(address.sin_port);
    return fd;
}

static int listen_6(unsigned port)
{
    struct sockaddr_in6 address = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    return listen_on(AF_INET6, (struct sockaddr *)&address, sizeof address);
}

size_t sockets_open(int sockets[SOCKETS_MOST], unsigned *port)
{
    unsigned wanted = *port;
    for (int i = 0; i < TRIES; i++) {
        *port = wanted;
        sockets[0] = listen_4(port);
        if (sockets[0] < 0)
            return 0;
        sockets[1] = listen_6(*port);
        if (sockets[1] >= 0)
            return 2;
        // Another program has the port on [::1]: a browser that asks for localhost would reach that.
        if (errno != EADDRINUSE)
            return 1;
        close(sockets[0]);
        if (wanted != 0)
            break;
    }
    errno = EADDRINUSE;
    return 0;
}
