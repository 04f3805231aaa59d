// The office as a whole: each document once, sums against the bureau's totals, reasons against each other.
#include <stdlib.h>

#include "data/data.h"
#include "office/internal-gather.h"
#include "office/internal-public.h"
#include "spreadsheet/spreadsheet.h"

enum { OUTLIERS_OF = 8 }; // documents, or nothing is out of the ordinary

typedef struct Checks {
    Arena *arena;
    Diag *diag;
    const Office *office;
    Gathered *all; // documents that are wanted
    size_t count;
    const Gathered **departments; // of those that could be read
    size_t department_count;
    size_t unpublished;         // rows of which nothing is
    Number totals[GATHER_MOST]; // the bureau's, as 批复/ has them; NULL: not given
    Place total_places[GATHER_MOST];
    bool totals_given;
} Checks;

static Place place_of(const Checks *checks, const OfficeDocument *document)
{
    return office_said_place(checks->office, document,
                             document->unit ? FIELD_UNIT_NAME : FIELD_DEPARTMENT_NAME);
}

// ---- each once

static void titles_check(const Checks *checks)
{
    for (size_t i = 0; i < checks->count; i++)
        for (size_t k = 0; k < i; k++) {
            const Gathered *a = &checks->all[k], *b = &checks->all[i];

            if (!a->read || !b->read || !name_equal(a->document->name, b->document->name))
                continue;
            diag_report(checks->diag, SEVERITY_ERROR, "office-twice", place_of(checks, b->document),
                        str_of(_("each document is published once")), _("%.*s and %.*s are both of “%.*s”"),
                        STR_ARG(a->document->code), STR_ARG(b->document->code), STR_ARG(b->document->name));
        }
}

// ---- the bureau's totals

static void total_take(Checks *checks, const Table *table, size_t row)
{
    const Row *at = &table->lists[0].rows[row];

    for (size_t i = 0; i < gather_amounts(); i++) {
        const Cell *cell = NULL;

        if (!name_equal(at->name, gather_name(i)))
            continue;
        for (size_t c = 0; c < table->spec->lists[0].count && !cell; c++)
            if (at->cells[c].kind == CELL_AMOUNT)
                cell = &at->cells[c];
        if (!cell)
            continue;
        checks->totals[i] =
            unit_convert(checks->arena, cell->stored, table->spec->unit, unit_parse(office_label(LABEL_WAN)));
        checks->total_places[i] = table_cell_place(table, cell);
        checks->totals_given = true;
    }
}

// 批复/总数.xlsx or .csv: names of amounts, and the amounts of all departments.
static void totals_read(Checks *checks)
{
    Arena *arena = checks->arena;
    Str folder = office_name(OFFICE_APPROVALS);
    WordList names = words_builtin.lists[WORDS_OFFICE_TOTALS];
    TableWanted wanted = {.unit = unit_parse(office_label(LABEL_WAN)), .hidden = HIDDEN_SKIP};

    for (size_t i = 0; i < names.n; i++) {
        Str name = path_join(arena, folder, names.at[i]);
        Input input = {.root = checks->office->folder, .name = name};
        Table *table = NULL;
        Str bytes;

        if (!input_is_there(input))
            continue;
        wanted.name = names.at[i];
        if (str_ends(name, STR(".csv"))) {
            const Source *source = source_read(arena, checks->diag, input, name, (Str){0});

            table = source ? table_read_csv(arena, checks->diag, source, &wanted) : NULL;
        } else if (source_bytes(arena, checks->diag, input, name, &bytes)) {
            Workbook *workbook = workbook_from_bytes(arena, checks->diag, bytes, name);

            table = workbook ? table_read_sheet(arena, checks->diag, workbook, 0, &wanted) : NULL;
            workbook_release(workbook);
        }
        for (size_t r = 0; table && r < table->lists[0].row_count; r++)
            total_take(checks, table, r);
        return;
    }
}

static Number difference(Arena *arena, Number a, Number b)
{
    mpq_t result;
    Number frozen;

    mpq_init(result);
    mpq_sub(result, a, b);
    frozen = number_freeze(arena, result);
    mpq_clear(result);
    return frozen;
}

