// What a figure is, for who asks: its table, row and column, and how it was made of published cells. It
// stands in a script of data beside the pages, which they load when the first figure is asked for.
#include "html/internal-site.h"

#define MOST_CELLS 10 // that one figure tells of
#define MOST_TERMS 3  // that one cell leads to

typedef struct Explaining {
    const Site *site;
    const WordList *words;
    FigureEnv *env;
    StrBuf out, tables;
    VEC(TraceItem) known; // of the tables that were told of: their year, and the cell's table
    const Origin *cells[MOST_CELLS];
    size_t cell_count;
    bool many; // more cells than are told of
} Explaining;

static Str word(const Explaining *to, WordsName name)
{
    return words_first(to->words[name]);
}

Str key_id(Arena *arena, size_t index)
{
    return str_print(arena, "key-%zu", index + 1);
}

// ---- JSON

static void add_field(StrBuf *out, Str text)
{
    buf_add_char(out, ',');
    script_string(out, text);
}

// ---- cells

static bool same_amount(const Origin *a, const Origin *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == ORIGIN_GIVEN ? a->fact == b->fact : table_cell_same(a->cell, b->cell);
}

// Which of the figure's cells it is, or MOST_CELLS.
static size_t cell_index(Explaining *to, const Origin *cell)
{
    for (size_t i = 0; i < to->cell_count; i++)
        if (same_amount(to->cells[i], cell))
            return i;
    if (to->cell_count == MOST_CELLS) {
        to->many = true;
        return MOST_CELLS;
    }
    to->cells[to->cell_count] = cell;
    return to->cell_count++;
}

static size_t table_index(Explaining *to, const Origin *cell)
{
    const Document *document = to->site->document;
    const Table *table = cell->cell.table;

    for (size_t i = 0; i < to->known.n; i++)
        if (to->known.at[i].cell.table == table && to->known.at[i].year == cell->year)
            return i;
    const TableUse *use = cell->year == YEAR_THIS ? document_table_use(document, table) : NULL;
    *vec_push(to->site->arena, &to->known) = (TraceItem){.year = cell->year, .cell = {.table = table}};
    buf_add_c(&to->tables, ",\n[");
    WordsName years[] = {[YEAR_LAST] = WORDS_EXPLAIN_LAST, [YEAR_BUDGET] = WORDS_EXPLAIN_BUDGET};
    Str year = cell->year == YEAR_THIS ? (Str){0} : word(to, years[cell->year]);
    Str label = cell->year == YEAR_THIS ? table->spec->label : year;
    script_string(&to->tables, str_print(to->site->arena, "%.*s%s%.*s", STR_ARG(label), label.n ? " " : "",
                                         STR_ARG(table->spec->title)));
    add_field(&to->tables, use ? str_print(to->site->arena, "%.*s.html", STR_ARG(use->id)) : (Str){0});
    buf_add_char(&to->tables, ']');
    return to->known.n - 1;
}

// 收入，决算数; 基本支出，小计: the list of several that it is in, the groups that it stands under, and its
// title.
static Str column_label(Arena *arena, CellRef cell)
{
    const ColumnSpec *column = table_column(cell);
    StrBuf out = {.arena = arena};
    Str list = cell.table->spec->list_count > 1 ? cell.table->spec->lists[cell.list].name : (Str){0};
    size_t from = 0;

    if (list.n)
        buf_print(&out, "%.*s，", STR_ARG(list));
    for (ptrdiff_t slash; (slash = str_find_char(column->path, '/', from)) >= 0; from = (size_t)slash + 1)
        buf_print(&out, "%.*s，", STR_ARG(str_slice(column->path, from, (size_t)slash)));
    buf_add(&out, column->title);
    return buf_str(&out);
}

static Str amount_text(Arena *arena, Number number, NumberFormat format, Unit unit)
{
    return str_print(arena, "%.*s%.*s", STR_ARG(number_format(arena, number, format)), STR_ARG(unit.name));
}

static Str cell_amount(Arena *arena, CellRef ref)
{
    NumberFormat format = {table_decimals(ref), ref.table->spec->thousands, true, true};

    if (format.decimals < 0)
        format.decimals = table_cell(ref)->kind == CELL_AMOUNT ? table_cell(ref)->decimals : 0;
    return amount_text(arena, table_printed(arena, ref), format, table_cell_unit(ref));
}

