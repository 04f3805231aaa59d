// A table as the grid prints it: title, label, unit, head, body and notes.
#include <assert.h>

#include "html/internal-html.h"

static const char *const align_classes[] = {
    [ALIGN_AUTO] = "",       [ALIGN_LEFT] = "",           [ALIGN_CENTRE] = "centre",
    [ALIGN_RIGHT] = "right", [ALIGN_DECIMAL] = "decimal", [ALIGN_JUSTIFY] = "justify",
};
static const char *const align_styles[] = {
    [ALIGN_AUTO] = "",
    [ALIGN_LEFT] = "text-align:left",
    [ALIGN_CENTRE] = "text-align:center",
    [ALIGN_RIGHT] = "text-align:right",
    [ALIGN_DECIMAL] = "text-align:right;white-space:nowrap",
    [ALIGN_JUSTIFY] = "text-align:justify",
};

#define DEEPEST_INDENT 6   // classes that style.css has
#define PORTRAIT_COLUMNS 8 // that a sheet of A4 takes upright at a size that can be read

// In characters: of a column of names, of any other, of a telephone's screen and of a page's.
#define NAME_WIDTH 7
#define HEAD_WIDTH 2
#define PHONE_WIDTH 20
#define PAGE_WIDTH 56

// ---- cells

// The row's name is a header of its row; a filler of a shorter list is none.
static bool is_header(const GridCell *cell)
{
    return cell->kind == GRID_HEAD || (cell->kind == GRID_STUB && cell->text.n > 0);
}

static const char *const align_attributes[] = {
    [ALIGN_AUTO] = "left",   [ALIGN_LEFT] = "left",     [ALIGN_CENTRE] = "center",
    [ALIGN_RIGHT] = "right", [ALIGN_DECIMAL] = "right", [ALIGN_JUSTIFY] = "left",
};

static void cell_look(Render *render, const GridCell *cell, bool names)
{
    int indent = cell->indent > DEEPEST_INDENT ? DEEPEST_INDENT : cell->indent;
    StrBuf *out = &render->out;

    if (render->medium == MEDIUM_BARE) {
        buf_print(out, " align=\"%s\"", align_attributes[cell->align]);
        return;
    }
    if (render->medium == MEDIUM_FRAGMENT) {
        render_add(render, " style=\"border:1px solid #666;padding:0.3em 0.5em;");
        render_add(render, align_styles[cell->align]);
        if (indent > 0)
            buf_print(out, ";padding-left:%d.5em", indent);
        render_add(render,
                   cell->total || cell->kind == GRID_HEAD ? ";font-weight:bold\"" : ";font-weight:normal\"");
        return;
    }
    Str classes[4];
    size_t n = 0;
    if (names)
        classes[n++] = STR("names");
    if (cell->kind != GRID_HEAD && *align_classes[cell->align])
        classes[n++] = str_of(align_classes[cell->align]);
    if (cell->total)
        classes[n++] = STR("total");
    if (indent > 0)
        classes[n++] = str_print(render->arena, "indent-%d", indent);
    if (n > 0)
        render_attribute(render, "class",
                         n == 1 ? classes[0] : str_join(render->arena, classes, n, STR(" ")));
}

// The destination of the cell's figures, as document_cell_id names it; a leaf of the head answers for an
// empty table.
static Str cell_id(Render *render, const Node *node, const GridCell *cell, int below)
{
    bool answers = cell->source_row >= 0 || (cell->kind == GRID_HEAD && cell->source_column >= 0);

    if (render->medium != MEDIUM_PAGE || !answers)
        return (Str){0};
    unsigned column = node->table->spec->lists[cell->list].first + (unsigned)cell->source_column + 1;
    return str_print(render->arena, "%.*s-r%d-c%u", STR_ARG(node->id), cell->source_row + 1 + below, column);
}

static void cell_text(Render *render, Str text)
{
    for (size_t from = 0; from <= text.n;) {
        ptrdiff_t end = str_find_char(text, '\n', from);
        size_t to = end < 0 ? text.n : (size_t)end;
        if (from > 0)
            render_add(render, "<br />");
        render_text(render, str_slice(text, from, to));
        from = to + 1;
    }
}

// The bytes of the longest word that the text begins with; 0: none.
static size_t longest_word(WordList words, const WordStarts *starts, Str text)
{
    size_t longest = 0;

    if (!words_may_begin(starts, text))
        return 0;
    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].n > longest && str_starts(text, words.at[i]))
            longest = words.at[i].n;
    return longest;
}

static bool char_is_han_at(Str text, size_t at)
{
    return at < text.n && char_is_han(utf8_next(text, &at));
}

