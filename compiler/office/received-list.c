// The list of what came back, and what became of each file: as a workbook, and as findings.
#include "data/data.h"
#include "office/internal-exchange.h"

enum { COLUMNS = 6 };

static Str word(const WordList *lists, int which)
{
    return words_first(lists->of[which]);
}

static Str state_of(Exchange *exchange, const Received *file)
{
    Str pattern = word(&words_builtin.lists[WORDS_RECEIVED_STATES], (int)file->state);
    Str values[] = {file->why, (Str){0}};

    if (file->state == RECEIVED_OLD)
        values[1] =
            str_print(exchange->arena, "%d", ledger_state(exchange->ledger, file->document->code).handed_out);
    return fill_pattern(exchange->arena, pattern, values, 2);
}

static Str round_of(Exchange *exchange, const Received *file)
{
    return file->round ? str_print(exchange->arena, "%d", file->round) : (Str){0};
}

static void row_fill(Exchange *exchange, const Received *file, BookCell *cells)
{
    bool good = file->state == RECEIVED_TAKEN || file->state == RECEIVED_AGAIN;
    Str texts[COLUMNS] = {file->name,
                          word(&words_builtin.lists[WORDS_RECEIVED_KINDS], (int)file->kind),
                          file->document ? file->document->code : (Str){0},
                          file->document ? file->document->name : file->called,
                          round_of(exchange, file),
                          state_of(exchange, file)};

    for (int c = 0; c < COLUMNS; c++)
        cells[c] = (BookCell){texts[c], c == COLUMNS - 1 && !good ? BOOK_DOUBT : BOOK_TEXT};
}

static Str book_make(Exchange *exchange, const ReceivedFiles *files, Str name)
{
    static const BookColumn shape[COLUMNS] = {{.width = 44}, {.width = 12}, {.width = 12},
                                              {.width = 32}, {.width = 8},  {.width = 60}};
    BookCell *cells = ARENA_ARRAY(exchange->arena, BookCell, (files->n + 1) * COLUMNS);
    WordList heads = words_builtin.lists[WORDS_RECEIVED_HEADS];
    Str title = exchange_word(NAME_LIST);
    BookSheet sheet = {.name = title,
                       .columns = shape,
                       .column_count = COLUMNS,
                       .cells = cells,
                       .row_count = files->n + 1,
                       .head_rows = 1,
                       .landscape = true};

    for (size_t c = 0; c < COLUMNS && c < heads.n; c++)
        cells[c] = (BookCell){heads.at[c], BOOK_HEAD};
    for (size_t i = 0; i < files->n; i++)
        row_fill(exchange, &files->at[i], &cells[(i + 1) * COLUMNS]);
    return data_book(exchange->arena, exchange->diag, name, title, &sheet, 1);
}

// What was not taken, and will not be by itself.
static void report(Exchange *exchange, const Received *file)
{
    Str name =
        str_print(exchange->arena, "%.*s/%.*s", STR_ARG(office_name(OFFICE_RECEIVED)), STR_ARG(file->name));

    if (file->state == RECEIVED_TAKEN || file->state == RECEIVED_AGAIN || file->state == RECEIVED_PASSED)
        return;
    diag_report(exchange->diag, file->state == RECEIVED_TWICE ? SEVERITY_NOTE : SEVERITY_WARNING,
                "received-left", (Place){.file = name}, (Str){0}, _("left where it is: %.*s"),
                STR_ARG(state_of(exchange, file)));
}

bool received_list(Exchange *exchange, const ReceivedFiles *files, TakenIns *all)
{
    Str name = str_print(exchange->arena, "%.*s/%.*s.xlsx", STR_ARG(office_name(OFFICE_INTERNAL)),
                         STR_ARG(exchange_word(NAME_LIST)));
    Str bytes;

    for (size_t i = 0; i < files->n; i++) {
        report(exchange, &files->at[i]);
        all->files++;
        all->again += files->at[i].state == RECEIVED_AGAIN || files->at[i].state == RECEIVED_TWICE;
        all->left += files->at[i].state != RECEIVED_AGAIN && files->at[i].state != RECEIVED_TWICE &&
                     files->at[i].state != RECEIVED_TAKEN;
    }
    if (files->n == 0)
        return true;
    all->list = name;
    bytes = book_make(exchange, files, name);
    return bytes.at && exchange_write(exchange, name, bytes);
}
