// What came back, into the folders of the departments' own, and answered.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "merge/merge.h"
#include "office/internal-exchange.h"

#define MOST_SENT 20

typedef struct Taking {
    Exchange *exchange;
    const OfficeDocument *document;
    Received *copy, *form; // NULL: none came back
    Compilation made;
    Letter letter;
    FillTaking texts;
    TakenIn result;
} Taking;

// ---- the texts as they are

static void file_add(Taking *taking, Str name, Str text)
{
    Arena *arena = taking->exchange->arena;

    *vec_push(arena, &taking->texts.files) = (FillFile){name, str_copy(arena, text), str_copy(arena, text)};
}

static void table_add(Taking *taking, const Table *table, const char *name)
{
    const Source *csv = table ? table_as_csv(taking->exchange->arena, taking->exchange->diag, table) : NULL;

    if (csv)
        file_add(taking, str_of(name), csv->text);
}

static void texts_begin(Taking *taking)
{
    const Project *project = taking->made.project;

    taking->texts = (FillTaking){
        .arena = taking->exchange->arena, .diag = taking->exchange->diag, .words = &words_builtin};
    for (size_t i = 0; i < project->section_count; i++)
        file_add(taking, str_copy(taking->exchange->arena, project->sections[i]->name),
                 project->sections[i]->text);
    table_add(taking, book_other_data(&project->book), FILL_FACTS_FILE);
    table_add(taking, book_reasons(&project->book), FILL_REASONS_FILE);
}

// ---- the copy

static Str *copies_sent(Taking *taking, size_t *n)
{
    Exchange *exchange = taking->exchange;
    int last = ledger_state(exchange->ledger, taking->document->code).handed_out;
    Str *sent = ARENA_ARRAY(exchange->arena, Str, MOST_SENT);

    *n = 0;
    for (int round = last; round > 0 && *n < MOST_SENT; round--)
        *n += exchange_read(exchange, exchange_file(exchange, taking->document, NAME_COPY, round, ".docx"),
                            &sent[*n]);
    return sent;
}

static void merged_take(Taking *taking, const Merged *merged)
{
    for (size_t i = 0; i < merged->files.n; i++) {
        const MendedFile *mended = &merged->files.at[i];
        FillFile *file = NULL;

        for (size_t k = 0; k < taking->texts.files.n; k++)
            if (str_equal(taking->texts.files.at[k].name, mended->name))
                file = &taking->texts.files.at[k];
        if (file)
            file->after = str_copy(taking->exchange->arena, mended->after);
        else
            *vec_push(taking->exchange->arena, &taking->texts.files) =
                (FillFile){mended->name, mended->before, str_copy(taking->exchange->arena, mended->after)};
    }
}

static Str first_error(Arena *arena, const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        if (diag_at(diag, i)->severity >= SEVERITY_ERROR)
            return str_copy(arena, diag_at(diag, i)->message);
    return (Str){0};
}

static void refuse(Taking *taking, Received *file, const Diag *diag)
{
    file->state = RECEIVED_REFUSED;
    file->why = first_error(taking->exchange->arena, diag);
    letter_refused(&taking->letter, file->name, diag);
}

static void copy_take(Taking *taking)
{
    Diag *diag = diag_new();
    MergeOptions options = {.name = taking->copy->name, .bytes = taking->copy->bytes};
    const Merged *merged;

    options.sent = copies_sent(taking, &options.sent_count);
    merged = merge_copy(taking->made.arena, diag, &taking->made, options);
    if (merged) {
        merged_take(taking, merged);
        letter_of_copy(&taking->letter, diag, merged->taken);
    } else {
        refuse(taking, taking->copy, diag);
    }
    diag_append_failures(taking->exchange->diag, diag);
    diag_free(diag);
}

// ---- the workbook

static bool form_sent(Taking *taking, FillForm *form)
{
    Exchange *exchange = taking->exchange;
    Str bytes;

    return exchange_read(exchange,
                         exchange_file(exchange, taking->document, NAME_FORM, taking->letter.round, ".xlsx"),
                         &bytes) &&
           fill_form_read(exchange->arena, bytes, form);
}

