// Punctuation of Chinese text (GB/T 15834): half- and full-width marks, pairs, blanks.
//
// These rules read the source, not the printed text, so that a number's own brackets and what stands beside a
// figure are seen; the marks of Markdown are 0x01 there.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

#define DEEPEST 64

typedef struct Mark {
    size_t at, length;
    uint32_t code;
} Mark;

static bool is_object(uint32_t code)
{
    return code == 1;
}

static bool chinese(uint32_t code)
{
    return char_is_han(code) || char_is_full_width(code);
}

static bool is_letter_or_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
}

static uint32_t code_before(Str raw, size_t at)
{
    return at > 0 ? utf8_previous(raw, &at) : 0;
}

static uint32_t code_after(Str raw, size_t at)
{
    return at < raw.n ? utf8_next(raw, &at) : 0;
}

// The characters beside a mark, past blanks and the marks of Markdown.
static uint32_t near(Str raw, size_t at, bool left)
{
    for (int i = 0; i < 8; i++) {
        if (left ? at == 0 : at >= raw.n)
            return 0;
        uint32_t code = left ? utf8_previous(raw, &at) : utf8_next(raw, &at);
        if (code != ' ' && !is_object(code))
            return code;
    }
    return 1;
}

static void half_width(Prose *prose, ProseBlock *block, size_t from, size_t to, const char *instead)
{
    Str mark = str_trim(str_slice(block->raw, from, to));
    bool ends = from + mark.n == str_trim(block->raw).n;

    // 一.概况 has no 。, and of “” and （） one is meant.
    if (utf8_count(str_of(instead)) == 1 && (ends || !str_equal(mark, STR("."))))
        prose_mend(prose, str_of(instead));
    else if (text_closing_of((unsigned char)mark.at[0]) && utf8_count(str_of(instead)) == 2)
        prose_mend(prose, str_slice(str_of(instead), 0, strlen("（")));
    prose_report_raw(prose, (ProseRange){block, from, to}, "punctuation-half-width",
                     str_print(prose->arena, _("write %s"), instead), _("half-width “%.*s” in Chinese text"),
                     STR_ARG(str_trim(str_slice(block->raw, from, to))));
}

// ---- single marks

static const char *full_form(uint32_t code)
{
    switch (code) {
    case ',':
        return "，";
    case ';':
        return "；";
    case ':':
        return "：";
    case '!':
        return "！";
    case '?':
        return "？";
    case '.':
        return "。";
    case '"':
        return "“”";
    default:
        return NULL;
    }
}

static void check_single(Prose *prose, ProseBlock *block, Mark mark)
{
    const char *full = full_form(mark.code);
    uint32_t before = code_before(block->raw, mark.at), after = code_after(block->raw, mark.at + mark.length);
    size_t end = mark.at + mark.length;

    if (!full)
        return;
    uint32_t left = near(block->raw, mark.at, true), right = near(block->raw, end, false);
    // 第1,2项: between numbers a comma is theirs. A point ends a sentence only where Chinese text does.
    bool wrong = chinese(left) && !(is_letter_or_digit(after) && mark.code == '.');
    if (mark.code == ',' || mark.code == ';' || mark.code == '"')
        wrong = wrong || (chinese(right) && !(mark.code == '"' && before == 0));
    if (mark.code == '"')
        wrong = wrong || chinese(right);
    if (mark.code == '.' && (after == '.' || before == '.'))
        wrong = false;
    if (!wrong)
        return;
    while (end < block->raw.n && block->raw.at[end] == ' ')
        end++;
    half_width(prose, block, mark.at, end, full);
}

// ---- pairs

static void unbalanced(Prose *prose, ProseBlock *block, Mark mark)
{
    bool quotation = text_is_quotation(mark.code);

    prose_report_raw(prose, (ProseRange){block, mark.at, mark.at + mark.length},
                     quotation ? "quotation-unbalanced" : "bracket-unbalanced", (Str){0},
                     quotation ? _("the quotation mark “%.*s” has no partner in its paragraph")
                               : _("the bracket “%.*s” has no partner in its paragraph"),
                     STR_ARG(str_slice(block->raw, mark.at, mark.at + mark.length)));
}

