// What holds of every paragraph: random text from a fixed seed, and every pair of marks at every place of a
// line.
#include "paragraph_fixture.h"

#include "random.h"
#include <unictype.h>
#include <unilbrk.h>

#include <stdio.h>

static const char *const scraps[] = {
    "国",
    "家",
    "预",
    "算",
    "部门",
    "的",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "‘",
    "’",
    "〔",
    "〕",
    "·",
    "——",
    "……",
    "～",
    "—",
    "％",
    "℃",
    "￥",
    "／",
    " ",
    "  ",
    "\xE3\x80\x80",
    "\n",
    "1",
    "51.8",
    "2023",
    "万元",
    "年",
    "12月31日",
    "%",
    "-0.05",
    "（一）",
    "1.",
    "①",
    "A",
    "well-known",
    "document",
    "https://www.gov.cn/a/b",
    "(",
    ")",
    ",",
    ".",
    "!",
    "/",
    "\xC2\xA0",
    "it’s",
    "𠮷",
    "１２",
    "Ａ",
    "e\xCC\x81",
    "\xE2\x80\x8B",
    "葛\xF3\xA0\x84\x80",
    "é",
    "§",
    "¥",
    "+",
    "\t",
};

static Str random_text(Arena *arena, Random *r)
{
    StrBuf buf = {.arena = arena};
    uint32_t n = random_below(r, 60);

    for (uint32_t i = 0; i < n; i++) {
        if (random_below(r, 3) == 0)
            buf_add_c(&buf, scraps[random_below(r, sizeof scraps / sizeof *scraps)]);
        else
            buf_add_c(&buf, scraps[random_below(r, 6)]);
    }
    return buf_str(&buf);
}

// Text without what may go: blanks.
static Str without_blanks(Arena *arena, Str text)
{
    StrBuf buf = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (!char_is_blank(code))
            buf_add_code(&buf, code);
    }
    return buf_str(&buf);
}

static Str joined(Arena *arena, const Paragraph *paragraph)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < paragraph->line_count; i++)
        buf_add(&buf, line_text(arena, &paragraph->lines[i]));
    return buf_str(&buf);
}

static void check_glyphs(const Line *line, Length measure)
{
    Length before = -EM;

    for (size_t i = 0; i < line->piece_count; i++) {
        const LinePiece *piece = &line->pieces[i];

        for (size_t g = 0; g < piece->glyph_count; g++) {
            Length x = piece->x + piece->glyphs[g].x;

            assert_true(piece->glyphs[g].text < piece->text.n);
            assert_true(x + EM > before); // an opening mark steps back half an em at most
            assert_true(x >= line->x - EM / 2);
            before = x;
            if (!(line->forced & LINE_OVERFULL))
                assert_true(x + piece->glyphs[g].advance <= measure);
        }
    }
}

static void check_line(const ParagraphSpec *spec, const Line *line, bool first)
{
    Length indent = first ? spec->indent : spec->indent_rest;

    if (!(line->forced & LINE_OVERFULL)) {
        assert_true(line->x >= indent);
        assert_true(line->x + line->width <= spec->measure);
        // What can be filled is filled exactly.
        if (spec->align == TEXT_JUSTIFY && !spec->balanced && !line->ends_paragraph &&
            !(line->forced & (LINE_SHORT | LINE_WIDE_SPACE | LINE_RAGGED)))
            assert_int_equal(line->x + line->width, spec->measure);
    }
    check_glyphs(line, spec->measure);
}

// Two numbers with a blank between them, where a line may break.
static bool has_parted_numbers(Str text)
{
    bool digit = false, blank = false;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (char_is_blank(code)) {
            blank = true;
        } else {
            if (digit && blank && code >= '0' && code <= '9')
                return true;
            digit = code >= '0' && code <= '9';
            blank = false;
        }
    }
    return false;
}

// What CLREQ 3.1.4 and 3.1.5 forbid between two lines.
static void check_break(Arena *arena, Str source, const Line *line, const Line *next)
{
    Str left = line_text(arena, line), right = line_text(arena, next);
    size_t end = left.n, start = 0;
    uint32_t last, first;

    if (left.n == 0 || right.n == 0 || line->ends_paragraph)
        return;
    last = utf8_previous(left, &end);
    first = utf8_next(right, &start);
    if (!(line->forced & (LINE_KINSOKU | LINE_SPLIT_WORD))) {
        assert_false(char_is_in(first, "，。、；：？！）》〉〕～…％℃·"));
        assert_false(char_is_in(last, "（《〈〔￥／"));
    }
    if (!(line->forced & LINE_SPLIT_WORD) && !has_parted_numbers(source))
        assert_false(last >= '0' && last <= '9' &&
                     ((first >= '0' && first <= '9') || first == '%' || first == '.'));
    if (!(line->forced & LINE_SPLIT_UNIT))
        assert_false(last >= '0' && last <= '9' && char_is_in(first, "万亿元年月日号个人次"));
}

