#include "image_fixture.h"

static const uint8_t red[] = {200, 30, 40};

static ImageSamples samples_of(Fixture *f, const Image *image)
{
    ImageSamples samples;

    assert_non_null(image);
    assert_true(image_samples(f->arena, f->diag, image, &samples));
    assert_int_equal(diag_total(f->diag), 0);
    return samples;
}

// The data goes into a PDF as it is, whichever of the two ways it is coded.
static void kept(void **state)
{
    Fixture *f = *state;
    const uint8_t grey[] = {90};
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    Str progressive = jpeg_make(f->arena, 20, 10, red, 3, TJFLAG_PROGRESSIVE);
    Image *image = read_image(f, plain);
    ImageSamples samples = samples_of(f, image);

    assert_int_equal(image->kind, IMAGE_JPEG);
    assert_int_equal(image->width, 20);
    assert_int_equal(image->height, 10);
    assert_true(samples.jpeg);
    assert_int_equal(samples.components, 3);
    assert_true(str_equal(samples.data, plain));
    assert_true(str_equal(samples_of(f, read_image(f, progressive)).data, progressive));
    assert_int_equal(samples_of(f, read_image(f, jpeg_make(f->arena, 3, 3, grey, 1, 0))).components, 1);
    assert_string_equal(image_extension(image), "jpg");
}

// What a camera or an editor says of time and place is not published with the picture.
static void metadata_is_left_out(void **state)
{
    Fixture *f = *state;
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    Str with = jpeg_with(f->arena, plain, 20, 0xe1, STR("Exif\0\0MM\0*\0\0\0\x08\0\0GPS"));
    ImageSamples samples;

    with = jpeg_with(f->arena, with, 20, 0xfe, STR("a comment"));
    samples = samples_of(f, read_image(f, with));
    assert_true(str_equal(samples.data, plain));
}

static void cmyk_becomes_rgb(void **state)
{
    Fixture *f = *state;
    const uint8_t inverted[] = {255, 0, 0,
                                255}; // Adobe's way: no cyan, all magenta and yellow, no black: red
    Image *image = read_image(f, jpeg_make(f->arena, 9, 5, inverted, 4, 0));
    ImageSamples samples = samples_of(f, image);

    assert_false(samples.jpeg);
    assert_int_equal(samples.components, 3);
    assert_int_equal(samples.data.n, 9 * 5 * 3);
    assert_in_range((uint8_t)samples.data.at[0], 250, 255);
    assert_in_range((uint8_t)samples.data.at[1], 0, 5);
    assert_in_range((uint8_t)samples.data.at[2], 0, 5);
}

static void density(void **state)
{
    Fixture *f = *state;
    Str bytes = jpeg_make(f->arena, 300, 150, red, 3, 0);
    char *jfif = str_c(f->arena, bytes);

    assert_true(str_starts(str_slice(bytes, 6, bytes.n), STR("JFIF")));
    assert_int_equal(read_image(f, bytes)->natural_width, length_pt(225)); // 1 × 1 without unit
    memcpy(jfif + 13, "\x01\x01\x2c\x01\x2c", 5);                          // 300 an inch
    assert_int_equal(read_image(f, (Str){jfif, bytes.n})->natural_width, length_pt(72));
    assert_int_equal(read_image(f, (Str){jfif, bytes.n})->natural_height, length_pt(36));
    memcpy(jfif + 13, "\x02\0\x64\0\x64", 5); // 100 a centimetre: 3 cm
    assert_in_range(read_image(f, (Str){jfif, bytes.n})->natural_width, length_um(29999), length_um(30001));
}

static void orientation(void **state)
{
    Fixture *f = *state;
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    Str big = STR("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    Str little = STR("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0");
    Image *image = read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, big));

    assert_int_equal(image->orientation, 6);
    assert_int_equal(image->columns, 20);
    assert_int_equal(image->width, 10);
    assert_int_equal(image->height, 20);
    assert_int_equal(image->natural_width, LENGTH_PT * 15 / 2);
    image = read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, little));
    assert_int_equal(image->orientation, 3);
    assert_int_equal(image->width, 20);
    // Directories that lie outside, and cut off ones, say nothing.
    for (size_t n = 6; n < big.n - 4; n++)
        assert_int_equal(
            read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, str_slice(big, 0, n)))->orientation, 1);
    image = read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, STR("Exif\0\0MM\0*\xff\xff\xff\xff")));
    assert_int_equal(image->orientation, 1);
}

static void broken(void **state)
{
    Fixture *f = *state;
    Str whole = jpeg_make(f->arena, 20, 10, red, 3, 0);

    for (size_t n = 3; n < whole.n; n++) {
        assert_null(read_image(f, str_slice(whole, 0, n)));
        assert_refused(f, "image-broken");
        diag_truncate(f->diag, 0);
    }
    assert_null(read_image(f, STR("\xff\xd8\xff\xd9")));
    assert_refused(f, "image-broken");
}

// CMYK is decoded, so damage to its data shows.
static void broken_data(void **state)
{
    Fixture *f = *state;
    const uint8_t colour[] = {255, 0, 0, 255};
    Str whole = jpeg_make(f->arena, 64, 64, colour, 4, 0);
    StrBuf cut = {.arena = f->arena};
    ImageSamples samples;
    Image *image;

    buf_add(&cut, str_slice(whole, 0, whole.n - 30));
    buf_add(&cut, STR("\xff\xd9"));
    image = read_image(f, buf_str(&cut));
    assert_non_null(image);
    assert_false(image_samples(f->arena, f->diag, image, &samples));
    assert_refused(f, "image-broken");
}

