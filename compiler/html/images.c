// Pictures are put into the site under names of their own, so that no file name of the project can stand in a
// page's way.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "html/internal-html.h"

#define IMAGE_MOST ((size_t)64 << 20) // bytes

// False with errno where it cannot be read, EFBIG where it is too large.
static bool read_bytes(Arena *arena, const char *path, Str *bytes)
{
    FILE *file = fopen(path, "rb");
    StrBuf buf = {.arena = arena};
    char chunk[65536];
    size_t n;

    if (!file)
        return false;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && buf.n + n <= IMAGE_MOST)
        buf_add(&buf, (Str){chunk, n});
    int error = ferror(file) ? EIO : n > 0 ? EFBIG : 0;
    fclose(file);
    errno = error;
    *bytes = buf_str(&buf);
    return error == 0;
}

// By what it holds: an SVG, which may hold script, is shown under no name.
static const char *extension_of(Str bytes)
{
    if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
        return "png";
    if (str_starts(bytes, STR("\xff\xd8\xff")))
        return "jpg";
    return NULL;
}

// What document could not find is still as it was written, and may lead anywhere.
static bool is_inside(Str path)
{
    return path.n > 0 && path.at[0] != '/' && str_find(path, STR(".."), 0) < 0;
}

static void load(Pictures *images, Picture *image, const Node *node)
{
    const char *path =
        str_print(images->arena, "%.*s/%.*s", STR_ARG(images->folder), STR_ARG(image->path)).at;
    Place place = source_place(node->source, node->parent ? node->parent->offset : 0, 0);

    if (!is_inside(image->path))
        return; // which document has reported
    if (!read_bytes(images->arena, path, &image->bytes)) {
        if (errno != ENOENT) // the same
            diag_report(images->diag, SEVERITY_ERROR, "image-unreadable", place, (Str){0},
                        _("the image “%.*s” cannot be read: %s"), STR_ARG(image->path), strerror(errno));
        return;
    }
    const char *extension = extension_of(image->bytes);
    if (!extension) {
        diag_report(images->diag, SEVERITY_ERROR, "image-kind", place,
                    str_of(_("save it as PNG or JPEG and name that file")),
                    _("the image “%.*s” is neither PNG nor JPEG"), STR_ARG(image->path));
        return;
    }
    image->name = str_print(images->arena, "image-%02zu.%s", images->list.n, extension);
}

Str image_name(Pictures *images, const Node *node)
{
    for (size_t i = 0; i < images->list.n; i++)
        if (str_equal(images->list.at[i].path, node->target))
            return images->list.at[i].name;
    Picture *image = vec_push(images->arena, &images->list);
    image->path = node->target;
    load(images, image, node);
    return image->name;
}
