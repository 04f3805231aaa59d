// What rows of an export say of each other: one name a code, one code a name, and the same lines for all.
#include "office/internal-office.h"

#include <stdlib.h>

#define GROUP_DIGITS 5

// A row of an account item, wherever it stands.
typedef struct ItemRow {
    const ExportTable *table;
    const Row *row;
    Str name; // folded
    int document;
} ItemRow;

typedef VEC(ItemRow) ItemRows;

static void gather(const Export *export, ItemRows *rows)
{
    for (size_t t = 0; t < export->table_count; t++) {
        const ExportTable *table = &export->tables[t];

        for (size_t l = (size_t)table->first_list; l < table->table->spec->list_count; l++) {
            const List *list = &table->table->lists[l];

            for (size_t i = 0; i < list->row_count && table_code_columns(table->table->spec, (int)l).account;
                 i++)
                if (list->rows[i].code.n && list->rows[i].name.n)
                    *vec_push(export->arena, rows) =
                        (ItemRow){table, &list->rows[i], name_fold(export->arena, list->rows[i].name),
                                  table->documents[list->rows[i].record]};
        }
    }
}

static Str group_of(Str code)
{
    return str_slice(code, 0, code.n < GROUP_DIGITS ? code.n : GROUP_DIGITS);
}

static int compare(const void *a, const void *b)
{
    const ItemRow *x = a, *y = b;
    int order = str_compare(x->row->code, y->row->code);

    if (order)
        return order;
    order = str_compare(x->table->table->file, y->table->table->file);
    if (!order)
        order = (x->table > y->table) - (x->table < y->table);
    return order ? order : (x->row->record > y->row->record) - (x->row->record < y->row->record);
}

// The rows of one 款, which stand together.
typedef struct Group {
    size_t from, to;
} Group;

// Rows that say the same, and those that say something else; *other gets one of those.
static void count(const ItemRows *rows, Group group, const ItemRow *one, bool by_code, size_t *same,
                  size_t *differing, const ItemRow **other)
{
    *same = *differing = 0;
    for (size_t i = group.from; i < group.to; i++) {
        const ItemRow *row = &rows->at[i];
        bool code = str_equal(row->row->code, one->row->code), name = str_equal(row->name, one->name);

        *same += code && name;
        if (by_code ? !code || name : !name || code || row->row->code.n != one->row->code.n)
            continue;
        ++*differing;
        *other = row;
    }
}

static void report(Export *export, const ItemRow *row, const ItemRow *other)
{
    export_report(export, row->document, SEVERITY_WARNING, "export-item",
                  table_row_place(row->table->table, row->row),
                  str_of(_("one of the two is wrong: mend it in the budget system and export again")),
                  str_print(export->arena, _("%.*s “%.*s” is %.*s “%.*s” in other rows of the export"),
                            STR_ARG(row->row->code), STR_ARG(row->row->name), STR_ARG(other->row->code),
                            STR_ARG(other->row->name)));
}

// A code with two names, a name of one 款 with two codes: the fewer are told, of as many both.
static void check_group(Export *export, const ItemRows *rows, Group group)
{
    for (size_t i = group.from; i < group.to; i++)
        for (int by_code = 1; by_code >= 0; by_code--) {
            const ItemRow *row = &rows->at[i], *other = NULL;
            size_t same, differing;

            count(rows, group, row, by_code, &same, &differing, &other);
            if (!other || differing < same)
                continue;
            report(export, row, other);
            break;
        }
}

static void check_items(Export *export, ItemRows *rows)
{
    Group group = {0};

    if (rows->n)
        qsort(rows->at, rows->n, sizeof *rows->at, compare);
    for (; group.from < rows->n; group.from = group.to) {
        Str code = group_of(rows->at[group.from].row->code);

        group.to = group.from + 1;
        while (group.to < rows->n && str_equal(group_of(rows->at[group.to].row->code), code))
            group.to++;
        check_group(export, rows, group);
    }
}

// ---- lines of forms

// The documents that have a line of that name in a list, and how many have lines there at all.
static void who_has(const Export *export, const ExportTable *table, int list, Str name, bool *has, bool *any)
{
    const List *l = &table->table->lists[list];

    for (size_t i = 0; i < export->office->document_count; i++)
        has[i] = any[i] = false;
    for (size_t i = 0; i < l->row_count; i++) {
        int document = table->documents[l->rows[i].record];

        if (document < 0 || table->subtotal[l->rows[i].record])
            continue;
        any[document] = true;
        has[document] |= name_equal(l->rows[i].name, name);
    }
}

static void check_line(Export *export, const ExportTable *table, int list, Str name, bool *has, bool *any)
{
    size_t with = 0, without = 0, lacking = 0;

    who_has(export, table, list, name, has, any);
    for (size_t i = 0; i < export->office->document_count; i++) {
        with += any[i] && has[i];
        without += any[i] && !has[i];
        lacking = any[i] && !has[i] ? i : lacking;
    }
    if (without != 1 || with < 2)
        return;
    export_report(export, (int)lacking, SEVERITY_WARNING, "export-line",
                  (Place){.file = table->table->file, .sheet = table->table->sheet, .line = 1, .column = 1},
                  str_of(_("was it left out, or deleted by mistake?")),
                  str_print(export->arena,
                            _("all others have the row “%.*s” in “%.*s”, this document has not"),
                            STR_ARG(name), STR_ARG(table->spec->name)));
}

// Each name once: those of the first document that has rows there, then what others have.
static void check_lines(Export *export, const ExportTable *table, int list)
{
    const List *l = &table->table->lists[list];
    size_t n = export->office->document_count;
    bool *has = ARENA_ARRAY(export->arena, bool, n + 1), *any = ARENA_ARRAY(export->arena, bool, n + 1);
    VEC(Str) seen = {0};

    for (size_t i = 0; i < l->row_count; i++) {
        Str name = l->rows[i].name;

        if (!name.n || name_find(seen.at, seen.n, name) >= 0)
            continue;
        *vec_push(export->arena, &seen) = name;
        check_line(export, table, list, name, has, any);
    }
}

void export_check_items(Export *export)
{
    ItemRows rows = {0};

    gather(export, &rows);
    check_items(export, &rows);
    for (size_t t = 0; t < export->table_count; t++) {
        const ExportTable *table = &export->tables[t];

        for (size_t i = (size_t)table->first_list; i < table->table->spec->list_count; i++)
            if (table->table->spec->lists[i].hierarchy == HIERARCHY_NAMES && table->spec->list_count > 1 &&
                table->spec->number > 0)
                check_lines(export, table, (int)i);
    }
}