static void other_kinds_of_jpeg(void **state)
{
    Fixture *f = *state;
    Str whole = jpeg_make(f->arena, 20, 10, red, 3, 0);
    char *bytes = str_c(f->arena, whole);
    ptrdiff_t frame = str_find(whole, STR("\xff\xc0"), 0);

    bytes[frame + 1] = (char)0xc9; // arithmetic coding
    assert_null(read_image(f, (Str){bytes, whole.n}));
    assert_refused(f, "image-kind");
    diag_truncate(f->diag, 0);
    bytes[frame + 1] = (char)0xc0;
    bytes[frame + 4] = 12; // bits
    assert_null(read_image(f, (Str){bytes, whole.n}));
    assert_refused(f, "image-kind");
    diag_truncate(f->diag, 0);
    bytes[frame + 4] = 8;
    memcpy(bytes + frame + 5, "\xff\xff\xff\xff", 4);
    assert_null(read_image(f, (Str){bytes, whole.n}));
    assert_refused(f, "image-too-large");
}

// What the standard lets stand before a marker, and segments of no kind that is read.
static void segments(void **state)
{
    Fixture *f = *state;
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    StrBuf filled = {.arena = f->arena};

    buf_add(&filled, str_slice(plain, 0, 2));
    buf_add(&filled, STR("\xff\xff\xff"));
    buf_add(&filled, str_slice(plain, 2, plain.n));
    assert_int_equal(read_image(f, buf_str(&filled))->columns, 20);
    // Tables of arithmetic coding, and reserved markers, are no frames.
    assert_int_equal(read_image(f, jpeg_with(f->arena, plain, 20, 0xcc, STR("\0\0")))->columns, 20);
    assert_int_equal(read_image(f, jpeg_with(f->arena, plain, 20, 0xc8, STR("\0\0")))->columns, 20);
    assert_int_equal(read_image(f, jpeg_with(f->arena, plain, 20, 0xd0, STR("\0\0")))->columns, 20);
    assert_int_equal(diag_total(f->diag), 0);
    // A second frame, one too short for its components, and a segment shorter than its length.
    assert_null(read_image(f, jpeg_with(f->arena, plain, 20, 0xc0, STR("\x08\0\x0a\0\x14\x01\1\x11\0"))));
    assert_refused(f, "image-broken");
    diag_truncate(f->diag, 0);
    assert_null(read_image(f, jpeg_with(f->arena, plain, 20, 0xc0, STR("\x08\0\x0a\0\x14\x02\1\x11\0"))));
    assert_refused(f, "image-broken");
    diag_truncate(f->diag, 0);
    char *bytes = str_c(f->arena, jpeg_with(f->arena, plain, 20, 0xec, STR("abc")));
    bytes[20 + 3] = 1;
    assert_null(read_image(f, (Str){bytes, plain.n + 7}));
    assert_refused(f, "image-broken");
}

static void an_orientation_that_there_is(void **state)
{
    Fixture *f = *state;
    Str plain = jpeg_make(f->arena, 20, 10, red, 3, 0);
    static const int wanted[] = {1, 1, 2, 3, 4, 5, 6, 7, 8, 1};

    for (int i = 0; i < 10; i++) {
        char exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        exif[25] = (char)i;
        assert_int_equal(
            read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, (Str){exif, sizeof exif - 1}))->orientation,
            wanted[i]);
        exif[17] = 0x11; // another tag
        assert_int_equal(
            read_image(f, jpeg_with(f->arena, plain, 20, 0xe1, (Str){exif, sizeof exif - 1}))->orientation,
            1);
    }
}

// Without Adobe's segment CMYK is as it is called: 255 is all ink.
static void cmyk_of_others(void **state)
{
    Fixture *f = *state;
    const uint8_t inks[] = {0, 0, 0, 0}; // written as Y 255, Cb 128, Cr 128, K 0, which is now C, M, Y, K
    Str with = jpeg_make(f->arena, 9, 5, inks, 4, 0);
    ptrdiff_t adobe = str_find(with, STR("\xff\xee"), 0);
    StrBuf without = {.arena = f->arena};
    ImageSamples samples;

    assert_true(adobe > 0);
    buf_add(&without, str_slice(with, 0, (size_t)adobe));
    buf_add(&without, str_slice(with, (size_t)adobe + 16, with.n));
    samples = samples_of(f, read_image(f, buf_str(&without)));
    assert_in_range((uint8_t)samples.data.at[0], 0, 3);
    assert_in_range((uint8_t)samples.data.at[1], 124, 130);
    assert_in_range((uint8_t)samples.data.at[2], 124, 130);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kept),
        TEST(metadata_is_left_out),
        TEST(cmyk_becomes_rgb),
        TEST(density),
        TEST(orientation),
        TEST(broken),
        TEST(broken_data),
        TEST(other_kinds_of_jpeg),
        TEST(segments),
        TEST(an_orientation_that_there_is),
        TEST(cmyk_of_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
