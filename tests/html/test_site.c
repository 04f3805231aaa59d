// The site as a whole: which pages there are, what leads where, metadata, encodings, a section alone.
#include "html_fixture.h"

#include <iconv.h>

static bool is_page(const HtmlFile *file)
{
    return str_ends(file->name, STR(".html")) && !str_equal(file->name, STR("fragment.html"));
}

// ---- checks of every page

static void check_well_formed(const Fixture *f)
{
    char command[512];

    for (size_t i = 0; i < f->site->file_count; i++) {
        const HtmlFile *file = &f->site->files[i];
        if (!str_ends(file->name, STR(".html")))
            continue;
        Str whole =
            is_page(file) ? file->bytes : str_print(f->arena, "<div>%.*s</div>", STR_ARG(file->bytes));
        fixture_write(f, "page.xml", whole.at, whole.n);
        snprintf(command, sizeof command, "xmllint --nonet --noout %s/page.xml", f->folder);
        if (system(command) != 0)
            fail_msg("%.*s is not well-formed", STR_ARG(file->name));
    }
}

// The value that ends at the next quotation mark.
static Str value_at(Str text, size_t at)
{
    return str_slice(text, at, (size_t)str_find_char(text, '"', at));
}

static bool has_id(Fixture *f, Str page, Str id)
{
    return str_find(page, str_print(f->arena, " id=\"%.*s\"", STR_ARG(id)), 0) >= 0;
}

static void check_link(Fixture *f, const HtmlFile *from, Str url)
{
    ptrdiff_t mark = str_find_char(url, '#', 0);
    Str name = str_slice(url, 0, mark < 0 ? url.n : (size_t)mark);
    Str page = name.n ? site_file(f, str_c(f->arena, name)) : from->bytes;

    if (str_starts(url, STR("https://")) || str_equal(url, STR("http://purl.org/dc/terms/")))
        return;
    if (!page.at || (mark >= 0 && !has_id(f, page, str_slice(url, (size_t)mark + 1, url.n))))
        fail_msg("%.*s links to %.*s, which is not there", STR_ARG(from->name), STR_ARG(url));
}

static void check_links(Fixture *f)
{
    for (size_t i = 0; i < f->site->file_count; i++) {
        const HtmlFile *file = &f->site->files[i];
        ptrdiff_t at = 0;
        while (is_page(file) && (at = str_find(file->bytes, STR(" href=\""), (size_t)at)) >= 0) {
            at += 7;
            check_link(f, file, value_at(file->bytes, (size_t)at));
        }
    }
}

static int compare(const void *left, const void *right)
{
    return str_compare(*(const Str *)left, *(const Str *)right);
}

static void check_ids(Fixture *f)
{
    for (size_t i = 0; i < f->site->file_count; i++) {
        Str text = f->site->files[i].bytes;
        VEC(Str) ids = {0};
        ptrdiff_t at = 0;
        if (!is_page(&f->site->files[i]))
            continue;
        while ((at = str_find(text, STR(" id=\""), (size_t)at)) >= 0) {
            at += 5;
            *vec_push(f->arena, &ids) = value_at(text, (size_t)at);
        }
        qsort(ids.at, ids.n, sizeof *ids.at, compare);
        for (size_t j = 1; j < ids.n; j++)
            if (str_equal(ids.at[j - 1], ids.at[j]))
                fail_msg("%.*s has the id %.*s twice", STR_ARG(f->site->files[i].name), STR_ARG(ids.at[j]));
    }
}

static void check_inert(const Fixture *f)
{
    static const char *const words[] = {"javascript:", " src=\"http", " onclick", "@import", "url("};

    for (size_t i = 0; i < f->site->file_count; i++)
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
            assert_lacks(f->site->files[i].bytes, words[j]);
    for (size_t i = 0; i < f->site->file_count; i++)
        assert_no_script(f->site->files[i].bytes);
}

