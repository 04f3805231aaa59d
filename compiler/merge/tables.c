// Published tables that were edited in the copy: they come from files, and are listed.
#include "merge/internal-merge.h"

#define LEAST_SAME 500 // thousandths of cells, by which a table is known

typedef struct Cells {
    Str *at;
    size_t n;
} Cells;

static void add_cells(Cells *cells, const GridCell *of, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cells->at[cells->n++] = of[i].text;
}

static Cells printed_cells(const Merging *merging, const Table *table)
{
    const Grid *grid = table_grid(merging->arena, table);
    Cells cells = {ARENA_ARRAY(merging->arena, Str, grid->head_count + grid->body_count + 1), 0};

    add_cells(&cells, grid->head, grid->head_count);
    add_cells(&cells, grid->body, grid->body_count);
    return cells;
}

static size_t same_cells(const Merging *merging, Cells a, const CopyTable *b, CompareHunks *hunks)
{
    size_t differ = 0;

    *hunks = compare_lines(merging->arena, a.at, a.n, b->cells, b->cell_count);
    for (size_t i = 0; i < hunks->n; i++)
        differ += hunks->at[i].a_to - hunks->at[i].a_from;
    return a.n - differ;
}

static void report_cells(Merging *merging, const Table *table, Cells cells, const CopyTable *copy,
                         const CompareHunk *hunk)
{
    Str was = str_join(merging->arena, cells.at + hunk->a_from, hunk->a_to - hunk->a_from, STR(" | "));
    Str is = str_join(merging->arena, copy->cells + hunk->b_from, hunk->b_to - hunk->b_from, STR(" | "));

    diag_report(merging->diag, SEVERITY_WARNING, "merge-table", (Place){.file = table->file},
                str_of(_("a table comes from its file: correct it there, if the copy is right")),
                _("%.*s: the copy has “%.*s” where the table has “%.*s”"), STR_ARG(table->spec->name),
                STR_ARG(is), STR_ARG(was));
    merging->merged->listed++;
}

// Where a table was pasted, cells that were one are several with the same text.
static bool is_pasted(Cells cells, const CopyTable *copy, const CompareHunk *hunk)
{
    if (hunk->a_from < hunk->a_to || copy->cell_count == cells.n)
        return false;
    for (size_t i = hunk->b_from; i < hunk->b_to; i++) {
        bool known = false;

        for (size_t k = 0; k < cells.n && !known; k++)
            known = str_equal(cells.at[k], copy->cells[i]);
        if (!known)
            return false;
    }
    return true;
}

static const CopyTable *table_find(const Merging *merging, Cells cells, bool *taken, CompareHunks *hunks)
{
    const CopyTable *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < merging->copy->tables.n; i++) {
        CompareHunks found;
        size_t same = taken[i] ? 0 : same_cells(merging, cells, &merging->copy->tables.at[i], &found);

        if (same * 1000 < cells.n * LEAST_SAME || same <= most)
            continue;
        most = same;
        best = &merging->copy->tables.at[i];
        *hunks = found;
        if (same == cells.n && found.n == 0)
            break;
    }
    if (best)
        taken[best - merging->copy->tables.at] = true;
    return best;
}

// ---- tables that are none of the sections'

// What was written on the sheet that is signed: cells, by the lines of its heads.
static void report_signed(Merging *merging, const CopyTable *table, size_t columns)
{
    for (size_t i = columns; i < table->cell_count; i++)
        if (i % columns && table->cells[i].n)
            diag_report(merging->diag, SEVERITY_NOTE, "merge-comment", (Place){.file = merging->options.name},
                        (Str){0}, "%.*s, %.*s: %.*s", STR_ARG(table->cells[i - i % columns]),
                        STR_ARG(table->cells[i % columns]), STR_ARG(table->cells[i]));
}

// A reason that the text does not give: one that was written in, or changed.
static bool is_new_reason(const Merging *merging, Str reason)
{
    const WordList *missing = &merging->made->project->template->words->lists[WORDS_COPY_REASON_MISSING];

    if (reason.n == 0 || words_find(*missing, reason) >= 0)
        return false;
    for (size_t i = 0; i < merging->before.n; i++)
        if (str_find(merging->before.at[i].text, reason, 0) >= 0)
            return false;
    return true;
}

