// Tables of the document: those of the template's set are known by their title and head and are not copied;
// others become tables of the project's own.
#include "convert/internal-convert.h"
#include "text/text.h"

#define MOST_UNDER_TITLE 40 // bytes
#define MOST_CAPTIONS 6     // lines between a table's title and its head
#define MOST_CAPTION 120    // bytes of one
#define MOST_HEAD_ROWS 4
#define MOST_COLUMNS 200

// ---- knowing one

// A title as it stands in documents: with a number, a year or the department's name before the name.
static bool title_names(Str line, const TableSpec *spec)
{
    Str name = spec->name, title = spec->title;

    return line.n <= MOST_CAPTION && !has_sentence(line) &&
           (str_ends(line, name) || (title.n && str_ends(line, title)));
}

// What follows a table's number and a colon: 表一：, 附表2-1：, 公开01表：. The whole line where it begins
// with none.
static Str past_number(const Convert *convert, Str line)
{
    const WordList *words = convert->project->template->words->lists;
    size_t at = words_begin(words[WORDS_TABLE_NUMBER_BEFORE], line), number = at;

    while (at && at < line.n) {
        size_t from = at;
        uint32_t code;

        if (from > number)
            at += words_begin(words[WORDS_TABLE_ENDS], str_slice(line, at, line.n));
        code = utf8_next(line, &at);
        if (char_is_in(code, "：:") && from > number)
            return str_trim(str_slice(line, at, line.n));
        if (char_digit(code) < 0 && !text_is_han_numeral(code) && !char_is_blank(code) &&
            !char_is_in(code, "-－—"))
            break;
    }
    return line;
}

static const TableSpec *title_find(const Convert *convert, Str line)
{
    const Template *template = convert->project->template;
    const TableSpec *best = NULL;
    Str fold = name_fold(convert->arena, text_name(past_number(convert, line)));

    for (size_t i = 0; fold.n && i < template->table_count; i++) {
        TableSpec folded = template->tables[i];

        folded.name = name_fold(convert->arena, folded.name);
        folded.title = name_fold(convert->arena, folded.title);
        if (title_names(fold, &folded) && (!best || best->name.n < template->tables[i].name.n))
            best = &template->tables[i];
    }
    return best;
}

// How many of the table's first cells are heads of the spec's, of how many there are.
static void heads_count(const Convert *convert, const IntakeTable *table, const TableSpec *spec,
                        size_t *known, size_t *all)
{
    *known = *all = 0;
    for (size_t r = 0; r < table->row_count && r < MOST_HEAD_ROWS; r++)
        for (size_t c = 0; c < table->rows[r].n && c < MOST_COLUMNS; c++) {
            Str fold = name_fold(convert->arena, table->rows[r].cells[c].text);
            bool found = false;

            if (fold.n == 0 || table->rows[r].cells[c].covered)
                continue;
            for (size_t i = 0; i < spec->column_count && !found; i++)
                found = name_equal(spec->columns[i].title, fold) || name_equal(spec->columns[i].name, fold);
            for (size_t i = 0; i < spec->header_count && !found; i++)
                found = name_equal(spec->headers[i].title, fold);
            for (size_t i = 0; i < spec->list_count && !found; i++)
                found = spec->lists[i].name.n && name_equal(spec->lists[i].name, fold);
            *known += found;
            ++*all;
        }
}

// Where no title says which it is, nearly all of the first row must be heads of one table alone.
static const TableSpec *head_find(const Convert *convert, const IntakeTable *table)
{
    const Template *template = convert->project->template;
    IntakeTable first = {table->rows, table->row_count < 2 ? table->row_count : 2, 0};
    const TableSpec *best = NULL;
    size_t most = 0, same = 0;

    for (size_t i = 0; i < template->table_count; i++) {
        size_t known, all;

        heads_count(convert, &first, &template->tables[i], &known, &all);
        if (known < 4 || known * 10 < all * 8)
            continue;
        same = known == most ? same + 1 : known > most ? 1 : same;
        best = known > most ? &template->tables[i] : best;
        most = known > most ? known : most;
    }
    return same == 1 ? best : NULL;
}

static bool is_caption(const Convert *convert, const IntakeLine *line)
{
    return line->kind == INTAKE_PARAGRAPH && line->text.n <= MOST_CAPTION &&
           !has_sentence(past_number(convert, line->text));
}

