// What a face's tables say of it, whatever stands in them: faces made of tables that the tests write.
#include <fcntl.h>
#include <hb.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "font/internal-face.h"
#include "testing.h"

enum { OS2 = 96, HEAD = 54, HHEA = 36, POST = 32, MAXP = 6 };

typedef struct Tables {
    unsigned char os2[OS2], head[HEAD], hhea[HHEA], post[POST], maxp[MAXP];
    unsigned os2_size;
} Tables;

static void put(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

// A thousand units per em, two glyphs, regular, no serifs.
static Tables plain(void)
{
    Tables t = {.os2_size = OS2};
    put(t.head, 1);
    put(t.head + 12, 0x5F0F);
    put(t.head + 14, 0x3CF5);
    put(t.head + 18, 1000);
    put(t.maxp + 2, 0x5000); // half a version: no more than how many glyphs
    put(t.maxp + 4, 2);
    put(t.os2, 4);
    put(t.os2 + 4, 400);
    put(t.os2 + 68, 800);
    put(t.os2 + 70, (unsigned)-200);
    put(t.os2 + 88, 730);
    put(t.hhea + 4, 900);
    put(t.hhea + 6, (unsigned)-300);
    return t;
}

static void add(hb_face_t *face, const char *tag, const unsigned char *bytes, unsigned n)
{
    hb_blob_t *blob = hb_blob_create((const char *)bytes, n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(face, hb_tag_from_string(tag, -1), blob);
    hb_blob_destroy(blob);
}

// Whether it may be opened; where it may, *font is its.
static bool open_font(Arena *arena, const Tables *t, FontFile *file, Font **font)
{
    hb_face_t *face = hb_face_builder_create();
    int fd = memfd_create("font", MFD_CLOEXEC);
    add(face, "OS/2", t->os2, t->os2_size);
    add(face, "head", t->head, HEAD);
    add(face, "hhea", t->hhea, HHEA);
    add(face, "post", t->post, POST);
    add(face, "maxp", t->maxp, MAXP);
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    assert_int_equal(write(fd, bytes, n), n);
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    *file = (FontFile){.path = str_c(arena, str_print(arena, "/proc/self/fd/%d", fd))};
    bool ok = font_file_open(file, arena);
    *font = ok ? font_make(arena, file, NULL, NULL) : NULL;
    close(fd);
    return ok;
}

static FontInfo info_of(Arena *arena, const Tables *t)
{
    FontFile file;
    Font *font;
    assert_true(open_font(arena, t, &file, &font));
    return *font_info(font);
}

static bool embeddable(Arena *arena, unsigned type)
{
    Tables t = plain();
    FontFile file;
    Font *font;
    put(t.os2 + 8, type);
    assert_true(open_font(arena, &t, &file, &font));
    return file.embeddable;
}

static void test_embedding(void **state)
{
    Arena *arena = arena_new();
    (void)state;
    assert_true(embeddable(arena, 0));
    assert_false(embeddable(arena, 0x0002));
    assert_true(embeddable(arena, 0x0004)); // preview and print
    assert_true(embeddable(arena, 0x0008)); // editable
    assert_true(embeddable(arena, 0x0006)); // the least restrictive
    assert_true(embeddable(arena, 0x000a));
    assert_false(embeddable(arena, 0x0100)); // no subsets
    assert_false(embeddable(arena, 0x0200)); // bitmaps alone
    assert_false(embeddable(arena, 0x0108));
    assert_true(embeddable(arena, 0x0400));
    arena_free(arena);
}

static bool is_bold(Arena *arena, unsigned weight)
{
    Tables t = plain();
    put(t.os2 + 4, weight);
    return info_of(arena, &t).bold;
}

static void test_weight(void **state)
{
    Arena *arena = arena_new();
    Tables t = plain();
    (void)state;
    assert_int_equal(info_of(arena, &t).stem_v, 87);
    assert_false(is_bold(arena, 599));
    assert_true(is_bold(arena, 600));
    put(t.os2 + 4, 1000);
    assert_int_equal(info_of(arena, &t).stem_v, 286);
    put(t.os2 + 4, 48810); // no weight that there is
    assert_int_equal(info_of(arena, &t).stem_v, 286);
    t.os2_size = 0;
    assert_int_equal(info_of(arena, &t).stem_v, 87);
    arena_free(arena);
}

static void test_heights(void **state)
{
    Arena *arena = arena_new();
    Tables t = plain();
    FontInfo info = info_of(arena, &t);
    (void)state;
    assert_int_equal(info.units_per_em, 1000);
    assert_int_equal(info.ascent, 800);
    assert_int_equal(info.descent, -200);
    assert_int_equal(info.cap_height, 730);
    t.os2_size = 90;
    assert_int_equal(info_of(arena, &t).cap_height, 730);
    t.os2_size = 89; // without the height of capitals
    assert_int_equal(info_of(arena, &t).cap_height, 700);
    t.os2_size = 72;
    assert_int_equal(info_of(arena, &t).ascent, 800);
    t.os2_size = 71; // without the typographic heights
    assert_int_equal(info_of(arena, &t).ascent, 900);
    assert_int_equal(info_of(arena, &t).descent, -300);
    t.os2_size = OS2;
    put(t.os2, 2);
    assert_int_equal(info_of(arena, &t).cap_height, 730);
    put(t.os2, 1); // its version has none
    assert_int_equal(info_of(arena, &t).cap_height, 700);
    put(t.os2, 4);
    put(t.os2 + 88, (unsigned)-5);
    assert_int_equal(info_of(arena, &t).cap_height, 700);
    put(t.os2 + 88, 1);
    assert_int_equal(info_of(arena, &t).cap_height, 1);
    arena_free(arena);
}

static bool serif(Arena *arena, unsigned kind, unsigned style, unsigned class)
{
    Tables t = plain();
    t.os2[30] = (unsigned char)class;
    t.os2[32] = (unsigned char)kind;
    t.os2[33] = (unsigned char)style;
    return info_of(arena, &t).serif;
}

static void test_serifs(void **state)
{
    Arena *arena = arena_new();
    (void)state;
    assert_true(serif(arena, 2, 2, 0));
    assert_true(serif(arena, 2, 10, 0));
    assert_false(serif(arena, 2, 11, 0));
    assert_false(serif(arena, 2, 11, 1)); // Panose is asked first
    assert_false(serif(arena, 3, 2, 0));
    assert_false(serif(arena, 2, 1, 0)); // no fit: the family class
    assert_true(serif(arena, 2, 1, 1));
    assert_true(serif(arena, 0, 0, 5));
    assert_false(serif(arena, 0, 0, 6));
    assert_true(serif(arena, 0, 0, 7));
    assert_false(serif(arena, 0, 0, 8));
    assert_false(serif(arena, 0, 0, 0));
    arena_free(arena);
}

static void test_post(void **state)
{
    Arena *arena = arena_new();
    Tables t = plain();
    (void)state;
    put(t.head + 36, (unsigned)-10);
    put(t.head + 38, (unsigned)-20);
    put(t.head + 40, 30);
    put(t.head + 42, 40);
    put(t.post + 4, (unsigned)-12);
    FontInfo info = info_of(arena, &t);
    assert_int_equal(info.bbox[0], -10);
    assert_int_equal(info.bbox[1], -20);
    assert_int_equal(info.bbox[2], 30);
    assert_int_equal(info.bbox[3], 40);
    assert_int_equal(info.italic_angle, -12);
    assert_false(info.fixed_pitch);
    t.post[15] = 1;
    assert_true(info_of(arena, &t).fixed_pitch);
    arena_free(arena);
}

static void test_no_glyphs(void **state)
{
    Arena *arena = arena_new();
    Tables t = plain();
    FontFile file;
    Font *font;
    (void)state;
    put(t.maxp + 4, 0);
    assert_false(open_font(arena, &t, &file, &font));
    put(t.maxp + 4, 1);
    assert_true(open_font(arena, &t, &file, &font));
    assert_false(file.cff);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedding), cmocka_unit_test(test_weight), cmocka_unit_test(test_heights),
        cmocka_unit_test(test_serifs),    cmocka_unit_test(test_post),   cmocka_unit_test(test_no_glyphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
