// Pictures in the text.
#include "docx/internal-docx.h"

static size_t picture_of(Writing *writing, const Image *image)
{
    for (size_t i = 0; i < writing->pictures.n; i++)
        if (writing->pictures.at[i].image == image)
            return i;
    *vec_push(writing->arena, &writing->pictures) =
        (PictureUse){image, str_print(writing->arena, "word/media/image%zu.%s", writing->pictures.n,
                                      image_extension(image))};
    return writing->pictures.n - 1;
}

// As large as its density says, but within the type area, as layout has it.
static void picture_size(const Writing *writing, const Image *image, Length *width, Length *height)
{
    const PageStyle *page = &writing->style->page;
    Length most = writing->turned ? page->area_height : page->area_width;

    *width = image->natural_width;
    *height = image->natural_height;
    if (*width > most) {
        *height = length_scale(*height, most, *width);
        *width = most;
    }
    if (*height > page->area_height) {
        *width = length_scale(*width, page->area_height, *height);
        *height = page->area_height;
    }
}

static void write_picture(Writing *writing, const Node *node)
{
    StrBuf runs = {.arena = writing->arena};
    size_t index = picture_of(writing, node->image);
    unsigned id = ++writing->next_id;
    Length width, height;

    picture_size(writing, node->image, &width, &height);
    buf_print(
        &runs,
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%lld\" "
        "cy=\"%lld\"/><wp:docPr id=\"%u\" name=\"image%zu\" descr=\"",
        (long long)emus(width), (long long)emus(height), id, index + 1);
    escape_markup(&runs, node_plain_text(writing->arena, node));
    buf_print(
        &runs,
        "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"%u\" name=\"image%zu\"/><pic:cNvPicPr/></pic:nvPicPr>"
        "<pic:blipFill><a:blip r:embed=\"rIdImage%zu\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/></a:xfrm><a:prstGeom "
        "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>",
        id, index + 1, index + 1, (long long)emus(width), (long long)emus(height));
    write_paragraph(writing, style_id(ROLE_BODY),
                    STR("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" "
                        "w:firstLine=\"0\"/><w:jc w:val=\"center\"/>"),
                    buf_str(&runs));
}

void write_pictures(Writing *writing, const Printed *printed)
{
    for (size_t i = 0; i < printed->image_count; i++)
        write_picture(writing, printed->images[i]);
}
