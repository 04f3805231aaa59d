// Differences as a CSV.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/outdir.h"
#include "commands/side.h"

static Str kind_name(DifferenceKind kind)
{
    switch (kind) {
    case DIFFERENCE_CHANGED:
    case DIFFERENCE_CELL:
        return str_of(_("differs"));
    case DIFFERENCE_MISSING:
    case DIFFERENCE_ROW_MISSING:
    case DIFFERENCE_TABLE_MISSING:
        return str_of(_("not published"));
    case DIFFERENCE_ADDED:
    case DIFFERENCE_ROW_ADDED:
    case DIFFERENCE_TABLE_ADDED:
        return str_of(_("published in addition"));
    case DIFFERENCE_MOVED:
        return str_of(_("stands elsewhere"));
    }
    return (Str){0};
}

static Str place_text(Arena *arena, const Place *place)
{
    StrBuf out = {.arena = arena};

    buf_add(&out, place->file);
    if (place->cell.n)
        buf_print(&out, " %.*s", STR_ARG(place->cell));
    if (place->line)
        buf_print(&out, ":%u", place->line);
    return buf_str(&out);
}

// What a program of sheets would take for a formula is text.
static void add_field(StrBuf *out, Str text, char end)
{
    buf_add_char(out, '"');
    if (text.n && char_is_in((unsigned char)text.at[0], "=+@\t"))
        buf_add_char(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, text.at[i]);
    }
    buf_add_char(out, '"');
    buf_add_char(out, end);
}

static void add_all(Arena *arena, StrBuf *out, const Differences *found)
{
    for (size_t i = 0; found && i < found->at.n; i++) {
        const Difference *difference = &found->at.at[i];
        const Str fields[] = {kind_name(difference->kind),
                              place_text(arena, &difference->b),
                              place_text(arena, &difference->a),
                              difference->table,
                              difference->row,
                              difference->column,
                              difference->after,
                              difference->before};
        size_t n = sizeof fields / sizeof fields[0];

        for (size_t k = 0; k < n; k++)
            add_field(out, fields[k], k + 1 < n ? ',' : '\n');
    }
}

bool differences_write(Diag *diag, Str path, const Differences *found, const Differences *attached)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};
    bool written;

    buf_add_c(&out, "\xEF\xBB\xBF"); // programs of sheets know UTF-8 by it
    buf_add_c(&out, _("what,published at,project at,table,row,column,published,project"));
    buf_add_char(&out, '\n');
    if (!found) { // in the first of its eight columns
        add_field(&out, str_of(_("one of the two cannot be read")), ',');
        buf_add_c(&out, ",,,,,,\n");
    }
    add_all(arena, &out, found);
    add_all(arena, &out, attached);
    written = file_place(path.at, buf_str(&out));
    if (!written)
        diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                    _("cannot be written: %s"), strerror(errno));
    arena_free(arena);
    return written;
}
