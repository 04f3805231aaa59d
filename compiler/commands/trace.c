// Where a figure comes from, and everywhere a cell or a value is used.
#include <stdio.h>

#include "commands/office.h"

// A rule that reads a cell, once for each way that it is held.
typedef struct RuleUse {
    const RuleSpec *rule;
    TraceItem item;
} RuleUse;

typedef struct Tracer {
    Arena *arena;
    Diag *diag; // of what was asked for; the project's own findings are check's
    Compilation made;
    FigureEnv *env;
    const char *folder;
    const Figure **named; // one a named figure of the manifest
    VEC(RuleUse) rules;
} Tracer;

typedef VEC(TraceItem) Items;

// ---- values and places, in words

static Str number_shown(Arena *arena, Number number, int decimals, Unit unit)
{
    Str text = number_format(arena, number, (NumberFormat){.decimals = decimals < 0 ? 6 : decimals});

    return str_print(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(unit.name));
}

// As the table prints it; with what the file holds, where that is more exact.
static Str cell_shown(Arena *arena, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    Number printed = table_printed(arena, ref);
    Str text = number_shown(arena, printed, table_decimals(ref), table_cell_unit(ref));

    if (cell->kind == CELL_TEXT)
        return cell->text;
    if (cell->kind == CELL_AMOUNT && !mpq_equal(cell->stored, printed))
        return str_print(arena, _("%.*s (stored %.*s)"), STR_ARG(text),
                         STR_ARG(number_shown(arena, cell->stored, cell->decimals, (Unit){0})));
    return text;
}

// As a terminal may be given it: names and texts are whoever's wrote them.
static Str shown(const Tracer *tracer, Str text)
{
    return escape_terminal(tracer->arena, text);
}

static void place_print(const Tracer *tracer, const char *indent, Place place)
{
    Str text = place_shown(tracer->arena, &place);

    printf("%s%s/%.*s: ", indent, tracer->folder, STR_ARG(shown(tracer, text)));
}

// ---- what uses a cell

static bool figure_reads(const Figure *figure, const TraceItem *item)
{
    for (size_t i = 0; i < figure->trace_count; i++)
        if (figure_item_same(&figure->trace[i], item))
            return true;
    return false;
}

static void figure_print(const Tracer *tracer, const Node *node)
{
    const Figure *figure = node->figure;

    place_print(tracer, "    ", source_place(node->source, node->offset, node->length));
    printf(_("prints %.*s by `= %.*s`\n"), STR_ARG(shown(tracer, figure->text)),
           STR_ARG(shown(tracer, str_trim(figure->expression))));
}

static size_t uses_in_prose(const Tracer *tracer, const TraceItem *item)
{
    NodeWalk walk = node_walk(tracer->made.document->root);
    size_t uses = 0;

    while (node_walk_next(&walk)) {
        if (!walk.entering || walk.node->kind != NODE_FIGURE || !figure_reads(walk.node->figure, item))
            continue;
        figure_print(tracer, walk.node);
        uses++;
    }
    return uses;
}

static size_t uses_in_manifest(const Tracer *tracer, const TraceItem *item)
{
    const Project *project = tracer->made.project;
    size_t uses = 0;

    for (size_t i = 0; i < project->figure_count; i++) {
        const NamedFigure *figure = &project->figures[i];

        if (!figure_reads(tracer->named[i], item))
            continue;
        place_print(tracer, "    ", source_place(project->manifest, figure->offset, figure->expression.n));
        printf(_("the figure “%.*s”, `%.*s`\n"), STR_ARG(shown(tracer, figure->name)),
               STR_ARG(shown(tracer, figure->expression)));
        uses++;
    }
    return uses;
}

static void side_take(Tracer *tracer, const RuleSpec *rule, const ClaimSide *side)
{
    for (size_t i = 0; i < side->trace_count; i++)
        *vec_push(tracer->arena, &tracer->rules) = (RuleUse){rule, side->trace[i]};
}

static void rule_take(void *context, const Holding *holding)
{
    if (!holding->result)
        return;
    side_take(context, holding->rule, &holding->result->left);
    side_take(context, holding->rule, &holding->result->right);
}

