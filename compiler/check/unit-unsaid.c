// Tables of which nothing says the unit: their amounts were taken to be in the template's or the manifest's,
// which is said once.
#include "check/internal-sizes.h"

#define MOST_NAMED 5

bool unit_is_said(const Table *table)
{
    const TableOrigin *origin = table->origin;

    return !origin || table->spec->unit_given || origin->unit_place.n || origin->unit_in_heads;
}

// A CSV that begins with its header is written for Gongkai: it has no place for a unit.
static bool may_say(const Table *table)
{
    return table->sheet.n || table->origin->above > 0;
}

typedef struct Unsaid {
    Unit unit; // of the first of them
    const Table *first;
    size_t count;
    StrBuf names;
} Unsaid;

static bool has_money(const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++) {
            Size size;

            if (size_of_row(table, (int)l, (int)r, &size))
                return true;
        }
    return false;
}

static bool is_unsaid(const Table *table)
{
    return table->file_unit.kind == UNIT_MONEY && table->spec->published && !unit_is_said(table) &&
           has_money(table);
}

static void add(Unsaid *unsaid, const Table *table)
{
    if (!unsaid->first)
        unsaid->first = table;
    if (unsaid->count++ >= MOST_NAMED)
        return;
    if (unsaid->count > 1)
        buf_add_c(&unsaid->names, _(", "));
    buf_print(&unsaid->names, _("“%.*s”"), STR_ARG(table->spec->name));
}

static void report(Check *check, Unsaid *unsaid, Unit unit)
{
    Place place = {.file = unsaid->first->file};

    if (unsaid->count > MOST_NAMED)
        diag_report(check->diag, SEVERITY_NOTE, "unit-unsaid", place,
                    str_of(_("write 单位： and the unit above each of them")),
                    _("no unit is said in %zu tables, whose amounts were read in %.*s: %.*s …"),
                    unsaid->count, STR_ARG(unit.name), STR_ARG(buf_str(&unsaid->names)));
    else
        diag_report(
            check->diag, SEVERITY_NOTE, "unit-unsaid", place,
            str_of(_("write 单位： and the unit above each of them")),
            dngettext(GONGKAI_DOMAIN, "no unit is said in %zu table, whose amounts were read in %.*s: %.*s",
                      "no unit is said in %zu tables, whose amounts were read in %.*s: %.*s", unsaid->count),
            unsaid->count, STR_ARG(unit.name), STR_ARG(buf_str(&unsaid->names)));
}

// Those in the unit of the first that is not told yet; false where there is none.
static bool report_next(Check *check, const TableBook *book, bool *told)
{
    Unsaid unsaid = {.names = {.arena = check->arena}};
    Unit unit = {0};

    for (size_t i = 0; i < book->table_count; i++) {
        const Table *table = book->tables[i];

        if (told[i] || !may_say(table) || (unsaid.first && !unit_equal(unit, table->file_unit)))
            continue;
        told[i] = true;
        unit = table->file_unit;
        add(&unsaid, table);
    }
    if (unsaid.first)
        report(check, &unsaid, unit);
    return unsaid.first;
}

static void run_book(Check *check, const TableBook *book, CheckSummary *summary)
{
    bool *told = ARENA_ARRAY(check->arena, bool, book->table_count);

    for (size_t i = 0; i < book->table_count; i++) {
        told[i] = !is_unsaid(book->tables[i]);
        if (told[i] || may_say(book->tables[i]) || book != &check->project->book)
            continue;
        summary->unsaid++;
        summary->unsaid_unit = book->tables[i]->file_unit;
    }
    while (report_next(check, book, told))
        continue;
}

void unsaid_run(Check *check, CheckSummary *summary)
{
    const Project *project = check->project;

    run_book(check, &project->book, summary);
    run_book(check, &project->last_year, summary);
    run_book(check, &project->budget, summary);
    for (size_t i = 0; i < project->unit_count; i++)
        run_book(check, &project->units[i]->book, summary);
}
