#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/seen.h"
#include "source/internal-decode.h"

static Place whole_file(Str name)
{
    return (Place){.file = name};
}

// ---- bytes of a file

// Why, in plain words; NULL for what only the system's own say. leads_nowhere: a link's file is not there.
static const char *reason_of(int error, bool leads_nowhere)
{
    if (leads_nowhere)
        return _("it is a link to what is not there");
    switch (error) {
    case EISDIR:
        return _("it is a folder");
    case ELOOP:
        return _("it is a link that leads back to itself");
    case EINVAL:
        return _("it is no file with text or data in it");
    default:
        return NULL;
    }
}

static void report_outside(Diag *diag, Str name)
{
    diag_report(
        diag, SEVERITY_ERROR, "file-outside", whole_file(name),
        str_of(_("put the file or the folder itself there: of what lies elsewhere only what is named is "
                 "read (last-year, budget, units, template, extends, style)")),
        _("“%.*s” is not read: a link leads out of the folder"), STR_ARG(name));
}

static void report_unreadable(Diag *diag, Input input, Str name, int error)
{
    bool absent = error == ENOENT || error == ENOTDIR;
    const char *reason = reason_of(error, absent && input_is_there(input));

    if (error == EXDEV)
        report_outside(diag, name);
    else if (reason)
        diag_report(diag, SEVERITY_ERROR, "file-unreadable", whole_file(name),
                    str_of(_("put the file itself in its place")), _("“%.*s” cannot be read: %s"),
                    STR_ARG(name), reason);
    else if (absent)
        diag_report(diag, SEVERITY_ERROR, "file-missing", whole_file(name),
                    str_of(_("check the name and the folder that it is in")), _("there is no file “%.*s”"),
                    STR_ARG(name));
    else
        diag_report(diag, SEVERITY_FAILURE, "file-unreadable", whole_file(name), (Str){0},
                    _("“%.*s” cannot be read: %s"), STR_ARG(name), strerror(error));
}

static bool size_allowed(Diag *diag, Str name, size_t size)
{
    if (size <= SOURCE_MOST)
        return true;
    diag_report(diag, SEVERITY_ERROR, "file-too-large", whole_file(name),
                str_of(_("split the file, or leave out what is not text")),
                _("“%.*s” is larger than %zu MB, the most that is read"), STR_ARG(name), SOURCE_MOST >> 20);
    return false;
}

