// Images small enough to know by heart, made by libpng and TurboJPEG.
#ifndef GONGKAI_MAKE_IMAGE_H
#define GONGKAI_MAKE_IMAGE_H

#include <string.h>

#include "testing.h"

#include <png.h>
#include <turbojpeg.h>

// ---- PNG

typedef struct Png {
    uint32_t width, height;
    int colour_type, depth;
    bool interlaced;
    uint32_t pixels_a_metre; // 0: no pHYs
    const png_color *palette;
    int palette_count;
    const uint8_t *palette_alpha; // NULL: opaque
    const uint8_t *rows;
    size_t row_bytes;
} Png;

static inline void png_append(png_structp png, png_bytep at, size_t n)
{
    buf_add(png_get_io_ptr(png), (Str){(const char *)at, n});
}

static inline Str png_make(Arena *arena, Png spec)
{
    StrBuf out = {.arena = arena};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_bytep *rows = ARENA_ARRAY(arena, png_bytep, spec.height);

    for (uint32_t y = 0; y < spec.height; y++)
        rows[y] = (png_bytep)(uintptr_t)(spec.rows + y * spec.row_bytes);
    png_set_write_fn(png, &out, png_append, NULL);
    png_set_IHDR(png, info, spec.width, spec.height, spec.depth, spec.colour_type,
                 spec.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (spec.palette)
        png_set_PLTE(png, info, spec.palette, spec.palette_count);
    if (spec.palette_alpha)
        png_set_tRNS(png, info, spec.palette_alpha, spec.palette_count, NULL);
    if (spec.pixels_a_metre)
        png_set_pHYs(png, info, spec.pixels_a_metre, spec.pixels_a_metre, PNG_RESOLUTION_METER);
    png_set_rows(png, info, rows);
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
    png_destroy_write_struct(&png, &info);
    return buf_str(&out);
}

// ---- JPEG

// One colour all over; components 1, 3, or 4 for CMYK (which has Adobe's segment).
static inline Str jpeg_make(Arena *arena, int width, int height, const uint8_t *colour, int components,
                            int flags)
{
    tjhandle handle = tjInitCompress();
    size_t pixels = (size_t)width * (size_t)height;
    uint8_t *samples = arena_alloc(arena, pixels * (size_t)components), *out = NULL;
    unsigned long n = 0;
    int format = components == 1 ? TJPF_GRAY : components == 3 ? TJPF_RGB : TJPF_CMYK;
    Str copy;

    for (size_t i = 0; i < pixels; i++)
        memcpy(samples + i * (size_t)components, colour, (size_t)components);
    assert_int_equal(tjCompress2(handle, samples, width, 0, height, format, &out, &n,
                                 components == 1 ? TJSAMP_GRAY : TJSAMP_444, 100, flags),
                     0);
    copy = str_copy(arena, (Str){(const char *)out, n});
    tjFree(out);
    tjDestroy(handle);
    return copy;
}

// bytes with a segment of this marker put in after the first `at` bytes.
static inline Str jpeg_with(Arena *arena, Str bytes, size_t at, uint8_t marker, Str data)
{
    StrBuf out = {.arena = arena};

    buf_add(&out, str_slice(bytes, 0, at));
    buf_add_char(&out, (char)0xff);
    buf_add_char(&out, (char)marker);
    buf_add_char(&out, (char)((data.n + 2) >> 8));
    buf_add_char(&out, (char)((data.n + 2) & 0xff));
    buf_add(&out, data);
    buf_add(&out, str_slice(bytes, at, bytes.n));
    return buf_str(&out);
}

#endif
