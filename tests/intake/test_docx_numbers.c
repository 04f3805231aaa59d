// What Word shows before each paragraph of a .docx, and which paragraphs are headings.
#include "intake/intake.h"
#include "package/package_fixture.h"
#include "plain_fixture.h"

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define P(properties, text) "<w:p><w:pPr>" properties "</w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBER(level) "<w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"7\"/></w:numPr>"

static Str part(Arena *arena, const char *root, const char *inside)
{
    return str_print(arena, "<w:%s xmlns:w=\"" WORD "\">%s</w:%s>", root, inside, root);
}

static const Intake *lines_of(Fixture *f, const char *styles, const char *numbering, const char *body)
{
    const Intake *intake;
    Part parts[] = {
        {"_rels/.rels", STR(RELATIONS "<Relationship Id=\"r\" Type=\"" OFFICE
                                      "officeDocument\" Target=\"word/document.xml\"/></Relationships>")},
        {"word/_rels/document.xml.rels",
         STR(RELATIONS "<Relationship Id=\"a\" Type=\"" OFFICE "styles\" Target=\"styles.xml\"/>"
                       "<Relationship Id=\"b\" Type=\"" OFFICE
                       "numbering\" Target=\"numbering.xml\"/></Relationships>")},
        {"word/document.xml", part(f->arena, "document", body)},
        {"word/styles.xml", part(f->arena, "styles", styles)},
        {"word/numbering.xml", part(f->arena, "numbering", numbering)},
    };

    intake = intake_office(f->arena, f->diag, make_zip(f->arena, parts, 5), STR("去年.docx"));
    assert_non_null(intake);
    return intake;
}

static void assert_line(const Intake *intake, size_t i, int heading, const char *text)
{
    assert_true(i < intake->line_count);
    assert_str(intake->lines[i].text, text);
    assert_int_equal(intake->lines[i].heading, heading);
}

// Outline levels are counted from 0 and headings from 1; the seventh to ninth are no headings of Markdown.
static void headings(void **state)
{
    Fixture *f = *state;
    const Intake *intake =
        lines_of(f,
                 "<w:style w:styleId=\"one\"><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
                 "<w:style w:styleId=\"six\"><w:pPr><w:outlineLvl w:val=\"5\"/></w:pPr></w:style>"
                 "<w:style w:styleId=\"seven\"><w:pPr><w:outlineLvl w:val=\"6\"/></w:pPr></w:style>"
                 "<w:style w:styleId=\"body\"><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>",
                 "",
                 P("<w:pStyle w:val=\"one\"/>", "甲") P("<w:pStyle w:val=\"six\"/>", "乙")
                     P("<w:pStyle w:val=\"seven\"/>", "丙") P("<w:pStyle w:val=\"body\"/>", "丁")
                         P("<w:outlineLvl w:val=\"1\"/>", "戊") P("<w:outlineLvl w:val=\"5\"/>", "己")
                             P("<w:outlineLvl w:val=\"6\"/>", "庚")
                                 P("<w:pStyle w:val=\"one\"/><w:outlineLvl w:val=\"2\"/>", "辛")
                                     P("<w:pStyle w:val=\"one\"/>", "") P("<w:pStyle w:val=\"gone\"/>", "壬")
                                         P("", "癸"));
    static const int wanted[] = {1, 6, 0, 0, 2, 6, 0, 3, 0, 0, 0};

    assert_int_equal(intake->line_count, 11);
    for (size_t i = 0; i < intake->line_count; i++)
        assert_int_equal(intake->lines[i].heading, wanted[i]);
    assert_int_equal(diag_total(f->diag), 0);
}

#define LEVEL(n, format, text)                                                                               \
    "<w:lvl w:ilvl=\"" n "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text \
    "\"/></w:lvl>"
#define USE "<w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num>"

static void numbers(void **state)
{
    Fixture *f = *state;
    const Intake *intake =
        lines_of(f, "",
                 "<w:abstractNum w:abstractNumId=\"3\">" LEVEL("0", "chineseCounting", "%1、")
                     LEVEL("1", "japaneseCounting", "（%2）") LEVEL("2", "decimal", "%3.")
                         LEVEL("3", "decimal", "%1-%3.%4") LEVEL("4", "bullet", "*") LEVEL("5", "none", "")
                             LEVEL("8", "decimal", "%9)100%") "</w:abstractNum>" USE,
                 P(NUMBER("0"), "甲") P(NUMBER("1"), "乙") P(NUMBER("1"), "丙") P(NUMBER("2"), "丁")
                     P(NUMBER("0"), "戊") P(NUMBER("1"), "己") P(NUMBER("2"), "庚") P(NUMBER("3"), "辛")
                         P(NUMBER("4"), "壬") P(NUMBER("5"), "癸") P(NUMBER("8"), "子") P(NUMBER("9"), "丑")
                             P(NUMBER("0"), "")
                                 P("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"8\"/></w:numPr>", "寅"));
    static const char *const wanted[] = {"一、甲",   "（一）乙", "（二）丙", "1.丁", "二、戊",
                                         "（一）己", "1.庚",     "二-1.1辛", "壬",   "癸",
                                         "1)100%子", "丑",       "",         "寅"};

    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_line(intake, i, 0, wanted[i]);
}

// A list that begins elsewhere, levels that are said of the use and not of the list, lists without any.
static void starts(void **state)
{
    Fixture *f = *state;
    const Intake *intake = lines_of(
        f, "",
        "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl>"
        "<w:abstractNum w:abstractNumId=\"2\">" LEVEL(
            "0", "decimal",
            "%1!") "</w:abstractNum>"
                   "<w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/>"
                   "<w:numFmt w:val=\"ideographDigital\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
                   "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                   "w:val=\"taiwaneseCounting\"/><w:lvlText "
                   "w:val=\"%2，%0%\"/></w:lvl>"
                   "<w:lvl w:ilvl=\"9\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>" USE
                   "<w:num w:numId=\"9\"><w:lvlOverride><w:lvl w:ilvl=\"0\"><w:start w:val=\"20\"/></w:lvl>"
                   "</w:lvlOverride></w:num>",
        P(NUMBER("0"), "甲") P(NUMBER("0"), "乙") P(NUMBER("1"), "丙")
            P("<w:numPr><w:numId w:val=\"9\"/></w:numPr>", "丁"));

    assert_line(intake, 0, 0, "五、甲");
    assert_line(intake, 1, 0, "六、乙");
    assert_line(intake, 2, 0, "一，%0%丙");
    assert_line(intake, 3, 0, "丁");
}

// A style's number holds where the paragraph has none of its own; its level likewise.
static void numbers_of_styles(void **state)
{
    Fixture *f = *state;
    const Intake *intake =
        lines_of(f,
                 "<w:style w:styleId=\"s\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId "
                 "w:val=\"7\"/></w:numPr></w:pPr></w:style>",
                 "<w:abstractNum w:abstractNumId=\"3\">" LEVEL("0", "decimal", "%1.")
                     LEVEL("1", "decimal", "(%2)") "</w:abstractNum>" USE,
                 P("<w:pStyle w:val=\"s\"/>", "甲")
                     P("<w:pStyle w:val=\"s\"/><w:numPr><w:ilvl w:val=\"0\"/></w:numPr>", "乙")
                         P("<w:pStyle w:val=\"s\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "丙"));

    assert_line(intake, 0, 0, "(1)甲");
    assert_line(intake, 1, 0, "1.乙");
    assert_line(intake, 2, 0, "丙");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headings),
        TEST(numbers),
        TEST(starts),
        TEST(numbers_of_styles),

    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
