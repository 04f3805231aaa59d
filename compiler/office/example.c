// An office to begin with: invented, of the units in templates/office/units.csv, the same in every run.
#include "office/internal-example.h"
#include "spreadsheet/spreadsheet.h"

#define FOLDER "templates/office"
#define EXPORT_NAME "%d-01-20"

typedef struct Example {
    Arena *arena;
    Diag *diag;
    Str data_folder;
    int year;
    Input folder;      // of its template
    ExampleUnit *rows; // of units.csv; those of departments have no unit's code
    size_t row_count;
    VEC(StarterFile) files;
} Example;

// Once: what two units of a department say of it is the same.
static void add(Example *e, Str name, Str bytes)
{
    for (size_t i = 0; i < e->files.n; i++)
        if (str_equal(e->files.at[i].name, name))
            return;
    *vec_push(e->arena, &e->files) = (StarterFile){name, bytes};
}

// ---- units

// Hundredths of a decimal.
static long hundredths(Arena *arena, Str text)
{
    Number value = text.n ? number_parse(arena, text, NULL) : NULL;
    mpq_t all;
    long result;

    if (!value)
        return 0;
    mpq_init(all);
    mpq_set_ui(all, 100, 1);
    mpq_mul(all, all, value);
    result = (long)mpz_get_si(mpq_numref(all));
    mpq_clear(all);
    return result;
}

static Str field_of(Str line, size_t wanted)
{
    size_t from = 0;

    for (size_t i = 0, at = 0; at <= line.n; at++) {
        if (at < line.n && line.at[at] != ',')
            continue;
        if (i++ == wanted)
            return str_trim(str_slice(line, from, at));
        from = at + 1;
    }
    return (Str){0};
}

static bool read_units(Example *e)
{
    Source *source = source_read(e->arena, e->diag, input_below(e->arena, e->folder, STR("units.csv")),
                                 STR(FOLDER "/units.csv"), (Str){0});
    WordList kinds = words_builtin.lists[WORDS_REGISTER_KINDS];

    if (!source)
        return false;
    e->rows = ARENA_ARRAY(e->arena, ExampleUnit, source->line_count);
    for (uint32_t i = 2; i <= source->line_count; i++) {
        ExampleUnit *unit = &e->rows[e->row_count];
        Str line = source_line(source, i);

        for (size_t f = 0; f < EXAMPLE_FIELDS; f++)
            unit->said[f] = field_of(line, f);
        unit->staff = hundredths(e->arena, unit->said[EXAMPLE_STAFF]) / 100;
        unit->project = hundredths(e->arena, unit->said[EXAMPLE_PROJECT]);
        unit->fund = hundredths(e->arena, unit->said[EXAMPLE_FUND]);
        unit->institution = kinds.n && str_equal(unit->said[EXAMPLE_KIND], kinds.at[kinds.n - 1]);
        e->row_count += unit->said[EXAMPLE_DEPARTMENT_CODE].n > 0;
    }
    return true;
}

// ---- the register

static Str register_text(const Example *e, const ExampleUnit *unit, OfficeField field)
{
    static const int from[FIELD_COUNT] = {[FIELD_DEPARTMENT_CODE] = EXAMPLE_DEPARTMENT_CODE + 1,
                                          [FIELD_DEPARTMENT_NAME] = EXAMPLE_DEPARTMENT + 1,
                                          [FIELD_UNIT_CODE] = EXAMPLE_CODE + 1,
                                          [FIELD_UNIT_NAME] = EXAMPLE_NAME + 1,
                                          [FIELD_SHORT_NAME] = EXAMPLE_SHORT + 1,
                                          [FIELD_KIND] = EXAMPLE_KIND + 1,
                                          [FIELD_WAY] = EXAMPLE_WAY + 1,
                                          [FIELD_PREDECESSORS] = EXAMPLE_PREDECESSORS + 1};

    (void)e;
    return from[field] ? unit->said[from[field] - 1] : (Str){0};
}

static Str register_book(Example *e)
{
    WordList heads = words_builtin.lists[WORDS_REGISTER_COLUMNS];
    BookCell *cells = ARENA_ARRAY(e->arena, BookCell, (e->row_count + 1) * FIELD_COUNT);
    BookColumn *columns = ARENA_ARRAY(e->arena, BookColumn, FIELD_COUNT);
    Str file = office_name(OFFICE_REGISTER);
    BookSheet sheet = {.name = str_slice(file, 0, (size_t)str_find_char(file, '.', 0)),
                       .columns = columns,
                       .column_count = FIELD_COUNT,
                       .cells = cells,
                       .row_count = e->row_count + 1,
                       .head_rows = 1,
                       .landscape = true};

    for (size_t f = 0; f < FIELD_COUNT; f++) {
        columns[f].width = f == FIELD_DEPARTMENT_NAME || f == FIELD_UNIT_NAME ? 40 : 14;
        cells[f] = (BookCell){words_first(heads.of[f]), BOOK_HEAD};
        for (size_t i = 0; i < e->row_count; i++)
            cells[(i + 1) * FIELD_COUNT + f] =
                (BookCell){register_text(e, &e->rows[i], (OfficeField)f), BOOK_TEXT};
    }
    return data_book(e->arena, e->diag, file, sheet.name, &sheet, 1);
}

// ---- the export

static ExampleUnit *only_units(const Example *e, size_t *n)
{
    ExampleUnit *units = ARENA_ARRAY(e->arena, ExampleUnit, e->row_count);

    *n = 0;
    for (size_t i = 0; i < e->row_count; i++)
        if (e->rows[i].said[EXAMPLE_CODE].n)
            units[(*n)++] = e->rows[i];
    return units;
}

