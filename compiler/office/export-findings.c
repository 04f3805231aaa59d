// What is found of a sheet of an export, and whose it is.
#include "office/internal-export.h"

// Whose findings they are is told when it is known whose the rows are. Rows that stand twice all documents
// together have. A column that the template does not know is told, and nothing is read from it: exports have
// some.
void export_take_findings(ExportTable *table, Diag *found)
{
    Arena *scratch = arena_new();
    bool *dropped = ARENA_ARRAY(scratch, bool, diag_total(found) + 1);

    for (size_t i = 0; i < diag_total(found); i++) {
        Str rule = str_of(diag_at(found, i)->rule);

        dropped[i] = str_equal(rule, STR("row-duplicate"));
        table->passed |= str_equal(rule, STR("table-column-unknown"));
    }
    diag_drop(found, dropped);
    arena_free(scratch);
    table->found = found;
}

// The row of a sheet or the line of a CSV that a place is in; 0: none.
static uint32_t line_of(const Place *place)
{
    uint32_t line = 0, ten = 1;

    if (!place->cell.n)
        return place->line;
    for (size_t i = place->cell.n; i > 0 && place->cell.at[i - 1] >= '0' && place->cell.at[i - 1] <= '9';
         i--) {
        line += (uint32_t)(place->cell.at[i - 1] - '0') * ten;
        ten *= 10;
    }
    return line;
}

// What is wrong with a row is its document's; anything else is of all.
void export_share_findings(Export *export, const ExportTable *table, uint32_t from)
{
    for (size_t i = 0; i < diag_total(table->found); i++) {
        Finding finding = *diag_at(table->found, i);
        uint32_t line = line_of(&finding.place);
        int document = RECORD_NOBODY;

        if (line < from)
            continue;

        for (size_t r = 0; line && r < table->record_count; r++)
            if (table->lines[r] == line)
                document = table->documents[r];
        if (str_equal(str_of(finding.rule), STR("table-column-unknown")))
            finding.severity = SEVERITY_WARNING;
        if (document >= 0)
            export_report(export, document, finding.severity, finding.rule, finding.place, finding.hint,
                          finding.message);
        else
            diag_copy(export->diag, &finding);
    }
}
