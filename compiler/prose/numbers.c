// The numbers of a block, with their units and the words of change before them.
#include "prose/internal-prose.h"

#include <string.h>

static bool is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= U'０' && code <= U'９');
}

static bool is_point(uint32_t code)
{
    return code == '.' || code == U'．' || code == ',';
}

static bool is_minus(uint32_t code)
{
    return code == '-' || code == U'−' || code == U'－';
}

// Digits from `at` on, points and commas between digits included.
static size_t digits_end(Str text, size_t at)
{
    while (at < text.n) {
        size_t next = at, past;
        uint32_t code = utf8_next(text, &next);
        past = next;
        if (!is_digit(code) && !(is_point(code) && past < text.n && is_digit(utf8_next(text, &past))))
            break;
        at = next;
    }
    return at;
}

// A minus before a number is its sign only where no range (2021-2025) or word (GB-1) stands before it.
static size_t sign_start(Str text, size_t at)
{
    size_t sign = at, before;

    if (!is_minus(utf8_previous(text, &sign)))
        return at;
    before = sign;
    uint32_t code = utf8_previous(text, &before);
    bool word = (code < 0x80 && code > ' ' && code != '(' && code != ',' && code != ':') || code == U'年';
    return word ? at : sign;
}

static void number_unit(ProseNumber *number, Str text)
{
    Str rest = str_slice(text, number->to, text.n < number->to + 40 ? text.n : number->to + 40);
    size_t length = 0;

    number->kind = NUMBER_OTHER;
    number->after = number->to;
    number->unit = unit_money_at(rest, &length);
    if (number->unit.kind == UNIT_MONEY) {
        number->kind = NUMBER_MONEY;
        number->after = number->to + length;
        return;
    }
    rest = str_trim(rest);
    if (text_starts(rest, "%") || text_starts(rest, "％")) {
        number->kind = NUMBER_PERCENT;
        number->after = number->to + (text_starts(rest, "%") ? 1 : 3);
    } else if (text_starts(rest, "个百分点") || text_starts(rest, "百分点")) {
        number->kind = NUMBER_POINTS;
        number->after = number->to + strlen(text_starts(rest, "个") ? "个百分点" : "百分点");
    } else if (text_starts(rest, "年") && number->to - number->from == 4 && number->decimals == 0) {
        number->kind = NUMBER_YEAR;
        number->after = number->to + strlen("年");
    }
}

void prose_read_numbers(Arena *arena, ProseBlock *block)
{
    Str text = block->text;

    for (size_t at = 0; at < text.n;) {
        size_t next = at, length = 0;
        if (!is_digit(utf8_next(text, &next))) {
            at = next;
            continue;
        }
        size_t end = digits_end(text, at), start = sign_start(text, at);
        ProseNumber number = {.from = start, .to = end};
        if (end - start < 60)
            number.value = number_parse(arena, str_slice(text, start, end), &number.decimals);
        const ProseSpan *span = prose_span_at(block, at);
        at = end;
        if (!number.value || (span && span->node->kind == NODE_CODE))
            continue;
        number.figure = span ? span->node->figure : NULL;
        number_unit(&number, text);
        number.direction = prose_direction_before(prose_before(text, start), &length);
        number.word = start - length; // nearly: fillers may stand between
        *vec_push(arena, &block->numbers) = number;
    }
}
