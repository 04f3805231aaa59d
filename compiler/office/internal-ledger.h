// The machine's ledger: what happened to each document, one event after another.
//
// Kept in 内部/.台账.jsonl, a line of JSON an event, which is only ever added to and flushed to the disk
// before anything is said to be done. What people write stands in the register, never here; 台账.xlsx is a
// view of it. A line that a full disk or a kill cut off is no event, and the next one takes its place.
// Errors: `office-ledger` (a whole line that is none of these events: nothing is guessed), `office-busy`
// (another run holds it for longer than six seconds), failures of the disk. Memory: the arena given, which
// also closes it.
#ifndef GONGKAI_OFFICE_INTERNAL_LEDGER_H
#define GONGKAI_OFFICE_INTERNAL_LEDGER_H

#include "base/base.h"

typedef enum LedgerKind {
    LEDGER_HANDED_OUT, // a draft: round, digest
    LEDGER_RECEIVED,   // a draft that came back: round, note (its file)
    LEDGER_FINAL,      // version, digest of its content
    LEDGER_PUBLISHED,  // version, digest, url
    LEDGER_VERIFIED,   // version, count of differences
    LEDGER_CORRECTED,  // version (the new one), digest, note (the reason)
    LEDGER_ARCHIVED,   // version
    LEDGER_KINDS
} LedgerKind;

typedef struct LedgerEvent {
    LedgerKind kind;
    Str document; // its code
    Str time;     // 2026-02-25T10:00 or 2026-02-25; empty where it does not matter
    int round;
    Str version; // as folders of frozen versions begin: 首发, 更正1
    Str digest;  // SHA-256 in hexadecimal
    Str url, note;
    size_t count;
} LedgerEvent;

typedef struct Ledger {
    Arena *arena;
    Str path;
    VEC(LedgerEvent) events;
    size_t whole; // bytes of the file that are events
    int fd;       // -1: it is only read, or is not there yet
} Ledger;

// Of an office's folder. writes: it is made where it is not there, and no other run writes meanwhile. NULL
// after reporting.
Ledger *ledger_open(Arena *arena, Diag *diag, Str office, bool writes);
// On the disk when it returns true.
bool ledger_add(Ledger *ledger, Diag *diag, LedgerEvent event);

// ---- where a document stands

typedef struct LedgerState {
    int handed_out, received; // rounds; 0: none
    Str handed_out_time, received_time;
    const LedgerEvent *final;     // the latest that is frozen, published or not
    const LedgerEvent *published; // the latest that is
    const LedgerEvent *first;     // published
    const LedgerEvent *verified;  // of the latest published version
    const LedgerEvent *archived;  // likewise
    size_t corrections;           // begun
    const LedgerEvent *corrected; // the latest
} LedgerState;

LedgerState ledger_state(const Ledger *ledger, Str document);

// A digest as people compare it by phone and on paper: 3F2A-91C0-77DE.
Str ledger_check_code(Arena *arena, Str digest);
// 2026-02-25 or 2026-02-25T10:00 (a blank for T, too): *time in the latter form. False where it is no time.
bool ledger_time(Arena *arena, Str text, Str *time);

#endif