static void check_paragraph(Fixture *f, Arena *arena, const ParagraphSpec *spec)
{
    const Paragraph *paragraph = paragraph_set(arena, f->diag, spec);
    Extent extent = paragraph_extent(arena, f->diag, spec);
    Str source = without_blanks(arena, spec->spans[0].text),
        set = without_blanks(arena, joined(arena, paragraph));
    uint32_t forced = 0;

    if (!str_equal(source, set))
        print_error("source %.*s\nset    %.*s\n", STR_ARG(source), STR_ARG(set));
    assert_true(str_equal(source, set));
    for (size_t i = 0; i < paragraph->line_count; i++) {
        check_line(spec, &paragraph->lines[i], i == 0);
        if (i + 1 < paragraph->line_count)
            check_break(arena, spec->spans[0].text, &paragraph->lines[i], &paragraph->lines[i + 1]);
        forced |= paragraph->lines[i].forced;
    }
    assert_true(extent.least <= extent.natural);
    // A measure that holds the widest piece never parts one.
    if (extent.least <= spec->measure)
        assert_int_equal(forced & ~(uint32_t)(LINE_KINSOKU - 1), 0);
}

static void random_paragraphs(void **data)
{
    Fixture *f = *data;
    Random r = {20230210};

    for (int i = 0; i < 1500; i++) {
        Arena *arena = arena_new();
        Span span = {.text = random_text(arena, &r), .face = &f->faces[random_below(&r, FACES)], .size = EM};
        ParagraphSpec spec = spec_of(f, &span, (Length)(random_below(&r, 160) + 4) * EM / 4);

        // FandolFang lacks characters of plane 2 and marks of the scraps; the style's fallback has them.
        spec.align = (TextAlign)random_below(&r, 4);
        spec.balanced = random_below(&r, 8) == 0;
        if (random_below(&r, 2) && spec.measure > 6 * EM)
            spec.indent = 2 * EM;
        check_paragraph(f, arena, &spec);
        arena_free(arena);
    }
}

// Every pair of marks at every place of lines from 8 to 40 em wide, a part of them.
static void pairs_of_marks(void **data)
{
    static const char *const marks[] = {"，", "。", "、", "；", "：", "？", "！", "（",
                                        "）", "《", "》", "“",  "”",  "‘",  "’",  "〔",
                                        "〕", "·",  "～", "——", "……", "％", "℃",  "￥"};
    const size_t n = sizeof marks / sizeof *marks;
    Fixture *f = *data;
    Random r = {1};

    for (size_t i = 0; i < n * n; i++) {
        Arena *arena = arena_new();
        StrBuf text = {.arena = arena};
        Span span;
        ParagraphSpec spec;
        uint32_t before = random_below(&r, 40);

        for (uint32_t k = 0; k < before; k++)
            buf_add_c(&text, "国");
        buf_print(&text, "%s%s", marks[i / n], marks[i % n]);
        for (int k = 0; k < 45; k++)
            buf_add_c(&text, "家");
        span = (Span){.text = buf_str(&text), .face = &f->faces[i % 2 ? NOTO : FANG], .size = EM};
        for (int k = 0; k < 4; k++) {
            spec = spec_of(f, &span, (Length)(32 + random_below(&r, 129)) * EM / 4);
            check_paragraph(f, arena, &spec);
        }
        arena_free(arena);
    }
}

// Every line of a document of mixed text, addresses and long numbers, at every measure.
static void a_document(void **data)
{
    static const char *const files[] = {"1-职能职责.md", "2-收支情况.md", "3-名词解释.md"};
    Fixture *f = *data;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Str path = str_print(f->arena, "%s/tests/projects/typesetting/sections/%s", DATA_DIR, files[i]);
        FILE *file = fopen(str_c(f->arena, path), "r");
        char text[8192];

        assert_non_null(file);
        while (fgets(text, sizeof text, file)) {
            Span span = {.text = str_trim(str_of(text)), .face = &f->faces[i], .size = EM};

            for (int em = 8; em <= 40; em++) {
                Arena *arena = arena_new();
                ParagraphSpec spec = spec_of(f, &span, em * EM);

                spec.indent = 2 * EM;
                check_paragraph(f, arena, &spec);
                arena_free(arena);
            }
        }
        fclose(file);
    }
}

