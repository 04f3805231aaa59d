// Footnotes: [^1] in the text, and [^1]: at the beginning of a line before what the note says. CommonMark has
// none, and would take a text of one word for a link's address: so the lines of their texts are left out of
// what it reads, and are read by themselves.
#include <stdlib.h>

#include "document/internal-build.h"

#define LONGEST_NOTE_LABEL 60 // bytes

// ---- labels

// The label of the [^label] that text[at …] begins with, and where it ends; empty where there is none.
static Str label_at(Str text, size_t at, size_t *end)
{
    size_t from = at + 2, to = from;

    if (!str_starts(str_slice(text, at, text.n), STR("[^")))
        return (Str){0};
    while (to < text.n && to - from <= LONGEST_NOTE_LABEL && text.at[to] != ']' && text.at[to] != '[' &&
           (unsigned char)text.at[to] > ' ')
        to++;
    if (to == from || to >= text.n || text.at[to] != ']')
        return (Str){0};
    *end = to + 1;
    return str_slice(text, from, to);
}

// A note's number, where its label is one; 0 where it is none.
static long label_number(Str label)
{
    long value = 0;

    for (size_t i = 0; i < label.n; i++) {
        if (label.at[i] < '0' || label.at[i] > '9' || i > 8)
            return 0;
        value = value * 10 + (label.at[i] - '0');
    }
    return value;
}

// The text of the label that is nearest: that of the passage, then that of the section.
static NoteText *find_note(const Builder *builder, Str label)
{
    for (size_t i = builder->notes.n; i-- > 0;)
        if (name_equal(builder->notes.at[i].label, label))
            return &builder->notes.at[i];
    return NULL;
}

// ---- the texts, line by line

typedef struct NoteLines {
    Builder *builder;
    const Fragment *fragment;
    char fence;          // ` or ~ of the open code block; NUL: none is open
    size_t fence_length; // of its marks
    bool comment;        // one is open
    int depth;
} NoteLines;

static Str line_at(const Fragment *fragment, size_t line)
{
    size_t to = line + 1 < fragment->line_count ? fragment->lines[line + 1] : fragment->text.n;
    Str text = str_slice(fragment->text, fragment->lines[line], to);

    while (text.n && (text.at[text.n - 1] == '\n' || text.at[text.n - 1] == '\r'))
        text.n--;
    return text;
}

static size_t leading_blanks(Str line)
{
    size_t n = 0;

    while (n < line.n && (line.at[n] == ' ' || line.at[n] == '\t'))
        n++;
    return n;
}

static bool is_empty(Str line)
{
    return leading_blanks(line) == line.n;
}

// Whether the line stands in a code block or a comment, or opens or closes one.
static bool is_literal(NoteLines *lines, Str line)
{
    size_t blanks = leading_blanks(line), n = blanks;
    char mark = n < line.n ? line.at[n] : '\0';

    if (lines->comment) {
        lines->comment = str_find(line, STR("-->"), 0) < 0;
        return true;
    }
    while (n < line.n && line.at[n] == mark)
        n++;
    if (lines->fence) {
        if (mark == lines->fence && n - blanks >= lines->fence_length && is_empty(str_slice(line, n, line.n)))
            lines->fence = '\0';
        return true;
    }
    if ((mark == '`' || mark == '~') && n - blanks >= 3) {
        lines->fence = mark;
        lines->fence_length = n - blanks;
        return true;
    }
    if (!str_starts(str_slice(line, blanks, line.n), STR("<!--")))
        return false;
    lines->comment = str_find(line, STR("-->"), blanks) < 0;
    return true;
}

// The label of a note's text that the line begins, and where the text itself begins; empty where it begins
// none. Its colon may be an input method's.
static Str definition_at(Str line, size_t from, size_t *text)
{
    size_t end;
    Str label = label_at(line, from, &end);

    if (!label.n)
        return (Str){0};
    Str rest = str_slice(line, end, line.n);
    size_t colon = str_starts(rest, STR(":")) ? 1 : str_starts(rest, STR("：")) ? STR("：").n : 0;
    *text = end + colon + leading_blanks(str_slice(rest, colon, rest.n));
    return colon ? label : (Str){0};
}