// Heads and titles are broken between words, of which browsers know none: the style sheet keeps the rest
// together.
static void head_text(Render *render, const WordStarts *starts, Str text)
{
    WordList words = render->document->project->template->words->lists[WORDS_TITLE_WORDS];
    bool edge = false; // a word ends before `at`

    if (render->medium != MEDIUM_PAGE || str_find_char(text, '\n', 0) >= 0) {
        cell_text(render, text);
        return;
    }
    for (size_t at = 0, next; at < text.n; at = next) {
        size_t word = longest_word(words, starts, str_slice(text, at, text.n));
        next = at;
        utf8_next(text, &next);
        if (at > 0 && (word > 0 || (edge && next < text.n))) // 表 begins no line at the end of its title
            render_add(render, "<wbr />");
        next = word > 0 ? at + word : next;
        edge = word > 0 && char_is_han_at(text, next);
        render_text(render, str_slice(text, at, next));
    }
}

// ---- which headers a cell answers to

// Scopes say it, but where lists stand side by side: there the name of a row heads its own list's cells
// alone, which only ids can say.
typedef struct Headers {
    const Grid *grid; // NULL: scopes do
    Str *columns;     // ids of the heads above each column
    bool *names;      // by column: whether names of rows stand in it; in pages
    WordStarts words; // of titles, between which heads are broken; in pages
} Headers;

static Str head_id(Render *render, const Node *node, const Grid *grid, size_t i)
{
    const GridCell *cell = &grid->head[i];

    return cell->source_column >= 0 ? cell_id(render, node, cell, 0)
                                    : str_print(render->arena, "%.*s-h%zu", STR_ARG(node->id), i + 1);
}

static Headers headers_of(Render *render, const Node *node, const Grid *grid)
{
    Headers headers = {0};

    if (render->medium != MEDIUM_PAGE)
        return headers;
    words_starts_add(&headers.words, render->document->project->template->words->lists[WORDS_TITLE_WORDS]);
    headers.names = ARENA_ARRAY(render->arena, bool, (size_t)grid->columns);
    for (size_t i = 0; i < grid->body_count; i++)
        headers.names[grid->body[i].column] |= is_header(&grid->body[i]);
    if (node->table->spec->list_count < 2)
        return headers;
    headers.grid = grid;
    headers.columns = ARENA_ARRAY(render->arena, Str, (size_t)grid->columns);
    for (size_t i = 0; i < grid->head_count; i++) {
        const GridCell *cell = &grid->head[i];
        Str id = head_id(render, node, grid, i);
        for (int column = cell->column; column < cell->column + cell->column_span; column++)
            headers.columns[column] =
                str_print(render->arena, "%.*s %.*s", STR_ARG(headers.columns[column]), STR_ARG(id));
    }
    return headers;
}

static void headers_attribute(Render *render, const Node *node, const Headers *headers, const GridCell *cell,
                              const GridCell *stub)
{
    if (!headers->grid || is_header(cell) || cell->text.n == 0)
        return;
    Str row = stub && stub->list == cell->list ? cell_id(render, node, stub, 0) : (Str){0};
    Str ids =
        str_trim(str_print(render->arena, "%.*s%.*s", STR_ARG(row), STR_ARG(headers->columns[cell->column])));
    render_attribute(render, "headers", ids);
}

// ---- rows

// stub: the name of its row that was last met.
static void render_cell(Render *render, const Node *node, const Headers *headers, const GridCell *cell,
                        const GridCell *stub)
{
    bool bare = render->medium == MEDIUM_BARE; // there a header would stand in the middle, and bold
    const char *name = is_header(cell) && !(bare && cell->kind == GRID_STUB) ? "th" : "td";
    StrBuf *out = &render->out;
    bool head = cell->kind == GRID_HEAD && headers->grid;

    render_open(render, name, LOOK_NONE,
                head ? head_id(render, node, headers->grid, (size_t)(cell - headers->grid->head))
                     : cell_id(render, node, cell, 0));
    headers_attribute(render, node, headers, cell, stub);
    if (is_header(cell) && !bare)
        render_attribute(render, "scope", cell->kind == GRID_HEAD ? STR("col") : STR("row"));
    if (cell->column_span > 1)
        buf_print(out, " colspan=\"%d\"", cell->column_span);
    if (cell->row_span > 1)
        buf_print(out, " rowspan=\"%d\"", cell->row_span);
    // The head of names and what is blank among them stay in sight with them when the table scrolls.
    bool beside = cell->kind == GRID_HEAD || (!is_header(cell) && cell->text.n == 0);
    cell_look(render, cell,
              headers->names && beside && cell->column_span == 1 && headers->names[cell->column]);
    render_add(render, ">");
    if (cell->kind != GRID_HEAD) // the destinations of the cells that a merged one covers
        for (int below = 1; below < cell->row_span; below++) {
            Str id = cell_id(render, node, cell, below);
            if (id.n)
                buf_print(out, "<span id=\"%.*s\"></span>", STR_ARG(id));
        }
    for (int level = 0; bare && level < cell->indent; level++)
        render_add(render, "　");
    render_add(render, bare && cell->total ? "<b>" : "");
    if (cell->kind == GRID_HEAD)
        head_text(render, &headers->words, cell->text);
    else
        cell_text(render, cell->text);
    render_add(render, bare && cell->total ? "</b>" : "");
    render_close(render, name);
}

