// A letter: a title and paragraphs, in the fonts that the program at hand has.
#include "docx/internal-docx.h"

static void paragraph_add(StrBuf *out, Str text, bool title)
{
    buf_add_c(out,
              title ? "<w:p><w:pPr><w:jc w:val=\"center\"/><w:spacing w:after=\"240\"/></w:pPr><w:r><w:rPr>"
                      "<w:b/><w:sz w:val=\"36\"/></w:rPr>"
                    : "<w:p><w:pPr><w:spacing w:after=\"80\" w:line=\"360\" w:lineRule=\"auto\"/></w:pPr>"
                      "<w:r><w:rPr><w:sz w:val=\"24\"/></w:rPr>");
    write_text(out, text);
    buf_add_c(out, "</w:r></w:p>");
}

static Str document_part(Arena *arena, Str title, const Str *paragraphs, size_t n)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, XML_HEAD "<w:document" NAMESPACES "><w:body>");
    paragraph_add(&out, title, true);
    for (size_t i = 0; i < n; i++)
        paragraph_add(&out, paragraphs[i], false);
    buf_add_c(&out, "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1588\" "
                    "w:bottom=\"1440\" w:left=\"1588\" w:header=\"851\" w:footer=\"851\" "
                    "w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n");
    return buf_str(&out);
}

Str docx_letter(Arena *arena, Diag *diag, Str name, Str title, const Str *paragraphs, size_t n)
{
    PackageWriter *writer = package_writer(arena);

    package_add(writer, STR("[Content_Types].xml"),
                STR(XML_HEAD
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    "<Default Extension=\"rels\" "
                    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
                    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>\n"));
    package_add(writer, STR("_rels/.rels"),
                STR(XML_HEAD
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                    "relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/"
                    "officeDocument/2006/relationships/officeDocument\" "
                    "Target=\"word/document.xml\"/></Relationships>\n"));
    package_add(writer, STR("word/document.xml"), document_part(arena, title, paragraphs, n));
    return package_write(writer, diag, name);
}
