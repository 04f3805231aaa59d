// CSV by RFC 4180: a header record, then the lines of the table; CRLF; a field in quotes where it must be.
#include "data/internal-data.h"

// Programs take text that begins so for a formula or a number. Quotes say that it is text, which is as much
// as CSV can say: the workbook is the file for spreadsheets.
static bool looks_computed(Str text)
{
    char first = text.n > 0 ? text.at[0] : '\0';

    return first == '=' || first == '+' || first == '-' || first == '@';
}

static void add_field(StrBuf *out, Str text, bool is_text)
{
    bool quoted = is_text && looks_computed(text);

    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\n' || text.at[i] == '\r';
    if (!quoted) {
        buf_add(out, text);
        return;
    }
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, text.at[i]);
    }
    buf_add_char(out, '"');
}

static void add_line(StrBuf *out, const Table *table, const GridCell *cells, size_t n, int columns)
{
    size_t next = 0;

    // What a merged cell covers stays blank: only its first line has it, as in the file it came from.
    for (int column = 0; column < columns; column++) {
        if (column > 0)
            buf_add_char(out, ',');
        if (next >= n || cells[next].column != column)
            continue;
        add_field(out, cell_value(out->arena, table, &cells[next]), !cell_amount(table, &cells[next]));
        next++;
    }
    buf_add_c(out, "\r\n");
}

Str data_csv(Arena *arena, const Table *table)
{
    const TableSpec *spec = table->spec;
    const Grid *grid = table_grid(arena, table);
    StrBuf out = {.arena = arena};
    size_t first = 0;

    // Excel takes a CSV without a byte order mark for the system's code page, which is not UTF-8 in China.
    buf_add_c(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < spec->column_count; i++) {
        if (i > 0)
            buf_add_char(&out, ',');
        add_field(&out, column_name(arena, spec, i), true);
    }
    buf_add_c(&out, "\r\n");
    for (int row = 0; row < grid->body_rows; row++) {
        size_t next = first;

        while (next < grid->body_count && grid->body[next].row == row)
            next++;
        add_line(&out, table, grid->body + first, next - first, grid->columns);
        first = next;
    }
    return buf_str(&out);
}
