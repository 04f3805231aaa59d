// Words that are left over or stand where they do not belong: placeholders, marks of secrecy, repeated
// phrases, a training under the meetings, one reason for a rise and a fall.
#include "prose/internal-prose.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

// ---- placeholders

static bool is_latin(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

// Part of a code or word of Latin letters: GXX-2024, 3A/XX. 20XX年 is none.
static bool in_code(Str text, size_t from, size_t to)
{
    static const char marks[] = "-_/.0123456789";
    bool letter = false;

    while (from > 0 && (is_latin((unsigned char)text.at[from - 1]) ||
                        (text.at[from - 1] && strchr(marks, text.at[from - 1]))))
        letter = is_latin((unsigned char)text.at[--from]) || letter;
    while (to < text.n &&
           (is_latin((unsigned char)text.at[to]) || (text.at[to] && strchr(marks, text.at[to]))))
        letter = is_latin((unsigned char)text.at[to++]) || letter;
    return letter;
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
        if (!cross && run >= 2 && !is_latin(outer) && !is_latin(code) && !in_code(text, *start, *end))
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

static void check_listed(Prose *prose, ProseBlock *block, WordList words, const char *rule, Str hint,
                         const char *message)
{
    for (size_t i = 0; i < words.n; i++) {
        ptrdiff_t at = str_find(block->text, words.at[i], 0);
        if (at >= 0 && !prose_in_figure(block, (size_t)at))
            prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + words.at[i].n}, rule, hint,
                         "%s: “%.*s”", message, STR_ARG(words.at[i]));
    }
}

// 【待填写：原因】 as a new project's text has it: each of them, with its brackets.
static void check_blanks(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_BLANKS];

    for (size_t i = 0; i < words.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[i], (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at, to = from + words.at[i].n;
            ptrdiff_t close = text_find(block->text, "】", to);
            bool bracket = from >= strlen("【") &&
                           text_starts(str_slice(block->text, from - strlen("【"), block->text.n), "【");

            if (prose_in_figure(block, from))
                continue;
            Str what = words.at[i];
            if (bracket && close >= 0) {
                bool said = text_starts(str_slice(block->text, to, block->text.n), "：");
                what = said ? str_slice(block->text, to + strlen("："), (size_t)close) : what;
                to = (size_t)close + strlen("】");
            }
            from -= bracket ? strlen("【") : 0;
            prose_report(prose, (ProseRange){block, from, to}, "placeholder", (Str){0},
                         _("still to be filled in: %.*s"), STR_ARG(what));
        }
}

// A mark ends what should begin here, perhaps after a colon.
static bool nothing_comes(Str rest)
{
    static const char *const marks[] = {"。", "；", "，", NULL};
    size_t i = 0;

    if (text_starts(rest, "："))
        rest = str_slice(rest, strlen("："), rest.n);
    while (marks[i] && !text_starts(rest, marks[i]))
        i++;
    return marks[i] != NULL;
}

// The text, and its section with it, ends here, perhaps after a colon: no list follows.
static bool ends_section(const ProseBlock *block, size_t at)
{
    const Node *next = block->node->next, *parent = block->node->parent;
    Str rest = str_trim(str_slice(block->text, at, block->text.n));

    return (!rest.n || str_equal(rest, STR("："))) && !prose_is_heading(block) && parent &&
           parent->kind == NODE_SECTION && (!next || next->kind == NODE_HEADING);
}

// The cell of 说明 that a figure at byte `at`, or after the colon there, quotes and that is empty; NULL:
// none.
static const Saying *empty_saying(const ProseBlock *block, size_t at)
{
    size_t colon = text_starts(str_slice(block->text, at, block->text.n), "：") ? strlen("：") : 0;

    for (size_t i = 0; i < block->spans.n; i++) {
        const ProseSpan *span = &block->spans.at[i];
        if (span->from == span->to && (span->from == at || span->from == at + colon) &&
            span->node->kind == NODE_FIGURE && span->node->figure && span->node->figure->value.saying)
            return span->node->figure->value.saying;
    }
    return NULL;
}

static void report_unsaid(Prose *prose, ProseRange at, Str word)
{
    const Saying *saying = empty_saying(at.block, at.to);

    if (!saying) {
        prose_report(prose, at, "reason-missing", str_of(_("write it, or fill in its cell in 说明.csv")),
                     _("nothing comes after “%.*s”"), STR_ARG(word));
        return;
    }
    const Table *table = saying->cell.table;
    const Row *row = &table->lists[0].rows[saying->cell.row], *about = saying->about;
    Place place = table_row_place(table, row);
    prose_report(prose, at, "reason-missing",
                 str_print(prose->arena, _("fill in its column “%.*s” in %.*s"),
                           STR_ARG(table->spec->columns[saying->cell.column].name),
                           STR_ARG(place_shown(prose->arena, &place))),
                 _("nothing comes after “%.*s” of %.*s%s%.*s"), STR_ARG(word), STR_ARG(about->code),
                 about->code.n ? " " : "", STR_ARG(about->name));
}

