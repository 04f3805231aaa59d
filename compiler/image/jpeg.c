// JPEG (ITU-T T.81): its segments are walked here; only what a PDF cannot hold as it is gets decoded, through
// TurboJPEG, which needs no setjmp here.
#include <string.h>
#include <turbojpeg.h>

#include "image/internal-image.h"

enum {
    MARKER_SOF0 = 0xc0,  // baseline
    MARKER_SOF2 = 0xc2,  // progressive
    MARKER_SOF15 = 0xcf, // the last of the other ways to code
    MARKER_DHT = 0xc4,
    MARKER_JPG = 0xc8,
    MARKER_DAC = 0xcc,
    MARKER_RST0 = 0xd0,
    MARKER_RST7 = 0xd7,
    MARKER_EOI = 0xd9,
    MARKER_SOS = 0xda,
    MARKER_APP0 = 0xe0,
    MARKER_APP1 = 0xe1,
    MARKER_APP14 = 0xee,
    MARKER_APP15 = 0xef,
    MARKER_COM = 0xfe,
};

// A marker with its segment; after SOS the compressed data is a segment of marker 0.
typedef struct Segment {
    int marker;
    Str whole; // with the marker
    Str data;  // without marker and length
} Segment;

static bool is_frame(int marker)
{
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT && marker != MARKER_JPG &&
           marker != MARKER_DAC;
}

// Compressed data goes on to the next marker that is no restart; FF 00 is an FF in it (B.1.1.5).
static size_t scan_end(Str bytes, size_t at)
{
    for (;;) {
        const char *found = at < bytes.n ? memchr(bytes.at + at, 0xff, bytes.n - at) : NULL;
        uint8_t next;

        if (!found || (size_t)(found - bytes.at) + 1 >= bytes.n)
            return bytes.n;
        at = (size_t)(found - bytes.at);
        next = (uint8_t)bytes.at[at + 1];
        if (next != 0 && next != 0xff && (next < MARKER_RST0 || next > MARKER_RST7))
            return at;
        at += next == 0xff ? 1 : 2;
    }
}

// The segment after the SOI, or after `last`; false where the bytes end before EOI or are none.
static bool next_segment(Str bytes, size_t *at, Segment *segment)
{
    size_t from = *at, length;

    if (segment->marker == MARKER_SOS) {
        *at = scan_end(bytes, from);
        *segment = (Segment){.whole = str_slice(bytes, from, *at)};
        return *at < bytes.n;
    }
    if (from >= bytes.n || (uint8_t)bytes.at[from] != 0xff)
        return false;
    while (from + 1 < bytes.n && (uint8_t)bytes.at[from + 1] == 0xff) // fill bytes
        from++;
    if (from + 1 >= bytes.n)
        return false;
    *segment = (Segment){.marker = (uint8_t)bytes.at[from + 1]};
    if (segment->marker == MARKER_EOI) {
        *at = from + 2;
        segment->whole = str_slice(bytes, from, *at);
        return true;
    }
    if (from + 4 > bytes.n)
        return false;
    length = image_be16(bytes.at + from + 2);
    if (length < 2 || length > bytes.n - from - 2)
        return false;
    *at = from + 2 + length;
    segment->data = str_slice(bytes, from + 4, *at);
    segment->whole = str_slice(bytes, from, *at);
    return true;
}

// ---- the head

// What decides how the file is written to a PDF.
typedef struct JpegFacts {
    int components;
    bool jfif, adobe;
    bool rgb_ids; // components named R, G and B
    bool frame, scan;
} JpegFacts;

