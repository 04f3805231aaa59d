// Where the files of a made project come from, as bytes: an office has hundreds of projects, each with
// thousands of cells, and few are ever asked for.
//
// Numbers are seven bits a byte, the lowest first, a high bit where more follow. A text is its length and its
// bytes; one of a place, which is mostly that of the place before, its length and one, or 0 for the same.
#include "office/internal-project.h"

// ---- packing

static void put_number(StrBuf *out, size_t number)
{
    for (; number > 127; number >>= 7)
        buf_add_char(out, (char)(number % 128 + 128));
    buf_add_char(out, (char)number);
}

static void put_text(StrBuf *out, Str text)
{
    put_number(out, text.n);
    buf_add(out, text);
}

static void put_same(StrBuf *out, Str text, Str before)
{
    if (str_equal(text, before)) {
        put_number(out, 0);
        return;
    }
    put_number(out, text.n + 1);
    buf_add(out, text);
}

static void put_spot(StrBuf *out, const OfficeSpot *spot, const Place *before)
{
    const Place *place = &spot->place;

    put_number(out, spot->line);
    put_number(out, spot->column);
    put_number(out, place->line);
    put_number(out, place->column);
    put_number(out, place->width);
    put_same(out, place->file, before->file);
    put_same(out, place->cell, before->cell);
    put_same(out, place->sheet, before->sheet);
    put_same(out, place->text, before->text);
}

Str places_pack(Arena *arena, const OfficeProject *project)
{
    Arena *scratch = arena_new();
    StrBuf out = {.arena = scratch};

    put_number(&out, project->file_count);
    for (size_t i = 0; i < project->file_count; i++) {
        const OfficeFile *file = &project->files[i];
        Place before = {0};

        put_text(&out, file->name);
        put_text(&out, file->source);
        put_number(&out, file->spots.n);
        for (size_t k = 0; k < file->spots.n; k++) {
            put_spot(&out, &file->spots.at[k], &before);
            before = file->spots.at[k].place;
        }
    }
    Str packed = str_copy(arena, buf_str(&out));
    arena_free(scratch);
    return packed;
}

// ---- unpacking

static size_t take_number(Str *rest)
{
    size_t number = 0, i = 0;
    unsigned shift = 0;

    for (bool more = true; more && i < rest->n; shift += 7) {
        unsigned char c = (unsigned char)rest->at[i++];

        number |= (size_t)(c & 127) << shift;
        more = c > 127;
    }
    *rest = str_slice(*rest, i, rest->n);
    return number;
}

static Str take(Str *rest, size_t n)
{
    Str text = str_slice(*rest, 0, n);

    *rest = str_slice(*rest, n, rest->n);
    return text;
}

static Str take_text(Str *rest)
{
    return take(rest, take_number(rest));
}

static Str take_same(Str *rest, Str before)
{
    size_t n = take_number(rest);

    return n > 0 ? take(rest, n - 1) : before;
}

static OfficeSpot take_spot(Str *rest, const Place *before)
{
    OfficeSpot spot = {.line = (uint32_t)take_number(rest)};
    Place *place = &spot.place;

    spot.column = (uint32_t)take_number(rest);
    place->line = (uint32_t)take_number(rest);
    place->column = (uint32_t)take_number(rest);
    place->width = (uint32_t)take_number(rest);
    place->file = take_same(rest, before->file);
    place->cell = take_same(rest, before->cell);
    place->sheet = take_same(rest, before->sheet);
    place->text = take_same(rest, before->text);
    return spot;
}

const OfficeProject *places_unpack(Arena *arena, const OfficeDocument *document, Str packed)
{
    OfficeProject *project = ARENA_NEW(arena, OfficeProject);

    project->document = document;
    project->file_count = take_number(&packed);
    project->files = ARENA_ARRAY(arena, OfficeFile, project->file_count);
    for (size_t i = 0; i < project->file_count; i++) {
        OfficeFile *file = &project->files[i];
        Place before = {0};

        file->name = take_text(&packed);
        file->source = take_text(&packed);
        for (size_t n = take_number(&packed); n > 0; n--) {
            *vec_push(arena, &file->spots) = take_spot(&packed, &before);
            before = vec_last(&file->spots)->place;
        }
    }
    return project;
}
