// A paragraph whose amounts are bound: its clauses, its edits, and what a figure must print to take a place.
#include "convert/internal-bind.h"

Str bind_rest(const BindReader *reader, size_t at)
{
    return str_slice(reader->fold, at, reader->fold.n);
}

size_t bind_byte(const BindReader *reader, size_t at)
{
    return reader->base + reader->offsets[at];
}

const WordList *bind_lists(const BindReader *reader)
{
    return reader->convert->project->template->words->lists;
}

bool bind_is_digit(const BindReader *reader, size_t at)
{
    return at < reader->fold.n && reader->fold.at[at] >= '0' && reader->fold.at[at] <= '9';
}

bool bind_telling(const Amount *amount, unsigned least)
{
    mpq_t scaled;
    bool telling;

    mpq_init(scaled);
    mpq_set(scaled, amount->number);
    for (int i = 0; i < amount->decimals; i++)
        mpz_mul_ui(mpq_numref(scaled), mpq_numref(scaled), 10);
    mpq_canonicalize(scaled);
    mpq_abs(scaled, scaled);
    telling = mpq_cmp_ui(scaled, least, 1) >= 0;
    mpq_clear(scaled);
    return telling;
}

// ---- clauses

static bool is_stop(Str fold, size_t at, bool sentence)
{
    static const char *const marks[] = {"。", "!", "?", ";", ",", ":", "、"};
    size_t n = sentence ? 4 : sizeof marks / sizeof marks[0];

    for (size_t i = 0; i < n; i++)
        if (str_starts(str_slice(fold, at, fold.n), str_of(marks[i])))
            return true;
    return false;
}

size_t bind_clause(const BindReader *reader, size_t end, bool sentence)
{
    size_t at = end;
    int depth = 0;

    while (at > reader->done || (sentence && at > 0)) {
        size_t before = at;
        uint32_t code = utf8_previous(reader->fold, &before);

        if (code == ')')
            depth++;
        else if (code == '(' && depth-- == 0)
            return at;
        if (depth == 0 && is_stop(reader->fold, before, sentence))
            return at;
        at = before;
    }
    return at;
}

// ---- edits

Place bind_place(const BindReader *reader, size_t from, size_t to)
{
    size_t at = bind_byte(reader, from);

    return source_place(reader->convert->source, reader->line->offset + at, bind_byte(reader, to) - at);
}

bool bind_prints(const BindReader *reader, size_t from, size_t to, const Figure *figure)
{
    Str written = str_slice(reader->line->text, bind_byte(reader, from), bind_byte(reader, to));
    size_t a = 0, b = 0;

    for (;;) {
        uint32_t x, y;

        do
            x = utf8_next(written, &a);
        while (x && char_is_blank(x));
        do
            y = utf8_next(figure->text, &b);
        while (y && char_is_blank(y));
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

void bind_put(BindReader *reader, size_t from, size_t to, Str expression, const Figure *figure)
{
    Arena *arena = reader->convert->arena;
    size_t begin = bind_byte(reader, from), end = bind_byte(reader, to);

    *vec_push(arena, reader->edits) = (Edit){begin, end, str_print(arena, "`= %.*s`", STR_ARG(expression))};
    *vec_push(arena, &reader->convert->bindings) =
        (Binding){str_trim(str_slice(reader->line->text, begin, end)),
                  expression,
                  figure,
                  bind_place(reader, from, to),
                  reader->line->offset + begin,
                  end - begin};
}

void bind_year(BindReader *reader, size_t at, const char *figure)
{
    if (bind_is_digit(reader, at)) // 二〇二三年 stays as it is written
        *vec_push(reader->convert->arena, reader->edits) =
            (Edit){bind_byte(reader, at), bind_byte(reader, at + 4), str_of(figure)};
}

Str bind_printing(const BindReader *reader, const Amount *amount, Str expression, const Figure **figure)
{
    const Convert *convert = reader->convert;
    StrBuf format = {.arena = convert->arena};
    Str whole;

    *figure = lexicon_try(convert->lexicon, expression);
    if (!*figure || (*figure)->value.kind != VALUE_NUMBER)
        return (Str){0};
    if ((*figure)->value.unit.kind == UNIT_MONEY && amount->unit.kind == UNIT_MONEY &&
        !unit_equal((*figure)->value.unit, amount->unit))
        buf_print(&format, "%.*s ", STR_ARG(amount->unit.name));
    else if (!amount->rate && !unit_equal((*figure)->value.unit, amount->unit))
        return (Str){0};
    else if (bind_prints(reader, amount->from, amount->rate ? amount->to : amount->digits, *figure))
        return expression;
    if (str_find_char(
            str_slice(reader->line->text, bind_byte(reader, amount->from), bind_byte(reader, amount->digits)),
            ',', 0) >= 0)
        buf_add_char(&format, ',');
    for (int i = -1; i < amount->decimals; i++)
        buf_add_c(&format, i < 0 ? "0" : i ? "0" : ".0");
    if (amount->rate)
        buf_add_c(&format, "%");
    whole = str_print(convert->arena, "%.*s | %.*s", STR_ARG(expression), STR_ARG(buf_str(&format)));
    *figure = lexicon_try(convert->lexicon, whole);
    return *figure && bind_prints(reader, amount->from, amount->rate ? amount->to : amount->digits, *figure)
               ? whole
               : (Str){0};
}
