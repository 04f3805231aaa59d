// Images in a PDF, read back with qpdf, poppler and mupdf.
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "image/make_image.h"
#include "own_folder.h"
#include "pdf/sample.h"

static const PdfOptions options = {{"Gongkai test", 12}};

typedef struct State {
    Sample sample;
    char folder[OWN_FOLDER];
} State;

static int setup(void **data)
{
    State *s = calloc(1, sizeof *s);
    sample_open(&s->sample);
    own_folder_make(s->folder);
    *data = s;
    return 0;
}

static int teardown(void **data)
{
    State *s = *data;
    own_folder_remove(s->folder);
    sample_close(&s->sample);
    free(s);
    return 0;
}

static Str run(State *s, const char *command)
{
    Arena *arena = s->sample.arena;
    FILE *pipe = popen(str_print(arena, "cd %s && %s", s->folder, command).at, "r");
    StrBuf out = {.arena = arena};
    char chunk[4096];
    assert_non_null(pipe);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buf_add(&out, (Str){chunk, n});
    assert_int_equal(pclose(pipe), 0);
    return buf_str(&out);
}

static void save(State *s, Str bytes)
{
    assert_non_null(bytes.at);
    own_folder_put(s->folder, "a.pdf", bytes);
}

static void assert_holds(Str text, const char *part)
{
    if (str_find(text, str_of(part), 0) < 0)
        fail_msg("no “%s” in:\n%.*s", part, STR_ARG(text));
}

static const Image *image_of(Sample *d, Str bytes)
{
    const Image *image = image_read(d->arena, d->diag, bytes, STR("images/图"), (Place){0});
    assert_non_null(image);
    return image;
}

static void add_image(Sample *d, const Image *image, uint32_t element, int x, int y, int width, int height)
{
    *vec_push(d->arena, &d->items) =
        (Item){.kind = ITEM_IMAGE,
               .element = element,
               .image = {length_pt(x), length_pt(y), length_pt(width), length_pt(height), image}};
}

static size_t occurrences(Str text, const char *part)
{
    size_t n = 0;
    for (ptrdiff_t at = 0; (at = str_find(text, str_of(part), (size_t)at)) >= 0; at++)
        n++;
    return n;
}

static void each_is_written_once(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    const uint8_t grey[] = {10, 20, 30, 40}, red[] = {200, 30, 40};
    const Image *png =
        image_of(d, png_make(d->arena, (Png){2, 2, PNG_COLOR_TYPE_GRAY, 8, .rows = grey, .row_bytes = 2}));
    const Image *jpeg = image_of(d, jpeg_make(d->arena, 16, 8, red, 3, 0));
    uint32_t figure = sample_element(d, (Element){.kind = ELEMENT_FIGURE, .alt = STR("公章")});
    add_image(d, png, ELEMENT_ARTIFACT, 10, 10, 20, 20);
    add_image(d, jpeg, figure, 100, 200, 160, 80);
    sample_page(d, "1");
    add_image(d, png, ELEMENT_ARTIFACT, 10, 10, 20, 20);
    sample_page(d, "2");
    Pages pages = sample_pages(d);
    save(s, pdf_write(d->arena, d->diag, &pages, options));
    assert_int_equal(diag_total(d->diag), 0);
    run(s, "qpdf --check a.pdf");
    Str objects = run(s, "qpdf --qdf --object-streams=disable a.pdf -");
    assert_int_equal(occurrences(objects, "/Subtype /Image"), 2);
    assert_int_equal(occurrences(objects, "/I1 Do"), 2);
    assert_holds(objects, "/DCTDecode");
    assert_holds(objects, "/ColorSpace /DeviceGray");
    // The sheet is 841.89 pt high: the box ends at 841.89 - 200 - 80.
    assert_holds(objects, "561.89");
    Str list = run(s, "pdfimages -list a.pdf");
    assert_holds(list, "jpeg");
    assert_holds(run(s, "pdfinfo -struct a.pdf"), "Figure");
}

// Its colours where they are to stand, read from the page as mupdf draws it at 72 pixels an inch: rows of
// RGB.
static const char *pixel(Str ppm, int x, int y)
{
    int width, height, header = 0;
    assert_int_equal(sscanf(ppm.at, "P6 %d %d 255%n", &width, &height, &header), 2);
    assert_true(header > 0 && x < width && y < height);
    return ppm.at + header + 1 + ((size_t)y * (size_t)width + (size_t)x) * 3;
}

static void assert_colour(const char *at, int red, int green, int blue)
{
    assert_in_range((uint8_t)at[0] + 60, red, red + 120);
    assert_in_range((uint8_t)at[1] + 60, green, green + 120);
    assert_in_range((uint8_t)at[2] + 60, blue, blue + 120);
}

// Four corners of a picture as stored: red green / blue white; where each comes to stand by orientation.
static void orientations(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    static const uint8_t rows[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255};
    static const char *const shown[] = {"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
    Str png = png_make(d->arena, (Png){2, 2, PNG_COLOR_TYPE_RGB, 8, .rows = rows, .row_bytes = 6});
    for (int i = 0; i < 8; i++) {
        Image *image = ARENA_NEW(d->arena, Image);
        *image = *image_of(d, png);
        image->orientation = i + 1;
        add_image(d, image, ELEMENT_ARTIFACT, 50 * i, 100, 40, 40);
    }
    sample_page(d, "");
    Pages pages = sample_pages(d);
    save(s, pdf_write(d->arena, d->diag, &pages, options));
    Str ppm = run(s, "mutool draw -q -r 72 -F ppm -o - a.pdf 1");
    for (int i = 0; i < 8; i++)
        for (int corner = 0; corner < 4; corner++) {
            char colour = shown[i][corner];
            assert_colour(pixel(ppm, 50 * i + 10 + corner % 2 * 20, 110 + corner / 2 * 20),
                          colour == 'R' || colour == 'W' ? 255 : 0, colour == 'G' || colour == 'W' ? 255 : 0,
                          colour == 'B' || colour == 'W' ? 255 : 0);
        }
}

static void broken(void **data)
{
    State *s = *data;
    Sample *d = &s->sample;
    const uint8_t grey[] = {10, 20, 30, 40};
    Str png = png_make(d->arena, (Png){2, 2, PNG_COLOR_TYPE_GRAY, 8, .rows = grey, .row_bytes = 2});
    char *bytes = str_c(d->arena, png);
    bytes[str_find(png, STR("IDAT"), 0) + 8] ^= 0x55;
    add_image(d, image_of(d, (Str){bytes, png.n}), ELEMENT_ARTIFACT, 10, 10, 20, 20);
    sample_page(d, "");
    Pages pages = sample_pages(d);
    assert_null(pdf_write(d->arena, d->diag, &pages, options).at);
    assert_int_equal(diag_total(d->diag), 1);
    assert_true(diag_has(d->diag, "image-broken"));
    pages.draft = true; // is made all the same, without it
    save(s, pdf_write(d->arena, d->diag, &pages, options));
    run(s, "qpdf --check a.pdf");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_is_written_once, setup, teardown),
        cmocka_unit_test_setup_teardown(orientations, setup, teardown),
        cmocka_unit_test_setup_teardown(broken, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
