// Reading an expression piece by piece: what scan.c and parse.c share.
#ifndef GONGKAI_FIGURE_INTERNAL_PARSE_H
#define GONGKAI_FIGURE_INTERNAL_PARSE_H

#include "figure/internal-figure.h"

typedef struct Parser {
    const Scope *scope;
    Str text, fold;
    const size_t *map; // of fold's bytes and its end to text's
    size_t at;         // in fold
    size_t operand;    // where the last operand's name began, in fold
    size_t name_end;   // and ended, where it is a known name or a text
    int depth;
} Parser;

Parser scan_open(const Scope *scope, Str text);
// What is left, folded.
Str scan_rest(const Parser *p);
bool scan_sees(const Parser *p, const char *mark);
bool scan_sees_corner(const Parser *p); // 「
bool scan_is_digit(const Parser *p, size_t at);
bool scan_take(Parser *p, const char *mark);
// The author's bytes of fold[from … to): without the blanks that follow.
Span scan_span(const Parser *p, size_t from, size_t to);
Str scan_text(const Parser *p, size_t from, size_t to);
// Moves past what stands before the author's byte `offset`.
void scan_move(Parser *p, size_t offset);
// Where a run of characters that are no mark of the language ends.
size_t scan_run_end(const Parser *p, size_t from);
// Past a 「…」 that begins at fold position i, else i.
size_t scan_past_corner(const Parser *p, size_t i);
// Without the 「」 around it.
Str scan_unquote(Str name);

// [row, column] or [row]; one name alone where `second` is NULL. At the bracket.
bool scan_selectors(Parser *p, Selector *first, Selector *second);
// What stands between the mark at p->at and the one that closes it, as the author wrote it, and the span of
// all.
bool scan_quoted(Parser *p, Str *inside, Span *span);

// These report, and return NULL for the caller to pass on.
const Term *scan_fault(const Parser *p, size_t from, size_t to, const char *message, const char *hint);
const Term *scan_unknown_name(const Parser *p, size_t from, size_t to, unsigned kinds);
// What stands where an operand should.
const Term *scan_no_operand(const Parser *p);
// What follows a whole operand and is no operator: often a name that is known only in part.
void scan_no_operator(const Parser *p);

#endif
