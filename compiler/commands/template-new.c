// template new: a template begun from a form that a finance bureau hands out.
#include <stdio.h>
#include <string.h>

#include "commands/starter.h"
#include "intake/intake.h"
#include "text/text.h"

typedef struct Begun {
    Arena *arena;
    Diag *diag;
    const Options *options;
    VEC(FormTable) tables;
    size_t table_count; // without those that are not taken
    VEC(FormHeading) headings;
    VEC(Str) remarks;
} Begun;

// Why a sheet is not taken for a table; NULL where it may be one.
static const char *left_out(const Workbook *workbook, size_t sheet)
{
    if (workbook_sheet_hidden(workbook, sheet))
        return _("a hidden sheet was left out");
    return words_find(words_builtin.lists[WORDS_FRONT_SHEETS], workbook_sheet_name(workbook, sheet)) >= 0 ||
                   words_end(words_builtin.lists[WORDS_FRONT_SHEET_ENDS],
                             workbook_sheet_name(workbook, sheet))
               ? _("a sheet that stands before the tables was left out")
               : NULL;
}

static void take_sheets(Begun *begun, Workbook *workbook)
{
    for (size_t i = 0; i < workbook_sheet_count(workbook); i++) {
        const char *why = left_out(workbook, i);
        Str name = str_copy(begun->arena, workbook_sheet_name(workbook, i));
        Forms forms = {0};

        if (why)
            *vec_push(begun->arena, &begun->tables) = (FormTable){name, NULL, why};
        else
            forms = workbook_sheet_forms(begun->arena, begun->diag, workbook, i);
        for (size_t k = 0; k < forms.n; k++)
            *vec_push(begun->arena, &begun->tables) = (FormTable){name, forms.at[k], NULL};
        begun->table_count += forms.n;
    }
}

static void take_workbook(Begun *begun, Str bytes, Str name)
{
    Workbook *workbook = workbook_from_bytes(begun->arena, begun->diag, bytes, name);

    if (workbook)
        take_sheets(begun, workbook);
    workbook_release(workbook);
}

static bool ends_as(Str name, const char *extension)
{
    size_t n = strlen(extension);

    return name.n > n && name_equal(str_slice(name, name.n - n, name.n), str_of(extension));
}

// A paragraph above a table: its title, number or unit, as a row over it.
static void add_above(Arena *arena, FormCell **cells, size_t *n, size_t *room, FormCell cell)
{
    if (*n == *room) {
        FormCell *more = ARENA_ARRAY(arena, FormCell, *room * 2 + 16);

        if (*n)
            memcpy(more, *cells, *n * sizeof **cells);
        *cells = more;
        *room = *room * 2 + 16;
    }
    (*cells)[(*n)++] = cell;
}

// The short paragraphs right before a table, at most so many.
#define MOST_CAPTIONS 4
#define LONGEST_CAPTION 40 // characters

static bool is_sentence(Str text)
{
    for (size_t i = 0; i < text.n;)
        if (text_ends_sentence(utf8_next(text, &i)))
            return true;
    return false;
}

static size_t captions_before(const Intake *intake, const FormHeading *headings, size_t line)
{
    size_t n = 0;

    while (n < MOST_CAPTIONS && n < line && intake->lines[line - n - 1].kind == INTAKE_PARAGRAPH &&
           headings[line - n - 1].level == 0 && !is_sentence(intake->lines[line - n - 1].text) &&
           utf8_count(intake->lines[line - n - 1].text) <= LONGEST_CAPTION)
        n++;
    return n;
}

