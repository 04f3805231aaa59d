// From names to tables, their lists, columns and rows; what is not there, or there twice, is reported.
#include "figure/keywords.h"

// ---- books and tables

// Why a book has not a table: it has no file, no key of the manifest names the book, or facts in place are
// all it has.
static Str book_hint(const Scope *scope, Year year, Str name, Str nearest)
{
    Arena *arena = scope->env->arena;
    const TableBook *book = scope_book(scope, year);
    const char *key = year == YEAR_LAST ? "last-year" : "budget";

    if (year == YEAR_THIS && template_find_table(scope->env->project->template, name))
        return str_print(arena, _("it has no file: add %.*s.csv to the tables"), STR_ARG(name));
    if (nearest.n || year == YEAR_THIS)
        return nearest_hint(arena, nearest);
    if (!book->given)
        return str_print(arena, _("gongkai.yaml has no key “%s”"), key);
    if (book->table_count == 0)
        return str_print(arena, _("“%s” in gongkai.yaml names no project and no folder of tables"), key);
    return (Str){0};
}

static bool name_is_current(Str name)
{
    return str_equal(name, STR(SAYS_TABLE));
}

const Table *table_lookup(const Scope *scope, const Term *term, Year year)
{
    Arena *arena = scope->env->arena;
    const TableBook *book = scope_book(scope, year);
    Str name = term->name;
    const Table *table;
    Names known = {0};
    Str nearest;

    if (name_is_current(name)) {
        if (!scope->rule || !scope->rule->table) {
            scope_report(scope, SEVERITY_ERROR, "figure-unknown-table", term->name_span,
                         str_of(_("write the table's name, or give the rule `tables:`")), "%s",
                         _("表 has a meaning only in a rule for several tables"));
            return NULL;
        }
        if (year == YEAR_THIS)
            return scope->rule->table;
        name = scope->rule->table->spec->name;
    }
    table = book_find(book, name);
    if (table && table->unfilled && table->spec->published)
        return NULL; // reported where it is to be filled in
    if (table)
        return table;
    if (book_has_reported(book, scope->env->project->template, name))
        return NULL;
    for (size_t i = 0; i < book->table_count; i++)
        *vec_push(arena, &known) = book->tables[i]->spec->name;
    nearest = name_nearest(name, known.at, known.n);
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-table", term->name_span,
                 book_hint(scope, year, name, nearest), _("there is no table “%s%.*s”"), year_prefix(year),
                 STR_ARG(name));
    return NULL;
}

bool list_lookup(const Scope *scope, const Term *term, const Table *table, Year year, int *list)
{
    Arena *arena = scope->env->arena;
    Names known = {0};
    Str described = table_described(arena, year, table);

    *list =
        scope->rule && table == scope->rule->table && name_is_current(term->name) ? scope->rule->list : -1;
    if (term->list.n == 0)
        return true;
    *list = table_find_list(table, term->list);
    if (*list >= 0)
        return true;
    for (size_t i = 0; i < table->spec->list_count; i++)
        if (table->spec->lists[i].name.n)
            *vec_push(arena, &known) = table->spec->lists[i].name;
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-list", term->list_span,
                 known.n
                     ? str_print(arena, _("it has %.*s"), STR_ARG(join_candidates(arena, known.at, known.n)))
                     : str_of(_("leave it out: the table is one list")),
                 _("%.*s has no list “%.*s”"), STR_ARG(described), STR_ARG(term->list));
    return false;
}

// ---- columns

static const ColumnSpec *columns_of(const Table *table, int list)
{
    return &table->spec->columns[table->spec->lists[list].first];
}

// The hint of an unknown column: the nearest name, else the names of the columns that hold amounts.
static Str column_hint(const Scope *scope, const Table *table, int list, Str wanted)
{
    Arena *arena = scope->env->arena;
    Names known = {0}, amounts = {0};
    Str nearest;

    for (size_t l = 0; l < table->spec->list_count; l++) {
        for (uint32_t i = 0; (list < 0 || (int)l == list) && i < table->spec->lists[l].count; i++) {
            const ColumnSpec *column = columns_of(table, (int)l) + i;

            *vec_push(arena, &known) = column->name;
            *vec_push(arena, &known) = column->path;
            if (column->kind == COLUMN_AMOUNT)
                *vec_push(arena, &amounts) = column->path;
        }
    }
    nearest = name_nearest(wanted, known.at, known.n);
    if (nearest.n || amounts.n == 0)
        return nearest_hint(arena, nearest);
    return str_print(arena, _("it has %.*s"), STR_ARG(join_candidates(arena, amounts.at, amounts.n)));
}

