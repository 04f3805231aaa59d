// Sections, figures, links, images and tables as pages and the fragment show them.
#include "html_fixture.h"
#include "image/make_image.h"

static Str section_of(Fixture *f, const char *markdown)
{
    f->section = markdown;
    fixture_build(f);
    return site_file(f, "section-01.html");
}

static void test_headings_are_numbered_and_have_ids(void **state)
{
    Str page = section_of(*state, "# 概况\n\n## 职责\n\n正文。\n");

    assert_holds(page, "<h1 class=\"heading-1\" id=\"h-1-1\">一、概况</h1>");
    assert_holds(page, "<h2 class=\"heading-2\" id=\"h-1-2\">（一）职责</h2>");
    assert_holds(page, "<p>正文。</p>");
}

// Their text is at the page's end, each with a way back.
static void test_footnotes(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 甲[^1]\n\n乙[^1]，[丙[^2]](https://x.cn)\n\n[^1]: 一\n\n    又\n[^2]: 二\n");

    assert_holds(page, "甲<sup><a class=\"note-mark\" id=\"note-1-mark\" href=\"#note-1\" "
                       "role=\"doc-noteref\">①</a></sup></h1>");
    assert_holds(page, "id=\"note-1-mark-2\" href=\"#note-1\"");
    assert_holds(page, "丙<sup><span id=\"note-2-mark\">②</span></sup></a>"); // links do not nest
    assert_holds(page,
                 "<div class=\"notes\" role=\"doc-endnotes\">\n<p class=\"note\" id=\"note-1\">"
                 "<a href=\"#note-1-mark\" role=\"doc-backlink\">①</a> 一</p>\n<p class=\"note\">又</p>\n"
                 "<p class=\"note\" id=\"note-2\">");
    assert_holds(page, "<title>一、甲 - ");
    assert_holds(site_file(f, "fragment.html"), "甲<sup>①</sup>");
}

static void test_numbers_without_a_mark_are_parted_from_the_text(void **state)
{
    Fixture *f = *state;

    assert_str(number_before_text(f->arena, STR("第一部分")), "第一部分　");
    assert_str(number_before_text(f->arena, STR("（一）")), "（一）");
    assert_str(number_before_text(f->arena, STR("")), "");
}

static void test_a_page_begins_with_its_title(void **state)
{
    Str page = section_of(*state, "### 职责\n\n正文。\n");

    assert_holds(page, "<h1 class=\"heading-3\" id=\"h-1-1\">1.职责</h1>");
}

static void test_headings_pass_no_level_over(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 甲\n\n1.**乙**：文。\n\n2.**丙**：文。\n\n## 丁\n\n### 戊\n");

    assert_holds(page, "<h1 class=\"heading-1\" id=\"h-1-1\">一、甲</h1>");
    assert_holds(page, "<h2 class=\"heading-3\" id=\"h-1-2\">1.乙：</h2>");
    assert_holds(page, "<h2 class=\"heading-3\" id=\"h-1-3\">2.丙：</h2>");
    assert_holds(page, "<h2 class=\"heading-2\" id=\"h-1-4\">（一）丁</h2>");
    assert_holds(page, "<h3 class=\"heading-3\" id=\"h-1-5\">1.戊</h3>");
    assert_holds(site_file(f, "document.html"), "<h4 class=\"heading-3\" id=\"h-1-5\">1.戊</h4>");
}

static void test_without_a_heading_the_file_gives_the_title(void **state)
{
    Str page = section_of(*state, "正文。\n");

    assert_holds(page, "<h1>概况</h1>");
}

static void test_run_in_headings_stand_beside_their_paragraph(void **state)
{
    Str page = section_of(*state, "# 概况\n\n（一）**收入**：正文。\n\n（二）**支出**\n\n（三）普通。\n");

    assert_holds(
        page,
        "<div class=\"run-in\"><h2 class=\"heading-2\" id=\"h-1-2\">（一）收入：</h2><p>正文。</p></div>");
    assert_holds(page, "<h2 class=\"heading-2\" id=\"h-1-3\">（二）支出</h2></div>");
    assert_holds(page, "<p>（三）普通。</p>");
}

static void test_figures_are_data_that_lead_to_their_cell(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 概况\n\n接待`= 自有表[接待]`万元，共`= 自有表[合计]`元吗。\n");

    assert_holds(
        page,
        "接待<span class=\"amount\"><a class=\"figure\" id=\"figure-1\" "
        "href=\"table-own-1.html#table-own-1-r2-c2\"><data value=\"1.5\" data-unit=\"万元\">1.5</data></a>"
        "万元</span>，共");
    Str table = site_file(f, "table-own-1.html");
    assert_holds(table, "<td id=\"table-own-1-r2-c2\" class=\"decimal\">1.5</td>");
    Str whole = site_file(f, "document.html");
    assert_holds(whole, "href=\"#table-own-1-r2-c2\"");
    assert_holds(whole, "id=\"table-own-1-r2-c2\"");
}

static void test_a_unit_that_begins_a_text_is_written_once(void **state)
{
    Str page = section_of(*state, "# 概况\n\n`= 自有表[接待]`万元\n\n`= 自有表[接待]`万元**粗**\n");

    assert_holds(page, "1.5</data></a>万元</span></p>");
    assert_holds(page, "万元</span><strong>粗</strong></p>");
}

static void test_figures_without_a_published_cell_have_no_link(void **state)
{
    Str page = section_of(*state, "# 概况\n\n`= 年度`年，`= 1.5/4`。\n");

    assert_holds(page, "<p><data value=\"2023\">2023</data>年，<data value=\"0.375\">0.375</data>。</p>");
}

static void test_what_cannot_be_evaluated_is_marked(void **state)
{
    Str page = section_of(*state, "# 概况\n\n`= 没有`。\n");

    assert_holds(page, "<strong class=\"unavailable\">【？】</strong>");
}

static void test_comparisons_link_as_a_whole(void **state)
{
    Str page = section_of(*state, "# 概况\n\n`= 变动(自有表[接待], 自有表[出国], “甲”)`。\n");

    assert_holds(page, "href=\"table-own-1.html#table-own-1-r2-c2\">比甲增加1.5万元</a>。");
}

static void test_links(void **state)
{
    Str page =
        section_of(*state, "# 概况\n\n[甲](https://a.cn/?x=1&y=公 \"题\\\"<\")[乙](javascript:alert(1))"
                           "[丙](table:自有表)[丁](JAVA&#x0A;SCRIPT:x)[戊](<b c.html>)\n");

    assert_holds(page, "<a href=\"https://a.cn/?x=1&amp;y=%E5%85%AC\" title=\"题&quot;&lt;\">甲</a>乙<a "
                       "href=\"table-own-1.html\">丙</a>丁<a href=\"b%20c.html\">戊</a>");
}

static void test_links_do_not_nest(void **state)
{
    Str page = section_of(*state, "# 概况\n\n[共`= 自有表[接待]`万元](table:自有表)\n");

    assert_holds(page, "<p><a href=\"table-own-1.html\">共<span class=\"amount\"><data value=\"1.5\" "
                       "data-unit=\"万元\">1.5</data>万元</span></a></p>");
}

static void test_html_is_shown_as_text(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 概况\n\n甲<b onclick=\"x\">乙</b>\n\n<script>\nalert(1)\n</script>\n");

    assert_holds(page, "<p>甲&lt;b onclick=&quot;x&quot;&gt;乙&lt;/b&gt;</p>");
    assert_holds(page, "&lt;script&gt;\nalert(1)\n&lt;/script&gt;");
    for (size_t i = 0; i < f->site->file_count; i++)
        assert_no_script(f->site->files[i].bytes);
}

