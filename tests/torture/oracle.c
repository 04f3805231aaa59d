// What any way of breaking a text into lines must give up: every break that is allowed is tried.
#include "judge.h"

static bool is_close(Shape shape)
{
    return shape == SHAPE_CLOSE || shape == SHAPE_PAUSE || shape == SHAPE_STOP;
}

bool token_starts_no_line(const Token *token)
{
    return is_close(token->first) || token->first == SHAPE_DOT || token->first == SHAPE_LONG ||
           token->first == SHAPE_CONNECTOR || token->first == SHAPE_SOLIDUS || token->first == SHAPE_AFTER;
}

bool token_ends_no_line(const Token *token)
{
    return token->last == SHAPE_OPEN || token->last == SHAPE_BEFORE || token->last == SHAPE_SOLIDUS;
}

static bool is_connector(Shape shape)
{
    return shape == SHAPE_CONNECTOR || shape == SHAPE_SOLIDUS;
}

static Length permille(Length em, int thousandths)
{
    return em * thousandths / 1000;
}

static bool is_trimmed(Shape shape)
{
    return shape == SHAPE_OPEN || is_close(shape);
}

// Two marks that stand together lose half an em (CLREQ 3.1.6.2).
static Length mark_blank(Length em, Shape a, Shape b)
{
    if (is_close(a))
        return is_close(b) ? 0 : em / 2;
    return b == SHAPE_OPEN && a != SHAPE_OPEN ? em / 2 : 0;
}

static GapKind kind_of(Shape a, Shape b)
{
    if (a == SHAPE_CLOSE || b == SHAPE_OPEN)
        return GAP_BRACKET;
    return a == SHAPE_PAUSE ? GAP_PAUSE : a == SHAPE_STOP ? GAP_STOP : GAP_PLAIN;
}

Give text_give(const Text *text, size_t i)
{
    const SpacingStyle *spacing = &text->style->spacing;
    Shape a = text->pieces[i - 1].token->last, b = text->pieces[i].token->first;
    Length blank = mark_blank(text->em, a, b);

    if (text->pieces[i].token->held)
        return (Give){.kind = GAP_PLAIN, .natural = permille(text->em, spacing->number_unit)};
    if ((a == SHAPE_HAN && b == SHAPE_WORD) || (a == SHAPE_WORD && b == SHAPE_HAN))
        return (Give){.kind = GAP_HAN_WESTERN,
                      .natural = permille(text->em, spacing->han_western),
                      .shrink = permille(text->em, spacing->han_western - spacing->han_western_least),
                      .words = permille(text->em, spacing->han_western_most - spacing->han_western)};
    return (Give){.kind = blank ? kind_of(a, b) : GAP_PLAIN,
                  .natural = blank,
                  .shrink = blank,
                  .spreads = !is_connector(a) && !is_connector(b) && !(is_trimmed(a) && is_trimmed(b))};
}

typedef struct State {
    bool reached;
    int yield; // the worst on the way here, of those before the last line
} State;

bool text_narrow(const Text *text, Length measure)
{
    return measure < 16 * text->em;
}

// What a line that goes on gives up where its gaps have to take so much, shared by all that spread.
static int yield_of_room(Length need, Length spreading, Length words, bool narrow)
{
    if (need <= permille(spreading, 99) + (spreading > 0 ? words / 2 : 0)) // less than a tenth of an em
        return YIELD_NOTHING;
    if (narrow)
        return YIELD_SHORT;
    if (need <= permille(spreading, 250))
        return YIELD_SPREAD;
    return need <= permille(spreading, 500) ? YIELD_WIDE : YIELD_RAGGED;
}

int text_yield_of_line(const Text *text, size_t from, size_t to, Length measure)
{
    Length hair = text->em / 500; // the engine's rounding is its own affair
    Length width = text->pieces[to - 1].end - text->pieces[from].start;
    Length room = measure - (from == 0 ? text->indent : 0) - width;
    Length shrink = 0, words = 0, rest = 0;
    int weight = 0;

    for (size_t i = from + 1; i < to; i++) {
        Give give = text_give(text, i);

        shrink += give.shrink;
        words += give.words;
        rest += give.spreads ? text->em : 0;
    }
    if (room < 0)
        room = room + shrink >= (shrink > 0 ? hair : 0) ? 0 : -1;
    if (room < 0)
        return -1;
    if (to < text->n)
        return yield_of_room(room > 0 ? room + hair - words : 0, rest, words, text_narrow(text, measure));
    for (size_t i = from; i < to; i++)
        weight += text->pieces[i].token->weight;
    return from > 0 && weight < 2 ? YIELD_RUNT : YIELD_NOTHING;
}

static bool may_break(const Text *text, size_t i)
{
    return i == text->n ||
           (!token_ends_no_line(text->pieces[i - 1].token) && !token_starts_no_line(text->pieces[i].token));
}

Yield text_least_yield(const Text *text, Length measure)
{
    State states[PIECES_MOST + 1] = {{.reached = true}};

    for (size_t to = 1; to <= text->n; to++) {
        if (!may_break(text, to))
            continue;
        for (size_t from = to; from-- > 0;) {
            int yield;

            if (text->pieces[to - 1].end - text->pieces[from].start > measure * 2)
                break;
            if (!states[from].reached)
                continue;
            yield = text_yield_of_line(text, from, to, measure);
            if (yield < 0)
                continue;
            if (to < text->n && text->pieces[to].token->held && yield < YIELD_UNIT)
                yield = YIELD_UNIT;
            if (states[from].yield > yield)
                yield = states[from].yield;
            if (!states[to].reached || yield < states[to].yield)
                states[to] = (State){true, yield};
        }
    }
    return states[text->n].reached ? (Yield)states[text->n].yield : YIELD_MORE;
}
