// Cells, changes and wholes that an amount's own words leave open, and that its value bears out: where what
// stands near it names them and just one has that value.
#include "convert/internal-bind.h"

#define TELLING 100     // units of its last digit, of an amount that hardly stands elsewhere by chance
#define ROUNDED 1000    // of one that a cell has only when rounded
#define MOST_CHANGED 80 // cells whose change is tried

// ---- cells

typedef struct Near {
    BindReader *reader;
    const Amount *amount;
    Str words, name;
    VEC(CellRef) found;
} Near;

static bool is_held(const Near *near, CellRef ref)
{
    return near->name.n == 0 || name_distance(near->reader, &(TraceItem){.cell = ref}, near->name) > 0;
}

static void take_telling(void *context, CellRef ref)
{
    Near *near = context;
    const Amount *amount = near->amount;
    Unit unit = table_cell_unit(ref);

    if (!named_has(near->reader, amount, near->words, ref) ||
        (!bind_telling(amount, ROUNDED) &&
         !mpq_equal(unit_convert(near->reader->convert->arena, table_cell(ref)->stored, unit, amount->unit),
                    amount->number)) ||
        !is_held(near, ref))
        return;
    *vec_push(near->reader->convert->arena, &near->found) = ref;
}

// Whatever its amount: the row of that name, in the column of totals; the column, in the row of totals; what
// the template calls so.
static void take_called(Near *near)
{
    BindReader *reader = near->reader;
    const Spots *spots = spots_of(reader);

    for (size_t i = 0; i < spots->all.n; i++)
        if (spot_called(reader, &spots->all.at[i], near->name) &&
            !named_other(reader, near->words, spots->all.at[i].ref))
            *vec_push(reader->convert->arena, &near->found) = spots->all.at[i].ref;
}

// Of the cells found the one that is meant: in the heading's table where one is there, by the name that goes
// least beyond the words; no table where others are left that no rule proves equal.
static CellRef the_one(const Near *near)
{
    const Convert *convert = near->reader->convert;
    const Table *table = near->reader->said.table;
    CellRef one = {0};
    size_t least = 0;
    bool here = false;

    for (size_t i = 0; i < near->found.n; i++)
        here = here || near->found.at[i].table == table;
    for (size_t i = 0; i < near->found.n; i++) {
        CellRef ref = near->found.at[i];
        TraceItem item = {.cell = ref};
        size_t far = name_distance(near->reader, &item, near->name);

        if ((here && ref.table != table) || (least && far > least) ||
            (one.table && equal_items(convert, &item, &(TraceItem){.cell = one})))
            continue;
        one = least && far == least ? (CellRef){0} : ref;
        least = far;
    }
    return one;
}

// The total of the table that the heading names.
static CellRef heading_total(const BindReader *reader)
{
    CellRef ref = {.table = reader->said.table};

    if (!ref.table || ref.table->spec->list_count != 1)
        return (CellRef){0};
    for (; ref.row < (int)ref.table->lists[0].row_count; ref.row++) {
        if (!spot_in_total(ref))
            continue;
        ref.column = spot_total_column(reader, (CellRef){ref.table, 0, ref.row, -1});
        return ref.column >= 0 && spot_is_money(ref) ? ref : (CellRef){0};
    }
    return (CellRef){0};
}

static SaidSubject subject_at(const BindReader *reader, CellRef ref)
{
    SaidSubject subject = {.expression = named_expression(reader->convert, ref)};

    subject.figure = lexicon_try(reader->convert->lexicon, subject.expression);
    return subject.figure && subject.figure->value.kind == VALUE_NUMBER ? subject : (SaidSubject){0};
}

// ---- other years

