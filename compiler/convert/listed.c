// 基本支出、项目支出分别为A万元、B万元，分别占P%、Q%: amounts and shares by the order of the names before
// them.
#include "convert/internal-bind.h"

#define MOST_LISTED 12

typedef struct Listed {
    BindReader *reader;
    Amount amounts[MOST_LISTED];
    Str names[MOST_LISTED];
    size_t n;
    size_t edits, bindings, bound; // what stood before: all of a list is bound, or nothing
} Listed;

static Listed listed_begin(BindReader *reader)
{
    return (Listed){.reader = reader,
                    .edits = reader->edits->n,
                    .bindings = reader->convert->bindings.n,
                    .bound = reader->bound.n};
}

static void listed_undo(const Listed *list)
{
    list->reader->edits->n = list->edits;
    list->reader->convert->bindings.n = list->bindings;
    list->reader->bound.n = list->bound;
}

// What parts one of a list from the next: a mark, a joint.
static size_t apart(const BindReader *reader, Str text)
{
    if (str_starts(text, STR("、")))
        return STR("、").n;
    return str_starts(text, STR(",")) ? 1 : words_begin(bind_lists(reader)[WORDS_NAME_JOINTS], text);
}

// The amounts or rates that stand side by side from the first on.
static void amounts_read(Listed *list, const Amount *first)
{
    const BindReader *reader = list->reader;
    size_t at = first->to, gap;

    list->amounts[list->n++] = *first;
    while ((gap = apart(reader, bind_rest(reader, at))) > 0 && bind_is_digit(reader, at + gap)) {
        Amount next;

        if (!bind_amount_at(reader, at + gap, &next) || next.rate != first->rate ||
            next.unit.kind != first->unit.kind)
            return;
        if (list->n == MOST_LISTED) {
            list->n = 0;
            return;
        }
        list->amounts[list->n++] = next;
        at = next.to;
    }
}

// The names, parted by 、 outside of brackets; how many.
static size_t names_read(Listed *list, Str text)
{
    size_t n = 0, from = 0;
    int depth = 0;

    for (size_t at = 0; at < text.n;) {
        size_t before = at;
        uint32_t code = utf8_next(text, &at);

        depth += code == '(' ? 1 : code == ')' ? -1 : 0;
        if (depth || code != U'、')
            continue;
        if (n == MOST_LISTED)
            return 0;
        list->names[n++] = str_slice(text, from, before);
        from = at;
    }
    if (n == MOST_LISTED)
        return 0;
    list->names[n++] = str_slice(text, from, text.n);
    return n;
}

static Str cell_of(BindReader *reader, const Amount *amount, Str name)
{
    SaidReader said = reader->said;
    Said meant = said_amount(&said, name);
    const Phrase *near, *phrase = lexicon_find(reader->convert->lexicon, reader->labels, name, &near);
    const Figure *figure;
    Str cell;

    if (meant.figure && meant.sure && !meant.change &&
        bind_printing(reader, amount, meant.expression, &figure).n)
        return meant.expression;
    if (phrase && bind_printing(reader, amount, phrase->expression, &figure).n)
        return phrase->expression;
    if (amount->unit.kind != UNIT_MONEY) {
        cell = named_cell(reader, amount, name);
        return cell.n ? cell : named_fact(reader, amount, name);
    }
    cell = mpq_sgn(amount->number) ? named_cell(reader, amount, name) : (Str){0};
    if (cell.n == 0)
        cell = nearby_cell(reader, amount, name);
    return cell.n ? cell : named_fact(reader, amount, name);
}

// 公务用车费、公务接待费预算分别为A万元、B万元: what the last one says of its amount is said of all.
static void budget_share(Listed *list)
{
    const WordList *lists = bind_lists(list->reader);
    Str last = list->names[list->n - 1];
    size_t word = words_end(lists[WORDS_SAID_BUDGET], last);

    if (!word)
        word = words_end(lists[WORDS_SAID_ACTUAL], last);
    for (size_t i = 0; word && word < last.n && i + 1 < list->n; i++)
        if (!words_end(lists[WORDS_SAID_BUDGET], list->names[i]) &&
            !words_end(lists[WORDS_SAID_ACTUAL], list->names[i]))
            list->names[i] = str_print(list->reader->convert->arena, "%.*s%.*s", STR_ARG(list->names[i]),
                                       STR_ARG(str_slice(last, last.n - word, last.n)));
}

static Str fact_called(const BindReader *reader, Str name)
{
    const Table *facts = book_other_data(&reader->convert->project->book);

    for (size_t r = 0; facts && r < facts->lists[0].row_count; r++)
        if (name_equal(facts->lists[0].rows[r].name, name))
            return str_print(reader->convert->arena, "%.*s[%.*s]", STR_ARG(facts->spec->name),
                             STR_ARG(facts->lists[0].rows[r].name));
    return (Str){0};
}

