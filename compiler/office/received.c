// What came back: whose and which draft each file is, by what is in it and never by its name.
#include "docx/docx.h"
#include "intake/intake.h"
#include "office/internal-exchange.h"
#include "text/text.h"

#define TITLE_LINES 60 // of a copy that no longer says what it was: its cover stands there

typedef struct Reader {
    Exchange *exchange;
    ReceivedFiles *files;
} Reader;

// ---- documents by what they are called

static bool is_called(const Exchange *exchange, const OfficeDocument *document, Str name)
{
    Str region = exchange->office->region;

    if (name_equal(document->name, name))
        return true;
    if (region.n && str_starts(name, region))
        return name_equal(str_slice(name, region.n, name.n), document->name);
    return region.n && str_starts(document->name, region) &&
           name_equal(str_slice(document->name, region.n, document->name.n), name);
}

static Str kind_of_document(const Exchange *exchange, const OfficeDocument *document)
{
    const Template *t = document->unit ? exchange->office->own_unit : exchange->office->department;

    return t ? t->name : (Str){0};
}

// kind: a template's name; empty: not said, and then no other of the name may be there.
static const OfficeDocument *document_find(const Exchange *exchange, Str name, Str kind)
{
    const OfficeDocument *found = NULL;

    for (size_t i = 0; i < exchange->office->document_count; i++) {
        const OfficeDocument *document = &exchange->office->documents[i];

        if (document->way != WAY_OWN || !is_called(exchange, document, name) ||
            (kind.n && !str_equal(kind, kind_of_document(exchange, document))))
            continue;
        if (found)
            return NULL;
        found = document;
    }
    return found;
}

// ---- a copy that says what it was

static bool tell_map(Reader *reader, Received *file, Package *package)
{
    const CopyMap *map = package ? docx_map_read(reader->exchange->arena, package) : NULL;

    if (!map)
        return false;
    file->kind = RECEIVED_COPY;
    file->called = map->department;
    file->year = map->year;
    file->round = map->round;
    file->document = document_find(reader->exchange, map->department, map->kind);
    return true;
}

// ---- one that does not: by its cover

static void tell_line(Reader *reader, Received *file, Str line, size_t *longest)
{
    Str fold = name_fold(reader->exchange->arena, line);
    TextDate date;

    for (size_t i = 0; i < reader->exchange->office->document_count; i++) {
        const OfficeDocument *document = &reader->exchange->office->documents[i];
        Str name = name_fold(reader->exchange->arena, document->name);

        if (document->way == WAY_OWN && name.n > *longest && str_find(fold, name, 0) >= 0) {
            *longest = name.n;
            file->document = document;
            file->called = document->name;
        }
    }
    for (size_t at = 0; !file->year && text_date_next(line, &at, &date);)
        file->year = date.year;
}

static bool tell_text(Reader *reader, Received *file)
{
    Diag *unread = diag_new();
    const Intake *intake =
        intake_from_bytes(reader->exchange->arena, unread, NULL, file->bytes, file->name, (Str){0});
    size_t longest = 0, lines = 0;

    diag_free(unread);
    if (!intake || intake->format != INTAKE_DOCX)
        return false;
    for (size_t i = 0; i < intake->line_count && lines < TITLE_LINES && !(longest && file->year);
         i++, lines++)
        tell_line(reader, file, intake->lines[i].text, &longest);
    if (!file->document || !file->year)
        return false;
    file->kind = RECEIVED_COPY;
    return true;
}

// ---- a workbook

static bool tell_form(Reader *reader, Received *file, Diag *unread)
{
    FillIdentity identity;

    if (!fill_identify(reader->exchange->arena, unread, file->bytes, file->name, &identity))
        return false;
    file->kind = RECEIVED_FORM;
    file->called = identity.department;
    file->year = identity.year;
    file->round = identity.round;
    file->document = document_find(reader->exchange, identity.department, identity.kind);
    return true;
}

static void set_state(Received *file, ReceivedState state, Str why)
{
    file->state = state;
    file->why = why;
}

static void unknown(Reader *reader, Received *file, const Diag *unread)
{
    Str why = (Str){0};

    for (size_t i = 0; i < diag_total(unread) && !why.n; i++)
        why = str_copy(reader->exchange->arena, diag_at(unread, i)->message);
    if (!why.n)
        why = str_of(_("it is neither a copy nor a workbook that went out from here"));
    set_state(file, RECEIVED_UNKNOWN, why);
}

static void file_tell(Reader *reader, Received *file)
{
    Diag *unread = diag_new(), *text = diag_new();
    bool known = tell_form(reader, file, unread);

    if (!known) {
        Package *package =
            package_from_bytes(reader->exchange->arena, text, file->bytes, file->name, PACKAGE_TEXT);

        known = tell_map(reader, file, package) || tell_text(reader, file);
    }
    if (!known)
        unknown(reader, file, diag_total(text) ? text : unread);
    diag_free(unread);
    diag_free(text);
}

// ---- the folder

static bool is_passed(Str name)
{
    return str_starts(name, STR("~")) || name_equal(name, STR("Thumbs.db")) ||
           name_equal(name, STR("desktop.ini")) || name_equal(name, STR("__MACOSX"));
}

