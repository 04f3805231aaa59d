// Pages to SVG: what stands where is the display list's, once a glyph; well-formed; the same twice.
#include <stdio.h>

#include "image/image.h"
#include "image/make_image.h"
#include "layout/pages_fixture.h"
#include "svg/svg.h"

#define STYLED                                                                                               \
    "文**重**字 `x` 123.45 fi，A & B < "                                                                 \
    "C。\n\n[部门](https://www.example.gov.cn/?a=1&b=2)、[坏](javascript:x)。\n"

static Str page_of(Fixture *f, size_t index, bool links)
{
    return svg_page(f->arena, f->diag, f->pages, index, (SvgOptions){.links = links});
}

static size_t count(Str s, const char *part)
{
    size_t n = 0;
    for (ptrdiff_t at = str_find(s, str_of(part), 0); at >= 0; at = str_find(s, str_of(part), (size_t)at + 1))
        n++;
    return n;
}

static double attribute(const char *from, const char *end, const char *name)
{
    char *at = strstr(from, name);
    return at && at < end ? strtod(at + strlen(name), NULL) : 0;
}

// The n-th <use>'s place on the page in thousandths of a point, through the matrix of its group.
static void assert_places(const Page *page, Str svg)
{
    const char *at = svg.at;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_RUN || item->run.glyph_count == 0)
            continue;
        double m[6];
        at = strstr(at, "<g transform=\"matrix(");
        if (at && strncmp(at, "<g transform=\"matrix(0 1 -1 0", 29) == 0)
            at = strstr(at + 1, "<g transform=\"matrix("); // the turned sheet's
        assert_non_null(at);
        assert_int_equal(sscanf(at, "<g transform=\"matrix(%lf %lf %lf %lf %lf %lf)", &m[0], &m[1], &m[2],
                                &m[3], &m[4], &m[5]),
                         6);
        for (size_t k = 0; k < item->run.glyph_count; k++) {
            const Glyph *glyph = &item->run.glyphs[k];
            at = strstr(at, "<use ");
            assert_non_null(at);
            const char *end = strchr(at, '>');
            double x = attribute(at, end, " x=\"") * m[0] + m[4],
                   y = attribute(at, end, " y=\"") * m[3] + m[5];
            assert_true(llabs((long long)(x - (double)(item->run.x + glyph->x) * 1000 / LENGTH_PT)) < 1);
            assert_true(llabs((long long)(y - (double)(item->run.y + glyph->y) * 1000 / LENGTH_PT)) < 1);
            at = end;
        }
    }
    assert_null(strstr(at, "<use "));
}

static size_t count_glyphs(const Page *page, ItemKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == kind)
            n += kind == ITEM_RUN ? page->items[i].run.glyph_count : 1;
    return n;
}

static void test_glyphs(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("# 标题\n\n" STYLED), NULL);
    for (size_t i = 0; i < f->pages->page_count; i++) {
        Str svg = page_of(f, i, false);
        assert_int_equal(count(svg, "<use "), count_glyphs(&f->pages->pages[i], ITEM_RUN));
        assert_places(&f->pages->pages[i], svg);
    }
}

// Each outline once, and none that nothing uses.
static void test_outlines(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("文文文文，字字字。文。\n"), NULL);
    Str svg = page_of(f, f->pages->page_count - 1, false);
    size_t outlines = count(svg, "<path ");
    assert_int_equal(outlines, 7); // 文 字 ， 。 and — 1 — with its blank
    for (size_t i = 0; i < outlines; i++) {
        assert_int_equal(count(svg, str_print(f->arena, "id=\"p%zug%zu\"", f->pages->page_count, i).at), 1);
        assert_true(count(svg, str_print(f->arena, "\"#p%zug%zu\"", f->pages->page_count, i).at) > 0);
    }
}

static void test_same_twice(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "表", STR("项目,金额\n甲,1.00\n乙,2.50\n合计,3.50\n"));
    fixture_pages(f, STR("# 标题\n\n" STYLED), NULL);
    Str *all = svg_pages(f->arena, f->diag, f->pages, (SvgOptions){.links = true});
    for (size_t i = 0; i < f->pages->page_count; i++)
        assert_true(str_equal(all[i], page_of(f, i, true)));
}

static void test_well_formed(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "表", STR("项目,金额\n甲,1.00\n乙,2.50\n合计,3.50\n"));
    fixture_pages(f, STR("# 标题 & <其他> \"引\" \001\n\n" STYLED), NULL);
    for (size_t i = 0; i < f->pages->page_count; i++) {
        Str svg = page_of(f, i, true);
        FILE *lint = popen("xmllint --noout --nonet -", "w");
        assert_non_null(lint);
        assert_int_equal(fwrite(svg.at, 1, svg.n, lint), svg.n);
        assert_int_equal(pclose(lint), 0);
    }
}

static void test_rules(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "表", STR("项目,金额\n甲,1.00\n乙,2.50\n合计,3.50\n"));
    fixture_pages(f, STR("文。\n"), NULL);
    const Page *page = &f->pages->pages[f->pages->page_count - 1];
    Str svg = page_of(f, f->pages->page_count - 1, false);
    assert_int_equal(count(svg, "<rect "), count_glyphs(page, ITEM_RULE) + 1); // and the sheet
    const Item *rule = NULL;
    for (size_t i = 0; !rule && i < page->item_count; i++)
        rule = page->items[i].kind == ITEM_RULE ? &page->items[i] : NULL;
    assert_non_null(rule);
    Str box = str_print(f->arena, "<rect x=\"%lld\" y=\"%lld\"",
                        (long long)length_scale(rule->rule.x, 1000, LENGTH_PT),
                        (long long)length_scale(rule->rule.y, 1000, LENGTH_PT));
    assert_true(count(svg, box.at) > 0);
}

