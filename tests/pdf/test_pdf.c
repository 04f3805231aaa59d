// Pages made by hand, written and read back with qpdf, poppler and mupdf.
#include "own_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sample.h"

static const PdfOptions options = {{"Gongkai test", 12}};

typedef struct State {
    Sample sample;
    char folder[OWN_FOLDER];
    uint32_t heading, paragraph, link, cell;
} State;

static Str run(State *s, const char *command)
{
    char *line = str_c(s->sample.arena, str_print(s->sample.arena, "cd %s && %s", s->folder, command));
    FILE *pipe = popen(line, "r");
    StrBuf out = {.arena = s->sample.arena};
    char chunk[4096];
    assert_non_null(pipe);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buf_add(&out, (Str){chunk, n});
    int status = pclose(pipe);
    if (status != 0)
        fail_msg("%s: status %d: %.*s", command, status, (int)out.n, out.at);
    return buf_str(&out);
}

static void save(State *s, Str bytes)
{
    own_folder_put(s->folder, "a.pdf", bytes);
}

static void assert_holds(Str text, const char *part)
{
    if (str_find(text, str_of(part), 0) < 0)
        fail_msg("no “%s” in:\n%.*s", part, STR_ARG(text));
}

static void first_pages(State *s)
{
    Sample *d = &s->sample;
    sample_run(d, SAMPLE_SERIF, true, 22, length_pt(100), length_pt(200), s->heading, "2023年部门预算公开");
    sample_page(d, "");
    sample_run(d, SAMPLE_FANG, false, 16, length_pt(80), length_pt(120), s->paragraph,
               "预算数51.8万元，比上年增加。");
    sample_run(d, SAMPLE_KAI, false, 16, length_pt(80), length_pt(150), s->paragraph,
               "（一）霞鹜文楷，TrueType轮廓");
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(180), s->paragraph,
               "𠮷𫖯𬭊“三公”经费——");
    sample_run(d, SAMPLE_FANG, true, 16, length_pt(80), length_pt(210), s->paragraph, "仿宋没有粗体");
    sample_run(d, SAMPLE_SERIF, false, 12, length_pt(80), length_pt(240), s->link, "部门收支总表");
    d->items.at[d->items.n - 1].run.colour = 0x1f4e9e;
    sample_rule(d, length_pt(80), length_pt(250), length_pt(300), LENGTH_PT / 2, 0xc00000);
    sample_run(d, SAMPLE_SERIF, false, 14, length_pt(280), length_pt(780), ELEMENT_ARTIFACT, "— 1 —");
    Page *page = sample_page(d, "1");
    page->links = ARENA_ARRAY(d->arena, LinkArea, 2);
    page->link_count = 2;
    page->links[0] = (LinkArea){length_pt(80), length_pt(228),   length_pt(72), length_pt(14),
                                s->link,       STR("table-(1)"), {0},           STR("到部门收支总表")};
    page->links[1] = (LinkArea){length_pt(80),
                                length_pt(140),
                                length_pt(72),
                                length_pt(14),
                                s->link,
                                {0},
                                STR("https://www.example.gov.cn/公开"),
                                STR("网站")};
}

static Pages sample_document(State *s)
{
    Sample *d = &s->sample;
    s->heading = sample_element(d, (Element){.kind = ELEMENT_H, .level = 1});
    s->paragraph = sample_element(d, (Element){.kind = ELEMENT_P});
    s->link = sample_element(d, (Element){.kind = ELEMENT_LINK, .parent = s->paragraph});
    uint32_t table = sample_element(d, (Element){.kind = ELEMENT_TABLE});
    uint32_t row = sample_element(d, (Element){.kind = ELEMENT_TR, .parent = table});
    s->cell = sample_element(d, (Element){.kind = ELEMENT_TH, .parent = row, .scope = 1, .column_span = 2});
    sample_element(d, (Element){.kind = ELEMENT_TD, .parent = row}); // empty
    uint32_t cell = sample_element(d, (Element){.kind = ELEMENT_TD, .parent = row, .headers_count = 1});
    first_pages(s);
    sample_run(d, SAMPLE_SERIF, false, 12, length_pt(90), length_pt(60), s->cell, "部门收支总表");
    sample_run(d, SAMPLE_SERIF, false, 12, length_pt(90), length_pt(90), cell, "合计12,345.67");
    sample_rule(d, length_pt(90), length_pt(64), length_pt(600), LENGTH_PT, 0);
    sample_run(d, SAMPLE_SERIF, false, 14, length_pt(500), length_pt(780), ELEMENT_ARTIFACT, "— 2 —");
    Page *page = sample_page(d, "2");
    page->rotate = 90;
    page->turned = true;
    page->upright_first = page->item_count - 1;
    Pages pages = sample_pages(d);
    pages.headers = ARENA_ARRAY(d->arena, uint32_t, 1);
    pages.headers[0] = s->cell;
    pages.header_count = 1;
    pages.destination_count = 2;
    pages.destinations = ARENA_ARRAY(d->arena, Destination, 2);
    pages.destinations[0] = (Destination){STR("section-1"), 0, length_pt(100), length_pt(180), s->heading};
    pages.destinations[1] = (Destination){STR("table-(1)"), 2, length_pt(90), length_pt(48), table};
    pages.outline_count = 3;
    pages.outline = ARENA_ARRAY(d->arena, OutlineEntry, 3);
    pages.outline[0] = (OutlineEntry){STR("一、概况𠮷"), 0, STR("section-1")};
    pages.outline[1] = (OutlineEntry){STR("部门收支总表"), 1, STR("table-(1)")};
    pages.outline[2] = (OutlineEntry){STR("nowhere"), 0, STR("absent")};
    return pages;
}

