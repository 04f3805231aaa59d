#include "no_files.h"
#include "plain_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/source.h"

#define READ(f, bytes, encoding) read_bytes((f), (bytes), sizeof(bytes) - 1, (encoding))

static Source *read_bytes(Fixture *f, const char *bytes, size_t n, const char *encoding)
{
    return source_from_bytes(f->arena, f->diag, (Str){bytes, n}, STR("a.md"), str_of(encoding));
}

static void reads_utf8(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "年度\n数𠮷\n", "");

    assert_non_null(s);
    assert_str(s->text, "年度\n数𠮷\n");
    assert_string_equal(s->encoding, "UTF-8");
    assert_int_equal(s->line_count, 2);
    assert_str(source_line(s, 2), "数𠮷");
    assert_int_equal(s->text.at[s->text.n], 0);
    assert_int_equal(diag_total(f->diag), 0);
}

static void takes_the_bom_off(void **state)
{
    Fixture *f = *state;

    assert_str(READ(f, "\xEF\xBB\xBF年", "")->text, "年");
    assert_str(READ(f, "\xEF\xBB\xBF", "")->text, "");
    assert_str(READ(f, "\xFF\xFE\x74\x5E", "")->text, "年");
    assert_str(READ(f, "\xFE\xFF\x5E\x74", "")->text, "年");
    assert_str(READ(f, "\x84\x31\x95\x33\xC4\xEA", "")->text, "年");
    // A BOM says more than a manifest's guess for the whole folder.
    assert_str(READ(f, "\xEF\xBB\xBF年", "GBK")->text, "年");
}

static void reads_nothing(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "", "");

    assert_non_null(s);
    assert_int_equal(s->text.n, 0);
    assert_int_equal(s->line_count, 1);
    assert_int_equal(source_place(s, 0, 0).line, 1);
    assert_int_equal(source_place(s, 0, 0).column, 1);
    assert_int_equal(diag_total(f->diag), 0);
}

static void joins_line_ends(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "a\r\nb\rc\n\r\n\rd", "");

    assert_str(s->text, "a\nb\nc\n\n\nd");
    assert_int_equal(s->line_count, 6);
    assert_str(source_line(s, 3), "c");
    assert_str(source_line(s, 6), "d");
    assert_int_equal(s->text.at[s->text.n], 0);
    assert_str(READ(f, "\xFF\xFE\x74\x5E\r\0\n\0a\0", "")->text, "年\na");
}

static void tells_encodings_by_content(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "\xC4\xEA\xB6\xC8,51.8\r\n", "");

    assert_str(s->text, "年度,51.8\n");
    assert_string_equal(s->encoding, "GB18030");
    // 𠮷 is four bytes of GB18030; GBK does not have it.
    assert_str(READ(f, "\x95\x34\xB2\x35", "")->text, "𠮷");
    s = READ(f, "\x74\x5E,\0\x00\x4E\n\0", "");
    assert_str(s->text, "年,一\n");
    assert_string_equal(s->encoding, "UTF-16LE");
    s = READ(f, "\x5E\x74\0,\x4E\x00\0\n", "");
    assert_str(s->text, "年,一\n");
    assert_string_equal(s->encoding, "UTF-16BE");
    assert_int_equal(diag_total(f->diag), 0);
}

static void reads_as_named(void **state)
{
    Fixture *f = *state;

    // 联通 in GBK is valid UTF-8 as well: only the name tells.
    assert_str(READ(f, "\xC1\xAA\xCD\xA8", "gb2312")->text, "联通");
    assert_string_equal(READ(f, "a", "utf8")->encoding, "UTF-8");
    assert_string_equal(READ(f, "\0a\0b", "utf-16")->encoding, "UTF-16BE");
    assert_string_equal(READ(f, "a\0b\0", "UTF-16")->encoding, "UTF-16LE");
    assert_int_equal(diag_total(f->diag), 0);
    assert_null(READ(f, "a", "UTF-8//IGNORE"));
    only_finding(f, "encoding-unknown");
}

static void reports_bytes_that_fit_nothing(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    // 年 \n 度 x, then a lead byte whose second is missing.
    assert_null(READ(f, "\xC4\xEA\n\xB6\xC8x\xB6", ""));
    finding = only_finding(f, "encoding-invalid");
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 3);
    assert_non_null(strstr(str_c(f->arena, finding->message), "0xB6 at offset 6"));
}

static void reports_bytes_that_do_not_fit_the_name(void **state)
{
    Fixture *f = *state;

    assert_null(READ(f, "\xC4\xEA\xB6\xC8", "UTF-8"));
    assert_non_null(strstr(str_c(f->arena, only_finding(f, "encoding-invalid")->message), "UTF-8"));
}

static void reports_mixed_encodings(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    assert_null(READ(f, "部门职责\n\xC4\xEA\xB6\xC8\n", ""));
    finding = only_finding(f, "encoding-invalid");
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 1);
    assert_non_null(strstr(str_c(f->arena, finding->message), "offset 13"));
}

static void reports_odd_utf16(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    assert_null(READ(f, "\xFF\xFE\x74\x5E\n\0a", ""));
    finding = only_finding(f, "encoding-invalid");
    assert_int_equal(finding->place.line, 2);
    assert_non_null(strstr(str_c(f->arena, finding->message), "0x61 at offset 6"));
}

