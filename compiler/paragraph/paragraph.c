// Spans of text to lines: the steps, hard breaks, and what is said of lines that had to give way.
#include <assert.h>
#include <string.h>

#include "paragraph/internal-paragraph.h"

typedef VEC(Line) LineList;

static Setter setter_open(const ParagraphSpec *spec, Diag *diag)
{
    Setter setter = {.spec = spec, .diag = diag, .scratch = arena_new()};

    chars_read(&setter);
    chars_hold(&setter);
    chars_break_western(&setter);
    return setter;
}

// The characters of the next hard line from `from`; its end.
static size_t hard_line_end(const Setter *setter, size_t from)
{
    while (from < setter->chars.n && setter->chars.at[from].class != CLASS_BREAK)
        from++;
    return from;
}

// A hard line ends before the blanks at its end, and no-break spaces are blanks there.
static size_t trim_end(const Setter *setter, size_t from, size_t to)
{
    while (to > from &&
           (setter->chars.at[to - 1].class == CLASS_BLANK || setter->chars.at[to - 1].code == 0xA0))
        to--;
    return to;
}

// Atoms of chars[from … to), measured.
static Segment segment_make(Setter *setter, size_t from, size_t to)
{
    const ParagraphSpec *spec = setter->spec;
    Segment segment = {.spec = spec, .opens = from == 0};

    setter->atoms.n = 0;
    setter->glyphs.n = 0;
    atoms_make(setter, from, trim_end(setter, from, to));
    segment.atoms = setter->atoms.at;
    segment.n = setter->atoms.n;
    segment.measure = spec->measure - spec->indent_rest;
    segment.first_measure = segment.opens ? spec->measure - spec->indent : segment.measure;
    segment.narrow =
        spec->measure < length_scale(spec->spans[0].size, spec->style->spacing.spread_least, 1000);
    segment_measure(setter, &segment);
    return segment;
}

static void take_apart(Setter *setter, Segment *segment, const bool *split)
{
    setter->atoms.at = NULL; // the old ones are read while the new ones are made
    setter->atoms.n = setter->atoms.cap = 0;
    atoms_split(setter, segment->atoms, segment->n, split);
    segment->atoms = setter->atoms.at;
    segment->n = setter->atoms.n;
    segment_measure(setter, segment);
}

// The lines of a segment: what no line has room for is taken apart, and long words where lines are wide.
static Breaks segment_lines(Setter *setter, Segment *segment)
{
    bool *split = ARENA_ARRAY(setter->scratch, bool, segment->n);
    Breaks breaks;

    if (segment_too_wide(segment, split))
        take_apart(setter, segment, split);
    breaks = segment_break(setter, segment);
    split = ARENA_ARRAY(setter->scratch, bool, segment->n);
    if (segment_ragged(segment) || !segment_too_loose(segment, &breaks, split))
        return breaks;
    take_apart(setter, segment, split);
    return segment_break(setter, segment);
}

static void warn(Setter *setter, const char *message, const char *hint)
{
    if (setter->diag)
        diag_report(setter->diag, SEVERITY_WARNING, "line-forced", setter->spec->place, str_of(hint), "%s",
                    message);
}

// One finding for each thing that yielded, however many lines it happened on: they are all at one place.
static void report_forced(Setter *setter, uint32_t forced)
{
    bool ragged = setter->spec->align != TEXT_JUSTIFY || setter->spec->balanced;

    if (forced & LINE_SPLIT_UNIT && ragged)
        warn(setter, _("a number is parted from its unit, because no line has room for both"),
             _("give the text a wider column or smaller type, or write it shorter"));
    if (forced & (LINE_SPREAD | LINE_WIDE_SPACE) || (forced & LINE_RAGGED && !(forced & LINE_SPLIT_WORD)))
        warn(setter, _("a line is spread wide or left short, because what follows does not fit on it"),
             _("write it in other words, or put a space where the long word after it may break"));
    if (forced & LINE_SPLIT_WORD)
        warn(setter, _("a word or number is broken anywhere, because no line has room for it"),
             _("put a space or hyphen where it may break, or give it a wider column"));
    if (forced & LINE_KINSOKU)
        warn(setter,
             _("a line begins or ends with a mark that may not stand there, because the line is too narrow"),
             _("give the text a wider column, or use fewer marks in a row"));
    if (forced & LINE_OVERFULL)
        warn(setter, _("a single character is wider than its line"),
             _("give the text a wider column or smaller type"));
}

