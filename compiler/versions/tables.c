// Tables of two versions: which is which, and their rows and cells.
#include <string.h>

#include "versions/internal-versions.h"

#define LEAST_SAME 400 // thousandths of the cells by which a table is known
#define MOST_SHOWN 8   // cells of a row
#define MOST_UNSURE 4  // of so many cells more than one: a table is not known by them

typedef struct Lines {
    Str *at; // a row each: its cells, bare, parted
    size_t n;
} Lines;

typedef struct TableJob {
    Arena *arena;
    const VersionTable *a;
    VersionTable *b; // its rows may be several tables'
    Differences *found;
    bool unsure; // the stretch of rows has cells that are not for certain
} TableJob;

static Str row_line(Arena *arena, const VersionRow *row)
{
    StrBuf line = {.arena = arena};

    for (size_t c = 0; c < row->n; c++) {
        if (c)
            buf_add_char(&line, '\x1f');
        buf_add(&line, bare_text(arena, row->cells[c]));
    }
    return buf_str(&line);
}

static Lines lines_of(Arena *arena, const VersionTable *table)
{
    Lines lines = {ARENA_ARRAY(arena, Str, table->row_count + 1), table->row_count};

    for (size_t r = 0; r < table->row_count; r++)
        lines.at[r] = row_line(arena, &table->rows[r]);
    return lines;
}

static size_t cells_of(const VersionTable *table)
{
    size_t n = 0;

    for (size_t r = 0; r < table->row_count; r++)
        n += table->rows[r].n;
    return n;
}

// ---- cells that the file does not show for certain

static size_t unsure_in(const VersionRow *row, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t c = from; row->unsure && c < to; c++)
        n += row->unsure[c];
    return n;
}

static size_t unsure_rows(const VersionTable *table, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t r = from; r < to; r++)
        n += unsure_in(&table->rows[r], 0, table->rows[r].n);
    return n;
}

// So many that what the table says cannot be told from another.
static bool is_mostly_unsure(const VersionTable *table)
{
    return unsure_rows(table, 0, table->row_count) * MOST_UNSURE > cells_of(table);
}

// Rows that are the same, weighed by their cells, in thousandths of the smaller table.
static size_t alike(Arena *arena, const VersionTable *a, const VersionTable *b)
{
    Lines x = lines_of(arena, a), y = lines_of(arena, b);
    CompareHunks hunks = compare_lines(arena, x.at, x.n, y.at, y.n);
    size_t same = cells_of(a), smaller = cells_of(a) < cells_of(b) ? cells_of(a) : cells_of(b);

    for (size_t h = 0; h < hunks.n; h++)
        for (size_t r = hunks.at[h].a_from; r < hunks.at[h].a_to; r++)
            same -= a->rows[r].n;
    // Rows of which one cell differs count by those that do not.
    for (size_t h = 0; h < hunks.n; h++) {
        const CompareHunk *hunk = &hunks.at[h];

        for (size_t i = 0; hunk->a_from + i < hunk->a_to && hunk->b_from + i < hunk->b_to; i++) {
            const VersionRow *p = &a->rows[hunk->a_from + i], *q = &b->rows[hunk->b_from + i];

            for (size_t c = 0; c < p->n && c < q->n; c++)
                same += str_equal(bare_text(arena, p->cells[c]), bare_text(arena, q->cells[c]));
        }
    }
    return smaller ? same * 1000 / smaller : 0;
}

// ---- cells

static Str shown(Arena *arena, const VersionRow *row)
{
    StrBuf text = {.arena = arena};

    for (size_t c = 0; c < row->n && c < MOST_SHOWN; c++) {
        if (c)
            buf_add_c(&text, " | ");
        buf_add(&text, row->cells[c]);
    }
    if (row->n > MOST_SHOWN)
        buf_add_c(&text, " …");
    return buf_str(&text);
}

static bool is_amount(Arena *arena, Str text)
{
    int decimals;
    bool blank;

    return text_cell_amount(arena, text, &decimals, &blank) && !blank;
}