// All bytes up to the end of the file; 0 or an errno. The file may grow or shrink while it is read.
static int read_all(int file, char *at, size_t most, size_t *n)
{
    while (*n < most) {
        ssize_t got = read(file, at + *n, most - *n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            break;
        *n += (size_t)got;
    }
    return 0;
}

bool source_outside(Diag *diag, Input input, Str name)
{
    if (input_kind(input) != INPUT_OUTSIDE)
        return false;
    report_outside(diag, name);
    return true;
}

bool source_bytes(Arena *arena, Diag *diag, Input input, Str name, Str *bytes)
{
    // Without O_NONBLOCK a pipe under the file's name would wait for ever.
    int file = input_open(input, O_RDONLY | O_NONBLOCK), error = 0;
    struct stat about;
    char *at;

    if (file < 0) {
        error = errno;
        input_kind(input); // what is not there may come
        report_unreadable(diag, input, name, error);
        return false;
    }
    if (fstat(file, &about) != 0)
        error = errno;
    else if (S_ISDIR(about.st_mode))
        error = EISDIR;
    else if (!S_ISREG(about.st_mode))
        error = EINVAL;
    if (error || !size_allowed(diag, name, (size_t)about.st_size)) {
        input_kind(input);
        close(file);
        if (error)
            report_unreadable(diag, input, name, error);
        return false;
    }
    at = arena_alloc(arena, (size_t)about.st_size + 1);
    bytes->at = at;
    bytes->n = 0;
    error = read_all(file, at, (size_t)about.st_size, &bytes->n);
    close(file);
    if (error)
        report_unreadable(diag, input, name, error);
    else
        seen_file(input, &about, *bytes);
    return error == 0;
}

// ---- text

// Every line end (CR LF, CR, LF) to LF, in place.
static size_t join_line_ends(char *at, size_t n)
{
    char *cr = memchr(at, '\r', n);
    size_t to;

    if (!cr)
        return n;
    to = (size_t)(cr - at);
    for (size_t from = to; from < n; from++) {
        if (at[from] == '\r') {
            at[to++] = '\n';
            if (from + 1 < n && at[from + 1] == '\n')
                from++;
        } else {
            at[to++] = at[from];
        }
    }
    at[to] = '\0';
    return to;
}

// A file has at least one line; what follows the last line end is a line where it is not empty.
static void map_lines(Arena *arena, Source *source)
{
    const char *at = source->text.at, *end = at + source->text.n;
    size_t count = 1;

    for (const char *p = at; (p = memchr(p, '\n', (size_t)(end - p))) && p + 1 < end; p++)
        count++;
    source->lines = ARENA_ARRAY(arena, uint32_t, count);
    source->line_count = 1;
    for (const char *p = at; (p = memchr(p, '\n', (size_t)(end - p))) && p + 1 < end; p++)
        source->lines[source->line_count++] = (uint32_t)(p + 1 - at);
}

// Where the text that was decoded ends: there the next byte does not fit.
static Place place_of_end(Str name, Str decoded)
{
    Place place = {.file = name, .line = 1, .column = 1};

    for (size_t i = 0; i < decoded.n;) {
        uint32_t code = utf8_next(decoded, &i);
        bool crlf = code == '\r' && i < decoded.n && decoded.at[i] == '\n';

        place.column++;
        if (code == '\n' || (code == '\r' && !crlf)) {
            place.line++;
            place.column = 1;
        }
    }
    return place;
}

static void report_invalid(Diag *diag, Str name, Str bytes, const Decoded *decoded, bool named)
{
    Place place = place_of_end(name, decoded->text);
    const char *encoding = encoding_name(decoded->encoding);
    unsigned byte = decoded->fault < bytes.n ? (unsigned char)bytes.at[decoded->fault] : 0;

    if (decoded->failure)
        diag_report(diag, SEVERITY_FAILURE, "encoding-converter", whole_file(name), (Str){0},
                    _("this system cannot convert from %s to %s: %s"), encoding, "UTF-8",
                    strerror(decoded->failure));
    else if (decoded->mixed)
        diag_report(diag, SEVERITY_ERROR, "encoding-invalid", place,
                    str_of(_("part of the file is UTF-8 and part is not: save all of it as UTF-8")),
                    _("byte 0x%02X at offset %zu is not UTF-8, as other lines are"), byte, decoded->fault);
    else if (named)
        diag_report(diag, SEVERITY_ERROR, "encoding-invalid", place,
                    str_of(_("check “input-encoding”, or save the file as UTF-8")),
                    _("byte 0x%02X at offset %zu does not fit the encoding %s"), byte, decoded->fault,
                    encoding);
    else
        diag_report(diag, SEVERITY_ERROR, "encoding-invalid", place, str_of(_("save the file as UTF-8")),
                    _("byte 0x%02X at offset %zu fits no encoding that is read: UTF-8, UTF-16, GB18030, GBK"),
                    byte, decoded->fault);
}

// Reports a NUL, which no text has and which would end it for the libraries that read it later.
static bool nul_free(Diag *diag, Str name, Str text)
{
    const char *nul = text.n ? memchr(text.at, '\0', text.n) : NULL;

    if (!nul)
        return true;
    diag_report(diag, SEVERITY_ERROR, "nul-byte",
                place_of_end(name, str_slice(text, 0, (size_t)(nul - text.at))),
                str_of(_("the file is damaged, or it is not text: write it again as UTF-8")),
                _("“%.*s” holds a NUL character"), STR_ARG(name));
    return false;
}

Source *source_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name, Str encoding)
{
    bool any_order = false;
    Encoding named = str_trim(encoding).n ? encoding_of_name(encoding, &any_order) : ENCODING_NONE;
    Source *source;
    Decoded decoded;

    if (str_trim(encoding).n && named == ENCODING_NONE) {
        diag_report(diag, SEVERITY_ERROR, "encoding-unknown", whole_file(name),
                    str_of(_("write UTF-8, UTF-16LE, UTF-16BE, GB18030 or GBK")),
                    _("the encoding “%.*s” is not known"), STR_ARG(encoding));
        return NULL;
    }
    if (!size_allowed(diag, name, bytes.n))
        return NULL;
    decoded = decode_bytes(arena, bytes, named, any_order);
    if (!decoded.ok) {
        report_invalid(diag, name, bytes, &decoded, named != ENCODING_NONE);
        return NULL;
    }
    if (!nul_free(diag, name, decoded.text))
        return NULL;
    source = ARENA_NEW(arena, Source);
    source->name = str_copy(arena, name);
    source->encoding = encoding_name(decoded.encoding);
    source->text.at = decoded.text.at;
    // The decoder made this copy for us alone.
    source->text.n = join_line_ends((char *)decoded.text.at, decoded.text.n);
    map_lines(arena, source);
    return source;
}

