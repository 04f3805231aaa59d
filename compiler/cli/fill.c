#include "cli/fill.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MOST = 100, WIDTH_LEAST = 40 };

int fill_width(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static int columns_of(uint32_t code)
{
    return code == '`' ? 0 : char_is_full_width(code) ? 2 : 1;
}

int fill_columns(Str text)
{
    int columns = 0;

    for (size_t at = 0; at < text.n;)
        columns += columns_of(utf8_next(text, &at));
    return columns;
}

// Marks that no line begins with.
static bool closes(uint32_t code)
{
    switch (code) {
    case 0x3001: // ideographic comma
    case 0x3002: // ideographic full stop
    case 0xff0c: // the full-width comma, semicolon, colon, marks of question and exclamation, bracket
    case 0xff1b:
    case 0xff1a:
    case 0xff1f:
    case 0xff01:
    case 0xff09:
    case 0x300b:
    case 0x201d:
    case ')':
    case ',':
    case '.':
        return true;
    default:
        return false;
    }
}

// Marks that no line ends with.
static bool opens(uint32_t code)
{
    return code == 0xff08 || code == 0x201c || code == 0x300a || code == '(';
}

// Where what cannot be parted ends: a word, or a full-width character with the marks about it.
static size_t piece_end(Str text, size_t from)
{
    size_t at = from;
    uint32_t last = utf8_next(text, &at);

    while (at < text.n) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);
        bool parts = (char_is_full_width(last) || char_is_full_width(code)) && !closes(code) && !opens(last);

        if (code == ' ' || code == '\n' || parts)
            break;
        last = code;
        at = next;
    }
    return at;
}

static void piece_print(Str piece)
{
    for (size_t i = 0; i < piece.n; i++)
        if (piece.at[i] != '`')
            putchar(piece.at[i]);
}

void fill_print(Str text, int column, int indent)
{
    int width = fill_width();
    bool blank = false;

    for (size_t at = 0; at < text.n;) {
        if (text.at[at] == ' ') {
            blank = true;
            at++;
            continue;
        }
        bool ends = text.at[at] == '\n';
        Str piece = ends ? (Str){0} : str_slice(text, at, piece_end(text, at));
        int columns = fill_columns(piece) + blank;

        if (ends || (column + columns > width && column > indent)) {
            printf("\n%*s", indent, "");
            column = indent;
            columns -= blank;
            blank = false;
        }
        if (blank)
            putchar(' ');
        piece_print(piece);
        column += columns;
        blank = false;
        at += ends ? 1 : piece.n;
    }
    putchar('\n');
}
