// Images as figures: their size, their place on the grid, their element and link.
#include "pages_fixture.h"

#include "image/make_image.h"
#include "own_folder.h"

typedef struct State {
    void *fixture;
    char folder[OWN_FOLDER];
} State;

static int setup(void **state)
{
    State *s = calloc(1, sizeof *s);
    own_folder_make(s->folder);
    *state = s;
    return fixture_setup(&s->fixture);
}

static int teardown(void **state)
{
    State *s = *state;
    int status = fixture_teardown(&s->fixture);
    own_folder_remove(s->folder);
    free(s);
    return status;
}

// The fixture, with a picture in its folder: at 96 pixels an inch, three quarters of a point each.
static Fixture *with_picture(void **state, uint32_t width, uint32_t height)
{
    State *s = *state;
    Fixture *f = s->fixture;
    uint8_t *rows = ARENA_ARRAY(f->arena, uint8_t, (size_t)width * height);
    Str png =
        png_make(f->arena, (Png){width, height, PNG_COLOR_TYPE_GRAY, 8, .rows = rows, .row_bytes = width});
    own_folder_put(s->folder, "a.png", png);
    f->project->folder = str_of(s->folder);
    return f;
}

static const Item *find_image(const Page *page)
{
    for (size_t i = 0; page && i < page->item_count; i++)
        if (page->items[i].kind == ITEM_IMAGE)
            return &page->items[i];
    return NULL;
}

static void natural_size_and_centred(void **state)
{
    Fixture *f = with_picture(state, 200, 100);
    fixture_pages(f, STR("甲。\n\n![公章](a.png)\n\n乙。\n"), NULL);
    const Page *page = body_page(f, 1);
    const Item *item = find_image(page);
    Area area = page_area(f, page);
    assert_non_null(item);
    assert_int_equal(item->image.width, length_pt(150));
    assert_int_equal(item->image.height, length_pt(75));
    Length left = item->image.x - area.left, right = area.right - item->image.x - item->image.width;
    assert_in_range(left - right + 2, 0, 4);
    // 75 pt take three of the grid's lines of 29 pt; the text goes on at the fifth.
    Length leading = f->project->style->roles[ROLE_BODY].leading;
    assert_int_equal(find_run(page, "乙")->y - find_run(page, "甲")->y, 4 * leading);
    assert_true(item->image.y > find_run(page, "甲")->y);
    assert_true(item->image.y + item->image.height < find_run(page, "乙")->y);
    assert_in_area(f);
    assert_int_equal(diag_total(f->diag), 0);
}

static void figure_with_words(void **state)
{
    Fixture *f = with_picture(state, 10, 10);
    fixture_pages(f, STR("![某局**公章**](a.png)\n\n![](a.png)\n"), NULL);
    const Page *page = body_page(f, 1);
    const Item *item = find_image(page);
    const Element *element = &f->pages->elements[item->element];
    assert_int_equal(element->kind, ELEMENT_FIGURE);
    assert_str(element->alt, "某局公章");
    assert_int_equal(f->pages->elements[element->parent].kind, ELEMENT_P);
    // Without words it is an ornament.
    assert_int_equal(item[1].kind, ITEM_IMAGE);
    assert_int_equal(item[1].element, ELEMENT_ARTIFACT);
    assert_ptr_equal(item[0].image.image, item[1].image.image);
    assert_int_equal(page_text(f, page, false).n, 0);
}

static void never_wider_than_the_measure(void **state)
{
    Fixture *f = with_picture(state, 2000, 500);
    fixture_pages(f, STR("![宽](a.png)\n\n> ![宽](a.png)\n"), NULL);
    const Item *item = find_image(body_page(f, 1));
    Length width = f->project->style->page.area_width;
    assert_int_equal(item->image.width, width);
    assert_in_range(item->image.height, width / 4 - 2, width / 4 + 2);
    assert_true(item[1].image.width <= width);
    assert_in_area(f);
}

static void never_taller_than_the_page(void **state)
{
    Fixture *f = with_picture(state, 100, 4000);
    fixture_pages(f, STR("甲。\n\n![高](a.png)\n\n乙。\n"), NULL);
    assert_null(find_image(body_page(f, 1)));
    const Item *item = find_image(body_page(f, 2));
    assert_non_null(item);
    assert_int_equal(item->image.height, f->project->style->page.area_height);
    assert_true(has_text(f, body_page(f, 3), "乙", false));
    assert_in_area(f);
}

// One in a line of text stands under its paragraph.
static void among_text(void **state)
{
    Fixture *f = with_picture(state, 40, 40);
    fixture_pages(f, STR("甲![章](a.png)乙。\n\n- ![表](a.png)\n\n丙。\n"), NULL);
    const Page *page = body_page(f, 1);
    const Item *item = find_image(page);
    assert_true(has_text(f, page, "甲乙。", false));
    assert_true(item->image.y > find_run(page, "甲")->y);
    assert_true(item->image.y < find_run(page, "•")->y);
    assert_true(has_text(f, page, "•", false));
}

static void linked(void **state)
{
    Fixture *f = with_picture(state, 40, 40);
    fixture_pages(f, STR("[![首页](a.png)](https://example.cn/)\n"), NULL);
    const Page *page = body_page(f, 1);
    const Item *item = find_image(page);
    assert_int_equal(page->link_count, 1);
    assert_str(page->links[0].uri, "https://example.cn/");
    assert_int_equal(page->links[0].x, item->image.x);
    assert_int_equal(page->links[0].height, item->image.height);
    assert_int_equal(f->pages->elements[item->element].parent, page->links[0].element);
    assert_links(f);
}

// A heading stays with the picture under it.
static void heading_keeps(void **state)
{
    Fixture *f = with_picture(state, 400, 400);
    StrBuf text = {.arena = f->arena};
    for (int i = 0; i < 15; i++)
        buf_add_c(&text, "段。\n\n");
    buf_add_c(&text, "# 图\n\n![图](a.png)\n");
    fixture_pages(f, buf_str(&text), NULL);
    assert_false(has_text(f, body_page(f, 1), "图", false));
    assert_true(has_text(f, body_page(f, 2), "图", false));
    assert_non_null(find_image(body_page(f, 2)));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(natural_size_and_centred),
        TEST(figure_with_words),
        TEST(never_wider_than_the_measure),
        TEST(never_taller_than_the_page),
        TEST(among_text),
        TEST(linked),
        TEST(heading_keeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
