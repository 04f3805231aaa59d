// What was approved, and what is published of it: cell by cell, the paper's number and date, and the days.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// A table that is altogether another has no more findings than these, and one that says how many there are.
#define MOST_DIFFERENT 20
#define PAPER_YEAR 16 // bytes of 〔2024〕 and no more

Place prose_manifest_place(const Prose *prose, const char *key)
{
    const Source *manifest = prose->project->manifest;

    if (!manifest)
        return (Place){0};
    if (!key)
        return (Place){.file = manifest->name};
    Str wanted = str_print(prose->arena, "\n%s:", key);
    ptrdiff_t at = str_find(manifest->text, wanted, 0);
    if (at < 0)
        return (Place){.file = manifest->name};
    return source_place(manifest, (size_t)at + 1, strlen(key));
}

// ---- cell by cell

typedef struct Comparison {
    Prose *prose;
    const Table *published, *approved;
    size_t different;
} Comparison;

static Number amount_of(const Comparison *comparison, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    Number nothing = number_from_int(comparison->prose->arena, 0);

    return cell->kind == CELL_AMOUNT ? cell->stored : nothing;
}

static Str shown(const Comparison *comparison, CellRef ref)
{
    Arena *arena = comparison->prose->arena;
    int decimals = number_decimals(amount_of(comparison, ref), 8);
    Str text = number_format(arena, amount_of(comparison, ref),
                             (NumberFormat){.decimals = decimals < 0 ? 8 : decimals});

    return str_print(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(table_cell_unit(ref).name));
}

// The approval may be in 元 where the publication is in 万元: then it is rounded.
static bool same_amount(const Comparison *comparison, CellRef published, CellRef approved)
{
    mpq_t a, b;
    bool same;

    if (mpq_equal(amount_of(comparison, published), amount_of(comparison, approved)))
        return true;
    mpq_init(a);
    mpq_init(b);
    number_round(a, amount_of(comparison, published), table_decimals(published));
    number_round(b, amount_of(comparison, approved), table_decimals(published));
    same = mpq_equal(a, b) && table_cell(approved)->decimals > table_cell(published)->decimals;
    mpq_clear(a);
    mpq_clear(b);
    return same;
}

static Place place_of(const Comparison *comparison, CellRef ref)
{
    if (ref.row < 0)
        return (Place){.file = comparison->published->file};
    return table_cell_place(ref.table, table_cell(ref));
}

static void report_cell(Comparison *comparison, CellRef published, CellRef approved)
{
    Prose *prose = comparison->prose;

    if (++comparison->different > MOST_DIFFERENT)
        return;
    CellRef named = published.row < 0 ? approved : published;
    prose_report_place(
        prose, place_of(comparison, published.row < 0 ? approved : published), "approved-differs",
        str_print(prose->arena, _("publish what was approved, or name the approval that changed it")),
        _("%.*s is published as %.*s and was approved as %.*s"),
        STR_ARG(figure_cell_name(prose->arena, YEAR_THIS, named)), STR_ARG(shown(comparison, published)),
        STR_ARG(shown(comparison, approved)));
}

// Columns of the same table set are the same; a row that only one has is nothing in the other.
static void compare_rows(Comparison *comparison, int list, int published, int approved)
{
    const ListSpec *spec = comparison->published->lists[list].spec;

    for (int c = 0; c < (int)spec->count; c++) {
        CellRef ours = {comparison->published, list, published, c},
                theirs = {comparison->approved, list, approved, c};

        if (table_column(ours)->kind == COLUMN_AMOUNT && table_column(ours)->unit.kind != UNIT_RATIO &&
            !same_amount(comparison, ours, theirs))
            report_cell(comparison, ours, theirs);
    }
}

// The row of the other table that stands for the same; -1: none, or more than one.
static int same_row(const Comparison *comparison, CellRef own, const Table *other)
{
    RowMatches matches = {0};

    table_find_same(comparison->prose->arena, own, other, own.list, &matches);
    return matches.n == 1 ? matches.at[0].row : -1;
}

