#include "image_fixture.h"

static ImageSamples samples_of(Fixture *f, const Image *image)
{
    ImageSamples samples;

    assert_non_null(image);
    assert_true(image_samples(f->arena, f->diag, image, &samples));
    assert_false(samples.jpeg);
    assert_int_equal(samples.data.n, (size_t)image->columns * image->rows * (size_t)samples.components);
    return samples;
}

static void grey_and_rgb(void **state)
{
    Fixture *f = *state;
    const uint8_t grey[] = {0, 128, 255, 7, 8, 9}, rgb[] = {255, 0, 0, 0, 255, 0};
    Image *image =
        read_image(f, png_make(f->arena, (Png){3, 2, PNG_COLOR_TYPE_GRAY, 8, .rows = grey, .row_bytes = 3}));
    ImageSamples samples = samples_of(f, image);

    assert_int_equal(image->kind, IMAGE_PNG);
    assert_int_equal(image->width, 3);
    assert_int_equal(image->height, 2);
    assert_int_equal(samples.components, 1);
    assert_memory_equal(samples.data.at, grey, 6);
    image =
        read_image(f, png_make(f->arena, (Png){2, 1, PNG_COLOR_TYPE_RGB, 8, .rows = rgb, .row_bytes = 6}));
    samples = samples_of(f, image);
    assert_int_equal(samples.components, 3);
    assert_memory_equal(samples.data.at, rgb, 6);
    assert_string_equal(image_extension(image), "png");
    assert_int_equal(diag_total(f->diag), 0);
}

static void sixteen_bits_and_interlaced(void **state)
{
    Fixture *f = *state;
    const uint8_t deep[] = {0xff, 0xff, 0, 0, 0, 0};
    uint8_t rows[81];
    ImageSamples samples = samples_of(
        f,
        read_image(f, png_make(f->arena, (Png){1, 1, PNG_COLOR_TYPE_RGB, 16, .rows = deep, .row_bytes = 6})));

    assert_memory_equal(samples.data.at, "\xff\0\0", 3);
    for (int i = 0; i < 81; i++)
        rows[i] = (uint8_t)(3 * i);
    samples =
        samples_of(f, read_image(f, png_make(f->arena, (Png){9, 9, PNG_COLOR_TYPE_GRAY, 8, .interlaced = true,
                                                             .rows = rows, .row_bytes = 9})));
    assert_memory_equal(samples.data.at, rows, 81);
}

// No ink where it is clear, all of it where it is opaque, some between.
static void alpha_is_flattened_on_white(void **state)
{
    Fixture *f = *state;
    const uint8_t rgba[] = {255, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 128};
    ImageSamples samples =
        samples_of(f, read_image(f, png_make(f->arena, (Png){3, 1, PNG_COLOR_TYPE_RGB_ALPHA, 8, .rows = rgba,
                                                             .row_bytes = 12})));

    assert_int_equal(samples.components, 3);
    assert_memory_equal(samples.data.at, "\xff\xff\xff\0\0\xff", 6);
    assert_in_range((uint8_t)samples.data.at[6], 100, 200);
}

static void palettes(void **state)
{
    Fixture *f = *state;
    const png_color palette[] = {{10, 20, 30}, {200, 100, 0}};
    const uint8_t alpha[] = {255, 0}, row[] = {0x40}; // one bit each: 0, 1
    Png spec = {
        2, 1, PNG_COLOR_TYPE_PALETTE, 1, .palette = palette, .palette_count = 2, .rows = row, .row_bytes = 1};
    ImageSamples samples = samples_of(f, read_image(f, png_make(f->arena, spec)));

    assert_int_equal(samples.components, 3);
    assert_memory_equal(samples.data.at, "\x0a\x14\x1e\xc8\x64\0", 6);
    spec.palette_alpha = alpha;
    samples = samples_of(f, read_image(f, png_make(f->arena, spec)));
    assert_memory_equal(samples.data.at, "\x0a\x14\x1e\xff\xff\xff", 6);
}

