// Is what hangs there what was built?
#include <stdio.h>
#include <string.h>

#include "commands/side.h"

#define MOST_SHOWN 200 // bytes of a text

static Str cut(Str text)
{
    size_t n = text.n < MOST_SHOWN ? text.n : MOST_SHOWN;

    while (n > 0 && n < text.n && ((unsigned char)text.at[n] & 0xC0) == 0x80)
        n--;
    return str_slice(text, 0, n);
}

static Str in_table(Arena *arena, const Difference *difference)
{
    if (difference->row.n)
        return str_print(arena, "%.*s[%.*s]", STR_ARG(difference->table), STR_ARG(difference->row));
    return difference->table;
}

static void differs_report(Arena *arena, Diag *diag, const Difference *d, Place place)
{
    if (d->kind == DIFFERENCE_CELL)
        diag_report(diag, SEVERITY_ERROR, "verify-differs", place, (Str){0},
                    _("%.*s: “%.*s” hangs there, “%.*s” was built"), STR_ARG(in_table(arena, d)),
                    STR_ARG(d->after), STR_ARG(d->before));
    else if (d->kind == DIFFERENCE_MOVED)
        diag_report(diag, SEVERITY_ERROR, "verify-moved", place, (Str){0}, _("“%.*s” stands elsewhere"),
                    STR_ARG(cut(d->before)));
    else
        diag_report(diag, SEVERITY_ERROR, "verify-differs", place, (Str){0},
                    _("“%.*s” hangs there, “%.*s” was built: …%.*s…"), STR_ARG(cut(d->after)),
                    STR_ARG(cut(d->before)), STR_ARG(d->around));
}

static void difference_report(Arena *arena, Diag *diag, const Difference *d, Place there)
{
    Place place = d->b.file.n ? d->b : there;
    switch (d->kind) {
    case DIFFERENCE_MISSING:
    case DIFFERENCE_ROW_MISSING:
    case DIFFERENCE_TABLE_MISSING:
        diag_report(diag, SEVERITY_ERROR, "verify-missing", place, (Str){0}, _("missing: %.*s%s“%.*s”"),
                    STR_ARG(d->kind == DIFFERENCE_ROW_MISSING ? in_table(arena, d) : (Str){0}),
                    d->kind == DIFFERENCE_ROW_MISSING ? ": " : "", STR_ARG(cut(d->before)));
        break;
    case DIFFERENCE_ADDED:
    case DIFFERENCE_ROW_ADDED:
    case DIFFERENCE_TABLE_ADDED:
        diag_report(diag, SEVERITY_ERROR, "verify-added", place, (Str){0}, _("added: %.*s%s“%.*s”"),
                    STR_ARG(d->kind == DIFFERENCE_ROW_ADDED ? d->table : (Str){0}),
                    d->kind == DIFFERENCE_ROW_ADDED ? ": " : "", STR_ARG(cut(d->after)));
        break;
    case DIFFERENCE_MOVED:
    case DIFFERENCE_CHANGED:
    case DIFFERENCE_CELL:
        differs_report(arena, diag, d, place);
        break;
    }
    if (d->a.file.n)
        diag_report(diag, SEVERITY_NOTE, diag_at(diag, diag_total(diag) - 1)->rule, d->a, (Str){0}, "%s",
                    _("it was built of this"));
}

