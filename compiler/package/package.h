// package: what is inside .xlsx, .docx and .ods: a bounded zip archive of bounded XML parts; and in old
// workbooks, the streams of a compound file.
//
// In: a file's bytes. Out: a Package, whose parts are read as XML events, one part at a time, not whole in
// memory. Memory: the Package and what its functions return live in the arena given; the archive is closed
// when the arena is freed. What an event points to lives until its handler returns.
//
// Errors, all at the file, with the mend: a file of another kind under such a name (an old document, HTML,
// text, another archive …) `file-kind`; one with a password `workbook-encrypted`; a damaged archive or a part
// that is not there `zip-broken`; one past the limits below `zip-too-large`; XML that is not well-formed or
// past its limits `xml-syntax`; a document type declaration, which no office program writes and which entity
// bombs need, `xml-entity`; unreadable files as source.h says.
#ifndef GONGKAI_PACKAGE_PACKAGE_H
#define GONGKAI_PACKAGE_PACKAGE_H

#include "source/source.h"

// Far past any disclosure's workbook. What is inflated is counted as it comes: declared sizes may lie.
#define PACKAGE_MOST_ENTRIES 10000
#define PACKAGE_MOST_INFLATED ((uint64_t)512 << 20) // of all parts that are read, together
#define PACKAGE_MOST_RATIO 300                      // inflated to packed, where a part is large
#define XML_MOST_DEPTH 256
#define XML_MOST_TOKEN ((size_t)1 << 20) // bytes of one tag or comment

typedef struct Package Package;

// What the file should be: findings say how to make one of it. Any archive will do where Gongkai made it.
typedef enum PackageKind { PACKAGE_WORKBOOK, PACKAGE_TEXT, PACKAGE_ANY } PackageKind;

// NULL after a finding. `name` as findings print it; bytes must live as long as the arena.
Package *package_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name, PackageKind wanted);

// Whether it is an OpenDocument spreadsheet, or text where that was wanted, not an Office Open XML one.
bool package_is_open_document(const Package *package);
Str package_name(const Package *package);
bool package_has(const Package *package, Str part);
// A part's bytes, whole, in `arena`: for parts that Gongkai has just had written, and that it knows the size
// of. False after a finding.
bool package_part(Package *package, Diag *diag, Str part, Arena *arena, Str *bytes);

// Reports a file that is no archive, and nothing else that is wanted, for what it is.
void file_report_kind(Diag *diag, Str name, Str bytes, PackageKind wanted);
// Reports a damaged file, `zip-broken`, of whatever format.
void file_report_broken(Diag *diag, Str name, const char *why);

// ---- writing

// Bytes packed by deflate (RFC 1951), bare as an archive holds them or as a stream of zlib's (RFC 1950);
// `level` from 1, quick, to 9, small. at == NULL where the library failed.
typedef enum DeflateForm { DEFLATE_RAW, DEFLATE_ZLIB } DeflateForm;
Str bytes_deflate(Arena *arena, Str bytes, DeflateForm form, int level);

// An archive of parts, the same bytes for the same parts: without times, owners or other marks of a machine.
typedef struct PackageWriter PackageWriter;
PackageWriter *package_writer(Arena *arena);
void package_add(PackageWriter *writer, Str part, Str bytes);

// A part as it stands in the archive, so that only that need be kept; made on any thread, quickly rather than
// as small as can be, and inflated again to see that it was made well.
typedef struct PackedPart {
    Str deflated; // at == NULL where the library failed
    size_t length;
    uint32_t crc; // of its bytes
} PackedPart;
PackedPart package_pack(Arena *arena, Str bytes);
void package_add_packed(PackageWriter *writer, Str part, PackedPart packed);
// All parts in the order in which they were added, read back as a reader would. An empty Str after the
// failure `data-write`.
Str package_write(PackageWriter *writer, Diag *diag, Str name);

// ---- compound files (OLE2), which hold the streams of old workbooks
// In: the whole file; it must live as long as the arena. A chain that goes round, or leads out of the file,
// and a stream that is not there are `zip-broken`.

typedef struct Compound Compound;

bool compound_is(Str bytes);
Compound *compound_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name); // NULL after a finding
// Of the root storage: those of embedded objects are not found.
bool compound_has(const Compound *compound, const char *name);
bool compound_stream(const Compound *compound, Diag *diag, const char *name, Str *bytes);

// ---- relations

typedef struct Relation {
    Str id;
    Str type;   // the end of its URI: officeDocument, worksheet, sharedStrings, styles
    Str target; // the part's name in the archive
} Relation;

typedef struct Relations {
    const Relation *at;
    size_t n;
} Relations;

// Those of a part (an empty name: of the package), without those that lead out of the file. None where the
// part has none. False after a finding.
bool package_relations(Package *package, Diag *diag, Str part, Relations *relations);
const Relation *relation_by_id(Relations relations, Str id);
const Relation *relation_by_type(Relations relations, Str type);

// ---- XML

// Names are without the prefix of their namespace, which is not looked at: Transitional and Strict documents
// differ only there.
typedef struct XmlTag {
    Str name;
    const char **attributes; // as expat gives them
} XmlTag;

// The value of an attribute; at == NULL where the tag has none of that name.
Str xml_attribute(const XmlTag *tag, const char *name);
// Its value as a whole number of at most 9 digits, or `fallback`.
uint32_t xml_attribute_number(const XmlTag *tag, const char *name, uint32_t fallback);
// 1, true and on are true.
bool xml_attribute_true(const XmlTag *tag, const char *name);

// Each returns false to stop reading. Text may come in pieces. Any of them may be NULL.
typedef struct XmlHandler {
    bool (*start)(void *context, const XmlTag *tag);
    bool (*end)(void *context, Str name);
    bool (*text)(void *context, Str text);
    void *context;
} XmlHandler;

// Reads a part; true where it was read to its end or a handler stopped it, false after a finding.
bool package_xml(Package *package, Diag *diag, Str part, const XmlHandler *handler);

#endif
