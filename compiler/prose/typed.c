// Typed amounts against the cells that their words mean: the same function of meaning reads them that
// convert binds by.
#include "prose/internal-prose.h"

#include "text/text.h"
#include <string.h>

#define MOST_LABEL 60 // bytes of a numbered paragraph's label

// ---- what stands over a paragraph

// The words of a numbered paragraph that name what it is about: before its first mark.
static Str label_of(Str text)
{
    size_t at = 0;

    while (at < text.n) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);
        if (code == U'：' || code == U':' || code == U'。')
            break;
        if (text_ends_clause(code))
            return (Str){0};
        at = next;
    }
    return at <= MOST_LABEL ? str_slice(text, 0, at) : (Str){0};
}

static int level_of(const Node *node)
{
    if (node->kind == NODE_PARAGRAPH && node->first && node->first->kind == NODE_RUN_IN)
        return node->first->level;
    return node->level;
}

void prose_take_label(const Prose *prose, const ProseBlock *block, Labels *labels)
{
    const int most = (int)(sizeof labels->at / sizeof labels->at[0]);
    bool heading = prose_is_heading(block);
    int level = level_of(block->node);
    Str text = heading ? text_name(block->text) : label_of(block->text);

    if (level < 1 || level > most || (!heading && level == 1))
        return;
    for (int i = level - 1; i < most; i++)
        labels->at[i] = (Str){0};
    labels->at[level - 1] = name_fold(prose->arena, text);
}

// ---- a typed amount and its cell

const Lexicon *prose_lexicon(Prose *prose)
{
    if (!prose->lexicon) {
        prose->trial = diag_new();
        prose->lexicon =
            lexicon_new(prose->arena, prose->project,
                        figure_env_new(prose->arena, prose->trial, prose->project), prose->trial);
    }
    return prose->lexicon;
}

AmountIndex *prose_amount_index(Prose *prose)
{
    if (!prose->amounts)
        prose->amounts = amounts_new(prose->arena, prose->project);
    return prose->amounts;
}

// Half a unit of the last digit that it is written with is the most that its rounding explains.
static bool within_rounding(const ProseNumber *number, mpq_t difference)
{
    mpq_t half;
    bool within;

    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    for (int i = 0; i < number->decimals && i < 20; i++)
        mpz_mul_ui(mpq_denref(half), mpq_denref(half), 10);
    mpq_canonicalize(half);
    mpq_abs(difference, difference);
    within = mpq_cmp(difference, half) <= 0;
    mpq_clear(half);
    return within;
}

bool prose_said_fits(Prose *prose, const Said *said, const ProseNumber *number)
{
    const Value *value = &said->figure->value;
    Number meant = value->unit.kind == UNIT_MONEY
                       ? unit_convert(prose->arena, value->number, value->unit, number->unit)
                       : value->number;
    mpq_t difference;

    mpq_init(difference);
    mpq_set(difference, meant);
    if (said->change) {
        mpq_abs(difference, difference);
        mpq_sub(difference, difference, number->value);
    } else {
        mpq_sub(difference, difference, number->value);
    }
    bool fits = within_rounding(number, difference);
    if (said->change && mpq_sgn(meant) != 0 && number->direction)
        fits = fits && mpq_sgn(meant) == number->direction;
    mpq_clear(difference);
    return fits;
}

Said prose_read_said(Prose *prose, SaidReader *reader, const ProseBlock *block, const ProseNumber *number,
                     size_t from)
{
    Str before = name_fold(prose->arena, str_slice(block->text, from, number->from));

    if (!number->figure)
        return said_amount(reader, before);
    said_bound(reader, before, number->figure);
    return (Said){0};
}

const Said *prose_said_all(Prose *prose, ProseBlock *block, const Labels *labels)
{
    SaidReader reader;
    size_t from = 0;

    if (block->said)
        return block->said;
    Said *all = ARENA_ARRAY(prose->arena, Said, block->numbers.n);
    said_begin(&reader, prose_lexicon(prose), labels);
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        all[i] = (Said){0};
        if (number->kind != NUMBER_MONEY)
            continue;
        all[i] = prose_read_said(prose, &reader, block, number, from);
        from = number->after;
    }
    block->said = all;
    return all;
}

SaidSubject prose_said_cell(Prose *prose, ProseBlock *block, const Labels *labels, const ProseNumber *number)
{
    if (number->kind != NUMBER_MONEY || number->figure || number->direction)
        return (SaidSubject){0};
    const Said *said = &prose_said_all(prose, block, labels)[number - block->numbers.at];
    if (said->change || !prose_said_money(said) || !prose_said_fits(prose, said, number))
        return (SaidSubject){0};
    return (SaidSubject){said->expression, said->figure, true};
}

bool prose_said_money(const Said *said)
{
    return said->figure && said->figure->value.kind == VALUE_NUMBER &&
           said->figure->value.unit.kind == UNIT_MONEY;
}

