// A block's bytes as CommonMark reads them, from line to line without what its containers put before each.
#include "document/internal-build.h"

#include <string.h>

#define LONGEST_LABEL 1000  // of a link's label, in bytes (CommonMark 4.7)
#define MOST_PARENTHESES 32 // open at once in a link's address

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_ascii_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

char reader_peek(const Reader *reader)
{
    return reader->at < reader->text.n ? reader->text.at[reader->at] : '\0';
}

bool reader_escapes(const Reader *reader)
{
    return reader_peek(reader) == '\\' && reader->at + 1 < reader->text.n &&
           is_ascii_punctuation(reader->text.at[reader->at + 1]);
}

bool reader_take(Reader *reader, char c)
{
    if (reader->at >= reader->text.n || reader->text.at[reader->at] != c)
        return false;
    reader->at++;
    return true;
}

// What a line of the fragment lacks of the source's line, it lacks at its beginning.
static void set_shift(Reader *reader)
{
    const Fragment *fragment = reader->fragment;
    size_t index = reader->line, from = fragment->lines[index];
    size_t to = index + 1 < fragment->line_count ? fragment->lines[index + 1] : fragment->text.n;

    if (to > from && fragment->text.at[to - 1] == '\n')
        to--;
    Str line = source_line(fragment->source, fragment->first_line + (uint32_t)index);
    reader->line_from = from;
    reader->line_offset = line.at ? (size_t)(line.at - fragment->source->text.at) : 0;
    reader->line_offset += line.n > to - from ? line.n - (to - from) : 0;
}

Reader reader_at(const Fragment *fragment, const Node *block, int line, int column, int last_line)
{
    Reader reader = {.fragment = fragment, .line = (size_t)line - 1};
    size_t last = (size_t)last_line < fragment->line_count ? (size_t)last_line : fragment->line_count;
    size_t end = last < fragment->line_count ? fragment->lines[last] : fragment->text.n;

    reader.text = str_slice(fragment->text, 0, end);
    reader.at = fragment->lines[line - 1] + (size_t)column - 1;
    for (const Node *node = block->parent; node; node = node->parent)
        reader.quotes += node->kind == NODE_QUOTE;
    set_shift(&reader);
    return reader;
}

size_t reader_offset(const Reader *reader)
{
    return reader->line_offset + (reader->at - reader->line_from);
}

bool reader_line_end(Reader *reader)
{
    size_t quotes = reader->quotes;

    if (!reader_take(reader, '\n'))
        return false;
    if (reader->line + 1 < reader->fragment->line_count)
        reader->line++;
    set_shift(reader);
    reader->last_mark = reader->at;
    for (;; reader->at++) {
        char c = reader_peek(reader);
        if (c == '>' && quotes > 0) {
            reader->last_mark = reader->at;
            quotes--;
        } else if (c != ' ' && c != '\t') {
            reader->words = reader->at;
            reader->lazy = quotes > 0;
            return true;
        }
    }
}

void reader_next(Reader *reader)
{
    if (!reader_line_end(reader))
        reader->at++;
}

// Past blanks and line ends; false where there are none.
static bool reader_blanks(Reader *reader)
{
    size_t from = reader->at;

    while (is_blank(reader_peek(reader)))
        reader_next(reader);
    return reader->at > from;
}

void reader_line_blanks(Reader *reader)
{
    while (reader_peek(reader) != '\n' && is_blank(reader_peek(reader)))
        reader->at++;
}

// ---- code spans

bool reader_code(Reader *reader, size_t *marks, size_t *end)
{
    Str text = reader->text;
    size_t from = reader->at;

    while (reader_take(reader, '`'))
        ;
    *marks = reader->at - from;
    for (size_t i = reader->at; *marks > 0 && i < text.n;) {
        const char *found = memchr(text.at + i, '`', text.n - i);
        if (!found)
            break;
        *end = (size_t)(found - text.at);
        for (i = *end; i < text.n && text.at[i] == '`';)
            i++;
        if (i - *end == *marks)
            return true;
    }
    return false;
}

