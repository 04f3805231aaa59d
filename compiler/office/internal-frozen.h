// Frozen versions: what was approved, as it was approved, and never written again.
//
// 存档/101_县府办/定稿 is what is frozen and not published yet; publication gives the folder its date:
// 首发_2026-02-25, 更正1_2026-03-09. A version holds the project that it is built of (so that it can be read,
// compared and built again), what was built (成品/), and 清单.txt, the digests of all as `sha256sum -c` takes
// them. No byte of a version depends on when it is published. Errors: failures of the disk, office-frozen (a
// file of a version is not what was frozen).
#ifndef GONGKAI_OFFICE_INTERNAL_FROZEN_H
#define GONGKAI_OFFICE_INTERNAL_FROZEN_H

#include "office/internal-ledger.h"
#include "office/internal-words.h"

typedef struct TreeFile {
    Str name; // from the folder, with '/'
    Str bytes;
} TreeFile;

typedef VEC(TreeFile) TreeFiles;

// Every file below a folder that is not hidden, in byte order of their names. False after reporting.
bool tree_read(Arena *arena, Diag *diag, Str folder, TreeFiles *files);
const TreeFile *tree_find(const TreeFiles *files, Str name); // NULL where there is none
Str tree_digest(Arena *arena, const TreeFiles *files);       // of names and bytes of all
Str sha256_of(Arena *arena, Str bytes);                      // in hexadecimal

// ---- writing

bool folders_make(Arena *arena, Diag *diag, Str path); // with those above it
// Beside the file first, then over it, flushed: it is there whole, or as it was.
bool file_put(Arena *arena, Diag *diag, Str path, Str bytes);
// The files with 清单.txt, their digests, as a whole folder, in place of what Gongkai put there before.
bool tree_freeze(Arena *arena, Diag *diag, Str path, TreeFiles *files);
// Whether all that it names is there as it was. False after office-frozen, a finding a file.
bool digests_hold(Arena *arena, Diag *diag, Str folder);

// ---- versions

// The name of a version's folder: `published` is the event that published it, NULL while there is none.
Str frozen_name(Arena *arena, Str version, const LedgerEvent *published);
// The latest event that published a version; NULL.
const LedgerEvent *frozen_published(const Ledger *ledger, Str document, Str version);
// Gives published versions' folders below `archive` (a document's) the names that the ledger says: a run that
// was killed between both left that undone.
bool frozen_settle(Arena *arena, Diag *diag, const Ledger *ledger, Str document, Str archive);
// The name of the n-th version after 首发, the first: 更正1 and on.
Str version_correction(Arena *arena, size_t number);

#endif
