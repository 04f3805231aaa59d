// The zip archive: opening it, and its limits.
#include <string.h>

#include "package/internal-package.h"

// A part below this size may pack as well as it likes: rows of blank cells do.
#define LARGE_PART ((uint64_t)32 << 20)

#define ODT_TYPE "application/vnd.oasis.opendocument.text"
#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet" // and the same with -template

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
        package_report_inflated(package, diag);
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
        file_report_kind(diag, name, bytes, wanted);
        return NULL;
    }
    if (!archive_open(package, diag) || !archive_allowed(package, diag))
        return NULL;
    if (wanted == PACKAGE_ANY)
        return package;
    package->open_document =
        str_starts(package_mimetype(arena, package), wanted == PACKAGE_TEXT ? STR(ODT_TYPE) : STR(ODS_TYPE));
    if (!package->open_document && !package_has(package, STR("_rels/.rels"))) {
        kind_report_archive(diag, package, wanted);
        return NULL;
    }
    return package;
}

bool package_is_open_document(const Package *package)
{
    return package->open_document;
}

Str package_name(const Package *package)
{
    return package->name;
}