// A turned page is as wide as the sheet is high, and its number stands at the left, turned.
static void test_turned(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = fixture_table(f, "表", STR("项目,金额\n甲,1.00\n乙,2.50\n合计,3.50\n"));
    spec->orientation = ORIENTATION_LANDSCAPE;
    fixture_pages(f, STR("文。\n"), NULL);
    size_t last = f->pages->page_count - 1;
    const Page *page = &f->pages->pages[last];
    assert_true(page->turned);
    Str svg = page_of(f, last, false);
    assert_true(count(svg, "viewBox=\"0 0 841890 595276\"") == 1);
    assert_int_equal(count(svg, "<g transform=\"matrix(0 1 -1 0 841890 0)\">"), 1);
    assert_places(page, svg);
}

static void test_links(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("# 标题\n\n" STYLED), NULL);
    Str contents = page_of(f, 1, true), body = page_of(f, 2, true), bare = page_of(f, 2, false);
    assert_int_equal(count(contents, "<a href=\"#h-"), 1);
    assert_int_equal(count(body, "<rect id=\"h-"), 1);
    assert_int_equal(count(body, "<a href=\"https://www.example.gov.cn/?a=1&amp;b=2\""), 1);
    assert_int_equal(count(body, "javascript"), 0);
    assert_int_equal(count(bare, "<a "), 0);
    assert_int_equal(count(bare, "role=\"img\""), 1);
}

static void test_words(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("# 标题\n\n甲 & 乙。\n"), NULL);
    Str svg = page_of(f, 2, false);
    assert_int_equal(count(svg, "lang=\"zh-CN\""), 2);
    assert_int_equal(count(svg, "aria-label=\"某市某区某局2023年部门预算公开 1\""), 1);
    assert_int_equal(count(svg, "<title>某市某区某局2023年部门预算公开 1</title>"), 1);
    assert_int_equal(count(svg, "<desc>一、标题\n甲 &amp; 乙。</desc>"), 1);
}

// By Exif's orientations: where the stored image's top left corner, and its right and lower edges, go.
static void test_images(void **state)
{
    Fixture *f = *state;
    static const char *const matrices[] = {"20000 0 0 10000 1000 2000",     "-20000 0 0 10000 21000 2000",
                                           "-20000 0 0 -10000 21000 12000", "20000 0 0 -10000 1000 12000",
                                           "0 10000 20000 0 1000 2000",     "0 10000 -20000 0 21000 2000",
                                           "0 -10000 -20000 0 21000 12000", "0 -10000 20000 0 1000 12000"};
    static const char *const encoded[] = {"AQ==", "AQI=", "AQID", "AQIDBA=="};
    for (int i = 0; i < 8; i++) {
        Image image = {.kind = IMAGE_PNG, .bytes = {"\1\2\3\4", (size_t)i % 4 + 1}, .orientation = i + 1};
        Item item = {.kind = ITEM_IMAGE,
                     .image = {length_pt(1), length_pt(2), length_pt(20), length_pt(10), &image}};
        Page page = {.width = length_pt(100), .height = length_pt(100), .items = &item, .item_count = 1};
        Pages pages = {.pages = &page, .page_count = 1};
        Str svg = svg_page(f->arena, f->diag, &pages, 0, (SvgOptions){0});
        assert_int_equal(count(svg, str_print(f->arena, "matrix(%s)", matrices[i]).at), 1);
        assert_int_equal(
            count(svg, str_print(f->arena, "href=\"data:image/png;base64,%s\"", encoded[i % 4]).at), 1);
    }
}

// A photograph is turned here, and what its camera noted (its place, its owner) is not published.
static void test_photograph(void **state)
{
    Fixture *f = *state;
    static const uint8_t red[] = {200, 30, 40};
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    Str note = STR("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    Image *image =
        image_read(f->arena, f->diag, jpeg_with(f->arena, plain, 20, 0xe1, note), STR("a.jpg"), (Place){0});
    assert_non_null(image);
    Item item = {.kind = ITEM_IMAGE, .image = {0, 0, length_pt(10), length_pt(20), image}};
    Page page = {.width = length_pt(100), .height = length_pt(100), .items = &item, .item_count = 1};
    Pages pages = {.pages = &page, .page_count = 1};
    Str svg = svg_page(f->arena, f->diag, &pages, 0, (SvgOptions){0});
    assert_int_equal(count(svg, "matrix(0 20000 -10000 0 10000 0)"), 1);
    assert_int_equal(count(svg, "data:image/jpeg;base64,/9j/"), 1); // FF D8 FF
    assert_int_equal(count(svg, "RXhpZ"), 0);                       // Exif, at a group's beginning
    assert_int_equal(count(svg, "V4aW"), 0);                        // or not
    assert_int_equal(count(svg, "FeGlm"), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_glyphs), TEST(test_outlines),   TEST(test_same_twice), TEST(test_well_formed),
        TEST(test_rules),  TEST(test_turned),     TEST(test_links),      TEST(test_words),
        TEST(test_images), TEST(test_photograph),
    };
    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
