// Footnotes: marks that stand raised beside a character come down to its line, and what stands at the foot of
// a page under its text follows the paragraph that it parts.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define SMALL 0.85F      // of the character that it stands beside: a mark
#define LEAST_RAISE 0.2F // em of that character
#define MOST_RAISE 0.75F
#define BESIDE 0.3F     // em: between them
#define MOST_MARK 4     // characters
#define FAR 2.0F        // em: from a note's mark to its text
#define NOTE_SIZE 0.98F // of the text above it: a note is smaller

static const uint32_t raised[] = {U'⁰', U'¹', U'²', U'³', U'⁴', U'⁵', U'⁶', U'⁷', U'⁸', U'⁹'};

// ---- marks

static bool is_mark(uint32_t code)
{
    return (code >= '0' && code <= '9') || char_is_in(code, "*[]［］〔〕（）()") ||
           (code >= U'①' && code <= U'⑳');
}

// Whether a glyph stands raised and small at the height that a mark beside another has.
static bool is_raised(const PdfGlyph *mark, const PdfGlyph *text)
{
    float raise = text->y - mark->y;

    return text->code && !char_is_blank(text->code) && mark->size < SMALL * text->size &&
           raise > LEAST_RAISE * text->size && raise < MOST_RAISE * text->size;
}

static bool is_after(const PdfGlyph *first, const PdfGlyph *second, float em)
{
    return fabsf(second->x - first->x - first->width) < BESIDE * em;
}

static uint32_t raised_code(uint32_t code)
{
    return code >= '0' && code <= '9' ? raised[code - '0'] : code;
}

// One past the marks from `from` that stand beside each other.
static size_t marks_end(const PdfGlyphs *glyphs, size_t from)
{
    size_t to = from;

    while (to < glyphs->n && is_mark(glyphs->at[to].code) &&
           (to == from || (fabsf(glyphs->at[to].y - glyphs->at[from].y) < 0.5F &&
                           is_after(&glyphs->at[to - 1], &glyphs->at[to], glyphs->at[from].size))))
        to++;
    return to;
}

// The character that marks [from, to) are raised beside: before them, or, of a note's own, after them.
static const PdfGlyph *text_beside(const PdfGlyphs *glyphs, size_t from, size_t to)
{
    const PdfGlyph *mark = &glyphs->at[from], *before = from ? mark - 1 : NULL, *after;

    if (before && is_raised(mark, before) && is_after(before, mark, before->size))
        return before;
    while (to < glyphs->n && char_is_blank(glyphs->at[to].code))
        to++;
    after = to < glyphs->n ? &glyphs->at[to] : NULL;
    return after && is_raised(mark, after) && after->x > mark->x && after->x - mark->x < FAR * after->size
               ? after
               : NULL;
}

void pdf_marks_lower(PdfPage *page)
{
    for (size_t from = 0, to; from < page->glyphs.n; from = to) {
        const PdfGlyph *text;

        to = marks_end(&page->glyphs, from);
        text = to > from && to - from <= MOST_MARK ? text_beside(&page->glyphs, from, to) : NULL;
        for (size_t i = from; text && i < to; i++) {
            page->glyphs.at[i].y = text->y;
            page->glyphs.at[i].code = raised_code(page->glyphs.at[i].code);
        }
        to += to == from;
    }
}

// ---- notes

static int digit_of(uint32_t code, bool plain)
{
    for (int i = 0; i < 10; i++)
        if (code == raised[i] || (plain && code == (uint32_t)('0' + i)))
            return i;
    return -1;
}

// The number of the mark at byte *at, which it passes: ①, ¹²; before a note's own text 12 too. 0: none.
static int number_at(Str text, size_t *at, bool plain)
{
    size_t end = *at;
    int number = text_circled_at(text, *at, &end);

    for (size_t next = *at; number < 1000 && next < text.n;) {
        int digit = digit_of(utf8_next(text, &next), plain);

        if (digit < 0)
            break;
        number = number * 10 + digit;
        end = next;
    }
    utf8_next(text, at);
    *at = end > *at ? end : *at;
    return number;
}

static int note_number(const PdfItem *item)
{
    return number_at(str_trim(item->text->text), &(size_t){0}, true);
}

// Whether a text above calls the note.
static bool is_called(const PdfItem *items, size_t n, int number)
{
    for (size_t i = 0; i < n; i++)
        for (size_t at = 0; items[i].text && at < items[i].text->text.n;)
            if (number_at(items[i].text->text, &at, false) == number)
                return true;
    return false;
}

