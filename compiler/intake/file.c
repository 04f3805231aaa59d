// What a file is, by its content, and which reader it is for.
#include "intake/internal-intake.h"

#include <strings.h>

#define HEAD_BYTES 4096

static bool refuse(Diag *diag, Str name, const char *what, const char *hint)
{
    diag_report(diag, SEVERITY_ERROR, "file-kind", (Place){.file = name}, str_of(hint), _("this file is %s"),
                what);
    return false;
}

static bool starts(Str text, const char *word)
{
    Str w = str_of(word);

    return text.n >= w.n && strncasecmp(text.at, w.at, w.n) == 0;
}

static bool is_html(Str head)
{
    static const char *const tags[] = {"<!doctype html", "<html",  "<head", "<meta", "<body",
                                       "<div",           "<table", "<p>",   "<p ",   "<h1",
                                       "<style",         "<title", "<!--",  "<span", "<article"};

    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (starts(head, tags[i]))
            return true;
    return starts(head, "<?xml") && str_find(head, STR("<html"), 0) >= 0;
}

static const char *save_as(void)
{
    return _("open it in WPS or Word and save it as .docx (另存为 Word 文档)");
}

// Of what is no archive: false where no reader takes it.
static bool text_allowed(Diag *diag, Str bytes, Str head, Str name)
{
    if (bytes.n == 0)
        return refuse(diag, name, _("empty"), _("save it again from WPS or Office, or fetch it again"));
    if (compound_is(bytes))
        file_report_kind(diag, name, bytes, PACKAGE_TEXT);
    else if (starts(head, "{\\rtf"))
        return refuse(diag, name, _("a document in Rich Text Format (.rtf)"), save_as());
    else if (starts(head, "MIME-Version:") ||
             (starts(head, "From:") && str_find(head, STR("\nMIME-Version:"), 0) >= 0))
        return refuse(
            diag, name, _("a web page in one file (.mht)"),
            _("open it in a browser and save it as a web page (.html), or copy its text into a .txt"));
    else if (str_find(head, STR("http://schemas.microsoft.com/office/word/2003/wordml"), 0) >= 0 ||
             str_find(head, STR("http://schemas.microsoft.com/office/2006/xmlPackage"), 0) >= 0)
        return refuse(diag, name, _("a Word document in one XML file"), save_as());
    else if (str_find(head, STR("urn:oasis:names:tc:opendocument:xmlns:office"), 0) >= 0)
        return refuse(diag, name, _("an OpenDocument in one XML file (.fodt)"), _("save it as .odt"));
    else if (str_find(head, STR("urn:schemas-microsoft-com:office:spreadsheet"), 0) >= 0)
        file_report_kind(diag, name, bytes, PACKAGE_TEXT);
    else
        return true;
    return false;
}

static bool is_named(Str name, Str extension)
{
    return name.n > extension.n && name_equal(str_slice(name, name.n - extension.n, name.n), extension);
}

// A name that says another format than the content has.
static bool name_fits(Str name)
{
    static const char *const documents[] = {".docx", ".odt", ".docm", ".doc", ".wps", ".rtf"};

    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
        if (is_named(name, str_of(documents[i])))
            return false;
    return true;
}

static const Intake *office_read(Arena *arena, Diag *diag, Str bytes, Str name, bool notes)
{
    Package *package = package_from_bytes(arena, diag, bytes, name, PACKAGE_TEXT);

    if (!package)
        return NULL;
    return package_is_open_document(package) ? odt_read(arena, diag, package, notes)
                                             : docx_read(arena, diag, package, notes);
}

static bool is_package(Str bytes)
{
    return str_starts(bytes, STR("PK\x03\x04")) || str_starts(bytes, STR("PK\x05\x06"));
}

static bool is_pdf(Str bytes)
{
    return str_find(str_slice(bytes, 0, bytes.n < 1024 ? bytes.n : 1024), STR("%PDF-"), 0) >= 0;
}

const Intake *intake_office(Arena *arena, Diag *diag, Str bytes, Str name)
{
    return office_read(arena, diag, bytes, name, false);
}

const Intake *intake_with_notes(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, Str encoding)
{
    if (is_package(bytes))
        return office_read(arena, diag, bytes, name, true);
    if (is_pdf(bytes))
        return pdf_read(arena, diag, helper, bytes, name, true);
    return intake_from_bytes(arena, diag, helper, bytes, name, encoding);
}

const Intake *intake_from_bytes(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, Str encoding)
{
    Str head = str_trim(str_slice(bytes, 0, bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES));
    const Source *source;

    if (is_package(bytes))
        return intake_office(arena, diag, bytes, name);
    if (is_pdf(bytes))
        return intake_pdf(arena, diag, helper, bytes, name);
    if (!text_allowed(diag, bytes, head, name))
        return NULL;
    if (!name_fits(name) && !is_html(head)) { // as web pages, systems export under the names of documents
        file_report_kind(diag, name, bytes, PACKAGE_TEXT);
        return NULL;
    }
    source = source_from_bytes(arena, diag, bytes, name, encoding);
    if (!source)
        return NULL;
    head = str_trim(str_slice(source->text, 0, source->text.n < HEAD_BYTES ? source->text.n : HEAD_BYTES));
    if (is_named(name, STR(".md")))
        return intake_text(arena, diag, source, INTAKE_MARKDOWN);
    if (is_html(head) || is_named(name, STR(".html")) || is_named(name, STR(".htm")))
        return intake_html(arena, diag, source);
    return intake_text(arena, diag, source, INTAKE_TEXT);
}
