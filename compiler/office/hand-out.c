// Drafts for departments: a Word copy and a workbook to be filled in, of each document.
#include "office/internal-exchange.h"

// Of all that it is made from and asks.
static Str digest_of(Exchange *exchange, const Compilation *made, const FillForm *form)
{
    return sha256_of(exchange->arena,
                     str_print(exchange->arena, "%016llx %.*s", (unsigned long long)made->document->digest,
                               STR_ARG(form->identity.digest)));
}

static const LedgerEvent *last_sent(const Ledger *ledger, Str code)
{
    const LedgerEvent *found = NULL;

    for (size_t i = 0; i < ledger->events.n; i++)
        if (ledger->events.at[i].kind == LEDGER_HANDED_OUT && str_equal(ledger->events.at[i].document, code))
            found = &ledger->events.at[i];
    return found;
}

static bool fonts_ready(Exchange *exchange, const Compilation *made)
{
    if (exchange->shelf && shelf_fits(exchange->shelf, made))
        return true;
    shelf_release(exchange->shelf);
    exchange->shelf =
        shelf_open(exchange->diag, &made->options, compile_fonts(exchange->arena, &made->options));
    return exchange->shelf != NULL;
}

// The copy before it, from which changes are marked; NULL: none is there.
static const char *copy_before(Exchange *exchange, const OfficeDocument *document, int round)
{
    Str name, bytes;

    if (round < 2)
        return NULL;
    name = exchange_file(exchange, document, NAME_COPY, round - 1, ".docx");
    return exchange_read(exchange, name, &bytes)
               ? str_c(exchange->arena, office_path(exchange->arena, exchange->office, name))
               : NULL;
}

static bool files_write(Exchange *exchange, Compilation *made, const FillForm *form, HandedOut *out)
{
    CopySpec spec = {.round = out->round, .since = copy_before(exchange, out->document, out->round)};
    Str copy, bytes;

    if (!fonts_ready(exchange, made))
        return false;
    copy = compilation_copy(made, exchange->shelf, spec);
    bytes = copy.at ? fill_write(exchange->arena, exchange->diag, form, out->form) : (Str){0};
    if (!copy.at)
        diag_append(exchange->diag, made->diag);
    return bytes.at && exchange_write(exchange, out->copy, copy) &&
           exchange_write(exchange, out->form, bytes);
}

static bool draft_make(Exchange *exchange, Compilation *made, HandedOut *out)
{
    const OfficeDocument *document = out->document;
    LedgerState state = ledger_state(exchange->ledger, document->code);
    const LedgerEvent *sent = last_sent(exchange->ledger, document->code);
    FillForm form = exchange_form(exchange, document, made, state.handed_out + 1);
    Str digest = digest_of(exchange, made, &form), unread;

    out->same = sent && str_equal(sent->digest, digest);
    out->round = state.handed_out + !out->same;
    form.identity.round = out->round;
    form.title = fill_title(exchange->arena, &form.identity);
    for (size_t i = 0; i < form.item_count; i++)
        for (int c = 0; c < FILL_COLUMNS; c++)
            out->asked += form.items[i].slots[c].where != FILL_NOWHERE && form.items[i].slots[c].shown.n == 0;
    out->copy = exchange_file(exchange, document, NAME_COPY, out->round, ".docx");
    out->form = exchange_file(exchange, document, NAME_FORM, out->round, ".xlsx");
    if (out->same && exchange_read(exchange, out->copy, &unread) &&
        exchange_read(exchange, out->form, &unread))
        return true;
    if (!files_write(exchange, made, &form, out))
        return false;
    return out->same || ledger_add(exchange->ledger, exchange->diag,
                                   (LedgerEvent){.kind = LEDGER_HANDED_OUT,
                                                 .document = document->code,
                                                 .time = exchange->time,
                                                 .round = out->round,
                                                 .digest = digest});
}

bool office_hand_out(Arena *arena, Diag *diag, const Office *office, Export *export,
                     const CompileOptions *compile, Str time, HandedOuts *all)
{
    Exchange exchange = {arena, diag, office, export, compile, .time = time};
    OfficeLock lock;
    bool good = exchange_begin(&exchange, &lock);

    if (!good)
        return false;
    for (size_t i = 0; i < office->document_count; i++) {
        HandedOut out = {.document = &office->documents[i]};
        Compilation made;

        if (!office_wanted(out.document))
            continue;
        if (exchange_compile(&exchange, out.document, &made)) {
            out.done = draft_make(&exchange, &made, &out);
            compilation_free(&made);
        }
        good = good && out.done;
        *vec_push(arena, all) = out;
    }
    shelf_release(exchange.shelf);
    office_unlock(&lock);
    return good;
}
