// A compound file whose small stream lies in the mini stream, and what is damaged in it (MS-CFB).
#include <string.h>

#include "package/package.h"
#include "plain_fixture.h"

enum { SECTOR = 512, SECTORS = 6, MINI = 64, CUTOFF = 4096 };

typedef struct File {
    unsigned char bytes[SECTOR * (SECTORS + 1)];
} File;

static unsigned char *sector(File *file, uint32_t number)
{
    return file->bytes + SECTOR * (number + 1);
}

static void put(unsigned char *at, uint32_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

static void put_entry(File *file, int n, const char *name, int type, uint32_t child, uint32_t first,
                      uint32_t size)
{
    unsigned char *at = sector(file, 1) + 128 * n;

    for (size_t i = 0; name[i]; i++)
        at[2 * i] = (unsigned char)name[i];
    put(at + 64, 2 * ((uint32_t)strlen(name) + 1), 2);
    at[66] = (unsigned char)type;
    put(at + 68, UINT32_MAX, 4);
    put(at + 72, UINT32_MAX, 4);
    put(at + 76, child, 4);
    put(at + 116, first, 4);
    put(at + 120, size, 4);
}

// Sector 0: the table; 1: the directory; 2: the mini table; 3, 4: the mini stream. The stream S of `size`
// bytes takes the mini sectors from 1 on, in order.
static File make(uint32_t size)
{
    File file = {{0}};
    unsigned char *head = file.bytes;

    memcpy(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    put(head + 24, 0x3E, 2);
    put(head + 26, 3, 2);
    put(head + 28, 0xFFFE, 2);
    put(head + 30, 9, 2);
    put(head + 32, 6, 2);
    put(head + 44, 1, 4); // sectors of the table
    put(head + 48, 1, 4); // the directory
    put(head + 56, CUTOFF, 4);
    put(head + 60, 2, 4); // the mini table
    put(head + 64, 1, 4);
    put(head + 68, 0xFFFFFFFE, 4);
    memset(head + 76, 0xFF, SECTOR - 76);
    put(head + 76, 0, 4);
    memset(sector(&file, 0), 0xFF, SECTOR);
    put(sector(&file, 0), 0xFFFFFFFD, 4);
    put(sector(&file, 0) + 4, 0xFFFFFFFE, 4);
    put(sector(&file, 0) + 8, 0xFFFFFFFE, 4);
    put(sector(&file, 0) + 12, 4, 4);
    put(sector(&file, 0) + 16, 0xFFFFFFFE, 4);
    put_entry(&file, 0, "Root Entry", 5, 1, 3, 2 * SECTOR);
    put_entry(&file, 1, "S", 2, UINT32_MAX, 1, size);
    memset(sector(&file, 2), 0xFF, SECTOR);
    for (uint32_t i = 1, n = (size + MINI - 1) / MINI; i <= n; i++)
        put(sector(&file, 2) + 4 * i, i < n ? i + 1 : 0xFFFFFFFE, 4);
    for (size_t i = 0; i < 2 * SECTOR; i++)
        sector(&file, 3)[i] = (unsigned char)('a' + i / MINI);
    return file;
}

static bool read_stream(Fixture *f, const File *file, Str *stream)
{
    Compound *compound = compound_from_bytes(
        f->arena, f->diag, (Str){(const char *)file->bytes, sizeof file->bytes}, STR("t.xls"));

    return compound && compound_stream(compound, f->diag, "S", stream);
}

static void small_streams(void **state)
{
    Fixture *f = *state;
    static const uint32_t sizes[] = {1, MINI - 1, MINI, MINI + 1, 3 * MINI, 15 * MINI};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        File file = make(sizes[i]);
        Str stream;

        assert_true(read_stream(f, &file, &stream));
        assert_int_equal(stream.n, sizes[i]);
        for (size_t k = 0; k < stream.n; k++)
            assert_int_equal(stream.at[k], 'b' + (int)(k / MINI));
    }
    assert_int_equal(diag_total(f->diag), 0);
}

static void no_stream(void **state)
{
    Fixture *f = *state;
    File file = make(0);
    Str stream = {"x", 1};

    assert_true(read_stream(f, &file, &stream));
    assert_int_equal(stream.n, 0);
}

static void assert_broken(Fixture *f, const File *file)
{
    Str stream;

    assert_false(read_stream(f, file, &stream));
    assert_true(diag_failed(f->diag));
    diag_truncate(f->diag, 0);
}

static void damage(void **state)
{
    Fixture *f = *state;
    File file = make(3 * MINI);

    put(sector(&file, 2) + 4 * 2, 0xFFFFFFFE, 4); // ends before its length
    assert_broken(f, &file);
    file = make(3 * MINI);
    put(sector(&file, 2) + 4 * 2, 1, 4); // goes round: 3 mini sectors are read all the same
    Str stream;
    assert_true(read_stream(f, &file, &stream));
    file = make(CUTOFF - 1); // more than the mini stream has, round and round
    put(sector(&file, 2) + 4 * 2, 1, 4);
    assert_broken(f, &file);
    file = make(MINI);
    put(sector(&file, 1) + 128 + 116, 16, 4); // past the mini stream's end
    assert_broken(f, &file);
    put(sector(&file, 1) + 128 + 116, 15, 4); // its last
    assert_true(read_stream(f, &file, &stream));
    assert_int_equal(stream.at[0], 'p');
    file = make(CUTOFF); // not in the mini stream: sector 1 is the directory, which is one
    assert_broken(f, &file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(small_streams), TEST(no_stream), TEST(damage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
