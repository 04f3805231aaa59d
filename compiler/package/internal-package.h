// What the files of package share.
#ifndef GONGKAI_PACKAGE_INTERNAL_PACKAGE_H
#define GONGKAI_PACKAGE_INTERNAL_PACKAGE_H

#include <zip.h>

#include "package/package.h"

struct Package {
    Arena *arena;
    Str name, bytes;
    zip_t *archive;
    bool open_document; // a spreadsheet or text, whichever was wanted
    uint64_t inflated;  // by all readings so far
};

// Reports an archive of another kind of document: OpenDocument, Numbers, or any other.
void kind_report_archive(Diag *diag, Package *package, PackageKind wanted);

// What an OpenDocument file says it is: application/vnd.oasis.opendocument.spreadsheet. Empty where it is
// none.
Str package_mimetype(Arena *arena, Package *package);

void package_report_broken(const Package *package, Diag *diag, Str part, const char *why);
// More than PACKAGE_MOST_INFLATED.
void package_report_inflated(const Package *package, Diag *diag);
void package_report_large(const Package *package, Diag *diag, const char *why);

// A part's inflated bytes, piece by piece.
typedef struct PartReader {
    Package *package;
    Diag *diag;
    Str part;
    uint64_t index;
    zip_file_t *file;
} PartReader;

bool part_open(PartReader *reader, Package *package, Diag *diag, Str part);
// Up to `room` bytes; 0 at the end, -1 after a finding.
int part_read(PartReader *reader, char *at, int room);
void part_close(PartReader *reader);

// Whether the part stands in the package as it was packed: its deflated bytes, its length and checksum.
bool part_stands(Package *package, Diag *diag, Str part, const PackedPart *packed);

#endif
