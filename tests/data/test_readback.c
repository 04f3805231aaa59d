// A workbook, part by part as the library writes it, that is whole, and the ways in which one can be another.
#include "data/internal-workbook.h"
#include "package/package_fixture.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define BOOK                                                                                                 \
    HEAD "<workbook><sheets><sheet name=\"收&amp;支\" sheetId=\"1\" r:id=\"rId1\"/>"                       \
         "<sheet name=\"二\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
#define STRINGS                                                                                              \
    HEAD "<sst count=\"3\" uniqueCount=\"2\"><si><t>甲 &lt;&amp;&gt; 乙</t></si><si><t "                   \
         "xml:space=\"preserve\"> 丙</t></si></sst>"
#define SHEET                                                                                                \
    HEAD "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" "           \
         "s=\"1\"/></row>"                                                                                   \
         "<row r=\"12\"><c r=\"AB12\"><v>-1.25</v></c><c r=\"AC12\" "                                        \
         "t=\"s\"><v>1</v></c></row></sheetData></worksheet>"
#define SECOND                                                                                               \
    HEAD "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>"

enum { BOOK_PART = 1, STRINGS_PART, SHEET_PART, PARTS = 12 };

typedef struct Fixture {
    Arena *arena;
    Part parts[PARTS];
    Written written[2];
} Fixture;

static int setup(void **state)
{
    static const char *const others[] = {
        "[Content_Types].xml", "docProps/app.xml",           "docProps/core.xml",       "xl/styles.xml",
        "xl/theme/theme1.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"};
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);

    f->arena = arena;
    f->parts[0] = (Part){"_rels/.rels", STR(ROOT_RELATIONS)};
    f->parts[BOOK_PART] = (Part){"xl/workbook.xml", STR(BOOK)};
    f->parts[STRINGS_PART] = (Part){"xl/sharedStrings.xml", STR(STRINGS)};
    f->parts[SHEET_PART] = (Part){"xl/worksheets/sheet1.xml", STR(SHEET)};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        f->parts[SHEET_PART + 1 + i] = (Part){others[i], STR(HEAD "<a><b c=\"1\"/><d>e</d></a>\n")};
    f->parts[SHEET_PART + 7].content = STR(SECOND);
    f->written[0].name = STR("收&支");
    written_number(&f->written[0], 11, 27, -1.25);
    written_text(&f->written[0], 0, 0, STR("甲 <&> 乙"));
    written_text(&f->written[0], 11, 28, STR(" 丙"));
    f->written[1].name = STR("二");
    written_text(&f->written[1], 0, 0, STR("甲 <&> 乙"));
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((Fixture *)*state)->arena);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static const size_t part_count = SHEET_PART + 8;

static bool same(Fixture *f)
{
    return workbook_reads_back(make_zip(f->arena, f->parts, part_count), f->written, 2);
}

// With `new` for `old` in a part, which is put back.
static void assert_noticed(Fixture *f, size_t part, const char *old, const char *new)
{
    Str whole = f->parts[part].content;
    ptrdiff_t at = str_find(whole, str_of(old), 0);

    assert_true(at >= 0);
    Str rest = str_slice(whole, (size_t)at + strlen(old), whole.n);
    f->parts[part].content = str_print(f->arena, "%.*s%s%.*s", (int)at, whole.at, new, STR_ARG(rest));
    if (same(f))
        fail_msg("%s for %s is not noticed", new, old);
    f->parts[part].content = whole;
}

static void a_whole_one(void **state)
{
    assert_true(same(*state));
}

static void a_part_that_is_cut_off(void **state)
{
    Fixture *f = *state;

    for (size_t i = 1; i < part_count; i++) {
        Part whole = f->parts[i];

        for (size_t n = 0; n < whole.content.n - 1; n += 1 + whole.content.n / 20) {
            f->parts[i].content.n = n;
            if (same(f))
                fail_msg("%zu bytes of %s", n, whole.name);
        }
        f->parts[i] = (Part){"other", STR("<a/>")};
        assert_false(same(f));
        f->parts[i] = whole;
    }
    assert_true(same(f));
}

static void a_part_that_lacks_a_piece(void **state)
{
    Fixture *f = *state;

    assert_noticed(f, SHEET_PART + 4, "<b c=\"1\"/><d>", "");
    assert_noticed(f, SHEET_PART + 4, "</d>", "");
    assert_noticed(f, SHEET_PART + 4, "/><d>e</d></a>", "");
    assert_noticed(f, SHEET_PART + 4, "</a>", "</a></a><a>");
    assert_noticed(f, SHEET_PART + 4, "</a>", "</a>rest");
    assert_noticed(f, SHEET_PART + 4, "<d>", "<>");
}

static void a_cell_that_is_another(void **state)
{
    static const char *const others[][2] = {
        {"r=\"A1\"", "r=\"A2\""},
        {"r=\"A1\"", "r=\"B1\""},
        {"r=\"A1\"", "r=\"1\""},
        {"r=\"A1\"", "r=\"A\""},
        {"r=\"AB12\"", "r=\"AC12\""},
        {"r=\"AB12\"", "r=\"AB12\" t=\"s\""},
        {"-1.25", "1.25"},
        {"-1.25", "-1.25x"},
        {"-1.25", "-1.2"},
        {"<v>0</v>", "<v>1</v>"},
        {"<v>0</v>", "<v>2</v>"},
        {"<v>0</v>", "<v>0 </v>"},
        {"<v>0</v>", ""},
        {"<c r=\"B1\" s=\"1\"/>", "<c r=\"B1\"><v>0</v></c>"},
        {"<c r=\"AB12\"><v>-1.25</v></c>", ""},
    };
    Fixture *f = *state;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_noticed(f, SHEET_PART, others[i][0], others[i][1]);
    assert_noticed(f, STRINGS_PART, "丙", "丁");
    assert_noticed(f, STRINGS_PART, " 丙", "丙");
    assert_noticed(f, STRINGS_PART, "&lt;", "&gt;");
    assert_noticed(f, STRINGS_PART, "<si><t>", "<si><t>零</t></si><si><t>");
}

static void a_sheet_that_is_another(void **state)
{
    Fixture *f = *state;

    assert_noticed(f, BOOK_PART, "二", "三");
    assert_noticed(f, BOOK_PART, "&amp;", "&lt;");
    assert_noticed(f, BOOK_PART, "<sheet name=\"二\" sheetId=\"2\" r:id=\"rId2\"/>", "");
    assert_noticed(f, BOOK_PART, "</sheets>", "<sheet name=\"三\" sheetId=\"3\" r:id=\"rId3\"/></sheets>");
    assert_false(workbook_reads_back(STR("PK\x03\x04"), f->written, 2));
    assert_false(workbook_reads_back((Str){0}, f->written, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_one),
        TEST(a_part_that_is_cut_off),
        TEST(a_part_that_lacks_a_piece),
        TEST(a_cell_that_is_another),
        TEST(a_sheet_that_is_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
