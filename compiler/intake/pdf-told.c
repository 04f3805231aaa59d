// What of tables the pages do not tell surely is said, and counted.
#include "intake/internal-pdf.h"

#define MOST_SHOWN 60 // bytes of a cell
#define LEAST_PARTS 4 // of a line whose parts stand in columns
#define LEAST_AMOUNTS 2

static Place page_place(const Builder *builder, const PdfItem *item)
{
    return (Place){.file = builder->name,
                   .cell = str_print(builder->arena, _("page %zu"), (size_t)item->page)};
}

static void cells_tell(Builder *builder, const PdfItem *item, IntakeReach *reach)
{
    Str first = {0};
    size_t unsure = 0, n;

    for (size_t r = 0; r < item->table->row_count; r++)
        for (size_t c = 0; c < item->table->rows[r].n; c++) {
            const IntakeCell *cell = &item->table->rows[r].cells[c];

            first = cell->unsure && first.n == 0 ? cell->text : first;
            unsure += cell->unsure;
        }
    if (unsure == 0)
        return;
    reach->unsure += unsure;
    for (n = first.n < MOST_SHOWN ? first.n : MOST_SHOWN;
         n > 0 && n < first.n && ((unsigned char)first.at[n] & 0xC0) == 0x80;)
        n--;
    diag_report(builder->diag, SEVERITY_WARNING, "pdf-cells", page_place(builder, item),
                str_of(_("hold them against the page, or print the table with wider columns")),
                _("%zu cells of this table are not told surely, their texts run into others: “%.*s”"), unsure,
                STR_ARG(str_slice(first, 0, n)));
}

static void table_tell(Builder *builder, const PdfItem *item, IntakeReach *reach)
{
    cells_tell(builder, item, reach);
    if (item->table->cut) {
        reach->cut++;
        diag_report(builder->diag, SEVERITY_WARNING, "pdf-cut", page_place(builder, item),
                    str_of(_("print it on a wider page, or with smaller type")), "%s",
                    _("this table runs past the page's edge: what would stand there is not in the PDF"));
    }
    if (item->table->block) {
        reach->unruled++;
        diag_report(
            builder->diag, SEVERITY_WARNING, "pdf-columns", page_place(builder, item),
            str_of(_("hold it against the page, or print it with rules")), "%s",
            _("no rules part this table's columns: they are told by the gaps between its texts alone"));
    }
}

// A line whose parts stand as a table's row does.
static bool is_row(const PdfLine *line)
{
    size_t amounts = 0;

    if (line->entry || pdf_is_led(line->text))
        return false;
    for (size_t i = 0; i < line->segment_count; i++)
        amounts += pdf_is_amount(line->segments[i].text);
    return line->segment_count >= LEAST_PARTS || (line->segment_count > 1 && amounts >= LEAST_AMOUNTS);
}

void pdf_tables_tell(Builder *builder, const PdfItems *items, IntakeReach *reach)
{
    for (size_t i = 0, end; i < items->n; i = end) {
        const PdfItem *item = &items->at[i];
        size_t rows = 0;

        end = i + 1;
        if (item->table) {
            table_tell(builder, item, reach);
            continue;
        }
        for (end = i; end < items->n && items->at[end].page == item->page && items->at[end].text; end++)
            rows += !items->at[end].edge && !items->at[end].drawn && is_row(items->at[end].text);
        reach->unstructured += rows;
        if (rows)
            diag_report(builder->diag, SEVERITY_WARNING, "pdf-lines", page_place(builder, item),
                        str_of(_("hold them against the page, or print the table with rules")),
                        _("%zu lines here stand side by side as a table's do, and are read as text"), rows);
    }
}
