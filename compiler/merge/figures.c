// Changes that touch a figure: none is taken in silence.
#include <string.h>

#include "merge/internal-merge.h"

typedef struct Touched { // a figure that changes reach
    const Node *node;
    const Printed *printed;
    size_t from, to; // in the stretch's text
    size_t unit;     // bytes of its unit after it
} Touched;

static bool has_digit(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (char_digit(utf8_next(text, &at)) >= 0)
            return true;
    return false;
}

// The numbers of a text, each with the unit that stands after it.
static Str amounts_of(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        size_t from = at, end = at;
        TextNumber number;
        TextUnit unit;

        if (char_digit(utf8_next(text, &at)) < 0)
            continue;
        if (text_number_at(arena, text, from, &number, &end) && number.to > at)
            at = number.to;
        else if (end > at)
            at = end;
        buf_print(&out, "%.*s", STR_ARG(str_slice(text, from, at)));
        if (text_unit_at(text, at, &unit) && unit.kind != TEXT_UNIT_OTHER && unit.kind != TEXT_UNIT_TIME)
            buf_add(&out, str_slice(text, at, unit.to));
        buf_add_char(&out, ' ');
    }
    return buf_str(&out);
}

// Its first number in the smallest unit: 4.94万元 and 49400元 are the same. NULL: it has none.
static Number first_amount(Arena *arena, Str text, int *power)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at, end = at;
        TextNumber number;
        TextUnit unit;

        if (char_digit(utf8_next(text, &at)) < 0)
            continue;
        if (!text_number_at(arena, text, from, &number, &end))
            return NULL;
        *power = text_unit_at(text, number.to, &unit) ? unit.power : 0;
        return number.value;
    }
    return NULL;
}

static bool same_amount(Arena *arena, Str a, Str b)
{
    int power[2] = {0, 0};
    Number one = first_amount(arena, a, &power[0]), other = first_amount(arena, b, &power[1]);
    mpq_t scaled[2];
    bool same = false;

    if (!one || !other)
        return false;
    for (int i = 0; i < 2; i++) {
        mpq_init(scaled[i]);
        mpq_set(scaled[i], i ? other : one);
        for (int k = 0; k < power[i]; k++)
            mpq_mul(scaled[i], scaled[i], number_from_int(arena, 10));
    }
    same = mpq_equal(scaled[0], scaled[1]) != 0;
    for (int i = 0; i < 2; i++)
        mpq_clear(scaled[i]);
    return same;
}

// 增加 that became 减少: what the tables say, not how it is said.
static bool turned_round(const Merging *merging, Str was, Str is)
{
    const WordList *lists = merging->made->project->template->words->lists;
    WordList rise = lists[WORDS_RISE], fall = lists[WORDS_FALL];

    return words_in(rise, was) != words_in(rise, is) && words_in(fall, was) != words_in(fall, is);
}

static bool touches(const Change *change, size_t from, size_t to)
{
    if (change->dropped)
        return false;
    return change->from == change->to ? change->from > from && change->from < to
                                      : change->from < to && change->to > from;
}

static bool covers(const Change *change, const Touched *touched)
{
    return !change->dropped && change->from <= touched->from && change->to >= touched->to;
}

static size_t unit_after(const Figure *figure, Str after)
{
    size_t length = 0;
    const Value *value = &figure->value;

    if (value->kind != VALUE_NUMBER || figure->phrase)
        return 0;
    if (value->unit.kind == UNIT_MONEY && unit_money_at(after, &length).kind == UNIT_MONEY)
        return length;
    return value->unit.name.n && str_starts(after, value->unit.name) ? value->unit.name.n : 0;
}

// ---- what is said of it

