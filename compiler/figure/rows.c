// 行: the row that a passage is repeated for, its fields, its children, and the same account item in another
// year's table.
#include "figure/keywords.h"

static bool has_row(const Scope *scope, Span span)
{
    if (scope->row)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-row", span,
                 str_of(_("put the passage into a block ~~~each 表")), "%s",
                 _("行 has a meaning only inside each"));
    return false;
}

bool row_is_zero(const Table *table, int list, int row)
{
    const ListSpec *spec = &table->spec->lists[list];
    bool amounts = false;

    for (uint32_t i = 0; i < spec->count; i++) {
        const Cell *cell = &table->lists[list].rows[row].cells[i];

        if (table->spec->columns[spec->first + i].kind != COLUMN_AMOUNT)
            continue;
        amounts = true;
        if (cell->kind == CELL_TEXT || (cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0))
            return false;
    }
    return amounts;
}

// ---- the same account item in another table

// The list of `other` with the name of the row's own, else any (-1).
static int same_list(const RowContext *context, const Table *other)
{
    Str name = context->table->spec->lists[context->list].name;

    if (other->spec->list_count == 1)
        return 0;
    return name.n ? table_find_list(other, name) : -1;
}

static const Table *counterpart(const Scope *scope, const Term *term, Year year)
{
    const TableSpec *spec = scope->row->table->spec;
    const TableBook *book = scope_book(scope, year);
    Str name = year == YEAR_LAST ? spec->counterpart_last_year : spec->counterpart_budget;
    const Table *table;

    if (name.n == 0)
        name = spec->name;
    table = book_find(book, name);
    if (table || book_has_reported(book, scope->env->project->template, name))
        return table;
    scope_report(scope, SEVERITY_ERROR, "figure-counterpart", term->span,
                 book->given ? (Str){0}
                             : str_print(scope->env->arena, _("gongkai.yaml has no key “%s”"),
                                         year == YEAR_LAST ? "last-year" : "budget"),
                 _("there is no table “%s%.*s” for the rows of %.*s"), year_prefix(year), STR_ARG(name),
                 STR_ARG(spec->name));
    return NULL;
}

// Any list of the table that has the column, to give the zero of an absent row its unit.
static Result absent_row(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    int column;

    for (int l = 0; list < 0 && l < (int)table->spec->list_count; l++)
        if (table_find_column(table, l, term->column.name, NULL) >= 0)
            list = l;
    if (list < 0)
        list = 0;
    column = column_lookup(scope, table, year, list, &term->column, term->span);
    return column < 0 ? result_none() : column_zero(scope, table, list, column);
}

Result same_row_evaluate(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    Arena *arena = scope->env->arena;
    RowMatches matches = {0};
    Names known = {0};
    int column;

    if (list < 0)
        list = same_list(scope->row, table);
    table_find_same(arena, (CellRef){scope->row->table, scope->row->list, scope->row->row, -1}, table, list,
                    &matches);
    if (matches.n == 0)
        return absent_row(scope, term, table, year, list);
    if (matches.n > 1) {
        for (size_t i = 0; i < matches.n; i++)
            *vec_push(arena, &known) = row_described(arena, year, table, matches.at[i]);
        scope_report(
            scope, SEVERITY_ERROR, "figure-ambiguous", term->span,
            str_print(arena, _("it may be %.*s"), STR_ARG(join_candidates(arena, known.at, known.n))),
            _("the row stands %zu times in %.*s"), matches.n, STR_ARG(table_described(arena, year, table)));
        return result_none();
    }
    column = column_lookup(scope, table, year, matches.at[0].list, &term->column, term->span);
    if (column < 0)
        return result_none();
    return cell_result(scope, year, (CellRef){table, matches.at[0].list, matches.at[0].row, column});
}

static Result counterpart_evaluate(const Scope *scope, const Term *term, Year year)
{
    const Table *table = counterpart(scope, term, year);

    return table ? same_row_evaluate(scope, term, table, year, -1) : result_none();
}