static void compare_lists(Comparison *comparison, int list)
{
    const List *ours = &comparison->published->lists[list], *theirs = &comparison->approved->lists[list];
    bool *seen = ARENA_ARRAY(comparison->prose->arena, bool, theirs->row_count + 1);

    for (int r = 0; r < (int)ours->row_count; r++) {
        // Tables of one row, without names.
        int row =
            ours->row_count == 1 && theirs->row_count == 1
                ? 0
                : same_row(comparison, (CellRef){comparison->published, list, r, 0}, comparison->approved);

        if (row >= 0)
            seen[row] = true;
        compare_rows(comparison, list, r, row);
    }
    for (int r = 0; r < (int)theirs->row_count; r++)
        if (!seen[r])
            compare_rows(comparison, list, -1, r);
}

// Rows whose names do not tell them apart (projects of one name) are not compared; texts are not either.
static void compare_tables(Prose *prose, const Table *published, const Table *approved)
{
    Comparison comparison = {prose, published, approved, 0};

    if (!table_spec_same_form(published->spec, approved->spec))
        return;
    for (size_t l = 0; l < published->spec->list_count; l++)
        compare_lists(&comparison, (int)l);
    if (comparison.different > MOST_DIFFERENT)
        prose_report_place(prose, (Place){.file = published->file}, "approved-differs", (Str){0},
                           _("%zu more cells of “%.*s” are not as they were approved"),
                           comparison.different - MOST_DIFFERENT, STR_ARG(published->spec->name));
}

static void check_approved(Prose *prose)
{
    const TableBook *ours = &prose->project->book, *theirs = &prose->project->approved_book;

    for (size_t t = 0; t < theirs->table_count; t++)
        for (size_t o = 0; o < ours->table_count; o++)
            if (theirs->tables[t]->spec->number && ours->tables[o]->spec->published &&
                ours->tables[o]->spec->number == theirs->tables[t]->spec->number)
                compare_tables(prose, ours->tables[o], theirs->tables[t]);
}

// ---- the paper

// 〔2024〕5号: its year and where the number of the paper ends; false where none stands at byte `at`.
static bool paper_at(WordList ends, Str text, size_t at, int *year, size_t *end)
{
    size_t closing =
               text_past_bracket(str_slice(text, 0, at + PAPER_YEAR < text.n ? at + PAPER_YEAR : text.n), at),
           from = at, number;

    if (!closing)
        return false;
    utf8_next(text, &from);
    *year = 0;
    for (size_t i = from; i < closing && text.at[i] >= '0' && text.at[i] <= '9' && i < from + 4; i++)
        *year = *year * 10 + (text.at[i] - '0');
    *end = closing;
    while (*end < text.n && text.at[*end] >= '0' && text.at[*end] <= '9')
        ++*end;
    number = *end;
    *end += words_begin(ends, str_slice(text, number, text.n));
    return *year >= 1949 && number > closing && *end > number;
}

// Where the paper's word begins before its bracket, which has no more characters than that of our own number:
// 株财预 of 区财政局以株财预〔2024〕5号.
static size_t paper_start(Str text, size_t at, Str own)
{
    size_t word = 0;

    for (size_t i = 0; i < own.n && char_is_han(utf8_next(own, &i));)
        word++;
    while (at > 0 && word-- > 0) {
        size_t before = at;
        uint32_t code = utf8_previous(text, &before);

        if (!char_is_han(code))
            break;
        at = before;
    }
    return at;
}

