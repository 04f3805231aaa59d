// The rules of text, one after another over one Prose.
#include "prose/internal-prose.h"

static void derived_check(Prose *prose)
{
    prose_check_changes(prose);
    prose_check_compared(prose);
    prose_check_against(prose);
    prose_check_follows(prose);
    prose_check_respective(prose);
    prose_check_growth(prose);
    prose_check_completion(prose);
    prose_check_shares(prose);
    prose_check_sums(prose);
    prose_check_totals(prose);
}

static void amounts_swap(Prose *prose)
{
    for (size_t i = 0; i < prose->differing.n; i++) {
        Differing *one = &prose->differing.at[i];
        Number value = one->number->value;

        one->number->value = one->other;
        one->other = value;
    }
}

// What the text works out of its amounts. Where one differs from its cell a rate beside it may be right all
// the same: then only what the cells' amounts do not bear out either is reported.
static void derived_borne(Prose *prose)
{
    if (prose->differing.n) {
        amounts_swap(prose);
        prose->taking = REPORTS_AS_MEANT;
        derived_check(prose);
        amounts_swap(prose);
        prose->taking = REPORTS_BORNE;
    }
    derived_check(prose);
    prose->taking = REPORTS_TAKEN;
}

void prose_check(Diag *diag, FigureEnv *env, const Document *document)
{
    Arena *scratch = arena_new(); // the Diag copies what is found; nothing else is kept
    Prose *prose = prose_new(scratch, diag, document);

    prose->env = env;
    prose_check_amounts(prose);
    prose_check_counts(prose);
    prose_check_counted_nouns(prose);
    derived_borne(prose);
    prose_check_bare(prose);
    prose_check_years(prose);
    prose_check_marks(prose);
    prose_check_nested(prose);
    prose_check_words(prose);
    prose_check_repeats(prose);
    prose_check_names(prose);
    prose_check_spelled(prose);
    prose_check_personal(prose);
    prose_check_sections(prose);
    prose_check_approval(prose);
    prose_check_people(prose);
    prose_check_kinds(prose);
    prose_check_costs(prose);
    prose_check_goals(prose);
    prose_check_transfers(prose);
    prose_check_terms(prose);
    prose_check_reasons(prose);
    prose_check_private(prose);
    prose_check_tables(prose);
    prose_check_items(prose);
    prose_check_numbering(prose);
    prose_check_paths(prose);
    prose_check_language(prose);
    prose_check_placement(prose);
    prose_check_decimals(prose);
    if (prose->trial)
        diag_free(prose->trial);
    prose_seen_free(prose);
    arena_free(scratch);
}