static void test_html_stands_where_the_manifest_allows_it(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "allow-html: true\n";
    Str page = section_of(f, "# 概况\n\n甲<b>乙</b>\n\n<div>丙</div>\n");

    assert_holds(page, "<p>甲<b>乙</b></p>");
    assert_holds(page, "\n<div>丙</div>\n");
}

static void test_images_are_put_into_the_site(void **state)
{
    Fixture *f = *state;
    static const uint8_t rows[72];
    Str png = png_make(f->arena, (Png){12, 6, PNG_COLOR_TYPE_GRAY, 8, .rows = rows, .row_bytes = 12});
    fixture_write(f, "images/图 1.png", png.at, png.n);
    Str page = section_of(
        f, "# 概况\n\n![说明 **一** \"](<images/图 1.png> \"题\")\n\n前![又](<images/图 1.png>)\n");

    assert_holds(page,
                 "<p class=\"image\"><img src=\"images/image-01.png\" alt=\"说明 一 &quot;\" title=\"题\" "
                 "width=\"12\" height=\"6\" /></p>");
    assert_holds(page, "<p>前<img src=\"images/image-01.png\" alt=\"又\" width=\"12\" height=\"6\" /></p>");
    assert_true(str_equal(site_file(f, "images/image-01.png"), png));
    assert_holds(site_file(f, "fragment.html"), "<img src=\"images/image-01.png\"");
    assert_int_equal(diag_count(f->diag, SEVERITY_ERROR), 0);
}

