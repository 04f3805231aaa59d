// Glyphs to lines of text.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define SAME_LINE 0.35F   // of an em: base lines that are no further apart
#define LATIN_BLANK 0.22F // of an em: a gap between Latin letters that is a blank
#define WIDE_BLANK 0.6F   // between any two
#define PART_GAP 1.5F     // a gap that parts what stands in columns
#define NUMBER_GAP 0.28F  // the same between two numbers
#define LEAST_GAP 0.12F   // a gap that may part columns: no letters are so far apart
#define LEAST_GAP_POINTS 1.2F
#define JUMP 3        // of the glyphs painted between: what is not painted on parts
#define EXACTLY 0.05F // what is painted apart parts where it does not go on just so

static int by_place(const void *a, const void *b)
{
    const PdfGlyph *x = a, *y = b;

    if (x->y != y->y)
        return x->y < y->y ? -1 : 1;
    return x->x < y->x ? -1 : x->x > y->x;
}

// By their middles: the box of a full-width mark may begin in the character before it.
static int by_x(const void *a, const void *b)
{
    const PdfGlyph *x = a, *y = b;
    float first = x->x + x->width / 2, second = y->x + y->width / 2;

    if (first != second)
        return first < second ? -1 : 1;
    return x->width > 0 ? 1 : y->width > 0 ? -1 : 0;
}

