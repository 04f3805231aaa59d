// Account items: down to 项 (财预〔2016〕143号), under their official names, and each of them told in the
// text.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// ---- the official classification

// The first of the names of a code, which are parted by bars where it has been named several ways.
static Str first_name(Str names)
{
    ptrdiff_t bar = str_find_char(names, '|', 0);

    return str_slice(names, 0, bar < 0 ? names.n : (size_t)bar);
}

static bool is_name(Str names, Str name)
{
    while (names.n) {
        Str first = first_name(names);
        if (name_equal(first, name))
            return true;
        names = str_slice(names, first.n < names.n ? first.n + 1 : names.n, names.n);
    }
    return false;
}

// The names of a code; empty where the classification has not the code.
static Str names_in(const Prose *prose, const Table *accounts, Str code)
{
    RowMatches matches = {0};

    if (!accounts)
        return (Str){0};
    table_find_rows(prose->arena, accounts, 0, code, &matches);
    for (size_t i = 0; i < matches.n; i++)
        if (str_equal(accounts->lists[0].rows[matches.at[i].row].code, code))
            return accounts->lists[0].rows[matches.at[i].row].name;
    return (Str){0};
}

static Str official_names(const Prose *prose, Str code)
{
    return names_in(prose, prose->project->accounts, code);
}

// Whether a code had this name in a year before.
static bool was_name(const Prose *prose, Str code, Str name)
{
    for (size_t i = 0; i < prose->project->accounts_before_count; i++)
        if (is_name(names_in(prose, prose->project->accounts_before[i], code), name))
            return true;
    return false;
}

static void report_name(Prose *prose, Place place, const Row *row, Str names)
{
    Str hint = str_print(prose->arena, _("%.*s is %.*s"), STR_ARG(row->code), STR_ARG(first_name(names)));

    if (was_name(prose, row->code, row->name))
        prose_report_place(prose, place, "code-name", hint,
                           _("“%.*s” is what %.*s was called in a year before"), STR_ARG(row->name),
                           STR_ARG(row->code));
    else
        prose_report_place(prose, place, "code-name", hint, _("the name of %.*s is not “%.*s”"),
                           STR_ARG(row->code), STR_ARG(row->name));
}

// By function (2…) down to 项; by economic classification (3…, 5…) down to 款.
static void check_row(Prose *prose, const Table *table, int number, size_t r)
{
    const List *list = &table->lists[number];
    const Row *row = &list->rows[r];
    int level = table_code_level(row->code);
    Str names = level >= 0 ? official_names(prose, row->code) : (Str){0};

    if (level < 0 || row->kind != ROW_ITEM)
        return;
    if (names.n && row->name.n && !is_name(names, row->name))
        report_name(prose, table_row_place(table, row), row, names);
    bool functional = row->code.at[0] == '2' && level < 2;
    if (functional && prose_row_has_amount(list, row) && !table_has_children(table, number, (int)r) &&
        !project_withholds_below(prose->project, row->code))
        prose_report_place(prose, table_row_place(table, row), "item-level",
                           str_of(_("give the 款 and 项 under it")),
                           _("“%.*s” has an amount and no 项 under it"), STR_ARG(row->name));
}

static void check_rows(Prose *prose, const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; table->lists[l].spec->hierarchy == HIERARCHY_CODE && r < table->lists[l].row_count;
             r++)
            check_row(prose, table, (int)l, r);
}

// ---- each 项 in the text: told-tables of the template

static Str all_text(Prose *prose)
{
    StrBuf buf = {.arena = prose->arena};

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE)
            buf_add(&buf, prose->blocks.at[b].text);
    return name_fold(prose->arena, buf_str(&buf));
}

// 一般公共服务支出（项）: the name and what marks it as an account's.
static bool is_told(const Prose *prose, Str text, Str name)
{
    WordList marks = prose->words->lists[WORDS_ACCOUNT_TOLD];

    for (size_t i = 0; i < marks.n; i++) {
        Str wanted = str_print(prose->arena, "%.*s%.*s", STR_ARG(name), STR_ARG(marks.at[i]));
        if (str_find(text, name_fold(prose->arena, wanted), 0) >= 0)
            return true;
    }
    return false;
}

