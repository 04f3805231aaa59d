// Past libharu's own limits (32,767 items an array, 4,095 entries a dictionary), and labels of every kind.
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sample.h"

static const PdfOptions options = {{"Gongkai test", 12}};

// Writes the pages and returns what a command says of the file, whose name stands for %s.
static Str written(Sample *s, const Pages *pages, const char *command)
{
    char path[] = "/tmp/gongkai-limits-XXXXXX";
    int fd = mkstemp(path);
    Str bytes = pdf_write(s->arena, s->diag, pages, options);
    assert_non_null(bytes.at);
    assert_true(fd >= 0 && write(fd, bytes.at, bytes.n) == (ssize_t)bytes.n);
    close(fd);
    Str name = str_of(path), line = str_of(command);
    ptrdiff_t at = str_find(line, STR("%s"), 0);
    assert_true(at >= 0);
    FILE *pipe = popen(
        str_c(s->arena, str_print(s->arena, "%.*s%.*s%s", (int)at, command, STR_ARG(name), command + at + 2)),
        "r");
    StrBuf out = {.arena = s->arena};
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buf_add(&out, (Str){chunk, n});
    int status = pclose(pipe);
    unlink(path);
    if (status != 0)
        fail_msg("%s: %.*s", command, (int)out.n, out.at);
    return buf_str(&out);
}

static size_t count(Str bytes, Str part)
{
    size_t n = 0;
    for (ptrdiff_t at = str_find(bytes, part, 0); at >= 0; at = str_find(bytes, part, (size_t)at + part.n))
        n++;
    return n;
}

static void many_of_everything(void **data)
{
    (void)data;
    enum { PARAGRAPHS = 40000, ON_A_PAGE = 1000, LINKS = 50 };
    Sample s;
    sample_open(&s);
    VEC(Destination) destinations = {0};
    VEC(OutlineEntry) outline = {0};
    for (int i = 0; i < PARAGRAPHS; i++) {
        uint32_t element = sample_element(&s, (Element){.kind = ELEMENT_P});
        sample_run(&s, SAMPLE_SERIF, false, 10, length_pt(80), length_pt(10 + i % 800), element, "段");
        Str id = str_print(s.arena, "p-%06d", i);
        *vec_push(s.arena, &destinations) =
            (Destination){id, (uint32_t)(i / ON_A_PAGE), length_pt(80), length_pt(10), element};
        *vec_push(s.arena, &outline) = (OutlineEntry){id, i % 30, id};
        if (i % ON_A_PAGE < ON_A_PAGE - 1)
            continue;
        Page *page = sample_page(&s, "");
        page->link_count = LINKS;
        page->links = ARENA_ARRAY(s.arena, LinkArea, LINKS);
        for (size_t l = 0; l < LINKS; l++)
            page->links[l] = (LinkArea){0, 0, LENGTH_PT, LENGTH_PT, element, id, {0}, id};
    }
    Pages pages = sample_pages(&s);
    pages.destinations = destinations.at;
    pages.destination_count = destinations.n;
    pages.outline = outline.at;
    pages.outline_count = outline.n;
    Str checked = written(&s, &pages, "qpdf --check %s 2>&1");
    assert_true(str_find(checked, STR("No syntax or stream encoding errors"), 0) >= 0);
    assert_int_equal(diag_total(s.diag), 0);
    // Every paragraph is an element, and every name is there: none was lost on the way.
    Str objects = written(&s, &pages, "qpdf --qdf --object-streams=disable %s -");
    assert_int_equal(count(objects, STR("  /S /P\n")), PARAGRAPHS);
    enum { LEAVES = PARAGRAPHS / 64 }; // which name their first and last besides
    assert_int_equal(count(objects, STR("    (p-")), PARAGRAPHS + 2 * LEAVES);
    sample_close(&s);
}

