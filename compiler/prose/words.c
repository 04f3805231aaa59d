// Words that are left over or stand where they do not belong: placeholders, marks of secrecy, repeated
// phrases, a training under the meetings, one reason for a rise and a fall.
#include "prose/internal-prose.h"

#include <stdlib.h>
#include <string.h>

// ---- placeholders

static bool is_latin(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

// XX, XXX, ××, ＸＸ, not within a longer word: the next from *at on.
static bool next_crosses(Str text, size_t *at, size_t *start, size_t *end)
{
    size_t run = 0;
    uint32_t before = 0, outer = 0;

    while (*at <= text.n) {
        size_t from = *at;
        uint32_t code = from < text.n ? utf8_next(text, at) : 0;
        bool cross =
            code == 'X' || code == 'x' || code == U'×' || code == U'Ｘ' || code == U'ｘ' || code == U'╳';
        if (cross && run++ == 0) {
            *start = from;
            outer = before;
        }
        *end = from;
        if (!cross && run >= 2 && !is_latin(outer) && !is_latin(code))
            return true;
        if (!cross)
            run = 0;
        before = code;
        if (from == text.n)
            break;
    }
    return false;
}

static Str shown_crosses(Str text, size_t start, size_t end)
{
    return str_slice(text, start, end < start + 30 ? end : start + 6);
}

static void check_crosses(Prose *prose, ProseBlock *block)
{
    size_t at = 0, start = 0, end;

    while (next_crosses(block->text, &at, &start, &end)) {
        if (!prose_in_figure(block, start))
            prose_report(prose, (ProseRange){block, start, end}, "placeholder",
                         str_of(_("write what belongs here")), _("the placeholder “%.*s” is left in"),
                         STR_ARG(shown_crosses(block->text, start, end)));
        if (end == block->text.n)
            break;
    }
}

static void check_listed(Prose *prose, ProseBlock *block, const char *const *words, const char *rule,
                         Str hint, const char *message)
{
    for (size_t i = 0; words[i]; i++) {
        ptrdiff_t at = text_find(block->text, words[i], 0);
        if (at >= 0 && !prose_in_figure(block, (size_t)at))
            prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + strlen(words[i])}, rule, hint,
                         "%s: “%s”", message, words[i]);
    }
}

// 主要原因是：。 and 主要用于：，: what should come is not there (an empty cell of 说明.csv, most often).
static void check_empty_reason(Prose *prose, ProseBlock *block)
{
    static const char *const words[] = {"原因是", "原因为", "原因：", "主要用于", NULL};
    static const char *const marks[] = {"。", "；", "，", NULL};

    for (size_t w = 0; words[w]; w++)
        for (ptrdiff_t at = 0; (at = text_find(block->text, words[w], (size_t)at)) >= 0; at++) {
            size_t end = (size_t)at + strlen(words[w]);
            Str rest = str_slice(block->text, end, end + 6 < block->text.n ? end + 6 : block->text.n);
            if (text_starts(rest, "："))
                rest = str_slice(rest, strlen("："), rest.n);
            bool empty = false;
            for (size_t i = 0; marks[i]; i++)
                empty = empty || text_starts(rest, marks[i]);
            if (empty && block->findings < PROSE_BLOCK_FINDINGS)
                prose_report(prose, (ProseRange){block, (size_t)at, end}, "reason-missing",
                             str_of(_("write it, or fill in its cell in 说明.csv")),
                             _("nothing comes after “%s”"), words[w]);
        }
}

static const char *const placeholders[] = {"待填写", "待补充", "某某",     "（填写", "请填写", "请补充",
                                           "TODO",   "____",   "＿＿",     "□□",     "○○",     "【】",
                                           "（）",   "此处填", "示例文字", NULL};
static const char *const secrets[] = {
    "秘密★",      "机密★",      "绝密★",     "（秘密）", "（机密）", "（绝密）", "【秘密】",   "【机密】",
    "为内部资料", "属内部资料", "内部资料★", "仅供内部", "不得外传", "（内部）", "不予公开件", NULL};

// The same in a cell of a table's prose.
void prose_check_cell_words(Prose *prose, Place place, Str text)
{
    size_t at = 0, start = 0, end;
    Str hint = str_of(_("write what belongs here"));

    if (next_crosses(text, &at, &start, &end))
        prose_report_place(prose, place, "placeholder", hint, _("the placeholder “%.*s” is left in"),
                           STR_ARG(shown_crosses(text, start, end)));
    for (size_t i = 0; placeholders[i]; i++)
        if (text_has(text, placeholders[i]))
            prose_report_place(prose, place, "placeholder", hint, "%s: “%s”", _("a placeholder is left in"),
                               placeholders[i]);
    for (size_t i = 0; secrets[i]; i++)
        if (text_has(text, secrets[i]))
            prose_report_place(prose, place, "secrecy-mark",
                               str_of(_("what is secret is not published; what is not, has no such mark")),
                               "%s: “%s”", _("a mark of secrecy in a published document"), secrets[i]);
}

