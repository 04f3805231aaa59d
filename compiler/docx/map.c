// The part of its own: whose copy it is, of which sources, and what was printed from where; written and read.
#include <nettle/sha2.h>
#include <string.h>

#include "docx/internal-docx.h"

#define MOST_BLOCKS 1000000

// ---- digests

static Str digest_of(Arena *arena, Str bytes)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    char *text = arena_alloc(arena, DOCX_DIGEST + 1);

    sha256_init(&context);
    sha256_update(&context, bytes.n, (const uint8_t *)(bytes.at ? bytes.at : ""));
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return (Str){text, DOCX_DIGEST};
}

// Of all that is printed: 3F2A-91C0.
static Str code_of(Arena *arena, const PrintedList *printed)
{
    StrBuf all = {.arena = arena};
    char *code;

    for (size_t i = 0; i < printed->n; i++)
        buf_print(&all, "%.*s%.*s\n", STR_ARG(printed->at[i].number), STR_ARG(printed->at[i].text));
    code = str_c(arena, digest_of(arena, buf_str(&all)));
    for (int i = 0; i < 8; i++)
        code[i] = (char)(code[i] >= 'a' ? code[i] - 'a' + 'A' : code[i]);
    return str_print(arena, "%.4s-%.4s", code, code + 4);
}

// ---- of a document

static void figures_map(Arena *arena, const Printed *printed, MapBlock *block)
{
    MapFigure *figures = ARENA_ARRAY(arena, MapFigure, printed->piece_count + 1);

    for (size_t i = 0; i < printed->piece_count; i++) {
        const PrintedPiece *piece = &printed->pieces[i];

        if (piece->leaf && piece->leaf->kind == NODE_FIGURE)
            figures[block->figure_count++] =
                (MapFigure){piece->at, piece->length, piece->leaf->figure->expression};
    }
    block->figures = figures;
}

CopyMap docx_map(Arena *arena, const Document *document, const PrintedList *printed, DocxOptions options)
{
    const Project *project = document->project;
    MapFile *files = ARENA_ARRAY(arena, MapFile, project->section_count + 1);
    MapBlock *blocks = ARENA_ARRAY(arena, MapBlock, printed->n + 1);
    CopyMap map = {.department = document->department,
                   .title = document->title,
                   .kind = project->template->name,
                   .year = project->year,
                   .round = options.round,
                   .input = str_print(arena, "%016llx", (unsigned long long)document->digest),
                   .code = code_of(arena, printed),
                   .numbered = options.numbered,
                   .files = files,
                   .file_count = project->section_count,
                   .blocks = blocks,
                   .block_count = printed->n};

    for (size_t i = 0; i < project->section_count; i++)
        files[i] = (MapFile){project->sections[i]->name, digest_of(arena, project->sections[i]->text)};
    for (size_t i = 0; i < printed->n; i++) {
        const Printed *block = &printed->at[i];

        blocks[i] = (MapBlock){.bookmark = str_print(arena, "gk%zu", i + 1),
                               .section = block->node->source ? block->node->source->name : (Str){0},
                               .level = (size_t)block->level,
                               .text = block->text};
        figures_map(arena, block, &blocks[i]);
    }
    return map;
}

// ---- writing

static void attribute(StrBuf *out, const char *name, Str value)
{
    buf_print(out, " %s=\"", name);
    escape_markup(out, value);
    buf_add_char(out, '"');
}

static void block_add(StrBuf *out, const MapBlock *block)
{
    size_t at = 0;

    buf_add_c(out, "<block");
    attribute(out, "id", block->bookmark);
    attribute(out, "section", block->section);
    buf_print(out, " level=\"%zu\">", block->level);
    for (size_t i = 0; i < block->figure_count; i++) {
        const MapFigure *figure = &block->figures[i];

        escape_markup(out, str_slice(block->text, at, figure->at));
        at = figure->at + figure->length;
        buf_add_c(out, "<f");
        attribute(out, "is", figure->expression);
        buf_add_char(out, '>');
        escape_markup(out, str_slice(block->text, figure->at, at));
        buf_add_c(out, "</f>");
    }
    escape_markup(out, str_slice(block->text, at, block->text.n));
    buf_add_c(out, "</block>\n");
}

