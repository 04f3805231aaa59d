// Amounts of money that are typed and not bound to a cell, and units that are not the table's.
#include "prose/internal-prose.h"

#include <string.h>

typedef struct Candidate {
    Number yuan;
    Number other;    // CHANGE: the earlier value, in 元
    Str row, column; // a cell's names; a named figure's is in row
    Str list, table; // list: empty where the table has one
    bool named, change;
    uint32_t next; // with the same hash, + 1
} Candidate;

struct AmountIndex {
    VEC(Candidate) all;
    uint32_t *heads; // by hash, + 1
    size_t room;
};

static uint64_t number_hash(Number value)
{
    uint64_t hash = 1469598103934665603u;

    for (size_t i = 0; i < mpz_size(mpq_numref(value)); i++)
        hash = (hash ^ mpz_getlimbn(mpq_numref(value), (mp_size_t)i)) * 1099511628211u;
    for (size_t i = 0; i < mpz_size(mpq_denref(value)); i++)
        hash = (hash ^ mpz_getlimbn(mpq_denref(value), (mp_size_t)i)) * 1099511628211u;
    return hash ^ (hash >> 29);
}

static Number absolute(Arena *arena, Number value)
{
    mpq_t result;

    if (mpq_sgn(value) >= 0)
        return value;
    mpq_init(result);
    mpq_abs(result, value);
    Number frozen = number_freeze(arena, result);
    mpq_clear(result);
    return frozen;
}

static Unit yuan_unit(void)
{
    return unit_parse(STR("元"));
}

// ---- gathering

static void add_candidate(Prose *prose, AmountIndex *index, Number value, Unit unit, Candidate candidate)
{
    candidate.yuan = absolute(prose->arena, unit_convert(prose->arena, value, unit, yuan_unit()));
    *vec_push(prose->arena, &index->all) = candidate;
}

static void add_cells(Prose *prose, AmountIndex *index, const Table *table, int l)
{
    const List *list = &table->lists[l];

    for (size_t r = 0; r < list->row_count; r++) {
        const Row *row = &list->rows[r];
        for (uint32_t c = 0; c < list->spec->count; c++) {
            CellRef ref = {.table = table, .list = l, .row = (int)r, .column = (int)c};
            const ColumnSpec *column = table_column(ref);
            Unit unit = row->unit.kind ? row->unit : column->unit;
            if (row->cells[c].kind != CELL_AMOUNT || unit.kind != UNIT_MONEY)
                continue;
            Candidate candidate = {.row = row->name,
                                   .column = column->path.n ? column->path : column->name,
                                   .list = list->spec->name,
                                   .table = table->spec->name};
            add_candidate(prose, index, row->cells[c].stored, unit, candidate);
            Number printed = table_printed(prose->arena, ref);
            if (!mpq_equal(printed, row->cells[c].stored))
                add_candidate(prose, index, printed, unit, candidate);
        }
    }
}

static const Value *evaluate(FigureEnv *env, Str expression)
{
    const Figure *figure = figure_evaluate(env, expression, (FigureContext){0});
    bool money = figure->value.kind == VALUE_NUMBER && figure->value.unit.kind == UNIT_MONEY;

    return money ? &figure->value : NULL;
}

static void add_change(Prose *prose, AmountIndex *index, Str name, const Value *now, const Value *then)
{
    mpq_t change;
    Unit unit = now->unit;

    mpq_init(change);
    mpq_sub(change, now->number, unit_convert(prose->arena, then->number, then->unit, unit));
    Candidate candidate = {.row = name, .named = true, .change = true};
    candidate.other = number_freeze(prose->arena, change);
    add_candidate(prose, index, candidate.other, unit, candidate);
    mpq_clear(change);
}

static void add_named(Prose *prose, AmountIndex *index)
{
    const Project *project = prose->project;
    Diag *unheard = diag_new();
    FigureEnv *env = figure_env_new(prose->arena, unheard, project);

    for (size_t i = 0; i < project->figure_count; i++) {
        Str name = project->figures[i].name;
        const Value *now = evaluate(env, name);
        if (!now)
            continue;
        add_candidate(prose, index, now->number, now->unit, (Candidate){.row = name, .named = true});
        if (!project->last_year.given)
            continue;
        Str last = str_print(prose->arena, "上年.%.*s", STR_ARG(name));
        const Value *then = evaluate(env, last);
        if (!then)
            continue;
        add_candidate(prose, index, then->number, then->unit, (Candidate){.row = last, .named = true});
        add_change(prose, index, name, now, then);
    }
    diag_free(unheard);
}