// Two marks that stand together take 1.5 em (CLREQ 3.1.6.2), whichever they are.
static void pairs_take_an_em_and_a_half(void **data)
{
    static const char *const opens[] = {"（", "《", "“", "〔"}, *const closes[] = {"）", "》", "”",
                                                                                   "，", "。", "："};
    Fixture *f = *data;

    for (size_t i = 0; i < 10; i++)
        for (size_t k = 0; k < 10; k++) {
            StrBuf text = {.arena = f->arena};
            const char *a = i < 4 ? opens[i] : closes[i - 4], *b = k < 4 ? opens[k] : closes[k - 4];
            Span span;
            ParagraphSpec spec;
            Length natural;

            buf_print(&text, "国%s%s家", a, b);
            span = (Span){.text = buf_str(&text), .face = &f->faces[NOTO], .size = EM};
            spec = spec_of(f, &span, 20 * EM);
            natural = paragraph_extent(f->arena, f->diag, &spec).natural;
            // Between an opening and a closing mark there is no blank to take.
            assert_int_equal(natural - 2 * EM, i < 4 && k >= 4 ? 2 * EM : EM * 3 / 2);
        }
}

// The same input gives the same lines, and a paragraph knows nothing of the one before.
static void repeatable(void **data)
{
    Fixture *f = *data;
    Span span = span_of_text(f, NOTO, "2023年年初预算数51.8万元，其中：“三公”经费（公务接待费）0万元。");
    ParagraphSpec spec = spec_of(f, &span, 9 * EM);
    const Paragraph *a = paragraph_set(f->arena, f->diag, &spec),
                    *b = paragraph_set(f->arena, f->diag, &spec);

    assert_int_equal(a->line_count, b->line_count);
    for (size_t i = 0; i < a->line_count; i++)
        assert_true(
            str_equal(line_positions(f->arena, &a->lines[i]), line_positions(f->arena, &b->lines[i])));
}

static int with_fallback(void **data)
{
    int result = fixture_open(data);
    Fixture *f = *data;

    f->style.fallback = &f->faces[NOTO];
    fontset_free(f->fonts);
    f->fonts = NULL;
    if (result == 0) {
        static const char *const folders[] = {"/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype",
                                              DATA_DIR "/fonts/fetched"};

        f->fonts = fontset_open(f->diag, &f->style, (FontOptions){.folders = folders, .folder_count = 3});
    }
    return f->fonts ? 0 : -1;
}

// ---- keys

static Str key_of(Fixture *f, const ParagraphSpec *spec)
{
    StrBuf key = {.arena = f->arena};

    paragraph_key(&key, spec);
    return buf_str(&key);
}

// Whatever decides how a paragraph is set is in its key, and nothing else.
static void test_key(void **data)
{
    Fixture *f = *data;
    const Span plain = span_of_text(f, NOTO, "甲乙，2023年");
    Span spans[6] = {plain, plain, plain, plain, plain, plain}, shown = plain;
    const Span halves[] = {span_of_text(f, NOTO, "甲乙，"), span_of_text(f, NOTO, "2023年")};
    const ParagraphSpec base = spec_of(f, &plain, 10 * EM);
    ParagraphSpec specs[13];
    Str key = key_of(f, &base);

    spans[0].text = STR("甲乙，2024年");
    spans[1].face = &f->faces[KAI];
    spans[2].western = &f->faces[KAI];
    spans[3].bold = true;
    spans[4].tabular = true;
    spans[5].size = EM / 2;
    for (size_t i = 0; i < 13; i++)
        specs[i] = i < 6 ? spec_of(f, &spans[i], 10 * EM) : base;
    specs[6].measure = 11 * EM;
    specs[7].indent = EM;
    specs[8].indent_rest = EM;
    specs[9].align = TEXT_RIGHT;
    specs[10].balanced = true;
    specs[12].verbatim = true;
    specs[11].spans = halves;
    specs[11].span_count = 2;
    for (size_t i = 0; i < 13; i++) {
        assert_false(str_equal(key_of(f, &specs[i]), key));
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(key_of(f, &specs[i]), key_of(f, &specs[k])));
    }
    shown.colour = 0xFF0000;
    shown.mark = 3;
    specs[0] = spec_of(f, &shown, 10 * EM);
    specs[0].place.line = 7;
    assert_true(str_equal(key_of(f, &specs[0]), key));
    // Another document's names decide titles and what is not justified.
    Words other = *base.words;
    other.digest++;
    for (size_t i = 0; i < 13; i++) {
        ParagraphSpec same = specs[i];
        bool knows = specs[i].balanced || specs[i].align != TEXT_JUSTIFY;
        same.words = &other;
        assert_int_equal(str_equal(key_of(f, &same), key_of(f, &specs[i])), !knows);
    }
}

