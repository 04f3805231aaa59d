// starter-left: what a project still has of the example that it was begun with. Invented figures must not be
// published, and a right text must not be accused: what a real department may have or write as well (2
// vehicles, an amount of two digits, a reason in the usual words) counts only where what it may not is left
// beside it.
#include "check/internal-check.h"

#include <string.h>

// Digits of an amount, without the zeros around them, that no other department has at the same place.
#define STRONG_DIGITS 4
// Cells of a row that hold two digits or more: together they are no chance either.
#define STRONG_CELLS 4
// Rows of a table that a department has by chance with fewer digits.
#define WEAK_ROWS 3
#define STRONG_NAME 5     // characters
#define STRONG_PASSAGE 16 // characters of a line that counts
#define STRONG_LINES 3    // of a passage that nobody else writes

typedef struct Left {
    Check *check;
    Arena *scratch;
    const Starter *starter;
    VEC(Str) names; // of the example's department and site, in Chinese
    size_t strong;  // findings of what no other department has
} Left;

static size_t significant_digits(Str text)
{
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || (count == 0 && text.at[i] == '0'))
            continue;
        count++;
        if (text.at[i] != '0')
            kept = count;
    }
    return kept;
}

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '.')
            return false;
    return text.n > 0;
}

static void report(Left *left, Place place, Str what)
{
    left->strong++;
    diag_report(left->check->diag, SEVERITY_ERROR, "starter-left", place,
                str_of(_("put your own in its place")), _("“%.*s” is the example's"), STR_ARG(what));
}

// ---- the manifest

typedef struct Same { // a value that is the example's
    const YamlNode *node;
    bool strong;
} Same;

typedef VEC(Same) Sames;

static const YamlNode *read_manifest(const Left *left, Str text)
{
    Diag *trial = diag_new();
    const Source *source = source_from_bytes(left->scratch, trial, text, STR("gongkai.yaml"), STR("UTF-8"));
    const YamlNode *root = source ? yaml_read(left->scratch, trial, source) : NULL;

    diag_free(trial);
    return root;
}

static bool is_strong(Str text)
{
    // An identifier (0000000000) is as long as nobody's amount.
    if (is_number(text))
        return significant_digits(text) >= STRONG_DIGITS || (text.n >= 10 && text.at[0] == '0');
    return utf8_count(text) >= STRONG_NAME;
}

// The example's values at which a new project is to be filled in (`blank`) beside the project's own, as deep
// as YAML goes.
static void compare_values(Left *left, const YamlNode *blank, const YamlNode *example, const YamlNode *own,
                           Sames *sames)
{
    if (!blank || !example || example->kind != blank->kind)
        return;
    for (size_t i = 0; blank->kind == YAML_MAPPING && i < blank->entries.n; i++) {
        Str key = blank->entries.at[i].key->text;

        compare_values(left, blank->entries.at[i].value, yaml_value(example, key),
                       own ? yaml_value(own, key) : NULL, sames);
    }
    if (blank->kind != YAML_SCALAR || str_equal(blank->text, example->text))
        return;
    if ((unsigned char)example->text.at[0] >= 0x80 && is_strong(example->text))
        *vec_push(left->scratch, &left->names) = example->text;
    if (own && own->kind == YAML_SCALAR && str_equal(own->text, example->text))
        *vec_push(left->scratch, sames) = (Same){own, is_strong(own->text)};
}

static void compare_manifests(Left *left)
{
    const YamlNode *example = read_manifest(left, left->starter->files[0].bytes);
    const YamlNode *blank = read_manifest(left, left->starter->to_fill);
    const YamlNode *own = read_manifest(left, left->check->project->manifest->text);
    Sames sames = {0};
    size_t strong = 0;

    compare_values(left, blank, example, own, &sames);
    for (size_t i = 0; i < sames.n; i++)
        strong += sames.at[i].strong;
    for (size_t i = 0; strong && i < sames.n; i++)
        if (sames.at[i].strong || significant_digits(sames.at[i].node->text)) {
            const YamlNode *node = sames.at[i].node;

            report(left, source_place(left->check->project->manifest, node->offset, node->length),
                   node->text);
        }
}

// ---- the text

