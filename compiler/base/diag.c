#include "base/diag.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/note-mark.h"
#include "base/sheet-cell.h"
#include "base/utf8.h"
#include "base/vec.h"

struct Diag {
    Arena *arena; // of its findings; NULL: of most there are none
    VEC(Finding) findings;
    size_t counts[SEVERITY_FAILURE + 1];
};

Diag *diag_new(void)
{
    Diag *diag = calloc(1, sizeof *diag);

    if (!diag) {
        memory_end();
        _Exit(3); // while temporaries are removed
    }
    return diag;
}

void diag_free(Diag *diag)
{
    if (diag)
        arena_free(diag->arena);
    free(diag);
}

static Arena *arena_of(Diag *diag)
{
    if (!diag->arena)
        diag->arena = arena_new();
    return diag->arena;
}

// An empty Str stays as it is: a place without a file must go on having none.
static Str keep(Diag *diag, Str s)
{
    return s.n ? str_copy(arena_of(diag), s) : (Str){0};
}

static const Repair *keep_repair(Diag *diag, const Repair *edit)
{
    Repair *kept;

    if (!edit)
        return NULL;
    kept = ARENA_NEW(arena_of(diag), Repair);
    *kept = *edit;
    kept->text = keep(diag, edit->text);
    return kept;
}

// The message is in the arena already.
static void add(Diag *diag, Finding finding)
{
    finding.place.file = keep(diag, finding.place.file);
    finding.place.cell = keep(diag, finding.place.cell);
    if (finding.place.sheet.n)
        finding.place = (Place){.file = finding.place.file,
                                .cell = sheet_cell_name(arena_of(diag), finding.place.sheet,
                                                        finding.place.line, finding.place.column)};
    finding.place.text = keep(diag, note_marks_shown(arena_of(diag), finding.place.text));
    finding.message = note_marks_shown(arena_of(diag), finding.message);
    finding.hint = keep(diag, finding.hint);
    finding.repair = keep_repair(diag, finding.repair);
    *vec_push(arena_of(diag), &diag->findings) = finding;
    diag->counts[finding.severity]++;
}

void diag_report(Diag *diag, Severity severity, const char *rule, Place place, Str hint, const char *format,
                 ...)
{
    StrBuf message = {.arena = arena_of(diag)};
    va_list args;

    va_start(args, format);
    buf_vprint(&message, format, args);
    va_end(args);
    add(diag, (Finding){severity, rule, place, buf_str(&message), hint, NULL});
}

void diag_repair(Diag *diag, Repair edit)
{
    vec_last(&diag->findings)->repair = keep_repair(diag, &edit);
}

void diag_copy(Diag *diag, const Finding *finding)
{
    Finding copy = *finding;

    copy.message = keep(diag, copy.message);
    add(diag, copy);
}

void diag_append(Diag *diag, const Diag *other)
{
    size_t total = other->findings.n; // read once: a Diag may be appended to itself

    for (size_t i = 0; i < total; i++) {
        Finding finding = other->findings.at[i];

        diag_copy(diag, &finding);
    }
}

bool diag_append_failures(Diag *diag, const Diag *trial)
{
    for (size_t i = 0; i < trial->findings.n; i++)
        if (trial->findings.at[i].severity == SEVERITY_FAILURE)
            diag_copy(diag, &trial->findings.at[i]);
    return diag_count(trial, SEVERITY_FAILURE) > 0;
}

size_t diag_total(const Diag *diag)
{
    return diag->findings.n;
}

const Finding *diag_at(const Diag *diag, size_t index)
{
    return &diag->findings.at[index];
}

size_t diag_count(const Diag *diag, Severity severity)
{
    return diag->counts[severity];
}

bool diag_failed(const Diag *diag)
{
    return diag->counts[SEVERITY_ERROR] || diag->counts[SEVERITY_FAILURE];
}

void diag_truncate(Diag *diag, size_t total)
{
    while (diag->findings.n > total)
        diag->counts[diag->findings.at[--diag->findings.n].severity]--;
}

void diag_drop(Diag *diag, const bool *dropped)
{
    size_t kept = 0;

    for (size_t i = 0; i < diag->findings.n; i++) {
        if (dropped[i])
            diag->counts[diag->findings.at[i].severity]--;
        else
            diag->findings.at[kept++] = diag->findings.at[i];
    }
    diag->findings.n = kept;
}

// ---- how findings are written

const char *severity_name(Severity severity)
{
    static const char *const names[] = {"note", "warning", "error", "failure"};

    return names[severity];
}

const char *severity_word(Severity severity)
{
    static const char *const words[] = {N_("note"), N_("warning"), N_("error"), N_("failure")};

    return _(words[severity]);
}

Str place_shown(Arena *arena, const Place *place)
{
    if (place->file.n == 0)
        return (Str){0};
    if (place->cell.n > 0)
        return str_print(arena, "%.*s:%.*s", STR_ARG(place->file), STR_ARG(place->cell));
    if (place->sheet.n > 0)
        return str_print(arena, "%.*s:%.*s", STR_ARG(place->file),
                         STR_ARG(sheet_cell_name(arena, place->sheet, place->line, place->column)));
    if (place->line == 0)
        return place->file;
    if (place->column == 0)
        return str_print(arena, "%.*s:%u", STR_ARG(place->file), place->line);
    return str_print(arena, "%.*s:%u:%u", STR_ARG(place->file), place->line, place->column);
}

Str place_underlined(const Place *place)
{
    size_t from = 0, to;

    for (uint32_t i = 1; i < place->column && from < place->text.n; i++)
        utf8_next(place->text, &from);
    to = from;
    for (uint32_t i = 0; i < place->width && to < place->text.n; i++)
        utf8_next(place->text, &to);
    return str_slice(place->text, from, to);
}
