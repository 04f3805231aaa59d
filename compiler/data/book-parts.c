// A workbook out of sheets that are made: the parts that name them.
#include <time.h>

#include "base/escape.h"
#include "data/internal-workbook.h"

#define EARLIEST 315532800 // 1980-01-01 UTC, the first that an archive knows
#define PACKAGE_NAMESPACE "http://schemas.openxmlformats.org/package/2006/"
#define CONTENT_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

SheetMade sheet_made(Arena *arena, SheetOut *out)
{
    return (SheetMade){.packed = package_pack(arena, sheet_xml(out)),
                       .title_from = out->title_from,
                       .title_rows = out->title_rows,
                       .filtered = out->filtered,
                       .hidden = out->hidden,
                       .filter = out->filter};
}

// ---- what workbooks have alike

static Str types_xml(Arena *arena, size_t sheets)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, BOOK_HEAD_XML
              "<Types xmlns=\"" PACKAGE_NAMESPACE
              "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
              "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
              "ContentType=\"application/xml\"/><Override PartName=\"/docProps/core.xml\" "
              "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override "
              "PartName=\"/xl/styles.xml\" ContentType=\"" CONTENT_TYPE "styles+xml\"/><Override "
              "PartName=\"/xl/workbook.xml\" ContentType=\"" CONTENT_TYPE "sheet.main+xml\"/>");
    for (size_t i = 1; i <= sheets; i++)
        buf_print(&out,
                  "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" CONTENT_TYPE
                  "worksheet+xml\"/>",
                  i);
    buf_add_c(&out, "</Types>");
    return buf_str(&out);
}

static Str relations_xml(Arena *arena, size_t sheets)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, BOOK_HEAD_XML "<Relationships xmlns=\"" PACKAGE_NAMESPACE "relationships\">");
    for (size_t i = 1; i <= sheets; i++)
        buf_print(&out,
                  "<Relationship Id=\"rId%zu\" Type=\"" BOOK_RELATIONS
                  "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                  i, i);
    buf_print(&out,
              "<Relationship Id=\"rId%zu\" Type=\"" BOOK_RELATIONS
              "/styles\" Target=\"styles.xml\"/></Relationships>",
              sheets + 1);
    return buf_str(&out);
}

CommonParts common_parts(Arena *arena, const Styles *styles, size_t sheets)
{
    static const char root[] = BOOK_HEAD_XML
        "<Relationships xmlns=\"" PACKAGE_NAMESPACE
        "relationships\"><Relationship Id=\"rId1\" Type=\"" BOOK_RELATIONS
        "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE_NAMESPACE
        "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

    return (CommonParts){.types = package_pack(arena, types_xml(arena, sheets)),
                         .root = package_pack(arena, STR(root)),
                         .relations = package_pack(arena, relations_xml(arena, sheets)),
                         .styles = package_pack(arena, styles_xml(arena, styles))};
}

// ---- a workbook's own

