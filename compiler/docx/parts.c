// The parts around the body: heads and feet, sections, settings, properties, relations.
#include "docx/internal-docx.h"

#define OFFICE "application/vnd.openxmlformats-officedocument.wordprocessingml."

// ---- heads and feet

// 送审稿　第1稿　2025年9月18日　校验码 3F2A-91C0　不对外公开; of a final what it has to say of itself.
static Str head_text(const Writing *writing)
{
    StrBuf text = {.arena = writing->arena};
    Str joint = STR("\u3000"), date = date_printed(writing->arena, writing->document->project->date);
    Str parts[6];
    size_t n = 0;

    if (writing->options.round > 0) {
        parts[n++] = word_of(writing, WORDS_COPY_NAME);
        parts[n++] =
            filled_word(writing, WORDS_COPY_ROUND, str_print(writing->arena, "%d", writing->options.round));
        parts[n++] = date;
        parts[n++] = filled_word(writing, WORDS_COPY_CODE, writing->map->code);
        parts[n++] = word_of(writing, WORDS_COPY_CLOSED);
    }
    parts[n++] = writing->document->mark;
    for (size_t i = 0; i < n; i++)
        if (parts[i].n) {
            buf_add(&text, text.n ? joint : (Str){0});
            buf_add(&text, parts[i]);
        }
    return buf_str(&text);
}

static Str header_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD "<w:hdr" NAMESPACES "><w:p><w:pPr><w:pStyle w:val=\"" STYLE_HEAD "\"/></w:pPr>");
    if (head_text(writing).n) {
        buf_add_c(&out, "<w:r>");
        write_text(&out, head_text(writing));
        buf_add_c(&out, "</w:r>");
    }
    buf_add_c(&out, "</w:p></w:hdr>\n");
    return buf_str(&out);
}

// format: "— %s —"; empty: a foot without a number.
static Str footer_part(const Writing *writing, Str format, const char *align)
{
    StrBuf out = {.arena = writing->arena};
    ptrdiff_t at = str_find(format, STR("%s"), 0);
    long long inset = twips(writing->style->page.number_inset);

    buf_print(&out,
              XML_HEAD "<w:ftr" NAMESPACES "><w:p><w:pPr><w:pStyle w:val=\"%s\"/><w:ind w:left=\"%lld\" "
                       "w:right=\"%lld\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc "
                       "w:val=\"%s\"/></w:pPr>",
              style_id(ROLE_PAGE_NUMBER), align[0] == 'l' ? inset : 0, align[0] == 'r' ? inset : 0, align);
    if (at >= 0) {
        buf_add_c(&out, "<w:r>");
        write_text(&out, str_slice(format, 0, (size_t)at));
        buf_add_c(&out, "</w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
                        "xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar "
                        "w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
                        "w:fldCharType=\"end\"/></w:r><w:r>");
        write_text(&out, str_slice(format, (size_t)at + 2, format.n));
        buf_add_c(&out, "</w:r>");
    }
    buf_add_c(&out, "</w:p></w:ftr>\n");
    return buf_str(&out);
}

// ---- the other parts

static Str settings_part(const Writing *writing)
{
    return str_print(
        writing->arena,
        XML_HEAD "<w:settings" NAMESPACES ">%s<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing "
                 "w:val=\"%lld\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>%s<w:compat>"
                 "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
                 "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>"
                 "<w:useFELayout/><w:compatSetting w:name=\"compatibilityMode\" "
                 "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
                 "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>\n",
        writing->style->page.duplex ? "<w:mirrorMargins/>" : "",
        (long long)twips(writing->style->roles[ROLE_BODY].leading) / 2, notes_settings(writing).at);
}

// Without names of persons or machines.
static Str core_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out,
              XML_HEAD "<cp:coreProperties "
                       "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                       "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                       "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                       "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    escape_markup(&out, writing->document->title);
    buf_add_c(&out, "</dc:title><dc:creator>");
    escape_markup(&out, writing->document->department);
    buf_add_c(&out, "</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>\n");
    return buf_str(&out);
}

typedef struct PartSpec {
    const char *name, *id, *type; // type: the end of the relation's
    const char *content;          // of the content type; NULL: by its ending
} PartSpec;

static const PartSpec part_specs[] = {
    {"styles.xml", "rIdStyles", "styles", "styles+xml"},
    {"numbering.xml", "rIdNumbering", "numbering", "numbering+xml"},
    {"settings.xml", "rIdSettings", "settings", "settings+xml"},
    {"fontTable.xml", "rIdFonts", "fontTable", "fontTable+xml"},
    {"header1.xml", "rIdHead", "header", "header+xml"},
    {"footer1.xml", "rIdFootBlank", "footer", "footer+xml"},
    {"footer2.xml", "rIdFootBlankEven", "footer", "footer+xml"},
    {"footer3.xml", "rIdFootContents", "footer", "footer+xml"},
    {"footer4.xml", "rIdFootContentsEven", "footer", "footer+xml"},
    {"footer5.xml", "rIdFootBody", "footer", "footer+xml"},
    {"footer6.xml", "rIdFootBodyEven", "footer", "footer+xml"},
};
enum { PARTS = sizeof part_specs / sizeof part_specs[0] };