// thead or tbody; none without rows.
typedef struct TablePart {
    const char *name;
    const GridCell *cells;
    size_t n;
    int rows;
} TablePart;

static void render_part(Render *render, const Node *node, const Headers *headers, TablePart part)
{
    const GridCell *cells = part.cells;

    if (part.rows == 0)
        return;
    buf_print(&render->out, "<%s>\n", part.name);
    size_t i = 0;
    for (int row = 0; row < part.rows; row++) {
        const GridCell *stub = NULL;
        render_add(render, "<tr>");
        for (; i < part.n && cells[i].row == row; i++) {
            render_cell(render, node, headers, &cells[i], stub);
            if (cells[i].kind == GRID_STUB)
                stub = is_header(&cells[i]) ? &cells[i] : NULL;
        }
        render_add(render, "</tr>\n");
    }
    render_close(render, part.name);
    buf_add_char(&render->out, '\n');
}

// ---- what stands around it

static void line(Render *render, const char *name, Look look, Str id, Str text)
{
    if (text.n == 0)
        return;
    bool bold = render->medium == MEDIUM_BARE && look == LOOK_TABLE_TITLE;

    render_open(render, name, look, render->medium == MEDIUM_BARE ? (Str){0} : id);
    render_add(render, bold ? "><b>" : ">");
    render_text(render, text);
    render_add(render, bold ? "</b>" : "");
    render_close(render, name);
    buf_add_char(&render->out, '\n');
}

static Str title_id(const Render *render, const Node *node)
{
    return str_print(render->arena, "%.*s-title", STR_ARG(node->id));
}

static void title(Render *render, const Node *node, const Headers *headers, Str text)
{
    static const char *const headings[] = {"div", "h1", "h2", "h3", "h4", "h5", "h6"};
    const char *name = headings[render->table_heading];

    if (render->medium != MEDIUM_PAGE || text.n == 0) {
        line(render, "p", LOOK_TABLE_TITLE, title_id(render, node), text);
        return;
    }
    render_open(render, name, LOOK_TABLE_TITLE, title_id(render, node));
    render_add(render, ">");
    head_text(render, &headers->words, text);
    render_close(render, name);
    buf_add_char(&render->out, '\n');
}

static void caption(Render *render, const Node *node, const Headers *headers, const TableWords *words)
{
    bool page = render->medium == MEDIUM_PAGE;
    const char *name = page ? "div" : "p";

    if (!node->table_title)
        return;
    if (page)
        render_add(render, "<figcaption>\n");
    line(render, name, LOOK_TABLE_LABEL, (Str){0}, words->label);
    title(render, node, headers, words->title);
    line(render, name, LOOK_TABLE_UNIT, (Str){0}, words->unit);
    if (page)
        render_add(render, "</figcaption>\n");
}

// Whether it is printed on a sheet on its side.
static bool is_wide(const Node *node, const Grid *grid)
{
    return node->orientation == ORIENTATION_LANDSCAPE ||
           (node->orientation == ORIENTATION_AUTO && grid->columns > PORTRAIT_COLUMNS);
}

// Whether a cell holds more than it prints: then sums of what is printed may be off.
static bool is_rounded(Render *render, const Table *table)
{
    for (size_t list = 0; list < table->spec->list_count; list++) {
        const List *rows = &table->lists[list];
        for (size_t i = 0; i < rows->row_count * rows->spec->count; i++) {
            CellRef ref = {table, (int)list, (int)(i / rows->spec->count), (int)(i % rows->spec->count)};
            const Cell *cell = table_cell(ref);
            if (cell->kind == CELL_AMOUNT && !mpq_equal(cell->stored, table_printed(render->arena, ref)))
                return true;
        }
    }
    return false;
}