// The row by its names: its cells that are no amounts.
static Str row_name(Arena *arena, const VersionRow *row)
{
    StrBuf name = {.arena = arena};

    for (size_t c = 0; c < row->n; c++)
        if (!is_amount(arena, row->cells[c]) ||
            (c == 0 && row->cells[c].n >= 3 && !strchr(str_c(arena, row->cells[c]), '.'))) {
            if (name.n)
                buf_add_char(&name, ' ');
            buf_add(&name, row->cells[c]);
        }
    return buf_str(&name);
}

// What two amounts differ by, and by what rate of the first.
static void amounts_take(Arena *arena, Difference *difference)
{
    int before_decimals, after_decimals;
    bool blank;
    Number before = text_cell_amount(arena, difference->before, &before_decimals, &blank), after;
    mpq_t change;

    if (!before || blank)
        return;
    after = text_cell_amount(arena, difference->after, &after_decimals, &blank);
    if (!after || blank)
        return;
    mpq_init(change);
    mpq_sub(change, after, before);
    difference->change = number_format(
        arena, change,
        (NumberFormat){.decimals = before_decimals > after_decimals ? before_decimals : after_decimals,
                       .keep_zeros = true});
    if (mpq_sgn(before) != 0) {
        mpq_div(change, change, before);
        mpq_mul(change, change, number_from_int(arena, 100));
        difference->rate = str_print(
            arena, "%.*s%%",
            STR_ARG(number_format(arena, change, (NumberFormat){.decimals = 2, .keep_zeros = true})));
    }
    mpq_clear(change);
}

static void cell_report(TableJob *job, const VersionRow *p, const VersionRow *q, size_t c, size_t d)
{
    Difference *difference = vec_push(job->arena, &job->found->at);

    difference->kind = DIFFERENCE_CELL;
    difference->before = c < p->n ? p->cells[c] : (Str){0};
    difference->after = d < q->n ? q->cells[d] : (Str){0};
    difference->a = p->place;
    difference->b = q->place;
    difference->table = job->a->name;
    difference->row = row_name(job->arena, p);
    amounts_take(job->arena, difference);
}

// Two rows that stand for the same.
static void rows_compare(TableJob *job, const VersionRow *p, const VersionRow *q)
{
    Lines x = {ARENA_ARRAY(job->arena, Str, p->n + 1), p->n},
          y = {ARENA_ARRAY(job->arena, Str, q->n + 1), q->n};
    CompareHunks hunks;

    for (size_t c = 0; c < p->n; c++)
        x.at[c] = bare_text(job->arena, p->cells[c]);
    for (size_t c = 0; c < q->n; c++)
        y.at[c] = bare_text(job->arena, q->cells[c]);
    hunks = compare_lines(job->arena, x.at, x.n, y.at, y.n);
    job->found->same_cells += p->n;
    for (size_t h = 0; h < hunks.n; h++) {
        const CompareHunk *hunk = &hunks.at[h];
        size_t c = hunk->a_from, d = hunk->b_from, unsure = unsure_in(q, hunk->b_from, hunk->b_to);
        bool shifted = hunk->a_to - c != hunk->b_to - d;

        job->found->same_cells -= hunk->a_to - hunk->a_from;
        if (shifted && (unsure || job->unsure)) { // any of them may be the doubtful one's
            job->found->unsure_cells += hunk->a_to - c;
            continue;
        }
        while (c < hunk->a_to || d < hunk->b_to) {
            if (unsure && q->unsure[d])
                job->found->unsure_cells++;
            else
                cell_report(job, p, q, c < hunk->a_to ? c : p->n, d < hunk->b_to ? d : q->n);
            c += c < hunk->a_to;
            d += d < hunk->b_to;
        }
    }
}

static void row_report(TableJob *job, const VersionRow *row, bool missing)
{
    Difference *difference = vec_push(job->arena, &job->found->at);

    difference->kind = missing ? DIFFERENCE_ROW_MISSING : DIFFERENCE_ROW_ADDED;
    *(missing ? &difference->before : &difference->after) = shown(job->arena, row);
    *(missing ? &difference->a : &difference->b) = row->place;
    difference->table = job->a->name;
    difference->row = row_name(job->arena, row);
}

