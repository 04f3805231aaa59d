// What a browser asks of the preview: a method, a path and a host, a line each, and how many lengths the
// message gives. Whatever is answered, it is to the run's own address, under the loopback's name.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "preview/internal-preview.h"

enum { PORT = 8000 };

static const Secret secret = {"0123456789abcdef0123456789abcdef"},
                    other = {"0123456789abcdef0123456789abcdee"};

static char *next_line(Arena *arena, Str *rest)
{
    ptrdiff_t end = str_find_char(*rest, '\n', 0);
    char *line = str_c(arena, str_slice(*rest, 0, end < 0 ? rest->n : (size_t)end));

    *rest = str_slice(*rest, end < 0 ? rest->n : (size_t)end + 1, rest->n);
    return line;
}

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Str rest = {(const char *)data, size};
    char *method = next_line(arena, &rest), *url = next_line(arena, &rest), *host = next_line(arena, &rest);
    size_t before = strlen(url), n = request_unescape(url);
    Request request = {method, url, *host ? host : NULL, rest.n};
    Route route = request_route(&request, &secret, PORT);

    check(n <= before && n == strlen(url));
    check((route.kind == ROUTE_ERROR) == (route.status != 0));
    if (route.kind != ROUTE_ERROR) {
        check(strcmp(method, "GET") == 0 && rest.n <= 1 && strstr(host, ":8000"));
        check(memcmp(url + 1, secret.text, sizeof secret.text - 1) == 0);
        check((route.kind == ROUTE_PAGE) == (route.page > 0));
        check(route.name.n == 0 || (route.name.at > url && route.name.at + route.name.n == url + n));
    }
    if (request_route(&request, &other, PORT).kind != ROUTE_ERROR)
        check(route.kind == ROUTE_ERROR);
    arena_free(arena);
    return 0;
}
