// What a file is that is no workbook, or no Word document, though its name says so: told by content, because
// contractors rename files.
#include <string.h>
#include <strings.h>

#include "package/internal-package.h"

// How far into a file its beginning is looked at.
#define HEAD_BYTES 4096

static const char *save_as(PackageKind wanted)
{
    return wanted == PACKAGE_TEXT ? _("open it in WPS or Word and save it as .docx (另存为 Word 文档)")
                                  : _("open it in WPS or Excel and save it as .xlsx (另存为 Excel 工作簿)");
}

static void report(Diag *diag, Str name, const char *hint, const char *what)
{
    diag_report(diag, SEVERITY_ERROR, "file-kind", (Place){.file = name}, str_of(hint), _("this file is %s"),
                what);
}

// ---- compound files (OLE2), which hold old office documents and encrypted new ones

// Names in a compound file's directory are UTF-16LE.
static bool has_wide(Str bytes, const char *word)
{
    char wide[64];
    size_t n = strlen(word) * 2;

    for (size_t i = 0; i < n; i++)
        wide[i] = i % 2 ? '\0' : word[i / 2];
    return memmem(bytes.at, bytes.n, wide, n) != NULL;
}

static void report_compound(Diag *diag, Str name, Str bytes, PackageKind wanted)
{
    if (has_wide(bytes, "EncryptedPackage")) {
        diag_report(diag, SEVERITY_ERROR, "workbook-encrypted", (Place){.file = name},
                    str_of(_("open it with its password, take the password off, and save it again")),
                    _("this file is protected by a password"));
        return;
    }
    if (has_wide(bytes, "WordDocument"))
        report(diag, name,
               wanted == PACKAGE_TEXT ? save_as(wanted)
                                      : _("put its tables into a workbook and save that as .xlsx"),
               _("an old Word or WPS document (.doc, .wps)"));
    else if (has_wide(bytes, "Workbook"))
        report(diag, name, save_as(wanted), _("an old workbook (.xls or .et)"));
    else if (has_wide(bytes, "Book"))
        report(diag, name, save_as(wanted), _("a workbook of Excel 95 or before"));
    else
        report(diag, name, save_as(wanted), _("an old office document, not of today's format"));
}

// ---- text

static bool starts_ignoring_case(Str text, const char *word)
{
    size_t n = strlen(word);

    return text.n >= n && strncasecmp(text.at, word, n) == 0;
}

static bool is_html(Str text)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<meta",
                                       "<table",         "<body", "<div",  "<style"};

    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (starts_ignoring_case(text, tags[i]))
            return true;
    return starts_ignoring_case(text, "<?xml") && str_find(text, STR("<html"), 0) >= 0;
}

static bool is_text(Str bytes)
{
    Arena *scratch = arena_new();
    Diag *trial = diag_new();
    bool text = bytes.n <= SOURCE_MOST &&
                !memchr(bytes.at, '\0', bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES) &&
                source_from_bytes(scratch, trial, bytes, (Str){0}, (Str){0});

    diag_free(trial);
    arena_free(scratch);
    return text;
}

// PNG, JPEG, GIF, TIFF, WebP: a photograph of a table, most often.
static bool is_picture(Str bytes)
{
    return str_starts(bytes, STR("\x89PNG")) || str_starts(bytes, STR("\xFF\xD8\xFF")) ||
           str_starts(bytes, STR("GIF8")) || str_starts(bytes, STR("II*")) ||
           str_starts(bytes, STR("MM\0*")) ||
           (str_starts(bytes, STR("RIFF")) &&
            str_find(str_slice(bytes, 0, bytes.n < 16 ? bytes.n : 16), STR("WEBP"), 0) > 0);
}