static void check_each_item(Prose *prose, const Table *table)
{
    Str text = all_text(prose);

    if (prose->document->incomplete) // what is left out may tell of it
        return;
    for (size_t r = 0; r < table->lists[0].row_count; r++) {
        const Row *row = &table->lists[0].rows[r];
        if (table_code_level(row->code) != 2 || !prose_row_has_amount(&table->lists[0], row))
            continue;
        if (!is_told(prose, text, row->name))
            prose_report_place(
                prose, table_row_place(table, row), "item-skipped",
                str_of(_("tell its purpose, budget, amount and reason; an `each` block tells them all")),
                _("the text says nothing of %.*s “%.*s”"), STR_ARG(row->code), STR_ARG(row->name));
    }
}

// ---- 主要包括：办公费、印刷费……

// 办公设备购置支出 is 办公设备购置, 公务用车运行维护支出 the cost of that name.
static Str without_ending(WordList endings, Str name)
{
    // 差旅费支出 has two.
    for (size_t ending; (ending = words_end(endings, name)) && ending < name.n;)
        name = str_slice(name, 0, name.n - ending);
    return name;
}

static bool is_item(const Words *words, Str names, Str item)
{
    WordList endings = words->lists[WORDS_ITEM_ENDINGS];

    if (is_name(names, item))
        return true;
    item = without_ending(endings, item);
    while (names.n) {
        Str first = first_name(names);
        if (name_equal(without_ending(endings, first), item))
            return true;
        names = str_slice(names, first.n < names.n ? first.n + 1 : names.n, names.n);
    }
    return false;
}

// 退休费和抚恤金 at a list's end is two members; 对个人和家庭的补助 is one, and stands as it is first.
static bool is_joined_item(const Words *words, Str names, Str member)
{
    WordList joints = words->lists[WORDS_LAST_MEMBER];

    if (is_item(words, names, member))
        return true;
    for (size_t i = 0; i < joints.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(member, joints.at[i], (size_t)at)) >= 0; at++)
            if (is_item(words, names, str_slice(member, 0, (size_t)at)) ||
                is_item(words, names, str_slice(member, (size_t)at + joints.at[i].n, member.n)))
                return true;
    return false;
}

// 水电费 covers 水费 and 电费.
static bool is_covered(const Words *words, Str names, Str member)
{
    WordList covers = words->lists[WORDS_ITEM_COVERS];

    for (size_t i = 0; i < covers.n; i++) {
        if (!name_equal(member, covers.at[i]))
            continue;
        for (size_t k = 0; k < covers.of[i].n; k++)
            if (is_item(words, names, covers.of[i].at[k]))
                return true;
    }
    return false;
}

// The next item of a list, without what leaves it open: 津贴补贴 of 津贴补贴等日常支出.
static bool next_item(const Words *words, Str list, size_t *at, Str *item)
{
    WordList open = words->lists[WORDS_LIST_OPEN];

    if (!text_list_next(list, TEXT_LIST_PAUSE | TEXT_LIST_CLAUSE, at, item))
        return false;
    for (size_t i = 0; i < open.n; i++) {
        ptrdiff_t end = str_find(*item, open.at[i], 0);
        if (end > 0)
            *item = str_slice(*item, 0, (size_t)end);
    }
    return true;
}

typedef struct Listed {
    bool own;     // by its own name
    bool covered; // by a word that covers it and another
} Listed;

static Listed in_list(const Words *words, Str list, Str names)
{
    Listed listed = {0};
    Str item;

    for (size_t at = 0; next_item(words, list, &at, &item);) {
        listed.own = listed.own || is_joined_item(words, names, item);
        listed.covered = listed.covered || is_covered(words, names, item);
    }
    return listed;
}

// Whether an item of the economic classification has an amount in any of the composition's tables.
static bool item_amount(const Prose *prose, const Composition *composition, Str names)
{
    const TableBook *book = &prose->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published || str_find(table->spec->name, composition->tables, 0) < 0)
            continue;
        for (size_t l = 0; l < table->spec->list_count; l++)
            for (size_t r = 0; r < table->lists[l].row_count; r++)
                if (is_name(names, table->lists[l].rows[r].name) &&
                    prose_row_has_amount(&table->lists[l], &table->lists[l].rows[r]))
                    return true;
    }
    return false;
}

