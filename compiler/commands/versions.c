// gongkai diff: two versions of a document as text, as JSON, and as a page side by side.
#include <stdio.h>
#include <string.h>

#include "commands/file-place.h"
#include "commands/side.h"

static const char *const kinds[] = {
    [DIFFERENCE_CHANGED] = "changed",
    [DIFFERENCE_MISSING] = "removed",
    [DIFFERENCE_ADDED] = "added",
    [DIFFERENCE_MOVED] = "moved",
    [DIFFERENCE_CELL] = "cell",
    [DIFFERENCE_ROW_MISSING] = "row-removed",
    [DIFFERENCE_ROW_ADDED] = "row-added",
    [DIFFERENCE_TABLE_MISSING] = "table-removed",
    [DIFFERENCE_TABLE_ADDED] = "table-added",
};

static const char *kind_word(DifferenceKind kind)
{
    switch (kind) {
    case DIFFERENCE_CHANGED:
        return _("changed");
    case DIFFERENCE_MISSING:
    case DIFFERENCE_ROW_MISSING:
    case DIFFERENCE_TABLE_MISSING:
        return _("removed");
    case DIFFERENCE_ADDED:
    case DIFFERENCE_ROW_ADDED:
    case DIFFERENCE_TABLE_ADDED:
        return _("added");
    case DIFFERENCE_MOVED:
        return _("moved");
    case DIFFERENCE_CELL:
        return _("cell");
    }
    return "";
}

// 财政拨款收支总表[合计]: +1.20 (3.50%)
static Str what_of(Arena *arena, const Difference *d)
{
    StrBuf text = {.arena = arena};

    buf_add(&text, d->table);
    if (d->row.n)
        buf_print(&text, "[%.*s]", STR_ARG(d->row));
    if (d->change.n)
        buf_print(&text, "%s%s%.*s", text.n ? ": " : "", d->change.at[0] == '-' ? "" : "+",
                  STR_ARG(d->change));
    if (d->rate.n)
        buf_print(&text, " (%.*s)", STR_ARG(d->rate));
    return buf_str(&text);
}

// ---- text

static void text_print(Arena *arena, const Differences *found)
{
    for (size_t i = 0; i < found->at.n; i++) {
        const Difference *d = &found->at.at[i];
        Str a = place_shown(arena, &d->a), b = place_shown(arena, &d->b), what = what_of(arena, d);

        printf("%s%s%s%.*s%s%.*s%s\n", kind_word(d->kind), what.n ? " " : "", "", STR_ARG(what),
               a.n || b.n ? "  (" : "", STR_ARG(a), "");
        if (b.n)
            printf("    → %.*s)\n", STR_ARG(b));
        else if (a.n)
            puts(")");
        if (d->before.n && d->kind != DIFFERENCE_MOVED)
            printf("  - %.*s\n", STR_ARG(d->before));
        if (d->after.n)
            printf("  %c %.*s\n", d->kind == DIFFERENCE_MOVED ? '~' : '+', STR_ARG(d->after));
        if (d->around.n)
            printf("    …%.*s…\n", STR_ARG(d->around));
    }
    printf(_("%zu differences; %zu of %zu sentences, %zu of %zu cells are the same\n"), found->at.n,
           found->same_sentences, found->sentences, found->same_cells, found->cells);
    if (found->unsure_cells)
        printf(_("%zu cells are not read for sure, and not compared\n"), found->unsure_cells);
}

// ---- JSON

static json_t *side_json(Arena *arena, Str text, const Place *place)
{
    json_t *side = json_object();

    set_text(side, "text", text);
    set_text(side, "file", place->file);
    if (place->line && !place->cell.n)
        set_number(side, "line", place->line);
    set_text(side, "cell", place->cell);
    set_text(side, "place", place_shown(arena, place));
    return side;
}

static int json_write(Arena *arena, const Side *a, const Side *b, const Differences *found)
{
    json_t *list = json_array();
    json_t *json =
        json_pack("{s:s, s:i, s:s, s:s, s:s, s:o}", "format", "gongkai-diff", "version", 1, "generator",
                  "Gongkai " GONGKAI_VERSION, "before", a->name, "after", b->name, "differences", list);
    bool written;

    set_number(json, "sentences", found->sentences);
    set_number(json, "same-sentences", found->same_sentences);
    set_number(json, "cells", found->cells);
    set_number(json, "same-cells", found->same_cells);
    set_number(json, "unsure-cells", found->unsure_cells);
    for (size_t i = 0; i < found->at.n; i++) {
        const Difference *d = &found->at.at[i];
        json_t *one = json_object();

        json_object_set_new(one, "kind", json_string(kinds[d->kind]));
        json_object_set_new(one, "before", side_json(arena, d->before, &d->a));
        json_object_set_new(one, "after", side_json(arena, d->after, &d->b));
        set_text(one, "around", d->around);
        set_text(one, "table", d->table);
        set_text(one, "row", d->row);
        set_text(one, "change", d->change);
        set_text(one, "rate", d->rate);
        json_array_append_new(list, one);
    }
    written = json_dumpf(json, stdout, JSON_INDENT(2)) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
    json_decref(json);
    return written ? EXIT_DONE : EXIT_SYSTEM;
}

// ---- a page

