// What the files of image share.
#ifndef GONGKAI_IMAGE_INTERNAL_IMAGE_H
#define GONGKAI_IMAGE_INTERNAL_IMAGE_H

#include "image/image.h"

// ---- head.c

uint32_t image_be16(const char *at);
uint32_t image_be32(const char *at);
// Always false, after reporting image-broken. why: a translated phrase or a library's message.
bool image_broken(Diag *diag, const Image *image, const char *why);
// Sets the natural size as stored, from pixels an inch times 254 (so that a metre's are exact too); what is
// no density of an image falls back to 96 pixels an inch.
void image_set_density(Image *image, uint64_t x_per_254_inches, uint64_t y_per_254_inches);

// ---- png.c, jpeg.c: heads into columns, rows, orientation and density; samples

bool png_head(Diag *diag, Image *image);
bool png_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples);
// The file without who made it, when and where.
Str png_public(Arena *arena, const Image *image);
Str jpeg_public(Arena *arena, const Image *image);
bool jpeg_head(Diag *diag, Image *image);
bool jpeg_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples);

#endif
