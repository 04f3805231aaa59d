// A paragraph's runs: text in its look, figures in content controls, links.
#include "docx/internal-docx.h"

#define TITLE_MOST 60 // characters of a control's title (Word: 64)

// ---- looks

static void look_add(StrBuf *out, const Printed *printed, const PrintedPiece *piece)
{
    bool code = piece->leaf && piece->leaf->kind == NODE_CODE;

    if (piece->run_in && printed->node->first)
        buf_print(out, "<w:rPr><w:rStyle w:val=\"" STYLE_RUN_IN "%d\"/></w:rPr>",
                  printed->node->first->level);
    else if (code)
        buf_add_c(out, "<w:rPr><w:rStyle w:val=\"" STYLE_CODE "\"/></w:rPr>");
    else if (piece->strong)
        buf_add_c(out, "<w:rPr><w:rStyle w:val=\"" STYLE_STRONG "\"/></w:rPr>");
    else if (piece->emphasis)
        buf_add_c(out, "<w:rPr><w:rStyle w:val=\"" STYLE_EMPHASIS "\"/></w:rPr>");
}

static void run_add(StrBuf *out, const Printed *printed, const PrintedPiece *piece)
{
    buf_add_c(out, "<w:r>");
    look_add(out, printed, piece);
    write_text(out, str_slice(printed->text, piece->at, piece->at + piece->length));
    buf_add_c(out, "</w:r>");
}

// ---- figures

static void title_join(const Writing *writing, StrBuf *title, Str part)
{
    part = str_trim(part);
    if (part.n == 0)
        return;
    if (title->n)
        buf_add(title, word_of(writing, WORDS_COPY_TITLE_JOINT));
    buf_add(title, part);
}

// 部门收支总表 · 收入合计: of one cell its table, row and, where the list has several amounts, column.
static Str cell_title(const Writing *writing, CellRef cell)
{
    StrBuf title = {.arena = writing->arena};
    const List *list = &cell.table->lists[cell.list];

    title_join(writing, &title, cell.table->spec->title);
    if (cell.row >= 0)
        title_join(writing, &title,
                   list->rows[cell.row].name.n ? list->rows[cell.row].name : list->rows[cell.row].code);
    if (table_only_amount(cell.table, cell.list) < 0 && table_unit_column(cell.table->spec, cell.list) < 0)
        title_join(writing, &title, table_column(cell)->title);
    return buf_str(&title);
}

static Str shortened(Str text)
{
    size_t at = 0;

    for (int n = 0; n < TITLE_MOST && at < text.n; n++)
        utf8_next(text, &at);
    return str_slice(text, 0, at);
}

static Str figure_title(const Writing *writing, const Figure *figure)
{
    if (figure->trace_count == 1 && figure->trace[0].cell.table)
        return shortened(cell_title(writing, figure->trace[0].cell));
    return shortened(str_trim(figure->expression));
}

// Not locked: WPS users take a locked one for a broken file. Without a frame, so that it looks as text does.
// Of no type: LibreOffice 7.4 writes the text of one of plain text again for each of its runs.
static void figure_add(Writing *writing, StrBuf *out, const Printed *printed, const PrintedPiece *piece)
{
    unsigned id = ++writing->next_id;

    buf_add_c(out, "<w:sdt><w:sdtPr><w:alias w:val=\"");
    escape_markup(out, figure_title(writing, piece->leaf->figure));
    buf_print(out,
              "\"/><w:tag w:val=\"figure-%u\"/><w:id w:val=\"%u\"/><w15:appearance w15:val=\"hidden\"/>"
              "</w:sdtPr><w:sdtContent>",
              id, id);
    run_add(out, printed, piece);
    buf_add_c(out, "</w:sdtContent></w:sdt>");
}

// ---- links

// A table's bookmark, or an address outside; 0 and an empty anchor: the words alone.
static bool link_open(Writing *writing, StrBuf *out, const Node *link)
{
    if (link->target_table) {
        const TableUse *use = document_table_use(writing->document, link->target_table);

        for (size_t i = 0; use && i < writing->printed.n; i++)
            if (writing->printed.at[i].node == use->node) {
                buf_print(out, "<w:hyperlink w:anchor=\"%s\">", bookmark_name(writing, i).at);
                return true;
            }
        return false;
    }
    if (!link_is_safe(link->target) || str_find(link->target, STR("://"), 0) < 0)
        return false; // one without a scheme means something on the site alone
    buf_print(out, "<w:hyperlink r:id=\"rIdLink%u\">", link_relation(writing, link->target));
    return true;
}

// What is marked as put in stands within a link, not around it.
static bool link_begin(Writing *writing, StrBuf *out, const Node *link)
{
    StrBuf tag = {.arena = writing->arena};

    if (!link_open(writing, &tag, link))
        return false;
    buf_add_c(out, writing->inserting ? "</w:ins>" : "");
    buf_add(out, buf_str(&tag));
    if (writing->inserting)
        mark_open(writing, out, "ins");
    return true;
}

static void link_end(Writing *writing, StrBuf *out)
{
    buf_add_c(out, writing->inserting ? "</w:ins></w:hyperlink>" : "</w:hyperlink>");
    if (writing->inserting)
        mark_open(writing, out, "ins");
}

static bool is_figure(const PrintedPiece *piece)
{
    return piece->leaf && piece->leaf->kind == NODE_FIGURE;
}

Str runs_between(Writing *writing, const Printed *printed, size_t from, size_t to)
{
    StrBuf out = {.arena = writing->arena};
    const Node *link = NULL;
    bool open = false;

    for (size_t i = 0; i < printed->piece_count; i++) {
        PrintedPiece piece = printed->pieces[i];
        size_t start = piece.at > from ? piece.at : from, end = piece.at + piece.length;

        end = end < to ? end : to;
        if (start >= end)
            continue;
        piece.at = start;
        piece.length = end - start;
        if (piece.link != link) {
            if (open)
                link_end(writing, &out);
            link = piece.link;
            open = link && link_begin(writing, &out, link);
        }
        if (is_figure(&piece))
            figure_add(writing, &out, printed, &piece);
        else if (piece.leaf && piece.leaf->kind == NODE_NOTE_MARK)
            note_call(writing, &out, piece.leaf);
        else if (piece.number && is_note(printed))
            note_label(writing, &out);
        else
            run_add(&out, printed, &piece);
    }
    if (open)
        link_end(writing, &out);
    return buf_str(&out);
}

Str runs_of(Writing *writing, const Printed *printed)
{
    StrBuf out = {.arena = writing->arena};

    if (printed->kind != PRINTED_CODE)
        return runs_between(writing, printed, 0, printed->text.n);
    buf_add_c(&out, "<w:r>");
    write_text(&out, printed->text);
    buf_add_c(&out, "</w:r>");
    return buf_str(&out);
}
