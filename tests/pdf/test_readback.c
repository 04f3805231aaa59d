// A file that was written reads back; one that lacks a byte, or has another in a stream, does not. Of its
// last object, after which nothing stands that would be displaced, only what leads on is looked at.
#include "testing.h"

#include "pdf/internal-object.h"
#include "sample.h"

static Str sample_file(Sample *s)
{
    PdfAttachment attachment = {STR("a.csv"), STR("tables/a.csv"), STR("text/csv"), STR("甲,1\n乙,2\n")};
    PdfOptions options = {.producer = STR("test"), .attachments = &attachment, .attachment_count = 1};

    for (int i = 0; i < 3; i++) {
        uint32_t element = sample_element(s, (Element){.kind = ELEMENT_P});
        sample_run(s, SAMPLE_SERIF, false, 10, length_pt(80), length_pt(100), element, "一段文字");
        sample_page(s, "");
    }
    Pages pages = sample_pages(s);
    Str bytes = pdf_write(s->arena, s->diag, &pages, options);
    assert_non_null(bytes.at);
    assert_int_equal(diag_total(s->diag), 0);
    return bytes;
}

static void whole_and_cut_off(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    Str bytes = sample_file(&s);
    assert_true(file_reads_back(bytes, NULL, 0));
    for (size_t n = 0; n < bytes.n; n += n < bytes.n - 200 ? 97 : 1)
        if (file_reads_back((Str){bytes.at, n}, NULL, 0))
            fail_msg("%zu of %zu bytes", n, bytes.n);
    sample_close(&s);
}

static void a_byte_is_missing(void **state)
{
    (void)state;
    Sample s;
    sample_open(&s);
    Str bytes = sample_file(&s);
    char *copy = arena_alloc(s.arena, bytes.n);
    size_t last = (size_t)str_find(bytes, STR("/Type /XRef"), 0);
    size_t data = (size_t)str_find(bytes, STR("stream\n"), last), step;
    assert_true(last < data && data < bytes.n);
    for (size_t at = 0; at < bytes.n; at = at + step == last ? data : at + step) {
        step = at > 1000 && at + 200 < last ? 61 : 1;
        memcpy(copy, bytes.at, at);
        memcpy(copy + at, bytes.at + at + 1, bytes.n - at - 1);
        if (file_reads_back((Str){copy, bytes.n - 1}, NULL, 0))
            fail_msg("without byte %zu of %zu", at, bytes.n);
    }
    sample_close(&s);
}

static void a_byte_is_another(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    Str bytes = sample_file(&s), mark = STR("/FlateDecode");
    char *copy = (char *)str_copy(s.arena, bytes).at;
    size_t streams = 0;
    for (ptrdiff_t at = 0; (at = str_find(bytes, mark, (size_t)at)) >= 0;
         at += (ptrdiff_t)mark.n, streams++) {
        ptrdiff_t from = str_find(bytes, STR("stream"), (size_t)at),
                  to = str_find(bytes, STR("\nendstream"), (size_t)from);
        ptrdiff_t where[] = {from + 10, (from + 10 + to) / 2, to - 1};
        for (size_t i = 0; i < sizeof where / sizeof *where; i++) {
            copy[where[i]] ^= 0x5a;
            if (file_reads_back((Str){copy, bytes.n}, NULL, 0))
                fail_msg("byte %td of %zu", where[i], bytes.n);
            copy[where[i]] ^= 0x5a;
        }
    }
    assert_true(streams > 5);
    assert_true(file_reads_back((Str){copy, bytes.n}, NULL, 0));
    sample_close(&s);
}

// What was read before it was put in need not be read again, but must stand there as it was.
static void a_known_stream_is_held_to_the_letter(void **data)
{
    (void)data;
    Sample s;
    sample_open(&s);
    Str bytes = sample_file(&s);
    size_t font = (size_t)str_find(bytes, STR("/CIDFontType0C"), 0), // of a font's program
        from = (size_t)str_find(bytes, STR("stream"), font) + STR("stream\r\n").n,
           to = (size_t)str_find(bytes, STR("\nendstream"), from);
    char *copy = (char *)str_copy(s.arena, bytes).at;
    Str known[] = {STR("another"), str_copy(s.arena, str_slice(bytes, from, to))};
    assert_true(font < from && from < to);
    assert_true(file_reads_back(bytes, known, 2));
    copy[(from + to) / 2] ^= 0x5a;
    assert_false(file_reads_back((Str){copy, bytes.n}, known, 2));
    known[1] = str_slice((Str){copy, bytes.n}, from, to); // broken, and said to be known
    assert_true(file_reads_back((Str){copy, bytes.n}, known, 2));
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_and_cut_off),
        cmocka_unit_test(a_byte_is_missing),
        cmocka_unit_test(a_byte_is_another),
        cmocka_unit_test(a_known_stream_is_held_to_the_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
