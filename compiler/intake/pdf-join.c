// Tables over pages: those that go on below, and those whose further columns stand on further pages.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define MOST_OVER 6      // lines between a table and its rest
#define SAME_EDGE 4.0F   // points between edges of a column on two pages
#define LEAST_ROOM 0.25F // of a page's height: under a table that does not go on overleaf
#define MOST_HEADS 6     // rows of a head that stands again
#define MOST_CUT 3       // texts of such a row that are cut off, for each that is not
#define MOST_STUB 12     // columns that stand again beside further ones

typedef struct Whole { // a table, or as many of its columns as stand on one page
    IntakeRow *rows;
    IntakeSpot *spots;
    size_t n, head_rows, last; // last: its last item
} Whole;

typedef struct Joiner {
    Arena *arena;
    const PdfPages *pages;
    PdfItems *items;
} Joiner;

static const PdfPage *page_of(const Joiner *joiner, const PdfItem *item)
{
    return &joiner->pages->pages.at[item->page - 1];
}

static bool same_columns(const PdfTable *a, const PdfTable *b)
{
    float shift = a->xs[0] - b->xs[0];

    if (a->x_count != b->x_count)
        return false;
    for (size_t i = 0; i < a->x_count; i++)
        if (fabsf(a->xs[i] - b->xs[i] - shift) > SAME_EDGE)
            return false;
    return true;
}

// Texts of a head that stands again may be cut off where they have no room.
static bool same_row(const IntakeRow *a, const IntakeRow *b)
{
    size_t same = 0, cut = 0;

    if (a->n != b->n)
        return false;
    for (size_t c = 0; c < a->n; c++) {
        Str text = a->cells[c].text, again = b->cells[c].text;

        if (name_equal(text, again))
            same += text.n > 0;
        else if (again.n && str_starts(text, again))
            cut++;
        else if (!a->cells[c].unsure && !b->cells[c].unsure)
            return false;
    }
    return same > 0 && cut <= same * MOST_CUT;
}

// Rows of the head that stand again.
static size_t heads_again(const PdfTable *first, const PdfTable *rest)
{
    size_t n = 0;

    while (n < first->row_count && n < rest->row_count && n < MOST_HEADS &&
           same_row(&first->rows[n], &rest->rows[n]))
        n++;
    return n;
}

static bool begins_alike(const PdfTable *a, const PdfTable *b)
{
    return a->row_count && b->row_count && a->rows[0].n && b->rows[0].n && a->rows[0].cells[0].text.n &&
           name_equal(a->rows[0].cells[0].text, b->rows[0].cells[0].text);
}

// A text without the words that say that a table goes on, at its begin or end. *said: they stood there.
static Str without_continued(Str text, bool *said)
{
    WordList words = words_builtin.lists[WORDS_TABLE_CONTINUED];
    size_t longest = 0;
    bool ends = false;

    text = str_trim(text);
    for (size_t i = 0; i < words.n; i++) {
        if (words.at[i].n <= longest)
            continue;
        if (str_starts(text, words.at[i]) || str_ends(text, words.at[i])) {
            longest = words.at[i].n;
            ends = !str_starts(text, words.at[i]);
        }
    }
    *said = longest > 0;
    return str_trim(ends ? str_slice(text, 0, text.n - longest) : str_slice(text, longest, text.n));
}

// Whether a text stands over the table too.
static bool stands_over(const Joiner *joiner, size_t table, Str text)
{
    for (size_t k = table, looked = 0; k > 0 && looked < MOST_OVER; k--, looked++) {
        const PdfItem *over = &joiner->items->at[k - 1];

        if (!over->text)
            break;
        for (size_t s = 0; s < over->text->segment_count; s++)
            if (name_equal(over->text->segments[s].text, text))
                return true;
        if (name_equal(over->text->text, text))
            return true;
    }
    return false;
}

// Whether a line between a table and its rest stands over the table too, or says that it goes on (*said).
static bool is_over(const Joiner *joiner, size_t table, const PdfItem *item, bool *said)
{
    for (size_t i = 0; i < item->text->segment_count; i++) {
        bool words;
        Str part = without_continued(item->text->segments[i].text, &words);

        *said = *said || words;
        if (!(words && part.n == 0) && !stands_over(joiner, table, part) &&
            !stands_over(joiner, table, item->text->segments[i].text))
            return false;
    }
    return true;
}