static void pass(Convert *convert, size_t i)
{
    if (convert->intake->lines[i].text.n == 0)
        return;
    convert->roles[i].passed = true;
    convert->roles[i].why = PASSED_CAPTION;
}

// 单位：万元 and 部门：… have a colon, and so no bare title's form.
static bool is_unit_line(const Convert *convert, Str text)
{
    const WordList *words = convert->project->template->words->lists;
    ptrdiff_t colon = str_find(text, STR("："), 0);

    if (colon < 0)
        colon = str_find_char(text, ':', 0);
    return colon > 0 && text.n <= MOST_CAPTION && str_find(text, STR("。"), 0) < 0 &&
           (words_in(words[WORDS_UNIT_COLUMNS], str_slice(text, 0, (size_t)colon)) ||
            words_in(words[WORDS_UNIT_LINE_MONEY], str_slice(text, 0, (size_t)colon)) ||
            words_in(words[WORDS_DEPARTMENT_CAPTION], str_slice(text, 0, (size_t)colon)));
}

static bool is_label(const Convert *convert, Str text)
{
    Str rest;
    Str fold = name_fold(convert->arena, text);

    return text.n <= 40 && table_number_parse(convert->project->template->words->lists, fold, &rest) > 0 &&
           rest.n == 0;
}

static bool is_note(const Convert *convert, Str text)
{
    WordList labels = convert->project->template->words->lists[WORDS_NOTE_LABELS];
    size_t n = words_begin(labels, text);

    return n && (str_starts(str_slice(text, n, text.n), STR("：")) ||
                 str_find_char(text, ':', 0) == (ptrdiff_t)n ||
                 char_digit((uint32_t)(unsigned char)text.at[n]) >= 0);
}

// The title above a table, among at most a few lines of captions; line_count where there is none.
static size_t title_above(const Convert *convert, size_t table, const TableSpec **spec)
{
    const Intake *intake = convert->intake;
    size_t looked = 0;

    for (size_t i = table; i > 0 && looked < MOST_CAPTIONS; i--) {
        const IntakeLine *line = &intake->lines[i - 1];

        if (line->kind == INTAKE_PARAGRAPH && line->text.n == 0)
            continue;
        looked++;
        if (!is_caption(convert, line) && !is_unit_line(convert, line->text))
            break;
        if (line->kind == INTAKE_PARAGRAPH && (*spec = title_find(convert, line->text)) != NULL)
            return i - 1;
    }
    return intake->line_count;
}

// A title may be the table's first row.
static const TableSpec *title_within(const Convert *convert, const IntakeTable *table)
{
    for (size_t r = 0; r < table->row_count && r < 3; r++)
        for (size_t c = 0; c < table->rows[r].n; c++) {
            const TableSpec *spec = title_find(convert, table->rows[r].cells[c].text);

            if (spec && table->rows[r].n == 1)
                return spec;
            if (spec && table->rows[r].cells[c].columns > 1)
                return spec;
        }
    return NULL;
}

// The table prints it by itself.
static bool is_printed(const TableSpec *spec, Str text)
{
    return text.n && (name_equal(text, spec->empty_note) || name_equal(text, spec->note));
}

static void known_pass(Convert *convert, size_t table, size_t title)
{
    const Intake *intake = convert->intake;
    const TableSpec *spec = convert->roles[table].table;

    for (size_t i = title; i < table; i++)
        pass(convert, i);
    for (size_t i = title; i > 0 && is_label(convert, intake->lines[i - 1].text); i--)
        pass(convert, i - 1);
    for (size_t i = table; i > 0; i--) { // what stands right above it, where no title does
        const IntakeLine *line = &intake->lines[i - 1];

        if (line->kind != INTAKE_PARAGRAPH ||
            (line->text.n && !is_unit_line(convert, line->text) && !is_label(convert, line->text)))
            break;
        pass(convert, i - 1);
    }
    for (size_t i = table + 1; i < intake->line_count; i++) {
        Str text = intake->lines[i].text;

        if (intake->lines[i].kind != INTAKE_PARAGRAPH || (!is_note(convert, text) && !is_printed(spec, text)))
            break;
        pass(convert, i);
    }
}