static Str types_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD
              "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              "<Default Extension=\"rels\" "
              "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              "<Default Extension=\"png\" ContentType=\"image/png\"/>"
              "<Default Extension=\"xlsx\" "
              "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>"
              "<Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>"
              "<Override PartName=\"/word/document.xml\" ContentType=\"" OFFICE "document.main+xml\"/>");
    for (int i = 0; i < PARTS; i++)
        buf_print(&out, "<Override PartName=\"/word/%s\" ContentType=\"" OFFICE "%s\"/>", part_specs[i].name,
                  part_specs[i].content);
    if (writing->notes.n)
        buf_add_c(&out,
                  "<Override PartName=\"/word/footnotes.xml\" ContentType=\"" OFFICE "footnotes+xml\"/>");
    for (size_t i = 0; i < writing->charts.n; i++)
        buf_print(&out,
                  "<Override PartName=\"/word/charts/chart%zu.xml\" "
                  "ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>",
                  i + 1);
    buf_add_c(&out, "<Override PartName=\"/word/theme/theme1.xml\" "
                    "ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>"
                    "<Override PartName=\"/docProps/core.xml\" "
                    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
                    "<Override PartName=\"/customXml/itemProps1.xml\" "
                    "ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>"
                    "</Types>\n");
    return buf_str(&out);
}

static void links_relate(const Writing *writing, StrBuf *out)
{
    for (size_t i = 0; i < writing->links.n; i++) {
        buf_print(out, "<Relationship Id=\"rIdLink%zu\" Type=\"" RELATIONS_TYPE "hyperlink\" Target=\"",
                  i + 1);
        escape_markup(out, writing->links.at[i]);
        buf_add_c(out, "\" TargetMode=\"External\"/>");
    }
}

static Str document_relations(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS "\">");
    for (int i = 0; i < PARTS; i++)
        buf_print(&out, "<Relationship Id=\"%s\" Type=\"" RELATIONS_TYPE "%s\" Target=\"%s\"/>",
                  part_specs[i].id, part_specs[i].type, part_specs[i].name);
    buf_add_c(&out, "<Relationship Id=\"rIdTheme\" Type=\"" RELATIONS_TYPE
                    "theme\" Target=\"theme/theme1.xml\"/><Relationship Id=\"rIdMap\" Type=\"" RELATIONS_TYPE
                    "customXml\" Target=\"../customXml/item1.xml\"/>");
    for (size_t i = 0; i < writing->pictures.n; i++)
        buf_print(&out, "<Relationship Id=\"rIdImage%zu\" Type=\"" RELATIONS_TYPE "image\" Target=\"%.*s\"/>",
                  i + 1,
                  STR_ARG(str_slice(writing->pictures.at[i].part, sizeof "word/" - 1,
                                    writing->pictures.at[i].part.n)));
    for (size_t i = 0; i < writing->charts.n; i++)
        buf_print(&out,
                  "<Relationship Id=\"rIdChart%zu\" Type=\"" RELATIONS_TYPE
                  "chart\" Target=\"charts/chart%zu.xml\"/>",
                  i + 1, i + 1);
    if (writing->notes.n)
        buf_add_c(&out, "<Relationship Id=\"rIdNotes\" Type=\"" RELATIONS_TYPE
                        "footnotes\" Target=\"footnotes.xml\"/>");
    links_relate(writing, &out);
    buf_add_c(&out, "</Relationships>\n");
    return buf_str(&out);
}

// Every document has a theme; nothing of it is used.
static Str theme_part(Arena *arena)
{
    static const char *const colours[] = {"dk1",     "lt1",     "dk2",     "lt2",     "accent1", "accent2",
                                          "accent3", "accent4", "accent5", "accent6", "hlink",   "folHlink"};
    static const char fill[] = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    static const char line[] =
        "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>";
    static const char effect[] = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    static const char font[] = "<a:latin typeface=\"\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    StrBuf out = {.arena = arena};

    buf_add_c(&out, XML_HEAD "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                             "name=\"Gongkai\"><a:themeElements><a:clrScheme name=\"Gongkai\">");
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        buf_print(&out, "<a:%s><a:srgbClr val=\"%s\"/></a:%s>", colours[i],
                  i == 1 || i == 3 ? "FFFFFF" : "000000", colours[i]);
    buf_print(
        &out,
        "</a:clrScheme><a:fontScheme "
        "name=\"Gongkai\"><a:majorFont>%s</a:majorFont><a:minorFont>%s</a:minorFont>"
        "</a:fontScheme><a:fmtScheme name=\"Gongkai\"><a:fillStyleLst>%s%s%s</a:fillStyleLst>"
        "<a:lnStyleLst>%s%s%s</a:lnStyleLst><a:effectStyleLst>%s%s%s</a:effectStyleLst><a:bgFillStyleLst>"
        "%s%s%s</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>\n",
        font, font, fill, fill, fill, line, line, line, effect, effect, effect, fill, fill, fill);
    return buf_str(&out);
}

