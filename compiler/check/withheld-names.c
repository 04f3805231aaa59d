// The names of account items that withheld.yaml names: beside an amount one tells what is withheld
// (withheld-published), alone it asks whether it may stand there (withheld-named). Looked for in the text as
// it is printed, in charts, in tables of one's own, in 说明.csv and 其他数据.csv, and in names of what is
// published.
#include "check/withheld.h"
#include "rules/rules.h"
#include "text/text.h"

// Bytes around a name that are read for an amount.
#define NEAR 360

typedef struct HiddenName {
    Str name;
    Str above;       // the name of what it stands under; empty where none is known
    bool shared;     // an item that is shown has the same name: then `above` tells them apart
    VEC(Str) longer; // names of other items that it is a part of
} HiddenName;

typedef struct Names {
    Check *check;
    VEC(HiddenName) all;
    VEC(Str) items; // of all account items, by length: what an amount may be of instead
} Names;

// ---- which names

typedef void (*RowVisit)(Names *names, const Row *row);

static void visit_table(Names *names, const Table *table, RowVisit visit)
{
    for (size_t l = 0; table && l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            if (table->lists[l].rows[r].code.n && table_code_level(table->lists[l].rows[r].code) >= 0)
                visit(names, &table->lists[l].rows[r]);
}

static void visit_book(Names *names, const TableBook *book, RowVisit visit)
{
    for (size_t i = 0; i < book->table_count; i++)
        visit_table(names, book->tables[i], visit);
}

static void visit_shown(Names *names, RowVisit visit)
{
    const Project *project = names->check->project;

    visit_book(names, &project->book, visit);
    for (size_t u = 0; u < project->unit_count; u++)
        visit_book(names, &project->units[u]->book, visit);
}

static void visit_all(Names *names, RowVisit visit)
{
    const Project *project = names->check->project;

    visit_table(names, project->accounts, visit);
    for (size_t i = 0; i < project->accounts_before_count; i++)
        visit_table(names, project->accounts_before[i], visit);
    visit_shown(names, visit);
    visit_book(names, &project->last_year, visit);
    visit_book(names, &project->budget, visit);
}

// The next of the names that a classification has of one code, parted by |.
static bool next_name(Str *rest, Str *name)
{
    ptrdiff_t bar = str_find_char(*rest, '|', 0);

    *name = str_trim(bar < 0 ? *rest : str_slice(*rest, 0, (size_t)bar));
    *rest = bar < 0 ? (Str){0} : str_slice(*rest, (size_t)bar + 1, rest->n);
    return name->n > 0;
}

static Str name_above(const Names *names, Str code)
{
    const Table *accounts = names->check->project->accounts;
    RowMatches found = {0};
    Str all, name = {0};

    if (!accounts || table_code_level(code) <= 0)
        return name;
    table_find_rows(names->check->arena, accounts, 0, str_slice(code, 0, code.n - 2), &found);
    if (found.n) {
        all = accounts->lists[0].rows[found.at[0].row].name;
        next_name(&all, &name);
    }
    return name;
}

static void add_names(Names *names, Str code, Str rest)
{
    Str name;

    while (next_name(&rest, &name)) {
        HiddenName one = {.name = name, .above = name_above(names, code)};
        bool known = false;

        for (size_t i = 0; i < names->all.n && !known; i++)
            known = name_equal(names->all.at[i].name, name) && name_equal(names->all.at[i].above, one.above);
        if (!known)
            *vec_push(names->check->arena, &names->all) = one;
    }
}

static void add_hidden(Names *names, const Row *row)
{
    if (project_withholds_item(names->check->project, row->code))
        add_names(names, row->code, row->name);
}

// The code of a 项, which no amount is mistaken for, tells as much as its name.
#define ITEM_CODE_DIGITS 7

static void add_given(Names *names)
{
    const Project *project = names->check->project;

    for (size_t i = 0; i < project->withheld_count; i++) {
        const Withheld *one = &project->withheld[i];

        add_names(names, one->what, one->name);
        if (one->kind == WITHHELD_ITEM && one->what.n == ITEM_CODE_DIGITS)
            add_names(names, one->what, one->what);
    }
}

static void note_shared(Names *names, const Row *row)
{
    if (project_withholds_item(names->check->project, row->code))
        return;
    for (size_t i = 0; i < names->all.n; i++)
        names->all.at[i].shared |= name_equal(names->all.at[i].name, row->name);
}

static void add_item(Names *names, const Row *row)
{
    Str rest = row->name, name;

    while (next_name(&rest, &name)) {
        *vec_push(names->check->arena, &names->items) = name;
        for (size_t i = 0; i < names->all.n; i++)
            if (name.n > names->all.at[i].name.n && str_find(name, names->all.at[i].name, 0) >= 0)
                *vec_push(names->check->arena, &names->all.at[i].longer) = name;
    }
}

// ---- a name in a text

// Past the name where it stands at byte `at`, whatever blanks stand in it and however wide its brackets are;
// 0: it does not.
static size_t past_name(Str text, size_t at, Str name)
{
    size_t in = 0;

    while (in < name.n) {
        uint32_t wanted = utf8_next(name, &in), code;

        do {
            if (at >= text.n)
                return 0;
            code = utf8_next(text, &at);
        } while (char_is_blank(code) && code != wanted);
        if (text_narrowed(code) != text_narrowed(wanted))
            return 0;
    }
    return at;
}

static bool is_in_longer(const HiddenName *hidden, Str text, size_t at, size_t end)
{
    for (size_t i = 0; i < hidden->longer.n; i++) {
        Str longer = hidden->longer.at[i];
        ptrdiff_t inside = str_find(longer, hidden->name, 0);

        if ((size_t)inside <= at && past_name(text, at - (size_t)inside, longer) >= end)
            return true;
    }
    return false;
}

static bool is_amount(const TextAmount *amount)
{
    return amount->kind == TEXT_MONEY || (amount->kind == TEXT_PLAIN && amount->decimals > 0);
}

// Where the first amount of a text begins; -1: it has none.
static ptrdiff_t first_amount(const Names *names, Str text)
{
    TextAmount amount;

    for (size_t at = 0; text_amount_next(names->check->arena, text, &at, TEXT_HAN, &amount);)
        if (is_amount(&amount))
            return (ptrdiff_t)amount.from;
    return -1;
}

static bool has_item(const Names *names, Str text)
{
    for (size_t i = 0; i < names->items.n; i++)
        if (str_find(text, names->items.at[i], 0) >= 0)
            return true;
    return false;
}

static size_t past_brackets(Str text, size_t at)
{
    for (;;) {
        size_t past = text_past_bracket(text, at);

        if (!past)
            return at;
        at = past;
    }
}

// The text after a name that ends its clause, up to the end of the next sentence; empty where it does not.
static Str what_follows(Str text, size_t at)
{
    size_t start = past_brackets(text, at), next = start;

    if (start < text.n && !text_ends_clause(utf8_next(text, &next)))
        return (Str){0};
    return str_slice(text, next, next + NEAR < text.n ? next + NEAR : text.n);
}

static Str first_sentence(Str text)
{
    return text_sentence(text, 0, 0, NEAR);
}

// after: what is read on where the text ends with the name.
static bool is_beside(const Names *names, Str text, size_t from, size_t to, Str after)
{
    Str follows = first_sentence(what_follows(text, to));
    ptrdiff_t amount;

    if (first_amount(names, text_clause(text, from, to, NEAR)) >= 0)
        return true;
    if (past_brackets(text, to) >= text.n || text_past_blanks(follows, 0) >= follows.n)
        follows = first_sentence(after);
    amount = first_amount(names, follows);
    return amount >= 0 && !has_item(names, str_slice(follows, 0, (size_t)amount));
}

// ---- reported

static void report_name(const Names *names, Place place, Str name, bool beside)
{
    if (beside)
        diag_report(names->check->diag, SEVERITY_ERROR, "withheld-published", place,
                    str_of(_("take it out: withheld.yaml names it")),
                    _("“%.*s” is withheld, and an amount stands beside its name"), STR_ARG(name));
    else
        diag_report(names->check->diag, rule_severity(rule_find(STR("withheld-named"))), "withheld-named",
                    place, str_of(_("take it out, or leave the name where that alone may be told")),
                    _("“%.*s” is withheld: may its name stand here?"), STR_ARG(name));
}

// A text in which names are looked for.
typedef struct Passage {
    Str text, after;    // after: what the reader goes on with
    const Node *node;   // whose text it is; NULL: it stands at the place
    const TextMap *map; // of the node's text
    Place place;
    bool amounts; // amounts stand beside all of it
} Passage;

static Place place_of(const Passage *passage, size_t from, size_t to)
{
    size_t offset = passage->node ? passage->node->offset : 0, length = 0;

    if (!passage->node || !passage->node->source)
        return passage->place;
    text_map_source(passage->map, from, to, &offset, &length);
    return source_place(passage->node->source, offset, length);
}

// A code within more digits is another number's.
static bool is_in_number(Str text, size_t at, size_t end)
{
    size_t next = end;

    return char_digit((unsigned char)text.at[at]) >= 0 &&
           ((at > 0 && char_digit((unsigned char)text.at[at - 1]) >= 0) ||
            (end < text.n && char_digit(utf8_next(text, &next)) >= 0));
}

static void check_occurrence(const Names *names, const Passage *passage, const HiddenName *hidden, size_t at,
                             size_t end)
{
    if (is_in_longer(hidden, passage->text, at, end) || is_in_number(passage->text, at, end))
        return;
    if (hidden->shared &&
        (!hidden->above.n || str_find(str_slice(passage->text, 0, at), hidden->above, 0) < 0))
        return;
    report_name(names, place_of(passage, at, end), hidden->name,
                passage->amounts || is_beside(names, passage->text, at, end, passage->after));
}

static void check_passage(const Names *names, const Passage *passage)
{
    for (size_t i = 0; i < names->all.n; i++)
        for (size_t at = 0; at < passage->text.n;) {
            size_t end = past_name(passage->text, at, names->all.at[i].name);

            if (end)
                check_occurrence(names, passage, &names->all.at[i], at, end);
            if (end)
                at = end;
            else
                utf8_next(passage->text, &at);
        }
}

static void check_words(const Names *names, Str text, Place place, bool amounts)
{
    check_passage(names, &(Passage){.text = text, .place = place, .amounts = amounts});
}

// ---- the document

static bool shows_amounts(const Names *names, const Node *block)
{
    return block->kind == NODE_TABLE || block->kind == NODE_CHART ||
           first_amount(names, node_plain_text(names->check->arena, block)) >= 0;
}

// Whether amounts stand under a heading, up to the next.
static bool heads_amounts(const Names *names, const Node *heading)
{
    for (const Node *block = heading->next; block && block->kind != NODE_HEADING; block = block->next)
        if (shows_amounts(names, block))
            return true;
    return false;
}

static void check_block(const Names *names, const Node *block)
{
    Arena *arena = names->check->arena;
    const Node *next = block->next;
    TextMap map = {0};
    StrBuf text = {.arena = arena};
    NodeWalk walk = node_walk(block);
    Passage passage = {.node = block, .map = &map, .place = {.file = names->check->project->manifest->name}};

    while (node_walk_next(&walk)) {
        const Node *leaf = walk.node;

        if (!walk.entering || !node_is_leaf(leaf->kind))
            continue;
        text_map_add(arena, &map, text.n, leaf);
        if (leaf->kind == NODE_FIGURE)
            buf_add(&text, leaf->figure ? leaf->figure->text : (Str){0});
        else
            buf_add(&text, leaf->kind == NODE_LINE_BREAK ? STR(" ") : node_literal(leaf));
    }
    passage.text = buf_str(&text);
    passage.amounts = block->kind == NODE_HEADING && heads_amounts(names, block);
    if (next && next->kind != NODE_HEADING)
        passage.after = node_plain_text(arena, next);
    check_passage(names, &passage);
}

// The place of a name in the block that it is of, as well as it can be told.
static void check_in_chart(const Names *names, const Node *node, Str text)
{
    ptrdiff_t at = node->source && text.n ? str_find(node->source->text, text, node->offset) : -1;
    Place place = {.file = names->check->project->manifest->name};

    if (at >= 0)
        place = source_place(node->source, (size_t)at, text.n);
    else if (node->source)
        place = source_place(node->source, node->offset, node->length);
    check_words(names, text, place, true);
}

static void check_chart(const Names *names, const Node *node)
{
    const Chart *chart = node->chart;

    check_in_chart(names, node, chart->title);
    for (size_t i = 0; i < chart->series_count; i++)
        check_in_chart(names, node, chart->series[i]);
    for (size_t i = 0; i < chart->name_count; i++)
        check_in_chart(names, node, chart->names[i]);
}

static void check_tree(const Names *names)
{
    NodeWalk walk = node_walk(names->check->document->root);

    while (node_walk_next(&walk)) {
        const Node *node = walk.node;

        if (!walk.entering)
            continue;
        if (node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH || node->kind == NODE_CODE_BLOCK ||
            node->kind == NODE_HTML_BLOCK)
            check_block(names, node);
        else if (node->kind == NODE_CHART && node->chart)
            check_chart(names, node);
        else if ((node->kind == NODE_LINK || node->kind == NODE_IMAGE) && node->source) {
            check_words(names, node->target, source_place(node->source, node->offset, node->length), false);
            check_words(names, node->title, source_place(node->source, node->offset, node->length), false);
        }
    }
}

// ---- tables

static bool is_row_with_amount(const List *list, const Row *row)
{
    for (uint32_t c = 0; c < list->spec->count; c++)
        if (row->cells[c].kind == CELL_AMOUNT && mpq_sgn(row->cells[c].stored) != 0)
            return true;
    return false;
}

// Rows of what is published go by their codes, where they have them.
static void check_rows(const Names *names, const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++) {
        const List *list = &table->lists[l];

        for (size_t r = 0; r < list->row_count; r++) {
            const Row *row = &list->rows[r];
            bool told = table->spec->published && withheld_is_told(names->check, list, row);

            for (uint32_t c = 0; !told && c < list->spec->count; c++)
                if (row->cells[c].kind == CELL_TEXT)
                    check_words(names, row->cells[c].text, table_cell_place(table, &row->cells[c]),
                                is_row_with_amount(list, row));
        }
    }
}

