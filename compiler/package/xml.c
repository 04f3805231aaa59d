// A part's XML events, by expat, within limits.
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "package/internal-package.h"

#define CHUNK 65536

typedef struct XmlReading {
    const XmlHandler *handler;
    XML_Parser parser;
    int depth;
    bool stopped; // by the handler
    bool entity, deep;
} XmlReading;

// Without its prefix.
static Str local_name(const char *name)
{
    const char *end = strchr(name, ':');

    return str_of(end ? end + 1 : name);
}

static void stop(XmlReading *reading)
{
    XML_StopParser(reading->parser, XML_FALSE);
}

static void after_event(XmlReading *reading, bool go_on)
{
    if (go_on)
        return;
    reading->stopped = true;
    stop(reading);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    XmlReading *reading = data;
    XmlTag tag = {local_name(name), attributes};

    if (reading->stopped || reading->deep)
        return;
    if (++reading->depth > XML_MOST_DEPTH) {
        reading->deep = true;
        stop(reading);
    } else if (reading->handler->start) {
        after_event(reading, reading->handler->start(reading->handler->context, &tag));
    }
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    XmlReading *reading = data;

    // An empty tag's end comes even after its start has stopped the parser.
    if (reading->stopped || reading->deep)
        return;
    reading->depth--;
    if (reading->handler->end)
        after_event(reading, reading->handler->end(reading->handler->context, local_name(name)));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int n)
{
    XmlReading *reading = data;

    if (!reading->stopped && reading->handler->text)
        after_event(reading, reading->handler->text(reading->handler->context, (Str){text, (size_t)n}));
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
    XmlReading *reading = data;

    (void)name, (void)system, (void)public, (void)internal;
    reading->entity = true;
    stop(reading);
}

// ---- findings

static void report_syntax(const PartReader *part, const XmlReading *reading, const char *why)
{
    diag_report(part->diag, SEVERITY_ERROR, "xml-syntax", (Place){.file = package_name(part->package)},
                str_of(_("the file is damaged: open it in WPS or Excel and save it again")),
                _("“%.*s” in this file is wrong at line %lu, column %lu: %s"), STR_ARG(part->part),
                (unsigned long)XML_GetCurrentLineNumber(reading->parser),
                (unsigned long)XML_GetCurrentColumnNumber(reading->parser) + 1, why);
}

static void report_stop(const PartReader *part, const XmlReading *reading)
{
    Arena *scratch;

    if (reading->entity) {
        diag_report(
            part->diag, SEVERITY_ERROR, "xml-entity", (Place){.file = package_name(part->package)},
            str_of(_("no office program writes one: do not trust the file; ask for a clean one")),
            _("“%.*s” in this file has a document type declaration, by which a small file can fill the "
              "memory"),
            STR_ARG(part->part));
    } else if (reading->deep) {
        scratch = arena_new();
        report_syntax(part, reading,
                      str_print(scratch, _("tags stand more than %d deep"), XML_MOST_DEPTH).at);
        arena_free(scratch);
    } else {
        report_syntax(part, reading, XML_ErrorString(XML_GetErrorCode(reading->parser)));
    }
}

// ---- reading

// Feeds one chunk; false where reading ends here. *ok false after a finding.
static bool feed(PartReader *part, XmlReading *reading, size_t *fed, bool *ok)
{
    char *room = XML_GetBuffer(reading->parser, CHUNK);
    int got = room ? part_read(part, room, CHUNK) : 0;
    XML_Index at;

    if (got < 0) {
        *ok = false;
        return false;
    }
    if (!room || XML_ParseBuffer(reading->parser, got, got == 0) == XML_STATUS_ERROR) {
        *ok = reading->stopped;
        if (!*ok)
            report_stop(part, reading);
        return false;
    }
    *fed += (size_t)got;
    // Expat reads an unfinished token again from its start with every chunk, so a long one costs its square.
    at = XML_GetCurrentByteIndex(reading->parser);
    if (at >= 0 && *fed - (size_t)at > XML_MOST_TOKEN + CHUNK) {
        report_syntax(part, reading, _("a tag or comment is too long"));
        *ok = false;
        return false;
    }
    return got > 0;
}

bool package_xml(Package *package, Diag *diag, Str name, const XmlHandler *handler)
{
    XmlReading reading = {.handler = handler};
    PartReader part;
    size_t fed = 0;
    bool ok = true;

    if (!part_open(&part, package, diag, name))
        return false;
    reading.parser = XML_ParserCreate(NULL);
    if (!reading.parser) {
        part_close(&part);
        diag_report(diag, SEVERITY_FAILURE, "xml-syntax", (Place){.file = package_name(package)}, (Str){0},
                    _("there is no memory to read “%.*s”"), STR_ARG(name));
        return false;
    }
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading.parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    while (feed(&part, &reading, &fed, &ok))
        ;
    XML_ParserFree(reading.parser);
    part_close(&part);
    return ok;
}

// ---- attributes

Str xml_attribute(const XmlTag *tag, const char *name)
{
    for (const char **at = tag->attributes; at[0]; at += 2) {
        const char *end = strchr(at[0], ':');

        // xmlns:r="" names no attribute r.
        if (strcmp(end ? end + 1 : at[0], name) == 0 && !(end && strncmp(at[0], "xmlns", 5) == 0))
            return str_of(at[1]);
    }
    return (Str){0};
}

uint32_t xml_attribute_number(const XmlTag *tag, const char *name, uint32_t fallback)
{
    Str value = str_trim(xml_attribute(tag, name));
    uint32_t number = 0;

    if (value.n == 0 || value.n > 9)
        return fallback;
    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return fallback;
        number = number * 10 + (uint32_t)(value.at[i] - '0');
    }
    return number;
}

bool xml_attribute_true(const XmlTag *tag, const char *name)
{
    Str value = str_trim(xml_attribute(tag, name));

    return str_equal(value, STR("1")) || str_equal(value, STR("true")) || str_equal(value, STR("on"));
}
