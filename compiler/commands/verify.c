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

// Of many, findings say whose they are: those of the project are named from where the list is read.
static int pair_print(Arena *arena, Diag *diag, const char *folder, const char *published, bool strict)
{
    Diag *placed = diag_new();
    int status;

    for (size_t i = 0; i < diag_total(diag); i++) {
        Finding finding = *diag_at(diag, i);
        Str file = finding.place.file;

        if (file.n && file.at[0] != '/' && !str_starts(file, str_of(published)))
            finding.place.file = path_join(arena, str_of(folder), file);
        diag_copy(placed, &finding);
    }
    status = findings_print(placed, NULL, strict);
    diag_free(placed);
    return status;
}

// What can be said of neither way, with its share.
static void unsure_print(const char *published, const Differences *found)
{
    size_t tenths = found->cells ? found->unsure_cells * 1000 / found->cells : 0;

    if (found->unsure_cells)
        printf(
            _("%s: %zu of %zu cells (%zu.%zu%%) are not read for sure, and not compared: hold them against "
              "the pages that the findings pdf-cells name\n"),
            published, found->unsure_cells, found->cells, tenths / 10, tenths % 10);
}

// The whole document hangs beside its parts.
static void again_print(const char *published, const Differences *found)
{
    if (found->again)
        printf(dngettext(GONGKAI_DOMAIN, "%s: %zu text hangs on further pages too, the same there\n",
                         "%s: %zu texts hang on further pages too, the same there\n", found->again),
               published, found->again);
}

// What is as built: all, or all that was compared.
static void as_built_print(const char *published, const Differences *found, bool sealed)
{
    if (found->unsure_cells)
        printf(sealed
                   ? _("%s: what could be read is as built, with a seal: %zu sentences, %zu tables, %zu of "
                       "%zu cells\n")
                   : _("%s: what could be read is as built: %zu sentences, %zu tables, %zu of %zu cells\n"),
               published, found->sentences, found->tables, found->cells - found->unsure_cells, found->cells);
    else
        printf(sealed ? _("%s: as built, with a seal: %zu sentences, %zu tables, %zu cells\n")
                      : _("%s: as built: %zu sentences, %zu tables, %zu cells\n"),
               published, found->sentences, found->tables, found->cells);
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
    status = many ? pair_print(arena, diag, folder, published, options->strict)
                  : findings_print(diag, NULL, options->strict);
    if (found) {
        unsure_print(published, found);
        again_print(published, found);
    }
    if (attached)
        unsure_print(str_c(arena, hangs.attached->name), attached);
    if (count && !found)
        *count = SIZE_MAX;
    differences = found ? found->at.n + (attached ? attached->at.n : 0) : 0;
    if (count && found)
        *count = differences;
    if (found && differences == 0)
        as_built_print(published, found, hangs.sealed);
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

// What keeps a pair from being compared; NULL: nothing does.
static const char *pair_fault(const Pair *pair, const char **hint)
{
    *hint = NULL;
    if (strstr(pair->published, "://")) {
        *hint = _("save it first, with a browser, curl or wget, and name the file");
        return _("what hangs on the web is not fetched");
    }
    if (!*pair->published || !*pair->folder)
        return _("a line names a published file and a project's folder");
    if (!input_is_there(input_at(str_of(pair->published))))
        return _("the published file is not there");
    return input_is_there(input_at(str_of(pair->folder))) ? NULL : _("the project's folder is not there");
}

static int list_verify(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Pairs pairs = pairs_read(arena, diag, options->list);
    int worst = EXIT_DONE, status;
    size_t same = 0;

    for (size_t i = 0; i < pairs.at.n; i++) {
        const Pair *pair = &pairs.at.at[i];
        const char *hint, *fault = pair_fault(pair, &hint);

        if (fault) {
            diag_report(diag, SEVERITY_ERROR, "verify-list", pair->place, hint ? str_of(hint) : (Str){0},
                        "%s", fault);
            continue;
        }
        status = verify_pair(options, folders, pair->published, pair->folder, true, NULL,
                             written_of(arena, options, pair->published, pair->line));
        same += status == EXIT_DONE;
        worst = status > worst ? status : worst;
    }
    if (pairs.read && pairs.at.n == 0)
        diag_report(diag, SEVERITY_ERROR, "verify-list", (Place){.file = str_of(options->list)}, (Str){0},
                    "%s", _("the list names no file"));
    else if (pairs.read)
        printf(_("%zu of %zu files are as built\n"), same, pairs.at.n);
    if (diag_total(diag)) {
        status = findings_print(diag, NULL, options->strict);
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
