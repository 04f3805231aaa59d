// What stands in 公开/ against what was frozen (public.c). Errors: office-public; as a warning of a page that
// names who is not published.
#ifndef GONGKAI_OFFICE_INTERNAL_PUBLIC_H
#define GONGKAI_OFFICE_INTERNAL_PUBLIC_H

#include "office/internal-frozen.h"
#include "office/internal-office.h"

void public_check(Arena *arena, Diag *diag, const Office *office);

#endif
