// This year beside last year: the figures that the manifest names, what the money is for, and each item of
// the tables that the template names. Nothing is in it that is not published; all is worked out from the
// cells as the figures of the text are.
#include "document/internal-comparison.h"

#define SHARES_MOST 9 // parts that one bar shows

typedef struct Comparing {
    Builder *builder;
    Document *document;
    Arena *arena;
    const Project *project;
    const WordList *words;
    Node *section;
    VEC(ComparedFigure) figures;
    VEC(Str) left_out; // figures and tables
    size_t unclear;    // rows
    int tables;
} Comparing;

static Str word(const Comparing *comparing, WordsName name)
{
    return words_first(comparing->words[name]);
}

// A word of a list of heads; the last where it has fewer.
static Str head(const Comparing *comparing, WordsName name, size_t index)
{
    WordList list = comparing->words[name];

    return list.n ? list.at[index < list.n ? index : list.n - 1] : (Str){0};
}

static Str filled(const Comparing *comparing, WordsName name, Str with)
{
    Str pattern = word(comparing, name);
    ptrdiff_t at = str_find(pattern, STR("{0}"), 0);

    if (at < 0)
        return pattern;
    return str_print(comparing->arena, "%.*s%.*s%.*s", (int)at, pattern.at, STR_ARG(with),
                     STR_ARG(str_slice(pattern, (size_t)at + 3, pattern.n)));
}

// ---- figures

// Evaluated aside: what cannot be said is left out, and told once.
static const Figure *asked(const Comparing *comparing, Str expression)
{
    FigureEnv *env = comparing->builder->env;
    Diag *aside = diag_new(), *usual = figure_divert(env, aside);
    FigureContext context = {.source = comparing->project->manifest};
    const Figure *figure = figure_evaluate(env, str_copy(comparing->arena, expression), context);

    figure_divert(env, usual);
    diag_free(aside);
    return figure;
}

static bool is_money(const Figure *figure)
{
    return figure->value.kind == VALUE_NUMBER && !figure->phrase && figure->value.unit.kind == UNIT_MONEY;
}

// Made of published cells of that year alone, or of figures that are given in place for another.
static bool is_published(const Figure *figure, Year year)
{
    for (size_t i = 0; i < figure->trace_count; i++) {
        const TraceItem *item = &figure->trace[i];
        bool cell = item->cell.table && item->cell.table->spec->published;

        if (item->year != year || !(cell || (item->fact && year != YEAR_THIS)))
            return false;
    }
    return figure->trace_count > 0;
}

static const char *prefix_of(Year year)
{
    return year == YEAR_BUDGET ? "预算." : "上年.";
}

// What an author writes for the meaning of a cell: {收支.收入.总计}; empty where the template says none.
static Str meaning_of(const Comparing *comparing, const Figure *figure)
{
    const Template *t = comparing->project->template;

    for (size_t i = 0; figure->trace_count == 1 && i < t->meaning_count; i++) {
        const Meaning *meaning = &t->meanings[i];
        Str expression = str_print(comparing->arena, "{%.*s}", STR_ARG(meaning->id));

        if (meaning->table != figure->trace[0].cell.table->spec->number)
            continue;
        const Figure *meant = asked(comparing, expression);
        if (meant->value.kind == VALUE_NUMBER && meant->trace_count == 1 &&
            figure_item_same(&meant->trace[0], &figure->trace[0]))
            return expression;
    }
    return (Str){0};
}

// Whether it is one cell as it stands, and not made of it.
static bool is_cell(const Figure *figure)
{
    const Cell *cell = figure->trace_count == 1 ? table_cell(figure->trace[0].cell) : NULL;

    return cell && cell->kind == CELL_AMOUNT && mpq_equal(cell->stored, figure->value.number);
}

// Another year's figure that a named one is to be held against: by its name, by what its only cell means, by
// where that stands. Empty where that year has none.
static Str other_of(const Comparing *comparing, Str name, const Figure *now, Year year)
{
    Arena *arena = comparing->arena;
    bool cell = is_cell(now);
    Str meaning = cell ? meaning_of(comparing, now) : (Str){0};
    const Str tried[] = {
        str_print(arena, "%s%.*s", prefix_of(year), STR_ARG(name)),
        meaning.n ? str_print(arena, "%s%.*s", prefix_of(year), STR_ARG(meaning)) : (Str){0},
        cell ? figure_cell_name(arena, year, now->trace[0].cell) : (Str){0},
    };

    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
        const Figure *other = tried[i].n ? asked(comparing, tried[i]) : NULL;

        if (other && is_money(other) && is_published(other, year))
            return tried[i];
    }
    return (Str){0};
}

