#include "cli/outputs.h"

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

void outputs_carry(Outputs *outputs, OutDir *out, Diag *diag, Str digest, unsigned kinds)
{
    Str old = outdir_read_old(out, outputs->arena, STR(BUILD_RECORD));
    ptrdiff_t end = str_find_char(old, '\n', 0);

    if (end < 0 || !str_equal(str_slice(old, 0, (size_t)end), digest))
        return;
    for (size_t at = (size_t)end + 1; at < old.n;) {
        ptrdiff_t stop = str_find_char(old, '\n', at);
        Str line = str_slice(old, at, stop < 0 ? old.n : (size_t)stop);
        ptrdiff_t blank = str_find_char(line, ' ', 0);

        at = stop < 0 ? old.n : (size_t)stop + 1;
        if (blank < 0)
            continue;
        Kind kind = kind_of(str_slice(line, 0, (size_t)blank));
        Str name = str_slice(line, (size_t)blank + 1, line.n);
        if (kind == 0 || (kinds & kind) || !outdir_keep(out, diag, name))
            continue;
        outputs_add(outputs, kind, name, (Str){0});
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
