#include "tell/terminal.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tell/tell.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MOST = 100, WIDTH_LEAST = 40, BRACKET_MOST = 32 };

int fill_terminal(int stream)
{
    struct winsize size;

    return isatty(stream) && ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col
                                                                                  : WIDTH_DEFAULT;
}

// Columns of the terminal that stdout is, at most 100; 80 where it is none.
static int fill_width(void)
{
    int width = fill_terminal(STDOUT_FILENO);

    return width > WIDTH_MOST ? WIDTH_MOST : width < WIDTH_LEAST ? WIDTH_LEAST : width;
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
    case '/':
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

// Past a short “[--to KINDS]”; 0 where none begins there.
static size_t bracket_end(Str text, size_t from)
{
    ptrdiff_t end = text.at[from] == '[' ? str_find_char(text, ']', from) : -1;
    Str whole = end < 0 ? (Str){0} : str_slice(text, from, (size_t)end + 1);

    return whole.n && fill_columns(whole) <= BRACKET_MOST && str_find_char(whole, '\n', 0) < 0
               ? (size_t)end + 1
               : 0;
}

// Where what cannot be parted ends: a word, or a full-width character with the marks about it.
static size_t piece_end(Str text, size_t from)
{
    size_t bracket = bracket_end(text, from), at = bracket ? bracket - 1 : from;
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