static void check_pair(Prose *prose, ProseBlock *block, Mark open, Mark close)
{
    bool open_half = open.code < 0x80, close_half = close.code < 0x80;

    if (!open_half && !close_half)
        return;
    if (open.code == '<') {
        if (chinese(code_after(block->raw, open.at + 1)))
            half_width(prose, block, open.at, open.at + 1, "〈〉");
    } else if (open_half != close_half) {
        Mark half = open_half ? open : close;
        half_width(prose, block, half.at, half.at + 1, open_half ? "（" : "）");
    } else {
        uint32_t inside = near(block->raw, open.at + 1, false), left = near(block->raw, open.at, true);
        uint32_t right = near(block->raw, close.at + 1, false);
        if (char_is_han(inside) || (chinese(left) && (chinese(right) || right == 0)))
            half_width(prose, block, open.at, open.at + 1, open.code == '[' ? "［］" : "（）");
    }
}

// 1) and a. at a paragraph's beginning count, and are no bracket without its partner.
static bool numbers_item(Str raw, size_t at)
{
    return at <= 4 && is_letter_or_digit(code_before(raw, at));
}

static void close_mark(Prose *prose, ProseBlock *block, Mark *stack, size_t *depth, Mark mark)
{
    size_t top = *depth;

    while (top > 0 && text_widened(text_closing_of(stack[top - 1].code)) != text_widened(mark.code))
        top--;
    if (top == 0) {
        if (mark.code != '>' && !numbers_item(block->raw, mark.at))
            unbalanced(prose, block, mark);
        return;
    }
    for (size_t i = top; i < *depth; i++)
        if (stack[i].code != '<')
            unbalanced(prose, block, stack[i]);
    check_pair(prose, block, stack[top - 1], mark);
    *depth = top - 1;
}

static void check_marks(Prose *prose, ProseBlock *block)
{
    Mark stack[DEEPEST];
    size_t depth = 0, at = 0;

    while (at < block->raw.n && block->findings < PROSE_BLOCK_FINDINGS) {
        Mark mark = {.at = at};
        mark.code = utf8_next(block->raw, &at);
        mark.length = at - mark.at;
        if (mark.code >= U'一' && mark.code <= U'鿿')
            continue;
        if (mark.code == U'‘' || mark.code == U'’') // an apostrophe as often as a quotation mark
            continue;
        if (text_closing_of(mark.code)) {
            if (depth < DEEPEST)
                stack[depth++] = mark;
        } else if (text_is_closing(mark.code)) {
            close_mark(prose, block, stack, &depth, mark);
        } else {
            check_single(prose, block, mark);
        }
    }
    for (size_t i = 0; i < depth; i++)
        if (stack[i].code != '<')
            unbalanced(prose, block, stack[i]);
}

// ---- blanks

// What a number counts in, so that the blank before it is a slip: 33.8 万元, not GB/T 22239 的.
static bool begins_unit(Str text)
{
    TextUnit unit;

    if (!text_unit_at(text, 0, &unit) || unit.more)
        return false;
    return unit.kind == TEXT_UNIT_MONEY || unit.kind == TEXT_UNIT_COUNTER || unit.kind == TEXT_UNIT_MEASURE ||
           unit.kind == TEXT_UNIT_TIME || unit.power > 0;
}

// 《中共中央 国务院关于……的意见》: bodies that issue a document together are written with a blank between
// them.
static bool parts_bodies(const Words *words, Str left, Str right)
{
    WordList second = words->lists[WORDS_ISSUERS_SECOND];
    Str next = str_slice(right, 0, right.n < 60 ? right.n : 60);

    if (!words_end(words->lists[WORDS_ISSUERS_FIRST], left))
        return false;
    for (size_t i = 0; i < second.n; i++) {
        ptrdiff_t at = str_find(next, second.at[i], 0);
        if (at >= 0 && at <= 18) // 湖南省人民政府
            return true;
    }
    return false;
}

// 《清源市委办公室 清源市人民政府办公室 清源市财政局关于……的通知》: any bodies, where the paper's title says
// so.
static bool parts_issuers(const Words *words, Str left, Str right)
{
    const WordList *lists = words->lists;
    Str title = str_slice(right, 0, right.n < 150 ? right.n : 150);
    ptrdiff_t about = -1, close = text_find(title, "》", 0);

    for (size_t i = 0; i < lists[WORDS_ISSUER_ABOUT].n && about < 0; i++)
        about = str_find(title, lists[WORDS_ISSUER_ABOUT].at[i], 0);
    if (about < 0 || (close >= 0 && close < about) || !words_end(lists[WORDS_ISSUER_ENDS], left) ||
        !words_end(lists[WORDS_ISSUER_ENDS], str_slice(title, 0, (size_t)about)))
        return false;
    left = str_slice(left, left.n > PROSE_WINDOW ? left.n - PROSE_WINDOW : 0, left.n);
    ptrdiff_t open = -1;
    for (ptrdiff_t at = 0; (at = text_find(left, "《", (size_t)at)) >= 0; at++)
        open = at;
    return open >= 0 && text_find(left, "》", (size_t)open) < 0;
}