static bool is_small(const PdfItem *item, float size)
{
    return item->text && item->text->size < NOTE_SIZE * size && !item->drawn && !item->again;
}

// The lines at a page's foot that are smaller than its text, from the first that begins with a mark that
// stands above; those before it go on with a note of the page before.
static bool page_notes_mark(PdfItem *items, size_t n, float size, bool goes_on)
{
    size_t from, to = n, first;

    while (to > 0 && items[to - 1].edge)
        to--;
    for (from = to; from > 0 && is_small(&items[from - 1], size);)
        from--;
    for (first = from;
         first < to && !(note_number(&items[first]) && is_called(items, first, note_number(&items[first])));)
        first++;
    for (size_t i = goes_on && from > 0 ? from : first; i < to; i++) {
        items[i].note = true;
        items[i].note_begins =
            i >= first && note_number(&items[i]) && is_called(items, from, note_number(&items[i]));
    }
    return first < to || (goes_on && from > 0 && from < to);
}

// Whether the last note of a page goes on overleaf.
static bool is_open(const PdfItem *items, size_t n)
{
    for (size_t i = n; i > 0; i--)
        if (items[i - 1].note) {
            Str text = str_trim(items[i - 1].text->text);
            size_t end = text.n;

            return !text_ends_sentence(utf8_previous(text, &end));
        }
    return false;
}

// ---- notes that are kept as such

// A text in which the mark of a note at byte `at` is another.
static void mark_set(Arena *arena, PdfItem *item, size_t at, bool plain, unsigned number)
{
    PdfLine *line = ARENA_NEW(arena, PdfLine);
    StrBuf text = {.arena = arena};
    size_t end = at;
    Str rest;

    number_at(item->text->text, &end, plain);
    buf_add(&text, str_slice(item->text->text, 0, at));
    buf_add_code(&text, note_mark(number));
    rest = str_slice(item->text->text, end, item->text->text.n);
    buf_add(&text, plain ? str_trim(rest) : rest);
    *line = *item->text;
    line->text = buf_str(&text);
    item->text = line;
}

// Where a text calls the note, and not at its own begin, where ① may number a list. *times: how often it
// stands.
static ptrdiff_t call_find(Str text, int number, size_t *times)
{
    ptrdiff_t found = -1;

    for (size_t at = 0; at < text.n;) {
        size_t start = at;

        if (number_at(text, &at, false) != number)
            continue;
        ++*times;
        if (str_trim(str_slice(text, 0, start)).n)
            found = (ptrdiff_t)start;
    }
    return found;
}

// The note that begins at an item is kept where one mark on its page calls it.
static bool note_keep(Builder *builder, PdfItem *items, size_t n, size_t note)
{
    int number = note_number(&items[note]);
    size_t times = 0, caller = n;
    ptrdiff_t at = -1;

    for (size_t i = 0; i < n; i++) {
        ptrdiff_t found = items[i].text ? call_find(items[i].text->text, number, &times) : -1;

        if (found >= 0 && !items[i].note && !items[i].edge && !items[i].drawn) {
            caller = i;
            at = found;
        }
    }
    if (times != 1 || caller == n || builder->note_count + 1 >= NOTE_MARKS)
        return false;
    builder->note_count++;
    mark_set(builder->arena, &items[caller], (size_t)at, false, builder->note_count);
    mark_set(builder->arena, &items[note],
             (size_t)(str_trim(items[note].text->text).at - items[note].text->text.at), true,
             builder->note_count);
    return true;
}

// Those of one page; lines before the first of them go on with the one of the page before.
static unsigned page_notes_keep(Builder *builder, PdfItem *items, size_t n, unsigned open)
{
    size_t first = 0;

    while (first < n && !items[first].note)
        first++;
    for (size_t i = first; i < n && items[i].note; i++) {
        if (items[i].note_begins)
            open = note_keep(builder, items, first, i) ? builder->note_count : 0;
        items[i].kept = open;
    }
    return open;
}

void pdf_notes_mark(Builder *builder, PdfItems *items, float size)
{
    bool goes_on = false;
    unsigned open = 0;

    for (size_t from = 0, to; from < items->n; from = to) {
        for (to = from; to < items->n && items->at[to].page == items->at[from].page; to++)
            ;
        goes_on = page_notes_mark(items->at + from, to - from, size, goes_on) &&
                  is_open(items->at + from, to - from);
        if (builder->notes)
            open = page_notes_keep(builder, items->at + from, to - from, open);
    }
}
