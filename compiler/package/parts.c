// A part's bytes, and what is told of a package.
#include <limits.h>
#include <string.h>

#include "package/internal-package.h"

#define MOST_MIMETYPE 128 // bytes

// ---- findings

static Str broken_hint(void)
{
    return str_of(
        _("the file is damaged: fetch or export it again, or open it in WPS or Office and save it"));
}

void file_report_broken(Diag *diag, Str name, const char *why)
{
    diag_report(diag, SEVERITY_ERROR, "zip-broken", (Place){.file = name}, broken_hint(),
                _("this file cannot be read: %s"), why);
}

void package_report_broken(const Package *package, Diag *diag, Str part, const char *why)
{
    if (part.n)
        diag_report(diag, SEVERITY_ERROR, "zip-broken", (Place){.file = package->name}, broken_hint(),
                    _("“%.*s” in this file cannot be read: %s"), STR_ARG(part), why);
    else
        file_report_broken(diag, package->name, why);
}

void package_report_large(const Package *package, Diag *diag, const char *why)
{
    diag_report(
        diag, SEVERITY_ERROR, "zip-too-large", (Place){.file = package->name},
        str_of(_("keep only the sheets that are published, and delete blank rows and columns that carry "
                 "formats or pictures")),
        "%s", why);
}

void package_report_inflated(const Package *package, Diag *diag)
{
    Arena *scratch = arena_new();

    package_report_large(package, diag,
                         str_print(scratch, _("this file unpacks to more than %d MB, the most that is read"),
                                   (int)(PACKAGE_MOST_INFLATED >> 20))
                             .at);
    arena_free(scratch);
}

// ---- parts

// The index of a part, or -1. Names of parts differ not by case (ECMA-376 part 2, 6.2.2.3); as it is written
// a name is found at once.
static zip_int64_t part_find(const Package *package, Str part)
{
    Arena *scratch = arena_new();
    const char *name = str_c(scratch, part);
    zip_int64_t found = zip_name_locate(package->archive, name, ZIP_FL_ENC_GUESS);

    if (found < 0)
        found = zip_name_locate(package->archive, name, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
    arena_free(scratch);
    return found;
}

bool package_has(const Package *package, Str part)
{
    return part_find(package, part) >= 0;
}

bool part_open(PartReader *reader, Package *package, Diag *diag, Str part)
{
    zip_int64_t index = part_find(package, part);

    *reader = (PartReader){.package = package, .diag = diag, .part = part, .index = (uint64_t)index};
    if (index < 0) {
        package_report_broken(package, diag, part, _("it is not there"));
        return false;
    }
    reader->file = zip_fopen_index(package->archive, (zip_uint64_t)index, 0);
    if (!reader->file)
        package_report_broken(package, diag, part, zip_strerror(package->archive));
    return reader->file != NULL;
}

int part_read(PartReader *reader, char *at, int room)
{
    zip_int64_t got = zip_fread(reader->file, at, (zip_uint64_t)room);

    if (got < 0) {
        package_report_broken(reader->package, reader->diag, reader->part, zip_file_strerror(reader->file));
        return -1;
    }
    reader->package->inflated += (uint64_t)got;
    if (reader->package->inflated > PACKAGE_MOST_INFLATED) {
        package_report_inflated(reader->package, reader->diag);
        return -1;
    }
    return (int)got;
}

void part_close(PartReader *reader)
{
    if (reader->file)
        zip_fclose(reader->file);
    reader->file = NULL;
}

// By the size that the archive says, which is one that is read (entry_allowed).
static bool read_whole(PartReader *reader, Arena *arena, Str *bytes)
{
    zip_stat_t about;

    if (zip_stat_index(reader->package->archive, reader->index, 0, &about) != 0 ||
        !(about.valid & ZIP_STAT_SIZE)) {
        package_report_broken(reader->package, reader->diag, reader->part, _("it does not say its size"));
        return false;
    }
    char *at = arena_room(arena, (size_t)about.size + 1);
    size_t n = 0;
    int got = 1;
    // One byte more than there is: at a part's end libzip holds its bytes against their checksum.
    while (got > 0 && n <= about.size) {
        size_t room = (size_t)about.size + 1 - n;
        got = part_read(reader, at + n, room < INT_MAX ? (int)room : INT_MAX);
        n += got > 0 ? (size_t)got : 0;
    }
    *bytes = (Str){at, n};
    return got == 0;
}

bool package_part(Package *package, Diag *diag, Str part, Arena *arena, Str *bytes)
{
    PartReader reader;

    *bytes = (Str){0};
    if (!part_open(&reader, package, diag, part))
        return false;
    bool read = read_whole(&reader, arena, bytes);
    part_close(&reader);
    return read;
}

bool part_stands(Package *package, Diag *diag, Str part, const PackedPart *packed)
{
    zip_int64_t index = part_find(package, part);
    zip_stat_t about;
    const zip_uint64_t told = ZIP_STAT_SIZE | ZIP_STAT_CRC;
    PartReader reader = {.package = package, .diag = diag, .part = part, .index = (uint64_t)index};

    if (index < 0 || zip_stat_index(package->archive, (zip_uint64_t)index, 0, &about) != 0 ||
        (about.valid & told) != told || about.size != packed->length || about.crc != packed->crc)
        return false;
    reader.file = zip_fopen_index(package->archive, (zip_uint64_t)index, ZIP_FL_COMPRESSED);
    if (!reader.file)
        return false;
    Arena *scratch = arena_new();
    size_t room = packed->deflated.n + 1; // one more, so that no more than there are fit
    char *at = arena_room(scratch, room);
    zip_int64_t got = zip_fread(reader.file, at, room);
    bool same = got >= 0 && str_equal((Str){at, (size_t)got}, packed->deflated);
    part_close(&reader);
    arena_free(scratch);
    return same;
}

Str package_mimetype(Arena *arena, Package *package)
{
    Diag *trial = diag_new();
    char *text = arena_alloc(arena, MOST_MIMETYPE);
    PartReader part;
    int got = 0;

    if (package_has(package, STR("mimetype")) && part_open(&part, package, trial, STR("mimetype"))) {
        got = part_read(&part, text, MOST_MIMETYPE);
        part_close(&part);
    }
    diag_free(trial);
    return str_trim((Str){text, got > 0 ? (size_t)got : 0});
}
