// Pages made by hand, and what their objects say: every character, a font for each of its shapes, where
// things stand.
#include "testing.h"

#include <stdlib.h>

#include "../pdf/sample.h"
#include "ofd/ofd.h"
#include "package/package.h"

static const OfdOptions options = {.producer = {"Gongkai test", 12}};

typedef struct State {
    Sample sample;
    uint32_t paragraph;
} State;

static int setup(void **data)
{
    State *s = calloc(1, sizeof *s);
    sample_open(&s->sample);
    s->paragraph = sample_element(&s->sample, (Element){.kind = ELEMENT_P});
    *data = s;
    return 0;
}

static int teardown(void **data)
{
    State *s = *data;
    sample_close(&s->sample);
    free(s);
    return 0;
}

static Str part_of(State *s, Str ofd, const char *name)
{
    Str part = {0};
    Package *package = package_from_bytes(s->sample.arena, s->sample.diag, ofd, STR("x.ofd"), PACKAGE_ANY);
    assert_non_null(package);
    assert_true(package_part(package, s->sample.diag, str_of(name), s->sample.arena, &part));
    return part;
}

static Str written(State *s, Pages *pages)
{
    Str ofd = ofd_write(s->sample.arena, s->sample.diag, pages, options);
    assert_non_null(ofd.at);
    assert_int_equal(diag_total(s->sample.diag), 0);
    return ofd;
}

// What stands between each two of these, joined.
static Str between(State *s, Str text, const char *from, const char *to)
{
    StrBuf out = {.arena = s->sample.arena};
    for (ptrdiff_t at = 0; (at = str_find(text, str_of(from), (size_t)at)) >= 0;) {
        at += (ptrdiff_t)strlen(from);
        ptrdiff_t end = str_find(text, str_of(to), (size_t)at);
        assert_true(end >= 0);
        Str found = str_slice(text, (size_t)at, (size_t)end);
        ptrdiff_t close = str_find_char(found, '>', 0);
        buf_add(&out, str_slice(found, (size_t)close + 1, found.n));
        buf_add_char(&out, '|');
    }
    return buf_str(&out);
}

static void every_character_is_said(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(120), s->paragraph, "甲乙𠮷丙");
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(140), s->paragraph, " a<b& ");
    sample_page(d, "1");
    Pages pages = sample_pages(&s->sample);
    Str page = part_of(s, written(s, &pages), "Doc_0/Pages/Page_0/Content.xml");
    assert_str(between(s, page, "<ofd:TextCode", "</ofd:TextCode>"), "甲乙|𠮷|丙|&#32;a&lt;b&amp;&#32;|");
    // Alone, in halves; its second half is glyph 1, which shows nothing.
    assert_true(str_find(page, STR("CodePosition=\"0\" CodeCount=\"2\" GlyphCount=\"2\"><ofd:Glyphs>"), 0) >
                0);
    assert_true(str_find(page, STR(" 1</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X=\"0\" Y="), 0) > 0);
    assert_true(str_find(page, STR(" DeltaX=\"0\">𠮷<"), 0) > 0);
    assert_true(str_find(page, STR(" DeltaX=\"5.644\">甲乙<"), 0) > 0);
}

// The run's last glyph by another, as a font's substitution would have it.
static void shapes_have_fonts_of_their_own(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(120), s->paragraph, "一二一");
    GlyphRun *run = &d->items.at[d->items.n - 1].run;
    Glyph *glyphs = (Glyph *)run->glyphs;
    glyphs[2].id = glyphs[1].id;
    sample_page(d, "1");
    Pages pages = sample_pages(&s->sample);
    Str ofd = written(s, &pages);
    Str page = part_of(s, ofd, "Doc_0/Pages/Page_0/Content.xml");
    Str resources = part_of(s, ofd, "Doc_0/PublicRes.xml");
    assert_str(between(s, page, "<ofd:TextCode", "</ofd:TextCode>"), "一二|一|");
    assert_true(str_find(page, STR(" Font=\"1\""), 0) > 0 && str_find(page, STR(" Font=\"2\""), 0) > 0);
    assert_true(str_find(resources, STR("FontName=\"NotoSerifCJKsc-Regular-2\""), 0) > 0);
}