static void take_table(Begun *begun, const Intake *intake, const FormHeading *headings, size_t line)
{
    const IntakeTable *table = intake->lines[line].table;
    size_t captions = captions_before(intake, headings, line), n = 0, room = 0;
    FormCell *cells = NULL;
    Str over = {0};
    Str name = str_print(begun->arena, _("table %zu"), begun->table_count + 1);
    Forms forms;

    // A heading right over a table is its title, where no caption is.
    if (captions == 0 && line > 0 && headings[line - 1].level) {
        captions = 1;
        over = headings[line - 1].text;
    }
    for (size_t i = 0; i < captions; i++)
        add_above(begun->arena, &cells, &n, &room,
                  (FormCell){.row = (uint32_t)i + 1,
                             .column = 1,
                             .rows = 1,
                             .columns = 1,
                             .text = over.n ? over : intake->lines[line - captions + i].text});
    for (size_t r = 0; r < table->row_count; r++) {
        uint32_t column = 1;

        for (size_t c = 0; c < table->rows[r].n; c++) {
            const IntakeCell *cell = &table->rows[r].cells[c];

            if (!cell->covered)
                add_above(begun->arena, &cells, &n, &room,
                          (FormCell){.row = (uint32_t)(captions + r) + 1,
                                     .column = column,
                                     .rows = cell->rows,
                                     .columns = cell->columns,
                                     .text = cell->text});
            column += cell->columns ? cell->columns : 1;
        }
    }
    forms = forms_of_cells(begun->arena, begun->diag, name, cells, n);
    for (size_t i = 0; i < forms.n; i++)
        *vec_push(begun->arena, &begun->tables) = (FormTable){name, forms.at[i], NULL};
    begun->table_count += forms.n;
}

// Words alone, as a heading is: no sentence, nor what a colon explains.
static bool is_heading_text(Str text)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t code = utf8_next(text, &i);

        if (text_ends_sentence(code) || text_ends_clause(code))
            return false;
    }
    return text.n > 0 && utf8_count(text) <= LONGEST_CAPTION;
}

// A heading by its typed number, where the document marks none: 第一部分 is over 一、.
static FormHeading typed_heading(const IntakeLine *line, bool parts)
{
    TextNumbering number;
    bool numbered = text_numbering_read(line->text, &number);
    Str text = str_trim(str_slice(line->text, numbered ? number.rest : 0, line->text.n));
    int level = 0;

    if (numbered && number.form == TEXT_NUMBERING_ORDINAL)
        level = 1;
    else if (numbered && number.form == TEXT_NUMBERING_MARK && number.han)
        level = parts ? 2 : 1;
    else if (numbered && number.form == TEXT_NUMBERING_BRACKETS && number.han)
        level = parts ? 3 : 2;
    return (FormHeading){
        text, line->kind == INTAKE_PARAGRAPH && is_heading_text(text) ? level : 0, {0}, false};
}

// A heading by its bold type: no title of a table, which stands right before it.
static bool is_bold_heading(const Intake *intake, size_t i)
{
    const IntakeLine *line = &intake->lines[i];

    for (size_t k = i;
         k < intake->line_count && k <= i + MOST_CAPTIONS && !is_sentence(intake->lines[k].text); k++)
        if (intake->lines[k].kind == INTAKE_TABLE)
            return false;
    return line->kind == INTAKE_PARAGRAPH && line->bold && !line->quiet && is_heading_text(line->text);
}

// Each line's; level 0 where it is none.
static FormHeading *headings_of(Arena *arena, const Intake *intake)
{
    FormHeading *headings = ARENA_ARRAY(arena, FormHeading, intake->line_count + 1);
    bool marked = false, parts = false, typed = false, marked_parts = false;

    for (size_t i = 0; i < intake->line_count; i++) {
        const IntakeLine *line = &intake->lines[i];
        TextNumbering number;

        headings[i] = (FormHeading){
            str_trim(str_slice(line->text, line->number, line->text.n)), line->heading, {0}, false};
        if (line->heading || line->kind == INTAKE_PARAGRAPH) {
            bool part = text_numbering_read(line->text, &number) && number.form == TEXT_NUMBERING_ORDINAL;

            marked |= line->heading > 0;
            marked_parts |= line->heading && part;
            parts |= !line->heading && part;
        }
    }
    // Parts that are typed, under a title that alone is marked.
    marked &= marked_parts || !parts;
    for (size_t i = 0; i < intake->line_count && !marked; i++) {
        headings[i] = typed_heading(&intake->lines[i], parts);
        typed |= headings[i].level > 0;
    }
    for (size_t i = 0; i < intake->line_count && !marked && !typed; i++)
        headings[i].level = is_bold_heading(intake, i) ? 1 : 0;
    for (size_t i = 0; i < intake->line_count; i++)
        if (headings[i].level)
            headings[i].pattern = numbering_pattern(arena, intake->lines[i].text, &headings[i].part);
    return headings;
}

