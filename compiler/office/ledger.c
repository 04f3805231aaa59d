#include "office/internal-ledger.h"
#include "office/internal-words.h"
#include "office/office.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LEDGER_MOST ((size_t)256 << 20)

enum { WAIT_MS = 6000, PAUSE_MS = 50 };

static const char *const kind_names[LEDGER_KINDS] = {
    [LEDGER_HANDED_OUT] = "handed-out", [LEDGER_RECEIVED] = "received", [LEDGER_FINAL] = "final",
    [LEDGER_PUBLISHED] = "published",   [LEDGER_VERIFIED] = "verified", [LEDGER_CORRECTED] = "corrected",
    [LEDGER_ARCHIVED] = "archived"};

static bool fail(const Ledger *ledger, Diag *diag, const char *what, int error)
{
    diag_report(diag, SEVERITY_FAILURE, "office-ledger", (Place){.file = ledger->path}, (Str){0}, "%s: %s",
                what, strerror(error));
    return false;
}

// ---- lines

static Str text_at(Arena *arena, const json_t *json, const char *key)
{
    const json_t *value = json_object_get(json, key);

    return str_copy(arena, (Str){json_string_value(value), json_string_length(value)});
}

static json_int_t number_at(const json_t *json, const char *key)
{
    return json_integer_value(json_object_get(json, key));
}

static bool event_read(Arena *arena, Str line, LedgerEvent *event)
{
    json_t *json = json_loadb(line.at, line.n, JSON_REJECT_DUPLICATES, NULL);
    Str kind = text_at(arena, json, "event");
    json_int_t round = number_at(json, "round"), count = number_at(json, "count");
    bool known = false;

    *event = (LedgerEvent){.document = text_at(arena, json, "document"),
                           .time = text_at(arena, json, "time"),
                           .version = text_at(arena, json, "version"),
                           .digest = text_at(arena, json, "digest"),
                           .url = text_at(arena, json, "url"),
                           .note = text_at(arena, json, "note")};
    for (int i = 0; i < LEDGER_KINDS && !known; i++) {
        known = str_equal(kind, str_of(kind_names[i]));
        event->kind = (LedgerKind)i;
    }
    known = known && event->document.n && round >= 0 && round < INT_MAX && count >= 0;
    event->round = (int)round;
    event->count = (size_t)count;
    json_decref(json);
    return known;
}

static void set_text(json_t *json, const char *key, Str text)
{
    if (text.n)
        json_object_set_new(json, key, json_stringn(text.at, text.n));
}

static Str event_line(Arena *arena, const LedgerEvent *event)
{
    json_t *json = json_object();
    char *text;
    Str line;

    json_object_set_new(json, "event", json_string(kind_names[event->kind]));
    set_text(json, "document", event->document);
    set_text(json, "time", event->time);
    set_text(json, "version", event->version);
    set_text(json, "digest", event->digest);
    set_text(json, "url", event->url);
    set_text(json, "note", event->note);
    if (event->round)
        json_object_set_new(json, "round", json_integer(event->round));
    if (event->count)
        json_object_set_new(json, "count", json_integer((json_int_t)event->count));
    text = json_dumps(json, JSON_COMPACT);
    line = text ? str_print(arena, "%s\n", text) : (Str){0};
    free(text);
    json_decref(json);
    return line;
}

// ---- the file

static void close_fd(void *ledger)
{
    if (((Ledger *)ledger)->fd >= 0)
        close(((Ledger *)ledger)->fd);
}

