// Where drafts stand, and a document's project made for them.
#include "office/internal-exchange.h"
#include "office/internal-export.h"
#include "office/internal-project.h"
#include "words/words.h"

Str exchange_word(ExchangeName name)
{
    return words_first(words_builtin.lists[WORDS_FILL_NAMES].of[name]);
}

// 101_县府办
static Str exchange_base(const OfficeDocument *document)
{
    size_t at = document->drafts.n;

    while (at > 0 && document->drafts.at[at - 1] != '/')
        at--;
    return str_slice(document->drafts, at, document->drafts.n);
}

Str exchange_file(Exchange *exchange, const OfficeDocument *document, ExchangeName name, int round,
                  const char *ending)
{
    Str number = str_print(exchange->arena, "%d", round);
    Str said = fill_pattern(exchange->arena, words_first(words_builtin.lists[WORDS_COPY_ROUND]), &number, 1);

    return str_print(exchange->arena, "%.*s/%.*s-%.*s-%.*s%s", STR_ARG(document->drafts),
                     STR_ARG(exchange_base(document)), STR_ARG(exchange_word(name)), STR_ARG(said), ending);
}

bool exchange_begin(Exchange *exchange, OfficeLock *lock)
{
    exchange->ledger = ledger_open(exchange->arena, exchange->diag, exchange->office->folder, true);
    // What could not be read, of the export or before it, is not missing.
    return exchange->ledger && diag_count(exchange->diag, SEVERITY_FAILURE) == 0 &&
           !(exchange->export && diag_append_failures(exchange->diag, exchange->export->diag)) &&
           office_lock(exchange->diag, exchange->office, lock);
}

static const OfficeProject *project_write(Exchange *exchange, const OfficeDocument *document)
{
    OfficeProjectOptions options = {.to_office = STR("../../..")};
    size_t failures = diag_count(exchange->diag, SEVERITY_FAILURE);
    OfficeProject *project = office_project(exchange->arena, exchange->diag, exchange->office,
                                            exchange->export, document, &options);
    bool changed;

    return project && diag_count(exchange->diag, SEVERITY_FAILURE) == failures &&
                   office_project_write(exchange->arena, exchange->diag, exchange->office, project, &changed)
               ? project
               : NULL;
}

// Those that a department's project names.
static bool units_write(Exchange *exchange, const OfficeDocument *document)
{
    for (size_t i = 0; i < exchange->office->document_count; i++) {
        const OfficeDocument *unit = &exchange->office->documents[i];

        if (unit != document && unit->unit && !document->unit && unit->department == document &&
            office_has_project(unit) && !project_write(exchange, unit))
            return false;
    }
    return true;
}

bool exchange_compile(Exchange *exchange, const OfficeDocument *document, Compilation *made)
{
    CompileOptions compile = *exchange->compile;
    const OfficeProject *project = units_write(exchange, document) ? project_write(exchange, document) : NULL;

    if (!project)
        return false;
    compile.folder =
        str_c(exchange->arena, office_path(exchange->arena, exchange->office, document->project));
    Diag *failures = diag_new();
    bool failed;

    compile.draft = true; // what is wrong with it is for check to say
    *made = compilation_read(&compile);
    if (made->project)
        compilation_build(made);
    failed = diag_append_failures(failures, made->diag);
    if (failed || !made->document)
        office_findings(exchange->arena, exchange->diag, failed ? failures : made->diag, exchange->office,
                        project, NULL, 0);
    diag_free(failures);
    if (!failed && made->document)
        return true;
    compilation_free(made);
    return false;
}

FillForm exchange_form(Exchange *exchange, const OfficeDocument *document, const Compilation *made, int round)
{
    return fill_collect(exchange->arena, made,
                        (FillIdentity){.code = document->code,
                                       .department = made->document->department,
                                       .kind = made->project->template->name,
                                       .year = made->project->year,
                                       .round = round});
}

bool exchange_read(Exchange *exchange, Str name, Str *bytes)
{
    Diag *unread = diag_new();
    bool read = source_bytes(exchange->arena, unread, office_input(exchange->arena, exchange->office, name),
                             name, bytes);

    diag_append_failures(exchange->diag, unread);
    diag_free(unread);
    return read;
}

bool exchange_write(Exchange *exchange, Str name, Str bytes)
{
    Str path = office_path(exchange->arena, exchange->office, name);
    size_t slash = path.n;

    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    return folders_make(exchange->arena, exchange->diag, str_slice(path, 0, slash ? slash - 1 : 0)) &&
           file_put(exchange->arena, exchange->diag, path, bytes);
}