// Where cells beside it are not for certain it may be part of a row that was not told from it.
static void row_alone(TableJob *job, const VersionRow *row, bool missing)
{
    if (job->unsure)
        job->found->unsure_cells += row->n;
    else
        row_report(job, row, missing);
}

// How many cells two rows have in common at their places.
static size_t common(Arena *arena, const VersionRow *p, const VersionRow *q)
{
    size_t same = 0;

    for (size_t c = 0; c < p->n; c++)
        for (size_t d = 0; d < q->n; d++)
            if (str_equal(bare_text(arena, p->cells[c]), bare_text(arena, q->cells[d]))) {
                same++;
                break;
            }
    return same;
}

// Rows of a stretch that differs: each of a with the first of b after the last that has half of its cells,
// the others are missing or added.
static void hunk_compare(TableJob *job, const CompareHunk *hunk)
{
    size_t b = hunk->b_from;

    job->unsure = unsure_rows(job->b, hunk->b_from, hunk->b_to) > 0;
    for (size_t r = hunk->a_from; r < hunk->a_to; r++) {
        const VersionRow *p = &job->a->rows[r];
        size_t best = hunk->b_to, most = 0;

        for (size_t k = b; k < hunk->b_to; k++) {
            size_t same = common(job->arena, p, &job->b->rows[k]);

            if (same > most && (same * 2 >= p->n ||
                                str_equal(bare_text(job->arena, row_name(job->arena, p)),
                                          bare_text(job->arena, row_name(job->arena, &job->b->rows[k]))))) {
                most = same;
                best = k;
            }
        }
        if (best == hunk->b_to && hunk->a_to - hunk->a_from == 1 && hunk->b_to - hunk->b_from == 1 &&
            p->n == job->b->rows[b].n)
            best = b;
        if (best == hunk->b_to) {
            row_alone(job, p, true);
            continue;
        }
        for (; b < best; b++)
            row_alone(job, &job->b->rows[b], false);
        rows_compare(job, p, &job->b->rows[best]);
        b = best + 1;
    }
    for (; b < hunk->b_to; b++)
        row_alone(job, &job->b->rows[b], false);
}

static void table_compare(TableJob *job)
{
    Lines x = lines_of(job->arena, job->a), y = lines_of(job->arena, job->b);
    CompareHunks hunks = compare_lines(job->arena, x.at, x.n, y.at, y.n);

    job->found->same_cells += cells_of(job->a);
    for (size_t h = 0; h < hunks.n; h++) {
        for (size_t r = hunks.at[h].a_from; r < hunks.at[h].a_to; r++)
            job->found->same_cells -= job->a->rows[r].n;
        hunk_compare(job, &hunks.at[h]);
    }
}

// ---- which table is which

static void table_report(Arena *arena, Differences *found, const VersionTable *table, bool missing)
{
    Difference *difference = vec_push(arena, &found->at);
    Str text = table->name.n ? table->name : table->row_count ? shown(arena, &table->rows[0]) : (Str){0};

    difference->kind = missing ? DIFFERENCE_TABLE_MISSING : DIFFERENCE_TABLE_ADDED;
    *(missing ? &difference->before : &difference->after) = text;
    if (table->row_count)
        *(missing ? &difference->a : &difference->b) = table->rows[0].place;
    difference->table = table->name;
}

static void table_alone(Arena *arena, Differences *found, const VersionTable *table, bool missing,
                        bool unsure)
{
    if (unsure)
        found->unsure_cells += cells_of(table);
    else
        table_report(arena, found, table, missing);
}

static bool is_drawn(Arena *arena, const Version *a, const VersionTable *table)
{
    size_t known = 0, all = 0;

    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].n; c++, all++)
            for (size_t i = 0; i < a->drawn_count; i++)
                if (str_equal(a->drawn[i], bare_text(arena, table->rows[r].cells[c]))) {
                    known++;
                    break;
                }
    return known * 10 >= all * 7;
}

