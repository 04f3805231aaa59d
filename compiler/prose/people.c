// Who is there: as many units and offices as are said are named and stand in the tables; 编制, 实有 and
// 离退休 come to their parts.
#include "prose/internal-prose.h"

#include "text/text.h"

// ---- names that are counted: 编报范围的单位共5个，包括：……

typedef enum Counted { COUNTED_NOTHING, COUNTED_UNITS, COUNTED_OFFICES } Counted;

typedef struct NameCount {
    ProseBlock *block;
    size_t number; // of the block among the blocks
    size_t from, to;
    long value;
    Counted of;
    bool below; // 下属单位: the department itself may stand among the names, and is not counted
} NameCount;

// How many names there are: the last may be two (人事科和财务科), or one.
typedef struct Names {
    long least, most;
    size_t from, to;
    bool own, open; // the department itself is among them; there are more (等)
} Names;

static long whole_of(Number value)
{
    return mpz_cmp_ui(mpq_denref(value), 1) == 0 && mpz_fits_slong_p(mpq_numref(value))
               ? mpz_get_si(mpq_numref(value))
               : -1;
}

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            return true;
    return false;
}

static void add_name(const WordList *lists, Names *names, Str name)
{
    WordList joints = lists[WORDS_LAST_MEMBER];
    long more = 0;

    for (size_t i = 0; i < joints.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(name, joints.at[i], (size_t)at)) > 0; at++)
            more = 1;
    names->least++;
    names->most += 1 + more;
    names->own = names->own || words_in(lists[WORDS_UNITS_OWN], name);
}

// 、 parts the names; another clause, or a number, ends them. A list of one is none.
static bool read_names(const ProseBlock *block, size_t from, size_t to, Names *names)
{
    const WordList *lists = block->words->lists;
    Str text = str_slice(block->text, from, to), name;
    size_t end = 0;

    while (end < text.n) {
        size_t next = end;
        uint32_t code = utf8_next(text, &next);
        if (code == U'，' || text_ends_sentence(code))
            break;
        end = next;
    }
    text = str_slice(text, 0, end);
    *names = (Names){.from = from, .to = from + end, .open = words_end(lists[WORDS_LIST_OPEN], text) > 0};
    if (has_digit(text))
        return false;
    for (size_t at = 0; text_list_next(text, TEXT_LIST_PAUSE, &at, &name);)
        if (name.n)
            add_name(lists, names, name);
    return names->least > 1;
}

// Blocks that are items: of a list, or with a typed number.
static bool is_item(const ProseBlock *block)
{
    TextNumbering number;

    return block->node->kind == NODE_PARAGRAPH &&
           ((block->node->parent && block->node->parent->kind == NODE_ITEM) || block->node->level > 0 ||
            text_numbering_read(block->text, &number));
}

// The names that stand in paragraphs of their own after the count.
static bool read_items(const Prose *prose, const NameCount *count, Names *names)
{
    *names = (Names){.from = count->from, .to = count->to};
    for (size_t b = count->number + 1; b < prose->blocks.n && is_item(&prose->blocks.at[b]); b++) {
        Str name = prose->blocks.at[b].text;
        if (has_digit(str_slice(name, name.n > 12 ? 12 : name.n, name.n)) || utf8_count(name) > 40)
            return false; // (一) 收入预算…: paragraphs, no names
        names->least++;
        names->most++;
        names->own = names->own || words_in(prose->words->lists[WORDS_UNITS_OWN], name);
    }
    return names->least > 0;
}

// After the last of the words that begin a list in the rest of the statement; -1: none does.
static ptrdiff_t list_start(const ProseBlock *block, size_t from, size_t to, bool last)
{
    WordList begins = block->words->lists[WORDS_LISTED_BEGINS];
    ptrdiff_t start = -1;

    for (size_t at = from; at < to; utf8_next(block->text, &at)) {
        size_t length = words_begin(begins, str_slice(block->text, at, to));
        if (length && (last || start < 0 || (size_t)start == at))
            start = (ptrdiff_t)(at + length);
    }
    return start;
}

static bool find_names(const Prose *prose, const NameCount *count, Names *names)
{
    const ProseBlock *block = count->block;
    const WordList *lists = block->words->lists;
    size_t end = text_statement_end(block->text, count->to);
    ptrdiff_t first = list_start(block, count->to, end, false),
              last = list_start(block, count->to, end, true);

    if (last >= 0 && (size_t)last == end && end + 3 >= block->text.n)
        return read_items(prose, count, names);
    if (last >= 0 && read_names(block, (size_t)last, end, names))
        return true;
    if (first >= 0 && first != last && read_names(block, (size_t)first, end, names))
        return true;
    // 内设办公室、规划科、信息科3个科室
    size_t start = prose_statement_start(block->text, count->from);
    for (size_t at = start; at < count->from; utf8_next(block->text, &at)) {
        size_t length = words_begin(lists[WORDS_LISTED_AFTER], str_slice(block->text, at, count->from));
        if (length && read_names(block, at + length, count->from, names) && names->to == count->from)
            return true;
    }
    return false;
}

