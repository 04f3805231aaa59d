// Images as XObjects (ISO 32000-1 8.9.5), each once however often it is shown.
#include <assert.h>

#include "base/work.h"
#include "pdf/internal-image.h"

static PdfImage *find(const PdfImages *images, const Image *image)
{
    for (size_t i = 0; i < images->images.n; i++)
        if (images->images.at[i].image == image)
            return &images->images.at[i];
    return NULL;
}

static void collect(PdfImages *images, const Page *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_IMAGE && !find(images, item->image.image))
            *vec_push(images->arena, &images->images) = (PdfImage){.image = item->image.image};
    }
}

static void image_pack(void *context, size_t worker, size_t index)
{
    (void)worker;
    PdfImage *image = &((PdfImages *)context)->images.at[index];
    Arena *scratch = arena_new();
    image->arena = arena_new();
    image->diag = diag_new();
    if (image_samples(scratch, image->diag, image->image, &image->samples)) {
        Str data = image->samples.data;
        image->packed = image->samples.jpeg ? str_copy(image->arena, data) : file_deflate(image->arena, data);
    }
    arena_free(scratch); // samples are large, and packed now
}

bool images_gather(PdfImages *images, Arena *arena, Diag *diag, const Pages *pages)
{
    bool all = true;
    *images = (PdfImages){.arena = arena};
    for (size_t p = 0; p < pages->page_count; p++)
        collect(images, &pages->pages[p]);
    work_share(images->images.n, image_pack, images);
    for (size_t i = 0; i < images->images.n; i++) {
        diag_append(diag, images->images.at[i].diag);
        all = all && images->images.at[i].packed.at;
    }
    return all || pages->draft;
}

void images_free(PdfImages *images)
{
    for (size_t i = 0; i < images->images.n; i++) {
        diag_free(images->images.at[i].diag);
        arena_free(images->images.at[i].arena);
    }
}

size_t images_number(const PdfImages *images, const Image *image)
{
    const PdfImage *found = find(images, image);
    return found && found->packed.at ? (size_t)(found - images->images.at) + 1 : 0;
}

void images_write(PdfImages *images, PdfFile *file, StrBuf *resources)
{
    if (images->images.n == 0)
        return;
    buf_add_c(resources, " /XObject <<");
    for (size_t i = 0; i < images->images.n; i++) {
        const PdfImage *image = &images->images.at[i];
        if (!image->packed.at)
            continue;
        Str entries = str_print(file->arena,
                                "/Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace /%s "
                                "/BitsPerComponent 8",
                                image->image->columns, image->image->rows,
                                image->samples.components == 1 ? "DeviceGray" : "DeviceRGB");
        HPDF_Dict object =
            stream_new(file, entries, image->samples.jpeg ? STREAM_DCT : STREAM_FLATE, image->packed);
        buf_print(resources, " /I%zu %u 0 R", i + 1, object_id(object));
    }
    buf_add_c(resources, " >>");
}

// Where a point of the stored samples' unit square (s to the right, t upwards) is shown in the box, as parts
// of its width and height: across = s * across_s + t * across_t + across_0.
typedef struct Turn {
    int across_s, across_t, across_0, up_s, up_t, up_0;
} Turn;

void image_show(StrBuf *out, const Image *image, size_t number, ImageBox box)
{
    // By orientation (Exif 2.3, 4.6.4), from 1.
    static const Turn turns[] = {
        {1, 0, 0, 0, 1, 0},   {-1, 0, 1, 0, 1, 0}, {-1, 0, 1, 0, -1, 1}, {1, 0, 0, 0, -1, 1},
        {0, -1, 1, -1, 0, 1}, {0, 1, 0, -1, 0, 1}, {0, 1, 0, 1, 0, 0},   {0, -1, 1, 1, 0, 0},
    };
    assert(image->orientation >= 1 && image->orientation <= 8 && number > 0);
    const Turn *turn = &turns[image->orientation - 1];
    const Milli matrix[] = {box.width * turn->across_s,
                            box.height * turn->up_s,
                            box.width * turn->across_t,
                            box.height * turn->up_t,
                            box.left + box.width * turn->across_0,
                            box.bottom + box.height * turn->up_0};
    buf_add_c(out, "q");
    for (size_t i = 0; i < 6; i++) {
        buf_add_char(out, ' ');
        put_milli(out, matrix[i]);
    }
    buf_print(out, " cm /I%zu Do Q\n", number);
}