static void natural_size(void **state)
{
    Fixture *f = *state;
    static const uint8_t rows[300];
    Png spec = {300, 1, PNG_COLOR_TYPE_GRAY, 8, .rows = rows, .row_bytes = 300};
    Image *image = read_image(f, png_make(f->arena, spec));

    assert_int_equal(image->natural_width, length_pt(225)); // 96 an inch
    assert_int_equal(image->natural_height, LENGTH_PT * 3 / 4);
    spec.pixels_a_metre = 11811; // 300 an inch, nearly
    image = read_image(f, png_make(f->arena, spec));
    assert_in_range(image->natural_width, length_pt(72) - 100, length_pt(72) + 100);
    spec.pixels_a_metre = 1; // no density of an image
    image = read_image(f, png_make(f->arena, spec));
    assert_int_equal(image->natural_width, length_pt(225));
}

static void other_kinds(void **state)
{
    Fixture *f = *state;

    assert_null(read_image(f, STR("GIF89a")));
    assert_refused(f, "image-kind");
    diag_truncate(f->diag, 0);
    assert_null(read_image(f, (Str){0}));
    assert_refused(f, "image-broken");
}

// Every cut of a file is refused, by its head or by its samples, and once.
static void cut_off(void **state)
{
    Fixture *f = *state;
    uint8_t rows[2000];
    Str whole;

    for (size_t i = 0; i < sizeof rows; i++)
        rows[i] = (uint8_t)(i * i * 31 >> 3);
    whole = png_make(f->arena, (Png){50, 40, PNG_COLOR_TYPE_GRAY, 8, .rows = rows, .row_bytes = 50});
    for (size_t n = 8; n < whole.n - 20; n += 7) {
        ImageSamples samples;
        Image *image = read_image(f, str_slice(whole, 0, n));

        assert_false(image && image_samples(f->arena, f->diag, image, &samples));
        assert_refused(f, "image-broken");
        diag_truncate(f->diag, 0);
    }
}

static void damaged_data(void **state)
{
    Fixture *f = *state;
    const uint8_t rows[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Str whole = png_make(f->arena, (Png){3, 3, PNG_COLOR_TYPE_GRAY, 8, .rows = rows, .row_bytes = 3});
    char *bytes = str_c(f->arena, whole);
    ptrdiff_t data = str_find(whole, STR("IDAT"), 0);
    ImageSamples samples;
    Image *image;

    bytes[data + 8] ^= 0x55;
    image = read_image(f, (Str){bytes, whole.n});
    assert_non_null(image);
    assert_false(image_samples(f->arena, f->diag, image, &samples));
    assert_refused(f, "image-broken");
}

static void too_large(void **state)
{
    Fixture *f = *state;
    const uint8_t row[] = {0};
    Str whole = png_make(f->arena, (Png){1, 1, PNG_COLOR_TYPE_GRAY, 8, .rows = row, .row_bytes = 1});
    char *bytes = str_c(f->arena, whole);

    memcpy(bytes + 16, "\0\0\x40\0\0\0\x40\0", 8); // 16384 × 16384
    assert_null(read_image(f, (Str){bytes, whole.n}));
    assert_refused(f, "image-too-large");
    diag_truncate(f->diag, 0);
    assert_null(read_image(f, (Str){bytes, IMAGE_MOST_BYTES + 1})); // refused before it is looked at
    assert_refused(f, "image-too-large");
    diag_truncate(f->diag, 0);
    memcpy(bytes + 16, "\0\0\0\0", 4);
    assert_null(read_image(f, (Str){bytes, whole.n}));
    assert_refused(f, "image-broken");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(grey_and_rgb),
        TEST(sixteen_bits_and_interlaced),
        TEST(alpha_is_flattened_on_white),
        TEST(palettes),
        TEST(natural_size),
        TEST(other_kinds),
        TEST(cut_off),
        TEST(damaged_data),
        TEST(too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
