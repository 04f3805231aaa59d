// A chart to boxes and labels.
#include "base/utf8.h"
#include "chart/internal-chart.h"

// All in 1/1000 of the width.
enum {
    LINE = 32,     // of labels, baseline to baseline
    ASCENT = 21,   // from a label's top to its baseline
    GAP = 16,      // between categories, between parts
    SPACE = 12,    // between a label and its bar
    BAR = 24,      // height of a bar among others,
    BAR_NEXT = 30, // from one to the next
    STACK = 36,    // of a bar of its own
    WHOLE = 60,    // of the bar of shares
    SWATCH = 22,
    OUTLINE = 2,
    STRIPE = 3,
    STRIPE_NEXT = 10,
    NAME_MOST = 12 * CHART_TEXT,
};

typedef struct Drawing {
    Arena *arena;
    const Chart *chart;
    VEC(ChartShape) shapes;
    int width; // of all
    int y;
} Drawing;

static bool is_narrow(const Drawing *drawing)
{
    return drawing->width < CHART_WIDTH;
}

// ---- labels

// About as wide as fonts set it: a Western character is half an em and a little.
static int character_width(uint32_t code)
{
    return code < 0x80 ? CHART_TEXT * 56 / 100 : CHART_TEXT;
}

static int text_width(Str text)
{
    int width = 0;
    for (size_t at = 0; at < text.n;)
        width += character_width(utf8_next(text, &at));
    return width;
}

static void label(Drawing *drawing, int x, int y, ChartAnchor anchor, int fill, Str text)
{
    if (text.n > 0)
        *vec_push(drawing->arena, &drawing->shapes) =
            (ChartShape){.x = x, .y = y, .anchor = anchor, .fill = fill, .text = text};
}

// The end of the line that begins at `from` and is no wider than `most`; one character at least.
static size_t line_end(Str text, size_t from, int most)
{
    size_t at = from;
    for (int width = 0; at < text.n;) {
        size_t next = at;
        width += character_width(utf8_next(text, &next));
        if (width > most && at > from)
            break;
        at = next;
    }
    return at;
}

static int line_count(Str text, int most)
{
    int lines = 0;
    for (size_t at = 0; at < text.n; lines++)
        at = line_end(text, at, most);
    return lines;
}

// Lines from the top y down; returns what is below them.
static int lines(Drawing *drawing, int x, int y, ChartAnchor anchor, Str text, int most)
{
    for (size_t from = 0, to; from < text.n; from = to) {
        to = line_end(text, from, most);
        label(drawing, x, y + (LINE - CHART_TEXT) / 2 + ASCENT, anchor, CHART_FILL_INK,
              str_slice(text, from, to));
        y += LINE;
    }
    return y;
}

static int middle_baseline(int y, int height)
{
    return y + (height - CHART_TEXT) / 2 + ASCENT;
}

// ---- boxes

static void box(Drawing *drawing, int x, int y, int width, int height, int fill)
{
    if (width > 0 && height > 0)
        *vec_push(drawing->arena, &drawing->shapes) =
            (ChartShape){.x = x, .y = y, .width = width, .height = height, .fill = fill};
}

// The nth look: shades, then with upright stripes, then with level ones.
static void filled(Drawing *drawing, int x, int y, int width, int height, size_t n)
{
    int colour = (int)(n % CHART_COLOURS), stripes = (int)(n / CHART_COLOURS);
    int fill =
        colour == 0 ? CHART_FILL_PAPER : CHART_FILL_INK; // of stripes, on the dark shade and the others
    int right = x + width - OUTLINE, bottom = y + height - OUTLINE;

    box(drawing, x, y, width, height, CHART_FILL_INK);
    box(drawing, x + OUTLINE, y + OUTLINE, width - 2 * OUTLINE, height - 2 * OUTLINE, colour);
    for (int at = x + STRIPE_NEXT; stripes == 1 && at + STRIPE < right; at += STRIPE_NEXT)
        box(drawing, at, y + OUTLINE, STRIPE, height - 2 * OUTLINE, fill);
    for (int at = y + STRIPE_NEXT - STRIPE; stripes == 2 && at + STRIPE < bottom; at += STRIPE_NEXT)
        box(drawing, x + OUTLINE, at, width - 2 * OUTLINE, STRIPE, fill);
}

// ---- parts

static void head(Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    if (!chart->title_below)
        drawing->y =
            lines(drawing, drawing->width / 2, drawing->y, CHART_MIDDLE, chart->title, drawing->width);
    drawing->y = lines(drawing, drawing->width, drawing->y, CHART_END, chart->unit, drawing->width);
    drawing->y += GAP / 2;
}

