// Tables of the document that the template's set has: they are known by their title and head and are not
// copied.
#include "convert/internal-convert.h"
#include "spreadsheet/spreadsheet.h"
#include "text/text.h"

#define MOST_CAPTIONS 6  // lines between a table's title and its head
#define MOST_CAPTION 120 // bytes of one
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

Str text_past_number(const Convert *convert, Str line)
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
    Str fold = name_fold(convert->arena, text_name(text_past_number(convert, line)));

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

bool line_is_caption(const Convert *convert, const IntakeLine *line)
{
    return line->kind == INTAKE_PARAGRAPH && line->text.n <= MOST_CAPTION &&
           !has_sentence(text_past_number(convert, line->text));
}

void line_pass(Convert *convert, size_t i)
{
    if (convert->intake->lines[i].text.n == 0)
        return;
    convert->roles[i].passed = true;
    convert->roles[i].why = PASSED_CAPTION;
}

bool text_is_unit_line(const Convert *convert, Str text)
{
    return text.n <= MOST_CAPTION && text_is_label(convert->project->template->words->lists, text);
}

bool text_is_table_number(const Convert *convert, Str text)
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
        if (!line_is_caption(convert, line) && !text_is_unit_line(convert, line->text))
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
        line_pass(convert, i);
    for (size_t i = title; i > 0 && text_is_table_number(convert, intake->lines[i - 1].text); i--)
        line_pass(convert, i - 1);
    for (size_t i = table; i > 0; i--) { // what stands right above it, where no title does
        const IntakeLine *line = &intake->lines[i - 1];

        if (line->kind != INTAKE_PARAGRAPH || (line->text.n && !text_is_unit_line(convert, line->text) &&
                                               !text_is_table_number(convert, line->text)))
            break;
        line_pass(convert, i - 1);
    }
    for (size_t i = table + 1; i < intake->line_count; i++) {
        Str text = intake->lines[i].text;

        if (intake->lines[i].kind != INTAKE_PARAGRAPH || (!is_note(convert, text) && !is_printed(spec, text)))
            break;
        line_pass(convert, i);
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

// ---- written

Str text_one_line(Arena *arena, Str text)
{
    StrBuf line = {.arena = arena};

    for (size_t i = 0; i < text.n; i++)
        buf_add_char(&line, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
    return buf_str(&line);
}

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
            Str text = text_one_line(convert->arena, line->table->rows[r].cells[c].text);

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
