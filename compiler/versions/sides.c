// A document, and what intake read, each to a Version.
#include "versions/internal-versions.h"

#define MOST_ABOVE 4   // lines over a table
#define MOST_TITLE 240 // bytes

// Numbers of notes: on pages each begins with ①.
static bool is_mark(uint32_t code)
{
    static const uint32_t raised[] = {U'⁰', U'¹', U'²', U'³'};

    for (size_t i = 0; i < sizeof raised / sizeof raised[0]; i++)
        if (code == raised[i])
            return true;
    return (code >= U'⁴' && code <= U'⁹') || (code >= U'①' && code <= U'⑳') ||
           (code >= U'㉑' && code <= U'㉟') || (code >= U'㊱' && code <= U'㊿');
}

Str bare_text(Arena *arena, Str text)
{
    StrBuf bare = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at), same = char_unified(code);

        if (char_is_blank(code))
            continue;
        if (code >= 0xFF10 && code <= 0xFF19)
            code = '0' + code - 0xFF10;
        if (is_mark(code))
            code = U'①';
        buf_add_code(&bare, same ? same : code);
    }
    return buf_str(&bare);
}

static VersionText *text_add(Arena *arena, Version *version, Str text, Place place)
{
    VersionText *added = vec_push(arena, &version->texts);

    added->text = text;
    added->bare = bare_text(arena, text);
    added->place = place;
    if (added->bare.n == 0) {
        version->texts.n--;
        return NULL;
    }
    return added;
}

static void caption_add(Arena *arena, Version *version, Str text, Place place, bool wanted)
{
    VersionText *added = text_add(arena, version, text, place);

    if (added) {
        added->caption = true;
        added->wanted = wanted;
    }
}

// ---- a document

typedef VEC(Str) Strs;

static Place node_place(const Node *node)
{
    return node && node->source ? source_place(node->source, node->offset, 0) : (Place){0};
}

static void chart_take(Arena *arena, Version *version, Strs *drawn, const Node *node, const WordList *words)
{
    const Chart *chart = node->chart;

    *vec_push(arena, drawn) = bare_text(arena, words_first(words[WORDS_CHART_DATA_OF]));
    caption_add(arena, version, chart->title, node_place(node), false);
    caption_add(arena, version, chart->unit, node_place(node), false);
    *vec_push(arena, drawn) = bare_text(arena, chart_description(arena, chart));
    *vec_push(arena, drawn) = bare_text(arena, chart->title);
    for (size_t i = 0; i < chart->series_count; i++)
        *vec_push(arena, drawn) = bare_text(arena, chart->series[i]);
    for (size_t i = 0; i < chart->name_count; i++)
        *vec_push(arena, drawn) = bare_text(arena, chart->names[i]);
    for (size_t i = 0; i < chart->name_count * chart->series_count; i++) {
        *vec_push(arena, drawn) = bare_text(arena, chart->values[i].text);
        *vec_push(arena, drawn) = bare_text(arena, chart->values[i].share);
    }
}

// The named figures that the first page of a site shows, each with its unit.
static void figures_take(Arena *arena, Strs *drawn, const Project *project)
{
    Diag *reported = diag_new(); // when the document was built
    FigureEnv *env = figure_env_new(arena, reported, project);

    for (size_t i = 0; i < project->figure_count; i++) {
        const NamedFigure *named = &project->figures[i];
        FigureContext context = {.source = project->manifest, .offset = named->offset};
        const Figure *figure = figure_evaluate(env, named->expression, context);

        *vec_push(arena, drawn) = bare_text(arena, named->name);
        *vec_push(arena, drawn) = bare_text(
            arena, str_print(arena, "%.*s%.*s", STR_ARG(figure->text), STR_ARG(figure->value.unit.name)));
    }
    diag_free(reported);
}

