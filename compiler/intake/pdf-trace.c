// The trace of a PDF (mutool draw -F trace): tags of what is painted, page by page. Of it are read glyphs
// with their places, lines along an axis, and the area of pictures.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define THIN 3.0F // what is no wider is a line
#define MOST_POINTS 64
#define MOST_FONTS 4096
#define MOST_SHAPES 4000 // of a page
#define MIDDLE 0.35F     // of an em: a glyph's above its base line
#define MARGIN 0.15F     // of an em

typedef struct Matrix {
    float a, b, c, d, e, f;
} Matrix;

typedef enum Paint { PAINT_NONE, PAINT_TEXT, PAINT_HIDDEN, PAINT_FILL, PAINT_STROKE, PAINT_CLIP } Paint;

typedef struct Point {
    float x, y;
} Point;

typedef struct Trace {
    Arena *arena;
    Str text;
    PdfPages *pages;
    PdfPage *page; // NULL: none is open
    Paint paint;
    Matrix transform, glyphs; // of what is painted; of a span
    uint32_t font;
    Point points[MOST_POINTS]; // of the path's part that is open
    size_t point_count;
    bool curved, white;
    bool begins;       // no glyph was painted yet of what is painted at once
    PdfBox clip;       // of the path that clips
    VEC(PdfBox) clips; // that are open, the last within all before it
    size_t glyph_count;
} Trace;

// ---- tags

