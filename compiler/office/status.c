#include "office/internal-status.h"

#include <stdlib.h>

#include "rules/rules.h"

enum { SOON = 7, DAY = 86400 };

typedef struct Statuses {
    Arena *arena;
    Diag *diag;
    const OfficeRun *run;
    const Office *office;
    const CompileOptions *compile;
    Ledger *ledger;
    Date today;
} Statuses;

// ---- one document

static void findings_count_in(StatusRow *row, const Diag *found)
{
    for (size_t i = 0; i < diag_total(found); i++) {
        const Finding *finding = diag_at(found, i);
        Level level = finding_level(finding);

        if (finding->severity == SEVERITY_NOTE)
            continue;
        row->must += level >= LEVEL_MUST;
        row->verify += level == LEVEL_VERIFY;
        row->hint += level == LEVEL_HINT;
        row->unwritten += str_equal(str_of(finding->rule), STR("placeholder")) ||
                          str_equal(str_of(finding->rule), STR("reason-missing")) ||
                          str_equal(str_of(finding->rule), STR("change-unexplained"));
    }
}

static void document_check(const Statuses *of, StatusRow *row)
{
    CompileOptions options = *of->compile;
    Compilation made;

    options.folder = str_c(of->arena, office_path(of->arena, of->office, row->document->project));
    made = compilation_make(&options);
    row->checked = made.document != NULL;
    findings_count_in(row, made.diag);
    diag_append_failures(of->diag, made.diag);
    compilation_free(&made);
}

static long days_between(Date from, Date to)
{
    return (long)((date_seconds(to) - date_seconds(from)) / DAY);
}

static void term_take(const Statuses *of, StatusRow *row)
{
    Date due, published;

    row->due_known = office_due(of->office, row->document, &due);
    if (!row->due_known)
        return;
    row->days_left = days_between(of->today, due);
    row->late = row->days_left < 0;
    if (row->state.first && office_date(str_slice(row->state.first->time, 0, 10), &published))
        row->late = days_between(published, due) < 0;
}

static Str next_of(const StatusRow *row)
{
    const LedgerState *state = &row->state;
    const Str *said = row->document->said;
    bool pending =
        state->final && (!state->published || !str_equal(state->final->version, state->published->version));

    if (row->edited.n > 0 && !state->published)
        return office_label(NEXT_EDITED);
    if (state->published && !pending) {
        if (row->edited.n > 0)
            return office_label(NEXT_EDITED);
        if (!state->verified)
            return office_label(NEXT_VERIFY);
        if (state->verified->count > 0)
            return office_label(NEXT_DIFFERS);
        return state->archived ? (Str){0} : office_label(NEXT_ARCHIVE);
    }
    if (pending)
        return office_label(NEXT_PUBLISH);
    if (!row->checked || row->must > 0)
        return office_label(NEXT_MEND);
    if (state->handed_out == 0)
        return office_label(NEXT_HAND_OUT);
    if (state->received < state->handed_out)
        return office_label(NEXT_RECEIVE);
    if (!said[FIELD_SECRECY_DATE].n || !said[FIELD_SECRECY_PERSON].n)
        return office_label(NEXT_SECRECY);
    return said[FIELD_SIGNED].n && said[FIELD_SIGNER].n ? office_label(NEXT_FINAL) : office_label(NEXT_SIGN);
}

// ---- its cells

static Str spaced(Arena *arena, Str a, Str b)
{
    return str_print(arena, "%.*s%s%.*s", STR_ARG(a), a.n && b.n ? " " : "", STR_ARG(b));
}

static BookCell count_cell(Arena *arena, size_t count, BookLook look)
{
    return (BookCell){str_print(arena, "%zu", count), count ? look : BOOK_NUMBER};
}

static BookCell draft_cell(Arena *arena, int round, Str time)
{
    return (BookCell){round ? str_print(arena, "%.*s%d %.*s", STR_ARG(office_label(LABEL_ROUND)), round,
                                        STR_ARG(str_slice(time, 0, 10)))
                            : (Str){0},
                      BOOK_TEXT};
}

