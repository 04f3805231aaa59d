// The tables of a font file: reading them, and numbers for one.
#include "font/internal-truetype.h"

FontTable font_table_open(hb_face_t *face, hb_tag_t tag)
{
    FontTable table = {.blob = hb_face_reference_table(face, tag)};
    table.at = (const uint8_t *)hb_blob_get_data(table.blob, &table.n);
    return table;
}

void font_table_close(FontTable *table)
{
    hb_blob_destroy(table->blob);
    *table = (FontTable){0};
}

unsigned font_table_u8(const FontTable *table, size_t offset)
{
    return offset < table->n ? table->at[offset] : 0;
}

unsigned font_table_u16(const FontTable *table, size_t offset)
{
    return font_table_u8(table, offset) << 8 | font_table_u8(table, offset + 1);
}

int font_table_i16(const FontTable *table, size_t offset)
{
    return (int16_t)font_table_u16(table, offset);
}

uint32_t font_table_u32(const FontTable *table, size_t offset)
{
    return (uint32_t)font_table_u16(table, offset) << 16 | font_table_u16(table, offset + 2);
}

void put_u16(StrBuf *out, unsigned value)
{
    buf_add_char(out, (char)(value >> 8 & 0xFF));
    buf_add_char(out, (char)(value & 0xFF));
}

void put_u32(StrBuf *out, uint32_t value)
{
    put_u16(out, value >> 16);
    put_u16(out, value & 0xFFFF);
}
