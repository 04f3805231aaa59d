// What a document asks of rows of its tables, where its text tells them one by one (行.用途, 行.原因), and
// the facts that no table has.
#include <string.h>

#include "office/internal-fill.h"

#define COLUMNS_MOST 6

// A passage that is repeated for rows.
typedef struct Passage {
    Str table, level; // as `each` names them
    Str text;
} Passage;

static Str line_at(Str text, size_t at)
{
    ptrdiff_t end = str_find_char(text, '\n', at);

    return str_slice(text, at, end < 0 ? text.n : (size_t)end);
}

static size_t fence_of(Str line)
{
    size_t n = 0;

    while (n < line.n && line.at[n] == '~')
        n++;
    return n >= 3 ? n : 0;
}

// ~~~each 部门支出总表 level=项
static bool passage_begins(Str line, size_t fence, Passage *passage)
{
    Str rest = str_trim(str_slice(line, fence, line.n));
    size_t at = 0;

    if (fence == 0 || !str_starts(rest, STR("each ")))
        return false;
    rest = str_trim(str_slice(rest, strlen("each "), rest.n));
    while (at < rest.n && rest.at[at] != ' ')
        at++;
    passage->table = str_slice(rest, 0, at);
    ptrdiff_t level = str_find(rest, STR("level="), at);

    passage->level = (Str){0};
    if (level >= 0) {
        size_t from = (size_t)level + strlen("level="), to = from;

        while (to < rest.n && rest.at[to] != ' ')
            to++;
        passage->level = str_slice(rest, from, to);
    }
    return passage->table.n > 0;
}

// The next of a section's text from byte *at on.
static bool passage_next(Str text, size_t *at, Passage *passage)
{
    for (size_t fence; *at < text.n;) {
        Str line = line_at(text, *at);

        *at += line.n + 1;
        fence = fence_of(line);
        if (!passage_begins(line, fence, passage))
            continue;
        size_t from = *at < text.n ? *at : text.n, to = from;

        while (to < text.n) {
            Str inside = line_at(text, to);

            if (fence_of(inside) == fence && str_trim(inside).n == fence)
                break;
            to += inside.n + 1;
        }
        to = to < text.n ? to : text.n;
        passage->text = str_slice(text, from, to);
        *at = to;
        return true;
    }
    return false;
}

// ---- what the passage says of a row

static bool is_field(Str name)
{
    static const char *const fields[] = {"类", "款", "项", "名称", "序号"};

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (str_equal(name, str_of(fields[i])))
            return true;
    return false;
}

// Names after 行. that are columns of 说明.
static size_t sayings_of(Str text, Str columns[COLUMNS_MOST])
{
    Str mark = STR("`= 行.");
    size_t n = 0;

    for (ptrdiff_t at = 0; (at = str_find(text, mark, (size_t)at)) >= 0 && n < COLUMNS_MOST;) {
        size_t from = (size_t)at + mark.n, to = from;

        while (to < text.n && char_is_han(utf8_next(text, &(size_t){to})))
            utf8_next(text, &to);
        Str name = str_slice(text, from, to);

        if (name.n && to < text.n && text.at[to] == '`' && !is_field(name) && name_find(columns, n, name) < 0)
            columns[n++] = name;
        at = (ptrdiff_t)to;
    }
    return n;
}

// The first comparison of two amounts in the passage; else the first amount of the row alone.
static void sides_of(Str text, Str *now, Str *last)
{
    *now = *last = (Str){0};
    for (ptrdiff_t at = 0; (at = str_find(text, STR("`="), (size_t)at)) >= 0;) {
        ptrdiff_t end = str_find_char(text, '`', (size_t)at + 2);
        Str expression, a, b;

        if (end < 0)
            return;
        expression = str_trim(str_slice(text, (size_t)at + 2, (size_t)end));
        if (fill_sides(expression, &a, &b) && str_starts(a, STR("行["))) {
            *now = a;
            *last = b;
            return;
        }
        if (now->n == 0 && str_starts(expression, STR("行[")))
            *now = expression;
        at = end + 1;
    }
}

// What 说明 says of the row now; empty where it says nothing.
static Str said_now(const FillMaking *making, const RowContext *row, Str column)
{
    const Figure *figure =
        fill_asked(making->made, str_print(making->arena, "行.%.*s", STR_ARG(column)), row);

    return figure->value.kind == VALUE_TEXT ? figure->value.text : (Str){0};
}

static bool is_asked(const FillMaking *making, const FillSlot *slot)
{
    for (size_t i = 0; i < making->items.n; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            const FillSlot *other = &making->items.at[i].slots[c];

            if (other->where == FILL_TO_SAYING && str_equal(other->table, slot->table) &&
                str_equal(other->row, slot->row) && str_equal(other->column, slot->column))
                return true;
        }
    return false;
}