static void check_item(Prose *prose, ProseBlock *block, const Composition *composition, Str list,
                       const Row *account, bool complete)
{
    Listed listed = in_list(prose->words, list, account->name);
    bool has = item_amount(prose, composition, account->name);
    size_t from = (size_t)(list.at - block->text.at);
    Str name = first_name(account->name);

    if (listed.own && !has)
        prose_report(prose, (ProseRange){block, from, from + list.n}, "list-item",
                     str_of(_("write `= 列举(…)`, which names those that are not zero")),
                     _("“%.*s” is listed, and the table has nothing for it"), STR_ARG(name));
    else if (!listed.own && !listed.covered && has && complete)
        prose_report(prose, (ProseRange){block, from, from + list.n}, "list-item",
                     str_of(_("write `= 列举(…)`, which names those that are not zero")),
                     _("the list leaves out “%.*s”, which is not zero"), STR_ARG(name));
}

// The first of the words in the text; -1: none. *length gets its bytes.
static ptrdiff_t first_of(WordList words, Str text, size_t *length)
{
    ptrdiff_t first = -1;

    for (size_t i = 0; i < words.n; i++) {
        ptrdiff_t at = str_find(text, words.at[i], 0);
        if (at < 0 || (first >= 0 && at >= first))
            continue;
        first = at;
        *length = words.at[i].n;
    }
    return first;
}

// Where the list ends: at the sentence's end, or where a clause after ； begins another.
static size_t list_end(WordList begin, Str text)
{
    ptrdiff_t stop = text_find(text, "。", 0);
    size_t end = stop < 0 ? text.n : (size_t)stop, length;

    for (ptrdiff_t at = 0; (at = text_find(text, "；", (size_t)at)) >= 0 && (size_t)at < end; at++) {
        ptrdiff_t next = text_find(text, "；", (size_t)at + 1);
        size_t to = next < 0 || (size_t)next > end ? end : (size_t)next;
        if (first_of(begin, str_slice(text, (size_t)at, to), &length) >= 0)
            return (size_t)at;
    }
    return end;
}

// The names of other costs that have lists stand in the text: what follows is theirs.
static bool names_another(const Template *template, Str text, Str cost)
{
    for (size_t i = 0; i < template->composition_count; i++)
        if (!str_equal(template->compositions[i].of, cost) &&
            str_find(text, template->compositions[i].of, 0) >= 0)
            return true;
    return false;
}

// Of a list, up to its first mark.
static Str first_member(Str list)
{
    Str clause = prose_clause(list, 0, 0);
    ptrdiff_t pause = text_find(clause, "、", 0);

    return str_slice(clause, 0, pause < 0 ? clause.n : (size_t)pause);
}

// The list that follows the cost at byte `at`: 公用经费……主要包括：办公费、印刷费; empty: none.
static Str list_at(const Prose *prose, const ProseBlock *block, Str cost, size_t at)
{
    WordList begin = block->words->lists[WORDS_LIST_OF_ACCOUNTS];
    size_t length = 0;
    Str text = str_slice(block->text, at + cost.n, block->text.n);
    ptrdiff_t stop = text_find(text, "。", 0);

    text = str_slice(text, 0, stop < 0 ? text.n : (size_t)stop);
    ptrdiff_t from = first_of(begin, text, &length);
    if (from < 0 && words_end(block->words->lists[WORDS_MADE_UP], text))
        from = first_of(block->words->lists[WORDS_LIST_MADE_OF], text, &length);
    if (from < 0 || names_another(prose->project->template, str_slice(text, 0, (size_t)from), cost))
        return (Str){0};
    Str list = str_slice(text, (size_t)from + length, text.n);
    for (ptrdiff_t next; (next = first_of(begin, first_member(list), &length)) >= 0;)
        list = str_slice(list, (size_t)next + length, list.n); // 用于支付…: the last of such words begins it
    if (text_starts(list, "：") || text_starts(list, ":"))
        list = str_slice(list, text_starts(list, "：") ? strlen("：") : 1, list.n);
    return str_slice(list, 0, list_end(begin, list));
}

static bool is_part(const Composition *composition, Str code)
{
    for (size_t i = 0; i < composition->code_count; i++)
        if (table_code_level(code) == 1 && str_starts(code, composition->codes[i]))
            return true;
    return false;
}

// The item is an account of the cost, or a word for several.
static bool is_account(const Prose *prose, const Composition *composition, Str item)
{
    const List *accounts = &prose->project->accounts->lists[0];

    for (size_t i = 0; i < accounts->row_count; i++)
        if (is_part(composition, accounts->rows[i].code) &&
            (is_item(prose->words, accounts->rows[i].name, item) ||
             is_covered(prose->words, accounts->rows[i].name, item)))
            return true;
    return false;
}