static size_t uses_in_rules(const Tracer *tracer, const TraceItem *item)
{
    const RuleSpec *last = NULL;
    size_t uses = 0;

    for (size_t i = 0; i < tracer->rules.n; i++) {
        const RuleSpec *rule = tracer->rules.at[i].rule;

        if (rule == last || !figure_item_same(&tracer->rules.at[i].item, item))
            continue;
        fputs("    ", stdout);
        if (rule->that.text.n)
            printf(_("the rule %.*s (%.*s), `%.*s`\n"), STR_ARG(shown(tracer, rule->id)),
                   STR_ARG(shown(tracer, rule->title)), STR_ARG(shown(tracer, rule->that.text)));
        else
            printf(_("the rule %.*s (%.*s)\n"), STR_ARG(shown(tracer, rule->id)),
                   STR_ARG(shown(tracer, rule->title)));
        last = rule;
        uses++;
    }
    return uses;
}

// The published table that prints the cell.
static size_t use_in_table(const Tracer *tracer, const TraceItem *item)
{
    const TableUse *use = item->fact ? NULL : document_table_use(tracer->made.document, item->cell.table);

    if (!use)
        return 0;
    if (use->node->source)
        place_print(tracer, "    ", source_place(use->node->source, use->node->offset, use->node->length));
    else
        fputs("    ", stdout);
    printf(_("printed in the table “%.*s”\n"), STR_ARG(shown(tracer, use->table->spec->title)));
    return 1;
}

static Place item_place(const TraceItem *item)
{
    return item->fact ? item->fact->place : table_cell_place(item->cell.table, table_cell(item->cell));
}

static void item_print(const Tracer *tracer, const TraceItem *item)
{
    const Fact *fact = item->fact;
    Arena *arena = tracer->arena;
    Str value =
        fact ? number_shown(arena, fact->value, fact->decimals, fact->unit) : cell_shown(arena, item->cell);

    place_print(tracer, "  ", item_place(item));
    printf("%.*s = %.*s\n", STR_ARG(shown(tracer, figure_item_name(arena, item))),
           STR_ARG(shown(tracer, value)));
    if (uses_in_manifest(tracer, item) + uses_in_prose(tracer, item) + use_in_table(tracer, item) +
            uses_in_rules(tracer, item) ==
        0)
        printf("    %s\n", _("nothing uses it"));
}

static void items_print(const Tracer *tracer, const Items *items)
{
    for (size_t i = 0; i < items->n; i++)
        item_print(tracer, &items->at[i]);
}

// ---- what was asked for

static const TableBook *book_of(const Project *project, Year year)
{
    return year == YEAR_LAST ? &project->last_year : year == YEAR_BUDGET ? &project->budget : &project->book;
}

// Appends the cells of amounts that `fits` says yes to, of this year and of the years beside it.
static void cells_find(const Tracer *tracer, bool (*fits)(CellRef ref, const void *context),
                       const void *context, Items *items)
{
    for (int year = YEAR_THIS; year <= YEAR_BUDGET; year++) {
        const TableBook *book = book_of(tracer->made.project, (Year)year);

        for (size_t t = 0; t < book->table_count; t++) {
            CellRef ref = {.table = book->tables[t]};

            for (ref.list = 0; ref.list < (int)ref.table->spec->list_count; ref.list++)
                for (ref.row = 0; ref.row < (int)ref.table->lists[ref.list].row_count; ref.row++)
                    for (ref.column = 0; ref.column < (int)ref.table->spec->lists[ref.list].count;
                         ref.column++)
                        if (table_cell(ref)->kind == CELL_AMOUNT && fits(ref, context))
                            *vec_push(tracer->arena, items) = (TraceItem){.year = (Year)year, .cell = ref};
        }
    }
}

// tables/收支.csv:5, tables/收支.csv:5:12, 收支总表!B7
typedef struct Spot {
    Str file;
    uint32_t line, column; // 0: not given
    Str cell;
} Spot;

static bool at_spot(CellRef ref, const void *context)
{
    const Spot *spot = context;
    const Cell *cell = table_cell(ref);
    Str file = ref.table->file;

    if (spot->cell.n)
        return table_cell_is_at(ref.table, cell, spot->cell);
    if (!str_ends(file, spot->file) || (file.n > spot->file.n && file.at[file.n - spot->file.n - 1] != '/'))
        return false;
    return cell->line == spot->line &&
           (spot->column == 0 || (cell->column <= spot->column && spot->column < cell->column + cell->width));
}

