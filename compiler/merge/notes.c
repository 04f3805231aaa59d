// Footnotes of a copy: which of the sections' each is, and new ones as Markdown.
#include "merge/internal-merge.h"

#define LEAST_NOTE 400 // thousandths of a note's text, by which it is known again

static unsigned mark_before(Str text)
{
    size_t at = 0;

    return text.n ? note_mark_number(utf8_next(text, &at)) : 0;
}

static Str text_after(Str text)
{
    size_t at = 0;

    if (mark_before(text))
        utf8_next(text, &at);
    return str_slice(text, at, text.n);
}

// ---- which is which

static bool item_taken(const unsigned *orders, size_t n, unsigned order)
{
    for (size_t i = 0; i < n; i++)
        if (orders[i] == order)
            return true;
    return false;
}

// Marks with a number of from + 1 to from + n become those of `orders`, where these say one.
static Str renamed(Arena *arena, Str text, unsigned from, const unsigned *orders, size_t n)
{
    StrBuf out = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        unsigned number = note_mark_number(code), k = number - from;

        buf_add_code(&out, number > from && k <= n && orders[k - 1] ? note_mark(orders[k - 1]) : code);
    }
    return buf_str(&out);
}

static unsigned most_of(const BaseItems *items)
{
    unsigned most = 0;

    for (size_t i = 0; i < items->n; i++)
        most = mark_before(items->at[i].text) > most ? mark_before(items->at[i].text) : most;
    return most;
}

void notes_renumber(Merging *merging)
{
    unsigned n = most_of(&merging->before), next = most_of(&merging->now) + 1;
    unsigned *orders = ARENA_ARRAY(merging->arena, unsigned, n + 1);

    if (!merging->base)
        return;
    for (size_t i = 0; i < merging->before.n; i++) {
        unsigned order = mark_before(merging->before.at[i].text);

        if (order && merging->now_of[i] >= 0)
            orders[order - 1] = mark_before(merging->now.at[merging->now_of[i]].text);
    }
    for (unsigned k = 0; k < n; k++)
        if (orders[k] == 0 && next <= COPY_NOTES) // it is gone
            orders[k] = next++;
    for (size_t i = 0; n && i < merging->before.n; i++)
        merging->before.at[i].text = renamed(merging->arena, merging->before.at[i].text, 0, orders, n);
}

// By the bookmark that its paragraph was given.
static unsigned order_by_bookmark(const Merging *merging, const CopyLine *line)
{
    for (size_t k = 0; k < line->bookmark_count; k++) {
        ptrdiff_t item = item_of(merging, line->bookmarks[k]);

        if (item >= 0)
            return mark_before(merging->before.at[item].text);
    }
    return 0;
}

static unsigned order_by_text(const Merging *merging, Str text, const unsigned *orders, size_t n)
{
    int best = LEAST_NOTE;
    unsigned found = 0;

    for (size_t i = 0; i < merging->before.n; i++) {
        unsigned order = mark_before(merging->before.at[i].text);
        int alike = order && !item_taken(orders, n, order)
                        ? compare_alike(text_after(merging->before.at[i].text), text)
                        : 0;

        if (alike > best) {
            best = alike;
            found = order;
        }
    }
    return found;
}

static bool calls(Arena *arena, Str text, unsigned number)
{
    StrBuf mark = {.arena = arena};

    buf_add_code(&mark, note_mark(number));
    return str_find(text, buf_str(&mark), mark_before(text) ? mark.n : 0) >= 0;
}

// The paragraphs that call it, here and in the copy, are one.
static bool called_alike(const Merging *merging, unsigned order, const Copy *copy, unsigned number)
{
    Str here = {0}, there = {0};

    for (size_t i = 0; i < merging->now.n && here.n == 0; i++)
        if (calls(merging->arena, merging->now.at[i].text, order))
            here = merging->now.at[i].text;
    for (size_t i = 0; i < copy->lines.n && there.n == 0; i++)
        if (calls(merging->arena, copy->lines.at[i].text, number))
            there = copy->lines.at[i].text;
    return compare_alike(here, there) > LEAST_NOTE;
}

