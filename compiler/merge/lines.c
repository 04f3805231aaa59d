// What of a copy is the sections', and the paragraphs that it is held against.
#include <stdlib.h>
#include <string.h>

#include "merge/internal-merge.h"

#define LEAST_FRAME 600 // thousandths: a title or note that was changed
#define MOST_NUMBER 4   // digits of a paragraph's number in the margin
#define SOME_NUMBERS 5  // so many, and they are such

// ---- items

void items_now(Merging *merging)
{
    for (size_t i = 0; i < merging->printed.n; i++) {
        const Printed *printed = &merging->printed.at[i];

        if (printed->text.n)
            *vec_push(merging->arena, &merging->now) = (BaseItem){printed->text, i, printed->level};
    }
}

static void base_items(Merging *merging)
{
    for (size_t i = 0; i < merging->base->block_count; i++) {
        const MapBlock *block = &merging->base->blocks[i];

        if (block->text.n)
            *vec_push(merging->arena, &merging->before) = (BaseItem){block->text, i, (int)block->level};
    }
}

static Str *item_texts(Arena *arena, const BaseItems *items)
{
    Str *texts = ARENA_ARRAY(arena, Str, items->n + 1);

    for (size_t i = 0; i < items->n; i++)
        texts[i] = items->at[i].text;
    return texts;
}

void items_before(Merging *merging)
{
    Arena *arena = merging->arena;
    CompareMatches matches;

    if (merging->base)
        base_items(merging);
    else
        merging->before = merging->now;
    merging->now_of = ARENA_ARRAY(arena, ptrdiff_t, merging->before.n + 1);
    for (size_t i = 0; i < merging->before.n; i++)
        merging->now_of[i] = merging->base ? -1 : (ptrdiff_t)i;
    if (!merging->base)
        return;
    matches = compare_items(arena, item_texts(arena, &merging->before), merging->before.n,
                            item_texts(arena, &merging->now), merging->now.n, NULL);
    for (size_t i = 0; i < matches.n; i++) {
        CompareMatch match = matches.at[i];

        if (match.a_to == match.a_from + 1 && match.b_to == match.b_from + 1)
            merging->now_of[match.a_from] = (ptrdiff_t)match.b_from;
    }
}

// ---- texts that are looked for

typedef struct Known {
    uint64_t *hashes; // sorted
    size_t n;
} Known;

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static Known known_of(Arena *arena, const Str *texts, size_t n)
{
    Known known = {ARENA_ARRAY(arena, uint64_t, n + 1), n};

    for (size_t i = 0; i < n; i++)
        known.hashes[i] = str_hash(texts[i]);
    if (n)
        qsort(known.hashes, n, sizeof *known.hashes, compare_hashes);
    return known;
}

static bool is_known(const Known *known, Str text)
{
    uint64_t hash = str_hash(text);

    return known->n && bsearch(&hash, known->hashes, known->n, sizeof hash, compare_hashes);
}

// ---- frames: what stands around the sections' text

typedef VEC(Str) Texts;

static void add_frame(const Merging *merging, Texts *frames, Str text)
{
    text = str_trim(text);
    if (text.n)
        *vec_push(merging->arena, frames) = text;
}

static void add_table_frames(const Merging *merging, Texts *frames, const Node *table)
{
    TableWords words = table_words(merging->arena, merging->made->project->style, table->table);

    add_frame(merging, frames, words.label);
    add_frame(merging, frames, words.title);
    add_frame(merging, frames, words.unit);
    for (size_t i = 0; i < words.note_count; i++)
        add_frame(merging, frames, words.notes[i]);
}

// What stands in tables before the text, which may have been pasted as text.
static void add_sheet_frames(const Merging *merging, Texts *frames)
{
    static const int named[] = {WORDS_COPY_SIGNERS, WORDS_COPY_SIGN_HEADS, WORDS_COPY_FIGURES_HEADS,
                                WORDS_COPY_CHANGES_HEADS, WORDS_COPY_REASON_MISSING};
    const Project *project = merging->made->project;

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        const WordList *list = &project->template->words->lists[named[i]];

        for (size_t k = 0; k < list->n; k++)
            add_frame(merging, frames, list->at[k]);
    }
    for (size_t i = 0; i < project->figure_count; i++)
        add_frame(merging, frames, project->figures[i].name);
}

