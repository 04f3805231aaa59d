// What the files of preview share: a build that is shown (Edition), what a browser is told of it, the watched
// folders, the server.
#ifndef GONGKAI_PREVIEW_INTERNAL_PREVIEW_H
#define GONGKAI_PREVIEW_INTERNAL_PREVIEW_H

#include <pthread.h>
#include <stdatomic.h>

#include "html/html.h"
#include "layout/layout.h"
#include "preview/preview.h"

// ---- edition.c

// One build. Nothing changes it once it is made; whoever holds it may read it on any thread.
typedef struct Edition {
    atomic_uint uses;
    Compilation made;
    Arena *site_arena, *pages_arena; // NULL where they were not made
    FontShelf *shelf;
    bool reopened;  // the shelf, for it
    HtmlSite *site; // these may be there and not good
    Pages *pages;
    size_t paragraphs, set; // see PreviewReport
    bool good;
} Edition;

// *shelf: the one before, or NULL; it is released and another opened where the style is another.
Edition *edition_make(const PreviewOptions *options, FontShelf **shelf);
Edition *edition_hold(Edition *edition);
void edition_release(Edition *edition); // NULL is allowed
const HtmlFile *edition_file(const Edition *edition, Str name);

// ---- state.c

typedef struct StateSpec {
    const Edition *shown;  // NULL: nothing good yet
    const Edition *newest; // whose findings are told
    unsigned generation;
    double milliseconds;
} StateSpec;

// What the browser is told, as JSON.
Str state_write(Arena *arena, StateSpec spec);

// ---- watch.c

typedef struct Watch Watch;

typedef struct Change {
    bool any;
    bool fonts; // something other than text, tables, pictures, manifests, templates and styles
    Str first;  // of the files that changed
} Change;

Watch *watch_open(Arena *arena); // NULL with errno; the arena's freeing closes it
int watch_fd(const Watch *watch);
// The folder and those below it; one that is not there is passed over. Watching twice is watching once.
void watch_folder(Watch *watch, Str folder);
void watch_project(Watch *watch, const Project *project); // all that it was read from
Change watch_read(Watch *watch, Arena *arena);            // what happened since; does not wait
bool watch_has(const Watch *watch, Str folder);           // false: it is gone, or was never there

// ---- events.c: who listens

enum { LISTENERS_MOST = 16 };

struct MHD_Connection;
struct MHD_Response;

typedef struct Listener Listener;

// What the server's threads and the builder's share; all of it under the lock.
typedef struct Shown {
    pthread_mutex_t lock;
    Edition *good; // held
    Arena *state_arena;
    Str state;
    unsigned generation; // of the state
    Listener *listeners;
    size_t listener_count;
    bool ending;
} Shown;

// Where there are too many, one of those before goes. NULL where there is no memory.
struct MHD_Response *events_response(Shown *shown, struct MHD_Connection *connection);
void events_wake(Shown *shown, bool beat); // under the lock; beat: even where there is no news

// ---- server.c

typedef struct Server Server;

enum { SECRET_BYTES = 16 };

typedef struct Secret { // of one run, in hexadecimal digits
    char text[2 * SECRET_BYTES + 1];
} Secret;

// secret.c. False where the system gives no random numbers.
bool secret_make(Secret *secret);
// What comes after /SECRET in a path, from its slash on; NULL where the path begins otherwise.
const char *secret_after(const Secret *secret, const char *path);

// ---- request.c

typedef struct Request {
    const char *method, *url; // the path as request_unescape leaves it
    const char *host;         // the header; NULL: it has none
    size_t lengths;           // how many of its headers say where it ends
} Request;

typedef enum RouteKind {
    ROUTE_ERROR,
    ROUTE_FILE, // of the preview's own page
    ROUTE_STATE,
    ROUTE_EVENTS,
    ROUTE_SITE,
    ROUTE_PAGE,
    ROUTE_PDF
} RouteKind;

typedef struct Route {
    RouteKind kind;
    unsigned status; // ROUTE_ERROR: of HTTP
    size_t page;     // ROUTE_PAGE: from 1, and there may be no such page
    Str name; // ROUTE_FILE, from its slash on, and ROUTE_SITE, where there may be no such file; of the URL's
              // memory
} Route;

Route request_route(const Request *request, const Secret *secret, unsigned port);
// In place; the new length. As MHD does it, but for the character that would end the path: a path with one
// stays as it was written, for request_route to refuse.
size_t request_unescape(char *text);

// ---- the server's life

// The port is bound on 127.0.0.1 and, where there is IPv6, on [::1]. NULL after reporting.
Server *server_open(Arena *arena, Diag *diag, const PreviewOptions *options, Shown *shown);
unsigned server_port(const Server *server);
const char *server_secret(const Server *server);
void server_close(Server *server);

// ---- socket.c

enum { SOCKETS_MOST = 2 };

// Listening sockets of one port on the loopback addresses; how many, 0 with errno.
size_t sockets_open(int sockets[SOCKETS_MOST], unsigned *port);

#endif
