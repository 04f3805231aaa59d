// 公开/ against what was frozen: nothing may hang there that nobody let out.
#include "office/internal-public.h"

typedef struct Public {
    Arena *arena;
    Diag *diag;
    const Office *office;
    const Ledger *ledger;
} Public;

static void report(const Public *p, Severity severity, Str path, Str hint, Str message)
{
    diag_report(p->diag, severity, "office-public", (Place){.file = path}, hint, "%.*s", STR_ARG(message));
}

static Str last_part(Str path)
{
    size_t at = path.n;

    while (at > 0 && path.at[at - 1] != '/')
        at--;
    return str_slice(path, at, path.n);
}

// The document whose folder in 公开/ is called so; NULL.
static const OfficeDocument *document_of(const Office *office, Str name)
{
    for (size_t i = 0; i < office->document_count; i++)
        if (str_equal(last_part(office->documents[i].output), name))
            return &office->documents[i];
    return NULL;
}

// ---- what was frozen

static void files_compare(const Public *p, Str path, const TreeFiles *shown, const TreeFiles *frozen)
{
    Str hint = str_of(_("freeze or correct the document anew, and put nothing there by hand")), products;

    products = str_print(p->arena, "%.*s/", STR_ARG(office_word(WORD_PRODUCTS)));
    for (size_t i = 0; i < shown->n; i++) {
        const TreeFile *old =
            tree_find(frozen, path_join(p->arena, office_word(WORD_PRODUCTS), shown->at[i].name));

        if (!old || !str_equal(old->bytes, shown->at[i].bytes))
            report(p, SEVERITY_ERROR, path_join(p->arena, path, shown->at[i].name), hint,
                   old ? str_of(_("this file is not as it was frozen"))
                       : str_of(_("this file was not frozen with its document")));
    }
    for (size_t i = 0; i < frozen->n; i++) {
        Str name = frozen->at[i].name;

        if (str_starts(name, products) && !tree_find(shown, str_slice(name, products.n, name.n)))
            report(p, SEVERITY_ERROR, path_join(p->arena, path, str_slice(name, products.n, name.n)), hint,
                   str_of(_("this file of what was frozen is gone")));
    }
}

static void frozen_check(const Public *p, const OfficeDocument *document, Str path, const TreeFiles *shown)
{
    LedgerState state = ledger_state(p->ledger, document->code);
    const LedgerEvent *final = state.final;
    TreeFiles frozen = {0};
    Str folder;

    if (!final) // as `build` wrote it: nobody has let it out yet
        return;
    folder = path_join(
        p->arena, office_path(p->arena, p->office, document->archive),
        frozen_name(p->arena, final->version, frozen_published(p->ledger, document->code, final->version)));
    if (tree_read(p->arena, p->diag, folder, &frozen))
        files_compare(p, path, shown, &frozen);
}

// ---- who is not published

static bool is_page(Str name)
{
    return str_ends(name, STR(".html"));
}

static void names_check(const Public *p, Str path, const TreeFiles *shown)
{
    for (size_t d = 0; d < p->office->document_count; d++) {
        const OfficeDocument *document = &p->office->documents[d];

        if (document->way != WAY_NONE || !document->name.n)
            continue;
        for (size_t i = 0; i < shown->n; i++)
            if (is_page(shown->at[i].name) && str_find(shown->at[i].bytes, document->name, 0) >= 0) {
                report(p, SEVERITY_WARNING, path_join(p->arena, path, shown->at[i].name),
                       str_of(_("see whether it may be named")),
                       str_print(p->arena, _("this names %.*s, which is not published"),
                                 STR_ARG(document->name)));
                break;
            }
    }
}

// ---- folders

static void folder_check(const Public *p, Str name)
{
    Str path = path_join(p->arena, office_name(OFFICE_PUBLISHED), name);
    const OfficeDocument *document = document_of(p->office, name);
    TreeFiles shown = {0};

    if (!document || document->way != WAY_OWN) {
        report(p, SEVERITY_ERROR, path, str_of(_("take it away: all that is here may be published")),
               document ? str_print(p->arena, _("%.*s has no document of its own to be published"),
                                    STR_ARG(document->name))
                        : str_of(_("this is of no document of the register")));
        return;
    }
    if (!tree_read(p->arena, p->diag, office_path(p->arena, p->office, path), &shown))
        return;
    frozen_check(p, document, path, &shown);
    names_check(p, path, &shown);
}

// What stands there beside the documents: the index, packages by document, corrections by code.
static bool is_beside(Str name)
{
    return str_equal(name, STR("index.html")) || str_equal(name, office_word(WORD_PACKAGES)) ||
           str_equal(name, office_word(WORD_EXPLANATION));
}

static void packages_check(const Public *p)
{
    Str folder = path_join(p->arena, office_name(OFFICE_PUBLISHED), office_word(WORD_PACKAGES));
    size_t n;
    Str *names = input_list(p->arena, p->diag, input_at(office_path(p->arena, p->office, folder)), &n);

    for (size_t i = 0; i < n; i++) {
        const OfficeDocument *document = document_of(p->office, names[i]);

        if (!document || document->way != WAY_OWN)
            report(p, SEVERITY_ERROR, path_join(p->arena, folder, names[i]),
                   str_of(_("take it away: all that is here may be published")),
                   str_of(_("this is of no document of the register")));
    }
}

void public_check(Arena *arena, Diag *diag, const Office *office)
{
    Public p = {.arena = arena,
                .diag = diag,
                .office = office,
                .ledger = ledger_open(arena, diag, office->folder, false)};
    size_t n;
    Str *names =
        input_list(arena, diag, input_at(office_path(arena, office, office_name(OFFICE_PUBLISHED))), &n);

    for (size_t i = 0; p.ledger && i < n; i++)
        if (!is_beside(names[i]))
            folder_check(&p, names[i]);
    if (p.ledger)
        packages_check(&p);
}