static void test_what_is_no_picture_is_told_once(void **state)
{
    Fixture *f = *state;
    fixture_write(f, "images/a.png", "<svg onload='x'/>", 17);
    Str page = section_of(f, "# 概况\n\n![公章](images/a.png)\n");
    size_t told = 0;

    assert_holds(page, "〔图：公章〕");
    for (size_t i = 0; i < diag_total(f->diag); i++)
        told += str_equal(str_of(diag_at(f->diag, i)->rule), STR("image-kind"));
    assert_int_equal(told, 1);
    assert_int_equal(diag_at(f->diag, diag_total(f->diag) - 1)->place.line, 3);
}

static void test_an_image_elsewhere_is_not_read(void **state)
{
    Fixture *f = *state;
    Str page = section_of(
        f, "# 概况\n\n![甲](../../../../../../etc/hostname)![乙](/etc/hostname)![丙](http://a/b.png)\n");

    assert_holds(page, "〔图：甲〕〔图：乙〕〔图：丙〕");
    assert_true(diag_has(f->diag, "image-missing"));
    assert_false(diag_has(f->diag, "image-kind"));
}

static void test_blocks(void **state)
{
    Str page =
        section_of(*state, "# 概况\n\n- 甲\n- 乙\n\n3) 丙\n\n> 引\n\n```c\na<b\n```\n\n***\n\n甲  \n乙\n");

    assert_holds(page, "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n");
    assert_holds(page, "<ol class=\"parenthesis\" start=\"3\">\n<li>丙</li>\n</ol>\n");
    assert_holds(page, "<blockquote>\n<p>引</p>\n</blockquote>\n");
    assert_holds(page,
                 "<pre><code class=\"language-c\">a&lt;b\n</code></pre>\n<hr />\n<p>甲<br />\n乙</p>\n");
}

// ---- tables

static void test_tables_have_headers_caption_and_unit(void **state)
{
    Fixture *f = *state;
    fixture_build(f);
    Str page = site_file(f, "table-own-1.html");

    assert_holds(page, "<figure class=\"table\" id=\"table-own-1\">");
    assert_holds(page, "<h1 class=\"table-title\" id=\"table-own-1-title\">自有表</h1>");
    assert_holds(page, "<div class=\"table-unit\">单位：万元</div>");
    assert_holds(page, "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"table-own-1-title\">");
    assert_holds(page, "<thead>\n<tr><th id=\"table-own-1-r0-c1\" scope=\"col\" class=\"names\">项目</th>");
    assert_holds(page, "<th id=\"table-own-1-r1-c1\" scope=\"row\">出国</th>");
    assert_holds(page, "<th id=\"table-own-1-r3-c1\" scope=\"row\" class=\"total\">合计</th>");
}

