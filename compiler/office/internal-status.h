// Where every document of the office stands, as a grid that the page and the workbook print alike.
//
// Today is given: the one thing of an office that goes by the clock. Memory: the arena given.
#ifndef GONGKAI_OFFICE_INTERNAL_STATUS_H
#define GONGKAI_OFFICE_INTERNAL_STATUS_H

#include "data/data.h"
#include "office/internal-release.h"

enum { STATUS_COLUMNS = LABEL_STATUS_LAST - LABEL_STATUS_FIRST + 1 };

typedef struct StatusRow {
    const OfficeDocument *document;
    LedgerState state;
    bool checked; // its project could be read
    size_t must, verify, hint, unwritten;
    Names edited;
    bool due_known;
    long days_left; // to the last day; negative: it is past
    bool late;      // published after its last day, or not published though it is past
    Str next;       // what is to be done next; empty: nothing
    BookCell cells[STATUS_COLUMNS];
} StatusRow;

typedef struct Status {
    Str title;
    StatusRow *rows; // what is to be published: not published first, by days left
    size_t count;
    size_t published, late, differ, edited;
    const Str *summary; // lines on top
    size_t summary_count;
} Status;

Str status_page(Arena *arena, const Status *status);
Str status_book(Arena *arena, Diag *diag, const Status *status);
// 台账.xlsx: the ledger's events, one a row, to be looked at.
Str ledger_book(Arena *arena, Diag *diag, const Office *office, const Ledger *ledger);

#endif
