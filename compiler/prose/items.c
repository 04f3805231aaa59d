// Account items: down to 项 (财预〔2016〕143号), under their official names, and each of them told in the
// text.
#include "prose/internal-prose.h"

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
static Str official_names(const Prose *prose, Str code)
{
    const Table *accounts = prose->project->accounts;
    RowMatches matches = {0};

    if (!accounts)
        return (Str){0};
    table_find_rows(prose->arena, accounts, 0, code, &matches);
    for (size_t i = 0; i < matches.n; i++)
        if (str_equal(accounts->lists[0].rows[matches.at[i].row].code, code))
            return accounts->lists[0].rows[matches.at[i].row].name;
    return (Str){0};
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
        prose_report_place(
            prose, table_row_place(table, row), "code-name",
            str_print(prose->arena, _("%.*s is %.*s"), STR_ARG(row->code), STR_ARG(first_name(names))),
            _("the name of %.*s is not “%.*s”"), STR_ARG(row->code), STR_ARG(row->name));
    bool functional = row->code.at[0] == '2' && level < 2;
    if (functional && prose_row_has_amount(list, row) && !table_has_children(table, number, (int)r))
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

static bool in_list(Str list, Str names)
{
    Str item;

    for (size_t at = 0; text_list_next(list, TEXT_LIST_PAUSE, &at, &item);)
        if (is_name(names, item))
            return true;
    return false;
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
    bool listed = in_list(list, account->name), has = item_amount(prose, composition, account->name);
    size_t from = (size_t)(list.at - block->text.at);
    Str name = first_name(account->name);

    if (listed && !has)
        prose_report(prose, (ProseRange){block, from, from + list.n}, "list-item",
                     str_of(_("write `= 列举(…)`, which names those that are not zero")),
                     _("“%.*s” is listed, and the table has nothing for it"), STR_ARG(name));
    else if (!listed && has && complete)
        prose_report(prose, (ProseRange){block, from, from + list.n}, "list-item",
                     str_of(_("write `= 列举(…)`, which names those that are not zero")),
                     _("the list leaves out “%.*s”, which is not zero"), STR_ARG(name));
}

// What follows 主要包括 in the sentence that tells of a cost; *whole: the list is there to its end.
static Str list_of(const ProseBlock *block, Str cost, bool *whole)
{
    WordList begin = block->words->lists[WORDS_LIST_OF_ACCOUNTS];
    ptrdiff_t at = str_find(block->text, cost, 0);

    if (at < 0)
        return (Str){0};
    Str sentence = prose_following(block->text, (size_t)at);
    ptrdiff_t stop = text_find(sentence, "。", 0);
    sentence = str_slice(sentence, 0, stop < 0 ? sentence.n : (size_t)stop);
    Str list = {0};
    for (size_t i = 0; i < begin.n && !list.at; i++) {
        ptrdiff_t list_at = str_find(sentence, begin.at[i], 0);
        if (list_at >= 0)
            list = str_slice(sentence, (size_t)list_at + begin.at[i].n, sentence.n);
    }
    if (!list.at)
        return list;
    if (text_starts(list, "：") || text_starts(list, ":"))
        list = str_slice(list, text_starts(list, "：") ? 3 : 1, list.n);
    *whole = sentence.n < PROSE_WINDOW - 20;
    return list;
}

static bool is_part(const Composition *composition, Str code)
{
    for (size_t i = 0; i < composition->code_count; i++)
        if (table_code_level(code) == 1 && str_starts(code, composition->codes[i]))
            return true;
    return false;
}

static void check_list(Prose *prose, ProseBlock *block, const Composition *composition)
{
    const Table *accounts = prose->project->accounts;
    bool whole = false;
    Str list = list_of(block, composition->of, &whole);

    if (!list.at || !accounts)
        return;
    for (size_t i = 0; i < accounts->lists[0].row_count; i++)
        if (is_part(composition, accounts->lists[0].rows[i].code))
            check_item(prose, block, composition, list, &accounts->lists[0].rows[i],
                       whole && !words_in(block->words->lists[WORDS_LIST_OPEN], list));
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
            if (name_equal(table->spec->name, template->told_tables[i]))
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
