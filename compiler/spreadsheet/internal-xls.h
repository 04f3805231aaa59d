// What the readers of .xls share: the records of BIFF8 ([MS-XLS]) and the strings in them.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_XLS_H
#define GONGKAI_SPREADSHEET_INTERNAL_XLS_H

#include "spreadsheet/internal-sheet.h"

// Records by their numbers (2.3.1).
enum {
    XLS_FORMULA = 0x0006,
    XLS_EOF = 0x000A,
    XLS_HEADER = 0x0014,
    XLS_FOOTER = 0x0015,
    XLS_DATEMODE = 0x0022,
    XLS_FILEPASS = 0x002F,
    XLS_FONT = 0x0031,
    XLS_CONTINUE = 0x003C,
    XLS_COLINFO = 0x007D,
    XLS_BOUNDSHEET = 0x0085,
    XLS_MULRK = 0x00BD,
    XLS_RSTRING = 0x00D6,
    XLS_XF = 0x00E0,
    XLS_CONDFMT = 0x01B0,
    XLS_CF = 0x01B1,
    XLS_TXO = 0x01B6,
    XLS_MERGECELLS = 0x00E5,
    XLS_SST = 0x00FC,
    XLS_LABELSST = 0x00FD,
    XLS_NUMBER = 0x0203,
    XLS_LABEL = 0x0204,
    XLS_BOOLERR = 0x0205,
    XLS_STRING = 0x0207,
    XLS_ROW = 0x0208,
    XLS_RK = 0x027E,
    XLS_FORMAT = 0x041E,
    XLS_BOF = 0x0809,
};

enum { XLS_VERSION_8 = 0x0600, XLS_KIND_GLOBALS = 0x0005, XLS_KIND_SHEET = 0x0010 };

typedef struct XlsStream {
    Str bytes;
    size_t at; // of the next record
    uint32_t id;
    Str body; // of the record that is read
} XlsStream;

// The next record; false at the end, or where a record is cut off.
bool xls_next(XlsStream *stream);

uint32_t xls_u16(Str body, size_t at); // 0 past the end of it
uint32_t xls_u32(Str body, size_t at);
double xls_double(Str body, size_t at);

typedef struct XlsFont {
    bool struck, white;
} XlsFont;

bool xls_is_white(uint32_t colour); // in the palette as it is by itself

// A record's bytes with those of the CONTINUE records that follow it.
typedef struct XlsPieces {
    XlsStream *stream;
    size_t at;            // in its body
    bool failed;          // read past the end
    const XlsFont *fonts; // by their numbers, for what parts of strings look like; NULL: not asked
    size_t font_count;
    XlsFont look; // of any part of the last string
} XlsPieces;

XlsPieces xls_pieces(XlsStream *stream, size_t at);
// A string (XLUnicodeString, XLUnicodeRichExtendedString): its length of so many bytes, its flags, its
// characters, and what comes after them.
Str xls_take_string(Arena *arena, XlsPieces *pieces, int length_bytes);
// The text of a comment or a text box (2.4.329): in the records that follow.
Str xls_take_object_text(Arena *arena, XlsStream *stream);
// Whether a rule shows cells in white (2.4.42).
bool xls_rule_fades(Str body);

#endif
