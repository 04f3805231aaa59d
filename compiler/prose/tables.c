// What the text says of whole tables, and how tables stand in the document.
#include "prose/internal-prose.h"

bool prose_row_has_amount(const List *list, const Row *row)
{
    for (uint32_t c = 0; c < list->spec->count; c++)
        if (row->cells[c].kind == CELL_AMOUNT && mpq_sgn(row->cells[c].stored) != 0)
            return true;
    return false;
}

static bool table_has_amount(const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            if (prose_row_has_amount(&table->lists[l], &table->lists[l].rows[r]))
                return true;
    return false;
}

// ---- 本部门无……

static bool column_has_amount(const Table *table, Str name)
{
    for (size_t l = 0; l < table->spec->list_count; l++) {
        const List *list = &table->lists[l];
        for (uint32_t c = 0; c < list->spec->count; c++) {
            const ColumnSpec *column = &table->spec->columns[list->spec->first + c];
            if (column->kind != COLUMN_AMOUNT || !name_equal(column->name, name))
                continue;
            for (size_t r = 0; r < list->row_count; r++)
                if (list->rows[r].cells[c].kind == CELL_AMOUNT && mpq_sgn(list->rows[r].cells[c].stored) != 0)
                    return true;
        }
    }
    return false;
}

static bool named_row_has_amount(const Table *table, Str name)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            if (name_equal(table->lists[l].rows[r].name, name) &&
                prose_row_has_amount(&table->lists[l], &table->lists[l].rows[r]))
                return true;
    return false;
}

// The table that has what the text denies; NULL where none.
static const Table *table_with(const Prose *prose, Str name)
{
    WordList kinds = prose->words->lists[WORDS_NONE_KINDS];
    const TableBook *book = &prose->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published)
            continue;
        bool about = false;
        for (size_t i = 0; i < kinds.n; i++)
            about = about || (str_starts(table->spec->name, kinds.at[i]) && str_starts(name, kinds.at[i]));
        if (about && table_has_amount(table))
            return table;
        if (column_has_amount(table, name) || named_row_has_amount(table, name))
            return table;
    }
    return NULL;
}

static Str next_item(WordList marks, Str list, size_t *at)
{
    size_t from = *at, end = list.n, skip = 0;

    for (size_t i = 0; i < marks.n; i++) {
        ptrdiff_t found = str_find(list, marks.at[i], from);
        if (found >= 0 && (size_t)found < end) {
            end = (size_t)found;
            skip = marks.at[i].n;
        }
    }
    *at = end + skip;
    return str_trim(str_slice(list, from, end));
}

// The name in what is denied: 安排的政府性基金预算支出, 使用财政专户管理资金安排的支出.
static Str denied_name(const Words *words, Str item)
{
    WordList before = words->lists[WORDS_NONE_BEFORE], after = words->lists[WORDS_NONE_AFTER];

    for (size_t i = 0; i < before.n; i++)
        if (str_starts(item, before.at[i]))
            item = str_slice(item, before.at[i].n, item.n);
    for (size_t i = 0; i < after.n; i++)
        if (str_ends(item, after.at[i]))
            item = str_slice(item, 0, item.n - after.at[i].n);
    return item;
}

// No paragraph denies more: each is looked for in all tables.
#define MOST_DENIALS 100
#define MOST_DENIED 30

static void check_denial(Prose *prose, ProseBlock *block, size_t at)
{
    Str rest = prose_following(block->text, at);
    Str sentence = prose_clause(rest, 0, 0);
    size_t i = 0;

    for (int n = 0; i < sentence.n && n < MOST_DENIED; n++) {
        Str name = denied_name(prose->words, next_item(prose->words->lists[WORDS_NONE_APART], sentence, &i));
        if (utf8_count(name) < 3)
            continue;
        const Table *table = table_with(prose, name);
        if (!table)
            continue;
        size_t from = (size_t)(name.at - block->text.at);
        prose_report(
            prose, (ProseRange){block, from, from + name.n}, "none-contradicts",
            str_of(_("put the sentence into a `when` block, so that it stands only where it is true")),
            _("the text says that there is no “%.*s”, and %.*s has some"), STR_ARG(name),
            STR_ARG(table->spec->name));
    }
}

static void check_denials(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_NONE_BEGINS];
    int n = 0;

    if (block->amounts == AMOUNTS_FREE)
        return;
    for (size_t w = 0; w < words.n; w++)
        for (ptrdiff_t at = 0; n < MOST_DENIALS && (at = str_find(block->text, words.at[w], (size_t)at)) >= 0;
             at++, n++)
            // 学前教育（项）……本年没有项目支出: of that item alone.
            if (!words_in(prose->words->lists[WORDS_ACCOUNT_TOLD], str_slice(block->text, 0, (size_t)at)))
                check_denial(prose, block, (size_t)at + words.at[w].n);
}

// ---- empty tables and the order of tables

static bool narrative_explains(const Prose *prose)
{
    WordList words = prose->words->lists[WORDS_EMPTY_TABLES];

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (words_in(words, prose->blocks.at[b].text))
            return true;
    return false;
}

static bool narrative_denies(const Prose *prose, Str name)
{
    WordList words = prose->words->lists[WORDS_EMPTY_TABLE_DENIED];

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ptrdiff_t at = str_find(prose->blocks.at[b].text, name, 0);
        if (at >= 0 && words_in(words, prose_sentence(prose->blocks.at[b].text, (size_t)at, (size_t)at)))
            return true;
    }
    return false;
}

static void check_empty(Prose *prose, const Table *table)
{
    if (!table->empty || table->unfilled || table->spec->empty_note.n || !table->spec->published ||
        narrative_explains(prose) || narrative_denies(prose, table->spec->name))
        return;
    prose_report_place(prose, (Place){.file = table->file}, "table-note-missing",
                       str_of(_("say in the text, or in its empty-note, that there is nothing to publish")),
                       _("%.*s is empty, and nothing says why"), STR_ARG(table->spec->name));
}

static void check_order(Prose *prose)
{
    const Document *document = prose->document;
    int last = 0;

    for (size_t i = 0; i < document->table_count; i++) {
        const TableUse *use = &document->tables[i];
        Place place = source_place(use->node->source, use->node->offset, 0);
        for (size_t k = 0; k < i; k++)
            if (document->tables[k].table == use->table)
                prose_report_place(prose, place, "table-twice",
                                   str_of(_("place it once, and link to it elsewhere")),
                                   _("%.*s stands twice"), STR_ARG(use->table->spec->name));
        if (!use->node->source || !use->table->spec->number)
            continue;
        if (use->table->spec->number < last)
            prose_report_place(prose, place, "table-order",
                               str_of(_("place tables in the order of their numbers")),
                               _("table %d stands after table %d"), use->table->spec->number, last);
        last = use->table->spec->number;
    }
}

void prose_check_tables(Prose *prose)
{
    const TableBook *book = &prose->project->book;

    for (size_t b = 0; b < prose->blocks.n; b++)
        check_denials(prose, &prose->blocks.at[b]);
    for (size_t t = 0; t < book->table_count; t++)
        check_empty(prose, book->tables[t]);
    check_order(prose);
}