// Of one that says what one of the sections says now: it was taken before, or written on both sides.
static unsigned order_now(const Merging *merging, const Copy *copy, const CopyLine *line,
                          const unsigned *orders)
{
    Str text = text_after(line->text);

    for (size_t i = 0; i < merging->now.n; i++) {
        unsigned order = mark_before(merging->now.at[i].text);

        if (order && !item_taken(orders, copy->footnotes, order) &&
            str_equal(text_after(merging->now.at[i].text), text) &&
            called_alike(merging, order, copy, COPY_NOTES + line->note))
            return order;
    }
    return 0;
}

void notes_match(Merging *merging, Copy *copy)
{
    size_t n = copy->footnotes;
    unsigned *orders = ARENA_ARRAY(merging->arena, unsigned, n + 1);

    for (int way = 0; way < 3; way++)
        for (size_t i = 0; i < copy->lines.n; i++) {
            const CopyLine *line = &copy->lines.at[i];
            unsigned k = line->note, order;

            if (!k || !mark_before(line->text) || orders[k - 1])
                continue;
            order = way == 0   ? order_by_bookmark(merging, line)
                    : way == 1 ? order_by_text(merging, text_after(line->text), orders, n)
                               : order_now(merging, copy, line, orders);
            if (order && !item_taken(orders, n, order))
                orders[k - 1] = order;
        }
    for (size_t i = 0; n && i < copy->lines.n; i++)
        copy->lines.at[i].text = renamed(merging->arena, copy->lines.at[i].text, COPY_NOTES, orders, n);
}

bool notes_lost(const Merging *merging)
{
    return merging->copy->footnotes == 0 && !merging->copy->map;
}

bool note_is_called(const Merging *merging, unsigned order)
{
    for (size_t i = 0; i < merging->copy->lines.n; i++)
        if (calls(merging->arena, merging->copy->lines.at[i].text, order))
            return true;
    return false;
}

// ---- new ones

bool note_is_new(const CopyLine *line)
{
    return line->note && mark_before(line->text) > COPY_NOTES;
}

// Its paragraphs, those after the first indented as its own.
static Str new_text(const Merging *merging, unsigned number, bool markdown)
{
    StrBuf out = {.arena = merging->arena};

    for (size_t i = 0; i < merging->copy->lines.n; i++) {
        const CopyLine *line = &merging->copy->lines.at[i];
        Str text = text_after(line->text);

        if (line->note + COPY_NOTES != number)
            continue;
        if (out.n)
            buf_add_c(&out, markdown ? "\n\n    " : "\n");
        buf_add(&out, markdown ? line_markdown(merging->arena, &(HeldLine){line, text, i}) : text);
    }
    return buf_str(&out);
}

static bool has_label(const Editing *editing, const Source *source, Str label)
{
    for (size_t i = 0; i < editing->labels.n; i++)
        if (str_equal(editing->labels.at[i].label, label))
            return true;
    return str_find(source->text, str_print(editing->merging->arena, "[^%.*s]", STR_ARG(label)), 0) >= 0;
}

// The number of a [^number] at `at`; 0: it is none.
static unsigned number_at(Str text, size_t at)
{
    unsigned number = 0;

    for (at += 2; at < text.n && text.at[at] >= '0' && text.at[at] <= '9' && number < NOTE_MARKS; at++)
        number = number * 10 + (unsigned)(text.at[at] - '0');
    return at < text.n && text.at[at] == ']' ? number : 0;
}

// The next number where no mark stands after it in the section, else that of the one before it and a letter:
// 2a.
static Str new_label(const Editing *editing, const Source *source, size_t offset)
{
    Arena *arena = editing->merging->arena;
    unsigned before = 0, most = 0;
    bool after = false;
    StrBuf label = {.arena = arena};

    for (ptrdiff_t at = str_find(source->text, STR("[^"), 0); at >= 0;
         at = str_find(source->text, STR("[^"), (size_t)at + 2)) {
        unsigned number = number_at(source->text, (size_t)at);
        ptrdiff_t end = str_find_char(source->text, ']', (size_t)at);
        bool text = end >= 0 && (size_t)end + 1 < source->text.n && source->text.at[end + 1] == ':';

        most = number > most ? number : most;
        if (number && !text && (size_t)at < offset)
            before = number;
        after = after || (number && !text && (size_t)at >= offset);
    }
    buf_print(&label, "%u", after ? before : most + 1);
    for (unsigned next = most + 2; after || has_label(editing, source, buf_str(&label)); next++) {
        if (!after) {
            label.n = 0;
            buf_print(&label, "%u", next);
            continue;
        }
        buf_add_char(&label, 'a');
        if (!has_label(editing, source, buf_str(&label)))
            break;
    }
    return str_copy(arena, buf_str(&label));
}

