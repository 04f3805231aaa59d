// Hostile and odd paragraphs: nothing crashes, hangs or overflows, and what had to give way is said.
#include "paragraph_fixture.h"

static Paragraph *set(Fixture *f, int face, const char *text, Length measure)
{
    Span span = span_of_text(f, face, text);
    ParagraphSpec spec = spec_of(f, &span, measure);

    return paragraph_set(f->arena, f->diag, &spec);
}

static void nothing_gives_no_line(void **data)
{
    Fixture *f = *data;
    ParagraphSpec spec = spec_of(f, NULL, 10 * EM);

    spec.span_count = 0;
    assert_int_equal(paragraph_set(f->arena, f->diag, &spec)->line_count, 0);
    assert_int_equal(set(f, NOTO, "", 10 * EM)->line_count, 0);
    assert_int_equal(paragraph_extent(f->arena, f->diag, &spec).natural, 0);
}

static void blanks_alone_are_an_empty_line(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, NOTO, "  \xE3\x80\x80 \xC2\xA0 ", 10 * EM);

    assert_int_equal(p->line_count, 1);
    assert_int_equal(p->lines[0].piece_count, 0);
    assert_int_equal(p->lines[0].width, 0);
}

static void measures_without_room(void **data)
{
    static const Length measures[] = {0, -EM, 1, EM / 3, INT64_MAX / 1024};
    Fixture *f = *data;

    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        Paragraph *p = set(f, NOTO, "预算“公开”51.8万元，A——B……", measures[i]);

        assert_true(p->line_count > 0);
        if (measures[i] < EM)
            assert_true(p->lines[0].forced & LINE_OVERFULL);
    }
    assert_true(diag_has(f->diag, "line-forced"));
}

static void an_indent_wider_than_the_measure(void **data)
{
    Fixture *f = *data;
    Span span = span_of_text(f, NOTO, "预算公开");
    ParagraphSpec spec = spec_of(f, &span, 3 * EM);

    spec.indent = 4 * EM;
    assert_true(paragraph_set(f->arena, f->diag, &spec)->line_count > 0);
}

static Str repeated(Arena *arena, const char *scrap, size_t n)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < n; i++)
        buf_add_c(&buf, scrap);
    return buf_str(&buf);
}

// A hundred thousand of anything is quick: the work is linear.
static void long_runs(void **data)
{
    static const char *const scraps[] = {"国", "，", "“",  "“‘",  "”",  "——", "1",  "a",
                                         "a ", " ",  "（", "1年", "\n", "a-", "１", "（一）"};
    Fixture *f = *data;

    for (size_t i = 0; i < sizeof scraps / sizeof *scraps; i++) {
        Arena *arena = arena_new();
        Span span = {.text = repeated(arena, scraps[i], 100000 / strlen(scraps[i])),
                     .face = &f->faces[KAI],
                     .size = EM};
        ParagraphSpec spec = spec_of(f, &span, 28 * EM);
        const Paragraph *p = paragraph_set(arena, f->diag, &spec);

        for (size_t k = 0; k < p->line_count; k++)
            assert_true(p->lines[k].width <= 28 * EM);
        assert_true(p->line_count > 0);
        arena_free(arena);
    }
}

static void each_yield_is_said_once(void **data)
{
    Fixture *f = *data;
    size_t n = 0;

    set(f, KAI, "12345678901234567890123456789012345678901234567890", 4 * EM);
    for (size_t i = 0; i < diag_total(f->diag); i++) {
        const Finding *finding = diag_at(f->diag, i);

        n++;
        assert_string_equal(finding->rule, "line-forced");
        assert_int_equal(finding->severity, SEVERITY_WARNING);
        assert_str(finding->place.file, "text.md");
        assert_true(finding->hint.n > 0);
    }
    assert_int_equal(n, 1);
}

static void what_is_given_up_first_is_not_said(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, KAI, "预算公开了吗", 5 * EM);

    assert_int_equal(p->lines[1].forced, LINE_RUNT);
    p = set(f, KAI, "预算数为51.8万元整数吧", 32 * EM / 5);
    assert_int_equal(p->lines[0].forced, LINE_SPLIT_UNIT);
    assert_str(line_text(f->arena, &p->lines[1]), "万元整数吧");
    assert_int_equal(diag_total(f->diag), 0);
}

