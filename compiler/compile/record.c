#include <jansson.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compile/internal-record.h"

// Of before the record stood in the marker: a line with the digest, draft or final, and the section; then a
// line of kind and name for each file.
#define OLD_RECORD ".gongkai-build"

// A larger record is not read: it would be of a site of a hundred thousand pages.
#define RECORD_MOST ((size_t)32 << 20)

typedef struct KindName {
    Kind kind;
    const char *name;
} KindName;

static const KindName kind_names[] = {{KIND_PDF, "pdf"},
                                      {KIND_HTML, "html"},
                                      {KIND_XLSX, "xlsx"},
                                      {KIND_DATA, "data"},
                                      {KIND_DOCX, "docx"},
                                      {KIND_OFD, "ofd"},
                                      {KIND_SUBMISSION, "submission"}};

Kind kind_of(Str word)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++)
        if (str_equal(word, str_of(kind_names[i].name)))
            return kind_names[i].kind;
    return (Kind)0;
}

static const char *kind_name(Kind kind)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++)
        if (kind_names[i].kind == kind)
            return kind_names[i].name;
    return "";
}

Record record_of(Arena *arena, const Compilation *made)
{
    const Project *project = made->project;
    const CompileOptions *options = &made->options;
    return (Record){.department = project->department,
                    .document = str_print(arena, "%s-%s",
                                          project->template->owner == OWNER_UNIT ? "unit" : "department",
                                          project->template->stage == STAGE_ACCOUNTS ? "accounts" : "budget"),
                    .year = project->year,
                    .title = made->document->title,
                    .input = str_print(arena, "%016llx", (unsigned long long)made->document->digest),
                    .section = str_of(options->section ? options->section : ""),
                    .draft = options->draft};
}

RecordFile record_file(Kind kind, Str name, Str bytes)
{
    static const char digits[] = "0123456789abcdef";
    RecordFile file = {.kind = kind, .name = name, .size = bytes.n};
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, bytes.n, (const uint8_t *)bytes.at);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        file.sha256[2 * i] = digits[digest[i] >> 4];
        file.sha256[2 * i + 1] = digits[digest[i] & 15];
    }
    return file;
}

bool record_same_input(const Record *a, const Record *b)
{
    return str_equal(a->input, b->input) && str_equal(a->section, b->section) && a->draft == b->draft;
}

bool record_same_document(const Record *a, const Record *b)
{
    if (a->document.n == 0 || b->document.n == 0)
        return true;
    return str_equal(a->department, b->department) && str_equal(a->document, b->document) &&
           a->year == b->year;
}

// ---- reading

static void release(void *json)
{
    json_decref(json);
}

// Of a key that must be there, as the record's arena keeps it.
static bool text_at(const json_t *object, const char *key, Str *text)
{
    const json_t *value = json_object_get(object, key);

    *text = (Str){json_string_value(value), json_string_length(value)};
    return json_is_string(value);
}

static bool number_at(const json_t *object, const char *key, json_int_t most, json_int_t *number)
{
    const json_t *value = json_object_get(object, key);

    *number = json_integer_value(value);
    return json_is_integer(value) && *number >= 0 && *number <= most;
}

static bool file_read(const json_t *json, RecordFile *file)
{
    json_int_t size;
    Str kind, digest;

    if (!text_at(json, "kind", &kind) || !text_at(json, "name", &file->name) ||
        !number_at(json, "size", INT64_MAX, &size) || !text_at(json, "sha256", &digest) ||
        digest.n != RECORD_DIGEST)
        return false;
    file->kind = kind_of(kind);
    file->size = (size_t)size;
    memcpy(file->sha256, digest.at, RECORD_DIGEST);
    return true;
}

static bool files_read(Arena *arena, const json_t *files, Record *record)
{
    for (size_t i = 0; i < json_array_size(files); i++)
        if (!file_read(json_array_get(files, i), vec_push(arena, &record->files)))
            return false;
    return json_is_array(files);
}

