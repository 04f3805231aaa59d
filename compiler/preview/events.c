// Server-sent events (HTML, 9.2): one a build. Between them a connection sleeps; a beat now and then finds
// those whose browser has gone. Where there are too many, the oldest whose browser has gone makes room, or
// the oldest of all, which is told so: a browser that only lost it would come back at once and put out the
// next.
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "preview/internal-preview.h"

enum { EVENT_MOST = 128 };

struct Listener {
    Shown *shown;
    struct MHD_Connection *connection;
    Listener *next, *previous;
    unsigned sent; // the last generation
    bool asleep, beat;
    bool leaving, gone; // it has to make room, and has been told
};

static ssize_t write_event(void *argument, uint64_t position, char *at, size_t most)
{
    Listener *listener = argument;
    Shown *shown = listener->shown;
    ssize_t n = 0;
    (void)position;
    pthread_mutex_lock(&shown->lock);
    if (shown->ending || listener->gone) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (listener->leaving) {
        listener->gone = true;
        n = snprintf(at, most, "event: elsewhere\ndata:\n\n");
    } else if (listener->sent != shown->generation) {
        listener->sent = shown->generation;
        n = snprintf(at, most, "id: %u\nevent: build\ndata: %u\n\n", listener->sent, listener->sent);
    } else if (listener->beat) {
        n = snprintf(at, most, ":\n\n");
    } else {
        listener->asleep = true;
        MHD_suspend_connection(listener->connection);
    }
    listener->beat = false;
    pthread_mutex_unlock(&shown->lock);
    return n;
}

static void take_out(Listener *listener)
{
    Shown *shown = listener->shown;
    if (listener->previous)
        listener->previous->next = listener->next;
    else
        shown->listeners = listener->next;
    if (listener->next)
        listener->next->previous = listener->previous;
    shown->listener_count--;
}

static void listener_free(void *argument)
{
    Listener *listener = argument;
    Shown *shown = listener->shown;
    pthread_mutex_lock(&shown->lock);
    if (!listener->leaving)
        take_out(listener);
    pthread_mutex_unlock(&shown->lock);
    free(listener);
}

static void wake(Listener *listener)
{
    if (!listener->asleep)
        return;
    listener->asleep = false;
    MHD_resume_connection(listener->connection);
}

// Whether the browser has shut the connection. It is open on this side while the listener is listed: the
// daemon frees the response first.
static bool is_dead(const Listener *listener)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(listener->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    char byte;
    return info && recv(info->connect_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void make_room(Shown *shown)
{
    Listener *oldest = NULL, *dead = NULL;
    for (Listener *listener = shown->listeners; listener; listener = listener->next) {
        oldest = listener;
        dead = is_dead(listener) ? listener : dead;
    }
    Listener *last = dead ? dead : oldest;
    if (!last)
        return;
    take_out(last);
    last->leaving = true;
    wake(last);
}

static Listener *listener_add(Shown *shown, struct MHD_Connection *connection)
{
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener = (Listener){.shown = shown, .connection = connection};
    pthread_mutex_lock(&shown->lock);
    if (shown->listener_count >= LISTENERS_MOST)
        make_room(shown);
    listener->next = shown->listeners;
    if (listener->next)
        listener->next->previous = listener;
    shown->listeners = listener;
    shown->listener_count++;
    pthread_mutex_unlock(&shown->lock);
    return listener;
}

struct MHD_Response *events_response(Shown *shown, struct MHD_Connection *connection)
{
    Listener *listener = listener_add(shown, connection);
    if (!listener)
        return NULL;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_MOST, write_event, listener, listener_free);
    if (!response)
        listener_free(listener);
    return response;
}

void events_wake(Shown *shown, bool beat)
{
    for (Listener *listener = shown->listeners; listener; listener = listener->next) {
        listener->beat = listener->beat || beat;
        wake(listener);
    }
}
