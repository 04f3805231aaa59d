// Who is connected. All are of one machine, so that a limit by address would tell none from another: where
// there are too many, the one that did nothing for longest goes. Those that dawdle over their request or over
// reading the answer go so, not one that has just come; a browser opens a kept connection anew.
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "preview/internal-connections.h"

struct Guest {
    Guest *newer, *older;
    MHD_socket socket;
    bool listed;
};

static void take_out(Guests *guests, Guest *guest)
{
    if (!guest->listed)
        return;
    *(guest->newer ? &guest->newer->older : &guests->newest) = guest->older;
    *(guest->older ? &guest->older->newer : &guests->oldest) = guest->newer;
    guest->listed = false;
    guests->count--;
}

static void put_first(Guests *guests, Guest *guest)
{
    guest->newer = NULL;
    guest->older = guests->newest;
    *(guest->older ? &guest->older->newer : &guests->oldest) = guest;
    guests->newest = guest;
    guest->listed = true;
    guests->count++;
}

static void come(Guests *guests, struct MHD_Connection *connection, void **place)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    Guest *guest = info ? calloc(1, sizeof *guest) : NULL;
    *place = guest;
    if (!guest)
        return;
    guest->socket = info->connect_fd;
    put_first(guests, guest);
    if (guests->count <= GUESTS_MOST)
        return;
    // The daemon finds the socket shut as it next looks, and ends the connection as if its browser had.
    Guest *oldest = guests->oldest;
    take_out(guests, oldest);
    shutdown(oldest->socket, SHUT_RDWR);
}

void guests_changed(void *argument, struct MHD_Connection *connection, void **place,
                    enum MHD_ConnectionNotificationCode what)
{
    Guests *guests = argument;
    Guest *guest = *place;
    pthread_mutex_lock(&guests->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        come(guests, connection, place);
    } else if (guest) {
        take_out(guests, guest);
        free(guest);
    }
    pthread_mutex_unlock(&guests->lock);
}

static Guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

void guests_asked(Guests *guests, struct MHD_Connection *connection)
{
    Guest *guest = guest_of(connection);
    pthread_mutex_lock(&guests->lock);
    if (guest && guest->listed) {
        take_out(guests, guest);
        put_first(guests, guest);
    }
    pthread_mutex_unlock(&guests->lock);
}

void guests_listens(Guests *guests, struct MHD_Connection *connection)
{
    Guest *guest = guest_of(connection);
    pthread_mutex_lock(&guests->lock);
    if (guest)
        take_out(guests, guest);
    pthread_mutex_unlock(&guests->lock);
}
