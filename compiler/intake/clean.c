// What a page has beside its text: contents, page numbers, running heads; and lines that its width broke.
#include "intake/internal-pdf.h"

#include "text/text.h"
#include "words/words.h"

#define MOST_CONTENTS 400 // lines of one list of contents
#define MOST_MISSED 2     // of its entries that do not stand again, one after the other
#define MOST_EDGE 120     // bytes of a running head
#define MOST_EDGES 4000   // of pages that are held against each other

typedef struct Cleaning {
    Builder *builder;
    IntakeLines *lines;
    IntakeFormat format;
    const WordList *words;
} Cleaning;

static IntakeLine *text_line(const Cleaning *cleaning, size_t at)
{
    IntakeLine *line = &cleaning->lines->at[at];

    return line->kind == INTAKE_PARAGRAPH && line->text.n ? line : NULL;
}

// The next line at or after `at` that is not blank; lines->n where there is none.
static size_t next_line(const Cleaning *cleaning, size_t at)
{
    while (at < cleaning->lines->n && cleaning->lines->at[at].kind == INTAKE_PARAGRAPH &&
           cleaning->lines->at[at].text.n == 0)
        at++;
    return at;
}

static void take_out(const Cleaning *cleaning, size_t at, IntakeLeft left)
{
    IntakeLine *line = &cleaning->lines->at[at];

    cleaning->builder->serial = (uint32_t)line->offset;
    builder_remark(cleaning->builder, left, line->text);
    line->text = (Str){0};
    line->heading = 0;
    line->number = 0;
}

// ---- contents

static bool is_of_leader(uint32_t code)
{
    return char_is_blank(code) || char_is_in(code, ".…·．-—_");
}

static bool is_of_page(uint32_t code)
{
    return char_digit(code) >= 0 || char_is_in(code, "-—－()（）");
}

// Where what a text ends with begins, of such characters.
static size_t tail_begin(Str text, size_t end, bool (*is_of)(uint32_t code))
{
    while (end > 0) {
        size_t before = end;

        if (!is_of(utf8_previous(text, &before)))
            break;
        end = before;
    }
    return end;
}

size_t entry_page_begin(const WordList *words, Str text)
{
    WordList page = words[WORDS_PAGE_NUMBERS];
    size_t end = tail_begin(text, text.n - words_end(page, text), char_is_blank),
           digits = tail_begin(text, end, is_of_page), word;

    if (digits == end) // 页 of no number
        return text.n;
    word = tail_begin(text, digits, char_is_blank);
    word -= words_end(page, str_slice(text, 0, word));
    return end < text.n && word < digits ? word : digits;
}

// Where an entry's name ends: before the dots and the page number that follow; the text's end where there are
// none. *leader: there are dots, or a wide gap.
static size_t entry_end(const WordList *words, Str text, bool *leader)
{
    size_t page = entry_page_begin(words, text), end = tail_begin(text, page, is_of_leader);

    *leader = page < text.n && page - end >= 3;
    return end < text.n ? end : text.n;
}

static Str name_of(Arena *arena, const WordList *words, Str text)
{
    bool leader;
    TextNumbering numbering;

    text = str_trim(str_slice(text, 0, entry_end(words, text, &leader)));
    if (text_numbering_read(text, &numbering))
        text = str_slice(text, numbering.rest, text.n);
    return name_fold(arena, text_name(text));
}

// Whether an entry's name stands again below, as a line of its own.
static bool stands_below(const Cleaning *cleaning, Str name, size_t from)
{
    Arena *scratch = arena_new();
    bool found = false;

    for (size_t i = from; i < cleaning->lines->n && !found; i++) {
        const IntakeLine *line = text_line(cleaning, i);

        if (!line)
            continue;
        if (line->text.n < 3 * name.n + 64)
            found = str_equal(name_of(scratch, cleaning->words, line->text), name);
        if (!found && str_find(line->text, STR("："), 0) > 0) // a heading that its text goes on with
            found = str_equal(name_of(scratch, cleaning->words,
                                      str_slice(line->text, 0, (size_t)str_find(line->text, STR("："), 0))),
                              name);
    }
    arena_free(scratch);
    return found;
}

