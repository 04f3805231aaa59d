// Rows that go on overleaf: whether a page's first row of a table is the rest of the last one before.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define SEVERAL 1.8F // times the lowest row: a row of several lines

size_t pdf_cell_at(const IntakeRow *row, uint32_t column)
{
    uint32_t at = 0;
    size_t c = 0;

    for (; c < row->n && at < column; c++)
        at += row->cells[c].columns;
    return at == column ? c : row->n;
}

// The text of a table's row at a column.
static Str text_at(const PdfTable *table, size_t row, uint32_t column)
{
    size_t c = pdf_cell_at(&table->rows[row], column);

    return c < table->rows[row].n ? table->rows[row].cells[c].text : (Str){0};
}

static bool is_digits(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.n > 0;
}

// Whether a code that its column's width broke goes on so: another of the column is as long as both, and none
// as its begin. Where none is, it may.
static PdfRest code_rest_of(const PdfTable *before, uint32_t column, Str begin, Str rest)
{
    PdfRest found = PDF_REST_MAYBE;

    if (!is_digits(begin) || !is_digits(rest))
        return PDF_REST_NONE;
    for (size_t r = 0; r + 1 < before->row_count; r++) {
        Str text = text_at(before, r, column);

        if (text.n == begin.n && is_digits(text))
            return PDF_REST_NONE;
        if (text.n == begin.n + rest.n && is_digits(text))
            found = PDF_REST_SURE;
    }
    return found;
}

// Whether a number goes on with those that the last two rows' texts of a column begin with: each row has one.
static bool is_numbered_on(const PdfTable *before, uint32_t column, const TextNumbering *number)
{
    int wanted = number->value - 1;

    for (size_t r = before->row_count; r > 0 && wanted > number->value - 3; r--) {
        Str text = text_at(before, r - 1, column);
        TextNumbering other;

        if (text.n == 0)
            continue;
        if (!text_numbering_read(text, &other) || other.form != number->form || other.han != number->han ||
            other.value != wanted)
            return false;
        wanted--;
    }
    return wanted == number->value - 3;
}

// Whether a row goes on with the last one of the page before: it has no amount, and text just where that
// row's fills its column. What begins with a number, or has more where that row is blank and nothing in its
// first column, may be a further row.
static PdfRest rest_of(const PdfTable *before, const IntakeRow *row)
{
    const IntakeRow *last = before->row_count ? &before->rows[before->row_count - 1] : NULL;
    uint32_t column = 0;
    TextNumbering numbering;
    bool some = false, more = false, maybe = false;

    if (!last || !before->full || last->n != row->n)
        return PDF_REST_NONE;
    for (size_t c = 0; c < row->n; column += row->cells[c].columns, c++) {
        Str text = row->cells[c].text;
        PdfRest code;

        if (text.n == 0)
            continue;
        if (last->cells[c].text.n == 0 && !last->cells[c].covered) {
            more = true;
            continue;
        }
        if (!before->full[column])
            return PDF_REST_NONE;
        some = true;
        code = code_rest_of(before, column, last->cells[c].text, text);
        maybe = maybe || code == PDF_REST_MAYBE;
        if (code != PDF_REST_NONE)
            continue;
        if ((c == 0 && row->n > 1 && last->cells[0].text.n && pdf_is_amount(last->cells[0].text)) ||
            pdf_is_amount(text))
            return PDF_REST_NONE;
        if (text_numbering_read(text, &numbering)) {
            if (is_numbered_on(before, column, &numbering))
                return PDF_REST_NONE;
            maybe = true;
        }
    }
    if (!some || ((more || maybe) && row->cells[0].text.n))
        return PDF_REST_NONE;
    return more || maybe ? PDF_REST_MAYBE : PDF_REST_SURE;
}

static float least_high(const PdfTable *table, float least)
{
    for (size_t r = 0; r < table->row_count; r++)
        least = fminf(least, table->tops[r + 1] - table->tops[r]);
    return least;
}

// Whether a row may be the rest of the last one of the page before all the same, whose lines end before their
// column does: that one has several lines, and text or amounts where this one is blank, which has no amount.
static bool may_go_on(const PdfTable *before, const PdfTable *table, const IntakeRow *row)
{
    const IntakeRow *last = before->row_count ? &before->rows[before->row_count - 1] : NULL;
    bool some = false, less = false;

    if (!last || last->n != row->n ||
        before->tops[before->row_count] - before->tops[before->row_count - 1] <
            SEVERAL * least_high(table, least_high(before, 1e6F)))
        return false;
    for (size_t c = 0; c < row->n; c++) {
        TextNumbering numbering;

        if (row->cells[c].text.n &&
            (pdf_is_amount(row->cells[c].text) || text_numbering_read(row->cells[c].text, &numbering)))
            return false;
        some = some || row->cells[c].text.n;
        less = less || (row->cells[c].text.n == 0 && last->cells[c].text.n);
    }
    return some && less;
}

PdfRest pdf_rest_find(const PdfTable *before, const PdfTable *table, const IntakeRow *row)
{
    PdfRest rest = rest_of(before, row);

    return rest == PDF_REST_NONE && may_go_on(before, table, row) ? PDF_REST_APART : rest;
}
