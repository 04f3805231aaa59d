// The HTTP side: which requests are answered, with what, and under which restrictions.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pdf/pdf.h"
#include "preview/internal-connections.h"
#include "preview/internal-preview.h"
#include "source/source.h"
#include "svg/svg.h"

// Of a daemon. It takes in no more until one ends: there is room for those that are being turned out.
enum { CONNECTIONS_MOST = 2 * (GUESTS_MOST + LISTENERS_MOST), PATIENCE_SECONDS = 20 };

// The preview's own page: no script but its file, nothing from elsewhere, and in no frame of another's.
#define SHELL_POLICY                                                                                         \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "    \
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
// The document's pages: no script at all, whatever HTML the project lets through.
#define SITE_POLICY                                                                                          \
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "          \
    "form-action 'none'; frame-ancestors 'self'"
#define IMAGE_POLICY "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"

typedef struct ShellFile {
    const char *path, *name, *type;
    Str bytes;
} ShellFile;

struct Server {
    const PreviewOptions *options;
    Shown *shown;
    unsigned port;
    Secret secret;
    struct MHD_Daemon *daemons[SOCKETS_MOST];
    size_t daemon_count;
    ShellFile files[3];
    Guests guests;
};

// ---- answers

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status,
                              struct MHD_Response *response, const char *type, const char *policy)
{
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Content-Security-Policy", policy);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", "GET");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_bytes(struct MHD_Connection *connection, Str bytes, const char *type,
                                    const char *policy)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes.n, (void *)bytes.at, MHD_RESPMEM_MUST_COPY);
    return answer(connection, MHD_HTTP_OK, response, type, policy);
}

static enum MHD_Result answer_error(struct MHD_Connection *connection, unsigned status)
{
    const char *text = MHD_get_reason_phrase_for(status);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_PERSISTENT);
    return answer(connection, status, response, "text/plain; charset=utf-8", IMAGE_POLICY);
}

// ---- what is asked for

static Edition *hold_good(Server *server)
{
    pthread_mutex_lock(&server->shown->lock);
    Edition *edition = edition_hold(server->shown->good);
    pthread_mutex_unlock(&server->shown->lock);
    return edition;
}

static enum MHD_Result serve_state(Server *server, struct MHD_Connection *connection)
{
    pthread_mutex_lock(&server->shown->lock);
    Str state = server->shown->state; // none before the first build
    enum MHD_Result result = state.n > 0 ? answer_bytes(connection, state, "application/json", IMAGE_POLICY)
                                         : answer_error(connection, MHD_HTTP_SERVICE_UNAVAILABLE);
    pthread_mutex_unlock(&server->shown->lock);
    return result;
}

static enum MHD_Result serve_events(Server *server, struct MHD_Connection *connection)
{
    struct MHD_Response *response = events_response(server->shown, connection);
    if (!response)
        return answer_error(connection, MHD_HTTP_SERVICE_UNAVAILABLE);
    guests_listens(&server->guests, connection);
    // Of one that ended the connection would stay, listed nowhere, and take the room of others.
    MHD_add_response_header(response, "Connection", "close");
    return answer(connection, MHD_HTTP_OK, response, "text/event-stream", IMAGE_POLICY);
}

static enum MHD_Result serve_page(struct MHD_Connection *connection, const Edition *edition, size_t number)
{
    if (number > edition->pages->page_count)
        return answer_error(connection, MHD_HTTP_NOT_FOUND);
    Arena *arena = arena_new();
    Diag *unheard = diag_new(); // images that cannot be read were reported when the document was built
    Str svg = svg_page(arena, unheard, edition->pages, number - 1, (SvgOptions){0});
    enum MHD_Result result = answer_bytes(connection, svg, "image/svg+xml", IMAGE_POLICY);
    diag_free(unheard);
    arena_free(arena);
    return result;
}

static enum MHD_Result serve_pdf(const Server *server, struct MHD_Connection *connection,
                                 const Edition *edition)
{
    Arena *arena = arena_new();
    Diag *unheard = diag_new();
    Str pdf = pdf_write(arena, unheard, edition->pages,
                        (PdfOptions){.producer = server->options->compile.generator});
    enum MHD_Result result = pdf.at ? answer_bytes(connection, pdf, "application/pdf", IMAGE_POLICY)
                                    : answer_error(connection, MHD_HTTP_INTERNAL_SERVER_ERROR);
    diag_free(unheard);
    arena_free(arena);
    return result;
}