// The table of key figures takes its reasons from the text: those that were written into it are told.
static void report_reasons(Merging *merging, const CopyTable *table, size_t columns)
{
    for (size_t i = 2 * columns - 1; i < table->cell_count; i += columns)
        if (is_new_reason(merging, table->cells[i])) {
            diag_report(
                merging->diag, SEVERITY_WARNING, "merge-table", (Place){.file = merging->options.name},
                str_of(_("write it after the comparison in the section, from where the table takes it")),
                "%.*s, %.*s: %.*s", STR_ARG(table->cells[i - columns + 1]),
                STR_ARG(table->cells[columns - 1]), STR_ARG(table->cells[i]));
            merging->merged->listed++;
        }
}

static bool has_heads(const CopyTable *table, const WordList *heads)
{
    for (size_t i = 0; i < heads->n; i++)
        if (i >= table->cell_count || !str_equal(table->cells[i], heads->at[i]))
            return false;
    return heads->n > 0;
}

static void report_other(Merging *merging, const CopyTable *table)
{
    const WordList *lists = merging->made->project->template->words->lists;

    if (has_heads(table, &lists[WORDS_COPY_SIGN_HEADS])) {
        report_signed(merging, table, lists[WORDS_COPY_SIGN_HEADS].n);
        return;
    }
    if (has_heads(table, &lists[WORDS_COPY_FIGURES_HEADS])) {
        report_reasons(merging, table, lists[WORDS_COPY_FIGURES_HEADS].n);
        return;
    }
    if (has_heads(table, &lists[WORDS_COPY_CHANGES_HEADS]) || table->cell_count == 0)
        return;
    diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", (Place){.file = merging->options.name},
                str_of(_("put it into tables/ as a file, and place it with a table block")),
                _("a table is not taken that is none of the project's: “%.*s”"), STR_ARG(table->cells[0]));
    merging->merged->listed++;
}

// ---- all

void others_report(Merging *merging)
{
    size_t pictures = 0;

    for (size_t i = 0; i < merging->printed.n; i++)
        pictures += merging->printed.at[i].image_count;
    if (merging->copy->notes) {
        diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", (Place){.file = merging->options.name},
                    str_of(_("write it into the section, if it is to be there")),
                    _("end notes, and footnotes in tables or without a text, are not taken: there are %zu"),
                    merging->copy->notes);
        merging->merged->listed++;
    }
    if (merging->copy->pictures == pictures || (!merging->copy->map && merging->copy->pictures < pictures))
        return; // pasted text has none
    diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", (Place){.file = merging->options.name},
                str_of(_("put pictures into the project's folder, and name them in the section")),
                _("the copy has %zu pictures, the sections %zu: pictures are not taken"),
                merging->copy->pictures, pictures);
    merging->merged->listed++;
}

void tables_report(Merging *merging)
{
    bool *taken = ARENA_ARRAY(merging->arena, bool, merging->copy->tables.n + 1);

    for (size_t i = 0; i < merging->printed.n; i++) {
        const Printed *printed = &merging->printed.at[i];
        CompareHunks hunks = {0};

        if (printed->kind != PRINTED_TABLE)
            continue;
        Cells cells = printed_cells(merging, printed->node->table);
        const CopyTable *copy = table_find(merging, cells, taken, &hunks);
        for (size_t k = 0; copy && k < hunks.n; k++)
            if (!is_pasted(cells, copy, &hunks.at[k]))
                report_cells(merging, printed->node->table, cells, copy, &hunks.at[k]);
        if (!copy && merging->copy->tables.n) {
            diag_report(merging->diag, SEVERITY_WARNING, "merge-table",
                        (Place){.file = printed->node->table->file},
                        str_of(_("a table comes from its file: correct it there, if the copy is right")),
                        _("%.*s is not in the copy, or was changed beyond knowing"),
                        STR_ARG(printed->node->table->spec->name));
            merging->merged->listed++;
        }
    }
    for (size_t i = 0; i < merging->copy->tables.n; i++)
        if (!taken[i])
            report_other(merging, &merging->copy->tables.at[i]);
}