// 比上年增加1.87万元，增长3.75%: in the words of the text; without a rate where there is none.
static Str change_words(const Comparing *comparing, Str name, Str other, Str object)
{
    static const char *const functions[] = {"变动说明", "变动"};

    for (size_t i = 0; i < 2; i++) {
        const Figure *figure =
            asked(comparing,
                  str_print(comparing->arena, "%s(%.*s, %.*s%s%.*s%s)", functions[i], STR_ARG(name),
                            STR_ARG(other), object.n ? ", “" : "", STR_ARG(object), object.n ? "”" : ""));
        if (figure->value.kind != VALUE_NONE)
            return figure->text;
    }
    return (Str){0};
}

static void read_figure(Comparing *comparing, Str name)
{
    const Figure *now = asked(comparing, name);
    ComparedFigure compared = {.name = name};

    if (!is_money(now))
        return;
    Str last = is_published(now, YEAR_THIS) ? other_of(comparing, name, now, YEAR_LAST) : (Str){0};
    if (!last.n) {
        if (is_published(now, YEAR_THIS)) // others are of the budget, or not published
            *vec_push(comparing->arena, &comparing->left_out) = name;
        return;
    }
    compared.now = now;
    compared.last = asked(comparing, last);
    compared.change = change_words(comparing, name, last, (Str){0});
    Str budget = comparing->project->budget.given ? other_of(comparing, name, now, YEAR_BUDGET) : (Str){0};
    if (budget.n) {
        compared.budget = asked(comparing, budget);
        compared.budget_change =
            change_words(comparing, name, budget, word(comparing, WORDS_COMPARISON_BUDGET));
    }
    *vec_push(comparing->arena, &comparing->figures) = compared;
}

// ---- tables

static ColumnPlan amount_plan(Str name, Unit unit, int decimals)
{
    return (ColumnPlan){
        .column = {.name = name, .title = name, .kind = COLUMN_AMOUNT, .unit = unit, .decimals = decimals}};
}

static ColumnPlan text_plan(Str name, ColumnKind kind)
{
    return (ColumnPlan){.column = {.name = name, .title = name, .kind = kind, .decimals = -1}};
}

// A table of the comparison's own, which no book has. `like` has its thousands; NULL: as the text.
static TableSpec *spec_new(const Comparing *comparing, Str title, Unit unit, const ComparedForm *form,
                           const TableSpec *like, ListSpec list)
{
    Arena *arena = comparing->arena;
    TableSpec *spec = ARENA_NEW(arena, TableSpec);
    ListSpec *lists = ARENA_NEW(arena, ListSpec);
    ColumnPlan plans[6];
    size_t n = 0;

    *lists = list;
    *spec = (TableSpec){.name = title,
                        .title = title,
                        .words = comparing->project->template->words,
                        .lists = lists,
                        .list_count = 1,
                        .unit = unit,
                        .file_unit = unit,
                        .decimals = form->decimals,
                        .thousands = like && like->thousands,
                        .zero = ZERO_AS_IS,
                        .note = word(comparing, WORDS_COMPARISON_NOTE),
                        .published = true};
    if (like) {
        spec->total_names = like->total_names;
        spec->total_name_count = like->total_name_count;
    }
    if (form->codes)
        plans[n++] = text_plan(head(comparing, WORDS_COMPARISON_HEADS, 0), COLUMN_CODE);
    plans[n++] = text_plan(head(comparing, WORDS_COMPARISON_HEADS, 1), COLUMN_NAME);
    for (size_t i = 2; i < 5; i++)
        plans[n++] = amount_plan(head(comparing, WORDS_COMPARISON_HEADS, i), unit, form->decimals);
    if (form->rates)
        plans[n++] = amount_plan(head(comparing, WORDS_COMPARISON_HEADS, 5), unit_parse(STR("%")),
                                 form->rate_decimals);
    table_spec_columns(arena, spec, plans, n);
    return spec;
}