static void build_seed(Fixture *f)
{
    f->project = project_read(f->arena, f->diag, DATA_DIR "/content/shifeng-cac-2023",
                              (ProjectOptions){.data_folder = STR(DATA_DIR)});
    assert_non_null(f->project);
    FigureEnv *env = figure_env_new(f->arena, f->diag, f->project);
    f->document = document_build(f->arena, f->diag, f->project, env, false);
    f->site = html_site(f->arena, f->diag, f->document, f->options);
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_seed(void **state)
{
    Fixture *f = *state;

    build_seed(f);
    // index, 5 sections, 23 tables, document, fragment, style sheet, two scripts, each with its data
    assert_int_equal(f->site->file_count, 36);
    assert_non_null(site_file(f, "section-05.html").at);
    assert_non_null(site_file(f, "table-23.html").at);
    assert_holds(site_file(f, "table-13.html"), "<figure class=\"table landscape\" id=\"table-13\">");
    assert_holds(site_file(f, "table-01.html"), "<figure class=\"table\" id=\"table-01\">");
    // Lists stand side by side: a row's name heads its own list alone.
    assert_holds(site_file(f, "table-01.html"),
                 "<td id=\"table-01-r1-c4\" headers=\"table-01-r1-c3 table-01-h2 table-01-r0-c4\"");
    check_well_formed(f);
    check_links(f);
    check_ids(f);
    check_inert(f);
    for (size_t i = 0; i < f->site->file_count; i++)
        assert_lacks(f->site->files[i].bytes, "草稿");
}

static void test_twice_the_same(void **state)
{
    Fixture *f = *state;

    build_seed(f);
    HtmlSite *first = f->site;
    build_seed(f);
    assert_int_equal(first->file_count, f->site->file_count);
    for (size_t i = 0; i < first->file_count; i++) {
        assert_true(str_equal(first->files[i].name, f->site->files[i].name));
        assert_true(str_equal(first->files[i].bytes, f->site->files[i].bytes));
    }
}

static void test_every_quoted_cell_leads_back(void **state)
{
    Fixture *f = *state;
    CellRef cell;

    build_seed(f);
    assert_true(f->document->quotation_count > 20);
    for (size_t i = 0; i < f->document->quotation_count; i++) {
        const Quotation *quotation = &f->document->quotations[i];
        Str section = site_file(f, str_print(f->arena, "%.*s.html", STR_ARG(quotation->section->id)).at);
        assert_true(has_id(f, section, quotation->id));
        assert_true(document_figure_target(f->document, quotation->figure, &cell));
        Str id = document_cell_id(f->arena, f->document, cell);
        const TableUse *use = document_table_use(f->document, cell.table);
        Str page = site_file(f, str_print(f->arena, "%.*s.html", STR_ARG(use->id)).at);
        assert_true(has_id(f, page, id));
        assert_holds(page, str_print(f->arena, "<li><a href=\"#%.*s\">", STR_ARG(id)).at);
    }
}

// ---- around the pages

#define FOLD "<details open=\"open\"><summary><span>下级标题</span></summary>\n"

static void test_contents_of_the_index(void **state)
{
    Fixture *f = *state;
    f->section = "# 概况\n\n## 甲\n\n### 深\n\n（二）**乙**：文。\n";
    fixture_build(f);
    Str index = site_file(f, "index.html");

    assert_holds(index,
                 "<ol class=\"contents\">\n<li><a href=\"section-01.html\">一、概况</a>\n" FOLD "<ol>\n"
                 "<li><a href=\"section-01.html#h-1-2\">（一）甲</a></li>\n"
                 "<li><a href=\"section-01.html#h-1-4\">（二）乙</a></li>\n</ol></details></li>\n</ol>\n");
    assert_lacks(index, "h-tables");
    check_links(f);
}

static void test_a_section_without_headings_is_listed(void **state)
{
    Fixture *f = *state;
    f->section = "文。\n";
    fixture_build(f);

    assert_holds(site_file(f, "index.html"), "<li><a href=\"section-01.html\">概况</a></li>\n");
}

static void test_pages_lead_to_each_other(void **state)
{
    Fixture *f = *state;
    fixture_build(f);
    Str index = site_file(f, "index.html"), section = site_file(f, "section-01.html");
    Str last = site_file(f, "table-own-1.html");

    assert_lacks(index, "rel=\"prev\"");
    assert_holds(index, "<link rel=\"next\" href=\"section-01.html\" />");
    assert_holds(section, "<link rel=\"prev\" href=\"index.html\" />");
    assert_holds(section, "<link rel=\"next\" href=\"table-01.html\" />");
    assert_holds(last, "<link rel=\"prev\" href=\"table-23.html\" />");
    assert_lacks(last, "rel=\"next\"");
    assert_holds(last, "<li><a href=\"index.html#tables\">2023年部门预算公开表</a></li>");
}

static void test_contents_beside_the_text(void **state)
{
    Fixture *f = *state;
    f->section = "# 概况\n\n## 甲\n\n### 深\n\n#### 更深\n\n## 乙\n\n# 又\n";
    fixture_build(f);
    Str section = site_file(f, "section-01.html"), table = site_file(f, "table-02.html");

    assert_holds(section, "<nav class=\"side\" aria-label=\"目录\">\n<details open=\"open\"><summary>目录"
                          "</summary>\n<ol class=\"contents\">\n<li><a href=\"section-01.html\" "
                          "aria-current=\"page\">一、概况</a>\n" FOLD
                          "<ol>\n<li><a href=\"#h-1-2\">（一）甲</a>\n" FOLD
                          "<ol>\n<li><a href=\"#h-1-3\">1.深</a></li>\n</ol></details></li>\n"
                          "<li><a href=\"#h-1-5\">（二）乙</a></li>\n<li><a href=\"#h-1-6\">二、又</a></li>\n"
                          "</ol></details></li>\n</ol></details>\n<details><summary>公开表</summary>");
    assert_holds(table, "<details><summary>目录</summary>");
    assert_holds(table, "<li><a href=\"table-02.html\" aria-current=\"page\">");
    assert_lacks(site_file(f, "index.html"), "class=\"side\"");
    assert_lacks(site_file(f, "document.html"), "class=\"side\"");
    check_well_formed(f);
    check_links(f);
}

static void test_contents_beside_many_pages_are_those_near(void **state)
{
    Fixture *f = *state;
    char name[32];

    for (int i = 2; i <= 50; i++) {
        snprintf(name, sizeof name, "sections/%d-甲.md", i);
        fixture_write(f, name, "# 甲\n", 6);
    }
    fixture_build(f);
    Str page = site_file(f, "section-30.html"), side = {0};
    size_t listed = 0;

    side = str_slice(page, (size_t)str_find(page, STR("class=\"side\""), 0),
                     (size_t)str_find(page, STR("</nav>"), (size_t)str_find(page, STR("class=\"side\""), 0)));
    for (ptrdiff_t at = 0; (at = str_find(side, STR("<li><a href=\"section-"), (size_t)at)) >= 0; at++)
        listed++;
    assert_int_equal(listed, 41);
    assert_holds(side, "section-10.html");
    assert_holds(side, "section-50.html");
    assert_lacks(side, "section-09.html");
    assert_holds(side, "<li><a href=\"index.html#sections\">全部</a></li>");
    check_links(f);
}

static void test_contents_of_the_whole(void **state)
{
    Fixture *f = *state;
    f->section = "# 概况\n\n## 甲\n\n### 深\n\n（二）**乙**：文。\n\n# 又\n";
    fixture_build(f);

    assert_holds(site_file(f, "document.html"),
                 "<ol class=\"contents\">\n<li><a href=\"#h-1-1\">一、概况</a>\n" FOLD "<ol>\n<li><a "
                 "href=\"#h-1-2\">（一）甲</a></li>\n"
                 "<li><a href=\"#h-1-4\">（二）乙</a></li>\n</ol></details></li>\n<li><a "
                 "href=\"#h-1-5\">二、又</a></li>\n"
                 "<li><a href=\"#h-tables\">2023年部门预算公开表</a>\n" FOLD
                 "<ol>\n<li><a href=\"#table-01\">");
    check_well_formed(f);
    check_links(f);
}

static void test_key_figures(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "figures: { 接待: \"自有表[接待]\", 比例: \"占比(自有表[接待], 自有表[合计])\", "
                           "错: \"自有表[没有]\" }\n";
    fixture_build(f);
    Str index = site_file(f, "index.html");

    assert_holds(
        index,
        "<dl class=\"figures\">\n<div><dt>接待</dt><dd><a class=\"figure\" id=\"key-1\" "
        "href=\"table-own-1.html#table-own-1-r2-c2\"><data value=\"1.5\" data-unit=\"万元\">1.5</data></a> "
        "万元</dd></div>\n</dl>");
}

static void test_figures_tell_of_published_cells_alone(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "last-year: { 去年接待: 1.2 }\nfigures: { 接待: \"自有表[接待]\" }\n";
    f->section = "# 概况\n\n共`= 自有表[合计]`万元，接待费占`= 占比(接待, 自有表[合计])`，"
                 "`= 变动(接待, 上年.去年接待)`，另有`= 自有表[合计] - 5万元`万元。\n\n# "
                 "名词解释\n\n（一）**接待**：指。\n";
    fixture_build(f);
    Str data = site_file(f, "figures-data.js");

    assert_true(str_starts(data, STR("\xEF\xBB\xBFgongkaiFigures({")));
    assert_holds(data, "\"terms\":[\n[\"接待\",\"section-01.html#h-1-3\"]],");
    assert_holds(data, "\"tables\":[\n[\"自有表\",\"table-own-1.html\"]],");
    assert_holds(data, "\"key-1\":[\"\",[0,\"接待\",\"预算数\",\"1.5万元\",\"table-own-1-r2-c2\",[0]]]");
    assert_holds(data, "\"figure-1\":[\"\",[0,\"合计\",\"预算数\",\"1.5万元\",\"table-own-1-r3-c2\",[]]]");
    assert_holds(data, "\"figure-2\":[\"甲除以乙\",[0,\"接待\"");
    assert_holds(data, "\"figure-3\":[\"甲减乙\",[0,\"接待\"");
    assert_holds(data, ",[-1,\"\",\"上年\",\"1.2万元\",\"\",[]]]");
    assert_holds(data, "\"figure-4\":[\"根据下列数等算出\",[0,\"合计\"");
    assert_lacks(data, "去年接待"); // the manifest's own names
    assert_lacks(data, "占比");
    assert_lacks(data, "5万元\"]");
    assert_holds(site_file(f, "section-01.html"), SITE_SCRIPT);
    assert_lacks(site_file(f, "fragment.html"), "figures");
}

static void test_downloads_that_are_there(void **state)
{
    Fixture *f = *state;
    const Str downloads[] = {STR("100%公开.pdf"), STR("tables/table-14.csv"), STR("tables/table-1.csv")};

    f->options.downloads = downloads;
    f->options.download_count = 3;
    f->options.download_sizes = (const uint64_t[]){1048577, 1024, 1025};
    fixture_build(f);
    Str page = site_file(f, "table-14.html"), other = site_file(f, "table-15.html");

    assert_holds(other, "<a href=\"100%25%E5%85%AC%E5%BC%80.pdf\" download=\"100%公开.pdf\">下载PDF<span "
                        "class=\"size\"> 1.1 MB</span></a>");
    assert_holds(page, "<a href=\"tables/table-14.csv\" download=\"table-14.csv\">CSV<span class=\"size\"> 1 "
                       "KB</span></a>");
    assert_holds(site_file(f, "index.html"),
                 "download=\"100%公开.pdf\">全文</a> <span class=\"size\">PDF 1.1 MB</span>");
    assert_lacks(page, "tables/table-1.csv");
    assert_lacks(other, "tables/");
    f->options.download_count = 0;
    fixture_build(f);
    assert_lacks(site_file(f, "index.html"), "下载");
}

static void test_a_map_where_the_site_is_known(void **state)
{
    Fixture *f = *state;
    fixture_build(f);
    assert_null(site_file(f, "sitemap.xml").at);
    f->manifest = MANIFEST "site: { Url: \"https://www.example.gov.cn/2023/a&b/\" }\n";
    fixture_build(f);
    Str map = site_file(f, "sitemap.xml");
    assert_holds(map, "<url><loc>https://www.example.gov.cn/2023/a&amp;b/index.html</"
                      "loc><lastmod>2023-02-10</lastmod></url>\n");
    assert_holds(map, "/table-own-1.html</loc>");
    f->manifest = MANIFEST "site: { Url: \"javascript:alert(1)/\" }\n";
    fixture_build(f);
    assert_null(site_file(f, "sitemap.xml").at);
}

static void test_drafts_say_so_on_every_page(void **state)
{
    Fixture *f = *state;
    fixture_build(f);

    for (size_t i = 0; i < f->site->file_count; i++)
        if (str_ends(f->site->files[i].name, STR(".html")))
            assert_holds(f->site->files[i].bytes, ">草稿</p>");
}

// ---- a section alone

static Str only(Fixture *f, const char *name)
{
    f->section = "# 概况\n\n甲见[表](table:自有表)。\n\n（一）**收入**：乙`= "
                 "自有表[接待]`万元。\n\n（二）**支出**：丙。\n\n```table "
                 "自有表\n```\n";
    f->only = name;
    fixture_build(f);
    assert_int_equal(f->site->file_count, 2);
    assert_str(f->site->files[0].name, "index.html");
    assert_str(f->site->files[1].name, "style.css");
    check_well_formed(f);
    check_links(f);
    check_ids(f);
    return f->site->files[0].bytes;
}

static void test_a_section_alone(void **state)
{
    Str page = only(*state, "概况");

    assert_holds(page, "<h1 class=\"heading-1\" id=\"h-1-1\">一、概况</h1>");
    assert_holds(page, "甲见<a href=\"#table-own-1\">表</a>。");
    assert_holds(page, "href=\"#table-own-1-r2-c2\"");
    assert_lacks(page, "2023年部门预算公开表");
}

static void test_a_run_in_heading_alone(void **state)
{
    Str page = only(*state, "收入");

    assert_holds(page, "<h1 class=\"heading-2\" id=\"h-1-2\">（一）收入：</h1>");
    assert_holds(page,
                 "乙<span class=\"amount\"><data value=\"1.5\" data-unit=\"万元\">1.5</data>万元</span>。");
    assert_lacks(page, "丙");
    assert_lacks(page, "甲");
}

static void test_a_table_alone(void **state)
{
    Str page = only(*state, "自有表");

    assert_holds(page, "<h1 class=\"table-title\" id=\"table-own-1-title\">自有表</h1>");
    assert_lacks(page, "正文引用"); // the quotation is not on this page
}

// ---- encodings

static Str decoded(Arena *arena, Str bytes, const char *charset)
{
    char *room = arena_alloc(arena, bytes.n * 3 + 1), *to = room, *from = (char *)bytes.at;
    size_t left = bytes.n, room_left = bytes.n * 3;
    iconv_t converter = iconv_open("UTF-8", charset);

    assert_true(iconv(converter, &from, &left, &to, &room_left) != (size_t)-1);
    iconv_close(converter);
    return (Str){room, (size_t)(to - room)};
}

static void check_encoding(Fixture *f, const char *charset, const char *rare)
{
    f->manifest = str_print(f->arena, "%ssite: { encoding: %s }\n", MANIFEST, charset).at;
    f->section = "# 概况\n\n人名𠮷。\n";
    fixture_build(f);
    Str page = site_file(f, "section-01.html"), text = decoded(f->arena, page, charset);

    assert_holds(page, str_print(f->arena, "<meta charset=\"%s\" />", charset).at);
    assert_holds(text, rare);
    assert_holds(text, "2023年部门预算公开");
    assert_holds(decoded(f->arena, site_file(f, "fragment.html"), charset), rare);
    Str style = site_file(f, "style.css"); // stays UTF-8, and says so
    assert_true(str_starts(style, STR("@charset \"UTF-8\";\n")));
    assert_true(str_find(style, STR("@charset"), 1) < 0);
}

static void test_gb18030(void **state)
{
    check_encoding(*state, "GB18030", "人名𠮷。");
}

static void test_gbk(void **state)
{
    check_encoding(*state, "GBK", "人名&#x20BB7;。");
}

static void test_unknown_encoding(void **state)
{
    Fixture *f = *state;

    f->manifest = MANIFEST "site:\n  encoding: Big5\n";
    fixture_build(f);
    assert_null(f->site);
    const Finding *finding = diag_at(f->diag, diag_total(f->diag) - 1);
    assert_string_equal(finding->rule, "encoding-unknown");
    assert_int_equal(finding->place.line, 9);
    assert_int_equal(finding->place.column, 13);
}

// ---- the template

static void copy_template(Fixture *f, const char *page)
{
    const Source *source = source_read(
        f->arena, f->diag, input_at(str_of(DATA_DIR "/templates/department-budget/template.yaml")), STR("x"),
        (Str){0});

    fixture_folder(f, "own");
    fixture_write(f, "own/template.yaml", source->text.at, source->text.n);
    fixture_write(f, "own/page.html", page, strlen(page));
    fixture_write(f, "own/style.css", "p { }", 5);
    f->manifest =
        "template: ./own\ntable-set: hunan\nyear: 2023\ndepartment: 某局\ntitle: 公开\nunit: 万元\n";
}

static void test_a_template_of_ones_own(void **state)
{
    Fixture *f = *state;

    copy_template(f, "<meta charset=\"{{charset}}\" /><p>{{title}}</p>{{body}}\n");
    fixture_build(f);
    assert_str(site_file(f, "index.html"), "<meta charset=\"UTF-8\" /><p>公开</p>\n");
    assert_str(site_file(f, "style.css"), "@charset \"UTF-8\";\np { }\n");
}

static void test_a_fault_in_it_has_its_place(void **state)
{
    Fixture *f = *state;

    copy_template(f, "<p>\n  {{titl}}</p>\n");
    fixture_build(f);
    assert_null(f->site);
    const Finding *finding = diag_at(f->diag, diag_total(f->diag) - 1);
    assert_string_equal(finding->rule, "template-slot-unknown");
    assert_true(str_ends(finding->place.file, STR("own/page.html")));
    assert_true(str_find(finding->place.file, STR("/tmp/"), 0) < 0);
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 3);
}