// Between words, of which browsers know none; the last line has more than one character.
static void test_titles_break_between_words(void **state)
{
    Fixture *f = *state;
    fixture_build(f);

    assert_holds(site_file(f, "table-14.html"),
                 "id=\"table-14-title\">一般<wbr />公共<wbr />预算“三公”<wbr />经费<wbr />支出表</h1>");
}

static void test_heads_span(void **state)
{
    Fixture *f = *state;
    fixture_build(f);
    Str page = site_file(f, "table-14.html");

    assert_holds(page,
                 "<th scope=\"col\" colspan=\"3\">公务<wbr />用车<wbr />购置<wbr />及<wbr />运行费</th>");
    assert_holds(page, "scope=\"col\" rowspan=\"2\">合计</th>");
    assert_lacks(page, "<tbody>"); // an empty table
    assert_holds(page, "<p class=\"table-note\">本部门无");
}

static void test_cells_are_escaped(void **state)
{
    Fixture *f = *state;
    f->table = "项目,预算数\n\"<img src=x onerror=\"\"y\"\">\",0\n";
    fixture_build(f);
    Str page = site_file(f, "table-own-1.html");

    assert_holds(page, "&lt;img src=x onerror=&quot;y&quot;&gt;");
    assert_lacks(page, "<img");
}

static void test_a_rounded_table_says_so_on_its_page(void **state)
{
    Fixture *f = *state;
    const char *note = "<p class=\"table-note\">本说明中部分数据因四舍五入";

    f->manifest = MANIFEST "rounding-note: true\n";
    fixture_build(f);
    assert_lacks(site_file(f, "table-own-1.html"), note); // nothing is rounded
    const char *spec = "columns: [项目, { name: 预算数, decimals: 0 }]\n";
    fixture_write(f, "tables/自有表.yaml", spec, strlen(spec));
    fixture_build(f);
    assert_holds(site_file(f, "table-own-1.html"), note);
    assert_lacks(site_file(f, "document.html"), note); // the prose says it there
    f->manifest = MANIFEST;
    fixture_build(f);
    assert_lacks(site_file(f, "table-own-1.html"), note);
}

static void test_a_table_in_the_text_has_a_page_of_its_own_too(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 概况\n\n```table 自有表\ntitle: false\norientation: landscape\n```\n");

    assert_holds(page, "<figure class=\"table landscape\" id=\"table-own-1\">");
    assert_holds(page, "aria-label=\"自有表\"");
    assert_lacks(page, "<figcaption>");
    assert_holds(site_file(f, "table-own-1.html"), "id=\"table-own-1\"");
    assert_holds(site_file(f, "index.html"), "<a href=\"table-own-1.html\">自有表</a>");
}

static void test_where_a_cell_is_quoted(void **state)
{
    Fixture *f = *state;
    section_of(f, "# 概况\n\n（一）**接待**：`= 自有表[接待]`万元，`= "
                  "自有表[接待]`万元。\n\n（二）**合计**：`= 自有表[合计]`万元。\n\n"
                  "（三）**又**：`= 自有表[接待]`万元。\n");
    Str page = site_file(f, "table-own-1.html");

    assert_holds(
        page, "<li><a href=\"#table-own-1-r2-c2\">接待，预算数</a>\n<ul>\n"
              "<li><a href=\"section-01.html#figure-1\">一、概况 （一）接待</a></li>\n"
              "<li><a href=\"section-01.html#figure-4\">一、概况 （三）又</a></li>\n</ul>\n</li>\n"
              "<li><a href=\"#table-own-1-r3-c2\">合计，预算数</a>\n<ul>\n"
              "<li><a href=\"section-01.html#figure-3\">一、概况 （二）合计</a></li>\n</ul>\n</li>\n</ul>");
}

