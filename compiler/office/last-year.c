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

// The day after the last line of a version's name: 首发_2026-02-25, 更正1_2026-03-09.
static int64_t version_day(Str name)
{
    size_t from = name.n;
    Date date;

    while (from > 0 && name.at[from - 1] != '_')
        from--;
    return office_date(str_slice(name, from, name.n), &date) ? date_seconds(date) : INT64_MIN;
}

// The newest of the frozen versions that have a project; of one day the last by name.
static Str newest_version(Arena *arena, Input folder)
{
    Str found = {0};
    size_t n;
    Str *names = input_list(arena, NULL, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Str manifest = str_print(arena, "%.*s/%.*s/gongkai.yaml", STR_ARG(names[i]),
                                 STR_ARG(office_name(OFFICE_PROJECTS)));

        if (input_kind(input_below(arena, folder, manifest)) == INPUT_FILE &&
            (!found.n || version_day(names[i]) >= version_day(found)))
            found = names[i];
    }
    return found;
}

static Str frozen_project(Arena *arena, const Office *office, Input last, Str code)
{
    Str archive = office_name(OFFICE_ARCHIVE), folder, version;
    Input all = input_below(arena, last, archive);

    folder = folder_of(arena, all, code);
    version = folder.n ? newest_version(arena, input_below(arena, all, folder)) : (Str){0};
    if (!version.n)
        return (Str){0};
    return str_print(arena, "%.*s/%.*s/%.*s/%.*s/%.*s", STR_ARG(office->last_year.folder), STR_ARG(archive),
                     STR_ARG(folder), STR_ARG(version), STR_ARG(office_name(OFFICE_PROJECTS)));
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
        Str found = frozen_project(arena, office, last, document->code);

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
