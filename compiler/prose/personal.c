// Personal data in text and in tables' cells: identity numbers (GB 11643, with their check digit), mobile
// numbers, bank cards (with theirs, ISO/IEC 7812).
#include "prose/internal-prose.h"

#define LONGEST_NUMBER 24

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

static int two(const char *at)
{
    return digit(at[0]) * 10 + digit(at[1]);
}

static bool is_identity(const char *at, size_t n)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    if (n != 18)
        return false;
    for (int i = 0; i < 17; i++) {
        if (digit(at[i]) < 0)
            return false;
        sum += digit(at[i]) * weights[i];
    }
    int century = two(at + 6), month = two(at + 10), day = two(at + 12);
    char check = "10X98765432"[sum % 11], last = at[17] == 'x' ? 'X' : at[17];
    return check == last && (century == 19 || century == 20) && month >= 1 && month <= 12 && day >= 1 &&
           day <= 31;
}

static bool is_mobile(const char *at, size_t n)
{
    return n == 11 && at[0] == '1' && at[1] >= '3' && at[1] <= '9';
}

static bool is_card(const char *at, size_t n)
{
    int sum = 0;

    if (n < 16 || n > 19 || (at[0] != '6' && at[0] != '4' && at[0] != '5' && at[0] != '3'))
        return false;
    for (size_t i = 0; i < n; i++) {
        int value = digit(at[n - 1 - i]);
        if (value < 0)
            return false;
        value *= i % 2 ? 2 : 1;
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

// Digits that stand together; blanks and hyphens in groups of four, as cards are written, do not part them.
static size_t read_run(Str text, size_t *at, char *run, size_t *from)
{
    size_t n = 0, i = *at;

    *from = i;
    while (i < text.n) {
        char c = text.at[i];
        bool parted = (c == ' ' || c == '-') && n >= 3 && i + 1 < text.n && digit(text.at[i + 1]) >= 0;
        bool x = (c == 'X' || c == 'x') && n == 17;
        if (digit(c) < 0 && !parted && !x)
            break;
        if (!parted && n < LONGEST_NUMBER)
            run[n++] = c;
        i++;
    }
    *at = i;
    return n;
}

static const char *kind_of(const char *run, size_t n)
{
    if (is_identity(run, n))
        return _("an identity number is in a published text");
    if (is_mobile(run, n))
        return _("a mobile number is in a published text");
    return is_card(run, n) ? _("a bank account is in a published text") : NULL;
}

static bool next_found(Str text, size_t *at, size_t *from, const char **message)
{
    char run[LONGEST_NUMBER];

    while (*at < text.n) {
        if (digit(text.at[*at]) < 0) {
            ++*at;
            continue;
        }
        bool within = *at > 0 && ((text.at[*at - 1] | 0x20) >= 'a' && (text.at[*at - 1] | 0x20) <= 'z');
        size_t n = read_run(text, at, run, from);
        *message = within || (*at < text.n && text.at[*at] == '.') ? NULL : kind_of(run, n);
        if (*message)
            return true;
    }
    return false;
}

const char *prose_personal_in(Str text)
{
    size_t at = 0, from;
    const char *message;

    return next_found(text, &at, &from, &message) ? message : NULL;
}

static void check_cell(Prose *prose, const Table *table, const Cell *cell)
{
    size_t at = 0, from;
    const char *message;

    if (next_found(cell->text, &at, &from, &message))
        prose_report_place(prose, table_cell_place(table, cell), "personal-data", str_of(_("delete it")),
                           "%s", message);
    prose_check_cell_words(prose, table_cell_place(table, cell), cell->text);
}

static void check_cells(Prose *prose, const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++)
            for (uint32_t c = 0; c < table->lists[l].spec->count; c++)
                if (table->lists[l].rows[r].cells[c].kind == CELL_TEXT)
                    check_cell(prose, table, &table->lists[l].rows[r].cells[c]);
}

void prose_check_personal(Prose *prose)
{
    const TableBook *book = &prose->project->book;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        size_t at = 0, from;
        const char *message;
        while (block->findings < PROSE_BLOCK_FINDINGS && next_found(block->text, &at, &from, &message))
            prose_report(prose, (ProseRange){block, from, at}, "personal-data", str_of(_("delete it")), "%s",
                         message);
    }
    for (size_t t = 0; t < book->table_count; t++)
        if (book->tables[t]->spec->published)
            check_cells(prose, book->tables[t]);
}