static void add_table(Comparing *comparing, const TableSpec *spec, ComparedRows rows)
{
    Table *table = table_empty(comparing->arena, spec);
    Node *node = node_new(comparing->arena, NODE_TABLE);

    table->empty = false;
    table_set_rows(comparing->arena, table, 0, rows.rows, rows.indents, rows.n);
    node->table = table;
    node->table_title = true;
    node->id = str_print(comparing->arena, "compared-%d", ++comparing->tables);
    node_append(comparing->section, node);
    *vec_push(comparing->arena, &comparing->builder->tables) =
        (TableUse){.table = table, .node = node, .id = node->id};
}

// Digits after the point that write all amounts exactly, two at least.
static int figure_decimals(const Comparing *comparing)
{
    int most = 2;

    for (size_t i = 0; i < comparing->figures.n; i++) {
        const ComparedFigure *figure = &comparing->figures.at[i];
        const Figure *both[] = {figure->now, figure->last};

        for (size_t k = 0; k < 2; k++) {
            int decimals = number_decimals(both[k]->value.number, 6);
            most = decimals > most ? decimals : most;
        }
    }
    return most;
}

static void add_figures(Comparing *comparing)
{
    Arena *arena = comparing->arena;
    Unit unit = comparing->project->unit;
    ComparedForm form = {.rates = true,
                         .decimals = figure_decimals(comparing),
                         .rate_decimals = comparing->project->template->ratio_decimals};
    ComparedRows rows = {ARENA_ARRAY(arena, Row, comparing->figures.n),
                         ARENA_ARRAY(arena, uint32_t, comparing->figures.n), comparing->figures.n};

    if (!rows.n)
        return;
    for (size_t i = 0; i < rows.n; i++) {
        const ComparedFigure *figure = &comparing->figures.at[i];
        const Value *now = &figure->now->value, *last = &figure->last->value;

        rows.rows[i] = (Row){.shown = figure->name, .name = figure->name, .line = (uint32_t)i + 1};
        rows.rows[i].record = (uint32_t)i;
        rows.rows[i].cells = compared_cells(arena, &form, (Str){0}, figure->name,
                                            unit_convert(arena, now->number, now->unit, unit),
                                            unit_convert(arena, last->number, last->unit, unit));
    }
    add_table(
        comparing,
        spec_new(comparing, word(comparing, WORDS_COMPARISON_FIGURES), unit, &form, NULL, (ListSpec){0}),
        rows);
}

// ---- each item of a table

static const Table *book_numbered(const TableBook *book, int number)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->spec->number == number)
            return book->tables[i];
    return NULL;
}

// The column of a meaning in a year's tables; false where they have none.
static bool column_of(const TableBook *book, const Meaning *meaning, ComparedColumn *column)
{
    const Table *table = book_numbered(book, meaning->table);
    int list = meaning->list < 0 ? 0 : meaning->list;

    if (!table || !table->spec->published || list >= (int)table->spec->list_count)
        return false;
    int found = meaning->column.n ? table_find_column(table, list, meaning->column, NULL)
                                  : table_only_amount(table, list);
    if (found < 0)
        return false;
    const ColumnSpec *spec = &table->spec->columns[table->spec->lists[list].first + (uint32_t)found];
    *column = (ComparedColumn){table, list, found, spec->unit};
    return true;
}

static const Template *template_of(const Project *project, const TableBook *book)
{
    return book->project ? book->project->template : project->template;
}

static Str compared_title(const Comparing *comparing, ComparedColumn now)
{
    const TableSpec *spec = now.table->spec;
    const ListSpec *list = &spec->lists[now.list];
    Str title = spec->list_count > 1 && list->name.n
                    ? str_print(comparing->arena, "%.*s（%.*s）", STR_ARG(spec->title), STR_ARG(list->name))
                    : spec->title;

    return filled(comparing, WORDS_COMPARISON_TABLE, title);
}

static int column_decimals(ComparedColumn compared)
{
    const TableSpec *spec = compared.table->spec;
    const ColumnSpec *column = &spec->columns[spec->lists[compared.list].first + (uint32_t)compared.column];

    return column->decimals < 0 ? spec->decimals : column->decimals;
}