const Record *record_parse(Arena *arena, Str text)
{
    json_t *json = json_loadb(text.at, text.n, 0, NULL);
    Record *record = ARENA_NEW(arena, Record);
    json_int_t version, year;
    Str format;

    arena_defer(arena, release, json);
    if (!text_at(json, "format", &format) || !str_equal(format, STR("gongkai-output")) ||
        !number_at(json, "version", 1, &version) || version != 1 ||
        !text_at(json, "department", &record->department) || !text_at(json, "document", &record->document) ||
        !number_at(json, "year", INT_MAX, &year) || !text_at(json, "title", &record->title) ||
        !text_at(json, "input", &record->input) || !text_at(json, "section", &record->section) ||
        !files_read(arena, json_object_get(json, "files"), record))
        return NULL;
    record->year = (int)year;
    record->draft = json_is_true(json_object_get(json, "draft"));
    return record;
}

// Up to `c`, which is taken off too; the rest of the text where there is none.
static Str cut_at(Str *text, char c)
{
    ptrdiff_t at = str_find_char(*text, c, 0);
    Str part = at < 0 ? *text : str_slice(*text, 0, (size_t)at);

    *text = at < 0 ? (Str){0} : str_slice(*text, (size_t)at + 1, text->n);
    return part;
}

static const Record *old_read(Arena *arena, Str text)
{
    Record *record = ARENA_NEW(arena, Record);
    Str first = cut_at(&text, '\n');

    *record = (Record){.input = cut_at(&first, ' ')};
    record->draft = str_equal(cut_at(&first, ' '), STR("draft"));
    record->section = first;
    *vec_push(arena, &record->files) = (RecordFile){.name = STR(OLD_RECORD)};
    while (text.n > 0) {
        Str line = cut_at(&text, '\n');
        Kind kind = kind_of(cut_at(&line, ' '));

        if (kind)
            *vec_push(arena, &record->files) = (RecordFile){.kind = kind, .name = line, .size = SIZE_MAX};
    }
    return record;
}

bool record_read(Arena *arena, OutDir *out, const Record **record)
{
    Str text = outdir_read_marker(out, arena, RECORD_MOST), old = {0};

    *record = NULL;
    if (!text.at)
        return !outdir_has_marker(out);
    if (text.n > 0)
        return (*record = record_parse(arena, text)) != NULL;
    old = outdir_read_old(out, arena, STR(OLD_RECORD), RECORD_MOST);
    *record = old.at ? old_read(arena, old) : NULL;
    return true;
}

// ---- writing

static json_t *text_of(Str text)
{
    return json_stringn(text.at ? text.at : "", text.n);
}

static json_t *files_json(const Record *record)
{
    json_t *files = json_array();

    for (size_t i = 0; i < record->files.n; i++) {
        const RecordFile *file = &record->files.at[i];

        json_array_append_new(files, json_pack("{s:s, s:o, s:I, s:o}", "kind", kind_name(file->kind), "name",
                                               text_of(file->name), "size", (json_int_t)file->size, "sha256",
                                               text_of(str_of(file->sha256))));
    }
    return files;
}

bool record_write(Arena *arena, OutDir *out, Diag *diag, const Record *record)
{
    json_t *json =
        json_pack("{s:s, s:i, s:o, s:o, s:i, s:o, s:o, s:o, s:b, s:o}", "format", "gongkai-output", "version",
                  1, "department", text_of(record->department), "document", text_of(record->document), "year",
                  record->year, "title", text_of(record->title), "input", text_of(record->input), "section",
                  text_of(record->section), "draft", record->draft, "files", files_json(record));
    char *text = json ? json_dumps(json, JSON_INDENT(1)) : NULL;
    Str bytes = text && json_is_whole(str_of(text)) ? str_print(arena, "%s\n", text) : (Str){0};

    free(text);
    json_decref(json);
    if (bytes.at)
        return outdir_mark(out, diag, bytes);
    diag_report(diag, SEVERITY_FAILURE, "data-write", (Place){0}, (Str){0}, _("%s could not be made"),
                ".gongkai");
    return false;
}