// ---- the fragment

static void test_the_fragment_stands_alone(void **state)
{
    Fixture *f = *state;
    section_of(
        f, "# 概况\n\n（一）**接待**：`= 自有表[接待]`万元，见[表](table:自有表)和[网](https://a.cn)。\n");
    Str fragment = site_file(f, "fragment.html");

    assert_holds(fragment,
                 "<strong>（一）接待：</strong>1.5万元，见表和<a href=\"https://a.cn\">网</a>。</p>");
    assert_holds(fragment, "<p style=\"");
    assert_holds(fragment, "<th scope=\"row\" style=\"border:1px solid");
    assert_lacks(fragment, " id=");
    assert_lacks(fragment, " class=");
    assert_lacks(fragment, "href=\"#");
    assert_lacks(fragment, "<html");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

static void test_a_chart_is_drawn_and_has_its_figures(void **state)
{
    Fixture *f = *state;
    Str page = section_of(f, "# 概况\n\n```chart\n类型: 占比\n标题: 三公<经费>\n接待: 自有表[接待]\n出国: "
                             "自有表[出国]\n```\n");

    assert_holds(page, "<figure class=\"chart\" id=\"chart-1\">");
    assert_holds(page, "role=\"img\" aria-labelledby=\"chart-1-title\" aria-describedby=\"chart-1-text\">");
    assert_holds(page, "<title id=\"chart-1-title\">三公&lt;经费&gt;</title>");
    assert_holds(page, "接待：1.5，100.00%；出国：0，0.00%。</desc>");
    assert_holds(page, "<rect x=\"0\"");
    assert_holds(page, "<th scope=\"row\">接待</th><td class=\"decimal\"><a class=\"figure\" id=\"figure-1\" "
                       "href=\"table-own-1.html#table-own-1-r2-c2\"><data value=\"1.5\" "
                       "data-unit=\"万元\">1.5</data></a></td><td class=\"decimal\">100.00%</td>");
    assert_no_script(page);
    // Content systems take out what they do not know: there the table stands alone.
    assert_lacks(site_file(f, "fragment.html"), "<svg");
    assert_holds(site_file(f, "fragment.html"), "三公&lt;经费&gt;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_headings_are_numbered_and_have_ids),
        TEST(test_footnotes),
        TEST(test_numbers_without_a_mark_are_parted_from_the_text),
        TEST(test_a_page_begins_with_its_title),
        TEST(test_headings_pass_no_level_over),
        TEST(test_without_a_heading_the_file_gives_the_title),
        TEST(test_run_in_headings_stand_beside_their_paragraph),
        TEST(test_figures_are_data_that_lead_to_their_cell),
        TEST(test_a_unit_that_begins_a_text_is_written_once),
        TEST(test_figures_without_a_published_cell_have_no_link),
        TEST(test_what_cannot_be_evaluated_is_marked),
        TEST(test_comparisons_link_as_a_whole),
        TEST(test_links),
        TEST(test_links_do_not_nest),
        TEST(test_html_is_shown_as_text),
        TEST(test_html_stands_where_the_manifest_allows_it),
        TEST(test_images_are_put_into_the_site),
        TEST(test_what_is_no_picture_is_told_once),
        TEST(test_an_image_elsewhere_is_not_read),
        TEST(test_blocks),
        TEST(test_tables_have_headers_caption_and_unit),
        TEST(test_titles_break_between_words),
        TEST(test_heads_span),
        TEST(test_cells_are_escaped),
        TEST(test_a_rounded_table_says_so_on_its_page),
        TEST(test_a_table_in_the_text_has_a_page_of_its_own_too),
        TEST(test_where_a_cell_is_quoted),
        TEST(test_the_fragment_stands_alone),
        TEST(test_a_chart_is_drawn_and_has_its_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