static void conflict(Editing *editing, const Stretch *stretch, const Touched *touched, size_t from, size_t to)
{
    Merging *merging = editing->merging;
    Str was = str_slice(stretch->text, from, to), is = stretch_shown(stretch, from, to);
    bool same = !touched->node->figure->phrase && same_amount(merging->arena, was, is);

    diag_report(
        merging->diag, SEVERITY_ERROR, "merge-conflict",
        source_place(touched->node->source, touched->node->offset, touched->node->length),
        same ? str_of(_("it is the same amount, written otherwise: no table is to be corrected"))
             : str_of(
                   _("if the copy is right, the table is wrong: correct the table, and the figure follows")),
        _("the copy says “%.*s” where the tables give “%.*s”"), STR_ARG(is), STR_ARG(was));
    merging->merged->conflicts++;
}

// An expression without the third argument that it may have, and without the bracket that ends it.
static Str without_object(Str expression)
{
    Str inner = str_trim(expression);

    inner.n -= str_ends(inner, STR(")")) ? 1 : str_ends(inner, STR("）")) ? STR("）").n : 0;
    inner = str_trim(inner);
    for (size_t at = inner.n; (str_ends(inner, STR("”")) || str_ends(inner, STR("\""))) && at > 0;) {
        uint32_t code = utf8_previous(inner, &at);

        if (code == ',' || char_is_in(code, "，"))
            return str_slice(inner, 0, at);
    }
    return inner;
}

// What the figure prints without words before it; empty where it cannot be had so.
static Str bare_change(const Merging *merging, const Node *node, Str inner)
{
    Diag *aside = diag_new(), *usual = figure_divert(merging->made->env, aside);
    FigureContext context = {.source = node->source, .offset = node->offset};
    Str asked = str_print(merging->arena, "%.*s, “”)", STR_ARG(inner));
    const Figure *figure = figure_evaluate(merging->made->env, asked, context);

    figure_divert(merging->made->env, usual);
    diag_free(aside);
    return figure->value.kind == VALUE_NONE ? (Str){0} : figure->text;
}

// 比上年 in other words: another third argument, or none and the words before it.
static Str proposal(const Merging *merging, const Touched *touched, Str is)
{
    Str inner = without_object(touched->node->figure->expression), before;
    Str bare = bare_change(merging, touched->node, inner);
    const WordList *than = &merging->made->project->template->words->lists[WORDS_CHANGE_THAN];

    if (bare.n == 0 || !str_ends(is, bare))
        return (Str){0};
    before = str_slice(is, 0, is.n - bare.n);
    size_t word = words_begin(*than, before);
    if (word)
        return str_print(merging->arena, "`= %.*s, “%.*s”)`", STR_ARG(inner),
                         STR_ARG(str_slice(before, word, before.n)));
    return str_print(merging->arena, "%.*s`= %.*s, “”)`", STR_ARG(before), STR_ARG(inner));
}

static void propose(Editing *editing, const Touched *touched, Str was, Str is)
{
    Merging *merging = editing->merging;
    Str instead = proposal(merging, touched, is);

    diag_report(merging->diag, SEVERITY_WARNING, "merge-figure-words",
                source_place(touched->node->source, touched->node->offset, touched->node->length),
                instead.n ? str_print(merging->arena, _("write %.*s"), STR_ARG(instead))
                          : str_of(_("its third argument says what is compared with")),
                _("the words of a figure, “%.*s”, have become “%.*s”"), STR_ARG(was), STR_ARG(is));
    merging->merged->listed++;
}

static void gone(Editing *editing, const Touched *touched, Str was)
{
    diag_report(editing->merging->diag, SEVERITY_NOTE, "merge-figure-gone",
                source_place(touched->node->source, touched->node->offset, touched->node->length), (Str){0},
                _("the copy leaves out a figure, “%.*s”, with the words around it"), STR_ARG(was));
}

// ---- what 说明 says

// The field of a CSV as it is to be: in quotation marks where its text needs them.
static Str csv_field(Arena *arena, Str text, bool quoted)
{
    StrBuf out = {.arena = arena};
    bool quote = !quoted && (str_find_char(text, ',', 0) >= 0 || str_find_char(text, '"', 0) >= 0 ||
                             str_find_char(text, '\n', 0) >= 0);

    if (quote)
        buf_add_char(&out, '"');
    for (size_t i = 0; i < text.n; i++) {
        buf_add_char(&out, text.at[i]);
        if (text.at[i] == '"' && (quoted || quote))
            buf_add_char(&out, '"');
    }
    if (quote)
        buf_add_char(&out, '"');
    return buf_str(&out);
}

