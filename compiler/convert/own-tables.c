// Tables of the document that the template's set does not have: they become tables of the project's own.
#include "convert/internal-convert.h"
#include "spreadsheet/spreadsheet.h"
#include "text/text.h"

#define MOST_UNDER_TITLE 40 // bytes
#define MOST_TITLE 120      // bytes
#define MOST_HEAD_ROWS 4
#define MOST_COLUMNS 200
#define MOST_ABOVE 6 // lines between a table and its title, and in it above its head

typedef struct OwnTable {
    IntakeTable body;      // from its head on
    size_t above;          // rows before that: 填报单位：…　　单位：辆
    Str lines[MOST_ABOVE]; // paragraphs between it and its title that say the same, the nearest first
    size_t line_count;
} OwnTable;

// ---- its head and what stands above it

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
        Str text = cell && !cell->covered ? str_trim(text_one_line(convert->arena, cell->text)) : (Str){0};

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

static void add_row(Arena *arena, StrBuf *csv, const IntakeRow *row, size_t columns)
{
    size_t c = 0;

    for (size_t k = 0; k < row->n; k++)
        for (uint32_t i = 0; i < row->cells[k].columns && c < columns; i++, c++) {
            buf_add_c(csv, c ? "," : "");
            if (i == 0)
                add_field(csv, text_one_line(arena, row->cells[k].text));
        }
    for (; c < columns; c++)
        buf_add_c(csv, c ? "," : "");
    buf_add_char(csv, '\n');
}