// The rows that a total sums: the top rows between it and the total before it, and that total; all that
// follow it where none stands before. 小计 is a total among others, but where it sums the rows above it,
// which are added themselves.
static void summed_rows(const Scope *scope, const RowContext *context, RowMatches *matches)
{
    Arena *arena = scope->env->arena;
    const Row *rows = context->table->lists[context->list].rows;
    int total = context->row, first = total;
    size_t kept = 0;

    while (first > 0 && (rows[first - 1].kind != ROW_TOTAL || rows[first - 1].part))
        first--;
    if (first == total && first == 0) { // the first of the list
        table_children(arena, context->table, context->list, -1, matches);
        return;
    }
    if (first > 0)
        *vec_push(arena, matches) = (RowMatch){context->list, first - 1};
    kept = matches->n;
    table_children(arena, context->table, context->list, -1, matches);
    for (size_t i = kept; i < matches->n; i++)
        if (matches->at[i].row >= first && matches->at[i].row < total)
            matches->at[kept++] = matches->at[i];
    matches->n = kept;
}

// ---- 行, 行[列], 行/*[列]

Result row_evaluate(const Scope *scope, const Term *written)
{
    const RowContext *row = scope->row;
    RowMatches matches = {0};
    int column = -1;
    Year year;
    Term named;
    const Term *term = &named;

    if (!has_row(scope, written->span) || !scope_year(scope, written, &year) ||
        !term_named(scope, written, year, year == YEAR_THIS ? row->table : NULL, row->list, &named))
        return result_none();
    if (year != YEAR_THIS && term->column.given && !term->row.children)
        return counterpart_evaluate(scope, term, year);
    if (year != YEAR_THIS) {
        scope_report(scope, SEVERITY_ERROR, "figure-syntax", term->span, (Str){0},
                     _("write %s行[列]: only a cell has a counterpart"), year_prefix(year));
        return result_none();
    }
    if (term->column.given) {
        column = column_lookup(scope, row->table, year, row->list, &term->column, term->span);
        if (column < 0)
            return result_none();
        if (term->column.children)
            return addends_result(scope, year, row->table, (RowMatch){row->list, row->row});
        if (!term->row.children)
            return cell_result(scope, year, (CellRef){row->table, row->list, row->row, column});
    }
    if (term->row.children && row->table->lists[row->list].rows[row->row].kind == ROW_TOTAL)
        summed_rows(scope, row, &matches);
    else if (term->row.children)
        table_children(scope->env->arena, row->table, row->list, row->row, &matches);
    else
        *(RowMatch *)vec_push(scope->env->arena, &matches) = (RowMatch){row->list, row->row};
    return rows_result(row->table, year, &matches, column);
}

// ---- 行.名称 and the other fields

// The name of the row's ancestor (or the row itself) of a level: 类 0, 款 1, 项 2.
static Result ancestor_name(const Scope *scope, const Term *term, int level)
{
    const Row *rows = scope->row->table->lists[scope->row->list].rows;
    int row = scope->row->row;

    while (row >= 0 && rows[row].level > level)
        row = rows[row].parent;
    if (row >= 0 && rows[row].level == level)
        return result_text(rows[row].name);
    scope_report(scope, SEVERITY_ERROR, "figure-row", term->name_span,
                 str_of(_("choose the rows with level= in the block's first line")),
                 _("the row “%.*s” has no %.*s above it"), STR_ARG(rows[scope->row->row].name),
                 STR_ARG(term->name));
    return result_none();
}

// Columns of 说明: 表, which row, and texts.
typedef struct Reasons {
    const Table *table;
    int of_table, of_row, text; // columns of list 0
} Reasons;

static bool reasons_open(const Scope *scope, const Term *term, Reasons *reasons)
{
    const Table *table = book_reasons(&scope->env->project->book);

    if (!table &&
        book_has_reported(&scope->env->project->book, scope->env->project->template, STR(SAYS_REASONS)))
        return false;
    if (!table) {
        scope_report(scope, SEVERITY_ERROR, "figure-unknown-table", term->span,
                     str_of(_("put such texts into tables/说明.csv: 表,科目编码,用途,原因")), "%s",
                     _("the project has no 说明"));
        return false;
    }
    *reasons = (Reasons){.table = table, .of_row = -1};
    reasons->of_table = table_find_column(table, 0, STR(SAYS_TABLE), NULL);
    reasons->text = table_find_column(table, 0, term->name, NULL);
    // The row is told by the first column beside 表.
    for (int i = 0; i < (int)table->spec->lists[0].count && reasons->of_row < 0; i++)
        if (i != reasons->of_table && i != reasons->text)
            reasons->of_row = i;
    if (reasons->text >= 0 && reasons->of_row >= 0)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-column", term->name_span, (Str){0},
                 _("说明 has no column “%.*s”"), STR_ARG(term->name));
    return false;
}

