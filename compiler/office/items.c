// What rows of an export say of each other: one name a code, one code a name, and the same lines for all.
#include "office/internal-export.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define GROUP_DIGITS 5
#define MOST_LINES 2000 // of a list of a form: past it they are no form's

// A code under a name, as rows say it.
typedef struct AccountItem {
    Str code, name;
    Str fold;    // of the name
    size_t n;    // rows
    size_t last; // of its rows in order
    UT_hash_handle hh;
} AccountItem;

// A row of an item, wherever it stands.
typedef struct ItemRow {
    AccountItem *item;
    size_t table;
    uint32_t record;
    int document;
    uint32_t line, column, width;
} ItemRow;

// A line of a form, and which documents have it.
typedef struct FormLine {
    Str name;
    Str fold;
    bool *has;
    UT_hash_handle hh;
} FormLine;

// A list whose lines are a form's.
typedef struct LineList {
    size_t table;
    int list;
    FormLine *by_fold;
    VEC(FormLine *) lines; // as they were first seen
    bool *any;             // the documents that have rows there
} LineList;

struct ItemNotes {
    Export *export;
    AccountItem *items; // by code and name
    VEC(ItemRow) rows;
    VEC(LineList *) lists;
};

static void let_go(void *context)
{
    ItemNotes *notes = context;

    HASH_CLEAR(hh, notes->items);
    for (size_t i = 0; i < notes->lists.n; i++)
        HASH_CLEAR(hh, notes->lists.at[i]->by_fold);
}

ItemNotes *item_notes_new(Export *export)
{
    ItemNotes *notes = ARENA_NEW(export->arena, ItemNotes);

    notes->export = export;
    arena_defer(export->arena, let_go, notes);
    return notes;
}

// ---- account items

static AccountItem *item_of(ItemNotes *notes, const Row *row)
{
    Arena *arena = notes->export->arena, *scratch = arena_new();
    Str key = str_print(scratch, "%.*s\n%.*s", STR_ARG(row->code), STR_ARG(row->name));
    AccountItem *item;

    HASH_FIND(hh, notes->items, key.at, key.n, item);
    if (!item) {
        item = ARENA_NEW(arena, AccountItem);
        key = str_copy(arena, key);
        item->code = str_slice(key, 0, row->code.n);
        item->name = str_slice(key, row->code.n + 1, key.n);
        item->fold = name_fold(arena, item->name);
        HASH_ADD_KEYPTR(hh, notes->items, key.at, key.n, item);
    }
    arena_free(scratch);
    item->n++;
    return item;
}

static void add_items(ItemNotes *notes, const ExportTable *table, size_t index, int list)
{
    const List *l = &table->table->lists[list];

    for (size_t i = 0; i < l->row_count; i++) {
        const Row *row = &l->rows[i];
        Place place;

        if (!row->code.n || !row->name.n)
            continue;
        place = table_row_place(table->table, row);
        *vec_push(notes->export->arena, &notes->rows) =
            (ItemRow){item_of(notes, row), index,        row->record, table->documents[row->record],
                      place.line,          place.column, place.width};
    }
}

static Str group_of(Str code)
{
    return str_slice(code, 0, code.n < GROUP_DIGITS ? code.n : GROUP_DIGITS);
}

// Tables stand in the order of their files' names.
static int compare(const void *a, const void *b)
{
    const ItemRow *x = a, *y = b;
    int order = str_compare(x->item->code, y->item->code);

    if (order)
        return order;
    order = (x->table > y->table) - (x->table < y->table);
    return order ? order : (x->record > y->record) - (x->record < y->record);
}

// The items of one 款, those whose last row comes first before the others.
typedef struct Group {
    AccountItem **at;
    size_t n;
} Group;

static int compare_last(const void *a, const void *b)
{
    const AccountItem *x = *(AccountItem *const *)a, *y = *(AccountItem *const *)b;

    return (x->last > y->last) - (x->last < y->last);
}

// Rows that say the same, and those that say something else; *other gets what one of those says.
static void count(Group group, const AccountItem *one, bool by_code, size_t *same, size_t *differing,
                  const AccountItem **other)
{
    *same = *differing = 0;
    for (size_t i = 0; i < group.n; i++) {
        const AccountItem *item = group.at[i];
        bool code = str_equal(item->code, one->code), name = str_equal(item->fold, one->fold);

        if (code && name)
            *same += item->n;
        if (by_code ? !code || name : !name || code || item->code.n != one->code.n)
            continue;
        *differing += item->n;
        *other = item;
    }
}

static void report(Export *export, const ItemRow *row, const AccountItem *other)
{
    const Table *table = export->tables[row->table].table;
    Place place = {.file = table->file,
                   .sheet = table->sheet,
                   .line = row->line,
                   .column = row->column,
                   .width = row->width};

    if (table->source)
        place.text = source_line(table->source, row->line);
    export_report(export, row->document, SEVERITY_WARNING, "export-item", place,
                  str_of(_("one of the two is wrong: mend it in the budget system and export again")),
                  str_print(export->arena, _("%.*s “%.*s” is %.*s “%.*s” in other rows of the export"),
                            STR_ARG(row->item->code), STR_ARG(row->item->name), STR_ARG(other->code),
                            STR_ARG(other->name)));
}

