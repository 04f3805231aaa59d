// Typed numbers that count on: 1、……；2、……；3、 within a paragraph, and at the beginnings of paragraphs that
// the template does not number.
#include "prose/internal-prose.h"

#include "text/text.h"

// Larger ones are years and numbers of papers.
#define LARGEST 99

typedef struct Counting { // of numbers of one form
    TextNumberingForm form;
    bool han;
    uint32_t mark;
    int first, last;
} Counting;

typedef VEC(Counting) CountingList;

static bool counts(const TextNumbering *number)
{
    return number->form != TEXT_NUMBERING_ORDINAL && number->form != TEXT_NUMBERING_ATTACHED &&
           number->value <= LARGEST;
}

static Counting *counting_of(Arena *arena, CountingList *all, const TextNumbering *number)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].form == number->form && all->at[i].han == number->han &&
            (number->form != TEXT_NUMBERING_MARK || all->at[i].mark == number->mark))
            return &all->at[i];
    *vec_push(arena, all) = (Counting){.form = number->form, .han = number->han, .mark = number->mark};
    return vec_last(all);
}

// The number as it should be, in its own marks.
static Str counted(Arena *arena, Str written, const TextNumbering *number, int value)
{
    StrBuf right = {.arena = arena};
    bool done = false;

    for (size_t at = 0; at < written.n;) {
        size_t from = at;
        uint32_t code = utf8_next(written, &at);
        bool digit = (code >= '0' && code <= '9') || text_is_han_numeral(code) ||
                     number->form == TEXT_NUMBERING_CIRCLED;

        if (!digit)
            buf_add(&right, str_slice(written, from, at));
        else if (!done && number->form == TEXT_NUMBERING_CIRCLED)
            text_circled_write(&right, value);
        else if (!done && number->han)
            text_han_write(&right, (uint32_t)value);
        else if (!done)
            buf_print(&right, "%d", value);
        done = done || digit;
    }
    return buf_str(&right);
}

// The next of its form, at byte `at` of the block: it counts on, or begins anew at 1.
static void check_next(Prose *prose, ProseBlock *block, size_t at, const TextNumbering *number,
                       CountingList *all)
{
    Counting *counting = counting_of(prose->arena, all, number);
    Str written = str_slice(block->text, at + number->from, at + number->to);

    if (counting->last && number->value != counting->last + 1 && number->value != 1 && counting->first == 1) {
        prose_mend(prose, counted(prose->arena, written, number, counting->last + 1));
        prose_report(prose, (ProseRange){block, at + number->from, at + number->to}, "numbering-gap",
                     str_of(_("count on from the one before")), _("“%.*s” is out of order"),
                     STR_ARG(written));
        counting->last++;
        return;
    }
    if (!counting->last || number->value == 1)
        counting->first = number->value;
    counting->last = number->value;
}

// A number may begin here: a list does, or its next item.
static bool begins_item(uint32_t before)
{
    return before == U'：' || before == U'；' || before == U'。' || before == ':' || before == ';';
}

static void check_within(Prose *prose, ProseBlock *block)
{
    CountingList all = {0};
    uint32_t before = 0;

    for (size_t at = 0; at < block->text.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        TextNumbering number;
        size_t from = at, rest;
        uint32_t code = utf8_next(block->text, &at);

        if (begins_item(before) && !prose_in_figure(block, from) &&
            text_numbering_read(str_slice(block->text, from, block->text.n), &number) && counts(&number)) {
            rest = from + number.rest;
            // 2、3季度: no list of items.
            if (rest < block->text.n && char_is_han(utf8_next(block->text, &rest)))
                check_next(prose, block, from, &number, &all);
        }
        before = code;
    }
}

void prose_check_numbering(Prose *prose)
{
    CountingList all = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        TextNumbering number;

        if (prose_is_heading(block)) {
            all.n = 0;
            continue;
        }
        check_within(prose, block);
        if (text_numbering_read(block->text, &number) && counts(&number) &&
            !prose_in_figure(block, number.from))
            check_next(prose, block, 0, &number, &all);
    }
}