// Past the marks of quotations and lists that a line begins with.
static size_t past_containers(Str line)
{
    size_t at = leading_blanks(line);

    for (size_t next = at; next < line.n; at = next) {
        while (next < line.n && line.at[next] >= '0' && line.at[next] <= '9')
            next++;
        bool number = next > at && next < line.n && (line.at[next] == '.' || line.at[next] == ')');
        if (!number && (next > at || (line.at[next] != '>' && line.at[next] != '-' && line.at[next] != '*' &&
                                      line.at[next] != '+')))
            break;
        next += 1 + leading_blanks(str_slice(line, next + 1, line.n));
    }
    return at;
}

// Whether a line goes on with the note above it: of an empty one see take_text.
static bool goes_on(NoteLines *lines, Str line)
{
    static const Str opens[] = {{"#", 1},    {">", 1},   {"```", 3}, {"~~~", 3},
                                {"<!--", 4}, {"---", 3}, {"***", 3}};
    const Template *template = lines->builder->project->template;
    size_t blanks = leading_blanks(line), text;
    TypedNumber number;

    if (definition_at(line, blanks, &text).n)
        return false;
    if (blanks >= 2)
        return true;
    if (past_containers(line) > blanks)
        return false;
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        if (str_starts(str_slice(line, blanks, line.n), opens[i]))
            return false;
    return !numbering_match(template, line, &number);
}

// The lines from `first` on that a note's text takes; *text gets them without what they are indented by.
static size_t take_text(NoteLines *lines, size_t first, size_t from, StrBuf *text)
{
    const Fragment *fragment = lines->fragment;
    size_t line = first + 1, kept = line;
    Str begin = line_at(fragment, first);

    buf_add(text, str_slice(begin, from, begin.n));
    buf_add_char(text, '\n');
    for (; line < fragment->line_count; line++) {
        Str next = line_at(fragment, line);
        // After an empty line only what is indented is the note's.
        if (is_empty(next))
            continue;
        if (kept < line ? leading_blanks(next) < 2 || definition_at(next, leading_blanks(next), &from).n
                        : !goes_on(lines, next))
            break;
        for (; kept < line; kept++)
            buf_add_char(text, '\n');
        buf_add(text, str_slice(next, leading_blanks(next), next.n));
        buf_add_char(text, '\n');
        kept = line + 1;
    }
    return kept - first;
}

static Place place_in(const Fragment *fragment, size_t line, size_t from, size_t to)
{
    Str whole = source_line(fragment->source, fragment->first_line + (uint32_t)line);
    Str own = line_at(fragment, line);
    size_t start = whole.at ? (size_t)(whole.at - fragment->source->text.at) : 0;

    start += whole.n > own.n ? whole.n - own.n : 0;
    return source_place(fragment->source, start + from, to - from);
}

void note_report_content(Builder *builder, Place place)
{
    diag_report(builder->diag, SEVERITY_ERROR, "note-content", place,
                str_of(_("write it as a paragraph after the colon: [^1]: 数据来源为部门决算报表。")),
                _("a footnote's text is one or more paragraphs"));
}

// comment: lines of one before it, which is in the text.
static void add_note(NoteLines *lines, size_t line, size_t comment, Str label, Str text)
{
    Builder *builder = lines->builder;
    const Fragment *fragment = lines->fragment;
    NoteText *same = find_note(builder, label);
    size_t blanks = leading_blanks(line_at(fragment, line));
    Place place = place_in(fragment, line, blanks, blanks + label.n + STR("[^]").n);

    if (same && same->depth == lines->depth) {
        diag_report(builder->diag, SEVERITY_ERROR, "note-duplicate", place,
                    str_of(_("give one of them, and its mark in the text, another number")),
                    _("there are two footnotes “%.*s” in this file"), STR_ARG(label));
        return;
    }
    if (str_trim(text).n == 0 || (comment && str_ends(str_trim(text), STR("-->"))))
        note_report_content(builder, place);
    *vec_push(builder->arena, &builder->notes) =
        (NoteText){.label = label,
                   .content = fragment_of_lines(builder->arena, fragment->source, text,
                                                fragment->first_line + (uint32_t)(line - comment)),
                   .place = place,
                   .depth = lines->depth};
}

