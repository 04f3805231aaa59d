#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tell/findings.h"

enum { LINE_COLUMNS = 100, LINE_BEFORE = 40 }; // of a source line shown; how much of it before the caret

static const char *severity_colour(Severity severity)
{
    return severity == SEVERITY_NOTE ? "\033[36m" : severity == SEVERITY_WARNING ? "\033[33m" : "\033[31m";
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static bool colour_wanted(void)
{
    const char *terminal = getenv("TERM");
    if (is_set("NO_COLOR"))
        return false;
    return is_set("CLICOLOR_FORCE") ||
           (isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0));
}

static int columns_of(uint32_t code)
{
    return code < 0x20 ? 1 : char_is_full_width(code) ? 2 : 1;
}

// The part of the line around the caret that fits a terminal, then the caret under its character.
static void source_line_print(const Place *place)
{
    Arena *arena = arena_new();
    StrBuf shown = {.arena = arena}, under = {.arena = arena};
    size_t caret = place->column > 0 ? place->column - 1 : 0, width = place->width > 0 ? place->width : 1;
    size_t from = caret > LINE_BEFORE ? caret - LINE_BEFORE : 0, index = 0;
    int columns = 0;
    if (from > 0) {
        buf_add_c(&shown, "…");
        buf_add_c(&under, " ");
    }
    for (size_t at = 0; at < place->text.n; index++) {
        uint32_t code = utf8_next(place->text, &at);
        if (index < from)
            continue;
        columns += columns_of(code);
        if (columns > LINE_COLUMNS) {
            buf_add_c(&shown, "…");
            break;
        }
        buf_add_code(&shown, char_is_safe(code) ? code : code < 0x20 ? ' ' : 0xfffd);
        if (index < caret)
            buf_add_c(&under, columns_of(code) == 2 ? "  " : " ");
        else if (index < caret + width)
            buf_add_c(&under, columns_of(code) == 2 ? "^^" : "^");
    }
    if (index <= caret)
        buf_add_c(&under, "^");
    fprintf(stderr, "    %s\n", buf_str(&shown).at);
    if (place->column > 0)
        fprintf(stderr, "    %s\n", buf_str(&under).at);
    arena_free(arena);
}

// word: what is to be done about it.
static void finding_print(Arena *arena, const Finding *finding, const char *word, const char *folder,
                          bool colour)
{
    Str place = place_shown(arena, &finding->place);
    Str message = escape_terminal(arena, finding->message), hint = escape_terminal(arena, finding->hint);
    if (place.n > 0 && folder)
        place = path_join(arena, str_of(folder), place);
    place = escape_terminal(arena, place);
    if (place.n > 0)
        fprintf(stderr, "%.*s: ", STR_ARG(place));
    fprintf(stderr, "%s%s:%s %.*s", colour ? severity_colour(finding->severity) : "", word,
            colour ? "\033[0m" : "", STR_ARG(message));
    if (hint.n > 0)
        fprintf(stderr, _("; %.*s"), STR_ARG(hint));
    fprintf(stderr, " [%s]\n", finding->rule);
    if (finding->place.text.n > 0)
        source_line_print(&finding->place);
}

static void groups_print(const Diag *diag, const char *folder)
{
    Arena *arena = arena_new();
    size_t n;
    FindingGroup *groups = findings_group(arena, diag, &n);
    bool colour = colour_wanted();
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < groups[i].count; k++)
            finding_print(arena, diag_at(diag, groups[i].first + k),
                          k > 0 ? severity_word(SEVERITY_NOTE) : level_word(finding_level(groups[i].head)),
                          folder, colour);
    arena_free(arena);
}

int findings_print(const Diag *diag, const char *folder, bool strict)
{
    groups_print(diag, folder);
    LevelCounts counts = findings_count(diag);
    size_t must = counts.at[LEVEL_MUST], verify = counts.at[LEVEL_VERIFY], hints = counts.at[LEVEL_HINT];
    if (must + verify + hints > 0) {
        fprintf(stderr, dngettext(GONGKAI_DOMAIN, "%zu error, ", "%zu errors, ", must), must);
        fprintf(stderr, dngettext(GONGKAI_DOMAIN, "%zu warning", "%zu warnings", verify), verify);
        if (hints > 0)
            fprintf(stderr, dngettext(GONGKAI_DOMAIN, ", %zu remark", ", %zu remarks", hints), hints);
        fputc('\n', stderr);
    }
    return findings_status(diag, strict);
}

int findings_status(const Diag *diag, bool strict)
{
    size_t errors = diag_count(diag, SEVERITY_ERROR), warnings = diag_count(diag, SEVERITY_WARNING);
    if (diag_count(diag, SEVERITY_FAILURE) > 0)
        return EXIT_SYSTEM;
    return errors > 0 || (strict && warnings > 0) ? EXIT_DOCUMENT : EXIT_DONE;
}

void outside_print(const Project *project)
{
    Arena *arena = arena_new();
    for (size_t i = 0; project && i < project->outside.n; i++)
        fprintf(stderr, _("%.*s: read outside the project, as %s names it\n"),
                STR_ARG(escape_terminal(arena, project->outside.at[i].path)), project->outside.at[i].key);
    arena_free(arena);
}
