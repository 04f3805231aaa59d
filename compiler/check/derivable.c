// withheld-derivable: a withheld amount that follows, by subtraction, from what is published.
//
// Unknown is each amount of a withheld item in each table that has a gap where it would stand; known is every
// cell that is published, of the department and of its units. The equations: what a shown row has more than
// what is shown below it is what is withheld there; a total column is the sum of its columns; a department's
// item is the sum of its units'; an item is the same in two tables where a rule of the template says so. What
// these determine is told. An item of which nothing at all is known but that all below another is left out
// (`below:`) is never determined, for nobody knows how many there are.
//
// Not looked at: the text (typed amounts), rates, and documents of others.
#include "check/linear.h"
#include "check/withheld.h"

typedef struct Unknown {
    const Project *project;
    const Table *table;
    int list, column;
    Str code;      // of the item
    CellRef whole; // where it is missing from
} Unknown;

typedef struct Derivation {
    Check *check;
    Arena *arena;
    VEC(Unknown) unknowns;
    VEC(LinearEquation) equations;
} Derivation;

typedef VEC(LinearTerm) Terms;

static void add_equation(Derivation *d, const Terms *terms, mpq_srcptr sum)
{
    if (terms->n)
        *vec_push(d->arena, &d->equations) =
            (LinearEquation){terms->at, terms->n, number_freeze(d->arena, sum)};
}

static size_t find_unknown(const Derivation *d, const Project *project, int table, int list, int column,
                           Str code)
{
    for (size_t i = 0; i < d->unknowns.n; i++) {
        const Unknown *one = &d->unknowns.at[i];

        if (one->project == project && one->table->spec->number == table && one->list == list &&
            one->column == column && str_equal(one->code, code))
            return i;
    }
    return d->unknowns.n;
}

// ---- gaps

static bool is_counted(const Table *table, int list, int column)
{
    const ColumnSpec *spec = table_column((CellRef){table, list, 0, column});

    return spec->kind == COLUMN_AMOUNT && spec->unit.kind != UNIT_RATIO;
}

// What a row has more than what is shown below it; false where a cell is no number.
static bool gap_of(Derivation *d, CellRef whole, const RowMatches *shown, mpq_ptr gap)
{
    const Cell *cell = table_cell(whole);

    if (cell->kind == CELL_TEXT)
        return false;
    if (cell->stored)
        mpq_set(gap, cell->stored);
    for (size_t i = 0; i < shown->n; i++) {
        cell = table_cell((CellRef){whole.table, whole.list, shown->at[i].row, whole.column});
        if (cell->kind == CELL_TEXT)
            return false;
        if (cell->stored)
            mpq_sub(gap, gap, cell->stored);
    }
    (void)d;
    return true;
}

static int total_of(const List *list)
{
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind == ROW_TOTAL)
            return (int)i;
    return -1;
}

// The nearest row above an item that is shown: an account item, else the total. -1 where there is none.
static int above(Derivation *d, const Table *table, int list, Str code)
{
    const List *of = &table->lists[list];

    for (size_t n = code.n; n > 3; n -= 2) {
        RowMatches found = {0};

        table_find_rows(d->arena, table, list, str_slice(code, 0, n - 2), &found);
        if (found.n)
            return found.at[0].row;
    }
    return withheld_fits(of, code) ? total_of(of) : -1;
}

static bool is_shown(Derivation *d, const Table *table, int list, Str code)
{
    RowMatches found = {0};

    table_find_rows(d->arena, table, list, code, &found);
    return found.n > 0;
}

// Items that a project withholds and that stand under none that it withholds too.
static bool is_item(const Project *project, size_t i)
{
    const Withheld *one = &project->withheld[i];

    for (size_t k = 0; k < project->withheld_count; k++) {
        const Withheld *other = &project->withheld[k];
        bool below = one->what.n > other->what.n && str_starts(one->what, other->what);
        bool same = k < i && other->kind == WITHHELD_ITEM && str_equal(other->what, one->what);

        if (one->kind == WITHHELD_ITEM && (other->kind == WITHHELD_ITEM || other->kind == WITHHELD_BELOW) &&
            (below || same))
            return false;
    }
    return one->kind == WITHHELD_ITEM;
}

typedef struct Gap {
    const Project *project;     // whose table it is
    const Project *withholding; // whose withheld.yaml names the items
    const Table *table;
    int list, row;
} Gap;

// All items that are missing from one row, in all columns where it has more than is shown.
static void add_gap(Derivation *d, const Gap *gap)
{
    const List *list = &gap->table->lists[gap->list];
    const Row *row = &list->rows[gap->row];
    RowMatches shown = {0};

    table_children(d->arena, gap->table, gap->list, row->kind == ROW_TOTAL ? -1 : gap->row, &shown);
    for (int c = 0; c < (int)list->spec->count; c++) {
        CellRef whole = {gap->table, gap->list, gap->row, c};
        Terms terms = {0};
        mpq_t sum;

        if (!is_counted(gap->table, gap->list, c))
            continue;
        mpq_init(sum);
        if (gap_of(d, whole, &shown, sum) && mpq_sgn(sum) != 0) {
            for (size_t i = 0; i < gap->withholding->withheld_count; i++) {
                Str code = gap->withholding->withheld[i].what;

                if (!is_item(gap->withholding, i) || is_shown(d, gap->table, gap->list, code) ||
                    above(d, gap->table, gap->list, code) != gap->row)
                    continue;
                *vec_push(d->arena, &terms) = (LinearTerm){d->unknowns.n, 1};
                *vec_push(d->arena, &d->unknowns) =
                    (Unknown){gap->project, gap->table, gap->list, c, code, whole};
            }
            add_equation(d, &terms, sum);
        }
        mpq_clear(sum);
    }
}

