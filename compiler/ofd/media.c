// Images as files of the package, each once however often it is shown.
#include <zlib.h>

#include "base/work.h"
#include "ofd/internal-ofd.h"

static OfdImage *find(const OfdImages *images, const Image *image)
{
    for (size_t i = 0; i < images->images.n; i++)
        if (images->images.at[i].image == image)
            return &images->images.at[i];
    return NULL;
}

// ---- a PNG of samples

static void put_number(StrBuf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_char(out, (char)(value >> shift & 0xFF));
}

static void put_chunk(StrBuf *out, const char *type, Str bytes)
{
    put_number(out, (uint32_t)bytes.n);
    size_t from = out->n;
    buf_add_c(out, type);
    buf_add(out, bytes);
    put_number(out, (uint32_t)crc32(0, (const Bytef *)out->at + from, (uInt)(out->n - from)));
}

// Of eight bits, red, green and blue, without alpha: readers show grey samples lighter, and have no decoder
// for some others. As the PDF's, rows are not filtered. Empty where zlib fails.
static Str png_make(Arena *arena, const Image *image, const ImageSamples *samples)
{
    size_t row = (size_t)image->columns * (size_t)samples->components;
    StrBuf rows = {.arena = arena}, out = {.arena = arena}, head = {.arena = arena};
    for (size_t i = 0; i < image->rows; i++) {
        Str read = str_slice(samples->data, i * row, (i + 1) * row);
        buf_add_char(&rows, 0);
        if (samples->components == 3)
            buf_add(&rows, read);
        for (size_t k = 0; samples->components == 1 && k < 3 * read.n; k++)
            buf_add_char(&rows, read.at[k / 3]);
    }
    uLongf length = compressBound(rows.n);
    Bytef *packed = arena_alloc(arena, length);
    if (compress(packed, &length, (const Bytef *)rows.at, rows.n) != Z_OK)
        return (Str){0};
    put_number(&head, image->columns);
    put_number(&head, image->rows);
    buf_add_char(&head, 8);        // bits
    buf_add_char(&head, 2);        // colours
    for (size_t i = 0; i < 3; i++) // deflated, filtered, not interlaced
        buf_add_char(&head, 0);
    buf_add(&out, STR("\x89PNG\r\n\x1a\n"));
    put_chunk(&out, "IHDR", buf_str(&head));
    put_chunk(&out, "IDAT", (Str){(const char *)packed, length});
    put_chunk(&out, "IEND", (Str){0});
    return buf_str(&out);
}

// ---- the images

static void image_make(void *context, size_t worker, size_t index)
{
    (void)worker;
    OfdImage *made = &((OfdImages *)context)->images.at[index];
    Arena *scratch = arena_new();
    ImageSamples samples;
    made->arena = arena_new();
    made->diag = diag_new();
    if (image_samples(scratch, made->diag, made->image, &samples)) {
        made->bytes =
            samples.jpeg ? str_copy(made->arena, samples.data) : png_make(made->arena, made->image, &samples);
        made->extension = samples.jpeg ? "jpg" : "png";
    }
    arena_free(scratch);
}

bool media_gather(OfdImages *images, Arena *arena, Diag *diag, const Pages *pages)
{
    bool all = true;
    *images = (OfdImages){.arena = arena};
    for (size_t p = 0; p < pages->page_count; p++)
        for (size_t i = 0; i < pages->pages[p].item_count; i++) {
            const Item *item = &pages->pages[p].items[i];
            if (item->kind == ITEM_IMAGE && !find(images, item->image.image))
                *vec_push(arena, &images->images) = (OfdImage){.image = item->image.image};
        }
    work_share(images->images.n, image_make, images);
    for (size_t i = 0; i < images->images.n; i++) {
        diag_append(diag, images->images.at[i].diag);
        all = all && images->images.at[i].bytes.at;
    }
    return all || pages->draft;
}

void media_number(OfdImages *images, uint32_t *id)
{
    for (size_t i = 0; i < images->images.n; i++)
        if (images->images.at[i].bytes.at)
            images->images.at[i].id = (*id)++;
}

uint32_t media_id(const OfdImages *images, const Image *image)
{
    const OfdImage *found = find(images, image);
    return found ? found->id : 0;
}

void media_list(const OfdImages *images, StrBuf *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < images->images.n; i++) {
        const OfdImage *image = &images->images.at[i];
        if (image->id == 0)
            continue;
        if (shown++ == 0)
            buf_add(out, STR("<ofd:MultiMedias>\n"));
        buf_print(out,
                  "<ofd:MultiMedia ID=\"%u\" Type=\"Image\" Format=\"%s\"><ofd:MediaFile>image-%u.%s"
                  "</ofd:MediaFile></ofd:MultiMedia>\n",
                  image->id, image->extension[0] == 'p' ? "PNG" : "JPEG", image->id, image->extension);
    }
    if (shown > 0)
        buf_add(out, STR("</ofd:MultiMedias>\n"));
}

void media_add(const OfdImages *images, PackageWriter *package)
{
    for (size_t i = 0; i < images->images.n; i++) {
        const OfdImage *image = &images->images.at[i];
        if (image->id != 0)
            package_add(package,
                        str_print(images->arena, "Doc_0/Res/image-%u.%s", image->id, image->extension),
                        image->bytes);
    }
}

void media_free(OfdImages *images)
{
    for (size_t i = 0; i < images->images.n; i++) {
        diag_free(images->images.at[i].diag);
        arena_free(images->images.at[i].arena);
    }
}

// By orientation (Exif 2.3, 4.6.4), from 1: a b c d e f of a box of size 1.
static const int turns[9][6] = {
    {1, 0, 0, 1, 0, 0}, {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},  {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
    {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, 1, 0}, {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
};

void add_image_matrix(StrBuf *out, const Image *image, Micron width, Micron height)
{
    const int *turn = turns[image->orientation >= 1 && image->orientation <= 8 ? image->orientation : 1];
    buf_add(out, STR(" CTM=\""));
    for (size_t i = 0; i < 6; i++) {
        if (i > 0)
            buf_add_char(out, ' ');
        add_mm(out, turn[i] * (i % 2 == 0 ? width : height));
    }
    buf_add_char(out, '"');
}
