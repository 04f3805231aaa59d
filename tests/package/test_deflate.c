// Bytes that are packed: short, of middle length and long ones, in both forms, inflate to what they were.
#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#include "package/package.h"
#include "testing.h"

static bool inflates_to(Str packed, DeflateForm form, Str bytes)
{
    Bytef *room = malloc(bytes.n + 1);
    z_stream stream = {.next_in = (const Bytef *)packed.at,
                       .avail_in = (uInt)packed.n,
                       .next_out = room,
                       .avail_out = (uInt)bytes.n + 1};
    bool same = inflateInit2(&stream, form == DEFLATE_RAW ? -MAX_WBITS : MAX_WBITS) == Z_OK &&
                inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0 &&
                str_equal((Str){(char *)room, stream.total_out}, bytes);

    inflateEnd(&stream);
    free(room);
    return same;
}

static void every_length_in_both_forms(void **state)
{
    static const size_t lengths[] = {0, 1, (1 << 13) - 1, 1 << 13, (1 << 16) - 1, 1 << 16, 300000};
    Arena *arena = arena_new();
    StrBuf text = {.arena = arena};

    (void)state;
    for (int i = 0; text.n < 300000; i++)
        buf_print(&text, "%d、部门预算 ", i * 7919 % 10007);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Str bytes = str_slice(buf_str(&text), 0, lengths[i]);
        Str raw = bytes_deflate(arena, bytes, DEFLATE_RAW, 4),
            zlib = bytes_deflate(arena, bytes, DEFLATE_ZLIB, 3);

        assert_true(inflates_to(raw, DEFLATE_RAW, bytes));
        assert_true(inflates_to(zlib, DEFLATE_ZLIB, bytes));
        assert_false(inflates_to(raw, DEFLATE_ZLIB, bytes));
        assert_true(raw.n < bytes.n / 2 + 20 && zlib.n < bytes.n / 2 + 20);
    }
    arena_free(arena);
}

static void library_says_no(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_null(bytes_deflate(arena, STR("x"), DEFLATE_RAW, 99).at);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_length_in_both_forms),
                                       cmocka_unit_test(library_says_no)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