static void file_read(Reader *reader, Input input, Str name)
{
    Received *file = vec_push(reader->exchange->arena, reader->files);
    Diag *unread = diag_new();

    *file = (Received){.name = name, .kind = RECEIVED_OTHER};
    if (source_bytes(reader->exchange->arena, unread, input, name, &file->bytes)) {
        file->digest = sha256_of(reader->exchange->arena, file->bytes);
        file_tell(reader, file);
    } else {
        unknown(reader, file, unread);
        diag_append_failures(reader->exchange->diag, unread);
    }
    diag_free(unread);
}

static bool folder_read(Reader *reader)
{
    Arena *arena = reader->exchange->arena;
    Input root = office_input(arena, reader->exchange->office, office_name(OFFICE_RECEIVED));
    size_t failures = diag_count(reader->exchange->diag, SEVERITY_FAILURE);
    VEC(Str) open = {0};

    *vec_push(arena, &open) = (Str){0};
    while (open.n > 0) {
        Str at = open.at[--open.n];
        size_t n;
        Str *names =
            input_list(arena, reader->exchange->diag, at.n ? input_below(arena, root, at) : root, &n);

        for (size_t i = 0; i < n; i++) {
            Str name = at.n ? path_join(arena, at, names[i]) : names[i];

            if (is_passed(names[i]))
                continue;
            if (input_kind(input_below(arena, root, name)) == INPUT_FOLDER)
                *vec_push(arena, &open) = name;
            else
                file_read(reader, input_below(arena, root, name), name);
        }
    }
    return failures == diag_count(reader->exchange->diag, SEVERITY_FAILURE);
}

// ---- what is to be done with each

static bool is_recorded(const Exchange *exchange, const Received *file)
{
    for (size_t i = 0; i < exchange->ledger->events.n; i++) {
        const LedgerEvent *event = &exchange->ledger->events.at[i];

        if (event->kind == LEDGER_RECEIVED && str_equal(event->digest, file->digest))
            return true;
    }
    return false;
}

static void file_settle(Reader *reader, Received *file)
{
    const Exchange *exchange = reader->exchange;
    Arena *arena = exchange->arena;
    LedgerState state;

    if (file->state != RECEIVED_TAKEN)
        return;
    if (file->year != exchange->office->year) {
        set_state(file, RECEIVED_YEAR, str_print(arena, "%d", file->year));
        return;
    }
    if (!file->document) {
        set_state(file, RECEIVED_STRANGER, file->called);
        return;
    }
    state = ledger_state(exchange->ledger, file->document->code);
    if (file->round == 0)
        file->round = state.handed_out;
    Str round = str_print(arena, "%d", file->round);

    if (is_recorded(exchange, file))
        set_state(file, RECEIVED_AGAIN, (Str){0});
    else if (file->round == 0 || file->round > state.handed_out)
        set_state(file, RECEIVED_UNSENT, round);
    else if (file->round < state.handed_out)
        set_state(file, RECEIVED_OLD, round);
    else if (state.final)
        set_state(file, RECEIVED_FINAL, (Str){0});
    else if (!file->document->selected)
        set_state(file, RECEIVED_PASSED, (Str){0});
}

static bool same_draft(const Received *a, const Received *b)
{
    return a->document == b->document && a->kind == b->kind && a->state == RECEIVED_TAKEN &&
           b->state == RECEIVED_TAKEN;
}

static void twice_settle(Reader *reader)
{
    ReceivedFiles *files = reader->files;

    for (size_t i = 0; i < files->n; i++)
        for (size_t k = 0; k < i && files->at[i].state == RECEIVED_TAKEN; k++)
            if (same_draft(&files->at[k], &files->at[i]) &&
                str_equal(files->at[k].digest, files->at[i].digest))
                set_state(&files->at[i], RECEIVED_TWICE, files->at[k].name);
}

// Two that differ: which is the last word is not told by anything in them.
static void several_settle(Reader *reader)
{
    ReceivedFiles *files = reader->files;
    bool *several = ARENA_ARRAY(reader->exchange->arena, bool, files->n + 1);

    for (size_t i = 0; i < files->n; i++)
        for (size_t k = 0; k < files->n; k++)
            several[i] = several[i] || (k != i && same_draft(&files->at[k], &files->at[i]));
    for (size_t i = 0; i < files->n; i++) {
        StrBuf names = {.arena = reader->exchange->arena};

        if (!several[i])
            continue;
        for (size_t k = 0; k < files->n; k++)
            if (several[k] && files->at[k].document == files->at[i].document &&
                files->at[k].kind == files->at[i].kind)
                buf_print(&names, "%s%.*s", names.n ? "、" : "", STR_ARG(files->at[k].name));
        files->at[i].why = buf_str(&names);
    }
    for (size_t i = 0; i < files->n; i++)
        files->at[i].state = several[i] ? RECEIVED_SEVERAL : files->at[i].state;
}

bool received_read(Exchange *exchange, ReceivedFiles *files)
{
    Reader reader = {exchange, files};

    if (!folder_read(&reader))
        return false;
    for (size_t i = 0; i < files->n; i++)
        file_settle(&reader, &files->at[i]);
    twice_settle(&reader);
    several_settle(&reader);
    return true;
}
