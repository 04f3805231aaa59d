// tell: what a terminal, a program or whom the document is handed to is told: findings as text, JSON, SARIF
// and a page; how tables were read; what is being done; paragraphs filled to the width at hand.
//
// In: what compile made, and its findings. Out: stdout and stderr, or bytes for who asked. Nothing fails
// here: what cannot be printed is not.
//
// Memory: what is written is in the arena given; a json_t is the caller's.
#ifndef GONGKAI_TELL_TELL_H
#define GONGKAI_TELL_TELL_H

#include <jansson.h>

#include "compile/compile.h"
#include "intake/intake.h"
#include "rules/rules.h"

// Exit statuses: done; the document has errors; wrong usage; the system failed (disk, font, library).
enum { EXIT_DONE = 0, EXIT_DOCUMENT = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

// ---- findings

// Prints every finding once, by file, line and column, with its source line and a caret, then their count.
// folder: put before file names where there are several projects; otherwise NULL. strict: warnings count as
// errors. Returns the exit status they call for.
int findings_print(const Diag *diag, const char *folder, bool strict);
// That status alone.
int findings_status(const Diag *diag, bool strict);

typedef struct LevelCounts {
    size_t at[LEVEL_FAILURE + 1]; // by Level; notes are not counted
} LevelCounts;

LevelCounts findings_count(const Diag *diag);

// What was found in many published files: how much of which rule in which.
typedef struct TallyFile {
    const char *name;
    size_t failures, errors, warnings;
} TallyFile;

typedef struct TallyRule {
    const char *rule;
    size_t found, files;
} TallyRule;

typedef struct Tally {
    VEC(TallyFile) files;
    VEC(TallyRule) rules;
} Tally;

void tally_add(Tally *tally, Arena *arena, const char *name, const Diag *diag);
// On standard output, where there are several files.
void tally_print(Arena *arena, const Tally *tally);

// ---- findings for machines and for hand-in

// One project's part of the JSON, to be freed by the caller.
json_t *report_json(Arena *arena, const Compilation *made, const char *folder);

// Appends one project's results to a SARIF 2.1.0 log; sarif_new's caller frees it.
json_t *sarif_new(void);
void sarif_add(Arena *arena, json_t *sarif, const Compilation *made, const char *folder);

// A page for several projects: begin, a part for each, end.
void report_html_begin(StrBuf *out);
// intake: of a published file, on whose pages places are drawn; NULL: of a project.
void report_html_add(Arena *arena, StrBuf *out, const Compilation *made, const char *folder,
                     const Intake *intake);
void report_html_end(StrBuf *out);

// A member of the JSON that commands print; left out where the text is empty.
static inline void set_text(json_t *object, const char *key, Str text)
{
    if (text.n)
        json_object_set_new(object, key, json_stringn(text.at, text.n));
}

static inline void set_number(json_t *object, const char *key, size_t number)
{
    json_object_set_new(object, key, json_integer((json_int_t)number));
}

// ---- what was read, for --verbose

// On stderr: how each table was read, a line each.
void origins_print(const Compilation *made);
// On stderr: what was read that lies outside the project.
void outside_print(const Project *project); // NULL is allowed

// ---- what is being done

// On a terminal, where it takes longer than a second; elsewhere nothing. One line on stderr that is written
// over and taken away again: progress_end before anything else is printed.
typedef struct Progress Progress;

// what: a project's or file's name. NULL where it is not wanted, or stderr is no terminal.
Progress *progress_begin(bool wanted, const char *what);
void progress_end(Progress *progress); // NULL is allowed

// ---- text

// Columns that it takes; full-width characters take two.
int fill_columns(Str text);
// The text on stdout in lines that begin at `indent`, the first where the cursor is (at `column`), with the
// line's end. Backquotes are left out. A line break in it begins a new line.
void fill_print(Str text, int column, int indent);
// A unified diff of two texts on stdout; nothing where they are the same.
void diff_print_texts(Str name, Str before, Str after);
// A word of a command line that is shown, as it is typed in a shell: 'a b'.
Str shell_word(Arena *arena, const char *word);

#endif
