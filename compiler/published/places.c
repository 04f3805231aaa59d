// Findings at places of the project that was made, at the document's own: a section's line is a paragraph's,
// a sheet's row a table's row.
#include <string.h>

#include "published/internal-published.h"

// What only who has the project can mend, or what the document never shows.
static bool is_of_project(const char *rule)
{
    static const char *const rules[] = {
        "figure-unbound", "title-line-missing", "starter-left",    "table-unpublished", "facts-missing",
        "site-field",     "convert-preface",    "convert-heading", "columns-assumed",   "intake-picture",
        "convert-table",  "key-missing",        "section-missing"};

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rule, rules[i]) == 0)
            return true;
    return false;
}

static const PublishedTable *table_of(const Published *published, Str file)
{
    for (size_t i = 0; i < published->table_count; i++)
        if (str_equal(published->tables[i].file, file))
            return &published->tables[i];
    return NULL;
}

// The row of B7; 0: none.
static uint32_t row_of(Str cell)
{
    uint32_t row = 0;
    size_t at = 0;
    ptrdiff_t mark = str_find_char(cell, '!', 0);

    at = mark < 0 ? 0 : (size_t)mark + 1;
    while (at < cell.n && (cell.at[at] < '0' || cell.at[at] > '9'))
        at++;
    for (; at < cell.n && cell.at[at] >= '0' && cell.at[at] <= '9' && row < 10000000; at++)
        row = row * 10 + (uint32_t)(cell.at[at] - '0');
    return row;
}

// The row of the document's table that a place in the workbook made of it is in; 0 for what is above.
static size_t table_row(const PublishedTable *table, const IntakeTable *rows, const Place *place)
{
    uint32_t row = row_of(place->cell);

    return row > table->top && row <= table->top + rows->row_count ? row - table->top - 1 : 0;
}

// Of pages blanks are gaps, and nobody typed them; what stands in one column was told by its place.
static bool is_of_pages(const Published *published, const char *rule)
{
    return published->intake->format == INTAKE_PDF &&
           (strcmp(rule, "space-stray") == 0 || strcmp(rule, "column-mixed") == 0);
}

// Whether a rule reads which rows stand under which, and nothing in the table says it: rows have no codes or
// numbers, and none is set in.
static bool is_of_levels(const Published *published, const Finding *finding)
{
    const PublishedTable *table = table_of(published, finding->place.file);
    const IntakeTable *rows = table ? published->intake->lines[table->line].table : NULL;
    bool names = false;

    if (!rows || (strcmp(finding->rule, "total-row") != 0 && strcmp(finding->rule, "parent-sum") != 0))
        return false;
    if (strcmp(finding->rule, "total-row") == 0 &&
        levels_are_numbered(published, rows, table_row(table, rows, &finding->place)))
        return false;
    for (size_t i = 0; i < table->spec->list_count; i++)
        names = names || table->spec->lists[i].hierarchy == HIERARCHY_NAMES;
    for (size_t r = 0; r < rows->row_count; r++)
        for (size_t c = 0; c < rows->rows[r].n; c++)
            if (rows->rows[r].cells[c].indent)
                return false;
    return names;
}

static bool is_unread(const Finding *finding)
{
    return str_find(finding->place.text, STR("\xEF\xBF\xBD"), 0) >= 0;
}

// Says that something is not there, or counts what is: where some of the document was not read it may be.
static bool is_of_absence(const Published *published, const char *rule)
{
    static const char *const rules[] = {
        "table-missing",      "section-required", "section-order",   "section-empty",      "mention-missing",
        "approval-missing",   "term-missing",     "goal-missing",    "attachment-missing", "numbering-gap",
        "table-note-missing", "names-counted",    "units-counted",   "goals-counted",      "reason-missing",
        "table-order",        "heading-skipped",  "none-contradicts"};
    const IntakeReach *reach = published->intake->reach;

    if (!reach || (reach->pictures == 0 && reach->unknown == 0 && !reach->damaged))
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rule, rules[i]) == 0)
            return true;
    return false;
}

