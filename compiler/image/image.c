#include "image/internal-image.h"

static bool too_large(Diag *diag, const Image *image)
{
    if (image->bytes.n > IMAGE_MOST_BYTES) {
        diag_report(diag, SEVERITY_ERROR, "image-too-large", image->place,
                    str_of(_("scale it down: 300 pixels an inch print well")),
                    _("the image “%.*s” is larger than %zu MB"), STR_ARG(image->name),
                    IMAGE_MOST_BYTES >> 20);
        return true;
    }
    if ((uint64_t)image->columns * image->rows > IMAGE_MOST_PIXELS) {
        diag_report(diag, SEVERITY_ERROR, "image-too-large", image->place,
                    str_of(_("scale it down: 300 pixels an inch print well")),
                    _("the image “%.*s” has %u × %u pixels, more than %u million"), STR_ARG(image->name),
                    image->columns, image->rows, (unsigned)(IMAGE_MOST_PIXELS / 1000000));
        return true;
    }
    return false;
}

static bool find_kind(Diag *diag, Image *image)
{
    if (image->bytes.n == 0) {
        image_broken(diag, image, _("the file is empty"));
        return false;
    }
    if (str_starts(image->bytes, STR("\x89PNG\r\n\x1a\n")))
        image->kind = IMAGE_PNG;
    else if (str_starts(image->bytes, STR("\xff\xd8\xff")))
        image->kind = IMAGE_JPEG;
    else {
        diag_report(diag, SEVERITY_ERROR, "image-kind", image->place,
                    str_of(_("save it as PNG or JPEG and name that file")),
                    _("the image “%.*s” is neither PNG nor JPEG"), STR_ARG(image->name));
        return false;
    }
    return true;
}

// Orientations from 5 on lay rows down as columns.
static void turn(Image *image)
{
    image->width = image->columns;
    image->height = image->rows;
    if (image->orientation >= 5) {
        Length width = image->natural_width;

        image->width = image->rows;
        image->height = image->columns;
        image->natural_width = image->natural_height;
        image->natural_height = width;
    }
}

Image *image_read(Arena *arena, Diag *diag, Str bytes, Str name, Place place)
{
    Image *image = ARENA_NEW(arena, Image);

    *image = (Image){.name = name, .bytes = bytes, .place = place, .orientation = 1};
    if (too_large(diag, image) || !find_kind(diag, image))
        return NULL;
    if (!(image->kind == IMAGE_PNG ? png_head(diag, image) : jpeg_head(diag, image)))
        return NULL;
    if (image->columns == 0 || image->rows == 0) {
        image_broken(diag, image, _("it has no pixels"));
        return NULL;
    }
    if (too_large(diag, image))
        return NULL;
    turn(image);
    return image;
}

bool image_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples)
{
    *samples = (ImageSamples){0};
    return image->kind == IMAGE_PNG ? png_samples(arena, diag, image, samples)
                                    : jpeg_samples(arena, diag, image, samples);
}

const char *image_extension(const Image *image)
{
    return image->kind == IMAGE_PNG ? "png" : "jpg";
}

Str image_public(Arena *arena, const Image *image)
{
    return image->kind == IMAGE_PNG ? png_public(arena, image) : jpeg_public(arena, image);
}