// Of the paper that approves this document's budget or accounts: the sentence says 批复, and its year is
// near.
static bool says_approval(const Prose *prose, const ProseBlock *block, size_t at)
{
    const WordList *lists = block->words->lists;
    Str sentence = prose_sentence(block->text, at, at);

    return block->amounts != AMOUNTS_FREE && words_in(lists[WORDS_APPROVAL_SAID], sentence) &&
           words_in(prose->project->template->stage == STAGE_BUDGET ? lists[WORDS_BUDGET_AMOUNT]
                                                                    : lists[WORDS_ACCOUNTS_AMOUNT],
                    sentence) &&
           !words_in(lists[WORDS_APPROVAL_OTHER], sentence);
}

static void check_number(Prose *prose, ProseBlock *block, size_t at)
{
    Str own = prose->project->approval_number;
    int year, apart;
    size_t end, from = paper_start(block->text, at, own);

    if (!own.n || !paper_at(block->words->lists[WORDS_PAPER_ENDS], block->text, at, &year, &end) ||
        !says_approval(prose, block, at))
        return;
    Str written = str_slice(block->text, from, end);
    apart = year - prose->project->year;
    // Accounts are approved in the year after; the words before the bracket may be part of the sentence.
    if (apart < -1 || apart > 1 || str_ends(name_fold(prose->arena, written), name_fold(prose->arena, own)) ||
        str_ends(name_fold(prose->arena, own), name_fold(prose->arena, written)))
        return;
    prose_report_as(prose, (ProseRange){block, from, end}, SEVERITY_WARNING, "approved-differs",
                    str_of(_("correct it, or `approval-number:` of gongkai.yaml")),
                    str_print(prose->arena, _("“%.*s” is not the approval's number, which is %.*s"),
                              STR_ARG(written), STR_ARG(own))
                        .at);
}

static void check_date(Prose *prose, ProseBlock *block, const TextDate *date)
{
    Str approved = prose->project->approved;
    Str clause = prose_clause(block->text, date->from, date->to);
    size_t left = (size_t)(clause.at - block->text.at) + clause.n;
    Str after = str_slice(block->text, date->to, left < date->to ? date->to : left);
    Str written = str_print(prose->arena, "%04d-%02d-%02d", date->year, date->month, date->day);

    if (!approved.n || !date->year || date->month < 1 || date->day < 1 || str_equal(written, approved) ||
        !says_approval(prose, block, date->from) ||
        !words_in(block->words->lists[WORDS_APPROVAL_SAID], after) ||
        words_in(block->words->lists[WORDS_APPROVAL_PUBLISHED], after))
        return;
    prose_report_as(prose, (ProseRange){block, date->from, date->to}, SEVERITY_WARNING, "approved-differs",
                    str_of(_("correct it, or `approved:` of gongkai.yaml")),
                    str_print(prose->arena, _("“%.*s” is not the day of the approval, which is %.*s"),
                              STR_ARG(str_slice(block->text, date->from, date->to)), STR_ARG(approved))
                        .at);
}

static void check_paper(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        bool says = words_in(block->words->lists[WORDS_APPROVAL_SAID], block->text);
        TextDate date;

        for (size_t at = 0; says && at < block->text.n;) {
            size_t from = at;
            uint32_t code = utf8_next(block->text, &at);
            if (text_widened(code) == U'（' || code == U'〔' || code == U'［' || code == '[')
                check_number(prose, block, from);
        }
        for (size_t i = 0; i < block->numbers.n; i++)
            if (block->numbers.at[i].kind == NUMBER_YEAR &&
                text_date_at(block->text, block->numbers.at[i].from, &date))
                check_date(prose, block, &date);
    }
}

// ---- what the form wants said of it

static bool text_names(Prose *prose, Str words)
{
    Str wanted = name_fold(prose->arena, words);

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (str_find(name_fold(prose->arena, prose->blocks.at[b].text), wanted, 0) >= 0)
            return true;
    return false;
}

static bool text_dates(const Prose *prose, Str approved)
{
    TextDate date;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        const ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n; i++)
            if (block->numbers.at[i].kind == NUMBER_YEAR &&
                text_date_at(block->text, block->numbers.at[i].from, &date) &&
                str_equal(str_print(prose->arena, "%04d-%02d-%02d", date.year, date.month, date.day),
                          approved))
                return true;
    }
    return false;
}

