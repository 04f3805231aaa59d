// A PDF read back as a reader does: from its end to the cross references, from those to every object, and
// every stream to its end.
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/work.h"
#include "pdf/internal-object.h"

enum { ROW = 8, PIECE = 1 << 16, JOB_OBJECTS = 256 };

typedef struct Reading {
    Arena *arena;
    Str bytes;
    const unsigned char *rows; // of the cross references, ROW bytes each: see save.c
    size_t count;              // of objects
    size_t *starts;            // of those that stand by themselves, in order; then where they end
    size_t start_count;
    const Str *known; // streams that need not be inflated
    size_t known_count;
    size_t packed; // objects found in object streams
    char *piece;   // what is inflated, where it is not kept
} Reading;

// ---- text

// Takes a whole number off the text's start.
static bool number_take(Str *text, size_t *value)
{
    size_t i = 0;

    for (*value = 0; i < text->n && i < 10 && text->at[i] >= '0' && text->at[i] <= '9'; i++)
        *value = *value * 10 + (size_t)(text->at[i] - '0');
    *text = str_slice(*text, i, text->n);
    return i > 0;
}

static bool part_take(Str *text, Str part)
{
    if (!str_starts(*text, part))
        return false;
    *text = str_slice(*text, part.n, text->n);
    return true;
}

// Of an entry whose value is a number.
static bool entry_number(Str entries, Str key, size_t *value, bool *reference)
{
    ptrdiff_t at = str_find(entries, key, 0);
    Str rest = at < 0 ? (Str){0} : str_slice(entries, (size_t)at + key.n, entries.n);
    bool found = number_take(&rest, value);

    *reference = str_starts(rest, STR(" 0 R"));
    return found;
}

// ---- objects

// What stands between `obj` and `endobj`.
static bool object_body_of(Str object, size_t number, Str *body)
{
    size_t found;

    *body = object;
    if (!number_take(body, &found) || found != number || !part_take(body, STR(" 0 obj\n")) ||
        !str_ends(*body, STR("\nendobj\n")))
        return false;
    body->n -= STR("\nendobj\n").n;
    return true;
}

static const unsigned char *row_of(const Reading *reading, size_t number)
{
    return reading->rows + number * ROW;
}

static size_t row_where(const unsigned char *row)
{
    return (size_t)row[1] << 24 | (size_t)row[2] << 16 | (size_t)row[3] << 8 | row[4];
}

static size_t row_index(const unsigned char *row)
{
    return (size_t)row[5] << 16 | (size_t)row[6] << 8 | row[7];
}

static int compare_starts(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

// One that stands by itself, to where the next one does.
static bool object_find(const Reading *reading, size_t number, Str *body)
{
    if (number >= reading->count || row_of(reading, number)[0] != 1)
        return false;
    size_t start = row_where(row_of(reading, number));
    const size_t *at =
        bsearch(&start, reading->starts, reading->start_count, sizeof *reading->starts, compare_starts);
    return at && object_body_of(str_slice(reading->bytes, start, at[1]), number, body);
}

// ---- streams

// A stream's entries and data; false where the object is none.
static bool stream_split(Str body, Str *entries, Str *data)
{
    static const Str starts[] = {{">>stream\n", 9}, {">>\nstream\r\n", 11}};
    Str end = STR("\nendstream");

    if (!str_starts(body, STR("<<")) || !str_ends(body, end))
        return false;
    body.n -= end.n;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        ptrdiff_t at = str_find(body, starts[i], 0);
        *entries = at < 0 ? (Str){0} : str_slice(body, 0, (size_t)at);
        *data = at < 0 ? (Str){0} : str_slice(body, (size_t)at + starts[i].n, body.n);
        if (at >= 0)
            return true;
    }
    return false;
}

// Whether the data inflates to its end; what comes out is added to `out`, where that is wanted.
static bool inflates(Reading *reading, Str data, StrBuf *out)
{
    z_stream stream = {.next_in = (Bytef *)data.at, .avail_in = (uInt)data.n};
    int status = inflateInit(&stream);

    while (status == Z_OK) {
        stream.next_out = (Bytef *)reading->piece;
        stream.avail_out = PIECE;
        status = inflate(&stream, Z_NO_FLUSH);
        if (out)
            buf_add(out, (Str){reading->piece, PIECE - stream.avail_out});
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.avail_in == 0;
}

// Whether each object in the stream is the one that the cross references say is there.
static bool pack_reads_back(Reading *reading, size_t number, Str entries, Str objects)
{
    size_t n, first, before = 0;
    bool reference;
    Str text = objects;

    if (!entry_number(entries, STR("/N "), &n, &reference) ||
        !entry_number(entries, STR("/First "), &first, &reference) || first > objects.n)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t object, offset;

        if (!number_take(&text, &object) || !part_take(&text, STR(" ")) || !number_take(&text, &offset) ||
            !(part_take(&text, STR(" ")) || part_take(&text, STR("\n"))) || object >= reading->count ||
            offset < before || first + offset >= objects.n)
            return false;
        const unsigned char *row = row_of(reading, object);
        if (row[0] != 2 || row_where(row) != number || row_index(row) != i)
            return false;
        before = offset;
    }
    reading->packed += n;
    return true;
}

