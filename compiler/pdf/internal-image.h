// The document's images: each once, as an image XObject.
#ifndef GONGKAI_PDF_INTERNAL_IMAGE_H
#define GONGKAI_PDF_INTERNAL_IMAGE_H

#include "pdf/internal-object.h"

typedef struct PdfImage {
    const Image *image;
    Arena *arena; // of its samples, made on any thread
    Diag *diag;
    ImageSamples samples;
    Str packed; // deflated, or a JPEG; NULL at: it cannot be read
} PdfImage;

typedef struct PdfImages {
    Arena *arena;
    VEC(PdfImage) images; // in the order of their first use; /I1 is the first
} PdfImages;

// Goes through all pages, then reads and packs in parallel. False where an image cannot be read, after
// reporting; a draft goes on without it.
bool images_gather(PdfImages *images, Arena *arena, Diag *diag, const Pages *pages);
void images_free(PdfImages *images);
// Writes the objects; the XObject entry of the resource dictionary, or nothing.
void images_write(PdfImages *images, PdfFile *file, StrBuf *resources);
// The number of an image's name, from 1; 0 where it cannot be shown.
size_t images_number(const PdfImages *images, const Image *image);

// Where an image stands: its lower left corner, and its size.
typedef struct ImageBox {
    Milli left, bottom, width, height;
} ImageBox;

// Appends the operators that show it there.
void image_show(StrBuf *out, const Image *image, size_t number, ImageBox box);

#endif