static void notes(Render *render, const Node *node, const TableWords *words)
{
    const Project *project = render->document->project;
    const Table *table = node->table;

    for (size_t i = 0; i < words->note_count; i++)
        line(render, "p", LOOK_TABLE_NOTE, (Str){0}, words->notes[i]);
    // Where the prose stands on the page, it says so once.
    if (render->alone && project->rounding_note && is_rounded(render, table))
        line(render, "p", LOOK_TABLE_NOTE, (Str){0}, project->template->wording.rounding_note);
}

// What a keyboard scrolls on a narrow screen has a name.
static void open_region(Render *render, const Node *node)
{
    if (render->medium == MEDIUM_BARE)
        return;
    render_open(render, "section", LOOK_SCROLL, (Str){0});
    render_add(render, " tabindex=\"0\" ");
    if (render->medium == MEDIUM_PAGE && node->table_title) {
        buf_print(&render->out, "aria-labelledby=\"%.*s\">\n", STR_ARG(title_id(render, node)));
        return;
    }
    render_add(render, "aria-label=\"");
    render_text(render, node->table->spec->title);
    render_add(render, "\">\n");
}

// How wide the table is at least, in its characters: its longest words of heads, its amounts, names over
// several lines.
static int least_width(const Render *render, const Grid *grid, const bool *names)
{
    int *widths = ARENA_ARRAY(render->arena, int, (size_t)grid->columns), sum = 0;

    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        bool whole = cell->align == ALIGN_DECIMAL || cell->align == ALIGN_RIGHT;
        int width = names[cell->column] ? NAME_WIDTH : whole ? (int)cell->text.n / 2 : 0;
        if (cell->column_span == 1 && width > widths[cell->column])
            widths[cell->column] = width;
    }
    for (int i = 0; i < grid->columns; i++)
        sum += (widths[i] > HEAD_WIDTH ? widths[i] : HEAD_WIDTH) + 1;
    return sum;
}

// That it scrolls, on screens where it does.
static void scroll_hint(Render *render, const Grid *grid, const Headers *headers)
{
    if (!headers->names) // no page
        return;
    int width = least_width(render, grid, headers->names);
    if (width <= PHONE_WIDTH)
        return;
    // No text of the page's: the style sheet shows it.
    buf_print(&render->out, "<div class=\"hint%s\" data-hint=\"", width > PAGE_WIDTH ? " often" : "");
    render_text(render, render_word(render, WORDS_SCROLL_HINT));
    render_add(render, "\"></div>\n");
}

// With its grid, as printed.
static TableMade *table_made(Render *render, const Table *table)
{
    const TableUse *use = document_table_use(render->document, table);
    TableMade *made = &render->made[use - render->document->tables];

    if (!made->grid)
        made->grid = table_grid(render->arena, table);
    return made;
}

// Written for the first page that the table stands on.
static void render_rows(Render *render, const Node *node, const Headers *headers, TableMade *made)
{
    const Grid *grid = made->grid;
    size_t from = render->out.n;

    if (made->node == node && made->medium == render->medium) {
        buf_add(&render->out, made->rows);
        return;
    }
    render_part(render, node, headers, (TablePart){"thead", grid->head, grid->head_count, grid->head_rows});
    render_part(render, node, headers, (TablePart){"tbody", grid->body, grid->body_count, grid->body_rows});
    made->node = node;
    made->medium = render->medium;
    made->rows = str_copy(render->arena, (Str){render->out.at + from, render->out.n - from});
}

void render_table(Render *render, const Node *node)
{
    assert(node->kind == NODE_TABLE);
    TableMade *made = table_made(render, node->table);
    const Grid *grid = made->grid;
    bool page = render->medium == MEDIUM_PAGE;

    render_line_start(render);
    render_anchor(render, node->id);
    if (page)
        buf_print(&render->out, "<figure class=\"table%s\" id=\"%.*s\">\n",
                  is_wide(node, grid) ? " landscape" : "", STR_ARG(node->id));
    TableWords words = table_words(render->arena, render->document->project->style, node->table);
    Headers headers = headers_of(render, node, grid);
    caption(render, node, &headers, &words);
    scroll_hint(render, grid, &headers);
    open_region(render, node);
    render_open(render, "table", LOOK_TABLE, (Str){0});
    if (page && node->table_title)
        render_attribute(render, "aria-labelledby", title_id(render, node));
    render_add(render, ">\n");
    render_rows(render, node, &headers, made);
    render_add(render, render->medium == MEDIUM_BARE ? "</table>\n" : "</table>\n</section>\n");
    notes(render, node, &words);
    if (page)
        render_add(render, "</figure>\n");
}
