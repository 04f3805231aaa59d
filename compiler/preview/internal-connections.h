// What server.c and connections.c share: who is connected, and who goes where there are too many.
#ifndef GONGKAI_PREVIEW_INTERNAL_CONNECTIONS_H
#define GONGKAI_PREVIEW_INTERNAL_CONNECTIONS_H

#include <microhttpd.h>
#include <pthread.h>

enum { GUESTS_MOST = 32 };

typedef struct Guest Guest;

// Those that do not listen to events, by when they last came or asked.
typedef struct Guests {
    pthread_mutex_t lock;
    Guest *newest, *oldest;
    size_t count;
} Guests;

// What the daemons call as connections come and go; argument: the Guests.
void guests_changed(void *argument, struct MHD_Connection *connection, void **place,
                    enum MHD_ConnectionNotificationCode what);
// A whole request has come.
void guests_asked(Guests *guests, struct MHD_Connection *connection);
// It stays, to hear of builds: such have their own limit.
void guests_listens(Guests *guests, struct MHD_Connection *connection);

#endif