// The label of a note that the sections have; empty where its mark has no source.
static Str known_mark(const Merging *merging, unsigned order)
{
    size_t from, to;

    for (size_t i = 0; i < merging->printed.n; i++)
        for (size_t k = 0; k < merging->printed.at[i].piece_count; k++) {
            const Node *leaf = merging->printed.at[i].pieces[k].leaf;

            if (leaf && leaf->kind == NODE_NOTE_MARK && leaf->note->order == (int)order &&
                figure_bytes(leaf, &from, &to))
                return str_slice(leaf->source->text, from, to);
        }
    return (Str){0};
}

static Str new_mark(Editing *editing, const SourceEdit *edit, unsigned number, StrBuf *texts)
{
    Merging *merging = editing->merging;
    Arena *arena = merging->arena;
    StrBuf printed = {.arena = arena};

    for (size_t i = 0; i < editing->labels.n; i++)
        if (editing->labels.at[i].number == number)
            return str_print(arena, "[^%.*s]", STR_ARG(editing->labels.at[i].label));
    Str label = new_label(editing, edit->source, edit->offset);
    *vec_push(arena, &editing->labels) = (NewLabel){number, label};
    buf_print(texts, "%s[^%.*s]: %.*s", texts->n ? "\n\n" : "", STR_ARG(label),
              STR_ARG(new_text(merging, number, true)));
    buf_add_code(&printed, note_mark(number));
    buf_add(&printed, new_text(merging, number, false));
    for (size_t at = 0; at <= printed.n;) { // a paragraph each
        ptrdiff_t feed = str_find_char(buf_str(&printed), '\n', at);
        size_t end = feed < 0 ? printed.n : (size_t)feed;

        expect(editing, str_slice(buf_str(&printed), at, end), edit->group);
        at = end + 1;
    }
    return str_print(arena, "[^%.*s]", STR_ARG(label));
}

// Where the blocks around a place end.
static size_t blank_after(Str text, size_t at)
{
    ptrdiff_t blank = str_find(text, STR("\n\n"), at);
    size_t end = blank < 0 ? text.n : (size_t)blank;

    while (end > 0 && text.at[end - 1] == '\n')
        end--;
    return end;
}

Str notes_write(Editing *editing, const SourceEdit *edit, SourceEdit *texts)
{
    Merging *merging = editing->merging;
    StrBuf out = {.arena = merging->arena}, said = {.arena = merging->arena};

    for (size_t at = 0; at < edit->text.n;) {
        size_t from = at;
        unsigned number = note_mark_number(utf8_next(edit->text, &at));

        if (number == 0)
            buf_add(&out, str_slice(edit->text, from, at));
        else
            buf_add(&out, number > COPY_NOTES ? new_mark(editing, edit, number, &said)
                                              : known_mark(merging, number));
    }
    if (said.n && edit->kind == EDIT_BLOCK)
        buf_print(&out, "\n\n%.*s", STR_ARG(buf_str(&said)));
    else if (said.n)
        *texts = (SourceEdit){.kind = EDIT_BLOCK,
                              .source = edit->source,
                              .offset = blank_after(edit->source->text, edit->offset + edit->length),
                              .text = buf_str(&said),
                              .group = edit->group};
    return buf_str(&out);
}

// ---- those that are gone

bool note_bytes(const Printed *printed, size_t *from, size_t *to)
{
    const Node *note = printed->node->parent, *first = note->first, *last = note->last;
    Str text = first->source ? first->source->text : (Str){0};
    size_t at = first->offset;

    if (!text.n || at > text.n || last->length == 0)
        return false;
    while (at > 0 && text.at[at - 1] != '\n')
        at--;
    *from = at;
    *to = last->offset + last->length;
    *to = *to < text.n ? *to : text.n;
    while (*to > at && (text.at[*to - 1] == '\n' || text.at[*to - 1] == ' '))
        --*to;
    return str_starts(str_slice(text, at, text.n), STR("[^"));
}
