// From bytes to UTF-8: telling encodings apart, and transcoding. Shared by the files of source/ only.
#ifndef GONGKAI_SOURCE_INTERNAL_DECODE_H
#define GONGKAI_SOURCE_INTERNAL_DECODE_H

#include "source/source.h"

typedef enum Encoding {
    ENCODING_NONE,
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_GB18030
} Encoding;

typedef struct Decoded {
    Str text; // UTF-8 without BOM; where the bytes are wrong, what came before the fault
    Encoding encoding;
    bool ok;
    size_t fault; // byte offset of the first byte that does not fit
    bool mixed;   // other lines of the file fit another encoding
    int failure;  // errno, where the system has no converter from the encoding; 0: it has
} Decoded;

// The encoding that a name stands for, as a manifest or a tool's list writes it (utf8, GBK, cp936, UTF-16 …);
// ENCODING_NONE where Gongkai does not read it. *any_order is set for UTF-16 without a byte order.
Encoding encoding_of_name(Str name, bool *any_order);
const char *encoding_name(Encoding encoding);

// named: ENCODING_NONE tells by content. A BOM wins over a name: it cannot be anything else in a text.
Decoded decode_bytes(Arena *arena, Str bytes, Encoding named, bool any_order);

#endif
