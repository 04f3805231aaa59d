// The text's blocks as paragraphs, and the sections that they stand in.
#include "docx/internal-docx.h"

// ---- the text

// Its number in the margin, as a frame of its own.
static void write_margin_number(Writing *writing, size_t number)
{
    write_line(writing, STYLE_MARGIN,
               STR("<w:framePr w:w=\"600\" w:hSpace=\"120\" w:wrap=\"around\" w:vAnchor=\"text\" "
                   "w:hAnchor=\"page\" w:x=\"760\" w:y=\"60\"/>"),
               str_print(writing->arena, "%zu", number));
}

static Str page_break(Writing *writing)
{
    bool here = writing->page_break;

    writing->page_break = false;
    return here ? STR("<w:pageBreakBefore/>") : (Str){0};
}

static void write_heading(Writing *writing, const Printed *printed, size_t index)
{
    StrBuf more = {.arena = writing->arena}, runs = {.arena = writing->arena},
           whole = {.arena = writing->arena};
    bool numbered =
        numbering_format(writing->arena, writing->document->project->template, printed->level, 1).n > 0;

    buf_add(&more, page_break(writing));
    if (numbered && !heading_counts(writing, printed->node)) {
        buf_print(&more, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"%d\"/></w:numPr>", NUMBERING_NONE);
        buf_add_c(&runs, "<w:r>");
        write_text(&runs, printed->number);
        buf_add_c(&runs, "</w:r>");
    }
    buf_add(&runs, marked_runs(writing, printed, index));
    buf_add(&more, mark_properties(writing, index));
    bookmark_around(writing, &whole, bookmark_name(writing, index), buf_str(&runs));
    write_paragraph(writing, str_print(writing->arena, "%d", printed->level).at, buf_str(&more),
                    buf_str(&whole));
}

static void list_properties(Writing *writing, const Printed *printed, StrBuf *more)
{
    Length left, label;
    int depth = printed->list_depth > 9 ? 9 : printed->list_depth;

    list_indents(writing, printed, &left, &label);
    if (printed->item_begins)
        buf_print(more, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%u\"/></w:numPr>", depth - 1,
                  list_number(writing, printed->list, depth));
    buf_print(more, "<w:ind w:left=\"%lld\" w:%s=\"%lld\" w:firstLineChars=\"0\"/>", (long long)twips(left),
              printed->item_begins ? "hanging" : "firstLine",
              (long long)(printed->item_begins ? twips(label) : 0));
}

static const char *paragraph_style(const Printed *printed)
{
    if (printed->kind == PRINTED_CODE)
        return style_id(ROLE_CODE);
    if (printed->list)
        return style_id(ROLE_LIST);
    return style_id(printed->quote_depth ? ROLE_QUOTE : ROLE_BODY);
}

static void write_block_text(Writing *writing, const Printed *printed, size_t index)
{
    StrBuf more = {.arena = writing->arena}, whole = {.arena = writing->arena};

    if (printed->piece_count == 0 && printed->kind != PRINTED_CODE && !printed->item_begins)
        return;
    if (!is_note(printed))
        buf_add(&more, page_break(writing));
    if (printed->list)
        list_properties(writing, printed, &more);
    bookmark_around(writing, &whole, bookmark_name(writing, index), marked_runs(writing, printed, index));
    buf_add(&more, mark_properties(writing, index));
    if (is_note(printed)) {
        write_note(writing, buf_str(&more), buf_str(&whole), printed->node->parent);
        return;
    }
    if (writing->options.numbered)
        write_margin_number(writing, index + 1);
    write_paragraph(writing, paragraph_style(printed), buf_str(&more), buf_str(&whole));
}

static void write_rule(Writing *writing)
{
    const Style *style = writing->style;
    int64_t indent = twips(style->page.area_width - style->break_width) / 2;

    write_paragraph(
        writing, style_id(ROLE_BODY),
        str_print(writing->arena,
                  "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>"
                  "<w:ind w:left=\"%lld\" w:right=\"%lld\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
                  (long long)indent, (long long)indent),
        (Str){0});
}