// Of a line that is a little over a tenth of an em between Han, and of one that is a little under.
static void spread_lines_are_said(void **data)
{
    Fixture *f = *data;

    assert_int_equal(set(f, KAI, "预算公开办法国国国国预算公开abcdefg", 1529 * EM / 100)->lines[0].forced, 0);
    assert_int_equal(diag_total(f->diag), 0);
    assert_int_equal(
        set(f, KAI, "预算公开办法国国国国预算公开预算公开abcdefg", 1972 * EM / 100)->lines[0].forced,
        LINE_SPREAD);
    assert_int_equal(diag_total(f->diag), 1);
}

// In a column as narrow as a table's the same line is left short instead, its number stays with its unit, and
// a long word whole; a line that can be filled is filled there too.
static void in_narrow_measures_lines_are_left_short(void **data)
{
    static const struct {
        const char *text;
        int hundredths; // of an em: the measure
        const char *first;
        Length width; // in hundredths too
        uint32_t forced;
    } cases[] = {
        {"预算公开办法国国国国abcdefg", 1092, "预算公开办法国国国国", 1000, LINE_SHORT},
        {"预算公开办法国国国国abcdefg", 1088, "预算公开办法国国国国", 1088, 0},
        {"预算数为51.8万元整数吧", 640, "预算数", 300, LINE_SHORT},
        {"收款单位的账号为6222020200112233", 1550, "收款单位的账号为", 800, LINE_SHORT},
        {"收款单位的账号为6222020200112233", 1650, NULL, 1650, LINE_SPLIT_WORD},
    };
    Fixture *f = *data;

    f->style.spacing.spread_least = 16000;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Paragraph *p = set(f, KAI, cases[i].text, cases[i].hundredths * EM / 100);

        if (cases[i].first)
            assert_str(line_text(f->arena, &p->lines[0]), cases[i].first);
        assert_true(llabs(p->lines[0].width - cases[i].width * EM / 100) < EM / 100);
        assert_int_equal(p->lines[0].forced & ~(uint32_t)LINE_SPREAD, cases[i].forced);
        assert_int_equal(diag_total(f->diag), cases[i].forced == LINE_SPLIT_WORD);
    }
}

// A line would be torn: the long word after it is broken, after a mark of its own where it has one.
static void a_long_word_yields_before_a_line_is_wide(void **data)
{
    static const struct {
        const char *text, *second;
    } cases[] = {
        {"本部门预算公开网址为https://www.shili.gov.cn/zwgk", "www.shili.gov.cn/zwgk"},
        {"收款单位的账号为62220202001122334455667788", "2334455667788"},
        {"采购项目编号ZFCG2024HUOWU0012GONGKAI", "012GONGKAI"},
    };
    Fixture *f = *data;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Paragraph *p = set(f, KAI, cases[i].text, 16 * EM);

        assert_int_equal(p->lines[0].forced & (LINE_WIDE_SPACE | LINE_RAGGED), 0);
        assert_str(line_text(f->arena, &p->lines[1]), cases[i].second);
    }
}

// What nothing can fill, and what would be torn, stays short.
static void a_line_that_would_be_torn_is_left_short(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, KAI, "车辆和／或设备购置", 4 * EM);

    assert_int_equal(p->lines[0].forced, LINE_RAGGED);
    assert_int_equal(p->lines[0].width, 2 * EM);
    assert_int_equal(diag_total(f->diag), 1);
}

