// Amounts in one unit have the same number of decimals throughout, where the template keeps zeros
// (33.80万元).
#include "prose/internal-prose.h"

#define MOST_DECIMALS 8

// Figures of the document's own unit, in sections whose amounts are bound: what is typed has its own rule.
// 0万元 is written as it is everywhere.
static bool counts(const Prose *prose, const ProseBlock *block, const ProseNumber *number)
{
    return block->amounts == AMOUNTS_STRICT && number->kind == NUMBER_MONEY && number->figure &&
           mpq_sgn(number->value) != 0 && number->decimals >= 0 && number->decimals < MOST_DECIMALS &&
           unit_equal(number->unit, prose->project->unit);
}

static int usual_decimals(const Prose *prose)
{
    size_t uses[MOST_DECIMALS] = {0};
    int usual = 0;

    for (size_t b = 0; b < prose->blocks.n; b++)
        for (size_t i = 0; i < prose->blocks.at[b].numbers.n; i++)
            if (counts(prose, &prose->blocks.at[b], &prose->blocks.at[b].numbers.at[i]))
                uses[prose->blocks.at[b].numbers.at[i].decimals]++;
    for (int d = 1; d < MOST_DECIMALS; d++)
        if (uses[d] > uses[usual])
            usual = d;
    return usual;
}

void prose_check_decimals(Prose *prose)
{
    int usual = usual_decimals(prose);

    if (!prose->project->template->prose_keep_zeros)
        return;
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            if (counts(prose, block, number) && number->decimals != usual)
                prose_report(prose, (ProseRange){block, number->from, number->after}, "decimals-mixed",
                             str_print(prose->arena, _("print it with %d decimals, as the others: | %.*s"),
                                       usual, usual ? usual + 2 : 1, "0.00000000"),
                             _("“%.*s” has %d decimals"),
                             STR_ARG(str_slice(block->text, number->from, number->after)), number->decimals);
        }
    }
}
