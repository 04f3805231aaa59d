// What is printed, paragraph by paragraph, and the way back to the source.
#include "document_fixture.h"

static PrintedList printed_of(Fixture *f, const char *text)
{
    fixture_section(f, "1-正文.md", text);
    fixture_build(f);
    PrintedList list = document_printed(f->arena, f->document);

    while (list.n > 0 && !list.at[list.n - 1].node->source) // the tables that follow by themselves
        list.n--;
    return list;
}

// The source of bytes [from, to) of a paragraph's text.
static Str source_of(Fixture *f, const Printed *printed, size_t from, size_t to)
{
    size_t offset, length;

    assert_true(printed_source(f->arena, printed, from, to, &offset, &length));
    return str_slice(printed->node->source->text, offset, offset + length);
}

static void texts_and_kinds(void **state)
{
    Fixture *f = *state;
    PrintedList list = printed_of(
        f, "# 概况\n\n　　有**着重**的话。\n\n1. 甲\n2. 乙\n\n> 引文\n\n```\n代码\n\n二\n```\n\n---\n");

    assert_int_equal(list.n, 7);
    assert_int_equal(list.at[0].kind, PRINTED_HEADING);
    assert_string_equal(str_c(f->arena, list.at[0].text), "概况");
    assert_string_equal(str_c(f->arena, list.at[0].number), "一、");
    assert_string_equal(str_c(f->arena, list.at[1].text), "有着重的话。");
    assert_int_equal(list.at[1].piece_count, 3);
    assert_true(list.at[1].pieces[1].strong && !list.at[1].pieces[2].strong);
    assert_int_equal(list.at[3].item_number, 2);
    assert_true(list.at[3].item_begins && list.at[3].list->ordered);
    assert_int_equal(list.at[4].quote_depth, 1);
    assert_int_equal(list.at[5].kind, PRINTED_CODE);
    assert_string_equal(str_c(f->arena, list.at[5].text), "代码\n\n二");
    assert_int_equal(list.at[6].kind, PRINTED_RULE);
}

static void back_to_the_source(void **state)
{
    Fixture *f = *state;
    PrintedList list = printed_of(f, "# 概况\n\n　　有**着重**的话，\n又一行`= 1 + 1`个&#x4E00;。\n");
    const Printed *printed = &list.at[1];
    Str text = printed->text;

    assert_string_equal(str_c(f->arena, text), "有着重的话，又一行2个一。");
    assert_string_equal(str_c(f->arena, source_of(f, printed, 0, 3)), "有");
    assert_string_equal(str_c(f->arena, source_of(f, printed, 3, 9)), "着重");
    assert_string_equal(str_c(f->arena, source_of(f, printed, 15, 21)), "，\n又");
    assert_string_equal(str_c(f->arena, source_of(f, printed, 27, 28)), " 1 + 1");
    assert_string_equal(str_c(f->arena, source_of(f, printed, 31, 34)), "&#x4E00;");
}

static void typed_numbers(void **state)
{
    Fixture *f = *state;
    PrintedList list = printed_of(f, "# 概况\n\n（一）**人员**：三人。\n（二）其他。\n");

    assert_int_equal(list.n, 3);
    assert_string_equal(str_c(f->arena, list.at[1].text), "（一）人员：三人。");
    assert_true(list.at[1].pieces[0].number && list.at[1].pieces[0].run_in);
    assert_true(list.at[1].pieces[1].run_in);
    assert_string_equal(str_c(f->arena, list.at[2].text), "（二）其他。");
    assert_true(list.at[2].pieces[0].number && !list.at[2].pieces[0].run_in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_and_kinds, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(back_to_the_source, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(typed_numbers, fixture_setup, fixture_teardown)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
