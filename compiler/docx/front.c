// What stands before the text: the sheet that is signed, the cover, the contents with their page numbers.
#include "docx/internal-docx.h"

// ---- the sheet that is signed

static void write_sign_sheet(Writing *writing)
{
    const WordList *signers = &writing->words->lists[WORDS_COPY_SIGNERS];
    const WordList *heads = &writing->words->lists[WORDS_COPY_SIGN_HEADS];
    static const int shares[] = {3, 7, 3, 3, 3, 3, 3, 3};
    size_t columns = heads->n < 8 ? heads->n : 8, rows = signers->n + 1;
    Str *cells;

    if (writing->options.round == 0 || signers->n == 0 || columns == 0)
        return;
    cells = ARENA_ARRAY(writing->arena, Str, rows * columns);
    for (size_t c = 0; c < columns; c++)
        cells[c] = heads->at[c];
    for (size_t r = 1; r < rows; r++)
        cells[r * columns] = signers->at[r - 1];
    write_line(writing, style_id(ROLE_CONTENTS_TITLE), (Str){0}, word_of(writing, WORDS_COPY_SIGN_TITLE));
    write_line(writing, style_id(ROLE_COVER_DATE), (Str){0},
               str_print(writing->arena, "%.*s %.*s", STR_ARG(writing->document->department),
                         STR_ARG(writing->document->title)));
    write_plain_table(writing, cells, rows, columns, shares, 4);
}

// The figures that leaders ask for first, beside last year's.
static void write_key_figures(Writing *writing)
{
    const WordList *heads = &writing->words->lists[WORDS_COPY_FIGURES_HEADS];
    static const int shares[] = {5, 3, 3, 3, 3, 5};
    enum { COLUMNS = sizeof shares / sizeof shares[0] };
    const DocxOptions *options = &writing->options;
    Str *cells;

    if (options->round == 0 || options->key_count == 0 || heads->n < COLUMNS)
        return;
    cells = ARENA_ARRAY(writing->arena, Str, (options->key_count + 1) * COLUMNS);
    for (size_t c = 0; c < COLUMNS; c++)
        cells[c] = heads->at[c];
    for (size_t i = 0; i < options->key_count; i++) {
        const DocxKeyFigure *key = &options->keys[i];
        const Str row[COLUMNS] = {
            key->item, key->last,
            key->now,  key->change,
            key->rate, key->reason.n ? key->reason : word_of(writing, WORDS_COPY_REASON_MISSING)};

        for (size_t c = 0; c < COLUMNS; c++)
            cells[(i + 1) * COLUMNS + c] = row[c];
    }
    write_line(writing, style_id(ROLE_CONTENTS_TITLE), STR("<w:pageBreakBefore/>"),
               word_of(writing, WORDS_COPY_FIGURES_TITLE));
    write_line(
        writing, style_id(ROLE_TABLE_UNIT), (Str){0},
        unit_line(writing->arena, writing->style->table.unit_prefix, writing->document->project->unit.name));
    write_plain_table(writing, cells, options->key_count + 1, COLUMNS, shares, 1);
}

// By paragraph, what changed since the earlier copy.
static void write_changes(Writing *writing)
{
    const WordList *heads = &writing->words->lists[WORDS_COPY_CHANGES_HEADS];
    static const int shares[] = {1, 6, 6};
    enum { COLUMNS = sizeof shares / sizeof shares[0] };
    MarkChanges changes;
    Str *cells;

    if (writing->options.round == 0 || heads->n < COLUMNS)
        return;
    changes = marks_list(writing);
    if (changes.n == 0)
        return;
    cells = ARENA_ARRAY(writing->arena, Str, (changes.n + 1) * COLUMNS);
    for (size_t c = 0; c < COLUMNS; c++)
        cells[c] = heads->at[c];
    for (size_t i = 0; i < changes.n; i++) {
        const MarkChange *change = &changes.at[i];

        cells[(i + 1) * COLUMNS] =
            change->is.n ? str_print(writing->arena, "%zu", change->index + 1) : (Str){0};
        cells[(i + 1) * COLUMNS + 1] = change->was;
        cells[(i + 1) * COLUMNS + 2] = change->is;
    }
    write_line(writing, style_id(ROLE_CONTENTS_TITLE), STR("<w:pageBreakBefore/>"),
               word_of(writing, WORDS_COPY_CHANGES_TITLE));
    write_plain_table(writing, cells, changes.n + 1, COLUMNS, shares, 1);
}

// ---- the cover

static void cover_line(Writing *writing, Role role, Str text, Length top, Length *at, bool first)
{
    const RoleStyle *style = &writing->style->roles[role];
    Length before = top > *at ? top - *at : 0;

    if (text.n == 0)
        return;
    write_line(writing, style_id(role),
               str_print(writing->arena, "%s<w:spacing w:before=\"%lld\"/>",
                         first ? "<w:pageBreakBefore/>" : "", (long long)twips(before)),
               text);
    *at += before + style->leading;
}

