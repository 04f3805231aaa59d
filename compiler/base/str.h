// Text as a pointer and a length, and a builder for it.
//
// Shapes: Str is a view that owns nothing; StrBuf grows inside an arena. Text is UTF-8 everywhere past
// `source`. Ownership: a Str lives as long as what it points into; str_copy gives it the arena's life.
// Errors: none; memory exhaustion ends the process (see arena.h).
#ifndef GONGKAI_BASE_STR_H
#define GONGKAI_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct Str {
    const char *at; // not NUL-terminated unless it says so; NULL only where n is 0
    size_t n;       // bytes
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
// For printf: printf("%.*s", STR_ARG(s))
#define STR_ARG(s) ((int)(s).n), ((s).at ? (s).at : "")

static inline Str str_of(const char *c_string)
{
    return (Str){c_string, c_string ? strlen(c_string) : 0};
}

static inline Str str_slice(Str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return s.at ? (Str){s.at + from, to - from} : s;
}

static inline bool str_equal(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

// Nearly all that do not begin or end so have another first or last byte.
static inline bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n &&
           (prefix.n == 0 || (s.at[0] == prefix.at[0] && memcmp(s.at, prefix.at, prefix.n) == 0));
}

static inline bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && (suffix.n == 0 || (s.at[s.n - 1] == suffix.at[suffix.n - 1] &&
                                                 memcmp(s.at + s.n - suffix.n, suffix.at, suffix.n) == 0));
}

int str_compare(Str a, Str b);                       // byte order
int str_compare_natural(Str a, Str b);               // digits by value: 2 before 10
Str str_trim(Str s);                                 // ASCII blanks and line ends, U+3000, U+00A0, U+FEFF
ptrdiff_t str_find(Str s, Str part, size_t from);    // byte offset, -1 when absent
ptrdiff_t str_find_char(Str s, char c, size_t from); // byte offset, -1 when absent
int str_digits(Str s, size_t from, size_t n);        // their value; -1 where they are not n digits, n < 10
uint64_t str_hash(Str s);                            // the same on every machine and in every run

// The first of n items in byte order whose text is not before key; n where all are. The text is a Str that
// stands `at` bytes within an item of `size` bytes.
size_t str_not_before(const void *items, size_t n, size_t size, size_t at, Str key);
// A span of a text of which only n bytes from `cut` on are kept: where it is then. False where nothing is
// left.
bool str_span_kept(size_t cut, size_t n, size_t *from, size_t *length);

// A NUL-terminated copy in the arena (the NUL is not counted in n).
Str str_copy(Arena *arena, Str s);
char *str_c(Arena *arena, Str s);
Str str_print(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
// As it stands where there is none of them (char_is_blank).
Str str_without_blanks(Arena *arena, Str s);
Str str_join(Arena *arena, const Str *parts, size_t n, Str between);

// Text that grows in an arena. Zero but for `arena` is an empty builder.
typedef struct StrBuf {
    Arena *arena;
    char *at;
    size_t n, cap;
} StrBuf;

void buf_add(StrBuf *buf, Str s);
void buf_add_c(StrBuf *buf, const char *c_string);
void buf_add_char(StrBuf *buf, char c);
void buf_add_code(StrBuf *buf, uint32_t code_point); // as UTF-8
void buf_print(StrBuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprint(StrBuf *buf, const char *format, va_list args);
Str buf_str(StrBuf *buf); // what was built, NUL-terminated; the builder may go on

#endif