// What it says of this year and last: lines under the key figures, and a bar.
static void comparison_take(Arena *arena, Version *version, Strs *drawn, const Document *document)
{
    const YearComparison *comparison = &document->comparison;

    for (size_t i = 0; i < comparison->figure_count; i++) {
        *vec_push(arena, drawn) = bare_text(arena, comparison->figures[i].change);
        *vec_push(arena, drawn) = bare_text(arena, comparison->figures[i].budget_change);
    }
    if (comparison->chart)
        chart_take(arena, version, drawn, comparison->chart, document->project->template->words->lists);
}

static Place grid_place(const Table *table, const GridCell *cell)
{
    CellRef ref = {table, cell->list, cell->source_row, cell->source_column};

    if (cell->source_row < 0 || cell->list < 0)
        return (Place){.file = table->file};
    return table_cell_place(table, table_cell(ref));
}

static void rows_take(Arena *arena, const Table *table, const GridCell *cells, size_t n, int rows,
                      VersionTable *made)
{
    for (int r = 0; r < rows; r++) {
        VersionRow row = {.place = {.file = table->file}};
        Str *texts = ARENA_ARRAY(arena, Str, n + 1);
        bool placed = false;

        for (size_t i = 0; i < n; i++) {
            if (cells[i].row != r)
                continue;
            if (!placed && cells[i].source_row >= 0) {
                row.place = grid_place(table, &cells[i]);
                placed = true;
            }
            if (bare_text(arena, cells[i].text).n)
                texts[row.n++] = cells[i].text;
        }
        row.cells = texts;
        if (row.n)
            made->rows[made->row_count++] = row;
    }
}

static void table_take(Arena *arena, Version *version, const Table *table)
{
    const Grid *grid = table_grid(arena, table);
    VersionTable *made = vec_push(arena, &version->tables);

    made->name = table->spec->name;
    made->rows = ARENA_ARRAY(arena, VersionRow, (size_t)(grid->head_rows + grid->body_rows) + 1);
    rows_take(arena, table, grid->head, grid->head_count, grid->head_rows, made);
    made->head_rows = made->row_count;
    rows_take(arena, table, grid->body, grid->body_count, grid->body_rows, made);
}

static void table_node_take(Arena *arena, Version *version, const Document *document, const Node *node)
{
    TableWords words = table_words(arena, document->project->style, node->table);
    Place place = {.file = node->table->file};

    if (node->table_title) {
        caption_add(arena, version, words.label, place, true);
        caption_add(arena, version, words.title, place, true);
    }
    caption_add(arena, version, words.unit, place, true);
    for (size_t i = 0; i < words.note_count; i++)
        caption_add(arena, version, words.notes[i], place, true);
    table_take(arena, version, node->table);
}

static void cover_take(Arena *arena, Version *version, const Document *document)
{
    const Project *project = document->project;
    Place place = {.file = project->manifest->name};

    caption_add(arena, version, document->department, place, false);
    caption_add(arena, version, document->title, place, false);
    caption_add(arena, version,
                str_print(arena, "%.*s%.*s", STR_ARG(document->department), STR_ARG(document->title)), place,
                false);
    caption_add(arena, version, date_printed(arena, project->date), place, false);
    caption_add(arena, version, document->mark, place, false);
    caption_add(arena, version, document->mark_note, place, false);
    for (size_t i = 0; i < project->title_line_count; i++)
        caption_add(arena, version, project->title_lines[i].text, place, true);
}

static void printed_take(Arena *arena, Version *version, const Printed *printed)
{
    Str text = printed->text;
    Place place = node_place(printed->node);
    VersionText *added;
    size_t offset = 0, length;

    if (printed->list && printed->list->ordered && printed->item_begins)
        text = str_print(arena, "%d%c%.*s", printed->item_number, printed->list->delimiter,
                         STR_ARG(printed->text));
    if (printed->kind == PRINTED_HEADING)
        text = str_print(arena, "%.*s%.*s", STR_ARG(printed->number), STR_ARG(printed->text));
    added = text_add(arena, version, text, place);
    if (!added)
        return;
    added->heading = printed->kind == PRINTED_HEADING;
    added->note = printed->node->parent && printed->node->parent->kind == NODE_NOTE;
    if (!printed->node->source) { // the template's own
        added->caption = true;
        added->wanted = true;
    } else if (printed_source(arena, printed, 0, printed->text.n, &offset, &length)) {
        added->source = printed->node->source;
        added->offset = offset;
        added->place = source_place(added->source, offset, length);
    }
}

