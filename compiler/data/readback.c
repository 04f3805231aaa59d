// A workbook read back. The library writes each part to a temporary file and does not look whether it could:
// of a full disk a workbook comes that is cut off, and no error.
#include <stdlib.h>
#include <string.h>

#include "data/internal-workbook.h"
#include "package/package.h"

// ---- what a sheet holds

static void add(Written *written, uint32_t row, uint32_t column, uint64_t content)
{
    uint64_t hash = (content ^ ((uint64_t)row << 32 | column)) * 0x9E3779B97F4A7C15u;

    hash = (hash ^ hash >> 32) * 0xC2B2AE3D27D4EB4Fu;
    written->sum += hash ^ hash >> 29;
    written->cells++;
}

void written_text(Written *written, uint32_t row, uint32_t column, Str text)
{
    add(written, row, column, ~str_hash(text));
}

void written_number(Written *written, uint32_t row, uint32_t column, double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    add(written, row, column, bits);
}

// ---- tags

// As the library writes them: no '>' stands in an attribute, and there are no comments.
typedef struct Tags {
    Str xml;
    size_t at;
    int depth;
    bool any; // tag that was opened: more than the declaration
    Str text; // before the tag
    Str tag;  // between '<' and '>'
} Tags;

// The next tag; false at the end, and where the XML is no such.
static bool tags_next(Tags *tags)
{
    const char *from = tags->xml.at + tags->at, *end = tags->xml.at + tags->xml.n;
    const char *open = from < end ? memchr(from, '<', (size_t)(end - from)) : NULL;
    const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;

    if (!close || close == open + 1)
        return false;
    tags->text = (Str){from, (size_t)(open - from)};
    tags->tag = (Str){open + 1, (size_t)(close - open) - 1};
    tags->at = (size_t)(close - tags->xml.at) + 1;
    if (open[1] == '/') {
        tags->depth--;
    } else if (close[-1] != '/' && close[-1] != '?') {
        tags->depth++;
        tags->any = true;
    }
    return tags->depth >= 0;
}

// Whether all was read, and all that was opened closed: what is cut off, or lacks a piece, is not so.
static bool tags_ended(const Tags *tags)
{
    Str rest = str_trim(str_slice(tags->xml, tags->at, tags->xml.n));

    return tags->any && rest.n == 0 && tags->depth == 0;
}

// The text that &amp; and its kin stand in.
static Str unescaped(Arena *arena, Str text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    StrBuf out = {.arena = arena};

    if (str_find_char(text, '&', 0) < 0)
        return text;
    for (size_t at = 0; at < text.n;) {
        Str rest = str_slice(text, at, text.n);
        size_t i = 0, n = sizeof entities / sizeof *entities;

        while (i < n && !str_starts(rest, str_of(entities[i])))
            i++;
        buf_add_char(&out, i < n ? "&<>\""[i] : text.at[at]);
        at += i < n ? strlen(entities[i]) : 1;
    }
    return buf_str(&out);
}

// ---- parts

typedef struct Reading {
    Package *package;
    Diag *diag;
    Arena *arena;
    VEC(uint64_t) strings; // the shared ones' hashes
} Reading;

static bool part_whole(Reading *reading, const char *part)
{
    Arena *scratch = arena_new();
    Tags tags = {0};
    bool whole = package_part(reading->package, reading->diag, str_of(part), scratch, &tags.xml);

    while (whole && tags_next(&tags))
        ;
    whole = whole && tags_ended(&tags);
    arena_free(scratch);
    return whole;
}

static bool names_read_back(Reading *reading, const Written *sheets, size_t n)
{
    Arena *scratch = arena_new();
    Str sheet = STR("sheet name=\""); // what a sheet's tag begins with
    Tags tags = {0};
    size_t found = 0;
    bool same = package_part(reading->package, reading->diag, STR("xl/workbook.xml"), scratch, &tags.xml);

    while (same && tags_next(&tags))
        if (str_starts(tags.tag, sheet)) {
            Str rest = str_slice(tags.tag, sheet.n, tags.tag.n);
            ptrdiff_t end = str_find_char(rest, '"', 0);
            Str name = unescaped(scratch, str_slice(rest, 0, end < 0 ? 0 : (size_t)end));
            same = found < n && str_equal(name, sheets[found].name);
            found++;
        }
    same = same && found == n && tags_ended(&tags);
    arena_free(scratch);
    return same;
}