void tables_plan(Convert *convert)
{
    const Intake *intake = convert->intake;

    for (size_t i = 0; i < intake->line_count; i++) {
        const IntakeTable *table = intake->lines[i].table;
        const TableSpec *spec = NULL;
        size_t title, known, all;

        if (intake->lines[i].kind != INTAKE_TABLE || table->chart)
            continue;
        title = title_above(convert, i, &spec);
        if (!spec)
            spec = title_within(convert, table);
        if (spec) { // columns that are assumed may be others
            heads_count(convert, table, spec, &known, &all);
            if (spec->assumed ? known == 0 : known * 10 < all * 2 || known < 2)
                spec = NULL;
        }
        if (!spec)
            spec = head_find(convert, table);
        if (!spec)
            continue;
        convert->roles[i].table = spec;
        known_pass(convert, i, title < i ? title : i);
    }
}

// ---- a table of one's own

static bool is_amount(Arena *arena, Str text)
{
    int decimals;
    bool blank;

    return text_cell_amount(arena, text, &decimals, &blank) != NULL;
}

static bool has_amount(Arena *arena, const IntakeRow *row)
{
    for (size_t c = 0; c < row->n; c++)
        if (is_amount(arena, row->cells[c].text))
            return true;
    return false;
}

// Rows of the head: those that are marked, or the first, and those below a head that spans.
static size_t head_rows(Arena *arena, const IntakeTable *table)
{
    size_t rows = table->head_rows ? table->head_rows : 1;

    if (table->head_rows && table->head_rows < table->row_count)
        return rows;
    for (; rows < table->row_count && rows < MOST_HEAD_ROWS; rows++) {
        bool spans = false;

        for (size_t c = 0; c < table->rows[rows - 1].n; c++)
            spans = spans || table->rows[rows - 1].cells[c].columns > 1;
        for (size_t c = 0; c < table->rows[rows].n; c++)
            spans = spans || table->rows[rows].cells[c].covered;
        if (!spans || has_amount(arena, &table->rows[rows]))
            break;
    }
    return rows;
}

static size_t columns_of(const IntakeTable *table)
{
    size_t most = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        size_t columns = 0;

        for (size_t c = 0; c < table->rows[r].n; c++)
            columns += table->rows[r].cells[c].columns;
        most = columns > most ? columns : most;
    }
    return most < MOST_COLUMNS ? most : MOST_COLUMNS;
}

static const IntakeCell *cell_at(const IntakeRow *row, size_t column)
{
    size_t at = 0;

    for (size_t c = 0; c < row->n; c++) {
        if (column >= at && column < at + row->cells[c].columns)
            return &row->cells[c];
        at += row->cells[c].columns;
    }
    return NULL;
}