// 上年决算数 beside 决算数, where the table has one such column.
static SaidSubject earlier_beside(const BindReader *reader, const SaidSubject *subject)
{
    const TraceItem *item = name_item(subject->figure);
    int found = -1;

    if (!item || item->cell.row < 0)
        return (SaidSubject){0};
    CellRef ref = item->cell;
    for (ref.column = 0; ref.column < (int)ref.table->spec->lists[ref.list].count; ref.column++)
        if (spot_is_money(ref) && meaning_is_earlier(&(TraceItem){.cell = ref}) &&
            str_ends(spot_leaf(table_column(ref)), spot_leaf(table_column(item->cell))))
            found = ref.column;
    ref.column = found;
    return found < 0 ? (SaidSubject){0} : subject_at(reader, ref);
}

SaidSubject nearby_base(BindReader *reader, const Amount *amount, const SaidSubject *subject, int number)
{
    const Lexicon *lexicon = reader->convert->lexicon;
    Str sentence = str_slice(reader->fold, bind_clause(reader, amount->from, true), amount->from);
    bool budget = words_in(bind_lists(reader)[WORDS_COMPARED_BUDGET], sentence) &&
                  reader->convert->project->template->stage == STAGE_ACCOUNTS;
    SaidSubject bases[4];
    int n = 0;

    bases[n++] = said_last_year(lexicon, subject);
    bases[n++] = earlier_beside(reader, subject);
    if (budget) {
        bases[n++] = said_budget(lexicon, subject, true);
        bases[n++] = said_budget(lexicon, subject, false);
    }
    for (int i = 0; i < n; i++)
        if (bases[i].figure && number-- == 0)
            return bases[i];
    return (SaidSubject){0};
}

// ---- the cell of an amount

// 2024年度“三公”经费合计支出21.69万元, of the year before.
static Str last_year_cell(BindReader *reader, const Amount *amount, Near *near)
{
    CellRef one;

    if (reader->year != reader->convert->project->year - 1 || near->name.n == 0)
        return (Str){0};
    take_called(near);
    one = the_one(near);
    if (!one.table)
        return (Str){0};
    SaidSubject subject = subject_at(reader, one), base;

    for (int i = 0; subject.figure && (base = nearby_base(reader, amount, &subject, i)).figure; i++) {
        const Figure *figure;

        if (bind_printing(reader, amount, base.expression, &figure).n)
            return base.expression;
    }
    return (Str){0};
}

Str nearby_cell(BindReader *reader, const Amount *amount, Str words)
{
    const WordList *lists = bind_lists(reader);
    Str sentence = str_slice(reader->fold, bind_clause(reader, amount->from, true), amount->from);
    Near near = {.reader = reader, .amount = amount, .words = words, .name = name_said(reader, words)};
    CellRef one = {0};

    if (words_in(lists[WORDS_REASON], sentence) || words_in(lists[WORDS_LAST_YEAR], words) ||
        reader->convert->facts)
        return (Str){0};
    if (reader->year && reader->year != reader->convert->project->year)
        return last_year_cell(reader, amount, &near);
    if (near.name.n == 0) {
        one = heading_total(reader);
        if (!one.table || !bind_telling(amount, TELLING) || !named_has(reader, amount, words, one))
            return (Str){0};
    } else if (bind_telling(amount, TELLING)) {
        spots_each(reader->convert, take_telling, &near);
        one = the_one(&near);
    } else {
        take_called(&near);
        one = the_one(&near);
        if (one.table && !named_has(reader, amount, words, one))
            return (Str){0};
    }
    return one.table ? named_expression(reader->convert, one) : (Str){0};
}

// ---- what changed by an amount

// Of a change without its sign.
static Str size_of(const BindReader *reader, const SaidSubject *change)
{
    return said_quoted(reader->convert->arena, &(Said){.expression = change->expression, .change = true});
}

// By how much the subject changed, where that is the amount; empty: it is not.
static Str change_of_subject(BindReader *reader, const Amount *amount, const SaidSubject *subject,
                             int direction)
{
    const Lexicon *lexicon = reader->convert->lexicon;
    SaidSubject base;

    for (int i = 0; subject->figure && (base = nearby_base(reader, amount, subject, i)).figure; i++) {
        SaidSubject change = said_change(lexicon, subject, &base);
        const Figure *figure;

        if (change.figure && mpq_sgn(change.figure->value.number) == direction &&
            bind_printing(reader, amount, size_of(reader, &change), &figure).n)
            return change.expression;
    }
    return (Str){0};
}

