// What stands where: sections in the template's order, and paragraphs under the heading of their subject.
#include "prose/internal-prose.h"

#include "text/text.h"

// ---- the order of sections

// Whether both are parts of one section, or sections.
static bool are_siblings(const SectionSpec *a, const SectionSpec *b)
{
    const SectionSpec *from = a < b ? a : b, *to = a < b ? b : a;

    if (a->level != b->level)
        return false;
    for (const SectionSpec *between = from; between < to; between++)
        if (between->level < a->level)
            return false;
    return true;
}

// Each heading of a section against the one before it: of two that are swapped the second is told.
static void check_order(Prose *prose)
{
    const SectionSpec *last[3] = {NULL};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        const SectionSpec *spec = block->section;

        if (!prose_is_heading(block) || !spec || spec->level != block->node->level || spec->level > 2)
            continue;
        const SectionSpec *before = last[spec->level];
        if (before && before > spec && are_siblings(before, spec))
            prose_report(prose, (ProseRange){block, 0, block->text.n}, "section-order",
                         str_print(prose->arena, _("put it before “%.*s”"), STR_ARG(before->name)),
                         _("“%.*s” stands after “%.*s”, which follows it in the form"), STR_ARG(block->text),
                         STR_ARG(before->name));
        else
            last[spec->level] = spec;
        if (spec->level == 1)
            last[2] = NULL;
    }
}

// ---- subjects

// The subject whose words stand first in a text; -1: none.
static int subject_of(WordList subjects, Str text)
{
    ptrdiff_t first = -1;
    int subject = -1;

    for (size_t s = 0; s < subjects.n; s++)
        for (size_t w = 0; w < subjects.of[s].n; w++) {
            ptrdiff_t at = str_find(text, subjects.of[s].at[w], 0);

            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
                subject = (int)s;
            }
        }
    return subject;
}

// One subject alone is named; -1: none, or several.
static int only_subject(WordList subjects, Str text)
{
    int only = subject_of(subjects, text);

    for (size_t s = 0; only >= 0 && s < subjects.n; s++)
        if ((int)s != only && words_in(subjects.of[s], text))
            return -1;
    return only;
}

// Another heading is about the subject: there it belongs.
static bool has_heading(const Prose *prose, WordList subjects, int subject)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose_is_heading(&prose->blocks.at[b]) &&
            only_subject(subjects, prose->blocks.at[b].text) == subject)
            return true;
    return false;
}

// A paragraph whose first clause is about another subject than its heading, which it never names.
static void check_subject(Prose *prose, ProseBlock *block, const ProseBlock *heading)
{
    WordList subjects = prose->words->lists[WORDS_SUBJECTS];
    int wanted = only_subject(subjects, heading->text);
    Str clause = prose_clause(block->text, 0, 0);
    int own = wanted >= 0 && block->numbers.n ? subject_of(subjects, clause) : -1;

    if (own < 0 || own == wanted || words_in(subjects.of[wanted], block->text) ||
        !has_heading(prose, subjects, own))
        return;
    size_t from = (size_t)(clause.at - block->text.at);
    prose_report(prose, (ProseRange){block, from, from + clause.n}, "content-misplaced",
                 str_print(prose->arena, _("move it under the heading of %.*s"), STR_ARG(subjects.at[own])),
                 _("this is about %.*s, and stands under “%.*s”"), STR_ARG(subjects.at[own]),
                 STR_ARG(heading->text));
}

void prose_check_placement(Prose *prose)
{
    const ProseBlock *heading = NULL;

    check_order(prose);
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        if (prose_is_heading(block))
            heading = block;
        else if (heading && block->amounts != AMOUNTS_FREE)
            check_subject(prose, block, heading);
    }
}
