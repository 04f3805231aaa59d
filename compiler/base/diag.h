// What is wrong, where, and how to mend it: every folder reports into a Diag; only cli prints.
//
// Shapes: a Place counts lines and columns from 1, columns in characters. A finding has a rule id
// (kebab-case, English), a translated message and, where there is one, a hint. Ownership: the Diag copies all
// text that it is given; it belongs to its maker. One Diag, one thread: workers report into their own and
// diag_append joins them in order.
#ifndef GONGKAI_BASE_DIAG_H
#define GONGKAI_BASE_DIAG_H

#include <libintl.h>
#include <stdint.h>

#include "base/str.h"

#define GONGKAI_DOMAIN "gongkai"
#define _(text) dgettext(GONGKAI_DOMAIN, text) // a message to translate
#define N_(text) text                          // marks a message that is translated where it is used

typedef enum Severity {
    SEVERITY_NOTE, // belongs to the finding before it where that is of its rule (the other place, a cell that
                   // was read); else a remark of its own
    SEVERITY_WARNING, // printed; an error under --strict
    SEVERITY_ERROR,   // the document is wrong: exit status 1
    SEVERITY_FAILURE, // the system failed (disk, font, library): exit status 3
} Severity;

typedef struct Place {
    Str file;        // as the user wrote it, relative to the project; empty: the finding has no place
    uint32_t line;   // from 1; 0: the whole file
    uint32_t column; // from 1, in characters; 0: the whole line
    uint32_t width;  // characters to underline; 0 or 1: one caret
    Str cell;        // a spreadsheet cell (Sheet!B7) instead of line and column
    Str sheet; // of a workbook: line and column are a row and a column of it. A finding has it as `cell`
    Str text;  // the source line, where known
} Place;

// What mends a finding for certain: other bytes in its file's text.
typedef struct Repair {
    size_t offset, length; // of the text as UTF-8 with LF line ends
    Str text;
} Repair;

typedef struct Finding {
    Severity severity;
    const char *rule; // a string literal
    Place place;
    Str message;
    Str hint;             // may be empty
    const Repair *repair; // NULL: only who knows the matter can mend it
} Finding;

typedef struct Diag Diag;

Diag *diag_new(void);
void diag_free(Diag *diag);
// hint: an already translated sentence, or an empty Str.
void diag_report(Diag *diag, Severity severity, const char *rule, Place place, Str hint, const char *format,
                 ...) __attribute__((format(printf, 6, 7)));
void diag_repair(Diag *diag, Repair edit); // of the finding reported last
void diag_append(Diag *diag, const Diag *other);
// Of a trial whose findings nobody is told: what the system failed at alone, since what could not be read is
// not missing. Whether there was any.
bool diag_append_failures(Diag *diag, const Diag *trial);
void diag_copy(Diag *diag, const Finding *finding); // of another Diag
size_t diag_total(const Diag *diag);
const Finding *diag_at(const Diag *diag, size_t index);
size_t diag_count(const Diag *diag, Severity severity); // findings of exactly this severity
bool diag_failed(const Diag *diag);                     // any error or failure
void diag_drop(Diag *diag, const bool *dropped);        // forgets those that are marked, one a finding
void diag_truncate(Diag *diag, size_t total); // forgets findings past the first `total` (a trial run's)

// ---- how findings are written, everywhere the same

const char *severity_name(Severity severity); // for machines: note, warning, error, failure
const char *severity_word(Severity severity); // translated
// sections/1.md:79:13, file:line, tables/表.xlsx:Sheet!B7, or the file alone; empty where there is no file.
Str place_shown(Arena *arena, const Place *place);
// What of its line a place underlines; empty where there is no line.
Str place_underlined(const Place *place);

#endif