// The lines of a passage that stand in the section, of those that are long enough; all: how many there are.
static size_t lines_left(const Source *section, Str passage, size_t *all, Str *first)
{
    size_t found = 0;

    *all = 0;
    while (passage.n) {
        ptrdiff_t end = str_find_char(passage, '\n', 0);
        Str line = str_trim(end < 0 ? passage : str_slice(passage, 0, (size_t)end));

        passage = end < 0 ? (Str){0} : str_slice(passage, (size_t)end + 1, passage.n);
        if (utf8_count(line) < STRONG_PASSAGE)
            continue;
        ++*all;
        if (str_find(section->text, line, 0) >= 0 && found++ == 0)
            *first = line;
    }
    return found;
}

static void report_line(Left *left, const Source *section, Str line)
{
    ptrdiff_t at = str_find(section->text, line, 0);

    if (at >= 0)
        report(left, source_place(section, (size_t)at, line.n), line);
}

// strong: all of a passage of several lines; else what is left of any.
static void compare_passages(Left *left, const Source *section, bool strong)
{
    for (size_t i = 0; i < left->starter->sample_count; i++) {
        Str first = {0};
        size_t all, n = lines_left(section, left->starter->samples[i], &all, &first);

        if (n && strong == (n == all && n >= STRONG_LINES))
            report_line(left, section, first);
    }
}

static void compare_sections(Left *left)
{
    const Project *project = left->check->project;

    for (size_t i = 0; i < project->section_count; i++) {
        for (size_t k = 0; k < left->names.n; k++)
            report_line(left, project->sections[i], left->names.at[k]);
        compare_passages(left, project->sections[i], true);
    }
    for (size_t i = 0; left->strong && i < project->section_count; i++)
        compare_passages(left, project->sections[i], false);
}

// ---- tables

typedef struct LeftRow {
    int list, row;
    bool strong;
} LeftRow;

// How many digits the longest of the example's amounts has that a row has at the same columns, several short
// ones counting as a long one; 0 where one differs or it has none.
static size_t same_digits(const Table *sample, const Table *own, int list, int sample_row, int own_row)
{
    size_t most = 0, cells = 0;
    Str last = {0};

    for (int i = 0; i < (int)sample->spec->lists[list].count; i++) {
        const Cell *cell = table_cell((CellRef){sample, list, sample_row, i});
        const Cell *other = table_cell((CellRef){own, list, own_row, i});
        size_t digits = cell->kind == CELL_AMOUNT ? significant_digits(cell->text) : 0;

        if (digits && (other->kind != CELL_AMOUNT || !mpq_equal(cell->stored, other->stored)))
            return 0;
        if (digits > most)
            most = digits;
        if (digits > 1 && !str_equal(cell->text, last)) {
            last = cell->text;
            cells++;
        }
    }
    return cells >= STRONG_CELLS && most < STRONG_DIGITS ? STRONG_DIGITS : most;
}

static bool has_columns(const Table *sample, const Table *own, int list)
{
    const ListSpec *a = &sample->spec->lists[list], *b = &own->spec->lists[list];

    for (uint32_t i = 0; i < a->count && a->count == b->count; i++)
        if (!name_equal(sample->spec->columns[a->first + i].path, own->spec->columns[b->first + i].path))
            return false;
    return a->count == b->count;
}

// The row that stands for the same, -1 where none does.
static int row_of_key(const RowKey *keys, size_t n, const RowKey *wanted)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(keys[i].exact, wanted->exact))
            return (int)i;
    return -1;
}

// *comparable: rows of the example that have amounts.
static void compare_list(Left *left, const Table *sample, const Table *own, int list, LeftRow *rows,
                         size_t *n, size_t *comparable)
{
    const RowKey *sample_keys = table_row_keys(left->scratch, sample, list);
    const RowKey *own_keys = table_row_keys(left->scratch, own, list);

    for (int i = 0; i < (int)sample->lists[list].row_count; i++) {
        int row;
        size_t digits;

        if (same_digits(sample, sample, list, i, i) == 0)
            continue;
        ++*comparable;
        row = row_of_key(own_keys, own->lists[list].row_count, &sample_keys[i]);
        digits = row < 0 ? 0 : same_digits(sample, own, list, i, row);
        if (digits)
            rows[(*n)++] = (LeftRow){list, row, digits >= STRONG_DIGITS};
    }
}

static void report_rows(Left *left, const Table *own, const LeftRow *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Row *row = &own->lists[rows[i].list].rows[rows[i].row];

        if (!own->spec->published)
            report(left, table_row_place(own, row), row->name);
    }
    if (n && own->spec->published) {
        const Row *row = &own->lists[rows[0].list].rows[rows[0].row];

        left->strong++;
        diag_report(left->check->diag, SEVERITY_ERROR, "starter-left", table_row_place(own, row),
                    str_of(_("put your own in their place")),
                    dngettext(GONGKAI_DOMAIN, "%zu row of %.*s, “%.*s”, has the example's amounts",
                              "%zu rows of %.*s, “%.*s” first, have the example's amounts", n),
                    n, STR_ARG(own->spec->name), STR_ARG(row->name.n ? row->name : row->code));
    }
}