// The indices of the terms that the cell's names have, of which none is within another that they have.
static void add_terms(Explaining *to, Str names)
{
    const Site *site = to->site;
    size_t found[MOST_TERMS], n = 0;

    for (size_t i = 0; i < site->terms.n && n < MOST_TERMS; i++) {
        Str term = site->terms.at[i].name;
        bool within = term.n == 0 || str_find(names, term, 0) < 0;
        for (size_t k = 0; k < site->terms.n && !within; k++)
            within = site->terms.at[k].name.n > term.n && str_find(site->terms.at[k].name, term, 0) >= 0 &&
                     str_find(names, site->terms.at[k].name, 0) >= 0;
        if (!within)
            found[n++] = i;
    }
    buf_add_c(&to->out, ",[");
    for (size_t i = 0; i < n; i++)
        buf_print(&to->out, "%s%zu", i ? "," : "", found[i]);
    buf_add_char(&to->out, ']');
}

// An amount that the manifest gives has no table, row or column.
static void add_given(Explaining *to, const Origin *given)
{
    const Fact *fact = given->fact;
    NumberFormat format = {.decimals = fact->decimals};

    buf_add_c(&to->out, ",[-1,\"\"");
    add_field(&to->out, word(to, given->year == YEAR_LAST ? WORDS_EXPLAIN_LAST : WORDS_EXPLAIN_BUDGET));
    add_field(&to->out, amount_text(to->site->arena, fact->value, format, fact->unit));
    buf_add_c(&to->out, ",\"\",[]]");
}

static void add_cell(Explaining *to, const Origin *cell)
{
    Arena *arena = to->site->arena;
    const Document *document = to->site->document;
    CellRef ref = cell->cell;
    Str row = ref.row >= 0 ? ref.table->lists[ref.list].rows[ref.row].name : (Str){0};
    Str column = column_label(arena, ref);
    bool here = cell->year == YEAR_THIS && document_table_use(document, ref.table);

    buf_print(&to->out, ",[%zu", table_index(to, cell));
    add_field(&to->out, row);
    add_field(&to->out, column);
    add_field(&to->out, cell_amount(arena, ref));
    add_field(&to->out, here ? document_cell_id(arena, document, ref) : (Str){0});
    add_terms(to, str_print(arena, "%.*s\n%.*s\n%.*s", STR_ARG(row), STR_ARG(column),
                            STR_ARG(ref.table->spec->title)));
    buf_add_char(&to->out, ']');
}

// ---- how it was made

static void say(Explaining *to, const Origin *origin, bool within, StrBuf *out);

// Parts joined by a word, in brackets where they stand within others.
static void say_joined(Explaining *to, const Origin *origin, WordsName by, bool within, StrBuf *out)
{
    if (within)
        buf_add_c(out, "（");
    for (size_t i = 0; i < origin->part_count; i++) {
        if (i > 0)
            buf_add(out, word(to, by));
        say(to, &origin->parts[i], true, out);
    }
    if (within)
        buf_add_c(out, "）");
}

// （甲减乙）除以乙
static void say_rate(Explaining *to, const Origin *origin, StrBuf *out)
{
    say_joined(to, origin, WORDS_EXPLAIN_MINUS, true, out);
    buf_add(out, word(to, WORDS_EXPLAIN_DIVIDED));
    say(to, &origin->parts[1], true, out);
}

static void say(Explaining *to, const Origin *origin, bool within, StrBuf *out)
{
    WordList names = to->words[WORDS_EXPLAIN_NAMES];

    switch (origin->kind) {
    case ORIGIN_HIDDEN:
        break;
    case ORIGIN_CELL:
    case ORIGIN_GIVEN: {
        size_t index = cell_index(to, origin);
        if (index < names.n)
            buf_add(out, names.at[index]);
        break;
    }
    case ORIGIN_SUM:
        say_joined(to, origin, WORDS_EXPLAIN_PLUS, within, out);
        break;
    case ORIGIN_PRODUCT:
        say_joined(to, origin, WORDS_EXPLAIN_TIMES, within, out);
        break;
    case ORIGIN_QUOTIENT:
        say_joined(to, origin, WORDS_EXPLAIN_DIVIDED, within, out);
        break;
    case ORIGIN_DIFFERENCE:
    case ORIGIN_CHANGE:
        say_joined(to, origin, WORDS_EXPLAIN_MINUS, within, out);
        break;
    case ORIGIN_RATE:
        say_rate(to, origin, out);
        break;
    case ORIGIN_CHANGE_RATE:
        say_joined(to, origin, WORDS_EXPLAIN_MINUS, within, out);
        buf_add(out, word(to, WORDS_EXPLAIN_AND_RATE));
        say_rate(to, origin, out);
        break;
    case ORIGIN_COMPARED:
        say_joined(to, origin, WORDS_EXPLAIN_COMPARED, within, out);
        break;
    }
}

