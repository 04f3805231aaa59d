// Tables whose amounts are 10, 1,000 or 10,000 times what the same are in the others of the project, or in
// those of last year or the budget: one of the two is in another unit than it says, or than was taken for it.
#include "check/internal-sizes.h"

// Pairs grow with the square of the tables.
#define MOST_TABLES 150
// Rows are only looked up where tables are few and share no amounts.
#define MOST_LOOKED_UP 60
#define MOST_POWERS ((size_t)2 * SIZE_MOST_POWER + 1)

// ---- two tables

// How often amounts are so many times each other, by the power of ten.
typedef struct Counts {
    size_t of[MOST_POWERS];
    SizePair first[MOST_POWERS];
    size_t close[MOST_POWERS],
        about[MOST_POWERS]; // of two years: so many times but for a usual change, a great one
    size_t all;
} Counts;

typedef struct Conflict {
    const Sized *a, *b;
    SizePair pair;
    int power;  // a is 10^power times b
    bool asked; // it may be so
    bool done;
} Conflict;

typedef VEC(Conflict) Conflicts;

static const int mistakes[] = {-4, -3, -1, 1, 3, 4};

static void count(Counts *counts, int power, Size a, Size b)
{
    int at = power + SIZE_MOST_POWER;

    if (power >= -SIZE_MOST_POWER && power <= SIZE_MOST_POWER && counts->of[at]++ == 0)
        counts->first[at] = (SizePair){a, b};
}

// Of two years. Most items of a department change by less than a quarter from one year to the next, hardly
// one doubles.
static void count_years(Counts *counts, int power, Size a, Size b)
{
    count(counts, power, a, b);
    if (power < -SIZE_MOST_POWER || power > SIZE_MOST_POWER)
        return;
    counts->close[power + SIZE_MOST_POWER] += size_within(a, b, power, 5, 4);
    counts->about[power + SIZE_MOST_POWER] += size_within(a, b, power, 2, 1);
}

// The power again, or 0. A department that was put together of several may have four or ten times as much as
// the year before, never a thousand times; so ten times is told as a mistake only where most amounts are just
// ten times but for a usual change, asked where they are about that, and else left.
static int settle_years(const Counts *counts, int power, bool *asked)
{
    int at = power + SIZE_MOST_POWER;

    *asked = false;
    if (power != 1 && power != -1)
        return power;
    *asked = counts->close[at] * 2 <= counts->all;
    return counts->about[at] * 2 > counts->all ? power : 0;
}

// The unit's power that parts at least `least` of them, where none are equal; 0: none does. chance: what is
// ten times as much may be so by chance.
static int settle(const Counts *counts, size_t least, bool chance, SizePair *pair)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0] && counts->of[SIZE_MOST_POWER] == 0; i++) {
        int at = mistakes[i] + SIZE_MOST_POWER;
        size_t wanted = chance && (mistakes[i] == 1 || mistakes[i] == -1) ? least + 1 : least;

        if (counts->of[at] < wanted)
            continue;
        *pair = counts->first[at];
        return mistakes[i];
    }
    return 0;
}

// By the amounts that both have, to the digit.
static int by_digits(const Sized *a, const Sized *b, SizePair *pair, bool *equal)
{
    Counts counts = {0};
    size_t less = a->long_count < b->long_count ? a->long_count : b->long_count;
    size_t least = (less + 3) / 4;

    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const Size *x = &a->sizes[i], *y = &b->sizes[j];

        if (x->digits > y->digits) {
            j++;
            continue;
        }
        for (size_t k = j; k < b->count && b->sizes[k].digits == x->digits && size_length(*x) >= LONG_LENGTH;
             k++)
            count(&counts, x->power - b->sizes[k].power, *x, b->sizes[k]);
        i++;
    }
    *equal = counts.of[SIZE_MOST_POWER] > 0;
    return settle(&counts, least < 2 ? 2 : least, true, pair);
}

// By the amounts of rows that stand for the same. near: of two years, in which they are much the same.
static int by_rows(Arena *arena, const Sized *a, const Sized *b, bool near, SizePair *pair, bool *asked)
{
    Counts counts = {0};
    Size before = {0};
    int power;

    for (size_t i = 0; i < a->row_count; i++) {
        RowMatches matches = {0};
        Size size = a->rows[i], other;

        table_find_same(arena, size.ref, b->table, -1, &matches);
        if (matches.n != 1 || !size_of_row(b->table, matches.at[0].list, matches.at[0].row, &other) ||
            (size.digits == before.digits && size.power == before.power))
            continue; // a total of one row says nothing new
        before = size;
        counts.all++;
        if (size_power(size, other, near, &power))
            count_years(&counts, power, size, other);
    }
    power = settle(&counts, counts.all > 2 ? (counts.all * 4 + 4) / 5 : 2, near, pair);
    return near ? settle_years(&counts, power, asked) : power;
}