// Adds the lines, in the scratch arena, of one hard line, whose pieces are in `arena`; what they gave up.
static uint32_t segment_set(Setter *setter, Arena *arena, size_t from, size_t to, LineList *lines)
{
    Segment segment = segment_make(setter, from, to);
    uint32_t forced = 0;
    Breaks breaks;

    if (segment.n == 0) { // an empty line between hard breaks
        Line *line = vec_push(setter->scratch, lines);
        line->x = segment.opens ? setter->spec->indent : setter->spec->indent_rest;
        line->ends_paragraph = true;
        return 0;
    }
    breaks = segment_lines(setter, &segment);
    assert(breaks.n > 0 && breaks.starts[0] == 0);
    for (size_t i = 0; i < breaks.n; i++) {
        Line *line = vec_push(setter->scratch, lines);
        size_t end = i + 1 < breaks.n ? breaks.starts[i + 1] : segment.n;

        line_place(setter, &segment, arena, line, breaks.starts[i], end);
        line->forced = breaks.forced[i];
        forced |= breaks.forced[i];
    }
    return forced;
}

Paragraph *paragraph_set(Arena *arena, Diag *diag, const ParagraphSpec *spec)
{
    Paragraph *paragraph = ARENA_NEW(arena, Paragraph);
    Setter setter = setter_open(spec, diag);
    LineList lines = {0};
    uint32_t forced = 0;

    for (size_t from = 0, end; from < setter.chars.n; from = end + 1) {
        end = hard_line_end(&setter, from);
        forced |= segment_set(&setter, arena, from, end, &lines);
    }
    report_forced(&setter, forced);
    paragraph->lines = ARENA_ARRAY(arena, Line, lines.n);
    paragraph->line_count = lines.n;
    if (lines.n > 0)
        memcpy(paragraph->lines, lines.at, lines.n * sizeof *paragraph->lines);
    arena_free(setter.scratch);
    return paragraph;
}

static Length longer(Length a, Length b)
{
    return a > b ? a : b;
}

// What balanced lines need at the end of a text: room for two characters, so that none stands alone there
// (维修/（护）费), with brackets closed up.
static Length last_line_least(const Segment *segment)
{
    uint32_t weight = 0;

    for (size_t i = segment->n; i-- > 0;) {
        weight += segment->atoms[i].weight;
        if (i > 0 && segment->gaps[i].hold == HOLD_FREE && weight >= RUNT_WEIGHT)
            return segment_width(segment, i, segment->n) -
                   (segment->sums[segment->n - 1].shrink[SHRINK_BRACKET] -
                    segment->sums[i].shrink[SHRINK_BRACKET]);
    }
    return 0; // it is one line
}

static void put(StrBuf *key, uint64_t word)
{
    buf_add(key, (Str){(const char *)&word, sizeof word});
}

// In the place of a word that was put before.
static void put_at(StrBuf *key, size_t at, uint64_t word)
{
    memcpy(key->at + at, &word, sizeof word);
}

// Of a text that is broken by words; 0: justified lines know none.
static uint64_t words_digest(const ParagraphSpec *spec, Str text)
{
    return spec->balanced || spec->align != TEXT_JUSTIFY ? words_digest_in(spec->words, text) : 0;
}

// Faces by their address: they are the style's own.
void paragraph_key(StrBuf *key, const ParagraphSpec *spec)
{
    size_t from;

    put(key, spec->span_count);
    put(key, (uint64_t)spec->measure);
    put(key, (uint64_t)spec->indent);
    put(key, (uint64_t)spec->indent_rest);
    put(key, (uint64_t)spec->align << 2 | (uint64_t)spec->balanced << 1 | spec->verbatim);
    for (size_t i = 0; i < spec->span_count; i++) {
        const Span *span = &spec->spans[i];
        put(key, (uintptr_t)span->face);
        put(key, (uintptr_t)span->western);
        put(key, (uint64_t)span->size << 3 | (uint64_t)span->bold << 2 | (uint64_t)span->attached << 1 |
                     span->tabular);
        put(key, (uint64_t)span->raise);
        put(key, span->text.n);
    }
    put(key, 0);
    from = key->n;
    for (size_t i = 0; i < spec->span_count; i++)
        buf_add(key, spec->spans[i].text);
    put_at(key, from - sizeof(uint64_t), words_digest(spec, str_slice(buf_str(key), from, key->n)));
}