static BookCell verified_cell(Arena *arena, const LedgerState *state)
{
    if (!state->verified)
        return (BookCell){{0}, BOOK_TEXT};
    if (state->verified->count == 0)
        return (BookCell){office_label(LABEL_SAME), BOOK_GOOD};
    return (BookCell){
        str_print(arena, "%zu%.*s", state->verified->count, STR_ARG(office_label(LABEL_DIFFERENT))),
        BOOK_BAD};
}

static void left_cells(Arena *arena, StatusRow *row)
{
    const Str *said = row->document->said;
    BookCell *cells = row->cells;
    bool open = row->due_known && !row->state.published;

    cells[STATUS_CODE].text = row->document->code;
    cells[STATUS_NAME].text = row->document->short_name.n ? row->document->short_name : row->document->name;
    cells[STATUS_KIND].text = office_label(row->document->unit ? LABEL_UNIT : LABEL_DEPARTMENT);
    cells[STATUS_APPROVAL].text = spaced(arena, said[FIELD_APPROVAL_NUMBER], said[FIELD_APPROVED]);
    cells[STATUS_DUE].text = row->due_known ? cells[STATUS_DUE].text : office_label(LABEL_UNKNOWN);
    cells[STATUS_LEFT] = (BookCell){open ? str_print(arena, "%ld", row->days_left) : (Str){0},
                                    !open                    ? BOOK_NUMBER
                                    : row->days_left < 0     ? BOOK_BAD
                                    : row->days_left <= SOON ? BOOK_DOUBT
                                                             : BOOK_NUMBER};
    cells[STATUS_NEXT] = (BookCell){row->next, row->late && !row->state.published ? BOOK_BAD : BOOK_TEXT};
    cells[STATUS_OUT] = draft_cell(arena, row->state.handed_out, row->state.handed_out_time);
    cells[STATUS_BACK] = draft_cell(arena, row->state.received, row->state.received_time);
    cells[STATUS_MUST] = row->checked ? count_cell(arena, row->must, BOOK_BAD)
                                      : (BookCell){office_label(LABEL_UNREAD), BOOK_BAD};
    cells[STATUS_VERIFY] = count_cell(arena, row->verify, BOOK_DOUBT);
    cells[STATUS_HINT] = count_cell(arena, row->hint, BOOK_NUMBER);
    cells[STATUS_UNWRITTEN] = count_cell(arena, row->unwritten, BOOK_DOUBT);
}

static void right_cells(Arena *arena, StatusRow *row)
{
    const LedgerState *state = &row->state;
    const Str *said = row->document->said;
    BookCell *cells = row->cells;

    cells[STATUS_SECRECY].text = spaced(arena, said[FIELD_SECRECY_PERSON], said[FIELD_SECRECY_DATE]);
    cells[STATUS_SIGNED].text = spaced(arena, said[FIELD_SIGNER], said[FIELD_SIGNED]);
    cells[STATUS_FINAL].text = state->final ? ledger_check_code(arena, state->final->digest) : (Str){0};
    cells[STATUS_EDITED] = (BookCell){str_join(arena, row->edited.at, row->edited.n, STR(" ")),
                                      row->edited.n ? BOOK_BAD : BOOK_TEXT};
    cells[STATUS_URL].text = state->published ? state->published->url : (Str){0};
    cells[STATUS_TIME] = (BookCell){state->published ? state->published->time : (Str){0},
                                    state->published && row->late ? BOOK_DOUBT : BOOK_TEXT};
    cells[STATUS_VERIFIED] = verified_cell(arena, state);
    cells[STATUS_CORRECTED].text = state->corrections ? str_print(arena, "%zu%.*s", state->corrections,
                                                                  STR_ARG(office_label(LABEL_TIMES)))
                                                      : (Str){0};
    cells[STATUS_ARCHIVED].text = state->archived ? office_label(LABEL_YES) : (Str){0};
}

static void row_make(const Statuses *of, StatusRow *row, const OfficeDocument *document)
{
    Release release = {.arena = of->arena,
                       .diag = of->diag,
                       .run = of->run,
                       .office = of->office,
                       .document = document,
                       .compile = of->compile,
                       .ledger = of->ledger};
    Date due;

    *row = (StatusRow){.document = document, .state = ledger_state(of->ledger, document->code)};
    release.state = row->state;
    release.archive = office_path(of->arena, of->office, document->archive);
    document_check(of, row);
    release_edited(&release, &row->edited);
    term_take(of, row);
    row->next = next_of(row);
    if (office_due(of->office, document, &due))
        row->cells[STATUS_DUE].text = str_print(of->arena, "%04d-%02d-%02d", due.year, due.month, due.day);
    left_cells(of->arena, row);
    right_cells(of->arena, row);
}