static bool rows_equal(Arena *arena, const VersionRow *a, const VersionRow *b)
{
    bool equal = a->n == b->n;

    for (size_t c = 0; c < a->n && equal; c++)
        equal = str_equal(bare_text(arena, a->cells[c]), bare_text(arena, b->cells[c]));
    return equal;
}

// Whether a table is one that was compared, cell by cell, on another page.
static bool stands_again(Arena *arena, const Version *b, const bool *used, size_t k)
{
    const VersionTable *table = &b->tables.at[k];

    for (size_t i = 0; i < b->tables.n; i++) {
        const VersionTable *other = &b->tables.at[i];
        bool equal = used[i] && other->row_count == table->row_count;

        for (size_t r = 0; r < table->row_count && equal; r++)
            equal = rows_equal(arena, &table->rows[r], &other->rows[r]);
        if (equal)
            return true;
    }
    return false;
}

// Whether the name of the one stands over the other, as all of a line or its end.
static bool titled(Arena *arena, const VersionTable *a, const VersionTable *b)
{
    Str name = name_fold(arena, a->name);

    for (size_t i = 0; name.n && i < b->above_count; i++)
        if (str_ends(name_fold(arena, b->above[i]), name))
            return true;
    return false;
}

static void rows_append(Arena *arena, VersionTable *to, const VersionTable *more)
{
    VersionRow *rows = ARENA_ARRAY(arena, VersionRow, to->row_count + more->row_count + 1);

    for (size_t r = 0; r < to->row_count; r++)
        rows[r] = to->rows[r];
    for (size_t r = 0; r < more->row_count; r++)
        rows[to->row_count + r] = more->rows[r];
    to->rows = rows;
    to->row_count += more->row_count;
}

void tables_compare(Arena *arena, const Version *a, const Version *b, bool partial, bool *used,
                    Differences *found)
{
    VEC(const VersionTable *) missing = {0};
    bool unsure = false;

    for (size_t i = 0; i < a->tables.n; i++) {
        const VersionTable *table = &a->tables.at[i];
        VersionTable joined = {0};
        TableJob job = {.arena = arena, .a = table, .b = &joined, .found = found};
        size_t best = b->tables.n, most = LEAST_SAME;

        found->tables++;
        for (size_t k = 0; k < b->tables.n; k++) {
            size_t same = used[k] ? 0 : alike(arena, table, &b->tables.at[k]);

            if (!used[k] && (same || is_mostly_unsure(&b->tables.at[k])) &&
                titled(arena, table, &b->tables.at[k]))
                same += 1000;
            if (!used[k] && b->tables.at[k].name.n && table->name.n)
                same = name_equal(b->tables.at[k].name, table->name) ? 1001 : 0;
            if (same > most) {
                most = same;
                best = k;
            }
        }
        if (best == b->tables.n) {
            *vec_push(arena, &missing) = table;
            continue;
        }
        found->cells += cells_of(table);
        used[best] = true;
        joined = b->tables.at[best];
        // The rest of it, where it was not put together.
        for (size_t k = best + 1; k < b->tables.n && joined.row_count < table->row_count && !used[k]; k++) {
            if (alike(arena, table, &b->tables.at[k]) <= LEAST_SAME ||
                (i + 1 < a->tables.n && alike(arena, &a->tables.at[i + 1], &b->tables.at[k]) >
                                            alike(arena, table, &b->tables.at[k])))
                break;
            rows_append(arena, &joined, &b->tables.at[k]);
            used[k] = true;
        }
        table_compare(&job);
    }
    for (size_t k = 0; k < b->tables.n; k++)
        unsure = unsure || (!used[k] && is_mostly_unsure(&b->tables.at[k]));
    for (size_t i = 0; i < missing.n && !partial; i++) {
        found->cells += cells_of(missing.at[i]);
        table_alone(arena, found, missing.at[i], true, unsure);
    }
    for (size_t k = 0; k < b->tables.n; k++)
        if (!used[k] && !is_drawn(arena, a, &b->tables.at[k]) &&
            !(b->pieces && stands_again(arena, b, used, k)))
            table_alone(arena, found, &b->tables.at[k], false, is_mostly_unsure(&b->tables.at[k]));
}