// Without a charset for pages: they declare their own.
static const char *type_of(Str name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {{".html", "text/html"},
                 {".css", "text/css"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_ends(name, str_of(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}

static enum MHD_Result serve_site(struct MHD_Connection *connection, const Edition *edition, Str name)
{
    const HtmlFile *file = edition_file(edition, name);
    if (!file)
        return answer_error(connection, MHD_HTTP_NOT_FOUND);
    return answer_bytes(connection, file->bytes, type_of(name), SITE_POLICY);
}

static enum MHD_Result serve_edition(Server *server, struct MHD_Connection *connection, Route route)
{
    Edition *edition = hold_good(server);
    enum MHD_Result result;
    if (edition && route.kind == ROUTE_SITE)
        result = serve_site(connection, edition, route.name);
    else if (edition && route.kind == ROUTE_PAGE)
        result = serve_page(connection, edition, route.page);
    else if (edition && route.kind == ROUTE_PDF)
        result = serve_pdf(server, connection, edition);
    else
        result = answer_error(connection, MHD_HTTP_NOT_FOUND);
    edition_release(edition);
    return result;
}

static enum MHD_Result serve_file(const Server *server, struct MHD_Connection *connection, Str path)
{
    for (size_t i = 0; i < sizeof server->files / sizeof server->files[0]; i++)
        if (str_equal(path, str_of(server->files[i].path)))
            return answer_bytes(connection, server->files[i].bytes, server->files[i].type, SHELL_POLICY);
    return answer_error(connection, MHD_HTTP_NOT_FOUND);
}

// ---- requests

// One message's end must not be taken for another's: RFC 9112, 6.3.
static enum MHD_Result count_lengths(void *argument, enum MHD_ValueKind kind, const char *name,
                                     const char *value)
{
    size_t *count = argument;
    (void)kind, (void)value;
    *count += strcasecmp(name, "Content-Length") == 0 || strcasecmp(name, "Transfer-Encoding") == 0;
    return MHD_YES;
}

static size_t unescape(void *argument, struct MHD_Connection *connection, char *text)
{
    (void)argument, (void)connection;
    return request_unescape(text);
}

static enum MHD_Result take_request(void *argument, struct MHD_Connection *connection, const char *url,
                                    const char *method, const char *version, const char *body,
                                    size_t *body_size, void **state)
{
    Server *server = argument;
    (void)version, (void)body;
    guests_asked(&server->guests, connection);
    Request request = {method, url, MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host"), 0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_lengths, &request.lengths);
    Route route = request_route(&request, &server->secret, server->port);
    if (route.kind == ROUTE_ERROR)
        return answer_error(connection, route.status);
    // The connection is kept for the next request only if this one is answered once all of it has come.
    if (!*state || *body_size > 0) {
        *state = server;
        *body_size = 0;
        return MHD_YES;
    }
    if (route.kind == ROUTE_FILE)
        return serve_file(server, connection, route.name);
    if (route.kind == ROUTE_STATE)
        return serve_state(server, connection);
    if (route.kind == ROUTE_EVENTS)
        return serve_events(server, connection);
    return serve_edition(server, connection, route);
}

// ---- opening and closing

static bool files_read(Server *server, Arena *arena, Diag *diag)
{
    static const ShellFile files[] = {{"/", "preview.html", "text/html; charset=utf-8", {0}},
                                      {"/preview.js", "preview.js", "text/javascript; charset=utf-8", {0}},
                                      {"/preview.css", "preview.css", "text/css; charset=utf-8", {0}}};
    memcpy(server->files, files, sizeof files);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        Str name = str_print(arena, "templates/preview/%s", files[i].name);
        Str path =
            str_print(arena, "%.*s/%.*s", STR_ARG(server->options->compile.data_folder), STR_ARG(name));
        if (!source_bytes(arena, diag, input_at(path), name, &server->files[i].bytes))
            return false;
    }
    return true;
}

static bool daemon_start(Server *server, int socket)
{
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        take_request, server, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)PATIENCE_SECONDS,
        MHD_OPTION_NOTIFY_CONNECTION, guests_changed, &server->guests, MHD_OPTION_UNESCAPE_CALLBACK, unescape,
        NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!daemon) {
        close(socket);
        return false;
    }
    server->daemons[server->daemon_count++] = daemon;
    return true;
}

static void report_start(Diag *diag)
{
    diag_report(diag, SEVERITY_FAILURE, "preview-server", (Place){0}, (Str){0},
                _("the preview's server cannot start: %s"), strerror(errno));
}

Server *server_open(Arena *arena, Diag *diag, const PreviewOptions *options, Shown *shown)
{
    Server *server = ARENA_NEW(arena, Server);
    int sockets[SOCKETS_MOST];
    *server = (Server){.options = options, .shown = shown, .port = options->port};
    if (!files_read(server, arena, diag))
        return NULL;
    if (!secret_make(&server->secret)) {
        report_start(diag);
        return NULL;
    }
    pthread_mutex_init(&server->guests.lock, NULL);
    size_t n = sockets_open(sockets, &server->port);
    if (n == 0) {
        diag_report(diag, SEVERITY_FAILURE, "preview-port", (Place){0},
                    str_of(_("give another --port, or none to take any that is free")),
                    _("the preview cannot listen on port %u: %s"), server->port, strerror(errno));
        return NULL;
    }
    bool started = true;
    for (size_t i = 0; i < n; i++)
        started = daemon_start(server, sockets[i]) && started;
    if (started)
        return server;
    report_start(diag);
    server_close(server);
    return NULL;
}

unsigned server_port(const Server *server)
{
    return server->port;
}

const char *server_secret(const Server *server)
{
    return server->secret.text;
}

// Sleeping connections must be awake when a daemon stops.
void server_close(Server *server)
{
    pthread_mutex_lock(&server->shown->lock);
    server->shown->ending = true;
    events_wake(server->shown, false);
    pthread_mutex_unlock(&server->shown->lock);
    for (size_t i = 0; i < server->daemon_count; i++)
        MHD_stop_daemon(server->daemons[i]);
    pthread_mutex_destroy(&server->guests.lock);
}
