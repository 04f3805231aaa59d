// The preview listens on the loopback addresses and on no other.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "preview/internal-preview.h"
#include "testing.h"

static void close_all(const int sockets[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        close(sockets[i]);
}

static void test_loopback(void **state)
{
    int sockets[SOCKETS_MOST];
    unsigned port = 0;
    size_t n = sockets_open(sockets, &port);
    (void)state;
    assert_true(n >= 1 && port > 0);
    for (size_t i = 0; i < n; i++) {
        struct sockaddr_storage bound;
        socklen_t size = sizeof bound;
        assert_int_equal(getsockname(sockets[i], (struct sockaddr *)&bound, &size), 0);
        if (bound.ss_family == AF_INET) {
            const struct sockaddr_in *four = (const struct sockaddr_in *)&bound;
            assert_int_equal(ntohl(four->sin_addr.s_addr), INADDR_LOOPBACK);
            assert_int_equal(ntohs(four->sin_port), port);
        } else {
            const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&bound;
            assert_int_equal(bound.ss_family, AF_INET6);
            assert_memory_equal(&six->sin6_addr, &in6addr_loopback, sizeof in6addr_loopback);
            assert_int_equal(ntohs(six->sin6_port), port);
        }
    }
    close_all(sockets, n);
}

static void test_taken(void **state)
{
    int first[SOCKETS_MOST], second[SOCKETS_MOST];
    unsigned port = 0, same;
    size_t n = sockets_open(first, &port);
    (void)state;
    assert_true(n >= 1);
    same = port;
    assert_int_equal(sockets_open(second, &same), 0);
    assert_int_equal(errno, EADDRINUSE);
    close_all(first, n);
    n = sockets_open(second, &same);
    assert_true(n >= 1);
    assert_int_equal(same, port);
    close_all(second, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_loopback), cmocka_unit_test(test_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