static bool names_table(const Scope *scope, const Reasons *reasons, size_t i)
{
    Str name;

    if (reasons->of_table < 0)
        return true;
    name = reasons->table->lists[0].rows[i].cells[reasons->of_table].text;
    return name_equal(name, scope->row->table->spec->name) ||
           book_find(&scope->env->project->book, name) == scope->row->table;
}

static bool names_row(const Scope *scope, Str name, bool by_path)
{
    const RowContext *context = scope->row;
    const Row *row = &context->table->lists[context->list].rows[context->row];
    RowMatches matches = {0};

    if (!by_path)
        return (row->code.n && str_equal(name, row->code)) || name_equal(name, row->name);
    table_find_rows(scope->env->arena, context->table, context->list, name, &matches);
    for (size_t i = 0; i < matches.n; i++)
        if (matches.at[i].row == context->row)
            return true;
    return false;
}

static Result said(const Scope *scope, const Reasons *reasons, int row)
{
    Saying *saying = ARENA_NEW(scope->env->arena, Saying);
    Result result = result_text(reasons->table->lists[0].rows[row].cells[reasons->text].text);

    *saying = (Saying){.cell = {.table = reasons->table, .list = 0, .row = row, .column = reasons->text},
                       .about = &scope->row->table->lists[scope->row->list].rows[scope->row->row]};
    result.value.saying = saying;
    return result;
}

// Whether it was reported that 说明 has no record of the row: its other columns are not there for that.
static bool is_told(const Scope *scope, const Row *row)
{
    FigureEnv *env = scope->env;

    for (size_t i = 0; i < env->unsaid.n; i++)
        if (env->unsaid.at[i] == row)
            return true;
    *vec_push(env->home, &env->unsaid) = row;
    return false;
}

static Result reason_evaluate(const Scope *scope, const Term *term)
{
    const Row *row = &scope->row->table->lists[scope->row->list].rows[scope->row->row];
    Reasons reasons;

    if (!reasons_open(scope, term, &reasons))
        return result_none();
    // By code or name first; a path (201/行政运行), or a code without its leading zero, costs a search.
    for (int by_path = 0; by_path < 2; by_path++) {
        for (size_t i = 0; i < reasons.table->lists[0].row_count; i++) {
            const Cell *cells = reasons.table->lists[0].rows[i].cells;

            if (cells[reasons.of_row].text.n && names_table(scope, &reasons, i) &&
                names_row(scope, cells[reasons.of_row].text, by_path))
                return cells[reasons.text].unfilled ? result_none() : said(scope, &reasons, (int)i);
        }
    }
    if (is_told(scope, row))
        return result_none();
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-row", term->span,
                 str_print(scope->env->arena, _("add a record %.*s,%.*s to tables/说明.csv"),
                           STR_ARG(scope->row->table->spec->name),
                           STR_ARG(row->code.n ? row->code : row->name)),
                 _("说明 has nothing on the row “%.*s” of %.*s"), STR_ARG(row->name),
                 STR_ARG(scope->row->table->spec->name));
    return result_none();
}

Result field_evaluate(const Scope *scope, const Term *term)
{
    if (!has_row(scope, term->span))
        return result_none();
    for (int i = 0; i < FIGURE_LEVELS; i++)
        if (name_equal(term->name, str_of(figure_levels[i])))
            return ancestor_name(scope, term, i);
    if (name_equal(term->name, STR(SAYS_NAME)))
        return result_text(scope->row->table->lists[scope->row->list].rows[scope->row->row].name);
    if (name_equal(term->name, STR(SAYS_ORDINAL)))
        return result_number(scope, scope->row->ordinal);
    return reason_evaluate(scope, term);
}
