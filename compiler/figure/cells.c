// From names to cells: 表[行, 列], 表.列表[行, 列], 其他数据[名].
#include "figure/internal-figure.h"

typedef VEC(Str) Names;

// ---- books and tables

const TableBook *scope_book(const Scope *scope, Year year)
{
    const Project *project = scope->env->project;

    return year == YEAR_LAST ? &project->last_year : year == YEAR_BUDGET ? &project->budget : &project->book;
}

bool scope_year(const Scope *scope, const Term *term, Year *year)
{
    *year = term->year == YEAR_THIS ? scope->year : term->year;
    if (term->year == YEAR_THIS || scope->year == YEAR_THIS)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->span, (Str){0},
                 _("%s is not known of the tables of %s"), year_prefix(term->year), year_prefix(scope->year));
    return false;
}

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
    return str_equal(name, STR("表"));
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
    if (table)
        return table;
    if (book_has_told(book, scope->env->project->template, name))
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

static int unknown_column(const Scope *scope, const Table *table, Year year, int list, const Selector *column)
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
    const RuleContext *rule = scope->rule;
    Selector wanted = *column;
    int found;

    if (!rule || rule->column < 0) {
        scope_report(scope, SEVERITY_ERROR, "figure-unknown-column", column->span,
                     str_of(_("write the column's name, or give the rule `columns: all`")), "%s",
                     _("列 has a meaning only in a rule for several columns"));
        return -1;
    }
    if (table == rule->table && list == rule->list)
        return rule->column;
    wanted.name = columns_of(rule->table, rule->list)[rule->column].path;
    found = table_find_column(table, list, wanted.name, NULL);
    if (found >= 0)
        return found;
    wanted.name = columns_of(rule->table, rule->list)[rule->column].name;
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
    return name_equal(name, STR("本部门")) || name_equal(name, STR("本单位"));
}

static void find_rows(const Scope *scope, Year year, const Table *table, int list, Str name,
                      RowMatches *matches)
{
    Arena *arena = scope->env->arena;
    const Project *other = scope_book(scope, year)->project;
    Str department = year != YEAR_THIS && other ? other->department : scope->env->project->department;

    table_find_rows(arena, table, list, name, matches);
    if (matches->n == 0 && is_own_name(name))
        table_find_rows(arena, table, list, department, matches);
    // A table whose one row has no name (the accounts' “三公” table) is all of the department's.
    if (matches->n == 0 && is_own_name(name) && is_unnamed_row(table))
        *vec_push(arena, matches) = (RowMatch){0, 0};
}

static void unknown_row(const Scope *scope, Year year, const Table *table, int list, const Selector *row)
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

