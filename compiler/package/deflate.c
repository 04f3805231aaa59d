#define ZLIB_CONST
#include <zlib.h>

#include "package/package.h"

// Most of the work on short bytes would be to clear the tables that long ones want.
static int table_memory(size_t n)
{
    return n < 1 << 13 ? 6 : n < 1 << 16 ? 7 : MAX_MEM_LEVEL;
}

Str bytes_deflate(Arena *arena, Str bytes, DeflateForm form, int level)
{
    z_stream stream = {0};

    if (deflateInit2(&stream, level, Z_DEFLATED, form == DEFLATE_RAW ? -MAX_WBITS : MAX_WBITS,
                     table_memory(bytes.n), Z_DEFAULT_STRATEGY) != Z_OK)
        return (Str){0};
    Arena *scratch = arena_new();
    size_t most = deflateBound(&stream, bytes.n);
    char *room = arena_room(scratch, most);
    stream.next_in = (const Bytef *)bytes.at;
    stream.avail_in = (uInt)bytes.n;
    stream.next_out = (Bytef *)room;
    stream.avail_out = (uInt)most;
    bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    Str packed = whole ? str_copy(arena, (Str){room, stream.total_out}) : (Str){0};
    deflateEnd(&stream);
    arena_free(scratch);
    return packed;
}
