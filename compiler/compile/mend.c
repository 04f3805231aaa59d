// Mending what is certain: the edits that rules propose, laid into the sections' texts and checked anew.
#include "compile/compile.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_ROUNDS = 12, // mending leads to more: a bracket's other half, the next of three commas
    MOST_TRIALS = 4   // of leaving lines as they are
};

typedef struct Known { // a finding, by all but its column
    const char *rule;
    Str file;
    uint32_t line;
} Known;

typedef struct Mending {
    Arena *arena;
    const CompileOptions *options;
    MendedFiles files;
    VEC(Known) before;  // what is found of the sections as they are
    VEC(Known) refused; // lines that stay as they are: their mending gave something new; rule is NULL
} Mending;

typedef struct Placed { // an edit of a file
    const Repair *repair;
    const char *rule;
    uint32_t line;
} Placed;

typedef VEC(Placed) PlacedList;

static Compilation compile_mended(const Mending *mending)
{
    CompileOptions options = *mending->options;
    SectionText *texts = ARENA_ARRAY(mending->arena, SectionText, mending->files.n);

    for (size_t i = 0; i < mending->files.n; i++)
        texts[i] = (SectionText){mending->files.at[i].name, mending->files.at[i].after};
    options.texts = texts;
    options.text_count = mending->files.n;
    return compilation_make(&options);
}

static bool is_refused(const Mending *mending, Str file, uint32_t line)
{
    for (size_t i = 0; i < mending->refused.n; i++)
        if (mending->refused.at[i].line == line && str_equal(mending->refused.at[i].file, file))
            return true;
    return false;
}

static int compare_placed(const void *a, const void *b)
{
    const Placed *x = a, *y = b;

    if (x->repair->offset != y->repair->offset)
        return x->repair->offset < y->repair->offset ? -1 : 1;
    return x->repair->length > y->repair->length ? -1 : x->repair->length < y->repair->length;
}

static PlacedList edits_of(Mending *mending, const Diag *diag, Str file)
{
    PlacedList edits = {0};

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        if (finding->repair && str_equal(finding->place.file, file) &&
            !is_refused(mending, file, finding->place.line))
            *vec_push(mending->arena, &edits) = (Placed){finding->repair, finding->rule, finding->place.line};
    }
    if (edits.n)
        qsort(edits.at, edits.n, sizeof *edits.at, compare_placed);
    return edits;
}

static void note_line(Arena *arena, MendedFile *file, const Placed *placed)
{
    Str rule = str_of(placed->rule);

    file->edits++;
    for (size_t i = 0; i < file->lines.n; i++) {
        MendedLine *line = &file->lines.at[i];

        if (line->line != placed->line)
            continue;
        if (str_find(line->rules, rule, 0) < 0)
            line->rules = str_print(arena, "%.*s, %.*s", STR_ARG(line->rules), STR_ARG(rule));
        return;
    }
    *vec_push(arena, &file->lines) = (MendedLine){placed->line, str_copy(arena, rule)};
}

// Lays edits into a text; of those that overlap the first. Returns how many.
static size_t lay(Arena *arena, MendedFile *file, const PlacedList *edits)
{
    StrBuf text = {.arena = arena};
    size_t at = 0, laid = 0;

    for (size_t i = 0; i < edits->n; i++) {
        const Repair *edit = edits->at[i].repair;

        if (edit->offset < at || edit->offset + edit->length > file->after.n)
            continue;
        buf_add(&text, str_slice(file->after, at, edit->offset));
        buf_add(&text, edit->text);
        at = edit->offset + edit->length;
        note_line(arena, file, &edits->at[i]);
        laid++;
    }
    buf_add(&text, str_slice(file->after, at, file->after.n));
    if (laid)
        file->after = buf_str(&text);
    return laid;
}

static MendedFile *file_of(Mending *mending, const Source *source)
{
    for (size_t i = 0; i < mending->files.n; i++)
        if (str_equal(mending->files.at[i].name, source->name))
            return &mending->files.at[i];
    Str text = str_copy(mending->arena, source->text);
    *vec_push(mending->arena, &mending->files) =
        (MendedFile){.name = str_copy(mending->arena, source->name), .before = text, .after = text};
    return vec_last(&mending->files);
}

static size_t mend_round(Mending *mending, const Compilation *made)
{
    size_t laid = 0;

    for (size_t i = 0; made->project && i < made->project->section_count; i++) {
        const Source *source = made->project->sections[i];
        PlacedList edits = edits_of(mending, made->diag, source->name);

        if (edits.n)
            laid += lay(mending->arena, file_of(mending, source), &edits);
    }
    return laid;
}

// ---- nothing new may be found

static bool is_known(const Mending *mending, const Finding *finding)
{
    for (size_t i = 0; i < mending->before.n; i++) {
        const Known *known = &mending->before.at[i];

        if (known->line == finding->place.line && strcmp(known->rule, finding->rule) == 0 &&
            str_equal(known->file, finding->place.file))
            return true;
    }
    return false;
}

static void know(Mending *mending, const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        *vec_push(mending->arena, &mending->before) =
            (Known){str_c(mending->arena, str_of(finding->rule)),
                    str_copy(mending->arena, finding->place.file), finding->place.line};
    }
}

// Refuses the line of each new finding; where it is not one that was mended, all lines that were. True where
// there was any.
static bool refuse_new(Mending *mending, const Diag *diag)
{
    size_t refused = mending->refused.n;

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);
        bool here = false;

        if (finding->severity == SEVERITY_NOTE || is_known(mending, finding))
            continue;
        for (int pass = 0; pass < 2 && !here; pass++)
            for (size_t f = 0; f < mending->files.n; f++)
                for (size_t l = 0; l < mending->files.at[f].lines.n; l++) {
                    const MendedFile *file = &mending->files.at[f];
                    uint32_t line = file->lines.at[l].line;
                    if (pass == 0 &&
                        (line != finding->place.line || !str_equal(file->name, finding->place.file)))
                        continue;
                    here = true;
                    *vec_push(mending->arena, &mending->refused) = (Known){NULL, file->name, line};
                }
    }
    return mending->refused.n > refused;
}

MendedFiles compilation_mend(Arena *arena, Diag *failures, const CompileOptions *options)
{
    Mending mending = {.arena = arena, .options = options};

    for (int trial = 0; trial < MOST_TRIALS; trial++) {
        Compilation made;
        bool more = true, failed;

        mending.files.n = 0;
        made = compile_mended(&mending);
        failed = diag_append_failures(failures, made.diag);
        if (trial == 0)
            know(&mending, made.diag);
        for (int round = 0; round < MOST_ROUNDS && more && !failed; round++) {
            more = mend_round(&mending, &made) > 0;
            if (!more)
                break;
            compilation_free(&made);
            made = compile_mended(&mending);
            failed = diag_append_failures(failures, made.diag);
        }
        more = refuse_new(&mending, made.diag);
        compilation_free(&made);
        if (failed)
            break;
        if (!more)
            return mending.files;
    }
    return (MendedFiles){0}; // there is no end of it, or the system failed: nothing is certain
}