static void report_misplaced(Builder *builder, Place place)
{
    diag_report(builder->diag, SEVERITY_ERROR, "note-misplaced", place,
                str_of(_("write its text at the beginning of a line, outside lists and quotations")),
                _("a footnote's text does not stand here"));
}

// The lines that a note's text takes from this one on, or 0. comment: lines of one that stands before it, and
// says something of it.
static size_t take_definition(NoteLines *lines, size_t line, size_t comment)
{
    Builder *builder = lines->builder;
    Str whole = line_at(lines->fragment, line);
    size_t blanks = leading_blanks(whole), from, inner;
    Str label = definition_at(whole, blanks, &from);

    if (!label.n) {
        inner = past_containers(whole);
        if (inner > blanks && (label = definition_at(whole, inner, &from)).n)
            report_misplaced(builder, place_in(lines->fragment, line, inner, inner + label.n + STR("[^]").n));
        return 0;
    }
    StrBuf text = {.arena = builder->arena};
    for (size_t i = line - comment; i < line; i++)
        buf_print(&text, "%.*s\n", STR_ARG(line_at(lines->fragment, i)));
    size_t taken = take_text(lines, line, from, &text);
    add_note(lines, line, comment, label, buf_str(&text));
    return comment + taken;
}

// The lines that are a note's, with a comment to Gongkai right above it.
static size_t take_lines(NoteLines *lines, size_t line)
{
    const Fragment *fragment = lines->fragment;
    Str own = line_at(fragment, line), next;
    size_t from;

    if (!is_literal(lines, own))
        return take_definition(lines, line, 0);
    if (lines->comment || lines->fence || !str_starts(str_trim(own), STR("<!--")) ||
        line + 1 >= fragment->line_count)
        return 0;
    next = line_at(fragment, line + 1);
    return definition_at(next, leading_blanks(next), &from).n ? take_definition(lines, line + 1, 1) : 0;
}

Fragment notes_take(Builder *builder, Fragment fragment, int depth)
{
    NoteLines lines = {.builder = builder, .fragment = &fragment, .depth = depth};
    StrBuf rest = {.arena = builder->arena};
    bool any = false;

    if (builder->in_note || str_find(fragment.text, STR("[^"), 0) < 0)
        return fragment;
    for (size_t line = 0; line < fragment.line_count;) {
        Str own = line_at(&fragment, line);
        size_t taken = take_lines(&lines, line);
        for (size_t i = 0; i < taken; i++)
            buf_add_char(&rest, '\n');
        if (!taken) {
            buf_add(&rest, own);
            buf_add_char(&rest, '\n');
        }
        any |= taken > 0;
        line += taken ? taken : 1;
    }
    return any ? fragment_of_lines(builder->arena, fragment.source, buf_str(&rest), fragment.first_line)
               : fragment;
}

// ---- marks

static void report_undefined(Builder *builder, Place place, Str label)
{
    diag_report(
        builder->diag, SEVERITY_ERROR, "note-undefined", place,
        str_print(builder->arena, _("write its text on a line of its own: [^%.*s]: …"), STR_ARG(label)),
        _("there is no footnote “%.*s” in this file"), STR_ARG(label));
}

// Numbers typed in another order than that of the marks would mislead who reads the source: what is printed
// is numbered by the marks.
static void check_order(Builder *builder, const NoteText *text, Place place)
{
    long number = text->depth == 0 ? label_number(text->label) : 0;

    if (number == 0)
        return;
    if (number > builder->note_highest)
        builder->note_highest = number;
    else
        diag_report(builder->diag, SEVERITY_WARNING, "note-order", place,
                    str_of(_("number footnotes in the order in which their marks stand")),
                    _("footnote %ld is called after footnote %ld"), number, builder->note_highest);
}

