// What rows of the register are to each other: whose document each is, what it stands under, where it is
// kept.
#include "office/internal-exchange.h"

#define NAME_MOST 120 // bytes of the name of a folder
#define DEPTH_MOST 8  // units of units

static void report(Diag *diag, const Office *office, const OfficeDocument *document, OfficeField field,
                   const char *rule, Str hint, Str message)
{
    diag_report(diag, SEVERITY_ERROR, rule, office_said_place(office, document, field), hint, "%.*s",
                STR_ARG(message));
}

// ---- whose it is

static size_t rows_of(const Office *office, Str department)
{
    size_t n = 0;

    for (size_t i = 0; i < office->document_count; i++)
        n += str_equal(office->documents[i].said[FIELD_DEPARTMENT_CODE], department);
    return n;
}

// A row with a unit's code is the unit's, unless it is the only one of its department: then the department
// publishes one document, its unit's and its own.
static bool is_unit(const Office *office, const OfficeDocument *document)
{
    Str department = document->said[FIELD_DEPARTMENT_CODE], unit = document->said[FIELD_UNIT_CODE];

    if (!unit.n || str_equal(unit, department))
        return false;
    return document->said[FIELD_SUPERIOR].n || rows_of(office, department) > 1;
}

static OfficeWay way_of(Str said)
{
    if (words_find(words_builtin.lists[WORDS_REGISTER_NOT_PUBLISHED], said) >= 0)
        return WAY_NONE;
    return words_find(words_builtin.lists[WORDS_REGISTER_WITH_DEPARTMENT], said) >= 0 ? WAY_WITH_DEPARTMENT
                                                                                      : WAY_OWN;
}

static void settle_names(Diag *diag, const Office *office, OfficeDocument *document)
{
    const Str *said = document->said;

    document->unit = is_unit(office, document);
    document->department_code = said[FIELD_DEPARTMENT_CODE];
    document->unit_code = said[FIELD_UNIT_CODE];
    document->code = document->unit ? document->unit_code : document->department_code;
    document->name = said[FIELD_DEPARTMENT_NAME];
    if (document->unit || (!document->name.n && said[FIELD_UNIT_NAME].n))
        document->name = said[FIELD_UNIT_NAME];
    document->short_name = said[FIELD_SHORT_NAME].n ? said[FIELD_SHORT_NAME] : document->name;
    document->way = way_of(said[FIELD_WAY]);
    if (!document->department_code.n)
        report(diag, office, document, FIELD_DEPARTMENT_CODE, "register-code",
               str_of(_("each row has the code of its department")), str_of(_("this row has no code")));
    if (!document->name.n)
        report(diag, office, document, document->unit ? FIELD_UNIT_NAME : FIELD_DEPARTMENT_NAME,
               "register-name", str_of(_("write the name in full, as the seal has it")),
               str_of(_("this row has no name")));
}

static void find_doubles(Arena *arena, Diag *diag, const Office *office)
{
    for (size_t i = 0; i < office->document_count; i++)
        for (size_t k = 0; k < i; k++) {
            const OfficeDocument *document = &office->documents[i], *other = &office->documents[k];

            if (!document->code.n || !str_equal(document->code, other->code))
                continue;
            report(diag, office, document, document->unit ? FIELD_UNIT_CODE : FIELD_DEPARTMENT_CODE,
                   "register-code", str_of(_("keep one of the two, or mend the code")),
                   str_print(arena, _("“%.*s” has the code %.*s, which “%.*s” has in line %u"),
                             STR_ARG(document->name), STR_ARG(document->code), STR_ARG(other->name),
                             other->line));
            break;
        }
}