static SaidSubject subject_of(const Bound *bound)
{
    return (SaidSubject){bound->expression, bound->figure, true};
}

// Of an amount before it: that whose name goes least beyond the words, the last of several. Of an amount that
// tells little: the last one, of which no parts were told.
static Str change_of_bound(BindReader *reader, const Amount *amount, Str name, int direction)
{
    size_t sentence = bind_clause(reader, amount->from, true), least = 0;
    bool telling = bind_telling(amount, TELLING), last = true,
         parts = words_in(bind_lists(reader)[WORDS_BREAKDOWN], str_slice(reader->fold, 0, amount->from));
    Str best = {0};

    for (size_t i = reader->bound.n; i > 0 && (telling || last); i--) {
        const Bound *bound = &reader->bound.at[i - 1];
        SaidSubject subject = subject_of(bound);
        const TraceItem *item = name_item(bound->figure);
        size_t far = name.n == 0 ? 1 : item ? name_distance(reader, item, name) : 0;

        if (bound->budget || bound->figure->value.unit.kind != UNIT_MONEY)
            continue;
        last = false;
        if (!far || (least && far >= least) || !(telling || bound->at >= sentence || (name.n == 0 && !parts)))
            continue;
        Str change = change_of_subject(reader, amount, &subject, direction);
        if (change.n) {
            best = change;
            least = far;
        }
    }
    return best;
}

static Str change_of_heading(BindReader *reader, const Amount *amount, int direction)
{
    CellRef total = heading_total(reader);
    SaidSubject subject = total.table ? subject_at(reader, total) : (SaidSubject){0};

    return change_of_subject(reader, amount, &subject, direction);
}

// Of a cell that holds the words, by the name that goes least beyond them; empty where several do.
static Str change_of_cell(BindReader *reader, const Amount *amount, Str name, int direction)
{
    const Spots *spots = spots_of(reader);
    Near changed = {.reader = reader, .amount = amount, .name = name};
    size_t tried = 0;
    CellRef one;

    for (size_t i = 0; i < spots->all.n && tried < MOST_CHANGED; i++) {
        if (meaning_is_earlier(&(TraceItem){.cell = spots->all.at[i].ref}) ||
            !names_distance(&spots->all.at[i].names, name))
            continue;
        SaidSubject subject = subject_at(reader, spots->all.at[i].ref);

        tried++;

        if (change_of_subject(reader, amount, &subject, direction).n)
            *vec_push(reader->convert->arena, &changed.found) = spots->all.at[i].ref;
    }
    one = the_one(&changed);
    SaidSubject subject = one.table ? subject_at(reader, one) : (SaidSubject){0};

    return change_of_subject(reader, amount, &subject, direction);
}

static bool says_base(const BindReader *reader, Str text)
{
    const WordList *lists = bind_lists(reader);
    TextDate date;

    for (size_t at = 0; text_date_next(text, &at, &date);)
        if (date.year == reader->convert->project->year - 1)
            return true;
    return words_in(lists[WORDS_COMPARED_LAST], text) || words_in(lists[WORDS_LAST_YEAR], text) ||
           words_in(lists[WORDS_COMPARED_BUDGET], text) || words_in(lists[WORDS_BARE_CHANGE_CLAUSE], text);
}

// What it is compared with is said, in its clause or before it, and is one of what the project has: 比计划 is
// not.
static bool is_compared(const BindReader *reader, size_t word)
{
    WordList than = bind_lists(reader)[WORDS_COMPARED_THAN];
    Str clause = str_slice(reader->fold, bind_clause(reader, word, false), word);

    if (words_in(than, clause))
        return says_base(reader, clause);
    return says_base(reader, str_slice(reader->fold, 0, word));
}