static void legend(Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    int x = 0, inset = SWATCH + SPACE;

    if (chart->series_count < 2)
        return;
    for (size_t i = 0; i < chart->series_count; i++) {
        int most = drawing->width - inset, width = text_width(chart->series[i]);
        width = width < most ? width : most;
        if (x > 0 && x + inset + width > drawing->width) {
            x = 0;
            drawing->y += LINE;
        }
        filled(drawing, x, drawing->y + (LINE - SWATCH) / 2, SWATCH, SWATCH, i);
        int below = lines(drawing, x + inset, drawing->y, CHART_START, chart->series[i], most);
        drawing->y = below - LINE;
        x += inset + width + 2 * SPACE;
    }
    drawing->y += LINE + GAP;
}

// The width that the names' column takes, with the space after it.
static int name_column(const Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    int most = 0;

    if (is_narrow(drawing))
        return 0;
    for (size_t i = 0; i < chart->name_count; i++) {
        int width = text_width(chart->names[i]);
        most = width > most ? width : most;
    }
    return (most < NAME_MOST ? most : NAME_MOST) + SPACE;
}

static int value_column(const Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    int most = 0, limit = drawing->width / 3;
    for (size_t i = 0; i < chart->name_count * chart->series_count; i++) {
        int width = text_width(chart->values[i].text);
        most = width > most ? width : most;
    }
    return (most < limit ? most : limit) + 2 * SPACE;
}

// The largest value, or of stacks the largest sum; 1 where all are zero.
static void find_largest(mpq_t largest, const Chart *chart)
{
    size_t together = chart->kind == CHART_STACKED ? chart->series_count : 1;
    mpq_t sum;

    mpq_init(sum);
    for (size_t i = 0; i < chart->name_count * chart->series_count; i += together) {
        chart_sum(sum, chart, i, i + together);
        if (mpq_cmp(sum, largest) > 0)
            mpq_set(largest, sum);
    }
    if (mpq_sgn(largest) == 0)
        mpq_set_ui(largest, 1, 1);
    mpq_clear(sum);
}

// ---- kinds

// Beside the bars of its category, that are so high, or over them.
static void name(Drawing *drawing, size_t i, int left, int height)
{
    Str text = drawing->chart->names[i];
    if (is_narrow(drawing)) {
        drawing->y = lines(drawing, 0, drawing->y, CHART_START, text, drawing->width);
        return;
    }
    int most = left - SPACE + 1, own = LINE * line_count(text, most);
    lines(drawing, left - SPACE, drawing->y + (height - own) / 2, CHART_END, text, most);
}

static int category_height(const Drawing *drawing, size_t i, int left, int height)
{
    if (is_narrow(drawing))
        return height;
    int own = LINE * line_count(drawing->chart->names[i], left - SPACE + 1);
    return own > height ? own : height;
}

// A bar's value in it, where it has room and the look leaves it to be read, else after it.
static void bar_label(Drawing *drawing, int left, int y, int width, size_t n, Str text)
{
    bool inside = is_narrow(drawing) && n < CHART_COLOURS && text_width(text) + 2 * SPACE <= width;
    int x = inside ? left + width - SPACE : left + width + SPACE;

    label(drawing, x, middle_baseline(y, BAR), inside ? CHART_END : CHART_START,
          inside && n == 0 ? CHART_FILL_PAPER : CHART_FILL_INK, text);
}

static void draw_bars(Drawing *drawing, int left, mpq_srcptr largest)
{
    const Chart *chart = drawing->chart;
    // Of what is narrow no column is left for values that stand in their bars.
    bool own = is_narrow(drawing) && chart->series_count <= CHART_COLOURS;
    int right = own ? 0 : value_column(drawing);
    int span = drawing->width - left - right, bars = (int)chart->series_count * BAR_NEXT;

    for (size_t i = 0; i < chart->name_count; i++) {
        int height = category_height(drawing, i, left, bars);
        name(drawing, i, left, height);
        int y = drawing->y + (height - bars) / 2 + (BAR_NEXT - BAR) / 2;
        for (size_t j = 0; j < chart->series_count; j++, y += BAR_NEXT) {
            const ChartValue *value = &chart->values[i * chart->series_count + j];
            int width = value->number ? chart_scale(span, value->number, largest) : 0;
            filled(drawing, left, y, width, BAR, j);
            bar_label(drawing, left, y, width, j, value->text);
        }
        drawing->y += height + GAP;
    }
}

// A plain segment's own label, where it has room.
static void segment_label(Drawing *drawing, int x, int y, int width, int height, size_t n, Str text)
{
    if (n < CHART_COLOURS && text_width(text) + SPACE <= width)
        label(drawing, x + width / 2, middle_baseline(y, height), CHART_MIDDLE,
              n == 0 ? CHART_FILL_PAPER : CHART_FILL_INK, text);
}