// The table that comes next, on the next page, with nothing between but what stands over the first too; n
// where there is none. On the same page it is the rest where a line says so. *over: how many lines.
static size_t next_find(const Joiner *joiner, size_t table, size_t last, size_t *over)
{
    const PdfItems *items = joiner->items;
    uint32_t page = items->at[last].page;
    bool said = false, next_column;
    size_t i = last + 1;

    *over = 0;
    for (; i < items->n; i++) {
        if (items->at[i].edge)
            continue;
        if (items->at[i].table || *over == MOST_OVER || items->at[i].page > page + 1 ||
            !is_over(joiner, table, &items->at[i], &said))
            break;
        ++*over;
    }
    next_column = i < items->n && items->at[i].column == 2 && items->at[last].column == 1;
    return i < items->n && items->at[i].table &&
                   (items->at[i].page == page + 1 || (items->at[i].page == page && (said || next_column)))
               ? i
               : items->n;
}

static void again_mark(Joiner *joiner, size_t last, size_t next)
{
    for (size_t i = last + 1; i < next; i++)
        joiner->items->at[i].again = !joiner->items->at[i].edge;
}

// How high the first row after a head that stands again is, with those that its cells are over.
static float first_high(const PdfTable *first, const PdfTable *rest)
{
    size_t at = heads_again(first, rest), end = at;

    for (size_t r = at; r < rest->row_count && r <= end; r++)
        for (size_t c = 0; c < rest->rows[r].n; c++)
            if (!rest->rows[r].cells[c].covered)
                end = r + rest->rows[r].cells[c].rows - 1 > end ? r + rest->rows[r].cells[c].rows - 1 : end;
    return at < rest->row_count
               ? rest->tops[(end < rest->row_count ? end : rest->row_count - 1) + 1] - rest->tops[at]
               : 0;
}

// Whether a table ends well over where its pages' text ends: what begins on the next page would have stood
// below it, and is another of the same form.
static bool has_room(const Joiner *joiner, size_t last, size_t next)
{
    const PdfItem *item = &joiner->items->at[last], *begin = &joiner->items->at[next];
    float height = page_of(joiner, item)->height, bottom = 0, least = height * LEAST_ROOM;

    for (size_t i = 0; i < joiner->items->n; i++) {
        const PdfItem *other = &joiner->items->at[i];

        if (!other->edge && !other->drawn && fabsf(page_of(joiner, other)->height - height) < SAME_EDGE)
            bottom = fmaxf(bottom, other->table ? other->table->box.y1 : other->text->box.y1);
    }
    return heads_again(item->table, begin->table) > 0 &&
           bottom - item->table->box.y1 > fmaxf(least, first_high(item->table, begin->table));
}

// ---- a head that the page's end parts

// Which of the columns' edges of `rest` each edge of `head` is; NULL where one is none.
static size_t *edges_match(Arena *arena, const PdfTable *head, const PdfTable *rest)
{
    size_t *at = ARENA_ARRAY(arena, size_t, head->x_count), k = 0;
    float shift = rest->xs[0] - head->xs[0];

    for (size_t i = 0; i < head->x_count; i++, k++) {
        while (k < rest->x_count && rest->xs[k] < head->xs[i] + shift - SAME_EDGE)
            k++;
        if (k == rest->x_count || rest->xs[k] > head->xs[i] + shift + SAME_EDGE)
            return NULL;
        at[i] = k;
    }
    return at[head->x_count - 1] == rest->x_count - 1 ? at : NULL;
}

static bool is_head(const PdfTable *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].n; c++)
            if (pdf_is_amount(table->rows[r].cells[c].text))
                return false;
    return table->row_count <= MOST_HEADS;
}