// 预算数/公务接待费 and 公务接待费
static bool columns_alike(CellRef a, CellRef b)
{
    Str x = table_column(a)->path, y = table_column(b)->path; // as templates have them

    return name_path_ends(x, y) || name_path_ends(y, x);
}

// By the greatest amounts of both, where they are the same to the digit, as totals are.
static int by_greatest(const Sized *a, const Sized *b, SizePair *pair)
{
    int power = a->greatest.power - b->greatest.power, length = power == 1 || power == -1 ? 5 : 4;
    Counts counts = {0};

    if (a->greatest.digits == b->greatest.digits && size_length(a->greatest) >= length)
        count(&counts, power, a->greatest, b->greatest);
    return settle(&counts, 1, false, pair);
}

// By the columns of the rows that have their greatest amounts, of two years: tables of one row have no names
// for it.
static int by_columns(const Sized *a, const Sized *b, SizePair *pair, bool *asked)
{
    Counts counts = {0};
    Size before = {0}, size = a->greatest, other = b->greatest;
    uint32_t n = a->table->lists[size.ref.list].spec->count, m = b->table->lists[other.ref.list].spec->count;

    int power;

    for (uint32_t i = 0; i < n * m; i++) {
        size.ref.column = (int)(i / m);
        other.ref.column = (int)(i % m);
        if (!columns_alike(size.ref, other.ref) || !size_of_cell(size.ref, &size) ||
            !size_of_cell(other.ref, &other) || (size.digits == before.digits && size.power == before.power))
            continue;
        before = size;
        counts.all++;
        if (size_power(size, other, true, &power))
            count_years(&counts, power, size, other);
    }
    power = settle(&counts, counts.all > 2 ? (counts.all * 4 + 4) / 5 : 2, true, pair);
    return settle_years(&counts, power, asked);
}

// Whether the other year's table is this one, or the one that the template names for it.
static bool is_counterpart(const Project *project, const Sized *own, const Sized *other)
{
    const TableSpec *spec = own->table->spec;
    Str name = other->book == &project->last_year ? spec->counterpart_last_year : spec->counterpart_budget;

    return name_equal(other->table->spec->name, name.n ? name : spec->name);
}

static void compare(Check *check, const Sized *a, const Sized *b, bool few, Conflicts *conflicts)
{
    SizePair pair;
    bool equal, asked = false, years = a->book != b->book;
    int power = 0;

    if (years && !is_counterpart(check->project, a, b))
        return;
    power = by_digits(a, b, &pair, &equal);
    if (!power && !equal)
        power = by_greatest(a, b, &pair);
    if (!power && !equal && (years || few))
        power = by_rows(check->arena, a, b, years, &pair, &asked);
    if (!power && !equal && years)
        power = by_columns(a, b, &pair, &asked);
    if (power)
        *vec_push(check->arena, conflicts) = (Conflict){a, b, pair, power, asked, false};
}

// ---- which of the two

static size_t conflicts_of(const Conflicts *conflicts, const Sized *sized)
{
    size_t n = 0;

    for (size_t i = 0; i < conflicts->n; i++)
        n += !conflicts->at[i].done && (conflicts->at[i].a == sized || conflicts->at[i].b == sized);
    return n;
}

// The one that differs from more others; of two alike that whose unit is not said.
static bool is_first_suspect(const Conflicts *conflicts, const Conflict *conflict)
{
    size_t a = conflicts_of(conflicts, conflict->a), b = conflicts_of(conflicts, conflict->b);

    if (a != b)
        return a > b;
    return !unit_is_said(conflict->a->table) || unit_is_said(conflict->b->table);
}

static Str unit_told(Check *check, const Table *table)
{
    if (!unit_is_said(table))
        return str_print(check->arena, _("%.*s, which nothing says"), STR_ARG(table->file_unit.name));
    if (!table->origin || !table->origin->unit_place.n)
        return table->file_unit.name;
    return str_print(check->arena, _("%.*s, as %.*s says"), STR_ARG(table->file_unit.name),
                     STR_ARG(table->origin->unit_place));
}

