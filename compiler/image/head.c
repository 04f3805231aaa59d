// What the heads of every kind of image are read with.
#include "image/internal-image.h"

uint32_t image_be16(const char *at)
{
    const uint8_t *bytes = (const uint8_t *)at;

    return (uint32_t)bytes[0] << 8 | bytes[1];
}

uint32_t image_be32(const char *at)
{
    return image_be16(at) << 16 | image_be16(at + 2);
}

bool image_broken(Diag *diag, const Image *image, const char *why)
{
    diag_report(diag, SEVERITY_ERROR, "image-broken", image->place,
                str_of(_("open it in an image editor and save it anew, or copy it again from where it came")),
                _("the image “%.*s” is broken: %s"), STR_ARG(image->name), why);
    return false;
}

static Length natural(uint32_t pixels, uint64_t per_254_inches)
{
    return length_scale((Length)pixels * 72 * LENGTH_PT, 254, (int64_t)per_254_inches);
}

void image_set_density(Image *image, uint64_t x, uint64_t y)
{
    const uint64_t least = 10 * 254, most = 10000 * 254;

    if (x < least || x > most || y < least || y > most)
        x = y = 96 * 254;
    image->natural_width = natural(image->columns, x);
    image->natural_height = natural(image->rows, y);
}