// 项目 | 本年支出 at a page's end and 科目编码 | 科目名称 | 小计 | 基本支出 overleaf: the first rows of a
// head, whose cells are over columns that only its further rows part, get these columns.
static void head_widen(const Joiner *joiner, PdfTable *head, const PdfTable *rest)
{
    size_t *at = head->block || rest->block || head->x_count >= rest->x_count || !is_head(head)
                     ? NULL
                     : edges_match(joiner->arena, head, rest);

    if (!at)
        return;
    for (size_t r = 0; r < head->row_count; r++) {
        const IntakeRow *row = &head->rows[r];
        IntakeCell *cells = ARENA_ARRAY(joiner->arena, IntakeCell, row->n + 1);
        size_t edge = 0;

        for (size_t c = 0; c < row->n; c++) {
            size_t to = edge + row->cells[c].columns < head->x_count ? edge + row->cells[c].columns
                                                                     : head->x_count - 1;

            cells[c] = row->cells[c];
            cells[c].columns = (uint32_t)(at[to] - at[edge]);
            edge = to;
        }
        head->rows[r] = (IntakeRow){cells, row->n};
    }
    head->xs = rest->xs;
    head->x_count = rest->x_count;
    head->full = NULL;
}

// The rest of a table; n where there is none. What stands over it is marked.
static size_t rest_find(Joiner *joiner, size_t table, size_t last)
{
    PdfItems *items = joiner->items;
    size_t over, i = next_find(joiner, table, last, &over);

    if (i < items->n && last == table && over == 0 && items->at[i].page > items->at[last].page)
        head_widen(joiner, items->at[last].table, items->at[i].table);
    if (i == items->n || items->at[last].table->x_count != items->at[i].table->x_count)
        return items->n;
    // Where no rules say where columns part their edges are their text's.
    if (!same_columns(items->at[last].table, items->at[i].table) &&
        heads_again(items->at[table].table, items->at[i].table) == 0)
        return items->n;
    // A head that begins alike and goes on otherwise is of further columns.
    if (heads_again(items->at[table].table, items->at[i].table) == 0 &&
        begins_alike(items->at[table].table, items->at[i].table))
        return items->n;
    // The same head without a word over it may be another table of the same form, which has a title.
    if (over == 0 && heads_again(items->at[table].table, items->at[i].table) == 0 &&
        items->at[i].top > page_of(joiner, &items->at[i])->height * 0.3F)
        return items->n;
    if (over == 0 && has_room(joiner, last, i))
        return items->n;
    again_mark(joiner, last, i);
    return i;
}

static void unsure_mark(const Joiner *joiner, IntakeRow *row)
{
    IntakeCell *cells = ARENA_ARRAY(joiner->arena, IntakeCell, row->n + 1);

    for (size_t c = 0; c < row->n; c++) {
        cells[c] = row->cells[c];
        cells[c].unsure = cells[c].unsure || cells[c].text.n > 0;
    }
    row->cells = cells;
}

static void text_add(const Joiner *joiner, IntakeRow *row, size_t at, const IntakeCell *more)
{
    IntakeCell *cells = ARENA_ARRAY(joiner->arena, IntakeCell, row->n);
    StrBuf text = {.arena = joiner->arena};

    for (size_t c = 0; c < row->n; c++)
        cells[c] = row->cells[c];
    buf_add(&text, cells[at].text);
    join_text(&text, more->text);
    cells[at].text = buf_str(&text);
    cells[at].unsure = cells[at].unsure || more->unsure;
    row->cells = cells;
}

// Text that goes on with what stands at a column of the last row, or with the cell that reaches down to
// there. False where none does.
static bool cell_join(const Joiner *joiner, Whole *whole, uint32_t column, const IntakeCell *more)
{
    size_t row = whole->n - 1, at = pdf_cell_at(&whole->rows[row], column);

    while (row > 0 && at < whole->rows[row].n && whole->rows[row].cells[at].covered)
        at = pdf_cell_at(&whole->rows[--row], column);
    if (at == whole->rows[row].n || whole->rows[row].cells[at].covered)
        return false;
    text_add(joiner, &whole->rows[row], at, more);
    return true;
}

static void row_join(const Joiner *joiner, Whole *whole, const IntakeRow *more)
{
    uint32_t column = 0;

    for (size_t c = 0; c < more->n; column += more->cells[c].columns, c++)
        if (more->cells[c].text.n)
            cell_join(joiner, whole, column, &more->cells[c]);
}

