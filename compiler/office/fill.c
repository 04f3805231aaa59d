// What a document asks of its department: reasons of what rose or fell, and what is blank in the text.
#include <string.h>

#include "docx/docx.h"
#include "office/internal-fill.h"
#include "text/text.h"

#define BEFORE_MOST 150 // bytes of a line that a place is found again by
#define CONTEXT_MOST 240

// ---- places of the text

static size_t line_start(Str text, size_t at)
{
    while (at > 0 && text.at[at - 1] != '\n')
        at--;
    return at;
}

// At most `most` bytes before `at`, whole characters.
static size_t some_before(Str text, size_t from, size_t at, size_t most)
{
    if (at - from > most)
        from = at - most;
    while (from < at && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from++;
    return from;
}

// The bytes of a paragraph as a slot; false where its source is not those very bytes.
static bool slot_of(FillMaking *making, const Printed *printed, size_t from, size_t to, FillSlot *slot)
{
    const Source *source = printed->node->source;
    size_t offset, length, start;

    if (!source || from >= to || !printed_source(making->made->arena, printed, from, to, &offset, &length) ||
        offset + length > source->text.n)
        return false;
    Str stands = str_slice(source->text, offset, offset + length);

    if (!str_equal(stands, str_slice(printed->text, from, to)))
        return false;
    start = line_start(source->text, offset);
    start = some_before(source->text, start, offset, BEFORE_MOST);
    *slot = (FillSlot){.where = FILL_TO_TEXT,
                       .file = source->name,
                       .before = str_slice(source->text, start, offset),
                       .stands = stands};
    return true;
}

static bool slot_is_new(const FillMaking *making, const FillSlot *slot)
{
    for (size_t i = 0; i < making->items.n; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            const FillSlot *other = &making->items.at[i].slots[c];

            if (other->where == FILL_TO_TEXT && other->before.at == slot->before.at &&
                other->stands.at == slot->stands.at)
                return false;
        }
    return true;
}

// 【待填写：原因】 at or after byte `at`, before `end`: with its brackets, and what it asks.
static bool blank_next(const FillMaking *making, Str text, size_t at, size_t end, size_t *from, size_t *to,
                       Str *hint)
{
    WordList words = making->made->project->template->words->lists[WORDS_BLANKS];
    ptrdiff_t found = -1, open, close;
    Str word = {0};

    for (size_t i = 0; i < words.n; i++) {
        ptrdiff_t here = str_find(text, words.at[i], at);

        if (here >= 0 && (found < 0 || here < found)) {
            found = here;
            word = words.at[i];
        }
    }
    if (found < 0 || (size_t)found >= end)
        return false;
    *from = (size_t)found;
    *to = (size_t)found + word.n;
    *hint = (Str){0};
    open = (ptrdiff_t)(*from - strlen("【"));
    close = str_find(text, STR("】"), *to);
    if (*from < strlen("【") || close < 0 || !str_starts(str_slice(text, (size_t)open, text.n), STR("【")))
        return true;
    *hint = str_slice(text, *to, (size_t)close);
    if (str_starts(*hint, STR("：")))
        *hint = str_slice(*hint, strlen("："), hint->n);
    *from = (size_t)open;
    *to = (size_t)close + strlen("】");
    return true;
}

// ---- items

static FillItem *item_add(FillMaking *making, FillKind kind)
{
    FillItem *item = vec_push(making->arena, &making->items);

    item->kind = kind;
    return item;
}

static Str item_name(const FillMaking *making, Str now)
{
    const Figure *figure;

    if (str_find_char(now, '[', 0) < 0 && str_find_char(now, '{', 0) < 0)
        return now;
    figure = fill_asked(making->made, now, NULL);
    return figure->trace_count ? figure_item_name(making->arena, &figure->trace[0]) : now;
}

// Where the reason of a comparison that ends at byte `at` stands: to the sentence's end.
static bool reason_range(const FillMaking *making, Str text, size_t at, size_t *from, size_t *to)
{
    WordList written = making->made->project->template->words->lists[WORDS_REASON_WRITTEN];

    for (size_t next = at; at < text.n; at = next) {
        size_t word = words_begin(written, str_slice(text, at, text.n));

        if (word) {
            *from = *to = at + word;
            while (*to < text.n && !text_ends_sentence(utf8_next(text, &(size_t){*to})))
                utf8_next(text, to);
            return true;
        }
        if (text_ends_sentence(utf8_next(text, &next)))
            break;
    }
    return false;
}

// The reason that a comparison (of `now`) is given, blank or written; what is no reason of its own stays the
// text's.
static void reason_slot(FillMaking *making, const Printed *printed, size_t at, Str now, FillItem *item)
{
    size_t from, to, blank, blank_end;
    FillSlot slot;
    Str hint;

    if (!reason_range(making, printed->text, at, &from, &to))
        return;
    if (blank_next(making, printed->text, from, to, &blank, &blank_end, &hint)) {
        if (slot_of(making, printed, blank, blank_end, &slot) && slot_is_new(making, &slot))
            item->slots[FILL_REASON] = slot;
    } else if (!slot_of(making, printed, from, to, &slot)) {
        *vec_push(making->arena, &making->told) =
            (FillTold){now, str_copy(making->arena, str_trim(str_slice(printed->text, from, to)))};
    } else if (slot_is_new(making, &slot)) {
        slot.shown = slot.stands;
        item->slots[FILL_REASON] = slot;
    }
}

static bool is_known(FillMaking *making, Str expression)
{
    for (size_t i = 0; i < making->expressions.n; i++)
        if (str_equal(making->expressions.at[i], expression))
            return true;
    *vec_push(making->arena, &making->expressions) = expression;
    return false;
}

static void comparisons_of(FillMaking *making, const Printed *printed)
{
    for (size_t i = 0; i < printed->piece_count; i++) {
        const PrintedPiece *piece = &printed->pieces[i];
        const Figure *figure = piece->leaf && piece->leaf->kind == NODE_FIGURE ? piece->leaf->figure : NULL;
        Str now, last;
        FillItem item = {.kind = FILL_CHANGES};

        if (!figure || !figure->phrase || !fill_sides(figure->expression, &now, &last) ||
            fill_asked(making->made, now, NULL)->value.kind != VALUE_NUMBER)
            continue;
        fill_amounts(making, &item, now, last, NULL);
        reason_slot(making, printed, piece->at + piece->length, now, &item);
        if (item.slots[FILL_REASON].where == FILL_NOWHERE || is_known(making, now))
            continue;
        item.texts[FILL_ITEM] = item_name(making, now);
        *item_add(making, FILL_CHANGES) = item;
    }
}

static Str heading_of(FillMaking *making, const Node *node)
{
    const Node *block = node;

    while (block && block->parent && block->parent->kind != NODE_SECTION)
        block = block->parent;
    while (block && block->kind != NODE_HEADING)
        block = block->previous;
    return block ? node_plain_text(making->arena, block) : (Str){0};
}

// The sentence around a blank, shortened to what a cell shows.
static Str context_of(FillMaking *making, const Printed *printed, size_t from, size_t to)
{
    return str_copy(making->arena, text_sentence(printed->text, from, to, CONTEXT_MOST));
}

static void blanks_of(FillMaking *making, const Printed *printed)
{
    size_t from, to;
    FillSlot slot;
    Str hint;

    for (size_t at = 0; blank_next(making, printed->text, at, printed->text.n, &from, &to, &hint); at = to) {
        if (!slot_of(making, printed, from, to, &slot) || !slot_is_new(making, &slot))
            continue;
        FillItem *item = item_add(making, FILL_BLANKS);

        item->texts[FILL_ITEM] = heading_of(making, printed->node);
        item->texts[FILL_CONTEXT] = context_of(making, printed, from, to);
        item->texts[FILL_HINT] = str_copy(making->arena, hint);
        item->slots[FILL_TEXT] = slot;
    }
}

// ---- amounts that the template asks a reason for

static bool is_of(const FillMaking *making, Str expression, const Figure *now)
{
    const Figure *other = fill_asked(making->made, expression, NULL);

    return other->trace_count == 1 && now->trace_count == 1 &&
           figure_item_same(&other->trace[0], &now->trace[0]);
}

static bool has_cell(const FillMaking *making, const Figure *now)
{
    for (size_t i = 0; i < making->expressions.n; i++)
        if (is_of(making, making->expressions.at[i], now))
            return true;
    return false;
}

// What the text says by itself, empty where it does not.
static Str told_reason(const FillMaking *making, Str of, const Figure *now)
{
    for (size_t i = 0; i < making->told.n; i++)
        if (str_equal(making->told.at[i].now, of) || is_of(making, making->told.at[i].now, now))
            return making->told.at[i].reason;
    return (Str){0};
}

static FillSlot aside_slot(const FillMaking *making, const AskedAmount *asked, const Figure *now)
{
    const WordList *words = making->made->project->template->words->lists;
    FillSlot slot = {.where = FILL_ASIDE,
                     .table = now->trace[0].cell.table->spec->name,
                     .row = asked->title,
                     .column = words_first(words[WORDS_REASON_COLUMNS])};

    slot.shown = fill_said(making, slot.table, slot.row, slot.column);
    if (!slot.shown.n)
        slot.shown = told_reason(making, asked->of, now);
    return slot;
}

// Of those that stand in no table of the project, or have no last year, nothing is asked.
static void asked_of_template(FillMaking *making)
{
    const Template *t = making->made->project->template;

    for (size_t i = 0; i < t->asked_count; i++) {
        const AskedAmount *asked = &t->asked[i];
        const Figure *now = fill_asked(making->made, asked->of, NULL);
        FillItem item = {.kind = FILL_CHANGES};

        if (now->value.kind != VALUE_NUMBER || now->trace_count == 0 || !now->trace[0].cell.table ||
            has_cell(making, now) ||
            fill_asked(making->made, asked->beside, NULL)->value.kind != VALUE_NUMBER)
            continue;
        fill_amounts(making, &item, asked->of, asked->beside, NULL);
        is_known(making, asked->of);
        item.texts[FILL_ITEM] = asked->title;
        item.slots[FILL_REASON] = aside_slot(making, asked, now);
        *item_add(making, FILL_CHANGES) = item;
    }
}

// ---- the whole

static Str digest_of(FillMaking *making)
{
    uint64_t digest = 0;

    for (size_t i = 0; i < making->items.n; i++)
        for (int c = 0; c < FILL_COLUMNS; c++) {
            digest_add(&digest, making->items.at[i].slots[c].stands, making->items.at[i].texts[c]);
            digest_add(&digest, making->items.at[i].slots[c].row, making->items.at[i].slots[c].shown);
        }
    return str_print(making->arena, "%016llx", (unsigned long long)digest);
}

// By their sheets, each in the order of the text.
static const FillItem *in_order(FillMaking *making)
{
    FillItem *items = ARENA_ARRAY(making->arena, FillItem, making->items.n + 1);
    size_t n = 0;

    for (int kind = 0; kind < FILL_KINDS; kind++)
        for (size_t i = 0; i < making->items.n; i++)
            if ((int)making->items.at[i].kind == kind) {
                items[n] = making->items.at[i];
                items[n].number = (int)n + 1;
                n++;
            }
    return items;
}

FillForm fill_collect(Arena *arena, const Compilation *made, FillIdentity identity)
{
    FillMaking making = {.arena = arena, .made = made};
    PrintedList printed = document_printed(made->arena, made->document);

    for (size_t i = 0; i < printed.n; i++)
        comparisons_of(&making, &printed.at[i]);
    fill_rows(&making);
    asked_of_template(&making);
    for (size_t i = 0; i < printed.n; i++)
        blanks_of(&making, &printed.at[i]);
    fill_facts(&making);
    identity.digest = digest_of(&making);
    return (FillForm){.identity = identity,
                      .title = fill_title(arena, &identity),
                      .items = in_order(&making),
                      .item_count = making.items.n,
                      .budgets = making.budgets};
}
