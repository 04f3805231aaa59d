// The zip archive: opening it, its limits, and a part's bytes.
#include <string.h>

#include "package/internal-package.h"

// A part below this size may pack as well as it likes: rows of blank cells do.
#define LARGE_PART ((uint64_t)32 << 20)

// ---- findings

void package_report_broken(const Package *package, Diag *diag, Str part, const char *why)
{
    Place place = {.file = package->name};
    Str hint =
        str_of(_("the file is damaged: fetch or export it again, or open it in WPS or Office and save it"));

    if (part.n)
        diag_report(diag, SEVERITY_ERROR, "zip-broken", place, hint,
                    _("“%.*s” in this file cannot be read: %s"), STR_ARG(part), why);
    else
        diag_report(diag, SEVERITY_ERROR, "zip-broken", place, hint, _("this file cannot be read: %s"), why);
}

void package_report_large(const Package *package, Diag *diag, const char *why)
{
    diag_report(
        diag, SEVERITY_ERROR, "zip-too-large", (Place){.file = package->name},
        str_of(_("keep only the sheets that are published, and delete blank rows and columns that carry "
                 "formats or pictures")),
        "%s", why);
}

static void report_too_large(const Package *package, Diag *diag)
{
    Arena *scratch = arena_new();

    package_report_large(package, diag,
                         str_print(scratch, _("this file unpacks to more than %d MB, the most that is read"),
                                   (int)(PACKAGE_MOST_INFLATED >> 20))
                             .at);
    arena_free(scratch);
}

// ---- opening

static bool entry_allowed(const Package *package, Diag *diag, const zip_stat_t *about)
{
    if ((about->valid & ZIP_STAT_ENCRYPTION_METHOD) && about->encryption_method != ZIP_EM_NONE) {
        diag_report(diag, SEVERITY_ERROR, "workbook-encrypted", (Place){.file = package->name},
                    str_of(_("take the password off and save it again")),
                    _("this file is protected by a password"));
        return false;
    }
    if (!(about->valid & ZIP_STAT_SIZE))
        return true;
    // Of all parts only those that are read count to the sum, so pictures do not; here each stands alone.
    if (about->size > PACKAGE_MOST_INFLATED) {
        report_too_large(package, diag);
        return false;
    }
    if (about->size > LARGE_PART && (about->valid & ZIP_STAT_COMP_SIZE) &&
        about->size / PACKAGE_MOST_RATIO > about->comp_size) {
        package_report_large(package, diag, _("this file unpacks to far more than an office document does"));
        return false;
    }
    return true;
}

static bool archive_allowed(const Package *package, Diag *diag)
{
    zip_int64_t n = zip_get_num_entries(package->archive, 0);
    zip_stat_t about;

    if (n > PACKAGE_MOST_ENTRIES) {
        package_report_large(package, diag, _("this file holds more parts than an office document has"));
        return false;
    }
    for (zip_int64_t i = 0; i < n; i++)
        if (zip_stat_index(package->archive, (zip_uint64_t)i, 0, &about) == 0 &&
            !entry_allowed(package, diag, &about))
            return false;
    return true;
}

static void discard(void *archive)
{
    zip_discard(archive);
}

static bool archive_open(Package *package, Diag *diag)
{
    zip_error_t error;
    zip_source_t *source;

    zip_error_init(&error);
    source = zip_source_buffer_create(package->bytes.at, package->bytes.n, 0, &error);
    package->archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!package->archive) {
        // The list of parts stands at the end of an archive: it is missing where a copy broke off.
        bool cut = zip_error_code_zip(&error) == ZIP_ER_NOZIP;

        package_report_broken(package, diag, (Str){0},
                              cut ? _("its end is missing") : zip_error_strerror(&error));
        if (source)
            zip_source_free(source);
    } else {
        arena_defer(package->arena, discard, package->archive);
    }
    zip_error_fini(&error);
    return package->archive != NULL;
}

Package *package_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name, PackageKind wanted)
{
    Package *package = ARENA_NEW(arena, Package);

    package->arena = arena;
    package->name = str_copy(arena, name);
    package->bytes = bytes;
    if (!str_starts(bytes, STR("PK\x03\x04")) && !str_starts(bytes, STR("PK\x05\x06"))) {
        kind_report(diag, name, bytes, wanted);
        return NULL;
    }
    if (!archive_open(package, diag) || !archive_allowed(package, diag))
        return NULL;
    if (!package_has(package, STR("_rels/.rels"))) {
        kind_report_archive(diag, package, wanted);
        return NULL;
    }
    return package;
}

Str package_name(const Package *package)
{
    return package->name;
}

Str package_bytes(const Package *package)
{
    return package->bytes;
}

// ---- parts

// The index of a part, or -1. Names of parts differ not by case (ECMA-376 part 2, 6.2.2.3).
static zip_int64_t part_find(const Package *package, Str part)
{
    Arena *scratch = arena_new();
    zip_int64_t found =
        zip_name_locate(package->archive, str_c(scratch, part), ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);

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

    *reader = (PartReader){.package = package, .diag = diag, .part = part};
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
        report_too_large(reader->package, reader->diag);
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
