// Which bytes of the source a text is from.
//
// cmark's inline columns count bytes and are wrong on continuation lines, and its literals are decoded. So
// the inlines of a block, which come in the source's order, are laid along its bytes: marks are passed over
// where a node begins or ends, literals give runs.
#include "document/internal-build.h"

#include <string.h>

typedef struct Trace {
    Arena *arena;
    Reader reader;
    VEC(TextRun) runs; // of the leaf at hand
    bool blanks_stay;  // those that the line begins with: after \ and its end, and after definitions
    bool autolink;     // within <https://…>, where a backslash is one
    bool lost;         // a literal is not where it should be: what follows has no runs
} Trace;

// Bytes of the leaf's text that stand in the source as they are, from here on.
static void add_run(Trace *trace, size_t at, size_t length)
{
    size_t offset = reader_offset(&trace->reader);
    TextRun *last = trace->runs.n ? vec_last(&trace->runs) : NULL;

    if (last && last->verbatim && last->at + last->length == at && last->offset + last->span == offset) {
        last->length += (uint32_t)length;
        last->span = last->length;
        return;
    }
    *vec_push(trace->arena, &trace->runs) =
        (TextRun){(uint32_t)at, (uint32_t)length, (uint32_t)offset, (uint32_t)length, true};
}

static void keep_runs(Trace *trace, Node *node)
{
    size_t n = trace->runs.n;

    if (trace->lost || n == 0)
        return;
    TextRun *runs = ARENA_ARRAY(trace->arena, TextRun, n);
    memcpy(runs, trace->runs.at, n * sizeof *runs);
    node->runs = runs;
    node->run_count = n;
}

// ---- leaves

// The bytes from here on that stand in the literal as they are.
static size_t same_bytes(const Reader *reader, Str literal, size_t from)
{
    size_t n = 0;

    for (; from + n < literal.n && reader->at + n < reader->text.n; n++) {
        char c = reader->text.at[reader->at + n];
        if (c != literal.at[from + n] || c == '\\' || c == '&')
            break;
    }
    return n;
}

// One character that the source has in another way, or a backslash or & that is itself; the literal's bytes.
static size_t read_special(Trace *trace, Str literal, size_t from)
{
    Reader *reader = &trace->reader;
    char decoded[ENTITY_MOST];
    Str rest = str_slice(literal, from, literal.n);
    size_t length, span;

    if (reader_peek(reader) == '&' && (span = entity_at(reader->text, reader->at, decoded, &length)) > 0) {
        if (!str_starts(rest, (Str){decoded, length}))
            return 0;
        *vec_push(trace->arena, &trace->runs) = (TextRun){
            (uint32_t)from, (uint32_t)length, (uint32_t)reader_offset(reader), (uint32_t)span, false};
        reader->at += span;
        return length;
    }
    if (!trace->autolink && reader_escapes(reader))
        reader->at++;
    if (reader_peek(reader) != rest.at[0])
        return 0;
    add_run(trace, from, 1);
    reader->at++;
    return 1;
}

// Goes back to what a line begins with that is the literal's own, not its containers': blanks, as many as
// rest goes on with. Returns how many of them the source has not (of a tab in a list, a part is the item's).
static size_t keep_blanks(Reader *reader, Str rest)
{
    size_t n = 0;

    while (n < rest.n && (rest.at[n] == ' ' || rest.at[n] == '\t'))
        n++;
    size_t missing = n;
    while (missing > 0 && reader->at > 0 && reader->text.at[reader->at - 1] == rest.at[missing - 1]) {
        missing--;
        reader->at--;
    }
    return missing;
}

// Past a byte or line end; what keep_blanks returns of the line that follows.
static size_t pass_byte(Reader *reader, Str rest)
{
    if (!reader_line_end(reader)) {
        reader->at++;
        return 0;
    }
    if (str_starts(str_trim(rest), STR(">")) && reader_peek(reader) != '>')
        reader->at = reader->last_mark; // which was no quotation's
    return keep_blanks(reader, rest);
}