static void index_all(Prose *prose, AmountIndex *index)
{
    index->room = 64;
    while (index->room < index->all.n * 2)
        index->room *= 2;
    index->heads = ARENA_ARRAY(prose->arena, uint32_t, index->room);
    for (size_t i = index->all.n; i-- > 0;) {
        uint32_t *head = &index->heads[number_hash(index->all.at[i].yuan) & (index->room - 1)];
        index->all.at[i].next = *head;
        *head = (uint32_t)i + 1;
    }
}

static const AmountIndex *amount_index(Prose *prose)
{
    const TableBook *book = &prose->project->book;

    if (prose->amounts)
        return prose->amounts;
    AmountIndex *index = ARENA_NEW(prose->arena, AmountIndex);
    prose->amounts = index;
    add_named(prose, index);
    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            add_cells(prose, index, book->tables[t], (int)l);
    index_all(prose, index);
    return index;
}

// ---- looking up

static size_t name_score(Str before, Str name)
{
    Str last = name;

    for (size_t i = name.n; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '.') {
            last = str_slice(name, i, name.n);
            break;
        }
    if (!last.n)
        return 0;
    ptrdiff_t found = -1, at;
    for (size_t from = 0; (at = str_find(before, last, from)) >= 0; from = (size_t)at + 1)
        found = at;
    // The nearer the better, the longer the better.
    return found < 0 ? 0 : last.n * 4 + (size_t)found * 4 / (before.n + 1);
}

static size_t score(const Candidate *candidate, Str before)
{
    size_t row = name_score(before, candidate->row), column = name_score(before, candidate->column);
    bool total = str_equal(candidate->row, STR("合计")) || str_equal(candidate->column, STR("合计"));

    return row + column + (total && row + column ? 1 : 0) + (candidate->named && row ? 2 : 0);
}

static Str expression_of(Arena *arena, const Candidate *candidate)
{
    if (candidate->change)
        return str_print(arena, "`= 变动(%.*s, 上年.%.*s)`", STR_ARG(candidate->row),
                         STR_ARG(candidate->row));
    if (candidate->named)
        return str_print(arena, "`= %.*s`", STR_ARG(candidate->row));
    Str row = candidate->row.n ? candidate->row : STR("本部门"); // a table of one row without a name
    Str dot = candidate->list.n ? STR(".") : STR("");
    return str_print(arena, "`= %.*s%.*s%.*s[%.*s, %.*s]`", STR_ARG(candidate->table), STR_ARG(dot),
                     STR_ARG(candidate->list), STR_ARG(row), STR_ARG(candidate->column));
}

#define MOST_NAMED 3 // cells that a hint lists

typedef struct Best {
    const Candidate *first; // NULL: no cell, or of zero none that the words name
    bool told;              // the words before tell that it is the one
    const Candidate *all[MOST_NAMED];
    size_t n;
} Best;

static Best best_of(Prose *prose, Number yuan, Str before, bool change, bool *found)
{
    const AmountIndex *index = amount_index(prose);
    Best best = {0};
    size_t most = 0;
    // Many cells hold the same (zero, above all): the first thousand will do.
    int looked = 0;

    for (uint32_t i = index->heads[number_hash(yuan) & (index->room - 1)]; i && looked < 1000; looked++) {
        const Candidate *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (!mpq_equal(candidate->yuan, yuan) || (candidate->change && !change))
            continue;
        *found = true;
        size_t n = score(candidate, before) + (candidate->change ? 1 : 0);
        if (best.n < MOST_NAMED)
            best.all[best.n++] = candidate;
        if (!best.first || n > most) {
            best.first = candidate;
            most = n;
        }
    }
    best.told = most > 0;
    if (mpq_sgn(yuan) == 0 && !most)
        best.first = NULL;
    return best;
}

static Str words_before(const ProseBlock *block, const ProseNumber *number)
{
    Str sentence = prose_sentence(block->text, number->from, number->from);

    return str_slice(block->text, (size_t)(sentence.at - block->text.at), number->from);
}