static void add_side(Arena *arena, StrBuf *out, Str text, const Place *place, const char *tag)
{
    Str where = place_shown(arena, place);

    buf_add_c(out, "<td>");
    if (text.n) {
        buf_print(out, "<%s>", tag);
        escape_markup(out, text);
        buf_print(out, "</%s>", tag);
    }
    if (where.n) {
        buf_add_c(out, "<p class=\"place\">");
        escape_markup(out, where);
        buf_add_c(out, "</p>");
    }
    buf_add_c(out, "</td>");
}

static Str page_of(Arena *arena, const Side *a, const Side *b, const Differences *found)
{
    static const char style[] =
        "body{font:16px/1.7 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#111}"
        "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .6em;"
        "text-align:left;vertical-align:top}th{background:#eee}.place{color:#555;font-size:.85em;margin:0}"
        "del{background:#fdd}ins{background:#dfd;text-decoration:none}";
    StrBuf out = {.arena = arena};

    buf_print(&out, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>", _("en"));
    escape_markup(&out, str_print(arena, "%s – %s", a->name, b->name));
    buf_print(&out, "</title><style>%s</style></head><body>\n<p>", style);
    escape_markup(&out, str_print(arena,
                                  _("%zu differences; %zu of %zu sentences, %zu of %zu cells are the same\n"),
                                  found->at.n, found->same_sentences, found->sentences, found->same_cells,
                                  found->cells));
    if (found->unsure_cells)
        buf_print(&out, _("%zu cells are not read for sure, and not compared\n"), found->unsure_cells);
    buf_print(&out, "</p>\n<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">", _("what"));
    escape_markup(&out, str_of(a->name));
    buf_add_c(&out, "</th><th scope=\"col\">");
    escape_markup(&out, str_of(b->name));
    buf_add_c(&out, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < found->at.n; i++) {
        const Difference *d = &found->at.at[i];

        buf_print(&out, "<tr class=\"%s\"><td>%s ", kinds[d->kind], kind_word(d->kind));
        escape_markup(&out, what_of(arena, d));
        buf_add_c(&out, "</td>");
        add_side(arena, &out, d->before, &d->a, "del");
        add_side(arena, &out, d->after, &d->b, "ins");
        buf_add_c(&out, "</tr>\n");
    }
    buf_add_c(&out, "</tbody></table>\n</body></html>\n");
    return buf_str(&out);
}

// ---- the command

// The project that last-year names; NULL after a finding.
static const char *last_year_of(Arena *arena, Diag *diag, const Side *side)
{
    const Project *project = side->made.project;

    for (size_t i = 0; project && i < project->outside.n; i++)
        if (strcmp(project->outside.at[i].key, "last-year") == 0) {
            Str path = project->outside.at[i].path;

            return str_c(arena,
                         path.n && path.at[0] == '/' ? path : path_join(arena, str_of(side->name), path));
        }
    if (project && project->last_year.project)
        return str_c(arena, project->last_year.project->folder);
    diag_report(diag, SEVERITY_ERROR, "diff-alone", (Place){.file = str_of(side->name)},
                str_of(_("name two versions")), "%s",
                _("the project names no last year to be compared with"));
    return NULL;
}

static const Version *book_version(Arena *arena, const TableBook *book, Str name)
{
    const Table **tables = ARENA_ARRAY(arena, const Table *, book->table_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->file.n && book->tables[i]->spec->published)
            tables[n++] = book->tables[i];
    return n ? version_of_tables(arena, tables, n, name) : NULL;
}

// Where last year is a folder of tables and no project, tables alone are compared. False where it is not.
static bool last_tables_take(Arena *arena, Side *a, Side *b)
{
    const Project *project = b->made.project;

    if (!b->version || !project || project->last_year.project || project->last_year.table_count == 0)
        return false;
    a->name = _("last year's tables");
    a->version = book_version(arena, &project->last_year, str_of(a->name));
    b->version = book_version(arena, &project->book, str_of(b->name));
    return a->version && b->version;
}

int command_diff(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    size_t last = options->folder_count - 1;
    Side b = side_read(arena, diag, options, folders, options->folders[last], NULL), a = {0};
    const char *before = NULL;
    int status;

    if (last)
        before = options->folders[0];
    else if (!last_tables_take(arena, &a, &b))
        before = last_year_of(arena, diag, &b);
    if (before)
        a = side_read(arena, diag, options, folders, before, b.made.project);
    if (a.version && !b.version && a.made.project) { // a workbook is read by the other's tables
        diag_truncate(diag, 0);
        b = side_read(arena, diag, options, folders, options->folders[last], a.made.project);
    }
    status = findings_print(diag, NULL, options->strict);
    if (a.version && b.version) {
        const Differences *found = versions_compare(arena, a.version, b.version, a.partial || b.partial);

        if (options->format == FORMAT_JSON)
            status = json_write(arena, &a, &b, found);
        else
            text_print(arena, found);
        if (options->report && status == EXIT_DONE)
            status =
                file_place_told(options->report, page_of(arena, &a, &b, found)) ? EXIT_DONE : EXIT_SYSTEM;
    }
    side_free(&a);
    side_free(&b);
    diag_free(diag);
    arena_free(arena);
    return status;
}