static bool length_fits(const Reading *reading, Str entries, size_t n)
{
    size_t length;
    bool reference;
    Str body;

    if (!entry_number(entries, STR("/Length "), &length, &reference))
        return false;
    if (!reference)
        return length == n;
    return object_find(reading, length, &body) && number_take(&body, &length) && body.n == 0 && length == n;
}

static bool is_known(const Reading *reading, Str data)
{
    for (size_t i = 0; i < reading->known_count; i++)
        if (str_equal(reading->known[i], data))
            return true;
    return false;
}

static bool object_reads_back(Reading *reading, size_t number)
{
    Str body, entries, data;

    if (!object_find(reading, number, &body))
        return false;
    if (!stream_split(body, &entries, &data))
        return body.n > 0;
    if (!length_fits(reading, entries, data.n))
        return false;
    if (str_find(entries, STR("/FlateDecode"), 0) < 0)
        return true;
    if (str_find(entries, STR("/Type /ObjStm"), 0) < 0)
        return is_known(reading, data) || inflates(reading, data, NULL);
    Arena *scratch = arena_new();
    StrBuf objects = {.arena = scratch};
    bool same =
        inflates(reading, data, &objects) && pack_reads_back(reading, number, entries, buf_str(&objects));
    arena_free(scratch);
    return same;
}

// ---- the cross references

// Undoes what each row is written as: its difference from the one before it.
static bool rows_read(Reading *reading, Str predicted)
{
    size_t line = ROW + 1;
    unsigned char *rows = arena_alloc(reading->arena, reading->count * ROW + 1);

    if (predicted.n != reading->count * line)
        return false;
    for (size_t i = 0; i < reading->count; i++)
        for (size_t k = 0; k < ROW; k++)
            rows[i * ROW + k] = (unsigned char)((unsigned char)predicted.at[i * line + 1 + k] +
                                                (i > 0 ? rows[(i - 1) * ROW + k] : 0));
    reading->rows = rows;
    return true;
}

static void starts_find(Reading *reading, size_t end)
{
    reading->starts = ARENA_ARRAY(reading->arena, size_t, reading->count + 1);
    for (size_t i = 0; i < reading->count; i++)
        if (row_of(reading, i)[0] == 1)
            reading->starts[reading->start_count++] = row_where(row_of(reading, i));
    qsort(reading->starts, reading->start_count, sizeof *reading->starts, compare_starts);
    reading->starts[reading->start_count] = end;
}

static bool references_read(Reading *reading)
{
    Str bytes = reading->bytes, tail = STR("startxref\n");
    size_t from = bytes.n > 64 ? bytes.n - 64 : 0, start, own;
    ptrdiff_t end = str_find(bytes, tail, from);
    StrBuf predicted = {.arena = reading->arena};
    Str rest, body, entries, data;
    bool reference;

    if (end < 0 || !str_starts(bytes, STR("%PDF-")))
        return false;
    rest = str_slice(bytes, (size_t)end + tail.n, bytes.n);
    if (!number_take(&rest, &start) || !str_equal(rest, STR("\n%%EOF\n")) || start >= (size_t)end)
        return false;
    rest = body = str_slice(bytes, start, (size_t)end);
    if (!number_take(&rest, &own) || !object_body_of(body, own, &body) ||
        !stream_split(body, &entries, &data) ||
        !entry_number(entries, STR("/Size "), &reading->count, &reference) || reading->count != own + 1 ||
        !inflates(reading, data, &predicted) || !rows_read(reading, buf_str(&predicted)))
        return false;
    starts_find(reading, (size_t)end);
    return true;
}

// Objects one after another, by one thread.
typedef struct Job {
    const Reading *reading;
    size_t packed,
        found; // objects that stand in object streams: by the cross references, and in those that are here
    bool same;
} Job;

static void job_run(void *context, size_t worker, size_t index)
{
    (void)worker;
    Job *job = &((Job *)context)[index];
    Reading own = *job->reading;
    Arena *scratch = arena_new();

    own.piece = arena_room(scratch, PIECE);
    own.packed = 0;
    job->same = true;
    for (size_t i = index * JOB_OBJECTS; i < (index + 1) * JOB_OBJECTS && i < own.count && job->same; i++) {
        if (row_of(&own, i)[0] == 2)
            job->packed++;
        else if (i > 0) // which is none
            job->same = object_reads_back(&own, i);
    }
    job->found = own.packed;
    arena_free(scratch);
}

static bool objects_read_back(Reading *reading)
{
    size_t jobs = reading->count / JOB_OBJECTS + 1, packed = 0, found = 0;
    Job *job = ARENA_ARRAY(reading->arena, Job, jobs);
    bool same = true;

    for (size_t i = 0; i < jobs; i++)
        job[i].reading = reading;
    work_share(jobs, job_run, job);
    for (size_t i = 0; i < jobs; i++) {
        same = same && job[i].same;
        packed += job[i].packed;
        found += job[i].found;
    }
    return same && packed == found;
}

bool file_reads_back(Str bytes, const Str *known, size_t known_count)
{
    Arena *arena = arena_new();
    Reading reading = {.arena = arena,
                       .bytes = bytes,
                       .known = known,
                       .known_count = known_count,
                       .piece = arena_room(arena, PIECE)};
    bool same = references_read(&reading) && objects_read_back(&reading);

    arena_free(arena);
    return same;
}