void file_report_kind(Diag *diag, Str name, Str bytes, PackageKind wanted)
{
    Str head = str_trim(str_slice(bytes, 0, bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES));

    if (bytes.n == 0)
        report(diag, name, _("save it again from WPS or Office, or fetch it again"), _("empty"));
    else if (compound_is(bytes))
        report_compound(diag, name, bytes, wanted);
    else if (str_starts(bytes, STR("\x09\x08")) || str_starts(bytes, STR("\x09\x04")) ||
             str_starts(bytes, STR("\x09\x02")))
        report(diag, name, save_as(wanted), _("a workbook of Excel 95 or before"));
    else if (is_html(head) || starts_ignoring_case(head, "MIME-Version:"))
        report(diag, name, save_as(wanted),
               _("a web page (HTML), as some systems export under another name"));
    else if (str_find(head, STR("urn:schemas-microsoft-com:office:spreadsheet"), 0) >= 0)
        report(diag, name, save_as(wanted), _("a workbook in the XML format of 2003"));
    else if (str_starts(bytes, STR("%PDF")))
        report(diag, name,
               wanted == PACKAGE_TEXT
                   ? _("take the document that it was made from, or copy its text into a .txt")
                   : _("export the tables as .xlsx from the system that made them"),
               _("a PDF"));
    else if (is_picture(bytes))
        report(diag, name, _("ask for the file that it was taken of"), _("a picture"));
    else if (str_starts(bytes, STR("Rar!")) || str_starts(bytes, STR("7z\xBC\xAF")))
        report(diag, name, _("unpack it first"), _("a packed archive (.rar, .7z)"));
    else if (str_starts(head, STR("{\\rtf")))
        report(diag, name, save_as(wanted), _("a rich text document (.rtf), as some programs name .doc"));
    else if (is_text(bytes))
        report(diag, name,
               wanted == PACKAGE_TEXT
                   ? _("name it .txt, or .md where it is Markdown")
                   : _("if it is comma-separated, name it .csv; otherwise save it as .xlsx in WPS or Excel"),
               _("plain text"));
    else
        report(diag, name, save_as(wanted),
               wanted == PACKAGE_TEXT ? _("no Word document, or it is damaged")
                                      : _("no workbook, or it is damaged"));
}

// ---- archives of other kinds

static bool has_part_below(const Package *package, const char *folder)
{
    zip_int64_t n = zip_get_num_entries(package->archive, 0);

    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(package->archive, (zip_uint64_t)i, 0);

        if (name && str_starts(str_of(name), str_of(folder)))
            return true;
    }
    return false;
}

// Documents, pages or tables that were packed together.
static bool has_files(const Package *package)
{
    static const char *const ends[] = {".html", ".htm",  ".pdf", ".docx", ".doc",
                                       ".wps",  ".xlsx", ".xls", ".et",   ".csv"};
    zip_int64_t n = zip_get_num_entries(package->archive, 0);

    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(package->archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        const char *dot = name ? strrchr(name, '.') : NULL;

        for (size_t k = 0; dot && k < sizeof ends / sizeof ends[0]; k++)
            if (strcasecmp(dot, ends[k]) == 0)
                return true;
    }
    return false;
}

void kind_report_archive(Diag *diag, Package *package, PackageKind wanted)
{
    Arena *scratch = arena_new();
    Str type = package_mimetype(scratch, package);
    const char *hint = save_as(wanted), *what = _("a zip archive, but no office document");

    if (str_starts(type, STR("application/vnd.oasis.opendocument.spreadsheet")))
        what = _("an OpenDocument spreadsheet (.ods)");
    else if (str_starts(type, STR("application/vnd.oasis.opendocument")))
        what = _("an OpenDocument file");
    else if (package_has(package, STR("Index.zip")) || has_part_below(package, "Index/")) {
        hint = _("export it from there for Excel or Word");
        what = _("a document of Apple's Numbers, Pages or Keynote");
    } else if (package_has(package, STR("OFD.xml"))) {
        hint = _("print it to a PDF with its reader, or take the document that it was made from");
        what = _("an OFD document");
    } else if (has_files(package)) {
        hint = _("unpack it into a folder, and name that folder or its files");
        what = _("a zip archive of several files");
    }
    report(diag, package->name, hint, what);
    arena_free(scratch);
}