static Str how(Explaining *to, const Origin *origin)
{
    StrBuf out = {.arena = to->site->arena};

    say(to, origin, false, &out);
    if (origin->kind == ORIGIN_CELL)
        return (Str){0};
    if (!to->many)
        return buf_str(&out);
    return origin->kind == ORIGIN_SUM
               ? str_print(to->site->arena, "%.*s%zu%.*s", STR_ARG(word(to, WORDS_EXPLAIN_SUM_OF)),
                           origin->part_count, STR_ARG(word(to, WORDS_EXPLAIN_SUM_END)))
               : word(to, WORDS_EXPLAIN_AMONG);
}

static void add_figure(Explaining *to, const Figure *figure, Str id)
{
    CellRef cell;

    to->cell_count = 0;
    to->many = false;
    if (!document_figure_target(to->site->document, figure, &cell))
        return;
    Origin origin = figure_origin(to->env, figure);
    // What is made of more than is published tells of the cell that it leads to, and that it is made of more.
    Origin linked = {.kind = ORIGIN_CELL, .year = YEAR_THIS, .cell = cell};
    bool hidden = origin.kind == ORIGIN_HIDDEN;
    Str said = how(to, hidden ? &linked : &origin);
    buf_add_c(&to->out, ",\n");
    script_string(&to->out, id);
    buf_add_c(&to->out, ":[");
    script_string(&to->out, hidden ? word(to, WORDS_EXPLAIN_AMONG) : said);
    for (size_t i = 0; i < to->cell_count; i++)
        if (to->cells[i]->kind == ORIGIN_GIVEN)
            add_given(to, to->cells[i]);
        else
            add_cell(to, to->cells[i]);
    buf_add_char(&to->out, ']');
}

// ---- the script

static void add_words(const Explaining *to, StrBuf *out)
{
    static const struct {
        const char *key;
        WordsName name;
    } words[] = {{"label", WORDS_EXPLAIN_LABEL},   {"table", WORDS_EXPLAIN_TABLE},
                 {"row", WORDS_EXPLAIN_ROW},       {"column", WORDS_EXPLAIN_COLUMN},
                 {"value", WORDS_EXPLAIN_VALUE},   {"how", WORDS_EXPLAIN_HOW},
                 {"terms", WORDS_EXPLAIN_TERMS},   {"copy", WORDS_EXPLAIN_COPY},
                 {"copied", WORDS_EXPLAIN_COPIED}, {"keys", WORDS_EXPLAIN_KEYS}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        buf_print(out, "%s\"%s\":", i ? "," : "", words[i].key);
        script_string(out, word(to, words[i].name));
    }
    WordList names = to->words[WORDS_EXPLAIN_NAMES];
    buf_add_c(out, ",\"names\":[");
    for (size_t i = 0; i < names.n; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        script_string(out, names.at[i]);
    }
    buf_add_char(out, ']');
}

// What stands in lists is after commas, but for the first.
static void add_list(StrBuf *out, const char *open, Str list, const char *close)
{
    buf_add_c(out, open);
    buf_add(out, str_slice(list, list.n > 0 && list.at[0] == ',', list.n));
    buf_add_c(out, close);
}

Str explain_figures(const Site *site)
{
    Arena *arena = site->arena;
    const Document *document = site->document;
    Diag *discarded = diag_new(); // it was reported when the document was built
    Explaining to = {.site = site,
                     .words = document->project->template->words->lists,
                     .env = figure_env_new(arena, discarded, document->project),
                     .out = {.arena = arena},
                     .tables = {.arena = arena}};
    StrBuf script = {.arena = arena}, terms = {.arena = arena};

    for (size_t i = 0; i < site->keys.n; i++)
        add_figure(&to, site->keys.at[i], key_id(arena, i));
    for (size_t i = 0; i < document->quotation_count; i++)
        add_figure(&to, document->quotations[i].figure, document->quotations[i].id);
    for (size_t i = 0; i < site->terms.n; i++) {
        buf_add_c(&terms, ",\n[");
        script_string(&terms, site->terms.at[i].name);
        add_field(&terms, site->terms.at[i].href);
        buf_add_char(&terms, ']');
    }
    diag_free(discarded);
    // The mark of UTF-8 goes before whatever the pages are in.
    buf_add_c(&script, "\xEF\xBB\xBFgongkaiFigures({\"words\":{");
    add_words(&to, &script);
    add_list(&script, "},\n\"terms\":[", buf_str(&terms), "],\n");
    add_list(&script, "\"tables\":[", buf_str(&to.tables), "],\n");
    add_list(&script, "\"figures\":{", buf_str(&to.out), "}});\n");
    return buf_str(&script);
}