static void test_a_page_without_the_script_has_none(void **state)
{
    Fixture *f = *state;

    copy_template(f, "<meta charset=\"{{charset}}\" />{{body}}\n");
    fixture_build(f);
    assert_null(site_file(f, "figures.js").at);
    assert_null(site_file(f, "figures-data.js").at);
    assert_non_null(site_file(f, "index.html").at);
}

static void test_a_template_without_text_or_charset(void **state)
{
    Fixture *f = *state;

    copy_template(f, "<meta charset=\"utf-8\" /><p>{{title}}</p>\n");
    fixture_build(f);
    assert_null(f->site);
    for (size_t i = 1; i <= 2; i++) {
        const Finding *finding = diag_at(f->diag, diag_total(f->diag) - i);
        assert_string_equal(finding->rule, "template-slot-missing");
        assert_true(str_ends(finding->place.file, STR("own/page.html")));
        assert_true(str_find(finding->message, i == 1 ? STR("{{body}}") : STR("{{charset}}"), 0) >= 0);
    }
}

// ---- a hostile project

static void test_hostile_texts_are_inert(void **state)
{
    Fixture *f = *state;
    const Str downloads[] = {STR("\"><script>x</script>.pdf")};

    f->options.downloads = downloads;
    f->options.download_count = 1;
    f->manifest = "template: department-budget\ntable-set: hunan\nyear: 2023\nunit: 万元\n"
                  "department: '</title><script>alert(1)</script>'\n"
                  "title: '\"><script>alert(2)</script>'\n"
                  "site: { SiteName: '\" /><script>alert(3)</script>', Url: 'java\"script:x' }\n"
                  "figures: { '<script>': '自有表[接待]' }\n";
    f->section = "# </h1><script>x</script>\n\n（一）**<script>**：`= “<script>alert(4)</script>”`\n\n"
                 "[甲](java&#x0A;script:alert(5) \"\\\" onmouseover=\\\"x\")[乙](<javascript&colon;x>)"
                 "[丙](data:text/html;base64,xx)[丁](https://a.cn/\"onclick=x)\n\n"
                 "```\"><script>\n</code></pre><script>\n```\n\n<!-- --><script>x</script>\n";
    f->table = "项目,\"<script>\"\"'\"\n</td><script>,0\n接待,1.5\n";
    fixture_build(f);
    assert_non_null(f->site);
    check_well_formed(f);
    for (size_t i = 0; i < f->site->file_count; i++) {
        assert_no_script(f->site->files[i].bytes);
        assert_lacks(f->site->files[i].bytes, "href=\"java");
        assert_lacks(f->site->files[i].bytes, "href=\"data");
        assert_lacks(f->site->files[i].bytes, "\" onmouseover");
        assert_lacks(f->site->files[i].bytes, "\"onclick");
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_seed),
        TEST(test_twice_the_same),
        TEST(test_every_quoted_cell_leads_back),
        TEST(test_contents_of_the_index),
        TEST(test_a_section_without_headings_is_listed),
        TEST(test_pages_lead_to_each_other),
        TEST(test_contents_beside_the_text),
        TEST(test_contents_beside_many_pages_are_those_near),
        TEST(test_contents_of_the_whole),
        TEST(test_key_figures),
        TEST(test_figures_tell_of_published_cells_alone),
        TEST(test_a_page_without_the_script_has_none),
        TEST(test_downloads_that_are_there),
        TEST(test_a_map_where_the_site_is_known),
        TEST(test_drafts_say_so_on_every_page),
        TEST(test_a_section_alone),
        TEST(test_a_run_in_heading_alone),
        TEST(test_a_table_alone),
        TEST(test_gb18030),
        TEST(test_gbk),
        TEST(test_unknown_encoding),
        TEST(test_a_template_of_ones_own),
        TEST(test_a_fault_in_it_has_its_place),
        TEST(test_a_template_without_text_or_charset),
        TEST(test_hostile_texts_are_inert),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