// Names of the example's department in the cells of any table.
static void find_names(Left *left, const Table *own, int list)
{
    for (size_t r = 0; r < own->lists[list].row_count; r++)
        for (uint32_t c = 0; c < own->spec->lists[list].count; c++) {
            const Cell *cell = &own->lists[list].rows[r].cells[c];
            bool found = false;

            for (size_t i = 0; cell->kind == CELL_TEXT && i < left->names.n; i++)
                found |= str_find(cell->text, left->names.at[i], 0) >= 0;
            if (found)
                report(left, table_cell_place(own, cell), cell->text);
        }
}

static void find_all_names(Left *left)
{
    const TableBook *book = &left->check->project->book;

    for (size_t i = 0; i < book->table_count; i++)
        for (size_t l = 0; l < book->tables[i]->spec->list_count; l++)
            find_names(left, book->tables[i], (int)l);
}

static bool is_code_of(const Table *sample, int list, uint32_t column, Str code)
{
    for (size_t i = 0; i < sample->lists[list].row_count; i++)
        if (str_equal(sample->lists[list].rows[i].cells[column].text, code))
            return true;
    return false;
}

// Codes of the example's department (900001).
static void compare_codes(Left *left, const Table *sample, const Table *own, int list)
{
    const ListSpec *spec = &own->spec->lists[list];

    if (table_code_columns(own->spec, list).account)
        return;
    for (size_t r = 0; r < own->lists[list].row_count; r++)
        for (uint32_t c = 0; c < spec->count; c++) {
            const Cell *cell = &own->lists[list].rows[r].cells[c];

            if (own->spec->columns[spec->first + c].kind == COLUMN_CODE &&
                utf8_count(cell->text) >= STRONG_NAME && is_code_of(sample, list, c, cell->text))
                report(left, table_cell_place(own, cell), cell->text);
        }
}

static void compare_tables(Left *left, const Table *sample, const Table *own)
{
    size_t total = 0, n = 0, comparable = 0, strong = 0;
    LeftRow *rows;

    if (sample->spec->list_count != own->spec->list_count || own->unfilled)
        return;
    for (size_t l = 0; l < sample->spec->list_count; l++)
        total += sample->lists[l].row_count;
    rows = ARENA_ARRAY(left->scratch, LeftRow, total + 1);
    for (int l = 0; l < (int)sample->spec->list_count; l++)
        if (has_columns(sample, own, l)) {
            compare_list(left, sample, own, l, rows, &n, &comparable);
            compare_codes(left, sample, own, l);
        }
    for (size_t i = 0; i < n; i++)
        strong += rows[i].strong;
    if (strong || (n >= WEAK_ROWS && n * 2 >= comparable))
        report_rows(left, own, rows, n);
}

// ---- which tables may have anything left: most have nothing, and need not be read

#define SEEN_BITS 65536

// The digits of a text without the zeros around them: of 1,268.35 and of 12683500 the same. 0: one digit.
static uint32_t digits_hash(Str text, bool *strong)
{
    uint32_t hash = 2166136261u;
    size_t zeros = 0, count = 0;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];

        if (c < '0' || c > '9' || (count + zeros == 0 && c == '0'))
            continue;
        if (c == '0') {
            zeros++;
            continue;
        }
        for (; zeros > 0; zeros--, count++)
            hash = (hash ^ '0') * 16777619u;
        hash = (hash ^ (uint32_t)c) * 16777619u;
        count++;
    }
    *strong = count >= STRONG_DIGITS;
    return count > 1 ? hash : 0;
}

// The fields of a CSV, roughly: a comma within quotes makes two of one.
static void see_fields(uint8_t *seen, Str csv)
{
    for (size_t from = 0, i = 0; i <= csv.n; i++) {
        uint32_t hash;
        bool strong;

        if (i < csv.n && csv.at[i] != ',' && csv.at[i] != '\n')
            continue;
        hash = digits_hash(str_slice(csv, from, i), &strong) % SEEN_BITS;
        seen[hash / 8] |= (uint8_t)(1u << hash % 8);
        from = i + 1;
    }
}