bool nearby_change(BindReader *reader, const Amount *amount, const Said *said, int direction)
{
    bool telling = bind_telling(amount, TELLING);
    Str name = name_said(reader, said->words), change = {0};

    if (said->elsewhere || mpq_sgn(amount->number) == 0 || reader->convert->facts ||
        !is_compared(reader, change_words(reader, amount, &direction)))
        return false;
    if (telling || said->subject.sure)
        change = change_of_subject(reader, amount, &said->subject, direction);
    if (change.n == 0)
        change = change_of_bound(reader, amount, name, direction);
    if (change.n == 0 && telling)
        change = name.n ? change_of_cell(reader, amount, name, direction)
                        : change_of_heading(reader, amount, direction);
    return change.n && change_put(reader, amount, change);
}

// ---- how far two amounts lie apart

static bool apart_put(BindReader *reader, const Amount *amount, const SaidSubject *a, const SaidSubject *b,
                      int direction)
{
    SaidSubject difference = said_change(reader->convert->lexicon, a, b);
    const Figure *figure;
    Str whole;

    if (!difference.figure || mpq_sgn(difference.figure->value.number) == 0 ||
        (direction && mpq_sgn(difference.figure->value.number) != direction))
        return false;
    whole = bind_printing(reader, amount, size_of(reader, &difference), &figure);
    if (whole.n)
        bind_put(reader, amount->from, amount->digits, whole, figure);
    return whole.n > 0;
}

bool nearby_apart(BindReader *reader, const Amount *amount)
{
    const WordList *lists = bind_lists(reader);
    Str clause = str_slice(reader->fold, bind_clause(reader, amount->from, false), amount->from);
    int direction = words_in(lists[WORDS_MORE_THAN], clause)   ? 1
                    : words_in(lists[WORDS_LESS_THAN], clause) ? -1
                                                               : 0;
    size_t n = reader->bound.n;

    if (n >= 2 && words_in(lists[WORDS_AMOUNT_APART], clause)) {
        SaidSubject a = subject_of(&reader->bound.at[n - 2]), b = subject_of(&reader->bound.at[n - 1]);

        return apart_put(reader, amount, &a, &b, 0);
    }
    if (!direction || n == 0 || !words_in(lists[WORDS_COMPARED_BUDGET], clause))
        return false;
    for (size_t i = n; i > 0; i--) {
        const Bound *bound = &reader->bound.at[i - 1];
        SaidSubject subject = subject_of(bound), base;

        if (bound->budget || bound->figure->value.unit.kind != UNIT_MONEY)
            continue;
        for (int k = 0; (base = nearby_base(reader, amount, &subject, k)).figure; k++)
            if (apart_put(reader, amount, &subject, &base, direction))
                return true;
        return false;
    }
    return false;
}

// ---- wholes

Str nearby_whole(BindReader *reader, const Figure *part, int number)
{
    const TraceItem *item = name_item(part);
    CellRef ref, total;

    if (!item || item->cell.row < 0)
        return (Str){0};
    ref = total = item->cell;
    total.column = spot_total_column(reader, ref);
    if (total.column >= 0 && total.column != ref.column && spot_is_money(total) && number-- == 0)
        return named_expression(reader->convert, total);
    for (int up = spot_row(ref)->parent; up >= 0; up = total.table->lists[total.list].rows[up].parent) {
        total = ref;
        total.row = up;
        if (spot_is_money(total) && number-- == 0)
            return named_expression(reader->convert, total);
    }
    total = ref;
    for (total.row = 0; total.row < (int)ref.table->lists[ref.list].row_count; total.row++) {
        if (total.row == ref.row || spot_row(total)->kind != ROW_TOTAL)
            continue;
        total.column = ref.column;
        if (spot_is_money(total) && number-- == 0)
            return named_expression(reader->convert, total);
        total.column = spot_total_column(reader, ref);
        if (total.column >= 0 && total.column != ref.column && spot_is_money(total) && number-- == 0)
            return named_expression(reader->convert, total);
    }
    return (Str){0};
}