// Charts are pictures of what the tables have: unless they are asked for, their titles stand for them.
static void write_chart(Writing *writing, const Node *node)
{
    Str picture = word_of(writing, WORDS_PICTURE), title = node->chart->title;

    if (writing->options.charts) {
        if (!node->chart->title_below)
            write_line(writing, style_id(ROLE_TABLE_TITLE), (Str){0}, title);
        write_chart_drawing(writing, node->chart);
        if (node->chart->title_below)
            write_line(writing, style_id(ROLE_TABLE_TITLE), (Str){0}, title);
        return;
    }
    diag_report(writing->diag, SEVERITY_NOTE, "docx-chart", source_place(node->source, node->offset, 0),
                (Str){0}, "%s", _("a chart is left out of the Word file: its title stands in its place"));
    write_line(writing, style_id(ROLE_TABLE_NOTE), (Str){0},
               str_print(writing->arena, "〔%.*s：%.*s〕", STR_ARG(picture), STR_ARG(title)));
}

// ---- sections of pages

// The next table, where nothing but headings stands between.
static const Node *table_ahead(const Writing *writing, size_t from)
{
    for (size_t i = from; i < writing->printed.n; i++) {
        const Printed *printed = &writing->printed.at[i];

        if (printed->kind == PRINTED_TABLE)
            return printed->node;
        if (printed->kind != PRINTED_HEADING && printed->kind != PRINTED_PAGE_BREAK)
            return NULL;
    }
    return NULL;
}

static bool is_turned(const Writing *writing, size_t index)
{
    const Node *table = table_ahead(writing, index);
    const DocxPlace *place = table ? place_of(writing, table->id) : NULL;

    return table && (place ? place->turned : table->orientation == ORIENTATION_LANDSCAPE);
}

// Headings over a table on its side stand on its page.
static void turn(Writing *writing, size_t index)
{
    bool turned = is_turned(writing, index);

    if (turned == writing->turned)
        return;
    if (writing->begun)
        section_end(writing, SECTION_BODY);
    writing->turned = turned;
    writing->page_break = false;
}

static bool begins_part(const Writing *writing, const Printed *printed)
{
    if (printed->kind == PRINTED_HEADING)
        return writing->style->roles[printed->node->role].page_break_before;
    return false;
}

// A table begins a page where it does in layout, which has found out whether two stand on one.
static void break_before_table(Writing *writing, const Printed *printed)
{
    const DocxPlace *place = place_of(writing, printed->node->id);
    const Printed *before = printed > writing->printed.at ? printed - 1 : NULL;

    if (before && before->kind == PRINTED_TABLE && place && writing->page != place->page)
        writing->page_break = true;
    writing->page = place ? place->page : SIZE_MAX;
}

static void write_block(Writing *writing, size_t index)
{
    const Printed *printed = &writing->printed.at[index];
    size_t before = writing->body.n;

    if (index == 0 || printed->section != (printed - 1)->section)
        writing->page_break |= index > 0 && str_equal(printed->section->id, STR("tables"));
    if (printed->kind == PRINTED_TABLE)
        break_before_table(writing, printed);
    turn(writing, index);
    if (before != writing->body.n && begins_part(writing, printed))
        writing->page_break = false;
    write_gone(writing, index);
    switch (printed->kind) {
    case PRINTED_HEADING:
        write_heading(writing, printed, index);
        break;
    case PRINTED_PARAGRAPH:
    case PRINTED_CODE:
        write_block_text(writing, printed, index);
        break;
    case PRINTED_RULE:
        write_rule(writing);
        break;
    case PRINTED_TABLE:
        write_table(writing, printed, index);
        break;
    case PRINTED_CHART:
        write_chart(writing, printed->node);
        break;
    case PRINTED_PAGE_BREAK:
        writing->page_break = true;
        break;
    }
    write_pictures(writing, printed);
    writing->begun = true;
}

void write_body(Writing *writing)
{
    StrBuf *out = &writing->body;

    writing->page = SIZE_MAX;
    marks_find(writing);
    buf_add_c(out,
              XML_HEAD "<w:document" NAMESPACES
                       " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
                       "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                       "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>\n");
    write_front(writing);
    for (size_t i = 0; i < writing->printed.n; i++)
        write_block(writing, i);
    write_gone(writing, writing->printed.n);
    if (writing->properties_end == 0)
        write_nothing(writing);
    buf_add(out, section_properties(writing, SECTION_BODY));
    buf_add_c(out, "</w:body></w:document>\n");
}