static void totals_check(const Checks *checks)
{
    for (size_t i = 0; i < gather_amounts(); i++) {
        Number sum = gather_sum(checks->arena, checks->departments, checks->department_count, i, false), rest;

        if (!checks->totals[i] || !sum)
            continue;
        rest = difference(checks->arena, checks->totals[i], sum);
        if (mpq_sgn(rest) == 0)
            continue;
        if (checks->unpublished == 0 || mpq_sgn(rest) < 0)
            diag_report(checks->diag, SEVERITY_ERROR, "office-total", checks->total_places[i],
                        str_of(checks->unpublished
                                   ? _("the documents come to more than all departments have")
                                   : _("a document is missing, or one of the amounts is wrong")),
                        _("%.*s: the bureau has %.*s, the departments come to %.*s"), STR_ARG(gather_name(i)),
                        STR_ARG(gather_shown(checks->arena, checks->totals[i])),
                        STR_ARG(gather_shown(checks->arena, sum)));
        else
            diag_report(checks->diag, SEVERITY_NOTE, "office-rest", checks->total_places[i], (Str){0},
                        _("%.*s: %.*s are of what is not published"), STR_ARG(gather_name(i)),
                        STR_ARG(gather_shown(checks->arena, rest)));
    }
}

// ---- reasons

static void reason_tell(const Checks *checks, const Gathered *a, const GatheredReason *x, const Gathered *b,
                        const GatheredReason *y)
{
    diag_report(checks->diag, SEVERITY_WARNING, "office-reason-both", place_of(checks, b->document),
                str_of(_("see which of them it is the reason of")),
                x->rise ? _("“%.*s” is why %.*s has more, and why %.*s has less")
                        : _("“%.*s” is why %.*s has less, and why %.*s has more"),
                STR_ARG(y->reason), STR_ARG(a->document->short_name), STR_ARG(b->document->short_name));
}

static void reasons_check(const Checks *checks)
{
    for (size_t i = 0; i < checks->count; i++)
        for (size_t k = 0; k < i; k++)
            for (size_t r = 0; r < checks->all[i].reasons.n; r++)
                for (size_t s = 0; s < checks->all[k].reasons.n; s++) {
                    const GatheredReason *x = &checks->all[k].reasons.at[s],
                                         *y = &checks->all[i].reasons.at[r];

                    if (x->rise != y->rise && str_equal(x->reason, y->reason))
                        reason_tell(checks, &checks->all[k], x, &checks->all[i], y);
                }
}

// ---- outliers

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