static bool stray(const ProseBlock *block, size_t from, size_t to)
{
    Str raw = block->raw;
    uint32_t left = code_before(raw, from), right = code_after(raw, to);
    bool wide = false;

    for (size_t at = from; at < to;) {
        uint32_t code = utf8_next(raw, &at);
        wide = wide || code == U'　' || code == 0xA0;
    }
    if (from == 0 || to == raw.n)
        return wide;
    Str before = str_slice(raw, 0, from), after = str_slice(raw, to, raw.n);
    if (parts_bodies(block->words, before, after) || parts_issuers(block->words, before, after))
        return false;
    // 使用 Excel 表格 is a way of writing; 33.8 万元 and 三、 概况 are slips.
    bool left_digit = left >= '0' && left <= '9', right_digit = right >= '0' && right <= '9';
    bool left_near = chinese(left) || (left == 1 && block->raw.at[from - 1] == 1);
    bool right_near = chinese(right) || right == 1;
    return (left_near && right_near && (chinese(left) || chinese(right))) ||
           (left_digit && begins_unit(str_slice(raw, to, raw.n))) || (chinese(left) && right_digit) ||
           (wide && (chinese(left) || chinese(right)));
}

static bool after_half_mark(Str raw, size_t at)
{
    uint32_t code = code_before(raw, at);

    return code == ':' || code == ',' || code == ';' || code == '.' || code == '!' || code == '?' ||
           code == '#' || code == '-' || code == '+';
}

// Whether the blank may go: beside ** and the like it decides whether they are marks of Markdown.
static bool may_close_up(const ProseBlock *block, size_t from, size_t to)
{
    Str source = block->node->source->text;
    size_t left = block->raw_offset + from, right = block->raw_offset + to;
    static const char marks[] = "*_~[]()<>#!\\\n";

    return (left == 0 || !strchr(marks, source.at[left - 1])) &&
           (right >= source.n || !strchr(marks, source.at[right]));
}

static void check_blanks(Prose *prose, ProseBlock *block)
{
    Str raw = block->raw;

    for (size_t at = 0; at < raw.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        size_t from = at;
        uint32_t code = utf8_next(raw, &at);
        if (!char_is_blank(code))
            continue;
        bool line_end = code == '\n';
        for (size_t next = at; next < raw.n; at = next) {
            code = utf8_next(raw, &next);
            if (!char_is_blank(code))
                break;
            line_end = line_end || code == '\n';
        }
        if (line_end || after_half_mark(raw, from) || !stray(block, from, at))
            continue;
        if (may_close_up(block, from, at))
            prose_mend(prose, (Str){0});
        prose_report_raw(prose, (ProseRange){block, from, at}, "space-stray",
                         str_of(_("delete it; the style sets the gaps")), _("a blank in Chinese text"));
    }
}

// ---- marks that follow each other

static bool empty_figure_at(const ProseBlock *block, size_t at)
{
    for (size_t i = 0; i < block->spans.n; i++)
        if (block->spans.at[i].from == at && block->spans.at[i].to == at)
            return true;
    return false;
}

static void check_doubled(Prose *prose, ProseBlock *block)
{
    static const uint32_t marks[] = {U'，', U'。', U'；', U'：', U'、'};
    uint32_t last = 0;

    for (size_t at = 0; at < block->text.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        size_t from = at;
        uint32_t code = utf8_next(block->text, &at);
        bool mark = false;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            mark = mark || marks[i] == code;
        // Between them stands a figure that prints nothing: its own rule tells of it.
        if (mark && last && last == code && !empty_figure_at(block, from))
            prose_mend(prose, str_slice(block->text, from, at));
        if (mark && last && !empty_figure_at(block, from))
            prose_report(prose, (ProseRange){block, from - 3, at}, "punctuation-doubled",
                         str_of(_("keep one of the two")), _("“%.*s”: two marks in a row"),
                         STR_ARG(str_slice(block->text, from - 3, at)));
        last = mark ? code : 0;
    }
}