static void add_cover_frames(const Merging *merging, Texts *frames)
{
    const Document *document = merging->made->document;
    const Project *project = document->project;
    const WordList *lists = project->template->words->lists;

    add_frame(merging, frames, document->department);
    add_frame(merging, frames, document->title);
    add_frame(
        merging, frames,
        str_print(merging->arena, "%.*s %.*s", STR_ARG(document->department), STR_ARG(document->title)));
    add_frame(merging, frames, date_printed(merging->arena, project->date));
    for (size_t i = 0; i < project->title_line_count; i++)
        add_frame(merging, frames, project->title_lines[i].text);
    add_frame(merging, frames, project->template->wording.contents);
    add_frame(merging, frames, project->template->contents_note);
    add_frame(merging, frames, words_first(lists[WORDS_COPY_SIGN_TITLE]));
    add_frame(merging, frames, words_first(lists[WORDS_COPY_FIGURES_TITLE]));
    add_frame(merging, frames, words_first(lists[WORDS_COPY_CHANGES_TITLE]));
    add_frame(merging, frames,
              unit_line(merging->arena, project->style->table.unit_prefix, project->unit.name));
}

// Its title, or what stands for it.
static void add_chart_frames(const Merging *merging, Texts *frames, const Node *node)
{
    Str picture = words_first(merging->made->project->template->words->lists[WORDS_PICTURE]);

    add_frame(merging, frames, node->chart->title);
    add_frame(merging, frames,
              str_print(merging->arena, "〔%.*s：%.*s〕", STR_ARG(picture), STR_ARG(node->chart->title)));
}

static Texts frames_of(const Merging *merging)
{
    Texts frames = {0};

    add_cover_frames(merging, &frames);
    add_sheet_frames(merging, &frames);
    for (size_t i = 0; i < merging->printed.n; i++) {
        const Printed *printed = &merging->printed.at[i];

        if (printed->kind == PRINTED_TABLE)
            add_table_frames(merging, &frames, printed->node);
        else if (printed->kind == PRINTED_CHART)
            add_chart_frames(merging, &frames, printed->node);
    }
    return frames;
}

static Texts entries_of(const Merging *merging)
{
    Texts entries = {0};

    for (size_t i = 0; i < merging->printed.n; i++) {
        const Printed *printed = &merging->printed.at[i];
        const Node *first = printed->node->first;

        if (printed->kind == PRINTED_TABLE)
            add_frame(merging, &entries, table_listed(merging->arena, printed->node->table->spec));
        else if (printed->kind == PRINTED_HEADING)
            add_frame(merging, &entries, node_heading_label(merging->arena, printed->node));
        else if (printed->kind == PRINTED_PARAGRAPH && first && first->kind == NODE_RUN_IN)
            add_frame(merging, &entries, node_heading_label(merging->arena, first));
    }
    return entries;
}

// 一、收支概况<tab>3: an entry of the contents, where a copy was pasted; the tab may have become a blank.
static bool is_entry(const Known *entries, Str text)
{
    ptrdiff_t tab = str_find_char(text, '\t', 0);
    size_t end = text.n;

    if (tab > 0)
        return is_known(entries, str_trim(str_slice(text, 0, (size_t)tab)));
    while (end > 0 && text.at[end - 1] >= '0' && text.at[end - 1] <= '9')
        end--;
    if (end == 0 || end == text.n || text.at[end - 1] != ' ')
        return false;
    return is_known(entries, str_trim(str_slice(text, 0, end)));
}

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.n > 0 && text.n <= MOST_NUMBER;
}

static bool has_numbers(const Copy *copy)
{
    size_t n = 0;

    for (size_t i = 0; i < copy->lines.n; i++)
        n += is_number(copy->lines.at[i].text);
    return n >= SOME_NUMBERS;
}

// ---- lines

// Without the number that Word would count, where it was typed or pasted.
static Str line_text(const Merging *merging, const Known *known, const CopyLine *line)
{
    TextNumbering numbering;
    Str rest;

    (void)merging;
    if (is_known(known, line->text) || !text_numbering_read(line->text, &numbering))
        return line->text;
    rest = str_slice(line->text, numbering.rest, line->text.n);
    return is_known(known, rest) || line->heading > 0 ? rest : line->text;
}

typedef struct Finder {
    Known items, frames, entries, cells;
    Texts frame_texts;
    bool numbers;
    bool lost;    // the copy has no table left: cells may stand as lines
    size_t front; // lines before the text: to the last of the contents; 0: it has none
    size_t rows;  // of tables pasted as lines of text
} Finder;

// ---- tables that were pasted as text, a row a line

#define LEAST_PARTS 3 // so many cells beside each other are a row, whatever they say