int verify_pair(const Options *options, DataFolders folders, const char *published, const char *folder,
                bool many, size_t *count, Str written)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Side built = side_read(arena, diag, options, folders, folder, NULL), hangs = {0};
    const Differences *found = NULL, *attached = NULL;
    size_t differences;
    int status;

    if (built.version && !built.made.document)
        built.version = NULL;
    if (built.version)
        hangs = side_read(arena, diag, options, folders, published, built.made.project);
    if (built.version && hangs.version) {
        found = versions_compare(arena, built.version, hangs.version, hangs.partial);
        for (size_t i = 0; i < found->at.n; i++)
            difference_report(arena, diag, &found->at.at[i], (Place){.file = str_of(published)});
        attached = hangs.attached ? versions_compare(arena, built.version, hangs.attached, true) : NULL;
        for (size_t i = 0; attached && i < attached->at.n; i++)
            difference_report(arena, diag, &attached->at.at[i], (Place){.file = hangs.attached->name});
    }
    if (written.n)
        differences_write(diag, written, found, attached);
    status = findings_print(diag, many ? folder : NULL, options->strict);
    if (count && !found)
        *count = SIZE_MAX;
    differences = found ? found->at.n + (attached ? attached->at.n : 0) : 0;
    if (count && found)
        *count = differences;
    if (found && differences == 0)
        printf(hangs.sealed ? _("%s: as built, with a seal: %zu sentences, %zu tables, %zu cells\n")
                            : _("%s: as built: %zu sentences, %zu tables, %zu cells\n"),
               published, found->sentences, found->tables, found->cells);
    else if (found)
        printf(_("%s: not as built: %zu differences; %zu of %zu sentences, %zu of %zu cells are the same\n"),
               published, differences, found->same_sentences, found->sentences, found->same_cells,
               found->cells);
    if (attached && status == EXIT_DONE)
        printf(_("%.*s: the attached tables too: %zu tables, %zu cells\n"), STR_ARG(hangs.attached->name),
               hangs.attached->tables.n, attached->cells);
    side_free(&hangs);
    side_free(&built);
    diag_free(diag);
    arena_free(arena);
    return status;
}

// ---- many

// The next field of a line, without quotes; *at moves past it.
static Str field_next(Str line, size_t *at)
{
    bool quoted = *at < line.n && line.at[*at] == '"';
    size_t from = *at + quoted, end = from;
    Str field;

    while (end < line.n && line.at[end] != (quoted ? '"' : ','))
        end++;
    field = str_trim(str_slice(line, from, end));
    *at = end + quoted;
    while (*at < line.n && line.at[*at] != ',')
        ++*at;
    ++*at;
    return field;
}

// OUT/3-公开.pdf.csv of a list's third line.
static Str written_of(Arena *arena, const Options *options, const char *published, size_t number)
{
    const char *name = strrchr(published, '/');

    if (!options->output)
        return (Str){0};
    return path_join(arena, str_of(options->output),
                     str_print(arena, "%zu-%.*s.csv", number,
                               STR_ARG(filename_clean(arena, str_of(name ? name + 1 : published), 180))));
}

static int list_verify(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    const Source *list =
        source_read(arena, diag, input_at(str_of(options->list)), str_of(options->list), (Str){0});
    int worst = EXIT_DONE;
    size_t pairs = 0, same = 0;

    for (uint32_t i = 1; list && i <= list->line_count; i++) {
        Str line = source_line(list, i);
        size_t at = 0;
        char *published = str_c(arena, field_next(line, &at));
        char *folder = at < line.n ? str_c(arena, field_next(line, &at)) : NULL;
        int status;

        if (!*published)
            continue;
        if (!folder || !*folder || !input_is_there(input_at(str_of(published)))) {
            if (i > 1) // its first line may name the columns
                diag_report(diag, SEVERITY_ERROR, "verify-list", source_place(list, list->lines[i - 1], 0),
                            (Str){0}, "%s", _("a line names a published file and a project's folder"));
            continue;
        }
        pairs++;
        status = verify_pair(options, folders, published, folder, true, NULL,
                             written_of(arena, options, published, i));
        same += status == EXIT_DONE;
        worst = status > worst ? status : worst;
    }
    if (list)
        printf(_("%zu of %zu files are as built\n"), same, pairs);
    if (diag_total(diag)) {
        int status = findings_print(diag, NULL, options->strict);

        worst = status > worst ? status : worst;
    }
    diag_free(diag);
    arena_free(arena);
    return worst;
}

int command_verify(const Options *options, DataFolders folders)
{
    Arena *arena;
    int status;

    if (options->list)
        return list_verify(options, folders);
    arena = arena_new();
    status = verify_pair(options, folders, options->subject, options->folders[0], false, NULL,
                         written_of(arena, options, options->subject, 1));
    arena_free(arena);
    return status;
}