int unknown_column(const Scope *scope, const Table *table, Year year, int list, const Selector *column)
{
    Str described = list < 0 ? table_described(scope->env->arena, year, table)
                             : list_described(scope->env->arena, year, table, list);

    scope_report(scope, SEVERITY_ERROR, "figure-unknown-column", column->span,
                 column_hint(scope, table, list, column->name), _("%.*s has no column “%.*s”"),
                 STR_ARG(described), STR_ARG(column->name));
    return -1;
}

static int ambiguous_column(const Scope *scope, const Table *table, Year year, int list, Str wanted,
                            Span span)
{
    Arena *arena = scope->env->arena;
    Names known = {0};
    Str fold = name_fold(arena, wanted);

    for (uint32_t i = 0; i < table->spec->lists[list].count; i++) {
        const ColumnSpec *column = columns_of(table, list) + i;
        bool answers = wanted.n == 0 || str_find(name_fold(arena, column->path), fold, 0) >= 0;

        if (column->kind == COLUMN_AMOUNT && answers)
            *vec_push(arena, &known) = column->path;
    }
    scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", span,
                 str_print(arena, _("write one of %.*s"), STR_ARG(join_candidates(arena, known.at, known.n))),
                 _("%.*s has several columns of amounts that this may mean"),
                 STR_ARG(list_described(arena, year, table, list)));
    return -1;
}

// 列: the rule's own column; in another table, or another list, the column of that path, else of that name.
static int current_column(const Scope *scope, const Table *table, Year year, int list, const Selector *column)
{
    const ColumnSpec *current = scope_column(scope);
    Selector wanted = *column;
    int found;

    if (!current) {
        scope_report(scope, SEVERITY_ERROR, "figure-unknown-column", column->span,
                     str_of(_("write the column's name, or give the rule `columns: all`")), "%s",
                     _("列 has a meaning only in a rule for several columns"));
        return -1;
    }
    if (table == scope->rule->table && list == scope->rule->list)
        return scope->rule->column;
    wanted.name = current->path;
    found = table_find_column(table, list, wanted.name, NULL);
    if (found >= 0)
        return found;
    wanted.name = current->name;
    found = table_find_column(table, list, wanted.name, NULL);
    return found >= 0 ? found : unknown_column(scope, table, year, list, &wanted);
}

int column_lookup(const Scope *scope, const Table *table, Year year, int list, const Selector *column,
                  Span span)
{
    bool ambiguous = false;
    int found;

    if (column->current == CURRENT_COLUMN)
        return current_column(scope, table, year, list, column);
    if (!column->given) {
        found = table_only_amount(table, list);
        return found >= 0 ? found : ambiguous_column(scope, table, year, list, (Str){0}, span);
    }
    found = table_find_column(table, list, column->name, &ambiguous);
    if (ambiguous)
        return ambiguous_column(scope, table, year, list, column->name, column->span);
    return found >= 0 ? found : unknown_column(scope, table, year, list, column);
}

// ---- rows

// One list of one row, without a column that names rows.
static bool is_unnamed_row(const Table *table)
{
    const TableSpec *spec = table->spec;

    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].kind == COLUMN_NAME || spec->columns[i].kind == COLUMN_CODE)
            return false;
    return spec->list_count == 1 && table->lists[0].row_count == 1;
}

// In tables by unit, 本部门 (in a unit's own document 本单位) is the row of the department's own name.
static bool is_own_name(Str name)
{
    return name_equal(name, STR(SAYS_OWN)) || name_equal(name, STR(SAYS_OWN_UNIT));
}

void rows_named(const Scope *scope, Year year, const Table *table, int list, Str name, RowMatches *matches)
{
    Arena *arena = scope->env->arena;
    const Project *other = scope_book(scope, year)->project;
    Str department = year != YEAR_THIS && other ? other->department : scope->env->project->department;

    table_find_rows(arena, table, list, name, matches);
    if (matches->n == 0 && is_own_name(name))
        table_find_rows(arena, table, list, department, matches);
    // It had another name then.
    for (size_t i = 0; year == YEAR_LAST && matches->n == 0 && is_own_name(name) &&
                       i < scope->env->project->predecessor_count;
         i++)
        table_find_rows(arena, table, list, scope->env->project->predecessors[i], matches);
    // A table whose one row has no name (the accounts' “三公” table) is all of the department's.
    if (matches->n == 0 && is_own_name(name) && is_unnamed_row(table))
        *vec_push(arena, matches) = (RowMatch){0, 0};
}