Source *source_read(Arena *arena, Diag *diag, Input input, Str name, Str encoding)
{
    Str bytes;

    if (!source_bytes(arena, diag, input, name, &bytes))
        return NULL;
    return source_from_bytes(arena, diag, bytes, name, encoding);
}

// ---- places

uint32_t source_line_of(const Source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;

    // The last line that starts at or before the offset.
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low + 1;
}

Str source_line(const Source *source, uint32_t line)
{
    size_t from, to;

    if (line == 0 || line > source->line_count)
        return (Str){0};
    from = source->lines[line - 1];
    to = line < source->line_count ? source->lines[line] : source->text.n;
    if (to > from && source->text.at[to - 1] == '\n')
        to--;
    return str_slice(source->text, from, to);
}

static Str spot_at(const Source *source, size_t offset)
{
    size_t low = 0, high = source->spot_count; // spots before `low` are at or before the offset

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (source->spots[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? source->spots[low - 1].where : (Str){0};
}

Place source_place(const Source *source, size_t offset, size_t length)
{
    Place place = {0};
    size_t start, to;

    if (!source)
        return place;
    if (offset > source->text.n)
        offset = source->text.n;
    place.file = source->name;
    place.cell = spot_at(source, offset);
    place.line = source_line_of(source, offset);
    place.text = source_line(source, place.line);
    start = source->lines[place.line - 1];
    place.column = (uint32_t)utf8_count(str_slice(source->text, start, offset)) + 1;
    // What goes on past its line is underlined to the line's end.
    to = length < source->text.n - offset ? offset + length : source->text.n;
    if (to > start + place.text.n)
        to = start + place.text.n;
    place.width = to > offset ? (uint32_t)utf8_count(str_slice(source->text, offset, to)) : 0;
    return place;
}

void digest_add_hash(uint64_t *digest, Str name, uint64_t hash)
{
    Arena *scratch = arena_new();

    *digest = str_hash(str_print(scratch, "%016llx %016llx %.*s", (unsigned long long)*digest,
                                 (unsigned long long)hash, STR_ARG(name)));
    arena_free(scratch);
}

void digest_add(uint64_t *digest, Str name, Str bytes)
{
    digest_add_hash(digest, name, str_hash(bytes));
}

Source *source_read_digested(Arena *arena, Diag *diag, uint64_t *digest, Input input, Str name, Str encoding)
{
    Str bytes;

    if (!source_bytes(arena, diag, input, name, &bytes))
        return NULL;
    digest_add(digest, name, bytes);
    return source_from_bytes(arena, diag, bytes, name, encoding);
}
