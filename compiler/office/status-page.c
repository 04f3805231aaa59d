// The status as a page and as workbooks.
#include "office/internal-status.h"
#include "office/internal-view.h"

static const char *class_of(int column, BookLook look)
{
    bool number = column == STATUS_LEFT || (column >= STATUS_MUST && column <= STATUS_UNWRITTEN);

    switch (look) {
    case BOOK_BAD:
        return number ? "n bad" : "bad";
    case BOOK_DOUBT:
        return number ? "n doubt" : "doubt";
    case BOOK_GOOD:
        return "good";
    default:
        break;
    }
    return number                                                                    ? "n"
           : column == STATUS_DUE || column == STATUS_KIND || column == STATUS_FINAL ? "d"
                                                                                     : NULL;
}

static void row_print(StrBuf *out, const StatusRow *row)
{
    view_row(out, (Str){0});
    for (int i = 0; i < STATUS_COLUMNS; i++) {
        const BookCell *cell = &row->cells[i];

        if (i == STATUS_NAME)
            view_row_head(out, cell->text);
        else if (i == STATUS_URL)
            view_link(out, cell->text, cell->text.n ? office_label(LABEL_PAGE) : (Str){0});
        else
            view_cell(out, cell->text, class_of(i, cell->look));
    }
    view_row_end(out);
}

// Who is to be reminded: whoever has not published with a week or less to go.
static bool is_urgent(const StatusRow *row)
{
    return row->next.n && (row->late || (row->due_known && !row->state.published && row->days_left <= 7) ||
                           row->edited.n > 0 || (row->state.verified && row->state.verified->count > 0));
}

static size_t urgent_count(const Status *status)
{
    size_t n = 0;

    for (size_t i = 0; i < status->count; i++)
        n += is_urgent(&status->rows[i]);
    return n;
}

// A line each: who, what is to be done, how many days are left, whom to call.
static void reminders_print(Arena *arena, StrBuf *out, const Status *status)
{
    view_heading(out, 2, office_label(LABEL_REMIND));
    if (urgent_count(status) == 0) {
        view_line(out, office_label(LABEL_NOBODY));
        return;
    }
    buf_add_c(out, "<ul class=\"remind\">\n");
    for (size_t i = 0; i < status->count; i++) {
        const StatusRow *row = &status->rows[i];
        Str left = row->cells[STATUS_LEFT].text, contact = row->document->said[FIELD_CONTACT];

        if (!is_urgent(row))
            continue;
        buf_add_c(out, "<li>");
        escape_markup(out, str_print(arena, "%.*s：%.*s", STR_ARG(row->document->name), STR_ARG(row->next)));
        if (left.n)
            escape_markup(out, str_print(arena, "，%.*s %.*s",
                                         STR_ARG(office_label(STATUS_LABEL(STATUS_LEFT))), STR_ARG(left)));
        if (contact.n)
            escape_markup(
                out, str_print(arena, "，%.*s %.*s", STR_ARG(office_label(LABEL_CONTACT)), STR_ARG(contact)));
        buf_add_c(out, "</li>\n");
    }
    buf_add_c(out, "</ul>\n");
}

static void heads_of(Str *heads)
{
    for (int i = 0; i < STATUS_COLUMNS; i++)
        heads[i] = office_label(STATUS_LABEL(i));
}

// The type that lets all stand on one A3, which is 1080 pt high inside its margins: a row is one line.
static Str print_style(Arena *arena, size_t rows, size_t reminders)
{
    size_t tenths = 122000 / (17 * rows + 4 * reminders + 160);

    tenths = rows > 40 ? tenths : tenths * 7 / 10; // lying, it is as much less high
    tenths = tenths > 80 ? 80 : tenths < 30 ? 30 : tenths;
    return str_print(
        arena,
        "body{max-width:none}.remind{columns:22em;padding-left:1.2em}@page{size:A3 %s;margin:8mm}"
        "@media print{body{font-size:%zu.%zupt;line-height:1.2}h1{font-size:1.4em;margin:0}"
        "h2{margin:.3em 0}p,table,ul{margin:.3em 0}th,td{padding:.1em .2em}table{width:100%%}"
        "tbody th,tbody td{white-space:nowrap}td.w{white-space:normal}.remind{columns:4}}",
        rows > 40 ? "portrait" : "landscape", tenths / 10, tenths % 10);
}

Str status_page(Arena *arena, const Status *status)
{
    StrBuf out = {.arena = arena};
    Str heads[STATUS_COLUMNS];

    heads_of(heads);
    view_begin(&out, status->title, print_style(arena, status->count, urgent_count(status)).at);
    for (size_t i = 0; i < status->summary_count; i++)
        view_line(&out, status->summary[i]);
    view_table(&out, office_label(LABEL_ALL), heads, STATUS_COLUMNS);
    for (size_t i = 0; i < status->count; i++)
        row_print(&out, &status->rows[i]);
    view_table_end(&out);
    reminders_print(arena, &out, status);
    view_end(&out);
    return buf_str(&out);
}

