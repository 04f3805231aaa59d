// base: what every folder stands on. Nothing here knows of documents.
//
// In: bytes, numbers, names. Out: arenas, text, vectors, diagnostics, lengths, exact numbers, an output
// folder. Memory: see arena.h; who makes an arena frees it. base is the one folder whose public header
// gathers several.
#ifndef GONGKAI_BASE_BASE_H
#define GONGKAI_BASE_BASE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/filename.h"
#include "base/input.h"
#include "base/length.h"
#include "base/memory.h"
#include "base/name.h"
#include "base/note-mark.h"
#include "base/number.h"
#include "base/outdir.h"
#include "base/path.h"
#include "base/sheet-cell.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

#endif
