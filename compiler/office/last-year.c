// Last year's document: the frozen version that was published last, or the project as it stands.
#include "office/internal-project.h"

// The office of last year, from this one's folder.
static Input last_office(Arena *arena, const Office *office)
{
    return input_named(arena, (Input){.root = office->folder}, office->last_year.folder);
}

// The folder of a document in another office's folder of documents, found by its code.
static Str folder_of(Arena *arena, Diag *diag, Input folder, Str code)
{
    Str begin = str_print(arena, "%.*s_", STR_ARG(code));
    size_t n;
    Str *names = input_list(arena, diag, folder, &n);

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

static const OfficeDocument *called(const Office *office, Str name, bool unit)
{
    for (size_t i = 0; name.n && i < office->document_count; i++)
        if (office->documents[i].unit == unit && name_equal(office->documents[i].name, name))
            return &office->documents[i];
    return NULL;
}

// The code that it had: its own, that of its name, or that of the one that it was before it was renamed. What
// was made of several has none.
static Str last_code(Arena *arena, const Office *office, const OfficeDocument *document)
{
    const Office *last = office->last;
    const OfficeDocument *before;
    Str *names;
    size_t n;

    if (!last || office_find(last, document->code))
        return document->code;
    before = called(last, document->name, document->unit);
    names = office_parts(arena, document->said[FIELD_PREDECESSORS], &n);
    if (!before && n == 1)
        before = called(last, names[0], document->unit);
    return before ? before->code : document->code;
}

Str last_year_project(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document)
{
    Str internal = str_print(arena, "%.*s/%.*s", STR_ARG(office_name(OFFICE_INTERNAL)),
                             STR_ARG(office_name(OFFICE_PROJECTS)));
    Input last;
    Str folder, code;

    if (!office->last_year.folder.n)
        return (Str){0};
    last = last_office(arena, office);
    code = last_code(arena, office, document);
    if (office->last_year.published) {
        Str found = frozen_project(arena, diag, office, code);

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
    folder = folder_of(arena, diag, input_below(arena, last, internal), code);
    return folder.n ? str_print(arena, "%.*s/%.*s/%.*s", STR_ARG(office->last_year.folder), STR_ARG(internal),
                                STR_ARG(folder))
                    : (Str){0};
}