// Whether all below a row is left out, however many that are.
static bool is_cut(const Project *project, const Row *row)
{
    for (size_t i = 0; i < project->withheld_count; i++)
        if (project->withheld[i].kind == WITHHELD_BELOW && str_equal(project->withheld[i].what, row->code))
            return true;
    return false;
}

static void add_list(Derivation *d, Gap gap)
{
    const List *list = &gap.table->lists[gap.list];
    bool *done = ARENA_ARRAY(d->arena, bool, list->row_count + 1);

    for (size_t i = 0; i < gap.withholding->withheld_count; i++) {
        if (!is_item(gap.withholding, i))
            continue;
        gap.row = above(d, gap.table, gap.list, gap.withholding->withheld[i].what);
        if (gap.row < 0 || done[gap.row] || is_cut(gap.withholding, &list->rows[gap.row]))
            continue;
        done[gap.row] = true;
        add_gap(d, &gap);
    }
}

static void add_tables(Derivation *d, const Project *project, const Project *withholding)
{
    for (size_t t = 0; t < project->book.table_count; t++) {
        const Table *table = project->book.tables[t];

        for (size_t l = 0; table->spec->published && table->file.n && l < table->spec->list_count; l++)
            if (table->lists[l].spec->hierarchy == HIERARCHY_CODE)
                add_list(d, (Gap){project, withholding, table, (int)l, -1});
    }
}

// ---- between unknowns

static void add_columns(Derivation *d)
{
    for (size_t i = 0; i < d->unknowns.n; i++) {
        const Unknown one = d->unknowns.at[i];
        size_t n, at;
        const int *addends = figure_addends(d->arena, one.table, one.list, one.column, &n);
        Terms terms = {0};
        mpq_t zero;

        *vec_push(d->arena, &terms) = (LinearTerm){i, 1};
        for (size_t k = 0; k < n; k++) {
            at = find_unknown(d, one.project, one.table->spec->number, one.list, addends[k], one.code);
            if (at < d->unknowns.n) // where there is no gap there is nothing
                *vec_push(d->arena, &terms) = (LinearTerm){at, -1};
        }
        mpq_init(zero);
        if (n)
            add_equation(d, &terms, zero);
        mpq_clear(zero);
    }
}

static void add_units(Derivation *d)
{
    const Project *project = d->check->project;

    for (size_t i = 0; i < d->unknowns.n; i++) {
        const Unknown one = d->unknowns.at[i];
        Terms terms = {0};
        mpq_t zero;

        if (one.project != project || project_withheld_count(project, WITHHELD_UNIT) || !project->units_whole)
            continue;
        *vec_push(d->arena, &terms) = (LinearTerm){i, 1};
        for (size_t u = 0; u < project->unit_count; u++) {
            size_t at =
                find_unknown(d, project->units[u], one.table->spec->number, one.list, one.column, one.code);

            if (at < d->unknowns.n)
                *vec_push(d->arena, &terms) = (LinearTerm){at, -1};
        }
        mpq_init(zero);
        if (terms.n > 1)
            add_equation(d, &terms, zero);
        mpq_clear(zero);
    }
}

// 行[{甲}] = {乙}[行]: two columns that are the same of each item. False where the claim is none of those.
static bool same_columns(const Template *t, Str that, const Meaning **a, const Meaning **b)
{
    size_t from = 0, at, n;
    Str left = meaning_in(that, &from, &at), right;
    Arena *scratch;
    Str plain;
    bool same;

    if (!left.n || !(right = meaning_in(that, &from, &at)).n)
        return false;
    *a = template_meanings(t, left, &n);
    *b = template_meanings(t, right, &n);
    scratch = arena_new();
    plain = str_print(scratch, "行[{%.*s}] = {%.*s}[行]", STR_ARG(left), STR_ARG(right));
    same = *a && *b && str_equal(that, plain);
    arena_free(scratch);
    return same;
}

static void add_same(Derivation *d, const Meaning *a, const Meaning *b)
{
    mpq_t zero;

    mpq_init(zero);
    for (size_t i = 0; i < d->unknowns.n; i++)
        for (size_t k = 0; k < d->unknowns.n; k++) {
            const Unknown *x = &d->unknowns.at[i], *y = &d->unknowns.at[k];
            Terms terms = {0};

            if (x->project != y->project || !str_equal(x->code, y->code) ||
                x->table->spec->number != a->table || y->table->spec->number != b->table ||
                table_find_column(x->table, x->list, a->column, NULL) != x->column ||
                table_find_column(y->table, y->list, b->column, NULL) != y->column)
                continue;
            *vec_push(d->arena, &terms) = (LinearTerm){i, 1};
            *vec_push(d->arena, &terms) = (LinearTerm){k, -1};
            add_equation(d, &terms, zero);
        }
    mpq_clear(zero);
}