static Str amount_told(Check *check, Size size)
{
    const Cell *cell = table_cell(size.ref);

    return str_print(check->arena, "%.*s%.*s",
                     STR_ARG(number_format(check->arena, cell->stored,
                                           (NumberFormat){.decimals = cell->decimals, .keep_zeros = true})),
                     STR_ARG(table_cell_unit(size.ref).name));
}

static unsigned long times_of(int power)
{
    unsigned long times = 1;

    for (power = power < 0 ? -power : power; power > 0; power--)
        times *= 10;
    return times;
}

static void report(Check *check, Size size, Size other, int power, bool asked)
{
    const Table *table = size.ref.table, *theirs = other.ref.table;

    diag_report(check->diag, asked ? SEVERITY_WARNING : SEVERITY_ERROR, "unit-mistake",
                table_cell_place(table, table_cell(size.ref)),
                str_of(asked ? _("look at the unit above both tables: is it what the amounts are in?")
                             : _("look at the unit above both tables: one is not what its amounts are in")),
                _("the amounts of “%.*s” (read in %.*s) and those of “%.*s” (read in %.*s) differ by %lu "
                  "times: %.*s here"),
                STR_ARG(table->spec->name), STR_ARG(unit_told(check, table)), STR_ARG(theirs->spec->name),
                STR_ARG(unit_told(check, theirs)), times_of(power), STR_ARG(amount_told(check, size)));
    diag_report(check->diag, SEVERITY_NOTE, "unit-mistake", table_cell_place(theirs, table_cell(other.ref)),
                (Str){0}, _("and %.*s here"), STR_ARG(amount_told(check, other)));
}

static bool is_told(const Check *check, const Table *a, const Table *b)
{
    for (size_t i = 0; i < check->mistaken.n; i++) {
        const TablePair *pair = &check->mistaken.at[i];

        if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a))
            return true;
    }
    return false;
}

// Each table once, that first which differs from the most.
static void report_conflicts(Check *check, Conflicts *conflicts)
{
    for (size_t i = 0; i < conflicts->n; i++)
        conflicts->at[i].done = is_told(check, conflicts->at[i].a->table, conflicts->at[i].b->table);
    for (;;) {
        const Conflict *worst = NULL;
        const Sized *suspect = NULL;
        size_t most = 0;

        for (size_t i = 0; i < conflicts->n; i++) {
            const Conflict *conflict = &conflicts->at[i];
            const Sized *one = is_first_suspect(conflicts, conflict) ? conflict->a : conflict->b;

            if (conflict->done || conflicts_of(conflicts, one) <= most)
                continue;
            most = conflicts_of(conflicts, one);
            worst = conflict;
            suspect = one;
        }
        if (!worst)
            return;
        report(check, suspect == worst->a ? worst->pair.a : worst->pair.b,
               suspect == worst->a ? worst->pair.b : worst->pair.a, worst->power, worst->asked);
        for (size_t i = 0; i < conflicts->n; i++)
            conflicts->at[i].done |= conflicts->at[i].a == suspect || conflicts->at[i].b == suspect;
    }
}

// ---- a table that shares nothing with others

static bool is_stock(const Table *table)
{
    return words_in(spec_words(table->spec)[WORDS_STOCK_TABLES], table->spec->name);
}

// No table of a set has more than the whole, which several of them show: one of which nothing says the unit,
// and that has, is in another.
static void check_greatest(Check *check, const Sized *const *sized, size_t n, size_t at)
{
    const Sized *own = sized[at], *greatest = NULL;
    size_t alike = 0;

    if (own->table->spec->number == 0 || unit_is_said(own->table) || is_stock(own->table))
        return;
    for (size_t i = 0; i < n; i++)
        if (i != at && sized[i]->table->spec->number && !is_stock(sized[i]->table) &&
            (!greatest || size_exceeds(sized[i]->greatest, greatest->greatest, 1)))
            greatest = sized[i];
    for (size_t i = 0; i < n; i++)
        alike += i != at && greatest && sized[i]->table->spec->number && !is_stock(sized[i]->table) &&
                 !size_exceeds(greatest->greatest, sized[i]->greatest, 2);
    if (alike < 3 || !size_exceeds(own->greatest, greatest->greatest, 3))
        return;
    diag_report(
        check->diag, SEVERITY_ERROR, "unit-mistake",
        table_cell_place(own->table, table_cell(own->greatest.ref)),
        str_of(_("write 单位： and the unit above the table")),
        _("the greatest amount of “%.*s” (read in %.*s), %.*s, is more than the whole of the other tables"),
        STR_ARG(own->table->spec->name), STR_ARG(unit_told(check, own->table)),
        STR_ARG(amount_told(check, own->greatest)));
    diag_report(check->diag, SEVERITY_NOTE, "unit-mistake",
                table_cell_place(greatest->table, table_cell(greatest->greatest.ref)), (Str){0},
                _("their greatest is %.*s"), STR_ARG(amount_told(check, greatest->greatest)));
}