// Asks for text, where the file is one of tables alone.
static bool is_of_text(const Published *published, const char *rule)
{
    static const char *const rules[] = {"section-required", "mention-missing",    "approval-missing",
                                        "term-missing",     "attachment-missing", "goal-missing"};

    for (size_t i = 0; published->text->section_count == 0 && i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rule, rules[i]) == 0)
            return true;
    return false;
}

static bool has_unsure(const Published *published, const PublishedTable *table)
{
    const IntakeTable *rows = published->intake->lines[table->line].table;

    for (size_t r = 0; r < rows->row_count; r++)
        for (size_t c = 0; c < rows->rows[r].n; c++)
            if (rows->rows[r].cells[c].unsure)
                return true;
    return false;
}

// 收入决算表[合计, 本年收入]
static bool names_cell(Str text, Str table)
{
    for (ptrdiff_t at = 0; (at = str_find(text, table, (size_t)at)) >= 0; at++)
        if ((size_t)at + table.n < text.n && text.at[(size_t)at + table.n] == '[')
            return true;
    return false;
}

// In a table of which some cells are not told surely, or held against a cell of one.
static bool is_unsure(const Published *published, const Finding *finding)
{
    const PublishedTable *own = table_of(published, finding->place.file);

    for (size_t i = 0; i < published->table_count; i++) {
        const PublishedTable *table = &published->tables[i];

        if ((table == own || names_cell(finding->message, table->spec->name) ||
             names_cell(finding->hint, table->spec->name)) &&
            has_unsure(published, table))
            return true;
    }
    return false;
}

// Of columns that no source gives: the document may well have those of the form.
static bool is_of_assumed(const Published *published, const Finding *finding)
{
    static const char *const rules[] = {"table-column-missing", "table-column-unknown",
                                        "table-header-missing"};
    const PublishedTable *table = table_of(published, finding->place.file);

    for (size_t i = 0; table && table->spec->assumed && i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(finding->rule, rules[i]) == 0)
            return true;
    return false;
}

// ---- a section's line

static size_t section_of(const Published *published, Str file)
{
    for (size_t i = 0; published->text && i < published->text->section_count; i++)
        if (str_ends(file, published->text->sections[i].name))
            return i + 1;
    return 0;
}

// The bytes of a section that its line begins at.
static size_t line_offset(Str text, uint32_t line)
{
    size_t at = 0;

    for (uint32_t i = 1; i < line && at < text.n; i++) {
        ptrdiff_t feed = str_find_char(text, '\n', at);

        at = feed < 0 ? text.n : (size_t)feed + 1;
    }
    return at;
}

// The same words in the document's line: the occurrence that stands as far in it, or the first.
static size_t words_at(Str text, Str words, size_t near)
{
    size_t best = 0, least = (size_t)-1;

    if (words.n == 0)
        return 0;
    for (ptrdiff_t at = 0; (at = str_find(text, words, (size_t)at)) >= 0; at++) {
        size_t far = (size_t)at > near ? (size_t)at - near : near - (size_t)at;

        if (far < least) {
            least = far;
            best = (size_t)at;
        }
    }
    return best;
}

static Place section_place(const Published *published, size_t section, const Place *place)
{
    Str text = published->text->sections[section - 1].text;
    // What stands before the first line is cut off when the section is written.
    size_t offset = line_offset(text, place->line) + 1, length;
    const Intake *intake = published->intake;
    Str words = place_underlined(place);

    for (size_t i = 0; i < intake->line_count; i++) {
        const ConvertedLine *line = &published->text->lines[i];
        size_t at;

        if (line->section != section || offset + place->text.n < line->from || offset > line->to)
            continue;
        if (line->to <= offset && line->to > line->from)
            continue;
        at = words_at(intake->lines[i].text, words, place->column ? place->column : 0);
        length = str_find(intake->lines[i].text, words, 0) >= 0 ? words.n : intake->lines[i].text.n;
        return source_place(intake->source, intake->lines[i].offset + at, length);
    }
    return (Place){.file = intake->source->name};
}

