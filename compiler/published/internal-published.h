// What the files of published share.
#ifndef GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H
#define GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H

#include "published/published.h"

// ---- kind.c: which document it is. False after published-kind.

bool published_kind(Published *published, Diag *diag, const PublishedOptions *options);

// ---- places.c: findings at places of the project to those of the document

void published_places(const Published *published, const Diag *from, Diag *to);

#endif