// The note's first mark makes it.
static Node *new_mark(Builder *builder, NoteText *text, Place place)
{
    Arena *arena = builder->arena;
    Node *mark = node_new(arena, NODE_NOTE_MARK);

    if (!text->note) {
        check_order(builder, text, place);
        text->note = node_new(arena, NODE_NOTE);
        text->note->source = text->content.source;
        text->note->order = ++builder->note_count;
        text->note->id = str_print(arena, "note-%d", text->note->order);
    }
    mark->note = text->note;
    mark->order = ++text->marks;
    mark->id = mark->order == 1 ? str_print(arena, "note-%d-mark", text->note->order)
                                : str_print(arena, "note-%d-mark-%d", text->note->order, mark->order);
    return mark;
}

// A mark in place of text[from … to), which goes on in `text`.
static void split_mark(Builder *builder, Node *text, Node *mark, size_t from, size_t to)
{
    size_t offset, length;

    mark->source = text->source;
    if (text_source(text, from, to, &offset, &length)) {
        mark->offset = offset;
        mark->length = length;
    }
    if (from > 0)
        node_insert_before(text, text_take(builder->arena, text, from));
    text_take(builder->arena, text, to - from);
    node_insert_before(text, mark);
}

void build_note_marks(Builder *builder, const Node *block, Node *text)
{
    size_t end;

    for (ptrdiff_t at = str_find(text->text, STR("[^"), 0); at >= 0;
         at = str_find(text->text, STR("[^"), (size_t)at)) {
        size_t from = (size_t)at;
        Str label = label_at(text->text, from, &end);
        Place place = label.n ? text_place(block, text, from, end) : (Place){0};
        NoteText *note = label.n && text_is_mark(text, from) ? find_note(builder, label) : NULL;
        if (builder->in_note && label.n && text_is_mark(text, from)) {
            note_report_content(builder, place);
        } else if (note) {
            split_mark(builder, text, new_mark(builder, note, place), from, end);
            at = 0;
            continue;
        } else if (label.n && text_is_mark(text, from)) {
            report_undefined(builder, place, label);
        }
        at += 2;
    }
    if (text->text.n == 0)
        node_unlink(text);
}

// ---- notes

void place_notes(Node *section)
{
    for (Node *block = section->first; block; block = block->next) {
        Node *last = block;
        if (block->kind == NODE_NOTE)
            continue;
        for (Node *node = block; node; node = node_next(block, node)) {
            Node *note = node->kind == NODE_NOTE_MARK ? node->note : NULL;
            if (!note || note->parent)
                continue;
            node_insert_after(last, note);
            last = note;
        }
        block = last;
    }
}

// ---- tables

static void check_cell(Builder *builder, const Table *table, const Cell *cell)
{
    size_t end;
    ptrdiff_t at = cell->kind == CELL_TEXT ? str_find(cell->text, STR("[^"), 0) : -1;

    if (at < 0 || !label_at(cell->text, (size_t)at, &end).n)
        return;
    diag_report(builder->diag, SEVERITY_ERROR, "note-misplaced", table_cell_place(table, cell),
                str_of(_("say it in the table's note, or in the text that the table stands in")),
                _("a table's cell calls no footnote"));
}

void check_table_notes(Builder *builder, const Table *table)
{
    const TableSpec *spec = table->spec;
    const Str words[] = {spec->title, spec->note, spec->empty_note};
    size_t end;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ptrdiff_t at = str_find(words[i], STR("[^"), 0);
        if (at >= 0 && label_at(words[i], (size_t)at, &end).n)
            diag_report(builder->diag, SEVERITY_ERROR, "note-misplaced", spec->place,
                        str_of(_("say it in the table's note, or in the text that the table stands in")),
                        _("the title and note of the table “%.*s” call no footnote"), STR_ARG(spec->name));
    }
    for (size_t i = 0; i < spec->list_count; i++)
        for (size_t row = 0; row < table->lists[i].row_count; row++)
            for (uint32_t column = 0; column < spec->lists[i].count; column++)
                check_cell(builder, table, &table->lists[i].rows[row].cells[column]);
}