static Str csv_of(Convert *convert, const OwnTable *own)
{
    Arena *arena = convert->arena;
    StrBuf csv = {.arena = arena};
    const IntakeTable *table = &own->body;
    size_t heads = head_rows(arena, table), columns = columns_of(table);
    Str *names = ARENA_ARRAY(arena, Str, columns + 1);

    for (size_t i = own->line_count; i-- > 0;) {
        add_field(&csv, own->lines[i]);
        for (size_t c = 1; c < columns; c++)
            buf_add_char(&csv, ',');
        buf_add_char(&csv, '\n');
    }
    for (const IntakeRow *row = table->rows - own->above; row < table->rows; row++)
        add_row(arena, &csv, row, columns);
    for (size_t c = 0; c < columns; c++) {
        names[c] = column_name(convert, table, heads, c, names);
        buf_add_c(&csv, c ? "," : "");
        add_field(&csv, names[c]);
    }
    buf_add_char(&csv, '\n');
    for (size_t r = heads; r < table->row_count; r++)
        add_row(arena, &csv, &table->rows[r], columns);
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

static const Str *row_texts(Arena *arena, const IntakeRow *row, size_t *n)
{
    Str *texts = ARENA_ARRAY(arena, Str, row->n);

    *n = 0;
    for (size_t c = 0; c < row->n; c++) {
        Str text = str_trim(text_one_line(arena, row->cells[c].text));

        if (text.n && !row->cells[c].covered)
            texts[(*n)++] = text;
    }
    return texts;
}

static bool is_title(const Convert *convert, Str text)
{
    return words_end(convert->project->template->words->lists[WORDS_TABLE_ENDS], text_name(text)) &&
           !has_sentence(text_past_number(convert, text));
}

// 填报单位：…, 公开09表, （2022年度）
static bool is_form(const Convert *convert, Str text)
{
    return text_is_unit_line(convert, text) || text_is_table_number(convert, text) || is_under_title(text);
}

static bool is_wide(const IntakeTable *table, const IntakeRow *row)
{
    for (size_t c = 0; c < row->n; c++)
        if (row->cells[c].columns == columns_of(table))
            return true;
    return false;
}

// A row of labels; one that reaches into the next is of the head: 单位：人 over two rows.
static bool row_is_form(const Convert *convert, const IntakeTable *table, size_t row)
{
    size_t n, next_n = 0;
    const Str *texts = row_texts(convert->arena, &table->rows[row], &n), *next = NULL;

    for (size_t c = 0; row + 1 < table->row_count && c < table->rows[row + 1].n; c++)
        if (table->rows[row + 1].cells[c].covered)
            return false;
    if (n < 2)
        return n == 1 && is_form(convert, texts[0]);
    for (size_t r = row + 1; r < table->row_count && next_n < 2; r++)
        next = row_texts(convert->arena, &table->rows[r], &next_n);
    return line_is_preface(convert->project->template->words->lists, convert->arena, texts, n, next,
                           next_n < 2 ? 0 : next_n);
}

// Whether the row stands above the head. One text over several columns may be a head: it must be named a
// table, or stand over all of them with a row of the form below.
static bool row_is_above(const Convert *convert, const IntakeTable *table, size_t row)
{
    const IntakeCell *cells = table->rows[row].cells;
    size_t n, form = row + 1, left = MOST_ABOVE;
    const Str *texts = row_texts(convert->arena, &table->rows[row], &n);

    if (n >= 2 || (n == 1 && is_form(convert, texts[0])))
        return row_is_form(convert, table, row);
    if (n == 0 || is_title(convert, texts[0]))
        return true;
    if (!is_wide(table, &table->rows[row]))
        return cells[0].columns == 1 && !cells[0].covered && str_trim(cells[0].text).n > 0;
    while (form + 2 < table->row_count && left-- > 0 && is_wide(table, &table->rows[form]) &&
           !row_is_form(convert, table, form))
        form++;
    return form + 2 < table->row_count && row_is_form(convert, table, form);
}

// A head and a row are left in any case.
static OwnTable own_table(const Convert *convert, const IntakeTable *table)
{
    OwnTable own = {.body = *table};

    while (own.above < MOST_ABOVE && own.above + 2 < table->row_count && columns_of(table) > 1 &&
           row_is_above(convert, table, own.above))
        own.above++;
    own.body.rows += own.above;
    own.body.row_count -= own.above;
    own.body.head_rows = table->head_rows > own.above ? table->head_rows - own.above : 0;
    return own;
}

// The title that stands within the table, above its head; empty where none does.
static Str title_of(const Convert *convert, const OwnTable *own)
{
    for (const IntakeRow *row = own->body.rows - own->above; row < own->body.rows; row++) {
        size_t n;
        const Str *texts = row_texts(convert->arena, row, &n);

        if (n == 1 && !is_form(convert, texts[0]))
            return texts[0];
    }
    return (Str){0};
}

// 资产情况表（单位：万元）, 全县车辆如下（单位：辆）：: what stands before the bracket; all of the text where
// none says a unit.
static Str before_unit(const Convert *convert, Str text)
{
    WordList units = convert->project->template->words->lists[WORDS_UNIT_COLUMNS];
    Str line = str_trim(text), bracket;
    size_t end = line.n, at = line.n;

    if (line.n && char_is_in(utf8_previous(line, &at), "：:"))
        end = at;
    at = end;
    if (at == 0 || !char_is_in(utf8_previous(line, &at), "）)"))
        return text;
    while (at > 0) {
        size_t close = at;

        if (!char_is_in(utf8_previous(line, &at), "（("))
            continue;
        bracket = str_slice(line, close, end);
        return at > 0 && words_in(units, bracket) &&
                       (str_find(bracket, STR("："), 0) >= 0 || str_find_char(bracket, ':', 0) >= 0)
                   ? str_trim(str_slice(line, 0, at))
                   : text;
    }
    return text;
}

static void add_line(OwnTable *own, Str text)
{
    if (own->line_count < MOST_ABOVE)
        own->lines[own->line_count++] = text;
}

// The line above that is its title, with lines of its form and one in brackets at most between;
// line_count where none is.
static size_t own_title(const Convert *convert, size_t table, OwnTable *own)
{
    const Intake *intake = convert->intake;
    size_t under = 0; // the line in brackets, from 1

    for (size_t i = table; i > 0; i--) {
        const IntakeLine *line = &intake->lines[i - 1];
        Str named = before_unit(convert, line->text);

        if (line->kind != INTAKE_PARAGRAPH)
            break;
        if (line->text.n == 0)
            continue;
        if (own->line_count < MOST_ABOVE && is_form(convert, line->text) && !is_under_title(line->text)) {
            add_line(own, line->text);
            convert->roles[i - 1].unit_line = true;
            continue;
        }
        if (!under && is_under_title(str_trim(line->text))) {
            under = i;
            continue;
        }
        if (named.n < line->text.n) // the unit is its own, and the text stays what it is
            add_line(own, line->text);
        if (!is_title(convert, named) || named.n > MOST_TITLE || convert->roles[i - 1].level > 0 ||
            has_sentence(text_past_number(convert, named)))
            break;
        if (under)
            add_line(own, intake->lines[under - 1].text);
        return i - 1;
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
            if (line_is_caption(convert, &convert->intake->lines[i - 1]) && convert->roles[i - 1].level == 0)
                line_pass(convert, i - 1);
            break;
        }
    diag_report(
        convert->diag, SEVERITY_WARNING, "convert-table", source_place(convert->source, line->offset, 0),
        str_of(_("place the chart again with a chart block, which takes its figures from the tables")), "%s",
        _("the figures of a chart were left out"));
}

// Cells below the head that span others; a cell that is covered counts where the one that covers it begins.
static size_t spans_below(Arena *arena, const IntakeTable *table)
{
    size_t spans = 0;

    for (size_t r = head_rows(arena, table); r < table->row_count; r++)
        for (size_t c = 0, column = 0; c < table->rows[r].n; column += table->rows[r].cells[c++].columns) {
            const IntakeCell *cell = &table->rows[r].cells[c], *above = cell_at(&table->rows[r - 1], column);

            spans +=
                cell->covered ? above && !above->covered : cell->columns > 1 && str_trim(cell->text).n > 0;
        }
    return spans;
}

// A form of labels and values (绩效自评表) is a table of rows and columns then.
static void spans_report(Convert *convert, size_t at, const OwnTable *own)
{
    size_t spans = spans_below(convert->arena, &own->body);

    if (spans)
        diag_report(
            convert->diag, SEVERITY_WARNING, "convert-table",
            source_place(convert->source, convert->intake->lines[at].offset, 0),
            str_of(_("look at it on the page; where it is a form and no table, place a picture of it")),
            dngettext(GONGKAI_DOMAIN, "%zu cell of “%.*s” spans others below the head, and stands alone now",
                      "%zu cells of “%.*s” span others below the head, and stand alone now", spans),
            spans, STR_ARG(convert->roles[at].own));
}

// Its title without the number before it.
static Str without_number(const Convert *convert, Str title)
{
    TextNumbering numbering;

    title = text_past_number(convert, title);
    return text_name(text_numbering_read(title, &numbering) ? str_slice(title, numbering.rest, title.n)
                                                            : title);
}

static void own_plan(Convert *convert, size_t at, OwnTable *own)
{
    const Intake *intake = convert->intake;
    LineRole *role = &convert->roles[at];
    size_t above = own_title(convert, at, own);
    Str title = above < intake->line_count ? intake->lines[above].text : title_of(convert, own),
        heading = {0};

    title = without_number(convert, before_unit(convert, title));
    for (size_t k = at; k > 0 && heading.n == 0; k--)
        heading = convert->roles[k - 1].title;
    role->titled = title.n > 0;
    role->own = own_name(
        convert,
        title.n
            ? title
            : str_print(convert->arena, "%.*s%.*s", STR_ARG(heading),
                        STR_ARG(words_first(convert->project->template->words->lists[WORDS_TABLE_ENDS]))));
    for (size_t k = above; k < at; k++)
        line_pass(convert, k);
    for (size_t k = at, left = own->line_count; left > 0; k--)
        if (convert->roles[k - 1].unit_line) {
            line_pass(convert, k - 1);
            left--;
        }
    spans_report(convert, at, own);
    *vec_push(convert->arena, &convert->files) = (ConvertedFile){
        str_print(convert->arena, "tables/%.*s.csv", STR_ARG(role->own)), csv_of(convert, own)};
}

void tables_own_plan(Convert *convert)
{
    const Intake *intake = convert->intake;

    for (size_t i = 0; i < intake->line_count; i++) {
        const LineRole *role = &convert->roles[i];
        OwnTable own;

        if (intake->lines[i].kind == INTAKE_TABLE && intake->lines[i].table->loose && !role->table)
            loose_pass(convert, i);
        if (intake->lines[i].kind == INTAKE_TABLE && intake->lines[i].table->chart)
            chart_pass(convert, i);
        if (intake->lines[i].kind != INTAKE_TABLE || role->table || role->passed)
            continue;
        own = own_table(convert, intake->lines[i].table);
        if (own.body.row_count > head_rows(convert->arena, &own.body))
            own_plan(convert, i, &own);
    }
}