static Texts cells_of(const Merging *merging)
{
    Texts cells = {0};

    for (size_t i = 0; i < merging->printed.n; i++) {
        const Grid *grid = merging->printed.at[i].kind == PRINTED_TABLE
                               ? table_grid(merging->arena, merging->printed.at[i].node->table)
                               : NULL;

        for (int k = 0; grid && k < (int)grid->head_count; k++)
            add_frame(merging, &cells, grid->head[k].text);
        for (int k = 0; grid && k < (int)grid->body_count; k++)
            add_frame(merging, &cells, grid->body[k].text);
    }
    return cells;
}

// Cells parted by tabs, or where a line has none by blanks: how many have something in them, and how many of
// those a table has.
static size_t count_parts(const Finder *finder, Str text, size_t *known)
{
    size_t parts = 0, from = 0;
    char mark = str_find_char(text, '\t', 0) >= 0 ? '\t' : ' ';

    *known = 0;
    for (size_t at = 0; at <= text.n; at++) {
        if (at < text.n && text.at[at] != mark)
            continue;
        Str part = str_trim(str_slice(text, from, at));

        parts += part.n > 0;
        *known += part.n > 0 && is_known(&finder->cells, part);
        from = at + 1;
    }
    return parts;
}

static bool is_row(const Finder *finder, Str text)
{
    size_t known, parts = count_parts(finder, text, &known);

    if (parts == 1)
        return (finder->rows > 0 || finder->lost) && known > 0; // of a row the one cell that has something
    if (str_find_char(text, '\t', 0) < 0)
        return parts >= LEAST_PARTS ? known * 2 > parts : finder->rows > 0 && known == parts;
    return parts >= LEAST_PARTS || known == parts;
}

static void row_pass(Merging *merging, Finder *finder, Str text)
{
    size_t known, parts = count_parts(finder, text, &known);

    finder->rows++;
    if (known == parts)
        return;
    diag_report(merging->diag, SEVERITY_WARNING, "merge-table", (Place){.file = merging->options.name},
                str_of(_("a table comes from its file: correct it there, if the copy is right")),
                _("a row that was pasted as text has what no table has: “%.*s”"), STR_ARG(text));
    merging->merged->listed++;
}

// A title or note that is nearly what it was.
static bool is_changed_frame(const Finder *finder, Str text, Str *was)
{
    int best = LEAST_FRAME;

    for (size_t i = 0; i < finder->frame_texts.n; i++) {
        int alike = compare_alike(finder->frame_texts.at[i], text);

        if (alike > best) {
            best = alike;
            *was = finder->frame_texts.at[i];
        }
    }
    return best > LEAST_FRAME;
}

static bool is_like_item(const Merging *merging, Str text, int than)
{
    for (size_t i = 0; i < merging->before.n; i++)
        if (compare_alike(merging->before.at[i].text, text) >= than)
            return true;
    return false;
}

static void report_frame(Merging *merging, Str was, Str text)
{
    const char *hint = _("it comes from gongkai.yaml, the template or a table: change it there");

    if (was.n)
        diag_report(merging->diag, SEVERITY_WARNING, "merge-frame", (Place){.file = merging->options.name},
                    str_of(hint), _("“%.*s” has become “%.*s”, and is none of the sections' text"),
                    STR_ARG(was), STR_ARG(text));
    else
        diag_report(merging->diag, SEVERITY_WARNING, "merge-frame", (Place){.file = merging->options.name},
                    str_of(hint), _("“%.*s” stands before the text, and is none of the sections' text"),
                    STR_ARG(text));
    merging->merged->listed++;
}

// A number, or what the sections, a table or the sheet that is signed say too.
static bool part_is_said(const Merging *merging, const Finder *finder, Str part)
{
    if (is_known(&finder->cells, part) || is_known(&finder->frames, part) ||
        number_parse(merging->arena, str_ends(part, STR("%")) ? str_slice(part, 0, part.n - 1) : part, NULL))
        return true;
    for (size_t i = 0; i < merging->before.n; i++)
        if (str_find(merging->before.at[i].text, part, 0) >= 0)
            return true;
    return false;
}

// A row of the sheet that is signed or of the key figures, pasted as text, with nothing new in it.
static bool is_front_row(const Merging *merging, const Finder *finder, Str text)
{
    size_t from = 0;

    if (str_find_char(text, '\t', 0) < 0 && !finder->lost)
        return false;
    for (size_t at = 0; at <= text.n; at++) {
        if (at < text.n && text.at[at] != '\t')
            continue;
        Str part = str_trim(str_slice(text, from, at));

        if (part.n && !part_is_said(merging, finder, part))
            return false;
        from = at + 1;
    }
    return true;
}