// ---- figures that the manifest gives of last year

static const Figure *evaluate(Check *check, FigureEnv *env, Str name)
{
    for (size_t i = 0; i < check->project->figure_count; i++)
        if (str_equal(check->project->figures[i].name, name))
            return figure_evaluate(env, name, (FigureContext){0});
    return NULL;
}

static void check_facts(Check *check)
{
    const TableBook *book = &check->project->last_year;
    Diag *unreported = diag_new();
    FigureEnv *env = book->fact_count ? figure_env_new(check->arena, unreported, check->project) : NULL;
    const Fact *first[MOST_POWERS] = {0};
    Counts counts = {0};
    SizePair pair = {0};
    int power;
    bool asked;

    for (size_t i = 0; i < book->fact_count; i++) {
        const Fact *fact = &book->facts[i];
        const Figure *figure = evaluate(check, env, fact->name);
        Size now, then;
        int decimals;

        if (!figure || figure->value.kind != VALUE_NUMBER)
            continue;
        decimals = number_decimals(figure->value.number, 8);
        if (!size_of_number(figure->value.number, decimals, figure->value.unit, &now) ||
            !size_of_number(fact->value, fact->decimals, fact->unit, &then))
            continue;
        counts.all++;
        if (!size_power(now, then, true, &power) || power < -SIZE_MOST_POWER || power > SIZE_MOST_POWER)
            continue;
        count_years(&counts, power, now, then);
        if (!first[power + SIZE_MOST_POWER])
            first[power + SIZE_MOST_POWER] = fact;
    }
    power = settle(&counts, counts.all > 2 ? (counts.all * 4 + 4) / 5 : 2, true, &pair);
    power = settle_years(&counts, power, &asked);
    const Fact *told = power ? first[power + SIZE_MOST_POWER] : NULL;
    if (told)
        diag_report(check->diag, asked ? SEVERITY_WARNING : SEVERITY_ERROR, "unit-mistake", told->place,
                    str_of(_("look at the units of the tables, and at those of the figures here")),
                    _("the figures of last year and those of this year differ by some %lu times"),
                    times_of(power));
    diag_free(unreported);
}

// ---- all

static const Sized **sized_book(Check *check, const TableBook *book, size_t *n)
{
    const Sized **sized = ARENA_ARRAY(check->arena, const Sized *, book->table_count);

    *n = 0;
    for (size_t i = 0; i < book->table_count && *n < MOST_TABLES; i++)
        if (book->tables[i]->spec->published && (sized[*n] = sized_new(check->arena, book->tables[i], book)))
            (*n)++;
    return sized;
}

static void run_book(Check *check, const TableBook *book, const Sized *const *own, size_t own_count)
{
    Conflicts conflicts = {0};
    size_t n;
    const Sized **sized = sized_book(check, book, &n);

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            compare(check, sized[i], sized[k], n <= MOST_LOOKED_UP, &conflicts);
    for (size_t i = 0; i < own_count; i++)
        for (size_t k = 0; k < n; k++)
            compare(check, own[i], sized[k], false, &conflicts);
    report_conflicts(check, &conflicts);
    if (own_count == 0)
        for (size_t i = 0; i < n; i++)
            check_greatest(check, sized, n, i);
}

void sizes_run(Check *check)
{
    const Project *project = check->project;
    size_t n;
    const Sized **own = sized_book(check, &project->book, &n);

    run_book(check, &project->book, NULL, 0);
    run_book(check, &project->last_year, own, n);
    run_book(check, &project->budget, own, n);
    for (size_t i = 0; i < project->unit_count; i++)
        run_book(check, &project->units[i]->book, NULL, 0);
    check_facts(check);
}