// 政府采购货物、工程、服务支出: facts, of whose names the first has what all begin with.
static bool facts_put(const Listed *list)
{
    const BindReader *reader = list->reader;
    Arena *arena = reader->convert->arena;
    Str first = list->names[0], last = list->names[list->n - 1];
    size_t ending = words_end(bind_lists(reader)[WORDS_ITEM_ENDINGS], last);

    for (size_t at = 0; at < first.n; utf8_next(first, &at))
        for (int pass = 0; pass < (ending && ending < last.n ? 2 : 1); pass++) {
            size_t i = 0;

            for (; i < list->n; i++) {
                Str name = list->names[i], begin = str_slice(first, 0, i ? at : 0);

                if (i + 1 == list->n && pass)
                    name = str_slice(name, 0, name.n - ending);
                if (!bind_cell(
                        list->reader, &list->amounts[i],
                        fact_called(reader, str_print(arena, "%.*s%.*s", STR_ARG(begin), STR_ARG(name)))))
                    break;
            }
            if (i == list->n)
                return true;
            listed_undo(list);
        }
    return false;
}

static bool all_put(const Listed *list)
{
    for (size_t i = 0; i < list->n; i++) {
        Str cell = name_said(list->reader, list->names[i]).n
                       ? cell_of(list->reader, &list->amounts[i], list->names[i])
                       : (Str){0};

        if (cell.n == 0 || !bind_cell(list->reader, &list->amounts[i], cell)) {
            listed_undo(list);
            return facts_put(list);
        }
    }
    return true;
}

static bool names_put(Listed *list)
{
    budget_share(list);
    return all_put(list);
}

// The last of the names may be two, with a joint between them: which of several (公务用车购置及运行维护费)
// the amounts tell.
static bool joint_put(Listed *list)
{
    WordList joints = bind_lists(list->reader)[WORDS_NAME_JOINTS];
    Str last = list->names[list->n - 2];

    for (size_t at = last.n; at > 0; utf8_previous(last, &at)) {
        size_t joint = words_begin(joints, str_slice(last, at, last.n));

        if (!joint || at + joint >= last.n)
            continue;
        list->names[list->n - 2] = str_slice(last, 0, at);
        list->names[list->n - 1] = str_slice(last, at + joint, last.n);
        if (names_put(list))
            return true;
    }
    return false;
}

// The words that name the amounts before `word` bytes that say that they do; empty where they speak of
// another year, or compare.
static Str names_before(const BindReader *reader, const Amount *first, size_t word)
{
    const WordList *lists = bind_lists(reader);
    Str sentence = str_slice(reader->fold, bind_clause(reader, first->from, true), first->from),
        before = str_slice(reader->fold, 0, first->from - word), names;
    size_t from = before.n;

    for (; from > reader->done; utf8_previous(before, &from))
        if (char_is_in((uint32_t)(unsigned char)before.at[from - 1], ",:;!?") ||
            str_ends(str_slice(before, 0, from), STR("。")))
            break;
    names = str_slice(before, from, before.n);
    return !bind_is_now(reader) || words_in(lists[WORDS_REASON], sentence) ||
                   words_in(lists[WORDS_LAST_YEAR], names) || words_in(lists[WORDS_COMPARED_THAN], names)
               ? (Str){0}
               : names;
}

size_t listed_put(BindReader *reader, const Amount *first)
{
    size_t word = words_end(bind_lists(reader)[WORDS_RESPECTIVELY], str_slice(reader->fold, 0, first->from)),
           n;
    Listed list = listed_begin(reader);

    if (!word || first->rate || reader->convert->facts)
        return 0;
    amounts_read(&list, first);
    if (list.n < 2)
        return 0;
    n = names_read(&list, names_before(reader, first, word));
    reader->listed = list.bound;
    reader->listed_count = list.n;
    if (!(n == list.n ? names_put(&list) : n + 1 == list.n && joint_put(&list))) {
        reader->listed_count = 0;
        for (size_t i = 0; i < list.n; i++)
            bind_leave(reader, &list.amounts[i], NULL); // none is of what stands right before it
    }
    return list.amounts[list.n - 1].to;
}

size_t listed_shares(BindReader *reader, const Amount *first)
{
    const WordList *lists = bind_lists(reader);
    Str clause = str_slice(reader->fold, bind_clause(reader, first->from, false), first->from);
    Listed list = listed_begin(reader);
    size_t at = 0, share = 0;

    if (!first->rate || reader->listed_count == 0 ||
        reader->bound.n != reader->listed + reader->listed_count ||
        (!words_in(lists[WORDS_RESPECTIVELY], clause) && !words_in(lists[WORDS_RESPECTIVE_SHARES], clause)))
        return 0;
    while (at < clause.n && (share = words_begin(lists[WORDS_SHARE], str_slice(clause, at, clause.n))) == 0)
        utf8_next(clause, &at);
    amounts_read(&list, first);
    if (!share || list.n != reader->listed_count)
        return 0;
    clause = str_slice(clause, at + share, clause.n);
    clause = str_slice(clause, 0, clause.n - words_end(lists[WORDS_RESPECTIVELY], clause)); // 占比分别为
    for (size_t i = 0; i < list.n; i++)
        if (!rate_share(reader, &list.amounts[i], &reader->bound.at[reader->listed + i], clause)) {
            listed_undo(&list);
            return 0;
        }
    reader->listed_count = 0;
    return list.amounts[list.n - 1].to;
}