static bool is_letter(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_of_number(uint32_t code)
{
    return (code >= '0' && code <= '9') || code == '-' || code == '.' || code == '%' || code == ',';
}

typedef struct LineReader {
    Arena *arena;
    StrBuf text;
    PdfSegments segments, parts;
    PdfSegment segment, part; // that are open
    size_t from, part_from;   // where they begin
    uint32_t before;          // the last character that is no blank; 0: none yet
    float end, size;          // where it ends; its size
    uint32_t order;           // by which the last glyph is painted
    bool blank;               // blanks stand after it
    bool begins;              // a blank after it is painted apart from it
    StrBuf blanks;
} LineReader;

static void piece_end(LineReader *reader, PdfSegments *pieces, PdfSegment piece, size_t from)
{
    if (reader->text.n == from)
        return;
    piece.text = str_copy(reader->arena, str_slice(buf_str(&reader->text), from, reader->text.n));
    *vec_push(reader->arena, pieces) = piece;
}

static void box_add(PdfBox *box, const PdfBox *more)
{
    box->x1 = fmaxf(box->x1, more->x1);
    box->y0 = fminf(box->y0, more->y0);
    box->y1 = fmaxf(box->y1, more->y1);
}

static bool parts_here(const LineReader *reader, const PdfGlyph *glyph)
{
    float em = fminf(reader->size, glyph->size), gap = glyph->x - reader->end;

    if (gap > PART_GAP * em)
        return true;
    return is_of_number(reader->before) && is_of_number(glyph->code) && gap > NUMBER_GAP * em &&
           (!reader->blank || gap > 2 * NUMBER_GAP * em);
}

// Whether a glyph is painted after the one before it, as those of one text are.
static bool is_painted_on(const LineReader *reader, const PdfGlyph *glyph)
{
    return glyph->order + JUMP > reader->order && glyph->order <= reader->order + JUMP;
}

static void blank_write(LineReader *reader, const PdfGlyph *glyph)
{
    float em = fminf(reader->size, glyph->size), gap = glyph->x - reader->end;

    if (reader->blanks.n)
        buf_add(&reader->text, str_trim(buf_str(&reader->blanks)).n || reader->blanks.n <= 3
                                   ? buf_str(&reader->blanks)
                                   : STR(" "));
    else if (gap > WIDE_BLANK * em ||
             (gap > LATIN_BLANK * em && is_letter(reader->before) && is_letter(glyph->code)))
        buf_add_char(&reader->text, ' ');
}

static void glyph_add(LineReader *reader, const PdfGlyph *glyph)
{
    PdfBox box = {glyph->x, glyph->y - glyph->size * 0.88F, glyph->x + glyph->width,
                  glyph->y + glyph->size * 0.12F};

    if (glyph->code && char_is_blank(glyph->code)) {
        reader->begins = reader->begins || glyph->begins;
        reader->order = glyph->order;
        if (reader->before) {
            reader->blank = true;
            if (glyph->code == 0x3000)
                buf_add_code(&reader->blanks, 0x3000);
            else if (reader->blanks.n == 0)
                buf_add_char(&reader->blanks, ' ');
        }
        return;
    }
    if (reader->before) {
        bool apart = parts_here(reader, glyph),
             gap = apart || reader->blank ||
                   glyph->x - reader->end > fmaxf(LEAST_GAP * glyph->size, LEAST_GAP_POINTS) ||
                   (glyph->begins && fabsf(glyph->x - reader->end) > EXACTLY * glyph->size) ||
                   (glyph->begins && is_of_number(reader->before) && glyph->code > 0x2E80) ||
                   !is_painted_on(reader, glyph);
        size_t end = reader->text.n;

        if (gap)
            piece_end(reader, &reader->parts, reader->part, reader->part_from);
        if (apart)
            piece_end(reader, &reader->segments, reader->segment, reader->from);
        blank_write(reader, glyph);
        if (apart && reader->text.n == end)
            buf_add_char(&reader->text, ' ');
        if (gap) {
            reader->part = (PdfSegment){.box = box,
                                        .base = glyph->y,
                                        .size = glyph->size,
                                        .blank = reader->text.n > end,
                                        .typed = reader->blank,
                                        .begins = glyph->begins || reader->begins,
                                        .first = glyph->order};
            reader->part_from = reader->text.n;
        }
        if (apart) {
            reader->segment = (PdfSegment){.box = box, .base = glyph->y, .size = glyph->size, .blank = true};
            reader->from = reader->text.n;
        }
        box_add(&reader->part.box, &box);
        box_add(&reader->segment.box, &box);
    } else {
        reader->part = reader->segment = (PdfSegment){.box = box,
                                                      .base = glyph->y,
                                                      .size = glyph->size,
                                                      .begins = glyph->begins || reader->begins,
                                                      .first = glyph->order};
    }
    reader->part.last = reader->segment.last = reader->order = glyph->order;
    buf_add_code(&reader->text, glyph->code ? glyph->code : 0xFFFD);
    reader->before = glyph->code ? glyph->code : 0xFFFD;
    reader->end = glyph->x + glyph->width;
    reader->size = glyph->size;
    reader->blank = reader->begins = false;
    reader->blanks.n = 0;
}

// The font and size of most glyphs.
static void look_find(const PdfGlyph *glyphs, size_t n, PdfLine *line)
{
    size_t most = 0;

    for (size_t i = 0; i < n && i < 64; i++) {
        size_t same = 0;
        bool known = most > 0 && glyphs[i].font == line->font && glyphs[i].size == line->size;

        if (known || char_is_blank(glyphs[i].code))
            continue;
        for (size_t k = 0; k < n && k < 64; k++)
            same += glyphs[k].font == glyphs[i].font && fabsf(glyphs[k].size - glyphs[i].size) < 0.2F &&
                    !char_is_blank(glyphs[k].code);
        if (same > most) {
            most = same;
            line->font = glyphs[i].font;
            line->size = glyphs[i].size;
        }
    }
}

static void line_read(Arena *arena, PdfGlyph *glyphs, size_t n, PdfLines *lines)
{
    LineReader reader = {.arena = arena, .text.arena = arena, .blanks.arena = arena};
    PdfLine line = {.base = glyphs[0].y, .size = glyphs[0].size, .font = glyphs[0].font};

    qsort(glyphs, n, sizeof *glyphs, by_x);
    for (size_t i = 0; i < n; i++)
        glyph_add(&reader, &glyphs[i]);
    piece_end(&reader, &reader.parts, reader.part, reader.part_from);
    piece_end(&reader, &reader.segments, reader.segment, reader.from);
    if (reader.segments.n == 0)
        return;
    look_find(glyphs, n, &line);
    line.text = buf_str(&reader.text);
    line.segments = reader.segments.at;
    line.segment_count = reader.segments.n;
    line.parts = reader.parts.at;
    line.part_count = reader.parts.n;
    line.box = line.segments[0].box;
    for (size_t i = 1; i < line.segment_count; i++) {
        line.box.x1 = fmaxf(line.box.x1, line.segments[i].box.x1);
        line.box.y0 = fminf(line.box.y0, line.segments[i].box.y0);
        line.box.y1 = fmaxf(line.box.y1, line.segments[i].box.y1);
    }
    *vec_push(arena, lines) = line;
}

void pdf_lines_read(Arena *arena, PdfGlyph *glyphs, size_t n, PdfLines *lines)
{
    if (n)
        qsort(glyphs, n, sizeof *glyphs, by_place);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        float base = glyphs[i].y, size = glyphs[i].size;

        while (end < n && glyphs[end].y - base <= SAME_LINE * fminf(fmaxf(size, 1), glyphs[end].size)) {
            size = fmaxf(size, glyphs[end].size);
            end++;
        }
        line_read(arena, glyphs + i, end - i, lines);
        i = end;
    }
}

// ---- lines of one cell

bool pdf_is_amount(Str text)
{
    bool digits = false;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (char_digit(code) < 0 && !char_is_in(code, ".,-－%％，") && !char_is_blank(code))
            return false;
        digits = digits || char_digit(code) >= 0;
    }
    return digits;
}

Str pdf_lines_joined(Arena *arena, const PdfLine *lines, size_t n, float width)
{
    StrBuf text = {.arena = arena};

    for (size_t i = 0; i < n; i++) {
        Str line = str_trim(lines[i].text);

        if (line.n == 0)
            continue;
        if (i > 0 && text.n && pdf_is_amount(lines[i - 1].text) && pdf_is_amount(line) &&
            lines[i - 1].box.x1 - lines[i - 1].box.x0 + lines[i].size * 2 < width)
            buf_add_char(&text, '\n');
        if (text.n && text.at[text.n - 1] == '\n')
            buf_add(&text, line);
        else
            join_text(&text, line);
    }
    return buf_str(&text);
}

bool pdf_is_led(Str text)
{
    size_t dots = 0, most = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (char_is_blank(code))
            continue;
        dots = code == '.' || code == 0x2026 || code == 0xB7 || code == 0x22EF ? dots + 1 : 0;
        most = dots > most ? dots : most;
    }
    return most >= 4;
}
