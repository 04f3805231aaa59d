// PNG (ISO/IEC 15948), through libpng's simplified interface, which needs no setjmp here. It does not tell
// the density, so the chunks before the image data are walked for that.
#include <png.h>
#include <string.h>

#include "image/internal-image.h"

enum { SIGNATURE = 8, CHUNK = 12 }; // bytes; a chunk's length, name and checksum

static void read_density(Image *image, const char *chunk)
{
    bool metres = chunk[8] == 1;

    // 254 inches are 6.4516 metres.
    image_set_density(image, metres ? (uint64_t)image_be32(chunk) * 64516 / 10000 : 0,
                      metres ? (uint64_t)image_be32(chunk + 4) * 64516 / 10000 : 0);
}

bool png_head(Diag *diag, Image *image)
{
    Str bytes = image->bytes;
    size_t at = SIGNATURE;

    if (bytes.n < SIGNATURE + CHUNK + 13 || memcmp(bytes.at + at, "\0\0\0\x0dIHDR", 8) != 0)
        return image_broken(diag, image, _("its head is missing"));
    image->columns = image_be32(bytes.at + at + 8);
    image->rows = image_be32(bytes.at + at + 12);
    image_set_density(image, 0, 0);
    while (at + CHUNK <= bytes.n) {
        size_t length = image_be32(bytes.at + at);
        const char *name = bytes.at + at + 4;

        if (length > bytes.n - at - CHUNK)
            return image_broken(diag, image, _("its end is missing"));
        if (memcmp(name, "IDAT", 4) == 0)
            return true;
        if (memcmp(name, "pHYs", 4) == 0 && length == 9)
            read_density(image, name + 4);
        at += CHUNK + length;
    }
    return image_broken(diag, image, _("its end is missing"));
}

bool png_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples)
{
    static const png_color white = {255, 255, 255};
    png_image png = {.version = PNG_IMAGE_VERSION};
    char *data;
    size_t n;

    if (!png_image_begin_read_from_memory(&png, image->bytes.at, image->bytes.n))
        return image_broken(diag, image, png.message);
    png.format = png.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    samples->components = (int)PNG_IMAGE_SAMPLE_CHANNELS(png.format);
    n = PNG_IMAGE_SIZE(png);
    data = arena_alloc(arena, n);
    if (!png_image_finish_read(&png, &white, data, 0, NULL)) {
        png_image_free(&png);
        return image_broken(diag, image, png.message);
    }
    samples->data = (Str){data, n};
    return true;
}

// Chunks that pages are shown by; texts, times and Exif are left out (PNG 11.3).
Str png_public(Arena *arena, const Image *image)
{
    static const char left_out[] = "tEXt zTXt iTXt tIME eXIf";
    Str bytes = image->bytes;
    StrBuf out = {.arena = arena};
    size_t at = 8;

    buf_add(&out, str_slice(bytes, 0, at));
    while (at + 12 <= bytes.n) {
        size_t length = image_be32(bytes.at + at), end = at + 12 + length;

        if (end > bytes.n)
            break;
        if (str_find(STR(left_out), str_slice(bytes, at + 4, at + 8), 0) < 0)
            buf_add(&out, str_slice(bytes, at, end));
        at = end;
    }
    return buf_str(&out);
}
