// What the commands from approval to archive share.
#ifndef GONGKAI_OFFICE_INTERNAL_RELEASE_H
#define GONGKAI_OFFICE_INTERNAL_RELEASE_H

#include "office/internal-frozen.h"
#include "office/internal-office.h"
#include "versions/versions.h"

typedef struct Release {
    Arena *arena;
    Diag *diag;
    const OfficeRun *run; // NULL: nothing is asked of projects
    const Office *office;
    const OfficeDocument *document;
    const CompileOptions *compile;
    Ledger *ledger;
    LedgerState state;
    Str archive; // of the document, from where the user stands
    Place place; // of its row
} Release;

// Opens the ledger and gives folders the names that it says. False after reporting.
bool release_begin(Release *release, bool writes);
// Whether the project has no errors, told by building it: then everything is in 存档/…/NAME and in 公开/.
// *digest: of the project.
bool release_freeze(Release *release, Str version, const TreeFiles *more, Str *digest);
// The folder in 公开/ with what a content system is handed of a document, from where the user stands.
Str release_package(Arena *arena, const Office *office, const OfficeDocument *document);
// The folder of a version, as it is named now.
Str release_folder(Release *release, Str version);
// Which files of the project are not those of the latest frozen version; none where nothing is frozen.
typedef VEC(Str) Names;
bool release_edited(Release *release, Names *edited);
// False after saying why the document's project could not be made or written: what stands in its folder is
// another then.
bool release_written(Release *release);

#endif