// No block stands between the paragraph and the next heading, or the end.
static bool nothing_follows(const ProseBlock *block)
{
    const Node *next = block->node->next;

    return block->node->parent && block->node->parent->kind == NODE_SECTION &&
           (!next || next->kind == NODE_HEADING);
}

// The next block is a heading, and none below the paragraph's own.
static bool heading_follows(const ProseBlock *block)
{
    const Node *next = block->node->next, *own = block->node->previous;

    while (own && own->kind != NODE_HEADING)
        own = own->previous;
    return next && next->kind == NODE_HEADING && own && next->level <= own->level;
}

// Whole sentences stand in the paragraph, and the last of them has no end: 公开。接受社会监督
static bool ends_unmarked(const ProseBlock *block, Str text, uint32_t code)
{
    ptrdiff_t stop = -1;

    for (ptrdiff_t at = 0; (at = text_find(text, "。", (size_t)at)) >= 0; at++)
        stop = at;
    return stop >= 0 && char_is_han(code) && nothing_follows(block) &&
           utf8_count(str_slice(text, (size_t)stop, text.n)) > 4;
}

// A paragraph ends with a mark that goes on: ， and 、 always, ； and ： where nothing follows it.
static void check_paragraph_end(Prose *prose, size_t b)
{
    ProseBlock *block = &prose->blocks.at[b];
    const ProseBlock *next = b + 1 < prose->blocks.n ? block + 1 : NULL;
    Str text = str_trim(block->text);
    size_t from = text.n;
    uint32_t code = text.n ? utf8_previous(text, &from) : 0;
    bool last = !next || prose_is_heading(next);

    if (last && ends_unmarked(block, text, code)) {
        from += (size_t)(text.at - block->text.at);
        prose_report(prose, (ProseRange){block, from, (size_t)(text.at - block->text.at) + text.n},
                     "paragraph-end", str_of(_("write 。, or what should follow")),
                     _("a paragraph ends without a mark"));
        return;
    }
    // A list of paragraphs is written with ；, and ： begins a list or comes before a table.
    if (code != U'，' && code != U'、' && !(code == U'；' && last) &&
        !(code == U'：' && heading_follows(block) && !prose->document->incomplete))
        return;
    from += (size_t)(text.at - block->text.at);
    prose_report(prose, (ProseRange){block, from, from + strlen("，")}, "paragraph-end",
                 str_of(_("write 。, or what should follow")), _("a paragraph ends with “%.*s”"),
                 STR_ARG(str_slice(block->text, from, from + strlen("，"))));
}

// ⾏ for 行: radicals and compatibility ideographs come out of PDF files, look alike and are found by no
// search.
static void check_radicals(Prose *prose, ProseBlock *block)
{
    for (size_t at = 0; at < block->text.n && block->findings < PROSE_BLOCK_FINDINGS;) {
        size_t from = at;
        uint32_t code = utf8_next(block->text, &at), right = char_unified(code);
        if (!right || prose_in_figure(block, from))
            continue;
        StrBuf character = {.arena = prose->arena};
        buf_add_code(&character, right);
        prose_mend(prose, buf_str(&character));
        prose_report(prose, (ProseRange){block, from, at}, "character-other",
                     str_print(prose->arena, _("write %.*s"), STR_ARG(buf_str(&character))),
                     _("“%.*s” is a radical or a compatibility character, not the character itself"),
                     STR_ARG(str_slice(block->text, from, at)));
    }
}

static void check_heading_mark(Prose *prose, ProseBlock *block)
{
    static const char *const marks[] = {"：", "。", "，", "；", ":", NULL};
    Str text = str_trim(block->text);

    for (size_t i = 0; marks[i]; i++)
        if (text_ends(text, marks[i])) {
            prose_mend(prose, (Str){0});
            prose_report(prose, (ProseRange){block, text.n - strlen(marks[i]), text.n}, "heading-punctuation",
                         str_of(_("delete the mark")), _("a heading ends with “%s”"), marks[i]);
        }
}

void prose_check_marks(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        check_marks(prose, block);
        check_blanks(prose, block);
        check_doubled(prose, block);
        check_radicals(prose, block);
        if (!prose_is_heading(block))
            check_paragraph_end(prose, b);
        if (prose_is_heading(block))
            check_heading_mark(prose, block);
    }
}