static Str said(const NameCount *count)
{
    return str_slice(count->block->text, count->from, count->to);
}

// One more is the department itself, which is none of its own units.
static bool agrees(const NameCount *count, long least, long most, bool own)
{
    return (count->value >= least && count->value <= most) ||
           (count->below && own && count->value + 1 >= least && count->value + 1 <= most);
}

static void check_names(Prose *prose, const NameCount *count)
{
    Names names;

    if (!find_names(prose, count, &names) || agrees(count, names.least, names.most, names.own) ||
        (names.open && names.least < count->value))
        return;
    prose_report(prose, (ProseRange){count->block, count->from, count->to}, "names-counted",
                 str_of(_("count the names, or name those that are missing")),
                 _("“%.*s” are said, and %ld are named"), STR_ARG(said(count)), names.least);
}

// ---- units in gongkai.yaml and in tables

static bool is_below(const List *list, size_t row)
{
    Str code = list->rows[row].code;

    for (size_t r = 0; r < list->row_count; r++)
        if (code.n && list->rows[r].code.n > code.n && str_starts(list->rows[r].code, code))
            return false;
    return list->rows[row].kind == ROW_ITEM && list->rows[row].name.n > 0;
}

// How many units a table by unit has, a unit once; 0: it is none.
static long units_of(Prose *prose, const Table *table)
{
    WordList columns = prose->words->lists[WORDS_UNIT_NAME_COLUMNS];
    const List *list = &table->lists[0];
    VEC(Str) names = {0};
    bool by_unit = false;

    for (uint32_t c = 0; c < list->spec->count; c++) {
        const ColumnSpec *column = table_column((CellRef){table, 0, 0, (int)c});
        by_unit = by_unit || (column->kind == COLUMN_NAME && words_find(columns, column->name) >= 0);
    }
    for (size_t r = 0; by_unit && r < list->row_count; r++) {
        bool known = !is_below(list, r);
        for (size_t i = 0; i < names.n && !known; i++)
            known = name_equal(names.at[i], list->rows[r].name);
        if (!known)
            *vec_push(prose->arena, &names) = list->rows[r].name;
    }
    return (long)names.n;
}

static void check_units(Prose *prose, const NameCount *count)
{
    const Project *project = prose->project;
    ProseRange at = {count->block, count->from, count->to};
    long units = (long)project->unit_count;

    if (units && project->units_whole && !agrees(count, units, units, true))
        prose_report(prose, at, "units-counted", (Str){0},
                     _("“%.*s” are said, and gongkai.yaml lists %ld units"), STR_ARG(said(count)), units);
    for (size_t t = 0; t < project->book.table_count; t++) {
        const Table *table = project->book.tables[t];
        long rows = table->spec->published ? units_of(prose, table) : 0;

        // A table that has the department alone is not told apart by units.
        if (rows > 1 && !agrees(count, rows, rows, true)) {
            prose_report(prose, at, "units-counted", (Str){0}, _("“%.*s” are said, and “%.*s” has %ld"),
                         STR_ARG(said(count)), STR_ARG(table->spec->name), rows);
            return;
        }
    }
}

// ---- counts

static uint32_t first_of(Str text)
{
    size_t at = 0;

    return utf8_next(text, &at);
}

// What is counted: by the words before the number in its clause, and by those just after it.
static Counted counted_of(const ProseBlock *block, size_t least, const TextAmount *amount, bool *below)
{
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, amount->from, amount->end);
    size_t from = (size_t)(clause.at - block->text.at), to = from + clause.n;

    from = from < least ? least : from;
    Str words = str_slice(block->text, from, amount->from), after = str_slice(block->text, amount->end, to);
    after = str_slice(after, 0, after.n < 18 ? after.n : 18);
    if (after.n && !text_ends_clause(first_of(after)) && !text_closing_of(first_of(after)) &&
        !words_in(lists[WORDS_COUNTED_THINGS], after))
        return COUNTED_NOTHING; // 科室业务培训8个场次
    *below = words_in(lists[WORDS_UNITS_BELOW], words) || words_in(lists[WORDS_UNITS_BELOW], after);
    if (words_in(lists[WORDS_OFFICES_COUNTED], words) || words_begin(lists[WORDS_OFFICES_COUNTED], after))
        return COUNTED_OFFICES;
    if (words_in(lists[WORDS_UNITS_COUNTED], words) || words_begin(lists[WORDS_UNITS_COUNTED], after))
        return COUNTED_UNITS;
    return COUNTED_NOTHING;
}