void unknown_row(const Scope *scope, Year year, const Table *table, int list, const Selector *row)
{
    Arena *arena = scope->env->arena;
    Names known = {0};
    Str described = list < 0 ? table_described(arena, year, table) : list_described(arena, year, table, list);

    for (int l = 0; l < (int)table->spec->list_count; l++) {
        for (size_t i = 0; (list < 0 || l == list) && i < table->lists[l].row_count; i++) {
            const Row *one = &table->lists[l].rows[i];

            *vec_push(arena, &known) = one->name;
            if (one->code.n)
                *vec_push(arena, &known) = one->code;
        }
    }
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-row", row->span,
                 nearest_hint(arena, name_nearest(row->name, known.at, known.n)), _("%.*s has no row “%.*s”"),
                 STR_ARG(described), STR_ARG(row->name));
}

void ambiguous_row(const Scope *scope, Year year, const Table *table, const Selector *row,
                   const RowMatches *matches)
{
    Arena *arena = scope->env->arena;
    Names known = {0};

    for (size_t i = 0; i < matches->n; i++) {
        const Row *one = &table->lists[matches->at[i].list].rows[matches->at[i].row];

        *vec_push(arena, &known) =
            str_print(arena, _("%.*s (line %u)"), STR_ARG(row_described(arena, year, table, matches->at[i])),
                      (unsigned)one->line);
    }
    scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", row->span,
                 str_print(arena, _("write one of %.*s"), STR_ARG(join_candidates(arena, known.at, known.n))),
                 _("“%.*s” stands %zu times in %.*s"), STR_ARG(row->name), matches->n,
                 STR_ARG(table_described(arena, year, table)));
}

// Drops the matches in lists that have not the column: the row picks the list among those.
static bool keep_with_column(const Scope *scope, Year year, const Table *table, const Selector *column,
                             RowMatches *matches)
{
    size_t kept = 0;

    if (!column->given)
        return true;
    for (size_t i = 0; i < matches->n; i++)
        if (table_find_column(table, matches->at[i].list, column->name, NULL) >= 0)
            matches->at[kept++] = matches->at[i];
    if (kept == 0) {
        unknown_column(scope, table, year, matches->n == 1 ? matches->at[0].list : -1, column);
        return false;
    }
    matches->n = kept;
    return true;
}

int column_find(const Table *table, int list, const Selector *column)
{
    bool ambiguous = false;
    int found = column->given ? table_find_column(table, list, column->name, &ambiguous)
                              : table_only_amount(table, list);

    return ambiguous ? -1 : found;
}

static bool stored_equal(const Cell *a, const Cell *b)
{
    Number x = a->stored, y = b->stored;

    if (a->kind == CELL_TEXT || b->kind == CELL_TEXT)
        return false;
    if (!x || !y) // a blank is zero
        return (!x || mpq_sgn(x) == 0) && (!y || mpq_sgn(y) == 0);
    return mpq_equal(x, y) != 0;
}

// Whether it does not matter which is taken: a total that stands in several lists of a declared table
// (本年支出合计 in each list of expenditure) is one sum by definition, as long as its cells agree.
static bool same_total(const Table *table, const Selector *column, const RowMatches *matches)
{
    const Cell *first = NULL;

    if (!table->spec->declared)
        return false;
    for (size_t i = 0; i < matches->n; i++) {
        RowMatch match = matches->at[i];
        CellRef ref = {table, match.list, match.row, column_find(table, match.list, column)};
        bool repeated = i && match.list == matches->at[i - 1].list;

        if (ref.column < 0 || repeated || table->lists[match.list].rows[match.row].kind != ROW_TOTAL)
            return false;
        if (!first)
            first = table_cell(ref);
        else if (!stored_equal(first, table_cell(ref)))
            return false;
    }
    return true;
}

bool row_lookup(const Scope *scope, Year year, const Table *table, int list, const Term *term,
                RowFound *found)
{
    RowMatches matches = {0};

    *found = (RowFound){0};
    rows_named(scope, year, table, list, term->row.name, &matches);
    if (matches.n == 0 && table->empty) {
        found->absent = true;
        return true;
    }
    if (matches.n == 0) {
        unknown_row(scope, year, table, list, &term->row);
        return false;
    }
    if (!keep_with_column(scope, year, table, &term->column, &matches))
        return false;
    if (matches.n > 1 && !same_total(table, &term->column, &matches)) {
        ambiguous_row(scope, year, table, &term->row, &matches);
        return false;
    }
    found->match = matches.at[0];
    return true;
}
