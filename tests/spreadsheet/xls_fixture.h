// Workbooks of BIFF8 made record by record, in a compound file around them.
#ifndef GONGKAI_TESTS_SPREADSHEET_XLS_FIXTURE_H
#define GONGKAI_TESTS_SPREADSHEET_XLS_FIXTURE_H

#include "spreadsheet/table_fixture.h"

#define SECTOR 512

static inline void add_u16(StrBuf *buf, unsigned value)
{
    buf_add_char(buf, (char)(value & 0xFF));
    buf_add_char(buf, (char)(value >> 8 & 0xFF));
}

static inline void add_u32(StrBuf *buf, uint32_t value)
{
    add_u16(buf, value & 0xFFFF);
    add_u16(buf, value >> 16);
}

static inline void add_zeros(StrBuf *buf, size_t n)
{
    while (n-- > 0)
        buf_add_char(buf, '\0');
}

static inline void add_record(StrBuf *stream, unsigned id, Str body)
{
    add_u16(stream, id);
    add_u16(stream, (unsigned)body.n);
    buf_add(stream, body);
}

// BOF of a version and a kind.
static inline void add_begin(StrBuf *stream, unsigned version, unsigned kind)
{
    add_u16(stream, 0x0809);
    add_u16(stream, 16);
    add_u16(stream, version);
    add_u16(stream, kind);
    add_zeros(stream, 12);
}

static inline void add_end(StrBuf *stream)
{
    add_record(stream, 0x000A, (Str){0});
}

// A directory entry: a name, its kind, its child and where its stream begins.
static inline void add_entry(StrBuf *file, const char *name, int kind, uint32_t child, uint32_t start,
                             uint32_t size)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < 32; i++)
        add_u16(file, i < n ? (unsigned char)name[i] : 0);
    add_u16(file, (unsigned)(n + 1) * 2);
    buf_add_char(file, (char)kind);
    buf_add_char(file, 1);
    add_u32(file, UINT32_MAX);
    add_u32(file, UINT32_MAX);
    add_u32(file, child);
    add_zeros(file, 36);
    add_u32(file, start);
    add_u32(file, size);
    add_u32(file, 0);
}

// The stream under a name: a header, a sector of the table, one of the directory, and the stream, made longer
// than what stands in the mini stream. next: what the table says follows the stream's last sector.
static inline Str make_compound(Arena *arena, const char *name, Str stream, uint32_t next)
{
    StrBuf file = {.arena = arena};
    size_t size = stream.n < 4096 ? 4096 : stream.n, sectors = (size + SECTOR - 1) / SECTOR;

    assert_true(sectors + 2 <= SECTOR / 4);
    buf_add(&file, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    add_zeros(&file, 16);
    add_u16(&file, 0x3E);
    add_u16(&file, 3);
    add_u16(&file, 0xFFFE);
    add_u16(&file, 9);
    add_u16(&file, 6);
    add_zeros(&file, 10);
    add_u32(&file, 1); // sectors of the table
    add_u32(&file, 1); // the directory's first
    add_u32(&file, 0);
    add_u32(&file, 4096);
    add_u32(&file, 0xFFFFFFFE);
    add_u32(&file, 0);
    add_u32(&file, 0xFFFFFFFE);
    add_u32(&file, 0);
    add_u32(&file, 0); // the table's first
    for (int i = 1; i < 109; i++)
        add_u32(&file, UINT32_MAX);
    add_u32(&file, 0xFFFFFFFD);
    add_u32(&file, 0xFFFFFFFE);
    for (size_t i = 0; i < SECTOR / 4 - 2; i++)
        add_u32(&file, i + 1 < sectors ? (uint32_t)i + 3 : i + 1 == sectors ? next : UINT32_MAX);
    add_entry(&file, "Root Entry", 5, 1, 0xFFFFFFFE, 0);
    add_entry(&file, name, 2, UINT32_MAX, 2, (uint32_t)size);
    add_zeros(&file, SECTOR - 256);
    buf_add(&file, stream);
    add_zeros(&file, sectors * SECTOR - stream.n);
    return (Str){file.at, file.n};
}

// A workbook of one sheet, 表, with records of its own after those that every one has.
static inline Str make_stream(Arena *arena, Str globals, Str sheet)
{
    StrBuf stream = {.arena = arena};

    add_begin(&stream, 0x0600, 5);
    buf_add(&stream, globals);
    add_u16(&stream, 0x0085);
    add_u16(&stream, 10);
    add_u32(&stream, (uint32_t)stream.n + 10 + 4);
    add_u16(&stream, 0);
    buf_add(&stream, STR("\x01\x01\x68\x88")); // 表
    add_end(&stream);
    add_begin(&stream, 0x0600, 0x10);
    buf_add(&stream, sheet);
    add_end(&stream);
    return (Str){stream.at, stream.n};
}

static inline Workbook *open_xls(Fixture *f, Str globals, Str sheet)
{
    Str file = make_compound(f->arena, "Workbook", make_stream(f->arena, globals, sheet), 0xFFFFFFFE);

    return workbook_from_bytes(f->arena, f->diag, file, STR("t.xls"));
}

#endif