// The number after the last colon, which goes; 0 where there is none.
static uint32_t number_cut(Str *text)
{
    size_t at = text->n;
    uint32_t number = 0;

    while (at > 0 && text->at[at - 1] >= '0' && text->at[at - 1] <= '9' && text->n - at < 9)
        at--;
    if (at == text->n || at < 2 || text->at[at - 1] != ':')
        return 0;
    for (size_t i = at; i < text->n; i++)
        number = number * 10 + (uint32_t)(text->at[i] - '0');
    text->n = at - 1;
    return number;
}

static bool spot_read(Str wanted, Spot *spot)
{
    uint32_t last, before;

    *spot = (Spot){.file = wanted};
    if (str_find_char(wanted, '!', 0) > 0) {
        spot->cell = wanted;
        return true;
    }
    last = number_cut(&spot->file);
    before = last ? number_cut(&spot->file) : 0;
    spot->line = before ? before : last;
    spot->column = before ? last : 0;
    return spot->line > 0;
}

// ---- a value

typedef struct Amount {
    Arena *arena;
    Number number;
    Unit unit; // UNIT_NONE: any
} Amount;

// 51.8, 51.8万元; counters as the tables have them.
static bool amount_read(Arena *arena, Str wanted, Amount *amount)
{
    size_t digits = 0, at = 0;

    while (at < wanted.n) {
        uint32_t code = utf8_next(wanted, &at);

        if (char_is_han(code) || code == '%' || code == 0xFF05)
            break;
        digits = at;
    }
    *amount = (Amount){.arena = arena, .unit = unit_parse(str_trim(str_slice(wanted, digits, wanted.n)))};
    amount->number = number_parse(arena, str_trim(str_slice(wanted, 0, digits)), NULL);
    return amount->number != NULL;
}

static bool amount_is(const Amount *amount, Number number, Unit unit)
{
    if (amount->unit.kind == UNIT_NONE)
        return mpq_equal(number, amount->number) != 0;
    if (!unit_same_kind(amount->unit, unit))
        return false;
    if (unit.kind == UNIT_MONEY)
        number = unit_convert(amount->arena, number, unit, amount->unit);
    return mpq_equal(number, amount->number) != 0;
}

static bool has_amount(CellRef ref, const void *context)
{
    const Amount *amount = context;

    return amount_is(amount, table_cell(ref)->stored, table_cell_unit(ref)) ||
           amount_is(amount, table_printed(amount->arena, ref), table_cell_unit(ref));
}

static void facts_find(const Tracer *tracer, const Amount *amount, Items *items)
{
    for (int year = YEAR_LAST; year <= YEAR_BUDGET; year++) {
        const TableBook *book = book_of(tracer->made.project, (Year)year);

        for (size_t i = 0; i < book->fact_count; i++)
            if (amount_is(amount, book->facts[i].value, book->facts[i].unit))
                *vec_push(tracer->arena, items) = (TraceItem){.year = (Year)year, .fact = &book->facts[i]};
    }
}

static bool figure_is(const Figure *figure, const Amount *amount)
{
    const Value *value = &figure->value;
    mpq_t magnitude;
    bool same;

    if (!value->number || (value->kind != VALUE_NUMBER && !figure->phrase))
        return false;
    mpq_init(magnitude); // 减少1.8 is a difference of -1.8, and answers to both
    mpq_abs(magnitude, value->number);
    same = amount_is(amount, value->number, value->unit) ||
           (figure->phrase && amount_is(amount, magnitude, value->unit));
    mpq_clear(magnitude);
    return same;
}

static bool reads_any(const Figure *figure, const Items *items)
{
    for (size_t i = 0; i < items->n; i++)
        if (figure_reads(figure, &items->at[i]))
            return true;
    return false;
}

// Figures of the prose whose own value it is, though they come from other cells.
static size_t computed_print(const Tracer *tracer, const Amount *amount, const Items *items)
{
    NodeWalk walk = node_walk(tracer->made.document->root);
    size_t found = 0;

    while (node_walk_next(&walk)) {
        if (!walk.entering || walk.node->kind != NODE_FIGURE || !figure_is(walk.node->figure, amount) ||
            reads_any(walk.node->figure, items))
            continue;
        if (found++ == 0)
            printf("  %s\n", _("figures of this value:"));
        figure_print(tracer, walk.node);
    }
    return found;
}