static void ambiguous_row(const Scope *scope, Year year, const Table *table, const Selector *row,
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

// The column of a match, -1 where it is not one; reports nothing.
static int quiet_column(const Table *table, int list, const Selector *column)
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
        CellRef ref = {table, match.list, match.row, quiet_column(table, match.list, column)};
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

// The one row that a selector names; false after reporting. *absent: an empty table, which counts as zero.
static bool row_lookup(const Scope *scope, Year year, const Table *table, int list, const Term *term,
                       RowMatch *match, bool *absent)
{
    RowMatches matches = {0};

    *absent = false;
    find_rows(scope, year, table, list, term->row.name, &matches);
    if (matches.n == 0 && table->empty) {
        *absent = true;
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
    *match = matches.at[0];
    return true;
}

// ---- results

Result column_zero(const Scope *scope, const Table *table, int list, int column)
{
    Result zero = result_number(scope, 0);

    zero.value.unit = columns_of(table, list)[column].unit;
    zero.value.decimals = 0;
    return zero;
}

Result cell_result(const Scope *scope, Year year, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    const ColumnSpec *column = table_column(ref);
    const Row *row = &ref.table->lists[ref.list].rows[ref.row];
    Result result;

    trace_add(scope, (TraceItem){.year = year, .cell = ref});
    if (column->kind == COLUMN_NAME)
        return result_text(row->name);
    if (column->kind != COLUMN_AMOUNT || cell->kind == CELL_TEXT)
        return result_text(cell->text);
    if (cell->kind == CELL_BLANK)
        result = column_zero(scope, ref.table, ref.list, ref.column);
    else
        result = (Result){.value = {.kind = VALUE_NUMBER,
                                    .number = cell->stored,
                                    .printed = cell->stored,
                                    .unit = column->unit,
                                    .decimals = table_decimals(ref)}};
    if (row->unit.kind != UNIT_NONE)
        result.value.unit = row->unit;
    if (cell->kind != CELL_BLANK && cell->decimals > result.value.decimals)
        result.value.printed = table_printed(scope->env->arena, ref);
    return result;
}

// The zero of an empty table, whose columns must be there all the same.
static Result empty_result(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    int column;

    for (int l = 0; list < 0 && l < (int)table->spec->list_count; l++)
        if (quiet_column(table, l, &term->column) >= 0)
            list = l;
    if (list < 0 && term->column.given) {
        unknown_column(scope, table, year, -1, &term->column);
        return result_none();
    }
    column = column_lookup(scope, table, year, list < 0 ? 0 : list, &term->column, term->span);
    return column < 0 ? result_none() : column_zero(scope, table, list < 0 ? 0 : list, column);
}

static Result rows_result(const Table *table, Year year, const RowMatches *matches, int column)
{
    return (Result){.value = {.kind = VALUE_ROWS, .decimals = -1},
                    .rows = {table, year, matches->at, matches->n, column}};
}

Result addends_result(const Scope *scope, Year year, const Table *table, RowMatch match)
{
    RowMatches one = {0};
    Result result;

    *vec_push(scope->env->arena, &one) = match;
    result = rows_result(table, year, &one, -1);
    result.rows.columns = scope->rule->addends;
    result.rows.column_count = scope->rule->addend_count;
    return result;
}

// The list that 表[*, 列] means: the only one that has the column.
static int children_list(const Scope *scope, const Term *term, const Table *table, Year year)
{
    Arena *arena = scope->env->arena;
    Names found = {0};
    int list = -1;

    if (table->spec->list_count == 1)
        return 0;
    for (int l = 0; l < (int)table->spec->list_count; l++) {
        if (term->column.given && table_find_column(table, l, term->column.name, NULL) < 0)
            continue;
        *vec_push(arena, &found) = list_described(arena, year, table, l);
        list = l;
    }
    if (found.n == 1)
        return list;
    if (found.n == 0)
        return unknown_column(scope, table, year, -1, &term->column);
    scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", term->span,
                 str_print(arena, _("write one of %.*s"), STR_ARG(join_candidates(arena, found.at, found.n))),
                 _("%.*s has several lists"), STR_ARG(table_described(arena, year, table)));
    return -1;
}

static Result children_evaluate(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    RowMatches children = {0};
    RowMatch parent = {list, -1};
    bool absent = false;
    int column = -1;

    if (term->row.name.n && !row_lookup(scope, year, table, list, term, &parent, &absent))
        return result_none();
    if (absent)
        return empty_result(scope, term, table, year, list);
    if (!term->row.name.n && parent.list < 0)
        parent.list = children_list(scope, term, table, year);
    if (parent.list < 0)
        return result_none();
    if (term->column.given) {
        column = column_lookup(scope, table, year, parent.list, &term->column, term->span);
        if (column < 0)
            return result_none();
    }
    table_children(scope->env->arena, table, parent.list, parent.row, &children);
    return rows_result(table, year, &children, column);
}

// The term with the path of the rule's own column in place of 列, for what looks columns up by name.
static Term with_column(const Scope *scope, const Term *term)
{
    const RuleContext *rule = scope->rule;
    Term named = *term;

    if (term->column.current == CURRENT_COLUMN && rule && rule->column >= 0)
        named.column.name = columns_of(rule->table, rule->list)[rule->column].path;
    return named;
}

Result cell_evaluate(const Scope *scope, const Term *written)
{
    Term named = with_column(scope, written);
    const Term *term = &named;
    const Table *table;
    RowMatch match;
    bool absent;
    int list, column;
    Year year;

    if (!scope_year(scope, term, &year))
        return result_none();
    table = table_lookup(scope, term, year);
    if (!table || !list_lookup(scope, term, table, year, &list))
        return result_none();
    if (term->row.current == CURRENT_ROW && scope->row)
        return same_row_evaluate(scope, term, table, year, list);
    if (term->row.children)
        return children_evaluate(scope, term, table, year, list);
    if (term->column.children && term->column.current != CURRENT_COLUMN) {
        scope_report(scope, SEVERITY_ERROR, "figure-syntax", term->column.span,
                     str_of(_("write 表[行/*, 列]")), "%s", _("a column has no children"));
        return result_none();
    }
    if (!row_lookup(scope, year, table, list, term, &match, &absent))
        return result_none();
    if (absent)
        return empty_result(scope, term, table, year, list);
    column = column_lookup(scope, table, year, match.list, &term->column, term->span);
    if (column < 0)
        return result_none();
    if (term->column.children)
        return addends_result(scope, year, table, match);
    return cell_result(scope, year, (CellRef){table, match.list, match.row, column});
}

// ---- 其他数据

// The one row of that name; false where there is none or, reported, several.
static bool find_fact(const Scope *scope, const Term *term, Year year, const Table *table, RowMatch *match,
                      bool *reported)
{
    RowMatches matches = {0};

    *reported = false;
    if (!table)
        return false;
    table_find_rows(scope->env->arena, table, -1, term->row.name, &matches);
    if (matches.n > 1) {
        ambiguous_row(scope, year, table, &term->row, &matches);
        *reported = true;
    }
    *match = matches.n ? matches.at[0] : (RowMatch){0};
    return matches.n == 1;
}

static Result fact_cell(const Scope *scope, const Term *term, Year year, const Table *table, RowMatch match,
                        Str usual)
{
    Selector column = term->column;
    int found;

    if (!column.given)
        column = (Selector){.name = usual, .span = term->span, .given = true};
    found = column_lookup(scope, table, year, match.list, &column, term->span);
    if (found < 0)
        return result_none();
    return cell_result(scope, year, (CellRef){table, match.list, match.row, found});
}

// A fact, this year's or another's: from the other year's own 其他数据, else from this one's column 上年.
Result other_evaluate(const Scope *scope, const Term *term)
{
    const Table *own = book_other_data(&scope->env->project->book);
    Selector wanted = term->row;
    RowMatch match;
    bool reported;
    Year year;

    if (!scope_year(scope, term, &year))
        return result_none();
    if (find_fact(scope, term, year, book_other_data(scope_book(scope, year)), &match, &reported))
        return fact_cell(scope, term, year, book_other_data(scope_book(scope, year)), match, STR("数值"));
    if (!reported && year == YEAR_LAST && find_fact(scope, term, YEAR_THIS, own, &match, &reported))
        return fact_cell(scope, term, YEAR_THIS, own, match, STR("上年"));
    if (reported || book_has_told(scope_book(scope, year), scope->env->project->template, STR("其他数据")))
        return result_none();
    if (own) {
        unknown_row(scope, YEAR_THIS, own, -1, &wanted);
        return result_none();
    }
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-table", term->span,
                 str_of(_("put facts that no table has into tables/其他数据.csv: 名称,数值,单位,上年")), "%s",
                 _("the project has no 其他数据"));
    return result_none();
}