static void feet_add(const Writing *writing, PackageWriter *package)
{
    const PageStyle *page = &writing->style->page;
    const char *odd = page->number_centred ? "center" : "right",
               *even = page->number_centred ? "center" : "left";
    const struct {
        const char *name;
        Str format;
        const char *align;
    } feet[] = {{"word/footer1.xml", {0}, "center"},
                {"word/footer2.xml", {0}, "center"},
                {"word/footer3.xml", page->contents_number_format, odd},
                {"word/footer4.xml", page->contents_number_format, even},
                {"word/footer5.xml", page->number_format, odd},
                {"word/footer6.xml", page->number_format, even}};

    for (size_t i = 0; i < sizeof feet / sizeof feet[0]; i++)
        package_add(package, str_of(feet[i].name), footer_part(writing, feet[i].format, feet[i].align));
}

static void charts_add(const Writing *writing, PackageWriter *package)
{
    for (size_t i = 0; i < writing->charts.n; i++) {
        package_add(package, str_print(writing->arena, "word/charts/chart%zu.xml", i + 1),
                    writing->charts.at[i].part);
        package_add(package, str_print(writing->arena, "word/charts/_rels/chart%zu.xml.rels", i + 1),
                    str_print(writing->arena,
                              XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                                       "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS_TYPE
                                       "package\" Target=\"../embeddings/chart%zu.xlsx\"/></Relationships>\n",
                              i + 1));
        package_add(package, str_print(writing->arena, "word/embeddings/chart%zu.xlsx", i + 1),
                    writing->charts.at[i].workbook);
    }
}

static void map_add(const Writing *writing, PackageWriter *package)
{
    package_add(package, STR("customXml/item1.xml"), map_part(writing->arena, writing->map));
    package_add(package, STR("customXml/itemProps1.xml"),
                STR(XML_HEAD
                    "<ds:datastoreItem "
                    "xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\" "
                    "ds:itemID=\"{6F6E676B-6169-4364-8370-79206D617001}\"><ds:schemaRefs><ds:schemaRef "
                    "ds:uri=\"" DOCX_MAP_NAMESPACE "\"/></ds:schemaRefs></ds:datastoreItem>\n"));
    package_add(package, STR("customXml/_rels/item1.xml.rels"),
                STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                             "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS_TYPE
                             "customXmlProps\" Target=\"itemProps1.xml\"/></Relationships>\n"));
}

// What a link in a footnote leads to.
static Str notes_relations(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS "\">");
    links_relate(writing, &out);
    buf_add_c(&out, "</Relationships>\n");
    return buf_str(&out);
}

void parts_add(Writing *writing, PackageWriter *package)
{
    package_add(package, STR("[Content_Types].xml"), types_part(writing));
    package_add(package, STR("_rels/.rels"),
                STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                             "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS_TYPE
                             "officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
                             "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                             "core-properties\" Target=\"docProps/core.xml\"/></Relationships>\n"));
    package_add(package, STR("word/document.xml"), buf_str(&writing->body));
    package_add(package, STR("word/_rels/document.xml.rels"), document_relations(writing));
    package_add(package, STR("word/styles.xml"), styles_part(writing));
    package_add(package, STR("word/numbering.xml"), numbering_part(writing));
    package_add(package, STR("word/settings.xml"), settings_part(writing));
    package_add(package, STR("word/fontTable.xml"), fonts_part(writing));
    package_add(package, STR("word/theme/theme1.xml"), theme_part(writing->arena));
    package_add(package, STR("word/header1.xml"), header_part(writing));
    feet_add(writing, package);
    for (size_t i = 0; i < writing->pictures.n; i++)
        package_add(package, writing->pictures.at[i].part, writing->pictures.at[i].image->bytes);
    charts_add(writing, package);
    package_add(package, STR("docProps/core.xml"), core_part(writing));
    notes_add(writing, package);
    if (writing->notes.n && writing->links.n)
        package_add(package, STR("word/_rels/footnotes.xml.rels"), notes_relations(writing));
    map_add(writing, package);
}