// False where it stands in no CSV, or not as it is printed.
static bool saying_take(Editing *editing, const Touched *touched, Str is, size_t group)
{
    const Saying *saying = touched->node->figure->value.saying;
    const Cell *cell = saying ? table_cell(saying->cell) : NULL;
    const Source *source = saying ? saying->cell.table->source : NULL;
    Str line = source && cell->line ? source_line(source, cell->line) : (Str){0};
    size_t at = 0;
    ptrdiff_t found;

    if (!line.at || cell->place)
        return false;
    for (uint32_t i = 1; i < cell->column && at < line.n; i++)
        utf8_next(line, &at);
    found = str_find(line, cell->text, at);
    if (found < 0 || cell->text.n == 0 || !str_equal(str_trim(cell->text), touched->node->figure->text))
        return false;
    bool quoted = found > 0 && line.at[found - 1] == '"';
    edit_add(editing, (SourceEdit){.kind = EDIT_PATCH,
                                   .source = source,
                                   .offset = (size_t)(line.at - source->text.at) + (size_t)found,
                                   .length = cell->text.n,
                                   .text = csv_field(editing->merging->arena, is, quoted),
                                   .group = group});
    return true;
}

// ---- one figure

// Of what 说明 says, words at its edges are its own too: in a passage of `each` the text around is every
// row's.
static bool saying_edge(const Stretch *stretch, const Touched *touched, const Change *change)
{
    size_t from, to;

    (void)stretch;
    return !change->dropped && touched->node->figure->value.saying && change->from == change->to &&
           (change->from == touched->from || change->from == touched->to) &&
           source_in_each(touched->node->source, touched->node->offset, &from, &to);
}

static void drop_touching(Stretch *stretch, const Touched *touched, size_t to)
{
    for (size_t i = 0; i < stretch->changes.n; i++)
        if (touches(&stretch->changes.at[i], touched->from, to) ||
            saying_edge(stretch, touched, &stretch->changes.at[i]))
            stretch->changes.at[i].dropped = true;
}

// The bytes that the figure and the changes that touch it take.
static bool reach_of(const Stretch *stretch, const Touched *touched, size_t to, size_t *from, size_t *end)
{
    bool any = false;

    *from = touched->from;
    *end = to;
    for (size_t i = 0; i < stretch->changes.n; i++) {
        const Change *change = &stretch->changes.at[i];

        if (!touches(change, touched->from, to) && !saying_edge(stretch, touched, change))
            continue;
        any = true;
        *from = change->from < *from ? change->from : *from;
        *end = change->to > *end ? change->to : *end;
    }
    return any;
}

static bool is_left_out(const Stretch *stretch, const Touched *touched)
{
    for (size_t i = 0; i < stretch->changes.n; i++) {
        const Change *change = &stretch->changes.at[i];

        if (covers(change, touched))
            return change->to >= touched->to + touched->unit && !has_digit(change->text);
    }
    return false;
}

static void guard_figure(Editing *editing, Stretch *stretch, const Touched *touched)
{
    size_t from, end, to = touched->to + touched->unit;
    const Figure *figure = touched->node->figure;
    Str was, is;

    if (!reach_of(stretch, touched, to, &from, &end))
        return;
    if (is_left_out(stretch, touched)) {
        gone(editing, touched, str_slice(stretch->text, from, end));
        return;
    }
    was = str_slice(stretch->text, from, end);
    is = stretch_shown(stretch, from, end);
    bool within =
        from == touched->from && end <= touched->to + touched->unit && str_find(is, PARAGRAPH_END, 0) < 0;
    if (within && figure->value.saying && is.n && saying_take(editing, touched, is, editing->group)) {
        for (size_t i = 0; i < stretch->changes.n; i++) // made in 说明, not here
            if (touches(&stretch->changes.at[i], touched->from, to) ||
                saying_edge(stretch, touched, &stretch->changes.at[i]))
                stretch->changes.at[i].in_saying = true;
        return;
    }
    if (within && figure->phrase && !turned_round(editing->merging, was, is) &&
        str_equal(amounts_of(editing->merging->arena, was), amounts_of(editing->merging->arena, is)))
        propose(editing, touched, was, is);
    else
        conflict(editing, stretch, touched, from, end);
    drop_touching(stretch, touched, to);
}