// ---- all

static int by_urgency(const void *a, const void *b)
{
    const StatusRow *x = a, *y = b;
    bool x_done = x->state.published != NULL, y_done = y->state.published != NULL;

    if (x_done != y_done)
        return x_done - y_done;
    if (x->due_known != y->due_known)
        return y->due_known - x->due_known;
    if (!x_done && x->due_known && x->days_left != y->days_left)
        return x->days_left < y->days_left ? -1 : 1;
    return str_compare_natural(x->document->code, y->document->code);
}

static void summary_make(const Statuses *of, Status *status)
{
    Str *lines = ARENA_ARRAY(of->arena, Str, 2);

    for (size_t i = 0; i < status->count; i++) {
        const StatusRow *row = &status->rows[i];

        status->published += row->state.published != NULL;
        status->late += row->late;
        status->edited += row->edited.n > 0;
        status->differ += row->state.verified && row->state.verified->count > 0;
    }
    lines[0] = str_print(of->arena, "%04d-%02d-%02d", of->today.year, of->today.month, of->today.day);
    lines[1] = str_print(of->arena, "%.*s %zu　%.*s %zu　%.*s %zu　%.*s %zu　%.*s %zu",
                         STR_ARG(office_label(LABEL_SHOULD)), status->count,
                         STR_ARG(office_label(LABEL_HAVE)), status->published,
                         STR_ARG(office_label(LABEL_LATE)), status->late, STR_ARG(office_label(LABEL_DIFFER)),
                         status->differ, STR_ARG(office_label(STATUS_LABEL(STATUS_EDITED))), status->edited);
    status->summary = lines;
    status->summary_count = 2;
}

static Status *status_of(Arena *arena, Diag *diag, const OfficeRun *run, const CompileOptions *compile,
                         Date today)
{
    Statuses of = {
        .arena = arena, .diag = diag, .run = run, .office = run->office, .compile = compile, .today = today};
    const Office *office = run->office;
    Status *status = ARENA_NEW(arena, Status);

    of.ledger = ledger_open(arena, diag, office->folder, false);
    if (!of.ledger)
        return NULL;
    status->title = str_print(arena, "%.*s%d%.*s", STR_ARG(office->region), office->year,
                              STR_ARG(office_label(LABEL_STATUS_TITLE)));
    status->rows = ARENA_ARRAY(arena, StatusRow, office->document_count);
    for (size_t i = 0; i < office->document_count; i++)
        if (office_wanted(&office->documents[i]))
            row_make(&of, &status->rows[status->count++], &office->documents[i]);
    if (status->count)
        qsort(status->rows, status->count, sizeof *status->rows, by_urgency);
    summary_make(&of, status);
    return status;
}

bool office_status(Arena *arena, Diag *diag, const OfficeRun *run, const CompileOptions *compile, Date today)
{
    size_t failures = diag_count(diag, SEVERITY_FAILURE);
    const Status *status = status_of(arena, diag, run, compile, today);
    const Office *office = run->office;
    Ledger *ledger = ledger_open(arena, diag, office->folder, false);
    Str folder = office_path(arena, office, office_name(OFFICE_INTERNAL));
    Str book = status ? status_book(arena, diag, status) : (Str){0};
    Str events = ledger ? ledger_book(arena, diag, office, ledger) : (Str){0};

    // Where a document could not be read or written, the last status stays.
    for (size_t i = 0; i < run->job_count; i++)
        diag_append_failures(diag, run->jobs[i].diag);
    return diag_count(diag, SEVERITY_FAILURE) == failures && book.at && events.at &&
           folders_make(arena, diag, folder) &&
           file_put(arena, diag, path_join(arena, folder, STR("status.html")), status_page(arena, status)) &&
           file_put(arena, diag, path_join(arena, folder, STR("status.xlsx")), book) &&
           file_put(arena, diag, path_join(arena, folder, office_name(OFFICE_LEDGER)), events);
}