static Str one_line(Arena *arena, Str text)
{
    StrBuf line = {.arena = arena};

    for (size_t i = 0; i < text.n; i++)
        buf_add_char(&line, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
    return buf_str(&line);
}

static void add_field(StrBuf *csv, Str text)
{
    bool quoted = str_find_char(text, ',', 0) >= 0 || str_find_char(text, '"', 0) >= 0;

    if (quoted)
        buf_add_char(csv, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_add_char(csv, '"');
        buf_add_char(csv, text.at[i]);
    }
    if (quoted)
        buf_add_char(csv, '"');
}

// Its head by its path: 收入/本年预算. No two are the same, and none is blank.
static Str column_name(Convert *convert, const IntakeTable *table, size_t heads, size_t column,
                       const Str *before)
{
    StrBuf name = {.arena = convert->arena};
    Str last = {0};

    for (size_t r = 0; r < heads; r++) {
        const IntakeCell *cell = cell_at(&table->rows[r], column);
        Str text = cell && !cell->covered ? str_trim(one_line(convert->arena, cell->text)) : (Str){0};

        if (text.n == 0 || str_equal(text, last))
            continue;
        if (name.n)
            buf_add_char(&name, '/');
        for (size_t i = 0; i < text.n; i++)
            if (text.at[i] == '/')
                buf_add_c(&name, "／");
            else
                buf_add_char(&name, text.at[i]);
        last = text;
    }
    if (name.n == 0)
        buf_print(&name, "%.*s%zu",
                  STR_ARG(words_first(convert->project->template->words->lists[WORDS_UNNAMED_COLUMN])),
                  column + 1);
    for (size_t i = 0; i < column; i++)
        if (name_equal(before[i], buf_str(&name))) {
            buf_print(&name, "%zu", column + 1);
            break;
        }
    return buf_str(&name);
}

static Str csv_of(Convert *convert, const IntakeTable *table, Str unit)
{
    Arena *arena = convert->arena;
    StrBuf csv = {.arena = arena};
    size_t heads = head_rows(arena, table), columns = columns_of(table);
    Str *names = ARENA_ARRAY(arena, Str, columns + 1);

    if (unit.n) {
        add_field(&csv, unit);
        for (size_t c = 1; c < columns; c++)
            buf_add_char(&csv, ',');
        buf_add_char(&csv, '\n');
    }
    for (size_t c = 0; c < columns; c++) {
        names[c] = column_name(convert, table, heads, c, names);
        buf_add_c(&csv, c ? "," : "");
        add_field(&csv, names[c]);
    }
    buf_add_char(&csv, '\n');
    for (size_t r = heads; r < table->row_count; r++) {
        size_t c = 0;

        for (size_t k = 0; k < table->rows[r].n; k++)
            for (uint32_t i = 0; i < table->rows[r].cells[k].columns && c < columns; i++, c++) {
                buf_add_c(&csv, c ? "," : "");
                if (i == 0)
                    add_field(&csv, one_line(arena, table->rows[r].cells[k].text));
            }
        for (; c < columns; c++)
            buf_add_c(&csv, c ? "," : "");
        buf_add_char(&csv, '\n');
    }
    return buf_str(&csv);
}

static bool name_taken(const Convert *convert, Str name)
{
    if (book_find(&convert->project->book, name) || template_find_table(convert->project->template, name))
        return true;
    for (size_t i = 0; i < convert->files.n; i++)
        if (name_equal(convert->files.at[i].name,
                       str_print(convert->arena, "tables/%.*s.csv", STR_ARG(name))))
            return true;
    return false;
}

// A name for it that no other table has: its title's, else of the heading that it stands under.
static Str own_name(Convert *convert, Str wanted)
{
    Arena *arena = convert->arena;
    Str base = filename_clean(arena, wanted, 100), name = base;

    for (int i = 2; name.n == 0 || name_taken(convert, name); i++)
        name = str_print(arena, "%.*s%d", STR_ARG(base), i);
    return name;
}

// （2022年度）, a line of its own below a title. What has no number there, or a colon, may be a unit: it is
// text.
static bool is_under_title(Str text)
{
    size_t first = 0, last = text.n;

    return text.n <= MOST_UNDER_TITLE && char_is_in(utf8_next(text, &first), "（(") &&
           char_is_in(utf8_previous(text, &last), "）)") && last > first &&
           char_digit(utf8_next(text, &(size_t){first})) >= 0 && str_find(text, STR("："), 0) < 0 &&
           str_find_char(text, ':', 0) < 0 && !has_sentence(str_slice(text, first, last));
}

// The line above that is its title, with at most the line of its unit and one in brackets between;
// line_count where none is. *unit: that of its unit, if there is one.
static size_t own_title(const Convert *convert, size_t table, Str *unit)
{
    const Intake *intake = convert->intake;
    WordList ends = convert->project->template->words->lists[WORDS_TABLE_ENDS];
    bool under = false;

    *unit = (Str){0};
    for (size_t i = table; i > 0; i--) {
        const IntakeLine *line = &intake->lines[i - 1];

        if (line->kind != INTAKE_PARAGRAPH)
            break;
        if (line->text.n == 0)
            continue;
        if (unit->n == 0 && is_unit_line(convert, line->text)) {
            *unit = line->text;
            convert->roles[i - 1].unit_line = true;
            continue;
        }
        if (!under && is_under_title(str_trim(line->text))) {
            under = true;
            continue;
        }
        return is_caption(convert, line) && words_end(ends, text_name(line->text)) &&
                       convert->roles[i - 1].level == 0
                   ? i - 1
                   : intake->line_count;
    }
    return intake->line_count;
}

// Its cells shift where one is blank: no table is made of it.
static void loose_pass(Convert *convert, size_t at)
{
    const IntakeLine *line = &convert->intake->lines[at];

    convert->roles[at].passed = true;
    convert->roles[at].why = PASSED_LOOSE;
    diag_report(convert->diag, SEVERITY_WARNING, "convert-table",
                source_place(convert->source, line->offset, 0),
                str_of(_("write it as a CSV in tables/ and place it with a table block")),
                _("%zu lines of a table were left out: its columns are parted by blanks, and where a cell "
                  "is blank the others cannot be told"),
                line->table->row_count);
}

// What drew it is not in the document: the chart's block is to be written again.
static void chart_pass(Convert *convert, size_t at)
{
    const IntakeLine *line = &convert->intake->lines[at];

    convert->roles[at].passed = true;
    convert->roles[at].why = PASSED_CHART;
    for (size_t i = at; i > 0 && convert->intake->lines[i - 1].kind == INTAKE_PARAGRAPH; i--)
        if (convert->intake->lines[i - 1].text.n) { // its caption
            if (is_caption(convert, &convert->intake->lines[i - 1]) && convert->roles[i - 1].level == 0)
                pass(convert, i - 1);
            break;
        }
    diag_report(
        convert->diag, SEVERITY_WARNING, "convert-table", source_place(convert->source, line->offset, 0),
        str_of(_("place the chart again with a chart block, which takes its figures from the tables")), "%s",
        _("the figures of a chart were left out"));
}

void tables_own_plan(Convert *convert)
{
    const Intake *intake = convert->intake;

    for (size_t i = 0; i < intake->line_count; i++) {
        LineRole *role = &convert->roles[i];
        Str unit, heading = {0};
        size_t title;

        if (intake->lines[i].kind == INTAKE_TABLE && intake->lines[i].table->loose && !role->table)
            loose_pass(convert, i);
        if (intake->lines[i].kind == INTAKE_TABLE && intake->lines[i].table->chart)
            chart_pass(convert, i);
        if (intake->lines[i].kind != INTAKE_TABLE || role->table || role->passed ||
            intake->lines[i].table->row_count <= head_rows(convert->arena, intake->lines[i].table))
            continue;
        title = own_title(convert, i, &unit);
        for (size_t k = i; k > 0 && heading.n == 0; k--)
            heading = convert->roles[k - 1].title;
        if (title < intake->line_count) {
            TextNumbering numbering;
            Str text = intake->lines[title].text;

            if (text_numbering_read(text, &numbering))
                text = str_slice(text, numbering.rest, text.n);
            role->own = own_name(convert, text_name(text));
            role->titled = true;
            for (size_t k = title; k < i; k++)
                pass(convert, k);
        } else {
            role->own = own_name(
                convert,
                str_print(convert->arena, "%.*s%.*s", STR_ARG(heading),
                          STR_ARG(words_first(convert->project->template->words->lists[WORDS_TABLE_ENDS]))));
        }
        for (size_t k = i; unit.n && k > 0; k--)
            if (convert->roles[k - 1].unit_line) {
                pass(convert, k - 1);
                break;
            }
        *vec_push(convert->arena, &convert->files) =
            (ConvertedFile){str_print(convert->arena, "tables/%.*s.csv", STR_ARG(role->own)),
                            csv_of(convert, intake->lines[i].table, unit)};
    }
}

// ---- written

void table_write(Convert *convert, size_t at, StrBuf *out)
{
    const IntakeLine *line = &convert->intake->lines[at];
    const LineRole *role = &convert->roles[at];

    if (role->table) {
        if (!role->appended && book_find(&convert->project->book, role->table->name) &&
            !convert->placed[role->table - convert->project->template->tables]) {
            buf_print(out, "\n```table %.*s\n```\n", STR_ARG(role->table->name));
            convert->placed[role->table - convert->project->template->tables] = true;
        }
        return;
    }
    if (role->own.n) {
        buf_print(out, "\n```table %.*s\n%s```\n", STR_ARG(role->own), role->titled ? "" : "title: false\n");
        return;
    }
    // One row alone, or heads without rows: no table.
    for (size_t r = 0; r < line->table->row_count; r++) {
        bool begun = false;

        buf_add_char(out, '\n');
        for (size_t c = 0; c < line->table->rows[r].n; c++) {
            Str text = one_line(convert->arena, line->table->rows[r].cells[c].text);

            if (text.n == 0) // what stands above it covers it
                continue;
            if (begun) // of what was published no blank is accused that it has not
                buf_add_c(out, convert->plain ? "\n\n" : "　");
            markdown_paragraph(out, text, convert->plain || !begun);
            begun = true;
        }
        buf_add_char(out, '\n');
    }
}
