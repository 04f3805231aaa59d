// Drafts to departments and back: what the files that write, know, take and answer them share.
#ifndef GONGKAI_OFFICE_INTERNAL_EXCHANGE_H
#define GONGKAI_OFFICE_INTERNAL_EXCHANGE_H

#include "office/internal-fill.h"
#include "office/internal-frozen.h"
#include "office/internal-office.h"

// ---- exchange.c

typedef struct Exchange {
    Arena *arena;
    Diag *diag;
    const Office *office;
    Export *export; // NULL: none could be read
    const CompileOptions *compile;
    Ledger *ledger;
    Str time;
    FontShelf *shelf; // NULL: none is open yet
} Exchange;

// Opens the ledger for it and holds the office: what the caller gave stands in it. False after reporting.
bool exchange_begin(Exchange *exchange, OfficeLock *lock);

typedef enum ExchangeName {
    NAME_DRAFTS, // the folder below 内部/
    NAME_COPY,
    NAME_FORM,
    NAME_TAKEN, // the form that came back
    NAME_LETTER,
    NAME_LIST,
} ExchangeName;

Str exchange_word(ExchangeName name);
// 内部/送审/101_县府办/101_县府办-送审稿-第1稿.docx, from the office's folder.
Str exchange_file(Exchange *exchange, const OfficeDocument *document, ExchangeName name, int round,
                  const char *ending);
// Makes the document's project, writes it, and reads and builds it as a draft. False after reporting.
bool exchange_compile(Exchange *exchange, const OfficeDocument *document, Compilation *made);
FillForm exchange_form(Exchange *exchange, const OfficeDocument *document, const Compilation *made,
                       int round);
// A file of the office; false without reporting.
bool exchange_read(Exchange *exchange, Str name, Str *bytes);
// Writes one, with its folder. False after reporting.
bool exchange_write(Exchange *exchange, Str name, Str bytes);

// ---- received.c: what came back, and whose each is

typedef enum ReceivedState {
    RECEIVED_TAKEN, // is to be, or was
    RECEIVED_AGAIN,
    RECEIVED_TWICE,
    RECEIVED_STRANGER,
    RECEIVED_YEAR,
    RECEIVED_UNSENT,
    RECEIVED_OLD,
    RECEIVED_SEVERAL,
    RECEIVED_FINAL,
    RECEIVED_PASSED,
    RECEIVED_UNKNOWN,
    RECEIVED_REFUSED,
} ReceivedState;

typedef enum ReceivedKind { RECEIVED_COPY, RECEIVED_FORM, RECEIVED_OTHER } ReceivedKind;

typedef struct Received {
    Str name; // from 收件/
    Str bytes, digest;
    ReceivedKind kind;
    const OfficeDocument *document; // NULL: not known
    Str called;                     // what it says that it is of
    int year, round;                // 0: not said
    ReceivedState state;
    Str why; // of the state, as its pattern takes it
} Received;
typedef VEC(Received) ReceivedFiles;

// Every file in 收件/, told by what is in it; those that are RECEIVED_TAKEN are to be taken: at most one copy
// and one form a document. False after reporting that the folder cannot be read.
bool received_read(Exchange *exchange, ReceivedFiles *files);

// ---- received-list.c

// 内部/收件清单.xlsx, and a finding for each file that is left. False after reporting.
bool received_list(Exchange *exchange, const ReceivedFiles *files, TakenIns *all);

// ---- letter.c: what is answered

typedef struct Letter {
    Exchange *exchange;
    const OfficeDocument *document;
    int round;
    VEC(Str) received;
    size_t taken;                        // places
    VEC(Str) open, left, noted, remarks; // to be done; of the copy: not taken, seen; of the workbook
} Letter;

// form: as it went out; now: as the document asks after all was taken; back and taking: NULL where no
// workbook came back.
void letter_of_form(Letter *letter, const FillForm *form, const FillForm *now, const FillReturn *back,
                    const FillTaking *taking);
void letter_of_copy(Letter *letter, const Diag *diag, size_t taken);
void letter_refused(Letter *letter, Str file, const Diag *diag);
// Its bytes, as a Word file; NULL at after reporting.
Str letter_write(const Letter *letter, Str name);

#endif