// Half of the list's items are accounts, and one at least of the cost: else it is no list of accounts, but of
// what is done.
static bool lists_accounts(const Prose *prose, const Composition *composition, Str list)
{
    size_t items = 0, own = 0, known = 0;
    Str item;

    for (size_t at = 0; next_item(prose->words, list, &at, &item); items++) {
        bool mine = is_account(prose, composition, item);
        own += mine;
        known += mine;
        for (size_t c = 0; !mine && c < prose->project->template->composition_count; c++)
            if (is_account(prose, &prose->project->template->compositions[c], item)) {
                known++;
                break;
            }
    }
    return own && known * 2 >= items;
}

// The composition that has an account item of that name; NULL: none, or the cost itself.
static const Composition *composition_of(const Prose *prose, const Composition *own, Str item)
{
    const Template *template = prose->project->template;
    const List *accounts = &prose->project->accounts->lists[0];
    const Composition *other = NULL;

    for (size_t i = 0; i < accounts->row_count; i++) {
        const Row *row = &accounts->rows[i];
        if (!is_item(prose->words, row->name, item))
            continue;
        if (is_part(own, row->code))
            return NULL;
        for (size_t c = 0; c < template->composition_count && !other; c++)
            if (is_part(&template->compositions[c], row->code))
                other = &template->compositions[c];
    }
    return other;
}

// An item that stands twice in a list, or that is another cost's.
static void check_members(Prose *prose, ProseBlock *block, const Composition *composition, Str list)
{
    VEC(Str) items = {0};
    Str item;

    for (size_t at = 0; next_item(prose->words, list, &at, &item);) {
        ProseRange range = {block, (size_t)(item.at - block->text.at),
                            (size_t)(item.at - block->text.at) + item.n};
        const Composition *other = item.n ? composition_of(prose, composition, item) : NULL;

        for (size_t i = 0; i < items.n; i++)
            if (name_equal(items.at[i], item))
                prose_report(prose, range, "list-item", str_of(_("delete one")),
                             _("“%.*s” stands twice in the list"), STR_ARG(item));
        if (other)
            prose_report(prose, range, "list-item",
                         str_of(_("write `= 列举(…)`, which names those that are not zero")),
                         _("“%.*s” is one of %.*s, not of %.*s"), STR_ARG(item), STR_ARG(other->of),
                         STR_ARG(composition->of));
        *vec_push(prose->arena, &items) = item;
    }
}

// Whether all tables that tell what a cost is made up of were read.
static bool has_tables(const Prose *prose, const Composition *composition)
{
    const Template *template = prose->project->template;

    for (size_t i = 0; i < template->table_count; i++)
        if (str_find(template->tables[i].name, composition->tables, 0) >= 0 &&
            book_has_reported(&prose->project->book, template, template->tables[i].name))
            return false;
    return true;
}

static void check_list(Prose *prose, ProseBlock *block, const Composition *composition)
{
    const Table *accounts = prose->project->accounts;
    Str cost = composition->of;

    for (ptrdiff_t at = 0; accounts && (at = str_find(block->text, cost, (size_t)at)) >= 0; at++) {
        Str list = list_at(prose, block, cost, (size_t)at);
        if (!list.at || !lists_accounts(prose, composition, list))
            continue;
        check_members(prose, block, composition, list);
        for (size_t i = 0; has_tables(prose, composition) && i < accounts->lists[0].row_count; i++)
            if (is_part(composition, accounts->lists[0].rows[i].code))
                check_item(prose, block, composition, list, &accounts->lists[0].rows[i],
                           !words_in(block->words->lists[WORDS_LIST_OPEN], list));
        return;
    }
}

static bool is_told_table(const Template *template, Str name, const Table *table)
{
    const TableSpec *spec = template_find_table(template, name);

    return spec && spec->number == table->spec->number;
}

void prose_check_items(Prose *prose)
{
    const TableBook *book = &prose->project->book;
    const Template *template = prose->project->template;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published || !table->spec->number)
            continue;
        check_rows(prose, table);
        for (size_t i = 0; i < template->told_table_count; i++)
            if (is_told_table(template, template->told_tables[i], table))
                check_each_item(prose, table);
    }
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t i = 0; i < template->composition_count; i++)
            check_list(prose, block, &template->compositions[i]);
    }
}