// 基本支出 1.5；项目支出 2.5
static Str stack_text(Drawing *drawing, size_t i)
{
    const Chart *chart = drawing->chart;
    StrBuf buf = {.arena = drawing->arena};

    for (size_t j = 0; j < chart->series_count; j++) {
        Str text = chart->values[i * chart->series_count + j].text;
        buf_print(&buf, "%s%.*s%s%.*s", j ? "；" : "", STR_ARG(chart->series[j]),
                  chart->series[j].n ? " " : "", STR_ARG(text));
    }
    return buf_str(&buf);
}

static void draw_stacks(Drawing *drawing, int left, mpq_srcptr largest)
{
    const Chart *chart = drawing->chart;
    int span = drawing->width - left;
    mpq_t sum;

    mpq_init(sum);
    for (size_t i = 0; i < chart->name_count; i++) {
        size_t first = i * chart->series_count;
        int from = 0, height = category_height(drawing, i, left, STACK);
        name(drawing, i, left, height);
        for (size_t j = 0; j < chart->series_count; j++) {
            chart_sum(sum, chart, first, first + j + 1);
            int to = chart_scale(span, sum, largest);
            filled(drawing, left + from, drawing->y + (height - STACK) / 2, to - from, STACK, j);
            from = to;
        }
        drawing->y = lines(drawing, left + SPACE, drawing->y + (height + STACK) / 2, CHART_START,
                           stack_text(drawing, i), span - SPACE);
        drawing->y += GAP;
    }
    mpq_clear(sum);
}

static void draw_axis(Drawing *drawing, int left, int top)
{
    box(drawing, left - OUTLINE, top - GAP / 2, OUTLINE, drawing->y - GAP / 2 - (top - GAP / 2),
        CHART_FILL_INK);
}

// What the segments are, a line each: its look, name, value and share.
static void draw_share_lines(Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    int left = SWATCH + SPACE, share = drawing->width, value = drawing->width - 8 * CHART_TEXT;
    int most = is_narrow(drawing) ? share - left : value - value_column(drawing) - left;

    for (size_t i = 0; i < chart->name_count; i++) {
        filled(drawing, 0, drawing->y + (LINE - SWATCH) / 2, SWATCH, SWATCH, i);
        if (is_narrow(drawing)) // the name on lines of its own
            drawing->y = lines(drawing, left, drawing->y, CHART_START, chart->names[i], most);
        int baseline = middle_baseline(drawing->y, LINE);
        label(drawing, value, baseline, CHART_END, CHART_FILL_INK, chart->values[i].text);
        label(drawing, share, baseline, CHART_END, CHART_FILL_INK, chart->values[i].share);
        if (is_narrow(drawing)) // nearer to its own name than to the next
            drawing->y += LINE + GAP / 2;
        else
            drawing->y = lines(drawing, left, drawing->y, CHART_START, chart->names[i], most);
    }
}

static void draw_shares(Drawing *drawing)
{
    const Chart *chart = drawing->chart;
    int from = 0;
    mpq_t sum, part;

    mpq_inits(sum, part, NULL);
    chart_sum(sum, chart, 0, chart->name_count);
    for (size_t i = 0; i < chart->name_count && mpq_sgn(sum) > 0; i++) {
        chart_sum(part, chart, 0, i + 1);
        int to = chart_scale(drawing->width, part, sum);
        filled(drawing, from, drawing->y, to - from, WHOLE, i);
        segment_label(drawing, from, drawing->y, to - from, WHOLE, i, chart->values[i].share);
        from = to;
    }
    mpq_clears(sum, part, NULL);
    drawing->y += WHOLE + GAP;
    draw_share_lines(drawing);
}

static ChartDrawing *draw(Arena *arena, const Chart *chart, int whole)
{
    Drawing drawing = {.arena = arena, .chart = chart, .width = whole};
    ChartDrawing *result = ARENA_NEW(arena, ChartDrawing);

    head(&drawing);
    if (chart->kind == CHART_SHARES) {
        draw_shares(&drawing);
    } else {
        int left = name_column(&drawing);
        mpq_t largest;
        mpq_init(largest);
        find_largest(largest, chart);
        legend(&drawing);
        int top = drawing.y;
        if (chart->kind == CHART_STACKED)
            draw_stacks(&drawing, left, largest);
        else
            draw_bars(&drawing, left, largest);
        if (left > 0)
            draw_axis(&drawing, left, top);
        mpq_clear(largest);
    }
    if (chart->title_below)
        drawing.y = lines(&drawing, whole / 2, drawing.y + GAP / 2, CHART_MIDDLE, chart->title, whole);
    *result = (ChartDrawing){
        .shapes = drawing.shapes.at, .shape_count = drawing.shapes.n, .width = whole, .height = drawing.y};
    return result;
}

ChartDrawing *chart_draw(Arena *arena, const Chart *chart)
{
    return draw(arena, chart, CHART_WIDTH);
}

ChartDrawing *chart_draw_narrow(Arena *arena, const Chart *chart)
{
    return draw(arena, chart, CHART_NARROW);
}