// A code with two names, a name of one 款 with two codes: the fewer are told, of as many both.
static void check_group(Export *export, const ItemRow *rows, size_t n, Group group)
{
    for (size_t i = 0; i < n; i++)
        for (int by_code = 1; by_code >= 0; by_code--) {
            const AccountItem *other = NULL;
            size_t same, differing;

            count(group, rows[i].item, by_code, &same, &differing, &other);
            if (!other || differing < same)
                continue;
            report(export, &rows[i], other);
            break;
        }
}

static Group group_new(Arena *arena, const ItemRow *rows, size_t from, size_t to)
{
    Group group = {.at = ARENA_ARRAY(arena, AccountItem *, to - from)};

    for (size_t i = from; i < to; i++)
        rows[i].item->last = i + 1;
    for (size_t i = from; i < to; i++)
        if (rows[i].item->last == i + 1)
            group.at[group.n++] = rows[i].item;
    qsort(group.at, group.n, sizeof(AccountItem *), compare_last);
    return group;
}

static void check_items(const ItemNotes *notes)
{
    ItemRow *rows = notes->rows.at;
    size_t n = notes->rows.n, to;

    if (n)
        qsort(rows, n, sizeof *rows, compare);
    for (size_t from = 0; from < n; from = to) {
        Arena *scratch = arena_new();
        Str code = group_of(rows[from].item->code);

        to = from + 1;
        while (to < n && str_equal(group_of(rows[to].item->code), code))
            to++;
        check_group(notes->export, rows + from, to - from, group_new(scratch, rows, from, to));
        arena_free(scratch);
    }
}

// ---- lines of forms

static LineList *list_of(ItemNotes *notes, size_t table, int list)
{
    Arena *arena = notes->export->arena;
    LineList *made;

    for (size_t i = 0; i < notes->lists.n; i++)
        if (notes->lists.at[i]->table == table && notes->lists.at[i]->list == list)
            return notes->lists.at[i];
    made = ARENA_NEW(arena, LineList);
    *made = (LineList){.table = table, .list = list};
    made->any = ARENA_ARRAY(arena, bool, notes->export->office->document_count + 1);
    *vec_push(arena, &notes->lists) = made;
    return made;
}

static FormLine *line_of(const ItemNotes *notes, LineList *list, Str name)
{
    Arena *arena = notes->export->arena, *scratch = arena_new();
    Str fold = name_fold(scratch, name);
    FormLine *line;

    HASH_FIND(hh, list->by_fold, fold.at, fold.n, line);
    if (!line && list->lines.n < MOST_LINES) {
        line = ARENA_NEW(arena, FormLine);
        *line = (FormLine){.name = str_copy(arena, name), .fold = str_copy(arena, fold)};
        line->has = ARENA_ARRAY(arena, bool, notes->export->office->document_count + 1);
        HASH_ADD_KEYPTR(hh, list->by_fold, line->fold.at, line->fold.n, line);
        *vec_push(arena, &list->lines) = line;
    }
    arena_free(scratch);
    return line;
}

static void add_lines(ItemNotes *notes, const ExportTable *table, size_t index, int list)
{
    const List *l = &table->table->lists[list];
    LineList *lines = list_of(notes, index, list);

    for (size_t i = 0; i < l->row_count; i++) {
        int document = table->documents[l->rows[i].record];
        FormLine *line = l->rows[i].name.n ? line_of(notes, lines, l->rows[i].name) : NULL;

        if (document < 0 || table->subtotal[l->rows[i].record])
            continue;
        lines->any[document] = true;
        if (line)
            line->has[document] = true;
    }
}

static void check_line(Export *export, const LineList *list, const FormLine *line)
{
    const ExportTable *table = &export->tables[list->table];
    size_t with = 0, without = 0, lacking = 0;

    for (size_t i = 0; i < export->office->document_count; i++) {
        with += list->any[i] && line->has[i];
        without += list->any[i] && !line->has[i];
        lacking = list->any[i] && !line->has[i] ? i : lacking;
    }
    if (without != 1 || with < 2)
        return;
    export_report(export, (int)lacking, SEVERITY_WARNING, "export-line",
                  (Place){.file = table->table->file, .sheet = table->table->sheet, .line = 1, .column = 1},
                  str_of(_("was it left out, or deleted by mistake?")),
                  str_print(export->arena,
                            _("all others have the row “%.*s” in “%.*s”, this document has not"),
                            STR_ARG(line->name), STR_ARG(table->spec->name)));
}

// ---- a table

static bool is_form(const ExportTable *table, size_t list)
{
    return table->table->spec->lists[list].hierarchy == HIERARCHY_NAMES && table->spec->list_count > 1 &&
           table->spec->number > 0;
}

void item_notes_add(ItemNotes *notes, const ExportTable *table, size_t index)
{
    for (size_t l = (size_t)table->first_list; l < table->table->spec->list_count; l++) {
        if (table_code_columns(table->table->spec, (int)l).account)
            add_items(notes, table, index, (int)l);
        if (is_form(table, l))
            add_lines(notes, table, index, (int)l);
    }
}

void item_notes_check(ItemNotes *notes)
{
    check_items(notes);
    for (size_t i = 0; i < notes->lists.n; i++)
        for (size_t k = 0; k < notes->lists.at[i]->lines.n; k++)
            check_line(notes->export, notes->lists.at[i], notes->lists.at[i]->lines.at[k]);
}