size_t code_figure_sign(Str literal)
{
    if (str_starts(literal, STR("=")))
        return 1;
    return str_starts(literal, STR("＝")) ? STR("＝").n : 0; // an input method's
}

// ---- links

// Past what stands up to the closing mark, which a backslash takes its meaning from.
static bool take_enclosed(Reader *reader, char closing, char forbidden)
{
    while (reader->at < reader->text.n) {
        char c = reader_peek(reader);
        if (c == closing) {
            reader->at++;
            return true;
        }
        if (c == forbidden)
            return false;
        if (reader_escapes(reader))
            reader->at++;
        reader_next(reader);
    }
    return false;
}

// An address without <>: to a blank, or the parenthesis that none in it opened.
static bool take_bare_address(Reader *reader)
{
    size_t open = 0;

    for (; reader->at < reader->text.n && !is_blank(reader_peek(reader)); reader->at++) {
        char c = reader_peek(reader);
        if (c == ')' && open == 0)
            break;
        if (reader_escapes(reader))
            reader->at++;
        else if (c == '(')
            open++;
        else if (c == ')')
            open--;
        if (open > MOST_PARENTHESES)
            return false;
    }
    return open == 0;
}

static bool take_address(Reader *reader, Reader *from, size_t *length)
{
    bool angled = reader_take(reader, '<');
    size_t line = reader->line;

    *from = *reader;
    if (angled && (!take_enclosed(reader, '>', '<') || reader->line != line))
        return false;
    if (!angled && !take_bare_address(reader))
        return false;
    *length = reader->at - from->at - angled;
    return true;
}

// "…", '…' or (…) after blanks; the reader stays where there is none.
static void take_title(Reader *reader)
{
    Reader start = *reader;

    if (reader_blanks(reader)) {
        char mark = reader_peek(reader);
        reader->at++;
        if ((mark == '"' || mark == '\'') && take_enclosed(reader, mark, '\0'))
            return;
        if (mark == '(' && take_enclosed(reader, ')', '('))
            return;
    }
    *reader = start;
}

static bool take_label(Reader *reader)
{
    Reader start = *reader;

    if (reader_take(reader, '[') && take_enclosed(reader, ']', '[') &&
        reader->at - start.at <= LONGEST_LABEL + 2)
        return true;
    *reader = start;
    return false;
}

bool reader_link_end(Reader *reader, size_t *offset, size_t *length)
{
    Reader address;

    *length = 0;
    if (!reader_take(reader, ']'))
        return false;
    Reader start = *reader;
    if (reader_take(reader, '(')) {
        reader_blanks(reader);
        if (take_address(reader, &address, length)) {
            take_title(reader);
            reader_blanks(reader);
            if (reader_take(reader, ')')) {
                *offset = reader_offset(&address);
                return true;
            }
        }
        *length = 0;
        *reader = start;
    }
    take_label(reader); // [words][label]; none after [words] alone
    return true;
}

static bool take_line_end(Reader *reader)
{
    reader_line_blanks(reader);
    return reader->at >= reader->text.n || reader_line_end(reader);
}

// [label]: address "title"
static bool take_definition(Reader *reader)
{
    Reader start = *reader, address;
    size_t length;

    if (take_label(reader) && str_trim(str_slice(reader->text, start.at + 1, reader->at - 1)).n > 0 &&
        reader_take(reader, ':')) {
        reader_blanks(reader);
        bool angled = reader_peek(reader) == '<';
        if (take_address(reader, &address, &length) && (angled || length > 0)) {
            Reader untitled = *reader;
            take_title(reader);
            if (take_line_end(reader))
                return true;
            *reader = untitled; // what looks like a title is the next line's text
            if (take_line_end(reader))
                return true;
        }
    }
    *reader = start;
    return false;
}

void reader_definitions(Reader *reader)
{
    while (reader_peek(reader) == '[' && take_definition(reader))
        ;
}