// Rows of units that call their department otherwise than its own row.
static void check_department_names(Arena *arena, Diag *diag, const Office *office)
{
    for (size_t i = 0; i < office->document_count; i++) {
        const OfficeDocument *document = &office->documents[i];
        Str name = document->said[FIELD_DEPARTMENT_NAME];

        if (document->unit && name.n && document->department && document->department_code.n &&
            str_equal(document->department->code, document->department_code) &&
            !name_equal(name, document->department->said[FIELD_DEPARTMENT_NAME]))
            report(diag, office, document, FIELD_DEPARTMENT_NAME, "register-name",
                   str_of(_("one of the two is wrong, the code or the name")),
                   str_print(arena, _("the department %.*s is “%.*s” here, and “%.*s” in line %u"),
                             STR_ARG(document->department_code), STR_ARG(name),
                             STR_ARG(document->department->said[FIELD_DEPARTMENT_NAME]),
                             document->department->line));
    }
}

// ---- what it stands under

static OfficeDocument *find(const Office *office, Str code, const OfficeDocument *but)
{
    for (size_t i = 0; i < office->document_count; i++)
        if (&office->documents[i] != but && code.n && str_equal(office->documents[i].code, code))
            return &office->documents[i];
    return NULL;
}

static void settle_superior(Arena *arena, Diag *diag, const Office *office, OfficeDocument *document)
{
    Str said = document->said[FIELD_SUPERIOR], code = document->department_code;

    if (words_find(words_builtin.lists[WORDS_REGISTER_NO_SUPERIOR], said) >= 0)
        said = (Str){0};
    if (said.n && !str_equal(said, document->code))
        code = said;
    else if (!document->unit)
        return;
    document->superior = find(office, code, document);
    if (!document->superior)
        report(diag, office, document, said.n ? FIELD_SUPERIOR : FIELD_DEPARTMENT_CODE, "register-superior",
               str_of(_("add its row to the register: a department has a row of its own, without a unit's "
                        "code")),
               str_print(arena, _("“%.*s” stands under %.*s, which the register does not have"),
                         STR_ARG(document->name), STR_ARG(code)));
}

// The department at the top. Of a circle, which is reported, the one whose code the row has: no amounts of it
// are lost meanwhile.
static const OfficeDocument *top_of(Arena *arena, Diag *diag, const Office *office, OfficeDocument *document)
{
    const OfficeDocument *at = document;

    for (int depth = 0; at->superior; depth++) {
        at = at->superior;
        if (at != document && depth < DEPTH_MOST)
            continue;
        report(diag, office, document, FIELD_SUPERIOR, "register-superior",
               str_of(_("a unit names what it stands under, never what stands under it")),
               str_print(arena, _("“%.*s” stands under itself"), STR_ARG(document->name)));
        at = find(office, document->department_code, document);
        break;
    }
    return at && at->unit ? NULL : at;
}

// ---- where it is kept

// 101_县府办; a name that no file can have loses what it cannot.
static Str folder_name(Arena *arena, const OfficeDocument *document)
{
    Str code = filename_clean(arena, document->code, NAME_MOST / 2);
    Str name = filename_clean(arena, document->short_name, NAME_MOST);

    if (!code.n)
        code = str_print(arena, "%u", document->line);
    return name.n ? str_print(arena, "%.*s_%.*s", STR_ARG(code), STR_ARG(name)) : code;
}

