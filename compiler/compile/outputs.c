#include "compile/internal-outputs.h"

// What an output folder was made from and holds, so that a later build of one kind can tell whether the other
// still fits: the digest, then a line of kind and name for each file.
#define BUILD_RECORD ".gongkai-build"

typedef struct KindName {
    Kind kind;
    Str name;
} KindName;

static const KindName kind_names[] = {
    {KIND_PDF, {"pdf", 3}}, {KIND_HTML, {"html", 4}}, {KIND_XLSX, {"xlsx", 4}}, {KIND_DATA, {"data", 4}}};

#define KINDS (sizeof kind_names / sizeof kind_names[0])

Kind kind_of(Str word)
{
    for (size_t i = 0; i < KINDS; i++)
        if (str_equal(word, kind_names[i].name))
            return kind_names[i].kind;
    return (Kind)0;
}

void outputs_add(Outputs *outputs, Kind kind, Str name, Str bytes)
{
    *vec_push(outputs->arena, &outputs->files) = (OutputFile){.kind = kind, .name = name, .bytes = bytes};
}

const OutputFile *outputs_find(const Outputs *outputs, Str name)
{
    for (size_t i = 0; i < outputs->files.n; i++)
        if (str_equal(outputs->files.at[i].name, name))
            return &outputs->files.at[i];
    return NULL;
}

Str *outputs_beside(const Outputs *outputs, Kind kind, size_t *n)
{
    Str *names = ARENA_ARRAY(outputs->arena, Str, outputs->files.n);

    *n = 0;
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < outputs->files.n; i++)
            if (outputs->files.at[i].kind == kind_names[k].kind && kind_names[k].kind != kind)
                names[(*n)++] = outputs->files.at[i].name;
    return names;
}

typedef struct RecordLine {
    Kind kind;
    Str name;
} RecordLine;

// The record's next line that names a file; false at the end.
static bool record_next(Str record, size_t *at, RecordLine *line)
{
    while (*at < record.n) {
        ptrdiff_t stop = str_find_char(record, '\n', *at);
        Str text = str_slice(record, *at, stop < 0 ? record.n : (size_t)stop);
        ptrdiff_t blank = str_find_char(text, ' ', 0);

        *at = stop < 0 ? record.n : (size_t)stop + 1;
        line->kind = blank < 0 ? (Kind)0 : kind_of(str_slice(text, 0, (size_t)blank));
        line->name = blank < 0 ? (Str){0} : str_slice(text, (size_t)blank + 1, text.n);
        if (line->kind)
            return true;
    }
    return false;
}

bool outputs_guard(const Outputs *outputs, OutDir *out, Diag *diag, Str path, bool section)
{
    Str old = outdir_read_old(out, outputs->arena, STR(BUILD_RECORD));
    ptrdiff_t end = str_find_char(old, '\n', 0);
    size_t at = end < 0 ? old.n : (size_t)end + 1;
    VEC(Str) names = {0};
    RecordLine line;

    // The digest is sixteen digits, draft or final, and the section's name or nothing, with blanks between.
    if (section && end > 17 && str_find_char(old, ' ', 17) == end - 1) {
        diag_report(diag, SEVERITY_ERROR, "output-section", (Place){0},
                    str_of(_("choose another output folder for the section")),
                    _("%.*s holds the whole document, and one section would replace it"), STR_ARG(path));
        return false;
    }
    *vec_push(outputs->arena, &names) = STR(BUILD_RECORD);
    while (record_next(old, &at, &line))
        *vec_push(outputs->arena, &names) = line.name;
    return outdir_guard(out, diag, names.at, names.n);
}

void outputs_carry(Outputs *outputs, OutDir *out, Diag *diag, Str digest, unsigned kinds)
{
    Str old = outdir_read_old(out, outputs->arena, STR(BUILD_RECORD));
    ptrdiff_t end = str_find_char(old, '\n', 0);
    RecordLine line;

    if (end < 0 || !str_equal(str_slice(old, 0, (size_t)end), digest))
        return;
    for (size_t at = (size_t)end + 1; record_next(old, &at, &line);) {
        if ((kinds & line.kind) || !outdir_keep(out, diag, line.name))
            continue;
        outputs_add(outputs, line.kind, line.name, (Str){0});
        vec_last(&outputs->files)->carried = true;
    }
}

bool outputs_write(const Outputs *outputs, OutDir *out, Diag *diag, Str digest)
{
    StrBuf record = {.arena = outputs->arena};

    buf_print(&record, "%.*s\n", STR_ARG(digest));
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < outputs->files.n; i++) {
            const OutputFile *file = &outputs->files.at[i];

            if (file->kind != kind_names[k].kind)
                continue;
            if (!file->carried && !outdir_write(out, diag, file->name, file->bytes))
                return false;
            buf_print(&record, "%.*s %.*s\n", STR_ARG(kind_names[k].name), STR_ARG(file->name));
        }
    return outdir_write(out, diag, STR(BUILD_RECORD), buf_str(&record));
}
