// Numbers, references and strings as PDF writes them (ISO 32000-1 7.3).
#include "pdf/internal-object.h"

Milli milli_of(Length length)
{
    return length_scale(length, 1000, LENGTH_PT);
}

void put_number(StrBuf *out, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        digits[--at] = '-';
    buf_add(out, (Str){digits + at, sizeof digits - at});
}

void put_milli(StrBuf *out, Milli value)
{
    int64_t whole = value / 1000, rest = value % 1000;
    if (value < 0 && whole == 0)
        buf_add_char(out, '-');
    put_number(out, whole);
    if (rest == 0)
        return;
    if (rest < 0)
        rest = -rest;
    char digits[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    size_t n = digits[3] != '0' ? 4 : digits[2] != '0' ? 3 : 2;
    buf_add(out, (Str){digits, n});
}

void put_reference(StrBuf *out, uint32_t id)
{
    put_number(out, id);
    buf_add(out, STR(" 0 R"));
}

void put_hex(StrBuf *out, uint16_t value)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[4] = {digits[value >> 12], digits[value >> 8 & 15], digits[value >> 4 & 15], digits[value & 15]};
    buf_add(out, (Str){hex, 4});
}

void put_utf16(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        if (code >= 0x10000) {
            put_hex(out, (uint16_t)(0xd800 + ((code - 0x10000) >> 10)));
            put_hex(out, (uint16_t)(0xdc00 + ((code - 0x10000) & 0x3ff)));
        } else {
            put_hex(out, (uint16_t)code);
        }
    }
}

void put_bytes(StrBuf *out, Str bytes)
{
    buf_add_char(out, '(');
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (c < 0x20 || c >= 0x7f) {
            buf_print(out, "\\%03o", c);
            continue;
        }
        if (c == '(' || c == ')' || c == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, (char)c);
    }
    buf_add_char(out, ')');
}

void put_text(StrBuf *out, Str text)
{
    bool ascii = true;
    for (size_t i = 0; i < text.n; i++)
        ascii = ascii && (unsigned char)text.at[i] < 0x7f && (unsigned char)text.at[i] >= 0x20;
    if (ascii) {
        put_bytes(out, text);
        return;
    }
    buf_add(out, STR("<FEFF"));
    put_utf16(out, text);
    buf_add_char(out, '>');
}

void put_uri(StrBuf *out, Str uri)
{
    StrBuf ascii = {.arena = out->arena};
    for (size_t i = 0; i < uri.n; i++) {
        unsigned char c = (unsigned char)uri.at[i];
        if (c <= 0x20 || c >= 0x7f)
            buf_print(&ascii, "%%%02X", c);
        else
            buf_add_char(&ascii, (char)c);
    }
    put_bytes(out, (Str){ascii.at, ascii.n});
}

void put_colour(StrBuf *out, uint32_t colour, bool stroke)
{
    uint32_t parts[3] = {colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff};
    bool grey = parts[0] == parts[1] && parts[1] == parts[2];
    for (size_t i = 0; i < (grey ? 1 : 3); i++) {
        put_milli(out, (parts[i] * 1000 + 127) / 255);
        buf_add_char(out, ' ');
    }
    buf_add_c(out, grey ? (stroke ? "G\n" : "g\n") : (stroke ? "RG\n" : "rg\n"));
}
