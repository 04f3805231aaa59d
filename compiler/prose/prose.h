// prose: the rules of text, held over the headings and paragraphs of a document as they are printed.
//
// In: a Document; its figures stand in the text as they print. Out: findings, each under the id of its rule
// in the registry (rules/), at its place in the source. Memory: none is kept; the Diag copies what is found.
// Errors: nothing but findings.
#ifndef GONGKAI_PROSE_PROSE_H
#define GONGKAI_PROSE_PROSE_H

#include "document/document.h"

// env: in which the conditions of the template's sections are held.
void prose_check(Diag *diag, FigureEnv *env, const Document *document);

// Whether what stands after an amount makes it a limit: 以上, （含）以下, （含200万元）. An amount before
// （含其他收入） is none.
bool prose_is_limit(const Words *words, Str after);

#endif