static bool is_entry(const Cleaning *cleaning, size_t at, size_t last)
{
    const IntakeLine *line = text_line(cleaning, at);
    bool leader;

    if (!line)
        return false;
    entry_end(cleaning->words, line->text, &leader);
    if (leader)
        return true;
    if (line->text.n > MOST_EDGE)
        return false;
    return stands_below(cleaning, name_of(cleaning->builder->arena, cleaning->words, line->text), last);
}

// Whether a line may be an entry whose heading says more, or less, below: as short as one, and no sentence.
static bool is_short(const Cleaning *cleaning, size_t at)
{
    const IntakeLine *line = text_line(cleaning, at);

    return line && line->text.n <= MOST_EDGE && str_find(line->text, STR("。"), 0) < 0;
}

// One past the entries that begin at `at`: the last of the lines that stand again below all of them. A few
// among them may not: their headings are in other words.
static size_t entries_end(const Cleaning *cleaning, size_t at)
{
    size_t end = at, tried = 0, missed = 0;

    // An entry stands again below the list: the list ends where its first entry comes again.
    for (size_t i = at; i < cleaning->lines->n && tried < MOST_CONTENTS;
         i = next_line(cleaning, i + 1), tried++) {
        bool entry = is_entry(cleaning, i, i + 1);

        if (!entry && (end == at || ++missed > MOST_MISSED || !is_short(cleaning, i)))
            break;
        if (i > at && text_line(cleaning, i) &&
            str_equal(name_of(cleaning->builder->arena, cleaning->words, cleaning->lines->at[i].text),
                      name_of(cleaning->builder->arena, cleaning->words, cleaning->lines->at[at].text)))
            break;
        if (entry) {
            end = i + 1;
            missed = 0;
        }
    }
    return end;
}

static void contents_remove(const Cleaning *cleaning)
{
    for (size_t i = 0; i < cleaning->lines->n; i++) {
        const IntakeLine *line = text_line(cleaning, i);
        size_t first, end;

        if (!line || words_find(cleaning->words[WORDS_CONTENTS_TITLE], text_name(line->text)) < 0)
            continue;
        first = next_line(cleaning, i + 1);
        end = entries_end(cleaning, first);
        if (end == first) // 目录 with nothing, whose entries a field makes
            end = first < cleaning->lines->n ? i + 1 : i;
        for (size_t k = i; k < end; k++)
            if (text_line(cleaning, k))
                take_out(cleaning, k, LEFT_CONTENTS);
    }
}

// ---- page numbers

// The number of a page that is all that a line says: 3, - 3 -, 第3页, 第 3 页 共 10 页, 3/10. 0: none. *bare:
// a number alone.
int page_number_read(Arena *arena, const WordList *words, Str text, bool *bare)
{
    Str fold = name_fold(arena, text);
    int number = 0;
    bool within = false, done = false; // the first number is the page's

    *bare = true;
    for (size_t at = 0; at < fold.n;) {
        size_t before = at;
        uint32_t code = utf8_next(fold, &at);
        size_t word = words_begin(words[WORDS_PAGE_NUMBERS], str_slice(fold, before, fold.n));

        if (char_digit(code) >= 0 && number <= 9999) {
            number = done ? number : number * 10 + char_digit(code);
            within = true;
            continue;
        }
        if (!word && !char_is_in(code, "-/·"))
            return 0;
        at = word ? before + word : at;
        *bare = false;
        done = done || within;
    }
    return number;
}

// Bare numbers are pages where they count on: 3, then 4.
static bool counts_on(const Cleaning *cleaning, const int *pages, size_t at)
{
    for (size_t i = at + 1; i < cleaning->lines->n; i++)
        if (pages[i])
            return pages[i] == pages[at] + 1;
    return false;
}

static bool counts_from(const int *pages, size_t at)
{
    for (size_t i = at; i > 0; i--)
        if (pages[i - 1])
            return pages[i - 1] + 1 == pages[at];
    return false;
}

// ---- running heads

// A page's first or last line that stands so on another page too.
static bool runs(const Cleaning *cleaning, const bool *edges, size_t at)
{
    Str text = cleaning->lines->at[at].text;
    size_t times = 0;

    if (!edges[at] || text.n > MOST_EDGE)
        return false;
    for (size_t i = 0; i < cleaning->lines->n; i++)
        times += edges[i] && str_equal(cleaning->lines->at[i].text, text);
    return times > 1;
}