Str prose_said_binding(Prose *prose, const Said *said, const ProseNumber *number)
{
    Arena *arena = prose->arena;
    Str expression = said_quoted(arena, said);

    if (number->unit.kind != UNIT_MONEY || unit_equal(said->figure->value.unit, number->unit))
        return str_print(arena, "`= %.*s`", STR_ARG(expression));
    StrBuf format = {.arena = arena};
    buf_add_c(&format, "0");
    for (int i = 0; i < number->decimals; i++)
        buf_add_c(&format, i ? "0" : ".0");
    return str_print(arena, "`= %.*s | %.*s %.*s`", STR_ARG(expression), STR_ARG(number->unit.name),
                     STR_ARG(buf_str(&format)));
}

// Whether the block stands once: what an each block repeats means another cell in each row.
static bool stands_once(const Prose *prose, const ProseBlock *block)
{
    size_t n = 0;

    for (size_t i = 0; i < prose->blocks.n; i++)
        n += prose->blocks.at[i].node->source == block->node->source &&
             prose->blocks.at[i].node->offset == block->node->offset;
    return n == 1;
}

// Mends the next report of the amount by its binding, where that prints just what was typed.
void prose_mend_bound(Prose *prose, const ProseBlock *block, const ProseNumber *number, const Said *said)
{
    Arena *arena = prose->arena;
    Str digits = str_slice(block->text, number->from, number->to);
    Str unit = str_slice(block->text, number->to, number->after);
    Str binding = prose_said_binding(prose, said, number);
    StrBuf format = {.arena = arena};

    if (!stands_once(prose, block))
        return;
    buf_add_c(&format, "0");
    for (int i = 0; i < number->decimals; i++)
        buf_add_c(&format, i ? "0" : ".0");
    for (int formatted = 0; formatted < 2; formatted++) {
        Str expression = str_slice(binding, strlen("`= "), binding.n - 1);
        if (formatted && str_find_char(expression, '|', 0) >= 0)
            return;
        if (formatted)
            expression = str_print(arena, "%.*s | %.*s", STR_ARG(expression), STR_ARG(buf_str(&format)));
        const Figure *figure = lexicon_try(prose->lexicon, expression);
        if (!figure || !str_equal(figure->text, digits))
            continue;
        prose_mend(prose, str_print(arena, "`= %.*s`%.*s", STR_ARG(expression), STR_ARG(unit)));
        return;
    }
}

static int decimals_of(Str printed)
{
    ptrdiff_t point = str_find_char(printed, '.', 0);
    int decimals = 0;

    for (size_t at = (size_t)point + 1; point >= 0 && at < printed.n; at++)
        if (printed.at[at] >= '0' && printed.at[at] <= '9')
            decimals++;
    return decimals;
}

// What the cell has, in the unit that the text has, with the zeros that it is printed with.
static Str value_shown(Prose *prose, const Said *said, const ProseNumber *number)
{
    const Value *value = &said->figure->value;
    bool money = value->unit.kind == UNIT_MONEY;
    Number meant =
        money ? unit_convert(prose->arena, value->number, value->unit, number->unit) : value->number;
    int exact = number_decimals(meant, 6), decimals = exact < 0 ? 6 : exact;
    bool same = !money || unit_equal(value->unit, number->unit);
    int printed = same ? decimals_of(said->figure->text) : number->decimals;
    Str text = number_format(
        prose->arena, meant,
        (NumberFormat){.decimals = decimals > printed ? decimals : printed, .keep_zeros = true});

    return str_print(prose->arena, "%.*s%.*s", STR_ARG(text),
                     STR_ARG(money ? number->unit.name : value->unit.name));
}

// What the cell has is kept: what the text works out of it may be right.
static void keep_differing(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said)
{
    const Value *value = &said->figure->value;
    Number meant;
    mpq_t magnitude;

    if (!said->sure || number->kind != NUMBER_MONEY || value->unit.kind != UNIT_MONEY)
        return;
    for (size_t i = 0; i < prose->differing.n; i++) // twice changed it would not come back to what was typed
        if (prose->differing.at[i].number == number)
            return;
    meant = unit_convert(prose->arena, value->number, value->unit, number->unit);
    if (said->change) { // its word has the sign
        mpq_init(magnitude);
        mpq_abs(magnitude, meant);
        meant = number_freeze(prose->arena, magnitude);
        mpq_clear(magnitude);
    }
    *vec_push(prose->arena, &prose->differing) =
        (Differing){&block->numbers.at[number - block->numbers.at], meant};
}

void prose_report_differs(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said)
{
    Arena *arena = prose->arena;
    size_t from = said->change ? number->word : number->from;
    Str written = str_slice(block->text, from, number->end > number->after ? number->end : number->after);
    Str value = value_shown(prose, said, number);
    Str hint = str_print(arena, _("write %.*s, or the words that say which other amount is meant"),
                         STR_ARG(prose_said_binding(prose, said, number)));

    keep_differing(prose, block, number, said);
    prose_report_as(prose, (ProseRange){block, from, number->after},
                    said->sure ? SEVERITY_ERROR : SEVERITY_WARNING, "figure-differs", hint,
                    str_print(arena, _("“%.*s” is not what %.*s has, which is %.*s"), STR_ARG(written),
                              STR_ARG(said->expression), STR_ARG(value))
                        .at);
}

Str prose_said_question(Prose *prose, const Said *said, const ProseNumber *number)
{
    return str_print(prose->arena, _("its words may mean %.*s, which is %.*s"), STR_ARG(said->expression),
                     STR_ARG(value_shown(prose, said, number)));
}