static void compare_columns(Comparing *comparing, ComparedPair pair)
{
    const TableSpec *spec = pair.now.table->spec;
    CodeColumns codes = table_code_columns(spec, pair.now.list);
    ComparedForm form = {.codes = codes.account,
                         .rates = true,
                         .decimals = column_decimals(pair.now),
                         .rate_decimals = comparing->project->template->ratio_decimals};
    ComparedRows rows = {0};

    comparing->unclear += compared_rows(comparing->arena, comparing->project, pair, &form, &rows);
    if (rows.n)
        add_table(comparing,
                  spec_new(comparing, compared_title(comparing, pair.now), pair.now.unit, &form, spec,
                           (ListSpec){.hierarchy = spec->lists[pair.now.list].hierarchy}),
                  rows);
}

static void compare_meaning(Comparing *comparing, Str id)
{
    const Project *project = comparing->project;
    const TableBook *last = &project->last_year;
    size_t n, theirs;
    const Meaning *now = template_meanings(project->template, id, &n);
    const Meaning *before = template_meanings(template_of(project, last), id, &theirs);

    for (size_t i = 0; i < n; i++) {
        ComparedPair pair;

        if (!column_of(&project->book, &now[i], &pair.now))
            continue;
        if (i < theirs && column_of(last, &before[i], &pair.last) &&
            pair.now.unit.kind == pair.last.unit.kind)
            compare_columns(comparing, pair);
        else
            *vec_push(comparing->arena, &comparing->left_out) = pair.now.table->spec->title;
    }
}

// ---- what the money is for

typedef struct Share {
    Str name, expression;
    Number amount;
} Share;
typedef VEC(Share) Shares;

// The least of several go into one, so that a bar has no more parts than it can show.
static void gather_shares(const Comparing *comparing, Shares *shares)
{
    StrBuf rest = {.arena = comparing->arena};

    if (shares->n <= SHARES_MOST)
        return;
    while (shares->n > SHARES_MOST - 1) {
        size_t least = 0;

        for (size_t i = 1; i < shares->n; i++)
            if (mpq_cmp(shares->at[i].amount, shares->at[least].amount) < 0)
                least = i;
        buf_print(&rest, "%s%.*s", rest.n ? ", " : "合计(", STR_ARG(shares->at[least].expression));
        for (size_t i = least; i + 1 < shares->n; i++)
            shares->at[i] = shares->at[i + 1];
        shares->n--;
    }
    buf_add_char(&rest, ')');
    *vec_push(comparing->arena, shares) =
        (Share){.name = word(comparing, WORDS_COMPARISON_REST), .expression = buf_str(&rest)};
}

static Shares shares_of(const Comparing *comparing, ComparedColumn column)
{
    RowMatches rows = {0};
    Shares shares = {0};

    table_children(comparing->arena, column.table, column.list, -1, &rows);
    for (size_t i = 0; i < rows.n; i++) {
        CellRef ref = {column.table, column.list, rows.at[i].row, column.column};
        const Cell *cell = table_cell(ref);

        if (cell->kind != CELL_AMOUNT || mpq_sgn(cell->stored) == 0)
            continue;
        if (mpq_sgn(cell->stored) < 0) // no part of a whole
            return (Shares){0};
        *vec_push(comparing->arena, &shares) =
            (Share){column.table->lists[column.list].rows[rows.at[i].row].name,
                    figure_cell_name(comparing->arena, YEAR_THIS, ref), cell->stored};
    }
    gather_shares(comparing, &shares);
    return shares;
}

// With the decimals that its table prints, so that amounts stand under one another.
static Str as_in_table(Arena *arena, Str expression, int decimals)
{
    StrBuf out = {.arena = arena};

    buf_print(&out, "%.*s | 0%s", STR_ARG(expression), decimals > 0 ? "." : "");
    for (int i = 0; i < decimals; i++)
        buf_add_char(&out, '0');
    return buf_str(&out);
}

