#include "base/str.h"

#include "base/utf8.h"

#define SHORT_PART 32 // longer ones are looked for in linear time

int str_compare(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;

    if (order)
        return order < 0 ? -1 : 1;
    return (a.n > b.n) - (a.n < b.n);
}

static bool is_digit(Str s, size_t i)
{
    return i < s.n && s.at[i] >= '0' && s.at[i] <= '9';
}

// The run of digits at *i without its leading zeros; *i moves past it.
static Str digit_run(Str s, size_t *i)
{
    size_t from;

    while (is_digit(s, *i) && s.at[*i] == '0')
        ++*i;
    for (from = *i; is_digit(s, *i); ++*i)
        ;
    return str_slice(s, from, *i);
}

int str_compare_natural(Str a, Str b)
{
    size_t i = 0, j = 0;

    while (i < a.n && j < b.n) {
        if (is_digit(a, i) && is_digit(b, j)) {
            Str x = digit_run(a, &i);
            Str y = digit_run(b, &j);

            // Without leading zeros the longer run is the larger number, however long.
            if (x.n != y.n)
                return x.n < y.n ? -1 : 1;
            if (!str_equal(x, y))
                return str_compare(x, y);
        } else if (a.at[i] != b.at[j]) {
            return (unsigned char)a.at[i] < (unsigned char)b.at[j] ? -1 : 1;
        } else {
            i++;
            j++;
        }
    }
    if (i < a.n || j < b.n)
        return i < a.n ? 1 : -1;
    return str_compare(a, b); // 01 and 1: the same numbers, yet two texts, and an order must tell them apart
}

static bool is_trimmed(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x3000 || code == 0xA0 || code == 0xFEFF;
}

Str str_trim(Str s)
{
    size_t from = 0, to = s.n;

    while (from < s.n) {
        size_t next = from;

        if (!is_trimmed(utf8_next(s, &next)))
            break;
        from = next;
    }
    while (to > from) {
        size_t previous = to;

        if (!is_trimmed(utf8_previous(s, &previous)))
            break;
        to = previous;
    }
    return str_slice(s, from, to);
}

// Short parts, as most words are, by their third byte: of Chinese characters it tells more than the first,
// which hundreds share. NULL where there is none.
static const char *find_short(Str s, Str part)
{
    size_t key = part.n > 2 ? 2 : part.n - 1;

    for (size_t at = 0; s.n - at >= part.n; at++) {
        const char *hit = memchr(s.at + at + key, part.at[key], s.n - at - part.n + 1);

        if (!hit)
            return NULL;
        at = (size_t)(hit - s.at) - key;
        if (s.at[at + part.n - 1] == part.at[part.n - 1] && memcmp(s.at + at, part.at, part.n) == 0)
            return s.at + at;
    }
    return NULL;
}

ptrdiff_t str_find(Str s, Str part, size_t from)
{
    const char *found;

    if (from > s.n)
        return -1;
    if (part.n == 0)
        return (ptrdiff_t)from;
    if (part.n > s.n - from)
        return -1;
    found = part.n <= SHORT_PART ? find_short(str_slice(s, from, s.n), part)
                                 : memmem(s.at + from, s.n - from, part.at, part.n);
    return found ? found - s.at : -1;
}

ptrdiff_t str_find_char(Str s, char c, size_t from)
{
    const char *found = from < s.n ? memchr(s.at + from, c, s.n - from) : NULL;

    return found ? found - s.at : -1;
}

uint64_t str_hash(Str s)
{
    // FNV-1a takes bytes one at a time, so the machine's byte order does not matter; the last lines spread
    // its weak low bits, by which hash tables choose a bucket.
    uint64_t hash = 0xCBF29CE484222325u;

    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

char *str_c(Arena *arena, Str s)
{
    char *copy = arena_room(arena, s.n + 1);

    if (s.n)
        memcpy(copy, s.at, s.n);
    copy[s.n] = '\0';
    return copy;
}

int str_digits(Str s, size_t from, size_t n)
{
    int value = 0;

    for (size_t i = from; i < from + n; i++) {
        if (i >= s.n || s.at[i] < '0' || s.at[i] > '9')
            return -1;
        value = value * 10 + (s.at[i] - '0');
    }
    return value;
}

size_t str_not_before(const void *items, size_t n, size_t size, size_t at, Str key)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        Str text;

        memcpy(&text, (const char *)items + middle * size + at, sizeof text);
        if (str_compare(text, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool str_span_kept(size_t cut, size_t n, size_t *from, size_t *length)
{
    size_t begins = *from > cut ? *from - cut : 0, ends = *from + *length;

    ends = ends > cut ? ends - cut : 0;
    ends = ends < n ? ends : n;
    if (begins >= ends)
        return false;
    *from = begins;
    *length = ends - begins;
    return true;
}

Str str_copy(Arena *arena, Str s)
{
    return (Str){str_c(arena, s), s.n};
}

Str str_without_blanks(Arena *arena, Str s)
{
    StrBuf out = {.arena = arena};
    size_t from = 0;

    for (size_t at = 0; at < s.n;) {
        size_t start = at;

        if (!char_is_blank(utf8_next(s, &at)))
            continue;
        buf_add(&out, str_slice(s, from, start));
        from = at;
    }
    if (from == 0)
        return s;
    buf_add(&out, str_slice(s, from, s.n));
    return buf_str(&out);
}

Str str_join(Arena *arena, const Str *parts, size_t n, Str between)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add(&buf, between);
        buf_add(&buf, parts[i]);
    }
    return buf_str(&buf);
}

// Room for `more` bytes and the NUL after them.
static void buf_reserve(StrBuf *buf, size_t more)
{
    size_t need = buf->n + more + 1;
    size_t cap = buf->cap ? buf->cap : 64;

    if (need <= buf->cap)
        return;
    if (need <= more || need > PTRDIFF_MAX)
        cap = SIZE_MAX; // arena_grow ends the process
    while (cap < need)
        cap *= 2;
    buf->at = arena_grow(buf->arena, buf->at, buf->cap, cap);
    buf->cap = cap;
}

void buf_add(StrBuf *buf, Str s)
{
    if (s.n == 0)
        return;
    buf_reserve(buf, s.n);
    memmove(buf->at + buf->n, s.at, s.n);
    buf->n += s.n;
}

void buf_add_c(StrBuf *buf, const char *c_string)
{
    buf_add(buf, str_of(c_string));
}

void buf_add_char(StrBuf *buf, char c)
{
    buf_reserve(buf, 1);
    buf->at[buf->n++] = c;
}

void buf_add_code(StrBuf *buf, uint32_t code_point)
{
    char bytes[4];

    buf_add(buf, (Str){bytes, utf8_encode(code_point, bytes)});
}

Str buf_str(StrBuf *buf)
{
    buf_reserve(buf, 0);
    buf->at[buf->n] = '\0';
    return (Str){buf->at, buf->n};
}