// Zero is in most tables everywhere: only the words of its own clause tell which.
static Str words_telling(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);

    if (mpq_sgn(number->value) != 0)
        return words_before(block, number);
    return str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);
}

Str prose_binding(Prose *prose, const ProseBlock *block, const ProseNumber *number, bool *found)
{
    Arena *arena = prose->arena;
    Number yuan = unit_convert(arena, absolute(arena, number->value), number->unit, yuan_unit());
    StrBuf several = {.arena = arena};

    *found = false;
    Best best = best_of(prose, yuan, words_telling(block, number), number->direction != 0, found);
    if (!best.first || best.told || best.n == 1)
        return best.first ? str_print(arena, _("write %.*s"), STR_ARG(expression_of(arena, best.first)))
                          : (Str){0};
    for (size_t i = 0; i < best.n; i++)
        buf_print(&several, "%s%.*s", i ? "、" : "", STR_ARG(expression_of(arena, best.all[i])));
    return str_print(arena, _("write the cell that is meant: %.*s …"), STR_ARG(buf_str(&several)));
}

bool prose_other_unit(Prose *prose, const ProseBlock *block, const ProseNumber *number, Unit *unit)
{
    static const char *const units[] = {"万元", "元", "亿元", "千元", NULL};
    Str before = words_before(block, number);

    if (mpq_sgn(number->value) == 0)
        return false;
    for (size_t i = 0; units[i]; i++) {
        bool found = false;
        *unit = unit_parse(str_of(units[i]));
        if (unit_equal(*unit, number->unit))
            continue;
        Number value = absolute(prose->arena, number->value);
        Best best =
            best_of(prose, unit_convert(prose->arena, value, *unit, yuan_unit()), before, true, &found);
        // A round number may be in some cell by chance.
        bool telling = best.first && (score(best.first, before) > 0 || number->to - number->from >= 4);
        if (found && telling)
            return true;
    }
    return false;
}

int prose_known_change(Prose *prose, const ProseNumber *number)
{
    const AmountIndex *index = amount_index(prose);
    Number yuan =
        unit_convert(prose->arena, absolute(prose->arena, number->value), number->unit, yuan_unit());
    int sign = 0;

    for (uint32_t i = index->heads[number_hash(yuan) & (index->room - 1)]; i;) {
        const Candidate *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (!candidate->change || !mpq_equal(candidate->yuan, yuan))
            continue;
        if (sign && sign != mpq_sgn(candidate->other))
            return 0;
        sign = mpq_sgn(candidate->other);
    }
    return sign;
}

int prose_named_change(Prose *prose, Str name)
{
    const AmountIndex *index = amount_index(prose);

    for (size_t i = 0; i < index->all.n; i++)
        if (index->all.at[i].change && str_equal(index->all.at[i].row, str_trim(name)))
            return mpq_sgn(index->all.at[i].other);
    return 0;
}

// ---- the rules

// A limit or a standard (200万元以上, 每生每年720元) is no amount of this document.
static bool is_threshold(const ProseBlock *block, const ProseNumber *number)
{
    static const char *const after[] = {"以上", "以下", "以内", "及以上", "及以下", "（含", "(含",
                                        "/",    "／",   "起",   "每",     "的标准", "标准", NULL};
    static const char *const before[] = {"超过",   "不超过", "不低于",   "低于", "高于",   "达到",
                                         "不足",   "单价",   "单位价值", "限额", "限额为", "限额标准为",
                                         "标准为", "人均",   "上限为",   "每",   NULL};
    static const char *const each[] = {"每人",     "每生", "每月", "每户",   "每亩",   "每年每", "每学期",
                                       "每平方米", "每台", "每次", "每天",   "每日",   "每班",   "人均",
                                       "生均",     "户均", "亩均", "定额为", "标准为", NULL};
    Str rest = str_trim(prose_following(block->text, number->after));
    Str clause = prose_clause(block->text, number->from, number->from);
    Str left = str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);

    for (size_t i = 0; after[i]; i++)
        if (text_starts(rest, after[i]))
            return true;
    for (size_t i = 0; before[i]; i++)
        if (text_ends(str_trim(left), before[i]))
            return true;
    return text_has_any(clause, each);
}

