// The first rows of a table that is not held, and whose the others are.
#include "spreadsheet/internal-parts.h"

static void note_head(TableParts *parts, const Table *head)
{
    for (size_t l = 0; l < head->spec->list_count; l++)
        for (size_t i = 0; i < head->lists[l].row_count; i++)
            if (parts->first == 0 || head->lists[l].rows[i].line < parts->first)
                parts->first = head->lists[l].rows[i].line;
}

bool parts_head(TableParts *parts, Arena *scratch, Diag *diag, PartReader *read)
{
    Diag *trial = diag_new();
    const Table *head = read(scratch, trial, parts, NULL);

    if (head)
        note_head(parts, head);
    else
        diag_append(diag, trial);
    diag_free(trial);
    if (head && parts->first == 0)
        diag_report(diag, SEVERITY_ERROR, "table-too-large", (Place){.file = parts->file},
                    str_of(_("split the table")),
                    _("no row of data stands among the first %d rows of this table, which has more than are "
                      "held"),
                    SHEET_HEAD_ROWS);
    return head && parts->first > 0;
}

Part *parts_of(TableParts *parts, const PartsSpec *spec, const PartRow *row)
{
    size_t part = spec->part_of(spec->context, row);

    return &parts->parts[part < parts->count ? part : 0];
}