// The workbook of this draft that was taken last: what it answered may be answered otherwise now.
static const FillReturn *form_earlier(Taking *taking, const FillForm *form)
{
    Exchange *exchange = taking->exchange;
    FillReturn *back = ARENA_NEW(exchange->arena, FillReturn);
    Diag *unread = diag_new();
    Str name = exchange_file(exchange, taking->document, NAME_TAKEN, taking->letter.round, ".xlsx"), bytes;
    bool read = exchange_read(exchange, name, &bytes) &&
                fill_return_read(exchange->arena, unread, form, bytes, name, back);

    diag_free(unread);
    return read ? back : NULL;
}

static bool form_keep(Taking *taking)
{
    return !taking->form || taking->form->state != RECEIVED_TAKEN ||
           exchange_write(
               taking->exchange,
               exchange_file(taking->exchange, taking->document, NAME_TAKEN, taking->letter.round, ".xlsx"),
               taking->form->bytes);
}

static void form_take(Taking *taking, const FillForm *form, FillReturn *back)
{
    Exchange *exchange = taking->exchange;
    Diag *diag = diag_new();
    FillForm now = exchange_form(exchange, taking->document, &taking->made, taking->letter.round);

    taking->texts.earlier = form_earlier(taking, form);
    if (fill_return_read(exchange->arena, diag, form, taking->form->bytes, taking->form->name, back))
        fill_take(&taking->texts, &now, back);
    else
        refuse(taking, taking->form, diag);
    diag_append_failures(exchange->diag, diag);
    diag_free(diag);
}

// ---- writing

// Where a file of the project is the document's own: a shared text that a department changed becomes a text
// of its own, and the shared one stays.
static Str own_file(Taking *taking, Str name)
{
    bool text = str_starts(name, STR("sections/"));
    ptrdiff_t slash = str_find_char(name, '/', 0);
    Str rest = str_slice(name, (size_t)(slash + 1), name.n);

    return str_print(taking->exchange->arena, "%.*s/%.*s/%.*s", STR_ARG(taking->document->folder),
                     STR_ARG(office_name(text ? OFFICE_TEXT : OFFICE_TABLES)), STR_ARG(rest));
}

// With the byte-order mark and the line ends that the file has now.
static Str as_it_was(Taking *taking, Str name, Str text)
{
    Arena *arena = taking->exchange->arena;
    Str old;
    StrBuf out = {.arena = arena};
    bool there = exchange_read(taking->exchange, name, &old);
    bool crlf = there && str_find(old, STR("\r\n"), 0) >= 0 && str_find(text, STR("\r"), 0) < 0;

    if (there && str_starts(old, STR("\xEF\xBB\xBF")) && !str_starts(text, STR("\xEF\xBB\xBF")))
        buf_add_c(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.at[i] == '\n')
            buf_add_char(&out, '\r');
        buf_add_char(&out, text.at[i]);
    }
    return buf_str(&out);
}

// Beside the file, hidden, until all of the document's are there.
static Str staged(Taking *taking, Str name)
{
    size_t slash = name.n;

    while (slash > 0 && name.at[slash - 1] != '/')
        slash--;
    return str_print(taking->exchange->arena, "%.*s.gongkai-%.*s", (int)slash, name.at,
                     STR_ARG(str_slice(name, slash, name.n)));
}

static const char *path_of(Taking *taking, Str name)
{
    return str_c(taking->exchange->arena,
                 office_path(taking->exchange->arena, taking->exchange->office, name));
}

static bool fail(Taking *taking, Str name)
{
    diag_report(taking->exchange->diag, SEVERITY_FAILURE, "office-write", (Place){.file = name}, (Str){0},
                _("cannot be written: %s"), strerror(errno));
    return false;
}

// All of the document's, or none: what needs room on the disk is done before the first takes its place.
static bool texts_write(Taking *taking)
{
    VEC(Str) names = {0};
    Arena *arena = taking->exchange->arena;
    bool good = true;

    for (size_t i = 0; i < taking->texts.files.n && good; i++) {
        const FillFile *file = &taking->texts.files.at[i];
        Str name = own_file(taking, file->name);

        if (str_equal(file->before, file->after))
            continue;
        *vec_push(arena, &names) = name;
        good = exchange_write(taking->exchange, staged(taking, name), as_it_was(taking, name, file->after));
    }
    for (size_t i = 0; i < names.n && good; i++)
        if (rename(path_of(taking, staged(taking, names.at[i])), path_of(taking, names.at[i])) != 0)
            good = fail(taking, names.at[i]);
    for (size_t i = 0; i < names.n && !good; i++)
        unlink(path_of(taking, staged(taking, names.at[i])));
    return good;
}