// Two documents whose own words do not stand in a title have one key of it, and titles of one key have the
// same lines, however their words are parted.
static void test_key_of_own_words(void **data)
{
    static const Str names[][2] = {{{"石峰区委", 12}, {"区委员", 9}}, {{"云溪区委", 12}, {"年度单", 9}}};
    static const char *const titles[] = {"部门收支总表及其说明",     "石峰区委员会办公室",
                                         "石峰 区委员会办公室",      "二〇二三年度单位预算公开",
                                         "中共云溪区\n委员会办公室", "石峰（区）委员会办公室"};
    Fixture *f = *data;
    size_t same = 0, other = 0;

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        for (Length measure = 4 * EM; measure < 9 * EM; measure += EM) {
            const Paragraph *set[2];
            Str keys[2];
            Span span = span_of_text(f, NOTO, titles[i]);
            bool lines = true;

            for (size_t k = 0; k < 2; k++) {
                ParagraphSpec spec = spec_of(f, &span, measure);
                spec.balanced = true;
                spec.words = words_with_titles(f->arena, spec.words, names[k], 2);
                keys[k] = key_of(f, &spec);
                set[k] = paragraph_set(f->arena, f->diag, &spec);
            }
            lines = set[0]->line_count == set[1]->line_count;
            for (size_t k = 0; lines && k < set[0]->line_count; k++)
                lines = set[0]->lines[k].width == set[1]->lines[k].width;
            assert_true(lines || !str_equal(keys[0], keys[1]));
            same += str_equal(keys[0], keys[1]);
            other += !lines;
        }
    assert_true(same > 0 && other > 0);
}

// Of every character that Unicode lets no line begin with after an ideograph (classes CL, CP, EX, IS, NS, CJ,
// IN, PO, SY), and of CLREQ 3.1.4's list, that the fonts have.
static void what_begins_no_line(void **data)
{
    static const uint32_t listed[] = {0x203C, 0x2047, 0x2048, 0x2049, 0x3005, 0x3003, 0x303B,
                                      0x2025, 0xB0,   0x2032, 0x2033, 0xA2,   0x30FC, 0x3041};
    Fixture *f = *data;
    size_t tried = 0;

    for (uint32_t code = 0x21; code < 0x10000; code++) {
        const uint32_t pair[] = {0x56FD, code};
        bool must = false;
        char breaks[2], text[64] = "国国国国国国", *end;
        Arena *arena = arena_new();
        Span span;
        ParagraphSpec spec;
        const Paragraph *p;

        for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
            must |= code == listed[i];
        u32_possible_linebreaks(pair, 2, "UTF-8", breaks);
        if (!must &&
            (breaks[1] != UC_BREAK_PROHIBITED || !uc_is_graph(code) ||
             uc_is_general_category_withtable(code, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_Cf |
                                                        UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi))) {
            arena_free(arena);
            continue;
        }
        end = text + strlen(text);
        end += utf8_encode(code, end);
        strcpy(end, "国国国国国国国");
        span = span_of_text(f, NOTO, text);
        spec = spec_of(f, &span, 6 * EM);
        p = paragraph_set(arena, f->diag, &spec);
        if (diag_failed(f->diag)) { // no font has it
            diag_truncate(f->diag, 0);
            arena_free(arena);
            continue;
        }
        diag_truncate(f->diag, 0);
        tried++;
        for (size_t i = 1; i < p->line_count; i++) {
            Str line = line_text(arena, &p->lines[i]);
            size_t at = 0;
            uint32_t first = utf8_next(line, &at);

            if (first == code)
                print_error("U+%04X begins a line\n", (unsigned)code);
            assert_int_not_equal(first, code);
        }
        arena_free(arena);
    }
    assert_true(tried > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_key, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(test_key_of_own_words, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(random_paragraphs, with_fallback, fixture_close),
        cmocka_unit_test_setup_teardown(pairs_of_marks, with_fallback, fixture_close),
        cmocka_unit_test_setup_teardown(a_document, with_fallback, fixture_close),
        cmocka_unit_test_setup_teardown(pairs_take_an_em_and_a_half, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(what_begins_no_line, with_fallback, fixture_close),
        cmocka_unit_test_setup_teardown(repeatable, fixture_open, fixture_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
