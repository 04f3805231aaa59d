// Server-sent events (HTML, 9.2): one a build. Between them a connection sleeps; a beat now and then finds
// those whose browser has gone.
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

#include "preview/internal-preview.h"

enum { EVENT_MOST = 128 };

struct Listener {
    Shown *shown;
    struct MHD_Connection *connection;
    Listener *next, *previous;
    unsigned told; // the last generation
    bool asleep, beat;
};

static ssize_t write_event(void *argument, uint64_t position, char *at, size_t most)
{
    Listener *listener = argument;
    Shown *shown = listener->shown;
    ssize_t n = 0;
    (void)position;
    pthread_mutex_lock(&shown->lock);
    if (shown->ending) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (listener->told != shown->generation) {
        listener->told = shown->generation;
        n = snprintf(at, most, "id: %u\nevent: build\ndata: %u\n\n", listener->told, listener->told);
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

static void listener_free(void *argument)
{
    Listener *listener = argument;
    Shown *shown = listener->shown;
    pthread_mutex_lock(&shown->lock);
    if (listener->previous)
        listener->previous->next = listener->next;
    else
        shown->listeners = listener->next;
    if (listener->next)
        listener->next->previous = listener->previous;
    shown->listener_count--;
    pthread_mutex_unlock(&shown->lock);
    free(listener);
}

static Listener *listener_add(Shown *shown, struct MHD_Connection *connection)
{
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener = (Listener){.shown = shown, .connection = connection};
    pthread_mutex_lock(&shown->lock);
    bool room = shown->listener_count < LISTENERS_MOST && !shown->ending;
    if (room) {
        listener->next = shown->listeners;
        if (listener->next)
            listener->next->previous = listener;
        shown->listeners = listener;
        shown->listener_count++;
    }
    pthread_mutex_unlock(&shown->lock);
    if (room)
        return listener;
    free(listener);
    return NULL;
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
        if (!listener->asleep)
            continue;
        listener->asleep = false;
        MHD_resume_connection(listener->connection);
    }
}