const Version *version_of_document(Arena *arena, const Document *document, Str name)
{
    Version *version = ARENA_NEW(arena, Version);
    PrintedList list = document_printed(arena, document);
    Strs drawn = {0};

    version->name = name;
    cover_take(arena, version, document);
    for (size_t i = 0; i < list.n; i++) {
        const Printed *printed = &list.at[i];

        if (printed->kind == PRINTED_TABLE)
            table_node_take(arena, version, document, printed->node);
        else if (printed->kind == PRINTED_CHART)
            chart_take(arena, version, &drawn, printed->node, document->project->template->words->lists);
        else if (printed->kind != PRINTED_RULE && printed->kind != PRINTED_PAGE_BREAK)
            printed_take(arena, version, printed);
    }
    figures_take(arena, &drawn, document->project);
    comparison_take(arena, version, &drawn, document);
    version->drawn = drawn.at;
    version->drawn_count = drawn.n;
    return version;
}

const Version *version_of_tables(Arena *arena, const Table *const *tables, size_t n, Str name)
{
    Version *version = ARENA_NEW(arena, Version);

    version->name = name;
    for (size_t i = 0; i < n; i++)
        table_take(arena, version, tables[i]);
    return version;
}

// ---- what intake read

// The short texts over a table, up to the table before it.
static void above_take(Arena *arena, const Version *version, VersionTable *made)
{
    Str *above = ARENA_ARRAY(arena, Str, MOST_ABOVE);

    for (size_t i = version->texts.n; i > 0 && made->above_count < MOST_ABOVE; i--) {
        if (version->texts.at[i - 1].bare.n > MOST_TITLE)
            break;
        above[made->above_count++] = version->texts.at[i - 1].text;
    }
    made->above = above;
}

static void intake_table(Arena *arena, Version *version, const Intake *intake, const IntakeLine *line)
{
    VersionTable *made = vec_push(arena, &version->tables);
    uint32_t first = source_line_of(intake->source, line->offset);

    above_take(arena, version, made);
    made->rows = ARENA_ARRAY(arena, VersionRow, line->table->row_count + 1);
    for (size_t r = 0; r < line->table->row_count; r++) {
        const IntakeRow *row = &line->table->rows[r];
        VersionRow *to = &made->rows[made->row_count];
        Str *cells = ARENA_ARRAY(arena, Str, row->n + 1);
        bool *unsure = ARENA_ARRAY(arena, bool, row->n + 1);

        to->n = 0;
        for (size_t c = 0; c < row->n; c++)
            if (!row->cells[c].covered && bare_text(arena, row->cells[c].text).n) {
                unsure[to->n] = row->cells[c].unsure;
                cells[to->n++] = row->cells[c].text;
            }
        to->cells = cells;
        to->unsure = unsure;
        to->place = source_place(intake->source, intake->source->lines[first - 1 + r], 0);
        made->row_count += to->n > 0;
    }
}

const Version *version_of_intake(Arena *arena, const Intake *intake)
{
    Version *version = ARENA_NEW(arena, Version);
    size_t piece = 0;

    version->name = intake->source->name;
    version->pieces = intake->piece_count > 0;
    for (size_t i = 0; i < intake->line_count; i++) {
        const IntakeLine *line = &intake->lines[i];

        while (piece < intake->piece_count && intake->pieces[piece] <= line->offset)
            piece++;
        if (line->kind == INTAKE_TABLE) {
            intake_table(arena, version, intake, line);
        } else if (line->kind == INTAKE_PARAGRAPH) {
            VersionText *added = text_add(arena, version, line->text,
                                          source_place(intake->source, line->offset, line->text.n));

            if (added) {
                added->source = intake->source;
                added->offset = line->offset;
                added->heading = line->heading > 0;
                added->piece = piece;
            }
        }
    }
    return version;
}