static void take_document(Begun *begun, Str bytes, Str name)
{
    const Intake *intake = intake_from_bytes(begun->arena, begun->diag, NULL, bytes, name, (Str){0});
    const FormHeading *headings = intake ? headings_of(begun->arena, intake) : NULL;

    for (size_t i = 0; intake && i < intake->line_count; i++)
        if (intake->lines[i].kind == INTAKE_TABLE)
            take_table(begun, intake, headings, i);
        else if (intake->lines[i].heading && !headings[i].level)
            *vec_push(begun->arena, &begun->tables) =
                (FormTable){name, NULL,
                            str_c(begun->arena, str_print(begun->arena, "%s: %.*s",
                                                          _("a heading over the parts was left out"),
                                                          STR_ARG(intake->lines[i].text)))};
        else if (headings[i].level)
            *vec_push(begun->arena, &begun->headings) = headings[i];
    if (intake && begun->headings.n == 0)
        *vec_push(begun->arena, &begun->tables) =
            (FormTable){name, NULL, _("no heading was found in the document")};
}

static bool read_form(Begun *begun)
{
    Str name = str_of(begun->options->from), bytes;

    if (!source_bytes(begun->arena, begun->diag, input_at(name), name, &bytes))
        return false;
    if (ends_as(name, ".docx") || ends_as(name, ".odt") || ends_as(name, ".html"))
        take_document(begun, bytes, name);
    else
        take_workbook(begun, bytes, name);
    return !diag_failed(begun->diag);
}

static Str last_part(Str path)
{
    while (path.n > 1 && path.at[path.n - 1] == '/')
        path.n--;
    for (size_t i = path.n; i > 0; i--)
        if (path.at[i - 1] == '/')
            return str_slice(path, i, path.n);
    return path;
}

static void tell(const Begun *begun, const FormTold *told)
{
    const char *folder = begun->options->folders[0];

    for (size_t i = 0; i < told->remark_count; i++)
        printf("%.*s\n", STR_ARG(told->remarks[i]));
    for (size_t i = 0; i < told->assumed_count; i++)
        printf(_("assumed: %.*s\n"), STR_ARG(told->assumed[i]));
    printf(_("%s: begun from %zu tables and %zu headings; %zu things were not understood\n"), folder,
           begun->table_count, begun->headings.n, told->remark_count);
    printf(_("next: finish %s/template.yaml, then: gongkai template check ./%s\n"), folder, folder);
}

// From which meanings are proposed; NULL where it cannot be read.
static const Template *own_template(const Begun *begun, DataFolders folders, Str name)
{
    Diag *unreported = diag_new();
    TemplateChoice choice = {.name = name,
                             .templates = path_join(begun->arena, folders.data, STR("templates"))};
    uint64_t digest = 0;
    const Template *template = template_choose(begun->arena, unreported, &digest, &choice);

    diag_append_failures(begun->diag, unreported);
    diag_free(unreported);
    return template;
}

int command_template_new(const Options *options, DataFolders folders)
{
    Arena *arena = arena_new();
    Begun begun = {.arena = arena, .diag = diag_new(), .options = options};
    const Starter *files = NULL;
    FormTold told = {0};
    int status;

    if (read_form(&begun)) {
        FormSource source = {.name = last_part(str_of(options->folders[0])),
                             .file = last_part(str_of(options->from)),
                             .tables = begun.tables.at,
                             .table_count = begun.tables.n,
                             .headings = begun.headings.at,
                             .heading_count = begun.headings.n,
                             .budget = own_template(&begun, folders, STR("department-budget")),
                             .accounts = own_template(&begun, folders, STR("department-accounts"))};

        files = template_from_form(arena, &source, &told);
        if (files->file_count == 0)
            diag_report(begun.diag, SEVERITY_ERROR, "form-empty", (Place){.file = str_of(options->from)},
                        str_of(_("a table has a header of two columns or more")), "%s",
                        _("no table was found in the form"));
        else
            files = starter_with_schema(arena, begun.diag, files, folders.data);
        if (!diag_failed(begun.diag) && folder_begin(arena, begun.diag, str_of(options->folders[0]), files))
            tell(&begun, &told);
    }
    status = findings_print(begun.diag, NULL, false);
    status = status == EXIT_DOCUMENT ? EXIT_USAGE : status;
    diag_free(begun.diag);
    arena_free(arena);
    return status;
}
