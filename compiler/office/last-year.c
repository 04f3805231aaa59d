// Last year's document: the frozen version that was published last, or the project as it stands.
#include "office/internal-office.h"

// The office of last year, from this one's folder.
static Input last_office(Arena *arena, const Office *office)
{
    return input_named(arena, (Input){.root = office->folder}, office->last_year.folder);
}

// The folder of a document in another office's folder of documents, found by its code.
static Str folder_of(Arena *arena, Input folder, Str code)
{
    Str begin = str_print(arena, "%.*s_", STR_ARG(code));
    size_t n;
    Str *names = input_list(arena, NULL, folder, &n);

    for (size_t i = 0; i < n; i++)
        if (str_equal(names[i], code) || str_starts(names[i], begin))
            return names[i];
    return (Str){0};
}

// The version that was published last, as last year's ledger has it.
static Str frozen_project(Arena *arena, Diag *diag, const Office *office, Str code)
{
    Str last = path_join(arena, office->folder, office->last_year.folder);
    Str found = office_published_folder(arena, diag, last, code);

    return found.n ? path_join(arena, office->last_year.folder, str_slice(found, last.n + 1, found.n))
                   : found;
}

Str last_year_project(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document)
{
    Str internal = str_print(arena, "%.*s/%.*s", STR_ARG(office_name(OFFICE_INTERNAL)),
                             STR_ARG(office_name(OFFICE_PROJECTS)));
    Input last;
    Str folder;

    if (!office->last_year.folder.n)
        return (Str){0};
    last = last_office(arena, office);
    if (office->last_year.published) {
        Str found = frozen_project(arena, diag, office, document->code);

        if (!found.n)
            diag_report(
                diag, SEVERITY_WARNING, "last-year-not-published", office->last_year.place,
                str_of(_("a document that is new, or of a department that others became, has none: give "
                         "its figures of last year in its own folder")),
                _("last year's office has no published version of %.*s “%.*s”"), STR_ARG(document->code),
                STR_ARG(document->name));
        return found;
    }
    diag_report(diag, SEVERITY_WARNING, "last-year-not-published", office->last_year.place,
                str_print(arena, _("write @%.*s after the folder"),
                          STR_ARG(words_first(words_builtin.lists[WORDS_OFFICE_PUBLISHED]))),
                _("last year's figures are read from a folder that somebody may still edit"));
    folder = folder_of(arena, input_below(arena, last, internal), document->code);
    return folder.n ? str_print(arena, "%.*s/%.*s/%.*s", STR_ARG(office->last_year.folder), STR_ARG(internal),
                                STR_ARG(folder))
                    : (Str){0};
}