static Str below(Arena *arena, Str folder, Str name)
{
    return str_print(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

// What is there already goes on under its old name where the short name changed: it is found by the code.
static Str kept_folder(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document, Str in,
                       Str name)
{
    Input folder = office_input(arena, office, in);
    Str begin = str_print(arena, "%.*s_", STR_ARG(document->code));
    size_t n;
    Str *names = input_list(arena, diag, folder, &n), found = {0};

    for (size_t i = 0; i < n; i++) {
        if (str_equal(names[i], name)) {
            found = name;
            break;
        }
        if (str_starts(names[i], begin) || str_equal(names[i], document->code))
            found = names[i];
    }
    return below(arena, in, found.n && document->code.n ? found : name);
}

static void settle_paths(Arena *arena, Diag *diag, const Office *office, OfficeDocument *document)
{
    Str name = folder_name(arena, document), internal = office_name(OFFICE_INTERNAL);

    document->folder = kept_folder(arena, diag, office, document, office_name(OFFICE_DEPARTMENTS), name);
    document->internal = below(arena, internal, name);
    document->drafts = kept_folder(
        arena, diag, office, document,
        below(arena, internal, words_first(words_builtin.lists[WORDS_FILL_NAMES].of[NAME_DRAFTS])), name);
    document->project = below(arena, below(arena, internal, office_name(OFFICE_PROJECTS)), name);
    document->output = kept_folder(arena, diag, office, document, office_name(OFFICE_PUBLISHED), name);
    document->archive = kept_folder(arena, diag, office, document, office_name(OFFICE_ARCHIVE), name);
}

// ---- dates

static void check_kind(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document)
{
    WordList kinds = words_builtin.lists[WORDS_REGISTER_KINDS];
    Str said = document->said[FIELD_KIND];

    for (size_t i = 0; i < kinds.n; i++)
        if (words_find(kinds.of[i], said) >= 0)
            return;
    if (said.n)
        report(
            diag, office, document, FIELD_KIND, "register-value",
            str_print(arena, _("write one of %.*s"), STR_ARG(str_join(arena, kinds.at, kinds.n, STR(", ")))),
            str_print(arena, _("“%.*s” is no kind of unit"), STR_ARG(said)));
}

static void check_dates(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document)
{
    static const OfficeField fields[] = {FIELD_APPROVED, FIELD_DUE, FIELD_SECRECY_DATE, FIELD_SIGNED};

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        Str said = document->said[fields[i]];
        Date date;
        int days;

        if (said.n && !office_date(said, &date) && !(fields[i] == FIELD_DUE && office_days(said, &days)))
            report(diag, office, document, fields[i], "register-value", str_of(_("write 2023-02-10")),
                   str_print(arena, _("“%.*s” is no date"), STR_ARG(said)));
    }
}

void documents_settle(Arena *arena, Diag *diag, Office *office)
{
    for (size_t i = 0; i < office->document_count; i++)
        settle_names(diag, office, &office->documents[i]);
    find_doubles(arena, diag, office);
    for (size_t i = 0; i < office->document_count; i++)
        settle_superior(arena, diag, office, &office->documents[i]);
    for (size_t i = 0; i < office->document_count; i++) {
        OfficeDocument *document = &office->documents[i];

        document->department = top_of(arena, diag, office, document);
        if (find(office, document->code, NULL) != document)
            document->department = NULL; // of two the first
        settle_paths(arena, diag, office, document);
        check_dates(arena, diag, office, document);
        check_kind(arena, diag, office, document);
    }
    check_department_names(arena, diag, office);
}

// ---- --only

static bool is_named(Arena *arena, const OfficeDocument *document, Str name)
{
    Str all = str_ends(name, STR("/*")) ? str_slice(name, 0, name.n - 2) : (Str){0};

    (void)arena;
    if (str_equal(document->code, name) || name_equal(document->name, name) ||
        name_equal(document->short_name, name) ||
        (document->unit_code.n && str_equal(document->unit_code, name)))
        return true;
    return all.n && document->department &&
           (str_equal(document->department->code, all) || name_equal(document->department->name, all) ||
            name_equal(document->department->short_name, all));
}

static void select_one(Arena *arena, Diag *diag, Office *office, Str name)
{
    Str *known = ARENA_ARRAY(arena, Str, office->document_count * 2 + 1);
    size_t n = 0;
    bool found = false;

    for (size_t i = 0; i < office->document_count; i++) {
        OfficeDocument *document = &office->documents[i];

        known[n++] = document->short_name;
        known[n++] = document->code;
        if (!is_named(arena, document, name))
            continue;
        document->selected = found = true;
    }
    if (!found)
        diag_report(diag, SEVERITY_ERROR, "register-only", (Place){.file = office->register_file},
                    yaml_hint_nearest(arena, name, known, n), _("the register has no “%.*s”"), STR_ARG(name));
}

void documents_select(Arena *arena, Diag *diag, Office *office, const char *only)
{
    size_t n;
    Str *names = office_parts(arena, only ? str_of(only) : (Str){0}, &n);

    for (size_t i = 0; i < office->document_count; i++)
        office->documents[i].selected = !only;
    for (size_t i = 0; i < n; i++)
        select_one(arena, diag, office, names[i]);
}