// ---- passages of each

static bool piece_in_each(const PrintedPiece *piece, const Printed *printed)
{
    size_t offset = piece->leaf && piece->leaf->run_count && piece->leaf->kind == NODE_TEXT
                        ? piece->leaf->runs[0].offset
                        : printed->node->offset;
    size_t from, to;

    return printed->node->source && source_in_each(printed->node->source, offset, &from, &to);
}

static void guard_each(Editing *editing, Stretch *stretch)
{
    for (size_t i = 0; i < stretch->changes.n; i++) {
        Change *change = &stretch->changes.at[i];
        size_t within, block = stretch_block(stretch, change->from, &within);
        const Printed *printed = stretch->blocks[block];

        for (size_t k = 0; k < printed->piece_count && !change->dropped && !change->in_saying; k++) {
            const PrintedPiece *piece = &printed->pieces[k];

            if (within > piece->at + piece->length || within + (change->to - change->from) < piece->at ||
                !piece_in_each(piece, printed))
                continue;
            change->dropped = true;
            diag_report(
                editing->merging->diag, SEVERITY_WARNING, "merge-each",
                printed_place(editing->merging->arena, printed, within, within + 1),
                str_of(_("change the passage, or what the tables or 说明 say of the row")),
                _("the copy says “%.*s” in a passage that stands for every row"),
                STR_ARG(stretch_shown(&(Stretch){.merging = stretch->merging,
                                                 .text = stretch->text,
                                                 .changes = {.at = &(Change){change->from, change->to,
                                                                             change->text, 0, false, false},
                                                             .n = 1}},
                                      stretch->starts[block], stretch->starts[block] + printed->text.n)));
            editing->merging->merged->listed++;
        }
    }
}

// A footnote's mark stays in a copy that has lost all footnotes, where text stands in its place.
static void guard_mark(Editing *editing, Stretch *stretch, const Printed *printed, size_t from, size_t to)
{
    for (size_t i = 0; i < stretch->changes.n; i++) {
        Change *change = &stretch->changes.at[i];

        if (!touches(change, from, to) || !notes_lost(editing->merging))
            continue;
        change->dropped = true;
        diag_report(editing->merging->diag, SEVERITY_WARNING, "merge-kept",
                    printed_place(editing->merging->arena, printed, 0, 1),
                    str_of(_("change it by hand, with the footnote")),
                    _("the copy says “%.*s” where a footnote is called"), STR_ARG(change->text));
        editing->merging->merged->listed++;
    }
}

void figures_guard(Editing *editing, Stretch *stretch)
{
    for (size_t i = 0; i < stretch->n; i++) {
        const Printed *printed = stretch->blocks[i];

        for (size_t k = 0; k < printed->piece_count; k++) {
            const PrintedPiece *piece = &printed->pieces[k];
            Touched touched = {piece->leaf, printed, stretch->starts[i] + piece->at, 0, 0};

            if (piece->leaf && piece->leaf->kind == NODE_NOTE_MARK)
                guard_mark(editing, stretch, printed, touched.from, touched.from + piece->length);
            if (!piece->leaf || piece->leaf->kind != NODE_FIGURE)
                continue;
            touched.to = touched.from + piece->length;
            touched.unit = unit_after(piece->leaf->figure,
                                      str_slice(printed->text, piece->at + piece->length, printed->text.n));
            guard_figure(editing, stretch, &touched);
        }
    }
    guard_each(editing, stretch);
}