// How many rows of chance the row counts for: WEAK_ROWS for one that is none.
static size_t row_seen(const uint8_t *seen, const Row *row, uint32_t columns)
{
    size_t short_ones = 0;
    bool strong;

    for (uint32_t c = 0; c < columns; c++) {
        uint32_t hash = digits_hash(row->cells[c].text, &strong), bit = hash % SEEN_BITS;

        if (hash == 0 || !(seen[bit / 8] & 1u << bit % 8))
            continue;
        if (strong || ++short_ones == STRONG_CELLS)
            return WEAK_ROWS;
    }
    return short_ones > 0;
}

typedef enum May { MAY_NOT, MAY_WEAKLY, MAY_STRONGLY } May;

// Whether an amount of the example stands in the table; weakly: three that are as short as any.
static May may_be_left(const Left *left, Str csv, const Table *own)
{
    uint8_t *seen;
    size_t rows = 0;

    if (!own->spec->published)
        return MAY_STRONGLY;
    seen = ARENA_ARRAY(left->scratch, uint8_t, SEEN_BITS / 8);
    see_fields(seen, csv);
    for (size_t l = 0; l < own->spec->list_count; l++)
        for (size_t r = 0; r < own->lists[l].row_count; r++) {
            size_t n = row_seen(seen, &own->lists[l].rows[r], own->lists[l].spec->count);

            if (n == WEAK_ROWS)
                return MAY_STRONGLY;
            rows += n;
        }
    return rows >= WEAK_ROWS ? MAY_WEAKLY : MAY_NOT;
}

static const Table *read_sample(const Left *left, const StarterFile *file, Str stem, const TableSpec *spec)
{
    const Project *project = left->check->project;
    TableWanted wanted = {
        .spec = spec, .name = stem, .words = project->template->words, .unit = project->unit};
    Diag *trial = diag_new();
    const Source *source = source_from_bytes(left->scratch, trial, file->bytes, file->name, STR("UTF-8"));
    const Table *sample = NULL;

    if (source && spec)
        source = source_from_bytes(left->scratch, trial, table_csv_fit(left->scratch, trial, spec, source),
                                   file->name, STR("UTF-8"));
    if (source)
        sample = table_read_csv(left->scratch, trial, source, &wanted);
    diag_free(trial);
    return sample;
}

// A table of the starter beside the project's of that name.
static void compare_file(Left *left, const StarterFile *file, const TableBook *book, Str stem,
                         const TableSpec *spec, May may)
{
    const Table *own = book_find(book, spec ? spec->name : stem), *sample;

    if (!own || !own->origin || may_be_left(left, file->bytes, own) != may)
        return;
    sample = read_sample(left, file, stem, spec);
    if (sample)
        compare_tables(left, sample, own);
}

// tables/01-部门收支总表.csv: the spec that the starter's file was fitted to; NULL for 其他数据 and 说明.
static const TableSpec *spec_of(const Template *t, Str stem)
{
    Str rest;
    int number = table_number_parse(t->words->lists, stem, &rest);

    return number > 0 && (size_t)number <= t->table_count && str_equal(rest, t->tables[number - 1].name)
               ? &t->tables[number - 1]
               : NULL;
}

static void compare_files(Left *left, May may)
{
    const Project *project = left->check->project;

    for (size_t i = 0; i < left->starter->file_count; i++) {
        const StarterFile *file = &left->starter->files[i];
        ptrdiff_t slash = str_find_char(file->name, '/', 0);
        Str folder, stem;

        if (slash < 0 || !str_ends(file->name, STR(".csv")))
            continue;
        folder = str_slice(file->name, 0, (size_t)slash);
        stem = str_slice(file->name, (size_t)slash + 1, file->name.n - strlen(".csv"));
        if (!str_equal(folder, STR("tables")))
            compare_file(left, file, &project->budget, stem, NULL, may);
        else
            compare_file(left, file, &project->book, stem, spec_of(project->template, stem), may);
    }
}

void starter_left_run(Check *check)
{
    const Project *project = check->project;
    StarterOptions options = {
        .template_key = project->template->name, .year = project->year, .example = true, .unfitted = true};
    Left left = {.check = check, .scratch = arena_new()};
    Diag *trial = diag_new(); // of a starter that cannot be read there is nothing to say here

    left.starter = project->example ? NULL : starter_of(left.scratch, trial, project->template, &options);
    diag_free(trial);
    if (left.starter) {
        compare_manifests(&left);
        find_all_names(&left);
        compare_files(&left, MAY_STRONGLY);
        if (left.strong)
            compare_files(&left, MAY_WEAKLY);
        compare_sections(&left);
    }
    arena_free(left.scratch);
}