// The value of an attribute of a tag; empty where it has none.
static Str attribute(Str tag, Str name)
{
    for (ptrdiff_t at = 0; (at = str_find(tag, name, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at + name.n + 2;
        ptrdiff_t end;

        if (at == 0 || tag.at[at - 1] != ' ' || from > tag.n || tag.at[from - 2] != '=' ||
            tag.at[from - 1] != '"')
            continue;
        end = str_find_char(tag, '"', from);
        return end < 0 ? (Str){0} : str_slice(tag, from, (size_t)end);
    }
    return (Str){0};
}

// A number as the trace writes it, from *at; blanks before it are passed over. What is none gives 0.
static float number_at(Str text, size_t *at)
{
    double value = 0, scale = 1;
    bool minus = false, point = false;
    int exponent = 0, sign = 1;

    while (*at < text.n && text.at[*at] == ' ')
        ++*at;
    if (*at < text.n && (text.at[*at] == '-' || text.at[*at] == '+'))
        minus = text.at[(*at)++] == '-';
    for (; *at < text.n && ((text.at[*at] >= '0' && text.at[*at] <= '9') || text.at[*at] == '.'); ++*at) {
        if (text.at[*at] == '.') {
            point = true;
            continue;
        }
        value = value * 10 + (text.at[*at] - '0');
        scale *= point ? 10 : 1;
    }
    if (*at < text.n && (text.at[*at] == 'e' || text.at[*at] == 'E')) {
        ++*at;
        if (*at < text.n && (text.at[*at] == '-' || text.at[*at] == '+'))
            sign = text.at[(*at)++] == '-' ? -1 : 1;
        for (; *at < text.n && text.at[*at] >= '0' && text.at[*at] <= '9' && exponent < 100; ++*at)
            exponent = exponent * 10 + (text.at[*at] - '0');
    }
    while (*at < text.n && text.at[*at] != ' ' && text.at[*at] != ',') // nan, inf
        ++*at;
    value = value / scale * pow(10, sign * exponent) * (minus ? -1 : 1);
    return value > -1e6 && value < 1e6 ? (float)value : 0;
}

static float number_of(Str tag, Str name)
{
    size_t at = 0;

    return number_at(attribute(tag, name), &at);
}

static Matrix matrix_of(Str tag)
{
    Str text = attribute(tag, STR("transform"));
    size_t at = 0;
    Matrix matrix;

    if (text.n == 0)
        return (Matrix){1, 0, 0, 1, 0, 0};
    matrix.a = number_at(text, &at);
    matrix.b = number_at(text, &at);
    matrix.c = number_at(text, &at);
    matrix.d = number_at(text, &at);
    matrix.e = number_at(text, &at);
    matrix.f = number_at(text, &at);
    return matrix;
}

static Point through(const Matrix *m, float x, float y)
{
    return (Point){m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f};
}

// White on what is white paints nothing.
static bool is_white(Str tag)
{
    Str color = attribute(tag, STR("color"));

    return str_equal(color, STR("1 1 1")) || str_equal(color, STR("1")) || str_equal(color, STR("0 0 0 0"));
}

// ---- glyphs

static uint32_t font_index(Trace *trace, Str name)
{
    for (size_t i = trace->pages->fonts.n; i > 0 && i + 8 > trace->pages->fonts.n; i--)
        if (str_equal(trace->pages->fonts.at[i - 1], name))
            return (uint32_t)(i - 1);
    for (size_t i = 0; i < trace->pages->fonts.n; i++)
        if (str_equal(trace->pages->fonts.at[i], name))
            return (uint32_t)i;
    if (trace->pages->fonts.n >= MOST_FONTS)
        return 0;
    *vec_push(trace->arena, &trace->pages->fonts) = str_copy(trace->arena, name);
    return (uint32_t)(trace->pages->fonts.n - 1);
}

static void span_begin(Trace *trace, Str tag)
{
    Str text = attribute(tag, STR("trm"));
    size_t at = 0;
    Matrix own = {0};

    own.a = number_at(text, &at);
    own.b = number_at(text, &at);
    own.c = number_at(text, &at);
    own.d = number_at(text, &at);
    trace->glyphs.a = trace->transform.a * own.a + trace->transform.c * own.b;
    trace->glyphs.b = trace->transform.b * own.a + trace->transform.d * own.b;
    trace->glyphs.c = trace->transform.a * own.c + trace->transform.c * own.d;
    trace->glyphs.d = trace->transform.b * own.c + trace->transform.d * own.d;
    trace->font = font_index(trace, attribute(tag, STR("font")));
}

// Marks as they stand in text from above, as they are typed; 0: none of these.
static uint32_t typed_across(uint32_t code)
{
    static const uint32_t commas[] = {U'，', U'、', U'。', U'：', U'；', U'！', U'？', U'〖', U'〗', U'…'};
    static const uint32_t brackets[] = {U'（', U'）', U'｛', U'｝', U'〔', U'〕', U'【', U'】',
                                        U'《', U'》', U'〈', U'〉', U'「', U'」', U'『', U'』'};

    if (code >= 0xFE10 && code <= 0xFE19)
        return commas[code - 0xFE10];
    if (code >= 0xFE35 && code <= 0xFE44)
        return brackets[code - 0xFE35];
    return code == 0xFE31 ? U'—' : code == 0xFE32 ? U'–' : 0;
}

// Of characters that a font draws alike a PDF may name the one that nobody types.
static uint32_t typed_for(uint32_t code)
{
    static const uint32_t alike[][2] = {{0x2329, 0x3008}, {0x232A, 0x3009}, {0x2010, '-'}, {0x2011, '-'},
                                        {0x2012, 0x2013}, {0x2215, '/'},    {0x2044, '/'}, {0x22EF, 0x2026},
                                        {0x2219, 0xB7},   {0x2126, 0x03A9}, {0x212B, 0xC5}};
    uint32_t same = char_unified(code);

    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++)
        if (alike[i][0] == code)
            return alike[i][1];
    return same ? same : typed_across(code) ? typed_across(code) : code;
}

// The character that a tag names: itself, or its number (&#x26;). 0: not known, and characters for private
// use, which are whatever the font's maker took them for.
static uint32_t code_of(Str text)
{
    size_t at = 0;
    uint32_t code = 0;

    if (str_starts(text, STR("&#x"))) {
        for (size_t i = 3; i < text.n && i < 10 && text.at[i] != ';'; i++) {
            char c = text.at[i];
            uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                             : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                             : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                    : 0;
            code = code * 16 + digit;
        }
    } else if (str_starts(text, STR("&lt;"))) {
        code = '<';
    } else if (str_starts(text, STR("&gt;"))) {
        code = '>';
    } else if (str_starts(text, STR("&quot;"))) {
        code = '"';
    } else if (str_starts(text, STR("&amp;"))) {
        code = '&';
    } else {
        code = utf8_next(text, &at);
    }
    if (code < 0x20 || code == 0xFFFD || (code >= 0xE000 && code <= 0xF8FF) || code > 0x10FFFF ||
        (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) || code >= 0xF0000)
        return 0;
    return typed_for(code);
}

static uint8_t turn_of(float x, float y)
{
    float along = fabsf(x), across = fabsf(y);

    if (across <= along * 0.02F)
        return x >= 0 ? 0 : 2;
    if (along <= across * 0.02F)
        return y >= 0 ? 1 : 3;
    return 4;
}

// ---- what is clipped

static void box_add(PdfBox *box, Point point)
{
    box->x0 = fminf(box->x0, point.x);
    box->y0 = fminf(box->y0, point.y);
    box->x1 = fmaxf(box->x1, point.x);
    box->y1 = fmaxf(box->y1, point.y);
}

// A clip is taken for the box around its path.
static void clip_open(Trace *trace, const PdfBox *box)
{
    PdfBox clip = box ? *box : (PdfBox){-1e6F, -1e6F, 1e6F, 1e6F};

    if (trace->clips.n) {
        const PdfBox *outer = vec_last(&trace->clips);

        clip = (PdfBox){fmaxf(clip.x0, outer->x0), fmaxf(clip.y0, outer->y0), fminf(clip.x1, outer->x1),
                        fminf(clip.y1, outer->y1)};
    }
    *vec_push(trace->arena, &trace->clips) = clip;
}

static void clip_close(Trace *trace)
{
    if (trace->clips.n)
        trace->clips.n--;
}

// Whether a glyph's middle is clipped away.
static bool is_clipped(const Trace *trace, const PdfGlyph *glyph)
{
    const PdfBox *clip = trace->clips.n ? vec_last(&trace->clips) : NULL;
    float along = glyph->width / 2, up = glyph->size * MIDDLE, margin = glyph->size * MARGIN;
    float x = glyph->x + (glyph->turn == 0   ? along
                          : glyph->turn == 2 ? -along
                                             : 0),
          y = glyph->y - (glyph->turn == 0   ? up
                          : glyph->turn == 2 ? -up
                                             : 0);

    return clip && glyph->turn % 2 == 0 &&
           (x < clip->x0 - margin || x > clip->x1 + margin || y < clip->y0 - margin || y > clip->y1 + margin);
}

static void glyph_take(Trace *trace, Str tag)
{
    PdfGlyph *glyph;
    Point at;
    float advance;

    if (!trace->page || (trace->paint != PAINT_TEXT && trace->paint != PAINT_HIDDEN) ||
        trace->glyph_count >= PDF_MOST_GLYPHS)
        return;
    trace->glyph_count++;
    if (trace->paint == PAINT_HIDDEN) {
        trace->page->invisible++;
        return;
    }
    at = through(&trace->transform, number_of(tag, STR("x")), number_of(tag, STR("y")));
    advance = number_of(tag, STR("adv"));
    glyph = vec_push(trace->arena, &trace->page->glyphs);
    glyph->x = at.x;
    glyph->y = at.y;
    glyph->size = hypotf(trace->glyphs.c, trace->glyphs.d);
    glyph->width = advance * hypotf(trace->glyphs.a, trace->glyphs.b);
    glyph->code = code_of(attribute(tag, STR("unicode")));
    glyph->font = trace->font;
    glyph->turn = turn_of(trace->glyphs.a, trace->glyphs.b);
    glyph->begins = trace->begins;
    glyph->white = trace->white;
    trace->begins = false;
    if (is_clipped(trace, glyph)) {
        trace->page->glyphs.n--;
        trace->page->invisible += !char_is_blank(glyph->code);
        return;
    }
    trace->page->unread += glyph->code == 0;
}

// ---- paths

static void rule_add(Trace *trace, Point a, Point b)
{
    float across = fabsf(a.y - b.y), along = fabsf(a.x - b.x);

    if ((across > 1 && along > 1) || (across < THIN && along < THIN))
        return;
    *vec_push(trace->arena, &trace->page->rules) =
        (PdfBox){fminf(a.x, b.x), fminf(a.y, b.y), fmaxf(a.x, b.x), fmaxf(a.y, b.y)};
}

// A filled part that is thin is a line of its middle.
static void filled_add(Trace *trace, bool curved)
{
    PdfBox box = {1e6F, 1e6F, -1e6F, -1e6F};

    for (size_t i = 0; i < trace->point_count; i++) {
        box.x0 = fminf(box.x0, trace->points[i].x);
        box.y0 = fminf(box.y0, trace->points[i].y);
        box.x1 = fmaxf(box.x1, trace->points[i].x);
        box.y1 = fmaxf(box.y1, trace->points[i].y);
    }
    if (curved || (box.y1 - box.y0 > THIN && box.x1 - box.x0 > THIN)) {
        if (trace->page->shapes.n < MOST_SHAPES)
            *vec_push(trace->arena, &trace->page->shapes) = box;
    } else if (box.y1 - box.y0 <= THIN && box.x1 - box.x0 > box.y1 - box.y0) {
        float middle = (box.y0 + box.y1) / 2;

        rule_add(trace, (Point){box.x0, middle}, (Point){box.x1, middle});
    } else if (box.x1 - box.x0 <= THIN) {
        float middle = (box.x0 + box.x1) / 2;

        rule_add(trace, (Point){middle, box.y0}, (Point){middle, box.y1});
    }
}

static void part_end(Trace *trace, bool closed)
{
    if (trace->page && trace->point_count > 1 && !trace->white) {
        if (trace->paint == PAINT_FILL || trace->curved) {
            filled_add(trace, trace->curved);
        } else if (trace->paint == PAINT_STROKE) {
            for (size_t i = 1; i < trace->point_count; i++)
                rule_add(trace, trace->points[i - 1], trace->points[i]);
            if (closed)
                rule_add(trace, trace->points[trace->point_count - 1], trace->points[0]);
        }
    }
    trace->point_count = 0;
    trace->curved = false;
}

static void point_take(Trace *trace, Str tag)
{
    if (trace->paint == PAINT_CLIP)
        box_add(&trace->clip, through(&trace->transform, number_of(tag, STR("x")), number_of(tag, STR("y"))));
    if (trace->paint != PAINT_FILL && trace->paint != PAINT_STROKE)
        return;
    if (trace->point_count == MOST_POINTS) { // no frame of a table has so many
        trace->curved = true;
        return;
    }
    trace->points[trace->point_count++] =
        through(&trace->transform, number_of(tag, STR("x")), number_of(tag, STR("y")));
}

static void picture_take(Trace *trace, Str tag)
{
    Matrix m = matrix_of(tag);

    if (trace->page)
        trace->page->pictures += fabsf(m.a * m.d - m.b * m.c);
}

// ---- the whole

static void page_begin(Trace *trace, Str tag)
{
    Str box = attribute(tag, STR("mediabox"));
    size_t at = 0;
    float x0 = number_at(box, &at), y0 = number_at(box, &at), x1 = number_at(box, &at),
          y1 = number_at(box, &at);

    trace->page = NULL;
    if (trace->pages->pages.n >= PDF_MOST_PAGES)
        return;
    trace->page = vec_push(trace->arena, &trace->pages->pages);
    trace->page->width = fabsf(x1 - x0);
    trace->page->height = fabsf(y1 - y0);
}

static void paint_begin(Trace *trace, Paint paint, Str tag)
{
    trace->paint = paint;
    trace->transform = matrix_of(tag);
    trace->white = is_white(tag);
    trace->point_count = 0;
    trace->curved = false;
    trace->begins = true;
}

static void paint_end(Trace *trace)
{
    if (trace->paint == PAINT_CLIP)
        clip_open(trace, &trace->clip);
    part_end(trace, false);
    trace->paint = PAINT_NONE;
}

static void tag_take(Trace *trace, Str tag)
{
    size_t end = 0;
    Str name;

    while (end < tag.n && tag.at[end] != ' ' && (tag.at[end] != '/' || end == 0))
        end++;
    name = str_slice(tag, 0, end);
    if (str_equal(name, STR("g")))
        glyph_take(trace, tag);
    else if (str_equal(name, STR("span")))
        span_begin(trace, tag);
    else if (str_equal(name, STR("moveto"))) {
        part_end(trace, false);
        point_take(trace, tag);
    } else if (str_equal(name, STR("lineto")))
        point_take(trace, tag);
    else if (str_equal(name, STR("curveto")) || str_equal(name, STR("quadto")))
        trace->curved = true;
    else if (str_equal(name, STR("closepath")))
        part_end(trace, true);
    else if (str_equal(name, STR("fill_text")) || str_equal(name, STR("stroke_text")) ||
             str_equal(name, STR("clip_text")))
        paint_begin(trace, PAINT_TEXT, tag);
    else if (str_equal(name, STR("ignore_text")))
        paint_begin(trace, PAINT_HIDDEN, tag);
    else if (str_equal(name, STR("fill_path")))
        paint_begin(trace, PAINT_FILL, tag);
    else if (str_equal(name, STR("stroke_path")))
        paint_begin(trace, PAINT_STROKE, tag);
    else if (str_equal(name, STR("clip_path"))) {
        paint_begin(trace, PAINT_CLIP, tag);
        trace->clip = (PdfBox){1e6F, 1e6F, -1e6F, -1e6F};
    } else if (str_equal(name, STR("clip_stroke_text")) || str_equal(name, STR("clip_stroke_path"))) {
        paint_begin(trace, PAINT_NONE, tag);
    } else if (str_equal(name, STR("pop_clip")))
        clip_close(trace);
    else if (str_starts(name, STR("fill_image")))
        picture_take(trace, tag);
    else if (str_equal(name, STR("page")))
        page_begin(trace, tag);
    else if (str_equal(name, STR("/page")))
        trace->page = NULL;
    else if (str_starts(name, STR("/fill_")) || str_starts(name, STR("/stroke_")) ||
             str_starts(name, STR("/ignore_")) || str_starts(name, STR("/clip_")))
        paint_end(trace);
}

bool pdf_trace_read(Arena *arena, Str text, PdfPages *pages)
{
    Trace trace = {.arena = arena, .text = text, .pages = pages};

    for (size_t at = 0; at < text.n;) {
        ptrdiff_t open = str_find_char(text, '<', at), close;

        if (open < 0)
            break;
        close = str_find_char(text, '>', (size_t)open);
        if (close < 0)
            break;
        tag_take(&trace, str_slice(text, (size_t)open + 1, (size_t)close));
        at = (size_t)close + 1;
    }
    pdf_unnamed_drop(arena, pages);
    for (size_t i = 0; i < pages->pages.n; i++)
        pdf_page_tidy(arena, &pages->pages.at[i]);
    return pages->pages.n > 0;
}
