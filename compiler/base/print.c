// Printing into builders. Nearly all formats are made of texts and whole numbers without widths, which are
// written here; the C library writes the rest.
#include <stdio.h>

#include "base/str.h"

enum { DIGITS_MOST = 20 }; // of 64 bits

static void add_whole(StrBuf *buf, bool negative, uint64_t value)
{
    char digits[1 + DIGITS_MOST];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    if (negative)
        digits[--at] = '-';
    buf_add(buf, (Str){digits + at, sizeof digits - at});
}

static void add_signed(StrBuf *buf, int value)
{
    add_whole(buf, value < 0, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

// Of a text that ends with the NUL before n bytes, where there is one.
static Str text_of(const char *at, int n)
{
    return n < 0 ? str_of(at) : (Str){at, strnlen(at, (size_t)n)};
}

// Prints what the directive that begins after the % asks for. The directive's bytes; 0: nothing was taken, it
// is the library's.
static size_t directive_print(StrBuf *buf, const char *directive, va_list *args)
{
    switch (directive[0]) {
    case '%':
        buf_add_char(buf, '%');
        return 1;
    case 's':
        buf_add_c(buf, va_arg(*args, const char *));
        return 1;
    case 'd':
        add_signed(buf, va_arg(*args, int));
        return 1;
    case 'u':
        add_whole(buf, false, va_arg(*args, unsigned));
        return 1;
    case 'z':
        if (directive[1] != 'u')
            return 0;
        add_whole(buf, false, va_arg(*args, size_t));
        return 2;
    case '.':
        if (directive[1] != '*' || directive[2] != 's')
            return 0;
        int n = va_arg(*args, int);
        buf_add(buf, text_of(va_arg(*args, const char *), n));
        return 3;
    default:
        return 0;
    }
}

// What is left of the format, from the first directive on that is not written here.
static const char *plain_print(StrBuf *buf, const char *format, va_list *args)
{
    for (;;) {
        const char *mark = strchrnul(format, '%');

        buf_add(buf, (Str){format, (size_t)(mark - format)});
        if (!*mark)
            return mark;
        size_t n = directive_print(buf, mark + 1, args);
        if (n == 0)
            return mark;
        format = mark + 1 + n;
    }
}

static void library_print(StrBuf *buf, const char *format, va_list args)
{
    char room[256], *at = room;
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(room, sizeof room, format, args);
    if (n >= (int)sizeof room) {
        at = arena_alloc(buf->arena, (size_t)n + 1);
        vsnprintf(at, (size_t)n + 1, format, again);
    }
    va_end(again);
    if (n > 0)
        buf_add(buf, (Str){at, (size_t)n});
}

void buf_vprint(StrBuf *buf, const char *format, va_list args)
{
    va_list left;

    va_copy(left, args);
    format = plain_print(buf, format, &left);
    if (*format)
        library_print(buf, format, left);
    va_end(left);
}

void buf_print(StrBuf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buf_vprint(buf, format, args);
    va_end(args);
}

Str str_print(Arena *arena, const char *format, ...)
{
    StrBuf buf = {.arena = arena};
    va_list args;

    va_start(args, format);
    buf_vprint(&buf, format, args);
    va_end(args);
    return buf_str(&buf);
}