static int setup(void **data)
{
    State *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    own_folder_make(s->folder);
    sample_open(&s->sample);
    *data = s;
    return 0;
}

static int teardown(void **data)
{
    State *s = *data;
    own_folder_remove(s->folder);
    sample_close(&s->sample);
    free(s);
    return 0;
}

static void write_document(State *s)
{
    Pages pages = sample_document(s);
    Str bytes = pdf_write(s->sample.arena, s->sample.diag, &pages, options);
    assert_non_null(bytes.at);
    assert_int_equal(diag_total(s->sample.diag), 0);
    save(s, bytes);
}

static void file_is_sound(void **data)
{
    State *s = *data;
    write_document(s);
    assert_holds(run(s, "qpdf --check a.pdf 2>&1"), "No syntax or stream encoding errors");
    // Every page is read; what mupdf has to say besides is that it was built without colour management.
    assert_str(
        run(s,
            "mutool draw -F trace a.pdf 2>&1 >/dev/null | grep -v -e '^page a.pdf' -e 'ICC support' || true"),
        "");
    assert_str(run(s, "pdftoppm -r 20 -png a.pdf p 2>&1"), "");
}

static void text_comes_back(void **data)
{
    State *s = *data;
    write_document(s);
    assert_str(
        run(s, "pdftotext -f 2 -l 2 a.pdf - 2>&1"),
        "预算数51.8万元，比上年增加。\n（一）霞鹜文楷，TrueType轮廓\n"
        "𠮷𫖯𬭊“三公”经费——\n仿宋没有粗体\n部门收支总表\n\n—1—\n\n\f");
    assert_str(run(s, "pdftotext -f 3 -l 3 a.pdf - 2>&1 | tr -d '\\f\\n'"), "部门收支总表合计12,345.67—2—");
}

static void fonts_are_embedded_subsets(void **data)
{
    State *s = *data;
    write_document(s);
    // Four fonts, no more: a synthetic bold shares its regular's.
    assert_str(run(s, "pdffonts a.pdf 2>&1 | awk 'NR > 2 { print substr($1, 7, 30), $(NF-4), $(NF-3), "
                      "$(NF-2) }' | sort"),
               "+FandolFang-Regular-Identity-H yes yes yes\n+LXGWWenKai-Regular yes yes yes\n"
               "+NotoSerifCJKsc-Bold-Identity- yes yes yes\n+NotoSerifCJKsc-Regular-Identi yes yes yes\n");
}

static void navigation_leads(void **data)
{
    State *s = *data;
    write_document(s);
    Str dests = run(s, "pdfinfo -dests a.pdf 2>&1");
    assert_holds(dests, "\"section-1\"");
    assert_holds(dests, "   3 [ XYZ   48   90 null      ] \"table-(1)\""); // turned: x is what y was
    assert_holds(run(s, "mutool show a.pdf outline 2>&1"), "一、概况𠮷");
    Str json = run(s, "qpdf --json --json-key=pagelabels --json-key=outlines a.pdf");
    assert_holds(json, "\"/St\": 1");
    assert_holds(json, "\"destpageposfrom1\": 3");
    assert_holds(run(s, "qpdf --qdf --object-streams=disable a.pdf - | strings"),
                 "https://www.example.gov.cn/%E5%85%AC");
    Str info = run(s, "pdfinfo -isodates -f 1 -l 3 a.pdf 2>&1");
    assert_holds(info, "2023年部门预算公开");
    assert_holds(info, "区委网信办");
    assert_holds(info, "Page    3 rot:   90");
    assert_holds(info, "Page    2 size:  595.276 x 841.89");
    assert_holds(info, "Tagged:          yes");
}

