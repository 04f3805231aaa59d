// The charset of a CFF table: Adobe Technical Note 5176, The Compact Font Format Specification.
#include "font/internal-face.h"

typedef struct Cff {
    FontTable table; // bytes with bounds; no blob
    size_t at;
    bool broken;
} Cff;

static unsigned cff_number(Cff *cff, unsigned size)
{
    unsigned value = 0;
    if (cff->at + size > cff->table.n)
        cff->broken = true;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | font_table_u8(&cff->table, cff->at + i);
    cff->at += size;
    return value;
}

// Section 5: count, offset size, offsets from the byte before the data. Moves past it; returns where the
// first object is.
static size_t cff_index(Cff *cff, size_t *first_end)
{
    unsigned count = cff_number(cff, 2);
    *first_end = cff->at;
    if (count == 0)
        return cff->at;
    unsigned size = cff_number(cff, 1);
    size_t offsets = cff->at, data = offsets + (size_t)(count + 1) * size - 1;
    if (size < 1 || size > 4)
        cff->broken = true;
    if (cff->broken)
        return 0;
    size_t first = data + cff_number(cff, size);
    *first_end = data + cff_number(cff, size);
    cff->at = offsets + (size_t)count * size;
    cff->at = data + cff_number(cff, size);
    return first;
}

// Section 4: an operand's first byte tells its length. A real number (30) ends with a nibble of f.
static int32_t cff_operand(Cff *cff, unsigned first)
{
    if (first == 28)
        return (int16_t)cff_number(cff, 2);
    if (first == 29)
        return (int32_t)cff_number(cff, 4);
    if (first >= 32 && first <= 246)
        return (int32_t)first - 139;
    if (first >= 247 && first <= 250)
        return ((int32_t)first - 247) * 256 + (int32_t)cff_number(cff, 1) + 108;
    if (first >= 251 && first <= 254)
        return -((int32_t)first - 251) * 256 - (int32_t)cff_number(cff, 1) - 108;
    if (first == 30)
        for (unsigned byte = 0; (byte & 0x0f) != 0x0f && byte >> 4 != 0x0f && !cff->broken;)
            byte = cff_number(cff, 1);
    return 0;
}

enum { OPERATOR_CHARSET = 15, OPERATOR_ESCAPE = 12, ESCAPE_ROS = 30 };

// The top DICT's charset offset, and whether it has ROS, which makes the font CID-keyed.
static size_t cff_top(Cff *cff, bool *cid_keyed)
{
    size_t end, charset = 0;
    int32_t operand = 0;
    *cid_keyed = false;
    cff->at = font_table_u8(&cff->table, 2);
    cff_index(cff, &end); // names
    size_t top = cff_index(cff, &end);
    for (cff->at = top; cff->at < end && !cff->broken;) {
        unsigned byte = cff_number(cff, 1);
        if (byte > 21) {
            operand = cff_operand(cff, byte);
            continue;
        }
        if (byte == OPERATOR_CHARSET)
            charset = operand > 0 ? (size_t)operand : 0;
        else if (byte == OPERATOR_ESCAPE && cff_number(cff, 1) == ESCAPE_ROS)
            *cid_keyed = true;
    }
    return charset;
}

// Section 13: format 0 lists a CID for each glyph, formats 1 and 2 ranges whose counts have 8 and 16 bits.
// Glyph 0 is not in it.
static void cff_charset(Cff *cff, uint16_t *codes, size_t count)
{
    unsigned format = cff_number(cff, 1);
    if (format > 2)
        cff->broken = true;
    for (size_t glyph = 1; glyph < count && !cff->broken;) {
        unsigned first = cff_number(cff, 2);
        unsigned left = format == 0 ? 0 : cff_number(cff, format);
        for (unsigned i = 0; i <= left && glyph < count; i++)
            codes[glyph++] = (uint16_t)(first + i);
    }
}

bool cff_codes(const uint8_t *cff, size_t n, uint16_t *codes, size_t count)
{
    Cff reader = {.table = {.at = cff, .n = (unsigned)n}};
    bool cid_keyed;
    for (size_t i = 0; i < count; i++)
        codes[i] = (uint16_t)i;
    size_t charset = cff_top(&reader, &cid_keyed);
    // Offsets 0 to 2 are predefined charsets, which no CID-keyed font may have.
    if (reader.broken || (cid_keyed && charset <= 2))
        return false;
    if (!cid_keyed)
        return true;
    reader.at = charset;
    cff_charset(&reader, codes, count);
    return !reader.broken;
}