static void a_number_and_its_unit_stay_together(void **data)
{
    static const char *const texts[] = {"设备9台（套）等", "资金300余万元等", "房屋32平方米等"};
    static const char *const units[] = {"9台（套）", "300余万元", "32平方米"};
    Fixture *f = *data;

    // Of every measure that holds the number and its unit, one line holds both; where the line before would
    // be wide, the unit at least.
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (Length measure = 12 * EM; measure < 36 * EM; measure += EM / 2) {
            bool justified = measure >= 18 * EM;
            Span span = span_of_text(f, KAI, texts[i]);
            ParagraphSpec spec = spec_of(f, &span, measure % (3 * EM) + 6 * EM);
            Str unit = str_of(units[i]);
            const Paragraph *p;
            bool whole = false;

            spec.align = justified ? TEXT_JUSTIFY : TEXT_LEFT;
            if (justified)
                unit = str_slice(unit, strspn(units[i], "0123456789"), unit.n);
            p = paragraph_set(f->arena, f->diag, &spec);
            for (size_t k = 0; k < p->line_count; k++)
                whole = whole || str_find(line_text(f->arena, &p->lines[k]), unit, 0) >= 0;
            assert_true(whole);
        }
}

static void a_missing_character_is_said_once_and_left_out(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, FANG, "甲\xF0\x9F\x98\x80乙\xF0\x9F\x98\x80", 10 * EM);
    Span span = span_of_text(f, FANG, "甲\xF0\x9F\x98\x80");
    ParagraphSpec spec = spec_of(f, &span, 10 * EM);

    assert_str(line_text(f->arena, &p->lines[0]), "甲乙");
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "glyph-missing");
    assert_non_null(strstr(str_c(f->arena, diag_at(f->diag, 0)->message), "U+1F600"));
    paragraph_extent(f->arena, f->diag, &spec);
    assert_int_equal(diag_total(f->diag), 1); // measuring says nothing
}

// A combining mark takes its base's font; where that has none of it, it is no box (.notdef) beside the base.
static void a_missing_mark_is_no_box(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, NOTO, "甲\xE2\x89\xA7\xCC\xB8乙", 10 * EM);
    const Line *line = &p->lines[0];

    assert_int_equal(diag_total(f->diag), 1);
    assert_non_null(strstr(str_c(f->arena, diag_at(f->diag, 0)->message), "U+0338"));
    for (size_t i = 0; i < line->piece_count; i++)
        for (size_t g = 0; g < line->pieces[i].glyph_count; g++)
            assert_int_not_equal(line->pieces[i].glyphs[g].id, 0);
}

// Each script once, and never set backwards; what is beside it stays. Others are set where a font has them.
static void scripts_that_run_otherwise_are_refused(void **data)
{
    static const char *const refused[] = {"甲\u0626\u06C7\u064A\u063A乙", "甲\u05E9\u05DC\u05D5\u05DD乙",
                                          "甲\u182E\u1823\u1829乙", "甲\u0639\u0631\u0628乙"};
    Fixture *f = *data;

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const Paragraph *p = set(f, NOTO, refused[i], 20 * EM);

        assert_int_equal(diag_total(f->diag), 1);
        assert_string_equal(diag_at(f->diag, 0)->rule, "script-unsupported");
        assert_str(line_text(f->arena, &p->lines[0]), "甲乙");
        diag_truncate(f->diag, 0);
    }
    set(f, NOTO, "ā ǎ ü Москва Αθ", 20 * EM);
    assert_int_equal(diag_total(f->diag), 0);
}

static void controls_show_nothing(void **data)
{
    Fixture *f = *data;
    Paragraph *p = set(f, NOTO, "甲\xE2\x80\x8D乙\xEF\xBB\xBF丙\x01", 10 * EM);

    assert_int_equal(p->lines[0].width, 3 * EM);
    assert_int_equal(diag_total(f->diag), 0);
}

// Spans of different looks: pieces keep their span, size and font; a quarter em stands between Han of one and
// letters of another.
static void spans(void **data)
{
    Fixture *f = *data;
    Span list[] = {
        {.text = STR("预算"), .face = &f->faces[NOTO], .western = &f->faces[KAI], .size = EM, .mark = 1},
        {.text = STR("PDF"), .face = &f->faces[NOTO], .western = &f->faces[KAI], .size = EM, .mark = 2},
        {.text = STR("。"), .face = &f->faces[FANG], .size = 2 * EM, .bold = true},
    };
    ParagraphSpec spec = spec_of(f, list, 20 * EM);
    const Line *line;

    spec.span_count = 3;
    line = &paragraph_set(f->arena, f->diag, &spec)->lines[0];
    assert_int_equal(line->piece_count, 3);
    assert_int_equal(line->pieces[1].span, 1);
    assert_str(font_info(line->pieces[1].font)->family, "LXGW WenKai");
    assert_int_equal(milli(line->pieces[1].x), 2250);
    assert_int_equal(line->pieces[2].size, 2 * EM);
    assert_int_equal(milli(line->width), 2250 + 1928 + 1000); // half of the mark's own em
}