// Of the cover, the contents, or the tables before them.
static void front_pass(Merging *merging, Finder *finder, Str text)
{
    Str was = {0};

    if (is_known(&finder->frames, text))
        return;
    if (is_front_row(merging, finder, text)) {
        finder->rows++;
        return;
    }
    is_changed_frame(finder, text, &was);
    report_frame(merging, was, text);
}

// Where the contents end, which stand before all that the sections say.
static size_t front_of(const Merging *merging, const Finder *finder)
{
    size_t front = 0;

    for (size_t i = 0; i < merging->copy->lines.n; i++) {
        const CopyLine *line = &merging->copy->lines.at[i];

        if (line->contents || is_entry(&finder->entries, line->text))
            front = i + 1;
        else if (is_known(&finder->items, line->text) && !is_known(&finder->frames, line->text))
            break;
    }
    return front;
}

static bool is_passed(Merging *merging, Finder *finder, const CopyLine *line, bool in_front)
{
    Str was = {0};

    if (line->margin || line->contents || line->text.n == 0 || is_entry(&finder->entries, line->text) ||
        (finder->numbers && is_number(line->text)))
        return true;
    if (line->boxed) {
        diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", (Place){.file = merging->options.name},
                    str_of(_("write it into the section, if it is to be there")),
                    _("a text box is not taken: “%.*s”"), STR_ARG(line->text));
        merging->merged->listed++;
        return true;
    }
    if (in_front) {
        front_pass(merging, finder, line->text);
        return true;
    }
    if (is_known(&finder->items, line->text))
        return false;
    if (is_known(&finder->frames, line->text))
        return true;
    if (is_row(finder, line->text)) {
        row_pass(merging, finder, line->text);
        return true;
    }
    if (!is_changed_frame(finder, line->text, &was) || is_like_item(merging, line->text, LEAST_FRAME))
        return false;
    report_frame(merging, was, line->text);
    return true;
}

void lines_find(Merging *merging)
{
    Arena *arena = merging->arena;
    Texts entries = entries_of(merging), cells = cells_of(merging);
    Finder finder = {.frame_texts = frames_of(merging), .numbers = has_numbers(merging->copy)};

    finder.items = known_of(arena, item_texts(arena, &merging->before), merging->before.n);
    finder.frames = known_of(arena, finder.frame_texts.at, finder.frame_texts.n);
    finder.entries = known_of(arena, entries.at, entries.n);
    finder.cells = known_of(arena, cells.at, cells.n);
    finder.lost = merging->copy->tables.n == 0 && cells.n > 0;
    finder.front = front_of(merging, &finder);
    for (size_t i = 0; i < merging->copy->lines.n; i++) {
        const CopyLine *line = &merging->copy->lines.at[i];

        if (!note_is_new(line) && !is_passed(merging, &finder, line, i < finder.front))
            *vec_push(arena, &merging->lines) = (HeldLine){line, line_text(merging, &finder.items, line), i};
    }
    if (finder.rows)
        diag_report(merging->diag, SEVERITY_NOTE, "merge-table", (Place){.file = merging->options.name},
                    (Str){0}, _("%zu lines are rows of tables that were pasted as text, and are passed over"),
                    finder.rows);
}

// ---- which item a line says it is

// Of bookmarks that stand twice, by copy and paste, none is believed.
static bool is_doubled(const Merging *merging, Str name)
{
    size_t n = 0;

    for (size_t i = 0; i < merging->lines.n; i++)
        for (size_t k = 0; k < merging->lines.at[i].line->bookmark_count; k++)
            n += str_equal(merging->lines.at[i].line->bookmarks[k], name);
    return n > 1;
}

const ptrdiff_t *line_hints(Merging *merging)
{
    ptrdiff_t *hints = ARENA_ARRAY(merging->arena, ptrdiff_t, merging->lines.n + 1);
    size_t doubled = 0;

    for (size_t i = 0; i < merging->lines.n; i++) {
        const CopyLine *line = merging->lines.at[i].line;

        hints[i] = -1;
        for (size_t k = 0; k < line->bookmark_count && hints[i] < 0; k++) {
            ptrdiff_t item = item_of(merging, line->bookmarks[k]);

            if (item >= 0 && is_doubled(merging, line->bookmarks[k]))
                doubled++;
            else
                hints[i] = item;
        }
    }
    if (doubled)
        diag_report(
            merging->diag, SEVERITY_NOTE, "merge-bookmarks", (Place){.file = merging->options.name}, (Str){0},
            _("%zu marks of paragraphs stand twice, by copy and paste: paragraphs are known by their text"),
            doubled);
    return hints;
}
