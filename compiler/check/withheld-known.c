// Whether what withheld.yaml names is there to be withheld: a code or a unit that is mistyped guards nothing.
#include "check/withheld.h"

#include <string.h>

// Characters of the code of a 类.
#define CLASS_LENGTH 3

static bool has_code(const Table *table, Str code)
{
    for (size_t l = 0; table && l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            if (str_equal(table->lists[l].rows[r].code, code))
                return true;
    return false;
}

static bool book_has_code(const TableBook *book, Str code)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (has_code(book->tables[i], code))
            return true;
    return false;
}

// In the classification, or in a table of this year, the last, the budget or a unit.
static bool is_known(const Project *project, Str code)
{
    bool known = has_code(project->accounts, code) || book_has_code(&project->book, code) ||
                 book_has_code(&project->last_year, code) || book_has_code(&project->budget, code);

    for (size_t i = 0; i < project->accounts_before_count; i++)
        known |= has_code(project->accounts_before[i], code);
    for (size_t u = 0; u < project->unit_count; u++)
        known |= book_has_code(&project->units[u]->book, code);
    return known;
}

// Whether the classification has all its items: that which comes with the templates has the 类, the 款 and
// few 项. Of most 款 it has some then.
static bool is_whole(const Table *accounts)
{
    const List *list = &accounts->lists[0];
    size_t kinds = 0, items = 0;

    for (size_t r = 0; r < list->row_count; r++) {
        if (list->rows[r].code.n != CLASS_LENGTH + 2 || list->rows[r].code.at[0] != '2')
            continue;
        kinds++;
        items += r + 1 < list->row_count && str_starts(list->rows[r + 1].code, list->rows[r].code);
    }
    return kinds && items * 2 > kinds;
}

// The known code with two digits that stand side by side the other way round.
static Str turned_round(Check *check, Str code)
{
    char *digits = ARENA_ARRAY(check->arena, char, code.n + 1);
    Str other = {digits, code.n};

    for (size_t i = 0; i + 1 < code.n; i++) {
        memcpy(digits, code.at, code.n);
        digits[i] = code.at[i + 1];
        digits[i + 1] = code.at[i];
        if (!str_equal(other, code) && is_known(check->project, other))
            return other;
    }
    return (Str){0};
}

// The hint names what is known; a remark names nothing that is withheld, as reports of it are passed on.
static void report_unsure(Check *check, const Withheld *one, Str hint, const char *message)
{
    diag_report(check->diag, SEVERITY_NOTE, "withheld-unknown",
                (Place){.file = one->place.file, .line = one->place.line}, hint, "%s", message);
}

// What codes begin with: of income, by function, by economy of departments and of governments.
#define KINDS "1235"

// Whether the classification tells that there is no such code: by its kind, as a list may have one kind
// alone.
static bool is_refused(const Project *project, Str code)
{
    const Table *accounts = project->accounts;

    if (!accounts)
        return false;
    if (!withheld_fits(&accounts->lists[0], code))
        return !strchr(KINDS, code.at[0]);
    return is_whole(accounts) || !is_known(project, str_slice(code, 0, CLASS_LENGTH));
}

static void check_code(Check *check, const Withheld *one)
{
    Str near, hint;

    if (is_known(check->project, one->what))
        return;
    near = turned_round(check, one->what);
    hint = yaml_hint_nearest(check->arena, one->what, &near, near.n > 0);
    if (is_refused(check->project, one->what))
        diag_report(check->diag, SEVERITY_ERROR, "withheld-unknown", one->place, hint,
                    _("“%.*s” is no code of the classification, and of no table"), STR_ARG(one->what));
    else
        report_unsure(
            check, one, hint,
            _("no table and no list of account items has the code that this line withholds: compare "
              "its digits with the approval"));
}

// Below a 项, and below a 款 by economic classification, the classification has nothing.
static void check_below(Check *check, const Withheld *one)
{
    bool lowest = one->what.n > CLASS_LENGTH + 2 ||
                  (one->what.n > CLASS_LENGTH && one->what.at[0] != '2' && one->what.at[0] != '1');

    if (lowest)
        diag_report(
            check->diag, SEVERITY_ERROR, "withheld-unknown", one->place,
            str_of(_("write `item:` where it is withheld itself, or `below:` with the code above it")),
            _("nothing stands below “%.*s”, which is of the lowest level"), STR_ARG(one->what));
    else
        check_code(check, one);
}

static bool has_unit(const Project *project, Str name)
{
    for (size_t u = 0; project && u < project->unit_count; u++)
        if (name_equal(project->units[u]->department, name))
            return true;
    return false;
}

// One that is withheld stands in no list of this year's: last year's may have it.
static void check_unit(Check *check, const Withheld *one)
{
    const Project *project = check->project, *before = project->last_year.project;
    Str *names = ARENA_ARRAY(check->arena, Str, project->unit_count + (before ? before->unit_count : 0) + 1);
    size_t n = 0;

    if (has_unit(project, one->what) || has_unit(before, one->what) ||
        (before && project_withholds(before, WITHHELD_UNIT, one->what)))
        return;
    for (size_t u = 0; u < project->unit_count; u++)
        names[n++] = project->units[u]->department;
    for (size_t u = 0; before && u < before->unit_count; u++)
        names[n++] = before->units[u]->department;
    report_unsure(check, one, yaml_hint_nearest(check->arena, one->what, names, n),
                  _("no project has a unit of the name that this line withholds: compare it with the "
                    "approval, as only this name is looked for"));
}

void withheld_known_run(Check *check)
{
    for (size_t i = 0; i < check->project->withheld_count; i++) {
        const Withheld *one = &check->project->withheld[i];

        if (one->kind == WITHHELD_ITEM)
            check_code(check, one);
        else if (one->kind == WITHHELD_BELOW)
            check_below(check, one);
        else if (one->kind == WITHHELD_UNIT)
            check_unit(check, one);
    }
}