static bool add_export(Example *e)
{
    TemplateChoice choice = {.name = STR("department-budget"),
                             .templates = path_join(e->arena, e->data_folder, STR("templates"))};
    uint64_t digest = 0;
    const Template *t = template_choose(e->arena, e->diag, &digest, &choice);
    Source *source = source_read(e->arena, e->diag, input_below(e->arena, e->folder, STR("tables.yaml")),
                                 STR(FOLDER "/tables.yaml"), (Str){0});
    const YamlNode *tables = source ? yaml_read(e->arena, e->diag, source) : NULL;
    ExampleUnit *units;
    size_t n;
    Str bytes;

    if (!t || !tables || tables->kind != YAML_SEQUENCE)
        return false;
    units = only_units(e, &n);
    bytes = example_export(
        e->arena, e->diag, t, tables,
        input_at(path_join(e->arena, e->data_folder, STR("templates/department-budget/starter"))),
        template_accounts(&(AccountsReader){.arena = e->arena, .diag = e->diag, .digest = &digest}, t,
                          e->year),
        units, n);
    add(e,
        str_print(e->arena, "%.*s/" EXPORT_NAME "/%.*s.xlsx", STR_ARG(office_name(OFFICE_EXPORTS)), e->year,
                  STR_ARG(office_name(OFFICE_EXPORTS))),
        bytes);
    return bytes.at != NULL;
}

// ---- texts

static bool add_texts(Example *e, Str from, Str to)
{
    Input folder = input_below(e->arena, e->folder, from);
    size_t n;
    Str *names = input_list(e->arena, e->diag, folder, &n);

    for (size_t i = 0; i < n; i++) {
        Input file = input_below(e->arena, folder, names[i]);
        Str bytes, name = str_print(e->arena, "%.*s/%.*s", STR_ARG(to), STR_ARG(names[i]));

        if (input_kind(file) == INPUT_FOLDER)
            continue;
        if (!source_bytes(e->arena, e->diag, file, names[i], &bytes))
            return false;
        add(e, name, bytes);
    }
    return n > 0;
}

// {year} and {last-year} of the manifest; {year} in the patterns of titles stays.
static bool add_manifest(Example *e)
{
    Str name = STR("gongkai.yaml"), bytes, mark = STR("{year}"), last = STR("{last-year}");
    StrBuf out = {.arena = e->arena};

    if (!source_bytes(e->arena, e->diag, input_below(e->arena, e->folder, name), STR(FOLDER "/gongkai.yaml"),
                      &bytes))
        return false;
    for (size_t at = 0; at < bytes.n;) {
        Str rest = str_slice(bytes, at, bytes.n);
        bool pattern = at > 0 && bytes.at[at - 1] == '"';

        if (str_starts(rest, last) || (str_starts(rest, mark) && !pattern)) {
            bool is_last = str_starts(rest, last);

            buf_print(&out, "%d", is_last ? e->year - 1 : e->year);
            at += is_last ? last.n : mark.n;
        } else {
            buf_add_char(&out, bytes.at[at++]);
        }
    }
    add(e, name, buf_str(&out));
    return true;
}

// What is not listed down to 项 says on what grounds.
static void add_withheld(Example *e)
{
    for (size_t i = 0; i < e->row_count; i++) {
        const ExampleUnit *unit = &e->rows[i];
        Str text;

        if (!unit->said[EXAMPLE_HIDDEN].n)
            continue;
        text = str_print(e->arena, "- { below: \"%.*s\", reference: %.*s }\n",
                         STR_ARG(unit->said[EXAMPLE_HIDDEN]),
                         STR_ARG(words_first(words_builtin.lists[WORDS_EXAMPLE_GROUNDS])));
        for (size_t k = 0; k < e->row_count; k++) // the unit's, and its department's
            if (k == i ||
                (str_equal(e->rows[k].said[EXAMPLE_DEPARTMENT_CODE], unit->said[EXAMPLE_DEPARTMENT_CODE]) &&
                 !e->rows[k].said[EXAMPLE_CODE].n))
                add(e,
                    str_print(
                        e->arena, "%.*s/%.*s_%.*s/withheld.yaml", STR_ARG(office_name(OFFICE_DEPARTMENTS)),
                        STR_ARG(e->rows[k].said[EXAMPLE_CODE].n ? e->rows[k].said[EXAMPLE_CODE]
                                                                : e->rows[k].said[EXAMPLE_DEPARTMENT_CODE]),
                        STR_ARG(e->rows[k].said[EXAMPLE_SHORT])),
                    text);
    }
}

Starter *office_example(Arena *arena, Diag *diag, Str data_folder, int year)
{
    Example e = {.arena = arena, .diag = diag, .data_folder = data_folder, .year = year};
    Str shared = office_name(OFFICE_SHARED_TEXT), of_units;
    Starter *starter = ARENA_NEW(arena, Starter);

    e.folder = input_at(path_join(arena, data_folder, STR(FOLDER)));
    of_units = str_print(arena, "texts/%.*s", STR_ARG(office_name(OFFICE_TEXT_OF_UNITS)));
    if (!add_manifest(&e) || !read_units(&e) || !add_texts(&e, STR("texts"), shared) ||
        !add_texts(
            &e, of_units,
            str_print(arena, "%.*s/%.*s", STR_ARG(shared), STR_ARG(office_name(OFFICE_TEXT_OF_UNITS)))))
        return NULL;
    add(&e, office_name(OFFICE_REGISTER), register_book(&e));
    add_withheld(&e);
    if (!add_export(&e) || diag_failed(diag))
        return NULL;
    starter->files = e.files.at;
    starter->file_count = e.files.n;
    return starter;
}
