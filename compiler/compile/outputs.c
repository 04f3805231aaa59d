#include <string.h>

#include "base/work.h"
#include "compile/internal-outputs.h"

static const Kind kinds_in_order[] = {KIND_PDF,  KIND_OFD,  KIND_HTML,      KIND_XLSX,
                                      KIND_DATA, KIND_DOCX, KIND_SUBMISSION};

#define KINDS (sizeof kinds_in_order / sizeof kinds_in_order[0])

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

Str *outputs_beside(const Outputs *outputs, Kind kind, size_t more, size_t *n)
{
    Str *names = ARENA_ARRAY(outputs->arena, Str, outputs->files.n + more);

    *n = 0;
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < outputs->files.n; i++)
            if (outputs->files.at[i].kind == kinds_in_order[k] && kinds_in_order[k] != kind)
                names[(*n)++] = outputs->files.at[i].name;
    return names;
}

static bool refuse(Diag *diag, const char *rule, const char *hint, Str message)
{
    diag_report(diag, SEVERITY_ERROR, rule, (Place){0}, str_of(hint), "%.*s", STR_ARG(message));
    return false;
}

bool outputs_guard(Outputs *outputs, OutDir *out, Diag *diag, Str path)
{
    const char *elsewhere =
        _("choose another output folder with -o, or delete this one if nothing in it is needed");
    Arena *arena = outputs->arena;
    const Record *record = &outputs->record, *old;
    VEC(Str) names = {0};
    bool read = record_read(arena, out, &outputs->old);

    if (outdir_unread(out, diag))
        return false;
    if (!read)
        return refuse(diag, "output-record", elsewhere,
                      str_print(arena,
                                _("what %.*s says of itself in .gongkai is damaged, or of a later Gongkai"),
                                STR_ARG(path)));
    old = outputs->old;
    if (old && !record_same_document(old, record))
        return refuse(diag, "output-other", elsewhere,
                      str_print(arena, _("%.*s holds another document: %.*s, %d, “%.*s”"), STR_ARG(path),
                                STR_ARG(old->department), old->year, STR_ARG(old->title)));
    if (old && record->section.n > 0 && old->section.n == 0)
        return refuse(diag, "output-section", _("choose another output folder for the section"),
                      str_print(arena, _("%.*s holds the whole document, and one section would replace it"),
                                STR_ARG(path)));
    for (size_t i = 0; old && i < old->files.n; i++)
        *vec_push(arena, &names) = old->files.at[i].name;
    return outdir_guard(out, diag, names.at, names.n);
}

// ---- keeping

// The old output's file as it is now; false where it is not what was written.
static bool kept_read(OutDir *out, const RecordFile *file, RecordFile *now)
{
    Arena *scratch = arena_new();
    Str bytes = outdir_read_old(out, scratch, file->name, file->size);

    *now = record_file(file->kind, file->name, bytes);
    arena_free(scratch);
    return bytes.at && (!file->sha256[0] || strcmp(now->sha256, file->sha256) == 0);
}

static bool is_whole(Outputs *outputs, OutDir *out, Diag *diag, Kind kind)
{
    size_t gone = 0, n = 0;
    Str first = {0};

    for (size_t i = 0; i < outputs->old->files.n; i++) {
        const RecordFile *file = &outputs->old->files.at[i];

        if (file->kind != kind)
            continue;
        n++;
        if (outdir_has_old(out, file->name))
            continue;
        first = gone++ == 0 ? file->name : first;
    }
    if (outdir_unread(out, diag))
        return false;
    if (gone > 0 && gone < n)
        return refuse(
            diag, "output-changed", _("build all kinds anew, without --to"),
            str_print(outputs->arena,
                      _("%.*s is missing from the output, whose other files of its kind would be kept"),
                      STR_ARG(first)));
    return true;
}

static bool file_carry(Outputs *outputs, OutDir *out, Diag *diag, const RecordFile *file)
{
    RecordFile now;
    bool found = outdir_has_old(out, file->name), whole = found && kept_read(out, file, &now);

    if (outdir_unread(out, diag))
        return false;
    if (!found)
        return true;
    if (!whole)
        return refuse(
            diag, "output-changed",
            _("build all kinds anew, without --to; what the file holds of yours, move elsewhere first"),
            str_print(outputs->arena, _("%.*s in the output is not what was written, and would be kept"),
                      STR_ARG(file->name)));
    if (outdir_keep(out, diag, file->name)) {
        outputs_add(outputs, file->kind, file->name, (Str){0});
        vec_last(&outputs->files)->carried = true;
        vec_last(&outputs->files)->told = now;
    }
    return !outdir_unread(out, diag);
}

bool outputs_carry(Outputs *outputs, OutDir *out, Diag *diag, unsigned kinds)
{
    const Record *old = outputs->old;

    if (!old || !record_same_input(old, &outputs->record))
        return true;
    for (size_t k = 0; k < KINDS; k++)
        if (!(kinds & kinds_in_order[k]) && !is_whole(outputs, out, diag, kinds_in_order[k]))
            return false;
    for (size_t i = 0; i < old->files.n; i++) {
        const RecordFile *file = &old->files.at[i];

        if (file->kind && !(kinds & file->kind) && !file_carry(outputs, out, diag, file))
            return false;
    }
    return true;
}

static void *files_tell(void *argument)
{
    Outputs *outputs = argument;

    for (size_t i = 0; i < outputs->files.n; i++) {
        OutputFile *file = &outputs->files.at[i];

        if (!file->carried)
            file->told = record_file(file->kind, file->name, file->bytes);
    }
    return NULL;
}

static bool files_write(const Outputs *outputs, OutDir *out, Diag *diag)
{
    for (size_t i = 0; i < outputs->files.n; i++) {
        const OutputFile *file = &outputs->files.at[i];

        if (!file->carried && !outdir_write(out, diag, file->name, file->bytes))
            return false;
    }
    return true;
}

// Digests take as long as writing, and are made meanwhile.
bool outputs_write(Outputs *outputs, OutDir *out, Diag *diag)
{
    Record *record = &outputs->record;
    Beside beside;

    beside_start(&beside, files_tell, outputs);
    bool written = files_write(outputs, out, diag);
    beside_end(&beside);
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < outputs->files.n; i++)
            if (outputs->files.at[i].kind == kinds_in_order[k])
                *vec_push(outputs->arena, &record->files) = outputs->files.at[i].told;
    return written && record_write(outputs->arena, out, diag, record);
}
