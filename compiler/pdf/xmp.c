// The document's metadata as XMP (ISO 16684-1), with what Info says, and the claims to ISO 19005 and ISO
// 14289.
#include <string.h>

#include "pdf/internal-metadata.h"

// A property; `container` is Alt, Bag, Seq or NULL.
static void put_property(StrBuf *out, const char *name, const char *container, Str value)
{
    if (value.n == 0)
        return;
    buf_print(out, "<%s>", name);
    if (container)
        buf_print(out, "<rdf:%s><rdf:li%s>", container,
                  strcmp(container, "Alt") == 0 ? " xml:lang=\"x-default\"" : "");
    escape_markup(out, value);
    if (container)
        buf_print(out, "</rdf:li></rdf:%s>", container);
    buf_print(out, "</%s>\n", name);
}

// ISO 19005-2 6.6.2.3.3: a schema that it does not know is described in the file. That of PDF/UA has one
// property.
static const char accessible_schema[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void put_claims(StrBuf *out, Claims claims)
{
    if (claims.archive > 0)
        buf_print(out,
                  "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                  "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                  "</rdf:Description>\n",
                  claims.archive);
    if (!claims.accessible)
        return;
    buf_add_c(out, "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                   "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
    if (claims.archive > 0)
        buf_add_c(out, accessible_schema);
}

// Left uncompressed, so that tools that do not know PDF find it.
HPDF_Dict xmp_write(PdfFile *file, const Pages *pages, Str producer, Claims claims)
{
    StrBuf out = {.arena = file->arena};
    Str date = date_print(file->arena, pages->time, "%Y-%m-%dT%H:%M:%S+08:00");
    buf_add_c(&out,
              "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
              "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
              "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    put_property(&out, "dc:format", NULL, STR("application/pdf"));
    put_property(&out, "dc:title", "Alt", pages->title);
    put_property(&out, "dc:creator", "Seq", pages->author);
    put_property(&out, "dc:description", "Alt", pages->subject);
    put_property(&out, "dc:language", "Bag", pages->language);
    put_property(&out, "xmp:CreateDate", NULL, date);
    put_property(&out, "xmp:ModifyDate", NULL, date);
    put_property(&out, "pdf:Producer", NULL, producer);
    buf_add_c(&out, "</rdf:Description>\n");
    put_claims(&out, claims);
    buf_add_c(&out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    HPDF_Dict metadata = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    if (!metadata) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return NULL;
    }
    file_check(file, HPDF_Stream_Write(metadata->stream, (const HPDF_BYTE *)out.at, (HPDF_UINT)out.n));
    object_body(file, metadata, STR("/Type /Metadata /Subtype /XML"));
    return metadata;
}
