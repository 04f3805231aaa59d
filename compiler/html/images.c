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
