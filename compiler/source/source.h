// source: a file's bytes to UTF-8 text with a line map.
//
// In: an input (or bytes) and, where the manifest names one, an encoding. Out: a Source, whose text is UTF-8
// without BOM, with every line ended by LF. Memory: all in the arena given. Errors: unreadable file
// `file-missing` or `file-unreadable` (with strerror), one that a link leads out of its folder to
// `file-outside`, bytes that fit no encoding `encoding-invalid` with
// byte offset and line, NUL bytes `nul-byte`, an unknown encoding name `encoding-unknown`, the failure
// `encoding-converter` where the system has no converter from an encoding, a file past
// SOURCE_MOST bytes `file-too-large`. Bytes are never replaced in silence.
#ifndef GONGKAI_SOURCE_SOURCE_H
#define GONGKAI_SOURCE_SOURCE_H

#include "base/base.h"

#define SOURCE_MOST ((size_t)256 << 20)

// Where text stands in a file that has no lines: page 3 line 5.
typedef struct SourceSpot {
    size_t offset; // of the text: the first that stands there
    Str where;
} SourceSpot;

typedef struct Source {
    Str name;             // as findings print it: relative to the project, with '/'
    Str text;             // UTF-8, NUL-terminated, LF line ends
    const char *encoding; // what the bytes were: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" …
    uint32_t *lines;      // byte offset in text at which line i + 1 starts
    size_t line_count;
    const SourceSpot *spots; // of a text that was read from pages, in order
    size_t spot_count;       // 0: its lines are the file's
} Source;

// encoding: NULL or empty tells by content (BOM; UTF-16 by its NUL pattern; valid UTF-8; then GB18030, which
// holds GBK). A BOM wins over a name. UTF-8 text with a line that is not is an error, not GB18030.
Source *source_read(Arena *arena, Diag *diag, Input input, Str name, Str encoding);
Source *source_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name, Str encoding);

// A file's bytes as they are, for what is not text (workbooks). False after file-missing, file-unreadable or
// file-too-large.
bool source_bytes(Arena *arena, Diag *diag, Input input, Str name, Str *bytes);
// Whether a link leads out of the folder that the input is in, which is reported as file-outside.
bool source_outside(Diag *diag, Input input, Str name);

typedef struct NamedPath {
    Str path; // beneath the folder whose manifest names it, or absolute
    bool folder;
} NamedPath;

// What a project may be made from besides itself: what is there of the files and folders that its manifest
// names, and that manifests and templates in those folders name; bounded, what is named again may be there
// again. No YAML is parsed for it: what parses it may be confined by what is found. Errors:
// file-unreadable, where the disk does not say; diag may be NULL.
const NamedPath *source_named(Arena *arena, Diag *diag, Str folder, size_t *n);

// A digest of the names and bytes of all files that something was made from, taken in one after the other.
void digest_add(uint64_t *digest, Str name, Str bytes);
// The same of bytes by their hash (str_hash), for who does not have them any more.
void digest_add_hash(uint64_t *digest, Str name, uint64_t hash);
typedef struct DigestPart {
    Str name;
    uint64_t hash; // of the bytes
} DigestPart;
// As source_read, and takes the file into the digest.
Source *source_read_digested(Arena *arena, Diag *diag, uint64_t *digest, Input input, Str name, Str encoding);

uint32_t source_line_of(const Source *source, size_t offset); // from 1
Str source_line(const Source *source, uint32_t line);         // without its line end
// The place of text[offset … offset + length), with its source line; of a text from pages its spot is the
// cell. NULL source gives an empty place.
Place source_place(const Source *source, size_t offset, size_t length);

#endif