// One bar; none where there is but one part.
static void add_chart(Comparing *comparing, ComparedColumn column)
{
    Arena *arena = comparing->arena;
    Shares shares = shares_of(comparing, column);
    Chart *chart = ARENA_NEW(arena, Chart);
    Node *node = node_new(arena, NODE_CHART);
    Str *names = ARENA_ARRAY(arena, Str, shares.n + 1), *series = ARENA_ARRAY(arena, Str, 1);
    ChartValue *values = ARENA_ARRAY(arena, ChartValue, shares.n + 1);

    for (size_t i = 0; i < shares.n; i++) {
        Node *figure = node_new(arena, NODE_FIGURE);

        figure->figure =
            asked(comparing, as_in_table(arena, shares.at[i].expression, column_decimals(column)));
        if (figure->figure->value.kind != VALUE_NUMBER)
            return;
        node_append(node, figure);
        names[i] = shares.at[i].name;
        values[i] = (ChartValue){.number = figure->figure->value.number, .text = figure->figure->text};
    }
    if (shares.n < 2)
        return;
    *chart = (Chart){.kind = CHART_SHARES,
                     .title = word(comparing, WORDS_COMPARISON_PURPOSE),
                     .unit = unit_line(arena, comparing->project->style->table.unit_prefix, column.unit.name),
                     .series = series,
                     .series_count = 1,
                     .names = names,
                     .name_count = shares.n,
                     .values = values};
    chart_shares(arena, chart, comparing->project->template->ratio_decimals);
    node->chart = chart;
    node->id = str_print(arena, "chart-%d", ++comparing->builder->charts);
    node_append(comparing->section, node);
    comparing->document->comparison.chart = node;
}

// Of a column whose rows are account items, not units or kinds of money.
static void add_purpose(Comparing *comparing)
{
    const Template *t = comparing->project->template;

    for (size_t i = 0; i < t->purpose_count && !comparing->document->comparison.chart; i++) {
        size_t n;
        const Meaning *meaning = template_meanings(t, t->purposes[i], &n);
        ComparedColumn column;

        if (n && column_of(&comparing->project->book, meaning, &column) &&
            table_code_columns(column.table->spec, column.list).account)
            add_chart(comparing, column);
    }
}

// ---- the part

static void add_heading(Comparing *comparing)
{
    Node *heading = node_new(comparing->arena, NODE_HEADING);

    heading->level = 1;
    heading->role = ROLE_PART;
    heading->id = STR("h-comparison");
    node_append(heading, node_new_text(comparing->arena, word(comparing, WORDS_COMPARISON_TITLE)));
    node_insert_before(comparing->section->first, heading);
}

static void tell(const Comparing *comparing, Str hint, Str message)
{
    diag_report(comparing->builder->diag, SEVERITY_NOTE, "comparison-missing",
                comparing->project->comparison_place, hint, "%.*s", STR_ARG(message));
}

static void tell_left_out(const Comparing *comparing)
{
    Arena *arena = comparing->arena;

    if (comparing->left_out.n)
        tell(comparing, str_of(_("give last year's under `last-year:`")),
             str_print(arena,
                       _("last year's is not known of these, and they are not in the comparison: %.*s"),
                       STR_ARG(str_join(arena, comparing->left_out.at, comparing->left_out.n, STR("、")))));
    if (comparing->unclear)
        tell(
            comparing, (Str){0},
            str_print(
                arena,
                _("%zu rows are not in the comparison: several of this year's or last year's answer to each"),
                comparing->unclear));
}

void build_comparison(Builder *builder, Document *document)
{
    const Project *project = builder->project;
    Comparing comparing = {.builder = builder,
                           .document = document,
                           .arena = builder->arena,
                           .project = project,
                           .words = project->template->words->lists,
                           .section = node_new(builder->arena, NODE_SECTION)};

    if (!project->comparison)
        return;
    if (!project->last_year.given) {
        tell(&comparing,
             str_of(_("name last year's project or tables, or give its figures, under `last-year:`")),
             str_of(_("there is no comparison: the project does not say what last year's figures are")));
        return;
    }
    comparing.section->id = STR("comparison");
    for (size_t i = 0; i < project->figure_count; i++)
        read_figure(&comparing, project->figures[i].name);
    add_figures(&comparing);
    add_purpose(&comparing);
    for (size_t i = 0; i < project->template->compared_count; i++)
        compare_meaning(&comparing, project->template->compared[i]);
    tell_left_out(&comparing);
    if (!comparing.tables)
        return;
    add_heading(&comparing);
    node_append(document->root, comparing.section);
    document->comparison.section = comparing.section;
    document->comparison.figures = comparing.figures.at;
    document->comparison.figure_count = comparing.figures.n;
}