// 主要原因是：。 and 主要用于：，: what should come is not there (an empty cell of 说明.csv, most often).
static void check_empty_reason(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_UNFINISHED];

    for (size_t w = 0; w < words.n; w++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[w], (size_t)at)) >= 0; at++) {
            size_t end = (size_t)at + words.at[w].n;
            if ((nothing_comes(prose_following(block->text, end)) || ends_section(block, end)) &&
                block->findings < PROSE_BLOCK_FINDINGS)
                report_unsaid(prose, (ProseRange){block, (size_t)at, end}, words.at[w]);
        }
}

// The same in a cell of a table's prose.
void prose_check_cell_words(Prose *prose, Place place, Str text)
{
    WordList placeholders = prose->words->lists[WORDS_PLACEHOLDERS];
    WordList secrets = prose->words->lists[WORDS_SECRECY_MARKS];
    size_t at = 0, start = 0, end;
    Str hint = str_of(_("write what belongs here"));

    if (next_crosses(text, &at, &start, &end))
        prose_report_place(prose, place, "placeholder", hint, _("the placeholder “%.*s” is left in"),
                           STR_ARG(shown_crosses(text, start, end)));
    for (size_t i = 0; i < placeholders.n; i++)
        if (str_find(text, placeholders.at[i], 0) >= 0)
            prose_report_place(prose, place, "placeholder", hint, "%s: “%.*s”", _("a placeholder is left in"),
                               STR_ARG(placeholders.at[i]));
    for (size_t i = 0; i < secrets.n; i++)
        if (str_find(text, secrets.at[i], 0) >= 0)
            prose_report_place(prose, place, "secrecy-mark",
                               str_of(_("what is secret is not published; what is not, has no such mark")),
                               "%s: “%.*s”", _("a mark of secrecy in a published document"),
                               STR_ARG(secrets.at[i]));
}

// Whether a clause ends here.
static bool clause_ends(Str rest)
{
    size_t at = 0;
    uint32_t code = rest.n ? utf8_next(rest, &at) : 0;

    return !code || text_ends_clause(code) || text_is_closing(code) || code == U'、';
}

// 占 %，比上年减少 万元: a form's words before a sign or unit, and no number between them.
static void check_blank(Prose *prose, ProseBlock *block, Str sign)
{
    const WordList *lists = prose->words->lists;

    for (ptrdiff_t at = 0; (at = str_find(block->text, sign, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, end = from + sign.n, length = 0;
        Str before = str_trim(str_slice(prose_before(block->text, from), 0, from));
        size_t word = words_end(lists[WORDS_SHARE], before);
        if (!word && prose_direction_before(prose->words, before, &length))
            word = length;
        if (!word || prose_in_figure(block, from) || block->findings >= PROSE_BLOCK_FINDINGS ||
            !clause_ends(str_slice(block->text, end, block->text.n)))
            continue;
        size_t start = (size_t)(before.at - block->text.at) + before.n - word;
        prose_report(prose, (ProseRange){block, start, end}, "placeholder",
                     str_of(_("write what belongs here")), _("the form's blank “%.*s” is not filled in"),
                     STR_ARG(str_slice(block->text, start, end)));
    }
}

// 本段由办公室填写: a part of the form, and that someone fills it in.
static void check_form_parts(Prose *prose, ProseBlock *block)
{
    const WordList *lists = prose->words->lists;
    WordList parts = lists[WORDS_FORM_PARTS];

    for (size_t i = 0; i < parts.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, parts.at[i], (size_t)at)) >= 0; at++) {
            Str clause = prose_clause(block->text, (size_t)at, (size_t)at);
            size_t end = (size_t)at + parts.at[i].n, last = (size_t)(clause.at - block->text.at) + clause.n;
            Str rest = str_slice(block->text, end, last > end ? last : end);

            if (!words_in(lists[WORDS_FORM_FILLED], rest) || prose_in_figure(block, (size_t)at) ||
                block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            prose_report(prose, (ProseRange){block, (size_t)at, last}, "placeholder",
                         str_of(_("delete the form's own words")), "%s: “%.*s”",
                         _("the form's words for the writer are left in"),
                         STR_ARG(str_slice(block->text, (size_t)at, last)));
        }
}

// 请填写, and not 申请填写.
static void check_asked(Prose *prose, ProseBlock *block)
{
    const WordList *lists = prose->words->lists;
    WordList words = lists[WORDS_FORM_ASKED];

    for (size_t i = 0; i < words.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[i], (size_t)at)) >= 0; at++) {
            if (words_end(lists[WORDS_FORM_ASKED_NOT_AFTER], str_slice(block->text, 0, (size_t)at)) ||
                prose_in_figure(block, (size_t)at) || block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + words.at[i].n}, "placeholder",
                         str_of(_("delete the form's own words")), "%s: “%.*s”",
                         _("the form's words for the writer are left in"), STR_ARG(words.at[i]));
        }
}