static void check_placeholders(Prose *prose, ProseBlock *block)
{
    check_crosses(prose, block);
    check_listed(prose, block, placeholders, "placeholder", str_of(_("write what belongs here")),
                 _("a placeholder is left in"));
    check_listed(prose, block, secrets, "secrecy-mark",
                 str_of(_("what is secret is not published; what is not, has no such mark")),
                 _("a mark of secrecy in a published document"));
}

// ---- what stands under the wrong heading

// One item of a list (300名网评员培训会1次): the words between two marks, around bytes [from, to).
static Str item_around(Str text, size_t from, size_t to)
{
    static const char *const marks[] = {"、", "，", "；", "。", "：", "和", "及", NULL};
    size_t start = 0, end = text.n;

    for (size_t i = 0; marks[i]; i++) {
        ptrdiff_t after = text_find(text, marks[i], to);
        if (after >= 0 && (size_t)after < end)
            end = (size_t)after;
        for (ptrdiff_t at = text_find(text, marks[i], 0); at >= 0 && (size_t)at < from;
             at = text_find(text, marks[i], (size_t)at + 1))
            if ((size_t)at + strlen(marks[i]) > start)
                start = (size_t)at + strlen(marks[i]);
    }
    return str_slice(text, start < from ? start : from, end);
}

// Whether text has words of what belongs under the topic.
static bool belongs_under(const Template *template, Str topic, Str text)
{
    for (size_t b = 0; b < template->belonging_count; b++)
        for (size_t w = 0;
             name_equal(template->belongings[b].under, topic) && w < template->belongings[b].word_count; w++)
            if (str_find(text, template->belongings[b].words[w], 0) >= 0)
                return true;
    return false;
}

static ptrdiff_t last_of(Str text, Str word)
{
    ptrdiff_t last = -1;

    for (ptrdiff_t at = str_find(text, word, 0); at >= 0; at = str_find(text, word, (size_t)at + 1))
        last = at;
    return last;
}

// Whether what is listed after `text` is the topic's: the cost named last, and not together with the other
// (会议费、培训费主要用于……).
static bool lists_costs_of(Str text, Str topic, Str other)
{
    static const char *const joins[] = {"、", "和", "及", "与", NULL};
    ptrdiff_t own = last_of(text, topic), before = last_of(text, other);

    if (own < 0 || before > own)
        return false;
    if (before < 0)
        return true;
    Str between = str_slice(text, (size_t)before + other.n, (size_t)own);
    // 会议费1万元、培训费2万元，内容为……: their amounts may stand between.
    for (size_t i = 0; joins[i]; i++)
        if (text_ends(between, joins[i]) && !text_has(between, "，") && !text_has(between, "；"))
            return false;
    return true;
}

// The word at `at`, listed under the topic in one sentence after 主要包括 or 主要用于.
static bool is_astray(const Prose *prose, const ProseBlock *block, const Belonging *belonging, Str topic,
                      Str word, size_t at)
{
    Str sentence = prose_sentence(block->text, at, at);
    size_t start = (size_t)(sentence.at - block->text.at), found = at - start;
    Str before = str_slice(sentence, 0, found);
    static const char *const begin[] = {"主要包括", "主要用于", "内容为", "内容是", "内容包括", NULL};
    ptrdiff_t list = -1;
    for (size_t i = 0; begin[i] && list < 0; i++)
        list = last_of(before, str_of(begin[i]));
    if (list < 0 || str_starts(str_slice(sentence, found, sentence.n), belonging->under) ||
        !lists_costs_of(str_slice(before, 0, (size_t)list), topic, belonging->under) ||
        str_find(str_slice(before, (size_t)list, before.n), belonging->under, 0) >= 0)
        return false;
    // 培训工作会议 is a meeting.
    Str item = item_around(sentence, found, found + word.n);
    size_t behind = (size_t)(sentence.at + found + word.n - item.at);
    return !belongs_under(prose->project->template, topic, str_slice(item, behind, item.n));
}

static bool check_astray(Prose *prose, ProseBlock *block, const Belonging *belonging, Str topic, Str word)
{
    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        if (!is_astray(prose, block, belonging, topic, word, (size_t)at))
            continue;
        prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + word.n}, "content-misplaced",
                     str_print(prose->arena,
                               _("move it and its amount under %.*s, or name it for what it is"),
                               STR_ARG(belonging->under)),
                     _("“%.*s” stands under %.*s"), STR_ARG(word), STR_ARG(topic));
        return true;
    }
    return false;
}

