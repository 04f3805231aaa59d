// Footnotes as Word's own (ECMA-376 part 1, 17.11): it counts and numbers them, and sets them at the page's
// foot.
#include "docx/internal-docx.h"

#define FIRST_NOTE 2 // ids before it are of the rules over the notes

bool is_note(const Printed *printed)
{
    return printed->node->parent && printed->node->parent->kind == NODE_NOTE;
}

// What the style has around a number, [ and ] of [%s]: Word numbers without them.
static void around_number(const Writing *writing, Str *before, Str *after)
{
    Str format = writing->style->notes.number_format;
    ptrdiff_t at = str_find(format, STR("%s"), 0);

    *before = at < 0 ? (Str){0} : str_slice(format, 0, (size_t)at);
    *after = at < 0 ? (Str){0} : str_slice(format, (size_t)at + 2, format.n);
}

static void run_begin(StrBuf *out)
{
    buf_add_c(out, "<w:r><w:rPr><w:rStyle w:val=\"" STYLE_NOTE_MARK "\"/></w:rPr>");
}

static void text_run(StrBuf *out, Str text)
{
    if (text.n == 0)
        return;
    run_begin(out);
    write_text(out, text);
    buf_add_c(out, "</w:r>");
}

static void numbered_run(const Writing *writing, StrBuf *out, Str element)
{
    Str before, after;

    around_number(writing, &before, &after);
    text_run(out, before);
    run_begin(out);
    buf_add(out, element);
    buf_add_c(out, "</w:r>");
    text_run(out, after);
}

static void field_run(StrBuf *out, const char *element)
{
    run_begin(out);
    buf_print(out, "%s</w:r>", element);
}

void note_call(Writing *writing, StrBuf *out, const Node *mark)
{
    const Node *note = mark->note;
    StrBuf runs = {.arena = writing->arena};
    Str name = str_print(writing->arena, DOCX_NOTE_BOOKMARK "%d", note->order);

    if (mark->order == 1) {
        numbered_run(
            writing, &runs,
            str_print(writing->arena, "<w:footnoteReference w:id=\"%d\"/>", note->order + FIRST_NOTE - 1));
        bookmark_around(writing, out, name, buf_str(&runs));
        return;
    }
    field_run(out, "<w:fldChar w:fldCharType=\"begin\"/>");
    field_run(out,
              str_print(writing->arena,
                        "<w:instrText xml:space=\"preserve\"> NOTEREF %.*s \\h </w:instrText>", STR_ARG(name))
                  .at);
    field_run(out, "<w:fldChar w:fldCharType=\"separate\"/>");
    text_run(out, note_number(writing->arena, writing->style, note->order));
    field_run(out, "<w:fldChar w:fldCharType=\"end\"/>");
}

void note_label(Writing *writing, StrBuf *out)
{
    numbered_run(writing, out, STR("<w:footnoteRef/>"));
}

void write_note(Writing *writing, Str more, Str runs, const Node *note)
{
    StrBuf *out = &writing->notes;

    if (note != writing->note) {
        buf_add_c(out, writing->note ? "</w:footnote>\n" : "");
        buf_print(out, "<w:footnote w:id=\"%d\">", note->order + FIRST_NOTE - 1);
    }
    writing->note = note;
    buf_print(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%.*s</w:pPr>%.*s</w:p>", style_id(ROLE_NOTE),
              STR_ARG(more), STR_ARG(runs));
}

// A rule over the notes, and over those that go on from the page before.
static void rule_add(StrBuf *out, int id, const char *kind)
{
    buf_print(
        out,
        "<w:footnote w:type=\"%s\" w:id=\"%d\"><w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing "
        "w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" "
        "w:firstLine=\"0\"/></w:pPr><w:r><w:%s/></w:r></w:p></w:footnote>\n",
        kind, id, kind);
}

void notes_add(Writing *writing, PackageWriter *package)
{
    StrBuf out = {.arena = writing->arena};

    if (writing->notes.n == 0)
        return;
    buf_add_c(&out, XML_HEAD "<w:footnotes" NAMESPACES ">\n");
    rule_add(&out, 0, "separator");
    rule_add(&out, 1, "continuationSeparator");
    buf_add(&out, buf_str(&writing->notes));
    buf_add_c(&out, "</w:footnote>\n</w:footnotes>\n");
    package_add(package, STR("word/footnotes.xml"), buf_str(&out));
}

Str notes_settings(const Writing *writing)
{
    const NoteStyle *notes = &writing->style->notes;

    if (writing->notes.n == 0)
        return STR("");
    return str_print(
        writing->arena,
        "<w:footnotePr><w:numFmt w:val=\"%s\"/><w:numRestart w:val=\"%s\"/><w:footnote w:id=\"0\"/>"
        "<w:footnote w:id=\"1\"/></w:footnotePr>",
        str_find(notes->number_format, STR("%s"), 0) < 0 ? "decimalEnclosedCircleChinese" : "decimal",
        notes->by_page ? "eachPage" : "continuous");
}