// Text of cells over several rows that goes on overleaf beside further rows, to where it began.
static void spans_join(const Joiner *joiner, Whole *whole, const PdfTable *before, IntakeRow *more)
{
    const IntakeRow *last = &whole->rows[whole->n - 1];
    IntakeCell *cells = ARENA_ARRAY(joiner->arena, IntakeCell, more->n + 1);
    uint32_t column = 0;

    for (size_t c = 0; c < more->n; column += more->cells[c].columns, c++) {
        size_t over = pdf_cell_at(last, column);
        TextNumbering numbering;

        cells[c] = more->cells[c];
        if (over < last->n && last->cells[over].covered && before->full && before->full[column] &&
            cells[c].text.n && cells[c].rows > 1 && !pdf_is_amount(cells[c].text) &&
            !text_numbering_read(cells[c].text, &numbering) && cell_join(joiner, whole, column, &cells[c]))
            cells[c].text = (Str){0};
    }
    *more = (IntakeRow){cells, more->n};
}

static void rows_add(Joiner *joiner, const PdfItem *item, size_t skipped, IntakeRow *rows, size_t *n,
                     IntakeSpot *spots)
{
    const PdfTable *table = item->table;
    float height = fmaxf(page_of(joiner, item)->height, 1);

    for (size_t r = skipped; r < table->row_count; r++) {
        IntakeSpot spot = pdf_spot(joiner->pages, item, *n);

        spot.line = item->line + (uint32_t)r;
        spot.top = table->tops[r] / height;
        spot.bottom = table->tops[r + 1] / height;
        spots[*n] = spot;
        rows[(*n)++] = table->rows[r];
    }
}

// What of a page's first row of a table is the rest of what stands on the page before. True: all of it.
static bool rest_take(const Joiner *joiner, Whole *whole, PdfTable *before, const PdfTable *table, size_t at)
{
    IntakeRow *row = &table->rows[at];
    PdfRest rest = pdf_rest_find(before, table, row);

    if (rest == PDF_REST_MAYBE || rest == PDF_REST_APART) {
        unsure_mark(joiner, &whole->rows[whole->n - 1]);
        unsure_mark(joiner, &before->rows[before->row_count - 1]);
        unsure_mark(joiner, row);
    } else if (rest == PDF_REST_NONE) {
        spans_join(joiner, whole, before, row);
    }
    if (rest != PDF_REST_MAYBE && rest != PDF_REST_SURE)
        return false;
    row_join(joiner, whole, row);
    return true;
}

static Whole whole_read(Joiner *joiner, size_t at)
{
    PdfItems *items = joiner->items;
    VEC(size_t) parts = {0};
    Whole whole = {.last = at};
    size_t rows = 0;

    for (size_t i = at; i < items->n; i = rest_find(joiner, at, i)) {
        *vec_push(joiner->arena, &parts) = i;
        rows += items->at[i].table->row_count;
        whole.last = i;
    }
    whole.rows = ARENA_ARRAY(joiner->arena, IntakeRow, rows);
    whole.spots = ARENA_ARRAY(joiner->arena, IntakeSpot, rows);
    for (size_t i = 0; i < parts.n; i++) {
        const PdfTable *table = items->at[parts.at[i]].table;
        size_t heads = i ? heads_again(items->at[at].table, table) : 0;

        if (heads > whole.head_rows)
            whole.head_rows = heads;
        if (i && heads < table->row_count && whole.n &&
            rest_take(joiner, &whole, items->at[parts.at[i - 1]].table, table, heads))
            heads++;
        rows_add(joiner, &items->at[parts.at[i]], heads, whole.rows, &whole.n, whole.spots);
    }
    return whole;
}

// ---- further columns

// How many cells each row begins with that stand at the begin of the other table's row too; 0: some row does
// not.
static size_t stub_of(const Whole *a, const Whole *b, size_t row)
{
    const IntakeRow *x = &a->rows[row], *y = &b->rows[row];
    size_t n = 0;

    while (n < x->n && n < y->n && n < MOST_STUB && x->cells[n].columns == y->cells[n].columns &&
           x->cells[n].covered == y->cells[n].covered && name_equal(x->cells[n].text, y->cells[n].text))
        n++;
    return n;
}

static uint32_t width_of(const IntakeRow *row, size_t cells)
{
    uint32_t width = 0;

    for (size_t c = 0; c < cells; c++)
        width += row->cells[c].columns;
    return width;
}