// The two usual columns have cells of their own; any other is asked for in the row after.
static FillColumn column_for(const FillMaking *making, const FillItem *item, Str name)
{
    const WordList *words = making->made->project->template->words->lists;

    if (words_find(words[WORDS_REASON_COLUMNS], name) >= 0)
        return FILL_REASON;
    return item->slots[FILL_PURPOSE].where == FILL_NOWHERE ? FILL_PURPOSE : FILL_COLUMNS;
}

static void row_ask(FillMaking *making, const Passage *passage, const RowContext *context, const Str *columns,
                    size_t n)
{
    const Row *row = &context->table->lists[context->list].rows[context->row];
    FillItem item = {.kind = FILL_CHANGES};
    bool any = false;
    Str now, last;

    for (size_t i = 0; i < n; i++) {
        FillColumn column = column_for(making, &item, columns[i]);
        FillSlot slot = {.where = FILL_TO_SAYING,
                         .table = context->table->spec->name,
                         .row = row->code.n ? row->code : row->name,
                         .column = columns[i],
                         .shown = said_now(making, context, columns[i])};

        if (column == FILL_COLUMNS || is_asked(making, &slot))
            continue;
        item.slots[column] = slot;
        any = true;
    }
    if (!any)
        return;
    item.texts[FILL_ITEM] =
        row->code.n ? str_print(making->arena, "%.*s %.*s", STR_ARG(row->code), STR_ARG(row->name))
                    : row->name;
    sides_of(passage->text, &now, &last);
    if (now.n && last.n)
        fill_amounts(making, &item, now, last, context);
    else if (now.n)
        fill_amount(making, &item, now, context);
    *(FillItem *)vec_push(making->arena, &making->items) = item;
}

static void passage_ask(FillMaking *making, const Source *section, const Passage *passage)
{
    FigureContext context = {.source = section};
    Diag *aside = diag_new(), *usual = figure_divert(making->made->env, aside);
    Str columns[COLUMNS_MOST];
    RowContext *rows = NULL;
    size_t n = sayings_of(passage->text, columns), row_count = 0;
    bool found =
        n > 0 && figure_rows(making->made->env, passage->table, passage->level, context, &rows, &row_count);

    figure_divert(making->made->env, usual);
    diag_free(aside);
    for (size_t i = 0; found && i < row_count; i++)
        row_ask(making, passage, &rows[i], columns, n);
}

void fill_rows(FillMaking *making)
{
    const Project *project = making->made->project;
    Passage passage;

    for (size_t i = 0; i < project->section_count; i++)
        for (size_t at = 0; passage_next(project->sections[i]->text, &at, &passage);)
            passage_ask(making, project->sections[i], &passage);
}

Str fill_said(const FillMaking *making, Str table, Str row, Str column)
{
    const Table *reasons = book_reasons(&making->made->project->book);
    int of_table = reasons ? table_find_column(reasons, 0, STR("表"), NULL) : -1;
    int text = reasons ? table_find_column(reasons, 0, column, NULL) : -1;

    for (size_t i = 0; of_table >= 0 && text >= 0 && i < reasons->lists[0].row_count; i++) {
        const Cell *cells = reasons->lists[0].rows[i].cells;

        for (int c = 0; c < (int)reasons->lists[0].spec->count; c++)
            if (c != of_table && c != text && name_equal(cells[c].text, row) &&
                name_equal(cells[of_table].text, table))
                return cells[text].text;
    }
    return (Str){0};
}

// ---- facts

// Of a blank cell nothing is said, which is not that there was none.
static Str fact_last(const FillMaking *making, Str name)
{
    const Figure *figure =
        fill_asked(making->made, str_print(making->arena, "上年.其他数据[%.*s]", STR_ARG(name)), NULL);
    const TraceItem *item = figure->trace_count ? &figure->trace[0] : NULL;
    bool blank = !item || (item->cell.table && table_cell(item->cell)->kind != CELL_AMOUNT);

    return figure->value.kind == VALUE_NUMBER && !blank ? figure->text : (Str){0};
}

void fill_facts(FillMaking *making)
{
    const Project *project = making->made->project;
    const Table *facts = book_other_data(&project->book);
    const WordList *words = project->template->words->lists;
    Str value = words_first(words[WORDS_FACT_VALUE_COLUMN]);
    int column = facts ? table_find_column(facts, 0, value, NULL) : -1;
    int unit = facts ? table_unit_column(facts->spec, 0) : -1;

    for (size_t i = 0; column >= 0 && i < facts->lists[0].row_count; i++) {
        const Row *row = &facts->lists[0].rows[i];
        FillItem *item = vec_push(making->arena, &making->items);

        item->kind = FILL_FACTS;
        item->texts[FILL_ITEM] = row->name;
        item->texts[FILL_UNIT] = unit >= 0 ? row->cells[unit].text : row->unit.name;
        item->texts[FILL_LAST] = fact_last(making, row->name);
        item->slots[FILL_TEXT] = (FillSlot){
            .where = FILL_TO_FACT, .row = row->name, .column = value, .shown = row->cells[column].text};
    }
}