static void read_text(Trace *trace, Node *node)
{
    Reader *reader = &trace->reader;

    for (size_t i = trace->blanks_stay ? keep_blanks(reader, node->text) : 0; i < node->text.n;) {
        size_t n = same_bytes(reader, node->text, i);
        if (n > 0) {
            add_run(trace, i, n);
            reader->at += n;
        } else {
            n = read_special(trace, node->text, i);
        }
        if (n == 0) {
            trace->lost = true;
            return;
        }
        i += n;
    }
}

// Of a line that a > begins which is no quotation's, the mark is in the text.
static void read_line_text(Trace *trace, Node *node)
{
    Reader start = trace->reader;

    read_text(trace, node);
    if (!trace->lost || start.at != start.words || start.last_mark >= start.text.n ||
        start.text.at[start.last_mark] != '>')
        return;
    trace->reader = start;
    trace->reader.at = start.last_mark;
    trace->runs.n = 0;
    trace->lost = false;
    read_text(trace, node);
}

static void read_soft_break(Trace *trace)
{
    reader_line_blanks(&trace->reader);
    add_run(trace, 0, 1);
    trace->lost = trace->lost || !reader_line_end(&trace->reader);
}

static void read_hard_break(Trace *trace, Node *node)
{
    Reader *reader = &trace->reader;

    trace->blanks_stay = reader_take(reader, '\\');
    reader_line_blanks(reader);
    node->offset = reader_offset(reader);
    node->length = 1;
    trace->lost = trace->lost || !reader_line_end(reader);
}

// A literal that the source has as it is, but for what stands before its lines; `line_end` is what a line's
// end is in it.
static void read_verbatim(Trace *trace, Str literal, size_t from, char line_end)
{
    Reader *reader = &trace->reader;
    Str text = reader->text;

    for (size_t i = from; i < literal.n;) {
        size_t n = 0;
        while (i + n < literal.n && reader->at + n < text.n && text.at[reader->at + n] == literal.at[i + n] &&
               literal.at[i + n] != '\n')
            n++;
        if (n > 0) {
            add_run(trace, i, n);
            reader->at += n;
            i += n;
        } else if (reader_peek(reader) == '\n' && literal.at[i] == line_end) {
            add_run(trace, i, 1);
            i += 1 + pass_byte(reader, str_slice(literal, i + 1, literal.n));
        } else {
            trace->lost = true;
            return;
        }
    }
}

// False where the literal does not end just before the marks at `end`. padded: a blank or line end on either
// side is not the literal's (CommonMark 6.1).
static bool read_content(Trace *trace, Str literal, size_t end, bool padded)
{
    read_verbatim(trace, literal, padded ? pass_byte(&trace->reader, literal) : 0, ' ');
    if (padded && trace->reader.at < end)
        reader_next(&trace->reader);
    return !trace->lost && trace->reader.at == end;
}

static void read_code(Trace *trace, Node *node)
{
    Reader *reader = &trace->reader;
    size_t marks, end;

    if (!reader_code(reader, &marks, &end)) {
        trace->lost = true;
        return;
    }
    Reader start = *reader;
    node->offset = reader_offset(reader);
    if (!read_content(trace, node->text, end, false)) {
        *reader = start;
        trace->runs.n = 0;
        trace->lost = false;
        trace->lost = !read_content(trace, node->text, end, true);
    }
    node->length = reader_offset(reader) - node->offset;
    reader->at = end + marks;
}

static void read_leaf(Trace *trace, Node *node)
{
    trace->runs.n = 0;
    if (node->kind == NODE_LINE_BREAK)
        read_hard_break(trace, node);
    else if (node->kind == NODE_CODE)
        read_code(trace, node);
    else if (node->kind == NODE_HTML_INLINE)
        read_verbatim(trace, node->text, 0, '\n');
    else if (node_is_soft_break(node))
        read_soft_break(trace);
    else
        read_line_text(trace, node);
    if (node->kind == NODE_LINE_BREAK)
        return;
    keep_runs(trace, node);
}