static void add_rules(Derivation *d)
{
    const Template *t = d->check->project->template;
    const Meaning *a, *b;

    for (size_t i = 0; i < t->rule_count; i++)
        if (same_columns(t, t->rules[i].that.text, &a, &b))
            add_same(d, a, b);
}

// ---- told

static void report(Check *check, Str what, CellRef whole, bool other)
{
    const Str hint =
        other ? str_of(_("a unit's own tables show it"))
              : str_of(_("withhold a second item under the same one, or all below it with `below:`"));

    diag_report(check->diag, SEVERITY_ERROR, "withheld-derivable",
                whole.row < 0 ? (Place){.file = whole.table->file}
                              : table_cell_place(whole.table, table_cell(whole)),
                hint,
                _("“%.*s” is withheld, but follows by subtraction from what is published: %.*s less what is "
                  "shown of it"),
                STR_ARG(what),
                STR_ARG(figure_item_name(check->arena, &(TraceItem){.year = YEAR_THIS, .cell = whole})));
}

static void tell(Derivation *d, const LinearValue *values)
{
    for (size_t i = 0; i < d->unknowns.n; i++) {
        const Unknown *one = &d->unknowns.at[i];
        bool told = false;

        for (size_t k = 0; k < i && !told; k++)
            told = values[k].state == LINEAR_DETERMINED && mpq_sgn(values[k].value) != 0 &&
                   d->unknowns.at[k].project == one->project && str_equal(d->unknowns.at[k].code, one->code);
        if (!told && values[i].state == LINEAR_DETERMINED && mpq_sgn(values[i].value) != 0)
            report(d->check, one->code, one->whole, one->project != d->check->project);
        if (values[i].state == LINEAR_UNSOLVED && i == 0)
            diag_report(d->check->diag, SEVERITY_ERROR, "withheld-derivable",
                        (Place){.file = d->check->project->manifest->name}, (Str){0},
                        _("what is withheld is too much to tell whether it follows from the rest: more than "
                          "%d amounts hang together"),
                        LINEAR_MOST);
    }
}

// A department's table that is the sum of those of its units.
static void check_table(Check *check, const Withheld *one)
{
    const Project *project = check->project;
    const Table *table = NULL;

    for (size_t u = 0; u < project->unit_count; u++) {
        table = book_find(&project->units[u]->book, one->what);
        if (!table || table->file.n == 0)
            return;
    }
    if (table && project->units_whole && project_withheld_count(project, WITHHELD_UNIT) == 0)
        diag_report(
            check->diag, SEVERITY_ERROR, "withheld-derivable", (Place){.file = table->file},
            str_of(_("withhold it of a unit too")),
            _("“%.*s” is withheld, but follows from what is published: it is the sum of the units' tables"),
            STR_ARG(one->what));
}

// What was withheld last year, in a column of the year before or of the change from it.
static void check_last_year(Check *check, const Table *table)
{
    const Project *last = check->project->last_year.project;

    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            for (int c = 0; c < (int)table->lists[l].spec->count; c++) {
                CellRef ref = {table, (int)l, (int)r, c};
                const Cell *cell = table_cell(ref);
                Str code = table->lists[l].rows[r].code;

                if (cell->kind != CELL_AMOUNT || mpq_sgn(cell->stored) == 0 || table_code_level(code) < 0 ||
                    !project_withholds_item(last, code) || !withheld_tells_last_year(ref))
                    continue;
                diag_report(
                    check->diag, SEVERITY_ERROR, "withheld-derivable", table_cell_place(table, cell),
                    str_of(_("leave the cells of last year and of the change blank")),
                    _("“%.*s” was withheld last year, but its amount follows from %.*s"), STR_ARG(code),
                    STR_ARG(figure_item_name(check->arena, &(TraceItem){.year = YEAR_THIS, .cell = ref})));
            }
}

void derivable_run(Check *check)
{
    const Project *project = check->project;
    Derivation d = {.check = check, .arena = arena_new()};

    add_tables(&d, project, project);
    for (size_t u = 0; u < project->unit_count; u++)
        add_tables(&d, project->units[u], project->units[u]->withheld_count ? project->units[u] : project);
    add_columns(&d);
    add_units(&d);
    add_rules(&d);
    tell(&d, linear_solve(d.arena, d.equations.at, d.equations.n, d.unknowns.n));
    arena_free(d.arena);
    for (size_t i = 0; i < project->withheld_count; i++)
        if (project->withheld[i].kind == WITHHELD_TABLE)
            check_table(check, &project->withheld[i]);
    for (size_t i = 0; project->last_year.project && i < project->book.table_count; i++)
        if (project->book.tables[i]->spec->published)
            check_last_year(check, project->book.tables[i]);
}
