// Packages: what is told apart, what is refused, and the events of what is read.
#include <stdlib.h>
#include <unistd.h>

#include "package/package.h"
#include "package/package_fixture.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    StrBuf events;
} Fixture;

static int setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diag = diag_new();
    f->events.arena = f->arena;
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static const Finding *only_file_finding(const Fixture *f, const char *rule)
{
    const Finding *finding = only_finding(f, rule);

    assert_str(finding->place.file, "t.xlsx");
    assert_true(finding->hint.n > 0);
    return finding;
}

// A package with one part beside its relations.
static Package *package_of(Fixture *f, const char *name, Str content)
{
    Part parts[] = {{"_rels/.rels", STR(ROOT_RELATIONS)}, {name, content}};

    return package_from_bytes(f->arena, f->diag, make_zip(f->arena, parts, 2), STR("t.xlsx"),
                              PACKAGE_WORKBOOK);
}

// ---- kinds

static void refuse(Fixture *f, Str bytes, const char *rule, const char *says)
{
    assert_null(package_from_bytes(f->arena, f->diag, bytes, STR("t.xlsx"), PACKAGE_WORKBOOK));
    assert_mentions(only_file_finding(f, rule)->message, says);
    diag_truncate(f->diag, 0);
}

static void tells_other_files_apart(void **state)
{
    Fixture *f = *state;
    Part odt[] = {{"mimetype", STR("application/vnd.oasis.opendocument.text")}};
    Part numbers[] = {{"Index/Document.iwa", STR("x")}};
    Part zip[] = {{"notes.txt", STR("x")}};

    refuse(f, (Str){0}, "file-kind", "empty");
    refuse(f, STR("\xEF\xBB\xBF\r\n<HTML><table>"), "file-kind", "HTML");
    refuse(f, STR("<table border=1><tr><td>\xBA\xCF\xBC\xC6"), "file-kind", "HTML");
    refuse(f, STR("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
           "file-kind", "2003");
    refuse(f, STR("项目,金额\n甲,1\n"), "file-kind", "plain text");
    refuse(f, STR("\xCF\xEE\xC4\xBF,1\n"), "file-kind", "plain text");
    refuse(f, STR("%PDF-1.7\n"), "file-kind", "PDF");
    refuse(f, STR("\x09\x08\x10\x00\x00\x06"), "file-kind", "Excel 95");
    refuse(f, STR("\x00\x01\x02\x03"), "file-kind", "damaged");
    refuse(f, make_zip(f->arena, zip, 1), "file-kind", "zip");
    refuse(f, make_zip(f->arena, odt, 1), "file-kind", "OpenDocument file");
    refuse(f, make_zip(f->arena, numbers, 1), "file-kind", "Numbers");
}

// The signature of a compound file and a name of its directory, in UTF-16LE.
static Str compound(Arena *arena, const char *stream)
{
    StrBuf buf = {.arena = arena};

    buf_add(&buf, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    for (int i = 0; i < 600; i++)
        buf_add_char(&buf, '\0');
    for (const char *c = stream; *c; c++) {
        buf_add_char(&buf, *c);
        buf_add_char(&buf, '\0');
    }
    return buf_str(&buf);
}

static void tells_compound_files_apart(void **state)
{
    Fixture *f = *state;

    refuse(f, compound(f->arena, "Workbook"), "file-kind", ".xls");
    refuse(f, compound(f->arena, "Book"), "file-kind", "Excel 95");
    refuse(f, compound(f->arena, "WordDocument"), "file-kind", ".doc");
    refuse(f, compound(f->arena, "EncryptedPackage"), "workbook-encrypted", "password");
    refuse(f, compound(f->arena, "Other"), "file-kind", "old office");
}

// ---- limits of the archive

static void refuses_broken_archives(void **state)
{
    Fixture *f = *state;
    Part parts[] = {{"_rels/.rels", STR(ROOT_RELATIONS)}};
    Str whole = make_zip(f->arena, parts, 1);

    refuse(f, str_slice(whole, 0, whole.n / 2), "zip-broken", "cannot be read");
}

static void refuses_encrypted_entries(void **state)
{
    Fixture *f = *state;
    Part parts[] = {{"_rels/.rels", STR(ROOT_RELATIONS)}};
    Str zip = make_zip(f->arena, parts, 1);
    char *at = (char *)zip.at;

    // The first general purpose bit, in the local header and in the central directory.
    for (size_t i = 0; i + 4 < zip.n; i++) {
        if (memcmp(at + i, "PK\x03\x04", 4) == 0)
            at[i + 6] |= 1;
        if (memcmp(at + i, "PK\x01\x02", 4) == 0)
            at[i + 8] |= 1;
    }
    refuse(f, zip, "workbook-encrypted", "password");
}

static void refuses_bombs(void **state)
{
    Fixture *f = *state;
    size_t n = (size_t)40 << 20;
    char *zeros = calloc(n, 1);
    Part parts[] = {{"_rels/.rels", STR(ROOT_RELATIONS)}, {"xl/workbook.xml", {zeros, n}}};

    refuse(f, make_zip(f->arena, parts, 2), "zip-too-large", "far more");
    free(zeros);
}

static void refuses_many_entries(void **state)
{
    Fixture *f = *state;
    Part *parts = ARENA_ARRAY(f->arena, Part, PACKAGE_MOST_ENTRIES + 1);

    for (size_t i = 0; i <= PACKAGE_MOST_ENTRIES; i++)
        parts[i] = (Part){str_print(f->arena, "p%zu", i).at, STR("x")};
    refuse(f, make_zip(f->arena, parts, PACKAGE_MOST_ENTRIES + 1), "zip-too-large", "more parts");
}

static void says_when_a_part_is_missing(void **state)
{
    Fixture *f = *state;
    Package *package = package_of(f, "a.xml", STR("<a/>"));
    XmlHandler handler = {0};

    assert_non_null(package);
    assert_true(package_has(package, STR("A.xml")));
    assert_false(package_has(package, STR("b.xml")));
    assert_false(package_xml(package, f->diag, STR("b.xml"), &handler));
    assert_mentions(only_file_finding(f, "zip-broken")->message, "b.xml");
}

// A stored part, whose bytes stand in the archive as they are, with one of them changed, is not what its
// checksum is of.
static void gives_a_part_whole(void **state)
{
    Fixture *f = *state;
    const Part parts[] = {
        {"_rels/.rels", STR(ROOT_RELATIONS)}, {"mimetype", STR("whole text")}, {"e", STR("")}};
    Str bytes = make_zip(f->arena, parts, 3), content;
    Package *package = package_from_bytes(f->arena, f->diag, bytes, STR("t.xlsx"), PACKAGE_WORKBOOK);

    assert_true(package_part(package, f->diag, STR("mimetype"), f->arena, &content));
    assert_str(content, "whole text");
    assert_true(package_part(package, f->diag, STR("E"), f->arena, &content));
    assert_int_equal(content.n, 0);
    assert_false(package_part(package, f->diag, STR("b"), f->arena, &content));
    assert_mentions(only_file_finding(f, "zip-broken")->message, "b");
    ((char *)bytes.at)[str_find(bytes, STR("whole text"), 0)] = 'W';
    assert_false(package_part(package, f->diag, STR("mimetype"), f->arena, &content));
    assert_int_equal(diag_total(f->diag), 2);
}

// ---- events

static bool on_start(void *context, const XmlTag *tag)
{
    Fixture *f = context;
    Str value = xml_attribute(tag, "v");

    buf_print(&f->events, "<%.*s", STR_ARG(tag->name));
    if (value.at)
        buf_print(&f->events, " v=%.*s %u %d", STR_ARG(value), xml_attribute_number(tag, "v", 7),
                  xml_attribute_true(tag, "v"));
    buf_add_c(&f->events, ">");
    return !str_equal(tag->name, STR("stop"));
}

static bool on_end(void *context, Str name)
{
    buf_print(&((Fixture *)context)->events, "</%.*s>", STR_ARG(name));
    return true;
}

static bool on_text(void *context, Str text)
{
    buf_add(&((Fixture *)context)->events, text);
    return true;
}

static bool read_xml(Fixture *f, Str xml)
{
    Package *package = package_of(f, "a.xml", xml);
    XmlHandler handler = {on_start, on_end, on_text, f};

    assert_non_null(package);
    f->events.n = 0;
    return package_xml(package, f->diag, STR("a.xml"), &handler);
}

static void gives_events(void **state)
{
    Fixture *f = *state;

    assert_true(
        read_xml(f, STR("<?xml version=\"1.0\"?><x:a xmlns:x=\"urn:x\"><x:b x:v=\"12\"/>甲&amp;<![CDATA[<]]>"
                        "<b v=\"true\"/></x:a>")));
    assert_str(buf_str(&f->events), "<a><b v=12 12 0></b>甲&<<b v=true 7 1></b></a>");
    assert_true(read_xml(f, STR("<a>1<stop/>2<never>")));
    assert_str(buf_str(&f->events), "<a>1<stop>");
    assert_int_equal(diag_total(f->diag), 0);
}

static void reports_syntax(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    assert_false(read_xml(f, STR("<a>\n <b></a>")));
    finding = only_file_finding(f, "xml-syntax");
    assert_mentions(finding->message, "a.xml");
    assert_mentions(finding->message, "line 2, column 7");
}

static void refuses_entities(void **state)
{
    Fixture *f = *state;

    assert_false(
        read_xml(f, STR("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">"
                        "]><a>&y;</a>")));
    only_file_finding(f, "xml-entity");
    assert_int_equal(f->events.n, 0);
}

static void refuses_depth_and_length(void **state)
{
    Fixture *f = *state;
    StrBuf deep = {.arena = f->arena}, wide = {.arena = f->arena};

    for (int i = 0; i <= XML_MOST_DEPTH; i++)
        buf_add_c(&deep, "<a>");
    assert_false(read_xml(f, buf_str(&deep)));
    assert_mentions(only_file_finding(f, "xml-syntax")->message, "deep");
    diag_truncate(f->diag, 0);
    buf_add_c(&wide, "<a v=\"");
    for (size_t i = 0; i < 2 * XML_MOST_TOKEN; i++)
        buf_add_char(&wide, (char)('a' + i * i % 23));
    buf_add_c(&wide, "\"/>");
    assert_false(read_xml(f, buf_str(&wide)));
    assert_mentions(only_file_finding(f, "xml-syntax")->message, "too long");
    // Long text is no token: it comes in pieces.
    diag_truncate(f->diag, 0);
    assert_true(
        read_xml(f, str_print(f->arena, "<a>%.*s</a>", STR_ARG(str_slice(buf_str(&wide), 6, wide.n - 3)))));
    assert_int_equal(f->events.n, 2 * XML_MOST_TOKEN + 7);
}

static void resolves_relations(void **state)
{
    Fixture *f = *state;
    Package *package = package_of(
        f, "xl/_rels/workbook.xml.rels",
        STR(RELATIONS "<Relationship Id=\"a\" Type=\"" OFFICE "worksheet\" Target=\"worksheets/s.xml\"/>"
                      "<Relationship Id=\"b\" Type=\"" OFFICE "styles\" Target=\"../x/./s.xml\"/>"
                      "<Relationship Id=\"c\" Type=\"" OFFICE "theme\" Target=\"/t.xml\"/>"
                      "<Relationship Id=\"d\" Type=\"" OFFICE
                      "link\" Target=\"http://x/\" TargetMode=\"External\"/>"
                      "<Relationship Id=\"e\" Type=\"" OFFICE "out\" Target=\"../../../../etc\"/>"
                      "</Relationships>"));
    Relations relations;

    assert_true(package_relations(package, f->diag, STR("xl/workbook.xml"), &relations));
    assert_int_equal(relations.n, 4);
    assert_str(relation_by_id(relations, STR("a"))->target, "xl/worksheets/s.xml");
    assert_str(relation_by_type(relations, STR("styles"))->target, "x/s.xml");
    assert_str(relation_by_id(relations, STR("c"))->target, "t.xml");
    assert_null(relation_by_id(relations, STR("d")));
    assert_str(relation_by_id(relations, STR("e"))->target, "etc");
    assert_true(package_relations(package, f->diag, STR("xl/worksheets/s.xml"), &relations));
    assert_int_equal(relations.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tells_other_files_apart),
        TEST(tells_compound_files_apart),
        TEST(refuses_broken_archives),
        TEST(refuses_encrypted_entries),
        TEST(refuses_bombs),
        TEST(refuses_many_entries),
        TEST(says_when_a_part_is_missing),
        TEST(gives_a_part_whole),
        TEST(gives_events),
        TEST(reports_syntax),
        TEST(refuses_entities),
        TEST(refuses_depth_and_length),
        TEST(resolves_relations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