// Lines beside a page's number, or a form feed.
static void edges_find(const Cleaning *cleaning, const int *pages, const bool *feeds, bool *edges)
{
    bool edge = true;
    size_t last = cleaning->lines->n;

    for (size_t i = 0; i < cleaning->lines->n; i++) {
        bool blank = !text_line(cleaning, i);

        if (pages[i] || feeds[i]) {
            if (last < cleaning->lines->n)
                edges[last] = true;
            edge = true;
        }
        if (blank || pages[i])
            continue;
        edges[i] = edges[i] || edge;
        edge = false;
        last = i;
    }
}

static void pages_remove(const Cleaning *cleaning, const bool *feeds)
{
    Arena *arena = cleaning->builder->arena;
    size_t n = cleaning->lines->n, edge_count = 0;
    int *pages = ARENA_ARRAY(arena, int, n + 1);
    bool *bare = ARENA_ARRAY(arena, bool, n + 1), *edges = ARENA_ARRAY(arena, bool, n + 1),
         *out = ARENA_ARRAY(arena, bool, n + 1);

    for (size_t i = 0; i < n; i++)
        if (text_line(cleaning, i) && cleaning->lines->at[i].text.n < 64)
            pages[i] = page_number_read(arena, cleaning->words, cleaning->lines->at[i].text, &bare[i]);
    for (size_t i = 0; i < n; i++)
        if (pages[i] && bare[i] && !counts_on(cleaning, pages, i) && !counts_from(pages, i))
            pages[i] = 0;
    edges_find(cleaning, pages, feeds, edges);
    for (size_t i = 0; i < n; i++)
        edge_count += edges[i];
    for (size_t i = 0; i < n; i++)
        out[i] = pages[i] || (edge_count <= MOST_EDGES && text_line(cleaning, i) && runs(cleaning, edges, i));
    for (size_t i = 0; i < n; i++)
        if (out[i])
            take_out(cleaning, i, LEFT_PAGE);
}

static void clean_text(Cleaning *cleaning)
{
    Arena *arena = cleaning->builder->arena;
    size_t n = cleaning->lines->n;
    Str *raw = ARENA_ARRAY(arena, Str, n + 1);
    bool *feeds = ARENA_ARRAY(arena, bool, n + 1);

    for (size_t i = 0; i < n; i++) {
        IntakeLine *line = &cleaning->lines->at[i];

        while (line->text.n && line->text.at[0] == '\f') {
            feeds[i] = true;
            line->text = str_slice(line->text, 1, line->text.n);
        }
        raw[i] = line->text;
        line->text = str_trim(line->text);
    }
    pages_remove(cleaning, feeds);
    plain_tables(cleaning->builder->arena, cleaning->lines, raw);
    plain_join(cleaning->builder->arena, cleaning->words, cleaning->lines, raw);
}

// ---- what web pages have beside their text, in no element of its own

// 上一篇：…, 发布时间：…; 打印 关闭, and nothing else.
static bool is_beside(const Cleaning *cleaning, Str text)
{
    size_t at = words_begin(cleaning->words[WORDS_PAGE_BESIDE], text), n;
    Str rest = str_trim(str_slice(text, at, text.n));

    if (at && (str_starts(rest, STR("：")) || str_starts(rest, STR(":")) || rest.n == 0))
        return true;
    for (at = 0; at < text.n; at += n) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);

        n = words_begin(cleaning->words[WORDS_PAGE_BUTTONS], str_slice(text, at, text.n));
        if (!n && !char_is_blank(code) && !char_is_in(code, "|｜[]【】/·"))
            return false;
        n = n ? n : next - at;
    }
    return text.n > 0;
}

static void beside_remove(const Cleaning *cleaning)
{
    for (size_t i = 0; i < cleaning->lines->n; i++) {
        const IntakeLine *line = text_line(cleaning, i);

        if (line && !line->heading && line->text.n <= 2 * MOST_EDGE && is_beside(cleaning, line->text))
            take_out(cleaning, i, LEFT_NAVIGATION);
    }
}

void lines_clean(Builder *builder, IntakeLines *lines, IntakeFormat format)
{
    Cleaning cleaning = {builder, lines, format, words_builtin.lists};
    uint32_t serial = builder->serial;

    if (format == INTAKE_TEXT)
        clean_text(&cleaning);
    if (format == INTAKE_HTML)
        beside_remove(&cleaning);
    contents_remove(&cleaning);
    builder->serial = serial;
}