// Another run may hold it: a moment's wait is no error, a long one is.
static bool lock_take(const Ledger *ledger, Diag *diag)
{
    for (int waited = 0; waited <= WAIT_MS; waited += PAUSE_MS) {
        // Some network file systems have no locks: there, runs are not kept apart.
        if (flock(ledger->fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
            return true;
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
    }
    diag_report(diag, SEVERITY_ERROR, "office-busy", (Place){.file = ledger->path},
                str_of(_("wait until it is done")), "%s", _("another run is at work on this office"));
    return false;
}

static bool bytes_read(Ledger *ledger, Diag *diag, Str *bytes)
{
    struct stat about;
    char *at;
    size_t n = 0;

    if (fstat(ledger->fd, &about) != 0)
        return fail(ledger, diag, _("cannot be read"), errno);
    if (!S_ISREG(about.st_mode) || (size_t)about.st_size > LEDGER_MOST)
        return fail(ledger, diag, _("cannot be read"), EFBIG);
    at = arena_alloc(ledger->arena, (size_t)about.st_size + 1);
    while (n < (size_t)about.st_size) {
        ssize_t got = pread(ledger->fd, at + n, (size_t)about.st_size - n, (off_t)n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ledger, diag, _("cannot be read"), errno);
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *bytes = (Str){at, n};
    return true;
}

static bool events_read(Ledger *ledger, Diag *diag)
{
    Str bytes;
    uint32_t number = 0;

    if (!bytes_read(ledger, diag, &bytes))
        return false;
    for (ptrdiff_t end; (end = str_find_char(bytes, '\n', ledger->whole)) >= 0;
         ledger->whole = (size_t)end + 1) {
        LedgerEvent event;

        number++;
        if (!event_read(ledger->arena, str_slice(bytes, ledger->whole, (size_t)end), &event)) {
            diag_report(
                diag, SEVERITY_ERROR, "office-ledger", (Place){.file = ledger->path, .line = number},
                str_of(_("take this file from a backup: it is the program's, and nobody writes it by hand")),
                "%s", _("this line of the ledger is damaged"));
            return false;
        }
        *vec_push(ledger->arena, &ledger->events) = event;
    }
    if (ledger->whole < bytes.n)
        diag_report(diag, SEVERITY_WARNING, "office-ledger",
                    (Place){.file = ledger->path, .line = number + 1},
                    str_of(_("do again what was done last")), "%s",
                    _("the ledger's last line was cut off; it is passed over"));
    return true;
}

Ledger *ledger_open(Arena *arena, Diag *diag, Str office, bool writes)
{
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    Str internal = office_name(OFFICE_INTERNAL);
    int flags = (writes ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW;

    *ledger =
        (Ledger){.arena = arena, .path = path_join(arena, internal, office_word(WORD_JOURNAL)), .fd = -1};
    if (writes && mkdir(str_c(arena, path_join(arena, office, internal)), 0777) != 0 && errno != EEXIST) {
        fail(ledger, diag, _("cannot be written"), errno);
        return NULL;
    }
    ledger->fd = open(str_c(arena, path_join(arena, office, ledger->path)), flags, 0666);
    arena_defer(arena, close_fd, ledger);
    if (ledger->fd < 0 && errno == ENOENT && !writes)
        return ledger; // nothing happened yet
    if (ledger->fd < 0) {
        fail(ledger, diag, writes ? _("cannot be written") : _("cannot be read"), errno);
        return NULL;
    }
    return (!writes || lock_take(ledger, diag)) && events_read(ledger, diag) ? ledger : NULL;
}

static bool line_write(const Ledger *ledger, Str line)
{
    for (size_t n = 0; n < line.n;) {
        ssize_t put = pwrite(ledger->fd, line.at + n, line.n - n, (off_t)(ledger->whole + n));

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        n += (size_t)put;
    }
    return fsync(ledger->fd) == 0;
}

bool ledger_add(Ledger *ledger, Diag *diag, LedgerEvent event)
{
    Str line = event_line(ledger->arena, &event);

    // What a cut line left goes first, so that nothing stands behind the new one.
    if (ftruncate(ledger->fd, (off_t)ledger->whole) != 0 || !line_write(ledger, line)) {
        int error = errno;

        // Where this fails too, what is left is a line without an end, which the next reader passes over.
        if (ftruncate(ledger->fd, (off_t)ledger->whole) != 0)
            error = errno;
        return fail(ledger, diag, _("cannot be written"), error);
    }
    ledger->whole += line.n;
    *vec_push(ledger->arena, &ledger->events) = event;
    return true;
}

// ---- where a document stands

static void draft_take(LedgerState *state, const LedgerEvent *event)
{
    bool out = event->kind == LEDGER_HANDED_OUT;
    int *round = out ? &state->handed_out : &state->received;

    *round = event->round > *round ? event->round : *round;
    *(out ? &state->handed_out_time : &state->received_time) = event->time;
}

static void version_take(LedgerState *state, const LedgerEvent *event)
{
    switch (event->kind) {
    case LEDGER_CORRECTED:
        // One that is made again before it is published is the same.
        state->corrections += !state->corrected || !str_equal(state->corrected->version, event->version);
        state->corrected = event;
        break;
    case LEDGER_FINAL:
        state->final = event;
        break;
    case LEDGER_PUBLISHED:
        state->first = state->first ? state->first : event;
        if (!state->published || !str_equal(state->published->version, event->version))
            state->verified = state->archived = NULL;
        state->published = event;
        break;
    case LEDGER_VERIFIED:
        state->verified = event;
        break;
    case LEDGER_ARCHIVED:
        state->archived = event;
        break;
    case LEDGER_HANDED_OUT:
    case LEDGER_RECEIVED:
    case LEDGER_KINDS:
        break;
    }
}

LedgerState ledger_state(const Ledger *ledger, Str document)
{
    LedgerState state = {0};

    for (size_t i = 0; i < ledger->events.n; i++) {
        const LedgerEvent *event = &ledger->events.at[i];

        if (!str_equal(event->document, document))
            continue;
        if (event->kind == LEDGER_HANDED_OUT || event->kind == LEDGER_RECEIVED)
            draft_take(&state, event);
        else
            version_take(&state, event);
    }
    return state;
}

// ---- codes and times

Str ledger_check_code(Arena *arena, Str digest)
{
    StrBuf code = {.arena = arena};

    for (size_t i = 0; i < 12 && i < digest.n; i++) {
        if (i > 0 && i % 4 == 0)
            buf_add_char(&code, '-');
        buf_add_char(&code, (char)toupper((unsigned char)digest.at[i]));
    }
    return buf_str(&code);
}

bool ledger_time(Arena *arena, Str text, Str *time)
{
    Str trimmed = str_trim(text);
    Date date = {str_digits(trimmed, 0, 4), str_digits(trimmed, 5, 2), str_digits(trimmed, 8, 2)};
    int hour = str_digits(trimmed, 11, 2), minute = str_digits(trimmed, 14, 2);

    if ((trimmed.n != 10 && trimmed.n != 16) || trimmed.at[4] != '-' || trimmed.at[7] != '-' ||
        date.year < 1 || !date_exists(date))
        return false;
    *time = str_copy(arena, trimmed);
    if (trimmed.n == 10)
        return true;
    if ((trimmed.at[10] != 'T' && trimmed.at[10] != ' ') || trimmed.at[13] != ':' || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59)
        return false;
    *time = str_print(arena, "%.*sT%.*s", STR_ARG(str_slice(trimmed, 0, 10)),
                      STR_ARG(str_slice(trimmed, 11, 16)));
    return true;
}