// The columns that all rows of both begin with.
static uint32_t stub_width(const Whole *a, const Whole *b)
{
    uint32_t least = UINT32_MAX;

    for (size_t r = 0; r < a->n; r++) {
        uint32_t width = width_of(&a->rows[r], stub_of(a, b, r));

        least = width < least ? width : least;
    }
    return a->n ? least : 0;
}

static void columns_add(Joiner *joiner, Whole *whole, const Whole *more, uint32_t stub)
{
    for (size_t r = 0; r < whole->n; r++) {
        const IntakeRow *row = &whole->rows[r], *other = &more->rows[r];
        IntakeCell *cells = ARENA_ARRAY(joiner->arena, IntakeCell, row->n + other->n);
        size_t n = row->n;
        uint32_t at = 0;

        for (size_t c = 0; c < row->n; c++)
            cells[c] = row->cells[c];
        for (size_t c = 0; c < other->n; at += other->cells[c].columns, c++)
            if (at >= stub)
                cells[n++] = other->cells[c];
        whole->rows[r] = (IntakeRow){cells, n};
    }
    whole->last = more->last;
}

// What stands on the next page, under the same title, with as many rows that begin alike: more columns.
static bool more_take(Joiner *joiner, size_t at, Whole *whole)
{
    size_t over, next = next_find(joiner, at, whole->last, &over);
    Whole more;
    uint32_t stub;

    if (next == joiner->items->n || over == 0)
        return false;
    more = whole_read(joiner, next);
    stub = more.n == whole->n ? stub_width(whole, &more) : 0;
    if (stub == 0 || width_of(&more.rows[0], more.rows[0].n) <= stub)
        return false;
    again_mark(joiner, whole->last, next);
    columns_add(joiner, whole, &more, stub);
    return true;
}

// ---- what stands overleaf all the same

static void table_mark(const Joiner *joiner, PdfTable *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        unsure_mark(joiner, &table->rows[r]);
}

static bool has_amount(const IntakeRow *row)
{
    for (size_t c = 0; c < row->n; c++)
        if (pdf_is_amount(row->cells[c].text) && str_find_char(row->cells[c].text, '.', 0) > 0)
            return true;
    return false;
}

static bool has_amounts(const PdfTable *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        if (has_amount(&table->rows[r]))
            return true;
    return false;
}

// Two tables without rules that are one by where they stand, and have other columns each: those of a head
// alone are not told surely, nor those of rows without a head; where the head stands again, neither.
static void apart_mark(Joiner *joiner, size_t at, Whole *whole)
{
    PdfItems *items = joiner->items;
    size_t over, next = next_find(joiner, at, whole->last, &over);
    PdfTable *last = items->at[whole->last].table, *table;
    bool again;

    if (next == items->n || !last->block || !items->at[next].table->block)
        return;
    table = items->at[next].table;
    again = heads_again(last, table) > 0 || begins_alike(last, table);
    if ((again && over == 0 && has_room(joiner, whole->last, next)) ||
        (last->x_count == table->x_count && has_amounts(last)))
        return;
    if (again || has_amount(&table->rows[0]))
        table_mark(joiner, table);
    if (!again && has_amounts(last))
        return;
    table_mark(joiner, last);
    for (size_t r = 0; r < last->row_count && r < whole->n; r++)
        unsure_mark(joiner, &whole->rows[whole->n - 1 - r]);
}

size_t pdf_table_take(Builder *builder, const PdfPages *pages, PdfItems *items, size_t at)
{
    Joiner joiner = {.arena = builder->arena, .pages = pages, .items = items};
    IntakeTable *table = ARENA_NEW(builder->arena, IntakeTable);
    Whole whole = whole_read(&joiner, at);
    IntakeLine *line;

    while (more_take(&joiner, at, &whole))
        ;
    apart_mark(&joiner, at, &whole);
    *table = (IntakeTable){whole.rows, whole.n, whole.head_rows};
    builder->serial++;
    line = builder_add(builder, (IntakeLine){.kind = INTAKE_TABLE, .table = table});
    line->spots = whole.spots;
    line->spot_count = whole.n;
    return pdf_next_item(items, whole.last + 1);
}