static void check_counts(Prose *prose, size_t b)
{
    ProseBlock *block = &prose->blocks.at[b];
    const WordList *lists = block->words->lists;
    WordList counters = lists[WORDS_NAME_COUNTERS];
    TextAmount amount;
    size_t least = 0;

    if (!words_in(lists[WORDS_OFFICES_COUNTED], block->text) &&
        !words_in(lists[WORDS_UNITS_COUNTED], block->text)) // which nearly all blocks do not speak of
        return;
    for (size_t at = 0; text_amount_next(prose->arena, block->text, &at, TEXT_HAN, &amount);
         least = amount.end) {
        NameCount count = {.block = block, .number = b, .from = amount.from, .to = amount.end};

        count.value = whole_of(amount.value);
        if (amount.kind != TEXT_COUNT || amount.ordinal || amount.more || count.value < 1 ||
            words_find(counters, amount.unit) < 0)
            continue;
        count.of = counted_of(block, least, &amount, &count.below);
        if (count.of == COUNTED_NOTHING)
            continue;
        check_names(prose, &count);
        if (count.of == COUNTED_UNITS)
            check_units(prose, &count);
    }
}

// ---- 编制36人，其中：行政编制20人、事业编制16人

#define MOST_WHOLES 8

typedef struct Whole {
    size_t from, to;
    long value, sum;
    int parts;
    bool open, apart; // apart: people who are none of its known parts are told between
} Whole;

static void settle(Prose *prose, ProseBlock *block, Whole *whole)
{
    bool wrong =
        whole->open && whole->parts &&
        (whole->sum > whole->value || (whole->parts > 1 && whole->sum < whole->value && !whole->apart));

    if (wrong)
        prose_report(prose, (ProseRange){block, whole->from, whole->to}, "staff-sum",
                     str_of(_("count the people anew, or say who else is among them")),
                     _("“%.*s” are said, and the parts come to %ld"),
                     STR_ARG(str_slice(block->text, whole->from, whole->to)), whole->sum);
    *whole = (Whole){0};
}

// The words that name who is counted: after the number before it, or the mark that ends a sentence.
static Str label_of(const ProseBlock *block, size_t least, size_t from)
{
    size_t start = prose_statement_start(block->text, from);

    return str_slice(block->text, start > least ? start : least, from);
}

// 退休 of 离退休人员 is no part of it; 编制 in 行政编制 is its part.
static bool names_part(WordList parts, Str whole, Str label)
{
    for (size_t i = 0; i < parts.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(label, parts.at[i], (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at < whole.n ? 0 : (size_t)at - whole.n;
            ptrdiff_t around = str_find(parts.at[i], whole, 0) >= 0 ? -1 : str_find(label, whole, from);
            if (around < 0 || around > at || (size_t)around + whole.n <= (size_t)at)
                return true;
        }
    return false;
}

static bool names_whole(const WordList *parts, Str label)
{
    for (size_t k = 0; k < parts->n; k++)
        if (!names_part(parts->of[k], parts->at[k], label) && str_find(label, parts->at[k], 0) >= 0)
            return true;
    return false;
}

static void take(Prose *prose, ProseBlock *block, Whole *wholes, const TextAmount *amount, Str label)
{
    const WordList *parts = &block->words->lists[WORDS_STAFF_PARTS];
    long value = whole_of(amount->value);

    for (size_t k = 0; k < parts->n && k < MOST_WHOLES; k++) {
        bool part = names_part(parts->of[k], parts->at[k], label);

        if (part && wholes[k].open) {
            wholes[k].sum += value;
            wholes[k].parts++;
        } else if (!part && str_find(label, parts->at[k], 0) >= 0) {
            settle(prose, block, &wholes[k]);
            wholes[k] = (Whole){.open = true, .from = amount->from, .to = amount->end, .value = value};
        } else if (!names_whole(parts, label)) { // 在职 beside 编制 is counted anew
            wholes[k].apart = true;
        }
    }
}

static void check_staff(Prose *prose, ProseBlock *block)
{
    const WordList *lists = block->words->lists;
    Whole wholes[MOST_WHOLES] = {0};
    TextAmount amount;
    size_t least = 0, statement = 0;

    if (!words_in(lists[WORDS_STAFF_PARTS], block->text)) // no whole is told
        return;
    for (size_t at = 0; text_amount_next(prose->arena, block->text, &at, 0, &amount); least = amount.end) {
        size_t start = prose_statement_start(block->text, amount.from);

        for (size_t k = 0; start != statement && k < MOST_WHOLES; k++)
            settle(prose, block, &wholes[k]);
        statement = start;
        Str label = label_of(block, least, amount.from);
        // What changed is not who is there.
        if (amount.kind != TEXT_COUNT || whole_of(amount.value) < 0 ||
            words_find(lists[WORDS_STAFF_COUNTERS], amount.unit) < 0 || words_in(lists[WORDS_RISE], label) ||
            words_in(lists[WORDS_FALL], label) || words_in(lists[WORDS_STAFF_BESIDE], label))
            continue;
        take(prose, block, wholes, &amount, label);
    }
    for (size_t k = 0; k < MOST_WHOLES; k++)
        settle(prose, block, &wholes[k]);
}

void prose_check_people(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        if (prose_is_heading(&prose->blocks.at[b]))
            continue;
        check_counts(prose, b);
        check_staff(prose, &prose->blocks.at[b]);
    }
}
