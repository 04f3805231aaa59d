#include <stdlib.h>

#include "tell/findings.h"

static int place_compare(const Place *a, const Place *b)
{
    int files = str_compare_natural(a->file, b->file);
    if (files != 0)
        return files;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return str_compare_natural(a->cell, b->cell);
}

// By file, line and column; findings of one place as they were reported.
static int group_compare(const void *a, const void *b)
{
    const FindingGroup *left = a, *right = b;
    int places = place_compare(&left->head->place, &right->head->place);
    if (places != 0)
        return places;
    return left->first < right->first ? -1 : left->first > right->first;
}

static bool finding_same(const Finding *a, const Finding *b)
{
    return str_equal(str_of(a->rule), str_of(b->rule)) && place_compare(&a->place, &b->place) == 0 &&
           str_equal(a->message, b->message);
}

FindingGroup *findings_group(Arena *arena, const Diag *diag, size_t *n)
{
    VEC(FindingGroup) groups = {0};
    size_t kept = 0;

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        if (finding->severity != SEVERITY_NOTE || groups.n == 0 ||
            !str_equal(str_of(finding->rule), str_of(vec_last(&groups)->head->rule)))
            *vec_push(arena, &groups) = (FindingGroup){.head = finding, .first = i};
        vec_last(&groups)->count++;
    }
    if (groups.n > 0)
        qsort(groups.at, groups.n, sizeof groups.at[0], group_compare);
    for (size_t i = 0; i < groups.n; i++)
        if (kept == 0 || !finding_same(groups.at[i].head, groups.at[kept - 1].head))
            groups.at[kept++] = groups.at[i];
    *n = kept;
    return groups.at;
}

LevelCounts findings_count(const Diag *diag)
{
    LevelCounts counts = {{0}};

    for (size_t i = 0; i < diag_total(diag); i++)
        if (diag_at(diag, i)->severity != SEVERITY_NOTE)
            counts.at[finding_level(diag_at(diag, i))]++;
    return counts;
}