// A workbook without a text has no such part; where one was lost, the sheets are not those that were written.
static bool strings_read(Reading *reading)
{
    if (!package_has(reading->package, STR("xl/sharedStrings.xml")))
        return true;
    Arena *scratch = arena_new();
    Tags tags = {0};
    bool whole =
        package_part(reading->package, reading->diag, STR("xl/sharedStrings.xml"), scratch, &tags.xml);

    while (whole && tags_next(&tags))
        if (str_equal(tags.tag, STR("/t")))
            *vec_push(reading->arena, &reading->strings) = str_hash(unescaped(scratch, tags.text));
    whole = whole && tags_ended(&tags);
    arena_free(scratch);
    return whole;
}

typedef struct CellPlace {
    uint32_t row, column;
} CellPlace;

// B7", as an attribute ends with it, from 0; false where it is none.
static bool place_read(Str text, CellPlace *place)
{
    uint32_t row = 0, column = 0;
    size_t i = 0;

    for (; i < text.n && i < 3 && text.at[i] >= 'A' && text.at[i] <= 'Z'; i++)
        column = column * 26 + (uint32_t)(text.at[i] - 'A') + 1;
    for (; i < text.n && i < 10 && text.at[i] >= '0' && text.at[i] <= '9'; i++)
        row = row * 10 + (uint32_t)(text.at[i] - '0');
    *place = (CellPlace){row - 1, column - 1};
    return i < text.n && text.at[i] == '"' && row > 0 && column > 0;
}

// A value as it stands before </v>: a number, or which of the strings. False where there is no such string.
static bool value_add(const Reading *reading, Written *found, CellPlace place, bool shared, Str value)
{
    char *end;

    if (!shared) {
        written_number(found, place.row, place.column, strtod(value.at, &end));
        return end == value.at + value.n;
    }
    size_t index = strtoul(value.at, &end, 10);
    if (end != value.at + value.n || index >= reading->strings.n)
        return false;
    add(found, place.row, place.column, ~reading->strings.at[index]);
    return true;
}

static bool sheet_reads_back(Reading *reading, size_t number, const Written *written)
{
    Arena *scratch = arena_new();
    Str part = str_print(scratch, "xl/worksheets/sheet%zu.xml", number);
    Str cell = STR("c r=\""); // what a cell's tag begins with
    CellPlace place = {0};
    Written found = {0};
    Tags tags = {0};
    bool same = package_part(reading->package, reading->diag, part, scratch, &tags.xml), shared = false;

    while (same && tags_next(&tags)) {
        if (str_starts(tags.tag, cell)) {
            same = place_read(str_slice(tags.tag, cell.n, tags.tag.n), &place);
            shared = str_ends(tags.tag, STR(" t=\"s\""));
        } else if (str_equal(tags.tag, STR("/v"))) {
            same = value_add(reading, &found, place, shared, tags.text);
        }
    }
    same = same && tags_ended(&tags) && found.cells == written->cells && found.sum == written->sum;
    arena_free(scratch);
    return same;
}

// ---- the workbook

static bool reads_back(Reading *reading, const Written *sheets, size_t n)
{
    static const char *const others[] = {"[Content_Types].xml",       "_rels/.rels",   "docProps/app.xml",
                                         "docProps/core.xml",         "xl/styles.xml", "xl/theme/theme1.xml",
                                         "xl/_rels/workbook.xml.rels"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!part_whole(reading, others[i]))
            return false;
    if (!names_read_back(reading, sheets, n) || !strings_read(reading))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!sheet_reads_back(reading, i + 1, &sheets[i]))
            return false;
    return true;
}

bool workbook_reads_back(Str bytes, const Written *sheets, size_t n)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new(); // what is wrong with a part is no finding of the user's
    Reading reading = {.arena = arena, .diag = diag};

    reading.package = package_from_bytes(arena, diag, bytes, STR(""), PACKAGE_WORKBOOK);
    bool same = reading.package && reads_back(&reading, sheets, n);
    diag_free(diag);
    arena_free(arena);
    return same;
}