static void quotes_pair_over_spans(void **data)
{
    Fixture *f = *data;
    Span list[] = {
        {.text = STR("是“"), .face = &f->faces[NOTO], .size = EM},
        {.text = STR("A"), .face = &f->faces[NOTO], .size = EM, .bold = true},
        {.text = STR("” or"), .face = &f->faces[NOTO], .size = EM},
    };
    ParagraphSpec spec = spec_of(f, list, 20 * EM);
    const Line *line;

    spec.span_count = 3;
    line = &paragraph_set(f->arena, f->diag, &spec)->lines[0];
    assert_str(line_text(f->arena, line), "是“A”or");                // the blank beside a Chinese ” goes
    assert_int_equal(milli(line->pieces[2].glyphs[0].advance), 500); // its half
}

static void tabular_figures_have_one_width(void **data)
{
    Fixture *f = *data;
    Span span = span_of_text(f, NOTO, "1114");
    ParagraphSpec spec = spec_of(f, &span, 20 * EM);
    const LinePiece *piece;

    span.tabular = true;
    piece = paragraph_set(f->arena, f->diag, &spec)->lines[0].pieces;
    // Noto Serif CJK has none of its own: its 1, the same everywhere, stands in a wider digit's box.
    assert_int_equal(milli(piece->width), 4 * 562);
    assert_int_equal(milli(piece->glyphs[2].x - piece->glyphs[1].x), 562);
    assert_int_equal(milli(piece->glyphs[0].x), 46);
}

static void extents(void **data)
{
    Fixture *f = *data;
    Span span = span_of_text(f, KAI, "预算51.8万元，其中\n（一）甲");
    ParagraphSpec spec = spec_of(f, &span, 20 * EM);
    Extent extent = paragraph_extent(f->arena, f->diag, &spec);

    assert_int_equal(milli(extent.least), 2150 + 83 + 2000 + 500); // 51.8万元，
    assert_int_equal(milli(extent.natural), 2000 + 250 + 2150 + 83 + 2000 + 1000 + 2000);
    spec.indent = 2 * EM;
    assert_int_equal(paragraph_extent(f->arena, f->diag, &spec).least - extent.least, 2 * EM);
}

static void indents(void **data)
{
    Fixture *f = *data;
    Span span = span_of_text(f, NOTO, "预算公开预算公开预算公开");
    ParagraphSpec spec = spec_of(f, &span, 6 * EM);
    const Paragraph *p;

    spec.indent = 2 * EM;
    spec.indent_rest = EM;
    p = paragraph_set(f->arena, f->diag, &spec);
    assert_int_equal(p->line_count, 3);
    assert_int_equal(milli(p->lines[0].x), 2000);
    assert_int_equal(milli(p->lines[0].width), 4000);
    assert_int_equal(milli(p->lines[1].x), 1000);
    assert_int_equal(milli(p->lines[1].width), 5000);
    assert_true(p->lines[2].ends_paragraph);
    assert_false(p->lines[1].ends_paragraph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_gives_no_line, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(blanks_alone_are_an_empty_line, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(measures_without_room, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(an_indent_wider_than_the_measure, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(long_runs, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(each_yield_is_said_once, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(what_is_given_up_first_is_not_said, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(spread_lines_are_said, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(in_narrow_measures_lines_are_left_short, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_long_word_yields_before_a_line_is_wide, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_line_that_would_be_torn_is_left_short, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_number_and_its_unit_stay_together, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_missing_mark_is_no_box, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_missing_character_is_said_once_and_left_out, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(scripts_that_run_otherwise_are_refused, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(controls_show_nothing, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(spans, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(quotes_pair_over_spans, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(tabular_figures_have_one_width, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(extents, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(indents, fixture_open, fixture_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
