// Images are put into the site under names of their own, so that no file name of the project can stand in a
// page's way.
#include <assert.h>

#include "html/internal-html.h"

Str image_name(Pictures *images, const Node *node)
{
    assert(node->kind == NODE_IMAGE);
    if (!node->image)
        return (Str){0};
    for (size_t i = 0; i < images->list.n; i++)
        if (images->list.at[i].image == node->image)
            return images->list.at[i].name;
    Picture *image = vec_push(images->arena, &images->list);
    image->image = node->image;
    image->name =
        str_print(images->arena, "images/image-%02zu.%s", images->list.n, image_extension(node->image));
    return image->name;
}

// RFC 4648, 4.
static void add_base64(StrBuf *out, Str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t left = bytes.n - i;
        uint32_t three = (uint32_t)(unsigned char)bytes.at[i] << 16;
        three |= left > 1 ? (uint32_t)(unsigned char)bytes.at[i + 1] << 8 : 0;
        three |= left > 2 ? (uint32_t)(unsigned char)bytes.at[i + 2] : 0;
        for (size_t k = 0; k < 4; k++)
            buf_add_char(out, k <= left ? digits[three >> (18 - 6 * k) & 63] : '=');
    }
}

Str image_data(Arena *arena, const Node *node)
{
    StrBuf out = {.arena = arena};

    buf_print(&out, "data:image/%s;base64,",
              str_equal(str_of(image_extension(node->image)), STR("png")) ? "png" : "jpeg");
    add_base64(&out, image_public(arena, node->image));
    return buf_str(&out);
}