// ---- marks around inlines

static bool read_emphasis(Reader *reader, int marks)
{
    bool good = true;

    for (; marks > 0; marks--)
        good = good && (reader_take(reader, '*') || reader_take(reader, '_'));
    return good;
}

static bool enter(Trace *trace, const Node *node)
{
    Reader *reader = &trace->reader;

    switch (node->kind) {
    case NODE_EMPHASIS:
        return read_emphasis(reader, 1);
    case NODE_STRONG:
        return read_emphasis(reader, 2);
    case NODE_IMAGE:
        return reader_take(reader, '!') && reader_take(reader, '[');
    case NODE_LINK:
        trace->autolink = reader_take(reader, '<');
        return trace->autolink || reader_take(reader, '[');
    default:
        return true;
    }
}

static bool leave(Trace *trace, Node *node)
{
    Reader *reader = &trace->reader;

    trace->blanks_stay = false;
    switch (node->kind) {
    case NODE_EMPHASIS:
        return read_emphasis(reader, 1);
    case NODE_STRONG:
        return read_emphasis(reader, 2);
    case NODE_LINK:
        if (!trace->autolink)
            return reader_link_end(reader, &node->offset, &node->length);
        trace->autolink = false;
        return reader_take(reader, '>');
    case NODE_IMAGE:
        return reader_link_end(reader, &node->offset, &node->length);
    default:
        return true;
    }
}

// ---- a block

// A line of = or - alone, under a heading's words.
static bool is_underline(const Reader *line)
{
    ptrdiff_t end = str_find_char(line->text, '\n', line->at);
    Str text = str_trim(str_slice(line->text, line->at, end < 0 ? line->text.n : (size_t)end));

    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != text.at[0] || (text.at[i] != '=' && text.at[i] != '-'))
            return false;
    return text.n > 0 && !line->lazy;
}

// The heading's words and the heading end at the line under them: to cmark it goes on to the line that the
// next block begins with.
static void end_at_underline(Reader *reader, Node *heading)
{
    Reader line = *reader, last = line, before;

    last.at = last.text.n; // the first line is none
    before = last;
    while (line.at < line.text.n) {
        if (!reader_line_end(&line)) {
            line.at++;
        } else if (line.at < line.text.n && reader_peek(&line) != '\n') {
            before = last;
            last = line;
        }
    }
    line = is_underline(&before) ? before : last;
    if (!is_underline(&line))
        return;
    reader->text = str_slice(reader->text, 0, line.line_from);
    while (line.at < line.text.n && reader_peek(&line) != '\n')
        line.at++;
    heading->length = reader_offset(&line) - heading->offset;
}

static void begin(Trace *trace, Node *block)
{
    Reader *reader = &trace->reader, start = *reader;

    if (block->kind == NODE_HEADING) {
        while (reader_take(reader, '#'))
            ;
        if (reader->at == start.at || (reader_peek(reader) != ' ' && reader_peek(reader) != '\t')) {
            *reader = start;
            end_at_underline(reader, block);
        }
    }
    reader_line_blanks(reader);
    if (reader->at == start.at) {
        reader_definitions(reader);
        trace->blanks_stay = reader->at > start.at;
    }
}

void trace_inlines(Arena *arena, Reader reader, Node *block)
{
    Trace trace = {.arena = arena, .reader = reader};
    Node *node = block->first;

    begin(&trace, block);
    while (node && !trace.lost) {
        if (node_is_leaf(node->kind))
            read_leaf(&trace, node);
        else
            trace.lost = !enter(&trace, node);
        trace.blanks_stay = trace.blanks_stay && node->kind == NODE_LINE_BREAK;
        if (node->first) {
            node = node->first;
            continue;
        }
        for (; node != block; node = node->parent) {
            if (!node_is_leaf(node->kind) && !trace.lost)
                trace.lost = !leave(&trace, node);
            if (node->next)
                break;
        }
        node = node == block ? NULL : node->next;
    }
}