// Two characters by one glyph, and one by two.
static void clusters_are_one_drawing(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(120), s->paragraph, "一二三");
    GlyphRun *run = &d->items.at[d->items.n - 1].run;
    Glyph *glyphs = (Glyph *)run->glyphs;
    glyphs[1].text = glyphs[2].text; // 一二 by the first glyph, 三 by the others
    sample_page(d, "1");
    Pages pages = sample_pages(&s->sample);
    Str page = part_of(s, written(s, &pages), "Doc_0/Pages/Page_0/Content.xml");
    assert_str(between(s, page, "<ofd:TextCode", "</ofd:TextCode>"), "一二三|");
    assert_true(str_find(page, STR(" DeltaX=\"2.822 2.822\">"), 0) > 0);
}

static void bold_is_a_font_and_rules_are_whole(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_FANG, false, 18, length_pt(80), length_pt(100), s->paragraph, "粗");
    sample_run(d, SAMPLE_FANG, true, 18, length_pt(80), length_pt(120), s->paragraph, "粗");
    sample_rule(d, length_pt(72), length_pt(144), length_pt(72), LENGTH_PT / 2, 0xc00000);
    sample_page(d, "1");
    Pages pages = sample_pages(d);
    Str ofd = written(s, &pages), page = part_of(s, ofd, "Doc_0/Pages/Page_0/Content.xml");
    assert_mentions(page, " Font=\"2\" Size=\"6.35\"><ofd:TextCode");
    assert_mentions(part_of(s, ofd, "Doc_0/PublicRes.xml"),
                    "FontName=\"FandolFang-Regular-Bold\" FamilyName=\"FandolFang\" Bold=\"true\"");
    assert_mentions(page, " Boundary=\"25.4 50.8 25.4 0.176\" Stroke=\"false\" Fill=\"true\"><ofd:FillColor "
                          "Value=\"192 0 0\"/><ofd:AbbreviatedData>M 0 0 L 25.4 0 L 25.4 0.176 L 0 0.176 C<");
}

static void turned_pages_are_landscape(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_SERIF, false, 18, length_pt(72), length_pt(144), s->paragraph, "横");
    sample_run(d, SAMPLE_SERIF, false, 18, length_pt(72), length_pt(144), ELEMENT_ARTIFACT, "码");
    Page *page = sample_page(d, "1");
    page->turned = true;
    page->rotate = 90;
    page->upright_first = 1;
    Pages pages = sample_pages(&s->sample);
    Str text = part_of(s, written(s, &pages), "Doc_0/Pages/Page_0/Content.xml");
    assert_true(page->height > page->width);
    assert_true(str_find(text, STR("<ofd:PhysicalBox>0 0 297 210<"), 0) > 0 ||
                str_find(text, STR("<ofd:PhysicalBox>0 0 297.0"), 0) > 0);
    assert_true(str_find(text, STR("Boundary=\"25.4 "), 0) > 0); // the item's own left
    assert_true(str_find(text, STR(" CTM=\"0 1 -1 0 "), 0) > 0); // the number's, a quarter clockwise
}

static void same_pages_same_bytes(void **data)
{
    State *s = *data;
    sample_run(&s->sample, SAMPLE_KAI, false, 16, length_pt(80), length_pt(120), s->paragraph, "公开");
    sample_page(&s->sample, "1");
    Pages pages = sample_pages(&s->sample);
    assert_true(str_equal(written(s, &pages), written(s, &pages)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_character_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(shapes_have_fonts_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(clusters_are_one_drawing, setup, teardown),
        cmocka_unit_test_setup_teardown(bold_is_a_font_and_rules_are_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(turned_pages_are_landscape, setup, teardown),
        cmocka_unit_test_setup_teardown(same_pages_same_bytes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