static void structure_is_read_back(void **data)
{
    State *s = *data;
    write_document(s);
    Str tree = run(s, "pdfinfo -struct-text a.pdf 2>&1");
    assert_holds(tree,
                 "Document\n  H1 (block)\n    \"2023年部门预算公开\"\n  P (block)\n    \"预算数51.8万元");
    assert_holds(tree, "    Link (inline)\n      \"部门收支总表\"\n      Object ");
    // The empty cell keeps its place among its sisters.
    assert_holds(tree, "    TR\n      TH <e6>:\n         /Scope /Column\n         /ColSpan 2\n        "
                       "\"部门收支总表\"\n      TD\n      TD:\n         /Headers [(e6)]\n");
}

static void turned_page_stands_upright(void **data)
{
    State *s = *data;
    write_document(s);
    // As shown, the content reads from left to right at its own coordinates, and the page number stands at
    // the left on its side.
    Str boxes = run(s, "pdftotext -f 3 -l 3 -bbox a.pdf -");
    assert_holds(
        boxes,
        "<word xMin=\"90.000000\" yMin=\"49.440000\" xMax=\"162.000000\" yMax=\"61.440000\">部门收支总表");
    assert_holds(boxes,
                 "<word xMin=\"60.210000\" yMin=\"517.584000\" xMax=\"74.210000\" yMax=\"525.396000\">2<");
}

static void two_runs_are_the_same(void **data)
{
    State *s = *data;
    Pages pages = sample_document(s);
    Str first = pdf_write(s->sample.arena, s->sample.diag, &pages, options);
    Str second = pdf_write(s->sample.arena, s->sample.diag, &pages, options);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.at, second.at, first.n);
    pages.title = STR("另一个");
    Str other = pdf_write(s->sample.arena, s->sample.diag, &pages, options);
    ptrdiff_t one = str_find(first, STR("/ID ["), 0), two = str_find(other, STR("/ID ["), 0);
    assert_true(one > 0 && two > 0);
    assert_memory_not_equal(first.at + one, other.at + two, 40);
    assert_true(str_find(first, STR("00000000000000000000000000000000"), 0) < 0);
}

static void one_glyph_for_two_characters(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    uint32_t p = sample_element(d, (Element){.kind = ELEMENT_P});
    // ⽅ is a radical whose glyph is 方's; where a font shares one, ActualText tells them apart.
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(120), p, "方法");
    sample_run(d, SAMPLE_SERIF, false, 16, length_pt(80), length_pt(150), p, "方法");
    d->items.at[1].run.text = STR("⽅法");
    sample_page(d, "1");
    Pages pages = sample_pages(d);
    save(s, pdf_write(d->arena, d->diag, &pages, options));
    assert_str(run(s, "pdftotext a.pdf - 2>&1"), "方法\n⽅法\n\n\f");
    Str raw = run(s, "qpdf --qdf --object-streams=disable a.pdf - | strings");
    assert_holds(raw, "/ActualText<feff2f45>");
}

// Codes that miss their glyphs would leave the page blank or draw others: what text extraction cannot see.
static void every_face_draws(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    for (int face = 0; face < SAMPLE_FACES; face++) {
        uint32_t p = sample_element(d, (Element){.kind = ELEMENT_P});
        sample_run(d, face, false, 72, length_pt(80), length_pt(120), p, "一一");
        sample_page(d, "");
        sample_run(d, face, false, 72, length_pt(80), length_pt(120), p, "预算");
        sample_page(d, "");
    }
    Pages pages = sample_pages(d);
    save(s, pdf_write(d->arena, d->diag, &pages, options));
    // Dark bytes of a bitmap: 预算 has far more ink than 一一, in poppler and in mupdf.
    static const char *const tools[] = {"pdftoppm -r 36 -gray -f $i -l $i a.pdf >p.pgm",
                                        "mutool draw -q -r 36 -c gray -F pgm -o p.pgm a.pdf $i 2>/dev/null"};
    for (size_t t = 0; t < 2; t++) {
        const char *loop =
            str_c(d->arena,
                  str_print(d->arena,
                            "for i in 1 2 3 4 5 6; do %s; tail -c +16 p.pgm | tr -d '\\377' | wc -c; done",
                            tools[t]));
        Str ink = run(s, loop);
        int values[6] = {0};
        assert_int_equal(sscanf(str_c(d->arena, ink), "%d %d %d %d %d %d", &values[0], &values[1], &values[2],
                                &values[3], &values[4], &values[5]),
                         6);
        for (size_t i = 0; i < 6; i += 2)
            assert_true(values[i] > 20 && values[i + 1] > 2 * values[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(file_is_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(text_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(fonts_are_embedded_subsets, setup, teardown),
        cmocka_unit_test_setup_teardown(navigation_leads, setup, teardown),
        cmocka_unit_test_setup_teardown(structure_is_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(turned_page_stands_upright, setup, teardown),
        cmocka_unit_test_setup_teardown(two_runs_are_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(one_glyph_for_two_characters, setup, teardown),
        cmocka_unit_test_setup_teardown(every_face_draws, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
