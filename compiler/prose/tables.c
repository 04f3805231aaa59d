// What the text says of whole tables, and how tables stand in the document.
#include "prose/internal-prose.h"

#include <string.h>

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
    static const char *const kinds[] = {"政府性基金预算", "国有资本经营预算", "财政专户管理资金", "专项资金",
                                        NULL};
    const TableBook *book = &prose->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published)
            continue;
        bool about = false;
        for (size_t i = 0; kinds[i]; i++)
            about = about ||
                    (str_starts(table->spec->name, str_of(kinds[i])) && str_starts(name, str_of(kinds[i])));
        if (about && table_has_amount(table))
            return table;
        if (column_has_amount(table, name) || named_row_has_amount(table, name))
            return table;
    }
    return NULL;
}

static Str next_item(Str list, size_t *at)
{
    static const char *const marks[] = {"、", "和", "及", "或", "，", NULL};
    size_t from = *at, end = list.n, skip = 0;

    for (size_t i = 0; marks[i]; i++) {
        ptrdiff_t found = text_find(list, marks[i], from);
        if (found >= 0 && (size_t)found < end) {
            end = (size_t)found;
            skip = strlen(marks[i]);
        }
    }
    *at = end + skip;
    return str_trim(str_slice(list, from, end));
}

// The name in what is denied: 安排的政府性基金预算支出, 使用财政专户管理资金安排的支出.
static Str denied_name(Str item)
{
    static const char *const before[] = {"使用", "安排", "发生", "其他", NULL};
    static const char *const after[] = {"等", "的情况", "安排的支出", NULL};

    for (size_t i = 0; before[i]; i++)
        if (text_starts(item, before[i]) && i < 3)
            item = str_slice(item, strlen(before[i]), item.n);
    for (size_t i = 0; after[i]; i++)
        if (text_ends(item, after[i]))
            item = str_slice(item, 0, item.n - strlen(after[i]));
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
        Str name = denied_name(next_item(sentence, &i));
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
    static const char *const words[] = {"年度无", "年无",     "部门无",   "单位无", "年度没有",
                                        "年没有", "部门没有", "单位没有", "本年无", NULL};

    int n = 0;

    if (block->amounts == AMOUNTS_FREE)
        return;
    for (size_t w = 0; words[w]; w++)
        for (ptrdiff_t at = 0; n < MOST_DENIALS && (at = text_find(block->text, words[w], (size_t)at)) >= 0;
             at++, n++)
            check_denial(prose, block, (size_t)at + strlen(words[w]));
}

// ---- empty tables and the order of tables

static bool narrative_explains(const Prose *prose)
{
    static const char *const words[] = {"空白表格", "空表", "空白表", "无数据的表", NULL};

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (text_has_any(prose->blocks.at[b].text, words))
            return true;
    return false;
}

static bool narrative_denies(const Prose *prose, Str name)
{
    static const char *const words[] = {"无", "没有", "不涉及", NULL};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ptrdiff_t at = str_find(prose->blocks.at[b].text, name, 0);
        if (at >= 0 && text_has_any(prose_sentence(prose->blocks.at[b].text, (size_t)at, (size_t)at), words))
            return true;
    }
    return false;
}

static void check_empty(Prose *prose, const Table *table)
{
    if (!table->empty || table->spec->empty_note.n || !table->spec->published || narrative_explains(prose) ||
        narrative_denies(prose, table->spec->name))
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