Str map_part(Arena *arena, const CopyMap *map)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, XML_HEAD "<copy xmlns=\"" DOCX_MAP_NAMESPACE "\" version=\"1\"");
    attribute(&out, "department", map->department);
    attribute(&out, "title", map->title);
    attribute(&out, "template", map->kind);
    buf_print(&out, " year=\"%d\" round=\"%d\" numbered=\"%d\"", map->year, map->round, map->numbered);
    attribute(&out, "input", map->input);
    attribute(&out, "code", map->code);
    buf_add_c(&out, ">\n");
    for (size_t i = 0; i < map->file_count; i++) {
        buf_add_c(&out, "<file");
        attribute(&out, "name", map->files[i].name);
        attribute(&out, "sha256", map->files[i].digest);
        buf_add_c(&out, "/>\n");
    }
    for (size_t i = 0; i < map->block_count; i++)
        block_add(&out, &map->blocks[i]);
    buf_add_c(&out, "</copy>\n");
    return buf_str(&out);
}

// ---- reading

typedef struct Reading {
    Arena *arena;
    CopyMap *map;
    bool known; // it is such a part
    bool in_block;
    StrBuf text;
    MapBlock block;
    VEC(MapFigure) figures;
    VEC(MapFile) files;
    VEC(MapBlock) blocks;
} Reading;

static Str taken(const Reading *reading, const XmlTag *tag, const char *name)
{
    return str_copy(reading->arena, xml_attribute(tag, name));
}

static void copy_read(Reading *reading, const XmlTag *tag)
{
    CopyMap *map = reading->map;

    reading->known = xml_attribute_number(tag, "version", 0) == 1 && xml_attribute(tag, "code").at;
    map->department = taken(reading, tag, "department");
    map->title = taken(reading, tag, "title");
    map->kind = taken(reading, tag, "template");
    map->input = taken(reading, tag, "input");
    map->code = taken(reading, tag, "code");
    map->year = (int)xml_attribute_number(tag, "year", 0);
    map->round = (int)xml_attribute_number(tag, "round", 0);
    map->numbered = xml_attribute_true(tag, "numbered");
}

static bool map_start(void *context, const XmlTag *tag)
{
    Reading *reading = context;

    if (str_equal(tag->name, STR("copy"))) {
        copy_read(reading, tag);
    } else if (str_equal(tag->name, STR("file"))) {
        *vec_push(reading->arena, &reading->files) =
            (MapFile){taken(reading, tag, "name"), taken(reading, tag, "sha256")};
    } else if (str_equal(tag->name, STR("block"))) {
        reading->block = (MapBlock){.bookmark = taken(reading, tag, "id"),
                                    .section = taken(reading, tag, "section"),
                                    .level = xml_attribute_number(tag, "level", 0)};
        reading->text = (StrBuf){.arena = reading->arena};
        reading->figures.at = NULL;
        reading->figures.n = reading->figures.cap = 0;
        reading->in_block = true;
    } else if (reading->in_block && str_equal(tag->name, STR("f"))) {
        *vec_push(reading->arena, &reading->figures) =
            (MapFigure){.at = reading->text.n, .expression = taken(reading, tag, "is")};
    }
    return reading->known && reading->blocks.n < MOST_BLOCKS;
}

static bool map_end(void *context, Str name)
{
    Reading *reading = context;

    if (str_equal(name, STR("f")) && reading->figures.n) {
        vec_last(&reading->figures)->length = reading->text.n - vec_last(&reading->figures)->at;
    } else if (str_equal(name, STR("block"))) {
        reading->block.text = buf_str(&reading->text);
        reading->block.figures = reading->figures.at;
        reading->block.figure_count = reading->figures.n;
        *vec_push(reading->arena, &reading->blocks) = reading->block;
        reading->in_block = false;
    }
    return true;
}

static bool map_text(void *context, Str text)
{
    Reading *reading = context;

    if (reading->in_block)
        buf_add(&reading->text, text);
    return true;
}

// The parts of other programs' own are there too: each is asked.
static CopyMap *part_read(Arena *arena, Package *package, Str part)
{
    Reading reading = {.arena = arena, .map = ARENA_NEW(arena, CopyMap)};
    XmlHandler handler = {map_start, map_end, map_text, &reading};
    Diag *unread = diag_new();
    bool read = package_xml(package, unread, part, &handler) && reading.known && reading.blocks.n > 0;

    diag_free(unread);
    if (!read)
        return NULL;
    reading.map->files = reading.files.at;
    reading.map->file_count = reading.files.n;
    reading.map->blocks = reading.blocks.at;
    reading.map->block_count = reading.blocks.n;
    return reading.map;
}

const CopyMap *docx_map_read(Arena *arena, Package *package)
{
    enum { MOST_PARTS = 40 };

    for (int i = 1; i <= MOST_PARTS; i++) {
        Str part = str_print(arena, "customXml/item%d.xml", i);
        CopyMap *map = package_has(package, part) ? part_read(arena, package, part) : NULL;

        if (map)
            return map;
    }
    return NULL;
}