static Str core_xml(Arena *arena, Str title, int64_t time)
{
    StrBuf out = {.arena = arena};
    time_t seconds = (time_t)(time > EARLIEST ? time : EARLIEST);
    struct tm parts = {0};
    char when[32];

    if (!gmtime_r(&seconds, &parts) || strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        when[0] = '\0';
    buf_add_c(&out, BOOK_HEAD_XML "<cp:coreProperties xmlns:cp=\"" PACKAGE_NAMESPACE
                                  "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                  "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    escape_markup(&out, title);
    buf_add_c(&out, "</dc:title>");
    if (when[0])
        buf_print(&out,
                  "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created><dcterms:modified "
                  "xsi:type=\"dcterms:W3CDTF\">%s</dcterms:modified>",
                  when, when);
    buf_add_c(&out, "</cp:coreProperties>");
    return buf_str(&out);
}

static void add_fixed(StrBuf *out, uint32_t row, uint32_t column)
{
    buf_add_char(out, '$');
    out_column(out, column);
    buf_print(out, "$%u", row + 1);
}

static void add_defined(StrBuf *out, const char *name, size_t sheet, const char *hidden)
{
    buf_print(out, "<definedName name=\"_xlnm.%s\" localSheetId=\"%zu\"%s>'", name, sheet, hidden);
}

// Ranges of a sheet that have names of their own in every workbook: its filter's, its titles'.
static void add_names(StrBuf *out, const BookMaking *making)
{
    size_t from = out->n;

    for (size_t i = 0; i < making->n; i++) {
        const SheetMade *sheet = making->sheets[i].sheet;

        if (!sheet->filtered)
            continue;
        add_defined(out, "_FilterDatabase", i, " hidden=\"1\"");
        escape_markup(out, making->sheets[i].name);
        buf_add_c(out, "'!");
        add_fixed(out, sheet->filter.row, sheet->filter.column);
        buf_add_char(out, ':');
        add_fixed(out, sheet->filter.last_row, sheet->filter.last_column);
        buf_add_c(out, "</definedName>");
    }
    for (size_t i = 0; i < making->n; i++) {
        const SheetMade *sheet = making->sheets[i].sheet;

        if (!sheet->title_rows)
            continue;
        add_defined(out, "Print_Titles", i, "");
        escape_markup(out, making->sheets[i].name);
        buf_print(out, "'!$%u:$%u</definedName>", sheet->title_from + 1,
                  sheet->title_from + sheet->title_rows);
    }
    if (out->n > from)
        buf_add_c(out, "</definedNames>");
}

static Str workbook_xml(Arena *arena, const BookMaking *making)
{
    StrBuf out = {.arena = arena}, names = {.arena = arena};
    size_t first = 0;

    while (first + 1 < making->n && making->sheets[first].sheet->hidden)
        first++;
    buf_print(&out,
              BOOK_HEAD_XML "<workbook xmlns=\"" BOOK_NAMESPACE "\" xmlns:r=\"" BOOK_RELATIONS
                            "\"><bookViews><workbookView xWindow=\"240\" yWindow=\"15\" "
                            "windowWidth=\"16095\" windowHeight=\"9660\" firstSheet=\"%zu\" "
                            "activeTab=\"%zu\"/></bookViews><sheets>",
              first, first);
    for (size_t i = 0; i < making->n; i++) {
        buf_add_c(&out, "<sheet name=\"");
        escape_markup(&out, making->sheets[i].name);
        buf_print(&out, "\" sheetId=\"%zu\"%s r:id=\"rId%zu\"/>", i + 1,
                  making->sheets[i].sheet->hidden ? " state=\"hidden\"" : "", i + 1);
    }
    buf_add_c(&out, "</sheets>");
    add_names(&names, making);
    if (names.n > 0) {
        buf_add_c(&out, "<definedNames>");
        buf_add(&out, buf_str(&names));
    }
    buf_add_c(&out, "</workbook>");
    return buf_str(&out);
}

Str book_bytes(Arena *arena, Diag *diag, const BookMaking *making)
{
    Arena *scratch = arena_new();
    PackageWriter *writer = package_writer(scratch);
    Str bytes;

    package_add_packed(writer, STR("[Content_Types].xml"), making->common->types);
    package_add_packed(writer, STR("_rels/.rels"), making->common->root);
    package_add_packed(writer, STR("docProps/core.xml"),
                       package_pack(scratch, core_xml(scratch, making->title, making->time)));
    package_add_packed(writer, STR("xl/workbook.xml"), package_pack(scratch, workbook_xml(scratch, making)));
    package_add_packed(writer, STR("xl/_rels/workbook.xml.rels"), making->common->relations);
    package_add_packed(writer, STR("xl/styles.xml"), making->common->styles);
    for (size_t i = 0; i < making->n; i++)
        package_add_packed(writer, str_print(scratch, "xl/worksheets/sheet%zu.xml", i + 1),
                           making->sheets[i].sheet->packed);
    bytes = package_write(writer, diag, making->name);
    if (bytes.at)
        bytes = str_copy(arena, bytes);
    arena_free(scratch);
    return bytes;
}