static bool record(Taking *taking, const Received *file)
{
    return !file || file->state != RECEIVED_TAKEN ||
           ledger_add(taking->exchange->ledger, taking->exchange->diag,
                      (LedgerEvent){.kind = LEDGER_RECEIVED,
                                    .document = taking->document->code,
                                    .time = taking->exchange->time,
                                    .round = file->round,
                                    .digest = file->digest,
                                    .note = file->name});
}

// ---- a document

// What it asks now that all was taken, and the letter.
static bool answer(Taking *taking, const FillForm *form, const FillReturn *back, bool sent)
{
    Exchange *exchange = taking->exchange;
    FillForm now;
    Str bytes;

    compilation_free(&taking->made);
    if (!exchange_compile(exchange, taking->document, &taking->made))
        return false;
    now = exchange_form(exchange, taking->document, &taking->made, taking->letter.round);
    if (sent)
        letter_of_form(&taking->letter, form, &now, back->answers.n + back->remarks.n ? back : NULL,
                       taking->texts.results.n ? &taking->texts : NULL);
    taking->result.letter =
        exchange_file(exchange, taking->document, NAME_LETTER, taking->letter.round, ".docx");
    taking->result.taken = taking->letter.taken;
    taking->result.open = taking->letter.open.n + taking->letter.left.n;
    bytes = letter_write(&taking->letter, taking->result.letter);
    return bytes.at && exchange_write(exchange, taking->result.letter, bytes);
}

// What the system failed at is told, and stays to be taken another time.
static bool document_take(Taking *taking)
{
    const Diag *diag = taking->exchange->diag;
    size_t failures = diag_count(diag, SEVERITY_FAILURE);
    FillForm form = {0};
    FillReturn back = {0};
    bool sent, good;

    if (!exchange_compile(taking->exchange, taking->document, &taking->made))
        return false;
    texts_begin(taking);
    sent = form_sent(taking, &form);
    if (taking->copy)
        copy_take(taking);
    if (taking->form && sent)
        form_take(taking, &form, &back);
    good = diag_count(diag, SEVERITY_FAILURE) == failures && texts_write(taking) &&
           answer(taking, &form, &back, sent) && form_keep(taking) && record(taking, taking->copy) &&
           record(taking, taking->form);
    if (taking->made.arena)
        compilation_free(&taking->made);
    return good;
}

static bool document_begin(Exchange *exchange, ReceivedFiles *files, const OfficeDocument *document,
                           Taking *taking)
{
    *taking = (Taking){.exchange = exchange, .document = document};
    taking->letter = (Letter){.exchange = exchange, .document = document};
    taking->result.document = document;
    for (size_t i = 0; i < files->n; i++) {
        Received *file = &files->at[i];

        if (file->document != document || file->state != RECEIVED_TAKEN)
            continue;
        *(file->kind == RECEIVED_COPY ? &taking->copy : &taking->form) = file;
        taking->letter.round = file->round;
        *vec_push(exchange->arena, &taking->letter.received) = file->name;
        taking->result.files++;
    }
    return taking->copy || taking->form;
}

static void documents_take(Exchange *exchange, ReceivedFiles *files, const OfficeDocument *document,
                           TakenIns *all)
{
    Taking taking;

    if (!document_begin(exchange, files, document, &taking))
        return;
    taking.result.done = document_take(&taking);
    *vec_push(exchange->arena, &all->documents) = taking.result;
}

// ---- the whole

bool office_take_in(Arena *arena, Diag *diag, const Office *office, Export *export,
                    const CompileOptions *compile, Str time, TakenIns *all)
{
    Exchange exchange = {arena, diag, office, export, compile, .time = time};
    ReceivedFiles files = {0};
    OfficeLock lock;
    bool good;

    if (!exchange_begin(&exchange, &lock))
        return false;
    good = received_read(&exchange, &files);
    for (size_t i = 0; good && i < office->document_count; i++)
        documents_take(&exchange, &files, &office->documents[i], all);
    for (size_t i = 0; i < all->documents.n; i++)
        good = good && all->documents.at[i].done;
    good = received_list(&exchange, &files, all) && good;
    office_unlock(&lock);
    return good;
}
