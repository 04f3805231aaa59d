// Characters that no font has, as findings: each once, at its first place, with how many places more.
#include <string.h>

#include "layout/internal-pages.h"

typedef struct MissingCharacter {
    size_t finding; // the first
    size_t more;
    Str message;
} MissingCharacter;

typedef struct MissingCharacters {
    VEC(MissingCharacter) at;
} MissingCharacters;

static bool is_missing(const Finding *finding)
{
    return strcmp(finding->rule, "glyph-missing") == 0 || strcmp(finding->rule, "script-unsupported") == 0;
}

// A message names its character: equal ones are of the same.
static MissingCharacter *character_of(MissingCharacters *all, Str message)
{
    for (size_t i = 0; i < all->at.n; i++)
        if (str_equal(all->at.at[i].message, message))
            return &all->at.at[i];
    return NULL;
}

static void report_first(Diag *diag, const Finding *finding, size_t more)
{
    if (more == 0) {
        diag_copy(diag, finding);
        return;
    }
    diag_report(diag, finding->severity, finding->rule, finding->place, finding->hint,
                dngettext(GONGKAI_DOMAIN, "%.*s, here and at %zu more place",
                          "%.*s, here and at %zu more places", more),
                STR_ARG(finding->message), more);
}

void job_report(Arena *arena, Diag *diag, const Diag *found)
{
    MissingCharacters all = {0};
    size_t next = 0;

    for (size_t i = 0; i < diag_total(found); i++) {
        const Finding *finding = diag_at(found, i);
        MissingCharacter *known = is_missing(finding) ? character_of(&all, finding->message) : NULL;

        if (known)
            known->more++;
        else if (is_missing(finding))
            *vec_push(arena, &all.at) = (MissingCharacter){i, 0, finding->message};
    }
    for (size_t i = 0; i < diag_total(found); i++) {
        if (next < all.at.n && all.at.at[next].finding == i)
            report_first(diag, diag_at(found, i), all.at.at[next++].more);
        else if (!is_missing(diag_at(found, i)))
            diag_copy(diag, diag_at(found, i));
    }
}