static bool value_trace(const Tracer *tracer, const Amount *amount, Items *items)
{
    cells_find(tracer, has_amount, amount, items);
    facts_find(tracer, amount, items);
    items_print(tracer, items);
    return computed_print(tracer, amount, items) + items->n > 0;
}

// ---- a figure

static bool figure_trace(const Tracer *tracer, Str wanted, Items *items)
{
    const Project *project = tracer->made.project;
    const Source *source = source_from_bytes(tracer->arena, tracer->diag, wanted, (Str){0}, (Str){0});
    const Figure *figure =
        source ? figure_evaluate(tracer->env, source->text, (FigureContext){.source = source}) : NULL;

    if (!figure || figure->value.kind == VALUE_NONE)
        return false;
    printf(
        "%.*s = %.*s%.*s\n", STR_ARG(shown(tracer, wanted)), STR_ARG(shown(tracer, figure->text)),
        STR_ARG(shown(tracer, figure->phrase || figure->value.ratio ? (Str){0} : figure->value.unit.name)));
    for (size_t i = 0; i < project->figure_count; i++)
        if (name_equal(project->figures[i].name, wanted))
            printf(_("  by its formula %.*s\n"), STR_ARG(shown(tracer, project->figures[i].expression)));
    for (size_t i = 0; i < figure->trace_count; i++)
        *vec_push(tracer->arena, items) = figure->trace[i];
    items_print(tracer, items);
    return true;
}

static bool trace(const Tracer *tracer, Str wanted)
{
    Items items = {0};
    Amount amount;
    Spot spot;

    if (spot_read(wanted, &spot)) {
        cells_find(tracer, at_spot, &spot, &items);
        items_print(tracer, &items);
    } else if (!amount_read(tracer->arena, wanted, &amount)) {
        return figure_trace(tracer, wanted, &items);
    } else if (value_trace(tracer, &amount, &items)) {
        return true;
    }
    if (items.n == 0)
        diag_report(tracer->diag, SEVERITY_ERROR, "trace-unknown", (Place){0},
                    str_of(_("ask for a figure (收入合计), a value (51.8, 51.8万元), or a cell "
                             "(表[行, 列], tables/表.csv:5:12, Sheet!B7)")),
                    _("no cell and no figure is “%.*s”"), STR_ARG(wanted));
    return items.n > 0;
}

int command_trace(const Options *options, DataFolders folders)
{
    if (office_is(options->folders[0]))
        return office_as_project(options, folders, command_trace);

    Tracer tracer = {.folder = options->folders[0], .diag = diag_new()};
    Str wanted = str_trim(str_of(options->subject));
    int status;

    CompileOptions compile = compile_options(options, folders, tracer.folder);
    Progress *progress = progress_begin(options_progress(options), tracer.folder);
    tracer.made = compilation_make(&compile);
    progress_end(progress);
    tracer.arena = tracer.made.arena;
    if (!tracer.made.document) {
        status = findings_print(tracer.made.diag, NULL, false);
    } else {
        const Project *project = tracer.made.project;

        tracer.env = figure_env_new(tracer.arena, tracer.diag, project);
        tracer.named = ARENA_ARRAY(tracer.arena, const Figure *, project->figure_count);
        for (size_t i = 0; i < project->figure_count; i++)
            tracer.named[i] = figure_evaluate(
                tracer.env, project->figures[i].expression,
                (FigureContext){.source = project->manifest, .offset = project->figures[i].offset});
        check_watch(tracer.arena, tracer.env, tracer.made.document, rule_take, &tracer);
        diag_truncate(tracer.diag, 0);
        bool found = trace(&tracer, wanted);
        // What a table that could not be read leaves unsaid, the project's own findings say.
        bool told = found || diag_total(tracer.diag) > 0;
        status = findings_print(told ? tracer.diag : tracer.made.diag, NULL, false);
    }
    compilation_free(&tracer.made);
    diag_free(tracer.diag);
    return status;
}