static void check_heads(const Names *names, const Table *table)
{
    const TableSpec *spec = table->spec;
    Place place = {.file = table->file};

    if (spec->declared)
        return;
    check_words(names, spec->title.n ? spec->title : spec->name, place, !table->empty);
    check_words(names, spec->note, place, false);
    for (size_t i = 0; i < spec->header_count; i++)
        check_words(names, spec->headers[i].title, place, !table->empty);
}

static void check_tables(const Names *names)
{
    const TableBook *book = &names->check->project->book;

    for (size_t i = 0; i < book->table_count; i++) {
        if (!book->tables[i]->file.n)
            continue;
        check_rows(names, book->tables[i]);
        check_heads(names, book->tables[i]);
    }
}

// ---- what the site and the first page say of the document

static void check_manifest(const Names *names)
{
    const Project *project = names->check->project;
    Place place = {.file = project->manifest->name};

    check_words(names, project->title, place, false);
    for (size_t i = 0; i < project->title_line_count; i++)
        check_words(names, project->title_lines[i].text, place, false);
    for (size_t i = 0; i < project->site_count; i++)
        check_words(names, project->site[i].value, place, false);
}

void withheld_names_run(Check *check)
{
    Names names = {.check = check};

    if (!project_withheld_count(check->project, WITHHELD_ITEM) &&
        !project_withheld_count(check->project, WITHHELD_BELOW))
        return;
    add_given(&names);
    visit_all(&names, add_hidden);
    visit_shown(&names, note_shared);
    visit_all(&names, add_item);
    check_tree(&names);
    check_tables(&names);
    check_manifest(&names);
}