// How much an amount changed, of last year's; false where there is no base. No money is held in it.
static bool rate_of(const Gathered *document, size_t amount, double *rate)
{
    mpq_t change;

    if (!document->now[amount] || !document->last[amount] || mpq_sgn(document->last[amount]) <= 0)
        return false;
    mpq_init(change);
    mpq_sub(change, document->now[amount], document->last[amount]);
    mpq_div(change, change, document->last[amount]);
    *rate = mpq_get_d(change);
    mpq_clear(change);
    return true;
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static double distance(double a, double b)
{
    return a < b ? b - a : a - b;
}

static void outliers_list(const Checks *checks, size_t amount)
{
    double *rates = ARENA_ARRAY(checks->arena, double, checks->count + 1),
           *apart = ARENA_ARRAY(checks->arena, double, checks->count + 1);
    double rate, middle, spread;
    size_t n = 0;

    for (size_t i = 0; i < checks->count; i++)
        n += rate_of(&checks->all[i], amount, &rates[n]);
    if (n < OUTLIERS_OF)
        return;
    middle = median(rates, n);
    for (size_t i = 0; i < n; i++)
        apart[i] = distance(rates[i], middle);
    spread = 5 * median(apart, n) + 0.2;
    for (size_t i = 0; i < checks->count; i++)
        if (rate_of(&checks->all[i], amount, &rate) && distance(rate, middle) > spread)
            diag_report(checks->diag, SEVERITY_NOTE, "office-outlier",
                        place_of(checks, checks->all[i].document), (Str){0},
                        _("%.*s: %.*s changed by %.0f %%, by %.0f %% in the middle of all"),
                        STR_ARG(checks->all[i].document->short_name), STR_ARG(gather_name(amount)),
                        rate * 100, middle * 100);
}

// ---- 内部/汇总.xlsx

static Str scope_line(const Checks *checks)
{
    StrBuf line = {.arena = checks->arena};
    bool first = true;

    buf_print(&line, "%.*s：%zu%.*s", STR_ARG(office_label(LABEL_SCOPE)), checks->department_count,
              STR_ARG(office_label(LABEL_OF_DEPARTMENTS)));
    for (size_t i = 0; i < checks->office->document_count; i++) {
        const OfficeDocument *document = &checks->office->documents[i];

        if (document->way != WAY_NONE)
            continue;
        buf_print(&line, "%.*s%.*s", STR_ARG(first ? office_label(LABEL_WITHOUT) : STR("、")),
                  STR_ARG(document->name));
        first = false;
    }
    return buf_str(&line);
}

static void row_fill(const Checks *checks, BookCell *row, Str name, const Number *amounts)
{
    row[0] = (BookCell){name, BOOK_HEAD};
    for (size_t i = 0; i < gather_amounts(); i++)
        row[1 + i] = (BookCell){gather_shown(checks->arena, amounts[i]), BOOK_NUMBER};
}

static Str summary_book(const Checks *checks)
{
    size_t columns = 1 + gather_amounts(), rows = 3 + checks->department_count + 3;
    BookColumn *widths = ARENA_ARRAY(checks->arena, BookColumn, columns);
    BookCell *cells = ARENA_ARRAY(checks->arena, BookCell, rows * columns);
    Number sums[GATHER_MOST] = {0}, rest[GATHER_MOST] = {0};
    BookSheet sheet = {.name = office_label(LABEL_SUMMARY),
                       .columns = widths,
                       .column_count = columns,
                       .cells = cells,
                       .row_count = rows,
                       .head_rows = 3,
                       .landscape = true};
    BookCell *at = cells + 3 * columns;

    cells[0] = (BookCell){str_print(checks->arena, "%.*s%d%.*s", STR_ARG(checks->office->region),
                                    checks->office->year, STR_ARG(office_label(LABEL_SUMMARY_TITLE))),
                          BOOK_TITLE};
    cells[columns] = (BookCell){scope_line(checks), BOOK_LINE};
    for (size_t i = 0; i < columns; i++) {
        widths[i] = (BookColumn){.width = i ? 16 : 30};
        cells[2 * columns + i] =
            (BookCell){i ? gather_name(i - 1) : office_label(STATUS_LABEL(STATUS_NAME)), BOOK_HEAD};
    }
    for (size_t k = 0; k < checks->department_count; k++, at += columns)
        row_fill(checks, at, checks->departments[k]->document->name, checks->departments[k]->now);
    for (size_t i = 0; i < gather_amounts(); i++) {
        sums[i] = gather_sum(checks->arena, checks->departments, checks->department_count, i, false);
        rest[i] = checks->totals[i] && sums[i] ? difference(checks->arena, checks->totals[i], sums[i]) : NULL;
    }
    row_fill(checks, at, office_label(LABEL_SUM), sums);
    row_fill(checks, at + columns, office_label(LABEL_UNPUBLISHED_REST), rest);
    row_fill(checks, at + 2 * columns, office_label(LABEL_BUREAU), checks->totals);
    return data_book(checks->arena, checks->diag, office_label(LABEL_SUMMARY_FILE), cells[0].text, &sheet, 1);
}

// ---- all

static void documents_gather(Checks *checks, const CompileOptions *compile)
{
    const Office *office = checks->office;

    checks->all = ARENA_ARRAY(checks->arena, Gathered, office->document_count + 1);
    checks->departments = ARENA_ARRAY(checks->arena, const Gathered *, office->document_count + 1);
    for (size_t i = 0; i < office->document_count; i++) {
        const OfficeDocument *document = &office->documents[i];
        Gathered *gathered = &checks->all[checks->count];

        checks->unpublished += document->way == WAY_NONE;
        if (!office_wanted(document))
            continue;
        checks->count++;
        gathered->document = document;
        gather_document(checks->arena, compile, office_path(checks->arena, office, document->project),
                        gathered);
        if (gathered->read && !document->unit)
            checks->departments[checks->department_count++] = gathered;
        if (!gathered->read)
            diag_report(checks->diag, SEVERITY_ERROR, "office-unread", place_of(checks, document),
                        str_of(_("check it first")), _("the project of %.*s cannot be read: it is in no sum"),
                        STR_ARG(document->short_name));
    }
}

bool office_whole_check(Arena *arena, Diag *diag, const Office *office, const CompileOptions *compile)
{
    Checks checks = {.arena = arena, .diag = diag, .office = office};
    Str book, internal = office_path(arena, office, office_name(OFFICE_INTERNAL));

    documents_gather(&checks, compile);
    totals_read(&checks);
    titles_check(&checks);
    totals_check(&checks);
    reasons_check(&checks);
    public_check(arena, diag, office);
    for (size_t i = 0; i < gather_amounts(); i++)
        outliers_list(&checks, i);
    book = summary_book(&checks);
    return book.at && folders_make(arena, diag, internal) &&
           file_put(arena, diag, path_join(arena, internal, office_label(LABEL_SUMMARY_FILE)), book);
}