// ---- a sheet's row

static Place table_place(const Published *published, const PublishedTable *table, const Place *place)
{
    const Intake *intake = published->intake;
    const IntakeLine *line = &intake->lines[table->line];
    uint32_t first = source_line_of(intake->source, line->offset),
             row = (uint32_t)table_row(table, line->table, place);

    return source_place(intake->source, intake->source->lines[first - 1 + row],
                        source_line(intake->source, first + row).n);
}

static Place place_in(const Published *published, const Place *place)
{
    const PublishedTable *table = table_of(published, place->file);
    size_t section = section_of(published, place->file);

    if (str_equal(place->file, published->intake->source->name))
        return *place;
    if (section && place->line)
        return section_place(published, section, place);
    if (table)
        return table_place(published, table, place);
    for (size_t i = 0; i < published->attached_count; i++)
        if (str_ends(place->file, published->attached[i])) {
            Place there = *place;

            there.file = str_print(
                published->arena, "%.*s!%.*s", STR_ARG(published->intake->source->name),
                STR_ARG(str_slice(published->attached[i], strlen("tables/"), published->attached[i].n)));
            return there;
        }
    return (Place){.file = published->intake->source->name};
}

// Whether it goes by what the file that was published does not show for certain.
static bool is_uncertain(const Published *published, const Finding *finding)
{
    return is_of_pages(published, finding->rule) || is_of_absence(published, finding->rule) ||
           is_of_levels(published, finding) || is_unread(finding) || is_unsure(published, finding);
}

// Whether one of the notes after a finding, which say what it was held against, stands on what is not for
// certain.
static bool is_held_against_unsure(const Published *published, const Diag *from, size_t at)
{
    for (size_t i = at + 1; i < diag_total(from); i++) {
        const Finding *note = diag_at(from, i);

        if (note->severity != SEVERITY_NOTE || strcmp(note->rule, diag_at(from, at)->rule) != 0)
            return false;
        if (is_unread(note) || is_unsure(published, note))
            return true;
    }
    return false;
}

// What who holds the file alone can do: there is no text to write into, and no folder to add to. Between
// grave accents stands what is written into a project's files.
static Str hint_of(const Finding *finding)
{
    if (strcmp(finding->rule, "table-missing") == 0 && finding->hint.n)
        return str_of(
            _("look for it on the pages: where it is there without its name, or as a picture, it is "
              "not known; where it is not, it has to be published"));
    if (strcmp(finding->rule, "item-skipped") == 0)
        return str_of(_("tell its purpose, budget, amount and reason"));
    return str_find(finding->hint, STR("`"), 0) >= 0 ? (Str){0} : finding->hint;
}

void published_places(const Published *published, const Diag *from, Diag *to)
{
    bool kept = false;
    size_t uncertain = 0;

    for (size_t i = 0; i < diag_total(from); i++) {
        Finding finding = *diag_at(from, i);

        if (finding.severity != SEVERITY_NOTE || i == 0 ||
            strcmp(finding.rule, diag_at(from, i - 1)->rule) != 0) {
            kept = !is_of_project(finding.rule) && !is_of_text(published, finding.rule);
            if (kept && (is_uncertain(published, &finding) || is_held_against_unsure(published, from, i))) {
                kept = false;
                uncertain++;
            }
        }
        if (!kept)
            continue;
        finding.place = place_in(published, &finding.place);
        finding.repair = NULL;
        finding.hint = hint_of(&finding);
        if (is_of_assumed(published, diag_at(from, i))) {
            finding.severity = SEVERITY_NOTE;
            finding.hint = str_of(
                _("the columns that the set has for this table are assumed: the table is not checked"));
        }
        diag_copy(to, &finding);
    }
    if (uncertain)
        diag_report(
            to, SEVERITY_NOTE, "published-unread", (Place){.file = published->intake->source->name}, (Str){0},
            _("%zu findings are left out that go by which rows stand under which, blanks, characters, "
              "cells or what is not there, "
              "and these the file does not show for certain"),
            uncertain);
}