static void write_title_lines(Writing *writing, bool under_contents, Length *at)
{
    const Project *project = writing->document->project;

    for (size_t i = 0; i < project->title_line_count; i++)
        if (project->title_lines[i].under_contents == under_contents && project->title_lines[i].text.n) {
            write_line(writing, style_id(ROLE_COVER_DATE), (Str){0}, project->title_lines[i].text);
            *at += writing->style->roles[ROLE_COVER_DATE].leading;
        }
}

static void write_cover(Writing *writing, bool first)
{
    const Document *document = writing->document;
    const PageStyle *page = &writing->style->page;
    Length at = 0;

    cover_line(writing, ROLE_COVER_DEPARTMENT, document->department, page->cover_department_top, &at, !first);
    cover_line(writing, ROLE_COVER_TITLE, document->title, page->cover_title_top, &at, false);
    write_title_lines(writing, false, &at);
    cover_line(writing, ROLE_COVER_DATE, date_printed(writing->arena, document->project->date),
               page->cover_date_top, &at, false);
    section_end(writing, SECTION_COVER);
}

// ---- the contents

typedef struct Entry {
    Str text, id;
    size_t index; // of its block
    int level;
} Entry;
typedef VEC(Entry) Entries;

static void add_entry(const Writing *writing, Entries *entries, const Node *node, size_t index, int above)
{
    bool table = node->kind == NODE_TABLE;
    int own = writing->document->project->template->contents_levels;
    int most = own ? own : writing->style->contents.levels, level = table ? above + 1 : node->level;

    if (node->kind == NODE_RUN_IN)
        most = writing->style->contents.run_in_levels;
    level = level < 1 ? 1 : level;
    if (level > most || (table && !node->table_title))
        return;
    *vec_push(writing->arena, entries) = (Entry){table ? table_listed(writing->arena, node->table->spec)
                                                       : node_heading_label(writing->arena, node),
                                                 node->id, index, level};
}

static Entries entries_find(const Writing *writing)
{
    Entries entries = {0};
    int level = 0;

    for (size_t i = 0; i < writing->printed.n; i++) {
        const Printed *printed = &writing->printed.at[i];
        const Node *first = printed->kind == PRINTED_PARAGRAPH ? printed->node->first : NULL;

        if (printed->kind == PRINTED_HEADING)
            level = printed->level;
        if (printed->kind == PRINTED_HEADING || printed->kind == PRINTED_TABLE)
            add_entry(writing, &entries, printed->node, i, level);
        else if (first && first->kind == NODE_RUN_IN)
            add_entry(writing, &entries, first, i, level);
    }
    return entries;
}

static void write_entry(Writing *writing, const Entry *entry, bool first, bool last)
{
    static const Role roles[] = {ROLE_CONTENTS_1, ROLE_CONTENTS_2, ROLE_CONTENTS_3};
    StrBuf runs = {.arena = writing->arena};
    const DocxPlace *place = place_of(writing, entry->id);

    if (first)
        buf_add_c(&runs,
                  "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> "
                  "TOC \\o \"1-3\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar "
                  "w:fldCharType=\"separate\"/></w:r>");
    buf_print(&runs, "<w:hyperlink w:anchor=\"%s\" w:history=\"1\"><w:r>",
              bookmark_name(writing, entry->index).at);
    write_text(&runs, entry->text);
    buf_add_c(&runs, "</w:r>");
    if (place && !writing->document->project->template->contents_unnumbered) {
        buf_add_c(&runs, "<w:r><w:tab/></w:r><w:r>");
        write_text(&runs, place->label);
        buf_add_c(&runs, "</w:r>");
    }
    buf_add_c(&runs, "</w:hyperlink>");
    if (last)
        buf_add_c(&runs, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
    write_paragraph(writing, style_id(roles[entry->level > 3 ? 2 : entry->level - 1]),
                    str_print(writing->arena,
                              "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"%lld\"/></w:tabs>",
                              (long long)twips(writing->style->page.area_width)),
                    buf_str(&runs));
}

static void write_contents(Writing *writing)
{
    Entries entries = entries_find(writing);
    const Template *template = writing->document->project->template;
    Length at = 0;

    if (entries.n == 0)
        return;
    write_line(writing, style_id(ROLE_CONTENTS_TITLE), (Str){0}, template->wording.contents);
    write_title_lines(writing, true, &at);
    for (size_t i = 0; i < entries.n; i++)
        write_entry(writing, &entries.at[i], i == 0, i + 1 == entries.n);
    if (template->contents_note.n)
        write_line(writing, style_id(ROLE_TABLE_NOTE), (Str){0}, template->contents_note);
    section_end(writing, SECTION_CONTENTS);
}

void write_front(Writing *writing)
{
    size_t before = writing->body.n;

    if (writing->document->only) // a part has neither
        return;
    write_sign_sheet(writing);
    write_key_figures(writing);
    write_changes(writing);
    write_cover(writing, writing->body.n == before);
    write_contents(writing);
    writing->begun = false;
}