static void reports_lone_surrogates(void **state)
{
    Fixture *f = *state;

    assert_null(READ(f, "\xFF\xFE\x74\x5E\x00\xD8\x74\x5E", ""));
    only_finding(f, "encoding-invalid");
    diag_truncate(f->diag, 0);
    assert_null(READ(f, "\xED\xA0\x80", "UTF-8"));
    only_finding(f, "encoding-invalid");
}

static void reports_nul(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    assert_null(READ(f, "年度\n收入\0合计\n", ""));
    finding = only_finding(f, "nul-byte");
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 3);
    diag_truncate(f->diag, 0);
    assert_null(READ(f, "ab\0cdefg", "")); // an even number of bytes: not UTF-16 for that
    only_finding(f, "nul-byte");
}

static void places_count_characters(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "一\r\n\xE2\x80\x9C三公\xE2\x80\x9D𠮷=1\n", "");
    size_t at = (size_t)str_find(s->text, STR("="), 0);
    Place place = source_place(s, at, 2);

    assert_str(place.file, "a.md");
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 6);
    assert_int_equal(place.width, 2);
    assert_str(place.text, "“三公”𠮷=1");
    // Past the line's end nothing is underlined; the newline belongs to its line.
    assert_int_equal(source_place(s, at, 100).width, 2);
    assert_int_equal(source_line_of(s, 3), 1);
    assert_int_equal(source_line_of(s, 4), 2);
    assert_int_equal(source_place(s, s->text.n + 9, 1).line, 2);
    assert_int_equal(source_place(NULL, 5, 1).line, 0);
    assert_int_equal(source_line(s, 3).n, 0);
}

static void places_in_transcoded_text(void **state)
{
    Fixture *f = *state;
    Source *s = READ(f, "\xC4\xEA\n\xB6\xC8\xB6\xC8=", "");
    Place place = source_place(s, s->text.n - 1, 1);

    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 3);
    assert_str(place.text, "度度=");
}

static void reports_files_that_cannot_be_read(void **state)
{
    Fixture *f = *state;

    assert_null(source_read(f->arena, f->diag, input_at(str_of(TEST_DIR "/source/none.md")), STR("none.md"),
                            (Str){0}));
    only_finding(f, "file-missing");
    diag_truncate(f->diag, 0);
    assert_null(
        source_read(f->arena, f->diag, input_at(str_of(TEST_DIR "/source")), STR("source"), (Str){0}));
    assert_int_equal(only_finding(f, "file-unreadable")->severity, SEVERITY_ERROR);
}

static void reads_a_file(void **state)
{
    Fixture *f = *state;
    char path[] = "/tmp/gongkai-source-XXXXXX";
    int file = mkstemp(path);
    Source *s;

    assert_true(file >= 0);
    assert_int_equal(write(file, "\xC4\xEA\r\n", 4), 4);
    close(file);
    s = source_read(f->arena, f->diag, input_at(str_of(path)), STR("x.csv"), (Str){0});
    unlink(path);
    assert_non_null(s);
    assert_str(s->name, "x.csv");
    assert_str(s->text, "年\n");
}

static void does_not_wait_for_a_pipe(void **state)
{
    Fixture *f = *state;
    char folder[] = "/tmp/gongkai-source-XXXXXX";
    char *path;

    assert_non_null(mkdtemp(folder));
    path = str_c(f->arena, str_print(f->arena, "%s/pipe", folder));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(source_read(f->arena, f->diag, input_at(str_of(path)), STR("pipe"), (Str){0}));
    unlink(path);
    rmdir(folder);
    only_finding(f, "file-unreadable");
}

static void refuses_what_is_too_large(void **state)
{
    Fixture *f = *state;
    char path[] = "/tmp/gongkai-source-XXXXXX";
    int file = mkstemp(path);

    assert_true(file >= 0);
    assert_int_equal(ftruncate(file, (off_t)SOURCE_MOST + 1), 0); // sparse: takes no disk
    close(file);
    assert_null(source_read(f->arena, f->diag, input_at(str_of(path)), STR("x.csv"), (Str){0}));
    unlink(path);
    only_finding(f, "file-too-large");
}

static void no_converter(Arena *arena, Diag *diag)
{
    source_from_bytes(arena, diag, STR("\xbc\xd7"), STR("甲.md"), STR("GBK"));
}

// The author's file is not at fault.
static void reports_that_the_system_lacks_a_converter(void **state)
{
    (void)state;
    assert_int_equal(failure_without_files(no_converter, "encoding-converter"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reports_that_the_system_lacks_a_converter),
        TEST(reads_utf8),
        TEST(takes_the_bom_off),
        TEST(reads_nothing),
        TEST(joins_line_ends),
        TEST(tells_encodings_by_content),
        TEST(reads_as_named),
        TEST(reports_bytes_that_fit_nothing),
        TEST(reports_bytes_that_do_not_fit_the_name),
        TEST(reports_mixed_encodings),
        TEST(reports_odd_utf16),
        TEST(reports_lone_surrogates),
        TEST(reports_nul),
        TEST(places_count_characters),
        TEST(places_in_transcoded_text),
        TEST(reports_files_that_cannot_be_read),
        TEST(reads_a_file),
        TEST(does_not_wait_for_a_pipe),
        TEST(refuses_what_is_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
