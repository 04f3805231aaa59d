// Which answer a request gets: from its text alone, before anything is looked up for it.
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "preview/internal-preview.h"

// The name that the browser was given must be the loopback's: under any other, a page from elsewhere whose
// name was pointed here (DNS rebinding) would be of this origin.
static bool host_is_ours(const char *host, unsigned port)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; host && i < sizeof hosts / sizeof hosts[0]; i++) {
        char ours[32];
        snprintf(ours, sizeof ours, "%s:%u", hosts[i], port);
        if (strcasecmp(host, ours) == 0 || (port == 80 && strcasecmp(host, hosts[i]) == 0))
            return true;
    }
    return false;
}

// "12.svg" to 12; 0 where it is no such name.
static size_t page_number(Str name)
{
    size_t number = 0, i = 0;
    for (; i < name.n && i < 6 && name.at[i] >= '0' && name.at[i] <= '9'; i++)
        number = number * 10 + (size_t)(name.at[i] - '0');
    return i > 0 && name.at[0] != '0' && str_equal(str_slice(name, i, name.n), STR(".svg")) ? number : 0;
}

static Route error_route(unsigned status)
{
    return (Route){.kind = ROUTE_ERROR, .status = status};
}

static Route path_route(Str path)
{
    static const char *const files[] = {"/", "/preview.js", "/preview.css"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (str_equal(path, str_of(files[i])))
            return (Route){.kind = ROUTE_FILE, .name = path};
    if (str_equal(path, STR("/state.json")))
        return (Route){.kind = ROUTE_STATE};
    if (str_equal(path, STR("/events")))
        return (Route){.kind = ROUTE_EVENTS};
    if (str_equal(path, STR("/document.pdf")))
        return (Route){.kind = ROUTE_PDF};
    if (str_starts(path, STR("/site/")))
        return (Route){.kind = ROUTE_SITE, .name = str_slice(path, STR("/site/").n, path.n)};
    if (str_starts(path, STR("/pages/"))) {
        size_t page = page_number(str_slice(path, STR("/pages/").n, path.n));
        if (page > 0)
            return (Route){.kind = ROUTE_PAGE, .page = page};
    }
    return error_route(MHD_HTTP_NOT_FOUND);
}

Route request_route(const Request *request, const Secret *secret, unsigned port)
{
    if (!host_is_ours(request->host, port))
        return error_route(MHD_HTTP_MISDIRECTED_REQUEST);
    if (request->lengths > 1 || strstr(request->url, "%00"))
        return error_route(MHD_HTTP_BAD_REQUEST);
    const char *path = secret_after(secret, request->url);
    if (!path)
        return error_route(MHD_HTTP_NOT_FOUND);
    if (strcmp(request->method, MHD_HTTP_METHOD_GET) != 0)
        return error_route(MHD_HTTP_METHOD_NOT_ALLOWED);
    return path_route(str_of(path));
}

size_t request_unescape(char *text)
{
    return strstr(text, "%00") ? strlen(text) : MHD_http_unescape(text);
}
