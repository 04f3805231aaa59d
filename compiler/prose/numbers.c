// The numbers of a block, with their units and the words of change before them.
#include "prose/internal-prose.h"
#include "text/text.h"

static NumberKind kind_of(const TextAmount *amount)
{
    if (amount->more)
        return NUMBER_OTHER;
    switch (amount->kind) {
    case TEXT_MONEY:
        return NUMBER_MONEY;
    case TEXT_RATE: // 三成 and 5‰ are held against no amount
        return amount->power ? NUMBER_OTHER : NUMBER_PERCENT;
    case TEXT_POINTS:
        return NUMBER_POINTS;
    case TEXT_YEAR:
        return NUMBER_YEAR;
    case TEXT_PLAIN:
    case TEXT_COUNT:
    case TEXT_TIME:
        break;
    }
    return NUMBER_OTHER;
}

static ProseNumber number_of(const TextAmount *amount)
{
    NumberKind kind = kind_of(amount);
    ProseNumber number = {.kind = kind,
                          .from = amount->from,
                          .to = amount->to,
                          .after = kind == NUMBER_OTHER ? amount->to : amount->end,
                          .end = amount->end,
                          .value = amount->value,
                          .power = amount->power,
                          .more = amount->more,
                          .decimals = amount->decimals};

    if (kind == NUMBER_MONEY)
        number.unit = (Unit){UNIT_MONEY, amount->unit, amount->power};
    else if (amount->kind == TEXT_COUNT)
        number.counter = amount->unit;
    return number;
}

void prose_read_numbers(Arena *arena, ProseBlock *block)
{
    TextAmount amount;

    for (size_t at = 0; text_amount_next(arena, block->text, &at, 0, &amount);) {
        const ProseSpan *span = prose_span_at(block, at - 1);
        ProseNumber number = number_of(&amount);
        size_t length = 0;

        if (span && span->node->kind == NODE_CODE)
            continue;
        number.figure = span ? span->node->figure : NULL;
        number.direction =
            prose_direction_before(block->words, prose_before(block->text, number.from), &length);
        number.word = number.from - length; // nearly: fillers may stand between
        *vec_push(arena, &block->numbers) = number;
    }
}
