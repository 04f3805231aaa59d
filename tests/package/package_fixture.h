// Office packages made in memory, for the tests of every folder that reads them.
#ifndef GONGKAI_TESTS_PACKAGE_PACKAGE_FIXTURE_H
#define GONGKAI_TESTS_PACKAGE_PACKAGE_FIXTURE_H

#include <string.h>
#include <zip.h>

#include "testing.h"

typedef struct Part {
    const char *name;
    Str content;
} Part;

// A zip archive of the parts.
static inline Str make_zip(Arena *arena, const Part *parts, size_t n)
{
    zip_error_t error;
    zip_source_t *target;
    zip_t *archive;
    zip_stat_t about;
    char *at;

    zip_error_init(&error);
    target = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(target);
    archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    assert_non_null(archive);
    zip_source_keep(target);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *content = zip_source_buffer(archive, parts[i].content.at, parts[i].content.n, 0);

        zip_int64_t index = zip_file_add(archive, parts[i].name, content, ZIP_FL_ENC_UTF_8);

        assert_true(index >= 0);
        zip_file_set_mtime(archive, (zip_uint64_t)index, 1735689600, 0); // the same bytes whenever it is made
        if (strcmp(parts[i].name, "mimetype") == 0)                      // as OpenDocument has it
            zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0);
    }
    assert_int_equal(zip_close(archive), 0);
    assert_int_equal(zip_source_stat(target, &about), 0);
    assert_int_equal(zip_source_open(target), 0);
    at = arena_alloc(arena, about.size);
    assert_int_equal(zip_source_read(target, at, about.size), about.size);
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return (Str){at, about.size};
}

#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

#define ROOT_RELATIONS                                                                                       \
    RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE                                                     \
              "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

typedef struct SheetXml {
    const char *name, *state; // state: "" or hidden
    const char *xml;          // what is inside <worksheet>
} SheetXml;

// A workbook. strings: what is inside <sst>; styles: inside <styleSheet>; either may be NULL.
static inline Str make_workbook(Arena *arena, const SheetXml *sheets, size_t n, const char *strings,
                                const char *styles)
{
    StrBuf book = {.arena = arena}, relations = {.arena = arena};
    Part *parts = ARENA_ARRAY(arena, Part, n + 5);
    size_t count = 0;

    buf_add_c(&book, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workbook xmlns=\"" MAIN
                     "\" xmlns:r=\"" OFFICE "\"><sheets>");
    buf_add_c(&relations, RELATIONS);
    for (size_t i = 0; i < n; i++) {
        buf_print(&book, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\" state=\"%s\"/>", sheets[i].name,
                  i + 1, i + 1, sheets[i].state[0] ? sheets[i].state : "visible");
        buf_print(&relations,
                  "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "worksheet\" Target=\"/xl/s%zu.xml\"/>", i + 1,
                  i + 1);
        parts[count].name = str_print(arena, "xl/s%zu.xml", i + 1).at;
        parts[count++].content =
            str_print(arena, "<worksheet xmlns=\"" MAIN "\">%s</worksheet>", sheets[i].xml);
    }
    buf_add_c(&book, "</sheets></workbook>");
    if (strings) {
        buf_add_c(&relations,
                  "<Relationship Id=\"s\" Type=\"" OFFICE "sharedStrings\" Target=\"sharedStrings.xml\"/>");
        parts[count++] =
            (Part){"xl/sharedStrings.xml", str_print(arena, "<sst xmlns=\"" MAIN "\">%s</sst>", strings)};
    }
    if (styles) {
        buf_add_c(&relations,
                  "<Relationship Id=\"f\" Type=\"" OFFICE "styles\" Target=\"../xl/styles.xml\"/>");
        parts[count++] = (Part){"xl/styles.xml",
                                str_print(arena, "<styleSheet xmlns=\"" MAIN "\">%s</styleSheet>", styles)};
    }
    buf_add_c(&relations, "</Relationships>");
    parts[count++] = (Part){"xl/workbook.xml", buf_str(&book)};
    parts[count++] = (Part){"xl/_rels/workbook.xml.rels", buf_str(&relations)};
    parts[count++] = (Part){"_rels/.rels", STR(ROOT_RELATIONS)};
    return make_zip(arena, parts, count);
}

#endif
