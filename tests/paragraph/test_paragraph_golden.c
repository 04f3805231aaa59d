// Text and measure to lines and glyph positions, each with the clause it comes from. Positions are
// thousandths of an em from the measure's left edge, the line's right edge after the bar. An opening mark's
// glyph has its blank at the left, so that a trimmed one stands half an em before the place where its ink's
// box begins.
#include "paragraph_fixture.h"

typedef struct Case {
    const char *clause;
    int face;
    long measure; // thousandths of an em
    const char *text;
    const char *lines; // parted by '/', positions in brackets where they matter
    TextAlign align;
    bool balanced;
    int indent;
    uint32_t forced; // of any line
} Case;

static const Case cases[] = {
#include "paragraph_cases.h"
};

static void set_case(Fixture *f, const Case *c, StrBuf *lines, uint32_t *forced)
{
    Span span = span_of_text(f, c->face, c->text);
    ParagraphSpec spec = spec_of(f, &span, c->measure * MILLI);
    bool positions = strchr(c->lines, '[') != NULL;
    Paragraph *paragraph;

    spec.align = c->align;
    spec.balanced = c->balanced;
    spec.indent = c->indent * EM;
    paragraph = paragraph_set(f->arena, f->diag, &spec);
    *forced = 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const Line *line = &paragraph->lines[i];

        buf_print(lines, "%s%.*s", i ? "/" : "", STR_ARG(line_text(f->arena, line)));
        if (positions)
            buf_print(lines, "[%.*s]", STR_ARG(line_positions(f->arena, line)));
        *forced |= line->forced;
    }
}

static void golden(void **data)
{
    Fixture *f = *data;
    bool print = getenv("GOLDEN_PRINT") != NULL; // to write new cases down, and look at them
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf lines = {.arena = f->arena};
        uint32_t forced;

        set_case(f, &cases[i], &lines, &forced);
        if (str_equal(buf_str(&lines), str_of(cases[i].lines)) && forced == cases[i].forced)
            continue;
        wrong++;
        if (print)
            print_message("%zu\t%.*s\t%u\n", i, STR_ARG(buf_str(&lines)), forced);
        else
            print_error("%s\n  set:  %.*s (forced %u)\n  want: %s (forced %u)\n", cases[i].clause,
                        STR_ARG(buf_str(&lines)), forced, cases[i].lines, cases[i].forced);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(golden, fixture_open, fixture_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