static void check_placeholders(Prose *prose, ProseBlock *block)
{
    WordList signs = prose->words->lists[WORDS_FORM_SIGNS];

    for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < signs.n; i++)
        check_blank(prose, block, signs.at[i]);
    prose_check_doubled(prose, block);
    check_listed(prose, block, prose->words->lists[WORDS_FORM_LEFT], "placeholder",
                 str_of(_("delete the form's own words")), _("the form's words for the writer are left in"));
    check_form_parts(prose, block);
    check_asked(prose, block);
    check_crosses(prose, block);
    check_blanks(prose, block);
    check_listed(prose, block, prose->words->lists[WORDS_PLACEHOLDERS], "placeholder",
                 str_of(_("write what belongs here")), _("a placeholder is left in"));
    check_listed(prose, block, prose->words->lists[WORDS_SECRECY_MARKS], "secrecy-mark",
                 str_of(_("what is secret is not published; what is not, has no such mark")),
                 _("a mark of secrecy in a published document"));
}

// ---- what stands under the wrong heading

// One item of a list (300名网评员培训会1次): the words between two marks, around bytes [from, to).
static Str item_around(WordList marks, Str text, size_t from, size_t to)
{
    size_t start = 0, end = text.n;

    for (size_t i = 0; i < marks.n; i++) {
        ptrdiff_t after = str_find(text, marks.at[i], to);
        if (after >= 0 && (size_t)after < end)
            end = (size_t)after;
        for (ptrdiff_t at = str_find(text, marks.at[i], 0); at >= 0 && (size_t)at < from;
             at = str_find(text, marks.at[i], (size_t)at + 1))
            if ((size_t)at + marks.at[i].n > start)
                start = (size_t)at + marks.at[i].n;
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
static bool lists_costs_of(WordList joints, Str text, Str topic, Str other)
{
    ptrdiff_t own = last_of(text, topic), before = last_of(text, other);

    if (own < 0 || before > own)
        return false;
    if (before < 0)
        return true;
    Str between = str_slice(text, (size_t)before + other.n, (size_t)own);
    // 会议费1万元、培训费2万元，内容为……: their amounts may stand between.
    return !words_end(joints, between) || text_has(between, "，") || text_has(between, "；");
}

// The word at `at`, listed under the topic in one sentence after 主要包括 or 主要用于.
static bool is_astray(const Prose *prose, const ProseBlock *block, const Belonging *belonging, Str topic,
                      Str word, size_t at)
{
    Str sentence = prose_sentence(block->text, at, at);
    size_t start = (size_t)(sentence.at - block->text.at), found = at - start;
    Str before = str_slice(sentence, 0, found);
    const WordList *lists = prose->words->lists;
    WordList begin = lists[WORDS_LIST_BEGINS];
    ptrdiff_t list = -1;
    for (size_t i = 0; i < begin.n && list < 0; i++)
        list = last_of(before, begin.at[i]);
    if (list < 0 || str_starts(str_slice(sentence, found, sentence.n), belonging->under) ||
        !lists_costs_of(lists[WORDS_COST_JOINTS], str_slice(before, 0, (size_t)list), topic,
                        belonging->under) ||
        str_find(str_slice(before, (size_t)list, before.n), belonging->under, 0) >= 0)
        return false;
    // 培训工作会议 is a meeting.
    Str item = item_around(lists[WORDS_ITEM_APART], sentence, found, found + word.n);
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
    const WordList *lists = prose->words->lists;
    WordList words = lists[WORDS_REASON_BEGINS];
    const ProseBlock *block = &prose->blocks.at[b];
    const ProseNumber *number = &block->numbers.at[i];

    Str sentence = prose_sentence(block->text, number->after, number->after);
    size_t start = (size_t)(sentence.at - block->text.at);
    Str rest = str_slice(block->text, number->after, start + sentence.n);
    for (size_t w = 0; w < words.n; w++) {
        ptrdiff_t at = str_find(rest, words.at[w], 0);
        if (at < 0)
            continue;
        size_t length = 0;
        Str said = str_slice(rest, 0, (size_t)at);
        size_t of = words_end(lists[WORDS_REASON_OF], said);
        if (of && prose_direction_before(prose->words, str_slice(said, 0, said.n - of), &length))
            return false; // 支出增加的主要原因是: read_reasons_of_words
        Str text = str_slice(rest, (size_t)at + words.at[w].n, rest.n);
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
    WordList words = prose->words->lists[WORDS_REASON_OF_CHANGE];
    const ProseBlock *block = &prose->blocks.at[b];

    for (size_t w = 0; w < words.n; w++)
        for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[w], (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at + words.at[w].n, length = 0;
            int direction =
                prose_direction_before(prose->words, prose_before(block->text, (size_t)at), &length);
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