// The end of the piece that begins at atom i, which no break between words parts.
static size_t word_end(const Segment *segment, const uint8_t *marks, size_t i)
{
    size_t end = i + 1;

    while (end < segment->n && (segment->gaps[end].hold != HOLD_FREE || marks[end] == WORD_INSIDE))
        end++;
    return end;
}

static Length widest_word(const Segment *segment, const uint8_t *marks)
{
    Length widest = 0;

    for (size_t i = 0, end; i < segment->n; i = end) {
        end = word_end(segment, marks, i);
        widest = longer(widest, segment_width(segment, i, end));
    }
    return widest;
}

// The lines that the words take in a measure, no less than the widest; *next: a measure in which a line of
// them would hold a word more.
static int lines_of_words(const Segment *segment, const uint8_t *marks, Length measure, Length *next)
{
    int lines = 1;

    *next = INT64_MAX;
    for (size_t i = 0, from = 0, end; i < segment->n; i = end) {
        end = word_end(segment, marks, i);
        Length width = segment_width(segment, from, end);
        if (width <= measure)
            continue;
        *next = width < *next ? width : *next;
        from = i;
        lines++;
    }
    return lines;
}

// The least measure in which the words, none broken, take so many lines.
static Length words_in_lines(const Segment *segment, const uint8_t *marks, int lines)
{
    Length measure = widest_word(segment, marks), next;

    while (lines_of_words(segment, marks, measure, &next) > lines && next < INT64_MAX)
        measure = next;
    return measure;
}

// How many lines extent.words is for: as many as a head may have, or a name. 0 for what no such number of
// lines is wanted of: prose, and a name that takes fewer in any column.
static int lines_of_extent(const Segment *segment)
{
    const ColumnStyle *columns = &segment->spec->style->table.columns;
    Length ems = segment_width(segment, 0, segment->n) * 1000 / segment->atoms[0].em;

    if (segment->spec->balanced)
        return columns->head_lines;
    return ems > columns->name_least && ems <= (Length)columns->name_lines * columns->name_most
               ? columns->name_lines
               : 0;
}

// Widens extent by one hard line.
static void extend(Setter *setter, Extent *extent, const Segment *segment)
{
    int lines;

    if (segment->n == 0) // an empty line between hard breaks
        return;
    extent->natural = longer(extent->natural, segment_width(segment, 0, segment->n));
    for (size_t i = 0, end; i < segment->n; i = end) {
        for (end = i + 1; end < segment->n && segment->gaps[end].hold != HOLD_FREE;)
            end++;
        extent->least = longer(extent->least, segment_width(segment, i, end));
    }
    if (segment->spec->balanced)
        extent->least = longer(extent->least, last_line_least(segment));
    lines = lines_of_extent(segment);
    if (lines > 0)
        extent->words = longer(extent->words, words_in_lines(segment, words_mark(setter, segment), lines));
}

Extent paragraph_extent(Arena *arena, Diag *diag, const ParagraphSpec *spec)
{
    Setter setter = setter_open(spec, NULL); // setting the paragraph reports
    Extent extent = {0};
    Length indent = spec->indent > spec->indent_rest ? spec->indent : spec->indent_rest;

    (void)arena;
    (void)diag;
    for (size_t from = 0, end; from < setter.chars.n; from = end + 1) {
        Segment segment;

        end = hard_line_end(&setter, from);
        segment = segment_make(&setter, from, end);
        extend(&setter, &extent, &segment);
    }
    arena_free(setter.scratch);
    extent.least += indent;
    extent.words = longer(extent.words, extent.least);
    extent.natural += indent;
    return extent;
}