static void labels_follow_what_is_printed(void **data)
{
    (void)data;
    static const char *const labels[] = {"",  "i", "ii",   "iii", "iv", "1", "2",
                                         "3", "5", "附一", "A-1", "ix", "x", "007"};
    enum { COUNT = sizeof labels / sizeof labels[0] };
    Sample s;
    sample_open(&s);
    for (size_t i = 0; i < COUNT; i++) {
        sample_run(&s, SAMPLE_SERIF, false, 10, length_pt(80), length_pt(80), 0, "页");
        sample_page(&s, labels[i]);
    }
    Pages pages = sample_pages(&s);
    Str ranges = written(&s, &pages,
                         "qpdf --json --json-key=pagelabels %s | tr -d ' \\n' | sed 's/.*\"pagelabels\"://'");
    // qpdf adds /St 1 where a range has none.
    assert_str(
        ranges,
        "[{\"index\":0,\"label\":{\"/St\":1}},{\"index\":1,\"label\":{\"/S\":\"/r\",\"/St\":1}},"
        "{\"index\":5,\"label\":{\"/S\":\"/D\",\"/St\":1}},{\"index\":8,\"label\":{\"/S\":\"/D\",\"/St\":5}},"
        "{\"index\":9,\"label\":{\"/P\":\"u:附一\",\"/St\":1}},"
        "{\"index\":10,\"label\":{\"/P\":\"u:A-1\",\"/St\":1}},"
        "{\"index\":11,\"label\":{\"/S\":\"/r\",\"/St\":9}},"
        "{\"index\":13,\"label\":{\"/P\":\"u:007\",\"/St\":1}}]}");
    sample_close(&s);
}

static void blank_page_is_a_page(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    sample_page(&s, "");
    s.elements.n = 0;
    Pages pages = sample_pages(&s);
    pages.title = pages.author = (Str){0};
    pages.time = 0;
    Str checked = written(&s, &pages, "qpdf --check %s 2>&1");
    assert_true(str_find(checked, STR("No syntax or stream encoding errors"), 0) >= 0);
    Str info = written(&s, &pages, "pdfinfo %s 2>&1");
    assert_true(str_find(info, STR("Pages:           1"), 0) >= 0);
    assert_true(str_find(info, STR("CreationDate"), 0) < 0);
    sample_close(&s);
}

// Content that goes over a page's end: one element, marked on both pages.
static void element_spans_pages(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    uint32_t p = sample_element(&s, (Element){.kind = ELEMENT_P});
    sample_run(&s, SAMPLE_SERIF, false, 10, length_pt(80), length_pt(80), p, "上半");
    sample_page(&s, "1");
    sample_run(&s, SAMPLE_SERIF, false, 10, length_pt(80), length_pt(80), p, "下半");
    sample_page(&s, "2");
    Pages pages = sample_pages(&s);
    Str tree = written(&s, &pages, "pdfinfo -struct-text %s 2>&1");
    assert_str(tree, "Document\n  P (block)\n    \"上半\"\n    \"下半\"\n");
    sample_close(&s);
}

// Justified lines: glyphs stand where layout put them, to a thousandth of an em, and the error never adds up.
static void glyphs_stand_where_they_were_put(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    uint32_t p = sample_element(&s, (Element){.kind = ELEMENT_P});
    sample_run(&s, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(80), p, "一二三四五六七八九十百千");
    Glyph *glyphs = (Glyph *)s.items.at[0].run.glyphs;
    for (size_t i = 0; i < 12; i++)
        glyphs[i].x += (Length)i * (LENGTH_PT / 3); // a third of a point each
    glyphs[5].y = -length_pt(4);                    // one is raised
    sample_page(&s, "1");
    Pages pages = sample_pages(&s);
    Str places =
        written(&s, &pages,
                "mutool draw -q -F stext -o - %s 2>/dev/null | sed -n 's/.*<char quad=.* x=\"\\([^\"]*\\)\" "
                "y=\"\\([^\"]*\\)\".*/\\1 \\2/p'");
    const char *at = str_c(s.arena, places);
    for (size_t i = 0; i < 12; i++) {
        double x, y;
        int used = 0;
        assert_int_equal(sscanf(at, "%lf %lf%n", &x, &y, &used), 2);
        at += used;
        double wanted_x = 80 + (double)i * (16 + 1.0 / 3), wanted_y = i == 5 ? 76 : 80;
        assert_true(x > wanted_x - 0.02 && x < wanted_x + 0.02);
        assert_true(y > wanted_y - 0.02 && y < wanted_y + 0.02);
    }
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_of_everything),
        cmocka_unit_test(labels_follow_what_is_printed),
        cmocka_unit_test(blank_page_is_a_page),
        cmocka_unit_test(element_spans_pages),
        cmocka_unit_test(glyphs_stand_where_they_were_put),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