static void check_wanted(Prose *prose)
{
    const Project *project = prose->project;

    if (!project->template->approval_wanted || prose->document->incomplete)
        return;
    if (!project->approval_number.n || !text_names(prose, project->approval_number))
        prose_report_place(
            prose, prose_manifest_place(prose, "approval-number"), "approval-missing",
            str_of(_("write `approval-number:` into gongkai.yaml, and the number into the text")), "%s",
            _("the text does not name the number of the approval"));
    if (!project->approved.n || !text_dates(prose, project->approved))
        prose_report_place(prose, prose_manifest_place(prose, "approved"), "approval-missing",
                           str_of(_("write `approved:` into gongkai.yaml, and the day into the text")), "%s",
                           _("the text does not name the day of the approval"));
}

// ---- days

// Days since 0000-03-01 of a date that text begins with (2023-02-10); -1 where it begins with none.
static long day_number(Str text)
{
    long parts[3] = {0};
    size_t at = 0;

    for (int i = 0; i < 3; i++) {
        size_t start = at;
        while (at < text.n && at < start + 4 && text.at[at] >= '0' && text.at[at] <= '9')
            parts[i] = parts[i] * 10 + (text.at[at++] - '0');
        if (at == start)
            return -1;
        at++;
    }
    long month = (parts[1] + 9) % 12, year = parts[0] - month / 10;
    return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2] - 1;
}

bool prose_days_between(Str from, Str to, long *days)
{
    *days = day_number(to) - day_number(from);
    return day_number(from) >= 0 && day_number(to) >= 0;
}

// Within so many natural days of the approval (预算法 article 14: 20): a department's by the finance bureau,
// a unit's by its department.
static void check_publication(Prose *prose)
{
    const Project *project = prose->project;
    long published = day_number(project->date), approved = day_number(project->approved),
         common = day_number(project->publish_by);
    int allowed = project->template->publication_days;
    Place place = prose_manifest_place(prose, "date");

    if (published < 0)
        return;
    if (common >= 0 && published > common)
        prose_report_place(prose, place, "publication-late", (Str){0},
                           _("published %ld days after %.*s, the day that is set for all"),
                           published - common, STR_ARG(project->publish_by));
    if (approved < 0)
        return;
    if (published - approved > allowed)
        prose_report_place(prose, place, "publication-late",
                           str_of(project->template->owner == OWNER_UNIT
                                      ? _("a unit's days count from its department's approval")
                                      : _("a department's days count from the finance bureau's approval")),
                           _("published %ld days after the approval: %d are allowed"), published - approved,
                           allowed);
    else if (published < approved)
        prose_report_place(prose, place, "publication-late", (Str){0}, "%s",
                           _("published before it was approved"));
}

// A department approves its units' within so many days of its own approval (预算法 article 52: 15).
static void check_units(Prose *prose)
{
    const Project *project = prose->project;
    long own = day_number(project->approved);

    for (size_t i = 0; i < project->unit_count && own >= 0; i++) {
        const Project *unit = project->units[i];
        long theirs = day_number(unit->approved);
        Place place = {.file = unit->manifest ? unit->manifest->name : (Str){0}};

        if (theirs < 0)
            continue;
        if (theirs - own > project->template->approval_days)
            prose_report_place(prose, place, "approval-late", (Str){0},
                               _("“%.*s” was approved %ld days after its department: %d are allowed"),
                               STR_ARG(unit->department), theirs - own, project->template->approval_days);
        else if (theirs < own)
            prose_report_place(prose, place, "approval-late", (Str){0},
                               _("“%.*s” was approved before its department"), STR_ARG(unit->department));
    }
}

void prose_check_approval(Prose *prose)
{
    check_approved(prose);
    check_paper(prose);
    check_wanted(prose);
    check_publication(prose);
    check_units(prose);
}