// ---- workbooks

Str status_book(Arena *arena, Diag *diag, const Status *status)
{
    static const BookColumn columns[STATUS_COLUMNS] = {
        [STATUS_CODE] = {.width = 9},      [STATUS_NAME] = {.width = 16},
        [STATUS_KIND] = {.width = 6},      [STATUS_APPROVAL] = {.width = 20},
        [STATUS_DUE] = {.width = 11},      [STATUS_LEFT] = {.width = 6},
        [STATUS_NEXT] = {.width = 16},     [STATUS_OUT] = {.width = 14},
        [STATUS_BACK] = {.width = 14},     [STATUS_MUST] = {.width = 7},
        [STATUS_VERIFY] = {.width = 7},    [STATUS_HINT] = {.width = 6},
        [STATUS_UNWRITTEN] = {.width = 7}, [STATUS_SECRECY] = {.width = 16},
        [STATUS_SIGNED] = {.width = 16},   [STATUS_FINAL] = {.width = 16},
        [STATUS_EDITED] = {.width = 20},   [STATUS_URL] = {.width = 30},
        [STATUS_TIME] = {.width = 17},     [STATUS_VERIFIED] = {.width = 9},
        [STATUS_CORRECTED] = {.width = 7}, [STATUS_ARCHIVED] = {.width = 6}};
    size_t top = 1 + status->summary_count, rows = top + 1 + status->count;
    BookCell *cells = ARENA_ARRAY(arena, BookCell, rows * STATUS_COLUMNS);
    BookSheet sheet = {.name = office_label(LABEL_ALL),
                       .columns = columns,
                       .column_count = STATUS_COLUMNS,
                       .cells = cells,
                       .row_count = rows,
                       .head_rows = top + 1,
                       .landscape = status->count <= 40,
                       .a3 = true,
                       .one_page = true};

    cells[0] = (BookCell){status->title, BOOK_TITLE};
    for (size_t i = 0; i < status->summary_count; i++)
        cells[(1 + i) * STATUS_COLUMNS] = (BookCell){status->summary[i], BOOK_LINE};
    for (int i = 0; i < STATUS_COLUMNS; i++)
        cells[top * STATUS_COLUMNS + (size_t)i] = (BookCell){office_label(STATUS_LABEL(i)), BOOK_HEAD};
    for (size_t k = 0; k < status->count; k++)
        for (int i = 0; i < STATUS_COLUMNS; i++)
            cells[(top + 1 + k) * STATUS_COLUMNS + (size_t)i] = status->rows[k].cells[i];
    return data_book(arena, diag, STR("status.xlsx"), status->title, &sheet, 1);
}

Str ledger_book(Arena *arena, Diag *diag, const Office *office, const Ledger *ledger)
{
    enum { COLUMNS = LABEL_LEDGER_LAST - LABEL_LEDGER_FIRST + 1 };
    static const BookColumn columns[COLUMNS] = {{.width = 9},  {.width = 20}, {.width = 10},
                                                {.width = 18}, {.width = 8},  {.width = 18},
                                                {.width = 40}, {.width = 8},  {.width = 40}};
    size_t rows = 1 + ledger->events.n;
    BookCell *cells = ARENA_ARRAY(arena, BookCell, rows * COLUMNS);
    BookSheet sheet = {.name = office_label(LABEL_LEDGER),
                       .columns = columns,
                       .column_count = COLUMNS,
                       .cells = cells,
                       .row_count = rows,
                       .head_rows = 1,
                       .landscape = true};

    for (int i = 0; i < COLUMNS; i++)
        cells[i] = (BookCell){office_label((OfficeLabel)(LABEL_LEDGER_FIRST + i)), BOOK_HEAD};
    for (size_t i = 0; i < ledger->events.n; i++) {
        const LedgerEvent *event = &ledger->events.at[i];
        const OfficeDocument *document = office_find(office, event->document);
        BookCell *row = cells + (1 + i) * COLUMNS;

        row[0].text = event->document;
        row[1].text = document ? document->name : (Str){0};
        row[2].text = office_label((OfficeLabel)(LABEL_EVENT_FIRST + event->kind));
        row[3].text = event->time;
        row[4].text = event->round ? str_print(arena, "%d", event->round) : event->version;
        row[5].text = ledger_check_code(arena, event->digest);
        row[6].text = event->url;
        row[7] = (BookCell){event->kind == LEDGER_VERIFIED ? str_print(arena, "%zu", event->count) : (Str){0},
                            BOOK_NUMBER};
        row[8].text = event->note;
    }
    return data_book(arena, diag, office_name(OFFICE_LEDGER), office_label(LABEL_LEDGER), &sheet, 1);
}