static bool in_reason(const ProseBlock *block, const ProseNumber *number)
{
    static const char *const words[] = {"原因", "由于", "因为", "主要是", NULL};
    Str before = words_before(block, number);

    return text_has_any(before, words);
}

static void check_amount(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Arena *arena = prose->arena;
    Str written = str_slice(block->text, number->from, number->after);
    bool found;
    Unit unit;

    if (is_threshold(block, number))
        return;
    Str binding = prose_binding(prose, block, number, &found);
    if (!found && prose_other_unit(prose, block, number, &unit)) {
        prose_report(prose, block, number->from, number->after, "unit-mismatch",
                     str_print(arena, _("the tables have it in %.*s"), STR_ARG(unit.name)),
                     _("“%.*s” is in another unit than the table's amount"), STR_ARG(written));
        return;
    }
    bool error = !found && block->amounts == AMOUNTS_STRICT && !in_reason(block, number);
    Str hint = binding.n ? binding
                         : str_of(_("write the figure that names its cell, or put the fact into 其他数据"));
    Str message = found ? str_print(arena, _("“%.*s” is typed, not bound to its cell"), STR_ARG(written))
                        : str_print(arena, _("no table has “%.*s”"), STR_ARG(written));
    prose_report_as(prose, block, number->from, number->after, error ? SEVERITY_ERROR : SEVERITY_WARNING,
                    "figure-unbound", hint, message.at);
}

// Longer ones before those that they begin with.
static const char *const counters[] = {"台（套）", "人次", "批次", "平方米", "台", "辆", "套",
                                       "个",       "人",   "名",   "位",     "次", "户", "件",
                                       "亩",       "场",   "批",   "项",     "条", NULL};

static Str counter_at(Str text)
{
    for (size_t i = 0; counters[i]; i++)
        if (text_starts(text, counters[i]))
            return str_of(counters[i]);
    return (Str){0};
}

static bool counts_people(Str unit)
{
    return str_equal(unit, STR("人")) || str_equal(unit, STR("名")) || str_equal(unit, STR("位"));
}

// The same count, where `written` is a counter at all.
static bool same_counter(Str own, Str written)
{
    return !written.n || str_equal(own, written) || (counts_people(own) && counts_people(written)) ||
           !counter_at(own).n;
}

static void report_counter(Prose *prose, ProseBlock *block, const ProseNumber *number, Str what, Str own,
                           Str written)
{
    prose_report(prose, block, number->from, number->after + written.n, "unit-mismatch",
                 str_print(prose->arena, _("write %.*s"), STR_ARG(own)),
                 _("“%.*s” is counted in %.*s, not in %.*s"), STR_ARG(what), STR_ARG(own), STR_ARG(written));
}

// A count after which another counter stands than the fact's: 公务用车购置数0台 for 辆, bound or typed.
static void check_counter(Prose *prose, ProseBlock *block, const ProseNumber *number, const List *facts)
{
    Str written = counter_at(prose_following(block->text, number->after));
    Str before = str_trim(prose_before(block->text, number->from));

    if (number->figure) {
        Unit unit = number->figure->value.unit;
        if (number->figure->value.kind == VALUE_NUMBER && unit.kind == UNIT_COUNTER &&
            !same_counter(unit.name, written))
            report_counter(prose, block, number, str_trim(number->figure->expression), unit.name, written);
        return;
    }
    for (size_t r = 0; facts && written.n && r < facts->row_count; r++) {
        const Row *row = &facts->rows[r];
        if (row->unit.kind != UNIT_COUNTER || !str_ends(before, row->name) ||
            same_counter(row->unit.name, written))
            continue;
        report_counter(prose, block, number, row->name, row->unit.name, written);
        return;
    }
}

static void check_number(Prose *prose, ProseBlock *block, const ProseNumber *number, const List *facts)
{
    bool free_section = block->amounts == AMOUNTS_FREE;

    if (number->kind == NUMBER_MONEY && !number->figure && !free_section)
        check_amount(prose, block, number);
    else if (number->kind == NUMBER_OTHER && (number->figure || !free_section))
        check_counter(prose, block, number, facts);
}

void prose_check_amounts(Prose *prose)
{
    const Table *other = book_other_data(&prose->project->book);

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            check_number(prose, block, &block->numbers.at[i], other ? &other->lists[0] : NULL);
    }
}