static void check_misplaced(Prose *prose, ProseBlock *block)
{
    const Template *template = prose->project->template;

    if (block->amounts == AMOUNTS_FREE)
        return;
    for (size_t b = 0; b < template->belonging_count; b++) {
        const Belonging *belonging = &template->belongings[b];
        for (size_t i = 0; i < belonging->astray_count; i++)
            for (size_t w = 0; w < belonging->word_count; w++)
                if (check_astray(prose, block, belonging, belonging->astray[i], belonging->words[w]))
                    break;
    }
}

// ---- reasons

typedef struct Reason {
    Str text;
    int direction;
    size_t block, from, to;
} Reason;

typedef VEC(Reason) ReasonList;

static bool read_reason(const Prose *prose, size_t b, size_t i, Reason *reason)
{
    static const char *const words[] = {"主要原因是", "原因是", "主要是因为", "主要是由于", "主要是", NULL};
    const ProseBlock *block = &prose->blocks.at[b];
    const ProseNumber *number = &block->numbers.at[i];

    Str sentence = prose_sentence(block->text, number->after, number->after);
    size_t start = (size_t)(sentence.at - block->text.at);
    Str rest = str_slice(block->text, number->after, start + sentence.n);
    for (size_t w = 0; words[w]; w++) {
        ptrdiff_t at = text_find(rest, words[w], 0);
        if (at < 0)
            continue;
        size_t length = 0;
        Str said = str_slice(rest, 0, (size_t)at);
        if (text_ends(said, "的") && prose_direction_before(str_slice(said, 0, said.n - 3), &length))
            return false; // 支出增加的主要原因是: read_reasons_of_words
        Str text = str_slice(rest, (size_t)at + strlen(words[w]), rest.n);
        if (text_starts(text, "："))
            text = str_slice(text, 3, text.n);
        *reason = (Reason){.text = text, .direction = number->direction, .block = b};
        reason->from = (size_t)(text.at - block->text.at);
        reason->to = reason->from + text.n;
        // Another change between the number and the reason has the reason.
        if (i + 1 < block->numbers.n && number[1].direction == -number->direction &&
            number[1].from < reason->from)
            return false;
        return utf8_count(text) >= 4;
    }
    return false;
}

// 较上年增加的主要原因是……: the word of change stands before the reason.
static void read_reasons_of_words(const Prose *prose, size_t b, Arena *arena, ReasonList *reasons)
{
    static const char *const words[] = {"的主要原因是", "的原因是", NULL};
    const ProseBlock *block = &prose->blocks.at[b];

    for (size_t w = 0; words[w]; w++)
        for (ptrdiff_t at = 0; (at = text_find(block->text, words[w], (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at + strlen(words[w]), length = 0;
            int direction = prose_direction_before(prose_before(block->text, (size_t)at), &length);
            Str sentence = prose_sentence(block->text, from, from);
            Str text = str_slice(block->text, from, (size_t)(sentence.at - block->text.at) + sentence.n);
            if (direction && utf8_count(text) >= 4)
                *vec_push(arena, reasons) = (Reason){
                    .text = text, .direction = direction, .block = b, .from = from, .to = from + text.n};
        }
}

static int compare_reasons(const void *a, const void *b)
{
    const Reason *x = a, *y = b;
    int order = str_compare(x->text, y->text);

    if (order)
        return order;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static void check_reasons(Prose *prose)
{
    ReasonList reasons = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        read_reasons_of_words(prose, b, prose->arena, &reasons);
        for (size_t i = 0; i < prose->blocks.at[b].numbers.n; i++) {
            const ProseNumber *number = &prose->blocks.at[b].numbers.at[i];
            Reason reason;
            if (number->kind == NUMBER_MONEY && number->direction && read_reason(prose, b, i, &reason))
                *vec_push(prose->arena, &reasons) = reason;
        }
    }
    if (!reasons.n)
        return;
    qsort(reasons.at, reasons.n, sizeof *reasons.at, compare_reasons);
    for (size_t i = 1; i < reasons.n; i++) {
        const Reason *a = &reasons.at[i - 1], *b = &reasons.at[i];
        if (str_equal(a->text, b->text) && a->direction != b->direction)
            prose_report(prose, (ProseRange){&prose->blocks.at[b->block], b->from, b->to},
                         "reason-contradicts", str_of(_("say what made each of them change")),
                         _("the same reason is given for a rise and for a fall"));
    }
}

void prose_check_words(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        check_placeholders(prose, block);
        check_empty_reason(prose, block);
        check_misplaced(prose, block);
    }
    check_reasons(prose);
}
