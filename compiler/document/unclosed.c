// Marks left in the text: ** that CommonMark does not see as strong text because of the Chinese around it,
// and a backtick without its partner.
#include "document/internal-build.h"

// Punctuation as CommonMark counts it, as far as budgets have it.
static bool is_mark(uint32_t code)
{
    if (code < 0x80)
        return code > ' ' && !(code >= '0' && code <= '9') && !((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
    if ((code >= 0x2014 && code <= 0x2026) || code == 0xB7) // — ‘ ’ “ ” … ·
        return true;
    bool letter = (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
                  (code >= 0xFF41 && code <= 0xFF5A);
    return char_is_full_width(code) && !char_is_han(code) && !letter;
}

#define BESIDE_INLINE '`' // a figure, a link …: in the source a mark stands there

// What an inline beside a text shows of itself to the asterisks at the text's end.
static uint32_t beside(const Node *inline_node)
{
    if (!inline_node || inline_node->kind == NODE_LINE_BREAK || node_is_soft_break(inline_node))
        return 0;
    return BESIDE_INLINE;
}

// Two asterisks left in a text, and the characters beside them; 0 at the ends of a line.
typedef struct Stars {
    const Node *text;
    size_t at;
    uint32_t left, right;
} Stars;

static Stars stars_at(const Node *text, size_t at)
{
    Stars stars = {.text = text, .at = at};
    size_t before = at, after = at + 2;

    stars.left = at > 0 ? utf8_previous(text->text, &before) : beside(text->previous);
    stars.right = after < text->text.n ? utf8_next(text->text, &after) : beside(text->next);
    return stars;
}

// CommonMark closes ** only where no punctuation stands before it, or a blank or punctuation after it
// (right-flanking, 6.2), and opens it the other way round; Chinese has no blanks there.
static bool is_blocked(Stars stars)
{
    bool left_letter = stars.left && !char_is_blank(stars.left) && !is_mark(stars.left);
    bool right_letter = stars.right && !char_is_blank(stars.right) && !is_mark(stars.right);

    return (is_mark(stars.left) && right_letter) || (left_letter && is_mark(stars.right));
}

static bool is_suspect(Stars stars)
{
    return char_is_full_width(stars.left) || char_is_full_width(stars.right) || is_blocked(stars);
}

static void report(Builder *builder, Place place, Stars stars)
{
    bool inline_beside = stars.left == BESIDE_INLINE || stars.right == BESIDE_INLINE;
    const char *hint = inline_beside
                           ? _("let strong text begin and end with a character: **共`= 收入合计`万元**")
                           : _("put the punctuation outside the marks: **收入预算**：");

    diag_report(builder->diag, SEVERITY_ERROR, "emphasis-unclosed", place, str_of(hint),
                _("these asterisks do not make strong text and would be printed"));
}

// One finding a paragraph: the mark that could not do its work, else the first that was left.
void check_emphasis(Builder *builder, const Node *block)
{
    Place place = {0};
    Stars worst = {0};

    for (Node *node = block->first; node; node = node_next(block, node)) {
        if (node->kind != NODE_TEXT)
            continue;
        for (ptrdiff_t at = str_find(node->text, STR("**"), 0); at >= 0;
             at = str_find(node->text, STR("**"), (size_t)at + 2)) {
            Stars stars = stars_at(node, (size_t)at);
            bool blocked = is_blocked(stars);
            if ((worst.text && !blocked) || !is_suspect(stars) || !text_is_mark(node, (size_t)at) ||
                !text_is_mark(node, (size_t)at + 1))
                continue;
            worst = stars;
            place = text_place(block, node, (size_t)at, (size_t)at + 2);
            if (blocked) {
                report(builder, place, worst);
                return;
            }
        }
    }
    if (worst.text)
        report(builder, place, worst);
}

// The first backtick of a text at or after `at` that is one in the source; past the text where there is none.
static size_t next_backtick(const Node *text, size_t at)
{
    for (ptrdiff_t found; (found = str_find_char(text->text, '`', at)) >= 0; at = (size_t)found + 1)
        if (text_is_mark(text, (size_t)found))
            return (size_t)found;
    return text->text.n;
}

// True after reporting a backtick that stands before an equals sign or, with figures, after one of them.
static bool check_text_backticks(Builder *builder, const Node *block, const Node *text, bool figures)
{
    size_t end, offset, length;

    for (size_t at = next_backtick(text, 0); at < text->text.n; at = next_backtick(text, end)) {
        for (end = at; end < text->text.n && text->text.at[end] == '`';)
            end++;
        if (!text_source(text, at, end, &offset, &length))
            continue;
        Str rest = str_trim(str_slice(block->source->text, offset + length, block_end(block)));
        if (!figures && code_figure_sign(rest) == 0)
            continue;
        diag_report(builder->diag, SEVERITY_ERROR, "figure-unclosed",
                    source_place(block->source, offset, length),
                    str_of(_("put a backtick after the expression: `= 收入合计`")),
                    _("this backtick has no partner in its paragraph"));
        return true;
    }
    return false;
}

void check_backticks(Builder *builder, const Node *block)
{
    bool figures = false;

    for (Node *node = block->first; node; node = node_next(block, node)) {
        if (node->kind == NODE_CODE)
            figures = figures || code_figure_sign(str_trim(node->text)) > 0;
        else if (node->kind == NODE_TEXT && check_text_backticks(builder, block, node, figures))
            return;
    }
}
