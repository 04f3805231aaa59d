// Archives that are written: read back as they were, the same bytes for the same parts.
#include <stdlib.h>
#include <string.h>

#include "package/package.h"
#include "testing.h"

static Str written(Arena *arena, Diag *diag, Str body)
{
    PackageWriter *writer = package_writer(arena);

    package_add(writer, STR("_rels/.rels"), STR("<Relationships/>"));
    package_add(writer, STR("word/正文.xml"), body);
    package_add(writer, STR("word/blank.xml"), (Str){"", 0});
    return package_write(writer, diag, STR("x.docx"));
}

static void reads_back(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    StrBuf body = {.arena = arena};
    Str part;

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_print(&body, "%d、部门预算", i);
    Str bytes = written(arena, diag, buf_str(&body));
    assert_true(bytes.n > 100 && bytes.n < body.n);
    Package *package = package_from_bytes(arena, diag, bytes, STR("x.docx"), PACKAGE_TEXT);
    assert_non_null(package);
    assert_true(package_part(package, diag, STR("word/正文.xml"), arena, &part));
    assert_true(str_equal(part, buf_str(&body)));
    assert_true(package_part(package, diag, STR("word/blank.xml"), arena, &part));
    assert_int_equal(part.n, 0);
    assert_int_equal(diag_total(diag), 0);
    diag_free(diag);
    arena_free(arena);
}

static void same_bytes(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();

    (void)state;
    assert_true(str_equal(written(arena, diag, STR("<a/>")), written(arena, diag, STR("<a/>"))));
    assert_false(str_equal(written(arena, diag, STR("<a/>")), written(arena, diag, STR("<b/>"))));
    diag_free(diag);
    arena_free(arena);
}

static bool packed_written(Arena *arena, Diag *diag, PackedPart packed)
{
    PackageWriter *writer = package_writer(arena);

    package_add(writer, STR("_rels/.rels"), STR("<Relationships/>"));
    package_add_packed(writer, STR("sheet.xml"), packed);
    return package_write(writer, diag, STR("x.xlsx")).n > 0;
}

// A part that is packed once and stands in several archives: each has it as it was packed, and says of it
// what is so.
static void packed_stands(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    StrBuf body = {.arena = arena};

    (void)state;
    for (int i = 0; i < 20000; i++) // across the sizes that are packed by more or less memory
        buf_print(&body, "<c>%d</c>", i % 1000);
    for (size_t n = 0; n <= body.n; n = n * 3 + 1000) {
        Str bytes = str_slice(buf_str(&body), 0, n), part;
        PackedPart packed = package_pack(arena, bytes);
        assert_non_null(packed.deflated.at);
        assert_true(packed_written(arena, diag, packed));
        PackageWriter *writer = package_writer(arena);
        package_add_packed(writer, STR("a.xml"), packed);
        Package *package = package_from_bytes(arena, diag, package_write(writer, diag, STR("y.zip")),
                                              STR("y.zip"), PACKAGE_ANY);
        assert_non_null(package);
        assert_true(package_part(package, diag, STR("a.xml"), arena, &part));
        assert_true(str_equal(part, bytes));
    }
    assert_int_equal(diag_total(diag), 0);
    diag_free(diag);
    arena_free(arena);
}

static void unpacked_fails(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    PackedPart packed = package_pack(arena, STR("<worksheet/>"));

    (void)state;
    packed.deflated = (Str){0};
    assert_false(packed_written(arena, diag, packed));
    assert_int_equal(diag_total(diag), 1);
    assert_string_equal(diag_at(diag, 0)->rule, "data-write");
    diag_free(diag);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_back), cmocka_unit_test(same_bytes),
                                       cmocka_unit_test(packed_stands), cmocka_unit_test(unpacked_fails)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
