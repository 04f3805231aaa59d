// image: PNG and JPEG as pages need them: their size from their heads, and their samples when a PDF is
// written.
//
// In: a file's bytes. Out: an Image, which points into them, and on demand its samples: a PNG's decoded to
// 8-bit grey or RGB without alpha (ISO 19005-2 6.2.8 wants no transparency that is not needed: it is
// flattened on white); a JPEG's own compressed data, without the metadata of its camera, save where it is
// CMYK, which is decoded to RGB. Memory: the arena given; the bytes must outlive the Image. Errors, at the
// place given: image-kind (neither PNG nor JPEG, or a kind of JPEG that a PDF cannot hold), image-broken,
// image-too-large.
#ifndef GONGKAI_IMAGE_IMAGE_H
#define GONGKAI_IMAGE_IMAGE_H

#include "base/base.h"

#define IMAGE_MOST_BYTES ((size_t)64 << 20)     // of a file
#define IMAGE_MOST_PIXELS ((uint64_t)100000000) // as much as A3 at 720 dpi

typedef enum ImageKind { IMAGE_PNG, IMAGE_JPEG } ImageKind;

typedef struct Image {
    Str name;  // as findings print it: its path from the project's folder
    Str bytes; // the whole file
    Place place;
    ImageKind kind;
    uint32_t columns, rows; // of samples, as stored
    // How the stored samples are turned to be shown: Exif's 1 to 8. 1 upright, 2 mirrored left to right, 3
    // turned by 180 degrees, 4 mirrored top to bottom, 5 mirrored on the diagonal from top left, 6 turned
    // clockwise by 90, 7 mirrored on the other diagonal, 8 turned counter-clockwise by 90.
    int orientation;
    // As shown, after turning:
    uint32_t width, height;               // in pixels
    Length natural_width, natural_height; // by the file's pHYs or JFIF density, else 96 pixels an inch
} Image;

// Reads the heads alone. NULL after reporting. place: of the reference to it.
Image *image_read(Arena *arena, Diag *diag, Str bytes, Str name, Place place);

typedef struct ImageSamples {
    int components; // 1 grey, 3 RGB; 8 bits each
    bool jpeg;      // data is a JPEG (for DCTDecode); else rows of samples from the top, without padding
    Str data;
} ImageSamples;

// In their stored order: see orientation. False after reporting.
bool image_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples);

// The whole file as it is published: without the texts, times and places that programs and cameras add.
Str image_public(Arena *arena, const Image *image);
// "png" or "jpg".
const char *image_extension(const Image *image);

#endif