static bool read_frame(Diag *diag, Image *image, const Segment *segment, JpegFacts *facts)
{
    Str data = segment->data;

    if (data.n < 6 || data.n < 6 + 3 * (size_t)(uint8_t)data.at[5] || facts->frame)
        return image_broken(diag, image, _("its head is missing"));
    facts->components = (uint8_t)data.at[5];
    if (segment->marker > MARKER_SOF2 || data.at[0] != 8 ||
        (facts->components != 1 && facts->components != 3 && facts->components != 4)) {
        diag_report(diag, SEVERITY_ERROR, "image-kind", image->place,
                    str_of(_("save it as an ordinary JPEG or as PNG")),
                    _("the image “%.*s” is a kind of JPEG that a PDF cannot hold"), STR_ARG(image->name));
        return false;
    }
    image->rows = image_be16(data.at + 1);
    image->columns = image_be16(data.at + 3);
    facts->rgb_ids = facts->components == 3 && data.at[6] == 'R' && data.at[9] == 'G' && data.at[12] == 'B';
    facts->frame = true;
    return true;
}

static uint32_t tiff16(const char *at, bool big)
{
    return big ? image_be16(at) : (uint32_t)(uint8_t)at[1] << 8 | (uint8_t)at[0];
}

// The orientation of an Exif segment (tag 0x112 of its first directory); 1 where it has none.
static int exif_orientation(Str data)
{
    Str tiff = str_slice(data, 6, data.n);
    bool big = tiff.n >= 2 && tiff.at[0] == 'M';
    uint64_t directory;
    uint32_t entries;

    if (tiff.n < 8)
        return 1;
    directory = big ? image_be32(tiff.at + 4) : tiff16(tiff.at + 4, false) | tiff16(tiff.at + 6, false) << 16;
    if (directory + 2 > tiff.n)
        return 1;
    entries = tiff16(tiff.at + directory, big);
    for (uint32_t i = 0; i < entries && directory + 2 + 12 * (uint64_t)(i + 1) <= tiff.n; i++) {
        const char *entry = tiff.at + directory + 2 + 12 * (uint64_t)i;
        uint32_t value = tiff16(entry + 8, big);

        if (tiff16(entry, big) == 0x112)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

// Pixels an inch times 254, of JFIF's units: 1 an inch, 2 a centimetre.
static uint64_t density_of(uint32_t density, char unit)
{
    return unit == 1 ? (uint64_t)density * 254 : unit == 2 ? (uint64_t)density * 64516 / 100 : 0;
}

static bool read_segments(Diag *diag, Image *image, JpegFacts *facts)
{
    Segment segment = {0};
    size_t at = 2;
    uint64_t x = 0, y = 0;

    while (next_segment(image->bytes, &at, &segment)) {
        Str data = segment.data;

        if (is_frame(segment.marker) && !read_frame(diag, image, &segment, facts))
            return false;
        if (segment.marker == MARKER_APP0 && str_starts(data, STR("JFIF\0")) && data.n >= 12) {
            facts->jfif = true;
            x = density_of(image_be16(data.at + 8), data.at[7]);
            y = density_of(image_be16(data.at + 10), data.at[7]);
        } else if (segment.marker == MARKER_APP1 && str_starts(data, STR("Exif\0\0"))) {
            image->orientation = exif_orientation(data);
        } else if (segment.marker == MARKER_APP14 && str_starts(data, STR("Adobe"))) {
            facts->adobe = true;
        } else if (segment.marker == MARKER_SOS) {
            facts->scan = true;
        } else if (segment.marker == MARKER_EOI) {
            image_set_density(image, x, y);
            return facts->frame && facts->scan ? true : image_broken(diag, image, _("its head is missing"));
        }
    }
    return image_broken(diag, image, _("its end is missing"));
}

bool jpeg_head(Diag *diag, Image *image)
{
    JpegFacts facts = {0};

    return read_segments(diag, image, &facts);
}

// ---- samples

// An Exif segment that has the orientation, and nothing else (Exif 2.3, 4.5.4).
static void add_orientation(StrBuf *out, int orientation)
{
    static const char head[] = "\xff\xe1\x00\x22"
                               "Exif\0\0"
                               "MM\0\x2a\0\0\0\x08"
                               "\0\x01"
                               "\x01\x12\0\x03\0\0\0\x01";

    buf_add(out, (Str){head, sizeof head - 1});
    buf_add_char(out, '\0');
    buf_add_char(out, (char)orientation);
    buf_add(out, STR("\0\0\0\0\0\0"));
}

// Its own data, without what cameras and editors add: times, places, thumbnails. JFIF and Adobe segments say
// how the colours are to be read.
static Str strip(Arena *arena, Str bytes, int orientation)
{
    StrBuf out = {.arena = arena};
    Segment segment = {0};
    size_t at = 2;

    buf_add(&out, str_slice(bytes, 0, 2));
    if (orientation != 1)
        add_orientation(&out, orientation);
    while (next_segment(bytes, &at, &segment)) {
        bool application = segment.marker > MARKER_APP0 && segment.marker <= MARKER_APP15;

        if ((!application || segment.marker == MARKER_APP14) && segment.marker != MARKER_COM)
            buf_add(&out, segment.whole);
        if (segment.marker == MARKER_EOI)
            break;
    }
    return buf_str(&out);
}

Str jpeg_public(Arena *arena, const Image *image)
{
    return strip(arena, image->bytes, image->orientation);
}

// Adobe's CMYK is stored inverted: 255 is no ink (Adobe Technical Note 5116).
static void cmyk_to_rgb(const uint8_t *cmyk, char *rgb, size_t pixels, bool inverted)
{
    for (size_t i = 0; i < pixels; i++)
        for (size_t c = 0; c < 3; c++) {
            unsigned ink = cmyk[4 * i + c], black = cmyk[4 * i + 3];

            if (!inverted)
                ink = 255 - ink, black = 255 - black;
            rgb[3 * i + c] = (char)((ink * black + 127) / 255);
        }
}

static bool decode(const Image *image, tjhandle handle, int format, uint8_t *out)
{
    const int limits = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;

    return tjDecompress2(handle, (const uint8_t *)image->bytes.at, image->bytes.n, out, (int)image->columns,
                         0, (int)image->rows, format, limits) == 0;
}

static bool decode_rgb(Arena *arena, Diag *diag, const Image *image, const JpegFacts *facts,
                       ImageSamples *samples)
{
    size_t pixels = (size_t)image->columns * image->rows;
    bool cmyk = facts->components == 4, good;
    tjhandle handle = tjInitDecompress();
    Arena *scratch = arena_new();
    char *rgb = arena_alloc(arena, pixels * 3);
    uint8_t *decoded = cmyk ? arena_alloc(scratch, pixels * 4) : (uint8_t *)rgb;

    if (!handle) {
        diag_report(diag, SEVERITY_FAILURE, "image-library", image->place, (Str){0},
                    _("the JPEG library failed: %s"), tjGetErrorStr2(NULL));
        good = false;
    } else {
        good = decode(image, handle, cmyk ? TJPF_CMYK : TJPF_RGB, decoded) ||
               image_broken(diag, image, tjGetErrorStr2(handle));
        tjDestroy(handle);
    }
    if (good && cmyk)
        cmyk_to_rgb(decoded, rgb, pixels, facts->adobe);
    arena_free(scratch);
    samples->components = 3;
    samples->data = (Str){rgb, pixels * 3};
    return good;
}

bool jpeg_samples(Arena *arena, Diag *diag, const Image *image, ImageSamples *samples)
{
    JpegFacts facts = {0};
    Image again = *image;

    if (!read_segments(diag, &again, &facts))
        return false;
    // Without a segment that says so a PDF reader takes three components for YCbCr (ISO 32000-1 table 13).
    if (facts.components == 4 || (facts.rgb_ids && !facts.jfif && !facts.adobe))
        return decode_rgb(arena, diag, image, &facts, samples);
    samples->components = facts.components;
    samples->jpeg = true;
    samples->data = strip(arena, image->bytes, 1);
    return true;
}
